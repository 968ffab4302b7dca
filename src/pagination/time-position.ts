import { text, tuple, uuid } from '../input/index.js'

/** Where a page ended that is ordered by a time and, for rows of the same time, by id: as the server writes them. */
export type TimePosition = readonly [time: string, id: string]

/** A time with its microseconds, which a `Date` has not. */
const readExactTime = text({
  max: 40,
  pattern: { matches: /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d[\d.:+-]*$/, problem: 'must be a time' },
})

/** Reads where a page ended, as a cursor holds it. */
export const readTimePosition = tuple<TimePosition>([readExactTime, uuid])
