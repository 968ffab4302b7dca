/**
 * The queries of offers and payments read by the indexes that are meant for them and no more than they need, among
 * hundreds of thousands of rows, planned once for all values and planned for the values at hand.
 */

import { afterAll, describe, expect, it } from 'vitest'
import * as offers from '../../generated/offers.queries.js'
import * as transactions from '../../generated/payments.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import { openClient } from '../setup/migrate/open-client.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { lookup, page, type PlanCase } from '../setup/plans/plan-case.js'
import { expectPlan } from '../setup/plans/plan-expectations.js'
import { Planner, planModes } from '../setup/plans/planner.js'
import { embeddedTrade, idOf, realisticTrade, tradeSeed } from '../setup/plans/trade-seed.js'

const { test } = await openMarket()
const client = await openClient(test.url)
afterAll(() => client.end())
for (const statement of tradeSeed(test.multiSession ? realisticTrade : embeddedTrade)) {
  await client.query(statement)
}
await client.query('set jit = off')
const planner = new Planner(client)

const limit = 21
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: newId() }
const period = { from: '2026-03-01T00:00:00Z', before: '2026-04-01T00:00:00Z' }
const bigSeller = idOf('users', 1)
const bigBuyer = idOf('users', 2)
const productId = idOf('products', 1)
const conversationId = idOf('conversations', 1)
const fees = { discoverFeeBasisPoints: 1_000, communityFeeBasisPoints: 500 }

/** Pending, on the product of the longest conversation but one, whose buyer is the second user. */
const offerId = idOf('offers', 50)
const offerIds = Array.from({ length: 20 }, (_, n) => idOf('offers', 100 + n))
const paymentId = idOf('transactions', 6)
const transactionIds = Array.from({ length: 20 }, (_, n) => idOf('transactions', 100 + n))
const words = { id: newId(), amountMinor: 1, message: 'Please', expiresInSeconds: 60 }
const stripeIds = {
  stripePaymentIntentId: null,
  stripeChargeId: 'ch_1',
  stripeTransferId: null,
  paymentMethod: null,
}

/** What the trigger runs when a product leaves the market. */
const declinePending = query<{ readonly productId: string }, object>(
  `update offers set status = 'declined' where offers.product_id = :productId!::uuid and offers.status = 'pending'`,
)

const cases: readonly PlanCase[] = [
  lookup({ query: offers.findOffer, parameters: { id: offerId }, index: 'offers_pkey' }),
  lookup({
    query: offers.listOffersByIds,
    parameters: { ids: offerIds },
    index: 'offers_pkey',
    buffers: 120,
  }),
  lookup({
    query: offers.makeOffer,
    parameters: { ...words, productId, conversationId, buyerId: bigBuyer },
    index: 'products_pkey',
    buffers: 400,
  }),
  lookup({
    query: offers.counterOffer,
    parameters: { ...words, offerId, userId: bigSeller },
    index: 'offers_pkey',
    buffers: 400,
  }),
  lookup({
    query: offers.acceptOffer,
    parameters: { offerId, userId: bigSeller, paymentId: newId(), ...fees },
    index: 'offers_pkey',
    buffers: 400,
  }),
  lookup({ query: offers.declineOffer, parameters: { offerId, userId: bigSeller }, index: 'offers_pkey' }),
  lookup({ query: offers.cancelOffer, parameters: { offerId, userId: bigBuyer }, index: 'offers_pkey' }),
  lookup({
    query: offers.expireOffers,
    parameters: { limit: 10 },
    index: 'ix_offers_pending_expires_at',
    buffers: 600,
  }),
  lookup({
    query: declinePending,
    note: 'the trigger',
    parameters: { productId: idOf('products', 10) },
    index: 'ix_offers_product_pending',
  }),
  ...[{}, after].flatMap((position) => [
    page({
      query: offers.listOffersByBuyer,
      note: `after ${Object.keys(position).length}`,
      parameters: { buyerId: bigBuyer, limit, ...position },
      index: 'ix_offers_buyer_created_at',
    }),
    page({
      query: offers.listOffersBySeller,
      note: `after ${Object.keys(position).length}`,
      parameters: { sellerId: bigSeller, limit, ...position },
      index: 'ix_offers_seller_created_at',
    }),
    page({
      query: offers.listOffersByProduct,
      note: `after ${Object.keys(position).length}`,
      parameters: { productId, limit, ...position },
      index: 'ix_offers_product_created_at',
    }),
    page({
      query: offers.listOffersByConversation,
      note: `after ${Object.keys(position).length}`,
      parameters: { conversationId, limit, ...position },
      index: 'ix_offers_conversation_created_at',
    }),
    page({
      query: offers.listPendingOffers,
      note: `after ${Object.keys(position).length}`,
      parameters: { productId: idOf('products', 10), limit, ...position },
      index: 'ix_offers_product_pending',
    }),
    page({
      query: transactions.listPaymentsByBuyer,
      note: `after ${Object.keys(position).length}`,
      parameters: { buyerId: bigBuyer, limit, ...position },
      index: 'ix_transactions_buyer_created_at',
    }),
    page({
      query: transactions.listPaymentsBySeller,
      note: `after ${Object.keys(position).length}`,
      parameters: { sellerId: bigSeller, limit, ...position },
      index: 'ix_transactions_seller_created_at',
    }),
  ]),
  page({
    query: offers.listOffersBySeller,
    note: 'of one state, next page',
    parameters: { sellerId: bigSeller, status: 'cancelled', limit, ...after },
    index: 'ix_offers_seller_status_created_at',
  }),
  page({
    query: offers.listOffersBySeller,
    note: 'of a state in which none is',
    parameters: { sellerId: bigSeller, status: 'expired', limit },
    index: 'ix_offers_seller_status_created_at',
  }),
  page({
    query: offers.listOffersByBuyer,
    note: 'of one state',
    parameters: { buyerId: bigBuyer, status: 'pending', limit },
    index: 'ix_offers_buyer_status_created_at',
  }),
  // Of the few payments of a period a page may be sorted as well as walked.
  lookup({
    query: transactions.listPaymentsByBuyer,
    note: 'of a period, of one currency and state',
    parameters: { buyerId: bigBuyer, currency: 'KWD', status: 'failed', limit, ...period },
    index: 'ix_transactions_buyer_created_at',
    buffers: 200,
  }),
  lookup({
    query: transactions.findPayment,
    parameters: { id: paymentId },
    index: 'transactions_pkey',
  }),
  lookup({
    query: transactions.findPaymentByIntent,
    parameters: { stripePaymentIntentId: 'pi_77' },
    index: 'transactions_stripe_payment_intent_id_key',
  }),
  lookup({
    query: transactions.listPaymentsByIds,
    parameters: { ids: transactionIds },
    index: 'transactions_pkey',
    buffers: 120,
  }),
  lookup({
    query: transactions.openPayment,
    parameters: { id: newId(), productId: idOf('products', 10), buyerId: bigBuyer, ...fees },
    index: 'products_pkey',
    buffers: 400,
  }),
  lookup({
    query: transactions.settlePayment,
    parameters: { paymentId: paymentId, status: 'refunded', ...stripeIds },
    index: 'transactions_pkey',
    buffers: 400,
  }),
  lookup({
    query: transactions.recordPaymentIds,
    parameters: { paymentId: paymentId, ...stripeIds },
    index: 'transactions_pkey',
    buffers: 200,
  }),
]

describe.each(planModes)('with %s', (mode) => {
  it.each(cases)('$name reads by $index', async (planCase) => {
    expectPlan(await planCase.plan(planner, mode), planCase)
  })
})

it.each(cases)('$name, left to the server, is planned once for all calls', async (planCase) => {
  expect(await planCase.isPlannedOnce(planner)).toBe(true)
})
