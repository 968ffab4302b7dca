/** Searches against a comparison of every product in plain JavaScript: all sorts and filters, from the first page to the last. */
// Thorough: hundreds of searches, each compared with every product.

import { beforeAll, describe, expect, it } from 'vitest'
import { productCategories, productConditions } from '../../generated/enums.js'
import { createDatabase } from '../../src/database.js'
import type { Point, Position } from '../../src/geo/geojson.js'
import { parsePoint } from '../../src/geo/point.js'
import { newId } from '../../src/repositories/new-id.js'
import type { CreateProductInput } from '../../src/repositories/products/product.js'
import type { SearchProductsInput, SearchSort } from '../../src/repositories/search/search.js'
import { query } from '../setup/query.js'
import { pick, sample, seededRandom } from '../setup/random.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db, test } = await openMarket()
const sellers = await db.users.createMany([sampleUser(), sampleUser(), sampleUser()])
const random = seededRandom(14)
const words = ['lamp', 'chair', 'rug', 'vase', 'clock', 'mirror'] as const
const tags = ['vintage', 'New York', 'gift'] as const
const neighborhoods = ['Jumeirah Beach', 'الكرامة'] as const
const dubai: Position = [55.2708, 25.2048]

type Made = CreateProductInput & { readonly id: string; readonly createdAt: Date }

/** Half of them are at few places, prices and times, so that there are ties. */
function listing(index: number): Made {
  const spread = 10 ** (random() * 4 - 3)
  const place: Position = [dubai[0] + (random() - 0.5) * spread, dubai[1] + (random() - 0.5) * spread]
  const isTied = index % 2 === 0
  return {
    ...sampleProduct(pick(random, sellers)),
    id: newId(),
    title: sample(random, words, 1 + Math.floor(random() * 4)).join(' '),
    tags: sample(random, tags, Math.floor(random() * 3)),
    category: pick(random, productCategories.slice(0, 3)),
    condition: pick(random, productConditions),
    feedType: random() < 0.2 ? 'community' : 'discover',
    currency: random() < 0.8 ? 'AED' : 'USD',
    neighborhood: random() < 0.3 ? pick(random, neighborhoods) : null,
    priceMinor: isTied ? pick(random, [0, 100, 5_000]) : Math.floor(Math.exp(random() * 15)),
    location:
      index % 9 === 0
        ? null
        : parsePoint(
            isTied ? pick(random, [dubai, [179.9999, -17], [-179.9999, -17], [10, 89.9]]) : place,
            'location',
          ),
    createdAt: new Date(
      Date.UTC(2026, 4, 1) - (isTied ? 86_400_000 * Math.floor(random() * 3) : random() * 400 * 86_400_000),
    ),
  }
}

const made = Array.from({ length: 600 }, (_, index) => listing(index))

interface Measured {
  readonly id: string
  readonly metres: number | null
  readonly longitude: number | null
  readonly latitude: number | null
}

const measure = query<{ readonly near: Point }, Measured>(
  `select
    products.id,
    st_distance(products.public_location, :near::geography) as metres,
    st_x(products.public_location::geometry) as longitude,
    st_y(products.public_location::geometry) as latitude
  from products`,
  { near: 'geography' },
)

beforeAll(async () => {
  await db.products.createMany(made.map(({ createdAt, ...product }) => product))
  await setCreatedAt(
    db,
    made.map(({ id, createdAt }) => ({ id, createdAt: createdAt.toISOString() })),
  )
})

type Asked = Omit<SearchProductsInput, 'cursor' | 'limit'>

function isIn([west, south, east, north]: readonly number[], { longitude, latitude }: Measured): boolean {
  if (longitude === null || latitude === null) return false
  if ([west, south, east, north].some((edge) => edge === undefined)) return false
  const [w = 0, s = 0, e = 0, n = 0] = [west, south, east, north]
  const isBetween = w <= e ? longitude >= w && longitude <= e : longitude >= w || longitude <= e
  return isBetween && latitude >= s && latitude <= n
}

function isWanted(one: Made, at: Measured, asked: Asked): boolean {
  const title = one.title.split(' ')
  const { metres } = at
  return (
    (asked.text ?? '')
      .split(' ')
      .filter((word) => word !== '')
      .every((word) => (word.startsWith('-') ? !title.includes(word.slice(1)) : title.includes(word))) &&
    (asked.category ?? one.category) === one.category &&
    (asked.condition ?? one.condition) === one.condition &&
    (asked.feedType ?? one.feedType) === one.feedType &&
    (asked.currency ?? one.currency) === one.currency &&
    one.priceMinor >= (asked.minPriceMinor ?? 0) &&
    one.priceMinor <= (asked.maxPriceMinor ?? Infinity) &&
    (asked.sellerId ?? one.sellerId) === one.sellerId &&
    (asked.neighborhood === undefined || one.neighborhood === neighborhoods[0]) &&
    (asked.tags ?? []).every((tag) => one.tags?.includes(tag)) &&
    (asked.createdAfter === undefined || one.createdAt > asked.createdAfter) &&
    (asked.box === undefined || isIn(asked.box, at)) &&
    (asked.radiusMetres === undefined || (metres !== null && metres <= asked.radiusMetres)) &&
    (asked.sort !== 'nearest' || metres !== null)
  )
}

async function expected(asked: Asked): Promise<readonly string[]> {
  const near = parsePoint(asked.near ?? dubai, 'near')
  const measured = new Map((await db.many(measure, { near })).map((row) => [row.id, row]))
  const keys: Readonly<Record<SearchSort, (one: Made) => number>> = {
    relevance: () => 0,
    newest: ({ createdAt }) => -createdAt.getTime(),
    nearest: ({ id }) => measured.get(id)?.metres ?? 0,
    priceUp: ({ priceMinor }) => priceMinor,
    priceDown: ({ priceMinor }) => -priceMinor,
  }
  const keyOf = keys[asked.sort ?? 'relevance']
  const idOrder = asked.sort === 'newest' || asked.sort === 'priceDown' ? -1 : 1
  return made
    .filter((one) => {
      const at = measured.get(one.id)
      return at !== undefined && isWanted(one, at, asked)
    })
    .toSorted((one, other) => keyOf(one) - keyOf(other) || (one.id < other.id ? -1 : 1) * idOrder)
    .map(({ id }) => id)
}

const fiji: Position = [179.99, -17]
const cases: readonly Omit<Asked, 'sort'>[] = [
  { text: 'lamp', near: dubai, currency: 'AED' },
  { text: 'lamp chair', near: dubai, currency: 'AED' },
  { text: 'lamp -chair', near: fiji, currency: 'AED' },
  { text: 'rug', near: [20, -40], currency: 'AED', category: productCategories[0] },
  { text: 'rug', near: dubai, currency: 'AED', category: productCategories[1], condition: 'good' },
  { text: 'vase', near: dubai, currency: 'AED', feedType: 'community' },
  { text: 'vase', near: dubai, currency: 'AED', condition: 'new' },
  { text: 'clock', near: dubai, currency: 'AED', minPriceMinor: 100, maxPriceMinor: 5_000 },
  { text: 'clock', near: dubai, currency: 'USD', maxPriceMinor: 100 },
  { text: 'mirror', near: dubai, currency: 'AED', tags: ['vintage', 'New York'] },
  { text: 'lamp', near: dubai, currency: 'AED', sellerId: sellers[0] },
  { text: 'lamp', near: dubai, radiusMetres: 5_000, currency: 'AED' },
  { text: 'lamp', near: fiji, radiusMetres: 50_000, currency: 'AED' },
  { text: 'lamp', near: [10, 90], radiusMetres: 50_000, currency: 'AED' },
  { text: 'chair', near: dubai, box: [55, 25, 55.5, 25.4], currency: 'AED' },
  { text: 'chair', near: fiji, box: [179, -18, -179, -16], currency: 'AED' },
  { text: 'chair', near: dubai, radiusMetres: 20_000, box: [55.2, 25, 55.3, 25.4], currency: 'AED' },
  { text: 'chair', near: dubai, radiusMetres: 2_000, box: [0, 0, 1, 1], currency: 'AED' },
  { near: dubai, currency: 'AED' },
  { near: fiji, currency: 'USD' },
  { near: dubai, currency: 'AED', category: productCategories[1], feedType: 'community' },
  { near: dubai, currency: 'AED', radiusMetres: 3_000 },
  { near: dubai, currency: 'AED', neighborhood: 'jumeirah-beach' },
  { text: 'lamp', near: dubai, currency: 'AED', neighborhood: 'JUMEIRAH BEACH' },
  { text: 'mirror', near: dubai, createdAfter: new Date('2026-04-29T00:00:00Z'), currency: 'AED' },
]

it('asks for what there is', async () => {
  const counts = await Promise.all(cases.map(async (asked) => (await expected(asked)).length))
  expect(counts.filter((count) => count === 0).length).toBeLessThanOrEqual(3)
  expect(Math.max(...counts)).toBeGreaterThan(100)
})

describe.each(['before the first analyze', 'with the shares of the planner'])('search %s', (when) => {
  const other = createDatabase({ url: test.url })
  beforeAll(async () => {
    if (when !== 'before the first analyze') await db.execute(query<undefined, object>('analyze products'))
    return async () => {
      await other.close()
    }
  })

  for (const sort of ['newest', 'nearest', 'priceUp', 'priceDown'] as const) {
    it.each(cases)(`finds all in the order of ${sort}: %j`, async (asked) => {
      const order = await expected({ ...asked, sort })
      for (const limit of [11, 100]) {
        const pages = await pagesOf((input) => other.products.search(input), { ...asked, sort, limit })
        expect(pages.flat().map(({ id }) => id)).toEqual(order)
      }
    })
  }

  it.each(cases)('finds all by relevance, each once, the best of the first ones first: %j', async (asked) => {
    const order = await expected(asked)
    const pages = await pagesOf((input) => other.products.search(input), { ...asked, limit: 20 })
    const found = pages.flat().map(({ id }) => id)
    expect(found.toSorted()).toEqual(order.toSorted())
    const ranks = pages[0]?.map(({ rank }) => rank) ?? []
    expect(ranks).toEqual(ranks.toSorted((one, next) => next - one))
  })

  it('counts what is found by what may be filtered next', async () => {
    const filters = { text: 'vase', currency: 'USD' }
    const found = new Set(await expected(filters))
    const all = made.filter(({ id }) => found.has(id))
    const counts = await other.search.facetCounts(filters)
    expect(counts.counted).toEqual({ count: all.length, isMore: false })
    for (const { value, count } of counts.categories) {
      expect(count).toBe(all.filter(({ category }) => category === value).length)
    }
    for (const { value, count } of counts.conditions) {
      expect(count).toBe(all.filter(({ condition }) => condition === value).length)
    }
    for (const { fromMinor, belowMinor, count } of counts.priceBands) {
      const within = all.filter(({ priceMinor }) => priceMinor >= fromMinor && priceMinor < belowMinor)
      expect(count).toBe(within.length)
    }
    const sum = counts.priceBands.reduce((total, { count }) => total + count, 0)
    expect(sum).toBe(all.length)
  })
})
