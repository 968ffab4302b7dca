import type { A_Expr, FuncCall, Node } from 'libpg-query'

/** Returns the strings of a list, such as the parts of a qualified name. */
export function wordsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []))
}

/** Returns a name without its qualifiers: the last string of a list. */
export function lastWord(nodes: readonly Node[] | undefined): string | null {
  return wordsOf(nodes).at(-1) ?? null
}

/** Returns the name of a function that may be PostgreSQL's own; null if the tree names another schema. */
export function builtinFunction({ funcname }: FuncCall): string | null {
  return builtinName(funcname)
}

/** Returns the name of an operator that may be PostgreSQL's own; null if the tree names another schema. */
export function builtinOperator({ name }: A_Expr): string | null {
  return builtinName(name)
}

function builtinName(nodes: readonly Node[] | undefined): string | null {
  const words = wordsOf(nodes)
  return words.length === 1 || words[0] === 'pg_catalog' ? (words.at(-1) ?? null) : null
}

/** Returns the name of the function that a node calls, without its schema; null for any other node. */
export function functionName(node: Node): string | null {
  return 'FuncCall' in node ? lastWord(node.FuncCall.funcname) : null
}

/** Returns the operator of an expression, without its schema; null for an expression of another kind. */
export function operatorOf(node: Node): string | null {
  return 'A_Expr' in node ? lastWord(node.A_Expr.name) : null
}
