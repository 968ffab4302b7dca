import { currentServer } from './current-server.js'
import { createEmbeddedDatabase } from './embedded-database.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import { createServerDatabase } from './server-database.js'
import type { TestDatabase, TestDatabaseConnection } from './test-database.js'

/** Creates a database from folders of migrations, or an empty one if there are none. */
export async function createDatabaseOf(
  folders: readonly MigrationFolder[],
  connection: TestDatabaseConnection = {},
): Promise<TestDatabase> {
  const server = await currentServer()
  return server.provider === 'embedded'
    ? await createEmbeddedDatabase(folders, connection)
    : await createServerDatabase(server, folders, connection)
}
