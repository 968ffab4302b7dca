import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { completedDeal, openDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { payBack } from '../setup/market/pay.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)

const none = { count: 0, average: null, histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } }

async function reviewed(rating = 2) {
  const deal = await completedDeal(db)
  const review = await db.reviews.write({ paymentId: deal.paymentId, reviewerId: deal.buyerId, rating })
  return { ...deal, review }
}

function age(reviewId: string, interval: string): Promise<unknown> {
  return db.execute(
    query<{ readonly reviewId: string }, object>(
      `update reviews set created_at = created_at - interval '${interval}' where id = :reviewId!::uuid`,
    ),
    { reviewId },
  )
}

describe.each(bothWays(db))('write on %s', (_, on) => {
  it('lets each party of a completed payment review the other one, once', async () => {
    const { paymentId, productId, buyerId, sellerId } = await completedDeal(db)
    const input = { paymentId, reviewerId: buyerId, rating: 5, content: 'ممتاز.\nAs described.' }
    const ofSeller = await on(({ reviews }) => reviews.write(input))
    expect(ofSeller).toStrictEqual({
      id: ofSeller.id,
      paymentId,
      productId,
      reviewerId: buyerId,
      revieweeId: sellerId,
      rating: 5,
      content: input.content,
      reply: null,
      repliedAt: null,
      hiddenAt: null,
      createdAt: ofSeller.createdAt,
      updatedAt: ofSeller.createdAt,
    })
    const ofBuyer = await on(({ reviews }) => reviews.write({ paymentId, reviewerId: sellerId, rating: 3 }))
    expect(ofBuyer).toMatchObject({ reviewerId: sellerId, revieweeId: buyerId, rating: 3, content: null })
    expect(await db.reviews.get(ofSeller.id)).toStrictEqual(ofSeller)
    for (const reviewerId of [buyerId, sellerId]) {
      const again = on(({ reviews }) => reviews.write({ paymentId, reviewerId, rating: 1 }))
      expect(await rejection(again, ConflictError)).toMatchObject({ rule: 'review_already_written' })
    }
    expect(await db.reviews.summary(sellerId)).toStrictEqual({
      count: 1,
      average: 5,
      histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 1 },
    })
  })

  it('returns the first review when it is repeated with its id, hidden or not, and refuses other content', async () => {
    const { paymentId, buyerId, sellerId } = await completedDeal(db)
    const input = { id: newId(), paymentId, reviewerId: buyerId, rating: 4 }
    const first = await on(({ reviews }) => reviews.write(input))
    expect(await on(({ reviews }) => reviews.write({ ...input, content: null }))).toStrictEqual(first)
    const hidden = await db.reviews.hide({ reviewId: first.id, adminId })
    expect(await on(({ reviews }) => reviews.write(input))).toStrictEqual(hidden)
    const other = on(({ reviews }) => reviews.write({ ...input, reviewerId: sellerId }))
    expect(await rejection(other, ConflictError)).toMatchObject({ rule: 'repeated_differently' })
  })

  it('refuses everybody but the parties, and all but completed payments', async () => {
    const pending = await openDeal(db)
    const completed = await completedDeal(db)
    const { id: stranger } = await db.users.create(sampleUser())
    const closed = await completedDeal(db)
    await db.users.close({ userId: closed.buyerId })
    const write = (paymentId: string, reviewerId: string) =>
      on(({ reviews }) => reviews.write({ paymentId, reviewerId, rating: 5 }))
    expect(await rejection(write(pending.paymentId, pending.buyerId), ConflictError)).toMatchObject({
      rule: 'payment_not_completed',
    })
    expect(await rejection(write(completed.paymentId, stranger), ForbiddenError)).toMatchObject({
      rule: 'not_a_participant',
    })
    expect(await rejection(write(closed.paymentId, closed.buyerId), ConflictError)).toMatchObject({
      rule: 'account_closed',
    })
    expect(await rejection(write(newId(), stranger), NotFoundError)).toMatchObject({ table: 'transactions' })
    expect(await rejection(write(completed.paymentId, newId()), NotFoundError)).toMatchObject({
      table: 'users',
    })
    expect(await db.reviews.summary(completed.sellerId)).toStrictEqual(none)
  })

  it('takes a review of what was refunded afterwards, and keeps one from before', async () => {
    const { paymentId, buyerId, sellerId } = await completedDeal(db)
    const before = await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 5 })
    expect(await payBack(db, paymentId)).toMatchObject({ status: 'refunded' })
    await on(({ reviews }) => reviews.write({ paymentId, reviewerId: buyerId, rating: 1 }))
    expect(await db.reviews.get(before.id)).toStrictEqual(before)
    expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 1, average: 1 })
  })
})

describe('revise', () => {
  it('writes a review anew, and brings the ratings along', async () => {
    const { review, buyerId, sellerId } = await reviewed(2)
    const input = { reviewId: review.id, userId: buyerId, rating: 5, content: 'It came after all.' }
    const revised = await db.reviews.revise(input)
    expect(revised).toStrictEqual({
      ...review,
      rating: 5,
      content: input.content,
      updatedAt: revised.updatedAt,
    })
    expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 1, average: 5 })
    expect(await db.reviews.revise({ ...input, content: null })).toMatchObject({ content: null })
  })

  it('refuses others, and what was answered, hidden or is 14 days old', async () => {
    const { review, buyerId, sellerId } = await reviewed()
    const revise = (reviewId: string, userId: string) =>
      db.reviews.revise({ reviewId, userId, rating: 5, content: null })
    expect(await rejection(revise(review.id, sellerId), ForbiddenError)).toMatchObject({
      rule: 'not_the_reviewer',
    })
    expect(await rejection(revise(newId(), buyerId), NotFoundError)).toMatchObject({ table: 'reviews' })
    await db.reviews.reply({ reviewId: review.id, userId: sellerId, reply: 'Why?' })
    expect(await rejection(revise(review.id, buyerId), ConflictError)).toMatchObject({
      rule: 'review_settled',
    })
    const hidden = await reviewed()
    await db.reviews.hide({ reviewId: hidden.review.id, adminId })
    expect(await rejection(revise(hidden.review.id, hidden.buyerId), ConflictError)).toMatchObject({
      rule: 'review_settled',
    })
    const old = await reviewed()
    await age(old.review.id, '13 days 23 hours')
    await revise(old.review.id, old.buyerId)
    await age(old.review.id, '1 hour')
    expect(await rejection(revise(old.review.id, old.buyerId), ConflictError)).toMatchObject({
      rule: 'review_settled',
    })
    await db.users.close({ userId: old.buyerId })
    expect(await rejection(revise(old.review.id, old.buyerId), ConflictError)).toMatchObject({
      rule: 'account_closed',
    })
  })
})

describe('reply', () => {
  it('sets, replaces and takes back the answer of whom the review is about', async () => {
    const { review, sellerId } = await reviewed()
    const reply = (words: string | null) =>
      db.reviews.reply({ reviewId: review.id, userId: sellerId, reply: words })
    const first = await reply('Sorry.')
    expect(first).toStrictEqual({
      ...review,
      reply: 'Sorry.',
      repliedAt: first.updatedAt,
      updatedAt: first.updatedAt,
    })
    expect((await reply('Sorry.')).repliedAt).toStrictEqual(first.repliedAt)
    const second = await reply('Very sorry.')
    expect(second).toMatchObject({ reply: 'Very sorry.', repliedAt: second.updatedAt })
    expect(await reply(null)).toMatchObject({ reply: null, repliedAt: null })
  })

  it('refuses others', async () => {
    const { review, buyerId, sellerId } = await reviewed()
    const reply = (reviewId: string, userId: string) => db.reviews.reply({ reviewId, userId, reply: 'x' })
    expect(await rejection(reply(review.id, buyerId), ForbiddenError)).toMatchObject({
      rule: 'not_the_reviewee',
    })
    expect(await rejection(reply(newId(), sellerId), NotFoundError)).toMatchObject({ table: 'reviews' })
    expect(await rejection(reply(review.id, newId()), NotFoundError)).toMatchObject({ table: 'users' })
    await db.users.close({ userId: sellerId })
    expect(await rejection(reply(review.id, sellerId), ConflictError)).toMatchObject({
      rule: 'account_closed',
    })
  })
})

describe('reply to a hidden review', () => {
  it('is refused, and shows its words to nobody', async () => {
    const { review, sellerId } = await reviewed(1)
    await db.reviews.hide({ reviewId: review.id, adminId })
    for (const reply of ['Lies!', null]) {
      const answer = db.reviews.reply({ reviewId: review.id, userId: sellerId, reply })
      expect(await rejection(answer, NotFoundError)).toMatchObject({ table: 'reviews' })
    }
    const shown = await db.reviews.unhide({ reviewId: review.id, adminId })
    expect(shown.reply).toBeNull()
  })
})

describe('hide and unhide', () => {
  it('take a review out of all that the public sees, and bring it back', async () => {
    const { review, paymentId, buyerId, sellerId } = await reviewed(1)
    const decision = { reviewId: review.id, adminId }
    const hidden = await db.reviews.hide(decision)
    expect(hidden).toStrictEqual({ ...review, hiddenAt: hidden.updatedAt, updatedAt: hidden.updatedAt })
    expect((await db.reviews.hide(decision)).hiddenAt).toStrictEqual(hidden.hiddenAt)
    expect(await db.reviews.find(review.id)).toBeNull()
    await rejection(db.reviews.get(review.id), NotFoundError)
    expect(await db.reviews.listByIds([review.id])).toEqual([])
    expect((await db.reviews.listByUser({ userId: sellerId })).items).toEqual([])
    expect((await db.reviews.listByUser({ userId: sellerId, sort: 'rating' })).items).toEqual([])
    expect(await db.reviews.listByPayment({ paymentId, userId: sellerId })).toEqual([])
    expect(await db.reviews.listByPayment({ paymentId, userId: buyerId })).toHaveLength(1)
    expect((await db.reviews.listWritten({ userId: buyerId })).items).toHaveLength(1)
    expect(await db.reviews.summary(sellerId)).toStrictEqual(none)
    expect((await db.users.getProfile(sellerId)).rating).toBeNull()
    expect(await db.reviews.getForModeration(decision)).toMatchObject({ id: review.id })

    const shown = await db.reviews.unhide(decision)
    expect(shown).toStrictEqual({ ...review, updatedAt: shown.updatedAt })
    expect(await db.reviews.get(review.id)).toStrictEqual(shown)
    expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 1, average: 1 })
    expect((await db.users.getProfile(sellerId)).rating).toStrictEqual({ count: 1, average: 1 })
  })

  it('are for administrators', async () => {
    const { review, buyerId } = await reviewed()
    for (const method of ['hide', 'unhide', 'getForModeration'] as const) {
      const byBuyer = db.reviews[method]({ reviewId: review.id, adminId: buyerId })
      expect(await rejection(byBuyer, ForbiddenError)).toMatchObject({ rule: 'not_an_admin' })
      const ofNone = db.reviews[method]({ reviewId: newId(), adminId })
      expect(await rejection(ofNone, NotFoundError)).toMatchObject({ table: 'reviews' })
    }
  })
})

describe('the schema', () => {
  const insert = query<Record<'paymentId' | 'productId' | 'reviewerId' | 'revieweeId', string>, object>(
    `insert into reviews (payment_id, product_id, reviewer_id, reviewee_id, rating)
    values (:paymentId!::uuid, :productId!::uuid, :reviewerId!::uuid, :revieweeId!::uuid, 5)`,
  )

  it('refuses reviews that lie about their payment, whoever writes them', async () => {
    const { paymentId, productId, buyerId, sellerId } = await completedDeal(db)
    const { id: stranger } = await db.users.create(sampleUser())
    const other = await completedDeal(db)
    const pending = await openDeal(db)
    const truth = { paymentId, productId, reviewerId: buyerId, revieweeId: sellerId }
    for (const lie of [
      { ...truth, reviewerId: stranger },
      { ...truth, revieweeId: stranger },
      { ...truth, productId: other.productId },
      { ...truth, paymentId: pending.paymentId, productId: pending.productId },
      { ...pending, reviewerId: pending.buyerId, revieweeId: pending.sellerId },
    ]) {
      const { paymentId: id, ...rest } = lie
      const given = {
        paymentId: id,
        productId: rest.productId,
        reviewerId: rest.reviewerId,
        revieweeId: rest.revieweeId,
      }
      expect(await rejection(db.execute(insert, given), ConflictError)).toMatchObject({
        rule: 'review_not_of_payment',
      })
    }
    await db.execute(insert, truth)
    const turned = query<{ readonly paymentId: string }, object>(
      'update reviews set reviewer_id = reviewee_id, reviewee_id = reviewer_id where payment_id = :paymentId!::uuid',
    )
    expect(await rejection(db.execute(turned, { paymentId }), ConflictError)).toMatchObject({
      rule: 'review_not_of_payment',
    })
  })

  it('counts what a service’s own SQL writes, many rows at once, and deletes', async () => {
    const deals = await Promise.all([completedDeal(db), completedDeal(db)])
    for (const { paymentId, buyerId, sellerId } of deals) {
      await db.reviews.write({ paymentId, reviewerId: buyerId, rating: 1 })
      await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 2 })
    }
    const paymentIds = deals.map(({ paymentId }) => paymentId)
    const run = (sql: string) =>
      db.execute(
        query<{ readonly paymentIds: readonly string[] }, object>(
          `${sql} where payment_id = any(:paymentIds!::uuid[])`,
          { paymentIds: 'uuid[]' },
        ),
        { paymentIds },
      )
    await run('update reviews set rating = 6 - rating')
    for (const { sellerId, buyerId } of deals) {
      expect(await db.reviews.summary(sellerId)).toMatchObject({ average: 5 })
      expect(await db.reviews.summary(buyerId)).toMatchObject({ average: 4 })
    }
    expect(await findBrokenInvariants(db)).toEqual([])
    await run('delete from reviews')
    for (const { sellerId } of deals) expect(await db.reviews.summary(sellerId)).toStrictEqual(none)
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
