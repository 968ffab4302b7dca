import { execFile } from 'node:child_process'
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The folders in which distributions keep one folder per major version. */
const versionedFolders = ['/usr/lib/postgresql', '/usr/local/lib/postgresql', '/opt/postgresql']

/** Finds the folder of programs of the newest PostgreSQL on this machine that has PostGIS. */
export async function findLocalInstallation(): Promise<string | null> {
  for (const binDirectory of [
    ...(await versionedBinDirectories()),
    await pgConfig('pg_config', '--bindir'),
  ]) {
    if (binDirectory !== null && (await hasPostgis(binDirectory))) return binDirectory
  }
  return null
}

async function versionedBinDirectories(): Promise<readonly string[]> {
  const found: { readonly version: number; readonly directory: string }[] = []
  for (const folder of versionedFolders) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (/^\d+$/.test(name)) found.push({ version: Number(name), directory: join(folder, name, 'bin') })
    }
  }
  return found.sort((a, b) => b.version - a.version).map(({ directory }) => directory)
}

/** Reports whether a folder has a server with PostGIS: client packages bring such a folder too, without a server. */
async function hasPostgis(binDirectory: string): Promise<boolean> {
  const share = await pgConfig(join(binDirectory, 'pg_config'), '--sharedir')
  if (share === null) return false
  const needed = [
    join(binDirectory, 'initdb'),
    join(binDirectory, 'postgres'),
    join(share, 'extension', 'postgis.control'),
  ]
  const present = await Promise.all(
    needed.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  )
  return present.every(Boolean)
}

async function pgConfig(program: string, option: '--bindir' | '--sharedir'): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(program, [option])
    return stdout.trim()
  } catch {
    return null
  }
}
