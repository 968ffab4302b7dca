import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMigrationFiles } from '../../src/migrate/migration-files.js'
import { readShippedMigrations, ship } from '../migrations/shipped-migrations.js'
import { manifestFile } from './kept-release.js'

/** Options for {@link keepRelease}. */
export interface KeepReleaseOptions {
  readonly version: string
  /** The manifest that generation wrote. */
  readonly manifest: string
  readonly migrations: string
  /** The folder that keeps it. */
  readonly releases: string
}

/** A file of `releases/`, as it has to be for a version to be published. */
interface KeptFile {
  readonly path: string
  readonly content: string
}

/**
 * Keeps what a version sends and which migrations it brings, before it is published.
 *
 * @throws {@link Error} if that version's manifest is kept already and says something else.
 */
export async function keepRelease(options: KeepReleaseOptions): Promise<void> {
  const [manifest, migrations] = await filesOf(options)
  const present = await readOrNull(manifest.path)
  if (present !== null && present !== manifest.content) {
    throw new Error(`${manifest.path} says something else: a version that was published stays as it was`)
  }
  await writeFile(manifest.path, manifest.content)
  await writeFile(migrations.path, migrations.content)
}

/** Names the files that would have to be written before a version is published. */
export async function findUnkept(options: KeepReleaseOptions): Promise<readonly string[]> {
  const files = await filesOf(options)
  const stale = await Promise.all(
    files.map(async ({ path, content }) => ((await readOrNull(path)) === content ? null : path)),
  )
  return stale.filter((path) => path !== null)
}

async function filesOf(
  options: KeepReleaseOptions,
): Promise<readonly [manifest: KeptFile, migrations: KeptFile]> {
  const { version, manifest, migrations, releases } = options
  const shipped = ship(
    await readShippedMigrations(releases),
    await readMigrationFiles({ directory: migrations, shown: migrations }),
    version,
  )
  return [
    { path: join(releases, manifestFile(version)), content: await readFile(manifest, 'utf8') },
    { path: join(releases, 'migrations.json'), content: `${JSON.stringify(shipped, null, 2)}\n` },
  ]
}

function readOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
}
