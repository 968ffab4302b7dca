import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Computes a short hash of the names and contents of a folder's SQL files. */
export async function migrationsFingerprint(directory: string): Promise<string> {
  const hash = createHash('sha256')
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  for (const name of names) {
    const content = await readFile(join(directory, name))
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}
