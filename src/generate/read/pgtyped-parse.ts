import { parseSQLFile, queryASTToIR } from '@pgtyped/parser'
import type { QueryIR } from '../../engine/statement/prepared-query.js'

/** A query as pgtyped's parser gives it; offsets count from the start of the parsed text. */
export interface PgtypedQuery {
  readonly name: string
  readonly ir: QueryIR
  readonly statementStart: number
  /** Parameters that a `@param` declares and nothing uses. */
  readonly unused: readonly { readonly name: string; readonly offset: number }[]
}

/** What pgtyped's parser stumbled over. */
export interface PgtypedParseError {
  readonly offset: number
  readonly message: string
}

/** All that pgtyped's parser has to say about a text. */
export interface PgtypedParseResult {
  readonly queries: readonly PgtypedQuery[]
  readonly errors: readonly PgtypedParseError[]
}

// Any character of one UTF-16 unit that no rule of the lexer asks for.
const standIn = '\uFFFC'

/**
 * Runs pgtyped's own parser over a text.
 *
 * The parser counts code points where everybody else, its own run time included, counts UTF-16 units: one
 * emoji puts each parameter behind it one place off. So it is shown two stand-ins for each such character.
 */
export function parseWithPgtyped(text: string): PgtypedParseResult {
  const shown = text.replace(/[\u{10000}-\u{10FFFF}]/gu, standIn + standIn)
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
    // The parser asserts its way through a tree that its error recovery has left incomplete.
    const reason = error instanceof Error ? error.message : String(error)
    return { queries: [], errors: [{ offset: 0, message: `cannot be parsed (${reason})` }] }
  }
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
      // An assignment, as pgtyped's, makes no property of this name.
      usedParamSet: isUsed('__proto__') ? { ...used, ['__proto__']: true } : used,
      params: params.filter(({ name }) => isUsed(name)),
      statement: shown === text ? statement.trimEnd() : restore(statement, text, start).trimEnd(),
    },
    unused: ast.params
      .filter(({ name }) => !isUsed(name))
      .map(({ name, codeRefs }) => ({ name, offset: codeRefs.defined?.a ?? start })),
  }
}

function isReferred({ params }: PgtypedAst, name: string): boolean {
  return params.some((parameter) => parameter.name === name && parameter.codeRefs.used.length > 0)
}

/** Puts back what the stand-ins stand for. */
function restore(statement: string, text: string, start: number): string {
  return Array.from({ length: statement.length }, (_, index) =>
    statement[index] === standIn ? text[start + index] : statement[index],
  ).join('')
}

/** Errors of the lexer have a line and a column, those of the parser an offset too. */
function offsetOf(
  location: { readonly a?: number; readonly line: number; readonly col: number },
  text: string,
) {
  if (location.a !== undefined) return location.a
  const lineStart = text.split('\n', location.line - 1).reduce((sum, line) => sum + line.length + 1, 0)
  return lineStart + location.col
}
