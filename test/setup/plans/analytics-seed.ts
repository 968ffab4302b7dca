import { evenly } from './evenly.js'
import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

/** The number of rows of each table. */
interface AnalyticsSize {
  readonly events: number
  readonly subjects: number
}

/** A seller with counts of each day. */
export const countedSeller = seededId('users', 1)

/** The first quarter of 2026: most events are views, one in a hundred is a payment. Counts are those of 90 days. */
export const analyticsSeed: PlanSeed<AnalyticsSize> = {
  realistic: { events: 90_000, subjects: 1_000 },
  embedded: { events: 30_000, subjects: 300 },
  statements: ({ events, subjects }) => [
    `select ensure_analytics_partitions('2026-01-01', '2026-03-31')`,
    `insert into analytics_events (id, occurred_at, event_type, visitor)
    select
      ${seededIdSql('messages', 'n')},
      timestamptz '2026-01-01 00:00:00+00' + n * (interval '90 days' / ${events + 1}),
      case when n % 100 = 0 then 'payment_completed' when n % 10 = 0 then 'offer_made' else 'product_viewed' end,
      ${seededIdSql('users', `1 + floor(${evenly('n', 3)} * 1000)::integer`)}
    from generate_series(1, ${events}) as n`,
    `insert into analytics_daily (dimension, subject_id, event_type, day, event_count, visitor_count)
    select 'seller', ${seededIdSql('users', 'n')}, event_type, date '2026-01-01' + day, 1 + n % 100, 1
    from generate_series(1, ${subjects}) as n
    cross join generate_series(0, 89) as day
    cross join unnest(array['product_viewed', 'offer_made']) as event_type`,
    `insert into analytics_daily (dimension, event_type, day, event_count, visitor_count)
    select 'all', event_type, date '2026-01-01' + day, 1000, 10
    from generate_series(0, 89) as day
    cross join unnest(array['product_viewed', 'offer_made']) as event_type`,
    `delete from analytics_dirty_days`,
    `insert into analytics_dirty_days (day)
    select date '2026-01-01' + n % 90 from generate_series(1, ${events}) as n`,
    'vacuum analyze analytics_events, analytics_daily, analytics_dirty_days',
  ],
}
