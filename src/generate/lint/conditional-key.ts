import type { Node } from 'libpg-query'
import type { QueryLevel } from '../scope/query-level.js'
import { expressionKey, mentions, placeOf, tableColumn, tableOf } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { equations } from './facts.js'
import { matchesIndexExpression } from './index-expression.js'
import { predicateStanding } from './index-predicate.js'

/**
 * Reports whether columns contain the key of a unique index that is partial or has expressions.
 *
 * The query must ask for the rows of the partial index, and compare its expressions.
 *
 * @param columns - The columns of the source that are known.
 * @param has - Reports whether an expression is known.
 */
export function isConditionalKey(
  level: QueryLevel,
  source: number,
  columns: ReadonlySet<string>,
  has: (key: string) => boolean,
): boolean {
  const table = tableOf(level.sources[source])
  if (table === null) return false
  const conditional = table.indexes.filter(
    ({ unique, predicate, expressions }) => unique && (predicate !== null || expressions.length > 0),
  )
  if (conditional.length === 0) return false
  const compared = comparedExpressions(level, source, has)
  const named = new Map(
    Array.from(columns, (name) => [tableColumn(level.sources[source], name)?.name, name] as const),
  )
  const comparedColumns = new Set(compared.map((node) => placeOf(level, node)?.column))
  return conditional.some(({ columns: key, expressions, predicate }) => {
    const isKnown = (column: string | null) => {
      if (column === null) return true
      const name = named.get(column)
      // Nulls are not equal. A column that is compared has no null.
      return (
        name !== undefined &&
        (comparedColumns.has(name) || tableColumn(level.sources[source], name)?.notNull === true)
      )
    }
    return (
      key.every(isKnown) &&
      expressions.every((expression) =>
        compared.some((node) => matchesIndexExpression(node, [expression])),
      ) &&
      (predicate === null || predicateStanding(level, source, predicate) === 'implied')
    )
  })
}

/** Lists the known expressions over a source that its `where` compares for equality. */
function comparedExpressions(
  level: QueryLevel,
  source: number,
  has: (key: string) => boolean,
): readonly Node[] {
  const conditions = level.where === null ? [] : conjuncts(level.where)
  return conditions
    .flatMap(equations)
    .flat()
    .filter((node) => mentions(level, source, node) && has(expressionKey(level, node)))
}
