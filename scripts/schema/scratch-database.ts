import { join } from 'node:path'
import { migrate } from '../../src/migrate/migrate.js'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { createEmbeddedDatabase } from '../../src/testing/embedded-database.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { createServerDatabase } from '../../src/testing/server-database.js'

/**
 * Makes a migrated database to read and throw away: embedded, or on a given server.
 *
 * @param url A connection whose role may create databases.
 */
export async function createScratchDatabase(url: string | undefined): Promise<TestDatabase> {
  if (url === undefined) return await createEmbeddedDatabase(join(findPackageRoot().directory, 'migrations'))
  const database = await createServerDatabase({ provider: 'url', url }, null)
  try {
    await migrate({ url: database.url })
    return database
  } catch (error) {
    await database.drop()
    throw error
  }
}
