import * as queries from '../../generated/products.queries.js'
import { administrator as adminId, busiestUser as sellerId, marketSeed } from '../setup/plans/market-seed.js'
import { lookup, nearest, page, pages, profileIndexes, type PlanCase } from '../setup/plans/plan-case.js'
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
  lookup({
    query: queries.addProductCounts,
    note: 'to 20',
    parameters: {
      ids: ids.slice(0, 20),
      views: ids.slice(0, 20).map(() => 1),
    },
    index: 'products_pkey',
    buffers: 880,
  }),
  page({
    query: queries.listProductsBySeller,
    parameters: { sellerId, limit },
    index: 'ix_products_seller_created',
  }),
  page({
    query: queries.listProductsBySeller,
    note: 'available, next page',
    parameters: { sellerId, limit, isAvailable: true, ...after },
    index: 'ix_products_seller_created',
    passedOver: 40,
    buffers: 120,
  }),
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
  return filters.flatMap(([filter, index]) =>
    pages({
      query: queries.listProductFeed,
      note: ['of', ...Object.keys(filter)].join(' '),
      parameters: { ...filter, limit },
      after,
      index,
      lookup: profileIndexes,
    }),
  )
}

/** Every combination of filters that a search has, within a small, a usual and a large radius. */
function searches(): readonly PlanCase[] {
  const city = { type: 'Point', coordinates: [55.27, 25.2] } as const
  const everywhere = { origin: city, limit }
  const filters = {
    category: { category: 'books' },
    condition: { condition: 'new' },
    feedType: { feedType: 'discover' },
    price: { currency: 'AED', minPriceMinor: 10_000, maxPriceMinor: 90_000 },
    'next page': { afterDistance: 200, afterId: seededId('products', 1) },
  }
  const radii = { 'within metres': 10, 'in the city': 5_000, 'within half the Earth': 20_000_000 }

  const combinations = Object.entries(filters).reduce<readonly { names: string[]; asked: object }[]>(
    (shorter, [name, filter]) => [
      ...shorter,
      ...shorter.map(({ names, asked }) => ({ names: [...names, name], asked: { ...asked, ...filter } })),
    ],
    [{ names: [], asked: {} }],
  )
  return combinations.flatMap(({ names, asked }) => {
    const isInIndex = names.every((name) => name === 'category')
    return Object.entries(radii).map(([radius, radiusMetres]) =>
      nearest({
        query: queries.listProductsNearby,
        note: [radius, ...names].join(', '),
        parameters: { ...everywhere, ...asked, radiusMetres },
        index: names.includes('category') ? 'ix_products_category_public_location' : 'ix_products_public_location',
        lookup: profileIndexes,
        // Little more than the page, and its sellers; a filter that the index does not hold passes over rows.
        ...(isInIndex ? { buffers: 120 + 8 * limit } : {}),
      }),
    )
  })
}
