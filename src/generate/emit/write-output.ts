import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generatedMark } from './generated-mark.js'

/** The differences between a folder and the generated modules, as sorted file names. */
export interface OutputChanges {
  /** Files that do not exist yet. */
  readonly missing: readonly string[]
  /** Files with different content. */
  readonly stale: readonly string[]
  /** Files of an earlier run that no longer have a source. */
  readonly extra: readonly string[]
}

/** Compares a folder with the generated modules, without changing it. */
export async function compareOutput(
  directory: string,
  files: ReadonlyMap<string, string>,
): Promise<OutputChanges> {
  const missing: string[] = []
  const stale: string[] = []
  for (const [name, content] of files) {
    const found = await readIfThere(join(directory, name))
    if (found === null) missing.push(name)
    else if (found !== content) stale.push(name)
  }
  return { missing: missing.sort(), stale: stale.sort(), extra: await extraFiles(directory, files) }
}

/** Updates a folder to the generated modules. Unchanged files are not touched, so watchers stay quiet. */
export async function writeOutput(
  directory: string,
  files: ReadonlyMap<string, string>,
  { missing, stale, extra }: OutputChanges,
): Promise<void> {
  await mkdir(directory, { recursive: true })
  const changed = [...missing, ...stale]
  // All files are written before the first is renamed, so a full disk leaves the old files as they were.
  for (const name of changed) await writeFile(join(directory, `${name}.new`), files.get(name) ?? '')
  for (const name of changed) await rename(join(directory, `${name}.new`), join(directory, name))
  for (const name of extra) await rm(join(directory, name))
}

async function extraFiles(directory: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const extra: string[] = []
  for (const name of await listIfThere(directory)) {
    if (!name.endsWith('.ts') || files.has(name)) continue
    // Files that were written by hand are kept.
    const content = await readIfThere(join(directory, name))
    if (content?.split('\n', 1)[0]?.includes(generatedMark)) extra.push(name)
  }
  return extra.sort()
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}

async function listIfThere(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
