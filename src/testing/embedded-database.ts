import { startEmbeddedServer, type EmbeddedServer } from '../embedded/embedded-server.js'
import { findEnginePackages } from '../embedded/engine-packages.js'
import { cachedImage } from '../embedded/image-cache.js'
import { migrate } from '../migrate/migrate.js'
import { migrationsFingerprint } from './migrations-fingerprint.js'
import { testDatabase, type TestDatabase } from './test-database.js'

/** Starts a database inside this process: from the image that a folder of migrations makes, or an empty one. */
export async function createEmbeddedDatabase(directory: string | null): Promise<TestDatabase> {
  const server = await startEmbeddedServer(
    directory === null ? {} : { image: await migratedImage(directory) },
  )
  const { url } = await listenOrClose(server)
  return testDatabase({ url, provider: 'embedded', multiSession: false }, () => server.close())
}

/** The data directory of a database that a folder of migrations made; made once, then taken from the cache. */
export async function migratedImage(directory: string): Promise<Uint8Array> {
  const { version } = await findEnginePackages()
  return await cachedImage({
    key: ['migrated', version, await migrationsFingerprint(directory)],
    async build() {
      const server = await startEmbeddedServer()
      try {
        const { url } = await server.listen()
        await migrate({ url }, { directory })
        return await server.dumpImage()
      } finally {
        await server.close()
      }
    },
  })
}

async function listenOrClose(server: EmbeddedServer): Promise<{ readonly url: string }> {
  try {
    return await server.listen()
  } catch (error) {
    await server.close()
    throw error
  }
}
