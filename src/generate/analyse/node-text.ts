/** A node of a tree that the server has analysed, such as `{VAR :varno 1 :varattno 2 …}`. */
export interface AnalysedNode {
  /** The kind as PostgreSQL 18 writes it: `VAR`, `FUNCEXPR`, `QUERY`. */
  readonly kind: string
  readonly fields: ReadonlyMap<string, NodeValue>
}

/** A field of a node: another node, a list, a word, or null for `<>`. */
export type NodeValue = AnalysedNode | readonly NodeValue[] | string | null

// PostgreSQL 15 calls some kinds by other names than its successors.
const renamedKinds: Readonly<Record<string, string>> = {
  ARRAY: 'ARRAYEXPR',
  CASE: 'CASEEXPR',
  COALESCE: 'COALESCEEXPR',
  MINMAX: 'MINMAXEXPR',
  ROW: 'ROWEXPR',
  RTE: 'RANGETBLENTRY',
  WHEN: 'CASEWHEN',
}

// A brace, a parenthesis, or a word, in which a backslash escapes what follows it. As for the server (pg_strtok), a quote is a
// letter like any other: the name `a "b` is `"a\ "b"`.
const token = /[{}()]|(?:[^ \n\t{}()\\]|\\[^])+/g

/**
 * Reads a tree in the text form of PostgreSQL (`nodeToString`), in which the catalogue holds views and checks, and
 * `debug_print_parse` shows a statement.
 *
 * @returns Null if the text is no tree.
 */
export function readNodeText(text: string): NodeValue {
  const tokens = text.match(token) ?? []
  let at = 0

  function value(): NodeValue {
    const word = tokens[at++]
    if (word === '{') return node()
    if (word === '(') return list(')')
    return word === undefined || word === '<>' ? null : unescaped(word)
  }

  function bytes(): readonly NodeValue[] {
    at++
    return list(']')
  }

  function list(end: string): readonly NodeValue[] {
    const items: NodeValue[] = []
    while (at < tokens.length && tokens[at] !== end) items.push(value())
    at++
    return items
  }

  function node(): AnalysedNode {
    const kind = tokens[at++] ?? ''
    const fields = new Map<string, NodeValue>()
    while (at < tokens.length && tokens[at] !== '}') {
      const name = (tokens[at++] ?? '').replace(/^:/, '')
      const first = value()
      // A constant's bytes stand behind their number: `:constvalue 4 [ 1 0 0 0 ]`.
      fields.set(name, tokens[at] === '[' ? bytes() : first)
      while (at < tokens.length && tokens[at] !== '}' && tokens[at]?.startsWith(':') !== true) at++
    }
    at++
    return { kind: renamedKinds[kind] ?? kind, fields }
  }

  return value()
}

function unescaped(word: string): string {
  if (!word.startsWith('"') && !word.includes('\\')) return word
  const inner = word.length > 1 && word.startsWith('"') && word.endsWith('"') ? word.slice(1, -1) : word
  return inner.replace(/\\([^])/g, '$1')
}
