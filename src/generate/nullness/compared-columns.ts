import type { Node } from 'libpg-query'
import { builtinOperator } from '../read/tree-names.js'
import type { Catalogue } from '../schema/catalogue.js'
import type { ColumnOrigin, Names } from '../scope/query-level.js'
import { columnPath, lookUp } from '../scope/resolve-column.js'

const comparisons = new Set('= <> != < > <= >= ~~ ~~* @> <@ &&'.split(' '))

/**
 * Finds the columns that cannot be null where a condition is true: those that it tests with `is not null`, and those
 * that it compares, for a comparison with null is not true.
 */
export function comparedColumns(
  condition: Node | null,
  names: Names,
  catalogue: Pick<Catalogue, 'replaced'>,
): ReadonlySet<ColumnOrigin> {
  return new Set(
    comparedIn(condition, catalogue).flatMap((node) => {
      const path = 'ColumnRef' in node ? columnPath(node.ColumnRef) : null
      const column = path === null ? null : lookUp(names, path)
      return column === null || column === 'unclear' ? [] : [column.origin]
    }),
  )
}

function comparedIn(condition: Node | null, catalogue: Pick<Catalogue, 'replaced'>): readonly Node[] {
  if (condition === null) return []
  if ('BoolExpr' in condition) {
    const { boolop, args = [] } = condition.BoolExpr
    return boolop === 'AND_EXPR' ? args.flatMap((argument) => comparedIn(argument, catalogue)) : []
  }
  if ('NullTest' in condition) {
    const { nulltesttype, arg } = condition.NullTest
    return nulltesttype === 'IS_NOT_NULL' && arg !== undefined ? [arg] : []
  }
  if (!('A_Expr' in condition)) return []
  const { kind, lexpr, rexpr } = condition.A_Expr
  const name = builtinOperator(condition.A_Expr)
  if (name === null || !comparisons.has(name) || catalogue.replaced.has(name)) return []
  const sides =
    kind === 'AEXPR_OP' || kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE'
      ? [lexpr, rexpr]
      : kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_IN'
        ? [lexpr]
        : []
  return sides.filter((side) => side !== undefined)
}
