/** The migration that bounds offers, over rows from before it, and what the database itself refuses after it. */

import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { ConflictError, ConstraintError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { openBefore, type DatabaseBefore } from '../setup/schema/open-before.js'
import { insertParties, insertRow, type Parties } from '../setup/schema/sample-rows.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { rejection } from '../setup/rejection.js'

describe('the migration of pending offers', () => {
  let database: DatabaseBefore
  let parties: Parties

  beforeEach(async () => {
    database = await openBefore('pending_offers')
    parties = await insertParties(database.client)
  })
  afterEach(() => database.close())

  function insertOffer(values: Readonly<Record<string, unknown>>, on = parties): Promise<string> {
    return insertRow(database.client, 'offers', on, { made_by: on.buyer, currency: 'AED', ...values })
  }

  test('keeps the newest pending offer of a buyer on a product, and cancels the others', async () => {
    const { client } = database
    const others = { ...parties, buyer: await insertRow(client, 'users', parties) }
    const ids = [
      await insertOffer({ created_at: '2026-01-02' }),
      await insertOffer({ created_at: '2026-01-03' }),
      await insertOffer({ created_at: '2026-01-01' }),
      await insertOffer({ created_at: '2026-01-04', status: 'declined' }),
      await insertOffer({ created_at: '2026-01-05', amount_minor: 0 }),
      await insertOffer({ created_at: '2026-01-01' }, others),
      await insertOffer({ amount_minor: 0, status: 'declined' }),
    ]
    await database.migrate()
    const { rows } = await client.query<{ id: string; status: string }>('select id, status from offers')
    const statusOf = new Map(rows.map(({ id, status }) => [id, status]))
    expect(ids.map((id) => statusOf.get(id))).toEqual([
      'cancelled',
      'pending',
      'cancelled',
      'declined',
      'cancelled',
      'pending',
      'declined',
    ])
  })
})

describe('a statement of a service’s own', async () => {
  const { db, test: database } = await openMarket()
  const insert = query<Readonly<Record<string, unknown>>, object>(
    `insert into offers (product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
    select conversations.product_id, conversations.id, conversations.buyer_id, conversations.seller_id,
      conversations.buyer_id, :amountMinor!::bigint, 'AED'
    from conversations where conversations.id = :conversationId!::uuid`,
  )

  test.each([
    ['by a connection of the package', {}],
    ['by one without prepared statements', { preparedStatements: false }],
  ])('cannot make a second pending offer: %s', async (_, options) => {
    const other = createDatabase({ url: database.url, ...options })
    onTestFinished(() => other.close())
    const { conversationId } = await openNegotiation(db)
    await other.execute(insert, { conversationId, amountMinor: 1 })
    const error = await rejection(other.execute(insert, { conversationId, amountMinor: 2 }), ConflictError)
    expect(error).toMatchObject({ rule: 'offer_already_pending', retryable: false, outcome: 'not_run' })
    expect(error.message).toBe('the buyer has an offer on the product that waits for an answer')
    const refused = db.transaction((tx) => tx.execute(insert, { conversationId, amountMinor: 2 }))
    expect((await rejection(refused, ConflictError)).rule).toBe('offer_already_pending')
  })

  test('cannot make an offer of nothing', async () => {
    const { conversationId } = await openNegotiation(db)
    const error = await rejection(db.execute(insert, { conversationId, amountMinor: 0 }), ConstraintError)
    expect(error.constraint).toBe('ck_offers_pending_amount_positive')
  })

  test('takes an offer’s place when the other is closed by the same statement', async () => {
    const { product, buyerId, conversationId } = await openNegotiation(db)
    const first = await db.offers.make({ productId: product.id, buyerId, conversationId, amountMinor: 1 })
    const id = newId()
    const replace = query<Readonly<Record<string, unknown>>, object>(
      `with made as (
        insert into offers (id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
        select :id!::uuid, product_id, conversation_id, buyer_id, seller_id, made_by, 2, currency
        from offers where offers.id = :replaced!::uuid
        returning id
      )
      update offers set status = 'cancelled' from made where offers.id = :replaced!::uuid`,
    )
    await db.execute(replace, { id, replaced: first.id })
    expect((await db.offers.listByBuyer({ buyerId })).items.map(({ status }) => status)).toEqual([
      'pending',
      'cancelled',
    ])
  })
})
