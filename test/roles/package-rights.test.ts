/** The one place that names the rights, held against the catalogue. */

import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRights, routineRights } from '../../src/roles/package-rights.js'
import type { Extent } from '../../src/roles/rights.js'
import { createTestDatabase } from '../../src/testing/index.js'

const test = await createTestDatabase()
const client = new Client({ connectionString: test.directUrl })
await client.connect()
afterAll(async () => {
  await client.end()
  await test.drop()
})

const { rows: columns } = await client.query<{ table: string; column: string; isSecret: boolean }>(`
  select
    relname::text as table,
    attname::text as column,
    coalesce(col_description(pg_class.oid, attnum) ~ '@secret', false) as "isSecret"
  from pg_class
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
  where relnamespace = (select relnamespace from pg_class where oid = 'users'::regclass)
    and relkind in ('r', 'p', 'v')
    and not relispartition
    and relname <> 'migrations'
    and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')`)

function columnsOf(table: string): readonly string[] {
  return columns.filter((one) => one.table === table).map(({ column }) => column)
}

const extents = [...packageRights].flatMap(([table, rights]) =>
  Object.entries(rights).flatMap(([role, ofRole]) =>
    Object.entries(ofRole).flatMap(([right, extent]): [string, string, string, Extent][] => [
      [table, role, right, extent],
    ]),
  ),
)

describe('the rights of the roles', () => {
  it('are decided on for every table and view', () => {
    expect([...packageRights.keys()].sort()).toEqual([...new Set(columns.map(({ table }) => table))].sort())
  })

  it('name every column where they are limited to some', () => {
    const named = extents.flatMap(([table, role, right, extent]) =>
      extent === true ? [] : [{ table, role, right, columns: [...extent.columns, ...extent.others].sort() }],
    )
    expect(named.length).toBeGreaterThan(30)
    expect(named).toEqual(named.map((one) => ({ ...one, columns: [...columnsOf(one.table)].sort() })))
  })

  it('show no secret to whoever only reads, but for the words of a listing, which its title has too', () => {
    const shown = extents.flatMap(([table, role, , extent]) =>
      role !== 'readonly'
        ? []
        : (extent === true ? columnsOf(table) : extent.columns).map((column) => ({ table, column })),
    )
    const secrets = columns.filter(({ isSecret }) => isSecret)
    expect(secrets.length).toBeGreaterThan(25)
    const seen = secrets.filter(({ table, column }) =>
      shown.some((one) => one.table === table && one.column === column),
    )
    expect(seen.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([
      'product_cards.search',
      'products.search',
    ])
  })

  it('are decided on for every function that has those of its owner', async () => {
    const { rows } = await client.query<{ signature: string }>(`
      select format('%s(%s)', proname, pg_get_function_identity_arguments(pg_proc.oid)) as signature
      from pg_proc
      where prosecdef
        and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')`)
    expect([...routineRights.keys()].sort()).toEqual(rows.map(({ signature }) => signature).sort())
  })
})
