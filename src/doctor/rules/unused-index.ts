import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { duration, size } from '../wording.js'

interface Row {
  readonly index: string
  readonly table: string
  readonly bytes: number
  readonly seconds: number
}

/** Indexes that no statement has used since statistics began. */
export const unusedIndex = sqlRule<Row>({
  name: 'unused-index',
  about: 'an index that no statement uses',
  // A crash makes statistics begin anew, which only the figures of the whole server tell.
  sql: `
    with statistics as (
      select extract(epoch from now() - greatest(
        (select stats_reset from pg_catalog.pg_stat_database where datname = current_database()),
        (select stats_reset from pg_catalog.pg_stat_bgwriter)
      ))::float8 as seconds
    )
    select
      pg_index.indexrelid::regclass::text as "index",
      pg_index.indrelid::regclass::text as "table",
      pg_class.relpages * 8192.0::float8 as "bytes",
      statistics.seconds as "seconds"
    from pg_catalog.pg_index
    join pg_catalog.pg_class on pg_class.oid = pg_index.indexrelid
    join pg_catalog.pg_stat_user_indexes as used on used.indexrelid = pg_index.indexrelid
    cross join statistics
    where used.idx_scan = 0
      and statistics.seconds >= $1
      and pg_class.relpages * 8192.0 >= $2
      and not pg_index.indisunique
      and pg_index.indisvalid
      and not exists (select from pg_catalog.pg_constraint where pg_constraint.conindid = pg_index.indexrelid)
      and not exists (select from pg_catalog.pg_inherits where pg_inherits.inhrelid = pg_index.indexrelid)
      and ${isOwnRelation}
    order by pg_class.relpages desc, 1`,
  values: ({ unusedIndexDays, unusedIndexBytes }) => [unusedIndexDays * 86_400, unusedIndexBytes],
  onPrimary: true,
  toFinding: ({ index, table, bytes, seconds }) => ({
    level: 'warning',
    object: index,
    reason: `no statement has used it for ${duration(seconds)} on this server, and each write of ${table} keeps its ${size(bytes)} up`,
    remedy: `-- unless a standby or a rare report uses it:\ndrop index concurrently ${index};`,
  }),
})
