import type { Catalogue } from '../schema/catalogue.js'
import type { CompiledQuery } from '../read/compile-query.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import type { StatementTree } from '../read/statement-tree.js'

/** A query on its way to its types, and all that is known by then. */
export interface QueryContext {
  readonly query: ParsedQuery
  readonly compiled: CompiledQuery
  /** Null if the parser at hand does not read what the server did. */
  readonly tree: StatementTree | null
  readonly catalogue: Catalogue
}
