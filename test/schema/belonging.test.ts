/** What belongs together is held by the schema, whatever statement writes it, and refused in the name of a rule. */

import { readOffer } from '../setup/market/read-offers.js'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { ConflictError, ConstraintError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import {
  joinNegotiation,
  openNegotiation,
  putConversation,
  type Negotiation,
} from '../setup/market/open-negotiation.js'
import { pay, payBack, storedPayment } from '../setup/market/pay.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { openBefore } from '../setup/schema/open-before.js'
import { insertParties, insertRow } from '../setup/schema/sample-rows.js'

const { db, test } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }

/** A service's own statement, with values that are ids of ours. */
function run(sql: string, on: Pick<typeof db, 'execute'> = db): Promise<number> {
  return on.execute(query<undefined, object>(sql))
}

async function refusedBy(sql: string): Promise<string | null> {
  const error = await rejection(run(sql), ConstraintError)
  expect(error.kind).toBe('foreign_key')
  return error.constraint
}

async function ruleOf(work: Promise<unknown>): Promise<string> {
  const error = await rejection(work, ConflictError)
  expect(error).toMatchObject({ code: 'conflict', retryable: false, outcome: 'not_run' })
  expect(error.message).not.toContain('tr_')
  return error.rule
}

function insertOffer({ conversationId, buyerId, sellerId, product }: Negotiation, more = ''): string {
  return `insert into offers (product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency ${more && ', status'})
    values ('${product.id}', '${conversationId}', '${buyerId}', '${sellerId}', '${buyerId}', 1, 'AED' ${more && `, '${more}'`})`
}

function insertPayment({ buyerId, sellerId, product }: Negotiation, offerId: string | null = null): string {
  return `insert into transactions
      (buyer_id, seller_id, product_id, offer_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type)
    values ('${buyerId}', '${sellerId}', '${product.id}', ${offerId === null ? 'null' : `'${offerId}'`}, 10, 1, 9, 'discover')`
}

function offerOf({ product, conversationId, buyerId }: Negotiation) {
  return db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 10 })
}

describe('the schema', async () => {
  const one = await openNegotiation(db)
  const two = await openNegotiation(db)

  it('refuses a conversation about a product of another seller', async () => {
    const { buyerId, sellerId } = one
    const opened = putConversation(db, { buyerId, sellerId, productId: two.product.id })
    expect((await rejection(opened, ConstraintError)).constraint).toBe('fk_conversations_product')
  })

  it('refuses an offer whose parties are not the conversation’s, or whose product is another seller’s', async () => {
    const stranger = await db.users.create(sampleUser())
    expect(await refusedBy(insertOffer({ ...one, buyerId: stranger.id }))).toBe('fk_offers_conversation')
    expect(await refusedBy(insertOffer({ ...one, product: two.product }))).toBe('fk_offers_product')
  })

  it('refuses a payment to another seller than the product’s', async () => {
    expect(await refusedBy(insertPayment({ ...one, sellerId: two.sellerId }))).toBe('fk_transactions_product')
  })

  it('refuses a payment for an offer on another product, or of another buyer', async () => {
    const offer = await offerOf(one)
    const sameSeller = await db.products.create(sampleProduct(one.sellerId))
    expect(await refusedBy(insertPayment({ ...one, product: sameSeller }, offer.id))).toBe(
      'fk_transactions_offer',
    )
    expect(await refusedBy(insertPayment({ ...one, buyerId: two.buyerId }, offer.id))).toBe(
      'fk_transactions_offer',
    )
    await db.offers.cancel({ offerId: offer.id, userId: one.buyerId })
  })

  it('refuses to sell a product by another seller once it is talked about', async () => {
    expect(
      await refusedBy(`update products set seller_id = '${two.sellerId}' where id = '${one.product.id}'`),
    ).toMatch(/^fk_(conversations|offers)_product$/)
  })

  it('refuses a last message of another conversation', async () => {
    const { id } = await db.messages.send({
      conversationId: two.conversationId,
      senderId: two.buyerId,
      content: 'Hi',
    })
    expect(
      await refusedBy(
        `update conversations set last_message_id = '${id}', last_message_at = now() where id = '${one.conversationId}'`,
      ),
    ).toBe('fk_conversations_last_message')
  })

  it('forgets the product and the last message of a conversation, and nothing else of it', async () => {
    const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
    const message = await db.messages.send({ conversationId, senderId: buyerId, content: 'Hi' })
    await run(`delete from messages where id = '${message.id}'`)
    await db.products.delete({ productId: product.id, sellerId })
    expect(await db.conversations.get({ conversationId, userId: buyerId })).toMatchObject({
      productId: null,
      lastMessageId: null,
      buyerId,
      sellerId,
    })
    await run(`delete from conversations where id = '${conversationId}'`)
  })

  it('forgets the offer of a payment when that is deleted, and nothing else of it', async () => {
    const deal = await openNegotiation(db)
    const offer = await offerOf(deal)
    const { payment } = await db.offers.accept({ offerId: offer.id, userId: deal.sellerId, feeBasisPoints })
    await run(`delete from offers where id = '${offer.id}'`)
    expect(await storedPayment(db, payment.id)).toEqual({
      ...payment,
      offerId: null,
      updatedAt: expect.any(Date) as Date,
    })
  })
})

describe('a message', async () => {
  const chat = await openNegotiation(db)
  const stranger = await db.users.create(sampleUser())
  const insert = (senderId: string) =>
    `insert into messages (conversation_id, sender_id, content) values ('${chat.conversationId}', '${senderId}', 'Hi')`

  it('is sent by a party of its conversation', async () => {
    expect(await ruleOf(run(insert(stranger.id)))).toBe('sender_not_a_participant')
    await run(insert(chat.buyerId))
    await run(insert(chat.sellerId))
    expect(await ruleOf(run(`update messages set sender_id = '${stranger.id}'`))).toBe(
      'sender_not_a_participant',
    )
    expect(
      await ruleOf(
        run(`update conversations set buyer_id = '${stranger.id}' where id = '${chat.conversationId}'`),
      ),
    ).toBe('conversation_parties_fixed')
  })

  it('may come with its conversation in one statement', async () => {
    const id = newId()
    await run(`with opened as (
        insert into conversations (id, buyer_id, seller_id) values ('${id}', '${stranger.id}', '${chat.sellerId}')
        returning id, buyer_id
      )
      insert into messages (conversation_id, sender_id, content) select id, buyer_id, 'Hi' from opened`)
    await run(`delete from conversations where id = '${id}'`)
  })

  it.each([
    ['through a pool of pg', async () => (await import('pg')).default],
    ['by a transaction', () => null],
  ])('is refused in the name of the rule %s', async (_, load) => {
    const pg = await load()
    if (pg === null) {
      expect(await ruleOf(db.transaction((tx) => run(insert(stranger.id), tx)))).toBe(
        'sender_not_a_participant',
      )
      return
    }
    const pool = new pg.Pool({ connectionString: test.url })
    const other = createDatabase({ pool })
    try {
      expect(await ruleOf(run(insert(stranger.id), other))).toBe('sender_not_a_participant')
    } finally {
      await other.close()
      await pool.end()
    }
  })
})

describe('a settled payment', () => {
  it('keeps its parties, product and amounts, and takes what comes later', async () => {
    const deal = await openNegotiation(db)
    const { id } = await db.payments.open({
      productId: deal.product.id,
      buyerId: deal.buyerId,
      feeBasisPoints,
    })
    const amounts = 'amount_minor = amount_minor + 10, seller_payout_minor = seller_payout_minor + 10'
    const set = (what: string) => run(`update transactions set ${what} where id = '${id}'`)
    await set(amounts)
    await pay(db, id)
    const stranger = await db.users.create(sampleUser())
    for (const what of [
      amounts,
      'platform_fee_minor = platform_fee_minor + 1, seller_payout_minor = seller_payout_minor - 1',
      `buyer_id = '${stranger.id}'`,
      `seller_id = '${stranger.id}'`,
      `product_id = '${newId()}'`,
      `currency = 'USD'`,
      `feed_type = 'community'`,
    ]) {
      expect(await ruleOf(set(what))).toBe('payment_terms_fixed')
    }
    await set(`stripe_transfer_id = 'tr_1'`)
    await payBack(db, id)
    expect(await ruleOf(set(amounts))).toBe('payment_terms_fixed')
  })
})

describe('an accepted offer', () => {
  it('has its payment when the statement ends that accepts it', async () => {
    const deal = await openNegotiation(db)
    const offer = await offerOf(deal)
    const accept = `update offers set status = 'accepted' where id = '${offer.id}'`
    expect(await ruleOf(run(accept))).toBe('offer_without_payment')
    expect(await ruleOf(run(insertOffer(await joinNegotiation(db, deal), 'accepted')))).toBe(
      'offer_without_payment',
    )
    await run(`with paid as (${insertPayment(deal, offer.id)} returning offer_id)
      update offers set status = 'accepted' from paid where offers.id = paid.offer_id`)
    await run(`update products set is_available = false where id = '${deal.product.id}'`)
    for (const statement of [
      `delete from transactions where offer_id = '${offer.id}'`,
      `update transactions set offer_id = null where offer_id = '${offer.id}'`,
    ]) {
      expect(await ruleOf(run(statement))).toBe('offer_without_payment')
    }
    await run(`with undone as (update offers set status = 'cancelled' where id = '${offer.id}' returning id)
      delete from transactions using undone where offer_id = undone.id`)
  })

  it('may get it later in a transaction that defers the constraint, and not after that', async () => {
    const deal = await openNegotiation(db)
    const offer = await offerOf(deal)
    const accept = `update offers set status = 'accepted' where id = '${offer.id}'`
    const defer = 'set constraints tr_offers_accepted_have_payment deferred'
    const unpaid = db.transaction(async (tx) => {
      await run(defer, tx)
      await run(accept, tx)
    })
    expect((await rejection(unpaid, ConflictError)).rule).toBe('offer_without_payment')
    await db.transaction(async (tx) => {
      await run(defer, tx)
      await run(accept, tx)
      await run(insertPayment(deal, offer.id), tx)
      await run(`update products set is_available = false where id = '${deal.product.id}'`, tx)
    })
    expect((await readOffer(db, offer.id)).status).toBe('accepted')
  })

  it('keeps its payment from a deletion that began before it was accepted', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, so nothing races')
    const deal = await openNegotiation(db)
    const offer = await offerOf(deal)
    await run(insertPayment(deal, offer.id))
    let deleting: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await run(`update offers set status = 'accepted' where id = '${offer.id}'`, tx)
      deleting = run(`delete from transactions where offer_id = '${offer.id}'`).catch(
        (error: unknown) => error,
      )
      await blockedBackends(db, 1)
    })
    expect(await deleting).toMatchObject({ code: 'conflict', rule: 'offer_without_payment' })
  })
})

describe('the migration of belonging', () => {
  it('is refused while a payment goes to another seller than the product’s, and changes nothing', async () => {
    await using database = await openBefore('belonging')
    const { client } = database
    const parties = await insertParties(client)
    const other = await insertRow(client, 'users', parties)
    await insertRow(client, 'transactions', { ...parties, seller: other })
    await expect(database.migrate()).rejects.toMatchObject({
      code: '23503',
      constraint: 'fk_transactions_product',
    })
    await client.query('delete from transactions')
    await database.migrate()
  })
})
