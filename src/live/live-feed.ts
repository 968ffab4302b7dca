import type { CallOptions } from '../engine/cancellation.js'
import type { EventType } from '../events/event-payloads.js'
import type { LiveItem } from './live-item.js'

/** Input of {@link LiveFeed.watchPresence}. */
export interface WatchPresenceInput {
  readonly conversationId: string
}

/** A live stream of what concerns a user, from {@link Database.live}, until it is closed. It is read once. */
export interface LiveFeed<Type extends EventType = EventType, Hints extends boolean = false>
  extends AsyncIterable<LiveItem<Type, Hints>>, AsyncDisposable {
  /**
   * The position of the last item with one that was given, from which another stream goes on; before the first, the one where the stream
   * began. Null until `ready`, if no `after` was given.
   */
  readonly position: number | null
  /**
   * Resolves once the stream has begun: what is committed from then on is given. Reading need not wait for it.
   *
   * Rejects with what also ends the loop. It resolves if the stream is closed before.
   */
  readonly ready: Promise<void>
  /**
   * Hints whether the other participant of a conversation is present: soon after the call, and whenever that changes, until the watch
   * or the stream is ended. A user is present while they have a stream with `presence: true`, in any process.
   *
   * A stream watches 100 conversations: one more ends the oldest watch. Where a block parts the two, the other is absent; one that comes
   * during a watch counts when the other comes the next time.
   *
   * @throws {@link InvalidInputError} naming `hints` if the stream has none; {@link NotFoundError} if there is no such conversation;
   * {@link ForbiddenError} with rule `not_a_participant`.
   */
  watchPresence(input: WatchPresenceInput, options?: CallOptions): Promise<void>
  /** Ends the hints of a conversation's presence. */
  unwatchPresence(input: WatchPresenceInput): void
  /** Ends the stream: its loop ends after the item that it has. Never rejects. */
  close(): Promise<void>
  /** Reads the items in their order, once: a second loop goes on where the first one was. */
  [Symbol.asyncIterator](): AsyncIterator<LiveItem<Type, Hints>, void, undefined>
}
