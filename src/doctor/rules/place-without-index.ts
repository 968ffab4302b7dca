import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { countOf } from '../wording.js'

interface Row {
  readonly table: string
  readonly column: string
  readonly rows: number
}

/** Places that no index finds. */
export const placeWithoutIndex = sqlRule<Row>({
  name: 'place-without-index',
  about: 'a column of places without a spatial index',
  sql: `
    select
      pg_class.oid::regclass::text as "table",
      quote_ident(pg_attribute.attname) as "column",
      pg_class.reltuples::float8 as "rows"
    from pg_catalog.pg_class
    join pg_catalog.pg_attribute on pg_attribute.attrelid = pg_class.oid
    where pg_attribute.atttypid in (to_regtype('geography'), to_regtype('geometry'))
      and not pg_attribute.attisdropped
      and pg_class.relkind in ('r', 'p', 'm')
      and pg_class.reltuples >= $1
      and ${isOwnRelation}
      and not exists (
        select from pg_catalog.pg_index
        join pg_catalog.pg_class as index_class on index_class.oid = pg_index.indexrelid
        join pg_catalog.pg_am on pg_am.oid = index_class.relam
        join pg_catalog.pg_depend
          on pg_depend.classid = 'pg_catalog.pg_class'::regclass
          and pg_depend.objid = pg_index.indexrelid
          and pg_depend.refobjid = pg_index.indrelid
          and pg_depend.refobjsubid = pg_attribute.attnum
        where pg_index.indrelid = pg_class.oid
          and pg_index.indisvalid
          and pg_am.amname in ('gist', 'spgist', 'brin')
      )
    order by pg_class.reltuples desc, 1`,
  values: ({ foreignKeyRows }) => [foreignKeyRows],
  toFinding: ({ table, column, rows }) => ({
    level: 'warning',
    object: `${table}.${column}`,
    reason: `st_dwithin and the nearest rows read all ${countOf(rows, 'row')}, since no spatial index has it`,
    remedy: `create index concurrently on ${table} using gist (${column});`,
  }),
})
