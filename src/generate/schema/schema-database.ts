import type { OpenSchemaOptions, SchemaDatabase, SchemaSource } from './schema-source.js'
import { closeClient, connect } from '../../migrate/connect.js'
import type { EmbeddedSchemaOptions } from './schema-files.js'

/**
 * Opens the database that queries are shown to.
 *
 * @throws {@link ConnectionError} if the server cannot be reached.
 * @throws {@link SetupError} if the packages of the embedded database are not installed.
 * @throws `GenerationError` if a file of the service's own migrations fails.
 */
export async function openSchemaDatabase(
  source: SchemaSource,
  options: OpenSchemaOptions = {},
): Promise<SchemaDatabase> {
  const database =
    'url' in source ? await openUrl(source.url, options.signal) : await openEmbedded(source, options)
  const { client } = database
  // Statements are planned as if their values were not known, and nothing is written by mistake.
  await client.query('set plan_cache_mode = force_generic_plan')
  await client.query('set default_transaction_read_only = on')
  return database
}

async function openUrl(url: string, signal: AbortSignal | undefined): Promise<SchemaDatabase> {
  const client = await connect(url, 'souk-db generate', signal)
  return { client, [Symbol.asyncDispose]: () => closeClient(client) }
}

async function openEmbedded(
  source: EmbeddedSchemaOptions,
  options: OpenSchemaOptions,
): Promise<SchemaDatabase> {
  // A run with a url needs none of it.
  const { openEmbeddedSchema } = await import('./embedded-schema.js')
  return openEmbeddedSchema(source, options)
}
