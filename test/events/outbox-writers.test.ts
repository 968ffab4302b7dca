import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/repositories/new-id.js'
import { completedDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { joinNegotiation, openNegotiation } from '../setup/market/open-negotiation.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay, payBack } from '../setup/market/pay.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'
import { query } from '../setup/query.js'

interface WrittenEvent {
  readonly type: string
  readonly aggregateId: string
  readonly audience: readonly string[]
  readonly payload: Record<string, unknown>
}

const { db } = await openMarket()
const fees = { feeBasisPoints: { discover: 1_000, community: 500 } }

const takeEvents = query<undefined, WrittenEvent>(
  `with taken as (delete from outbox returning *)
   select taken.type as "type!", taken.aggregate_id as "aggregate_id!", taken.audience as "audience!", taken.payload as "payload!"
   from taken order by taken.seq`,
)
const run = (sql: string) => db.execute(query<undefined, object>(sql))

/** The events that were written since the last call, in their order. */
const events = () => db.many(takeEvents)
const types = async () => (await events()).map(({ type }) => type)

beforeEach(async () => {
  await events()
})

describe('the outbox', () => {
  it('tells of messages, and of what is read', async () => {
    const { buyer, seller, product, conversation } = await startChat(db)
    const audience = [buyer.id, seller.id]
    expect((await events()).slice(-1)).toStrictEqual([
      {
        type: 'conversation.opened',
        aggregateId: conversation.id,
        audience,
        payload: {
          conversationId: conversation.id,
          buyerId: buyer.id,
          sellerId: seller.id,
          productId: product.id,
        },
      },
    ])
    const sent = { conversationId: conversation.id, senderId: buyer.id }
    const first = await db.messages.send({ id: newId(), ...sent, content: 'Still there?' })
    const second = await db.messages.send({ id: newId(), ...sent, content: 'Hello?' })
    await db.conversations.markRead({ conversationId: conversation.id, userId: seller.id })
    await db.messages.delete({ messageId: first.id, userId: buyer.id })
    const told = await events()
    const message = { ...sent, messageType: 'text', offerId: null }
    expect(told.map(({ type, payload }) => ({ type, payload }))).toStrictEqual([
      { type: 'message.sent', payload: { ...message, messageId: first.id } },
      { type: 'message.sent', payload: { ...message, messageId: second.id } },
      {
        type: 'conversation.read',
        payload: {
          conversationId: conversation.id,
          readerId: seller.id,
          upToMessageId: second.id,
          messages: 2,
        },
      },
      { type: 'message.deleted', payload: { ...message, messageId: first.id } },
    ])
    for (const event of told) {
      expect(event).toMatchObject({ aggregateId: conversation.id, audience })
    }
  })

  it('tells nothing of a conversation that is read already', async () => {
    const { seller, conversation } = await startChat(db)
    await events()
    await db.conversations.markRead({ conversationId: conversation.id, userId: seller.id })
    expect(await types()).toEqual([])
  })

  it('tells of offers, answers, the product that is taken and the payment', async () => {
    const negotiation = await openNegotiation(db)
    const rival = await joinNegotiation(db, negotiation)
    const { product, conversationId, buyerId, sellerId } = negotiation
    const productId = product.id
    await events()
    const made = await db.offers.make({ productId, conversationId, buyerId, amountMinor: 20_000 })
    await db.offers.make({
      productId,
      conversationId: rival.conversationId,
      buyerId: rival.buyerId,
      amountMinor: 10_000,
    })
    const answer = await db.offers.counter({ offerId: made.id, userId: sellerId, amountMinor: 22_000 })
    expect(await events()).toMatchObject([
      { type: 'offer.made', aggregateId: productId, payload: { offerId: made.id, parentOfferId: null } },
      { type: 'message.sent', payload: { messageType: 'offer', offerId: made.id } },
      { type: 'offer.made', aggregateId: productId, payload: { buyerId: rival.buyerId } },
      { type: 'message.sent' },
      {
        type: 'offer.countered',
        aggregateId: productId,
        audience: [buyerId, sellerId],
        payload: {
          offerId: answer.id,
          parentOfferId: made.id,
          productId,
          conversationId,
          buyerId,
          sellerId,
          madeBy: sellerId,
        },
      },
      { type: 'message.sent' },
    ])
    const { payment } = await db.offers.accept({ offerId: answer.id, userId: buyerId, ...fees })
    const accepted = await events()
    expect(accepted.map(({ type }) => type).sort()).toEqual([
      'offer.accepted',
      'offer.declined',
      'payment.opened',
      'product.unavailable',
    ])
    expect(accepted).toContainEqual({
      type: 'payment.opened',
      aggregateId: payment.id,
      audience: [buyerId, sellerId],
      payload: {
        paymentId: payment.id,
        productId,
        offerId: answer.id,
        streamId: null,
        buyerId,
        sellerId,
        status: 'pending',
      },
    })
    await pay(db, payment.id)
    expect((await types()).sort()).toEqual(['payment.completed', 'product.sold'])
    await payBack(db, payment.id)
    expect(await types()).toContain('payment.refunded')
  })

  it('tells once of an offer that is declined, cancelled or expires, whatever ends it', async () => {
    const negotiation = await openNegotiation(db)
    const { product, conversationId, buyerId, sellerId } = negotiation
    const offer = { productId: product.id, conversationId, buyerId, amountMinor: 20_000 }
    const declined = await db.offers.make(offer)
    await db.offers.decline({ offerId: declined.id, userId: sellerId })
    const cancelled = await db.offers.make(offer)
    await db.offers.cancel({ offerId: cancelled.id, userId: buyerId })
    await db.offers.make(offer)
    await db.blocks.block({ userId: sellerId, blockedId: buyerId })
    expect((await types()).filter((type) => type.startsWith('offer.') && type !== 'offer.made')).toEqual([
      'offer.declined',
      'offer.cancelled',
      'offer.cancelled',
    ])
  })

  it('tells of products what their buyers would see, and nothing of counters', async () => {
    const { id: sellerId } = await db.users.create(sampleUser())
    await events()
    const product = await db.products.create(sampleProduct(sellerId, { priceMinor: 10_000, currency: 'AED' }))
    const productId = product.id
    expect(await events()).toStrictEqual([
      {
        type: 'product.listed',
        aggregateId: productId,
        audience: [],
        payload: {
          productId,
          sellerId,
          category: product.category,
          feedType: product.feedType,
          currency: 'AED',
          priceMinor: 10_000,
          isAvailable: true,
        },
      },
    ])
    await db.products.update({ productId, sellerId, patch: { priceMinor: 9_000 } })
    expect(await events()).toMatchObject([
      { type: 'product.changed', payload: { productId, sellerId } },
      {
        type: 'product.cheaper',
        payload: { currency: 'AED', priceMinor: 9_000, previousPriceMinor: 10_000 },
      },
    ])
    await db.products.update({ productId, sellerId, patch: { priceMinor: 9_500 } })
    expect(await types()).toEqual(['product.changed'])
    await db.products.update({ productId, sellerId, patch: { priceMinor: 9_500 } })
    await run(`update products set view_count = view_count + 1`)
    expect(await types()).toEqual([])
    await db.products.markSold({ productId, sellerId })
    expect(await types()).toEqual(['product.unavailable', 'product.sold'])
    await run(`update products set hidden_at = now() where id = '${productId}'`)
    expect(await types()).toEqual(['product.changed'])
    await run(`update products set hidden_at = null where id = '${productId}'`)
    await events()
    await db.products.markAvailable({ productId, sellerId })
    expect(await types()).toEqual(['product.available'])
    await db.products.delete({ productId, sellerId })
    expect(await types()).toEqual(['product.deleted'])
  })

  it('tells of streams, reviews, verifications, follows and badges', async () => {
    const { buyerId, sellerId, paymentId } = await completedDeal(db)
    const admin = await makeAdmin(db)
    await events()
    const stream = await db.streams.create(sampleStream(sellerId))
    await db.streams.goLive({ streamId: stream.id, userId: sellerId })
    await db.streams.end({ streamId: stream.id, userId: sellerId })
    expect(await types()).toEqual(['stream.scheduled', 'stream.live', 'stream.ended'])
    const review = await db.reviews.write({ paymentId, reviewerId: buyerId, rating: 5 })
    await db.reviews.reply({ reviewId: review.id, userId: sellerId, reply: 'Thank you' })
    expect(await events()).toMatchObject([
      { type: 'review.written', payload: { reviewId: review.id, rating: 5 } },
      { type: 'review.replied', audience: [buyerId, sellerId] },
    ])
    const verification = await db.verifications.submit(sampleVerification(sellerId))
    await db.verifications.approve({ verificationId: verification.id, reviewerId: admin.id })
    expect(await types()).toEqual(
      expect.arrayContaining([
        'verification.submitted',
        'verification.approved',
        'user.changed',
        'badge.awarded',
      ]),
    )
    await db.follows.follow({ userId: buyerId, followeeId: sellerId })
    expect(await events()).toMatchObject([
      {
        type: 'user.followed',
        aggregateId: sellerId,
        audience: [sellerId],
        payload: { followerId: buyerId },
      },
    ])
  })

  it('tells of reports to the service alone, and of their decision to those who reported', async () => {
    const { buyer, seller, product } = await startChat(db)
    const admin = await makeAdmin(db)
    await events()
    const report = await db.reports.file({
      reporterId: buyer.id,
      subjectType: 'product',
      subjectId: product.id,
      reason: 'scam',
    })
    const [filed] = await events()
    expect(filed).toMatchObject({ type: 'report.filed', audience: [], payload: { reportId: report.id } })
    const [claimed] = await db.moderation.claimNext({ adminId: admin.id })
    if (claimed === undefined) throw new Error('there is no case')
    await db.moderation.decide({
      caseId: claimed.id,
      adminId: admin.id,
      attempt: claimed.attempt,
      decision: 'hide',
    })
    const decided = (await events()).find(({ type }) => type === 'report.decided')
    expect(decided).toStrictEqual({
      type: 'report.decided',
      aggregateId: claimed.id,
      audience: [buyer.id],
      payload: { caseId: claimed.id, subjectType: 'product', subjectId: product.id, decision: 'hide' },
    })
    expect(JSON.stringify(decided)).not.toContain(seller.id)
  })

  it('tells of notifications, and once of many that are read', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    await events()
    const added = await db.notifications.add({ userId, notificationType: 'announcement', title: 'News' })
    await db.notifications.add({ userId, notificationType: 'announcement', title: 'More' })
    await db.notifications.markAllRead({ userId })
    expect(await events()).toMatchObject([
      { type: 'notification.created', audience: [userId], payload: { notificationId: added.id, userId } },
      { type: 'notification.created' },
      { type: 'notification.read', aggregateId: userId, payload: { userId, notifications: 2 } },
    ])
  })

  it('tells of accounts, and names nobody who is erased but by the id', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    await db.users.update({ userId, patch: { bio: 'I sell lamps' } })
    await db.users.erase({ userId })
    const told = await events()
    expect(told.map(({ type }) => type)).toEqual(['user.joined', 'user.changed', 'user.erased'])
    for (const event of told) {
      expect(event).toMatchObject({ aggregateId: userId, audience: [userId], payload: { userId } })
    }
  })

  it('has nothing of a transaction that rolls back', async () => {
    const { buyer, conversation } = await startChat(db)
    await events()
    await db
      .transaction(async (tx) => {
        const sent = { conversationId: conversation.id, senderId: buyer.id }
        await tx.messages.send({ id: newId(), ...sent, content: 'Never said' })
        throw new Error('the caller changed their mind')
      })
      .catch(() => undefined)
    expect(await types()).toEqual([])
  })

  it('has nothing of a transaction that turned events off, and all of those after it', async () => {
    const { id: sellerId } = await db.users.create(sampleUser())
    await events()
    await db.transaction(async (tx) => {
      await tx.execute(query<undefined, object>(`select set_config('souk.events', 'off', true)`))
      await tx.products.create(sampleProduct(sellerId))
    })
    expect(await types()).toEqual([])
    await db.products.create(sampleProduct(sellerId))
    expect(await types()).toEqual(['product.listed'])
  })
})
