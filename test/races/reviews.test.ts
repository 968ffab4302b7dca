/** Many callers on many connections at once, on a server: ratings and badges are exact, and a review is written once. */

import { beforeEach, describe, expect, it } from 'vitest'
import { recountBadges } from '../../generated/badges.queries.js'
import { recountRatings } from '../../generated/reviews.queries.js'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { completedDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'
import { pick, seededRandom } from '../setup/random.js'

const { db, test } = await openMarket()
const { id: adminId } = await makeAdmin(db)
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

const isolations = ['read committed', 'repeatable read', 'serializable'] as const

/** A command as a statement of its own and in transactions of each isolation, all at once. */
function commands<T>(
  count: number,
  run: (on: Database | Transaction, n: number) => Promise<T>,
): Promise<T>[] {
  return Array.from({ length: count }, (_, n) => {
    const isolation = isolations[n % 6]
    return isolation === undefined
      ? run(caller(), n)
      : caller().transaction((tx) => run(tx, n), { isolation, retries: 50 })
  })
}

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

describe('write, at the same time', () => {
  it('lets one of thirty callers win, and gives all the same review if they repeat its id', async () => {
    for (let round = 0; round < 5; round++) {
      const { paymentId, buyerId, sellerId } = await completedDeal(db)
      const outcomes = await outcomesOf(
        commands(30, (on) => on.reviews.write({ paymentId, reviewerId: buyerId, rating: 5 })),
      )
      expectOneWinner(outcomes, 30, 'review_already_written')
      const id = newId()
      const repeated = await Promise.all(
        commands(30, (on) => on.reviews.write({ id, paymentId, reviewerId: sellerId, rating: 5 })),
      )
      expect(new Set(repeated.map((review) => review.id))).toEqual(new Set([id]))
      expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 1, average: 5 })
      expect(await db.reviews.summary(buyerId)).toMatchObject({ count: 1 })
    }
  })
})

describe('the ratings of a seller', () => {
  it('are exact while reviews are written, revised, hidden, shown, deleted and recounted', async () => {
    const random = seededRandom(7)
    const sellerId = await newUser()
    const deals = await Promise.all(Array.from({ length: 24 }, () => completedDeal(db, sellerId)))
    const drifted: number[] = []
    const remove = query<{ readonly reviewId: string }, object>(
      'delete from reviews where id = :reviewId!::uuid',
    )
    const works = commands(24, async (on, n) => {
      const { paymentId, buyerId } = deals[n] ?? expect.fail('there is no such deal')
      const { id: reviewId } = await on.reviews.write({ paymentId, reviewerId: buyerId, rating: 1 + (n % 5) })
      await on.reviews.write({ paymentId, reviewerId: sellerId, rating: 5 })
      for (let step = 0; step < 4; step++) {
        const rating = pick(random, [1, 2, 3, 4, 5])
        await on.reviews.revise({ reviewId, userId: buyerId, rating, content: null })
        await on.reviews.hide({ reviewId, adminId })
        if (n % 4 === 0 && step === 3) await on.execute(remove, { reviewId })
        else await on.reviews.unhide({ reviewId, adminId })
      }
    })
    const recounts = Array.from({ length: 12 }, async () => {
      const one = await caller().one(recountRatings, { afterId: null, limit: 1_000 })
      drifted.push(one.drifted)
    })
    await Promise.all([...works, ...recounts])
    expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 18 })
    expect(await findBrokenInvariants(db)).toEqual([])
    // A recount waits for whoever counts, and sees what it left: it never takes what is right for drift.
    expect(drifted).toEqual(drifted.map(() => 0))
  })

  it('are exact when statements change reviews of many sellers in opposite orders', async () => {
    const deals = await Promise.all(Array.from({ length: 12 }, () => completedDeal(db)))
    for (const { paymentId, buyerId } of deals) {
      await db.reviews.write({ paymentId, reviewerId: buyerId, rating: 3 })
    }
    const change = query<{ readonly paymentIds: readonly string[] }, object>(
      `with locked as (
        select id from reviews where payment_id = any(:paymentIds!::uuid[]) order by id for no key update
      )
      update reviews set rating = 1 + (rating % 5)
      from locked
      where reviews.id = locked.id`,
      { paymentIds: 'uuid[]' },
    )
    const paymentIds = deals.map(({ paymentId }) => paymentId)
    // Of no two statements the reviews are the same, so that they meet at the sellers' rows alone.
    const thirds = [0, 1, 2].map((third) => paymentIds.filter((_, n) => n % 3 === third))
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        caller().execute(change, {
          paymentIds: n % 2 === 0 ? (thirds[n % 3] ?? []) : paymentIds.toReversed(),
        }),
      ),
    )
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(isolations)('at %s wait for a review that is not committed yet', async (isolation) => {
    const sellerId = await newUser()
    const [one, other] = await Promise.all([completedDeal(db, sellerId), completedDeal(db, sellerId)])
    let second: Promise<unknown> | undefined
    await db.transaction(async (tx) => {
      await tx.reviews.write({ paymentId: one.paymentId, reviewerId: one.buyerId, rating: 5 })
      second = caller().transaction(
        (on) => on.reviews.write({ paymentId: other.paymentId, reviewerId: other.buyerId, rating: 1 }),
        { isolation, retries: 5 },
      )
      await blockedBackends(db, 1)
    })
    await second
    expect(await db.reviews.summary(sellerId)).toMatchObject({ count: 2, average: 3 })
  })
})

describe('badges, at the same time', () => {
  it('are awarded once by rules, sweeps and administrators, and stand in the profile', async () => {
    const sellers = await Promise.all(Array.from({ length: 6 }, () => completedDeal(db)))
    const awards = commands(36, async (on, n) => {
      const { sellerId: userId } = sellers[n % 6] ?? expect.fail('there is no such seller')
      if (n % 3 === 0) return (await on.badges.awardDue({ limit: 10_000 })).awarded
      if (n % 3 === 1) return Number((await on.badges.awardFirstSale({ userId })) !== null)
      await on.badges.award({ userId, badgeType: 'founding_member', reason: 'x', adminId })
      return 0
    })
    const recounts = Array.from({ length: 6 }, () =>
      caller().one(recountBadges, { afterId: null, limit: 1_000 }),
    )
    await Promise.all(recounts)
    const awarded = await Promise.all(awards)
    // Those of first sales, and whatever else was due for what the tests before did.
    const byRules = await db.one(
      query<undefined, { readonly count: number }>('select count(*) from badges where awarded_by is null'),
    )
    expect(awarded.reduce((sum, one) => sum + one, 0)).toBe(byRules.count)
    for (const { sellerId } of sellers) {
      expect((await db.users.getProfile(sellerId)).badges).toContain('first_sale')
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('are exact while they are awarded and taken back', async () => {
    const userId = await newUser()
    const types = ['founding_member', 'community_helper', 'top_seller', 'first_sale'] as const
    await outcomesOf(
      commands<unknown>(60, (on, n) => {
        const badgeType = types[n % 4] ?? 'first_sale'
        return n % 8 < 5
          ? on.badges.award({ userId, badgeType, reason: 'x', adminId })
          : on.badges.revoke({ userId, badgeType, adminId })
      }),
    )
    expect((await db.badges.listByUser(userId)).map(({ badgeType }) => badgeType)).toEqual(
      (await db.users.getProfile(userId)).badges,
    )
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('are awarded by each call, though the held one is taken back meanwhile', async () => {
    const userId = await newUser()
    const badge = { userId, badgeType: 'founding_member', adminId } as const
    const again = async (times: number, run: (on: Database) => Promise<unknown>) => {
      const on = caller()
      for (let n = 0; n < times; n++) await run(on)
    }
    const revokes = [1, 2, 3].map(() => again(60, (on) => outcomesOf([on.badges.revoke(badge)])))
    const awards = [1, 2].map(() => again(60, (on) => on.badges.award({ ...badge, reason: 'x' })))
    await Promise.all([...awards, ...revokes])
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(isolations)('of one kind wait at %s for one of another kind, and both stand', async (isolation) => {
    const userId = await newUser()
    const award = { userId, reason: 'x', adminId }
    let second: Promise<unknown> | undefined
    await db.transaction(async (tx) => {
      await tx.badges.award({ ...award, badgeType: 'founding_member' })
      second = caller().transaction((on) => on.badges.award({ ...award, badgeType: 'community_helper' }), {
        isolation,
        retries: 5,
      })
      await blockedBackends(db, 1)
    })
    await second
    expect((await db.users.getProfile(userId)).badges).toEqual(['community_helper', 'founding_member'])
  })
})
