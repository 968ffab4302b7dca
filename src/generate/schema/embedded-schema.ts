import { Client } from 'pg'
import { startEmbeddedServer, type EmbeddedServer } from '../../embedded/embedded-server.js'
import type { EmbeddedStep } from '../../embedded/engine.js'
import { migratedImage } from '../../embedded/migrated-image.js'
import { GenerationError, MigrationError, type GenerationMistake } from '../../errors.js'
import { closeClient } from '../../migrate/connect.js'
import { migrateFolders } from '../../migrate/migrate-folders.js'
import type { MigrationFolder } from '../../migrate/migration-folder.js'
import type { MigrationFailure } from '../../migrate/observed-client.js'
import { readCatalogue } from './catalogue.js'
import { failedMigrationMistake } from './failed-migration-mistake.js'
import type { OpenSchemaOptions, SchemaDatabase } from './schema-source.js'
import { readSchemaFolders, type EmbeddedSchemaOptions } from './schema-files.js'

const described: Readonly<Partial<Record<EmbeddedStep, string>>> = {
  migrate: 'migrating an embedded database, which is kept for the next time',
}

/**
 * Opens an embedded database with the schema of this package and a service's own, migrated as `souk-db migrate` would.
 *
 * Migrating takes longer than everything else, so images are kept until a migration or a version changes.
 *
 * @throws {@link GenerationError} at the place of the first mistake in a migration. Further errors would follow from it.
 */
export async function openEmbeddedSchema(
  source: EmbeddedSchemaOptions,
  { onStep = () => undefined, signal, spare }: OpenSchemaOptions = {},
): Promise<SchemaDatabase> {
  // A server that has just built an image is used as it is.
  const made: { server: EmbeddedServer | null } = { server: null }
  const mistakes: GenerationMistake[] = []
  const folders = await readSchemaFolders(source)
  const options = {
    signal,
    onFailure: (folder: MigrationFolder, failure: MigrationFailure) => {
      const mistake = failedMigrationMistake(folder, failure)
      if (mistake !== null) mistakes.push(mistake)
    },
  }
  const start = (image: Uint8Array) =>
    startEmbeddedServer(signal === undefined ? { image } : { image, signal })
  const fresh = async (): Promise<EmbeddedServer> => {
    const image = await migratedImage(folders, {
      ...options,
      onStep: (step) => {
        const description = described[step]
        if (description !== undefined) onStep(description)
      },
      onBuilt: (server) => (made.server = server),
    })
    if (made.server !== null) return made.server
    onStep('starting the embedded database')
    return start(image)
  }
  const migrated = async (server: EmbeddedServer): Promise<EmbeddedServer> => {
    onStep('applying your migrations')
    return closingOnError(server, async () => {
      const { url } = await server.listen()
      await migrateFolders({ url }, folders, options)
      return server
    })
  }

  const shipped = folders.filter(({ owner }) => owner === 'package')
  spare?.set(JSON.stringify(shipped), async () =>
    warmed(await start(await migratedImage(shipped, { signal }))),
  )
  const waiting = folders.length > shipped.length ? ((await spare?.take()) ?? null) : null
  const server = await (waiting === null ? fresh() : migrated(waiting)).catch((error: unknown) => {
    throw error instanceof MigrationError && mistakes.length > 0
      ? new GenerationError(mistakes.slice(-1))
      : error
  })
  return closingOnError(server, async () => {
    const client = await open(server)
    return {
      client,
      async [Symbol.asyncDispose]() {
        await closeClient(client)
        await server.close()
      },
    }
  })
}

/** Has a server load what the first round would wait for: the library of PostGIS, and the catalogue. */
function warmed(server: EmbeddedServer): Promise<EmbeddedServer> {
  return closingOnError(server, async () => {
    const client = await open(server)
    await client.query('select postgis_lib_version()')
    await readCatalogue(client)
    await closeClient(client)
    return server
  })
}

async function closingOnError<T>(server: EmbeddedServer, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await server.close()
    throw error
  }
}

async function open(server: EmbeddedServer): Promise<Client> {
  const client = new Client({
    stream: () => server.connect(),
    user: 'postgres',
    database: 'postgres',
    ssl: false,
  })
  // Without a listener, a connection lost between two statements would end the process. The next statement fails.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
