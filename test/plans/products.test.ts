// Thorough: fills tables with as many rows as a city has.

import * as queries from '../../generated/products.queries.js'
import type { Point } from '../../src/geo/geojson.js'
import { isPlane } from '../../src/geo/is-plane.js'
import { administrator as adminId, busiestUser as sellerId, marketSeed } from '../setup/plans/market-seed.js'
import { bounded, lookup, page, pages, profileIndexes, type PlanCase } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

/** A product of another user's than the busiest. */
const id = seededId('products', 78)
const owner = seededId('users', 79)
const ids = seededIds('products', 100)

/** In the middle of the times, so that half of a list is before it. */
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const limit = 21

await testPlans(marketSeed('users', 'user_stats', 'products'), [
  lookup({ query: queries.findProduct, parameters: { id }, index: 'products_pkey' }),
  lookup({ query: queries.listProductsByIds, parameters: { ids }, index: 'products_pkey' }),
  lookup({
    query: queries.updateProduct,
    parameters: { id, sellerId: owner, patch: { title: 'Another title' } },
    index: 'products_pkey',
    buffers: 200,
  }),
  lookup({ query: queries.markProductSold, parameters: { id, sellerId: owner }, index: 'products_pkey' }),
  lookup({
    query: queries.markProductAvailable,
    parameters: { id, sellerId: owner },
    index: 'products_pkey',
    buffers: 200,
  }),
  lookup({ query: queries.deleteProduct, parameters: { id, sellerId: owner }, index: 'products_pkey' }),
  lookup({ query: queries.judgeProductSeller, parameters: { id, sellerId: owner }, index: 'products_pkey' }),
  lookup({ query: queries.hideProduct, parameters: { id, adminId }, index: 'products_pkey', buffers: 200 }),
  lookup({ query: queries.unhideProduct, parameters: { id, adminId }, index: 'products_pkey' }),
  ...[queries.listProductsBySellerCard, queries.listProductsBySellerAll].flatMap((query) => [
    page({ query, parameters: { sellerId, limit }, index: 'ix_products_seller_created' }),
    page({
      query,
      note: 'available, next page',
      parameters: { sellerId, limit, isAvailable: true, ...after },
      index: 'ix_products_seller_availability',
      // Half of what is on sale of somebody who sells a fortieth of everything.
      ifSmall: { index: 'ix_products_seller_created', buffers: 400 },
    }),
  ]),
  ...feeds(),
  ...searches(),
])

/** Every combination of filters that the feed has, on its first page and on another one. */
function feeds(): readonly PlanCase[] {
  const feedType = 'community'
  const category = 'books'
  const filters = [
    [{}, 'ix_products_feed'],
    [{ feedType }, 'ix_products_feed_type'],
    [{ category }, 'ix_products_feed_category'],
    [{ category, feedType }, 'ix_products_feed_category_type'],
  ] as const
  return [queries.listProductFeedCard, queries.listProductFeedAll].flatMap((query) =>
    filters.flatMap(([filter, index]) =>
      pages({
        query,
        note: ['of', ...Object.keys(filter)].join(' '),
        parameters: { ...filter, limit },
        after,
        index,
        lookup: profileIndexes,
      }),
    ),
  )
}

/** Every combination of filters that a search has, within a small, a usual and a large radius, and on the sphere. */
function searches(): readonly PlanCase[] {
  const budget = 2_000
  const origin: Point = { type: 'Point', coordinates: [55.27, 25.2] }
  const everywhere = { origin, limit, budget }
  const filters = {
    category: { category: 'books' },
    condition: { condition: 'new' },
    feedType: { feedType: 'discover' },
    price: { currency: 'AED', minPriceMinor: 10_000, maxPriceMinor: 90_000 },
    'next page': { afterDistance: 3.5e-5, afterId: seededId('products', 1) },
    'that nothing fits': { currency: 'USD' },
  }
  const radii = {
    'within metres': 10,
    'in the city': 5_000,
    'in the country': 50_000,
    'within half the Earth': 20_000_000,
  }

  const indexOf = {
    all: 'ix_products_place',
    category: 'ix_products_category_place',
    sphere: 'ix_products_public_location',
  }

  const combinations = Object.entries(filters).reduce<readonly { names: string[]; asked: object }[]>(
    (shorter, [name, filter]) => [
      ...shorter,
      ...shorter.map(({ names, asked }) => ({ names: [...names, name], asked: { ...asked, ...filter } })),
    ],
    [{ names: [], asked: {} }],
  )
  return combinations.flatMap(({ names, asked }) => {
    return Object.entries(radii).map(([radius, radiusMetres]) => {
      const note = [radius, ...names].join(', ')
      const parameters = { ...everywhere, ...asked, radiusMetres }
      // On the plane whatever is filtered by is in the index; on the sphere each product of the walk is read. A cursor passes
      // over what is nearer, and the walk over the corners of the box around its circle.
      const bounds = { rows: budget + 2, passedOver: budget }
      const buffers = 40 + 14 * limit + (names.length === 0 ? 0 : budget)
      const isFlat = isPlane(origin, radiusMetres)
      const plane = !isFlat ? 'sphere' : names.includes('category') ? 'category' : 'all'
      return bounded({
        // Cards and whole rows differ in the last step alone.
        query: names.length > 1 ? queries.listProductsNearbyCard : queries.listProductsNearbyAll,
        note,
        parameters: { ...parameters, plane },
        indexes: [indexOf[plane], 'products_pkey', ...profileIndexes],
        ...bounds,
        buffers: isFlat ? buffers : 2 * buffers,
      })
    })
  })
}
