import { isSet, nodeIn, nodesIn, numberIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import type { QueryScope } from './query-scope.js'
import type { StatementFacts } from './statement-facts.js'
import type { ColumnKey } from './strict-columns.js'
import { groupedAggregate, isTotalOperator, neededArguments } from '../schema/total-functions.js'
import { hasCurrentRow } from './window-frame.js'
import { constantText } from '../analyse/node.js'

/** The place of an expression. */
export interface ExpressionPlace {
  readonly facts: StatementFacts
  readonly scope: QueryScope
  /** Columns that are not null where the expression is evaluated. */
  readonly known: ReadonlySet<ColumnKey>
  /** Joins of which a side is there, as `JoinedSource.missingIn` has them. */
  readonly joined: ReadonlySet<number>
}

/** Kinds of expressions that are never null, whatever is in them. */
const neverKinds = new Set([
  'ARRAYEXPR',
  'BOOLEANTEST',
  'DISTINCTEXPR',
  'GROUPINGFUNC',
  'MERGESUPPORTFUNC',
  'NEXTVALUEEXPR',
  'NULLTEST',
  'ROWEXPR',
])

/** Kinds that are null if, and only if, their argument is. */
const wrappers = new Set(['ARRAYCOERCEEXPR', 'COERCEVIAIO', 'COLLATEEXPR', 'NAMEDARGEXPR', 'RELABELTYPE'])

/** Reports whether an expression cannot be null, whatever the rows are. */
export function isNeverNull(node: AnalysedNode | null, place: ExpressionPlace): boolean {
  if (node === null) return false
  const never = (inner: AnalysedNode | null) => isNeverNull(inner, place)
  const every = (field: string) => nodesIn(node, field).every(never)
  if (neverKinds.has(node.kind)) return true
  if (wrappers.has(node.kind)) return never(nodeIn(node, 'arg'))
  switch (node.kind) {
    case 'VAR':
      return place.facts.expression(node, place.scope, place.known, place.joined).nullness === 'never'
    case 'CONST':
      return !isSet(node, 'constisnull')
    case 'PARAM':
      return (
        numberIn(node, 'paramkind') === 0 &&
        place.facts.context.requiredParameters.has(numberIn(node, 'paramid'))
      )
    case 'SQLVALUEFUNCTION':
      return numberIn(node, 'op') !== currentSchema
    case 'COALESCEEXPR':
    case 'MINMAXEXPR':
      return nodesIn(node, 'args').some(never)
    case 'BOOLEXPR':
      return every('args')
    case 'CASEEXPR':
      return isCaseNeverNull(node, place)
    case 'SUBLINK':
      return isSublinkNeverNull(node, place)
    case 'FUNCEXPR':
      return isCallNeverNull(node, place)
    case 'OPEXPR': {
      const called = place.facts.context.catalogue.operators.get(numberIn(node, 'opno'))
      return called !== undefined && isTotalOperator(called) && every('args')
    }
    case 'SCALARARRAYOPEXPR':
      return isArrayComparisonNeverNull(node, place)
    case 'AGGREF':
      return isAggregateNeverNull(node, place)
    case 'WINDOWFUNC':
      return isWindowNeverNull(node, place)
    case 'JSONCONSTRUCTOREXPR': {
      // `json_object` and `json_array`; the aggregates are null for no rows.
      const kind = numberIn(node, 'type')
      return kind === 1 || kind === 2 || ((kind === 3 || kind === 4) && never(nodeIn(node, 'func')))
    }
    default:
      return false
  }
}

/** The number of `current_schema`, which is null if there is none. */
const currentSchema = 14

function isCaseNeverNull(node: AnalysedNode, place: ExpressionPlace): boolean {
  const isSimple = nodeIn(node, 'arg') !== null
  const results = nodesIn(node, 'args').every((when) => {
    const condition = isSimple ? null : nodeIn(when, 'expr')
    const known = new Set([...place.known, ...place.facts.strictIn(condition)])
    return isNeverNull(nodeIn(when, 'result'), { ...place, known })
  })
  return results && isNeverNull(nodeIn(node, 'defresult'), place)
}

function isSublinkNeverNull(node: AnalysedNode, { facts, scope }: ExpressionPlace): boolean {
  const kind = sublinkKinds[numberIn(node, 'subLinkType')]
  if (kind === 'exists' || kind === 'array') return true
  const query = nodeIn(node, 'subselect')
  if (kind !== 'expression' || query === null) return false
  const inner = facts.scopeOf(query, scope)
  return inner.isOneRow && facts.outputs(query, scope)[0]?.nullness === 'never'
}

const sublinkKinds = ['exists', 'all', 'any', 'row', 'expression', 'multiple', 'array'] as const

function isCallNeverNull(node: AnalysedNode, place: ExpressionPlace): boolean {
  const called = place.facts.context.catalogue.functions.get(numberIn(node, 'funcid'))
  if (called === undefined || isSet(node, 'funcretset')) return false
  const args = nodesIn(node, 'args')
  const never = (inner: AnalysedNode) => isNeverNull(inner, place)
  // Of a null array, `variadic` makes null whatever the function is.
  if (isSet(node, 'funcvariadic')) return neededArguments(called) !== null && args.every(never)
  // The number of seconds is infinite where a part of the calendar would be null.
  if (/^(?:extract|date_part)$/.test(called.name)) {
    const [part] = args
    return part !== undefined && constantText(part) === 'epoch' && args.every(never)
  }
  switch (neededArguments(called)) {
    case 'none':
      return true
    case 'first':
      return args.slice(0, 1).every(never)
    case 'all':
      return args.every(never)
    case null:
      return false
  }
}

function isArrayComparisonNeverNull(node: AnalysedNode, place: ExpressionPlace): boolean {
  const called = place.facts.context.catalogue.operators.get(numberIn(node, 'opno'))
  const [one, list] = nodesIn(node, 'args')
  if (called === undefined || one === undefined || list?.kind !== 'ARRAYEXPR') return false
  return (
    isTotalOperator(called) &&
    isNeverNull(one, place) &&
    nodesIn(list, 'elements').every((element) => isNeverNull(element, place))
  )
}

function isAggregateNeverNull(node: AnalysedNode, place: ExpressionPlace): boolean {
  const called = place.facts.context.catalogue.functions.get(numberIn(node, 'aggfnoid'))
  if (called === undefined) return false
  if (neededArguments(called) === 'none' && called.isAggregate) return true
  if (nodeIn(node, 'aggfilter') !== null || numberIn(node, 'agglevelsup') > 0 || !place.scope.isGrouped)
    return false
  const dependence = groupedAggregate(called)
  if (dependence === null) return false
  const values = nodesIn(node, 'args').flatMap((entry) => {
    const value = isSet(entry, 'resjunk') ? null : nodeIn(entry, 'expr')
    return value === null ? [] : [value]
  })
  const direct = nodesIn(node, 'aggdirectargs')
  return dependence === 'always' || [...values.slice(0, 1), ...direct].every((one) => isNeverNull(one, place))
}

const ofOtherRows = new Set(['first_value', 'lag', 'last_value', 'lead'])

function isWindowNeverNull(node: AnalysedNode, place: ExpressionPlace): boolean {
  const called = place.facts.context.catalogue.functions.get(numberIn(node, 'winfnoid'))
  if (called === undefined) return false
  if (neededArguments(called) === 'none') return true
  const args = nodesIn(node, 'args')
  // What is known of the row at hand is not known of the rows that these functions take a value from.
  const known = ofOtherRows.has(called.name) ? new Set<ColumnKey>() : place.known
  const every = args.every((one) => isNeverNull(one, { ...place, known }))
  if (!every || nodeIn(node, 'aggfilter') !== null) return false
  if (called.name === 'ntile') return true
  if (called.name === 'lag' || called.name === 'lead') return args.length === 3
  if (!hasCurrentRow(place.scope.node, numberIn(node, 'winref'))) return false
  return called.name === 'first_value' || called.name === 'last_value' || groupedAggregate(called) !== null
}
