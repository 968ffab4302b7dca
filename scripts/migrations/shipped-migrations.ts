import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationFile } from '../../src/migrate/migration-files.js'

/** The migrations that published versions brought, by file: `releases/migrations.json`. */
export type ShippedMigrations = Readonly<Record<string, ShippedMigration>>

/** A migration that a published version brought. */
export interface ShippedMigration {
  /** The first version that had it. */
  readonly version: string
  /** Its hash, as the record of a migrated database has it. */
  readonly hash: string
}

/** Reads which migrations have been published; none before the first release. */
export async function readShippedMigrations(releases: string): Promise<ShippedMigrations> {
  const text = await readFile(join(releases, 'migrations.json'), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}'
    throw error
  })
  return JSON.parse(text) as ShippedMigrations
}

/** Adds the migrations that a version brings. What has been published stays as it was. */
export function ship(
  shipped: ShippedMigrations,
  files: readonly MigrationFile[],
  version: string,
): ShippedMigrations {
  const brought = files.map(({ file, hash }) => [file, shipped[file] ?? { version, hash }] as const)
  return { ...shipped, ...Object.fromEntries(brought) }
}

/** A published migration that is not what it was. */
export interface ChangedMigration {
  readonly file: string
  readonly problem: string
}

/** Finds published migrations that were edited or taken away: databases that ran them would refuse to go on. */
export function findChanged(
  shipped: ShippedMigrations,
  files: readonly MigrationFile[],
): readonly ChangedMigration[] {
  return Object.entries(shipped).flatMap(([file, { version, hash }]) => {
    const present = files.find((one) => one.file === file)
    if (present === undefined) return [{ file, problem: `it was published with ${version} and is gone` }]
    return present.hash === hash
      ? []
      : [{ file, problem: `it was published with ${version} and has been edited` }]
  })
}

/**
 * Returns the files that only ever run on an empty database: those of the first release, published or yet to be.
 *
 * For them it does not matter what a statement locks and how many rows it reads.
 */
export function firstReleaseFiles(
  shipped: ShippedMigrations,
  files: readonly MigrationFile[],
): ReadonlySet<string> {
  const entries = Object.entries(shipped)
  const first = entries.map(([, { version }]) => version).sort(compareVersions)[0]
  if (first === undefined) return new Set(files.map(({ file }) => file))
  return new Set(entries.filter(([, { version }]) => version === first).map(([file]) => file))
}

function compareVersions(one: string, other: string): number {
  return new Intl.Collator('en', { numeric: true }).compare(one, other)
}
