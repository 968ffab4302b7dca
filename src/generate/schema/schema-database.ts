import type { OpenSchemaOptions, SchemaDatabase, SchemaSource } from './schema-source.js'
import { closeClient, connect } from '../../migrate/connect.js'
import { refuseTransactionPooler } from '../../migrate/refuse-transaction-pooler.js'
import type { EmbeddedSchemaOptions } from './schema-files.js'

/**
 * Opens the database that checks the queries.
 *
 * @throws `ConnectionError` if the server cannot be reached.
 * @throws `SetupError` if the packages of the embedded database are not installed, or for a pooler that hands out sessions per
 * transaction.
 * @throws `GenerationError` if a file of the service's own migrations fails.
 */
export async function openSchemaDatabase(
  source: SchemaSource,
  options: OpenSchemaOptions = {},
): Promise<SchemaDatabase> {
  const database =
    'url' in source ? await openUrl(source.url, options.signal) : await openEmbedded(source, options)
  const { client } = database
  try {
    // Statements are planned without their values, and cannot write by mistake.
    await client.query('set plan_cache_mode = force_generic_plan')
    await client.query('set default_transaction_read_only = on')
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

async function openUrl(url: string, signal: AbortSignal | undefined): Promise<SchemaDatabase> {
  const connectOne = () => connect(url, 'souk-db generate', signal)
  const client = await connectOne()
  try {
    // The settings below would become those of a service: it could not write any more.
    await refuseTransactionPooler(client, connectOne, 'looking at queries')
  } catch (error) {
    await closeClient(client)
    throw error
  }
  return { client, [Symbol.asyncDispose]: () => closeClient(client) }
}

async function openEmbedded(
  source: EmbeddedSchemaOptions,
  options: OpenSchemaOptions,
): Promise<SchemaDatabase> {
  // Imported late, because a run with a URL does not need the embedded database.
  const { openEmbeddedSchema } = await import('./embedded-schema.js')
  return openEmbeddedSchema(source, options)
}
