import { sqlRule } from '../rule.js'
import { size } from '../wording.js'

interface Row {
  readonly name: string
  readonly literal: string
  readonly status: string | null
  readonly bytes: number | null
}

/** Replication slots without a reader, for which the server keeps its log. */
export const replicationSlot = sqlRule<Row>({
  name: 'replication-slot',
  about: 'a replication slot for which the server keeps its log',
  sql: `
    select
      slots.slot_name as "name",
      quote_literal(slots.slot_name) as "literal",
      slots.wal_status as "status",
      kept.bytes
    from pg_catalog.pg_replication_slots as slots
    cross join lateral (
      select pg_wal_lsn_diff(
        case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, slots.restart_lsn
      )::float8 as bytes
    ) as kept
    where not slots.active
      and (kept.bytes >= $1 or slots.wal_status in ('unreserved', 'lost'))
    order by kept.bytes desc nulls last`,
  values: ({ slotBytes }) => [slotBytes],
  toFinding: ({ name, literal, status, bytes }) => ({
    level: 'error',
    object: `slot ${name}`,
    reason:
      status === 'lost'
        ? 'what its reader needed is gone, so that the reader has to be set up anew'
        : `nobody reads it, and the server keeps ${size(bytes ?? 0)} of its log for it, up to a full disk`,
    remedy: `-- unless its reader comes back:\nselect pg_drop_replication_slot(${literal});`,
  }),
})
