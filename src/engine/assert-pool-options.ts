import { InvalidInputError } from '../errors.js'
import type { PoolOptions } from './connection-options.js'

/** The longest time that a timer and a setting of the server hold, in milliseconds: some 24 days. */
const longestMs = 2 ** 31 - 1

/** The least and the most of each option that is a number. */
const ranges = {
  maxConnections: [1, longestMs],
  minConnections: [0, longestMs],
  lanes: [0, longestMs],
  laneDepth: [1, longestMs],
  // A call that waits for the first connection to be made waits too.
  maxQueue: [1, Number.MAX_SAFE_INTEGER],
  idleTimeoutMs: [0, longestMs],
  connectTimeoutMs: [0, longestMs],
  maxLifetimeMs: [0, longestMs],
  stallAfterMs: [0, longestMs],
  verifyAfterMs: [0, longestMs],
  statementTimeoutMs: [0, longestMs],
  lockTimeoutMs: [0, longestMs],
  idleInTransactionTimeoutMs: [0, longestMs],
} as const satisfies Readonly<
  Record<Exclude<keyof PoolOptions, 'pipeline' | 'preparedStatements'>, readonly [number, number]>
>

type NumberOption = keyof typeof ranges

/**
 * Refuses figures that a pool could not work with: one of no connections would let every call wait in vain.
 *
 * @throws {@link InvalidInputError} naming the option.
 */
export function assertPoolOptions(options: PoolOptions): void {
  for (const name of Object.keys(ranges) as NumberOption[]) {
    const value: unknown = options[name]
    const [least, most] = ranges[name]
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidInputError(name, `must be a whole number from ${least} to ${most}`)
    }
  }
}
