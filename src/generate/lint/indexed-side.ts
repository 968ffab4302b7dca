import type { Node } from 'libpg-query'
import { comparisonOf, conditionsOf } from './conditions.js'
import { conjuncts } from './conjuncts.js'
import { givenColumns } from './given-columns.js'
import { matchesIndexExpression } from './index-expression.js'
import { predicateStanding } from './index-predicate.js'
import type { Catalogue, CatalogueIndex } from '../schema/catalogue.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { functionName, lastWord, operatorOf } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import {
  columnKey,
  mentions,
  placeOf,
  tableColumn,
  tableOf,
  typeName,
  type ColumnPlace,
} from '../scope/column-place.js'

// The access methods for comparisons, and those for places and sets. Both serve only a bare column.
const ordered = new Set(['btree', 'hash', 'brin'])
const spatial = new Set(['gist', 'spgist', 'gin', 'brin'])
const spatialOperators = new Set(['&&', '@>', '<@', '@', '~', '<->'])
const spatialFunctions = new Set([
  'st_contains',
  'st_containsproperly',
  'st_coveredby',
  'st_covers',
  'st_crosses',
  'st_dwithin',
  'st_equals',
  'st_intersects',
  'st_overlaps',
  'st_touches',
  'st_within',
])
const arithmetic = new Set(['+', '-', '*', '/'])

/** Finds casts and functions around a column that has an index. */
export const indexedSide: LintRule = {
  name: 'indexed-side',
  why: 'an index holds the column and not what is made of it, so every row is read',
  wayOut: 'compare the bare column and convert the other side, or index the expression',
  find: ({ levels, catalogue }) =>
    levels.flatMap((level) =>
      conditionsOf(level).flatMap((condition) => wrappedColumns(level, condition, catalogue)),
    ),
}

/** A place where an index would serve a bare column. */
interface Operand {
  readonly node: Node
  readonly others: readonly Node[]
  readonly methods: ReadonlySet<string>
}

function wrappedColumns(level: QueryLevel, condition: Node, catalogue: Catalogue): readonly LintFinding[] {
  const operands: Operand[] = []
  visitExpression(condition, (node) => operands.push(...operandsOf(node)))
  return operands.flatMap((operand): readonly LintFinding[] => {
    const wrapped = soleColumn(level, operand.node, operand.methods === ordered)
    if (wrapped === null || isComparedBare(level, wrapped) || dependsOnRow(level, wrapped, operand)) return []
    const source = level.sources[wrapped.source]
    const [table, column] = [tableOf(source), tableColumn(source, wrapped.column)]
    if (table === null || column === undefined) return []
    if (isSameToIndex(operand.node, typeName(catalogue, column))) return []
    if (table.indexes.some(({ expressions }) => matchesIndexExpression(operand.node, expressions))) return []
    if (isServedByOther(level, wrapped, operand, column.name)) return []
    const given = givenColumns(level, wrapped.source)
    const serving = table.indexes
      .filter((one) => serves(one, column.name, operand.methods, given))
      .sort((one, other) => one.columns.indexOf(column.name) - other.columns.indexOf(column.name))
    const standings = serving.map(({ predicate }) =>
      predicate === null ? 'implied' : predicateStanding(level, wrapped.source, predicate),
    )
    const implied = serving[standings.indexOf('implied')]
    const index = implied ?? serving[standings.indexOf('open')]
    if (index === undefined) return []
    const { name, predicate } = index
    return [
      {
        at: operand.node,
        what: `${name} on ${table.name}.${column.name} is of no use here`,
        ...(implied === undefined && predicate !== null
          ? { wayOut: `compare the bare column, and ask for the rows of the index: ${predicate}` }
          : {}),
      },
    ]
  })
}

function operandsOf(node: Node): readonly Operand[] {
  const comparison = comparisonOf(node)
  // Only a scan finds rows that differ.
  if (comparison !== null && comparison.operator !== '<>') return operands(comparison.sides, ordered)
  if ('A_Expr' in node && spatialOperators.has(operatorOf(node) ?? '')) {
    const { lexpr, rexpr } = node.A_Expr
    return operands(
      [lexpr, rexpr].filter((side) => side !== undefined),
      spatial,
    )
  }
  if ('FuncCall' in node && spatialFunctions.has(functionName(node) ?? '')) {
    return operands((node.FuncCall.args ?? []).slice(0, 2), spatial)
  }
  return []
}

function operands(sides: readonly Node[], methods: ReadonlySet<string>): readonly Operand[] {
  return sides.map((node) => ({ node, others: sides.filter((side) => side !== node), methods }))
}

/** Finds the only column in an expression; null for a bare column, and for several columns. */
function soleColumn(level: QueryLevel, expression: Node, functionsToo: boolean): ColumnPlace | null {
  if ('ColumnRef' in expression) return null
  const places = new Map<string, ColumnPlace | null>()
  const disturbing: Node[] = []
  visitExpression(expression, (node) => {
    if ('ColumnRef' in node) {
      const place = placeOf(level, node)
      places.set(
        place === null ? '' : columnKey(place.source, place.column),
        place?.level === level ? place : null,
      )
    }
    const isArithmetic = 'A_Expr' in node && arithmetic.has(operatorOf(node) ?? '')
    if ('SubLink' in node || 'RowExpr' in node || 'CaseExpr' in node) disturbing.push(node)
    if ('A_Expr' in node && !isArithmetic) disturbing.push(node)
    if ('FuncCall' in node && !functionsToo) disturbing.push(node)
  })
  const [place] = places.values()
  return disturbing.length === 0 && places.size === 1 && place !== undefined ? place : null
}

/** Reports whether the bare column is compared as well, so that an index finds the rows after all. */
function isComparedBare(level: QueryLevel, { source, column }: ColumnPlace): boolean {
  return conditionsOf(level)
    .flatMap(conjuncts)
    .flatMap(operandsOf)
    .some(({ node }) => {
      const place = placeOf(level, node)
      return place?.level === level && place.source === source && place.column === column
    })
}

/** Reports whether the other side depends on the same row. Then no index could help. */
function dependsOnRow(level: QueryLevel, { source }: ColumnPlace, { others }: Operand): boolean {
  return mentions(level, source, others)
}

/**
 * Reports whether the other side is a column of another source whose index finds the rows: `b.id = a.id + 1`.
 *
 * A cast of a key is a finding nevertheless: it is the side to look up.
 */
function isServedByOther(
  level: QueryLevel,
  { source }: ColumnPlace,
  operand: Operand,
  column: string,
): boolean {
  const isKey = tableOf(level.sources[source])?.indexes.some(
    ({ unique, columns }) => unique && columns.length === 1 && columns[0] === column,
  )
  if (isKey === true && 'TypeCast' in operand.node) return false
  return operand.others.some((other) => {
    const place = placeOf(level, other)
    const name =
      place?.level === level ? tableColumn(level.sources[place.source], place.column)?.name : undefined
    if (place === null || name === undefined || place.source === source) return false
    const indexes = tableOf(level.sources[place.source])?.indexes ?? []
    return indexes.some((index) => serves(index, name, operand.methods, new Set()))
  })
}

/** Reports whether a cast makes no difference to an index: one to the column's own type, or from varchar to text. */
function isSameToIndex(node: Node, columnType: string): boolean {
  if (!('TypeCast' in node) || node.TypeCast.arg === undefined || !('ColumnRef' in node.TypeCast.arg))
    return false
  const type = lastWord(node.TypeCast.typeName?.names)
  const isArray = (node.TypeCast.typeName?.arrayBounds?.length ?? 0) > 0
  return (isArray ? `_${type ?? ''}` : type) === columnType || (type === 'text' && columnType === 'varchar')
}

/**
 * Reports whether an index finds rows by a column: its first, or one behind columns whose values are given. A GiST index
 * serves each of its columns.
 */
function serves(
  { method, columns }: CatalogueIndex,
  column: string,
  methods: ReadonlySet<string>,
  given: ReadonlySet<string>,
): boolean {
  const place = columns.indexOf(column)
  if (place < 0 || !methods.has(method)) return false
  return (
    methods === spatial || columns.slice(0, place).every((before) => before !== null && given.has(before))
  )
}
