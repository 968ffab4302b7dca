import type { Node } from 'libpg-query'
import type { LintRuleName } from '../../errors.js'
import type { Catalogue } from '../schema/catalogue.js'
import type { QueryLevel } from '../scope/query-level.js'

/** A place at which a rule is broken. */
export interface LintFinding {
  /** The caret stands where this begins. */
  readonly at: unknown
  /** What stands there, in a few words. */
  readonly what: string
  /** A way out for this place, if there is a better one than the rule's. */
  readonly wayOut?: string
}

/** A statement, taken apart for the rules. */
export interface LintSubject {
  readonly statement: Node
  readonly levels: readonly QueryLevel[]
  readonly catalogue: Catalogue
}

/** Something that SQL had better not do. */
export interface LintRule {
  readonly name: LintRuleName
  /** Why not, in one sentence. */
  readonly why: string
  /** What to do instead. */
  readonly wayOut: string
  readonly find: (subject: LintSubject) => readonly LintFinding[]
}
