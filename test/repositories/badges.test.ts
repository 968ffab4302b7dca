import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { recountBadges } from '../../generated/badges.queries.js'
import { recountRatings } from '../../generated/reviews.queries.js'
import { bothWays } from '../setup/market/both-ways.js'
import { completedDeal, openDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { payBack } from '../setup/market/pay.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)
const badgeType = 'founding_member'

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

async function badgesOf(userId: string) {
  return (await db.users.getProfile(userId)).badges
}

describe.each(bothWays(db))('rules on %s', (_, on) => {
  it('award the first sale once, when it is paid, and leave it when it is paid back', async () => {
    const { paymentId, sellerId } = await completedDeal(db)
    const pending = await openDeal(db)
    const award = (userId: string) => on(({ badges }) => badges.awardFirstSale({ userId }))
    expect(await award(pending.sellerId)).toBeNull()
    expect(await award(newId())).toBeNull()
    const badge = await award(sellerId)
    expect(badge).toMatchObject({ userId: sellerId, badgeType: 'first_sale', revokedAt: null })
    expect(await award(sellerId)).toBeNull()
    await payBack(db, paymentId)
    expect(await award(sellerId)).toBeNull()
    expect(await db.badges.listByUser(sellerId)).toStrictEqual([badge])
    expect(await badgesOf(sellerId)).toEqual(['first_sale'])
  })

  it('award ten public reviews with five stars, and no fewer', async () => {
    const userId = await newUser()
    const award = () => on(({ badges }) => badges.awardFiveStars({ userId }))
    let reviewId = ''
    for (let n = 1; n <= 10; n++) {
      expect(await award()).toBeNull()
      const { paymentId, buyerId } = await completedDeal(db, userId)
      reviewId = (await db.reviews.write({ paymentId, reviewerId: buyerId, rating: 5 })).id
    }
    await db.reviews.hide({ reviewId, adminId })
    expect(await award()).toBeNull()
    await db.reviews.unhide({ reviewId, adminId })
    expect(await award()).toMatchObject({
      badgeType: 'ten_five_star_reviews',
      reason: '10 reviews have five stars.',
    })
  })

  it('award a hundred sales, and no fewer', async () => {
    const { productId, sellerId, buyerId } = await completedDeal(db)
    const sell = (count: number) =>
      db.execute(
        query<{ readonly productId: string; readonly buyerId: string; readonly count: number }, object>(
          `with product as (
            insert into products (seller_id, title, price_minor, category, condition, is_available, sold_at)
            select seller_id, 'Sold', 100, 'other', 'new', false, now()
            from products cross join generate_series(1, :count!::integer)
            where products.id = :productId!::uuid
            returning id, seller_id
          )
          insert into transactions (
            buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status,
            completed_at, paid_at, amount_received_minor
          )
          select :buyerId!::uuid, product.seller_id, product.id, 100, 10, 90, 'discover', 'completed', now(), now(), 100
          from product`,
        ),
        { productId, buyerId, count },
      )
    const award = () => on(({ badges }) => badges.awardTopSeller({ userId: sellerId }))
    await sell(98)
    expect(await award()).toBeNull()
    await sell(1)
    expect(await award()).toMatchObject({ badgeType: 'top_seller', reason: '100 sales were completed.' })
  })

  it('let the badge of verification come and go with the mark', async () => {
    const userId = await newUser()
    const { id: verificationId } = await db.verifications.submit(sampleVerification(userId))
    expect(await on(({ badges }) => badges.awardVerified({ userId }))).toBeNull()
    await db.verifications.approve({ verificationId, reviewerId: adminId })
    expect(await badgesOf(userId)).toEqual(['verified'])
    expect(await on(({ badges }) => badges.awardVerified({ userId }))).toBeNull()
    await db.verifications.revoke({ verificationId, reviewerId: adminId, reason: 'Forged.' })
    expect(await badgesOf(userId)).toEqual([])
    expect(await db.badges.listByUser(userId)).toEqual([])
  })
})

describe('awardDue', () => {
  it('awards by every rule, to part after part of the users, and nothing the second time', async () => {
    const { sellerId } = await completedDeal(db)
    const sweep = async () => {
      let [afterId, checked, awarded, parts] = [null as string | null, 0, 0, 0]
      do {
        const part = await db.badges.awardDue({ afterId, limit: 7 })
        afterId = part.lastId
        checked += part.checked
        awarded += part.awarded
        parts++
      } while (afterId !== null)
      return { checked, awarded, parts }
    }
    const { count } = await db.one(query<undefined, { readonly count: number }>('select count(*) from users'))
    const first = await sweep()
    expect(first).toMatchObject({ checked: count, parts: Math.floor((count + 6) / 7) + 1 })
    expect(first.awarded).toBeGreaterThan(0)
    expect(await badgesOf(sellerId)).toEqual(['first_sale'])
    expect(await sweep()).toStrictEqual({ ...first, awarded: 0 })
  })
})

describe('award and revoke', () => {
  it('are for administrators; what was taken back only they award again', async () => {
    const { sellerId: userId } = await completedDeal(db)
    const reason = 'Here from the start. 🎉'
    const badge = await db.badges.award({ userId, badgeType, reason, adminId })
    expect(badge).toMatchObject({ userId, badgeType, reason, revokedAt: null })
    expect(Object.keys(badge)).not.toContain('awardedBy')
    expect(await db.badges.award({ userId, badgeType, reason: 'Another', adminId })).toStrictEqual(badge)

    await db.badges.awardFirstSale({ userId })
    expect(await badgesOf(userId)).toEqual(['founding_member', 'first_sale'])
    await db.badges.revoke({ userId, badgeType: 'first_sale', adminId })
    const revoked = await db.badges.revoke({ userId, badgeType, adminId })
    expect(revoked.revokedAt).toStrictEqual(revoked.updatedAt)
    expect(await badgesOf(userId)).toEqual([])
    expect(await db.badges.listByUsers([userId])).toEqual([])
    expect(await rejection(db.badges.revoke({ userId, badgeType, adminId }), NotFoundError)).toMatchObject({
      table: 'badges',
    })

    expect(await db.badges.awardFirstSale({ userId })).toBeNull()
    expect(await badgesOf(userId)).toEqual([])
    const again = await db.badges.award({ userId, badgeType, reason: 'Another', adminId })
    expect(again).toMatchObject({ id: badge.id, reason: 'Another', revokedAt: null })
    expect(await badgesOf(userId)).toEqual([badgeType])
  })

  it('refuse others, and users who do not exist', async () => {
    const userId = await newUser()
    const award = db.badges.award({ userId, badgeType, reason: 'x', adminId: userId })
    expect(await rejection(award, ForbiddenError)).toMatchObject({ rule: 'not_an_admin' })
    const revoke = db.badges.revoke({ userId, badgeType, adminId: userId })
    expect(await rejection(revoke, ForbiddenError)).toMatchObject({ rule: 'not_an_admin' })
    const ofNobody = db.badges.award({ userId: newId(), badgeType, reason: 'x', adminId })
    expect(await rejection(ofNobody, NotFoundError)).toMatchObject({ table: 'users' })
  })
})

describe('listByUsers', () => {
  it('lists in the order of the users, and of each in that of display', async () => {
    const [first, second, bare] = [await newUser(), await newUser(), await newUser()]
    for (const userId of [first, second]) {
      for (const type of ['first_sale', 'top_seller', 'community_helper'] as const) {
        await db.badges.award({ userId, badgeType: type, reason: 'x', adminId })
      }
    }
    const types = ['top_seller', 'community_helper', 'first_sale']
    const listed = await db.badges.listByUsers([second, bare, newId(), first])
    expect(listed.map((badge) => [badge.userId, badge.badgeType])).toEqual(
      [second, first].flatMap((userId) => types.map((type) => [userId, type])),
    )
    expect(await badgesOf(first)).toEqual(types)
    expect(await db.badges.listByUsers([])).toEqual([])
  })
})

/** The users whose counts or badges are wrong. */
async function brokenUsers() {
  return (await findBrokenInvariants(db)).filter(({ table }) => table === 'users')
}

describe('recountRatings and recountBadges', () => {
  it('repair what drifted, part by part, and find nothing the second time', async () => {
    const { paymentId, buyerId, sellerId } = await completedDeal(db)
    await db.reviews.write({ paymentId, reviewerId: buyerId, rating: 4 })
    await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 3 })
    await db.badges.award({ userId: buyerId, badgeType, reason: 'x', adminId })
    await db.execute(
      query<{ readonly sellerId: string; readonly buyerId: string }, object>(
        `with gone as (delete from user_stats where user_id = :sellerId!::uuid)
        update user_stats set rating_1_count = 7, badges = '{verified}' where user_id = :buyerId!::uuid`,
      ),
      { sellerId, buyerId },
    )
    expect(await brokenUsers()).toHaveLength(3)
    for (const [recount, drifted] of [
      [recountRatings, 2],
      [recountBadges, 1],
    ] as const) {
      for (const expected of [drifted, 0]) {
        let afterId: string | null = null
        let found = 0
        do {
          const part: { readonly lastId: string | null; readonly drifted: number } = await db.one(recount, {
            afterId,
            limit: 5,
          })
          afterId = part.lastId
          found += part.drifted
        } while (afterId !== null)
        expect(found).toBe(expected)
      }
    }
    expect(await brokenUsers()).toEqual([])
    expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 1, average: 4 })
  })
})
