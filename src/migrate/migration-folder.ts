import { join } from 'node:path'
import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import { InvalidInputError, type MigrationOwner } from '../errors.js'
import { packageDirectory } from '../setup/package-root.js'
import { packageTable, readTableName, serviceTable } from './record-table.js'

/** Options for the migrations of a service's own. Without `directory` there are none. */
export interface ServiceMigrationsOptions {
  /** The folder of the service's own migrations, which are applied after those of this package. */
  readonly directory?: string | undefined
  /**
   * The table in `public` with the record of the service's own migrations. Two services that share a database each need
   * one of their own.
   *
   * @defaultValue 'service_migrations'
   */
  readonly table?: string | undefined
}

/** The migrations of a service's own. */
export interface ServiceMigrations extends ServiceMigrationsOptions {
  readonly directory: string
}

/** The rules for {@link ServiceMigrationsOptions}. */
export const serviceMigrationsRules: OptionRules<ServiceMigrationsOptions> = {
  directory: ['string'],
  table: ['string'],
}

/** A folder of migrations, and the table with the record of those that are applied. */
export interface MigrationFolder {
  readonly owner: MigrationOwner
  readonly directory: string
  /** Returns the texts by the names of their files, if they come with the code and are not read from the folder. */
  readonly texts?: () => Promise<Readonly<Record<string, string>>>
  /** The folder as messages show it. */
  readonly shown: string
  /** The name of the table, with its schema. */
  readonly table: string
}

/** This package's own migrations. */
export function packageFolder(): MigrationFolder {
  return {
    owner: 'package',
    directory: join(packageDirectory() ?? '@souk/db', 'migrations'),
    // Loaded only when migrations are applied or compared.
    texts: async () => (await import('./package-migrations.js')).packageMigrations(),
    shown: '@souk/db/migrations',
    table: `public.${packageTable}`,
  }
}

/**
 * Checks the migrations of a service's own, and fills in the name of their table.
 *
 * @param within - The option that holds them, such as `migrations.`.
 * @throws {@link InvalidInputError} if there is no folder, or the table's name is no such name.
 */
export function readServiceMigrations(
  given: ServiceMigrationsOptions,
  within = '',
): ServiceMigrations & { readonly table: string } {
  const { directory, table } = readOptions(given, serviceMigrationsRules, within)
  if (directory === undefined || directory === '') {
    throw new InvalidInputError(`${within}directory`, 'must be the path of a folder of migrations')
  }
  return { directory, table: readTableName(table ?? serviceTable, `${within}table`) }
}

/**
 * Returns the folders to apply, in order: this package's, then the service's.
 *
 * @throws {@link InvalidInputError} as {@link readServiceMigrations} does, if anything is given.
 */
export function migrationFolders({
  directory,
  table,
}: ServiceMigrationsOptions = {}): readonly MigrationFolder[] {
  if (directory === undefined && table === undefined) return [packageFolder()]
  const service = readServiceMigrations({ directory, table })
  return [
    packageFolder(),
    {
      owner: 'service',
      directory: service.directory,
      shown: service.directory,
      table: `public.${service.table}`,
    },
  ]
}

/** The path of a file of a folder, as messages show it. */
export function shownFile({ shown }: Pick<MigrationFolder, 'shown'>, file: string): string {
  return join(shown, file).replaceAll('\\', '/')
}
