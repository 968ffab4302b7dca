import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { countOf } from '../wording.js'

interface Row {
  readonly table: string
  readonly rows: number
}

/** Tables whose values the planner knows nothing about, as after a restore. */
export const unanalyzedTable = sqlRule<Row>({
  name: 'unanalyzed-table',
  about: 'a table without statistics for the planner',
  sql: `
    select
      used.relid::regclass::text as "table",
      greatest(used.n_live_tup::float8, pg_class.reltuples) as "rows"
    from pg_catalog.pg_stat_user_tables as used
    join pg_catalog.pg_class on pg_class.oid = used.relid
    where greatest(used.n_live_tup::float8, pg_class.reltuples) >= $1
      and used.last_analyze is null
      and used.last_autoanalyze is null
      and pg_class.relkind = 'r'
      and not exists (
        select from pg_catalog.pg_stats
        where pg_stats.schemaname = used.schemaname
          and pg_stats.tablename = used.relname
      )
      and has_table_privilege(used.relid, 'select')
      and ${isOwnRelation}
    order by 2 desc`,
  values: ({ unanalyzedRows }) => [unanalyzedRows],
  onPrimary: true,
  toFinding: ({ table, rows }) => ({
    level: 'warning',
    object: table,
    reason: `the planner has no statistics of its ${countOf(rows, 'row')}, so that its plans are guesses`,
    remedy: `analyze ${table};`,
  }),
})
