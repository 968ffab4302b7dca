/** The weight of a finding: `error` does harm now, `warning` will, `info` is worth knowing. */
export type FindingLevel = 'error' | 'warning' | 'info'

/** A thing that a rule found. */
export interface Finding {
  /** The name of the rule, such as `invalid-index`. */
  readonly rule: string
  readonly level: FindingLevel
  /** The table, index, setting, query or process that it is about. */
  readonly object: string
  /** The reason to act, in a sentence. It holds no value of a row and no parameter. */
  readonly reason: string
  /** SQL that solves it, or a comment of SQL where something else does; null if there is nothing to do. */
  readonly remedy: string | null
  /** Lines of the plan of a statement. */
  readonly plan?: readonly string[]
}

/** The part of a finding that a rule makes itself. */
export type FindingOfRule = Omit<Finding, 'rule'>
