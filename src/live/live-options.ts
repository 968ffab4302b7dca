import type { EventType } from '../events/event-payloads.js'
import { InvalidInputError } from '../errors.js'
import {
  array,
  boolean,
  integer,
  nullable,
  object,
  optional,
  text,
  uuid,
  withDefault,
  type Keys,
  type Read,
} from '../input/index.js'

/** Options of {@link Database.live}. */
export interface LiveOptions<Type extends EventType = EventType, Hints extends boolean = false> {
  /** The user. The service has checked that it is the caller. */
  readonly userId: string
  /**
   * The position of the last item that the user has: a stream goes on behind it. It is the same in every process.
   *
   * @defaultValue the newest position, so that the stream has what comes from now on
   */
  readonly after?: number | null | undefined
  /** The types of events that are wanted. @defaultValue all */
  readonly types?: readonly Type[] | undefined
  /** True also gives hints, such as that of {@link Database.typing}, which may be lost. @defaultValue false */
  readonly hints?: Hints | undefined
  /**
   * True shows the user as present while the stream is open, and five seconds longer, to the other participants of conversations who
   * watch it ({@link LiveFeed.watchPresence}).
   *
   * @defaultValue false
   */
  readonly presence?: boolean | undefined
  /** Ends the stream when it aborts: the loop throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** The most events that wait in memory for a slow reader, 1 to 10,000. Further ones are read from the log later. @defaultValue 256 */
  readonly maxQueue?: number | undefined
}

/** The settings of a live stream. */
export interface LiveSettings {
  readonly userId: string
  readonly after: number | null
  readonly types: ReadonlySet<string> | null
  readonly hints: boolean
  readonly presence: boolean
  readonly signal: AbortSignal | null
  readonly maxQueue: number
}

// One of another realm, or of a polyfill, is one too.
const signal: Read<AbortSignal> = (value, field) => {
  if (typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value)
    return value as AbortSignal
  throw new InvalidInputError(field, 'must be an AbortSignal')
}

const read = object({
  userId: uuid,
  after: withDefault(nullable(integer({ min: 0 })), null),
  types: optional(array(text({ min: 1, max: 100 }), { min: 1, max: 1_000 })),
  hints: withDefault(boolean, false),
  presence: withDefault(boolean, false),
  signal: optional(signal),
  maxQueue: withDefault(integer({ min: 1, max: 10_000 }), 256),
} satisfies Keys<LiveOptions>)

/** Reads the options of a live stream. @throws {@link InvalidInputError} naming the option. */
export function readLiveOptions(given: unknown): LiveSettings {
  const { types = null, signal: ending = null, ...others } = read(given)
  return { ...others, types: types === null ? null : new Set(types), signal: ending }
}
