import type { ClientBase } from 'pg'

/** A type of the database. */
export interface CatalogueType {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** pg_type.typtype: b(ase), c(omposite), d(omain), e(num), m(ultirange), p(seudo), r(ange). */
  readonly kind: string
  /** The element's type if this is an array, else null. */
  readonly elementOid: number | null
  /** The type a domain stands for, else null. */
  readonly baseOid: number | null
  readonly baseModifier: number
  /** An enum's values in their order, else null. */
  readonly labels: readonly string[] | null
  readonly comment: string | null
  /** False if it is PostgreSQL's own or an extension's. */
  readonly ours: boolean
}

/** A column of a table. */
export interface CatalogueColumn {
  readonly table: string
  readonly name: string
  readonly notNull: boolean
  /** True if a check on the column forbids null elements: `array_position(column, null) is null`. */
  readonly elementsNotNull: boolean
  readonly comment: string | null
}

/** What generation needs to know of a database's catalogue. */
export interface Catalogue {
  readonly types: ReadonlyMap<number, CatalogueType>
  /** By the table's oid and the column's number: `16402.3`. */
  readonly columns: ReadonlyMap<string, CatalogueColumn>
  /** The columns of all tables of a name, whatever their schema. */
  readonly columnsOfTable: ReadonlyMap<string, ReadonlySet<string>>
}

// Joins, where functions such as obj_description would run a query of their own for each row.
const typesSql = `
select
  t.oid,
  n.nspname as schema,
  t.typname as name,
  t.typtype as kind,
  case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem end as element_oid,
  case when t.typtype = 'd' then t.typbasetype end as base_oid,
  t.typtypmod as base_modifier,
  labels.labels,
  description.description as comment,
  n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'
  ) as ours
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join (
  select e.enumtypid, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
  from pg_catalog.pg_enum e
  group by e.enumtypid
) labels on labels.enumtypid = t.oid
left join pg_catalog.pg_description description
  on description.classoid = 'pg_catalog.pg_type'::regclass
  and description.objoid = t.oid
  and description.objsubid = 0`

// A check of ands, one of which is `array_position(column, null) is null`, holds for each element or refuses the row.
const columnsSql = `
select
  a.attrelid as table_oid,
  a.attnum as number,
  c.relname as table,
  a.attname as name,
  -- A foreign table's not null is a promise of somebody else; on PostgreSQL 18 one may be not validated, or not be
  -- inherited.
  a.attnotnull and c.relkind in ('r', 'p') and not exists (
    select from pg_catalog.pg_constraint k
    where k.conrelid = a.attrelid
      and k.contype = 'n'
      and k.conkey = array[a.attnum]
      and (not k.convalidated or k.connoinherit)
  ) as not_null,
  exists (
    select from pg_catalog.pg_constraint k
    where k.conrelid = a.attrelid
      and k.contype = 'c'
      and k.convalidated
      and k.conkey = array[a.attnum]
      and pg_catalog.cardinality(k.conkey) = 1
      and pg_catalog.pg_get_constraintdef(k.oid) ~ 'array_position\\([^(),]+, NULL::[^()]+\\) IS NULL'
      and pg_catalog.pg_get_constraintdef(k.oid) !~ '\\m(OR|NOT|CASE)\\M'
  ) as elements_not_null,
  description.description as comment
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_description description
  on description.classoid = 'pg_catalog.pg_class'::regclass
  and description.objoid = a.attrelid
  and description.objsubid = a.attnum
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  and a.attnum > 0
  and not a.attisdropped
  and n.nspname not in ('pg_catalog', 'information_schema')`

interface TypeRow {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: string
  readonly element_oid: number | null
  readonly base_oid: number | null
  readonly base_modifier: number
  readonly labels: readonly string[] | null
  readonly comment: string | null
  readonly ours: boolean
}

interface ColumnRow {
  readonly table_oid: number
  readonly number: number
  readonly table: string
  readonly name: string
  readonly not_null: boolean
  readonly elements_not_null: boolean
  readonly comment: string | null
}

/** Reads the catalogue of a database, with two queries whatever the number of statements to type. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const types = await client.query<TypeRow>(typesSql)
  const columns = await client.query<ColumnRow>(columnsSql)
  const columnsOfTable = new Map<string, Set<string>>()
  for (const { table, name } of columns.rows) {
    const names = columnsOfTable.get(table) ?? new Set()
    columnsOfTable.set(table, names.add(name))
  }
  return {
    columnsOfTable,
    types: new Map(
      types.rows.map((row) => [
        row.oid,
        {
          oid: row.oid,
          schema: row.schema,
          name: row.name,
          kind: row.kind,
          elementOid: row.element_oid,
          baseOid: row.base_oid,
          baseModifier: row.base_modifier,
          labels: row.labels,
          comment: row.comment,
          ours: row.ours,
        },
      ]),
    ),
    columns: new Map(
      columns.rows.map((row) => [
        `${row.table_oid}.${row.number}`,
        {
          table: row.table,
          name: row.name,
          notNull: row.not_null,
          elementsNotNull: row.elements_not_null,
          comment: row.comment,
        },
      ]),
    ),
  }
}
