import { sqlRule } from '../rule.js'
import { duration } from '../wording.js'

interface Row {
  readonly pid: number
  readonly application: string
  readonly state: string
  readonly seconds: number
}

/** Transactions that have been open for long, whoever they are. */
export const longTransaction = sqlRule<Row>({
  name: 'long-transaction',
  about: 'a transaction that has been open for minutes',
  sql: `
    select
      activity.pid,
      coalesce(nullif(activity.application_name, ''), 'no name') as "application",
      activity.state,
      extract(epoch from clock_timestamp() - activity.xact_start)::float8 as "seconds"
    from pg_catalog.pg_stat_activity as activity
    where activity.datname = current_database()
      and activity.backend_type = 'client backend'
      and activity.pid <> pg_backend_pid()
      and activity.state not like 'idle in transaction%'
      and activity.xact_start < clock_timestamp() - make_interval(secs => $1::float8)
    order by activity.xact_start`,
  values: ({ longTransactionSeconds }) => [longTransactionSeconds],
  toFinding: ({ pid, application, state, seconds }) => ({
    level: 'warning',
    object: `process ${pid} (${application})`,
    reason: `its transaction began ${duration(seconds)} ago (${state}): until it ends, vacuum removes no row that died since`,
    remedy: `select pg_cancel_backend(${pid});`,
  }),
})
