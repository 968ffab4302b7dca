import { InvalidInputError, isSoukError } from '../../errors.js'
import { bare, isOfItsClass, ownCopy } from '../../own-properties.js'
import type { ConnectionOptions, PoolOptions } from './connection-options.js'

/** The longest time that a timer and a server setting can hold, in milliseconds: about 24 days. */
export const longestMs = 2 ** 31 - 1

type Kind = 'string' | 'boolean' | 'number' | 'function' | 'object' | 'array' | 'signal'

/** The values that an option allows: a whole number in a range, or a value of one of these kinds. */
export type OptionRule = readonly [least: number, most: number] | readonly Kind[]

/** The rules for the options of a type, by name. */
export type OptionRules<Options> = Readonly<Record<keyof Options, OptionRule>>

export const connectionRules = {
  url: ['string'],
  host: ['string'],
  port: [1, 65_535],
  hosts: ['array'],
  targetSessionAttrs: ['string'],
  loadBalanceHosts: ['string'],
  database: ['string'],
  user: ['string'],
  password: ['string', 'function'],
  ssl: ['boolean', 'object'],
  applicationName: ['string'],
  stream: ['function'],
  searchPath: ['array'],
  pool: ['object'],
} as const satisfies OptionRules<ConnectionOptions>

export const poolRules = {
  pipeline: ['boolean'],
  preparedStatements: ['boolean'],
  maxConnections: [1, longestMs],
  minConnections: [0, longestMs],
  lanes: [0, longestMs],
  laneDepth: [1, longestMs],
  // At least 1: a call that waits for the first connection to open is in the queue too.
  maxQueue: [1, Number.MAX_SAFE_INTEGER],
  idleTimeoutMs: [0, longestMs],
  connectTimeoutMs: [0, longestMs],
  maxLifetimeMs: [0, longestMs],
  stallAfterMs: [0, longestMs],
  verifyAfterMs: [0, longestMs],
  statementTimeoutMs: [0, longestMs],
  lockTimeoutMs: [0, longestMs],
  idleInTransactionTimeoutMs: [0, longestMs],
} as const satisfies OptionRules<PoolOptions>

function isRange(rule: OptionRule): rule is readonly [number, number] {
  return typeof rule[0] === 'number'
}

function isSignal(value: object): boolean {
  return 'aborted' in value && 'addEventListener' in value && typeof value.addEventListener === 'function'
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'object' && isSignal(value)) return 'signal'
  return Array.isArray(value) ? 'array' : typeof value
}

function assertOption(name: string, value: unknown, rule: OptionRule): void {
  if (isRange(rule)) {
    const [least, most] = rule
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidInputError(name, `must be a whole number from ${least} to ${most}`)
    }
  } else if (!rule.some((kind) => kind === kindOf(value))) {
    throw new InvalidInputError(name, `must be of the type ${rule.join(' or ')}`)
  }
}

/** Checks a time limit; 0 means no limit. @throws {@link InvalidInputError} if it is not a number of milliseconds. */
export function assertMilliseconds(name: string, value: number | undefined): void {
  if (value !== undefined) assertOption(name, value, [0, longestMs])
}

/**
 * Refuses options that cannot work. In a pool without connections every call would wait in vain, and a misspelt `url` would
 * lead to another server.
 *
 * @param within - The option that holds these, such as `migrations.`.
 * @throws {@link InvalidInputError} naming the option.
 */
export function assertOptions<Options extends object>(
  options: Options,
  rules: OptionRules<Options>,
  within = '',
): void {
  if (kindOf(options) !== 'object') throw new InvalidInputError('options', 'must be an object')
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(rules, name))
  if (unknown !== undefined) throw new InvalidInputError(within + unknown, 'is not an option here')
  for (const name of Object.keys(rules) as (keyof Options & string)[]) {
    if (isOfItsClass(options, name)) {
      throw new InvalidInputError(within + name, 'must be a property of the object itself, not of its class')
    }
    const value = Object.hasOwn(options, name) ? options[name] : undefined
    if (value !== undefined) assertOption(within + name, value, rules[name])
  }
}

/**
 * Checks the options of a call, and copies them. Most calls have none.
 *
 * @param within - The option that holds these, such as `migrations.`.
 * @returns a copy without a prototype, so that a property of `Object.prototype` is not taken for an option.
 * @throws {@link InvalidInputError} naming the option that is unknown or of the wrong type.
 */
export function readOptions<Options extends object>(
  options: Options | undefined,
  rules: OptionRules<Options>,
  within?: string,
): Partial<Options> {
  if (options === undefined) return bare() as Partial<Options>
  try {
    assertOptions(options, rules, within)
    return ownCopy(options) as Partial<Options>
  } catch (error) {
    throw isSoukError(error)
      ? error
      : new InvalidInputError('options', 'could not be read: it threw an error')
  }
}
