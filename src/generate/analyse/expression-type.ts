import { nodeIn, nodesIn, numberIn } from './node.js'
import type { AnalysedNode } from './node-text.js'

/** The fields that hold the type of an expression, by its kind. */
const typeFields: Readonly<Record<string, string>> = {
  AGGREF: 'aggtype',
  ARRAYCOERCEEXPR: 'resulttype',
  ARRAYEXPR: 'array_typeid',
  CASEEXPR: 'casetype',
  COALESCEEXPR: 'coalescetype',
  COERCETODOMAIN: 'resulttype',
  COERCEVIAIO: 'resulttype',
  CONST: 'consttype',
  CONVERTROWTYPEEXPR: 'resulttype',
  FIELDSELECT: 'resulttype',
  FUNCEXPR: 'funcresulttype',
  MINMAXEXPR: 'minmaxtype',
  NULLIFEXPR: 'opresulttype',
  OPEXPR: 'opresulttype',
  PARAM: 'paramtype',
  RELABELTYPE: 'resulttype',
  ROWEXPR: 'row_typeid',
  SQLVALUEFUNCTION: 'type',
  SUBSCRIPTINGREF: 'refrestype',
  VAR: 'vartype',
  WINDOWFUNC: 'wintype',
}

const booleans = new Set([
  'BOOLEANTEST',
  'BOOLEXPR',
  'DISTINCTEXPR',
  'JSONISPREDICATE',
  'NULLTEST',
  'ROWCOMPAREEXPR',
  'SCALARARRAYOPEXPR',
])

/** The oid of `boolean`. */
const booleanType = 16

/** Returns the oid of an expression's type; 0 if it is not known. The element's for an `array (select …)`. */
export function expressionType(node: AnalysedNode): number {
  const field = typeFields[node.kind]
  if (field !== undefined) return numberIn(node, field)
  if (booleans.has(node.kind)) return booleanType
  if (node.kind === 'COLLATEEXPR' || node.kind === 'NAMEDARGEXPR') {
    const argument = nodeIn(node, 'arg')
    return argument === null ? 0 : expressionType(argument)
  }
  if (node.kind === 'JSONCONSTRUCTOREXPR') {
    const returning = nodeIn(node, 'returning')
    return returning === null ? 0 : numberIn(returning, 'typid')
  }
  if (node.kind !== 'SUBLINK') return 0
  const kind = numberIn(node, 'subLinkType')
  if (kind <= 3) return booleanType
  const query = nodeIn(node, 'subselect')
  const [first] = query === null ? [] : nodesIn(query, 'targetList')
  const value = first === undefined ? null : nodeIn(first, 'expr')
  return value === null ? 0 : expressionType(value)
}
