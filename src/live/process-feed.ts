import process from 'node:process'
import { checkEvents, listEventsOfUser, listNewEvents } from '../../generated/events.queries.js'
import { isDatabaseTrouble } from '../consume/describe-failure.js'
import { numberedAtOnce, numberEvents } from '../consume/number-events.js'
import { Wake } from '../consume/wake.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { now, sleep } from '../engine/timers.js'
import { ConnectionError, DatabaseError, isSoukError } from '../errors.js'
import { Channel, type ListeningDatabase } from './channel.js'
import { readHint } from './hint.js'
import type { WriteWatch } from '../database-runner.js'
import type { AnyLiveEvent, LivePresence } from './live-item.js'
import type { LiveSettings } from './live-options.js'
import { Presence } from './presence.js'
import { Subscription, type Backlog, type SubscriptionSource } from './subscription.js'
import { watchPresence } from './watch-presence.js'

/** The channel on which the numbering of events hints at news. */
const newsChannel = 'souk_events'

/** The channel of hints for users, such as that of typing. */
const hintsChannel = 'souk_hints'

/** The channel on which processes tell each other of the users who are present. */
const presenceChannel = 'souk_presence'

/** The time between two looks if no hint comes, in milliseconds. */
const pollMs = 250

/** The shortest time between two looks, in milliseconds: in a rush, events are numbered and read together. */
const betweenLooksMs = 10

/** The most events that one statement reads. */
const readAtOnce = 1_000

/** The fewest events of a user among which those of the wanted types are looked for. */
const walkedAtOnce = 256

/** The most backlogs that are read at a time, so that a crowd that comes back leaves connections to others. */
const backlogsAtOnce = 4

/** The limits of time of statements, locks and transactions. */
const timeouts: ReadonlySet<string> = new Set(['57014', '55P03', '25P04'])

/** The longest pause after errors of the database, in milliseconds. */
const longestPauseMs = 5_000

/** The parts of a database that a feed works on. */
export interface LiveDatabase extends Executor, ListeningDatabase {}

/**
 * The live streams of a process: reads each event once and offers it to the subscriptions of its users.
 *
 * It runs while there are subscriptions. It reads the log, and hints only say when: so a lost hint costs time and no event.
 */
export class ProcessFeed implements SubscriptionSource, WriteWatch {
  readonly #db: LiveDatabase
  readonly #executorOf: (userId: string) => Executor
  readonly #presence = new Presence()
  readonly #wake = new Wake()
  /** Ends a pause after trouble. */
  #stopped = new Wake()
  readonly #byUser = new Map<string, Set<Subscription>>()
  readonly #joining = new Set<Subscription>()
  #isRunning = false
  /** Resolves when the last run has ended. */
  #ended: Promise<void> = Promise.resolve()
  #isClosed = false
  /** The telling of who is present that is on its way. */
  #telling: Promise<void> | null = null
  /** The position up to which events were read and offered; null before the feed has begun. */
  #position: number | null = null
  /** The number of errors of the database in a row. */
  #troubles = 0
  #hasWarned = false
  /** True once a stream has asked for hints. */
  #wantsHints = false
  #backlogs = 0
  readonly #waitingBacklogs: (() => void)[] = []
  readonly #lookWaits: (() => void)[] = []

  /** @param executorOf - gives the database as a user sees it: policies may show conversations to their participants alone. */
  constructor(db: LiveDatabase, executorOf: (userId: string) => Executor) {
    this.#db = db
    this.#executorOf = executorOf
  }

  /** True while there are streams. */
  get isWanted(): boolean {
    return this.#isRunning
  }

  /** Looks at once: this process may have written an event. Those of others it finds by hints, and by time. */
  noteWrite(): void {
    this.#wake.wake()
  }

  /** @throws {@link ConnectionError} if the database is closed. */
  subscribe(settings: LiveSettings): Subscription {
    if (this.#isClosed) throw new ConnectionError('not_run', 'the database is closed', { retryable: false })
    const subscription = new Subscription(settings, this)
    if (subscription.isOver) return subscription
    const ofUser = this.#byUser.get(settings.userId)
    if (ofUser === undefined) this.#byUser.set(settings.userId, new Set([subscription]))
    else ofUser.add(subscription)
    this.#joining.add(subscription)
    this.#wantsHints ||= settings.hints
    if (settings.presence) this.#presence.enter(settings.userId)
    if (this.#isRunning) this.#wake.wake()
    else this.#ended = this.#run()
    return subscription
  }

  leave(subscription: Subscription): void {
    const { userId, presence } = subscription.settings
    const ofUser = this.#byUser.get(userId)
    // One whose signal had aborted before it began was never there.
    if (ofUser?.delete(subscription) === true && presence) this.#presence.leave(userId)
    if (ofUser?.size === 0) this.#byUser.delete(userId)
    this.#joining.delete(subscription)
    if (this.#byUser.size > 0) return
    this.#wake.wake()
    this.#stopped.wake()
  }

  /** Ends all streams, and those to come. @returns when others were told of who has left. */
  close(): Promise<void> {
    this.#isClosed = true
    for (const subscription of this.#subscriptions()) subscription.end()
    return this.#presence.isWanted ? this.#ended : Promise.resolve()
  }

  async watchPresence(
    userId: string,
    conversationId: string,
    offer: (hint: LivePresence) => void,
    options: CallOptions | undefined,
  ): Promise<() => void> {
    const stop = await watchPresence(
      {
        presence: this.#presence,
        executor: this.#executorOf(userId),
        offer,
        inTurn: (work) => void this.#inTurn(work),
      },
      { conversationId, userId },
      options,
    )
    // Others are asked for their users at once.
    this.#wake.wake()
    return stop
  }

  /** Does work when few enough others are at it, and again after trouble of the database. Never rejects. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    for (;;) {
      await this.#takeBacklogTurn()
      try {
        await work()
        return
      } catch (error) {
        this.#warn(error)
        if (!passes(error)) return
      } finally {
        this.#endBacklogTurn()
      }
      await this.#nextLook()
    }
  }

  async readBacklog(subscription: Subscription, begin: () => void): Promise<Backlog | null> {
    for (;;) {
      await this.#takeBacklogTurn()
      try {
        if (subscription.isOver) return null
        begin()
        return await this.#readBacklog(subscription)
      } catch (error) {
        if (subscription.isOver) return null
        if (!passes(error)) throw error
        this.#warn(error)
      } finally {
        this.#endBacklogTurn()
      }
      await this.#nextLook()
    }
  }

  async #readBacklog({ settings, seenTo }: Subscription): Promise<Backlog> {
    const upTo = this.#position ?? 0
    if (upTo <= seenTo) return { events: [], oldestPosition: null, upTo, isWhole: true }
    const { userId, types, maxQueue } = settings
    const rows = await this.#db.many(listEventsOfUser, {
      userId,
      afterPosition: seenTo,
      upToPosition: upTo,
      types: types === null ? null : [...types],
      limit: types === null ? maxQueue : Math.max(maxQueue, walkedAtOnce),
    })
    const events: AnyLiveEvent[] = []
    for (const row of rows) if (isOfEvent(row)) events.push(shownEvent(row))
    const { oldestPosition = null, walkedTo = null } = rows[0] ?? {}
    if (walkedTo === null) return { events, oldestPosition, upTo, isWhole: true }
    // What is kept no longer is one gap, however many of its positions are still known to be the user's.
    const gone = Math.min((oldestPosition ?? 0) - 1, upTo)
    return { events, oldestPosition, upTo: Math.max(walkedTo, gone), isWhole: false }
  }

  /** Waits until few enough backlogs are read. */
  async #takeBacklogTurn(): Promise<void> {
    while (this.#backlogs >= backlogsAtOnce) {
      await new Promise<void>((resolve) => this.#waitingBacklogs.push(resolve))
    }
    this.#backlogs++
  }

  #endBacklogTurn(): void {
    this.#backlogs--
    this.#waitingBacklogs.shift()?.()
  }

  *#subscriptions(): Generator<Subscription, void> {
    for (const ofUser of this.#byUser.values()) yield* ofUser
  }

  /** Reads and offers until no subscription is left. Never rejects. */
  async #run(): Promise<void> {
    this.#isRunning = true
    this.#stopped = new Wake()
    const report = (error: unknown) => this.#warn(error)
    const news = new Channel(newsChannel, this.#db, () => this.#wake.wake(), report)
    const hints = new Channel(hintsChannel, this.#db, (payload) => this.#offerHint(payload), report)
    const presence = new Channel(presenceChannel, this.#db, (payload) => this.#presence.hear(payload), report)
    while (this.#byUser.size > 0) {
      news.listen()
      if (this.#presence.isWanted) presence.listen()
      if (this.#wantsHints) hints.listen()
      const lookedAt = now()
      try {
        const hasMore = await this.#look(hints)
        this.#troubles = 0
        this.#endLookWaits()
        this.#lookAtPresence()
        if (!hasMore && this.#byUser.size > 0) await this.#wake.wait(pollMs)
        const tooSoonMs = lookedAt + betweenLooksMs - now()
        if (tooSoonMs > 0) await sleep(tooSoonMs)
      } catch (error) {
        await this.#meetTrouble(error)
      }
    }
    this.#endLookWaits()
    this.#position = null
    this.#isRunning = false
    await this.#telling
    await this.#presence.end(this.#db).catch(() => undefined)
    await Promise.all([news.close(), hints.close(), presence.close()])
  }

  /** Tells others who is present, beside the reading of events: those are not late for it. */
  #lookAtPresence(): void {
    this.#telling ??= this.#presence
      .look(this.#db)
      // A hint may be lost, and the reading of events has the warning if the database is in trouble.
      .catch(() => undefined)
      .finally(() => {
        this.#telling = null
      })
  }

  /** Numbers events, lets subscriptions join, and offers what is new. @returns whether there is more to do at once. */
  async #look(hints: Channel): Promise<boolean> {
    const joining = [...this.#joining]
    // A stream that has begun misses no hint, unless the connection is lost.
    if (joining.some(({ settings }) => settings.hints)) await hints.settled()
    let state = await this.#db.one(checkEvents)
    let numbered = 0
    if (state.isWaiting) {
      numbered = await numberEvents(this.#db)
      // What was committed before has a position then, and is behind the start of a new stream.
      if (joining.length > 0) state = await this.#db.one(checkEvents)
    }
    this.#position ??= state.position
    if (state.position < this.#position) {
      this.#position = state.position
      for (const each of this.#subscriptions()) if (each.hasJoined) each.restart(state.position)
    }
    for (const subscription of joining) {
      this.#joining.delete(subscription)
      if (!subscription.isOver) subscription.join(state.position)
    }
    if (numbered > 0 || state.position > this.#position) await this.#readNew(this.#position)
    return numbered === numberedAtOnce
  }

  /** Reads what is behind a position, and offers it. */
  async #readNew(from: number): Promise<void> {
    for (let position = from; ;) {
      const events = await this.#db.many(listNewEvents, { afterPosition: position, limit: readAtOnce })
      const [first, last] = [events[0], events.at(-1)]
      if (first === undefined || last === undefined) return
      // Positions have no gaps: events went with their partition. The log shows to each subscription what it has missed.
      if (first.position > position + 1) for (const each of this.#subscriptions()) each.fallBehind()
      for (const event of events) this.#offer(event)
      this.#position = position = last.position
      if (events.length < readAtOnce) return
    }
  }

  #offer(event: AnyLiveEvent & { readonly audience: readonly (string | null)[] }): void {
    let shown: AnyLiveEvent | undefined
    for (const userId of event.audience) {
      const subscriptions = userId === null ? undefined : this.#byUser.get(userId)
      if (subscriptions === undefined) continue
      shown ??= shownEvent(event)
      for (const subscription of subscriptions) subscription.offer(shown)
    }
  }

  #offerHint(payload: string): void {
    const hint = readHint(payload)
    if (hint === null) return
    for (const subscription of this.#byUser.get(hint.to) ?? []) {
      if (subscription.settings.hints) subscription.offerHint(hint.typing)
    }
  }

  async #meetTrouble(error: unknown): Promise<void> {
    this.#troubles++
    // A new stream that could never begin says why. Others go on when the database does.
    if (!passes(error)) for (const subscription of [...this.#joining]) subscription.fail(error)
    if (this.#byUser.size === 0) return
    this.#warn(error)
    const ms = Math.min(50 * 2 ** Math.min(this.#troubles, 10), longestPauseMs)
    await this.#stopped.wait(ms * (0.5 + Math.random() / 2))
  }

  /** Waits for the next look that succeeds, or until the feed has ended. */
  #nextLook(): Promise<void> {
    return new Promise((resolve) => {
      this.#lookWaits.push(resolve)
    })
  }

  #endLookWaits(): void {
    for (const resolve of this.#lookWaits.splice(0)) resolve()
  }

  /** Emits a warning without the message of an error of others, which may hold values. */
  #warn(error: unknown): void {
    if (this.#hasWarned || this.#isClosed) return
    this.#hasWarned = true
    const what = isSoukError(error)
      ? error.message
      : `${error instanceof Error ? error.constructor.name : 'what is no Error'} was thrown`
    process.emitWarning(`${what} (the streams of db.live go on when the database does)`, {
      type: 'SoukWarning',
      code: 'SOUK_LIVE',
    })
  }
}

/** Reports whether an error may be gone at the next try: trouble of the database, or a limit of time that it met. */
function passes(error: unknown): boolean {
  if (isDatabaseTrouble(error)) return true
  if (error instanceof DatabaseError) return timeouts.has(error.sqlState)
  return isSoukError(error) && error.code === 'timeout'
}

/** An event as a user is shown it: without the others whom it concerns, and the same object for all its readers. */
function shownEvent({
  position,
  type,
  version,
  aggregateId,
  payload,
  createdAt,
}: AnyLiveEvent): AnyLiveEvent {
  return Object.freeze({ position, type, version, aggregateId, payload: deepFrozen(payload), createdAt })
}

/** Tells whether a row has an event: all of its columns, or none. */
function isOfEvent(row: {
  readonly [Column in keyof AnyLiveEvent]: AnyLiveEvent[Column] | null
}): row is AnyLiveEvent {
  return row.position !== null
}

function deepFrozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) deepFrozen(each)
  return Object.freeze(value)
}
