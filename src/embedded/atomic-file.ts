import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/** A name beside a file or folder, for what is not finished yet. */
export function temporaryName(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`
}

/** Writes a file so that it is there completely or not at all, whoever else writes it at the same time. */
export async function writeAtomically(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = temporaryName(path)
  try {
    await writeFile(temporary, parts)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
