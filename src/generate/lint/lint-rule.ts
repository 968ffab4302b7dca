import type { Node } from 'libpg-query'
import type { LintRuleName } from '../../errors.js'
import type { Catalogue } from '../schema/catalogue.js'
import type { QueryLevel } from '../scope/query-level.js'

/** A place that breaks a rule. */
export interface LintFinding {
  /** The node that the caret points at. */
  readonly at: unknown
  /** A few words for the SQL at that place. */
  readonly what: string
  /** A remedy for this place, if there is a better one than the rule's. */
  readonly wayOut?: string
}

/** The parameter behind one of `$1`, `$2`, … */
export interface LintParameter {
  /** Its name, or the name of a key of a tuple. */
  readonly name: string
  /** True if callers may pass null. */
  readonly nullable: boolean
}

/** A statement as the rules see it. */
export interface LintSubject {
  readonly statement: Node
  /** The outermost query; null for a statement that is no query. */
  readonly root: QueryLevel | null
  /** Every query, an inner one before those around it. */
  readonly levels: readonly QueryLevel[]
  /** The parameters in the order of their numbers. */
  readonly parameters: readonly LintParameter[]
  readonly catalogue: Catalogue
}

/** A trap in SQL that a query must avoid. */
export interface LintRule {
  readonly name: LintRuleName
  /** The reason, in one sentence. */
  readonly why: string
  /** The remedy. */
  readonly wayOut: string
  readonly find: (subject: LintSubject) => readonly LintFinding[]
}
