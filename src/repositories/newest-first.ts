import { text, tuple, uuid } from '../input/index.js'
import type { ListRequest } from './list-request.js'

/** A time as the server writes it, with its microseconds. */
const exactTime = text({
  max: 40,
  pattern: { matches: /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d[\d.:+-]*$/, problem: 'must be a time' },
})

/** Reads where a page of a list that is newest first ended: a time, and the id, for rows of the same time. */
export const readNewestFirst = tuple<readonly [string, string]>([exactTime, uuid])

/**
 * Makes the parameters of a list that is newest first.
 *
 * One row more than the page holds is asked for: it tells whether there is a next page.
 */
export function newestFirst<Filters extends object>({
  filters,
  limit,
  after,
}: ListRequest<Filters, readonly [string, string]>) {
  const position = after === null ? {} : { afterCreatedAt: after[0], afterId: after[1] }
  return { ...filters, ...position, limit: limit + 1 }
}
