import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { errorCode } from '../setup/error-code.js'
import { temporaryName } from './atomic-file.js'
import { privateTemporary } from './cache-directory.js'
import type { EnginePackages } from './engine-packages.js'
import { readTar } from './thread/tar.js'

/**
 * Left out are scripts for installations by hand, and the extensions beside PostGIS itself, whose libraries
 * PGlite can only load together with it at every start, for twice the time and memory.
 */
const leftOut = /^share\/postgresql\/contrib\/|postgis_(?:raster|topology|tiger_geocoder)/

/**
 * Unpacks PGlite's extensions into a folder that every later start only mounts.
 *
 * @returns The folder, with `lib/` and `share/`.
 */
export async function unpackedExtensions(
  packages: EnginePackages,
  cache: string,
  { onUnpack, signal }: { readonly onUnpack: () => void; readonly signal: AbortSignal | undefined },
): Promise<string> {
  const hash = createHash('sha256')
    .update(`${packages.version} without ${leftOut.source}`)
    .digest('hex')
    .slice(0, 16)
  const folder = join(cache, `extensions-${hash}`)
  if (existsSync(folder)) return folder
  onUnpack()
  const temporary = temporaryName(folder)
  try {
    for (const bundle of await bundlesIn(packages.bundles)) {
      signal?.throwIfAborted()
      await unpack(bundle, temporary)
    }
    signal?.throwIfAborted()
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    // Another process was quicker: its folder is as good.
    if (existsSync(folder)) return folder
    signal?.throwIfAborted()
    const spare = await privateTemporary()
    if (dirname(folder) === spare || !isUnwritable(error)) throw error
    return unpackedExtensions(packages, spare, { onUnpack: () => undefined, signal })
  }
  return folder
}

/** True if a folder takes no files: it is read-only, or the disk is full. */
function isUnwritable(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')
}

async function bundlesIn(folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  )
  return lists.flat().filter((path) => path.endsWith('.tar.gz'))
}

async function unpack(bundle: string, folder: string): Promise<void> {
  const archive = await promisify(gunzip)(await readFile(bundle))
  for (const { path, data } of readTar(archive)) {
    if (data === null || leftOut.test(path)) continue
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, data)
  }
}
