import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { errorCode } from '../setup/error-code.js'
import { SetupError } from '../errors.js'
import { readTar } from './thread/tar.js'

const lockName = 'souk-db.lock'
/** Stands in the folder while it is being filled. */
const fillingName = 'souk-db.filling'

/** The folders that this process has locked. */
const open = new Set<string>()

/** A folder that keeps a database, locked against other processes. */
export interface DataFolder {
  readonly path: string
  release(): Promise<void>
}

/**
 * Opens a folder, and fills it from an image if it is empty.
 *
 * @throws {@link SetupError} if it holds something else than a database, or a database in use: PGlite would let two
 * processes write to the same files.
 */
export async function openDataFolder(
  dataDir: string,
  image: () => Promise<Uint8Array>,
  signal?: AbortSignal,
): Promise<DataFolder> {
  const path = resolve(dataDir)
  const created = await make(path).catch((error: unknown) => {
    throw unusable(path, error)
  })
  await lock(path)
  const release = async () => {
    open.delete(path)
    await rm(join(path, lockName), { force: true })
  }
  try {
    if (await isEmpty(path)) await fill(path, await image(), signal)
    return { path, release }
  } catch (error) {
    await release()
    if (created !== undefined) await rm(created, { recursive: true, force: true })
    throw error
  }
}

/**
 * Makes a folder and those it is in, and gives the first that was not there. (Told to be recursive, `mkdir` tries for
 * ever where the system says of a folder that its parent is missing, as below /proc.)
 */
async function make(path: string): Promise<string | undefined> {
  try {
    await mkdir(path)
    return path
  } catch (error) {
    if (hasCode(error, 'EEXIST') && (await stat(path)).isDirectory()) return undefined
    const parent = dirname(path)
    const created = hasCode(error, 'ENOENT') && parent !== path ? await make(parent) : undefined
    if (created === undefined) throw error
    await mkdir(path)
    return created
  }
}

async function isEmpty(path: string): Promise<boolean> {
  // A process that filled the folder was killed half way.
  if (existsSync(join(path, fillingName))) return true
  if (existsSync(join(path, 'PG_VERSION'))) return false
  const names = (await readdir(path)).filter((name) => name !== lockName)
  if (names.length > 0) throw new SetupError(`${path} is not empty, and holds no embedded database`)
  return true
}

/** Fills an empty folder, or leaves it empty. */
async function fill(path: string, image: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  await writeFile(join(path, fillingName), '')
  try {
    for (const entry of readTar(image)) {
      signal?.throwIfAborted()
      const target = join(path, entry.path)
      await mkdir(entry.data === null ? target : dirname(target), { recursive: true, mode: 0o700 })
      if (entry.data !== null) await writeFile(target, entry.data, { mode: 0o600 })
    }
  } catch (error) {
    const filled = (await readdir(path)).filter((name) => name !== lockName)
    for (const name of filled) await rm(join(path, name), { recursive: true, force: true })
    throw error
  }
  await rm(join(path, fillingName))
}

/** Makes the lock file, which holds the number of the process. That of a process that has ended is void. */
async function lock(path: string): Promise<void> {
  const file = join(path, lockName)
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      open.add(path)
      return
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw unusable(path, error)
      if (attempt === 3) throw inUse(path, error)
      const holder = Number(await readFile(file, 'utf8').catch(() => ''))
      if (open.has(path) || (holder !== process.pid && isAlive(holder))) throw inUse(path, error)
      await rm(file, { force: true })
    }
  }
}

function inUse(path: string, cause: unknown): SetupError {
  return new SetupError(
    `the embedded database in ${path} is in use: only one process at a time can open it, and only once`,
    { cause },
  )
}

function unusable(path: string, cause: unknown): SetupError {
  const reason = errorCode(cause)
  const code = reason === null ? '' : ` (${reason})`
  return new SetupError(`${path} cannot be used as a folder to keep a database in${code}`, { cause })
}

function hasCode(error: unknown, code: string): boolean {
  return errorCode(error) === code
}

function isAlive(processId: number): boolean {
  if (!(processId > 0)) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return hasCode(error, 'EPERM')
  }
}
