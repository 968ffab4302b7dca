import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { size } from '../wording.js'

interface Row {
  readonly index: string
  readonly table: string
  readonly other: string
  readonly constraint: string | null
  readonly bytes: number
}

/** Indexes that say the same as another one of their table. */
export const duplicateIndex = sqlRule<Row>({
  name: 'duplicate-index',
  about: 'an index that another one repeats',
  sql: `
    with indexes as (
      select
        pg_index.*,
        pg_class.relpages,
        pg_constraint.conname,
        concat_ws(
          ' ', pg_class.relam, pg_index.indnkeyatts, pg_index.indkey, pg_index.indclass, pg_index.indcollation,
          pg_index.indoption, pg_index.indnullsnotdistinct, pg_class.reloptions, '/',
          pg_get_expr(pg_index.indexprs, pg_index.indrelid), '/', pg_get_expr(pg_index.indpred, pg_index.indrelid)
        ) as meaning,
        -- The one with the greater worth stays.
        case
          when pg_constraint.oid is not null then 3
          when pg_index.indisunique then 2
          else 1
        end as worth
      from pg_catalog.pg_index
      join pg_catalog.pg_class on pg_class.oid = pg_index.indexrelid
      left join pg_catalog.pg_constraint
        on pg_constraint.conindid = pg_index.indexrelid
        and pg_constraint.contype in ('p', 'u', 'x')
        and pg_constraint.conrelid = pg_index.indrelid
      where pg_index.indisvalid
        and not pg_class.relispartition
        and ${isOwnRelation}
    )
    select distinct on (indexes.indexrelid)
      indexes.indexrelid::regclass::text as "index",
      indexes.indrelid::regclass::text as "table",
      kept.indexrelid::regclass::text as "other",
      quote_ident(indexes.conname) as "constraint",
      indexes.relpages * 8192.0::float8 as "bytes"
    from indexes
    join indexes as kept
      on kept.indrelid = indexes.indrelid
      and kept.meaning = indexes.meaning
      and kept.indexrelid <> indexes.indexrelid
      and (kept.worth, indexes.indexrelid) > (indexes.worth, kept.indexrelid)
    where not indexes.indisprimary
    order by indexes.indexrelid, kept.worth desc, kept.indexrelid`,
  toFinding: ({ index, table, other, constraint, bytes }) => ({
    level: 'warning',
    object: index,
    reason: `it is the same as ${other}: each write of ${table} keeps both up, and ${size(bytes)} are stored twice`,
    remedy:
      constraint === null
        ? `drop index concurrently ${index};`
        : `alter table ${table} drop constraint ${constraint};`,
  }),
})
