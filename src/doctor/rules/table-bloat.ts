import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'
import { percent, size } from '../wording.js'

interface Row {
  readonly table: string
  readonly bytes: number
  readonly share: number
}

/** Tables whose file is much larger than their rows. The sizes of rows are estimated from statistics. */
export const tableBloat = sqlRule<Row>({
  name: 'table-bloat',
  about: 'a table whose file is much larger than its rows',
  // A row has a header of 24 bytes, a pointer of 4, and is padded to 8; a page of 8,192 has a header of 24.
  sql: `
    with widths as (
      select
        pg_stats.schemaname,
        pg_stats.tablename,
        sum((1 - pg_stats.null_frac) * pg_stats.avg_width) as bytes,
        count(*) as columns
      from pg_catalog.pg_stats
      where not pg_stats.inherited
      group by pg_stats.schemaname, pg_stats.tablename
    ),
    tables as (
      select
        pg_class.oid,
        pg_class.relpages::float8 as pages,
        ceil(
          pg_class.reltuples * (28 + ceil((widths.bytes + widths.columns / 8.0) / 8) * 8) / (8192 - 24)
        )::float8 as needed
      from pg_catalog.pg_class
      join widths
        on widths.schemaname = pg_class.relnamespace::regnamespace::text
        and widths.tablename = pg_class.relname
      where pg_class.relkind in ('r', 'm')
        and pg_class.reltuples >= 0
        and ${isOwnRelation}
        -- A column without statistics is one whose width nobody knows.
        and widths.columns = (
          select count(*) from pg_catalog.pg_attribute
          where pg_attribute.attrelid = pg_class.oid
            and pg_attribute.attnum > 0
            and not pg_attribute.attisdropped
        )
    )
    select
      tables.oid::regclass::text as "table",
      (tables.pages - tables.needed) * 8192 as "bytes",
      1 - tables.needed / tables.pages as "share"
    from tables
    where tables.pages > 0
      and (tables.pages - tables.needed) * 8192 >= $1
      and 1 - tables.needed / tables.pages >= $2
    order by 2 desc`,
  values: ({ bloatBytes, bloatShare }) => [bloatBytes, bloatShare],
  toFinding: ({ table, bytes, share }) => ({
    level: 'warning',
    object: table,
    reason: `by estimate ${size(bytes)} of its file (${percent(share)}) hold no row`,
    remedy: `-- locks the table until it is done; pg_repack does the same beside a running service:\nvacuum (full, analyze) ${table};`,
  }),
})
