import type { Duplex } from 'node:stream'
import {
  commonRules,
  createDatabase,
  type CloseOptions,
  type Database,
  type DatabaseOptions,
} from '../database.js'
import { assertOptions, longestMs, type OptionRules } from '../engine/connect/assert-options.js'
import type { PoolOptions } from '../engine/connect/connection-options.js'
import {
  migrationFolders,
  readServiceMigrations,
  type ServiceMigrations,
} from '../migrate/migration-folder.js'
import { startServerFrom, type EmbeddedServer, type EmbeddedServerOptions } from './embedded-server.js'
import { migratedImage } from './migrated-image.js'

/** Options of an embedded database. */
export interface EmbeddedDatabaseOptions
  extends
    EmbeddedServerOptions,
    PoolOptions,
    Pick<DatabaseOptions, 'applicationName' | 'queries' | 'metrics'> {
  /**
   * Opens the database with its schema up to date, as after `migrate()`: true for the migrations of this package, or the
   * service's own, which are applied after those. A new database starts from an image that is made once on a machine; one
   * that was there before, in `dataDir` or as `image`, gets the migrations that it lacks.
   *
   * @defaultValue false
   */
  readonly migrate?: boolean | ServiceMigrations
}

const rules: OptionRules<EmbeddedDatabaseOptions> = {
  ...commonRules,
  dataDir: ['string'],
  migrate: ['boolean', 'object'],
  image: ['object'],
  lockDeadlineMs: [0, longestMs],
  runawayGraceMs: [0, longestMs],
  onStep: ['function'],
  signal: ['object'],
}

/**
 * Opens a database inside this process: in memory, or in a folder that keeps it.
 *
 * With `migrate` the schema is there, as soon as this returns; else, as with a server, once `migrate()` has run. `close()`
 * ends the database too.
 *
 * @throws `InvalidInputError` if an option is unknown or wrong; `SetupError` if the optional packages are
 * not installed, or a folder cannot be used; `MigrationError` if a migration fails.
 *
 * @example
 * ```ts
 * const db = await createEmbeddedDatabase({ dataDir: './data', migrate: true })
 * ```
 */
export async function createEmbeddedDatabase(options: EmbeddedDatabaseOptions = {}): Promise<Database> {
  assertOptions(options, rules)
  const { dataDir, image, migrate, lockDeadlineMs, runawayGraceMs, onStep, signal, ...others } = options
  const isMigrated = migrate !== undefined && migrate !== false
  const migrations = typeof migrate === 'object' ? readServiceMigrations(migrate, 'migrate.') : undefined
  const server = await startServerFrom(
    options,
    isMigrated ? () => migratedImage(migrationFolders(migrations), { onStep, signal }) : undefined,
  )
  const db = await openOn(server, { ...others, migrations })
  const closeConnections = db.close.bind(db)
  const embedded = Object.assign(db, {
    async close(closeOptions?: CloseOptions): Promise<void> {
      try {
        await closeConnections(closeOptions)
      } finally {
        await server.close()
      }
    },
  })
  if (!isMigrated) return embedded
  try {
    // Nothing is left to do in a new database.
    await embedded.migrate(signal === undefined ? {} : { signal })
    return embedded
  } catch (error) {
    await embedded.close()
    throw error
  }
}

/** @throws `ConnectionError` if the database has ended: each call says what was lost, and none waits for it. */
function connectTo(server: EmbeddedServer): Duplex {
  if (server.failure !== null) throw server.failure
  return server.connect()
}

async function openOn(server: EmbeddedServer, options: DatabaseOptions): Promise<Database> {
  try {
    return createDatabase({ ...options, stream: () => connectTo(server) })
  } catch (error) {
    await server.close()
    throw error
  }
}
