import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { FollowedItem } from '../../src/repositories/follows/follow.js'
import { cardOf } from '../setup/market/card-of.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'
import { setTimes } from '../setup/market/set-times.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function newUsers(count: number): Promise<string[]> {
  return db.users.createMany(Array.from({ length: count }, () => sampleUser()))
}

function idOf(item: FollowedItem): string {
  return item.kind === 'product' ? item.product.id : item.stream.id
}

describe('feed', () => {
  it('merges products and streams of those whom a user follows, newest first, page by page', async () => {
    const [userId = '', one = '', two = '', stranger = ''] = await newUsers(4)
    for (const followeeId of [one, two]) await db.follows.follow({ userId, followeeId })
    await db.products.create(sampleProduct(stranger))
    await db.streams.create(sampleStream(stranger))
    const times: string[] = []
    const ids: string[] = []
    for (let n = 0; n < 30; n++) {
      const owner = n % 3 === 0 ? one : two
      // Within a millisecond, and with ties: what a Date cannot tell.
      const time = `2026-05-01 10:00:00.${String(100_000 + Math.floor(n / 2) * 7).slice(0, 6)}+00`
      if (n % 2 === 0) {
        const { id } = await db.products.create(sampleProduct(owner))
        await setCreatedAt(db, [{ id, createdAt: time }])
        ids.push(id)
      } else {
        const { id } = await db.streams.create(sampleStream(owner))
        await setTimes(db, 'streams.created_at', [{ id, time }])
        ids.push(id)
      }
      times.push(time)
    }
    const expected = ids
      .map((id, index) => ({ id, time: times[index] ?? '' }))
      .sort((a, b) => (a.time === b.time ? (a.id < b.id ? 1 : -1) : a.time < b.time ? 1 : -1))
      .map(({ id }) => id)
    for (const limit of [1, 4, 29, 30, 100]) {
      const pages = await pagesOf((input) => db.follows.feed(input), { userId, limit })
      expect(pages.flat().map(idOf)).toEqual(expected)
    }
  })

  it('has the item, its time and the profile of its owner', async () => {
    const [userId = '', owner = ''] = await newUsers(2)
    await db.follows.follow({ userId, followeeId: owner })
    const product = await db.products.create(sampleProduct(owner))
    const stream = await db.streams.create(sampleStream(owner))
    const [profile] = await db.users.listProfiles([owner])
    expect((await db.follows.feed({ userId })).items).toStrictEqual([
      { kind: 'stream', shownAt: stream.createdAt, stream: { ...stream, streamer: profile } },
      { kind: 'product', shownAt: product.createdAt, product: { ...cardOf(product), seller: profile } },
    ])
    const live = await db.streams.goLive({ streamId: stream.id, userId: owner })
    const [first] = (await db.follows.feed({ userId })).items
    expect(first).toStrictEqual({
      kind: 'stream',
      shownAt: live.startedAt,
      stream: { ...live, streamer: profile },
    })
  })

  it('leaves out what is sold or has ended, closed accounts, and whom a block parts', async () => {
    const [userId = '', owner = '', closed = '', blocked = ''] = await newUsers(4)
    for (const followeeId of [owner, closed, blocked]) {
      await db.follows.follow({ userId, followeeId })
      await db.products.create(sampleProduct(followeeId))
      await db.streams.create(sampleStream(followeeId))
    }
    const sold = await db.products.create(sampleProduct(owner))
    await db.products.markSold({ productId: sold.id, sellerId: owner })
    const ended = await db.streams.create(sampleStream(owner))
    await db.streams.goLive({ streamId: ended.id, userId: owner })
    await db.streams.end({ streamId: ended.id, userId: owner })
    await db.users.close({ userId: closed })
    await db.blocks.block({ userId: blocked, blockedId: userId })
    const { items } = await db.follows.feed({ userId })
    expect(items).toHaveLength(2)
    for (const item of items) {
      expect(item.kind === 'product' ? item.product.sellerId : item.stream.userId).toBe(owner)
    }
    await db.follows.unfollow({ userId, followeeId: owner })
    expect(await db.follows.feed({ userId })).toEqual({ items: [], nextCursor: null, isComplete: true })
  })

  it('is of the thousand whom the user followed last', async () => {
    const [userId = '', first = '', second = '', ...others] = await newUsers(1_001)
    const followeeIds = [first, second, ...others]
    await db.execute(
      query<object, object>(
        `insert into follows (follower_id, followee_id, created_at)
        select :userId!::uuid, followee.id, timestamptz '2026-01-01' + followee.place * interval '1 minute'
        from unnest(:followeeIds!::uuid[]) with ordinality as followee (id, place)`,
        { userId: 'uuid', followeeIds: 'uuid[]' },
      ),
      { userId, followeeIds },
    )
    const products = await Promise.all(
      [first, second].map((owner) => db.products.create(sampleProduct(owner))),
    )
    const stream = await db.streams.create(sampleStream(first))
    const seen = async () => new Set((await db.follows.feed({ userId })).items.map(idOf))
    const all = new Set([...products, stream].map(({ id }) => id))
    expect(await seen()).toEqual(all)
    // One more pushes out the first.
    const [last = ''] = await newUsers(1)
    await db.follows.follow({ userId, followeeId: last })
    expect(await seen()).toEqual(new Set([products[1]?.id]))
  })

  it('binds its cursor to the user', async () => {
    const [userId = '', owner = '', other = ''] = await newUsers(3)
    await db.follows.follow({ userId, followeeId: owner })
    for (let n = 0; n < 2; n++) await db.products.create(sampleProduct(owner))
    const { nextCursor: cursor } = await db.follows.feed({ userId, limit: 1 })
    expect(cursor).not.toBeNull()
    const error = await rejection(db.follows.feed({ userId: other, limit: 1, cursor }), InvalidInputError)
    expect(error.field).toBe('cursor')
  })
})
