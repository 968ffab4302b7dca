import type { SoukEvent } from '../events/event.js'

/** An event that a consumer could not handle, or that waits behind one of its aggregate. */
export interface EventFailure {
  readonly consumer: string
  readonly event: SoukEvent
  /** The number of times that it failed; 0 while it only waits behind another. */
  readonly tries: number
  /** The time of the next try; null if it was given up, or is behind another event of its aggregate. */
  readonly nextAt: Date | null
  /** The time of the last failure; null if there was none. */
  readonly failedAt: Date | null
  /** The time when it was given up, so that later ones could pass; null while it is tried. */
  readonly deadAt: Date | null
  /** The code of the last error, or the name of its class. */
  readonly errorCode: string | null
  /** The message of the last error if it was one of this package, which holds no values. */
  readonly errorMessage: string | null
}

/** A selection of failed events to list. */
export interface EventFailuresInput {
  readonly consumer: string
  /** True lists those alone that were given up. @defaultValue false */
  readonly isDead?: boolean | undefined
  /** The position behind which the list begins: that of the last event of the list before. @defaultValue 0 */
  readonly afterPosition?: number | undefined
  /** 1 to 1,000. @defaultValue 100 */
  readonly limit?: number | undefined
}

/** A choice of failed events. */
export interface EventFailureChoice {
  readonly consumer: string
  /** Up to 1,000 positions. @defaultValue the first 1,000 that were given up */
  readonly positions?: readonly number[] | undefined
}

/** The state of a consumer. */
export interface EventConsumerState {
  readonly name: string
  /** The time of writing of the oldest event that it has not come to; null if there is none. */
  readonly pendingSince: Date | null
  /** True if a worker has a shard of it just now. */
  readonly isRunning: boolean
  /** The number of events that failed and are tried again, or wait behind one. */
  readonly waiting: number
  /** The number of events that were given up. */
  readonly dead: number
}
