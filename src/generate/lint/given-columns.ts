import type { QueryLevel } from '../scope/query-level.js'
import { comparisonOf, conditionsOf } from './conditions.js'
import { placeOf, tableColumn } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { isConstant } from './facts.js'

/** Lists the columns of a source that must be equal to something given. */
export function givenColumns(level: QueryLevel, source: number): ReadonlySet<string> {
  return new Set(
    conditionsOf(level)
      .flatMap(conjuncts)
      .flatMap((part) => {
        const comparison = comparisonOf(part)
        const isEqual = comparison?.operator === '=' || comparison?.operator === 'in'
        const sides = isEqual ? comparison.sides : []
        return sides.filter((side) => sides.every((other) => other === side || isConstant(level, other)))
      })
      .flatMap((side) => {
        const place = placeOf(level, side)
        const name = tableColumn(level.sources[source], place?.column ?? '')?.name
        return place?.level === level && place.source === source && name !== undefined ? [name] : []
      }),
  )
}
