import { facet } from './facets.js'

/** Buckets on a line, each level four times as wide as the one before. */
export interface Levels {
  /** The kind of the finest level's facets; the others follow. */
  readonly kind: number
  readonly count: number
  /** The part of a facet's value that is not the bucket. @defaultValue 0 */
  readonly offset?: number
}

/**
 * Returns facets that cover the buckets of the finest level from `first` to `last`: as few as it takes, of several levels, and
 * a little more than asked for where that would be more than `most`.
 */
export function coverRange(first: number, last: number, levels: Levels, most: number): readonly number[] {
  if (first > last) return []
  for (let finest = 0; finest < levels.count; finest++) {
    const facets = coverFrom(finest, first, last, levels)
    if (facets.length <= most || finest === levels.count - 1) return facets
  }
  return []
}

function coverFrom(finest: number, first: number, last: number, { kind, count, offset = 0 }: Levels) {
  const step = 4 ** finest
  const end = (Math.floor(last / step) + 1) * step
  const facets: number[] = []
  let at = Math.floor(first / step) * step
  while (at < end) {
    let level = finest
    while (level + 1 < count && at % 4 ** (level + 1) === 0 && at + 4 ** (level + 1) <= end) level++
    facets.push(facet(kind + level, offset + at / 4 ** level))
    at += 4 ** level
  }
  return facets
}
