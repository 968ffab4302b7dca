import { assertOptions, longestMs, readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import type { EventType } from '../events/event-payloads.js'
import type { SoukEvent } from '../events/event.js'
import { InvalidInputError } from '../errors.js'
import { array, oneOf, text } from '../input/index.js'

/** The tries of an event whose handler fails. */
export interface RetryOptions {
  /** The number of tries after which an event is given up, so that later ones of its aggregate can pass: 1 to 1,000. @defaultValue 15 */
  readonly tries?: number | undefined
  /** The time between the first two tries, in milliseconds. Each next one is twice as long. @defaultValue 1_000 */
  readonly delayMs?: number | undefined
  /** The longest time between two tries, in milliseconds. @defaultValue 600_000 */
  readonly maxDelayMs?: number | undefined
}

/**
 * The start of a new consumer: the oldest event that is kept, or `now`. From `now` it gets no event that was committed before the call,
 * and each one that is committed after the call has resolved; of those in between, it gets those behind its start.
 */
export type ConsumeStart = 'beginning' | 'now'

/** Options of {@link DatabaseEvents.consume}. */
export interface ConsumeOptions<Type extends EventType = EventType> {
  /** The types of events that the handler gets. @defaultValue all */
  readonly types?: readonly Type[] | undefined
  /** The start of a consumer that never ran before. @defaultValue `beginning` */
  readonly startAt?: ConsumeStart | undefined
  /**
   * True runs the handler in a transaction, `context.tx`, that also stores how far the consumer has got: what the handler writes
   * there is written exactly once. Several events may share a transaction. After a failure it is rolled back, and the handler
   * gets each of them again, so what it does outside of the transaction may be repeated.
   *
   * @defaultValue false
   */
  readonly inTransaction?: boolean | undefined
  /** The most events that are read of one shard at a time: 1 to 1,000. @defaultValue 100 */
  readonly batch?: number | undefined
  /** The most events that this worker handles at a time, each of another shard: 1 to 32. @defaultValue 4 */
  readonly concurrency?: number | undefined
  /**
   * The time after which another worker takes over the shards of one that was killed, in milliseconds; it is extended while a
   * handler runs. @defaultValue 30_000
   */
  readonly leaseMs?: number | undefined
  /** The time between two looks for events if no hint comes, in milliseconds. @defaultValue 250 */
  readonly pollMs?: number | undefined
  /**
   * False looks for events by time alone, and opens no connection for hints. So it is behind a pooler in transaction mode, and on
   * a pool that was handed in. @defaultValue true
   */
  readonly listen?: boolean | undefined
  readonly retry?: RetryOptions | undefined
  /**
   * Called with each error: of the handler, with its event, and of the database, with null. Without it, the first error becomes a
   * process warning (`SOUK_CONSUME`).
   */
  readonly onError?: ((error: unknown, event: SoukEvent<Type> | null) => unknown) | undefined
}

/** The tries, each setting given or by default. */
export type RetrySettings = { readonly [Name in keyof RetryOptions]-?: number }

/** The settings of a consumer. */
export interface ConsumeSettings {
  readonly types: ReadonlySet<string> | null
  readonly startAt: ConsumeStart
  readonly inTransaction: boolean
  readonly batch: number
  readonly concurrency: number
  readonly leaseMs: number
  readonly pollMs: number
  readonly listen: boolean
  readonly retry: RetrySettings
  readonly onError: ((error: unknown, event: never) => unknown) | null
}

const rules: OptionRules<ConsumeOptions> = {
  types: ['array'],
  startAt: ['string'],
  inTransaction: ['boolean'],
  batch: [1, 1_000],
  concurrency: [1, 32],
  leaseMs: [100, longestMs],
  pollMs: [1, longestMs],
  listen: ['boolean'],
  retry: ['object'],
  onError: ['function'],
}

const retryRules: OptionRules<RetryOptions> = {
  tries: [1, 1_000],
  delayMs: [0, longestMs],
  maxDelayMs: [0, longestMs],
}

const readTypes = array(text({ min: 1, max: 100 }), { max: 1_000 })
const readStart = oneOf(['beginning', 'now'] as const)
const readName = text({ min: 1, max: 100 })

/** Reads the name of a consumer. @throws {@link InvalidInputError} naming the field. */
export function readConsumerName(name: unknown): string {
  return readName(name, 'name')
}

/** Reads the options of a consumer. @throws {@link InvalidInputError} naming the option. */
export function readConsumeOptions(given: object | undefined): ConsumeSettings {
  const options: Partial<ConsumeOptions> = readOptions(given as ConsumeOptions | undefined, rules)
  const retry = options.retry ?? {}
  assertOptions(retry, retryRules, 'retry.')
  const types = options.types === undefined ? null : new Set(readTypes(options.types, 'types'))
  if (types?.size === 0) throw new InvalidInputError('types', 'must name a type')
  return {
    types,
    startAt: readStart(options.startAt ?? 'beginning', 'startAt'),
    inTransaction: options.inTransaction ?? false,
    batch: options.batch ?? 100,
    concurrency: options.concurrency ?? 4,
    leaseMs: options.leaseMs ?? 30_000,
    pollMs: options.pollMs ?? 250,
    listen: options.listen ?? true,
    retry: {
      tries: retry.tries ?? 15,
      delayMs: retry.delayMs ?? 1_000,
      maxDelayMs: retry.maxDelayMs ?? 600_000,
    },
    onError: options.onError ?? null,
  }
}
