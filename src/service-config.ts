import { readFile } from 'node:fs/promises'
import { errorCode } from './setup/error-code.js'
import { InvalidInputError, SetupError } from './errors.js'
import { integer, object, optional, text, type ReadBy } from './input/index.js'
import { readTableName } from './migrate/record-table.js'
import type { ServiceMigrationsOptions } from './migrate/migration-folder.js'

/** The file with a service's folders of queries. */
export const configFile = 'souk-db.config.json'

const path = text({ min: 1, max: 4096 })

const readServiceConfig = object({
  sql: optional(path),
  out: optional(path),
  migrations: optional(path),
  migrationsTable: optional(path),
  runtime: optional(path),
  jsonColumns: optional(path),
  postgres: optional(integer({ min: 1 })),
  postgis: optional(text({ min: 1, max: 20 })),
})

/**
 * The configuration of a service: the folders of `.sql` files (`sql`), of generated modules (`out`) and of its own
 * migrations (`migrations`), the table with their record (`migrationsTable`), the package that modules import from
 * (`runtime`), the file that declares the types of JSON columns (`jsonColumns`), and the versions that run the queries
 * (`postgres`, `postgis`). It has no database URL, which would hold a password.
 */
export type ServiceConfig = ReadBy<typeof readServiceConfig>

/**
 * Reads the configuration in the working folder, if there is one.
 *
 * @throws {@link SetupError} naming the mistake in it.
 */
export async function serviceConfig(): Promise<ServiceConfig> {
  const content = await readIfThere()
  if (content === null) return {}
  try {
    return readServiceConfig(JSON.parse(content))
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new SetupError(`${configFile} is not JSON`, { cause })
    if (!(cause instanceof InvalidInputError)) throw cause
    throw new SetupError(`${configFile}: ${cause.message}`, { cause })
  }
}

/** The part of a configuration that names the service's own migrations. */
export interface ConfiguredMigrations {
  readonly migrations?: string | undefined
  readonly migrationsTable?: string | undefined
}

/**
 * Returns the service's own migrations that a configuration names; nothing if it names none.
 *
 * @throws {@link SetupError} if it names their table alone; {@link InvalidInputError} if the table's name is no such name.
 */
export function configuredMigrations({
  migrations,
  migrationsTable,
}: ConfiguredMigrations): ServiceMigrationsOptions {
  if (migrationsTable === undefined) return migrations === undefined ? {} : { directory: migrations }
  const table = readTableName(migrationsTable, 'migrationsTable')
  if (migrations !== undefined) return { directory: migrations, table }
  throw new SetupError(
    'migrationsTable is the record of your migrations, and their folder, migrations, is not named',
  )
}

async function readIfThere(): Promise<string | null> {
  try {
    return await readFile(configFile, 'utf8')
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null
    throw new SetupError(`${configFile} cannot be read`, { cause })
  }
}
