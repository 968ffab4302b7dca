/** What offers and transactions are not made of is refused by the name of its field, before anything is sent. */

// Thorough: calls each method with each kind of wrong value.

import { fc } from '../setup/fast-check.js'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { anything } from '../setup/refusal.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffer } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'

const { db } = await openMarket()
const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
const feeBasisPoints = { discover: 1_000, community: 500 }
const makeInput = { productId: product.id, conversationId, buyerId, amountMinor: 1 }
const offer = await db.offers.make(makeInput)

let before: Readonly<Record<string, number>>
beforeEach(async () => {
  before = await rowCounts(db)
})
afterEach(async () => {
  expect(await rowCounts(db)).toEqual(before)
  expect(await readOffer(db, offer.id)).toStrictEqual(offer)
})

const nul = 'text with a \0 in it'
const loneSurrogate = 'text with half a character \ud83d'
const notIds = ['', 'not an id', '0198c3a45b6c7d8e9f00112233445566', null, 0, {}, "' or true --"]

type Case = readonly [field: string, value: unknown, refusedAt?: string]

const ids = (...fields: readonly string[]): readonly Case[] =>
  fields.flatMap((field) => notIds.map((value): Case => [field, value]))

const amounts: readonly Case[] = [0, -1, 1.5, 2 ** 53, NaN, Infinity, '20000', 20_000n, null, undefined].map(
  (value): Case => ['amountMinor', value],
)

const words: readonly Case[] = [
  ['message', ''],
  ['message', '\u200B\u3164 '],
  ['message', 'for 1\u202E000'],
  ['message', 'x'.repeat(1_001)],
  ['message', nul],
  ['message', loneSurrogate],
  ['message', 12],
  ['expiresInSeconds', 0],
  ['expiresInSeconds', -60],
  ['expiresInSeconds', 1.5],
  ['expiresInSeconds', 31_536_001],
  ['expiresInSeconds', '3600'],
  ['expiresInSeconds', new Date()],
  ['expiresAt', new Date()],
  ['status', 'accepted'],
]

const fees: readonly Case[] = [
  ['feeBasisPoints', undefined],
  ['feeBasisPoints', null],
  ['feeBasisPoints', 500],
  ['feeBasisPoints', { discover: 500 }, 'feeBasisPoints.community'],
  ['feeBasisPoints', { discover: 500, community: -1 }, 'feeBasisPoints.community'],
  ['feeBasisPoints', { discover: 10_001, community: 0 }, 'feeBasisPoints.discover'],
  ['feeBasisPoints', { discover: 0.5, community: 0 }, 'feeBasisPoints.discover'],
  ['feeBasisPoints', { discover: 1, community: 1, other: 1 }, 'feeBasisPoints.other'],
]

const stripe = (...fields: readonly string[]): readonly Case[] =>
  fields.flatMap((field): readonly Case[] => [
    [field, ''],
    [field, 'x'.repeat(256)],
    [field, nul],
    [field, null],
    [field, 1],
  ])

const commands: readonly (readonly [string, object, (input: never) => Promise<unknown>, readonly Case[]])[] =
  [
    [
      'offers.make',
      makeInput,
      (input) => db.offers.make(input),
      [...ids('id', 'productId', 'conversationId', 'buyerId'), ...amounts, ...words],
    ],
    [
      'offers.counter',
      { offerId: offer.id, userId: sellerId, amountMinor: 1 },
      (input) => db.offers.counter(input),
      [...ids('id', 'offerId', 'userId'), ...amounts, ...words],
    ],
    [
      'offers.accept',
      { offerId: offer.id, userId: sellerId, feeBasisPoints },
      (input) => db.offers.accept(input),
      [...ids('offerId', 'userId', 'paymentId'), ...fees, ['amountMinor', 1]],
    ],
    [
      'offers.decline',
      { offerId: offer.id, userId: sellerId },
      (input) => db.offers.decline(input),
      ids('offerId', 'userId'),
    ],
    [
      'offers.cancel',
      { offerId: offer.id, userId: buyerId },
      (input) => db.offers.cancel(input),
      ids('offerId', 'userId'),
    ],
    [
      'payments.open',
      { productId: product.id, buyerId, feeBasisPoints },
      (input) => db.payments.open(input),
      [
        ...ids('id', 'productId', 'buyerId'),
        ...fees,
        ...stripe('stripePaymentIntentId'),
        ['paymentMethod', ''],
        ['paymentMethod', 'x'.repeat(101)],
        ['expectedPrice', 25_000],
        ['expectedPrice', { amountMinor: 25_000 }, 'expectedPrice.currency'],
        ['expectedPrice', { amountMinor: 1.5, currency: 'AED' }, 'expectedPrice.amountMinor'],
        ['expectedPrice', { amountMinor: 1, currency: 'aed' }, 'expectedPrice.currency'],
        ['amountMinor', 1],
        ['sellerId', sellerId],
      ],
    ],
    [
      'payments.recordSuccess',
      { stripePaymentIntentId: 'pi_1', amountReceivedMinor: 1, currency: 'aed' },
      (input: never) => db.payments.recordSuccess(input),
      [
        ...ids('paymentId'),
        ...stripe('stripePaymentIntentId', 'stripeChargeId'),
        ['stripePaymentIntentId', undefined],
        ['amountReceivedMinor', 1.5],
        ['amountReceivedMinor', undefined],
        ['currency', 'dirham'],
        ['currency', undefined],
        ['paymentMethod', 'x'.repeat(101)],
        ['status', 'completed'],
      ],
    ],
    [
      'payments.recordAttempt',
      { paymentId: newId(), stripeAttemptId: 'ch_1' },
      (input: never) => db.payments.recordAttempt(input),
      [
        ...ids('paymentId'),
        ['paymentId', undefined],
        ...stripe('stripePaymentIntentId', 'stripeAttemptId', 'failureCode'),
        ['stripeAttemptId', undefined],
      ],
    ],
    [
      'payments.recordCancellation',
      { stripePaymentIntentId: 'pi_1' },
      (input: never) => db.payments.recordCancellation(input),
      [...ids('paymentId'), ...stripe('stripePaymentIntentId'), ['stripePaymentIntentId', undefined]],
    ],
    [
      'payments.recordRefund',
      { paymentId: newId(), stripeRefundId: 're_1', amountMinor: 1, currency: 'aed', status: 'pending' },
      (input: never) => db.payments.recordRefund(input),
      [
        ...ids('paymentId'),
        ['paymentId', undefined],
        ...stripe('stripeRefundId', 'failureCode'),
        ['amountMinor', -1],
        ['currency', 'AE'],
        ['status', 'done'],
        ['status', undefined],
      ],
    ],
    [
      'payments.recordDispute',
      { paymentId: newId(), stripeDisputeId: 'dp_1', amountMinor: 1, currency: 'aed', status: 'lost' },
      (input: never) => db.payments.recordDispute(input),
      [...ids('paymentId'), ...stripe('stripeDisputeId'), ['amountMinor', '1'], ['status', 'failed']],
    ],
    [
      'payments.recordTransfer',
      { paymentId: newId(), stripeTransferId: 'tr_1', amountMinor: 10, currency: 'aed' },
      (input: never) => db.payments.recordTransfer(input),
      [
        ...ids('paymentId'),
        ...stripe('stripeTransferId'),
        ['amountReversedMinor', -1],
        ['amountReversedMinor', 11],
      ],
    ],
    [
      'payments.cancel',
      { paymentId: newId(), userId: buyerId },
      (input: never) => db.payments.cancel(input),
      [...ids('paymentId', 'userId'), ['userId', undefined]],
    ],
    [
      'payments.expire',
      { paymentId: newId() },
      (input: never) => db.payments.expire(input),
      [...ids('paymentId'), ['paymentId', undefined]],
    ],
    [
      'payments.extendHold',
      { paymentId: newId(), holdSeconds: 60 },
      (input: never) => db.payments.extendHold(input),
      [...ids('paymentId'), ['holdSeconds', 59], ['holdSeconds', 2_678_401], ['holdSeconds', undefined]],
    ],
    [
      'payments.markReviewed',
      { paymentId: newId() },
      (input: never) => db.payments.markReviewed(input),
      [...ids('paymentId'), ['paymentId', undefined]],
    ],
    [
      'payments.expireDue',
      {},
      (input: never) => db.payments.expireDue(input),
      [
        ['limit', 0],
        ['limit', 1_001],
      ],
    ],
    [
      'payments.attachIntent',
      { paymentId: newId(), stripePaymentIntentId: 'pi_1' },
      (input: never) => db.payments.attachIntent(input),
      [...ids('paymentId'), ...stripe('stripePaymentIntentId'), ['stripePaymentIntentId', undefined]],
    ],
  ]

describe.each(commands)('%s refuses, by the name of the field', (_, good, command, cases) => {
  it.each(cases.map(([field, value, refusedAt = field]) => ({ field, value, refusedAt })))(
    '$field: $value',
    async ({ field, value, refusedAt }) => {
      const error = await rejection(command({ ...good, [field]: value } as never), InvalidInputError)
      expect(error).toMatchObject({ field: refusedAt, code: 'invalid_input', retryable: false })
      expectNoTrace(error, value)
    },
  )
})

describe('other arguments', () => {
  it.each(notIds)('are not the id %o', async (bad) => {
    const id = bad as string
    for (const [call, field] of [
      [db.offers.get({ offerId: id, userId: buyerId }), 'offerId'],
      [db.offers.find({ offerId: offer.id, userId: id }), 'userId'],
      [db.offers.listByBuyer({ buyerId: id }), 'buyerId'],
      [db.offers.listBySeller({ sellerId: id }), 'sellerId'],
      [db.offers.listByProduct({ productId: id, sellerId: buyerId }), 'productId'],
      [db.offers.listPending({ productId: product.id, sellerId: id }), 'sellerId'],
      [db.offers.listByConversation({ conversationId: id, userId: buyerId }), 'conversationId'],
      [db.offers.listByConversation({ conversationId, userId: id }), 'userId'],
      [db.offers.listToAnswer({ userId: id }), 'userId'],
      [db.payments.findForService(id), 'id'],
      [db.payments.get({ paymentId: offer.id, userId: id }), 'userId'],
      [db.payments.get({ paymentId: id, userId: offer.id }), 'paymentId'],
      [db.payments.listFacts({ paymentId: id }), 'paymentId'],
      [db.payments.listForService([id]), 'ids[0]'],
      [db.payments.listByBuyer({ buyerId: id }), 'buyerId'],
      [db.payments.listBySeller({ sellerId: id }), 'sellerId'],
      [db.payments.sumByBuyer({ buyerId: id }), 'buyerId'],
      [db.payments.sumBySeller({ sellerId: id }), 'sellerId'],
    ] as const) {
      expect((await rejection(call, InvalidInputError)).field).toBe(field)
    }
  })

  it.each([
    ['limit', 0],
    ['limit', 101],
    ['status', 'open'],
    ['currency', 'aed'],
    ['from', new Date(NaN)],
    ['from', 'yesterday'],
    ['from', '2026-01-01'],
    ['before', 1_700_000_000_000],
    ['before', null],
    ['sellerId', newId()],
  ])('of a list of payments are not %s: %s', async (field, value) => {
    const list = db.payments.listByBuyer({ buyerId, [field]: value })
    expect((await rejection(list, InvalidInputError)).field).toBe(field)
  })

  it.each([0, -1, 10_001, 1.5, NaN, '10', null])('are not the limit %s of a sweep', async (limit) => {
    expect((await rejection(db.offers.expireDue({ limit: limit as number }), InvalidInputError)).field).toBe(
      'limit',
    )
  })
})

describe('whatever is given', () => {
  /** Nobody listens there: what gets past the readers fails to connect. */
  const unreachable = createDatabase({ host: '127.0.0.1', port: 1, database: 'none', user: 'nobody' })
  afterAll(() => unreachable.close())

  const methods: readonly (readonly [string, (on: Database, input: never) => Promise<unknown>])[] = [
    ['offers.make', (on, input) => on.offers.make(input)],
    ['offers.counter', (on, input) => on.offers.counter(input)],
    ['offers.accept', (on, input) => on.offers.accept(input)],
    ['offers.decline', (on, input) => on.offers.decline(input)],
    ['offers.cancel', (on, input) => on.offers.cancel(input)],
    ['offers.listByBuyer', (on, input) => on.offers.listByBuyer(input)],
    ['offers.listPending', (on, input) => on.offers.listPending(input)],
    ['payments.open', (on, input) => on.payments.open(input)],
    ['payments.recordSuccess', (on, input) => on.payments.recordSuccess(input)],
    ['payments.recordAttempt', (on, input) => on.payments.recordAttempt(input)],
    ['payments.recordCancellation', (on, input) => on.payments.recordCancellation(input)],
    ['payments.recordRefund', (on, input) => on.payments.recordRefund(input)],
    ['payments.recordDispute', (on, input) => on.payments.recordDispute(input)],
    ['payments.recordTransfer', (on, input) => on.payments.recordTransfer(input)],
    ['payments.cancel', (on, input) => on.payments.cancel(input)],
    ['payments.expire', (on, input) => on.payments.expire(input)],
    ['payments.attachIntent', (on, input) => on.payments.attachIntent(input)],
    ['payments.listFacts', (on, input) => on.payments.listFacts(input)],
    ['payments.listBySeller', (on, input) => on.payments.listBySeller(input)],
    ['payments.sumBySeller', (on, input) => on.payments.sumBySeller(input)],
  ]

  it.each(methods)('never gets past %s', async (_, method) => {
    await fc.assert(
      fc.asyncProperty(anything, async (input) => {
        const error = await rejection(method(unreachable, input as never), InvalidInputError)
        expectNoTrace(error, input)
      }),
      { numRuns: 100 },
    )
  })
})

const shoe = '\u{1F45F}'
const insertOffer = query<{ readonly row: object }, object>(
  `insert into offers (
    id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency, status, message, created_at, updated_at
  )
  select
    id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency, status, message, created_at, updated_at
  from jsonb_populate_record(null::offers, :row!::jsonb)`,
  { row: 'jsonb' },
)

describe('the limits of an offer', () => {
  it('are what the readers and the server take', async () => {
    const { buyerId: buyer, conversationId: talk, product: other } = await openNegotiation(db)
    const made = await db.offers.make({
      productId: other.id,
      conversationId: talk,
      buyerId: buyer,
      amountMinor: Number.MAX_SAFE_INTEGER,
      message: shoe.repeat(1_000),
      expiresInSeconds: 31_536_000,
    })
    expect(made).toMatchObject({ amountMinor: Number.MAX_SAFE_INTEGER, message: shoe.repeat(1_000) })
    before = await rowCounts(db)
  })

  it.each([
    ['ck_offers_message_length', { message: shoe.repeat(1_001) }],
    ['ck_offers_amount_not_negative', { amount_minor: -1 }],
    ['ck_offers_currency_iso_4217', { currency: 'aed' }],
    ['ck_offers_made_by_a_party', { made_by: newId() }],
  ])('are kept by the schema too: %s', async (constraint, more) => {
    const now = new Date().toISOString()
    const row = {
      id: newId(),
      product_id: product.id,
      conversation_id: conversationId,
      buyer_id: buyerId,
      seller_id: sellerId,
      made_by: buyerId,
      amount_minor: 1,
      currency: 'AED',
      status: 'cancelled',
      created_at: now,
      updated_at: now,
      ...more,
    }
    const error = await rejection(db.execute(insertOffer, { row }), ConstraintError)
    expect(error).toMatchObject({ kind: 'check', constraint })
  })
})
