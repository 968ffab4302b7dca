import { sqlRule } from '../rule.js'
import { duration } from '../wording.js'

interface Row {
  readonly pid: number
  readonly application: string
  readonly seconds: number
}

/** Transactions whose client has forgotten them. */
export const idleTransaction = sqlRule<Row>({
  name: 'idle-transaction',
  about: 'a transaction whose client sends nothing',
  sql: `
    select
      activity.pid,
      coalesce(nullif(activity.application_name, ''), 'no name') as "application",
      extract(epoch from clock_timestamp() - activity.state_change)::float8 as "seconds"
    from pg_catalog.pg_stat_activity as activity
    where activity.datname = current_database()
      and activity.state like 'idle in transaction%'
      and activity.state_change < clock_timestamp() - make_interval(secs => $1::float8)
    order by activity.state_change`,
  values: ({ idleTransactionSeconds }) => [idleTransactionSeconds],
  toFinding: ({ pid, application, seconds }) => ({
    level: 'warning',
    object: `process ${pid} (${application})`,
    reason: `its transaction has been idle for ${duration(seconds)}: it keeps its locks, and the rows that died since it began`,
    remedy: `select pg_terminate_backend(${pid});`,
  }),
})
