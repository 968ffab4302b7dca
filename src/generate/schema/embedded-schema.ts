import { Client } from 'pg'
import { startEmbeddedServer, type EmbeddedServer } from '../../embedded/embedded-server.js'
import { findEnginePackages } from '../../embedded/engine-packages.js'
import { cachedImage } from '../../embedded/image-cache.js'
import { closeClient } from '../../migrate/connect.js'
import { migrate } from '../../migrate/index.js'
import { applySqlFiles } from './apply-sql-files.js'
import type { OpenSchemaOptions, SchemaDatabase } from './schema-source.js'
import { readSchemaFiles, type EmbeddedSchemaOptions } from './schema-files.js'
import type { SourceFile } from '../read/source-file.js'

/**
 * Opens an embedded database with the schema of this package and a service's own.
 *
 * Migrating takes longer than everything else, so images are kept until a migration or a version changes: one of this
 * package's schema, and one that adds a service's migrations to it.
 */
export async function openEmbeddedSchema(
  source: EmbeddedSchemaOptions,
  { onStep = () => undefined, signal }: OpenSchemaOptions = {},
): Promise<SchemaDatabase> {
  const { version } = await findEnginePackages()
  const { shipped, own } = await readSchemaFiles(source)
  const start = (image?: Uint8Array) =>
    startEmbeddedServer({
      ...(image === undefined ? {} : { image }),
      ...(signal === undefined ? {} : { signal }),
    })

  const shippedImage = () =>
    cachedImage({
      key: keyOf(version, shipped),
      async build() {
        onStep('migrating an embedded database, which is kept for the next time')
        const server = await start()
        return keepingNothing(server, () => imageAfter(server, (client) => migrate({ client })))
      },
    })
  // A server that has just built an image is used as it is.
  const made: { server: EmbeddedServer | null } = { server: null }
  const image =
    own.length === 0
      ? await shippedImage()
      : await cachedImage({
          key: keyOf(version, [...shipped, ...own]),
          async build() {
            const server = await start(await shippedImage())
            onStep('applying your migrations, which is kept for the next time')
            const built = await closingOnError(server, () =>
              imageAfter(server, (client) => applySqlFiles(client, own)),
            )
            made.server = server
            return built
          },
        })

  onStep('starting the embedded database')
  const server: EmbeddedServer = made.server ?? (await start(image))
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

function keyOf(version: string, files: readonly SourceFile[]): readonly string[] {
  return ['schema', version, ...files.flatMap(({ name, text }) => [name, text])]
}

async function imageAfter(
  server: EmbeddedServer,
  change: (client: Client) => Promise<unknown>,
): Promise<Uint8Array> {
  const client = await open(server)
  await change(client)
  await closeClient(client)
  return server.dumpImage()
}

async function keepingNothing<T>(server: EmbeddedServer, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await server.close()
  }
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
