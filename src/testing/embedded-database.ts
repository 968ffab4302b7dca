import { startEmbeddedServer, type EmbeddedServer } from '../embedded/embedded-server.js'
import { migratedImage } from '../embedded/migrated-image.js'
import { SetupError } from '../errors.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'
import type { Snapshot } from './snapshot.js'
import {
  testDatabase,
  type DatabaseOrigin,
  type TestDatabase,
  type TestDatabaseConnection,
} from './test-database.js'

/** Starts a database inside this process, from the image of its folders of migrations, or an empty one if there are none. */
export async function createEmbeddedDatabase(
  folders: readonly MigrationFolder[],
  connection: TestDatabaseConnection = {},
): Promise<TestDatabase> {
  const image = folders.length === 0 ? undefined : await migratedImage(folders)
  return await startFrom(image, { folders, connection })
}

async function startFrom(image: Uint8Array | undefined, origin: DatabaseOrigin): Promise<TestDatabase> {
  const server = await startEmbeddedServer(image === undefined ? {} : { image })
  const { url } = await listenOrClose(server)
  return testDatabase(
    {
      url,
      directUrl: url,
      isPooled: false,
      provider: 'embedded',
      multiSession: false,
      takeSnapshot: () => takeSnapshot(server, origin),
      remove: () => server.close(),
    },
    origin,
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

async function takeSnapshot(server: EmbeddedServer, origin: DatabaseOrigin): Promise<Snapshot> {
  const kept: { image: Uint8Array | null } = { image: await server.dumpImage() }
  const image = () => {
    if (kept.image === null) throw new SetupError('this snapshot was dropped')
    return kept.image
  }
  const drop = () => {
    kept.image = null
    return Promise.resolve()
  }
  return {
    restore: async () => server.loadImage(image()),
    createDatabase: async () => startFrom(image(), origin),
    drop,
    [Symbol.asyncDispose]: drop,
  }
}
