import type { ClientBase } from 'pg'
import { showTrees } from '../analyse/show-trees.js'
import { readCatalogue, type Catalogue } from './catalogue.js'
import { openSchemaDatabase } from './schema-database.js'
import type { ReadFolder } from '../../migrate/folder-state.js'
import { readSchemaFolders } from './schema-files.js'
import type { OpenSchemaOptions, SchemaSource } from './schema-source.js'
import { readServerVersion, type ServerVersion } from './server-version.js'

/** An open database with the schema, and its catalogue. */
export interface SchemaSession extends AsyncDisposable {
  readonly client: ClientBase
  readonly catalogue: Catalogue
  readonly server: ServerVersion
  /** The migrations behind the schema. Those of a service are unknown if the schema is that of a server. */
  readonly migrations: readonly ReadFolder[]
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
    const server = await readServerVersion(client)
    const catalogue = await readCatalogue(client)
    const migrations = await readSchemaFolders('url' in source ? {} : source)
    await showTrees(client)
    return {
      client,
      catalogue,
      server,
      migrations,
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    }
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}
