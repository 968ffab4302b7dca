import type { Duplex } from 'node:stream'
import {
  commonRules,
  createDatabase,
  type CloseOptions,
  type Database,
  type DatabaseOptions,
} from '../database.js'
import { assertOptions, longestMs, type OptionRules } from '../engine/assert-options.js'
import type { PoolOptions } from '../engine/connection-options.js'
import { startEmbeddedServer, type EmbeddedServer, type EmbeddedServerOptions } from './embedded-server.js'

/** Where the database is kept, and how it is used. */
export interface EmbeddedDatabaseOptions
  extends
    EmbeddedServerOptions,
    PoolOptions,
    Pick<DatabaseOptions, 'applicationName' | 'cursorSecret' | 'queries'> {}

const rules: OptionRules<EmbeddedDatabaseOptions> = {
  ...commonRules,
  dataDir: ['string'],
  image: ['object'],
  lockDeadlineMs: [0, longestMs],
  runawayGraceMs: [0, longestMs],
  onStep: ['function'],
  signal: ['object'],
}

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
  assertOptions(options, rules)
  const { dataDir, image, lockDeadlineMs, runawayGraceMs, onStep, signal, ...others } = options
  const server = await startEmbeddedServer(options)
  const db = await openOn(server, others)
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

/** @throws {@link ConnectionError} if the database has ended: each call says what was lost, and none waits for it. */
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
