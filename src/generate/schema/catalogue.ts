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
  /** `messages.offer_data`; with its schema before it if the table's name alone does not mean it. */
  readonly path: string
  readonly name: string
  readonly typeOid: number
  readonly typeModifier: number
  readonly notNull: boolean
  /** True if a check on the column forbids null elements: `array_position(column, null) is null`. */
  readonly elementsNotNull: boolean
  readonly comment: string | null
}

/** A table or a view. */
export interface CatalogueTable {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** True if its name alone means it. */
  readonly visible: boolean
  /** What a view selects; null for a table, and for a materialized view, whose rows are of an earlier time. */
  readonly definition: string | null
  /** True if it is a view, whose `instead of` triggers may return anything. */
  readonly isView: boolean
  /** False for a view, a materialized view and a foreign table. */
  readonly isTable: boolean
  readonly comment: string | null
  /** In their order. */
  readonly columns: readonly CatalogueColumn[]
}

/** What generation needs to know of a database's catalogue. */
export interface Catalogue {
  readonly types: ReadonlyMap<number, CatalogueType>
  /** By the table's oid and the column's number: `16402.3`. */
  readonly columns: ReadonlyMap<string, CatalogueColumn>
  /** All tables and views of a name, whatever their schema. */
  readonly tables: ReadonlyMap<string, readonly CatalogueTable[]>
  /** The functions and operators that have a name of PostgreSQL's own and are neither its own nor an extension's. */
  readonly replaced: ReadonlySet<string>
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
  n.nspname as schema,
  c.relname as table,
  pg_catalog.pg_table_is_visible(c.oid) as visible,
  c.relkind in ('v', 'm') as is_view,
  c.relkind in ('r', 'p') as is_table,
  case a.attnum when 1 then pg_catalog.obj_description(c.oid, 'pg_class') end as table_comment,
  a.attname as name,
  a.atttypid as type_oid,
  a.atttypmod as type_modifier,
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
  and n.nspname not in ('pg_catalog', 'information_schema')
order by a.attrelid, a.attnum`

// An extension's views are left out: some ask the catalogue what nobody needs here.
const viewsSql = `
select c.oid, pg_catalog.pg_get_viewdef(c.oid) as definition
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'v'
  and n.nspname not in ('pg_catalog', 'information_schema')
  and not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
  )`

const replacedSql = `
select p.proname::text as name
from pg_catalog.pg_proc p
where p.pronamespace <> 'pg_catalog'::regnamespace
  and not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
  )
union
select o.oprname::text
from pg_catalog.pg_operator o
where o.oprnamespace <> 'pg_catalog'::regnamespace
  and not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_operator'::regclass and d.objid = o.oid and d.deptype = 'e'
  )`

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
  readonly schema: string
  readonly table: string
  readonly visible: boolean
  readonly is_view: boolean
  readonly is_table: boolean
  readonly table_comment: string | null
  readonly name: string
  readonly type_oid: number
  readonly type_modifier: number
  readonly not_null: boolean
  readonly elements_not_null: boolean
  readonly comment: string | null
}

interface ViewRow {
  readonly oid: number
  readonly definition: string
}

/** Reads the catalogue of a database, with four queries whatever the number of statements to type. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const types = await client.query<TypeRow>(typesSql)
  const columns = await client.query<ColumnRow>(columnsSql)
  const views = await client.query<ViewRow>(viewsSql)
  const replaced = await client.query<{ readonly name: string }>(replacedSql)
  return {
    types: new Map(types.rows.map((row) => [row.oid, typeOf(row)])),
    columns: new Map(columns.rows.map((row) => [`${row.table_oid}.${row.number}`, columnOf(row)])),
    tables: tablesOf(columns.rows, new Map(views.rows.map(({ oid, definition }) => [oid, definition]))),
    replaced: new Set(replaced.rows.map(({ name }) => name)),
  }
}

function typeOf(row: TypeRow): CatalogueType {
  return {
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
  }
}

function columnOf(row: ColumnRow): CatalogueColumn {
  return {
    table: row.table,
    path: `${row.visible ? '' : `${row.schema}.`}${row.table}.${row.name}`,
    name: row.name,
    typeOid: row.type_oid,
    typeModifier: row.type_modifier,
    notNull: row.not_null,
    elementsNotNull: row.elements_not_null,
    comment: row.comment,
  }
}

function tablesOf(
  rows: readonly ColumnRow[],
  definitions: ReadonlyMap<number, string>,
): Map<string, CatalogueTable[]> {
  const tables = new Map<string, CatalogueTable[]>()
  const columnsOf = new Map<number, CatalogueColumn[]>()
  for (const row of rows) {
    const known = columnsOf.get(row.table_oid)
    const columns = known ?? []
    columns.push(columnOf(row))
    if (known !== undefined) continue
    columnsOf.set(row.table_oid, columns)
    const ofName = tables.get(row.table) ?? []
    ofName.push({
      oid: row.table_oid,
      schema: row.schema,
      name: row.table,
      visible: row.visible,
      isView: row.is_view,
      isTable: row.is_table,
      comment: row.table_comment,
      definition: definitions.get(row.table_oid) ?? null,
      columns,
    })
    tables.set(row.table, ofName)
  }
  return tables
}
