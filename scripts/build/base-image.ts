/** Makes the image of an empty database that the package carries: a first start then need not create one. */

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { baseImage, baseImageKey } from '../../src/embedded/base-image.js'
import { cacheDirectory } from '../../src/embedded/cache-directory.js'
import { findEnginePackages } from '../../src/embedded/engine-packages.js'
import { shippedImagePath } from '../../src/embedded/shipped-image.js'
import { unpackedExtensions } from '../../src/embedded/unpacked-extensions.js'

const nothing = { onUnpack: () => undefined, onCreate: () => undefined, signal: undefined }
const packages = await findEnginePackages()
const extensions = await unpackedExtensions(packages, await cacheDirectory(), nothing)
const image = await baseImage(packages, extensions, nothing)
const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: image.length }
const file = shippedImagePath(baseImageKey(packages))
await mkdir(dirname(file), { recursive: true })
await writeFile(file, await promisify(brotliCompress)(image, { params }))
