import type { Node } from 'libpg-query'
import { operatorOf } from '../read/tree-names.js'
import { visitNodes } from '../read/visit.js'
import type { Join, QueryLevel } from '../scope/query-level.js'
import { columnKey, columnPlace, expressionKey, placeOf, sourceOfKey } from './column-place.js'

/** What a query's conditions say of its rows. */
export interface Facts {
  readonly statements: readonly Statement[]
  /** Expressions that are null in no row. */
  readonly notNull: ReadonlySet<string>
}

/** What one condition says. */
export interface Statement {
  /** The sources of which rows must have the same row before it holds for them: the near side of an outer join. */
  readonly after: readonly number[]
  /** Expressions that are the same in all rows. */
  readonly fixed: readonly string[]
  /** Rows that agree in the first agree in the second. */
  readonly implications: readonly (readonly [one: string, other: string])[]
}

/** Reads what the conditions of a query say of its rows. */
export function factsOf(level: QueryLevel): Facts {
  const ofWhere = level.where === null ? null : read(level, level.where)
  const statements: Statement[] = ofWhere === null ? [] : [{ after: [], ...ofWhere }]
  const notNull = new Set(ofWhere?.notNull)
  for (const join of level.joins) {
    const after = nearSide(level, join)
    if (after === null) continue
    const { fixed, implications, notNull: sure } = read(level, join.condition)
    const pairs = mergedPairs(level, join)
    // What the near side of an outer join fails to fulfil is there all the same, so it says nothing of that side.
    const isFar = (key: string) => join.kind === 'inner' || !after.includes(sourceOfKey(key))
    statements.push({
      after,
      fixed: fixed.filter(isFar),
      implications: [...implications, ...pairs].filter(([, other]) => isFar(other)),
    })
    if (after.length === 0) for (const key of sure) notNull.add(key)
  }
  return { statements, notNull }
}

/** The columns that `using` or a natural join makes equal, both ways round. */
function mergedPairs(level: QueryLevel, { merged }: Join): readonly (readonly [string, string])[] {
  return merged.flatMap(({ origin }) => {
    if (origin.kind !== 'merged' || origin.left === null || origin.right === null) return []
    const [left, right] = [columnPlace(level, origin.left), columnPlace(level, origin.right)]
    if (left === null || right === null) return []
    const [one, other] = [columnKey(left.source, left.column), columnKey(right.source, right.column)]
    return [[one, other] as const, [other, one] as const]
  })
}

/** The sources that are there whether or not a join finds something; null if no side is sure to be there. */
function nearSide({ joins }: QueryLevel, join: Join): readonly number[] | null {
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
  readonly implications: readonly (readonly [string, string])[]
  readonly notNull: readonly string[]
}

function read(level: QueryLevel, condition: Node | null): Reading {
  const fixed: string[] = []
  const implications: (readonly [string, string])[] = []
  const notNull: string[] = []
  for (const part of condition === null ? [] : conjuncts(condition)) {
    if ('NullTest' in part && part.NullTest.arg !== undefined) {
      const key = expressionKey(level, part.NullTest.arg)
      if (part.NullTest.nulltesttype === 'IS_NULL') fixed.push(key)
      else notNull.push(key)
    }
    for (const [one, other] of equations(part)) {
      const keys = [expressionKey(level, one), expressionKey(level, other)] as const
      if (isConstant(level, other)) fixed.push(keys[0])
      else if (isConstant(level, one)) fixed.push(keys[1])
      else implications.push(keys, [keys[1], keys[0]])
      notNull.push(...keys)
    }
  }
  return { fixed, implications, notNull }
}

/** The conditions that must all hold for a condition to hold. */
export function conjuncts(condition: Node): readonly Node[] {
  if ('BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR') {
    return (condition.BoolExpr.args ?? []).flatMap(conjuncts)
  }
  return [condition]
}

/** What `a = b` and `(a, b) = (c, d)` make equal. */
function equations(node: Node): readonly (readonly [Node, Node])[] {
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

function elementsOf(node: Node): readonly Node[] {
  return 'RowExpr' in node ? (node.RowExpr.args ?? []) : [node]
}

/** Tells whether an expression has one value for all rows of a query; a column of a query around it does. */
function isConstant(level: QueryLevel, expression: Node): boolean {
  let constant = true
  visitNodes(expression, (node) => {
    if ('ColumnRef' in node) {
      const place = placeOf(level, node)
      constant &&= place !== null && place.level !== level
    }
    return constant
  })
  return constant
}
