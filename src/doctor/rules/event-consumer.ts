import type { Rule } from '../rule.js'
import { hasEvents } from './event-partition.js'

interface Row {
  readonly name: string
  readonly behindSeconds: number
  readonly dead: number
}

/** Consumers of events that do not come along, or that gave events up. */
export const eventConsumer: Rule = {
  name: 'event-consumer',
  about: 'a consumer of events that is behind, or that gave events up',
  async find(database) {
    if (!(await hasEvents(database))) return []
    const rows = await database.rows<Row>(
      `
      select
        consumer."name",
        consumer."behindSeconds",
        consumer."dead"
      from (
        select
          event_consumers.name as "name",
          coalesce(extract(epoch from now() - min(next_event.created_at)), 0)::float8 as "behindSeconds",
          (
            select count(*)::integer
            from event_failures
            where event_failures.consumer = event_consumers.name
              and event_failures.dead_at is not null
          ) as "dead"
        from event_consumers
        left join lateral (
          select event_log.created_at
          from event_log
          where event_log.shard = event_consumers.shard
            and event_log.position > event_consumers.position
          order by event_log.position
          limit 1
        ) as next_event on true
        group by event_consumers.name
      ) as consumer
      where consumer."behindSeconds" >= $1
        or consumer."dead" > 0
      order by consumer."name"`,
      [database.limits.eventLagSeconds],
    )
    return rows.map(({ name, behindSeconds, dead }) => {
      const isBehind = behindSeconds >= database.limits.eventLagSeconds
      return {
        level: 'warning',
        object: name,
        reason: [
          isBehind ? `its next event is ${Math.round(behindSeconds)} s old: does a worker of it run?` : '',
          dead > 0 ? `it gave ${dead} events up` : '',
        ]
          .filter((part) => part !== '')
          .join('; '),
        remedy: isBehind
          ? '-- start a worker, or, if it is not needed any more: db.events.removeConsumer(name)'
          : '-- db.events.listFailures, then replay or discard',
      }
    })
  },
}
