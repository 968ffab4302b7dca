import type { Node } from 'libpg-query'
import { visit } from '../read/visit.js'
import { newSyntax } from './new-syntax.js'
import type { WrittenCall } from './newer-functions.js'

/** A form in a statement that production does not have. The place is an offset in the parsed text. */
export interface FoundSyntax {
  readonly message: string
  readonly hint: string | null
  readonly place: number
}

/** A call of a statement. The place is an offset in the parsed text. */
export interface FoundCall extends WrittenCall {
  readonly place: number
}

/** A tree, and the text that its locations are in. */
export interface ParsedText {
  readonly tree: unknown
  readonly text: string
  readonly toTextOffset: (location: number) => number
  /** The place of a form for which the tree has none. @defaultValue 0 */
  readonly start?: number
}

/** Finds the forms of SQL in a tree that came after a version of PostgreSQL, each once. */
export function findSyntax(
  { tree, text, toTextOffset, start = 0 }: ParsedText,
  postgres: number,
): readonly FoundSyntax[] {
  const newer = newSyntax.filter(({ since }) => since > postgres)
  const found = new Map<string, FoundSyntax>()
  visit(tree, (node) => {
    const own = locationOf(node)
    const written = own === null ? '' : text.slice(toTextOffset(own))
    for (const { form, since, instead, is, part } of newer) {
      if (!is(node, written) || found.has(form)) continue
      const location = part === undefined ? (own ?? firstLocation(node)) : firstLocation(part(node))
      const place = location === null ? start : toTextOffset(location)
      found.set(form, {
        message: `${form} ${needs('PostgreSQL', String(since), String(postgres))}`,
        hint: instead,
        place,
      })
    }
  })
  return [...found.values()]
}

/** The part of a message about versions that is the same for all. */
export function needs(product: string, since: string, declared: string): string {
  return `needs ${product} ${since}, and the queries are for ${product} ${declared}`
}

/** Lists the calls of functions in a tree. */
export function findCalls({ tree, toTextOffset, start = 0 }: Omit<ParsedText, 'text'>): readonly FoundCall[] {
  const calls: FoundCall[] = []
  visit(tree, (node) => {
    if (!('FuncCall' in node)) return
    const { funcname = [], args = [], funcformat } = node.FuncCall
    const names = funcname.flatMap((name) => ('String' in name ? [name.String.sval ?? ''] : []))
    const location = locationOf(node) ?? firstLocation(node)
    calls.push({
      name: names.at(-1) ?? '',
      argumentCount: args.length,
      // A form such as `at local` is written with PostgreSQL's function whatever the schema has.
      isQualified: funcformat === 'COERCE_SQL_SYNTAX' || names[0] === 'pg_catalog',
      place: location === null ? start : toTextOffset(location),
    })
  })
  return calls
}

/** The location of a wrapped node itself; null if it has none. */
function locationOf(node: Node): number | null {
  const [inner] = Object.values(node) as readonly unknown[]
  if (typeof inner !== 'object' || inner === null || !('location' in inner)) return null
  const location = Number(inner.location)
  return location >= 0 ? location : null
}

/** The first location within a node; null if there is none. */
function firstLocation(node: unknown): number | null {
  let first = Number.MAX_SAFE_INTEGER
  visit(node, (inner) => {
    const location = 'location' in inner ? Number(inner.location) : -1
    if (location >= 0) first = Math.min(first, location)
  })
  return first === Number.MAX_SAFE_INTEGER ? null : first
}
