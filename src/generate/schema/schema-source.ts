import type { ClientBase } from 'pg'
import type { EmbeddedSchemaOptions } from './schema-files.js'
import type { SpareServer } from './spare-server.js'

/** The source of the schema. */
export type SchemaSource =
  | {
      /** A database with the schema. It is used as it is: nothing is migrated and nothing written. */
      readonly url: string
    }
  | EmbeddedSchemaOptions

/** Options for opening the schema's database. */
export interface OpenSchemaOptions {
  /** Called with a description of each slow step. */
  readonly onStep?: (step: string) => void
  /** A server that waits for the service's migrations. */
  readonly spare?: SpareServer
  /** Stops the opening; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** A connection to a database with the schema. */
export interface SchemaDatabase extends AsyncDisposable {
  readonly client: ClientBase
}
