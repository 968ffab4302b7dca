import type { Node } from 'libpg-query'
import { lastWord } from '../read/tree-names.js'
import type { ColumnFacts } from './output-column.js'

/**
 * Returns the strings that an expression can be besides null, if it writes out all of them; otherwise null.
 *
 * So a rule that refuses, `case when … then 'sold' when … then 'expired' end`, has a union type.
 *
 * @param factsOf - Returns the facts about a column; null if the column is unknown.
 */
export function knownTexts(
  node: Node | undefined,
  factsOf: (column: Node) => ColumnFacts | null,
): ReadonlySet<string> | null {
  const known = (inner: Node | undefined) => knownTexts(inner, factsOf)
  if (node === undefined) return null
  if ('A_Const' in node) {
    if (node.A_Const.isnull === true) return new Set()
    const { sval } = node.A_Const
    return sval === undefined ? null : new Set([sval.sval ?? ''])
  }
  if ('TypeCast' in node) {
    const { typeName, arg } = node.TypeCast
    return lastWord(typeName?.names) === 'text' && typeName?.arrayBounds === undefined ? known(arg) : null
  }
  if ('CaseExpr' in node) {
    const { args = [], defresult } = node.CaseExpr
    const results = args.map((one) => ('CaseWhen' in one ? known(one.CaseWhen.result) : null))
    return together(defresult === undefined ? results : [...results, known(defresult)])
  }
  if ('CoalesceExpr' in node) return together((node.CoalesceExpr.args ?? []).map(known))
  if ('ColumnRef' in node) return factsOf(node)?.texts ?? null
  return null
}

/** Returns the union of all sets; null if one of them is unknown. */
export function together(sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const all = new Set<string>()
  for (const set of sets) {
    if (set === null) return null
    for (const text of set) all.add(text)
  }
  return all
}
