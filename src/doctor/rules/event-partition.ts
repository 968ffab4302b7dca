import type { Rule } from '../rule.js'

interface Row {
  readonly name: string
  readonly ahead: number
}

/** Partitions of events that come to their end: without the next one, events wait in the outbox. */
export const eventPartition: Rule = {
  name: 'event-partition',
  about: 'fewer than two partitions of events behind the one that is filled now',
  async find(database) {
    if (!(await hasEvents(database))) return []
    const rows = await database.rows<Row>(`
      select
        parent.name as "name",
        (
          select count(*)::integer
          from pg_catalog.pg_inherits
          join pg_catalog.pg_class on pg_class.oid = pg_inherits.inhrelid
          where pg_inherits.inhparent = to_regclass(parent.name)
            and substring(pg_class.relname from '_([0-9]+)$')::bigint > event_head.position / 1000000
        ) as "ahead"
      from event_head
      cross join unnest('{event_audience, event_log}'::text[]) as parent (name)
      where to_regclass(parent.name) is not null`)
    return rows
      .filter(({ ahead }) => ahead < 2)
      .map(({ name, ahead }) => ({
        level: ahead === 0 ? 'error' : 'warning',
        object: name,
        reason: `${ahead === 0 ? 'no partition is' : 'one partition is'} left behind the one that is filled now: does souk-db maintain run?`,
        remedy: 'select ensure_event_partitions(4);',
      }))
  },
}

/** True if the database has the tables of events. */
export async function hasEvents(database: Parameters<Rule['find']>[0]): Promise<boolean> {
  const [row] = await database.rows<{ readonly has: boolean }>(
    `select to_regclass('event_failures') is not null as "has"`,
  )
  return row?.has === true
}
