/** The notification that a command writes is there exactly if the command did its work, and once. */

import { afterEach, describe, expect, it } from 'vitest'
import { InvalidInputError, isSoukError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { NotificationContent } from '../../src/repositories/notifications/notification.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { openNegotiation, type Negotiation } from '../setup/market/open-negotiation.js'
import { passDeadline } from '../setup/market/pass-deadline.js'
import { pay } from '../setup/market/pay.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }
const notify = {
  title: 'News',
  body: 'Something happened.',
  data: { screen: 'deals' },
  channels: ['push'],
} as const satisfies NotificationContent

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

/** What a user was told, the oldest first. */
async function toldTo(userId: string) {
  const { items } = await db.notifications.list({ userId })
  return items.toReversed()
}

async function expectToldOnce(
  userId: string,
  expected: {
    readonly type: string
    readonly actorId: string | null
    readonly about: readonly [type: string, id: string]
  },
): Promise<void> {
  const told = await toldTo(userId)
  expect(told).toHaveLength(1)
  const [only] = told
  expect(only).toMatchObject({
    notificationType: expected.type,
    actorId: expected.actorId,
    subjectType: expected.about[0],
    subjectId: expected.about[1],
    title: 'News',
    body: 'Something happened.',
    data: { screen: 'deals' },
    channels: ['push'],
  })
  expect(await db.notifications.listDeliveries({ notificationId: only?.id ?? '' })).toMatchObject([
    { channel: 'push', status: 'pending' },
  ])
}

async function expectNobodyTold({ buyerId, sellerId }: Negotiation): Promise<void> {
  expect(await toldTo(buyerId)).toEqual([])
  expect(await toldTo(sellerId)).toEqual([])
}

async function withOffer(expiresInSeconds: number | null = null) {
  const negotiation = await openNegotiation(db)
  const { product, conversationId, buyerId } = negotiation
  const offer = await db.offers.make({
    productId: product.id,
    conversationId,
    buyerId,
    amountMinor: 20_000,
    expiresInSeconds,
  })
  return { ...negotiation, offer }
}

async function withPayment() {
  const negotiation = await openNegotiation(db)
  const { product, buyerId } = negotiation
  const payment = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
  return { ...negotiation, payment }
}

/** Runs a command that is to be refused. */
async function expectRefused(call: Promise<unknown>): Promise<void> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(isSoukError(error)).toBe(true)
}

describe.each(bothWays(db))('notify on %s', (_, on) => {
  it('of an offer tells the seller once', async () => {
    const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
    const input = { id: newId(), productId: product.id, conversationId, buyerId, amountMinor: 20_000, notify }
    const offer = await on(({ offers }) => offers.make(input))
    expect(await on(({ offers }) => offers.make(input))).toEqual(offer)
    await expectRefused(on(({ offers }) => offers.make({ ...input, id: newId() })))
    await expectToldOnce(sellerId, { type: 'offer_made', actorId: buyerId, about: ['offer', offer.id] })
    expect(await toldTo(buyerId)).toEqual([])
    // The words belong to what was asked for.
    await expectRefused(on(({ offers }) => offers.make({ ...input, notify: { title: 'Other news' } })))
  })

  it('of a counter-offer tells the one who made the offer', async () => {
    const { offer, buyerId, sellerId } = await withOffer()
    const input = { id: newId(), offerId: offer.id, userId: sellerId, amountMinor: 22_000, notify }
    await expectRefused(on(({ offers }) => offers.counter({ ...input, userId: buyerId })))
    const counter = await on(({ offers }) => offers.counter(input))
    expect(await on(({ offers }) => offers.counter(input))).toEqual(counter)
    await expectToldOnce(buyerId, {
      type: 'offer_countered',
      actorId: sellerId,
      about: ['offer', counter.id],
    })
    expect(await toldTo(sellerId)).toEqual([])
  })

  it('of an acceptance tells the one who made the offer', async () => {
    const { offer, buyerId, sellerId } = await withOffer()
    const input = { offerId: offer.id, userId: sellerId, paymentId: newId(), feeBasisPoints, notify }
    await expectRefused(on(({ offers }) => offers.accept({ ...input, userId: buyerId })))
    await on(({ offers }) => offers.accept(input))
    await on(({ offers }) => offers.accept(input))
    await expectToldOnce(buyerId, { type: 'offer_accepted', actorId: sellerId, about: ['offer', offer.id] })
    expect(await toldTo(sellerId)).toEqual([])
  })

  it('of a refusal and of a withdrawal tells the other party', async () => {
    const declined = await withOffer()
    const { offer, buyerId, sellerId } = declined
    await expectRefused(on(({ offers }) => offers.decline({ offerId: offer.id, userId: buyerId, notify })))
    await expectRefused(on(({ offers }) => offers.cancel({ offerId: offer.id, userId: sellerId, notify })))
    await expectNobodyTold(declined)
    await on(({ offers }) => offers.decline({ offerId: offer.id, userId: sellerId, notify }))
    await expectRefused(on(({ offers }) => offers.decline({ offerId: offer.id, userId: sellerId, notify })))
    await expectToldOnce(buyerId, { type: 'offer_declined', actorId: sellerId, about: ['offer', offer.id] })

    const other = await withOffer()
    await on(({ offers }) => offers.cancel({ offerId: other.offer.id, userId: other.buyerId, notify }))
    await expectToldOnce(other.sellerId, {
      type: 'offer_cancelled',
      actorId: other.buyerId,
      about: ['offer', other.offer.id],
    })
  })

  it('of offers whose time has passed tells those who made them', async () => {
    const [late, early] = [await withOffer(60), await withOffer(60)]
    await passDeadline(db, late.offer.id)
    expect(await on(({ offers }) => offers.expireDue({ notify }))).toBe(1)
    expect(await on(({ offers }) => offers.expireDue({ notify }))).toBe(0)
    await expectToldOnce(late.buyerId, {
      type: 'offer_expired',
      actorId: null,
      about: ['offer', late.offer.id],
    })
    await expectNobodyTold(early)
  })

  it('of a message tells the other one, whoever writes', async () => {
    const { conversationId, buyerId, sellerId } = await openNegotiation(db)
    const input = { id: newId(), conversationId, senderId: buyerId, content: 'Still there?', notify }
    await on(({ messages }) => messages.send(input))
    await on(({ messages }) => messages.send(input))
    await expectRefused(on(({ messages }) => messages.send({ ...input, id: newId(), senderId: newId() })))
    await expectToldOnce(sellerId, { type: 'message', actorId: buyerId, about: ['message', input.id] })
    const system = { id: newId(), conversationId, aboutUserId: sellerId, content: 'It is sold.', notify }
    await on(({ messages }) => messages.sendSystem(system))
    await expectToldOnce(buyerId, { type: 'message', actorId: sellerId, about: ['message', system.id] })
  })

  it('of a purchase tells the seller', async () => {
    const { product, buyerId, sellerId } = await openNegotiation(db)
    const input = { id: newId(), productId: product.id, buyerId, feeBasisPoints, notify }
    await expectRefused(on(({ payments }) => payments.open({ ...input, buyerId: sellerId })))
    await on(({ payments }) => payments.open(input))
    await on(({ payments }) => payments.open(input))
    await expectToldOnce(sellerId, { type: 'payment_opened', actorId: buyerId, about: ['payment', input.id] })
    expect(await toldTo(buyerId)).toEqual([])
  })

  it('of money tells the seller that it came, and the buyer that it went back', async () => {
    const { payment, buyerId, sellerId } = await withPayment()
    const { id: paymentId, amountMinor, currency } = payment
    const success = { paymentId, stripePaymentIntentId: `pi_${paymentId}`, currency, notify }
    const part = { ...success, amountReceivedMinor: amountMinor - 100 }
    await on(({ payments }) => payments.recordSuccess(part))
    expect(await toldTo(sellerId)).toEqual([])
    const whole = { ...success, amountReceivedMinor: amountMinor }
    await on(({ payments }) => payments.recordSuccess(whole))
    await on(({ payments }) => payments.recordSuccess(whole))
    await expectToldOnce(sellerId, {
      type: 'payment_completed',
      actorId: buyerId,
      about: ['payment', paymentId],
    })
    expect(await toldTo(buyerId)).toEqual([])
    const refund = { paymentId, stripeRefundId: `re_${paymentId}`, amountMinor, currency, notify }
    await on(({ payments }) => payments.recordRefund({ ...refund, status: 'succeeded' }))
    await on(({ payments }) => payments.recordRefund({ ...refund, status: 'succeeded' }))
    await expectToldOnce(buyerId, { type: 'payment_refunded', actorId: null, about: ['payment', paymentId] })
    expect(await toldTo(sellerId)).toHaveLength(1)
  })

  it('of a payment that is called off tells the seller, and of one that is ended the buyer', async () => {
    const called = await withPayment()
    const cancel = { paymentId: called.payment.id, userId: called.buyerId, notify }
    await expectRefused(on(({ payments }) => payments.cancel({ ...cancel, userId: called.sellerId })))
    await on(({ payments }) => payments.cancel(cancel))
    await on(({ payments }) => payments.cancel(cancel))
    await expectToldOnce(called.sellerId, {
      type: 'payment_cancelled',
      actorId: called.buyerId,
      about: ['payment', called.payment.id],
    })
    const ended = await withPayment()
    await on(({ payments }) => payments.expire({ paymentId: ended.payment.id, notify }))
    await expectToldOnce(ended.buyerId, {
      type: 'payment_cancelled',
      actorId: null,
      about: ['payment', ended.payment.id],
    })
    const canceled = await withPayment()
    const intent = { paymentId: canceled.payment.id, stripePaymentIntentId: `pi_${canceled.payment.id}` }
    await db.payments.attachIntent(intent)
    await on(({ payments }) => payments.recordCancellation({ ...intent, notify }))
    await expectToldOnce(canceled.sellerId, {
      type: 'payment_cancelled',
      actorId: null,
      about: ['payment', canceled.payment.id],
    })
  })

  it('leaves the words to the app, and tells nobody unless it is asked to', async () => {
    const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
    await on(({ messages }) => messages.send({ conversationId, senderId: buyerId, content: 'Hello' }))
    const payment = await on(({ payments }) =>
      payments.open({ productId: product.id, buyerId, feeBasisPoints }),
    )
    await pay(db, payment.id)
    expect(await toldTo(sellerId)).toEqual([])
    await on(({ messages }) =>
      messages.send({ conversationId, senderId: buyerId, content: 'Hello again', notify: true }),
    )
    expect(await toldTo(sellerId)).toMatchObject([{ title: null, body: null, data: {}, channels: [] }])
  })

  it('does not tell an account that was closed since', async () => {
    const { payment, sellerId } = await withPayment()
    await db.users.close({ userId: sellerId })
    const { id: paymentId, amountMinor, currency } = payment
    const intent = { stripePaymentIntentId: `pi_${paymentId}`, amountReceivedMinor: amountMinor, currency }
    const paid = await on(({ payments }) => payments.recordSuccess({ paymentId, ...intent, notify }))
    expect(paid.status).toBe('completed')
    expect(await toldTo(sellerId)).toEqual([])
  })
})

it.each([
  ['notify', false],
  ['notify', 'a text'],
  ['notify.title', { title: '' }],
  ['notify.channels[0]', { channels: ['smoke signal'] }],
  ['notify.data', { data: ['a list'] }],
  ['notify.userId', { userId: newId() }],
])('refuses %s: %j', async (field, given) => {
  const input = { conversationId: newId(), senderId: newId(), content: 'Hello', notify: given }
  expect((await rejection(db.messages.send(input as never), InvalidInputError)).field).toBe(field)
})
