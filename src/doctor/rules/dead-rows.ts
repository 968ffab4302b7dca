import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { count, percent } from '../wording.js'

interface Row {
  readonly table: string
  readonly dead: number
  readonly share: number
}

/** Tables that vacuum does not keep up with. */
export const deadRows = sqlRule<Row>({
  name: 'dead-rows',
  about: 'a table that vacuum does not keep up with',
  sql: `
    select
      used.relid::regclass::text as "table",
      used.n_dead_tup::float8 as "dead",
      used.n_dead_tup::float8 / (used.n_dead_tup + used.n_live_tup) as "share"
    from pg_catalog.pg_stat_user_tables as used
    join pg_catalog.pg_class on pg_class.oid = used.relid
    where used.n_dead_tup >= $1
      and used.n_dead_tup >= $2::float8 * (used.n_dead_tup + used.n_live_tup)
      and ${isOwnRelation}
    order by used.n_dead_tup desc`,
  values: ({ deadRows: rows, deadRowShare }) => [rows, deadRowShare],
  onPrimary: true,
  toFinding: ({ table, dead, share }) => ({
    level: 'warning',
    object: table,
    reason: `${count(dead)} dead rows (${percent(share)} of all) wait for vacuum, and scans read them`,
    remedy: `vacuum (analyze) ${table};`,
  }),
})
