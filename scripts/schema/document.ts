import { readFile, writeFile } from 'node:fs/promises'

/** A file that is made, and that must say what it would say if it were made now. */
export interface Document {
  readonly path: string
  readonly content: string
}

/**
 * Compares documents with what is on disk.
 *
 * @returns A sentence for each one that differs, with the first line that does.
 */
export async function findStale(documents: readonly Document[]): Promise<readonly string[]> {
  const findings = await Promise.all(
    documents.map(async ({ path, content }) => {
      const present = await readFile(path, 'utf8').catch(() => null)
      if (present === null) return `${path} is missing`
      if (present === content) return null
      const line = firstDifference(present.split('\n'), content.split('\n'))
      return `${path} is stale from line ${line + 1} on`
    }),
  )
  return findings.filter((finding) => finding !== null)
}

export async function writeDocuments(documents: readonly Document[]): Promise<void> {
  await Promise.all(documents.map(({ path, content }) => writeFile(path, content)))
}

function firstDifference(present: readonly string[], made: readonly string[]): number {
  const line = present.findIndex((text, index) => text !== made[index])
  return line === -1 ? present.length : line
}
