import type { Node } from 'libpg-query'
import { builtinFunction, builtinOperator } from '../read/tree-names.js'
import type { Catalogue } from '../schema/catalogue.js'
import { mayBeJson } from './may-be-json.js'
import { mayBeRange } from './may-be-range.js'
import type { ColumnFacts } from './output-column.js'

// These return a value whatever their arguments are.
const always = new Set(
  (
    'count cume_dist dense_rank gen_random_uuid clock_timestamp now percent_rank rank row_number ' +
    'statement_timestamp transaction_timestamp concat json_build_array json_build_object jsonb_build_array ' +
    'jsonb_build_object num_nonnulls num_nulls'
  ).split(' '),
)

// These return a value if none of their arguments is null. Many strict functions do not: `substring` of a pattern that
// does not match, `array_length` of an empty array, `extract` from infinity. So strictness alone proves nothing.
const totalFunctions = new Set(
  (
    'abs array_append array_cat array_prepend ascii bit_length btrim cardinality ceil ceiling char_length ' +
    'character_length chr date_trunc encode floor initcap left length lower lpad ltrim md5 mod octet_length ' +
    'position repeat replace reverse right round rpad rtrim sha256 sign split_part starts_with strpos to_hex ' +
    'to_json to_jsonb translate trunc upper'
  ).split(' '),
)

const totalOperators = new Set(
  '+ - * / % || = <> != < > <= >= ~ ~* !~ !~* ~~ ~~* !~~ !~~* @> <@ &&'.split(' '),
)

// In a group, which has at least one row, these return a value if their first argument has one in each row.
const groupAggregates = new Set('avg bit_and bit_or bool_and bool_or every max min string_agg sum'.split(' '))
const listAggregates = new Set('array_agg json_agg json_object_agg jsonb_agg jsonb_object_agg'.split(' '))

/** The surroundings that the nullness of an expression depends on. */
export interface ExpressionContext {
  readonly catalogue: Pick<Catalogue, 'replaced'>
  /** The numbers of the parameters that are refused if they are null. */
  readonly requiredParameters: ReadonlySet<number>
  /** True if each row of the result is a group of at least one row. */
  readonly grouped: boolean
  /** Returns the facts about a column; null if the column is unknown. */
  readonly factsOf: (column: Node) => ColumnFacts | null
  /** Reports whether a subquery returns a row whatever the database holds, and never null in it. */
  readonly isSubqueryNeverNull: (select: Node) => boolean
}

/** Reports whether an expression cannot be null, whatever the rows are. */
export function isNeverNull(node: Node | undefined, context: ExpressionContext): boolean {
  if (node === undefined) return false
  const never = (inner: Node | undefined) => isNeverNull(inner, context)
  if ('ColumnRef' in node) return context.factsOf(node)?.nullness === 'never'
  if ('A_Const' in node) return node.A_Const.isnull !== true
  if ('ParamRef' in node) return context.requiredParameters.has(node.ParamRef.number ?? 0)
  if ('TypeCast' in node) return never(node.TypeCast.arg) && !mayBeJson(node.TypeCast.arg, context.factsOf)
  if ('CollateClause' in node) return never(node.CollateClause.arg)
  if ('CoalesceExpr' in node) return (node.CoalesceExpr.args ?? []).some(never)
  if ('MinMaxExpr' in node) return (node.MinMaxExpr.args ?? []).some(never)
  if ('BoolExpr' in node) return (node.BoolExpr.args ?? []).every(never)
  if ('List' in node) return (node.List.items ?? []).every(never)
  if ('CaseExpr' in node) {
    const { args = [], defresult } = node.CaseExpr
    return never(defresult) && args.every((when) => 'CaseWhen' in when && never(when.CaseWhen.result))
  }
  if ('SubLink' in node) {
    const { subLinkType, subselect } = node.SubLink
    if (subLinkType === 'EXISTS_SUBLINK' || subLinkType === 'ARRAY_SUBLINK') return true
    return subLinkType === 'EXPR_SUBLINK' && subselect !== undefined && context.isSubqueryNeverNull(subselect)
  }
  if ('SQLValueFunction' in node) return node.SQLValueFunction.op !== 'SVFOP_CURRENT_SCHEMA'
  if ('A_Expr' in node) return isOperationNeverNull(node.A_Expr, context)
  if ('FuncCall' in node) return isCallNeverNull(node.FuncCall, context)
  return neverNullKinds.some((kind) => kind in node)
}

const neverNullKinds = [
  'A_ArrayExpr',
  'NullTest',
  'BooleanTest',
  'GroupingFunc',
  'MergeSupportFunc',
  'JsonObjectConstructor',
  'JsonArrayConstructor',
]

function isOperationNeverNull(
  operation: Extract<Node, { A_Expr: unknown }>['A_Expr'],
  context: ExpressionContext,
): boolean {
  const { kind, lexpr, rexpr } = operation
  if (kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_DISTINCT') return true
  if (kind === 'AEXPR_NULLIF' || kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL') return false
  const name = builtinOperator(operation)
  const isTotal =
    name !== null &&
    !context.catalogue.replaced.has(name) &&
    (totalOperators.has(name) || kind?.includes('BETWEEN') === true)
  return isTotal && (lexpr === undefined || isNeverNull(lexpr, context)) && isNeverNull(rexpr, context)
}

function isCallNeverNull(
  call: Extract<Node, { FuncCall: unknown }>['FuncCall'],
  context: ExpressionContext,
): boolean {
  const { args = [], agg_filter, over } = call
  const name = builtinFunction(call)
  if (name === null || context.catalogue.replaced.has(name)) return false
  if (always.has(name)) return true
  if (/^(?:lower|upper)$/.test(name) && mayBeRange(args[0], context.factsOf)) return false
  if (totalFunctions.has(name)) return args.every((argument) => isNeverNull(argument, context))
  if (!context.grouped || agg_filter !== undefined || over !== undefined) return false
  if (listAggregates.has(name)) return true
  return groupAggregates.has(name) && isNeverNull(args[0], context)
}
