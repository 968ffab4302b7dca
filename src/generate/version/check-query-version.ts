import type { GenerationMistake } from '../../errors.js'
import type { AnalysedCall } from '../analyse/calls-in.js'
import { compileQuery } from '../read/compile-query.js'
import { mistakeAt } from '../read/mistake.js'
import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'
import { parseStatement } from '../read/statement-tree.js'
import { findCalls, findSyntax, needs, type FoundCall } from './find-novelties.js'
import { substitutes } from './new-functions.js'
import type { NewerFunction, NewerFunctions } from './newer-functions.js'

interface Use {
  readonly used: NewerFunction
  readonly place: number
}

/**
 * Finds what a query uses that the declared versions lack. The server at hand has it, so the server does not complain.
 *
 * @param calls - The functions that the server found for the query.
 */
export function checkQueryVersion(
  newer: NewerFunctions,
  query: ParsedQuery,
  calls: readonly AnalysedCall[] | null,
): readonly GenerationMistake[] {
  const compiled = compileQuery(query.ir)
  const tree = parseStatement(compiled.text)
  if (tree === null) return []
  const parsed = { tree: tree.statement, text: compiled.text, toTextOffset: tree.toTextOffset }
  const at = (place: number, message: string, hint: string | null) =>
    mistakeAt(query.file, fileOffset(query, compiled.toStatementOffset(place)), {
      rule: 'version',
      message,
      hint: hint ?? undefined,
      query: query.name,
    })
  const written = findCalls(parsed).filter(({ name }) => newer.has(name))
  const uses =
    calls === null ? likelyUses(written, newer) : provenUses(calls, written, newer, tree.toTextOffset)
  return [
    ...findSyntax(parsed, newer.target.postgres).map(({ place, message, hint }) => at(place, message, hint)),
    ...uses.map(({ used, place }) => at(place, functionMessage(used, newer), hintFor(used))),
  ]
}

/** The message about a function that production lacks. */
export function functionMessage(
  { signature, product, since }: NewerFunction,
  { target }: NewerFunctions,
): string {
  const declared = product === 'PostGIS' ? target.postgis : String(target.postgres)
  return `${signature} ${needs(product, since, declared)}`
}

/** The way out of a mistake. */
export function hintFor({ name, product }: NewerFunction): string {
  const key = product === 'PostGIS' ? 'postgis' : 'postgres'
  const declare = `if production is newer, declare it: "${key}" in souk-db.config.json`
  const instead = substitutes[name]
  return instead === undefined ? declare : `${instead}; ${declare}`
}

function provenUses(
  calls: readonly AnalysedCall[],
  written: readonly FoundCall[],
  newer: NewerFunctions,
  toTextOffset: (location: number) => number,
): readonly Use[] {
  const uses = new Map<string, Use>()
  for (const { oid, location } of calls) {
    const used = newer.byOid(oid)
    if (used === undefined) continue
    const place = location < 0 ? null : toTextOffset(location)
    // A cast is a call too, and is not written as one.
    const call = written.find((one) => one.name === used.name && (place === null || one.place === place))
    if (call !== undefined && newer.isAnswered(call, used)) continue
    const at = call?.place ?? place ?? 0
    uses.set(`${at} ${oid}`, { used, place: at })
  }
  return [...uses.values()]
}

/** The uses that follow from the names and the numbers of arguments alone. */
function likelyUses(written: readonly FoundCall[], newer: NewerFunctions): readonly Use[] {
  return written.flatMap((call) => {
    const { newer: candidates, isOpen } = newer.candidates(call)
    const [used] = candidates
    return used === undefined || isOpen ? [] : [{ used, place: call.place }]
  })
}
