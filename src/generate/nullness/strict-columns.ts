import { isSet, nodeIn, nodesIn, numberIn, wordIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'

/** A column of a source of the query at hand: the source's number and the column's, `2.1`. */
export type ColumnKey = `${number}.${number}`

/** Returns the key of a column. */
export function columnKey(source: number, column: number): ColumnKey {
  return `${source}.${column}`
}

/** The server's functions that return null for any null argument. */
export type StrictFunctions = ReadonlySet<number>

const none: ReadonlySet<ColumnKey> = new Set()

/**
 * Finds the columns that cannot be null where a condition is true. It follows the planner's rules (find_nonnullable_vars):
 * a condition that is null or false for a null in a column excludes it.
 *
 * @param flatten - Returns the expression that a column of a join stands for; null if it is a column of a source.
 */
export function strictColumns(
  condition: AnalysedNode | null,
  strict: StrictFunctions,
  flatten: (column: AnalysedNode) => AnalysedNode | null,
): ReadonlySet<ColumnKey> {
  return find(condition, true)

  /** @param isTrue - The expression is known to be true; otherwise only not to be null. */
  function find(node: AnalysedNode | null, isTrue: boolean): ReadonlySet<ColumnKey> {
    if (node === null) return none
    const inside = (field: string) => allOf(nodesIn(node, field).map((one) => find(one, false)))
    switch (node.kind) {
      case 'VAR': {
        if (numberIn(node, 'varlevelsup') > 0) return none
        const meant = flatten(node)
        return meant === null
          ? new Set([columnKey(numberIn(node, 'varno'), numberIn(node, 'varattno'))])
          : find(meant, isTrue)
      }
      case 'OPEXPR':
      case 'NULLIFEXPR':
        return node.kind === 'OPEXPR' && strict.has(numberIn(node, 'opfuncid')) ? inside('args') : none
      case 'FUNCEXPR':
        return strict.has(numberIn(node, 'funcid')) ? inside('args') : none
      case 'SCALARARRAYOPEXPR':
        // `= any ('{}')` is false whatever is compared, and `= all ('{}')` true.
        return isTrue && isSet(node, 'useOr') && strict.has(numberIn(node, 'opfuncid'))
          ? inside('args')
          : none
      case 'BOOLEXPR': {
        const parts = nodesIn(node, 'args')
        const operator = wordIn(node, 'boolop')
        if (operator === 'not') return find(parts[0] ?? null, false)
        const found = parts.map((part) => find(part, isTrue))
        return operator === 'and' && isTrue ? allOf(found) : inEach(found)
      }
      case 'NULLTEST':
        return isTrue && numberIn(node, 'nulltesttype') === 1 && !isSet(node, 'argisrow')
          ? inside('arg')
          : none
      case 'BOOLEANTEST':
        // `is true`, `is false` and `is not unknown`.
        return isTrue && [0, 2, 5].includes(numberIn(node, 'booltesttype')) ? inside('arg') : none
      case 'RELABELTYPE':
      case 'COERCEVIAIO':
      case 'ARRAYCOERCEEXPR':
      case 'COLLATEEXPR':
      case 'NAMEDARGEXPR':
        return find(nodeIn(node, 'arg'), false)
      default:
        return none
    }
  }
}

function allOf(sets: readonly ReadonlySet<ColumnKey>[]): ReadonlySet<ColumnKey> {
  return new Set(sets.flatMap((set) => [...set]))
}

function inEach(sets: readonly ReadonlySet<ColumnKey>[]): ReadonlySet<ColumnKey> {
  const [first = none, ...others] = sets
  return new Set([...first].filter((key) => others.every((other) => other.has(key))))
}
