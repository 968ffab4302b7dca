import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { count, countOf } from '../wording.js'

interface Row {
  readonly table: string
  readonly reads: number
  readonly rowsEach: number
}

/** Big tables that statements often read from end to end. */
export const wholeReads = sqlRule<Row>({
  name: 'whole-reads',
  about: 'a big table that is often read whole',
  sql: `
    select
      used.relid::regclass::text as "table",
      used.seq_scan::float8 as "reads",
      (used.seq_tup_read / used.seq_scan)::float8 as "rowsEach"
    from pg_catalog.pg_stat_user_tables as used
    join pg_catalog.pg_class on pg_class.oid = used.relid
    where used.seq_scan >= $1
      and used.seq_tup_read / used.seq_scan >= $2
      and ${isOwnRelation}
    order by used.seq_tup_read desc`,
  values: ({ wholeReads: reads, wholeReadRows }) => [reads, wholeReadRows],
  toFinding: ({ table, reads, rowsEach }) => ({
    level: 'warning',
    object: table,
    reason: `${countOf(reads, 'statement')} read ${count(rowsEach)} of its rows each, without an index`,
    remedy: '-- see the slow statements below; souk-db doctor --try-indexes tries indexes for them',
  }),
})
