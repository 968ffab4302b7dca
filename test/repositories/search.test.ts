import { beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import { eachItem } from '../../src/pagination/each-item.js'
import type { SearchProductsInput } from '../../src/repositories/search/search.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { cardOf } from '../setup/market/card-of.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
const [seller = '', other = '', viewer = ''] = await db.users.createMany([
  sampleUser(),
  sampleUser(),
  sampleUser(),
])

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from products'))
})

/** Lamps, the newest first. */
async function lamps(
  count: number,
  sellerOf: (n: number) => string = () => seller,
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await db.products.createMany(
    ids.map((id, n) => ({ ...sampleProduct(sellerOf(n), { title: `Lamp ${n}` }), id })),
  )
  const times = ids.map((id, n) => ({
    id,
    createdAt: new Date(Date.UTC(2026, 4, 1) - n * 60_000).toISOString(),
  }))
  await setCreatedAt(db, times)
  return ids
}

describe.each(bothWays(db))('search on %s', (_, on) => {
  it('returns products as get returns them, with the seller, the rank and the distance', async () => {
    const location = { type: 'Point', coordinates: [55.27, 25.2] } as const
    const made = await db.products.create(sampleProduct(seller, { title: 'Lamp', location }))
    const { items } = await on(({ products }) => products.search({ text: 'lamps', near: [55.27, 25.2] }))
    expect(items).toHaveLength(1)
    for (const { rank, distanceMetres, seller: shown, ...item } of items) {
      expect(item).toStrictEqual(cardOf(await db.products.get(made.id)))
      expect(shown).toStrictEqual((await db.users.listProfiles([seller]))[0])
      expect(rank).toBeGreaterThan(0)
      expect(distanceMetres).toBeGreaterThan(200)
      expect(distanceMetres).toBeLessThan(520)
    }
  })

  it.each(['relevance', 'newest'] as const)(
    'returns whole rows where they are asked for, by %s',
    async (sort) => {
      const description = 'A lamp of brass, with a shade of glass'
      const made = await db.products.create(sampleProduct(seller, { title: 'Brass lamp', description }))
      const asked = { text: 'brass lamp', sort, withSnippets: true } as const
      const cards = await on(({ products }) => products.search(asked))
      const whole = await on(({ products }) => products.search({ ...asked, columns: 'all' }))
      expect(cards.items).toHaveLength(1)
      expect(whole.items).toHaveLength(1)
      for (const { rank, distanceMetres, seller: shown, snippets, ...item } of whole.items) {
        expect(item).toStrictEqual(await db.products.get(made.id))
        expect(cards.items).toStrictEqual([
          { ...cardOf(await db.products.get(made.id)), rank, distanceMetres, seller: shown, snippets },
        ])
        expect(rank).toBeGreaterThan(0)
        expect(snippets?.description?.map(({ text }) => text).join('')).toContain('brass')
      }
    },
  )

  it('leaves out what is sold or off the market', async () => {
    const [sold = '', off = '', there] = await lamps(3)
    await db.products.markSold({ productId: sold, sellerId: seller })
    await db.products.update({ productId: off, sellerId: seller, patch: { isAvailable: false } })
    const { items } = await on(({ products }) => products.search({ text: 'lamp' }))
    expect(items.map(({ id }) => id)).toEqual([there])
  })

  it('finds a product by its new words as soon as they are written', async () => {
    const [productId = ''] = await lamps(1)
    await db.products.update({ productId, sellerId: seller, patch: { title: 'Chandelier' } })
    expect((await on(({ products }) => products.search({ text: 'lamp' }))).items).toEqual([])
    expect((await on(({ products }) => products.search({ text: 'chandelier' }))).items).toHaveLength(1)
  })

  it('leaves out those whom a block parts from the viewer, in either direction', async () => {
    const ids = await lamps(30, (n) => (n % 3 === 0 ? other : seller))
    await db.blocks.block({ userId: viewer, blockedId: other })
    const wanted = ids.filter((_id, n) => n % 3 !== 0)
    for (const limit of [1, 4, 100]) {
      const found: string[] = []
      let cursor: string | null | undefined
      do {
        const input = { text: 'lamp', sort: 'newest', viewerId: viewer, limit, cursor } as const
        const page = await on(({ products }) => products.search(input))
        found.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(found).toEqual(wanted)
    }
    await db.blocks.unblock({ userId: viewer, blockedId: other })
  })

  it('counts up to 250, and says if there are more', async () => {
    await lamps(250)
    const search = { text: 'lamp', withTotal: true, limit: 1 }
    expect((await on((all) => all.products.search(search))).total).toEqual({ count: 250, isMore: false })
    await db.products.create(sampleProduct(seller, { title: 'Lamp' }))
    expect((await on((all) => all.products.search(search))).total).toEqual({ count: 250, isMore: true })
  })

  it('keeps its pages apart when something new comes between them', async () => {
    const ids = await lamps(9)
    const first = await on(({ products }) => products.search({ text: 'lamp', limit: 4 }))
    await db.products.create(sampleProduct(seller, { title: 'Lamp' }))
    const rest = await on(({ products }) =>
      products.search({ text: 'lamp', limit: 100, cursor: first.nextCursor }),
    )
    const found = [...first.items, ...rest.items].map(({ id }) => id)
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining([...ids]))
  })
})

describe('where many have one price and one time', () => {
  const sellerOf = (n: number) => (n % 2 === 0 ? seller : other)

  /** Listings of one price and one time, of which each third has the word. */
  async function alike(count: number) {
    const ids = Array.from({ length: count }, () => newId()).toSorted()
    await db.products.createMany(
      ids.map((id, n) => ({
        ...sampleProduct(sellerOf(n), { title: n % 3 === 0 ? 'Lamp' : 'Rug', priceMinor: 100 }),
        id,
      })),
    )
    return ids
  }

  async function idsOf(input: SearchProductsInput) {
    const search = { ...input, currency: 'AED', limit: 100 }
    const ids: string[] = []
    for await (const { id } of eachItem((each) => db.products.search(each), search)) ids.push(id)
    return ids
  }

  it.each([
    ['newest', -1],
    ['priceUp', 1],
    ['priceDown', -1],
  ] as const)('keeps the order by %s', async (sort, direction) => {
    const ids = await alike(3_000)
    const inOrder = direction === 1 ? ids : ids.toReversed()
    expect(await idsOf({ sort })).toEqual(inOrder)
    const lamps = new Set(ids.filter((_, n) => n % 3 === 0))
    expect(await idsOf({ text: 'lamp', sort })).toEqual(inOrder.filter((id) => lamps.has(id)))
    expect(await idsOf({ sort, sellerId: seller })).toEqual(inOrder.filter((id) => ids.indexOf(id) % 2 === 0))
  })

  it('ends a page where its walk ends, and leaves out whom a block parts from the viewer', async () => {
    const ids = await alike(3_000)
    await db.blocks.block({ userId: viewer, blockedId: seller })
    const found = await idsOf({ sort: 'priceUp', viewerId: viewer })
    expect(found).toEqual(ids.filter((_, n) => sellerOf(n) !== seller))
    await db.blocks.unblock({ userId: viewer, blockedId: seller })
  })
})

it('counts by distance what has a place', async () => {
  await db.products.createMany(
    Array.from({ length: 5 }, (_, n) =>
      sampleProduct(seller, {
        title: 'Lamp',
        location: n < 2 ? null : { type: 'Point', coordinates: [55.27, 25.2] },
      }),
    ),
  )
  const asked = { text: 'lamp', near: [55.27, 25.2], sort: 'nearest', withTotal: true } as const
  const { items, total } = await db.products.search(asked)
  expect(items).toHaveLength(3)
  expect(total).toEqual({ count: 3, isMore: false })
})

it.each(['infinity', '-infinity'])('goes on where a listing is of %s', async (time) => {
  const [id = '', other = ''] = await lamps(2)
  const set = query<{ readonly id: string; readonly time: string }, object>(
    'update products set created_at = :time::timestamptz where id = :id::uuid',
  )
  await db.execute(set, { id, time })
  const createdAfter = new Date('0001-01-01T00:00:00Z')
  const { items } = await db.products.search({ text: 'lamp', createdAfter, sort: 'newest' })
  expect(items.map((item) => item.id)).toContain(other)
})

it('has the deadline and the signal of its own call, and nobody else’s', async () => {
  const fresh = createDatabase({ url: test.url })
  try {
    await lamps(1)
    const controller = new AbortController()
    const stopped = fresh.products.search({ text: 'lamp' }, { signal: controller.signal })
    const other = fresh.products.search({ text: 'lamp' })
    controller.abort()
    await expect(stopped).rejects.toThrow()
    expect((await other).items).toHaveLength(1)
  } finally {
    await fresh.close()
  }
})

describe('a search that is wrong', () => {
  it.each<[field: string, input: object]>([
    ['text', { sort: 'relevance' }],
    ['neighborhood', { neighborhood: '' }],
    ['text', { text: '' }],
    ['text', { text: 'x'.repeat(201) }],
    ['text', { text: 'nul\0' }],
    ['text', { text: 7 }],
    ['near', { text: 'lamp', sort: 'nearest' }],
    ['near', { text: 'lamp', radiusMetres: 100 }],
    ['near.coordinates[1]', { text: 'lamp', near: { type: 'Point', coordinates: [0, 91] } }],
    ['currency', { text: 'lamp', sort: 'priceUp' }],
    ['currency', { text: 'lamp', maxPriceMinor: 100 }],
    ['currency', { text: 'lamp', currency: 'aed' }],
    ['sort', { text: 'lamp', sort: 'oldest' }],
    ['radiusMetres', { text: 'lamp', near: [0, 0], radiusMetres: 0 }],
    ['box', { text: 'lamp', box: [0, 10, 10, 0] }],
    ['box', { text: 'lamp', box: [0, 10, 10] }],
    ['box[1]', { text: 'lamp', box: [0, -91, 10, 0] }],
    ['tags', { text: 'lamp', tags: Array.from({ length: 11 }, String) }],
    ['tags[0]', { text: 'lamp', tags: [''] }],
    ['createdAfter', { text: 'lamp', createdAfter: '2026-01-01' }],
    ['sellerId', { text: 'lamp', sellerId: 'me' }],
    ['viewerId', { text: 'lamp', viewerId: null }],
    ['colour', { text: 'lamp', colour: 'red' }],
    ['limit', { text: 'lamp', limit: 101 }],
    ['cursor', { text: 'lamp', cursor: 'x' }],
  ])('is refused by its %s: %j', async (field, input) => {
    const error = await rejection(db.products.search(input as SearchProductsInput), InvalidInputError)
    expect(error.field).toBe(field)
  })

  it('is refused if the cursor is of another one', async () => {
    await lamps(3)
    const { nextCursor: cursor } = await db.products.search({ text: 'lamp', limit: 1 })
    expect(cursor).not.toBeNull()
    for (const input of [
      { text: 'lamps', cursor },
      { text: 'lamp', sort: 'newest', cursor },
    ] as const) {
      expect((await rejection(db.products.search(input), InvalidInputError)).field).toBe('cursor')
    }
  })
})
