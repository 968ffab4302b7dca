import { startEmbeddedServer, type EmbeddedServer } from '../embedded/embedded-server.js'
import { migratedImage } from '../embedded/migrated-image.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import { testDatabase, type TestDatabase } from './test-database.js'

/** Starts a database inside this process, from the image of folders of migrations, or an empty one if there are none. */
export async function createEmbeddedDatabase(folders: readonly MigrationFolder[]): Promise<TestDatabase> {
  const server = await startEmbeddedServer(
    folders.length === 0 ? {} : { image: await migratedImage(folders) },
  )
  const { url } = await listenOrClose(server)
  return testDatabase(
    { url, directUrl: url, isPooled: false, provider: 'embedded', multiSession: false },
    () => server.close(),
  )
}

async function listenOrClose(server: EmbeddedServer): Promise<{ readonly url: string }> {
  try {
    return await server.listen()
  } catch (error) {
    await server.close()
    throw error
  }
}
