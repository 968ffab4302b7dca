import type { QueryIR } from '../../engine/statement/prepared-query.js'
import { blanked } from '../read/blanked.js'
import { waysToChoose, withChoice } from '../read/choices.js'

interface ClauseRange {
  readonly names: string
  readonly start: number
  readonly end: number
}

/**
 * Lists the variants of a query that matter to rules: with all optional clauses, with none, and with each one alone, for
 * each choice.
 *
 * A clause that is left out is replaced with spaces, so that all offsets stay.
 */
export function clauseVariants(query: QueryIR): readonly QueryIR[] {
  return waysToChoose(query).flatMap((chosen) => variantsOf(withChoice(query, chosen)))
}

function variantsOf(query: QueryIR): readonly QueryIR[] {
  const ranges = clauseRanges(query.statement)
  const names = new Set(ranges.map((range) => range.names))
  const alone = Array.from(names, (name) => {
    const kept = ranges.filter((range) => range.names === name)
    return ranges.filter((range) => !kept.some(({ start, end }) => range.start <= start && end <= range.end))
  })
  const variants = [[], ranges, ...(names.size > 1 ? alone : [])].map((left) => blanked(query, left))
  return ranges.length === 0 ? [query] : variants
}

/** Finds the clauses with their markers, an inner one before those around it. */
function clauseRanges(statement: string): readonly ClauseRange[] {
  const ranges: ClauseRange[] = []
  const open: { readonly names: string; readonly start: number }[] = []
  for (const match of statement.matchAll(/\/\*\[\s*(?:if\s+([^\]]*?)|end)\s*\]\*\//g)) {
    const [marker, names] = match
    if (names !== undefined) {
      open.push({
        names: names
          .split(/[\s,]+/)
          .sort()
          .join(' '),
        start: match.index,
      })
      continue
    }
    const opened = open.pop()
    if (opened !== undefined) ranges.push({ ...opened, end: match.index + marker.length })
  }
  return ranges
}
