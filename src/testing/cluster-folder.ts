import { chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from '../setup/error-code.js'
import type { SystemUser } from './unprivileged-user.js'

const prefix = 'souk-test-cluster-'
const hourMs = 3_600_000

/** Creates the temporary folder of a cluster. It names its process, for {@link sweepClusterFolders}. */
export async function makeClusterFolder(user: SystemUser | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await writeFile(join(folder, 'runner.pid'), String(process.pid))
  if (user !== null) await chown(folder, user.uid, user.gid)
  return folder
}

/**
 * Deletes the clusters of runs that could not delete them.
 *
 * A server that still runs in such a folder notices within a minute that its lock file is gone, and stops.
 *
 * @returns The deleted folders.
 */
export async function sweepClusterFolders(parent = tmpdir()): Promise<readonly string[]> {
  const swept: string[] = []
  for (const name of await readdir(parent)) {
    const folder = join(parent, name)
    if (!name.startsWith(prefix) || !(await isAbandoned(folder))) continue
    // Another user's folder cannot be deleted. That user's next run does it.
    await rm(folder, { recursive: true, force: true }).then(
      () => swept.push(folder),
      () => undefined,
    )
  }
  return swept
}

async function isAbandoned(folder: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(join(folder, 'runner.pid'), 'utf8'))
    if (pid > 0) return !isAlive(pid)
  } catch {
    // Without the file, the folder is being created or is half deleted.
  }
  const age = await stat(folder).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  )
  return age > hourMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM means that the process is alive and another user's.
    return errorCode(error) !== 'ESRCH'
  }
}
