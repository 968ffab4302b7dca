/** The numbers of enums by which private rows are filtered under policies. */

import { expect, it } from 'vitest'
import { offerStatuses, paymentStatuses, verificationTypes } from '../../generated/enums.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'

const { db } = await openMarket()

it.each([
  ['offer_status', 'offer_status_code', offerStatuses],
  ['transaction_status', 'transaction_status_code', paymentStatuses],
  ['verification_type', 'verification_type_code', verificationTypes],
] as const)('numbers every value of %s', async (type, code, values) => {
  const numbered = query<undefined, { readonly value: string; readonly code: number }>(
    `select value::text, ${code}(value) as code from unnest(enum_range(null::${type})) as one (value)`,
  )
  const rows = await db.many(numbered)
  expect(rows).toStrictEqual(values.map((value, index) => ({ value, code: index + 1 })))
})
