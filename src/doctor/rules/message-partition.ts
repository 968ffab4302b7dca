import { boundName } from '../../partition/swap-sql.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly isPartitioned: boolean
  /** The days until the last partition of messages ends, or the check of the steps to partitions refuses new ones. */
  readonly days: number
}

/** Partitions of messages that come to their end, and those that were begun and never made. */
export const messagePartition = sqlRule<Row>({
  name: 'message-partition',
  about:
    'messages in partitions: less than a month is left of the last one, or the steps to them were left half way',
  // The first twelve digits of an id are its milliseconds.
  sql: `
    select
      bound.is_partitioned as "isPartitioned",
      max(('x' || left(replace(bound.id, '-', ''), 12))::bit(48)::bigint / 86400000 - extract(epoch from now()) / 86400)::integer as "days"
    from (
      select substring(pg_get_expr(pg_class.relpartbound, pg_class.oid) from 'TO \\(''([-0-9a-f]{36})'), true
      from pg_catalog.pg_inherits
      join pg_catalog.pg_class on pg_class.oid = pg_inherits.inhrelid
      where pg_inherits.inhparent = to_regclass('public.messages')
      union all
      select substring(pg_get_constraintdef(pg_constraint.oid) from '[-0-9a-f]{36}'), false
      from pg_catalog.pg_constraint
      where pg_constraint.conrelid = to_regclass('public.messages')
        and pg_constraint.conname = '${boundName}'
    ) as bound (id, is_partitioned)
    where bound.id is not null
    group by bound.is_partitioned
    having not bound.is_partitioned
      or max(bound.id) < rpad(lpad(to_hex((extract(epoch from now() + interval '31 days') * 1000)::bigint), 12, '0'), 32, '0')::uuid::text`,
  toFinding: ({ isPartitioned, days }) => ({
    level: days <= 0 ? 'error' : 'warning',
    object: isPartitioned ? 'messages' : `messages.${boundName}`,
    reason: isPartitioned
      ? `its last month ends in ${days} days, and messages_rest takes what follows: does souk-db maintain run?`
      : `souk-db partition was left half way: in ${days} days messages are refused`,
    remedy: isPartitioned ? 'select ensure_message_partitions(3);' : '-- souk-db partition messages --apply',
  }),
})
