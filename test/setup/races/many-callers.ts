import { afterAll } from 'vitest'
import { createDatabase, type Database } from '../../../src/database.js'

/**
 * Opens several databases on one server, each with connections of its own, as the processes of a service would.
 *
 * @param applicationName - what the server calls the connections, such as for one who ends them.
 * @returns A function that gives each of them in turn.
 */
export function manyCallers(url: string, count: number, applicationName = 'callers'): () => Database {
  const databases = Array.from({ length: count }, () =>
    createDatabase({ url, applicationName, minConnections: 1 }),
  )
  afterAll(() => Promise.all(databases.map((db) => db.close())))
  let next = 0
  return () => {
    const db = databases[next++ % count]
    if (db === undefined) throw new Error('there are no callers')
    return db
  }
}
