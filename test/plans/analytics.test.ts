// Thorough: fills tables with as many rows as a city has.

import { describe, expect, it } from 'vitest'
import * as queries from '../../generated/analytics.queries.js'
import { query } from '../setup/query.js'
import { analyticsSeed, countedSeller } from '../setup/plans/analytics-seed.js'
import { bounded, lookup, smallScan } from '../setup/plans/plan-case.js'
import { testPlans } from '../setup/plans/test-plans.js'

const days = { fromDay: '2026-02-01', toDay: '2026-02-07' }
const eventTypes = ['product_viewed', 'offer_made']
const hour = { fromTime: '2026-02-10 10:00:00+00', toTime: '2026-02-10 11:00:00+00' }
const ofFebruary = 'analytics_events_2026_02_event_type_occurred_at_visitor_idx'
const byDimension = 'ix_analytics_daily_dimension_day'

const { db } = await testPlans(analyticsSeed, [
  lookup({
    query: queries.findDirtyAnalyticsDay,
    parameters: { afterDay: '2026-01-15' },
    index: 'analytics_dirty_days_pkey',
  }),
  lookup({
    query: queries.listAnalyticsDaysOfSubject,
    parameters: { dimension: 'seller', subjectId: countedSeller, eventTypes, ...days },
    index: 'analytics_daily_subject_id_day_key',
  }),
  lookup({
    query: queries.listAnalyticsDays,
    parameters: { eventTypes, ...days },
    index: 'analytics_daily_subject_id_day_key',
  }),
  // As many as there are sellers with such events on these days.
  bounded({
    query: queries.listTopAnalyticsSubjects,
    note: 'a week',
    parameters: { dimension: 'seller', eventType: 'offer_made', ...days, limit: 20 },
    indexes: [byDimension],
    scans: smallScan,
    rows: 7_000,
    buffers: 8_000,
  }),
  bounded({
    query: queries.listTopAnalyticsSubjects,
    note: 'a kind that nobody has',
    parameters: { dimension: 'seller', eventType: 'never_seen', ...days, limit: 20 },
    indexes: [byDimension],
    scans: smallScan,
    rows: 0,
    buffers: 400,
  }),
])

/** The lines of the plan of a query, for the values at hand. */
async function planOf(sql: string, parameters: Readonly<Record<string, unknown>>): Promise<string> {
  const rows = await db.many(
    query<Readonly<Record<string, unknown>>, { readonly line: string }>(`explain ${sql}`),
    parameters,
  )
  return rows.map((row) => Object.values(row)[0]).join('\n')
}

describe('a time of events', () => {
  it('is read from its partitions alone', async () => {
    const plan = await planOf(
      `select count(*) from analytics_events
      where occurred_at >= :fromTime!::timestamptz and occurred_at < :toTime!::timestamptz`,
      hour,
    )
    expect(plan.match(/ on analytics_events\w+/g)).toEqual([' on analytics_events_2026_02'])
  })

  // It is planned anew for each call, which takes a moment of the long time that it runs.
  it('is read from the index of kinds by a funnel of rare steps', async () => {
    const steps = ['offer_made', 'payment_completed']
    const plan = await planOf(queries.countAnalyticsFunnel.queryIR.statement, {
      steps,
      withinMs: 3_600_000,
      ...hour,
    })
    expect(plan).not.toMatch(/Seq Scan|2026_01|2026_03/)
    expect(plan).toContain(ofFebruary)
  })
})
