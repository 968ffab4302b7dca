import { createDatabase, type CloseOptions, type Database, type DatabaseOptions } from '../database.js'
import type { PoolOptions } from '../engine/connection-options.js'
import { startEmbeddedServer, type EmbeddedServerOptions } from './embedded-server.js'

/** Where the database is kept, and how it is used. */
export interface EmbeddedDatabaseOptions
  extends
    EmbeddedServerOptions,
    PoolOptions,
    Pick<DatabaseOptions, 'applicationName' | 'cursorSecret' | 'queries'> {}

/**
 * Opens a database inside this process: in memory, or in a folder that keeps it.
 *
 * As with a server, the schema is there once `migrate()` has run. `close()` ends the database too.
 *
 * @throws {@link InvalidInputError} if an option is unknown or wrong; {@link SetupError} if the optional packages are
 * not installed, or the folder cannot be used.
 *
 * @example
 * ```ts
 * const db = await createEmbeddedDatabase({ dataDir: './data' })
 * await db.migrate()
 * ```
 */
export async function createEmbeddedDatabase(options: EmbeddedDatabaseOptions = {}): Promise<Database> {
  const { dataDir, image, lockDeadlineMs, onStep, signal, ...others } = options
  // Made first, for it refuses wrong options, and connects to nothing before its first statement.
  const db = createDatabase({ ...others, stream: () => server.connect() })
  const server = await startEmbeddedServer(options)
  const closeConnections = db.close.bind(db)
  return Object.assign(db, {
    async close(closeOptions?: CloseOptions): Promise<void> {
      try {
        await closeConnections(closeOptions)
      } finally {
        await server.close()
      }
    },
  })
}
