import { text, tuple, uuid } from '../input/index.js'

const exactTime = text({
  max: 40,
  pattern: { matches: /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d[\d.:+-]*$/, problem: 'must be a time' },
})

/**
 * Reads where a page of a list by time ended, as its cursor holds it: a time as the server writes it, with its
 * microseconds, and the id, for rows of the same time.
 */
export const readTimePosition = tuple([exactTime, uuid])
