import type { Catalogue } from '../schema/catalogue.js'
import type { CompiledQuery } from '../read/compile-query.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import type { StatementTree } from '../read/statement-tree.js'

/** A query that is being typed, with everything that its types are derived from. */
export interface QueryContext {
  readonly query: ParsedQuery
  readonly compiled: CompiledQuery
  /** Null if the parser rejects a statement that the server accepts. */
  readonly tree: StatementTree | null
  readonly catalogue: Catalogue
}
