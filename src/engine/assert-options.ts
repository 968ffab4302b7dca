import { InvalidInputError } from '../errors.js'
import type { ConnectionOptions, PoolOptions } from './connection-options.js'

/** The longest time that a timer and a setting of the server hold, in milliseconds: some 24 days. */
const longestMs = 2 ** 31 - 1

type Kind = 'string' | 'boolean' | 'function' | 'object'

/** What an option may be: a whole number in a range, or of one of these kinds. */
export type Allowed = readonly [least: number, most: number] | readonly Kind[]

const allowed = {
  url: ['string'],
  host: ['string'],
  port: [1, 65_535],
  database: ['string'],
  user: ['string'],
  password: ['string', 'function'],
  ssl: ['boolean', 'object'],
  applicationName: ['string'],
  stream: ['function'],
  pool: ['object'],
  pipeline: ['boolean'],
  preparedStatements: ['boolean'],
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
} as const satisfies Readonly<Record<keyof (ConnectionOptions & PoolOptions), Allowed>>

function isRange(allowed: Allowed): allowed is readonly [number, number] {
  return typeof allowed[0] === 'number'
}

function assertOption(name: string, value: unknown, allowed: Allowed): void {
  if (isRange(allowed)) {
    const [least, most] = allowed
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidInputError(name, `must be a whole number from ${least} to ${most}`)
    }
  } else if (value === null || !allowed.some((kind) => typeof value === kind)) {
    throw new InvalidInputError(name, `must be of the type ${allowed.join(' or ')}`)
  }
}

/**
 * Refuses what a pool could not work with: one of no connections would let every call wait
 * in vain, and a misspelt `url` would lead to another server.
 *
 * @param more - options that are not the engine's.
 * @throws {@link InvalidInputError} naming the option.
 */
export function assertOptions(
  options: ConnectionOptions & PoolOptions,
  more: Readonly<Record<string, Allowed>>,
): void {
  const known = new Map<string, Allowed>(Object.entries({ ...allowed, ...more }))
  for (const [name, value] of Object.entries(options)) {
    const allowed = known.get(name)
    if (allowed === undefined) throw new InvalidInputError(name, 'is not an option of a database')
    if (value !== undefined) assertOption(name, value, allowed)
  }
}
