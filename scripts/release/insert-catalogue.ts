import type { ClientBase } from 'pg'

/** What an insert has to know of a table. */
export interface InsertTable {
  /** Columns that must be given: not null, and without anything that would give them. */
  readonly required: ReadonlySet<string>
  /** Columns that may not be null, given or not. */
  readonly notNull: ReadonlySet<string>
}

/** Tables by name, with their schema (`audit.events`) and, where the search path finds them, without. */
export type InsertCatalogue = ReadonlyMap<string, InsertTable>

// A trigger before an insert may fill in whatever is missing, so of its table nothing can be said.
const tablesSql = `
select
  n.nspname::text as schema,
  c.relname::text as name,
  pg_catalog.pg_table_is_visible(c.oid) as visible,
  array(
    select a.attname::text
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and (a.attnotnull or t.typnotnull)
      and not a.atthasdef and a.attidentity = '' and t.typdefault is null
  ) as required,
  array(
    select a.attname::text
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and (a.attnotnull or t.typnotnull)
  ) as not_null
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p')
  and n.nspname not in ('pg_catalog', 'information_schema')
  and not exists (
    select from pg_catalog.pg_trigger g
    where g.tgrelid = c.oid and not g.tgisinternal and g.tgtype & 7 = 7
  )`

interface TableRow {
  readonly schema: string
  readonly name: string
  readonly visible: boolean
  readonly required: readonly string[]
  readonly not_null: readonly string[]
}

/** Reads what inserts have to give. */
export async function readInsertCatalogue(client: ClientBase): Promise<InsertCatalogue> {
  const { rows } = await client.query<TableRow>(tablesSql)
  return new Map(
    rows.flatMap(({ schema, name, visible, required, not_null }) => {
      const table = { required: new Set(required), notNull: new Set(not_null) }
      const entry = [`${schema}.${name}`, table] as const
      return visible ? [entry, [name, table] as const] : [entry]
    }),
  )
}
