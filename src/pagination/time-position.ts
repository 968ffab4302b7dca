import { text, tuple, uuid } from '../input/index.js'

/** The position where a page ended: the time and the id that it is ordered by, as the server writes them. */
export type TimePosition = readonly [time: string, id: string]

/** A time with its microseconds, which a `Date` does not have. */
const readExactTime = text({
  max: 40,
  pattern: { matches: /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d[\d.:+-]*$/, problem: 'must be a time' },
})

/** Reads a position, as a cursor holds it. */
export const readTimePosition = tuple<TimePosition>([readExactTime, uuid])
