import { beforeEach, describe, expect, it } from 'vitest'
import { NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { fc } from '../setup/fast-check.js'
import { bothWays } from '../setup/market/both-ways.js'
import { completedDeal } from '../setup/market/completed-deal.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const { id: sellerId } = await db.users.create(sampleUser())
const deals = await Promise.all(Array.from({ length: 10 }, () => completedDeal(db, sellerId)))

const clear = () => db.execute(query<undefined, object>('delete from reviews'))
beforeEach(clear)

interface Written {
  readonly id: string
  readonly rating: number
  readonly isHidden: boolean
  /** With microseconds, as the server has it. */
  readonly time: string
}

async function put(written: readonly Written[]): Promise<void> {
  for (const [n, { id, rating }] of written.entries()) {
    const { paymentId = '', buyerId = '' } = deals[n] ?? {}
    await db.reviews.write({ id, paymentId, reviewerId: buyerId, rating })
  }
  await db.execute(
    query<{ readonly given: string }, object>(
      `update reviews set created_at = given.time, hidden_at = case when given."isHidden" then now() end
      from jsonb_to_recordset(:given!::jsonb) as given (id uuid, time timestamptz, "isHidden" boolean)
      where reviews.id = given.id`,
    ),
    { given: JSON.stringify(written) },
  )
}

/** Many share a millisecond, some a microsecond. */
const anyTime = fc.integer({ min: 0, max: 12 }).map((n) => `2026-01-01T00:00:00.${String(100_000 + n * 90)}Z`)
const anyWritten = fc.array(
  fc.record({
    id: fc.constant(0).map(() => newId()),
    rating: fc.integer({ min: 1, max: 5 }),
    isHidden: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    time: anyTime,
  }),
  { maxLength: deals.length },
)
const anyLimit = fc.integer({ min: 1, max: 5 })

const key = {
  newest: ({ time, id }: Written) => `${time} ${id}`,
  rating: ({ rating, time, id }: Written) => `${rating} ${time} ${id}`,
}

function idsOf(written: readonly { readonly id: string }[]): string[] {
  return written.map(({ id }) => id)
}

describe('listByUser', () => {
  it.each(['newest', 'rating'] as const)(
    'in the order %s has each public review once, page by page',
    async (sort) => {
      await fc.assert(
        fc.asyncProperty(
          anyWritten,
          anyLimit,
          fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
          async (written, limit, rating) => {
            await clear()
            await put(written)
            const asked = { userId: sellerId, sort, limit, ...(rating === undefined ? {} : { rating }) }
            const pages = await pagesOf((input) => db.reviews.listByUser(input), asked)
            const wanted = written
              .filter((one) => !one.isHidden && (rating ?? one.rating) === one.rating)
              .toSorted((a, b) => (key[sort](a) < key[sort](b) ? 1 : -1))
            expect(idsOf(pages.flat())).toEqual(idsOf(wanted))
          },
        ),
        { numRuns: 15 },
      )
    },
  )

  it('refuses a cursor of the other order', async () => {
    await put(
      [1, 2].map((rating) => ({ id: newId(), rating, isHidden: false, time: '2026-01-01T00:00:00Z' })),
    )
    const { nextCursor } = await db.reviews.listByUser({ userId: sellerId, limit: 1 })
    await expect(
      db.reviews.listByUser({ userId: sellerId, limit: 1, sort: 'rating', cursor: nextCursor }),
    ).rejects.toMatchObject({ field: 'cursor' })
  })
})

describe.each(bothWays(db))('lists on %s', (_, on) => {
  it('give reviews as get gives them, those about a user with their writer’s profile', async () => {
    const { paymentId = '', buyerId = '' } = deals[0] ?? {}
    const { id } = await db.reviews.write({ paymentId, reviewerId: buyerId, rating: 5, content: 'x' })
    const review = await db.reviews.get(id)
    const [reviewer] = await db.users.listProfiles([buyerId])
    await on(async ({ reviews }) => {
      const page = { items: [{ ...review, reviewer }], nextCursor: null, isComplete: true }
      expect(await reviews.listByUser({ userId: sellerId })).toStrictEqual(page)
      expect(await reviews.listByUser({ userId: sellerId, sort: 'rating' })).toStrictEqual(page)
      expect(await reviews.listWritten({ userId: buyerId })).toStrictEqual({
        items: [review],
        nextCursor: null,
        isComplete: true,
      })
      expect(await reviews.listByIds([newId(), id, id])).toStrictEqual([review, review])
      expect(await reviews.listByPayment({ paymentId, userId: sellerId })).toStrictEqual([review])
      expect(await reviews.listByPayment({ paymentId, userId: newId() })).toEqual([])
      expect((await reviews.listByUser({ userId: buyerId })).items).toEqual([])
    })
  })
})

describe('summary, and the rating in a profile', () => {
  it('are the numbers of stars and their mean, exactly', async () => {
    await put(
      [5, 5, 4, 2].map((rating) => ({ id: newId(), rating, isHidden: false, time: '2026-01-01T00:00:00Z' })),
    )
    expect(await db.reviews.summary(sellerId)).toStrictEqual({
      count: 4,
      average: 4,
      histogram: { 1: 0, 2: 1, 3: 0, 4: 1, 5: 2 },
    })
    const rating = { count: 4, average: 4 }
    expect((await db.users.getProfile(sellerId)).rating).toStrictEqual(rating)
    expect((await db.users.listProfiles([sellerId]))[0]?.rating).toStrictEqual(rating)
    await rejection(db.reviews.summary(newId()), NotFoundError)
  })

  it('stand in the lists that show a seller', async () => {
    const { id: seller } = await db.users.create(sampleUser())
    await db.products.create({
      sellerId: seller,
      title: 'Hat',
      priceMinor: 1,
      category: 'other',
      condition: 'new',
    })
    const [listing] = (await db.products.feed({ limit: 1 })).items
    expect(listing?.seller).toStrictEqual((await db.users.listProfiles([seller]))[0])
    expect(listing?.seller).toMatchObject({ rating: null, badges: [], followerCount: 0, followingCount: 0 })
  })
})
