import type { ClientBase } from 'pg'
import { showTrees } from '../analyse/show-trees.js'
import { readCatalogue, type Catalogue } from './catalogue.js'
import { openSchemaDatabase } from './schema-database.js'
import type { OpenSchemaOptions, SchemaSource } from './schema-source.js'

/** An open database with the schema, and its catalogue. */
export interface SchemaSession extends AsyncDisposable {
  readonly client: ClientBase
  readonly catalogue: Catalogue
}

/**
 * Opens the database that checks the queries, and reads its catalogue.
 *
 * @throws As {@link openSchemaDatabase} does.
 */
export async function openSchemaSession(
  source: SchemaSource,
  options?: OpenSchemaOptions,
): Promise<SchemaSession> {
  const database = await openSchemaDatabase(source, options)
  try {
    const { client } = database
    const catalogue = await readCatalogue(client)
    await showTrees(client)
    return {
      client,
      catalogue,
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    }
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}
