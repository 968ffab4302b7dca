import { combinationsOf } from './combinations.js'
import type { PreparedQuery } from './prepared-query.js'
import { renderTemplate } from './render.js'
import { isPresent, isSpread } from './statement.js'
import { parseTemplate } from './template.js'

/** A text that the server may get for a query, and the number of its parameters. */
export interface StatementText {
  readonly text: string
  readonly parameters: number
}

/**
 * Lists the texts of a query, one for each combination of its optional clauses; none for a query with spread parameters,
 * whose texts depend on their number.
 */
export function textsOf(query: PreparedQuery<unknown, unknown>): readonly StatementText[] {
  const template = parseTemplate(query.queryIR)
  if (isSpread(template)) return []
  const texts = new Map<string, StatementText>()
  for (const { given, words } of combinationsOf(query)) {
    const values = { ...Object.fromEntries(given.map((name) => [name, true])), ...words }
    const present = new Set(template.clauses.filter((clause) => isPresent(clause, values)))
    const { text, slots } = renderTemplate(template, present)
    texts.set(text, { text, parameters: slots.length })
  }
  return [...texts.values()]
}
