/** The migration of currencies, over rows from before it. */

// Thorough: migrates databases of before, several times.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBefore, type DatabaseBefore } from '../setup/schema/open-before.js'
import { insertParties, insertRow, type Parties } from '../setup/schema/sample-rows.js'

let database: DatabaseBefore
let parties: Parties

beforeEach(async () => {
  database = await openBefore('currencies')
  parties = await insertParties(database.client)
})
afterEach(() => database.close())

test('the migration of currencies keeps rows that are right', async () => {
  const { client } = database
  await insertRow(client, 'products', parties, { currency: 'KWD', price_minor: 5_120 })
  await database.migrate()
  const { rows } = await client.query(
    'select platform_fee_minor(5120, 250, currency)::integer as fee from products',
  )
  expect(rows).toContainEqual({ fee: 130 })
})

test.each([
  ['products', { currency: 'ZZZ' }, 'ck_products_currency_iso_4217'],
  ['products', { currency: 'KWD', price_minor: 5_124 }, 'ck_products_price_step'],
  ['transactions', { currency: 'XXX' }, 'ck_transactions_currency_iso_4217'],
] as const)(
  'the migration of currencies is refused while a row of %s has %o',
  async (table, values, name) => {
    await insertRow(database.client, table, parties, values)
    await expect(database.migrate()).rejects.toMatchObject({ code: '23514', constraint: name })
  },
)
