import { Client } from 'pg'
import { expect, it } from 'vitest'
import { readCatalogue } from '../../src/generate/schema/catalogue.js'
import { createTestDatabase } from '../../src/testing/index.js'

/** Checks of an array, and whether they refuse a null in it. */
const checks = [
  ['array_position(list, null) is null', true],
  ['cardinality(list) < 9 and (array_position(list, null) is null and list <> array[7])', true],
  ['array_position(list[1:1], null) is null', false],
  ['array_position(list, null, 2) is null', false],
  ['array_position(list, null) is null or cardinality(list) > 3', false],
  ['not (array_position(list, null) is null)', false],
  ['array_position(list, 7) is null', false],
  ['array_position(array_remove(list, null), null) is null', false],
  ['array_position(list, null) is not null', false],
  [`'array_position(list, NULL::integer) IS NULL' <> list::text`, false],
] as const

it('knows by the tree of a check whether it refuses a null in an array', async () => {
  const test = await createTestDatabase({ migrations: 'none' })
  const client = new Client({ connectionString: test.url })
  try {
    await client.connect()
    for (const [index, [check]] of checks.entries()) {
      await client.query(`create table lists_${index} (list int[] not null check (${check}))`)
    }
    await client.query('create table later (list int[] not null)')
    await client.query('alter table later add check (array_position(list, null) is null) not valid')
    const { tables } = await readCatalogue(client)
    const known = (table: string) => tables.get(table)?.[0]?.columns[0]?.elementsNotNull
    expect(checks.map(([check], index) => [check, known(`lists_${index}`)])).toEqual(checks)
    expect(known('later')).toBe(false)
  } finally {
    await client.end()
    await test.drop()
  }
})
