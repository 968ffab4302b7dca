/** Numbers from 0 to 1 (not 1 itself) that look random and are the same for the same seed. */
export type Random = () => number

/** Makes a source of such numbers: every peer is asked the same questions in the same order. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // Mulberry32: good enough to pick rows, and a few nanoseconds a number.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Picks one of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[Math.floor(random() * list.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}
