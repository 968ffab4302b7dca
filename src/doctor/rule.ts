import type { ExaminedDatabase } from './examined-database.js'
import type { FindingOfRule } from './finding.js'
import type { DoctorLimits } from './limits.js'

/** A rule of `souk-db doctor`. */
export interface Rule {
  /** The name, such as `invalid-index`. */
  readonly name: string
  /** The state that it reports, in a few words. */
  readonly about: string
  /** True if it makes temporary tables, which a read-only transaction refuses. @defaultValue false */
  readonly makesTables?: boolean
  /** Looks for the state. It changes nothing, in a transaction that has limits and is undone. */
  find(database: ExaminedDatabase): Promise<readonly FindingOfRule[]>
}

/** A rule that is one statement, each of whose rows is a finding. */
export interface SqlRule<Row extends object> extends Pick<Rule, 'name' | 'about'> {
  readonly sql: string
  /** The values of `$1`, `$2`, … */
  readonly values?: (limits: DoctorLimits) => readonly unknown[]
  /** True if a standby cannot tell, since its statistics are its own. @defaultValue false */
  readonly onPrimary?: boolean
  readonly toFinding: (row: Row) => FindingOfRule
}

/** Makes a rule of a statement. */
export function sqlRule<Row extends object>({
  name,
  about,
  sql,
  values,
  onPrimary = false,
  toFinding,
}: SqlRule<Row>): Rule {
  return {
    name,
    about,
    async find(database) {
      if (onPrimary && database.isStandby) return []
      const rows = await database.rows<Row>(sql, values?.(database.limits))
      return rows.map(toFinding)
    },
  }
}
