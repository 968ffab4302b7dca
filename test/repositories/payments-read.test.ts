import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Payment } from '../../generated/models.js'
import type { Page } from '../../src/pagination/page.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay, payBack, storedPayment } from '../setup/market/pay.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'

const { db } = await openMarket()

const setCompletedAt = query<{ readonly id: string; readonly at: string }, object>(
  'update transactions set completed_at = :at!::timestamptz where id = :id!::uuid',
  { at: 'text' },
)

const hour = (n: number) => `2026-01-01T${String(n).padStart(2, '0')}:00:00.000001Z`

/** Payments of two buyers to two sellers, two to each hour, every third in another currency, most of them completed. */
async function trade() {
  const users = await db.users.createMany(Array.from({ length: 4 }, () => sampleUser()))
  const [buyer = '', otherBuyer = '', seller = '', otherSeller = ''] = users
  const payments: Payment[] = []
  for (let n = 0; n < 36; n++) {
    const currency = n % 3 === 0 ? 'USD' : 'AED'
    const listing = sampleProduct(n % 4 < 2 ? seller : otherSeller, { currency, priceMinor: 1_000 + n })
    const { id: productId } = await db.products.create(listing)
    const { id } = await db.payments.open({
      productId,
      buyerId: n % 2 === 0 ? buyer : otherBuyer,
      feeBasisPoints: { discover: 1_000, community: 0 },
    })
    if (n % 9 !== 0) await pay(db, id)
    if (n % 10 === 5) await payBack(db, id)
    if (n % 9 === 1) {
      const refund = {
        stripeRefundId: `re_part_${id}`,
        amountMinor: 100 + n,
        currency,
        status: 'pending',
      } as const
      await db.payments.recordRefund({ paymentId: id, ...refund })
    }
    payments.push(await storedPayment(db, id))
  }
  const opened = payments.map(({ id }, n) => ({ id, createdAt: hour(Math.floor(n / 2)) }))
  await setCreatedAt(db, opened, 'transactions')
  for (const [n, { id, status }] of payments.entries()) {
    if (status === 'completed') await db.execute(setCompletedAt, { id, at: hour(Math.floor(n / 2) + 1) })
  }
  const newestFirst = opened.toSorted((a, b) =>
    `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? 1 : -1,
  )
  return { buyer, seller, all: await db.payments.listForService(newestFirst.map(({ id }) => id)) }
}

const { buyer, seller, all } = await trade()
const from = new Date('2026-01-01T05:00:00.000Z')
const before = new Date('2026-01-01T12:00:00.000Z')

describe('the lists of payments', () => {
  type List = (input: never) => Promise<Page<Payment>>
  const byBuyer: List = (input) => db.payments.listByBuyer(input)
  const bySeller: List = (input) => db.payments.listBySeller(input)
  const isOfBuyer = (payment: Payment) => payment.buyerId === buyer
  const isOfSeller = (payment: Payment) => payment.sellerId === seller
  const inPeriod = ({ createdAt }: Payment) => createdAt >= from && createdAt < before

  it.each([
    ['of a buyer', byBuyer, { buyerId: buyer }, isOfBuyer],
    ['of a seller', bySeller, { sellerId: seller }, isOfSeller],
    [
      'of a buyer, completed',
      byBuyer,
      { buyerId: buyer, status: 'completed' },
      (payment: Payment) => isOfBuyer(payment) && payment.status === 'completed',
    ],
    [
      'of a seller, in one currency',
      bySeller,
      { sellerId: seller, currency: 'USD' },
      (payment: Payment) => isOfSeller(payment) && payment.currency === 'USD',
    ],
    [
      'of a seller, in a period',
      bySeller,
      { sellerId: seller, from, before },
      (payment: Payment) => isOfSeller(payment) && inPeriod(payment),
    ],
    [
      'of a buyer, by everything',
      byBuyer,
      { buyerId: buyer, from, before, currency: 'AED', status: 'completed' },
      (payment: Payment) =>
        isOfBuyer(payment) &&
        inPeriod(payment) &&
        payment.currency === 'AED' &&
        payment.status === 'completed',
    ],
  ])('%s are read page by page, newest first', async (_, list, filters, belongs) => {
    const wanted = all.filter(belongs)
    expect(wanted.length).toBeGreaterThan(1)
    for (const limit of [1, 3, 100]) {
      const pages = await pagesOf((input) => list(input as never), { ...filters, limit })
      expect(pages.flat()).toStrictEqual(wanted)
    }
  })

  it('are empty when there is nothing', async () => {
    expect(await db.payments.listByBuyer({ buyerId: seller })).toEqual({
      items: [],
      nextCursor: null,
      isComplete: true,
    })
    const never = { sellerId: seller, from: before, before: from }
    expect((await db.payments.listBySeller(never)).items).toEqual([])
  })
})

/** The expected sum, computed from the rows. */
function sumsOf(payments: readonly Payment[]) {
  const currencies = [...new Set(payments.map(({ currency }) => currency))].toSorted()
  return currencies.map((currency) => {
    const ofIt = payments.filter((payment) => payment.currency === currency)
    const sum = (part: (payment: Payment) => number) =>
      ofIt.reduce((total, payment) => total + part(payment), 0)
    return {
      currency,
      count: ofIt.length,
      amountMinor: sum(({ amountMinor }) => amountMinor),
      platformFeeMinor: sum(({ platformFeeMinor }) => platformFeeMinor),
      sellerPayoutMinor: sum(({ sellerPayoutMinor }) => sellerPayoutMinor),
      amountRefundedMinor: sum(({ amountRefundedMinor }) => amountRefundedMinor),
    }
  })
}

describe('the sums', () => {
  const completed = all.filter(({ status }) => status === 'completed')
  const inPeriod = ({ completedAt }: Payment) =>
    completedAt !== null && completedAt >= from && completedAt < before

  it('are of completed payments, one for each currency', async () => {
    const spent = await db.payments.sumByBuyer({ buyerId: buyer })
    expect(spent).toEqual(sumsOf(completed.filter(({ buyerId }) => buyerId === buyer)))
    expect(spent.map(({ currency }) => currency)).toEqual(['AED', 'USD'])
    const earned = await db.payments.sumBySeller({ sellerId: seller })
    expect(earned).toEqual(sumsOf(completed.filter(({ sellerId }) => sellerId === seller)))
    for (const { amountMinor, platformFeeMinor, sellerPayoutMinor } of [...spent, ...earned]) {
      expect(amountMinor).toBe(platformFeeMinor + sellerPayoutMinor)
    }
  })

  it('are of a period, its beginning included and its end not, and of one currency', async () => {
    const ofPeriod = completed.filter(inPeriod)
    const spent = await db.payments.sumByBuyer({ buyerId: buyer, from, before, currency: 'AED' })
    expect(spent).toEqual(
      sumsOf(ofPeriod.filter(({ buyerId, currency }) => buyerId === buyer && currency === 'AED')),
    )
    const earned = await db.payments.sumBySeller({ sellerId: seller, from, before })
    expect(earned).toEqual(sumsOf(ofPeriod.filter(({ sellerId }) => sellerId === seller)))
    expect(earned.length).toBeGreaterThan(0)
  })

  it('are none when there is nothing', async () => {
    expect(await db.payments.sumBySeller({ sellerId: buyer })).toEqual([])
    expect(await db.payments.sumByBuyer({ buyerId: newId(), currency: 'USD' })).toEqual([])
  })
})

describe('payments by id', () => {
  const [payment, other] = all
  if (payment === undefined || other === undefined) throw new Error('payments were made')

  it('are one statement when they are asked for in one tick', async () => {
    const statements = await recordStatements(async () => {
      const found = await Promise.all([
        db.payments.findForService(payment.id),
        db.payments.findForService(other.id),
        db.payments.findForService(newId()),
      ])
      expect(found).toStrictEqual([payment, other, null])
    })
    expect(statements).toHaveLength(1)
  })

  it('are listed in the order of the ids', async () => {
    const found = await db.payments.listForService([other.id, newId(), payment.id, other.id])
    expect(found).toStrictEqual([other, payment, other])
    expect(await db.payments.listForService([])).toEqual([])
  })

  it('are for their parties alone', async () => {
    for (const userId of [payment.buyerId, payment.sellerId]) {
      expect(await db.payments.get({ paymentId: payment.id, userId })).toStrictEqual(payment)
    }
    const stranger = await db.users.create(sampleUser())
    const ofOthers = db.payments.get({ paymentId: payment.id, userId: stranger.id })
    expect((await rejection(ofOthers, ForbiddenError)).rule).toBe('not_a_participant')
    const missing = db.payments.get({ paymentId: newId(), userId: buyer })
    expect((await rejection(missing, NotFoundError)).table).toBe('transactions')
  })

  it('are read with a deadline each', async () => {
    const options = { timeoutMs: 60_000 }
    expect(await db.payments.findForService(payment.id, options)).toStrictEqual(payment)
    expect(await db.payments.listForService([payment.id], options)).toStrictEqual([payment])
    const gone = db.payments.findForService(payment.id, { signal: AbortSignal.abort(new Error('gone')) })
    await expect(gone).rejects.toThrow('gone')
  })
})
