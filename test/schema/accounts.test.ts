/** The migration of accounts, over accounts that were closed before it. */

import { expect, it } from 'vitest'
import { openBefore } from '../setup/schema/open-before.js'
import { insertParties, insertRow } from '../setup/schema/sample-rows.js'

interface Flag {
  readonly id: string
  readonly is_available: boolean
}

interface Status {
  readonly id: string
  readonly status: string
}

interface Stream extends Status {
  readonly is_void: boolean
}

it('ends what closed accounts sell, offer and stream, and nothing of the open ones', async () => {
  await using database = await openBefore('accounts')
  const { client } = database
  const parties = await insertParties(client)
  const closed = await insertParties(client)
  const trade = (of: typeof parties) => ({ made_by: of.buyer, currency: 'AED' })
  const kept = await insertRow(client, 'offers', parties, trade(parties))
  const received = await insertRow(client, 'offers', closed, trade(closed))
  // An open seller's offer, whose buyer's account is closed.
  const other = await insertRow(client, 'conversations', { ...parties, buyer: closed.seller })
  const between = { ...parties, buyer: closed.seller, conversation: other }
  const made = await insertRow(client, 'offers', between, trade(between))
  const live = await insertRow(client, 'streams', closed, {
    status: 'live',
    started_at: '2026-01-01',
    stream_key: 'a key',
  })
  const planned = await insertRow(client, 'streams', closed, {
    started_at: '2040-01-01',
    rtmp_url: 'rtmps://a.b/c',
  })
  const open = await insertRow(client, 'streams', parties, { stream_key: 'another key' })
  await client.query('update users set is_active = false where id = $1', [closed.seller])

  await database.migrate()

  const products = await client.query<Flag>('select id, is_available from products')
  expect(new Map(products.rows.map(({ id, is_available }: Flag) => [id, is_available]))).toEqual(
    new Map([
      [parties.product, true],
      [closed.product, false],
    ]),
  )
  const offers = await client.query<Status>('select id, status from offers')
  expect(new Map(offers.rows.map(({ id, status }: Status) => [id, status]))).toEqual(
    new Map([
      [kept, 'pending'],
      [received, 'declined'],
      [made, 'cancelled'],
    ]),
  )
  const streams = await client.query<Stream>(
    'select id, status, stream_key is null and rtmp_url is null as is_void from streams',
  )
  expect(new Map(streams.rows.map(({ id, status, is_void }: Stream) => [id, { status, is_void }]))).toEqual(
    new Map([
      [live, { status: 'ended', is_void: true }],
      [planned, { status: 'ended', is_void: true }],
      [open, { status: 'scheduled', is_void: false }],
    ]),
  )
})
