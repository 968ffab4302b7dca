import { randomUUID } from 'node:crypto'
import { hintPresence } from '../../generated/events.queries.js'
import type { Executor } from '../engine/executor.js'
import { now } from '../engine/timers.js'
import { presenceMessages, readPresenceMessage } from './presence-message.js'

/** The time between two messages in which a process tells all of its users, in milliseconds. */
const tellAllMs = 20_000

/** The time for which a user of another process counts as present without being told of again, in milliseconds. */
const believedMs = 50_000

/** The shortest time between two messages of a process, in milliseconds: what changes meanwhile is told together. */
const betweenTellingMs = 1_000

/** The time that a process waits longer when others could not be told, in milliseconds. */
const afterTroubleMs = 4_000

/** The time for which a user counts as present whose last stream has ended, such as by a page that is loaded again, in milliseconds. */
const graceMs = 5_000

/** The time between two looks for users who are believed no longer, in milliseconds. */
const betweenSweepsMs = 1_000

/** The time within which a process that begins to look has heard who is present elsewhere, in milliseconds. */
const settlesMs = 3_000

/** The time for which a process goes on hearing of others when it no longer looks, so that it need not ask at once when it does again. */
const hearsOnMs = 60_000

/** The time that others may take to be told, in milliseconds. */
const tellWithinMs = 5_000

/** The same when there is nobody left to tell of. */
const farewellMs = 1_000

/** Called when a user comes or goes. */
export type PresenceListener = (isPresent: boolean) => void

/**
 * The users who are present, in any process: those with a stream that shows them.
 *
 * Each process tells the others of its own by notifications: who comes and goes, and all of them every 20 s. So nothing is stored,
 * and the users of a process that dies are believed for 50 s.
 */
export class Presence {
  readonly #id = randomUUID()
  readonly #now: () => number
  /** The number of streams of each present user of this process. */
  readonly #own = new Map<string, number>()
  /** The users of this process whose last stream has ended, and until when they are believed to be present. */
  readonly #leaving = new Map<string, number>()
  /** The users of other processes, by process, and until when they are believed to be present. */
  readonly #others = new Map<string, Map<string, number>>()
  readonly #listeners = new Map<string, Set<PresenceListener>>()
  readonly #come = new Set<string>()
  readonly #gone = new Set<string>()
  #tellsAll = false
  #asks = false
  #tellAllAt = 0
  #toldAt = -Infinity
  #sweptAt = -Infinity
  /** The time until which others are heard although nobody looks. */
  #hearsUntil = -Infinity
  /** The time when it is known who is present elsewhere, and those who wait for it. */
  #settledAt = Infinity
  #waiting: (() => void)[] = []

  /** @param clock - returns milliseconds that never go back. */
  constructor(clock = now) {
    this.#now = clock
  }

  /** True once this process needs to know of others, or they of it. */
  get isWanted(): boolean {
    return this.#own.size > 0 || this.#leaving.size > 0 || this.#gone.size > 0 || this.#listeners.size > 0
  }

  isPresent(userId: string): boolean {
    if (this.#own.has(userId)) return true
    for (const users of [this.#leaving, ...this.#others.values()]) {
      if ((users.get(userId) ?? 0) > this.#now()) return true
    }
    return false
  }

  /** Takes note of a stream that shows its user as present. */
  enter(userId: string): void {
    const wasPresent = this.isPresent(userId)
    const streams = this.#own.get(userId) ?? 0
    this.#own.set(userId, streams + 1)
    if (streams > 0) return
    this.#leaving.delete(userId)
    if (!this.#gone.delete(userId)) this.#come.add(userId)
    if (!wasPresent) this.#announce(userId, true)
  }

  /** Takes note of the end of such a stream. */
  leave(userId: string): void {
    const streams = this.#own.get(userId) ?? 0
    if (streams > 1) this.#own.set(userId, streams - 1)
    else if (this.#own.delete(userId)) {
      this.#leaving.set(userId, this.#now() + graceMs)
      if (!this.#come.delete(userId)) this.#gone.add(userId)
    }
  }

  /** Calls a listener whenever a user comes or goes. @returns a function that ends it. */
  watch(userId: string, listener: PresenceListener): () => void {
    if (!this.#isHearing) {
      // Others have told of their users before, and do so again when they are asked.
      this.#asks = true
      this.#settledAt = this.#now() + settlesMs
    }
    const listeners = this.#listeners.get(userId)
    if (listeners === undefined) this.#listeners.set(userId, new Set([listener]))
    else listeners.add(listener)
    return () => {
      const left = this.#listeners.get(userId)
      if (left?.delete(listener) === true && left.size === 0) this.#listeners.delete(userId)
      if (this.#listeners.size === 0) this.#hearsUntil = this.#now() + hearsOnMs
    }
  }

  /** Calls back when it is known who is present elsewhere, which may be now. */
  whenSettled(callback: () => void): void {
    if (this.#now() >= this.#settledAt) callback()
    else this.#waiting.push(callback)
  }

  get #isHearing(): boolean {
    return this.#listeners.size > 0 || this.#now() < this.#hearsUntil
  }

  /** Takes a message of a process, or an empty one when some may have been missed. */
  hear(payload: string): void {
    if (payload === '') {
      this.#asks = this.#tellsAll = true
      return
    }
    const message = readPresenceMessage(payload)
    if (message === null || message.process === this.#id) return
    const { process, here, gone, asks } = message
    if (asks) this.#tellsAll = true
    if (!this.#isHearing) {
      // What is heard would be kept for nothing, and is asked for when somebody looks.
      this.#others.clear()
      return
    }
    let users = this.#others.get(process)
    if (users === undefined) this.#others.set(process, (users = new Map<string, number>()))
    for (const userId of here) {
      const wasPresent = this.isPresent(userId)
      users.set(userId, this.#now() + believedMs)
      if (!wasPresent) this.#announce(userId, true)
    }
    for (const userId of gone) if (users.has(userId)) users.set(userId, this.#now() + graceMs)
  }

  /** Tells other processes what they are to know, and drops those who are present no longer. Called several times a second. */
  async look(db: Executor): Promise<void> {
    if (this.#now() - this.#sweptAt >= betweenSweepsMs) this.#sweep()
    if (this.#now() >= this.#settledAt) for (const callback of this.#waiting.splice(0)) callback()
    await this.#tell(db, tellWithinMs)
  }

  /** Tells others of who has left, when no stream is left to look for. */
  async end(db: Executor): Promise<void> {
    // Nothing is heard from now on.
    this.#hearsUntil = -Infinity
    this.#waiting = []
    this.#toldAt = -Infinity
    await this.#tell(db, farewellMs)
  }

  #sweep(): void {
    this.#sweptAt = this.#now()
    this.#sweepOf(this.#leaving)
    for (const [process, users] of this.#others) {
      this.#sweepOf(users)
      if (users.size === 0) this.#others.delete(process)
    }
  }

  #sweepOf(users: Map<string, number>): void {
    for (const [userId, believedUntil] of users) {
      if (believedUntil > this.#now()) continue
      users.delete(userId)
      if (!this.isPresent(userId)) this.#announce(userId, false)
    }
  }

  async #tell(db: Executor, timeoutMs: number): Promise<void> {
    if (this.#now() - this.#toldAt < betweenTellingMs) return
    const tellsAll = this.#own.size > 0 && (this.#tellsAll || this.#now() >= this.#tellAllAt)
    const asks = this.#asks && this.#listeners.size > 0
    if (!tellsAll && !asks && this.#come.size === 0 && this.#gone.size === 0) return
    const here = tellsAll ? [...this.#own.keys()] : [...this.#come]
    const gone = [...this.#gone]
    // What changes from now on is told next.
    this.#come.clear()
    this.#gone.clear()
    this.#toldAt = this.#now()
    try {
      const payloads = presenceMessages(this.#id, { here, gone, asks })
      await db.execute(hintPresence, { payloads }, { timeoutMs })
    } catch (error) {
      this.#tellsAll = true
      for (const userId of gone) if (!this.#own.has(userId)) this.#gone.add(userId)
      this.#toldAt = this.#now() + afterTroubleMs
      throw error
    }
    if (asks) this.#asks = false
    if (!tellsAll) return
    this.#tellsAll = false
    // Not all processes at the same time.
    this.#tellAllAt = this.#now() + tellAllMs * (0.8 + Math.random() / 5)
  }

  #announce(userId: string, isPresent: boolean): void {
    for (const listener of [...(this.#listeners.get(userId) ?? [])]) listener(isPresent)
  }
}
