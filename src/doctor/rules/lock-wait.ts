import { sqlRule } from '../rule.js'
import { duration } from '../wording.js'

interface Row {
  readonly pid: number
  readonly application: string
  readonly seconds: number
  readonly lock: string
  readonly blockers: readonly { readonly pid: number; readonly application: string; readonly state: string }[]
}

/** Sessions that wait for the lock of another one. */
export const lockWait = sqlRule<Row>({
  name: 'lock-wait',
  about: 'a session that waits for the lock of another one',
  sql: `
    select
      waiting.pid,
      coalesce(nullif(waiting.application_name, ''), 'no name') as "application",
      extract(epoch from clock_timestamp() - wanted.waitstart)::float8 as "seconds",
      case wanted.locktype
        when 'relation' then 'the table ' || wanted.relation::regclass::text
        when 'tuple' then 'a row of ' || wanted.relation::regclass::text
        when 'transactionid' then 'a row that another transaction has changed'
        when 'advisory' then 'an advisory lock'
        else 'a lock (' || wanted.locktype || ')'
      end as "lock",
      (
        select json_agg(json_build_object(
          'pid', blocker.pid,
          'application', coalesce(nullif(activity.application_name, ''), 'no name'),
          'state', coalesce(activity.state, 'prepared or unknown')
        ))
        from unnest(pg_blocking_pids(waiting.pid)) as blocker (pid)
        left join pg_catalog.pg_stat_activity as activity on activity.pid = blocker.pid
      ) as "blockers"
    from pg_catalog.pg_stat_activity as waiting
    join pg_catalog.pg_locks as wanted on wanted.pid = waiting.pid and not wanted.granted
    where waiting.datname = current_database()
      and wanted.waitstart < clock_timestamp() - make_interval(secs => $1::float8)
      and cardinality(pg_blocking_pids(waiting.pid)) > 0
    order by wanted.waitstart`,
  values: ({ lockWaitSeconds }) => [lockWaitSeconds],
  toFinding: ({ pid, application, seconds, lock, blockers }) => ({
    level: 'warning',
    object: `process ${pid} (${application})`,
    reason:
      `it has waited ${duration(seconds)} for ${lock}, behind ` +
      blockers.map((one) => `process ${one.pid} (${one.application}, ${one.state})`).join(' and '),
    remedy: blockers
      .filter((one) => one.pid > 0)
      .map((one) =>
        one.state === 'active'
          ? `select pg_cancel_backend(${one.pid});`
          : `select pg_terminate_backend(${one.pid});`,
      )
      .join('\n'),
  }),
})
