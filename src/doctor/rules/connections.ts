import { sqlRule } from '../rule.js'
import { percent } from '../wording.js'

interface Row {
  readonly used: number
  readonly usable: number
  readonly idle: number
}

/** Connections that run out. */
export const connections = sqlRule<Row>({
  name: 'connections',
  about: 'few connections left',
  sql: `
    select * from (
      select
        count(*)::int as "used",
        (
          current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        ) as "usable",
        (count(*) filter (where activity.state = 'idle'))::int as "idle"
      from pg_catalog.pg_stat_activity as activity
      where activity.backend_type = 'client backend'
    ) as found
    where found.used >= $1::float8 * found.usable`,
  values: ({ connectionShare }) => [connectionShare],
  toFinding: ({ used, usable, idle }) => ({
    level: 'warning',
    object: 'max_connections',
    reason: `${used} of ${usable} connections (${percent(used / usable)}) are open, ${idle} of them idle: the next ones are refused`,
    remedy: '-- give createDatabase a smaller maxConnections in each process, or put a pooler in front',
  }),
})
