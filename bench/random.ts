/** A source of numbers from 0 up to but not including 1. */
export type Random = () => number

/**
 * Makes a source of numbers that look random and are the same for the same seed: every peer is asked the same questions
 * in the same order.
 *
 * It is a copy of the tests' generator, for this folder is compiled alone and sees no more of the package than its users
 * do.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  // Mulberry32: good enough to pick rows, and a few nanoseconds a number.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Picks one of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[Math.floor(random() * list.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}
