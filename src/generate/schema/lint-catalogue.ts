import type { ClientBase } from 'pg'

/** A column, as far as an index or an order asks. */
export interface LintColumn {
  readonly name: string
  /** The type's name, that of a domain resolved. */
  readonly type: string
  readonly notNull: boolean
}

/** An index that can be used. */
export interface LintIndex {
  readonly name: string
  /** The access method: `btree`, `gist`, … */
  readonly method: string
  /** The key, in its order: columns by name, and null where an expression stands. */
  readonly columns: readonly (string | null)[]
  /** The expressions of the key, as the server writes them. */
  readonly expressions: readonly string[]
  readonly partial: boolean
  /** True if no two rows have the same key; rows with a null in it aside. */
  readonly unique: boolean
}

/** A table or view. */
export interface LintTable {
  readonly name: string
  readonly columns: ReadonlyMap<string, LintColumn>
  readonly indexes: readonly LintIndex[]
}

/** What the lint rules need to know of a database's catalogue. */
export interface LintCatalogue {
  /** Finds a table; without a schema the one that the search path gives. */
  readonly findTable: (name: string, schema?: string) => LintTable | null
  /** Functions of which at least one of the name gives a set of rows. */
  readonly setReturning: ReadonlySet<string>
  readonly aggregates: ReadonlySet<string>
}

// Children that inherit are not in their parent's unique index, so a parent has no key; partitions are.
const tablesSql = `
select
  n.nspname::text as schema,
  c.relname::text as name,
  pg_catalog.pg_table_is_visible(c.oid) as visible,
  (
    select coalesce(json_agg(json_build_object(
      'name', a.attname,
      'type', coalesce(base.typname, t.typname),
      'notNull', a.attnotnull
    ) order by a.attnum), '[]')
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    left join pg_catalog.pg_type base on base.oid = t.typbasetype and t.typtype = 'd'
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ) as columns,
  (
    select coalesce(json_agg(json_build_object(
      'name', i.relname,
      'method', m.amname,
      'columns', array(
        select a.attname::text
        from generate_series(0, x.indnkeyatts - 1) as place
        left join pg_catalog.pg_attribute a
          on x.indkey[place] <> 0 and a.attrelid = x.indrelid and a.attnum = x.indkey[place]
        order by place
      ),
      'expressions', array(
        select pg_catalog.pg_get_indexdef(x.indexrelid, place + 1, true)
        from generate_series(0, x.indnkeyatts - 1) as place
        where x.indkey[place] = 0
        order by place
      ),
      'partial', x.indpred is not null,
      'unique', x.indisunique and not (c.relkind = 'r' and c.relhassubclass)
    ) order by i.relname), '[]')
    from pg_catalog.pg_index x
    join pg_catalog.pg_class i on i.oid = x.indexrelid
    join pg_catalog.pg_am m on m.oid = i.relam
    where x.indrelid = c.oid and x.indisvalid
  ) as indexes
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('information_schema', 'pg_toast')`

const functionsSql = `
select
  array(select distinct proname::text from pg_catalog.pg_proc where proretset) as set_returning,
  array(select distinct proname::text from pg_catalog.pg_proc where prokind = 'a') as aggregates`

interface TableRow {
  readonly schema: string
  readonly name: string
  readonly visible: boolean
  readonly columns: readonly LintColumn[]
  readonly indexes: readonly LintIndex[]
}

interface FunctionRow {
  readonly set_returning: readonly string[]
  readonly aggregates: readonly string[]
}

/** Reads what the lint rules need, with two queries whatever the number of statements. */
export async function readLintCatalogue(client: ClientBase): Promise<LintCatalogue> {
  const { rows } = await client.query<TableRow>(tablesSql)
  const functions = await client.query<FunctionRow>(functionsSql)
  const tables = new Map<string, LintTable>()
  for (const { schema, name, visible, columns, indexes } of rows) {
    const table = { name, columns: new Map(columns.map((column) => [column.name, column])), indexes }
    tables.set(JSON.stringify([schema, name]), table)
    if (visible) tables.set(name, table)
  }
  return {
    findTable: (name, schema) =>
      tables.get(schema === undefined ? name : JSON.stringify([schema, name])) ?? null,
    setReturning: new Set(functions.rows[0]?.set_returning),
    aggregates: new Set(functions.rows[0]?.aggregates),
  }
}
