/**
 * The blocks that a look at one saved search touches, all statements together, and those of its user's lists.
 *
 * The statements are those that the repository sends, each planned once for all values and for the values at hand.
 */
// Thorough: fills tables with as many rows as a city has.

import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { SqlSavedSearchRepository } from '../../src/repositories/saved-searches/saved-search-repository.js'
import type { SearchFilters } from '../../src/repositories/search/search.js'
import { openMarket } from '../setup/market/open-market.js'
import { openClient } from '../setup/migrate/open-client.js'
import { Planner, planModes, type PlanMode } from '../../scripts/plans/planner.js'
import { recorderOf, type Sent } from '../../scripts/plans/recorder.js'
import { buffersOf, nodesOf } from '../../scripts/plans/plan-node.js'
import { searchSeed, seededWords } from '../setup/plans/search-seed.js'
import { seededId, seededIdSql } from '../setup/plans/seeded-id.js'

const { db, test } = await openMarket()
const client = await openClient(test.url)
afterAll(() => client.end())
if (test.multiSession) {
  for (const statement of searchSeed.statements({ users: 5_000, products: 25_000 })) {
    await client.query(statement)
  }
  await client.query(
    `insert into saved_searches (user_id, slot, filters, due_at)
    select ${seededIdSql('users', '1 + n % 2000')}, 1 + n / 2000, '{"text": "qdb"}', now() + n * interval '1 minute'
    from generate_series(0, 19999) as n`,
  )
  await client.query('vacuum (analyze) saved_searches')
} else {
  beforeEach((context) => context.skip('so many rows are too many for the embedded database'))
}
await client.query('set jit = off')
const planner = new Planner(client)

const { executor, take } = recorderOf(db)
const savedSearches = new SqlSavedSearchRepository(executor)

/** Is read once in a quarter of an hour. */
const isRare = ({ query }: Sent) => query.metadata?.name === 'readSearchShares'

async function costOf(call: () => Promise<unknown>, mode: PlanMode) {
  take()
  const result = await call()
  const plans = []
  for (const one of take().filter((each) => !isRare(each))) plans.push(await planner.planOf({ ...one, mode }))
  const nodes = plans.flatMap(nodesOf)
  return {
    result,
    buffers: plans.map(buffersOf).reduce((sum, each) => sum + each, 0),
    statements: plans.length,
    whole: nodes
      .filter((node) => node['Node Type'].endsWith('Seq Scan'))
      .map((node) => node['Relation Name']),
  }
}

const somebody = seededId('users', 4_000)

/** Saves a search that is the first one due, as it was looked at so many hours before the last listing. */
async function dueSearch(filters: SearchFilters, hours: number): Promise<void> {
  await client.query('delete from saved_searches where user_id = $1', [somebody])
  const { id } = await db.savedSearches.create({ userId: somebody, filters })
  await client.query(
    `update saved_searches
    set due_at = '2026-01-01', seen_from = timestamptz '2026-06-01' - make_interval(hours => $2::integer)
    where id = $1`,
    [id, hours],
  )
}

const near = { near: [55.27, 25.2], radiusMetres: 5_000 } as const
const searches: readonly (readonly [name: string, filters: SearchFilters])[] = [
  ['a common word', { text: seededWords.common }],
  ['a rare word', { text: seededWords.rare }],
  ['words and filters', { text: seededWords.brand, currency: 'AED', maxPriceMinor: 20_000, ...near }],
  ['a category', { category: 'books' }],
  ['all that is around', near],
  ['everything', {}],
]

describe.each(planModes)('a look for new listings, with %s', (mode) => {
  it.each(searches)('for %s is bounded', async (_, filters) => {
    for (const hours of [1, 24, 24 * 30]) {
      await dueSearch(filters, hours)
      const cost = await costOf(() => savedSearches.notify({ limit: 1 }), mode)
      expect(cost.result).toMatchObject({ checked: 1 })
      expect(cost.buffers, `${hours} hours`).toBeLessThanOrEqual(hours === 1 ? 400 : 1_500)
      expect(cost.statements).toBeLessThanOrEqual(8)
      expect(cost.whole).toEqual([])
    }
  })

  it('where nothing is due reads an index', async () => {
    await client.query('delete from saved_searches where user_id = $1', [somebody])
    await client.query(`update saved_searches set due_at = now() + interval '1 day' where due_at <= now()`)
    const cost = await costOf(() => savedSearches.notify({ limit: 100 }), mode)
    expect(cost.result).toEqual({ checked: 0, told: 0, errors: [] })
    expect(cost.buffers).toBeLessThanOrEqual(30)
  })
})

describe('left to the server', () => {
  it('what is not the search is planned once for all calls', async () => {
    await dueSearch({ text: seededWords.common }, 24)
    take()
    await savedSearches.notify({ limit: 1 })
    const userId = seededId('users', 9)
    const { id } = await savedSearches.create({ userId, filters: { text: 'lamp' } })
    await savedSearches.list({ userId })
    await savedSearches.update({ savedSearchId: id, userId, patch: { isMuted: true } })
    await savedSearches.delete({ savedSearchId: id, userId })
    const own = take().filter(({ query }) => query.metadata?.name.includes('SavedSearch'))
    expect(own).toHaveLength(6)
    for (const one of own) expect(await planner.isPlannedOnce(one), one.query.metadata?.name).toBe(true)
  })
})

describe.each(planModes)('what a user does, with %s', (mode) => {
  it('reads what is the user’s', async () => {
    const userId = seededId('users', 7)
    const list = await costOf(() => savedSearches.list({ userId }), mode)
    expect(list.buffers).toBeLessThanOrEqual(30)
    expect(list.whole).toEqual([])
    const create = await costOf(() => savedSearches.create({ userId, filters: { text: 'lamp' } }), mode)
    expect(create.buffers).toBeLessThanOrEqual(250)
    expect(create.whole).toEqual([])
  })
})
