import { InvalidInputError } from '../errors.js'
import { Wake } from '../consume/wake.js'
import type { CallOptions } from '../engine/cancellation.js'
import { object, uuid, type Keys } from '../input/index.js'
import type { WatchPresenceInput } from './live-feed.js'
import type { AnyLiveEvent, AnyLiveItem, LiveHint, LivePresence } from './live-item.js'
import type { LiveSettings } from './live-options.js'

/** The events of a user behind a position, up to another one. */
export interface Backlog {
  readonly events: readonly AnyLiveEvent[]
  /** The oldest position that is kept, or null if none is. */
  readonly oldestPosition: number | null
  /** The position up to which it was looked for. */
  readonly upTo: number
  /** False if there may be more behind `upTo`, before what is offered. */
  readonly isWhole: boolean
}

/** The parts of the process's feed that a subscription works with. */
export interface SubscriptionSource {
  /**
   * Reads events of the subscription's user from the log. Calls `begin` when the position is set up to which it reads, and from then on
   * offers what comes behind that.
   *
   * @returns Null if the subscription has ended meanwhile.
   */
  readBacklog(subscription: Subscription, begin: () => void): Promise<Backlog | null>
  /** Begins to offer hints of the other participant's presence. @returns a function that ends it. */
  watchPresence(
    userId: string,
    conversationId: string,
    offer: (hint: LivePresence) => void,
    options: CallOptions | undefined,
  ): Promise<() => void>
  leave(subscription: Subscription): void
}

/** The most hints that wait for a slow reader, beside those of presence. Each is the newest of its kind. */
const mostHints = 64

/** The most conversations of which a stream watches who is present. */
const mostWatched = 100

const readWatch = object({ conversationId: uuid } satisfies Keys<WatchPresenceInput>)

interface Watch {
  stop: () => void
}

interface Settle {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/**
 * One reader's stream of events of a user.
 *
 * Events are offered as the process's feed reads them, and wait in a queue. What is older than the joining, and what the queue
 * had no room for, is read from the log when the queue is empty: so the memory is bounded, and nothing is lost or doubled.
 */
export class Subscription implements AsyncIterable<AnyLiveItem, void, undefined>, AsyncDisposable {
  readonly settings: LiveSettings
  readonly ready: Promise<void>
  readonly #source: SubscriptionSource
  readonly #wake = new Wake()
  readonly #onAbort = () => this.fail(this.settings.signal?.reason)
  /** Settles `ready`. */
  readonly #ready: Settle | undefined
  #position: number | null
  /** The position up to which all events of the user were given, or need not be. */
  #seenTo = 0
  #queue: AnyLiveEvent[] = []
  /** The hints that wait, by whom and where. */
  readonly #hints = new Map<string, LiveHint>()
  /** The watches of presence by conversation, the oldest first. */
  readonly #watches = new Map<string, Watch>()
  /** True if events behind those in the queue are not in it: they are to be read from the log. */
  #isBehind = true
  /** The newest position of a log that lost events, until its gap is given. */
  #lostTo: number | null = null
  #hasJoined = false
  #isOver = false
  #failure: { readonly reason: unknown } | null = null
  #onEnd: (() => void) | undefined
  #iterator: AsyncIterator<AnyLiveItem, void, undefined> | undefined

  constructor(settings: LiveSettings, source: SubscriptionSource) {
    this.settings = settings
    this.#source = source
    this.#position = settings.after
    let settle: Settle | undefined
    this.ready = new Promise((resolve, reject) => {
      settle = { resolve, reject }
    })
    this.#ready = settle
    // Whoever does not wait for it meets the reason in the loop.
    this.ready.catch(() => undefined)
    const { signal } = settings
    if (signal?.aborted === true) this.#onAbort()
    else signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  get position(): number | null {
    return this.#position
  }

  /** The position behind which the log is to be read. */
  get seenTo(): number {
    return this.#seenTo
  }

  get hasJoined(): boolean {
    return this.#hasJoined
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Begins: from now on the subscription is offered what is behind the feed's position. */
  join(head: number): void {
    const { after } = this.settings
    if (after !== null && after > head) {
      this.fail(new InvalidInputError('after', 'is a position that no event has yet'))
      return
    }
    this.#position = this.#seenTo = after ?? head
    this.#hasJoined = true
    this.#ready?.resolve()
    this.#wake.wake()
  }

  /** Takes an event of the user as it is read. */
  offer(event: AnyLiveEvent): void {
    if (this.#isBehind) return
    // It comes once although its audience names the user twice.
    if (event.position <= (this.#queue.at(-1)?.position ?? this.#seenTo)) return
    const { types, maxQueue } = this.settings
    if (types !== null && !types.has(event.type)) return
    if (this.#queue.length >= maxQueue) {
      this.#isBehind = true
      return
    }
    this.#queue.push(event)
    this.#wake.wake()
  }

  /** Takes a hint, in the place of an older one of its kind. */
  offerHint(hint: LiveHint): void {
    const key = `${hint.type} ${hint.conversationId} ${hint.userId}`
    // Those of presence are bounded by what is watched, and one that is lost would be believed.
    if (hint.type === 'typing' && this.#hints.size >= mostHints && !this.#hints.has(key)) return
    this.#hints.set(key, hint)
    this.#wake.wake()
  }

  async watchPresence(input: WatchPresenceInput, options?: CallOptions): Promise<void> {
    const { conversationId } = readWatch(input)
    if (!this.settings.hints) throw new InvalidInputError('hints', 'must be true: presence comes as hints')
    if (this.#isOver) return
    this.unwatchPresence({ conversationId })
    // Until it has begun, there is nothing to end.
    const watch: Watch = { stop: () => undefined }
    this.#watches.set(conversationId, watch)
    const isWanted = () => this.#watches.get(conversationId) === watch
    const offer = (hint: LivePresence) => {
      if (isWanted()) this.offerHint(hint)
    }
    try {
      const stop = await this.#source.watchPresence(this.settings.userId, conversationId, offer, options)
      if (isWanted()) watch.stop = stop
      else stop()
      // Once it has begun: what is refused ends no other.
      const [oldest] = this.#watches.keys()
      if (this.#watches.size > mostWatched && oldest !== undefined)
        this.unwatchPresence({ conversationId: oldest })
    } catch (error) {
      if (isWanted()) this.#watches.delete(conversationId)
      throw error
    }
  }

  unwatchPresence(input: WatchPresenceInput): void {
    const { conversationId } = readWatch(input)
    this.#watches.get(conversationId)?.stop()
    this.#watches.delete(conversationId)
    for (const [key, hint] of this.#hints) {
      if (hint.type === 'presence' && hint.conversationId === conversationId) this.#hints.delete(key)
    }
  }

  /** Begins anew behind a position: the log has lost events that were given, as by a failover to a server that lacked them. */
  restart(head: number): void {
    this.#queue = []
    this.#seenTo = this.#lostTo = head
    this.#isBehind = false
    this.#wake.wake()
  }

  /** Has the subscription read the log: some events were not offered. */
  fallBehind(): void {
    this.#isBehind = true
    this.#wake.wake()
  }

  /** Ends with an error, which the loop throws. */
  fail(reason: unknown): void {
    if (this.#isOver) return
    this.#failure = { reason }
    this.#ready?.reject(reason)
    this.end()
  }

  /** Ends the loop. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#queue = []
    for (const { stop } of this.#watches.values()) stop()
    this.#watches.clear()
    this.#hints.clear()
    this.settings.signal?.removeEventListener('abort', this.#onAbort)
    this.#source.leave(this)
    this.#onEnd?.()
    this.#ready?.resolve()
    this.#wake.wake()
  }

  close(): Promise<void> {
    this.end()
    return Promise.resolve()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  [Symbol.asyncIterator](): AsyncIterator<AnyLiveItem, void, undefined> {
    if (this.#iterator !== undefined) return this.#iterator
    const items = this.#items()
    return (this.#iterator = {
      next: () => items.next(),
      // A generator that waits would return only after its next item.
      return: () => {
        this.end()
        return items.return()
      },
    })
  }

  async *#items(): AsyncGenerator<AnyLiveItem, void, undefined> {
    for (;;) {
      if (this.#failure !== null) {
        const { reason } = this.#failure
        this.#failure = null
        throw reason
      }
      if (this.#isOver) return
      if (this.#lostTo !== null) {
        this.#position = this.#lostTo
        this.#lostTo = null
        yield { type: 'gap', position: this.#position }
        continue
      }
      const event = this.#queue.shift()
      if (event !== undefined) {
        this.#position = this.#seenTo = event.position
        yield event
      } else if (this.#hasJoined && this.#isBehind) {
        const gap = await this.#catchUp()
        if (gap === null) continue
        this.#position = gap
        yield { type: 'gap', position: gap }
      } else if (this.#hints.size > 0) {
        const [hint] = this.#hints
        if (hint === undefined) continue
        this.#hints.delete(hint[0])
        yield hint[1]
      } else await this.#wake.wait()
    }
  }

  /** Reads the log on, into the empty queue. @returns the end of a gap before it, or null if there is none. */
  async #catchUp(): Promise<number | null> {
    let backlog: Backlog | null
    try {
      const reading = this.#source.readBacklog(this, () => {
        this.#queue = []
        this.#isBehind = false
      })
      // Whoever ends the stream need not wait for the database.
      const ended = new Promise<null>((resolve) => (this.#onEnd = () => resolve(null)))
      backlog = await Promise.race([reading, ended])
    } catch (error) {
      this.fail(error)
      return null
    }
    if (backlog === null || this.#isOver || this.#lostTo !== null) return null
    const { events, oldestPosition, upTo, isWhole } = backlog
    const { maxQueue } = this.settings
    // What was offered meanwhile is behind it.
    const queue = isWhole ? [...events, ...this.#queue] : events
    if (!isWhole || queue.length > maxQueue) this.#isBehind = true
    this.#queue = queue.slice(0, maxQueue)
    const keptFrom = oldestPosition ?? upTo + 1
    const gap = upTo > this.#seenTo && keptFrom > this.#seenTo + 1 ? Math.min(keptFrom - 1, upTo) : null
    if (gap !== null) this.#seenTo = gap
    // Nothing of the user is in between. The first of those in the queue is given next.
    if (this.#queue.length === 0) this.#seenTo = Math.max(this.#seenTo, upTo)
    return gap
  }
}
