import { readOptions } from '../engine/connect/assert-options.js'
import { migrationStatus, statusRules, type MigrationStatusOptions } from './migration-status.js'
import { pendingProblem, schemaProblem } from './schema-problem.js'
import type { MigrateTarget } from './with-client.js'

/** Options of {@link assertSchema}. */
export interface AssertSchemaOptions extends MigrationStatusOptions {
  /**
   * Accepts a database that is newer than the folder: during a release the schema is migrated first, and instances of
   * the release before must still start. @defaultValue false
   */
  readonly allowNewer?: boolean | undefined
}

/**
 * Checks that a database has the schema of this package. A service calls it when it starts.
 *
 * It only reads, so a user without the right to migrate may call it.
 *
 * @throws `MigrationError` with the `problem` `pending`, `changed`, `missing` or `newer`.
 */
export async function assertSchema(target: MigrateTarget, given?: AssertSchemaOptions): Promise<void> {
  const { allowNewer, ...options } = readOptions(given, { ...statusRules, allowNewer: ['boolean'] })
  const { migrations } = await migrationStatus(target, options)
  const considered = allowNewer === true ? migrations.filter(({ state }) => state !== 'newer') : migrations
  const problem = schemaProblem(considered) ?? pendingProblem(considered)
  if (problem !== null) throw problem
}
