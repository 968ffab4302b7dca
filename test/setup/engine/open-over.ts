import { Pool } from 'pg'
import { createDatabase, type Database, type DatabaseOptions } from '../../../src/database.js'

/** The ways in which statements reach the server: all of them must give the same. */
export const transports = ['lanes', 'sessions', "a pool of pg's"] as const

export type TransportName = (typeof transports)[number]

/** A database that is closed when it goes out of scope. */
export interface OpenDatabase extends AsyncDisposable {
  readonly db: Database
}

/** Opens a database over a transport; what the pool of pg's cannot be told is left out for it. */
export function openOver(
  transport: TransportName,
  options: DatabaseOptions & { readonly url: string },
): OpenDatabase {
  if (transport !== "a pool of pg's") {
    const db = createDatabase({ ...options, pipeline: transport === 'lanes' })
    return { db, [Symbol.asyncDispose]: () => db.close() }
  }
  const { url, maxConnections = 10, connectTimeoutMs = 10_000, password, applicationName } = options
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    ...(password === undefined ? {} : { password }),
    ...(applicationName === undefined ? {} : { application_name: applicationName }),
  })
  const { preparedStatements = true } = options
  const db = createDatabase({ pool, preparedStatements })
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.close()
      await pool.end()
    },
  }
}
