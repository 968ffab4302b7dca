import type { Node } from 'libpg-query'
import { findColumn, inside, pathOf, type FromItem, type Scope } from './relation.js'
import { operatorName } from '../read/tree-names.js'

const comparisons = new Set('= <> != < > <= >= ~~ ~~* @> <@ &&'.split(' '))

/**
 * Marks the columns that a condition leaves no null in: `x is not null`, and what is compared, for a comparison with
 * null is not true.
 */
export function knownNotNull(item: FromItem, condition: Node | undefined, scope: Scope): FromItem {
  const known = new Set(
    comparedIn(condition, scope).flatMap((node) => {
      const path = pathOf(node)
      const column = path === null ? null : findColumn(inside({ ...scope, parent: null }, item), path)
      return column === null ? [] : [column]
    }),
  )
  if (known.size === 0) return item
  return {
    ...item,
    relations: item.relations.map(({ name, columns }) => ({
      name,
      columns:
        columns === 'unknown'
          ? columns
          : columns.map((column) => (known.has(column) ? { ...column, nullness: 'never' as const } : column)),
    })),
  }
}

/** The columns that must have a value for the condition to be true. */
function comparedIn(condition: Node | undefined, scope: Scope): readonly Node[] {
  if (condition === undefined) return []
  if ('BoolExpr' in condition) {
    const { boolop, args = [] } = condition.BoolExpr
    return boolop === 'AND_EXPR' ? args.flatMap((argument) => comparedIn(argument, scope)) : []
  }
  if ('NullTest' in condition) {
    const { nulltesttype, arg } = condition.NullTest
    return nulltesttype === 'IS_NOT_NULL' && arg !== undefined ? [arg] : []
  }
  if (!('A_Expr' in condition)) return []
  const { kind, lexpr, rexpr } = condition.A_Expr
  const name = operatorName(condition.A_Expr)
  if (name === null || !comparisons.has(name) || scope.catalogue.replaced.has(name)) return []
  const sides =
    kind === 'AEXPR_OP' || kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE'
      ? [lexpr, rexpr]
      : kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_IN'
        ? [lexpr]
        : []
  return sides.filter((side) => side !== undefined)
}
