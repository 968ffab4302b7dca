import { loadModule, parseSync, type Node } from 'libpg-query'

/** The tree of a statement by PostgreSQL's own parser. */
export interface StatementTree {
  readonly statement: Node
  /** Maps a location in the tree to an offset in the text. The parser counts bytes of UTF-8. */
  readonly toTextOffset: (location: number) => number
}

/** Loads the parser, a WebAssembly module. {@link parseStatement} needs it. */
export async function loadParser(): Promise<void> {
  await loadModule()
}

/** Parses a statement; null if this parser (PostgreSQL 18) rejects it, although a newer server may accept it. */
export function parseStatement(text: string): StatementTree | null {
  try {
    const statement = parseSync(text).stmts?.[0]?.stmt
    if (statement === undefined) return null
    return { statement, toTextOffset: offsetsOf(text) }
  } catch {
    return null
  }
}

/** Maps a location of the parser, which counts bytes of UTF-8, to an offset in the text. */
export function offsetsOf(text: string): (location: number) => number {
  const bytes = Buffer.from(text)
  if (bytes.length === text.length) return (location) => location
  return (location) => bytes.subarray(0, location).toString().length
}
