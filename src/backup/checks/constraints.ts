import { judge, type Check } from '../check.js'
import type { Session } from '../session.js'

/** The checks of a table. */
interface TableChecks {
  readonly table: string
  readonly names: readonly string[]
  readonly expressions: readonly string[]
}

interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly referenced: string
  readonly columns: readonly string[]
  readonly referencedColumns: readonly string[]
}

const notOfExtension = `
  and pg_constraint.connamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  and not exists (
    select from pg_depend
    where pg_depend.classid = 'pg_class'::regclass and pg_depend.objid = pg_constraint.conrelid and pg_depend.deptype = 'e'
  )`

const notValidated = `
select format('%s on %s', quote_ident(conname), conrelid::regclass) as name
from pg_constraint
where not convalidated and conparentid = 0 and conrelid <> 0 ${notOfExtension}
order by 1`

const checkConstraints = `
select
  conrelid::regclass::text as table,
  array_agg(quote_ident(conname) order by conname) as names,
  array_agg(pg_get_expr(conbin, conrelid) order by conname) as expressions
from pg_constraint
join pg_class on pg_class.oid = pg_constraint.conrelid
where contype = 'c' and not pg_class.relispartition ${notOfExtension}
group by 1
order by 1`

const columnNames = (columns: string, table: string) => `(
    select array_agg(quote_ident(pg_attribute.attname) order by key.ordinal)
    from unnest(${columns}) with ordinality as key (number, ordinal)
    join pg_attribute on pg_attribute.attrelid = ${table} and pg_attribute.attnum = key.number
  )`

const foreignKeys = `
select
  conrelid::regclass::text as table,
  quote_ident(conname) as name,
  confrelid::regclass::text as referenced,
  ${columnNames('conkey', 'conrelid')} as columns,
  ${columnNames('confkey', 'confrelid')} as "referencedColumns"
from pg_constraint
where contype = 'f' and conparentid = 0 ${notOfExtension}
order by 1, 2`

/**
 * Constraints: all of them validated, and true. Each table is scanned once for all its checks, and once for each foreign key.
 */
export const constraintsCheck: Check = {
  name: 'constraints',
  async run({ from }) {
    const open = (await from.rows<{ name: string }>(notValidated)).map(
      ({ name }) => `${name} is not validated`,
    )
    const checks = await from.rows<TableChecks>(checkConstraints)
    const keys = await from.rows<ForeignKey>(foreignKeys)
    const faults = [...open, ...(await brokenChecks(from, checks)), ...(await brokenKeys(from, keys))]
    return judge(faults, {
      ok: `${checks.flatMap(({ names }) => names).length} checks and ${keys.length} foreign keys are validated, and true of every row`,
      wrong: `${faults.length} ${faults.length === 1 ? 'is' : 'are'} not validated, or not true`,
    })
  },
}

async function brokenChecks(session: Session, checks: readonly TableChecks[]): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { table, names, expressions } of checks) {
    const counts = expressions.map((expression) => `count(*) filter (where not (${expression}))`)
    const { broken } = await session.row<{ broken: readonly string[] }>(
      `select array[${counts.join(', ')}]::text[] as broken from ${table}`,
    )
    names.forEach((name, index) => {
      if (broken[index] !== '0') faults.push(`${name} is not true of ${broken[index] ?? ''} rows of ${table}`)
    })
  }
  return faults
}

async function brokenKeys(session: Session, keys: readonly ForeignKey[]): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { table, name, referenced, columns, referencedColumns } of keys) {
    const isWhole = columns.map((column) => `referring.${column} is not null`).join(' and ')
    const fits = columns
      .map((column, index) => `referenced.${referencedColumns[index] ?? ''} = referring.${column}`)
      .join(' and ')
    const { orphans } = await session.row<{ orphans: string }>(
      `select count(*)::text as orphans from ${table} as referring
      where ${isWhole} and not exists (select from ${referenced} as referenced where ${fits})`,
    )
    if (orphans !== '0') faults.push(`${name}: ${orphans} rows of ${table} refer to nothing in ${referenced}`)
  }
  return faults
}
