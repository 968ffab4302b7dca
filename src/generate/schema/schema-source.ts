import type { ClientBase } from 'pg'
import type { EmbeddedSchemaOptions } from './schema-files.js'

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
  /** Stops the opening; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** A connection to a database with the schema. */
export interface SchemaDatabase extends AsyncDisposable {
  readonly client: ClientBase
}
