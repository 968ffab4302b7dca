import type { BoundStatement } from '../statement/statement.js'
import { ownStatement } from './own-statement.js'

/** The transactions of a primary that have not ended. */
export interface Running {
  readonly timeline: number
  /** The ids of those before `end`. */
  readonly xids: ReadonlySet<bigint>
  /** No transaction of this id or a later one has ended. */
  readonly end: bigint
}

const file = 'running-query.ts'

const runningSql = `
select
  pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8) as timeline,
  pg_catalog.pg_current_snapshot()::text as snapshot`

/** The transactions of a list that have ended on a standby. One that it has not heard of has not; one without a status is old. */
const endedSql = `
select listed.xid
from pg_catalog.string_to_table(:xids!, ',') as listed (xid)
where
  case
    when listed.xid::pg_catalog.xid8 >= pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()) then false
    else pg_catalog.pg_xact_status(listed.xid::pg_catalog.xid8) is distinct from 'in progress'
  end
union all
select 'primary'
where not pg_catalog.pg_is_in_recovery()`

interface RunningRow {
  readonly timeline: string
  readonly snapshot: string
}

interface EndedRow {
  readonly xid: string
}

/** Makes the statement that asks a primary for its running transactions. */
export function runningStatement(preparedStatements?: boolean): BoundStatement {
  return ownStatement({ name: 'findRunning', file, sql: runningSql }, preparedStatements).bind(undefined)
}

/** Reads the answer. */
export function readRunning(rows: readonly object[]): Running {
  const { timeline, snapshot } = rows[0] as RunningRow
  const [, end = '0', xids = ''] = snapshot.split(':')
  return {
    timeline: Number.parseInt(timeline, 16),
    xids: new Set(xids === '' ? [] : xids.split(',').map(BigInt)),
    end: BigInt(end),
  }
}

/** Makes the statement that asks a standby which transactions have ended there. */
export function endedStatement(preparedStatements?: boolean): (xids: readonly bigint[]) => BoundStatement {
  const own = { name: 'findEnded', file, sql: endedSql, parameterTypes: { xids: 'text' } }
  const ended = ownStatement(own, preparedStatements)
  return (xids) => ended.bind({ xids: xids.join(',') })
}

/** Reads the answer; null if the server is no standby, so that it says nothing of what one has shown. */
export function readEnded(rows: readonly object[]): readonly bigint[] | null {
  const xids = (rows as readonly EndedRow[]).map(({ xid }) => xid)
  return xids.includes('primary') ? null : xids.map(BigInt)
}
