/**
 * Each query reads by the index that is meant for it and no more than it needs, among hundreds of thousands of rows,
 * planned once for all values and planned for the values at hand.
 *
 * Left out are bulk inserts, which look up so many ids that reading a small table whole is right. To add the queries
 * of a table, add it to the subjects in test/plans.
 */

import { afterAll, describe, expect, it } from 'vitest'
import { listProductsNearby } from '../../generated/products.queries.js'
import { walkOrigin } from '../../src/repositories/products/walk-origin.js'
import { openClient } from '../setup/migrate/open-client.js'
import { embeddedSize, realisticSize } from '../setup/plans/market-size.js'
import { expectNearestWalk, expectPlan } from '../setup/plans/plan-expectations.js'
import { buffersOf } from '../setup/plans/plan-node.js'
import { Planner, planModes } from '../setup/plans/planner.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { subjects } from '../setup/plans/subjects.js'
import { openMarket } from '../setup/market/open-market.js'

const { test } = await openMarket()
const client = await openClient(test.url)
const size = test.multiSession ? realisticSize : embeddedSize

for (const { table, seed } of subjects) {
  await client.query(seed(size))
  await client.query(`vacuum (analyze) ${table}`)
}
await client.query('set jit = off')
const planner = new Planner(client)

describe.each(planModes)('with %s', (mode) => {
  describe.each(subjects)('of $table', ({ cases }) => {
    it.each(cases)('$name reads by $index', async (planCase) => {
      expectPlan(await planCase.plan(planner, mode), planCase)
    })
  })
})

describe.each(subjects)('left to the server, of $table', ({ cases }) => {
  it.each(cases)('$name is planned once for all calls', async (planCase) => {
    expect(await planCase.isPlannedOnce(planner)).toBe(true)
  })
})

const city = { type: 'Point', coordinates: [55.27, 25.2] } as const
const search = { origin: city, walkOrigin: walkOrigin(city), limit: 21 }
const filters = {
  category: { category: 'books' },
  condition: { condition: 'new' },
  feedType: { feedType: 'discover' },
  price: { currency: 'AED', minPriceMinor: 10_000, maxPriceMinor: 90_000 },
  'next page': { afterDistance: 200, afterId: seededId('products', 1) },
}
const radii = { 'within metres': 10, 'in the city': 5_000, 'within half the Earth': 20_000_000 }

/** Every subset of the filters. */
const searches = Object.entries(filters).reduce<readonly { name: string; asked: object }[]>(
  (shorter, [name, filter]) => [
    ...shorter,
    ...shorter.map((one) => ({ name: `${one.name}, ${name}`, asked: { ...one.asked, ...filter } })),
  ],
  [{ name: 'nearby', asked: {} }],
)

describe.each(planModes)('a search with %s', (mode) => {
  it.each(searches)('walks the index, nearest first, and ends with the page: $name', async ({ asked }) => {
    const index = 'category' in asked ? 'idx_products_category_location' : 'idx_products_location'
    for (const radiusMetres of Object.values(radii)) {
      const parameters = { ...search, ...asked, radiusMetres }
      const plan = await planner.planOf({ query: listProductsNearby, parameters, mode })
      expectNearestWalk(plan, index, search.limit)
    }
  })

  it.each(Object.entries(radii))('reads little more than the page %s', async (_, radiusMetres) => {
    for (const asked of [{}, filters.category]) {
      const parameters = { ...search, ...asked, radiusMetres }
      const plan = await planner.planOf({ query: listProductsNearby, parameters, mode })
      expect(buffersOf(plan)).toBeLessThanOrEqual(120)
    }
  })
})

describe('a search, left to the server,', () => {
  it.each(searches)('is planned once for all calls: $name', async ({ asked }) => {
    const parameters = { ...search, ...asked, radiusMetres: radii['in the city'] }
    expect(await planner.isPlannedOnce({ query: listProductsNearby, parameters })).toBe(true)
  })
})

afterAll(() => client.end())
