/** Live streams of one process, on any database. */

import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import type { LiveFeed } from '../../src/live/live-feed.js'
import { newId } from '../../src/repositories/new-id.js'
import { until } from '../setup/events/until.js'
import { readAll, take, takeEvents } from '../setup/live/take.js'
import { openMarket } from '../setup/market/open-market.js'
import { startChat } from '../setup/market/start-chat.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()

/** Publishes events n to m for users, each of an aggregate of its own. */
async function tell(audience: readonly string[], first: number, last: number): Promise<void> {
  await db.events.publish(
    Array.from({ length: last - first + 1 }, (_, index) => ({
      type: 'test.counted',
      aggregateId: newId(),
      audience,
      payload: { n: first + index },
    })),
  )
}

/** The numbers of the next events of a stream. */
async function numbers(feed: LiveFeed, count: number): Promise<number[]> {
  return (await takeEvents(feed, count)).map((event) =>
    event.type === 'test.counted' ? event.payload.n : -1,
  )
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n)

describe('live', () => {
  it('gives each participant what happens in a conversation, in its order, and a stranger nothing', async () => {
    const { buyer, seller, product, conversation } = await startChat(db)
    await using toBuyer = db.live({ userId: buyer.id })
    await using toSeller = db.live({
      userId: seller.id.toUpperCase(),
      types: ['message.sent', 'conversation.read'],
    })
    const stranger = db.live({ userId: newId() })
    await Promise.all([toBuyer.ready, toSeller.ready, stranger.ready])
    const { id: conversationId } = conversation
    const message = await db.messages.send({ conversationId, senderId: buyer.id, content: 'Is it there?' })
    await db.messages.markRead({ messageId: message.id, userId: seller.id })
    await db.offers.make({ productId: product.id, conversationId, buyerId: buyer.id, amountMinor: 20_000 })
    await db.notifications.add({ userId: buyer.id, notificationType: 'other' })
    const seen = await takeEvents(toBuyer, 5)
    expect(seen.map(({ type }) => type)).toEqual([
      'message.sent',
      'conversation.read',
      'offer.made',
      'message.sent',
      'notification.created',
    ])
    expect(seen[0]).toEqual({
      position: expect.any(Number) as number,
      type: 'message.sent',
      version: 1,
      aggregateId: conversationId,
      payload: {
        conversationId,
        messageId: message.id,
        senderId: buyer.id,
        messageType: 'text',
        offerId: null,
      },
      createdAt: expect.any(Date) as Date,
    })
    expect(seen.map(({ position }) => position)).toEqual(
      seen.map(({ position }) => position).toSorted((a, b) => a - b),
    )
    expect(toBuyer.position).toBe(seen.at(-1)?.position)
    // The same, without what was not asked for.
    const ofSeller = await takeEvents(toSeller, 3)
    expect(ofSeller).toEqual([seen[0], seen[1], seen[3]])
    await stranger.close()
    expect(await readAll(stranger)).toEqual([])
  })

  it('goes on behind the position of another stream, and gives nothing twice', async () => {
    const userId = newId()
    const first = db.live({ userId })
    await first.ready
    await tell([userId], 1, 5)
    expect(await numbers(first, 3)).toEqual([1, 2, 3])
    await first.close()
    await tell([userId], 6, 8)
    const other = createDatabase({ url: test.url })
    const second = other.live({ userId, after: first.position })
    expect(await numbers(second, 5)).toEqual(range(4, 8))
    await tell([userId], 9, 9)
    expect(await numbers(second, 1)).toEqual([9])
    await other.close()
  })

  it('loses nothing to a reader that is slow, and keeps no more than its queue', async () => {
    const userId = newId()
    await using slow = db.live({ userId, maxQueue: 3 })
    await using quick = db.live({ userId })
    await Promise.all([slow.ready, quick.ready])
    expect(await Promise.all([numbers(slow, 1), tell([userId], 1, 1)])).toEqual([[1], undefined])
    await tell([userId], 2, 20)
    expect(await numbers(quick, 20)).toEqual(range(1, 20))
    const seen = await numbers(slow, 10)
    await tell([userId], 21, 30)
    expect(await numbers(quick, 10)).toEqual(range(21, 30))
    expect([...seen, ...(await numbers(slow, 19))]).toEqual(range(2, 30))
  })

  it('goes by looking alone on a pool that was handed in, which cannot listen', async () => {
    const pool = new pg.Pool({ connectionString: test.url, max: 2 })
    const pooled = createDatabase({ pool })
    const userId = newId()
    const feed = pooled.live({ userId, hints: true })
    await feed.ready
    await tell([userId], 1, 3)
    const seen = []
    for await (const item of feed) if (seen.push(item) === 3) break
    expect(seen).toMatchObject([{ payload: { n: 1 } }, { payload: { n: 2 } }, { payload: { n: 3 } }])
    await pooled.close()
    await pool.end()
  })

  it('gives the readers of one user the same objects, which none of them can change', async () => {
    const userId = newId()
    await using one = db.live({ userId })
    await using two = db.live({ userId })
    // Both have read what was there, and wait.
    const [ofOne, ofTwo] = [takeEvents(one, 1), takeEvents(two, 1)]
    await Promise.all([one.ready, two.ready])
    await tell([userId], 1, 1)
    const [[event], [same]] = await Promise.all([ofOne, ofTwo])
    expect(event?.payload).toBe(same?.payload)
    expect(() => Object.assign(event?.payload ?? {}, { n: 2 })).toThrow(TypeError)
  })

  it('refuses a position that no event has', async () => {
    const feed = db.live({ userId: newId(), after: 2 ** 40 })
    expect(await rejection(feed.ready, InvalidInputError)).toMatchObject({ field: 'after' })
    expect(await rejection(readAll(feed), InvalidInputError)).toMatchObject({ field: 'after' })
  })

  it.each([
    ['userId', { userId: 'x' }],
    ['after', { userId: newId(), after: -1 }],
    ['types', { userId: newId(), types: [] }],
    ['maxQueue', { userId: newId(), maxQueue: 0 }],
    ['signal', { userId: newId(), signal: {} as AbortSignal }],
    ['speed', { userId: newId(), speed: 1 }],
  ])('refuses a wrong %s, and names it', (field, options) => {
    expect(() => db.live(options)).toThrow(expect.objectContaining({ code: 'invalid_input', field }))
  })
})

describe('the end of a stream', () => {
  it('comes with the reason of its signal, whether the loop waits or has not begun', async () => {
    const reason = new Error('the user has left')
    const aborted = db.live({ userId: newId(), signal: AbortSignal.abort(reason) })
    await expect(aborted.ready).rejects.toBe(reason)
    await expect(readAll(aborted)).rejects.toBe(reason)
    const controller = new AbortController()
    const feed = db.live({ userId: newId(), signal: controller.signal })
    await feed.ready
    const reading = readAll(feed)
    controller.abort(reason)
    await expect(reading).rejects.toBe(reason)
    expect(await feed[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined })
  })

  it('comes by leaving the loop, and by close, at once', async () => {
    const userId = newId()
    const left = db.live({ userId })
    await left.ready
    await tell([userId], 1, 3)
    for await (const item of left) {
      expect(item).toMatchObject({ payload: { n: 1 } })
      break
    }
    expect(await readAll(left)).toEqual([])
    const closed = db.live({ userId })
    const reading = readAll(closed)
    await closed.close()
    await closed.ready
    expect(await reading).toEqual([])
  })

  it('comes with that of the database, which leaves nothing behind', async () => {
    const other = createDatabase({ url: test.url })
    const feeds = Array.from({ length: 10 }, () => other.live({ userId: newId() }))
    const reading = Promise.all(feeds.map(readAll))
    await feeds[0]?.ready
    const late = other.live({ userId: newId() })
    await other.close()
    expect((await reading).flat()).toEqual([])
    expect(await readAll(late)).toEqual([])
    expect(() => other.live({ userId: newId() })).toThrow(expect.objectContaining({ code: 'connection' }))
    if (test.multiSession) {
      const sessions = query<undefined, { readonly listening: number }>(
        `select count(*)::integer as listening from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%souk_events%'`,
      )
      await until(async () => (await db.one(sessions)).listening === 0)
    }
  })

  it('comes with the error of a database that cannot serve it', async () => {
    const hide = query<undefined, never>('alter table event_head rename to hidden_head')
    const show = query<undefined, never>('alter table hidden_head rename to event_head')
    await db.execute(hide)
    const feed = db.live({ userId: newId() })
    await expect(feed.ready).rejects.toMatchObject({ code: 'database', sqlState: '42P01' })
    await expect(readAll(feed)).rejects.toMatchObject({ sqlState: '42P01' })
    await db.execute(show)
  })
})

describe('a stream on a log that has lost events, as by a failover', () => {
  it('has a gap, and goes on with what gets their positions', async () => {
    const userId = newId()
    await using feed = db.live({ userId })
    await feed.ready
    const start = feed.position ?? 0
    await tell([userId], 1, 3)
    expect(await numbers(feed, 3)).toEqual([1, 2, 3])
    const lose = query<{ readonly position: number }, never>(
      `with lost as (delete from event_log where position > :position!)
      update event_head set position = :position!`,
      { position: 'int8' },
    )
    await db.execute(lose, { position: start + 1 })
    expect(await take(feed, 1)).toEqual([{ type: 'gap', position: start + 1 }])
    await tell([userId], 4, 4)
    await tell([newId()], 5, 5)
    await tell([userId], 6, 6)
    expect(await numbers(feed, 2)).toEqual([4, 6])
    expect(feed.position).toBe(start + 4)
    // Although it is still written down that the lost event at the position of 5 was the user's.
    await using later = db.live({ userId, after: start + 1 })
    expect(await numbers(later, 2)).toEqual([4, 6])
  })
})

describe('a stream that begins before the oldest event that is kept', () => {
  const fill = query<undefined, never>(
    `insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
    values (1500000, 0, gen_random_uuid(), 'test.counted', 1, '{}', '{}', now())`,
  )
  const move = query<undefined, never>('update event_head set position = 2999999')
  const drop = query<undefined, never>('drop table event_log_0')
  const dropNext = query<undefined, never>('drop table event_log_1')

  it('begins with a gap, and goes on behind it', async () => {
    const userId = newId()
    const before = db.live({ userId })
    await before.ready
    await before.close()
    await db.execute(fill)
    await db.execute(move)
    await db.execute(drop)
    await tell([userId], 1, 2)
    await using feed = db.live({ userId, after: before.position })
    expect(await take(feed, 1)).toEqual([{ type: 'gap', position: 1_499_999 }])
    expect(feed.position).toBe(1_499_999)
    expect(await numbers(feed, 2)).toEqual([1, 2])
    // Nothing is missing behind a position that is kept.
    await using whole = db.live({ userId, after: 1_499_999 })
    expect(await numbers(whole, 2)).toEqual([1, 2])
    await db.execute(dropNext)
    await using empty = db.live({ userId, after: 1_600_000, maxQueue: 1 })
    expect(await take(empty, 3)).toMatchObject([
      { type: 'gap', position: 2_999_999 },
      { payload: { n: 1 } },
      { payload: { n: 2 } },
    ])
  })
})
