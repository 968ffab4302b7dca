import { afterAll, expect, test } from 'vitest'
import { openClient } from '../setup/migrate/open-client.js'
import { createTestDatabase } from '../../src/testing/index.js'

const database = await createTestDatabase()
const client = await openClient(database.url)
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Foreign keys whose columns are not the first of any index, or only of one that leaves rows out. */
const withoutIndex = `
  select conname as name
  from pg_constraint
  where contype = 'f'
    and connamespace = 'public'::regnamespace
    and not exists (
      select from pg_index
      where indrelid = conrelid
        and indisvalid
        and (indkey::int2[])[0:cardinality(conkey) - 1] = conkey
        and (indpred is null or pg_get_expr(indpred, indrelid) like '(%_id IS NOT NULL)')
    )
  order by conname`

test('every foreign key has an index after the last migration, so that a deletion reads no table whole', async () => {
  const { rows: all } = await client.query("select from pg_constraint where contype = 'f'")
  expect(all.length).toBeGreaterThan(15)
  const { rows } = await client.query<{ readonly name: string }>(withoutIndex)
  expect(rows).toEqual([])
})
