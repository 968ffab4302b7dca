/** Each invariant of trade finds the row that breaks it: a search that finds nothing proves nothing by itself. */

import { describe, expect, it } from 'vitest'
import type * as invariants from '../../generated/invariants.queries.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay } from '../setup/market/pay.js'
import { query } from '../setup/query.js'
import { brokenAfter } from '../setup/testing/broken-after.js'

const { db } = await openMarket()

// What the schema itself would refuse could never be shown to be found.
for (const statement of [
  'drop index transactions_open_product_id_key',
  'alter table transactions drop constraint ck_transactions_amount_adds_up',
  'alter table transactions drop constraint ck_transactions_amount_due',
  'alter table transactions drop constraint ck_transactions_completed_exactly_when_completed',
  'alter table transactions drop constraint transactions_offer_id_key',
  'alter table offers drop constraint offers_buyer_id_product_id_excl',
  'alter table offers drop constraint fk_offers_product',
  'alter table offers drop constraint fk_offers_conversation',
  'alter table offers drop constraint ck_offers_pending_amount_positive',
  'alter table offers disable trigger tr_offers_accepted_have_payment',
  'alter table transactions drop constraint fk_transactions_product',
  'alter table transactions drop constraint fk_transactions_offer',
  'alter table transactions disable trigger tr_transactions_settled_keep_terms',
  'alter table products disable trigger tr_products_decline_offers',
  'alter table products disable trigger tr_products_stay_in_deal',
]) {
  await db.execute(query<undefined, object>(statement))
}

const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
const other = await openNegotiation(db)
const feeBasisPoints = { discover: 1_000, community: 500 }

const first = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
const answer = await db.offers.counter({ offerId: first.id, userId: sellerId, amountMinor: 22_000 })
const { payment } = await db.offers.accept({ offerId: answer.id, userId: buyerId, feeBasisPoints })
await pay(db, payment.id)
const factId = (await db.payments.listFacts({ paymentId: payment.id })).items[0]?.id ?? ''
const pending = await db.offers.make({
  productId: other.product.id,
  conversationId: other.conversationId,
  buyerId: other.buyerId,
  amountMinor: 1,
})

const breaks: readonly (readonly [keyof typeof invariants, string, string, string])[] = [
  [
    'secondOpenPayments',
    'transactions',
    'ffffffff-ffff-7fff-8fff-ffffffffffff',
    `insert into transactions (
      id, buyer_id, seller_id, product_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, fee_basis_points
    )
    select
      'ffffffff-ffff-7fff-8fff-ffffffffffff', buyer_id, seller_id, product_id, amount_minor, currency, platform_fee_minor,
      seller_payout_minor, feed_type, fee_basis_points
    from transactions where id = '${payment.id}'`,
  ],
  [
    'availableProductsInADeal',
    'products',
    product.id,
    `update products set is_available = true, sold_at = null where id = '${product.id}'`,
  ],
  [
    'completedPaymentsOfUnsoldProducts',
    'transactions',
    payment.id,
    `update products set sold_at = null where id = '${product.id}'`,
  ],
  [
    'paymentsThatDoNotAddUp',
    'transactions',
    payment.id,
    `update transactions set platform_fee_minor = platform_fee_minor + 1 where id = '${payment.id}'`,
  ],
  [
    'paymentsDatedUnlikeTheirStatus',
    'transactions',
    payment.id,
    `update transactions set completed_at = null where id = '${payment.id}'`,
  ],
  [
    'paymentsUnlikeTheirFacts',
    'transactions',
    payment.id,
    `update transactions set amount_received_minor = amount_received_minor + 1 where id = '${payment.id}'`,
  ],
  [
    'paymentsUnlikeTheirFacts',
    'transactions',
    payment.id,
    `update payment_facts set status = 'canceled' where payment_id = '${payment.id}'`,
  ],
  [
    'paymentsUnlikeTheirStatus',
    'transactions',
    payment.id,
    `update transactions set paid_at = null where id = '${payment.id}'`,
  ],
  [
    'paymentsUnlikeTheirStatus',
    'transactions',
    payment.id,
    `update transactions set amount_refunded_minor = amount_received_minor where id = '${payment.id}'`,
  ],
  [
    'moneyWithoutADeal',
    'transactions',
    payment.id,
    `update transactions set amount_due_minor = 1 where id = '${payment.id}'`,
  ],
  [
    'paymentsWithFactsThatDoNotFit',
    'transactions',
    payment.id,
    `update payment_facts set currency = 'USD' where payment_id = '${payment.id}'`,
  ],
  [
    'factsMiscounted',
    'payment_facts',
    factId,
    `update payment_facts set counted = counted + 1 where id = '${factId}'`,
  ],
  [
    'paymentsUnlikeTheirOffer',
    'transactions',
    payment.id,
    `update offers set status = 'cancelled' where id = '${answer.id}'`,
  ],
  [
    'paymentsUnlikeTheirOffer',
    'transactions',
    payment.id,
    `update transactions set buyer_id = '${other.buyerId}' where id = '${payment.id}'`,
  ],
  [
    'paymentsToAnotherSeller',
    'transactions',
    payment.id,
    `update transactions set seller_id = '${other.sellerId}' where id = '${payment.id}'`,
  ],
  ['offersOfNothing', 'offers', pending.id, `update offers set amount_minor = 0 where id = '${pending.id}'`],
  [
    'acceptedOffersWithoutPayment',
    'offers',
    pending.id,
    `update offers set status = 'accepted' where id = '${pending.id}'`,
  ],
  [
    'pendingOffersOffTheMarket',
    'offers',
    pending.id,
    `update products set is_available = false where id = '${other.product.id}'`,
  ],
  [
    'offersOfOtherParties',
    'offers',
    pending.id,
    `update offers set conversation_id = '${conversationId}' where id = '${pending.id}'`,
  ],
  [
    'offersWithoutTheirMessage',
    'offers',
    pending.id,
    `update messages set offer_id = null where offer_id = '${pending.id}'`,
  ],
  [
    'offersWithoutTheirMessage',
    'offers',
    pending.id,
    `update offers set amount_minor = amount_minor + 1 where id = '${pending.id}'`,
  ],
  [
    'secondPendingOffers',
    'offers',
    'ffffffff-ffff-7fff-8fff-ffffffffffff',
    `insert into offers (id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
    select 'ffffffff-ffff-7fff-8fff-ffffffffffff', product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency
    from offers where id = '${pending.id}'`,
  ],
  [
    'counteredOffersWithoutAnswer',
    'offers',
    first.id,
    `update offers set parent_offer_id = null where id = '${answer.id}'`,
  ],
  ['answersOutOfTurn', 'offers', answer.id, `update offers set made_by = buyer_id where id = '${answer.id}'`],
  [
    'offersExpiredBeforeTheirTime',
    'offers',
    pending.id,
    `update offers set status = 'expired', expires_at = now() + interval '1 day' where id = '${pending.id}'`,
  ],
]

describe('the invariants of trade', () => {
  it('hold after a deal', async () => {
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(breaks)('%s finds a row of %s', async (invariant, table, id, statement) => {
    expect(await brokenAfter(db, [statement])).toContainEqual({ invariant, table, id })
  })
})
