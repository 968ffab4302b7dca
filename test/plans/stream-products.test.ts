// Thorough: fills tables with as many rows as a city has.

import * as payments from '../../generated/payments.queries.js'
import * as queries from '../../generated/stream-products.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import { busiestUser as userId } from '../setup/plans/market-seed.js'
import { bounded, lookup, pages, smallScan } from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import {
  fullStream as streamId,
  shownProduct as productId,
  streamProductsSeed,
} from '../setup/plans/stream-products-seed.js'
import { testPlans } from '../setup/plans/test-plans.js'

const limit = 21
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: newId() }
const productIds = Array.from({ length: 20 }, (_, n) => seededId('products', 40 * (n + 1)))

await testPlans(streamProductsSeed, [
  lookup({
    query: queries.tagStreamProducts,
    note: 'of 20 that are in it',
    parameters: { streamId, userId, productIds },
    index: 'streams_pkey',
    buffers: 400,
  }),
  lookup({
    query: queries.untagStreamProducts,
    parameters: { streamId, userId, productIds },
    index: 'streams_pkey',
    buffers: 800,
  }),
  lookup({
    query: queries.orderStreamProducts,
    parameters: { streamId, userId, productIds },
    index: 'ix_stream_products_stream_position',
    buffers: 6_000,
  }),
  lookup({
    query: queries.pinStreamProduct,
    parameters: { streamId, userId, productId },
    index: 'streams_pkey',
  }),
  ...[queries.listStreamProductsCard, queries.listStreamProductsAll].map((query) =>
    bounded({
      query,
      parameters: { streamId },
      indexes: ['ix_stream_products_stream_position', 'products_pkey'],
      buffers: 1_100,
      rows: 260,
      scans: smallScan,
    }),
  ),
  ...pages({
    query: queries.listStreamsByProduct,
    parameters: { productId, limit },
    after,
    index: 'ix_stream_products_product_created',
    lookup: 'streams_pkey',
  }),
  ...pages({
    query: payments.listPaymentsByStream,
    parameters: { streamId, sellerId: userId, limit },
    after,
    index: 'ix_transactions_stream_created',
    lookup: 'streams_pkey',
  }),
  lookup({
    query: payments.sumPaymentsByStream,
    parameters: { streamId: seededId('streams', 2), sellerId: userId },
    index: 'ix_transactions_stream_created',
  }),
])
