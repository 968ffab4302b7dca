import type { Node } from 'libpg-query'

// These give a value for every row, whatever their arguments are.
const functions = new Set([
  'count',
  'cume_dist',
  'dense_rank',
  'gen_random_uuid',
  'clock_timestamp',
  'now',
  'percent_rank',
  'rank',
  'row_number',
  'statement_timestamp',
  'transaction_timestamp',
])

/**
 * Tells whether an expression cannot be null, whatever the rows are.
 *
 * @param isColumnNeverNull - asked for each column that the answer hangs on.
 */
export function isNeverNull(node: Node | undefined, isColumnNeverNull: (column: Node) => boolean): boolean {
  const never = (inner: Node | undefined) => isNeverNull(inner, isColumnNeverNull)
  if (node === undefined) return false
  if ('ColumnRef' in node) return isColumnNeverNull(node)
  if ('A_Const' in node) return node.A_Const.isnull !== true
  if ('TypeCast' in node) return never(node.TypeCast.arg)
  if ('CoalesceExpr' in node) return (node.CoalesceExpr.args ?? []).some(never)
  if ('CaseExpr' in node) {
    const { args = [], defresult } = node.CaseExpr
    return never(defresult) && args.every((when) => 'CaseWhen' in when && never(when.CaseWhen.result))
  }
  if ('SubLink' in node)
    return node.SubLink.subLinkType === 'EXISTS_SUBLINK' || node.SubLink.subLinkType === 'ARRAY_SUBLINK'
  if ('A_ArrayExpr' in node || 'NullTest' in node || 'BooleanTest' in node) return true
  if ('SQLValueFunction' in node)
    return /CURRENT_(?:DATE|TIME)|LOCALTIME/.test(node.SQLValueFunction.op ?? '')
  if ('FuncCall' in node) {
    const names = (node.FuncCall.funcname ?? []).flatMap((part) =>
      'String' in part ? [part.String.sval ?? ''] : [],
    )
    return (names.length === 1 || names[0] === 'pg_catalog') && functions.has(names.at(-1) ?? '')
  }
  return false
}
