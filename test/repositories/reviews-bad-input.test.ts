import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { completedDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const { paymentId, buyerId, sellerId } = await completedDeal(db)
const { id: adminId } = await makeAdmin(db)
const { id: reviewId } = await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 5 })

let before: Readonly<Record<string, number>>
beforeEach(async () => {
  before = await rowCounts(db)
})
afterEach(async () => {
  expect(await rowCounts(db)).toEqual(before)
})

async function expectRefusal(call: Promise<unknown>, value: unknown, field: string): Promise<void> {
  const error = await rejection(call, InvalidInputError)
  expect(error).toMatchObject({ field, code: 'invalid_input', retryable: false })
  expectNoTrace(error, value)
}

const badRatings = [0, 6, 4.5, -1, NaN, Infinity, '5', null]
const badWords = ['', '\u200B\u3164 ', 'not \u202Edilav', 'x'.repeat(2001), 'a \0 b', 7]
const badIds = ['', 'not an id', null, undefined, 0, {}]

describe('reviews refuse, by the name of the field', () => {
  const written = { paymentId, reviewerId: buyerId, rating: 5 }

  it.each(badRatings)('a rating that is %o', async (bad) => {
    const rating = bad as number
    await expectRefusal(db.reviews.write({ ...written, rating }), bad, 'rating')
    await expectRefusal(
      db.reviews.revise({ reviewId, userId: sellerId, rating, content: null }),
      bad,
      'rating',
    )
    await expectRefusal(db.reviews.listByUser({ userId: sellerId, rating }), bad, 'rating')
  })

  it.each(badWords)('words that are %o', async (bad) => {
    const words = bad as string
    await expectRefusal(db.reviews.write({ ...written, content: words }), bad, 'content')
    await expectRefusal(
      db.reviews.revise({ reviewId, userId: sellerId, rating: 5, content: words }),
      bad,
      'content',
    )
    await expectRefusal(db.reviews.reply({ reviewId, userId: buyerId, reply: words }), bad, 'reply')
  })

  it.each(badIds)('an id that is %o', async (bad) => {
    const id = bad as string
    if (bad !== undefined) await expectRefusal(db.reviews.write({ ...written, id }), bad, 'id')
    await expectRefusal(db.reviews.write({ ...written, paymentId: id }), bad, 'paymentId')
    await expectRefusal(db.reviews.write({ ...written, reviewerId: id }), bad, 'reviewerId')
    const revision = { reviewId, userId: sellerId, rating: 5, content: null }
    await expectRefusal(db.reviews.revise({ ...revision, reviewId: id }), bad, 'reviewId')
    await expectRefusal(db.reviews.revise({ ...revision, userId: id }), bad, 'userId')
    const reply = { reviewId, userId: buyerId, reply: 'x' }
    await expectRefusal(db.reviews.reply({ ...reply, reviewId: id }), bad, 'reviewId')
    await expectRefusal(db.reviews.reply({ ...reply, userId: id }), bad, 'userId')
    for (const method of ['hide', 'unhide', 'getForModeration'] as const) {
      await expectRefusal(db.reviews[method]({ reviewId: id, adminId }), bad, 'reviewId')
      await expectRefusal(db.reviews[method]({ reviewId, adminId: id }), bad, 'adminId')
    }
    await expectRefusal(db.reviews.get(id), bad, 'id')
    await expectRefusal(db.reviews.find(id), bad, 'id')
    await expectRefusal(db.reviews.listByIds([id]), bad, 'ids[0]')
    await expectRefusal(db.reviews.listByPayment({ paymentId: id, userId: buyerId }), bad, 'paymentId')
    await expectRefusal(db.reviews.listByPayment({ paymentId, userId: id }), bad, 'userId')
    await expectRefusal(db.reviews.listByUser({ userId: id }), bad, 'userId')
    await expectRefusal(db.reviews.listWritten({ userId: id }), bad, 'userId')
    await expectRefusal(db.reviews.summary(id), bad, 'userId')
  })

  it('orders, limits and keys that are none', async () => {
    const list = (more: object) => db.reviews.listByUser({ userId: sellerId, ...more })
    await expectRefusal(list({ sort: 'worst' }), null, 'sort')
    await expectRefusal(list({ limit: 101 }), null, 'limit')
    await expectRefusal(list({ hiddenAt: null }), null, 'hiddenAt')
    await expectRefusal(list({ cursor: 'made up' }), null, 'cursor')
    await expectRefusal(db.reviews.write({ ...written, revieweeId: sellerId } as never), null, 'revieweeId')
  })
})

describe('badges refuse, by the name of the field', () => {
  const award = { userId: buyerId, badgeType: 'founding_member', reason: 'x', adminId } as const

  it.each(badIds)('an id that is %o', async (bad) => {
    const id = bad as string
    await expectRefusal(db.badges.award({ ...award, userId: id }), bad, 'userId')
    await expectRefusal(db.badges.award({ ...award, adminId: id }), bad, 'adminId')
    const { reason, ...revoke } = award
    await expectRefusal(db.badges.revoke({ ...revoke, userId: id }), bad, 'userId')
    await expectRefusal(db.badges.revoke({ ...revoke, adminId: id }), bad, 'adminId')
    for (const rule of ['awardFirstSale', 'awardTopSeller', 'awardFiveStars', 'awardVerified'] as const) {
      await expectRefusal(db.badges[rule]({ userId: id }), bad, 'userId')
    }
    if (bad !== null && bad !== undefined) {
      await expectRefusal(db.badges.awardDue({ afterId: id }), bad, 'afterId')
    }
    await expectRefusal(db.badges.listByUser(id), bad, 'userId')
    await expectRefusal(db.badges.listByUsers([newId(), id]), bad, 'userIds[1]')
  })

  it('kinds that are none, and the mark of verification, which no hand gives', async () => {
    for (const badgeType of ['verified', 'best', '', null] as never[]) {
      await expectRefusal(db.badges.award({ ...award, badgeType }), null, 'badgeType')
      await expectRefusal(db.badges.revoke({ userId: buyerId, badgeType, adminId }), null, 'badgeType')
    }
  })

  it('reasons that nobody can read, and parts that are too large', async () => {
    for (const reason of ['', ' \u200B', 'x'.repeat(501), null as never]) {
      await expectRefusal(db.badges.award({ ...award, reason }), reason, 'reason')
    }
    for (const limit of [0, 10_001, 1.5]) await expectRefusal(db.badges.awardDue({ limit }), limit, 'limit')
  })
})
