import type { A_Expr, FuncCall, Node } from 'libpg-query'

/** The words of a list of strings, such as a name with its qualifiers. */
export function wordsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []))
}

/** The last word of a qualified name: the name without its qualifiers. */
export function lastWord(nodes: readonly Node[] | undefined): string | null {
  return wordsOf(nodes).at(-1) ?? null
}

/** The name of a function of PostgreSQL's own, as far as the tree tells; null if another schema is named. */
export function builtinFunction({ funcname }: FuncCall): string | null {
  return builtinName(funcname)
}

/** The name of an operator of PostgreSQL's own, as far as the tree tells; null if another schema is named. */
export function builtinOperator({ name }: A_Expr): string | null {
  return builtinName(name)
}

function builtinName(nodes: readonly Node[] | undefined): string | null {
  const words = wordsOf(nodes)
  return words.length === 1 || words[0] === 'pg_catalog' ? (words.at(-1) ?? null) : null
}

/** The name of the function that a node calls, without a schema; null if it calls none. */
export function functionName(node: Node): string | null {
  return 'FuncCall' in node ? lastWord(node.FuncCall.funcname) : null
}

/** The operator of an expression, without a schema; null for an expression of another kind. */
export function operatorOf(node: Node): string | null {
  return 'A_Expr' in node ? lastWord(node.A_Expr.name) : null
}
