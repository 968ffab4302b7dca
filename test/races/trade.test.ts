/**
 * Offers and payments when many act at once, over many connections: what each caller is told is what happened, and
 * afterwards every invariant holds. The seeds are fixed, so that the same things are tried each time.
 */

import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { ConflictError, ConstraintError, ForbiddenError, isSoukError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Repositories } from '../../src/repositories/repositories.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { joinNegotiation, openNegotiation, type Negotiation } from '../setup/market/open-negotiation.js'
import { readOffer, readOffers } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay, payBack, storedPayment } from '../setup/market/pay.js'
import { refusals } from '../setup/market/refusals.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { pick, seededRandom, shuffled, type Random } from '../setup/random.js'

const applicationName = 'a trade race'
const connections = 24
const { db, test } = await openMarket({
  applicationName,
  pipeline: false,
  minConnections: connections,
  maxConnections: connections,
  statementTimeoutMs: 60_000,
  lockTimeoutMs: 60_000,
})
const oneSession = 'the embedded server has one session, so nothing races'
const feeBasisPoints = { discover: 1_000, community: 500 }

/** Its connections bear another name, and live on when those of the test are killed. */
const calm = createDatabase({ url: test.url, applicationName: 'the calm' })
afterAll(() => calm.close())

/** A product, and buyers who talk about it with its seller. */
async function crowd(size: number): Promise<readonly Negotiation[]> {
  const first = await openNegotiation(calm)
  const others = Array.from({ length: size - 1 }, () => joinNegotiation(calm, first))
  return [first, ...(await Promise.all(others))]
}

async function crowds(count: number, size: number): Promise<readonly (readonly Negotiation[])[]> {
  return Promise.all(Array.from({ length: count }, () => crowd(size)))
}

function offerOf(on: Repositories, { product, buyerId, conversationId }: Negotiation, id = newId()) {
  return on.offers.make({ id, productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
}

function purchaseOf(on: Repositories, { product, buyerId }: Negotiation, id = newId()) {
  return on.payments.open({ id, productId: product.id, buyerId, feeBasisPoints })
}

const refusedForStock = ['offer_not_pending', 'product_not_available', 'product_already_sold']

function expectOutOfStock(reasons: readonly unknown[]): void {
  for (const reason of reasons) {
    expect(reason).toBeInstanceOf(ConflictError)
    expect(refusedForStock).toContain(reason instanceof ConflictError ? reason.rule : null)
  }
}

async function expectWellKept(): Promise<void> {
  expect(await findBrokenInvariants(calm)).toEqual([])
}

describe('an acceptance', () => {
  it('declines an offer that was made while it waited', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const [one, other] = await crowd(2)
    if (one === undefined || other === undefined) throw new Error('a crowd has members')
    const offer = await offerOf(db, one)
    const late = newId()
    let accepting: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await offerOf(tx, other, late)
      accepting = db.offers.accept({ offerId: offer.id, userId: one.sellerId, feeBasisPoints })
      await blockedBackends(db, 1)
    })
    await accepting
    expect((await readOffer(db, late)).status).toBe('declined')
    await expectWellKept()
  })

  it.each(['repeatable read', 'serializable'] as const)(
    'at %s declines an offer that was made since its payment began',
    async (isolation) => {
      const [one, other] = await crowd(2)
      if (one === undefined || other === undefined) throw new Error('a crowd has members')
      const offer = await offerOf(db, one)
      const late = newId()
      let attempts = 0
      await db.transaction(
        async (tx) => {
          attempts++
          await readOffer(tx, offer.id)
          if (test.multiSession) await offerOf(db, other, late)
          else await offerOf(tx, other, late)
          await tx.offers.accept({ offerId: offer.id, userId: one.sellerId, feeBasisPoints })
        },
        { isolation },
      )
      expect(attempts).toBe(test.multiSession ? 2 : 1)
      expect((await readOffer(db, late)).status).toBe('declined')
      await expectWellKept()
    },
  )

  it('refuses an offer that was made after it, though that began before it was done', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const [one, other] = await crowd(2)
    if (one === undefined || other === undefined) throw new Error('a crowd has members')
    const offer = await offerOf(db, one)
    let making: Promise<readonly unknown[]> = Promise.resolve([])
    await db.transaction(async (tx) => {
      await tx.offers.accept({ offerId: offer.id, userId: one.sellerId, feeBasisPoints })
      making = refusals([offerOf(db, other), purchaseOf(db, other)])
      await blockedBackends(db, 2)
    })
    const reasons = await making
    expect(reasons).toHaveLength(2)
    for (const reason of reasons) expect(reason).toMatchObject({ rule: 'product_not_available' })
    await expectWellKept()
  })
})

describe('of acceptances, purchases and offers at once', () => {
  it.each([1, 2, 3])('one deal comes about (seed %d)', async (seed) => {
    const random = seededRandom(seed)
    const buyers = await crowd(16)
    const offers = await Promise.all(buyers.slice(0, 10).map((buyer) => offerOf(db, buyer)))
    const accept = offers.map(
      ({ id: offerId, sellerId }) =>
        () =>
          db.offers.accept({ offerId, userId: sellerId, feeBasisPoints }),
    )
    const buy = buyers.slice(8, 13).map((buyer) => () => purchaseOf(db, buyer))
    const made: string[] = []
    const make = buyers.slice(10).map((buyer) => async () => {
      made.push((await offerOf(db, buyer)).id)
    })
    const makings: Promise<unknown>[] = []
    const deals: Promise<unknown>[] = []
    for (const call of shuffled(random, [...accept, ...buy, ...make])) {
      if (make.some((making) => making === call)) makings.push(call())
      else deals.push(call())
    }
    const [lost, notMade] = await Promise.all([refusals(deals), refusals(makings)])
    expect(lost).toHaveLength(deals.length - 1)
    expectOutOfStock([...lost, ...notMade])
    for (const { status } of await readOffers(db, made)) expect(status).toBe('declined')
    await expectWellKept()
  })

  it.each(['read committed', 'repeatable read', 'serializable'] as const)(
    'one deal comes about in transactions, %s',
    async (isolation) => {
      const buyers = await crowd(12)
      const offers = await Promise.all(buyers.slice(0, 6).map((buyer) => offerOf(db, buyer)))
      const inTransaction = (work: (tx: Repositories) => Promise<unknown>) =>
        db.transaction(work, { isolation, retries: 50 })
      const deals = [
        ...offers.map(({ id: offerId, sellerId }) =>
          inTransaction((tx) => tx.offers.accept({ offerId, userId: sellerId, feeBasisPoints })),
        ),
        ...buyers.slice(6, 9).map((buyer) => inTransaction((tx) => purchaseOf(tx, buyer))),
      ]
      const makings = buyers.slice(9).map((buyer) => inTransaction((tx) => offerOf(tx, buyer)))
      const [lost, notMade] = await Promise.all([refusals(deals), refusals(makings)])
      expect(lost).toHaveLength(deals.length - 1)
      expectOutOfStock([...lost, ...notMade])
      await expectWellKept()
    },
  )

  it('one deal comes about over lanes', async () => {
    const market = createDatabase({ url: test.url, applicationName })
    const buyers = await crowd(20)
    const offers = await Promise.all(buyers.map((buyer) => offerOf(market, buyer)))
    const lost = await refusals(
      offers.map(({ id: offerId, sellerId }) =>
        market.offers.accept({ offerId, userId: sellerId, feeBasisPoints }),
      ),
    )
    expect(lost).toHaveLength(19)
    expectOutOfStock(lost)
    await market.close()
    await expectWellKept()
  })
})

describe('the same command twice at once', () => {
  it('makes one offer, of one id', async () => {
    const [buyer] = await crowd(1)
    if (buyer === undefined) throw new Error('a crowd has members')
    const id = newId()
    const made = await Promise.all(Array.from({ length: 12 }, () => offerOf(db, buyer, id)))
    for (const offer of made) expect(offer).toStrictEqual(made[0])
    await expectWellKept()
  })

  it('makes one counter-offer, of one id, and refuses another', async () => {
    const [buyer] = await crowd(1)
    if (buyer === undefined) throw new Error('a crowd has members')
    const { id: offerId } = await offerOf(db, buyer)
    const id = newId()
    const counter = (as: string) =>
      db.offers.counter({ id: as, offerId, userId: buyer.sellerId, amountMinor: 22_000 })
    const calls = Array.from({ length: 12 }, (_, n) => counter(n === 6 ? newId() : id))
    const reasons = await refusals(calls)
    expect([1, 11]).toContain(reasons.length)
    for (const reason of reasons) expect(reason).toMatchObject({ rule: 'offer_not_pending' })
    await expectWellKept()
  })

  it('accepts and buys once, of one id', async () => {
    for (let round = 0; round < 5; round++) {
      const [buyer, other] = await crowd(2)
      if (buyer === undefined || other === undefined) throw new Error('a crowd has members')
      const { id: offerId, sellerId } = await offerOf(db, buyer)
      const paymentId = newId()
      const accepted = await Promise.all(
        Array.from({ length: 8 }, () =>
          db.offers.accept({ offerId, userId: sellerId, paymentId, feeBasisPoints }),
        ),
      )
      for (const outcome of accepted) expect(outcome).toStrictEqual(accepted[0])
      await db.payments.expire({ paymentId })
      const id = newId()
      const bought = await Promise.all(Array.from({ length: 8 }, () => purchaseOf(db, other, id)))
      for (const payment of bought) expect(payment).toStrictEqual(bought[0])
    }
    await expectWellKept()
  })

  it('completes a payment once, and tells every webhook the same', async () => {
    for (let round = 0; round < 5; round++) {
      const [buyer] = await crowd(1)
      if (buyer === undefined) throw new Error('a crowd has members')
      const { id } = await purchaseOf(db, buyer)
      const intent = { stripePaymentIntentId: `pi_${id}`, amountReceivedMinor: 25_000, currency: 'aed' }
      const webhook = { paymentId: id, ...intent, stripeChargeId: `ch_${id}` }
      const rows = await Promise.all(Array.from({ length: 10 }, () => db.payments.recordSuccess(webhook)))
      for (const row of rows) expect(row).toStrictEqual(rows[0])
      const refund = {
        stripeRefundId: `re_${id}`,
        amountMinor: 25_000,
        currency: 'aed',
        status: 'pending',
      } as const
      const refunded = await Promise.all(
        Array.from({ length: 10 }, () => db.payments.recordRefund({ paymentId: id, ...refund })),
      )
      for (const row of refunded) expect(row).toStrictEqual(refunded[0])
    }
    await expectWellKept()
  })

  it('keeps money that comes while the payment is called off, with its deal', async () => {
    for (let round = 0; round < 8; round++) {
      const [buyer] = await crowd(1)
      if (buyer === undefined) throw new Error('a crowd has members')
      const { id: paymentId } = await purchaseOf(db, buyer)
      const end = {
        pay: () => pay(db, paymentId),
        cancel: () => db.payments.cancel({ paymentId, userId: buyer.buyerId }),
        expire: () => db.payments.expire({ paymentId }),
      }
      const calls = (['cancel', 'pay', 'expire'] as const).flatMap((name) =>
        Array.from({ length: 4 }, () => end[name]()),
      )
      for (const reason of await refusals(calls))
        expect(reason).toMatchObject({ rule: 'payment_not_pending' })
      expect((await storedPayment(db, paymentId)).status).toBe('completed')
      expect((await db.products.get(buyer.product.id)).isAvailable).toBe(false)
    }
    await expectWellKept()
  })
})

/** One of the things that somebody does in a market, with ids of its own so that it may be repeated. */
function anyDeed(random: Random, market: readonly (readonly Negotiation[])[]): () => Promise<unknown> {
  const negotiation = pick(random, pick(random, market))
  const { product, buyerId, sellerId, conversationId } = negotiation
  const id = newId()
  const userId = random() < 0.5 ? buyerId : sellerId
  const end = pick(random, ['pay', 'expire', 'cancel', 'payBack', 'pay', 'attempt'] as const)
  const amountMinor = 1 + Math.floor(random() * 30_000)
  const expiresInSeconds = random() < 0.2 ? 1 : null
  const answered = async () => {
    const { items } = await db.offers.listByConversation({ conversationId, userId, limit: 5 })
    return items.find(({ status }) => status === 'pending') ?? items[0]
  }
  const ends: Readonly<Record<typeof end, (paymentId: string) => Promise<unknown>>> = {
    pay: (paymentId) => pay(db, paymentId),
    payBack: (paymentId) => payBack(db, paymentId),
    expire: (paymentId) => db.payments.expire({ paymentId }),
    cancel: (paymentId) => db.payments.cancel({ paymentId, userId: buyerId }),
    attempt: (paymentId) => db.payments.recordAttempt({ paymentId, stripeAttemptId: `ch_${id}` }),
  }
  const deeds: readonly (() => Promise<unknown>)[] = [
    () =>
      db.offers.make({ id, productId: product.id, conversationId, buyerId, amountMinor, expiresInSeconds }),
    () =>
      db.offers.make({ id, productId: product.id, conversationId, buyerId, amountMinor, expiresInSeconds }),
    () => purchaseOf(db, negotiation, id),
    async () => {
      const offer = await answered()
      if (offer) await db.offers.counter({ id, offerId: offer.id, userId, amountMinor, expiresInSeconds })
    },
    async () => {
      const offer = await answered()
      if (offer) await db.offers.accept({ offerId: offer.id, userId, paymentId: id, feeBasisPoints })
    },
    async () => {
      const offer = await answered()
      if (offer) await db.offers.decline({ offerId: offer.id, userId })
    },
    async () => {
      const offer = await answered()
      if (offer) await db.offers.cancel({ offerId: offer.id, userId })
    },
    async () => {
      const { items } = await db.payments.listBySeller({ sellerId, limit: 1 })
      if (items[0]) await ends[end](items[0].id)
    },
    async () => {
      const { items } = await db.payments.listBySeller({ sellerId, limit: 1 })
      if (items[0]) await ends[end](items[0].id)
    },
    () => db.payments.expireDue({ limit: 5 }),
    () => db.offers.expireDue({ limit: 5 }),
    () =>
      db.products.update({
        productId: product.id,
        sellerId: product.sellerId,
        patch: { isAvailable: random() < 0.7 },
      }),
  ]
  return pick(random, deeds)
}

/**
 * Does things, many at once, until it is enough, and fails if one is refused for a reason that is none of the trade's.
 */
async function storm(
  market: readonly (readonly Negotiation[])[],
  seed: number,
  isEnough: (deeds: number) => boolean,
): Promise<Readonly<Record<string, number>>> {
  const random = seededRandom(seed)
  const told: Record<string, number> = {}
  let deeds = 0
  const act = async () => {
    while (!isEnough(deeds)) {
      deeds++
      const deed = anyDeed(random, market)
      const outcome = await insist(deed).then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof ConflictError || error instanceof ForbiddenError) return error.rule
          // Put on the market by hand, though sold or in a deal: the schema's to refuse.
          if (error instanceof ConstraintError && error.kind === 'check')
            return error.constraintName ?? 'check'
          throw error
        },
      )
      told[outcome] = (told[outcome] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections - 4 }, act))
  return told
}

const known = [
  'done',
  'not_a_participant',
  'own_offer',
  'not_the_maker',
  'product_already_sold',
  'product_not_available',
  'offer_not_pending',
  'offer_expired',
  'payment_not_pending',
  'not_the_buyer',
  'ck_products_sold_not_available',
  'offer_already_pending',
  'product_in_deal',
]

describe('a busy market', () => {
  it.each([11, 12])('keeps every invariant (seed %d)', async (seed) => {
    const told = await storm(await crowds(4, 4), seed, (deeds) => deeds >= 1_000)
    expect(known).toEqual(expect.arrayContaining(Object.keys(told)))
    expect(told['done']).toBeGreaterThan(100)
    await expectWellKept()
  })

  it.for([21])('keeps every invariant while connections are killed (seed %d)', async (seed, context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    const market = await crowds(4, 4)
    const killer = await startConnectionKiller(test.url, { applicationName, seed, pauseMs: 20 })
    const isEnough = (deeds: number) => deeds >= 1_000 && killer.killed >= 20
    const told = await storm(market, seed, isEnough).finally(() => killer.stop())
    expect(known).toEqual(expect.arrayContaining(Object.keys(told)))
    expect(told['done']).toBeGreaterThan(100)
    await expectWellKept()
  })

  it('sells each product once while connections are killed', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    const killer = await startConnectionKiller(test.url, { applicationName, seed: 31, pauseMs: 20 })
    try {
      for (let round = 0; round < 8 || killer.killed < 20; round++) {
        const buyers = await crowd(10)
        const offers = await Promise.all(
          buyers.map((buyer) => {
            const id = newId()
            return insist(() => offerOf(db, buyer, id))
          }),
        )
        const lost = await refusals(
          offers.map(({ id: offerId, sellerId }) => {
            const paymentId = newId()
            return insist(() => db.offers.accept({ offerId, userId: sellerId, paymentId, feeBasisPoints }))
          }),
        )
        expect(lost).toHaveLength(offers.length - 1)
        expectOutOfStock(lost)
      }
    } finally {
      await killer.stop()
    }
    await expectWellKept()
  })
})

describe('a buyer with many offers at once', () => {
  it('makes one of them', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const [buyer] = await crowd(1)
    if (buyer === undefined) throw new Error('a crowd has members')
    const lost = await refusals(Array.from({ length: 12 }, () => offerOf(db, buyer)))
    expect(lost).toHaveLength(11)
    for (const reason of lost) expect(reason).toMatchObject({ rule: 'offer_already_pending' })
    const { items } = await db.offers.listByConversation({
      conversationId: buyer.conversationId,
      userId: buyer.buyerId,
    })
    expect(items.map(({ status }) => status)).toEqual(['pending'])
    await expectWellKept()
  })

  it('is refused for an offer that was committed while the second one waited', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const [buyer] = await crowd(1)
    if (buyer === undefined) throw new Error('a crowd has members')
    let second: Promise<readonly unknown[]> = Promise.resolve([])
    await db.transaction(async (tx) => {
      await offerOf(tx, buyer)
      second = refusals([offerOf(db, buyer)])
      await blockedBackends(db, 1)
    })
    expect(await second).toMatchObject([
      { code: 'conflict', rule: 'offer_already_pending', outcome: 'not_run' },
    ])
    await expectWellKept()
  })
})

describe('a party who is deleted', () => {
  it('waits for what the others do, and they for it, without a deadlock', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    for (let round = 0; round < 8; round++) {
      const [first, ...others] = await crowd(6)
      if (first === undefined) throw new Error('a crowd has members')
      const haggling = [first, ...others].flatMap((each) =>
        Array.from({ length: 3 }, async () => {
          const offer = await offerOf(db, each)
          await db.offers.counter({ offerId: offer.id, userId: each.sellerId, amountMinor: 30_000 })
        }),
      )
      const deleting = [first, ...others].map(({ buyerId }) => db.users.delete({ userId: buyerId }))
      for (const outcome of await Promise.allSettled(haggling)) {
        const code =
          outcome.status === 'rejected' && isSoukError(outcome.reason) ? outcome.reason.code : 'done'
        // A buyer has one offer at a time: a conflict.
        expect(['done', 'not_found', 'constraint', 'conflict']).toContain(code)
        if (outcome.status === 'rejected') expect(isSoukError(outcome.reason)).toBe(true)
      }
      await Promise.all(deleting)
      await expectWellKept()
    }
  })
})
