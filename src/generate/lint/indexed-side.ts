import type { Node } from 'libpg-query'
import { comparisonOf, conditionsOf } from './conditions.js'
import { conjuncts } from './facts.js'
import { matchesIndexExpression } from './index-expression.js'
import type { Catalogue, CatalogueIndex } from '../schema/catalogue.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { functionName, lastWord, operatorOf } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { columnKey, placeOf, tableColumn, tableOf, typeName, type ColumnPlace } from './column-place.js'

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
    const index = table.indexes.find((one) => serves(one, column.name, operand.methods))
    if (index === undefined) return []
    return [{ at: operand.node, what: `${index.name} on ${table.name}.${column.name} is of no use here` }]
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
  let depends = false
  visitExpression(others, (node) => {
    const place = placeOf(level, node)
    depends ||= place?.level === level && place.source === source
  })
  return depends
}

/** Reports whether a cast makes no difference to an index: one to the column's own type, or from varchar to text. */
function isSameToIndex(node: Node, columnType: string): boolean {
  if (!('TypeCast' in node) || node.TypeCast.arg === undefined || !('ColumnRef' in node.TypeCast.arg))
    return false
  const type = lastWord(node.TypeCast.typeName?.names)
  const isArray = (node.TypeCast.typeName?.arrayBounds?.length ?? 0) > 0
  return (isArray ? `_${type ?? ''}` : type) === columnType || (type === 'text' && columnType === 'varchar')
}

function serves(
  { method, columns, predicate }: CatalogueIndex,
  column: string,
  methods: ReadonlySet<string>,
): boolean {
  return predicate === null && methods.has(method) && columns[0] === column
}
