import { asNode, isSet, nodesIn, numberIn, wordIn } from '../analyse/node.js'
import { readNodeText, type AnalysedNode } from '../analyse/node-text.js'
import type { CatalogueFunction } from './catalogue.js'

/**
 * Reports whether a check on an array refuses a null in it: it is `array_position(column, null) is null`, alone or with
 * others that must hold as well.
 *
 * @param check - The tree of the check, as the catalogue has it.
 */
export function refusesNullElements(
  check: string,
  functions: ReadonlyMap<number, CatalogueFunction>,
): boolean {
  return refuses(asNode(readNodeText(check)))

  function refuses(node: AnalysedNode | null): boolean {
    if (node?.kind === 'BOOLEXPR' && wordIn(node, 'boolop') === 'and') {
      return nodesIn(node, 'args').some((part) => refuses(part))
    }
    if (node?.kind !== 'NULLTEST' || numberIn(node, 'nulltesttype') !== 0) return false
    const [call] = nodesIn(node, 'arg')
    if (call === undefined || functions.get(numberIn(call, 'funcid'))?.name !== 'array_position') return false
    const [list, sought, ...others] = nodesIn(call, 'args')
    return (
      list?.kind === 'VAR' && sought?.kind === 'CONST' && isSet(sought, 'constisnull') && others.length === 0
    )
  }
}
