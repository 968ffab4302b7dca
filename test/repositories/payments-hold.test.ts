import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { joinNegotiation, openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffer } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { passHold } from '../setup/market/pass-deadline.js'
import { pay, storedPayment } from '../setup/market/pay.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

async function checkout() {
  const negotiation = await openNegotiation(db)
  const { product, buyerId, sellerId } = negotiation
  const payment = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints, holdSeconds: 60 })
  return { negotiation, product, buyerId, sellerId, payment, paymentId: payment.id }
}

describe.each(bothWays(db))('cancel on %s', (_, on) => {
  it('puts the product back on the market, and cancels the offer', async () => {
    const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
    const made = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
    const { payment } = await db.offers.accept({ offerId: made.id, userId: sellerId, feeBasisPoints })
    const input = { paymentId: payment.id, userId: buyerId }
    const cancelled = await on(({ payments }) => payments.cancel(input))
    const { cancelledAt, updatedAt } = cancelled
    expect(cancelled).toStrictEqual({ ...payment, status: 'cancelled', cancelledAt, updatedAt })
    expect(cancelledAt).not.toBeNull()
    expect(await storedPayment(db, payment.id)).toStrictEqual(cancelled)
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    expect((await readOffer(db, made.id)).status).toBe('cancelled')
    expect(await on(({ payments }) => payments.cancel(input))).toStrictEqual(cancelled)
  })

  it('is for the buyer alone, and not for what was paid', async () => {
    const { sellerId, buyerId, paymentId } = await checkout()
    const bySeller = on(({ payments }) => payments.cancel({ paymentId, userId: sellerId }))
    expect((await rejection(bySeller, ForbiddenError)).rule).toBe('not_the_buyer')
    const missing = on(({ payments }) => payments.cancel({ paymentId: newId(), userId: buyerId }))
    expect((await rejection(missing, NotFoundError)).table).toBe('transactions')
    await pay(db, paymentId)
    const late = on(({ payments }) => payments.cancel({ paymentId, userId: buyerId }))
    expect((await rejection(late, ConflictError)).rule).toBe('payment_not_pending')
    const expired = on(({ payments }) => payments.expire({ paymentId }))
    expect((await rejection(expired, ConflictError)).rule).toBe('payment_not_pending')
  })
})

describe('expire', () => {
  it('leaves a product sold that was marked so by hand meanwhile', async () => {
    const { product, paymentId } = await checkout()
    const sold = await db.products.markSold({ productId: product.id, sellerId: product.sellerId })
    await db.payments.expire({ paymentId })
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: false, soldAt: sold.soldAt })
  })

  it('leaves the product of a closed account off the market', async () => {
    const { product, paymentId, sellerId } = await checkout()
    await db.users.close({ userId: sellerId })
    await db.payments.expire({ paymentId })
    expect((await db.products.get(product.id)).isAvailable).toBe(false)
    // Nobody sells it any more, so money that comes late is to be paid back.
    expect(await pay(db, paymentId)).toMatchObject({ status: 'cancelled', amountDueMinor: 25_000 })
  })
})

describe.each(bothWays(db))('expireDue on %s', (_, on) => {
  it('ends the payments whose hold is over, and no others', async () => {
    const abandoned = await checkout()
    const declined = await checkout()
    const paid = await checkout()
    const waiting = await checkout()
    await db.payments.recordAttempt({ paymentId: declined.paymentId, stripeAttemptId: `ch_${newId()}` })
    await pay(db, paid.paymentId)
    for (const { paymentId } of [abandoned, declined, paid]) await passHold(db, paymentId)
    expect(await on(({ payments }) => payments.expireDue({ limit: 1 }))).toBe(1)
    expect(await on(({ payments }) => payments.expireDue())).toBe(1)
    expect(await on(({ payments }) => payments.expireDue())).toBe(0)
    const statuses = [abandoned, declined, paid, waiting].map(async ({ paymentId, product }) => [
      (await storedPayment(db, paymentId)).status,
      (await db.products.get(product.id)).isAvailable,
    ])
    expect(await Promise.all(statuses)).toEqual([
      ['cancelled', true],
      ['failed', true],
      ['completed', false],
      ['pending', false],
    ])
    const expired = (await db.payments.listExpired({ limit: 100 })).items.map(({ id }) => id)
    expect(expired).toEqual(expect.arrayContaining([abandoned.paymentId, declined.paymentId]))
    expect(expired).not.toContain(waiting.paymentId)
    const failed = (await db.payments.listExpired({ status: 'failed', limit: 100 })).items.map(({ id }) => id)
    expect(failed).toContain(declined.paymentId)
    expect(failed).not.toContain(abandoned.paymentId)
  })

  it('cancels the offer of each, and leaves products of closed accounts off the market', async () => {
    const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
    const made = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
    const accepted = await db.offers.accept({ offerId: made.id, userId: sellerId, feeBasisPoints })
    await db.users.close({ userId: sellerId })
    await passHold(db, accepted.payment.id)
    expect(await on(({ payments }) => payments.expireDue())).toBe(1)
    expect((await readOffer(db, made.id)).status).toBe('cancelled')
    expect((await db.products.get(product.id)).isAvailable).toBe(false)
  })
})

describe('a hold that is over', () => {
  it('keeps nobody from buying, though no sweep has ended it', async () => {
    const { negotiation, product, paymentId } = await checkout()
    const { buyerId } = await joinNegotiation(db, negotiation)
    const buy = () => db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    expect((await rejection(buy(), ConflictError)).rule).toBe('product_not_available')
    await passHold(db, paymentId)
    expect((await buy()).status).toBe('pending')
    expect((await storedPayment(db, paymentId)).status).toBe('cancelled')
  })

  it('is paid as long as nobody has ended it', async () => {
    const { paymentId } = await checkout()
    await passHold(db, paymentId)
    expect((await pay(db, paymentId)).status).toBe('completed')
    expect(await db.payments.expireDue()).toBe(0)
  })
})

describe('extendHold', () => {
  it('lets a pending payment hold its product for longer, and never for less', async () => {
    const { paymentId, payment } = await checkout()
    const extended = await db.payments.extendHold({ paymentId, holdSeconds: 3_600 })
    const seconds = ((extended.expiresAt?.getTime() ?? 0) - (payment.expiresAt?.getTime() ?? 0)) / 1_000
    expect(seconds).toBeCloseTo(3_540, -1)
    const less = await db.payments.extendHold({ paymentId, holdSeconds: 60 })
    expect(less.expiresAt).toEqual(extended.expiresAt)
  })

  it('refuses one that was paid or has ended', async () => {
    const paid = await checkout()
    await pay(db, paid.paymentId)
    const ended = await checkout()
    await db.payments.expire({ paymentId: ended.paymentId })
    for (const { paymentId } of [paid, ended]) {
      const late = db.payments.extendHold({ paymentId, holdSeconds: 60 })
      expect((await rejection(late, ConflictError)).rule).toBe('payment_not_pending')
    }
    const missing = db.payments.extendHold({ paymentId: newId(), holdSeconds: 60 })
    expect((await rejection(missing, NotFoundError)).table).toBe('transactions')
  })
})

describe('listPending', () => {
  it('lists what waits for its money, by the end of its hold too', async () => {
    const { paymentId, payment } = await checkout()
    const paid = await checkout()
    await pay(db, paid.paymentId)
    const listed = async (expiresBefore?: Date) =>
      (await db.payments.listPending({ expiresBefore, limit: 100 })).items.map(({ id }) => id)
    expect(await listed()).toContain(paymentId)
    expect(await listed()).not.toContain(paid.paymentId)
    expect(await listed(payment.createdAt)).not.toContain(paymentId)
    expect(await listed(new Date(Date.now() + 120_000))).toContain(paymentId)
  })
})
