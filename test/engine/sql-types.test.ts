import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlTypes, type SqlType } from '../../src/engine/values/sql-types.js'
import { typescriptTypes, type TypescriptType } from '../../src/engine/values/typescript-types.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { valueTest } from '../../src/testing/truth/value-type.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { query } from '../setup/query.js'

const types = Object.entries<SqlType>(sqlTypes)
const sampled = Object.entries<TypescriptType>(typescriptTypes).flatMap(([name, { row, sample }]) =>
  sample === undefined ? [] : [{ name, row, sample }],
)

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
})

afterAll(async () => {
  await test.drop()
})

describe.each(transports)('the table of types, over %s', (transport) => {
  it('has the oids of the server', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 1 })
    const listOids = query<{ readonly names: readonly string[] }, { name: string; oid: number }>(
      'select typname::text as name, oid from pg_catalog.pg_type where typname = any(:names!::text[])',
      { names: 'text[]' },
    )
    const rows = await open.db.many(listOids, { names: types.map(([name]) => name) })
    expect(new Map(rows.map(({ name, oid }) => [name, oid]))).toEqual(
      new Map(types.map(([name, { oid }]) => [name, oid])),
    )
  })

  it.each(sampled)(
    'takes a parameter of $name and returns a value of $row',
    async ({ name, row, sample }) => {
      await using open = openOver(transport, { url: test.url, maxConnections: 1 })
      const echo = query<{ readonly value: unknown }, { value: unknown; list: unknown }>(
        `select :value!::${name} as value, array[:value!::${name}] as list`,
        { value: name },
      )
      const isRow = valueTest(row, {})
      const isList = valueTest(`readonly ${row}[]`, {})
      // Later runs have some types in binary.
      for (const number of [0, 1, 99]) {
        const [result] = await open.db.many(echo, { value: sample(number) })
        expect(result?.value).toSatisfy(isRow)
        expect(result?.list).toSatisfy(isList)
      }
    },
  )
})
