import { integer, withDefault } from '../input/index.js'

/** The input of a count that goes no further than anybody reads. */
export interface BoundedCountInput {
  readonly userId: string
  /** The greatest count that is told apart: 1 to 10,000. @defaultValue 100 */
  readonly upTo?: number | undefined
}

/** A count of things up to a bound. */
export interface BoundedCount {
  /** The number of them, or the bound if there are more. */
  readonly count: number
  /** True if there are more than the bound: '100+'. */
  readonly isMore: boolean
}

/** Reads the bound of a count. */
export const readUpTo = withDefault(integer({ min: 1, max: 10_000 }), 100)

/** Makes the count of what a query found that was asked for one more than the bound. */
export function boundedCount(found: number, upTo: number): BoundedCount {
  return { count: Math.min(found, upTo), isMore: found > upTo }
}
