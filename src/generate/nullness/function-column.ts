import { isSet, nodeIn, nodesIn, numberIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import { isTotalSet } from '../schema/total-functions.js'
import { unknownFacts, type ColumnFacts } from './output-column.js'
import type { QueryScope } from './query-scope.js'
import type { StatementFacts } from './statement-facts.js'

/** A column of functions in a `from` clause. Beside a longer one, a function has rows of nulls. */
export function functionColumn(
  source: AnalysedNode,
  column: number,
  scope: QueryScope,
  facts: StatementFacts,
): ColumnFacts {
  const functions = nodesIn(source, 'functions')
  const count = functions.reduce((sum, one) => sum + numberIn(one, 'funccolcount'), 0)
  if (column > count) {
    return isSet(source, 'funcordinality') ? { ...unknownFacts, nullness: 'never' } : unknownFacts
  }
  const [only] = functions
  const call = only && nodeIn(only, 'funcexpr')
  if (call == null || functions.length > 1) return unknownFacts
  if (call.kind !== 'FUNCEXPR' || !isSet(call, 'funcretset')) {
    return count === 1 ? facts.expression(call, scope) : unknownFacts
  }
  const called = facts.context.catalogue.functions.get(numberIn(call, 'funcid'))
  const args = nodesIn(call, 'args')
  if (called === undefined || args.some((one) => facts.expression(one, scope).nullness !== 'never')) {
    return unknownFacts
  }
  const isNever =
    (count === 1 && isTotalSet(called)) ||
    (called.name === 'unnest' && count === 1 && areElementsNotNull(args[0], scope, facts)) ||
    called.name === 'jsonb_each' ||
    (called.name === 'jsonb_each_text' && column === 1)
  return isNever ? { ...unknownFacts, nullness: 'never' } : unknownFacts
}

/** Reports whether an array has no null in it, if it is not null itself. */
function areElementsNotNull(
  node: AnalysedNode | undefined,
  scope: QueryScope,
  facts: StatementFacts,
): boolean {
  if (node === undefined) return false
  if (node.kind === 'VAR') return facts.expression(node, scope).source?.elementsNotNull === true
  if (node.kind === 'RELABELTYPE' || node.kind === 'ARRAYCOERCEEXPR') {
    return areElementsNotNull(nodeIn(node, 'arg') ?? undefined, scope, facts)
  }
  if (node.kind !== 'ARRAYEXPR') return false
  const isNested = isSet(node, 'multidims')
  return nodesIn(node, 'elements').every((one) =>
    isNested ? areElementsNotNull(one, scope, facts) : facts.expression(one, scope).nullness === 'never',
  )
}
