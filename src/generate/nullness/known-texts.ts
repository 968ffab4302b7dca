import { constantText, isSet, nodeIn, nodesIn, numberIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import { together } from './output-column.js'

/** The oid of `text`. */
const textType = 25

/**
 * Returns the strings that an expression can be besides null, if it writes out all of them; otherwise null.
 *
 * So a rule that refuses, `case when … then 'sold' when … then 'expired' end`, has a union type.
 *
 * @param textsOf - Returns those of a column.
 */
export function knownTexts(
  node: AnalysedNode | null,
  textsOf: (column: AnalysedNode) => ReadonlySet<string> | null,
): ReadonlySet<string> | null {
  const known = (inner: AnalysedNode | null) => knownTexts(inner, textsOf)
  if (node === null) return null
  switch (node.kind) {
    case 'VAR':
      return textsOf(node)
    case 'CONST': {
      if (isSet(node, 'constisnull')) return new Set()
      const text = numberIn(node, 'consttype') === textType ? constantText(node) : null
      return text === null ? null : new Set([text])
    }
    case 'RELABELTYPE':
      return numberIn(node, 'resulttype') === textType ? known(nodeIn(node, 'arg')) : null
    case 'CASEEXPR': {
      const results = nodesIn(node, 'args').map((when) => known(nodeIn(when, 'result')))
      const rest = nodeIn(node, 'defresult')
      return together(rest === null ? results : [...results, known(rest)])
    }
    case 'COALESCEEXPR':
      return together(nodesIn(node, 'args').map(known))
    default:
      return null
  }
}
