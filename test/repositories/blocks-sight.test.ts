/** Lists with a viewer leave out whom a block parts from them. */

import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { Page } from '../../src/pagination/page.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
await showExactPlaces(db)
const near = { near: [55.27, 25.2], radiusMetres: 5_000 } as const
const [viewerId = '', blocker = '', blocked = '', open = '', bystander = ''] = await db.users.createMany(
  Array.from({ length: 5 }, () => sampleUser()),
)
const owners = [blocker, blocked, open]
for (const owner of owners) {
  for (let n = 0; n < 3; n++) {
    await db.products.create(
      sampleProduct(owner, { location: [55.27 + n / 1_000, 25.2], category: 'books', feedType: 'community' }),
    )
    const { id } = await db.streams.create(
      sampleStream(owner, { category: 'books', startsAt: new Date(Date.now() + (n + 1) * 60_000) }),
    )
    if (n > 0) await db.streams.goLive({ streamId: id, userId: owner })
  }
}
await db.blocks.block({ userId: blocker, blockedId: viewerId })
await db.blocks.block({ userId: viewerId, blockedId: blocked })

interface Viewing {
  readonly viewerId?: string
  readonly limit?: number
  readonly cursor?: string | null
}

const lists: readonly (readonly [
  string,
  (input: Viewing) => Promise<Page<{ readonly id: string }>>,
  (item: never) => string,
])[] = [
  ['products.feed', (input) => db.products.feed(input), ({ sellerId }: { sellerId: string }) => sellerId],
  [
    'products.feed of a category and type',
    (input) => db.products.feed({ ...input, category: 'books', feedType: 'community' }),
    ({ sellerId }: { sellerId: string }) => sellerId,
  ],
  [
    'products.nearby',
    (input) => db.products.nearby({ ...near, ...input }),
    ({ sellerId }: { sellerId: string }) => sellerId,
  ],
  ['streams.listLive', (input) => db.streams.listLive(input), ({ userId }: { userId: string }) => userId],
  [
    'streams.listUpcoming',
    (input) => db.streams.listUpcoming({ ...input, category: 'books' }),
    ({ userId }: { userId: string }) => userId,
  ],
]

describe.each(lists)('%s', (_, list, ownerOf) => {
  const ownersOf = ({ items }: Page<object>) =>
    [...new Set(items.map((item) => ownerOf(item as never)))].sort()

  it('leaves out who blocked the viewer, and whom they blocked', async () => {
    expect(ownersOf(await list({ viewerId }))).toEqual([open])
    expect(ownersOf(await list({ viewerId: bystander }))).toEqual([...owners].sort())
    expect(ownersOf(await list({}))).toEqual([...owners].sort())
    // In the other direction too.
    expect(ownersOf(await list({ viewerId: blocked }))).toEqual([...owners].sort())
  })

  it('has the same items as without a viewer, page by page', async () => {
    const all = (await list({})).items.filter((item) => ownerOf(item as never) === open)
    const seen: unknown[] = []
    let cursor: string | null = null
    do {
      const page = await list({ viewerId, limit: 1, cursor })
      expect(page.items.length).toBeLessThanOrEqual(1)
      seen.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toStrictEqual(all)
  })

  it('binds its cursor to the viewer', async () => {
    const { nextCursor: cursor } = await list({ limit: 1 })
    expect(cursor).not.toBeNull()
    expect((await rejection(list({ viewerId, limit: 1, cursor }), InvalidInputError)).field).toBe('cursor')
  })

  it('refuses a viewer that is no id', async () => {
    expect((await rejection(list({ viewerId: 'secret' }), InvalidInputError)).field).toBe('viewerId')
  })
})

describe('a walk over what is left out', () => {
  it.each(['feed', 'nearby'] as const)(
    'ends after 500 rows, and the next page of the %s goes on',
    async (name) => {
      const [seller = '', other = '', viewer = ''] = await db.users.createMany([
        sampleUser(),
        sampleUser(),
        sampleUser(),
      ])
      // All in one place, so that the ids alone decide who is nearer.
      const location = [50, 20] as const
      const oldest = await db.products.create(sampleProduct(other, { location, category: 'furniture' }))
      await db.products.createMany(
        Array.from({ length: 520 }, () =>
          sampleProduct(seller, { id: newId(), location, category: 'furniture' }),
        ),
      )
      const newest = await db.products.create(sampleProduct(other, { location, category: 'furniture' }))
      await db.execute(
        query<{ readonly seller: string }, object>(
          `update products set created_at = created_at - interval '1 minute' where seller_id = :seller!::uuid`,
        ),
        { seller },
      )
      await db.execute(
        query<{ readonly id: string }, object>(
          `update products set created_at = created_at - interval '2 minutes' where id = :id!::uuid`,
        ),
        { id: oldest.id },
      )
      await db.blocks.block({ userId: viewer, blockedId: seller })
      const list = (cursor: string | null) =>
        name === 'feed'
          ? db.products.feed({ category: 'furniture', viewerId: viewer, cursor })
          : db.products.nearby({
              near: location,
              radiusMetres: 10,
              category: 'furniture',
              viewerId: viewer,
              cursor,
            })
      const found: string[] = []
      let cursor: string | null = null
      let pages = 0
      do {
        const page: Page<{ readonly id: string }> = await list(cursor)
        expect(page.isComplete).toBe(page.nextCursor === null)
        found.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
        pages++
      } while (cursor !== null && pages < 20)
      expect(found.sort()).toEqual([oldest.id, newest.id].sort())
      if (name === 'feed') expect(pages).toBe(2)
      await db.users.delete({ userId: seller })
      await db.users.delete({ userId: other })
    },
  )
})
