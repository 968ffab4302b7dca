import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import type { FolderState } from './folder-state.js'
import { folderStates, statusRules, type MigrationStatusOptions } from './migration-status.js'
import { migrationFolders } from './migration-folder.js'
import { pendingProblem, schemaProblem } from './schema-problem.js'
import type { MigrateTarget } from './with-client.js'

/** Options of {@link assertSchema}. */
export interface AssertSchemaOptions extends MigrationStatusOptions {
  /**
   * Accepts a database that is newer than a folder: during a release the schema is migrated first, and instances of the
   * release before must still start. @defaultValue false
   */
  readonly allowNewer?: boolean | undefined
}

const rules: OptionRules<AssertSchemaOptions> = { ...statusRules, allowNewer: ['boolean'] }

/**
 * Checks that a database has the schema of this package and, if `directory` names a folder, of the service's own
 * migrations. A service calls it when it starts.
 *
 * It only reads, so a user without the right to migrate may call it.
 *
 * @throws `MigrationError` with the `problem` `pending`, `changed`, `missing` or `newer`.
 */
export async function assertSchema(target: MigrateTarget, given?: AssertSchemaOptions): Promise<void> {
  const options = readOptions(given, rules)
  assertStates(await folderStates(target, migrationFolders(options)), options)
}

/** Throws the first problem of compared folders, for {@link assertSchema}. */
export function assertStates(
  states: readonly FolderState[],
  { allowNewer }: Pick<AssertSchemaOptions, 'allowNewer'>,
): void {
  const considered = states.map(({ folder, migrations }) => ({
    folder,
    migrations: allowNewer === true ? migrations.filter(({ state }) => state !== 'newer') : migrations,
  }))
  for (const { folder, migrations } of considered) throwIfAny(schemaProblem(folder, migrations))
  for (const { folder, migrations } of considered) throwIfAny(pendingProblem(folder, migrations))
}

function throwIfAny(problem: Error | null): void {
  if (problem !== null) throw problem
}
