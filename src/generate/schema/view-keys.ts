import { isSet, nodeIn, nodesIn, numberIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import type { CatalogueColumn, CatalogueTable } from './catalogue.js'

/** The parts of a query that make of a row none, several, or one with others. */
const regrouping = ['groupClause', 'groupingSets', 'distinctClause', 'setOperations', 'havingQual']

/** The parts of a catalogue that tell which columns a view shows. */
interface ViewedCatalogue {
  readonly relations: ReadonlyMap<number, CatalogueTable>
  /** The columns by the table's oid and their own number. */
  readonly everyColumn: ReadonlyMap<string, CatalogueColumn>
}

/**
 * Returns the keys of a view whose rows are rows of one table, each once: the columns, by their names in the view, of each
 * unique index of the table.
 */
export function viewKeys(
  { oid: view, viewQuery }: CatalogueTable,
  { relations, everyColumn }: ViewedCatalogue,
): readonly (readonly string[])[] {
  const [query] = (Array.isArray(viewQuery) ? viewQuery : []) as readonly AnalysedNode[]
  if (query === undefined || isSet(query, 'hasTargetSRFs')) return []
  if (regrouping.some((field) => nodesIn(query, field).length > 0)) return []
  const tree = nodeIn(query, 'jointree')
  const [source, ...others] = tree === null ? [] : nodesIn(tree, 'fromlist')
  if (source?.kind !== 'RANGETBLREF' || others.length > 0) return []
  const place = numberIn(source, 'rtindex')
  const read = nodesIn(query, 'rtable')[place - 1]
  const table = read === undefined ? undefined : relations.get(numberIn(read, 'relid'))
  if (table?.isTable !== true) return []

  const shown = new Map<string, string>()
  for (const target of nodesIn(query, 'targetList')) {
    const column = nodeIn(target, 'expr')
    if (column?.kind !== 'VAR' || numberIn(column, 'varno') !== place) continue
    const name = everyColumn.get(`${view}.${numberIn(target, 'resno')}`)?.name
    const tableColumn = everyColumn.get(`${table.oid}.${numberIn(column, 'varattno')}`)
    if (name !== undefined && tableColumn?.notNull === true) shown.set(tableColumn.name, name)
  }
  return table.indexes
    .filter(({ unique, predicate }) => unique && predicate === null)
    .flatMap(({ columns }) => {
      const key = columns.flatMap((column) => shown.get(column ?? '') ?? [])
      return key.length === columns.length ? [key] : []
    })
}
