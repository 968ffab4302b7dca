import { readOptions } from '../engine/connect/assert-options.js'
import { InvalidInputError } from '../errors.js'
import { migrationFolders, readServiceMigrations, type MigrationFolder } from '../migrate/migration-folder.js'
import { configuredFolders } from './configured-folders.js'
import { createDatabaseOf } from './create-database-of.js'
import type { Migrations, TestDatabase, TestDatabaseConnection } from './test-database.js'

/** Options of {@link createTestDatabase}. */
export interface TestDatabaseOptions {
  /** @defaultValue 'configured': the schema of this package, and the service's own as `souk-db.config.json` names it */
  readonly migrations?: Migrations | undefined
  /** The options of the test database's `db`, such as `queries` or `maxConnections`. */
  readonly database?: TestDatabaseConnection | undefined
}

/**
 * Creates a new database that nobody else uses.
 *
 * It is a copy of a template that is migrated once, so one for each test file, or even each test, is cheap on a server:
 * some tens of milliseconds. The embedded database takes about a second.
 *
 * Its source is chosen once per run: the server at `SOUK_TEST_DATABASE_URL`, a throw-away cluster of an installed
 * PostgreSQL with PostGIS, a container, or PGlite inside this process. `SOUK_TEST_PROVIDER` forces one of `url`, `local`,
 * `container`, `embedded`.
 *
 * @throws {@link SetupError} if this machine has none of them.
 *
 * @example
 * ```ts
 * await using test = await createTestDatabase()
 * await test.db.users.create({ email: 'layla@example.com', username: 'layla' })
 * ```
 */
export async function createTestDatabase(given?: TestDatabaseOptions): Promise<TestDatabase> {
  const options = readOptions(given, { migrations: ['string', 'object'], database: ['object'] })
  const folders = await foldersOf(options.migrations ?? 'configured')
  return await createDatabaseOf(folders, options.database)
}

async function foldersOf(migrations: Migrations): Promise<readonly MigrationFolder[]> {
  if (typeof migrations === 'object')
    return migrationFolders(readServiceMigrations(migrations, 'migrations.'))
  switch (migrations) {
    case 'configured':
      return await configuredFolders()
    case 'package':
      return migrationFolders()
    case 'none':
      return []
    default:
      throw new InvalidInputError('migrations', "must be 'configured', 'package', 'none' or a folder")
  }
}
