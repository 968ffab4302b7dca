import { DatabaseError } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCases } from '../setup/schema/check-cases.js'
import { openPhase1, type OpenDatabase } from '../setup/schema/open-phase-1.js'
import {
  insertParties,
  insertRow,
  type Parties,
  type TableName,
  type Values,
} from '../setup/schema/sample-rows.js'

let database: OpenDatabase
let parties: Parties

beforeAll(async () => {
  database = await openPhase1()
  parties = await insertParties(database.client)
})
afterAll(async () => await database.close())

const nobody: Parties = { buyer: '', seller: '', product: '', conversation: '' }

describe('the checks of the first migration', () => {
  test('all have a row that they accept and a row that they refuse', async () => {
    const { rows } = await database.client.query<{ name: string }>(
      `select conname as name from pg_constraint
       join pg_class on pg_class.oid = conrelid
       where contype = 'c' and relnamespace = 'public'::regnamespace
         and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
       order by 1`,
    )
    const cases = checkCases(nobody)
    expect(Object.keys(cases).sort()).toEqual(rows.map(({ name }) => name))
    for (const { accepts, refuses } of Object.values(cases)) {
      expect(accepts).not.toHaveLength(0)
      expect(refuses).not.toHaveLength(0)
    }
  })

  test.each(Object.keys(checkCases(nobody)))(
    '%s accepts what is right and refuses the rest',
    async (name) => {
      const { table, accepts, refuses } = checkCases(parties)[name] ?? unknownCheck(name)
      for (const values of accepts) expect(await violationOf(table, values)).toBeNull()
      for (const values of refuses) expect(await violationOf(table, values)).toBe(name)
    },
  )
})

/** The name of the check that refuses the row; null if it goes in. Leaves nothing behind. */
async function violationOf(table: TableName, values: Values): Promise<string | null> {
  const { client } = database
  await client.query('begin')
  try {
    await insertRow(client, table, parties, values)
    return null
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '23514') return error.constraint ?? ''
    throw error
  } finally {
    await client.query('rollback')
  }
}

function unknownCheck(name: string): never {
  throw new Error(`there are no rows to try ${name} with`)
}
