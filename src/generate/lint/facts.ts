import type { Node } from 'libpg-query'
import { operatorOf } from '../read/tree-names.js'
import type { Join, QueryLevel } from '../scope/query-level.js'
import { columnKey, columnPlace, expressionKey, placeOf, sourceOfKey } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { joinsInEffect } from './joins-in-effect.js'
import { visitWithin } from './own-expressions.js'

/** The facts about a query's rows that follow from its conditions. */
export interface Facts {
  readonly statements: readonly Statement[]
  /** The expressions that are never null. */
  readonly notNull: ReadonlySet<string>
}

/** The facts that follow from one condition. */
export interface Statement {
  /** The sources whose row must be the same for the facts to hold: the near side of an outer join. */
  readonly after: readonly number[]
  /** The expressions that are equal in all rows. */
  readonly fixed: readonly string[]
  readonly implications: readonly Implication[]
}

/** Two expressions: rows that agree in the first agree in the second. */
export interface Implication {
  readonly one: string
  /** The first expression; null for a merged column. */
  readonly node: Node | null
  readonly other: string
}

/** Derives facts about a query's rows from its conditions. */
export function factsOf(level: QueryLevel): Facts {
  const ofWhere = level.where === null ? null : read(level, level.where)
  const statements: Statement[] = ofWhere === null ? [] : [{ after: [], ...ofWhere }]
  const notNull = new Set(ofWhere?.notNull)
  const joins = joinsInEffect(level)
  for (const join of joins) {
    const after = nearSide(joins, join)
    if (after === null) continue
    const { fixed, implications, notNull: sure } = read(level, join.condition)
    const pairs = mergedPairs(level, join)
    // A row of the near side of an outer join is kept even if the condition is false, so nothing follows for that side.
    const isFar = (key: string) => join.kind === 'inner' || !after.includes(sourceOfKey(key))
    statements.push({
      after,
      fixed: fixed.filter(isFar),
      implications: [...implications, ...pairs].filter(({ other }) => isFar(other)),
    })
    if (after.length === 0) for (const key of sure) notNull.add(key)
  }
  return { statements, notNull }
}

/** Lists the columns that `using` or a natural join makes equal, in both directions. */
function mergedPairs(level: QueryLevel, { merged }: Join): readonly Implication[] {
  return merged.flatMap(({ origin }) => {
    if (origin.kind !== 'merged' || origin.left === null || origin.right === null) return []
    const [left, right] = [columnPlace(level, origin.left), columnPlace(level, origin.right)]
    if (left === null || right === null) return []
    const [one, other] = [columnKey(left.source, left.column), columnKey(right.source, right.column)]
    return [
      { one, node: null, other },
      { one: other, node: null, other: one },
    ]
  })
}

/** Lists the sources whose rows are kept even if a join finds no match; null if neither side's are. */
function nearSide(joins: readonly Join[], join: Join): readonly number[] | null {
  const near: number[] = []
  for (const outer of joins) {
    const { kind, left, right } = outer
    const [kept, missing] = kind === 'right' ? [right, left] : [left, right]
    const within = (side: readonly number[]) => join.left.every((index) => side.includes(index))
    if (kind === 'full' && (outer === join || within(left) || within(right))) return null
    if (kind !== 'inner' && (outer === join || within(missing))) near.push(...kept)
  }
  return near
}

interface Reading {
  readonly fixed: readonly string[]
  readonly implications: readonly Implication[]
  readonly notNull: readonly string[]
}

function read(level: QueryLevel, condition: Node | null): Reading {
  const fixed: string[] = []
  const implications: Implication[] = []
  const notNull: string[] = []
  for (const part of condition === null ? [] : conjuncts(condition)) {
    if ('NullTest' in part && part.NullTest.arg !== undefined) {
      const key = expressionKey(level, part.NullTest.arg)
      if (part.NullTest.nulltesttype === 'IS_NULL') fixed.push(key)
      else notNull.push(key)
    }
    for (const [one, other] of equations(part)) {
      const [first, second] = [expressionKey(level, one), expressionKey(level, other)]
      if (isConstant(level, other)) fixed.push(first)
      else if (isConstant(level, one)) fixed.push(second)
      else {
        implications.push(
          { one: first, node: one, other: second },
          { one: second, node: other, other: first },
        )
      }
      notNull.push(first, second)
    }
  }
  return { fixed, implications, notNull }
}

/** Lists the pairs that `a = b` or `(a, b) = (c, d)` makes equal. */
export function equations(node: Node): readonly (readonly [Node, Node])[] {
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP' || operatorOf(node) !== '=') return []
  const { lexpr, rexpr } = node.A_Expr
  if (lexpr === undefined || rexpr === undefined) return []
  const [ones, others] = [elementsOf(lexpr), elementsOf(rexpr)]
  if (ones.length !== others.length) return []
  return ones.flatMap((one, index) => {
    const other = others[index]
    return other === undefined ? [] : [[one, other] as const]
  })
}

export function elementsOf(node: Node): readonly Node[] {
  return 'RowExpr' in node ? (node.RowExpr.args ?? []) : [node]
}

/** Reports whether an expression has one value for all rows of a query. A column of an outer query has. */
export function isConstant(level: QueryLevel, expression: Node): boolean {
  let constant = true
  visitWithin(level, expression, (node, around) => {
    if (!('ColumnRef' in node)) return
    const place = placeOf(around, node)
    constant &&= place === null ? around !== level : place.level !== level
  })
  return constant
}
