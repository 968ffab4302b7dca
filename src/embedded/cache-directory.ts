import { mkdir, mkdtemp, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { SetupError } from '../errors.js'

/**
 * Finds the folder for what takes long to make and can be made again: `SOUK_CACHE_DIR`, else the `node_modules/.cache`
 * of the project that the process runs in, else a folder of this user's among the temporary files.
 *
 * @throws {@link SetupError} if the folder given cannot be made.
 */
export async function cacheDirectory(): Promise<string> {
  const given = process.env['SOUK_CACHE_DIR']
  if (given !== undefined && given !== '') {
    return made(given).catch((cause: unknown) => {
      throw new SetupError('the folder in SOUK_CACHE_DIR cannot be made', { cause })
    })
  }
  const modules = nearestModules(process.cwd())
  if (modules !== null) {
    try {
      return await made(join(modules, '.cache', 'souk-db'))
    } catch {
      // A folder that this user may not write to, as in a container.
    }
  }
  return privateTemporary()
}

function nearestModules(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    if (existsSync(modules)) return modules
    if (folder === dirname(folder)) return null
  }
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  return folder
}

/**
 * A folder of this user's among the temporary files. What is in the cache is run, so nobody else may have put it there.
 */
export async function privateTemporary(): Promise<string> {
  const { uid, username } = userInfo()
  const folder = join(tmpdir(), `souk-db-${uid < 0 ? username : uid}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const status = await stat(folder)
  const isOurs = uid < 0 || (status.uid === uid && (status.mode & 0o077) === 0)
  return isOurs ? folder : mkdtemp(join(tmpdir(), 'souk-db-'))
}
