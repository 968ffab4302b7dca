import type { GenerationMistake } from '../../errors.js'
import { findAnnotations, type Annotation } from './annotation.js'
import { byColumns } from './by-columns.js'
import { checkClauses } from './check-clauses.js'
import { checkParameters } from './check-parameters.js'
import { mistakeAt } from './mistake.js'
import type { ParsedQuery } from './parsed-query.js'
import { parseWithPgtyped, type PgtypedQuery } from './pgtyped-parse.js'
import type { SourceFile } from './source-file.js'
import { checkPrimaryOnly } from './primary-only.js'
import { sqlRegions } from './sql-regions.js'
import { emptyStatement, syntaxMistake, withoutQueries, type Segment } from './syntax-mistake.js'

/** The sound queries of a file, and the mistakes in the others. */
export interface ParsedFile {
  readonly queries: readonly ParsedQuery[]
  readonly mistakes: readonly GenerationMistake[]
}

/**
 * Reads the queries of a file with pgtyped's parser.
 *
 * pgtyped rejects a whole file for one mistake, and silently leaves out queries. So if the file as a whole has a mistake,
 * each query is parsed by itself. The sound ones go on to the database, and one run reports all mistakes.
 */
export function parseFile(file: SourceFile): ParsedFile {
  if (file.undecodableAt !== null) return { queries: [], mistakes: [notUtf8(file, file.undecodableAt)] }
  const annotations = findAnnotations(file)
  const [first] = annotations
  if (first === undefined) return { queries: [], mistakes: [withoutQueries(file)] }

  const whole = parseWithPgtyped(file.text)
  if (whole.errors.length === 0 && sameNames(whole.queries, annotations)) {
    return collect(
      file,
      whole.queries.map((query, index) => ({ query, base: 0, annotation: annotations[index] ?? first })),
      [],
    )
  }

  const found: Found[] = []
  const mistakes: GenerationMistake[] = []
  for (const segment of segmentsOf(file, annotations)) {
    const { queries, errors } = parseWithPgtyped(file.text.slice(segment.start, segment.end))
    const [error] = errors
    const [query] = queries
    if (error !== undefined) mistakes.push(syntaxMistake(file, segment, error))
    else if (query !== undefined) found.push({ query, base: segment.start, annotation: segment.annotation })
  }
  if (mistakes.length === 0) {
    // Each piece is sound and the whole is not. Whatever the cause, it is reported.
    const [error] = whole.errors
    const segment = { start: 0, end: file.text.length, annotation: first }
    mistakes.push(
      syntaxMistake(file, segment, error ?? { offset: first.start, message: 'queries were left out' }),
    )
  }
  return collect(file, found, mistakes)
}

/** Decoding would silently change a query. */
function notUtf8(file: SourceFile, offset: number): GenerationMistake {
  return mistakeAt(file, offset, {
    rule: 'file',
    message: 'this is not UTF-8',
    hint: 'save the file in UTF-8',
  })
}

interface Found {
  readonly query: PgtypedQuery
  readonly base: number
  readonly annotation: Annotation
}

function collect(
  file: SourceFile,
  found: readonly Found[],
  syntax: readonly GenerationMistake[],
): ParsedFile {
  const queries: ParsedQuery[] = []
  const mistakes = [...syntax]
  for (const { query, base, annotation } of found) {
    const parsed: ParsedQuery = {
      name: query.name,
      file,
      nameOffset: annotation.nameOffset,
      ir: query.ir,
      statementOffset: base + query.statementStart,
      expansions: [],
      prose: proseOf(query.ir.statement),
    }
    const own = [
      ...(isEmpty(parsed) ? [emptyStatement(parsed)] : []),
      ...query.unused.map(({ name, offset }) =>
        mistakeAt(file, base + offset, {
          rule: 'parameter',
          message: `parameter ${name} is declared and never used`,
          query: query.name,
        }),
      ),
      ...checkParameters(parsed),
      ...checkClauses(parsed),
      ...checkPrimaryOnly(parsed),
    ]
    mistakes.push(...own)
    if (own.length === 0) queries.push(...byColumns(parsed))
  }
  return { queries, mistakes }
}

function sameNames(queries: readonly PgtypedQuery[], annotations: readonly Annotation[]): boolean {
  return (
    queries.length === annotations.length &&
    queries.every(({ name }, index) => name === annotations[index]?.name)
  )
}

/** Splits a file before each annotation and the block comments above it. */
function segmentsOf(file: SourceFile, annotations: readonly Annotation[]): Segment[] {
  const starts = annotations.map(({ start }, index) =>
    index === 0
      ? 0
      : start - (/(?:\/\*(?:(?!\*\/)[^])*\*\/|\s)*$/.exec(file.text.slice(0, start))?.[0].length ?? 0),
  )
  return annotations.map((annotation, index) => ({
    start: starts[index] ?? 0,
    end: starts[index + 1] ?? file.text.length,
    annotation,
  }))
}

function isEmpty({ ir: { statement } }: ParsedQuery): boolean {
  return sqlRegions(statement).every(
    ({ kind, start, end }) =>
      kind === 'line-comment' || kind === 'block-comment' || statement.slice(start, end).trim() === '',
  )
}

function proseOf(statement: string): string[] {
  const leading = /^(?:[ \t]*--[^\n]*\n\s*)*/.exec(statement)?.[0] ?? ''
  return (
    leading
      .split('\n')
      .map((line) => line.trim().replace(/^--\s?/, ''))
      // Instructions to the lint rules are not for callers.
      .filter((line) => !/^\s*lint-disable\b/.test(line))
      .filter((line, index, lines) => line !== '' || index < lines.length - 1)
  )
}
