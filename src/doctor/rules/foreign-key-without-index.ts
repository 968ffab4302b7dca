import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { countOf } from '../wording.js'

interface Row {
  readonly name: string
  readonly table: string
  readonly target: string
  readonly columns: string
  readonly rows: number
}

/** Foreign keys whose check reads the whole table for each row that goes at the other end. */
export const foreignKeyWithoutIndex = sqlRule<Row>({
  name: 'foreign-key-without-index',
  about: 'a foreign key that no index of its table begins with',
  // An index of one of the columns is enough: a key of several has one that tells rows apart. A partial index serves if its
  // condition is that the column is not null.
  sql: `
    select
      quote_ident(pg_constraint.conname) as "name",
      pg_constraint.conrelid::regclass::text as "table",
      pg_constraint.confrelid::regclass::text as "target",
      (
        select string_agg(quote_ident(pg_attribute.attname), ', ' order by key.place)
        from unnest(pg_constraint.conkey) with ordinality as key (attnum, place)
        join pg_catalog.pg_attribute
          on pg_attribute.attrelid = pg_constraint.conrelid
          and pg_attribute.attnum = key.attnum
      ) as "columns",
      pg_class.reltuples::float8 as "rows"
    from pg_catalog.pg_constraint
    join pg_catalog.pg_class on pg_class.oid = pg_constraint.conrelid
    where pg_constraint.contype = 'f'
      and pg_constraint.conparentid = 0
      and pg_class.reltuples >= $1
      and ${isOwnRelation}
      and not exists (
        select from pg_catalog.pg_index
        where pg_index.indrelid = pg_constraint.conrelid
          and pg_index.indisvalid
          and pg_index.indkey[0] = any(pg_constraint.conkey)
          and (
            pg_index.indpred is null
            or exists (
              select from pg_catalog.pg_attribute
              where pg_attribute.attrelid = pg_constraint.conrelid
                and pg_attribute.attnum = any(pg_constraint.conkey)
                and pg_get_expr(pg_index.indpred, pg_index.indrelid) = format('(%I IS NOT NULL)', pg_attribute.attname)
            )
          )
      )
    order by pg_class.reltuples desc, 1`,
  values: ({ foreignKeyRows }) => [foreignKeyRows],
  toFinding: ({ name, table, target, columns, rows }) => ({
    level: 'warning',
    object: `${table}.${name}`,
    reason: `deleting a row of ${target} reads all ${countOf(rows, 'row')} of ${table}, since no index begins with ${columns}`,
    remedy: `create index concurrently on ${table} (${columns});`,
  }),
})
