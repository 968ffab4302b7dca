/** A part of a query, in the form that PostgreSQL writes a `tsquery`. */
type QueryNode =
  | { readonly kind: 'word'; readonly lexeme: string }
  | { readonly kind: 'not'; readonly of: QueryNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly [QueryNode, QueryNode] }

const tokenPattern = /'((?:[^'\\]|''|\\.)*)'(?::[*A-D]+)?|<(?:-|\d+)>|[&|!()]/gs

/** Returns the share of the rows that match a query, from the shares of its words, as if these had nothing to do with each other. */
export function queryShare(query: string, wordShare: (lexeme: string) => number): number {
  const node = parse(query)
  return node === null ? 0 : shareOf(node, wordShare)
}

/** Returns the words of a query that a row may have: not those behind a `!`. */
export function positiveLexemes(query: string): ReadonlySet<string> {
  const lexemes = new Set<string>()
  const collect = (node: QueryNode): void => {
    if (node.kind === 'word') lexemes.add(node.lexeme)
    else if (node.kind !== 'not') node.of.forEach(collect)
  }
  const node = parse(query)
  if (node !== null) collect(node)
  return lexemes
}

function shareOf(node: QueryNode, wordShare: (lexeme: string) => number): number {
  if (node.kind === 'word') return wordShare(node.lexeme)
  if (node.kind === 'not') return 1
  const [one, other] = node.of.map((part) => shareOf(part, wordShare))
  if (one === undefined || other === undefined) return 0
  return node.kind === 'and' ? one * other : one + other - one * other
}

/** The operators from the loosest to the tightest; a phrase is an `and` that is stricter. */
const operators = [/^\|$/, /^&$/, /^</] as const

function parse(query: string): QueryNode | null {
  const tokens = Array.from(query.matchAll(tokenPattern), ([token]) => token)
  let at = 0
  const binary = (level: number): QueryNode | null => {
    const operator = operators[level]
    if (operator === undefined) return unary()
    let left = binary(level + 1)
    while (left !== null && operator.test(tokens[at] ?? '')) {
      at++
      const right = binary(level + 1)
      if (right === null) return left
      left = { kind: level === 0 ? 'or' : 'and', of: [left, right] }
    }
    return left
  }
  const unary = (): QueryNode | null => {
    const token = tokens[at++]
    if (token === undefined) return null
    if (token === '!') {
      const of = unary()
      return of === null ? null : { kind: 'not', of }
    }
    if (token === '(') {
      const inner = binary(0)
      at++
      return inner
    }
    return { kind: 'word', lexeme: lexemeOf(token) }
  }
  return binary(0)
}

function lexemeOf(token: string): string {
  return token.slice(1, token.lastIndexOf("'")).replaceAll("''", "'").replaceAll(/\\(.)/gs, '$1')
}
