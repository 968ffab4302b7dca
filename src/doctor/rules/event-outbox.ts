import type { Rule } from '../rule.js'
import { hasEvents } from './event-partition.js'

interface Row {
  readonly ageSeconds: number
}

/** Events that nobody numbers: no consumer gets them, and the outbox grows. */
export const eventOutbox: Rule = {
  name: 'event-outbox',
  about: 'an event that waits in the outbox for its position',
  async find(database) {
    if (!(await hasEvents(database))) return []
    const rows = await database.rows<Row>(
      `
      select extract(epoch from now() - first_event.created_at)::float8 as "ageSeconds"
      from (
        select outbox.created_at
        from outbox
        order by outbox.seq
        limit 1
      ) as first_event
      where first_event.created_at <= now() - make_interval(secs => $1)`,
      [database.limits.eventLagSeconds],
    )
    return rows.map(({ ageSeconds }) => ({
      level: 'warning',
      object: 'outbox',
      reason: `the first event in it is ${Math.round(ageSeconds)} s old and has no position: does a consumer, or souk-db maintain, run?`,
      remedy: '-- souk-db maintain --task events',
    }))
  },
}
