import type { Node } from 'libpg-query'
import { functionName } from '../read/tree-names.js'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import { comparisonOf } from './conditions.js'
import { columnPlace, placeOf, tableColumn, tableOf, type ColumnPlace } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { joinsInEffect } from './joins-in-effect.js'

/**
 * Reports whether an expression is known to be null in some rows that the schema allows.
 *
 * True for a column of a table that may be null, and for strict expressions over one. False if the tree does not show it.
 */
export function mayBeNull(level: QueryLevel, expression: Node): boolean {
  if ('TypeCast' in expression) {
    return expression.TypeCast.arg !== undefined && mayBeNull(level, expression.TypeCast.arg)
  }
  if ('A_Const' in expression) return expression.A_Const.isnull === true
  if ('FuncCall' in expression && /^(?:lower|upper|trim|btrim)$/.test(functionName(expression) ?? '')) {
    return (expression.FuncCall.args ?? []).some((argument) => mayBeNull(level, argument))
  }
  if ('A_Expr' in expression && expression.A_Expr.kind === 'AEXPR_NULLIF') return true
  const place = placeOf(level, expression)
  return place !== null && mayColumnBeNull(place)
}

/** Reports whether a column that a query returns is known to be null in some rows. */
export function mayOutputBeNull(level: QueryLevel, position: number): boolean {
  if (level.branches.length > 0) return level.branches.some((branch) => mayOutputBeNull(branch, position))
  const output = outputsOf(level)[position]
  if (output === undefined) return false
  if (output.node !== null) return mayBeNull(level, output.node)
  const place = output.column === null ? null : columnPlace(output.column.level, output.column.column)
  return place !== null && mayColumnBeNull(place)
}

function mayColumnBeNull(place: ColumnPlace): boolean {
  if (isTested(place)) return false
  if (isFarSide(place)) return true
  const source = place.level.sources[place.source]
  const column = tableColumn(source, place.column)
  if (column !== undefined) return tableOf(source)?.isTable === true && !column.notNull
  const query =
    source?.origin.kind === 'query' && !source.origin.query.isRecursive ? source.origin.query : null
  const position = source?.columns.find(({ name }) => name === place.column)?.position
  return query?.level != null && position != null && mayOutputBeNull(query.level, position)
}

/** Reports whether the source of a column may be missing: the far side of an outer join. */
function isFarSide({ level, source }: ColumnPlace): boolean {
  return joinsInEffect(level).some(
    ({ kind, left, right }) =>
      ((kind === 'left' || kind === 'full') && right.includes(source)) ||
      ((kind === 'right' || kind === 'full') && left.includes(source)),
  )
}

/** Reports whether the conditions of a query leave out the rows with null in a column. */
function isTested(place: ColumnPlace): boolean {
  const { level } = place
  const inner = joinsInEffect(level).filter(({ kind }) => kind === 'inner')
  return [level.where, ...inner.map(({ condition }) => condition)]
    .flatMap((condition) => (condition === null ? [] : conjuncts(condition)))
    .some((part) => {
      const test =
        'NullTest' in part && part.NullTest.nulltesttype === 'IS_NOT_NULL' ? part.NullTest.arg : undefined
      const negated =
        'BoolExpr' in part && part.BoolExpr.boolop === 'NOT_EXPR' ? part.BoolExpr.args?.[0] : undefined
      const inverse =
        negated !== undefined && 'NullTest' in negated && negated.NullTest.nulltesttype === 'IS_NULL'
          ? negated.NullTest.arg
          : undefined
      const like =
        'A_Expr' in part && (part.A_Expr.kind ?? '').includes('LIKE') ? part.A_Expr.lexpr : undefined
      const anyOf =
        'SubLink' in part && part.SubLink.subLinkType === 'ANY_SUBLINK' ? part.SubLink.testexpr : undefined
      const sides = [...(comparisonOf(part)?.sides ?? []), test, inverse, like, anyOf]
      return sides.some((side) => {
        const own = side === undefined ? null : placeOf(level, side)
        return own?.level === level && own.source === place.source && own.column === place.column
      })
    })
}
