import { Client } from 'pg'
import { startEmbeddedServer, type EmbeddedServer } from '../../embedded/embedded-server.js'
import { findEnginePackages } from '../../embedded/engine-packages.js'
import { cachedImage } from '../../embedded/image-cache.js'
import { closeClient } from '../../migrate/connect.js'
import { migrate } from '../../migrate/index.js'
import { applySqlFiles } from './apply-sql-files.js'
import { readCatalogue } from './catalogue.js'
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
  { onStep = () => undefined, signal, spare }: OpenSchemaOptions = {},
): Promise<SchemaDatabase> {
  const { version } = await findEnginePackages()
  const { shipped, own } = await readSchemaFiles(source)
  const start = (image?: Uint8Array) =>
    startEmbeddedServer({
      ...(image === undefined ? {} : { image }),
      ...(signal === undefined ? {} : { signal }),
    })

  // A server that has just built an image is used as it is.
  const made: { server: EmbeddedServer | null } = { server: null }
  const shippedKey = keyOf(version, shipped)
  const shippedImage = () =>
    cachedImage({
      key: shippedKey,
      async build() {
        onStep('migrating an embedded database, which is kept for the next time')
        const server = await start()
        const built = await closingOnError(server, () => imageAfter(server, (client) => migrate({ client })))
        made.server = server
        return built
      },
    })
  const image = () =>
    own.length === 0
      ? shippedImage()
      : cachedImage({
          key: keyOf(version, [...shipped, ...own]),
          async build() {
            const base = await shippedImage()
            const server: EmbeddedServer = made.server ?? (await start(base))
            made.server = null
            onStep('applying your migrations, which is kept for the next time')
            const built = await closingOnError(server, () =>
              imageAfter(server, (client) => applySqlFiles(client, own)),
            )
            made.server = server
            return built
          },
        })
  const fresh = async (): Promise<EmbeddedServer> => {
    const found = await image()
    if (made.server !== null) return made.server
    onStep('starting the embedded database')
    return start(found)
  }

  spare?.set(JSON.stringify(shippedKey), async () => warmed(await start(await shippedImage())))
  const prepared = own.length === 0 ? null : ((await spare?.take()) ?? null)
  if (prepared !== null) {
    onStep('applying your migrations')
    await closingOnError(prepared, () => changed(prepared, (client) => applySqlFiles(client, own)))
  }
  const server = prepared ?? (await fresh())
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
  await changed(server, change)
  return server.dumpImage()
}

async function changed(server: EmbeddedServer, change: (client: Client) => Promise<unknown>): Promise<void> {
  const client = await open(server)
  await change(client)
  await closeClient(client)
}

/** Has a server load what the first round would wait for: the library of PostGIS, and its catalogue. */
async function warmed(server: EmbeddedServer): Promise<EmbeddedServer> {
  await closingOnError(server, () =>
    changed(server, async (client) => {
      await client.query('select postgis_lib_version()')
      await readCatalogue(client)
    }),
  )
  return server
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
