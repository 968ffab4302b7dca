import type { MigrationOwner } from '../errors.js'

/** A migration in the report of a run. */
export interface MigrationStep {
  readonly owner: MigrationOwner
  /** Its number within its folder. */
  readonly id: number
  readonly name: string
  readonly file: string
}

/** A migration that a run applied. */
export interface AppliedMigration extends MigrationStep {
  readonly ms: number
}

/** An event of a run of `migrate`. */
export type MigrationProgress =
  | { readonly type: 'waiting'; /** The session that migrates now. */ readonly holder: string }
  | {
      readonly type: 'started'
      readonly migration: MigrationStep
      /** The number of migrations that this run has applied before it. */
      readonly index: number
      /** The number of migrations that this run applies, of both folders. */
      readonly total: number
    }
  | {
      readonly type: 'applied'
      readonly migration: MigrationStep
      readonly index: number
      readonly total: number
      readonly ms: number
    }
