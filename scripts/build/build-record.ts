import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The files and folders that the build reads. */
const ingredients = [
  'package.json',
  'tsconfig.json',
  'tsup.config.ts',
  'scripts/build',
  'src',
  'generated',
  'migrations',
  'sql',
]
const recordFile = '.cache/build-record.json'

interface BuildRecord {
  /** The hash of what the build read. */
  readonly from: string
  /** The hash of what it made. */
  readonly made: string
}

/** Writes down what `dist/` was built from. */
export async function recordBuild(root: string): Promise<void> {
  const path = join(root, recordFile)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(await currentRecord(root)))
}

/** Reports whether `dist/` is not what the build makes of the files that are there now. */
export async function isBuildStale(root: string): Promise<boolean> {
  const [record, now] = await Promise.all([
    readFile(join(root, recordFile), 'utf8').catch(() => null),
    currentRecord(root),
  ])
  return record !== JSON.stringify(now)
}

async function currentRecord(root: string): Promise<BuildRecord> {
  return { from: await hashOf(root, ingredients), made: await hashOf(root, ['dist']) }
}

async function hashOf(root: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of (await Promise.all(names.map((name) => filesOf(root, name)))).flat().sort()) {
    const content = await readFile(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Lists the files of a folder by their paths from the root; a file is its own list, and nothing an empty one. */
async function filesOf(root: string, name: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'ENOTDIR') return [name]
    if (error.code === 'ENOENT') return []
    throw error
  }
}
