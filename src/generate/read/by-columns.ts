import { choicesOf, withChoice } from './choices.js'
import type { ParsedQuery } from './parsed-query.js'

/** The name of the choice that may change the columns of a query. */
const columns = 'columns'

/**
 * Makes a query of each word of the choice `columns`, named for both: `listRentals` with `[if columns=card]` is
 * `listRentalsCard`. A query without that choice stays as it is.
 *
 * All ways of another choice are one query, so they have the same columns. These are queries of their own, each with a
 * type of its rows, and one text in the file.
 */
export function byColumns(query: ParsedQuery): readonly ParsedQuery[] {
  const words = choicesOf(query.ir).get(columns)
  if (words === undefined) return [query]
  return words.map((word) => ({
    ...query,
    name: query.name + word.charAt(0).toUpperCase() + word.slice(1),
    ir: withChoice(query.ir, new Map([[columns, word]])),
  }))
}
