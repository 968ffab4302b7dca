import type { CommonTableExpr, Node, WithClause } from 'libpg-query'
import { wordsOf } from '../read/tree-names.js'
import {
  renamed,
  unknownColumn,
  unknownStar,
  type DerivedTable,
  type QueryLevel,
  type SourceColumn,
} from './query-level.js'

/** The query of a `with` clause and its columns, as known where it is named. */
export interface Cte extends DerivedTable {
  readonly columns: readonly SourceColumn[]
}

/** The CTEs that a query sees, by their names. Each is read when it is first asked for. */
export type Ctes = ReadonlyMap<string, () => Cte>

/** Reads the query of a CTE. Calls `onStart` with the columns of the part that a recursive one starts from. */
type ReadQuery = (
  query: Node,
  ctes: Ctes,
  onStart: (columns: readonly SourceColumn[]) => void,
) => { readonly level: QueryLevel | null; readonly columns: readonly SourceColumn[] }

/** Reads `with` clauses. */
export class CteReader {
  readonly #readQuery: ReadQuery

  constructor(readQuery: ReadQuery) {
    this.#readQuery = readQuery
  }

  /** Reads a clause, and returns the CTEs that are visible behind it. */
  read({ ctes: nodes = [], recursive = false }: WithClause, outer: Ctes): Ctes {
    const visible = new Map(outer)
    const items = nodes.flatMap((node) => ('CommonTableExpr' in node ? [node.CommonTableExpr] : []))
    for (const item of items) {
      // Without `recursive` a CTE sees only those before it: `with users as (select … from users)` reads the table.
      const seen = recursive ? visible : new Map(visible)
      visible.set(item.ctename ?? '', this.#lazily(item, seen))
    }
    for (const { ctename = '' } of items) visible.get(ctename)?.()
    return visible
  }

  #lazily({ ctequery, aliascolnames, search_clause, cycle_clause }: CommonTableExpr, seen: Ctes): () => Cte {
    const names = wordsOf(aliascolnames)
    const added = [
      search_clause?.search_seq_column,
      cycle_clause?.cycle_mark_column,
      cycle_clause?.cycle_path_column,
    ].flatMap((name) => (name === undefined ? [] : [unknownColumn(name)]))
    const cte: { -readonly [Key in keyof Cte]: Cte[Key] } = {
      level: null,
      isRecursive: false,
      columns: [unknownStar],
    }
    let state: 'unread' | 'being read' | 'read' = 'unread'
    return () => {
      if (state === 'being read') cte.isRecursive = true
      if (state !== 'unread' || ctequery === undefined) return cte
      state = 'being read'
      const { level, columns } = this.#readQuery(ctequery, seen, (start) => {
        cte.columns = [...renamed(start, names), ...added]
      })
      cte.level = level
      cte.columns = [...renamed(columns, names), ...added]
      state = 'read'
      return cte
    }
  }
}
