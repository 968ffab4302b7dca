import { parseSQLFile, queryASTToIR } from '@pgtyped/parser'
import { operandColons, sqlRegions } from './sql-regions.js'
import type { QueryIR } from '../../engine/statement/prepared-query.js'

/** A query as pgtyped's parser returns it. Offsets count from the start of the parsed text. */
export interface PgtypedQuery {
  readonly name: string
  readonly ir: QueryIR
  readonly statementStart: number
  /** Parameters that a `@param` declares and the statement does not use. */
  readonly unused: readonly { readonly name: string; readonly offset: number }[]
}

/** An error of pgtyped's parser. */
export interface PgtypedParseError {
  readonly offset: number
  readonly message: string
}

/** The queries and errors that pgtyped's parser finds in a text. */
export interface PgtypedParseResult {
  readonly queries: readonly PgtypedQuery[]
  readonly errors: readonly PgtypedParseError[]
}

// A character of one UTF-16 unit that no rule of the lexer mentions.
const standIn = '\uFFFC'

/**
 * Runs pgtyped's own parser over a text.
 *
 * The parser counts code points, while everything else, its own runtime included, counts UTF-16 units: an emoji shifts
 * each parameter after it by one. So each such character is replaced with two stand-ins before parsing. It does not know
 * dollar quotes either, nor what may stand in a quoted name, and takes the colon in `json_object('key': value)` for a
 * parameter's.
 */
export function parseWithPgtyped(text: string): PgtypedParseResult {
  const shown = readable(text)
  try {
    const { queries, events } = parseSQLFile(shown)
    return {
      queries: queries.map((query) => toQuery(query, text, shown)),
      errors: events
        .filter((event) => 'critical' in event)
        .map(({ location, message }) => ({
          offset: location === undefined ? 0 : offsetOf(location, text),
          message: message.text.replace(/^Parse error: /, ''),
        })),
    }
  } catch (error) {
    // The parser's assertions fail on a tree that its error recovery has left incomplete.
    const reason = error instanceof Error ? error.message : String(error)
    return { queries: [], errors: [{ offset: 0, message: `cannot be parsed (${reason})` }] }
  }
}

/** Replaces what pgtyped's lexer does not know with as many characters that it does. */
function readable(text: string): string {
  const shown = text.replace(/[\u{10000}-\u{10FFFF}]/gu, standIn + standIn)
  if (!/[$"]/.test(shown) && !/:(?=[^A-Za-z_:])|['")\]\w]\s*:(?=\w)/.test(shown)) return shown
  const regions = sqlRegions(shown)
  const characters = shown.split('')
  for (const { kind, start, end } of regions) {
    if (kind === 'quoted-name' && characters[end - 1] === '"') {
      for (let at = start + 1; at < end - 1; at++) if (characters[at] !== '\n') characters[at] = 'x'
    }
    if (kind !== 'dollar-string') continue
    for (let at = start; at < end; at++) if (characters[at] !== '\n') characters[at] = standIn
    characters[start] = "'"
    characters[end - 1] = "'"
  }
  for (const offset of operandColons(shown, regions)) characters[offset] = ','
  return characters.join('')
}

type PgtypedAst = ReturnType<typeof parseSQLFile>['queries'][number]

function toQuery(ast: PgtypedAst, text: string, shown: string): PgtypedQuery {
  const { params, usedParamSet: used, statement } = queryASTToIR(ast)
  const start = ast.statement.loc.a
  const isUsed = (name: string) =>
    Object.hasOwn(used, name) || (name === '__proto__' && isReferred(ast, name))
  return {
    name: ast.name,
    statementStart: start,
    ir: {
      // Assigning to this name, as pgtyped does, creates no property.
      usedParamSet: isUsed('__proto__') ? { ...used, ['__proto__']: true } : used,
      params: params.filter(({ name }) => isUsed(name)),
      statement: shown === text ? statement.trimEnd() : restore(statement, text, shown, start).trimEnd(),
    },
    unused: ast.params
      .filter(({ name }) => !isUsed(name))
      .map(({ name, codeRefs }) => ({ name, offset: codeRefs.defined?.a ?? start })),
  }
}

function isReferred({ params }: PgtypedAst, name: string): boolean {
  return params.some((parameter) => parameter.name === name && parameter.codeRefs.used.length > 0)
}

/** Puts the original characters back. What pgtyped has taken out stays out. */
function restore(statement: string, text: string, shown: string, start: number): string {
  return Array.from({ length: statement.length }, (_, index) =>
    statement[index] === shown[start + index] ? text[start + index] : statement[index],
  ).join('')
}

/** Returns an error's offset. Errors of the lexer have only a line and a column; those of the parser have an offset. */
function offsetOf(
  location: { readonly a?: number; readonly line: number; readonly col: number },
  text: string,
) {
  if (location.a !== undefined) return location.a
  const lineStart = text.split('\n', location.line - 1).reduce((sum, line) => sum + line.length + 1, 0)
  return lineStart + location.col
}
