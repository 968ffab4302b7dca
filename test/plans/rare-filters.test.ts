// Thorough: fills tables with as many rows as a city has.

import * as payments from '../../generated/payments.queries.js'
import * as products from '../../generated/products.queries.js'
import * as streams from '../../generated/streams.queries.js'
import * as verifications from '../../generated/verifications.queries.js'
import { bounded, pages } from '../setup/plans/plan-case.js'
import { rareSeed, sellingStream, unusual, usual } from '../setup/plans/rare-seed.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const limit = 21
/** Among rows of the same time. */
const after = { afterTime: '2026-05-31 20:00:00+00', afterId: seededId('products', 2_200) }
const reviewerId = seededId('users', 3)

/** The rows of a walk, and the page. */
const walked = { rows: 500, buffers: 560 }

await testPlans(rareSeed, [
  ...[products.listProductsBySellerCard, products.listProductsBySellerAll].flatMap((query) =>
    [usual, unusual].flatMap((sellerId) =>
      [true, false].flatMap((isAvailable) =>
        pages({
          query,
          note: `${isAvailable ? 'available' : 'unavailable'} ones of the ${sellerId === usual ? 'usual' : 'unusual'}`,
          parameters: { sellerId, isAvailable, limit },
          after,
          index: 'ix_products_seller_availability',
        }),
      ),
    ),
  ),
  ...(['failed', 'cancelled', 'refunded'] as const).flatMap((status) => [
    ...pages({
      query: payments.listPaymentsByBuyer,
      note: status,
      parameters: { buyerId: unusual, status, limit },
      after,
      index: 'ix_transactions_buyer_status_created_at',
    }),
    ...pages({
      query: payments.listPaymentsBySeller,
      note: status,
      parameters: { sellerId: usual, status, limit },
      after,
      index: 'ix_transactions_seller_status_created_at',
    }),
    ...pages({
      query: payments.listExpiredPayments,
      note: status,
      parameters: { status, limit },
      after,
      index: 'ix_transactions_expired_status_created_at',
    }),
  ]),
  ...['AED', 'USD', 'EUR'].flatMap((currency) => [
    ...pages({
      query: payments.listRefundsDue,
      note: currency,
      parameters: { currency, limit },
      after,
      index: 'ix_transactions_due_currency_created_at',
    }),
    ...[{}, after].flatMap((position) => [
      bounded({
        query: payments.listPaymentsByBuyer,
        note: `${currency}, ${'afterId' in position ? 'next' : 'first'} page`,
        parameters: { buyerId: unusual, currency, limit, ...position },
        indexes: ['ix_transactions_buyer_created_at'],
        ...walked,
      }),
      bounded({
        query: payments.listPaymentsBySeller,
        note: `${currency}, ${'afterId' in position ? 'next' : 'first'} page`,
        parameters: { sellerId: usual, currency, limit, ...position },
        indexes: ['ix_transactions_seller_created_at'],
        ...walked,
      }),
    ]),
  ]),
  ...['2026-01-01', '2026-07-01', '2100-01-01'].map((expiresBefore) =>
    bounded({
      query: payments.listPendingPayments,
      note: `that expire before ${expiresBefore}`,
      parameters: { expiresBefore, limit },
      indexes: ['ix_transactions_pending_created_at'],
      ...walked,
    }),
  ),
  ...pages({
    query: payments.listPaymentsByStream,
    note: 'of its streamer',
    parameters: { streamId: sellingStream, sellerId: usual, limit },
    after,
    index: 'ix_transactions_stream_created',
    lookup: 'streams_pkey',
  }),
  bounded({
    query: payments.listPaymentsByStream,
    note: 'of somebody else',
    parameters: { streamId: sellingStream, sellerId: unusual, limit },
    indexes: ['streams_pkey'],
    rows: 1,
    buffers: 10,
  }),
  bounded({
    query: payments.sumPaymentsByStream,
    note: 'of somebody else',
    parameters: { streamId: sellingStream, sellerId: unusual },
    indexes: ['streams_pkey'],
    rows: 1,
    buffers: 10,
  }),
  ...[usual, unusual].flatMap((userId) =>
    (['ended', 'scheduled', 'live'] as const).flatMap((status) =>
      pages({
        query: streams.listStreamsByUser,
        note: `${status} ones of the ${userId === usual ? 'usual' : 'unusual'}`,
        parameters: { userId, status, limit },
        after,
        index: 'ix_streams_user_status_created',
      }),
    ),
  ),
  ...(['emirates_id', 'both', 'trade_license'] as const).flatMap((verificationType) =>
    pages({
      query: verifications.listPendingVerifications,
      note: verificationType,
      parameters: { reviewerId, verificationType, limit },
      after: { ...after, afterTime: '2026-05-30 12:00:00+00' }, // the oldest come first
      index: 'ix_verifications_pending_type',
      lookup: 'users_pkey',
    }),
  ),
])
