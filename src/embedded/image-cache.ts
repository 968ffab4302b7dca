import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomically } from './atomic-file.js'
import { cacheDirectory } from './cache-directory.js'

/** Options of a cached image. */
export interface CachedImageOptions {
  /** Everything that the image is made from, or hashes of it: the same key, the same image. */
  readonly key: readonly string[]
  readonly build: () => Promise<Uint8Array>
}

/** The number of images that are kept: those that were used last. */
const keptImages = 8
/** After this, the remains of a process that was killed while it wrote are removed. */
const abandonedMs = 3_600_000
const digestLength = 32
const extension = '.image'

const building = new Map<string, Promise<Uint8Array>>()

/**
 * Takes an image from the cache, or builds it and puts it there.
 *
 * A damaged image is built anew. Without a cache that can be written to, every process builds its own.
 */
export async function cachedImage({ key, build }: CachedImageOptions): Promise<Uint8Array> {
  const folder = await cacheDirectory()
  const file = join(folder, `${imageName(key)}${extension}`)
  const image = await load(file)
  if (image !== null) return image
  const begun = building.get(file)
  if (begun !== undefined) {
    const shared = await begun.catch(() => null)
    // The process that began it may have given up; this one goes on.
    return shared ?? cachedImage({ key, build })
  }
  const made = buildAndStore(folder, file, build)
  building.set(file, made)
  return made.finally(() => building.delete(file))
}

/** The name of the image that is made from a key. */
export function imageName(key: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32)
}

async function buildAndStore(
  folder: string,
  file: string,
  build: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const image = await build()
  await writeAtomically(file, [digest(image), image]).catch(() => undefined)
  await prune(folder).catch(() => undefined)
  return image
}

/** An image that is there and whole, marked as used. */
async function load(file: string): Promise<Uint8Array | null> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return null
  const image = bytes.subarray(digestLength)
  if (!digest(image).equals(bytes.subarray(0, digestLength))) return null
  const now = new Date()
  await utimes(file, now, now).catch(() => undefined)
  return image
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

async function prune(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name))
  const files = await Promise.all(
    paths.map(async (path) => {
      const status = await stat(path).catch(() => null)
      return { path, usedMs: status?.mtimeMs ?? 0 }
    }),
  )
  const images = files.filter(({ path }) => path.endsWith(extension)).sort((a, b) => b.usedMs - a.usedMs)
  const abandoned = files.filter(
    ({ path, usedMs }) => path.endsWith('.tmp') && usedMs < Date.now() - abandonedMs,
  )
  for (const { path } of [...images.slice(keptImages), ...abandoned]) {
    await rm(path, { recursive: true, force: true })
  }
}
