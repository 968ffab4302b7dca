import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openMarket, type Market } from '../market/open-market.js'
import { openClient } from '../migrate/open-client.js'
import { expectPlan } from './expect-plan.js'
import type { PlanCase } from './plan-case.js'
import { Planner, planModes } from '../../../scripts/plans/planner.js'

/** Rows among which plans are looked at, the same ones each time. */
export interface PlanSeed<Size> {
  /** As in a city that has had the marketplace for a while. */
  readonly realistic: Size
  /** As much as the embedded database takes in some seconds; null if so few rows have other plans. */
  readonly embedded: Size | null
  /** Statements that fill the tables, and the statistics on them. */
  readonly statements: (size: Size) => readonly string[]
}

/**
 * Tests how a server runs queries among many rows: planned once for all values, planned for the values at hand, and
 * whether the server, left to itself, comes to plan them once.
 *
 * Bulk inserts have no cases: they look up so many ids that to read a small table whole is right.
 */
export async function testPlans<Size>(seed: PlanSeed<Size>, cases: readonly PlanCase[]): Promise<Market> {
  const market = await openMarket()
  const client = await openClient(market.test.url)
  afterAll(() => client.end())

  const size = market.test.multiSession ? seed.realistic : seed.embedded
  if (size === null) {
    beforeEach((context) =>
      context.skip('so many rows are too many for the embedded database, and fewer have other plans'),
    )
  } else {
    for (const statement of seed.statements(size)) await client.query(statement)
  }
  await client.query('set jit = off')
  const planner = new Planner(client)

  describe.each(planModes)('with %s', (mode) => {
    it.each(cases)('$name reads by its indexes', async ({ plan, expected, expectedIfSmall }) => {
      const isSmall = !market.test.multiSession
      expectPlan(await plan(planner, mode), isSmall ? (expectedIfSmall ?? expected) : expected)
    })
  })

  describe('left to the server', () => {
    it.each(cases)('$name is planned once for all calls', async ({ isPlannedOnce }) => {
      expect(await isPlannedOnce(planner)).toBe(true)
    })
  })

  return market
}
