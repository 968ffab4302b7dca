import { readOptions } from '../engine/connect/assert-options.js'
import { packageMigrations } from '../migrate/package-migrations.js'
import { currentServer } from './current-server.js'
import { createEmbeddedDatabase } from './embedded-database.js'
import { createServerDatabase } from './server-database.js'
import type { Migrations, TestDatabase } from './test-database.js'

export interface TestDatabaseOptions {
  /** @defaultValue 'all', the schema of this package */
  readonly migrations?: Migrations
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
 * await using database = await createTestDatabase()
 * const db = createDatabase({ url: database.url })
 * ```
 */
export async function createTestDatabase(given?: TestDatabaseOptions): Promise<TestDatabase> {
  const options = readOptions(given, { migrations: ['string', 'object'] })
  const directory = migrationsDirectory(options.migrations ?? 'all')
  const server = await currentServer()
  return server.provider === 'embedded'
    ? await createEmbeddedDatabase(directory)
    : await createServerDatabase(server, directory)
}

function migrationsDirectory(migrations: Migrations): string | null {
  if (migrations === 'none') return null
  return migrations === 'all' ? packageMigrations() : migrations.directory
}
