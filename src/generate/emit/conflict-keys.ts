import { visitNodes } from '../read/visit.js'
import { parseStatement } from '../read/statement-tree.js'
import { findTable, type CatalogueIndex, type TableCatalogue } from '../schema/catalogue.js'

/** The key of a unique index. */
export interface UniqueKey {
  /** The columns and expressions, ordered by their text. */
  readonly columns: readonly string[]
  /** The condition of a partial index; null for an index of all rows. */
  readonly predicate: string | null
}

/**
 * Returns the keys that an `on conflict do nothing` without a target relies on, by table: those of all unique indexes. A
 * statement without such a clause has none.
 */
export function conflictKeys(
  text: string,
  catalogue: TableCatalogue,
): Readonly<Record<string, readonly UniqueKey[]>> {
  const tree = parseStatement(text)
  const keys: Record<string, readonly UniqueKey[]> = {}
  if (tree === null) return keys
  visitNodes(tree.statement, (node) => {
    if (!('InsertStmt' in node)) return true
    const { relation, onConflictClause } = node.InsertStmt
    if (onConflictClause === undefined || onConflictClause.infer !== undefined) return true
    const { relname = '', schemaname } = relation ?? {}
    const name = (schemaname === undefined ? '' : `${schemaname}.`) + relname
    keys[name] = uniqueKeys(findTable(catalogue, relname, schemaname)?.indexes ?? [])
    return true
  })
  return keys
}

/** Returns the keys of unique indexes. */
export function uniqueKeys(indexes: readonly CatalogueIndex[]): readonly UniqueKey[] {
  return indexes
    .filter(({ unique }) => unique)
    .map(({ columns, expressions, predicate }) => ({
      columns: [...columns.filter((column) => column !== null), ...expressions].sort(),
      predicate,
    }))
}
