import * as queries from '../../generated/map.queries.js'
import type { BBox } from '../../src/geo/geojson.js'
import { planeBox, planeCentre } from '../../src/repositories/map/plane-box.js'
import { marketSeed } from '../setup/plans/market-seed.js'
import { bounded, type PlanCase } from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const boxes = {
  'of a street': [55.25, 25.19, 55.27, 25.21],
  'of a city': [55.0, 24.9, 55.6, 25.5],
  'of a country': [51, 22, 57, 27],
  'of the world': [-180, -90, 180, 90],
  'across the antimeridian': [20, -60, -20, 60],
} satisfies Readonly<Record<string, BBox>>

await testPlans(marketSeed('users', 'products'), products())

/** Boxes of all sizes, with filters that the index holds. */
function products(): readonly PlanCase[] {
  const budget = 2_000
  const limit = 21
  const filters = {
    all: {},
    'of a category': { category: 'books' },
    'of a condition and price': {
      condition: 'new',
      currency: 'AED',
      minPriceMinor: 10_000,
      maxPriceMinor: 90_000,
    },
    'next page': { afterDistance: 0.0001, afterId: seededId('products', 1) },
    'that nothing fits': { currency: 'USD' },
    'of a category that nothing fits': { category: 'books', currency: 'USD' },
  }
  return Object.entries(boxes).flatMap(([box, bounds]) =>
    Object.entries(filters).map(([filter, asked]) => {
      const [west, south, east, north] = bounds
      const plane = 'category' in asked ? 'category' : 'all'
      const parameters = {
        ...asked,
        ...planeBox(bounds),
        ...planeCentre(bounds),
        plane,
        west,
        south,
        east,
        north,
        budget,
        limit,
      } as queries.ListProductsInBoxParams
      const isWide = bounds[2] < bounds[0] || bounds[0] === -180
      return bounded({
        query: queries.listProductsInBox,
        note: `${box}, ${filter}`,
        parameters,
        indexes: [plane === 'category' ? 'ix_products_category_place' : 'ix_products_place', 'products_pkey'],
        rows: budget + 2,
        // A cursor passes over what is nearer.
        passedOver: filter === 'next page' ? budget : 0,
        // From the middle of the sea an index walks far to the first product.
        buffers: (isWide ? 400 : 140) + 5 * limit + (filter === 'all' ? 0 : budget),
      })
    }),
  )
}
