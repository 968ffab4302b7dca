import { startEmbeddedServer, type EmbeddedServer } from '../embedded/embedded-server.js'
import { migratedImage } from '../embedded/migrated-image.js'
import { testDatabase, type TestDatabase } from './test-database.js'

/** Starts a database inside this process, from the image of a folder of migrations or an empty one. */
export async function createEmbeddedDatabase(directory: string | null): Promise<TestDatabase> {
  const server = await startEmbeddedServer(
    directory === null ? {} : { image: await migratedImage(directory) },
  )
  const { url } = await listenOrClose(server)
  return testDatabase({ url, provider: 'embedded', multiSession: false }, () => server.close())
}

async function listenOrClose(server: EmbeddedServer): Promise<{ readonly url: string }> {
  try {
    return await server.listen()
  } catch (error) {
    await server.close()
    throw error
  }
}
