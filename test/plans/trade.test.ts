// Thorough: fills tables with as many rows as a city has.

import * as offers from '../../generated/offers.queries.js'
import * as payments from '../../generated/payments.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import { lookup, page, pages } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'
import { tradeSeed } from '../setup/plans/trade-seed.js'
import { query } from '../setup/query.js'

const limit = 21
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: newId() }
const period = { from: '2026-03-01T00:00:00Z', before: '2026-04-01T00:00:00Z' }
const bigSeller = seededId('users', 1)
const bigBuyer = seededId('users', 2)
const productId = seededId('products', 1)
const conversationId = seededId('conversations', 1)
const fees = { discoverFeeBasisPoints: 1_000, communityFeeBasisPoints: 500 }

/** Pending, on the product of the longest conversation but one, whose buyer is the second user. */
const offerId = seededId('offers', 50)
const offerIds = seededIds('offers', 100)
const paymentId = seededId('transactions', 6)
const paymentIds = seededIds('transactions', 100)
const words = { id: newId(), amountMinor: 1, message: 'Please', expiresInSeconds: 60 }
const refundFact = {
  kind: 'refund',
  stripeId: 're_1',
  status: 'succeeded',
  amountMinor: 1,
  reversedMinor: 0,
  currency: 'AED',
  failureCode: null,
}
const stripeIds = { stripePaymentIntentId: null, stripeChargeId: null, paymentMethod: null }

/** What the trigger runs when a product leaves the market. */
const declinePending = query<{ readonly productId: string }, object>(
  `update offers set status = 'declined' where offers.product_id = :productId!::uuid and offers.status = 'pending'`,
)

await testPlans(tradeSeed, [
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
    parameters: { offerId, userId: bigSeller, paymentId: newId(), ...fees, holdSeconds: 60 },
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
    parameters: { productId: seededId('products', 10) },
    index: 'ix_offers_product_pending',
  }),
  ...pages({
    query: offers.listOffersByBuyer,
    parameters: { buyerId: bigBuyer, limit },
    after,
    index: 'ix_offers_buyer_created_at',
  }),
  ...pages({
    query: offers.listOffersBySeller,
    parameters: { sellerId: bigSeller, limit },
    after,
    index: 'ix_offers_seller_created_at',
  }),
  ...pages({
    query: offers.listOffersByProduct,
    parameters: { productId, sellerId: bigSeller, limit },
    after,
    index: 'ix_offers_product_created_at',
    lookup: 'products_pkey',
  }),
  ...pages({
    query: offers.listOffersByConversation,
    parameters: { conversationId, userId: bigSeller, limit },
    after,
    index: 'ix_offers_conversation_created_at',
    lookup: 'conversations_pkey',
  }),
  ...pages({
    query: offers.listPendingOffers,
    parameters: { productId: seededId('products', 10), sellerId: seededId('users', 13), limit },
    after,
    index: 'ix_offers_product_pending',
    lookup: 'products_pkey',
  }),
  ...pages({
    query: offers.listOffersToAnswer,
    parameters: { userId: bigSeller, limit },
    after,
    index: 'ix_offers_to_answer',
  }),
  ...pages({
    query: payments.listPaymentsByBuyer,
    parameters: { buyerId: bigBuyer, limit },
    after,
    index: 'ix_transactions_buyer_created_at',
  }),
  ...pages({
    query: payments.listPaymentsBySeller,
    parameters: { sellerId: bigSeller, limit },
    after,
    index: 'ix_transactions_seller_created_at',
  }),
  ...pages({
    query: payments.listPendingPayments,
    parameters: { limit },
    after,
    index: 'ix_transactions_pending_created_at',
  }),
  ...pages({
    query: payments.listExpiredPayments,
    parameters: { limit },
    after,
    index: 'ix_transactions_expired_created_at',
  }),
  ...pages({
    query: payments.listRefundsDue,
    parameters: { limit },
    after,
    index: 'ix_transactions_due_created_at',
  }),
  ...pages({
    query: payments.listPaymentsToReview,
    parameters: { limit },
    after,
    index: 'ix_transactions_review_created_at',
  }),
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
    query: payments.listPaymentsByBuyer,
    note: 'of a period, of one currency and state',
    parameters: { buyerId: bigBuyer, currency: 'USD', status: 'failed', limit, ...period },
    index: 'ix_transactions_buyer_status_created_at',
    ifSmall: { index: 'ix_transactions_buyer_created_at' },
    buffers: 200,
  }),
  lookup({
    query: payments.findPayment,
    parameters: { id: paymentId },
    index: 'transactions_pkey',
  }),
  lookup({
    query: payments.findPaymentByIntent,
    parameters: { stripePaymentIntentId: 'pi_77' },
    index: 'transactions_stripe_payment_intent_id_key',
  }),
  lookup({
    query: payments.listPaymentsByIds,
    parameters: { ids: paymentIds },
    index: 'transactions_pkey',
    buffers: 120,
  }),
  lookup({
    query: payments.openPayment,
    parameters: {
      id: newId(),
      productId: seededId('products', 10),
      buyerId: bigBuyer,
      ...fees,
      holdSeconds: 60,
    },
    index: 'products_pkey',
    buffers: 400,
  }),
  lookup({
    query: payments.recordPaymentFact,
    parameters: { paymentId, ...refundFact, ...stripeIds },
    index: 'transactions_pkey',
    buffers: 400,
  }),
  lookup({
    query: payments.recordPaymentFact,
    parameters: { paymentId: null, ...refundFact, ...stripeIds, stripePaymentIntentId: 'pi_77' },
    index: 'transactions_stripe_payment_intent_id_key',
    buffers: 400,
  }),
  lookup({
    query: payments.closePayment,
    parameters: { paymentId, buyerId: null, expires: true },
    index: 'transactions_pkey',
    buffers: 400,
  }),
  lookup({
    query: payments.expirePayments,
    parameters: { limit: 10 },
    index: 'ix_transactions_pending_expires_at',
    buffers: 1_000,
  }),
  lookup({
    query: payments.attachPaymentIntent,
    parameters: { paymentId, stripePaymentIntentId: 'pi_new' },
    index: 'transactions_pkey',
    buffers: 200,
  }),
])
