import type { FindingOfRule } from '../finding.js'
import { sqlRule } from '../rule.js'
import { duration, size } from '../wording.js'

interface Row {
  readonly kind: 'standby' | 'slot' | 'replay'
  readonly name: string
  /** The log that is behind, or kept. */
  readonly bytes: number | null
  /** The time from a commit to its replay; null if it is not known. */
  readonly seconds: number | null
  readonly isPaused: boolean
  /** True of a standby that reads from nobody, though it is told from whom, and has no archive to read. */
  readonly isCutOff: boolean
}

/** Standbys and other readers of the log that are far behind. On a standby, its own replay. */
export const replicationLag = sqlRule<Row>({
  name: 'replication-lag',
  about: 'a standby or another reader of the log that is far behind',
  sql: `
    with here as (
      select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end as lsn
    ),
    found as (
      select
        'standby' as kind,
        coalesce(nullif(sender.application_name, ''), 'no name') as name,
        pg_wal_lsn_diff(here.lsn, coalesce(sender.replay_lsn, sender.flush_lsn))::float8 as bytes,
        extract(epoch from sender.replay_lag)::float8 as seconds,
        false as "isPaused",
        false as "isCutOff",
        $2::float8 as most
      from pg_catalog.pg_stat_replication as sender
      cross join here
      -- A base backup reads no log.
      where sender.state <> 'backup'
      union all
      select
        'slot',
        slots.slot_name::text,
        pg_wal_lsn_diff(here.lsn, slots.restart_lsn)::float8,
        null,
        false,
        false,
        $3
      from pg_catalog.pg_replication_slots as slots
      cross join here
      where slots.active
      union all
      select
        'replay',
        'this standby',
        pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::float8,
        case
          when pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn() or receiver.is_cut_off
          then extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8
        end,
        pg_is_wal_replay_paused(),
        receiver.is_cut_off,
        $2
      from (
        select
          -- One with an archive may be reading that. A role that may not see the settings learns nothing.
          exists (select from pg_catalog.pg_settings as told where told.name = 'primary_conninfo' and told.setting <> '')
          and not exists (select from pg_catalog.pg_settings as told where told.name = 'restore_command' and told.setting <> '')
          and not exists (select from pg_catalog.pg_stat_get_wal_receiver() as process where process.pid is not null)
            as is_cut_off
      ) as receiver
      where pg_is_in_recovery()
    )
    select
      found.kind,
      found.name,
      found.bytes,
      found.seconds,
      found."isPaused",
      found."isCutOff"
    from found
    -- On a standby the time since its last commit says little: the primary may have been quiet before.
    where found.bytes >= found.most
      or (found.kind = 'standby' and found.seconds >= $1::float8)
      or found."isPaused"
      or found."isCutOff"
    order by found.kind desc, found.bytes desc nulls last, found.name`,
  values: ({ replicationLagSeconds, replicationLagBytes, slotBytes }) => [
    replicationLagSeconds,
    replicationLagBytes,
    slotBytes,
  ],
  toFinding: replicationLagFinding,
})

/** Writes the finding of a reader that is behind. */
export function replicationLagFinding({
  kind,
  name,
  bytes,
  seconds,
  isPaused,
  isCutOff,
}: Row): FindingOfRule {
  const behind = [
    ...(bytes === null ? [] : [size(bytes)]),
    ...(seconds === null ? [] : [duration(seconds)]),
  ].join(' and ')
  if (kind === 'slot') {
    return {
      level: 'warning',
      object: `slot ${name}`,
      reason: `its reader is slow, and the server keeps ${size(bytes ?? 0)} of its log for it, up to a full disk`,
      remedy:
        '-- look at its reader; max_slot_wal_keep_size bounds what is kept, and ends the slot beyond it',
    }
  }
  if (isPaused) {
    return {
      level: 'warning',
      object: name,
      reason: `its replay is paused, ${behind} behind what it has: reads show old rows`,
      remedy: 'select pg_wal_replay_resume();',
    }
  }
  if (isCutOff) {
    const last = seconds === null ? '' : `; the last commit that it has is ${duration(seconds)} old`
    return {
      level: 'warning',
      object: name,
      reason: `it receives no log${last}: reads show ever older rows, and a failover to it loses what it lacks`,
      remedy:
        '-- look whether its primary runs, primary_conninfo leads there, and the primary still has the log (a slot, wal_keep_size)',
    }
  }
  return {
    level: 'warning',
    object: kind === 'replay' ? name : `standby ${name}`,
    reason: `it is ${behind} behind: reads there show old rows or go to the primary, and a failover to it waits, or loses them`,
    remedy:
      '-- look there for a long query that holds the replay up (max_standby_streaming_delay), a slow disk, or a slow network',
  }
}
