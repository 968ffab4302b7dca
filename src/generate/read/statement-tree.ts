import { loadModule, parseSync, type Node } from 'libpg-query'

/** A statement as PostgreSQL's own parser reads it. */
export interface StatementTree {
  readonly statement: Node
  /** Where in the text a location of the tree is: the parser counts bytes of UTF-8. */
  readonly toTextOffset: (location: number) => number
}

/** Loads the parser, which is WebAssembly. Needed once before {@link parseStatement}. */
export async function loadParser(): Promise<void> {
  await loadModule()
}

/** Parses a statement; null if this parser, of PostgreSQL 18, does not read what the server did. */
export function parseStatement(text: string): StatementTree | null {
  try {
    const statement = parseSync(text).stmts?.[0]?.stmt
    if (statement === undefined) return null
    return { statement, toTextOffset: offsetsOf(text) }
  } catch {
    return null
  }
}

function offsetsOf(text: string): (location: number) => number {
  const bytes = Buffer.from(text)
  if (bytes.length === text.length) return (location) => location
  return (location) => bytes.subarray(0, location).toString().length
}
