import { migrate } from '../../src/migrate/migrate.js'
import { packageFolder } from '../../src/migrate/migration-folder.js'
import { createEmbeddedDatabase } from '../../src/testing/embedded-database.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { createServerDatabase } from '../../src/testing/server-database.js'

/**
 * Makes a migrated database to read and throw away: embedded, or on a given server.
 *
 * @param url A connection whose role may create databases.
 */
export async function createScratchDatabase(url: string | undefined): Promise<TestDatabase> {
  if (url === undefined) return await createEmbeddedDatabase([packageFolder()])
  const database = await createServerDatabase({ provider: 'url', url }, [])
  try {
    await migrate({ url: database.url })
    return database
  } catch (error) {
    await database.drop()
    throw error
  }
}
