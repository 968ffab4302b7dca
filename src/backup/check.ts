import type { ServiceMigrationsOptions } from '../migrate/index.js'
import type { Session } from './session.js'

/** The outcome of a check. `skipped` says nothing about the database: the summary names the reason. */
export type CheckOutcome = 'ok' | 'wrong' | 'skipped'

/** The result of a check. */
export interface CheckResult {
  readonly check: string
  readonly outcome: CheckOutcome
  /** The finding in a sentence. */
  readonly summary: string
  /** One line for each thing that is wrong or worth knowing, such as the name of an index; the first twenty of them. */
  readonly details: readonly string[]
}

/** The databases that a check looks at. */
export interface Verified {
  /** The database that is verified. Its session is read only. */
  readonly from: Session
  /** The database that it is compared with; null if there is none. */
  readonly against: Session | null
  /** The moment that the backup is of: what has changed in `against` since then may differ. Null allows no difference. */
  readonly at: Date | null
  readonly migrations: ServiceMigrationsOptions
  /** Ids of rows that differ because `against` has moved on, by table. The check of rows fills it in. */
  readonly moved: Map<string, Set<string>>
}

/** A check of a database. */
export interface Check {
  readonly name: string
  /** @throws any error of the database, which counts as `wrong`. */
  readonly run: (verified: Verified) => Promise<Omit<CheckResult, 'check'>>
}

/** The greatest number of lines that a result holds. */
const mostDetails = 20

/** Returns lines, the first twenty of them and the number of the others. */
export function shorten(details: readonly string[]): readonly string[] {
  if (details.length <= mostDetails) return details
  return [...details.slice(0, mostDetails), `and ${details.length - mostDetails} more`]
}

/** The result of a check that has looked for faults: `ok` if there are none. */
export function judge(
  faults: readonly string[],
  {
    ok,
    wrong,
    notes = [],
  }: { readonly ok: string; readonly wrong: string; readonly notes?: readonly string[] },
): Omit<CheckResult, 'check'> {
  const isOk = faults.length === 0
  return {
    outcome: isOk ? 'ok' : 'wrong',
    summary: isOk ? ok : wrong,
    details: shorten([...faults, ...notes]),
  }
}

/** The result of a check that could not be made. */
export function skipped(reason: string, details: readonly string[] = []): Omit<CheckResult, 'check'> {
  return { outcome: 'skipped', summary: reason, details: shorten(details) }
}
