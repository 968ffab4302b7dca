/** Many callers at once, on a server: a user is told once, and no two workers have one attempt to deliver. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import { ConflictError, isSoukError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { outcomesOf } from '../setup/races/outcomes.js'
import { pick, seededRandom } from '../setup/random.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const feeBasisPoints = { discover: 1_000, community: 500 }

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})
afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

const newUsers = (count: number) => db.users.createMany(Array.from({ length: count }, () => sampleUser()))

const countByUser = query<
  { readonly key: string },
  { readonly userId: string; readonly notifications: number }
>('select user_id, count(*) as notifications from notifications where dedupe_key = :key! group by user_id')

describe('add and addMany, at the same time', () => {
  it('tell a user once under a key, and give all callers the same notification', async () => {
    for (let round = 0; round < 10; round++) {
      const [userId = ''] = await newUsers(1)
      const event = { userId, notificationType: 'other', dedupeKey: `round ${round}` } as const
      const added = await Promise.all(Array.from({ length: 30 }, () => caller().notifications.add(event)))
      expect(new Set(added.map(({ id }) => id)).size).toBe(1)
    }
  })

  it('fan out to the same users in any order, and each is told once', async () => {
    const random = seededRandom(7)
    const userIds = await newUsers(200)
    const event = { notificationType: 'stream_live', channels: ['push'], dedupeKey: 'live now' } as const
    const added = await Promise.all(
      Array.from({ length: 20 }, () =>
        caller().notifications.addMany({
          ...event,
          userIds: userIds.filter(() => random() < 0.9).toSorted(() => random() - 0.5),
        }),
      ),
    )
    const told = added.flat().map(({ userId }) => userId)
    expect(told.toSorted()).toEqual(userIds.toSorted())
    const counted = await db.many(countByUser, { key: 'live now' })
    expect(counted.every(({ notifications }) => notifications === 1)).toBe(true)
  })

  it('do not deadlock with deletions and closings of those who are told', async () => {
    for (let round = 0; round < 10; round++) {
      const userIds = await newUsers(20)
      const [first = '', second = ''] = userIds
      const event = { notificationType: 'other', dedupeKey: `deleted ${round}` } as const
      const { refused } = await outcomesOf<unknown>([
        caller().notifications.addMany({ ...event, userIds, actorId: second }),
        caller().users.delete({ userId: first }),
        caller().notifications.addMany({ ...event, userIds: userIds.toReversed() }),
        caller().users.close({ userId: second }),
      ])
      expect(refused).toEqual([])
    }
  })
})

describe('workers, at the same time', () => {
  /** Ends the leases of all deliveries that are being sent. */
  const lapse = query<undefined, object>(
    "update notification_deliveries set next_attempt_at = now() - interval '1 s' where status = 'sending' and id in (select id from notification_deliveries where status = 'sending' order by id for no key update skip locked)",
  )

  it('never have the same attempt, and record each delivery once, also while leases lapse', async () => {
    await db.execute(query<undefined, object>('delete from notifications'))
    const random = seededRandom(11)
    await db.notifications.addMany({
      userIds: await newUsers(240),
      notificationType: 'other',
      channels: ['email'],
    })
    const attempts: string[] = []
    const sent: string[] = []
    const refused: unknown[] = []
    const work = async (on: Database) => {
      for (;;) {
        const claimed = await on.notifications.claimDeliveries({ channel: 'email', limit: 7 })
        if (claimed.length === 0) return
        attempts.push(...claimed.map(({ id, attempt }) => `${id} ${attempt}`))
        // Some workers sleep until their leases are over.
        if (random() < 0.2) await db.execute(lapse)
        for (const { id: deliveryId, attempt } of claimed) {
          await on.notifications.recordDelivery({ deliveryId, attempt, outcome: 'sent' }).then(
            () => sent.push(deliveryId),
            (error: unknown) => refused.push(error),
          )
        }
      }
    }
    await Promise.all(Array.from({ length: 12 }, () => work(caller())))
    expect(new Set(attempts).size).toBe(attempts.length)
    expect(new Set(sent).size).toBe(sent.length)
    expect(sent).toHaveLength(240)
    for (const error of refused) {
      expect(error).toBeInstanceOf(ConflictError)
      expect(error).toMatchObject({ rule: 'delivery_attempt_over' })
    }
    expect(refused.length).toBe(attempts.length - sent.length)
  })

  it('let one of many records of an attempt win', async () => {
    await db.notifications.addMany({
      userIds: await newUsers(10),
      notificationType: 'other',
      channels: ['sms'],
    })
    const claimed = await db.notifications.claimDeliveries({ channel: 'sms' })
    for (const { id: deliveryId, attempt } of claimed) {
      const outcomes = ['sent', 'failed', 'rejected', 'sent', 'failed', 'rejected'] as const
      const { done, refused } = await outcomesOf(
        outcomes.map((outcome) => caller().notifications.recordDelivery({ deliveryId, attempt, outcome })),
      )
      expect(new Set(done.map(({ status }) => status)).size).toBe(1)
      expect(done).toHaveLength(2)
      expect(refused).toHaveLength(4)
    }
  })
})

describe('deleteOld, markRead and markAllRead, at the same time', () => {
  it('do not deadlock, and leave nothing that is old', async () => {
    const userIds = await newUsers(5)
    for (let n = 0; n < 20; n++) await db.notifications.addMany({ userIds, notificationType: 'other' })
    await db.execute(
      query<undefined, object>("update notifications set created_at = created_at - interval '200 days'"),
    )
    const [userId = ''] = userIds
    const { items } = await db.notifications.list({ userId, limit: 20 })
    const { refused } = await outcomesOf<unknown>([
      ...userIds.map((id) => caller().notifications.markAllRead({ userId: id })),
      ...items.map(({ id }) => caller().notifications.markRead({ userId, upToId: id })),
      ...Array.from({ length: 6 }, () => caller().notifications.deleteOld({ limit: 30 })),
      ...userIds.map((id) => caller().notifications.markAllRead({ userId: id })),
    ])
    for (const error of refused) expect(isSoukError(error) && error.code === 'not_found').toBe(true)
  })
})

describe('commands that notify, at the same time', () => {
  const notify = { title: 'News', channels: ['push'] } as const

  it('do not deadlock with the deletion and the closing of the two', async () => {
    const random = seededRandom(13)
    for (let round = 0; round < 15; round++) {
      const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
      const offer = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 100 })
      const { product: other, buyerId: payer, sellerId: paid } = await openNegotiation(db)
      const payment = await db.payments.open({ productId: other.id, buyerId: payer, feeBasisPoints })
      const calls: readonly (() => Promise<unknown>)[] = [
        () => caller().offers.decline({ offerId: offer.id, userId: sellerId, notify }),
        () => caller().offers.cancel({ offerId: offer.id, userId: buyerId, notify }),
        () => caller().offers.accept({ offerId: offer.id, userId: sellerId, feeBasisPoints, notify }),
        () => caller().messages.send({ conversationId, senderId: buyerId, content: 'Hello', notify }),
        () => caller().offers.expireDue({ notify }),
        () => caller().users.delete({ userId: pick(random, [buyerId, sellerId]) }),
        () => caller().users.close({ userId: pick(random, [buyerId, sellerId]) }),
        () => caller().payments.cancel({ paymentId: payment.id, userId: payer, notify }),
        () => caller().payments.expire({ paymentId: payment.id, notify }),
        () => caller().users.close({ userId: payer }),
        () => caller().users.delete({ userId: pick(random, [payer, paid]) }),
      ]
      const { refused } = await outcomesOf(calls.toSorted(() => random() - 0.5).map((call) => call()))
      for (const error of refused) {
        if (!isSoukError(error)) throw error
        expect(['not_found', 'conflict', 'forbidden', 'constraint']).toContain(error.code)
      }
    }
  })

  it('tell the other party once, while connections are ended at random', async () => {
    const doomed = manyCallers(test.url, 6, 'doomed')
    const killer = await startConnectionKiller(test.url, { applicationName: 'doomed', seed: 17, pauseMs: 20 })
    try {
      for (let round = 0; round < 6 || killer.killed < 10; round++) {
        const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
        const ids = Array.from({ length: 6 }, () => newId())
        const words = { conversationId, senderId: buyerId, content: 'Still there?', notify }
        const purchase = { id: newId(), productId: product.id, buyerId, feeBasisPoints, notify }
        await Promise.all([
          ...ids.flatMap((id) => [
            insist(() => doomed().messages.send({ ...words, id })),
            insist(() => doomed().messages.send({ ...words, id })),
          ]),
          insist(() => doomed().payments.open(purchase)),
          insist(() => doomed().payments.open(purchase)),
        ])
        const { items } = await db.notifications.list({ userId: sellerId })
        expect(items.map(({ subjectId }) => subjectId).toSorted()).toEqual([...ids, purchase.id].toSorted())
      }
    } finally {
      await killer.stop()
    }
  })
})
