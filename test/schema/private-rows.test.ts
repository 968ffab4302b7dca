/** Columns that policies ask of private rows: recipients of messages, and numbers of the enums by which lists are filtered. */

import { expect, it } from 'vitest'
import { offerStatuses, paymentStatuses, verificationTypes } from '../../generated/enums.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { openBefore } from '../setup/schema/open-before.js'
import { insertParties, insertRow } from '../setup/schema/sample-rows.js'

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

it('numbers the rows from before', async () => {
  await using database = await openBefore('filter_codes')
  const { client } = database
  const parties = await insertParties(client)
  for (const status of ['pending', 'declined', 'cancelled'])
    await insertRow(client, 'offers', parties, { status, made_by: parties.buyer, currency: 'AED' })
  for (const status of ['pending', 'failed', 'cancelled']) {
    const product = await insertRow(client, 'products', parties)
    await insertRow(client, 'transactions', { ...parties, product }, { status, currency: 'AED' })
  }
  for (const verification_type of ['emirates_id', 'trade_license']) {
    const seller = await insertRow(client, 'users', parties)
    await insertRow(client, 'verifications', { ...parties, seller }, { verification_type })
  }
  await database.migrate()
  const { rows } = await client.query<{ value: string; code: number }>(`
    select status::text as value, status_code as code from offers
    union all
    select status::text, status_code from transactions
    union all
    select verification_type::text, type_code from verifications
    order by value, code`)
  expect(rows.map(({ value, code }) => `${value} ${code}`)).toEqual([
    'cancelled 5',
    'cancelled 6',
    'declined 3',
    'emirates_id 1',
    'failed 3',
    'pending 1',
    'pending 1',
    'trade_license 2',
  ])
})

it('messages from before get their recipient, and are otherwise as they were', async () => {
  await using database = await openBefore('private_rows')
  const { client } = database
  const parties = await insertParties(client)
  const { buyer, seller } = parties
  const ofBuyer = await insertRow(client, 'messages', parties)
  const ofSeller = await insertRow(client, 'messages', parties, { sender_id: seller })
  const columns = 'id, sender_id, content, read_at, created_at'
  const before = await client.query(`select ${columns} from messages order by id`)
  const counts =
    'select buyer_unread_count, seller_unread_count, last_message_id, updated_at from conversations'
  const conversation = await client.query(counts)
  await database.migrate()
  expect((await client.query(`select ${columns} from messages order by id`)).rows).toEqual(before.rows)
  expect((await client.query(counts)).rows).toEqual(conversation.rows)
  const later = await insertRow(client, 'messages', parties, { sender_id: seller })
  const { rows } = await client.query<{ id: string; recipient: string }>(
    'select id, recipient_id as recipient from messages',
  )
  expect(new Map(rows.map(({ id, recipient }) => [id, recipient]))).toEqual(
    new Map([
      [ofBuyer, seller],
      [ofSeller, buyer],
      [later, buyer],
    ]),
  )
})
