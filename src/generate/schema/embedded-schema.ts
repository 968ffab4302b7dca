import { Client } from 'pg'
import { startEmbeddedServer, type EmbeddedServer } from '../../embedded/embedded-server.js'
import type { EmbeddedStep } from '../../embedded/engine.js'
import { migratedImage } from '../../embedded/migrated-image.js'
import { GenerationError, MigrationError, type GenerationMistake } from '../../errors.js'
import { closeClient } from '../../migrate/connect.js'
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
  { onStep = () => undefined, signal }: OpenSchemaOptions = {},
): Promise<SchemaDatabase> {
  // A server that has just built an image is used as it is.
  const made: { server: EmbeddedServer | null } = { server: null }
  const mistakes: GenerationMistake[] = []
  const image = await migratedImage(await readSchemaFolders(source), {
    signal,
    onStep: (step) => {
      const description = described[step]
      if (description !== undefined) onStep(description)
    },
    onFailure: (folder, failure) => {
      const mistake = failedMigrationMistake(folder, failure)
      if (mistake !== null) mistakes.push(mistake)
    },
    onBuilt: (server) => (made.server = server),
  }).catch((error: unknown) => {
    throw error instanceof MigrationError && mistakes.length > 0
      ? new GenerationError(mistakes.slice(-1))
      : error
  })

  onStep('starting the embedded database')
  const server =
    made.server ?? (await startEmbeddedServer(signal === undefined ? { image } : { image, signal }))
  try {
    const client = await open(server)
    return {
      client,
      async [Symbol.asyncDispose]() {
        await closeClient(client)
        await server.close()
      },
    }
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
