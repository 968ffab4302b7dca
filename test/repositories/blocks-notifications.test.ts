/** Nobody is told of what somebody behind a block does, but for how a payment ended. */

import { describe, expect, it } from 'vitest'
import { ConflictError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openDeal } from '../setup/market/completed-deal.js'
import { openMarket } from '../setup/market/open-market.js'
import { storedPayment } from '../setup/market/pay.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function newUsers(count: number): Promise<string[]> {
  return db.users.createMany(Array.from({ length: count }, () => sampleUser()))
}

const toldTo = async (userId = '') => (await db.notifications.list({ userId })).items

describe.each(bothWays(db))('notifications of an actor behind a block, on %s', (_, on) => {
  it('are left out of a fan-out, whoever of the two blocked', async () => {
    const [actorId = '', blocker = '', blocked = '', friend = ''] = await newUsers(4)
    await db.blocks.block({ userId: blocker, blockedId: actorId })
    await db.blocks.block({ userId: actorId, blockedId: blocked })
    const event = { notificationType: 'stream_live', dedupeKey: newId(), channels: ['push'] } as const
    const userIds = [blocker, blocked, friend]
    const told = await on(({ notifications }) => notifications.addMany({ ...event, actorId, userIds }))
    expect(told.map(({ userId }) => userId)).toEqual([friend])
    expect([await toldTo(blocker), await toldTo(blocked)]).toEqual([[], []])
    // Without an actor, and after the block, they are told.
    const news = await on(({ notifications }) => notifications.addMany({ ...event, userIds }))
    expect(news.map(({ userId }) => userId).toSorted()).toEqual([blocker, blocked].toSorted())
    await db.blocks.unblock({ userId: blocker, blockedId: actorId })
    const later = { ...event, actorId, userIds, dedupeKey: newId() }
    expect(await on(({ notifications }) => notifications.addMany(later))).toHaveLength(2)
  })

  it('are refused one by one', async () => {
    const [actorId = '', userId = ''] = await newUsers(2)
    await db.blocks.block({ userId, blockedId: actorId })
    const add = on(({ notifications }) => notifications.add({ userId, actorId, notificationType: 'review' }))
    expect(await rejection(add, ConflictError)).toMatchObject({ rule: 'user_blocked' })
    expect(await toldTo(userId)).toEqual([])
  })

  it('are written without the actor if they tell how a payment ended', async () => {
    const { paymentId, buyerId, sellerId } = await openDeal(db)
    await db.blocks.block({ userId: sellerId, blockedId: buyerId })
    const { amountMinor: amountReceivedMinor, currency } = await storedPayment(db, paymentId)
    const stripePaymentIntentId = `pi_${paymentId}`
    const success = { paymentId, stripePaymentIntentId, amountReceivedMinor, currency, notify: true } as const
    await on(({ payments }) => payments.recordSuccess(success))
    expect(await toldTo(sellerId)).toMatchObject([
      { notificationType: 'payment_completed', actorId: null, actor: null, subjectId: paymentId },
    ])
  })
})

describe('tellSavers', () => {
  it('leaves out whom a block parts from the seller', async () => {
    const [sellerId = '', blocker = '', blocked = '', friend = ''] = await newUsers(4)
    const { id: productId } = await db.products.create(sampleProduct(sellerId))
    for (const userId of [blocker, blocked, friend]) {
      await db.wishlists.setSaved({ userId, productId, isSaved: true })
    }
    await db.blocks.block({ userId: blocker, blockedId: sellerId })
    await db.blocks.block({ userId: sellerId, blockedId: blocked })
    await db.products.update({ productId, sellerId, patch: { priceMinor: 100 } })
    expect(await db.wishlists.tellSavers({ productId, limit: 10 })).toMatchObject({ looked: 3, told: 1 })
    expect(await toldTo(friend)).toHaveLength(1)
    expect([await toldTo(blocker), await toldTo(blocked)]).toEqual([[], []])
  })
})

describe('a notification of a service’s own SQL', () => {
  it('is left out too', async () => {
    const [actorId = '', userId = ''] = await newUsers(2)
    await db.blocks.block({ userId: actorId, blockedId: userId })
    const insert = query<{ userId: string; actorId: string }, object>(
      "insert into notifications (user_id, actor_id, notification_type) values (:userId!, :actorId!, 'follower')",
    )
    await db.execute(insert, { userId, actorId })
    expect(await toldTo(userId)).toEqual([])
  })
})
