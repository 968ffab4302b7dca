import { isSoukError } from '../errors.js'
import type { Check, CheckResult, Verified } from './check.js'
import { canaryCheck } from './checks/canary.js'
import { collationsCheck } from './checks/collations.js'
import { constraintsCheck } from './checks/constraints.js'
import { extensionsCheck } from './checks/extensions.js'
import { amcheckCheck, indexesCheck } from './checks/indexes.js'
import { invariantsCheck } from './checks/invariants.js'
import { migrationsCheck } from './checks/migrations.js'
import { queriesCheck } from './checks/queries.js'
import { rowsCheck, type TableReport } from './checks/rows.js'
import { schemaCheck } from './checks/schema.js'
import { sequencesCheck } from './checks/sequences.js'

/** The report of a verification. */
export interface VerifyReport {
  /** True if nothing is wrong. What was skipped is not known. */
  readonly isWell: boolean
  readonly checks: readonly CheckResult[]
  readonly tables: readonly TableReport[]
}

/** Options of {@link verifyDatabase}. */
export interface VerifyDatabaseOptions extends Omit<Verified, 'moved'> {
  /** Called when a check begins. */
  readonly onCheck: (name: string) => void
}

/**
 * Runs every check of a database, one after another. A check that the database answers with an error has found it wrong, and
 * the others run all the same.
 *
 * @throws `ConnectionError` if a database is lost; the reason of a signal that stopped a session.
 */
export async function verifyDatabase({
  onCheck,
  ...options
}: VerifyDatabaseOptions): Promise<Omit<VerifyReport, 'isWell'>> {
  const verified: Verified = { ...options, moved: new Map() }
  const tables: TableReport[] = []
  const checks: CheckResult[] = []
  for (const check of checksOf(tables)) {
    onCheck(check.name)
    checks.push({ check: check.name, ...(await run(check, verified)) })
  }
  return { checks, tables }
}

/** The checks in their order: the search compares no listing that the check of rows knows to have moved on. */
function checksOf(tables: TableReport[]): readonly Check[] {
  return [
    extensionsCheck,
    collationsCheck,
    migrationsCheck,
    schemaCheck,
    queriesCheck,
    sequencesCheck,
    indexesCheck,
    amcheckCheck,
    constraintsCheck,
    invariantsCheck,
    rowsCheck(tables),
    canaryCheck,
  ]
}

async function run(check: Check, verified: Verified): Promise<Omit<CheckResult, 'check'>> {
  try {
    return await check.run(verified)
  } catch (error) {
    if (!isSoukError(error) || error.code === 'connection') throw error
    return { outcome: 'wrong', summary: error.message, details: [] }
  }
}
