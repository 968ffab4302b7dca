import type { Node } from 'libpg-query'
import { functionName, operatorOf, wordsOf } from '../read/tree-names.js'
import { visitNodes } from '../read/visit.js'
import type { CatalogueColumn } from '../schema/catalogue.js'
import { isSecret } from '../schema/comment-tags.js'
import { outputsOf } from './outputs.js'
import type { QueryLevel, Source } from './query-level.js'
import { columnPath, resolveRelation } from './resolve-column.js'
import { columnPlace, placeOf, tableColumn, tableOf, type ColumnPlace } from './column-place.js'

/** Lists the secret columns whose value is in a column that a query returns. */
export function outputSecrets(level: QueryLevel, position: number): readonly CatalogueColumn[] {
  if (level.branches.length > 0) return level.branches.flatMap((branch) => outputSecrets(branch, position))
  const output = outputsOf(level)[position]
  if (output === undefined) return []
  if (output.node !== null) return expressionSecrets(level, output.node)
  const place = output.column === null ? null : columnPlace(output.column.level, output.column.column)
  return place === null ? [] : placeSecrets(place)
}

function placeSecrets(place: ColumnPlace): readonly CatalogueColumn[] {
  return sourceSecrets(place.level.sources[place.source], place.column)
}

/** Lists the secret columns whose value is in a column of a source. */
export function sourceSecrets(source: Source | undefined, name: string): readonly CatalogueColumn[] {
  const column = tableColumn(source, name)
  if (column !== undefined) return isSecret(column) ? [column] : []
  const query = source?.origin.kind === 'query' ? source.origin.query : null
  // The other side of a recursive CTE reads its own rows.
  const inner = query?.isRecursive === true ? query.level?.branches[0] : query?.level
  const position = source?.columns.find((one) => one.name === name)?.position
  return inner == null || position == null ? [] : outputSecrets(inner, position)
}

/** Lists the secret columns whose value, or a part of it, is in the value of an expression. */
function expressionSecrets(level: QueryLevel, expression: Node): readonly CatalogueColumn[] {
  const secrets: CatalogueColumn[] = []
  const add = (...parts: readonly (Node | undefined)[]) => {
    for (const part of parts) if (part !== undefined) secrets.push(...expressionSecrets(level, part))
    return false
  }
  visitNodes(expression, (node) => {
    if ('ColumnRef' in node) {
      const place = placeOf(level, node)
      secrets.push(...(place === null ? rowSecrets(level, node) : placeSecrets(place)))
      return false
    }
    if ('A_Indirection' in node) {
      // `(row).column`
      const { arg, indirection = [] } = node.A_Indirection
      const source = arg === undefined ? null : rowSource(level, arg)
      const [field] = wordsOf(indirection)
      if (source === null || field === undefined) return true
      secrets.push(...sourceSecrets(source, field))
      return false
    }
    if ('SubLink' in node) {
      const { subLinkType, subselect } = node.SubLink
      const inner = subselect === undefined ? undefined : level.subqueries.get(subselect)
      const isValue = subLinkType === 'EXPR_SUBLINK' || subLinkType === 'ARRAY_SUBLINK'
      if (isValue && inner !== undefined) {
        secrets.push(...outputsOf(inner).flatMap((_, position) => outputSecrets(inner, position)))
      }
      return false
    }
    if ('CaseExpr' in node) {
      const results = (node.CaseExpr.args ?? []).map((when) =>
        'CaseWhen' in when ? when.CaseWhen.result : undefined,
      )
      return add(...results, node.CaseExpr.defresult)
    }
    if ('FuncCall' in node) {
      return passing.has(functionName(node) ?? '') && add(...(node.FuncCall.args ?? []))
    }
    if ('NullTest' in node || 'BooleanTest' in node || 'BoolExpr' in node) return false
    if (!('A_Expr' in node)) return true
    const { kind } = node.A_Expr
    return kind === 'AEXPR_NULLIF' || (kind === 'AEXPR_OP' && joining.has(operatorOf(node) ?? ''))
  })
  return secrets
}

// Operators and functions whose result holds their arguments. A comparison, a count or a digest does not show the value.
const joining = new Set(['||', '->', '->>', '#>', '#>>'])
const passing = new Set(
  (
    'any_value array_agg array_append array_cat array_prepend array_to_json btrim concat concat_ws convert_from ' +
    'convert_to decode encode first_value format json_agg json_build_array json_build_object json_object_agg ' +
    'json_strip_nulls jsonb_agg jsonb_build_array jsonb_build_object jsonb_object_agg jsonb_strip_nulls lag ' +
    'last_value lead lower max min nth_value quote_literal quote_nullable reverse row_to_json string_agg to_json ' +
    'to_jsonb trim upper'
  ).split(' '),
)

/** Lists the secrets in the row that a name without a column means. */
function rowSecrets(level: QueryLevel, node: Node): readonly CatalogueColumn[] {
  const source = rowSource(level, node)
  return source === null
    ? []
    : source.columns.flatMap(({ name }) => (name === null ? [] : sourceSecrets(source, name)))
}

function rowSource(level: QueryLevel, node: Node): Source | null {
  const path = 'ColumnRef' in node ? columnPath(node.ColumnRef) : null
  const [name, schema] = path?.toReversed() ?? []
  const isWhole = 'ColumnRef' in node && path === null
  const words = isWhole ? wordsOf(node.ColumnRef.fields).toReversed() : []
  const found = isWhole
    ? resolveRelation(level, words[0] ?? '', words[1])
    : name === undefined
      ? null
      : resolveRelation(level, name, schema)
  const source = found?.level.sources[found.relation.source ?? -1]
  return source === undefined || (tableOf(source) === null && source.origin.kind !== 'query') ? null : source
}
