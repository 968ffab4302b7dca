import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly index: string
  readonly table: string
  readonly other: string
}

/** Indexes whose columns are the first ones of a longer index. */
export const coveredIndex = sqlRule<Row>({
  name: 'covered-index',
  about: 'an index whose columns a longer one begins with',
  sql: `
    with indexes as (
      select
        pg_index.*,
        coalesce(pg_get_expr(pg_index.indpred, pg_index.indrelid), '') as predicate,
        exists (
          select from pg_catalog.pg_constraint where pg_constraint.conindid = pg_index.indexrelid
        ) as is_needed
      from pg_catalog.pg_index
      join pg_catalog.pg_class on pg_class.oid = pg_index.indexrelid
      join pg_catalog.pg_am on pg_am.oid = pg_class.relam
      where pg_index.indisvalid
        and pg_am.amname = 'btree'
        and pg_index.indexprs is null
        and not pg_class.relispartition
        and ${isOwnRelation}
    )
    select distinct on (indexes.indexrelid)
      indexes.indexrelid::regclass::text as "index",
      indexes.indrelid::regclass::text as "table",
      longer.indexrelid::regclass::text as "other"
    from indexes
    join indexes as longer
      on longer.indrelid = indexes.indrelid
      and longer.predicate = indexes.predicate
      and longer.indnkeyatts > indexes.indnkeyatts
      and starts_with(longer.indkey::text, indexes.indkey::text || ' ')
      and starts_with(longer.indclass::text, indexes.indclass::text || ' ')
      and starts_with(longer.indcollation::text, indexes.indcollation::text || ' ')
      and starts_with(longer.indoption::text, indexes.indoption::text || ' ')
    where not indexes.indisunique
      and not indexes.is_needed
      and indexes.indnatts = indexes.indnkeyatts
    order by indexes.indexrelid, longer.indnkeyatts`,
  toFinding: ({ index, table, other }) => ({
    level: 'info',
    object: index,
    reason: `${other} begins with its columns and can serve in its place; the shorter one of ${table} may still be quicker`,
    remedy: `drop index concurrently ${index};`,
  }),
})
