import type { ClientBase } from 'pg'
import type { EmbeddedSchemaOptions } from './schema-files.js'

/** Where the schema comes from. */
export type SchemaSource =
  | {
      /** A database that has it, used as it stands: nothing is migrated and nothing written. */
      readonly url: string
    }
  | EmbeddedSchemaOptions

/** How to open it. */
export interface OpenSchemaOptions {
  /** Told what is done, in words for people. */
  readonly onStep?: (step: string) => void
  /** Stops the opening; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** A connection to a database that has the schema. */
export interface SchemaDatabase extends AsyncDisposable {
  readonly client: ClientBase
}
