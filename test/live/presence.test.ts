/** The presence of users, which is that of a stream that shows them, as the other participants of their conversations are told. */

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import type { Executor } from '../../src/engine/executor.js'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import type { LiveFeed } from '../../src/live/live-feed.js'
import { Presence } from '../../src/live/presence.js'
import { presenceMessages, readPresenceMessage } from '../../src/live/presence-message.js'
import { readLiveOptions } from '../../src/live/live-options.js'
import { Subscription } from '../../src/live/subscription.js'
import { newId } from '../../src/repositories/new-id.js'
import { until } from '../setup/events/until.js'
import { openMarket } from '../setup/market/open-market.js'
import { startChat } from '../setup/market/start-chat.js'
import { openClient } from '../setup/migrate/open-client.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()

/** A stream that has hints and no events. */
function open(on: Database, userId: string): LiveFeed<'user.followed', true> {
  return on.live({ userId, hints: true, types: ['user.followed'] })
}

/** The next hint of a stream. */
async function next(feed: LiveFeed<'user.followed', true>): Promise<unknown> {
  return (await feed[Symbol.asyncIterator]().next()).value
}

describe('presence', () => {
  it('is hinted to who watches it, from another process too, as it comes and goes', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const { id: conversationId } = conversation
    const other = createDatabase({ url: test.url })
    const feeds = [open(db, buyer.id), open(other, buyer.id)]
    const hint = (isPresent: boolean) => ({ type: 'presence', conversationId, userId: seller.id, isPresent })
    for (const feed of feeds) {
      await feed.watchPresence({ conversationId })
      expect(await next(feed)).toEqual(hint(false))
    }
    const streams = [db, other].map((each) => each.live({ userId: seller.id, presence: true }))
    for (const feed of feeds) expect(await next(feed)).toEqual(hint(true))
    // Whoever begins to watch is told by the others.
    const late = createDatabase({ url: test.url })
    const lateFeed = open(late, buyer.id)
    await lateFeed.watchPresence({ conversationId: conversationId.toUpperCase() })
    expect(await next(lateFeed)).toEqual(hint(true))
    // Once more is no change, and is said at once.
    await lateFeed.watchPresence({ conversationId })
    expect(await next(lateFeed)).toEqual(hint(true))
    lateFeed.unwatchPresence({ conversationId })
    const offers = feeds.map(next)
    await Promise.all(streams.map((stream) => stream.close()))
    expect(await Promise.all(offers)).toEqual([hint(false), hint(false)])
    await lateFeed.close()
    expect(await next(lateFeed)).toBeUndefined()
    await Promise.all([...feeds.map((feed) => feed.close()), other.close(), late.close()])
  })

  it('is not for strangers, for streams without hints, and between those whom a block parts', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const { id: conversationId } = conversation
    await using stranger = open(db, newId())
    const watch = (id: string) => stranger.watchPresence({ conversationId: id })
    expect(await rejection(watch(conversationId), ForbiddenError)).toMatchObject({
      rule: 'not_a_participant',
    })
    expect(await rejection(watch(newId()), NotFoundError)).toMatchObject({ table: 'conversations' })
    expect(await rejection(watch('x'), InvalidInputError)).toMatchObject({ field: 'conversationId' })
    await using plain = db.live({ userId: buyer.id })
    expect(await rejection(plain.watchPresence({ conversationId }), InvalidInputError)).toMatchObject({
      field: 'hints',
    })
    await using early = open(db, buyer.id)
    await early.watchPresence({ conversationId })
    expect(await next(early)).toMatchObject({ isPresent: false })
    await db.blocks.block({ userId: seller.id, blockedId: buyer.id })
    await using present = db.live({ userId: seller.id, presence: true })
    await present.ready
    await using late = open(db, buyer.id)
    await late.watchPresence({ conversationId })
    expect(await next(late)).toMatchObject({ isPresent: false })
    const { id: followerId } = (await startChat(db)).buyer
    await db.follows.follow({ userId: followerId, followeeId: buyer.id })
    for (const feed of [early, late]) expect(await next(feed)).toMatchObject({ type: 'user.followed' })
  })

  it('is not ended by a stream that never began', async () => {
    const { seller } = await startChat(db)
    const said: string[] = []
    await using heard = await db.listen('souk_presence', (payload) => said.push(payload))
    await using present = db.live({ userId: seller.id, presence: true })
    await present.ready
    await until(() => said.some((payload) => readPresenceMessage(payload)?.here.includes(seller.id)))
    db.live({ userId: seller.id, presence: true, signal: AbortSignal.abort() })
    // Longer than it takes until a process tells what has changed.
    await sleep(1_300)
    // Others may be gone by now: those of the tests before.
    expect(said.some((payload) => readPresenceMessage(payload)?.gone.includes(seller.id))).toBe(false)
    await heard.close()
  })

  it('is told to others when the database is closed', async () => {
    const { seller } = await startChat(db)
    const said: string[] = []
    await using heard = await db.listen('souk_presence', (payload) => said.push(payload))
    const other = createDatabase({ url: test.url })
    const present = other.live({ userId: seller.id, presence: true })
    await present.ready
    await until(() => said.some((payload) => readPresenceMessage(payload)?.here.includes(seller.id)))
    await other.close()
    await until(() => said.some((payload) => readPresenceMessage(payload)?.gone.includes(seller.id)))
    await heard.close()
  })

  it('is hinted although the database was in trouble when somebody came', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which nobody else can hold up')
    const { buyer, seller, conversation } = await startChat(db)
    const hasty = createDatabase({ url: test.url, statementTimeoutMs: 300 })
    const feed = open(hasty, buyer.id)
    await feed.watchPresence({ conversationId: conversation.id })
    expect(await next(feed)).toMatchObject({ isPresent: false })
    await using blocker = await openClient(test.url)
    await blocker.query('begin; lock table blocks in access exclusive mode')
    const present = hasty.live({ userId: seller.id, presence: true })
    await present.ready
    await sleep(700)
    await blocker.query('commit')
    expect(await next(feed)).toMatchObject({ isPresent: true })
    await hasty.close()
  })
})

describe('a stream', () => {
  it('watches a hundred conversations, the newest ones, of which none is ended by what is refused', async () => {
    const stopped: string[] = []
    const feed = new Subscription(readLiveOptions({ userId: newId(), hints: true }), {
      watchPresence: (_, conversationId) =>
        conversationId.startsWith('f')
          ? Promise.reject(new ForbiddenError('not_a_participant', 'no'))
          : Promise.resolve(() => stopped.push(conversationId)),
      readBacklog: () => Promise.resolve(null),
      leave: () => undefined,
    })
    const ids = Array.from(
      { length: 101 },
      (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    )
    for (const conversationId of ids.slice(0, 100)) await feed.watchPresence({ conversationId })
    const refused = Array.from({ length: 100 }, () => `f${newId().slice(1)}`)
    for (const conversationId of refused)
      await rejection(feed.watchPresence({ conversationId }), ForbiddenError)
    expect(stopped).toEqual([])
    await feed.watchPresence({ conversationId: ids[100] ?? '' })
    expect(stopped).toEqual([ids[0]])
    feed.unwatchPresence({ conversationId: ids[1] ?? '' })
    expect(stopped).toEqual([ids[0], ids[1]])
    feed.end()
    expect(stopped.toSorted()).toEqual(ids)
  })
})

/** Processes whose messages reach each other at once, under one clock. */
class Processes {
  time = 0
  isDown = false
  sent = 0
  readonly #all: Presence[] = []

  add(): Presence {
    const presence = new Presence(() => this.time)
    this.#all.push(presence)
    return presence
  }

  /** Lets a process die without a word. */
  kill(presence: Presence): void {
    this.#all.splice(this.#all.indexOf(presence), 1)
  }

  /** Lets time pass, in which each process looks four times a second. */
  async pass(ms: number): Promise<void> {
    const execute = (_query: unknown, { payloads }: { readonly payloads: readonly string[] }) => {
      if (this.isDown) return Promise.reject(new Error('down'))
      this.sent += payloads.length
      for (const payload of payloads) for (const each of this.#all) each.hear(payload)
      return Promise.resolve(1)
    }
    const end = this.time + ms
    for (; this.time < end; this.time += 250) {
      for (const each of this.#all) await each.look({ execute } as unknown as Executor).catch(() => undefined)
    }
  }
}

describe('the presence of several processes', () => {
  it('outlives a page that is loaded again, and ends five seconds after the last stream', async () => {
    const processes = new Processes()
    const [one, two] = [processes.add(), processes.add()]
    const changes: boolean[] = []
    const user = newId()
    two.watch(user, (isPresent) => changes.push(isPresent))
    one.enter(user)
    one.enter(user)
    await processes.pass(2_000)
    expect(changes).toEqual([true])
    one.leave(user)
    await processes.pass(10_000)
    one.leave(user)
    await processes.pass(4_000)
    one.enter(user)
    await processes.pass(60_000)
    expect(changes).toEqual([true])
    one.leave(user)
    await processes.pass(4_000)
    expect(two.isPresent(user)).toBe(true)
    await processes.pass(3_000)
    expect(changes).toEqual([true, false])
    // Nobody is left to tell of.
    const { sent } = processes
    await processes.pass(60_000)
    expect(processes.sent).toBe(sent)
  })

  it('knows a user of two processes until both have left, and of one that died for 50 s', async () => {
    const processes = new Processes()
    const [one, two, three] = [processes.add(), processes.add(), processes.add()]
    const user = newId()
    const changes: boolean[] = []
    three.watch(user, (isPresent) => changes.push(isPresent))
    one.enter(user)
    two.enter(user)
    await processes.pass(60_000)
    one.leave(user)
    await processes.pass(60_000)
    expect(changes).toEqual([true])
    processes.kill(two)
    await processes.pass(25_000)
    expect(changes).toEqual([true])
    await processes.pass(35_000)
    expect(changes).toEqual([true, false])
  })

  it('is caught up after a time without a database, whoever came and left meanwhile', async () => {
    const processes = new Processes()
    const [one, two] = [processes.add(), processes.add()]
    const [stays, leaves, comes, passes] = [newId(), newId(), newId(), newId()]
    const present = () => [stays, leaves, comes, passes].map((user) => two.isPresent(user))
    two.watch(newId(), () => undefined)
    one.enter(stays)
    one.enter(leaves)
    await processes.pass(5_000)
    expect(present()).toEqual([true, true, false, false])
    processes.isDown = true
    one.leave(leaves)
    one.enter(comes)
    one.enter(passes)
    await processes.pass(10_000)
    one.leave(passes)
    await processes.pass(10_000)
    processes.isDown = false
    await processes.pass(6_000)
    expect(present()).toEqual([true, false, true, false])
  })

  it('is asked for by a process that begins to look, once in a minute', async () => {
    const processes = new Processes()
    const one = processes.add()
    const users = Array.from({ length: 700 }, () => newId())
    for (const user of users) one.enter(user)
    await processes.pass(2_000)
    expect(processes.sent).toBe(3)
    const two = processes.add()
    await processes.pass(1_000)
    const stop = two.watch(newId(), () => undefined)
    let isSettled = false
    two.whenSettled(() => (isSettled = true))
    expect(isSettled).toBe(false)
    await processes.pass(3_500)
    expect(isSettled).toBe(true)
    expect(users.every((user) => two.isPresent(user))).toBe(true)
    // It goes on hearing for a while, and need not ask again.
    stop()
    const { sent } = processes
    await processes.pass(5_000)
    two.watch(newId(), () => undefined)
    await processes.pass(2_000)
    expect(processes.sent).toBe(sent)
  })
})

describe('a message between processes', () => {
  it('holds 250 ids in less than 8,000 bytes, and is read as it was written', () => {
    const process = newId()
    const [here, gone] = [Array.from({ length: 301 }, newId), Array.from({ length: 5 }, newId)]
    const payloads = presenceMessages(process, { here, gone, asks: true })
    expect(payloads).toHaveLength(2)
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000)
    const read = payloads.map((payload) => readPresenceMessage(payload))
    expect(read.map((message) => message?.process)).toEqual([process, process])
    expect(read.map((message) => message?.asks)).toEqual([true, false])
    expect(read.flatMap((message) => message?.here ?? [])).toEqual(here)
    expect(read.flatMap((message) => message?.gone ?? [])).toEqual(gone)
  })

  it('is passed over if it is of another version, or of somebody else', () => {
    const [message] = presenceMessages(newId(), { here: [newId()], gone: [], asks: false })
    const changed = { ...(JSON.parse(message) as object), more: true }
    for (const payload of [
      '',
      'x',
      '{}',
      'null',
      JSON.stringify(changed),
      message.replace(/"here":\[".{22}/, '"here":["x'),
    ]) {
      expect(readPresenceMessage(payload)).toBeNull()
    }
  })
})
