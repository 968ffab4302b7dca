import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { findPackageRoot } from '../setup/package-root.js'
import { imageName } from './image-cache.js'

/** The path, within the package, of an image that the build has made. */
export function shippedImagePath(key: readonly string[]): string {
  return join('dist/embedded', `${imageName(key)}.image.br`)
}

/**
 * Reads an image that the published package carries; null for another key, as with other versions of PGlite.
 *
 * The sources never use one: what a build has left in `dist/` may be old.
 */
export async function shippedImage(key: readonly string[]): Promise<Uint8Array | null> {
  if (import.meta.filename.endsWith('.ts')) return null
  const packed = await readFile(join(findPackageRoot().directory, shippedImagePath(key))).catch(() => null)
  return packed === null ? null : promisify(brotliDecompress)(packed)
}
