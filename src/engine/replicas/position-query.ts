import type { BoundStatement } from '../statement/statement.js'
import { ownStatement } from './own-statement.js'
import { readLsn, type ServerPosition } from './position.js'

/**
 * The present position of a server. Of a primary it is that of what was inserted into its log: with `synchronous_commit = off` the
 * positions of what was written are short of a commit.
 *
 * A standby's timeline is that which it receives. A role without `pg_read_all_stats` is not told it, and no receiver runs while
 * the primary is gone: the control file then knows the timeline of the last checkpoint, which may be too early, and never is too
 * late.
 *
 * All that a standby shows is before the end of its snapshot: a snapshot in recovery does not tell which of them are unfinished.
 */
const positionSql = `
select
  case
    when pg_catalog.pg_is_in_recovery()
    then pg_catalog.to_hex(coalesce(
      (select receiver.received_tli from pg_catalog.pg_stat_get_wal_receiver() as receiver),
      (
        select greatest(checkpoint.timeline_id, recovery.min_recovery_end_timeline)
        from pg_catalog.pg_control_checkpoint() as checkpoint
        cross join pg_catalog.pg_control_recovery() as recovery
      )
    ))
    else pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8)
  end as timeline,
  case
    when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_replay_lsn()
    else pg_catalog.pg_current_wal_insert_lsn()
  end::text as lsn,
  pg_catalog.pg_is_in_recovery() as is_standby,
  case
    when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())
    else pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
  end::text as xid`

interface PositionRow {
  readonly timeline: string | null
  readonly lsn: string | null
  readonly isStandby: boolean
  readonly xid: string
}

/** Makes the statement that asks a server for its position. */
export function positionStatement(preparedStatements?: boolean): BoundStatement {
  const own = { name: 'findPosition', file: 'position-query.ts', sql: positionSql }
  return ownStatement(own, preparedStatements).bind(undefined)
}

/** Reads the answer; null if the server does not know its position, as while a standby starts. */
export function readPosition(rows: readonly object[]): ServerPosition | null {
  const {
    timeline = null,
    lsn = null,
    isStandby = false,
    xid = '0',
  } = (rows[0] ?? {}) as Partial<PositionRow>
  return timeline === null || lsn === null
    ? null
    : { timeline: Number.parseInt(timeline, 16), lsn: readLsn(lsn), isStandby, xid: BigInt(xid) }
}
