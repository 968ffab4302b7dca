import type { Database } from '../../database.js'
import { unreadableColumn } from '../../engine/values/unreadable-value.js'
import { PreparedQuery } from '../../engine/statement/prepared-query.js'

/** A row of a table, as the engine reads it, and the types of its columns. */
export interface SampledRow {
  /** The table as a query names it: with its schema, if the search path does not find it. */
  readonly table: string
  /** The name of its id in other tables: `productId` for a row of `products`. */
  readonly idName: string
  readonly values: Readonly<Record<string, unknown>>
  /** The type in SQL by the name in the row. */
  readonly types: Readonly<Record<string, string>>
}

/** The content of a database that parameters can be made of. */
export interface Samples {
  readonly rows: readonly SampledRow[]
  /** The values of each enum, by its name in SQL. */
  readonly enums: ReadonlyMap<string, readonly string[]>
}

interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly column: string
  readonly type: string
}

const columnsSql = `
select
  c.oid::regclass::text as "table",
  c.relname::text as name,
  a.attname::text as "column",
  case when t.typcategory = 'A' then e.typname::text || '[]' else t.typname::text end as type
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_type e on e.oid = t.typelem
where c.relkind in ('r', 'p')
  and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema')
  and not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
  )
order by c.oid, a.attnum`

/** Reads up to `limit` rows of each table. */
export async function readSamples(db: Database, limit: number): Promise<Samples> {
  const columns = await db.many(queryOf<ColumnRow>('sampledColumns', columnsSql))
  const labels = await db.many(
    queryOf<{ readonly name: string; readonly labels: readonly string[] }>(
      'sampledEnums',
      `select t.typname::text as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
      from pg_catalog.pg_enum e join pg_catalog.pg_type t on t.oid = e.enumtypid group by t.typname`,
    ),
  )
  const rows: SampledRow[] = []
  for (const table of new Set(columns.map((column) => column.table))) {
    const ofTable = columns.filter((column) => column.table === table)
    const types = Object.fromEntries(ofTable.map(({ column, type }) => [camelCase(column), type]))
    for (const values of await readRows(db, table, ofTable, limit)) {
      rows.push({ table, idName: `${singular(camelCase(ofTable[0]?.name ?? ''))}Id`, values, types })
    }
  }
  return { rows, enums: new Map(labels.map(({ name, labels: values }) => [name, values])) }
}

/** Reads rows without the columns of which a value cannot be read. */
async function readRows(
  db: Database,
  table: string,
  columns: readonly ColumnRow[],
  limit: number,
): Promise<readonly SampledRow['values'][]> {
  const list = columns.map(({ column }) => `"${column.replaceAll('"', '""')}"`).join(', ')
  // The order does not matter: any rows will do.
  const sql = `select ${list} from ${table} limit ${limit}`
  try {
    return await db.many(queryOf<SampledRow['values']>('sampledRows', sql))
  } catch (error) {
    const unreadable = unreadableColumn(error)
    if (unreadable === null) throw error
    const readable = columns.filter(({ column }) => camelCase(column) !== unreadable)
    return readRows(db, table, readable, limit)
  }
}

function queryOf<Row>(name: string, statement: string): PreparedQuery<undefined, Row> {
  return new PreparedQuery(
    { usedParamSet: {}, params: [], statement },
    { name, file: '', parameterTypes: {} },
  )
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/s$/, '')
}
