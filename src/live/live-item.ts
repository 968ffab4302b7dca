import type { EventType } from '../events/event-payloads.js'
import type { SoukEvent } from '../events/event.js'

/** An event that concerns a user, narrowed by its `type`. It does not name the other users whom it concerns. */
export type LiveEvent<Type extends EventType = EventType> = {
  readonly [Each in Type]: Omit<SoukEvent<Each>, 'audience'>
}[Type]

/**
 * A gap: events up to `position` are kept no longer, and some may have concerned the user. Whoever shows what is true now reads
 * it anew.
 */
export interface LiveGap {
  readonly type: 'gap'
  readonly position: number
}

/** A hint that the other participant of a conversation is writing. It has no position, and comes again every two seconds at most. */
export interface LiveTyping {
  readonly type: 'typing'
  readonly conversationId: string
  /** The participant who writes. */
  readonly userId: string
}

/** A hint that the other participant of a conversation is present, or is not, from {@link LiveFeed.watchPresence}. It has no position. */
export interface LivePresence {
  readonly type: 'presence'
  readonly conversationId: string
  /** The other participant. */
  readonly userId: string
  readonly isPresent: boolean
}

/** A hint: it has no position, and may be lost. */
export type LiveHint = LiveTyping | LivePresence

/** An item of a live stream, narrowed by its `type`. Hints come if they were asked for. */
export type LiveItem<Type extends EventType = EventType, Hints extends boolean = false> =
  LiveEvent<Type> | LiveGap | (Hints extends true ? LiveHint : never)

/** An event of the log, of whatever type. */
export interface AnyLiveEvent {
  readonly position: number
  readonly type: string
  readonly version: number
  readonly aggregateId: string
  readonly payload: unknown
  readonly createdAt: Date
}

/** An item of a live stream, of whatever type. */
export type AnyLiveItem = AnyLiveEvent | LiveGap | LiveHint
