import type { EventType } from '../events/event-payloads.js'
import type { LiveItem } from './live-item.js'

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
  /** Ends the stream: its loop ends after the item that it has. Never rejects. */
  close(): Promise<void>
  /** Reads the items in their order, once: a second loop goes on where the first one was. */
  [Symbol.asyncIterator](): AsyncIterator<LiveItem<Type, Hints>, void, undefined>
}
