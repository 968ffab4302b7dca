import { hostname } from 'node:os'
import process from 'node:process'
import {
  claimEventShards,
  readDueEvents,
  hasEventConsumer,
  readEventShards,
  registerEventConsumer,
  advanceEventShard,
} from '../../generated/events.queries.js'
import { now, sleep } from '../engine/timers.js'
import type { Subscription } from '../engine/subscription.js'
import { isSoukError, NotFoundError } from '../errors.js'
import type { ConsumedDatabase } from './consumed-database.js'
import type { ConsumeSettings } from './consume-options.js'
import { LeaseKeeper } from './lease-keeper.js'
import { numberAll, numberedAtOnce, numberEvents } from './number-events.js'
import { LeaseLost, ShardLease } from './shard-lease.js'
import { ShardTroubles } from './shard-troubles.js'
import {
  ShardWorker,
  type AnyHandler,
  type ConsumerWork,
  type HandedEvent,
  type ReadEvent,
} from './shard-worker.js'
import { Wake } from './wake.js'

/** The channel on which the numbering of events hints at news. */
const channel = 'souk_events'

/** The longest pause after errors of the database, in milliseconds. */
const longestPauseMs = 5_000

/** The number of looks in a row that find no work, after which the worker asks whether its consumer is still there. */
const looksBeforeCheck = 40

/** A running consumer, until it is stopped. */
export interface EventConsumer extends AsyncDisposable {
  readonly name: string
  /** Resolves when the consumer has stopped. Never rejects. */
  readonly closed: Promise<void>
  /** Takes no further event, waits for the handlers that run, and gives the shards back. Never rejects. */
  stop(): Promise<void>
}

/** A worker of a consumer: it numbers events, takes shards, handles what is in them, and waits for more. */
export class ConsumerWorker implements EventConsumer {
  readonly name: string
  readonly closed: Promise<void>
  readonly #work: ConsumerWork
  readonly #wake = new Wake()
  readonly #worker = `${hostname().slice(0, 150)}:${process.pid}`
  /** The work on each lease. A shard whose lease has lapsed may be taken once more while its handler still runs. */
  readonly #active = new Set<Promise<void>>()
  #isStopping = false
  #hasWarned = false
  /** The number of errors of the database since something went well. */
  #troubles = 0
  /** True if there was an error of the database since the last pause. */
  #isTroubled = false
  #emptyLooks = 0
  #isRemoved = false

  private constructor(db: ConsumedDatabase, name: string, handler: AnyHandler, settings: ConsumeSettings) {
    this.name = name
    this.#work = {
      db,
      name,
      handler,
      settings,
      keeper: new LeaseKeeper(db, name, settings.leaseMs),
      troubles: new ShardTroubles(),
      isStopping: () => this.#isStopping,
      report: (error, event) => this.#report(error, event),
    }
    this.closed = this.#run()
  }

  /** Registers a consumer and starts a worker of it. @throws the error of the database. */
  static async start(
    db: ConsumedDatabase,
    name: string,
    handler: AnyHandler,
    settings: ConsumeSettings,
  ): Promise<ConsumerWorker> {
    const fromNow = settings.startAt === 'now'
    if (fromNow) await numberAll(db)
    await db.execute(registerEventConsumer, { name, fromNow })
    return new ConsumerWorker(db, name, handler, settings)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.#wake.wake()
    await this.closed
  }

  /** Has handlers end soon that do not end by themselves. */
  abort(): void {
    this.#work.keeper.abortAll('the database is closed')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #run(): Promise<void> {
    const { db, settings } = this.#work
    const listening = settings.listen ? this.#listen() : null
    while (!this.#isStopping) {
      if (this.#takeTrouble()) {
        await this.#pause()
        continue
      }
      let hasMore = false
      try {
        const numbered = await numberEvents(db)
        hasMore = (await this.#claim()) || numbered === numberedAtOnce
        if (!this.#isTroubled && this.#active.size === 0) this.#troubles = 0
      } catch (error) {
        this.#meetTrouble(error)
      }
      if (!hasMore) await this.#wake.wait(settings.pollMs)
    }
    await Promise.all(this.#active)
    await (await listening)?.close()
  }

  /** Listens for hints. Where that is not possible, looks by time alone. */
  async #listen(): Promise<Subscription | null> {
    const wake = () => this.#wake.wake()
    try {
      return await this.#work.db.listen(channel, wake, {
        onGap: wake,
        onError: (error) => this.#report(error, null),
      })
    } catch (error) {
      if (!isSoukError(error) || error.code !== 'setup') this.#report(error, null)
      return null
    }
  }

  /** Takes as many shards as there is room for, and starts to work on them. @returns whether it took any. */
  async #claim(): Promise<boolean> {
    const { db, name, settings, troubles } = this.#work
    const room = settings.concurrency - this.#active.size
    if (room <= 0) return false
    const askedAt = now()
    const leaseSeconds = settings.leaseMs / 1_000
    const claimed = await db.many(claimEventShards, {
      name,
      limit: room,
      worker: this.#worker,
      leaseSeconds,
      troubledShards: troubles.shards,
    })
    if (claimed.length === 0) {
      await this.#checkAfterEmptyLooks()
      return false
    }
    this.#emptyLooks = 0
    const leases = claimed.map(
      ({ shard, attempt }) => new ShardLease(shard, attempt, settings.leaseMs, askedAt),
    )
    for (const lease of leases) this.#work.keeper.join(lease)
    const reading = this.#read(claimed)
    for (const [index, lease] of leases.entries()) {
      const position = claimed[index]?.position ?? 0
      const done = this.#workOn(lease, position, reading).finally(() => {
        this.#active.delete(done)
        this.#wake.wake()
      })
      this.#active.add(done)
    }
    // An error of the reading is met by each shard.
    await reading.catch(() => undefined)
    return true
  }

  /** Reports once that the consumer was removed under its worker, which would find nothing ever after. */
  async #checkAfterEmptyLooks(): Promise<void> {
    if (++this.#emptyLooks < looksBeforeCheck) return
    this.#emptyLooks = 0
    const { db, name } = this.#work
    const { found } = await db.one(hasEventConsumer, { name })
    if (!found && !this.#isRemoved)
      this.#report(
        new NotFoundError('event_consumers', 'the consumer was removed while its worker ran'),
        null,
      )
    this.#isRemoved = !found
  }

  /** Reads the events of shards: those that failed before first. */
  async #read(
    claimed: readonly { readonly shard: number; readonly position: number }[],
  ): Promise<ReadonlyMap<number, readonly ReadEvent[]>> {
    const { db, name, settings } = this.#work
    const shards = claimed.map(({ shard }) => shard)
    const positions = claimed.map(({ position }) => position)
    const limit = settings.batch
    const [due, fresh] = await Promise.all([
      db.many(readDueEvents, { name, shards, limit }),
      db.many(readEventShards, { name, shards, positions, limit }),
    ])
    const events = new Map<number, ReadEvent[]>(shards.map((shard) => [shard, []]))
    const seen = new Set<number>()
    for (const event of due) {
      // A replayed event and one behind it may both be due.
      if (seen.has(event.position)) continue
      seen.add(event.position)
      events.get(event.shard)?.push({ ...event, isHeld: false })
    }
    for (const event of fresh) events.get(event.shard)?.push({ ...event, tries: null })
    return events
  }

  /** Works on a shard until its events are handled. Never rejects. */
  async #workOn(
    lease: ShardLease,
    position: number,
    reading: Promise<ReadonlyMap<number, readonly ReadEvent[]>>,
  ): Promise<void> {
    let worker: ShardWorker | undefined
    try {
      const events = (await reading).get(lease.shard) ?? []
      worker = new ShardWorker(this.#work, lease, position, events)
      await worker.run()
      this.#work.troubles.clear(lease.shard)
      this.#troubles = 0
    } catch (error) {
      // Another worker does it all anew.
      if (error instanceof LeaseLost) return
      this.#work.troubles.meet(lease.shard)
      this.#meetTrouble(error)
    } finally {
      this.#work.keeper.leave(lease)
      if (worker?.isReleased !== true) await this.#release(lease)
      lease.end()
    }
  }

  /** Gives a shard back after trouble, as long as its lease lasts: nobody else could take it before the end of that. */
  async #release({ shard, attempt, isOver }: ShardLease): Promise<void> {
    const { db, name } = this.#work
    if (isOver) return
    try {
      await db.execute(advanceEventShard, { name, shard, attempt, position: 0, isReleased: true })
    } catch {
      // The lease ends by itself.
    }
  }

  /** Reports whether there was trouble since the last call. */
  #takeTrouble(): boolean {
    const isTroubled = this.#isTroubled
    this.#isTroubled = false
    return isTroubled
  }

  #meetTrouble(error: unknown): void {
    this.#troubles++
    this.#isTroubled = true
    this.#wake.wake()
    this.#report(error, null)
  }

  /** Waits before the database is asked again: longer with each error in a row, and never in step with other workers. */
  async #pause(): Promise<void> {
    const ms = Math.min(50 * 2 ** Math.min(this.#troubles, 10), longestPauseMs)
    const endsAt = now() + ms * (0.5 + Math.random() / 2)
    while (!this.#isStopping && now() < endsAt) await sleep(Math.min(50, Math.max(1, endsAt - now())))
  }

  #report(error: unknown, event: HandedEvent | null): void {
    const { onError } = this.#work.settings
    if (onError === null) {
      this.#warn(error)
      return
    }
    try {
      // The types of the handler were checked where it was given.
      void Promise.resolve(onError(error, event as never)).catch((reason: unknown) => this.#warn(reason))
    } catch (reason) {
      this.#warn(reason)
    }
  }

  /** Emits a warning without the error's message, which may hold values. */
  #warn(error: unknown): void {
    if (this.#hasWarned) return
    this.#hasWarned = true
    const what = isSoukError(error)
      ? error.message
      : `a handler threw ${error instanceof Error ? error.constructor.name : 'what is no Error'}`
    process.emitWarning(`${what} (db.events.consume takes an onError that is told of each error)`, {
      type: 'SoukWarning',
      code: 'SOUK_CONSUME',
    })
  }
}
