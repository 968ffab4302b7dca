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

/** A statement as the rules see it. */
export interface LintSubject {
  readonly statement: Node
  readonly levels: readonly QueryLevel[]
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
