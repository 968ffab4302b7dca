import type { Session } from '../session.js'

/** A column of a key, with the type that its text is read as. */
export interface KeyColumn {
  readonly name: string
  readonly type: string
}

/** A table whose rows are compared. Names are as SQL writes them. */
export interface Table {
  readonly name: string
  /** The columns that are stored for themselves, in the order of their names. Generated ones are made anew by a restore. */
  readonly columns: readonly string[]
  /** The primary key, if its order is the same in every database: text has one for each collation. Else null. */
  readonly key: readonly KeyColumn[] | null
  /** The columns that hold when a row was made or changed. */
  readonly times: readonly string[]
  /** The number of blocks; null for a table with partitions, which has none of its own. */
  readonly blocks: number | null
}

const tables = `
select
  pg_class.oid::regclass::text as name,
  array(
    select quote_ident(stored.attname)
    from pg_attribute as stored
    where stored.attrelid = pg_class.oid and stored.attnum > 0 and not stored.attisdropped and stored.attgenerated = ''
    order by stored.attname
  ) as columns,
  (
    select case
      when bool_and(pg_type.typcategory in ('N', 'D', 'B', 'E') or pg_type.typname = 'uuid') then
        jsonb_agg(
          jsonb_build_object('name', quote_ident(part.attname), 'type', format_type(part.atttypid, part.atttypmod))
          order by key.ordinal
        )
      end
    from pg_index
    cross join unnest(pg_index.indkey::int[]) with ordinality as key (number, ordinal)
    join pg_attribute as part on part.attrelid = pg_index.indrelid and part.attnum = key.number
    join pg_type on pg_type.oid = part.atttypid
    where pg_index.indrelid = pg_class.oid and pg_index.indisprimary
  ) as key,
  array(
    select quote_ident(dated.attname)
    from pg_attribute as dated
    left join pg_attrdef on pg_attrdef.adrelid = dated.attrelid and pg_attrdef.adnum = dated.attnum
    where dated.attrelid = pg_class.oid
      and dated.attnum > 0
      and not dated.attisdropped
      and dated.atttypid = 'timestamptz'::regtype
      and (
        dated.attname = 'updated_at'
        or pg_get_expr(pg_attrdef.adbin, pg_attrdef.adrelid) in ('now()', 'clock_timestamp()', 'CURRENT_TIMESTAMP')
      )
  ) as times,
  case when pg_class.relkind = 'r'
    then (pg_relation_size(pg_class.oid) / current_setting('block_size')::bigint)::integer
  end as blocks
from pg_class
where pg_class.relkind in ('r', 'p')
  and not pg_class.relispartition
  and pg_class.relpersistence = 'p'
  and pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  and not exists (
    select from pg_depend
    where pg_depend.classid = 'pg_class'::regclass and pg_depend.objid = pg_class.oid and pg_depend.deptype = 'e'
  )
order by 1`

/** Lists the tables of a database, but for those of extensions. */
export function listTables(session: Session): Promise<readonly Table[]> {
  return session.rows<Table>(tables)
}
