import { Client } from 'pg'
import { startEmbeddedServer, type EmbeddedServer } from '../embedded/embedded-server.js'
import { findEnginePackages } from '../embedded/engine-packages.js'
import { cachedImage } from '../embedded/image-cache.js'
import { closeClient } from '../migrate/connect.js'
import { migrate, packageMigrations } from '../migrate/index.js'
import { applySqlFiles, readSqlFiles } from './apply-sql-files.js'
import type { SchemaDatabase } from './schema-database.js'

/** What the embedded database is made of. */
export interface EmbeddedSchemaOptions {
  /** A folder of a service's own migrations, applied after those of this package. */
  readonly migrationsDirectory?: string
}

/**
 * Opens an embedded database with the schema of this package and a service's own.
 *
 * Migrating it takes longer than all the rest, so an image of it is kept until a migration or a version changes.
 */
export async function openEmbeddedSchema(
  options: EmbeddedSchemaOptions,
  onStep: (step: string) => void = () => undefined,
): Promise<SchemaDatabase> {
  const { version } = await findEnginePackages()
  const shipped = await readSqlFiles(packageMigrations())
  const own = options.migrationsDirectory === undefined ? [] : await readSqlFiles(options.migrationsDirectory)

  const image = await cachedImage({
    key: ['schema', version, ...[...shipped, ...own].flatMap(({ name, text }) => [name, text])],
    async build() {
      onStep('migrating an embedded database, which is kept for the next time')
      const server = await startEmbeddedServer()
      try {
        const client = await open(server)
        await migrate({ client })
        await applySqlFiles(client, own)
        await closeClient(client)
        return await server.dumpImage()
      } finally {
        await server.close()
      }
    },
  })

  onStep('starting the embedded database')
  const server = await startEmbeddedServer({ image })
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
  // A connection lost between two statements would end the process; the next statement tells.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
