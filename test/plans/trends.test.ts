// Thorough: fills tables with as many rows as a city has.

import { expect, it } from 'vitest'
import * as queries from '../../generated/trends.queries.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { openClient } from '../setup/migrate/open-client.js'
import { marketSeed, type MarketSize } from '../setup/plans/market-seed.js'
import { evenly } from '../setup/plans/evenly.js'
import { lookup, pages, profileIndexes, type PlanCase } from '../setup/plans/plan-case.js'
import { buffersOf, nodesOf, type PlanNode } from '../../scripts/plans/plan-node.js'
import { Planner } from '../../scripts/plans/planner.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans, type PlanSeed } from '../setup/plans/test-plans.js'

const market = marketSeed('users', 'user_stats', 'products')

/** Half of the products were seen; a queue of reports waits. */
const seed: PlanSeed<MarketSize> = {
  ...market,
  statements: (size) => [
    ...market.statements(size),
    `insert into product_trends (product_id, category, neighborhood, is_listed, trend_rank)
    select id, category, 'Part ' || 1 + floor(${evenly('n', 13)} * 50)::integer, is_available, 10300 + ${evenly('n', 2)} * 20
    from (select *, row_number() over (order by id) as n from products) as product
    where n % 2 = 0`,
    `insert into product_activity (product_id, views)
    select id, 1 from products order by id limit 5000`,
    'vacuum (analyze) product_trends',
    'vacuum (analyze) product_activity',
  ],
}

const limit = 21
const after = { afterRank: 10_315, afterId: seededId('products', 78) }
const ids = (count: number) => Array.from({ length: count }, (_, n) => seededId('products', 1 + n * 13))
const counts = (count: number) => ({ ids: ids(count), views: ids(count).map(() => 1) })

function lists(): readonly PlanCase[] {
  const category = 'books'
  const neighborhood = 'Part 7'
  const filters = [
    [{}, 'ix_product_trends_rank'],
    [{ category }, 'ix_product_trends_category_rank'],
    [{ neighborhood }, 'ix_product_trends_neighborhood_rank'],
    [{ neighborhood, category }, 'ix_product_trends_neighborhood_category_rank'],
  ] as const
  return filters.flatMap(([filter, index]) =>
    pages({
      query: queries.listTrendingProductsCard,
      note: ['of', ...Object.keys(filter)].join(' '),
      parameters: { ...filter, limit },
      after,
      index,
      lookup: ['products_pkey', ...profileIndexes],
    }),
  )
}

const { test } = await testPlans(seed, [
  lookup({
    query: queries.addProductCounts,
    note: 'to 20',
    parameters: counts(20),
    index: 'products_pkey',
    buffers: 200,
  }),
  lookup({
    query: queries.applyProductActivity,
    note: 'of 20',
    parameters: { limit: 20 },
    index: 'product_activity_pkey',
    buffers: 1_500,
  }),
  ...lists(),
])

/** The blocks of a statement with its writing parts. The plan's own figure leaves those out whose results nobody reads. */
function allBuffersOf(plan: PlanNode): number {
  const read = new Set(nodesOf(plan).map((node) => `CTE ${node['CTE Name'] ?? ''}`))
  const parts = (plan.Plans ?? []).filter(
    (node) => node['Node Type'] === 'ModifyTable' && !read.has(node['Subplan Name'] ?? ''),
  )
  return parts.reduce((sum, node) => sum + buffersOf(node), buffersOf(plan))
}

it('adds a thousand views without a write of a product, and applies them within 100 blocks each', async (context) => {
  if (!test.multiSession) context.skip('so many rows are too many for the embedded database')
  const client = await openClient(test.url)
  try {
    const planner = new Planner(client)
    const plan = (query: PreparedQuery<object, unknown>, parameters: object) =>
      planner.planOf({ query, parameters, mode: 'force_generic_plan' })
    const adding = await plan(queries.addProductCounts, counts(1_000))
    const written = nodesOf(adding).filter((node) => node['Node Type'] === 'ModifyTable')
    expect(written.map((node) => node['Relation Name'])).toEqual(['product_activity'])
    expect(allBuffersOf(adding)).toBeLessThan(10_000)
    const applying = await plan(queries.applyProductActivity, { limit: 500 })
    expect(allBuffersOf(applying)).toBeGreaterThan(500)
    expect(allBuffersOf(applying)).toBeLessThan(100 * 500)
  } finally {
    await client.end()
  }
})
