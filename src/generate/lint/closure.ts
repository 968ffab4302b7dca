import type { Node } from 'libpg-query'
import { factsOf } from './facts.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { columnKey, placeOf, sourceOfKey } from '../scope/column-place.js'
import { isConditionalKey } from './conditional-key.js'
import { isKeyOf, type IsRowDetermined } from './source-keys.js'

/** The conclusions from expressions that are equal in some rows. */
export interface Closure {
  readonly has: (key: string) => boolean
  /** Reports whether everything in an expression is equal in those rows. */
  readonly knows: (node: Node) => boolean
  /** The sources that contribute the same row to all of them. */
  readonly determined: ReadonlySet<number>
}

/**
 * Derives what else is equal in the rows of a query that agree in some expressions, from its conditions and keys.
 *
 * @param given - The expressions, as keys.
 * @param givenNotNull - Those of them that cannot be null.
 * @param givenSources - The sources whose row is the same.
 */
export function closureOf(
  level: QueryLevel,
  given: ReadonlySet<string>,
  givenNotNull: ReadonlySet<string>,
  isRowDetermined: IsRowDetermined,
  givenSources: ReadonlySet<number> = new Set(),
): Closure {
  const facts = factsOf(level)
  const known = new Set(given)
  const notNull = new Set([...givenNotNull, ...facts.notNull])
  const determined = new Set(givenSources)
  const has = (key: string) => known.has(key) || determined.has(sourceOfKey(key))
  const ofSource = (keys: Iterable<string>, index: number) => {
    const prefix = columnKey(index, '')
    return new Set(
      Array.from(keys).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    )
  }
  const knows = (expression: Node) => {
    let all = true
    visitExpression(expression, (node) => {
      if ('SubLink' in node) all = false
      if (!('ColumnRef' in node)) return
      const place = placeOf(level, node)
      all &&= place !== null && (place.level !== level || has(columnKey(place.source, place.column)))
    })
    return all
  }
  for (let before = -1; before !== known.size + determined.size;) {
    before = known.size + determined.size
    for (const { after, fixed, implications } of facts.statements) {
      if (!after.every((needed) => determined.has(needed))) continue
      for (const key of fixed) known.add(key)
      for (const { one, node, other } of implications) {
        if (has(one) || (node !== null && knows(node))) known.add(other)
      }
    }
    for (const [index, source] of level.sources.entries()) {
      if (determined.has(index) || !source.after.every((needed) => determined.has(needed))) continue
      const isDetermined =
        isKeyOf(source, ofSource(known, index), ofSource(notNull, index), isRowDetermined) ||
        isConditionalKey(level, index, ofSource(known, index), has)
      if (isDetermined) determined.add(index)
    }
  }
  return { has, knows, determined }
}
