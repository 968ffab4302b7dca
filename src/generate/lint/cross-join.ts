import type { Node } from 'libpg-query'
import { boundedSources } from './bounded-rows.js'
import { placeOf } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { elementsOf, equations, isConstant } from './facts.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { visitWithin } from './own-expressions.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel, Source } from '../scope/query-level.js'

/** Finds tables side by side that no condition joins. */
export const crossJoin: LintRule = {
  name: 'cross-join',
  why: 'each row of one is paired with each row of the other, so two tables of a thousand rows make a million',
  wayOut: 'join them by a condition: join … on …',
  find: ({ levels }) => levels.flatMap((level) => unjoined(level)),
}

function unjoined(level: QueryLevel): readonly LintFinding[] {
  if (level.query.kind === 'merge' || level.sources.length < 2) return []
  const bounded = boundedSources(level)
  const groups = joinedGroups(level)
  const large = groups.filter((group) => group.some((index) => isLarge(level.sources[index], index, bounded)))
  const [first, second] = large
  if (first === undefined || second === undefined) return []
  const [one, other] = [nameIn(level, first, bounded), nameIn(level, second, bounded)]
  return [{ at: fromOf(level), what: `no condition joins ${one} and ${other}` }]
}

/** Reports whether a source has as many rows as a table. Functions and lists are repeated on purpose. */
function isLarge(source: Source | undefined, index: number, bounded: ReadonlySet<number>): boolean {
  return source !== undefined && !bounded.has(index)
}

function nameIn(level: QueryLevel, group: readonly number[], bounded: ReadonlySet<number>): string {
  const found = group.find((index) => !bounded.has(index))
  return level.sources[found ?? -1]?.name ?? 'a subquery'
}

function fromOf({ query }: QueryLevel): unknown {
  switch (query.kind) {
    case 'select':
      return query.node.fromClause
    case 'update':
      return query.node.fromClause
    case 'delete':
      return query.node.usingClause
    default:
      return query.node
  }
}

/** Groups the sources that conditions join, directly or through others. */
function joinedGroups(level: QueryLevel): readonly (readonly number[])[] {
  const group = level.sources.map((_, index) => index)
  const join = (some: Iterable<number>) => {
    const [first, ...others] = some
    for (const other of others) {
      const [from, to] = [group[other], group[first ?? other]]
      for (const [index, current] of group.entries()) if (current === from) group[index] = to ?? current
    }
  }
  const conditions = [level.where, ...level.joins.map(({ condition }) => condition)].flatMap((condition) =>
    condition === null ? [] : conjuncts(condition),
  )
  for (const condition of conditions) join(sourcesIn(level, condition))
  for (const same of sameValues(level, conditions)) join(same)
  for (const { merged, left, right } of level.joins) {
    // What a natural join compares may not be known.
    if (merged.length > 0) join([...left.slice(-1), ...right.slice(0, 1)])
  }
  const calls = functionCalls(level)
  for (const [index, { after, origin }] of level.sources.entries()) {
    const call = origin.kind === 'function' ? calls.shift() : undefined
    if (after.length === 0) continue
    const inner = origin.kind === 'query' ? origin.query.level?.query.node : call
    // What XML and JSON tables are made of is not looked into.
    join([index, ...(inner === undefined ? after : sourcesIn(level, inner))])
  }
  const names = new Set(group)
  return Array.from(names, (name) => group.flatMap((current, index) => (current === name ? [index] : [])))
}

/** Lists the functions of the `from` clause in the order of the text, as the sources are. */
function functionCalls(level: QueryLevel): Node[] {
  const calls: Node[] = []
  visitExpression(fromOf(level), (node) => {
    if ('RangeFunction' in node) calls.push(node)
  })
  return calls
}

function sourcesIn(level: QueryLevel, expression: unknown): ReadonlySet<number> {
  const found = new Set<number>()
  visitWithin(level, expression, (node, around) => {
    const place = placeOf(around, node)
    if (place?.level === level) found.add(place.source)
  })
  return found
}

/** Lists the sources with a column that is compared with the same value: `a.shop = :shop and b.shop = :shop`. */
function sameValues(level: QueryLevel, conditions: readonly Node[]): readonly (readonly number[])[] {
  const byValue = new Map<string, number[]>()
  for (const [one, other] of conditions.flatMap(equations)) {
    const [column, value] = isConstant(level, other) ? [one, other] : [other, one]
    const place = elementsOf(column).length === 1 ? placeOf(level, column) : null
    if (place?.level !== level || !('ParamRef' in value)) continue
    const key = String(value.ParamRef.number)
    byValue.set(key, [...(byValue.get(key) ?? []), place.source])
  }
  return [...byValue.values()]
}
