/** A migration in the report of a run. */
export interface MigrationStep {
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
      readonly index: number
      readonly total: number
    }
  | {
      readonly type: 'applied'
      readonly migration: MigrationStep
      readonly index: number
      readonly total: number
      readonly ms: number
    }
