import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { percent, size } from '../wording.js'

interface Row {
  readonly index: string
  readonly table: string
  readonly bytes: number
  readonly share: number
}

/** B-tree indexes whose file is much larger than their entries. The sizes of entries are estimated from statistics. */
export const indexBloat = sqlRule<Row>({
  name: 'index-bloat',
  about: 'an index whose file is much larger than its entries',
  // An entry has a header of 8 bytes, a pointer of 4, and is padded to 8; pages are filled to nine tenths. Entries of equal
  // keys share one, so that an index may be smaller than this, and is then not found.
  sql: `
    with indexes as (
      select
        pg_class.oid,
        pg_index.indrelid,
        pg_class.relpages::float8 as pages,
        pg_class.reltuples as entries,
        (
          select sum(
            coalesce(of_table.avg_width * (1 - of_table.null_frac), of_index.avg_width * (1 - of_index.null_frac))
          )
          from pg_catalog.pg_attribute as key
          left join pg_catalog.pg_attribute as source
            on source.attrelid = pg_index.indrelid
            and source.attnum = pg_index.indkey[key.attnum - 1]
            and source.attnum > 0
          left join pg_catalog.pg_stats as of_table
            on of_table.schemaname = pg_class.relnamespace::regnamespace::text
            and of_table.tablename = parent.relname
            and of_table.attname = source.attname
            and not of_table.inherited
          left join pg_catalog.pg_stats as of_index
            on of_index.schemaname = pg_class.relnamespace::regnamespace::text
            and of_index.tablename = pg_class.relname
            and of_index.attname = key.attname
          where key.attrelid = pg_class.oid
          having count(*) = count(coalesce(of_table.avg_width, of_index.avg_width))
        ) as bytes
      from pg_catalog.pg_index
      join pg_catalog.pg_class on pg_class.oid = pg_index.indexrelid
      join pg_catalog.pg_class as parent on parent.oid = pg_index.indrelid
      join pg_catalog.pg_am on pg_am.oid = pg_class.relam
      where pg_am.amname = 'btree'
        and pg_index.indisvalid
        and pg_class.relkind = 'i'
        and pg_class.reltuples >= 0
        and ${isOwnRelation}
    ),
    sizes as (
      select
        indexes.*,
        1 + ceil(indexes.entries * (12 + ceil(indexes.bytes / 8) * 8) / (0.9 * (8192 - 40)))::float8 as needed
      from indexes
      where indexes.bytes is not null
    )
    select
      sizes.oid::regclass::text as "index",
      sizes.indrelid::regclass::text as "table",
      (sizes.pages - sizes.needed) * 8192 as "bytes",
      1 - sizes.needed / sizes.pages as "share"
    from sizes
    where sizes.pages > 0
      and (sizes.pages - sizes.needed) * 8192 >= $1
      and 1 - sizes.needed / sizes.pages >= $2
    order by 3 desc`,
  values: ({ bloatBytes, bloatShare }) => [bloatBytes, bloatShare],
  toFinding: ({ index, table, bytes, share }) => ({
    level: 'warning',
    object: index,
    reason: `by estimate ${size(bytes)} of this index of ${table} (${percent(share)}) hold no entry`,
    remedy: `reindex index concurrently ${index};`,
  }),
})
