import type { GenerationMistake } from '../../errors.js'
import { mistakeAt } from './mistake.js'
import { fileOffset, type ParsedQuery } from './parsed-query.js'
import { operandColons, regionAt, sqlRegions, type SqlRegion } from './sql-regions.js'

/**
 * Compares the parameters that pgtyped found with those that PostgreSQL's lexer would find.
 *
 * pgtyped reads `:x != 5` as the required parameter `x` and `= 5`, and finds parameters in quoted names, without an
 * error. A query that it misreads is refused.
 */
export function checkParameters(query: ParsedQuery): GenerationMistake[] {
  const { statement, params } = query.ir
  const regions = sqlRegions(statement)
  const mistakes: GenerationMistake[] = []
  const report = (offset: number, message: string, hint: string) =>
    mistakes.push(
      mistakeAt(query.file, fileOffset(query, offset), {
        rule: 'parameter',
        message,
        hint,
        query: query.name,
      }),
    )

  const colons = new Set(operandColons(statement, regions))
  const known = new Set<number>()
  for (const { name, locs } of params) {
    for (const { a, b } of locs) {
      known.add(a)
      const region = regionAt(regions, a)
      const written = statement.slice(a, b + 1)
      if (region?.kind !== 'code') {
        report(a, `:${name} stands in ${nameOf(region)}, where pgtyped takes it for a parameter`, 'rename it')
      } else if (!/^:[A-Za-z_]\w*!?$/.test(written)) {
        const hint = written.endsWith('!') ? 'write <> instead of !=' : `write :${name} without a space`
        report(a, `pgtyped would read this as the parameter ${name}`, hint)
      } else if (written.endsWith('!') && statement[b + 1] === '=') {
        report(a, `pgtyped reads != behind a parameter as ! and =`, 'write <> instead of !=')
      }
    }
  }

  for (const { offset, text } of codeMatches(statement, regions, /(?<!:):(?=[A-Za-z_])\w*/g)) {
    if (!known.has(offset) && !colons.has(offset))
      report(offset, `pgtyped does not see the parameter ${text}`, 'look for a quote that is open before it')
  }
  for (const { offset, text } of codeMatches(statement, regions, /(?<![\w$])\$\d+/g)) {
    report(offset, `${text} is not a parameter here`, 'parameters have names: :userId!')
  }
  for (const { kind, start, end } of regions) {
    if (kind === 'dollar-string' && !isClosed(statement.slice(start, end)))
      report(start, 'a dollar-quoted string without an end', 'write its tag again behind it')
  }
  return mistakes
}

/** Reports whether a dollar quote ends as it begins. */
function isClosed(quote: string): boolean {
  const [tag = ''] = /^\$\w*\$/.exec(quote) ?? []
  return quote.length >= 2 * tag.length && quote.endsWith(tag)
}

function codeMatches(statement: string, regions: readonly SqlRegion[], pattern: RegExp) {
  return Array.from(statement.matchAll(pattern), (match) => ({ offset: match.index, text: match[0] })).filter(
    ({ offset }) => regionAt(regions, offset)?.kind === 'code',
  )
}

function nameOf(region: SqlRegion | null): string {
  switch (region?.kind) {
    case 'quoted-name':
      return 'a quoted name'
    case 'line-comment':
    case 'block-comment':
      return 'a comment'
    default:
      return 'a string'
  }
}
