import type { A_Expr, FuncCall, Node } from 'libpg-query'

/** The name of a function of PostgreSQL's own, as far as the tree tells; null if another schema is named. */
export function functionName({ funcname = [] }: FuncCall): string | null {
  return builtinName(funcname)
}

/** The name of an operator of PostgreSQL's own, as far as the tree tells; null if another schema is named. */
export function operatorName({ name = [] }: A_Expr): string | null {
  return builtinName(name)
}

function builtinName(parts: readonly Node[]): string | null {
  const names = parts.map((part) => ('String' in part ? (part.String.sval ?? '') : ''))
  return names.length === 1 || names[0] === 'pg_catalog' ? (names.at(-1) ?? null) : null
}
