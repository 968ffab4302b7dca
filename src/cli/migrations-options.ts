import type { Command } from 'commander'
import type { MigrationOwner } from '../errors.js'
import { migrationFolders, shownFile, type ServiceMigrationsOptions } from '../migrate/migration-folder.js'
import { configFile, configuredMigrations, serviceConfig } from '../service-config.js'

/** The flags that name a service's own migrations. */
export interface MigrationsFlags {
  readonly migrations?: string
  readonly migrationsTable?: string
}

/** Adds the flags that name a service's own migrations. */
export function addMigrationsOptions(command: Command): Command {
  return command
    .option(
      '--migrations <folder>',
      `your own migrations, after those of @souk/db (default: as in ${configFile})`,
    )
    .option('--migrations-table <name>', 'the table with their record (default: service_migrations)')
}

/** Returns the service's own migrations, as the flags name them or else the configuration. */
export async function namedMigrations({
  migrations,
  migrationsTable,
}: MigrationsFlags): Promise<ServiceMigrationsOptions> {
  const config = await serviceConfig()
  return configuredMigrations({
    migrations: migrations ?? config.migrations,
    migrationsTable: migrationsTable ?? config.migrationsTable,
  })
}

/** Returns a function that shows a file with its folder. */
export function fileLabel(
  migrations: ServiceMigrationsOptions,
): (owner: MigrationOwner, file: string) => string {
  const folders = migrationFolders(migrations)
  return (owner, file) => {
    const folder = folders.find((candidate) => candidate.owner === owner)
    return folder === undefined ? file : shownFile(folder, file)
  }
}

/** Describes the state of a database after its last migrations, for the end of a sentence. */
export function atVersions({
  version,
  serviceVersion,
}: {
  readonly version: number
  readonly serviceVersion: number | null
}): string {
  return serviceVersion === null
    ? `the database is at migration ${version}`
    : `the database is at migration ${version} of @souk/db and ${serviceVersion} of the service`
}
