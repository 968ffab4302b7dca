import { describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import { rejection } from '../setup/rejection.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'

const { db } = await openMarket()
const seller = await db.users.create(sampleUser())

describe('a price', () => {
  it('is in a currency of ISO 4217', async () => {
    const unknown = db.products.create(sampleProduct(seller.id, { currency: 'ZZZ' }))
    expect((await rejection(unknown, InvalidInputError)).field).toBe('currency')
  })

  it('in three decimals is a multiple of ten, when it is set and when the currency changes', async () => {
    const kwd = { currency: 'KWD' }
    const made = db.products.create(sampleProduct(seller.id, { ...kwd, priceMinor: 1_001 }))
    expect(await rejection(made, ConstraintError)).toMatchObject({
      kind: 'check',
      constraint: 'ck_products_price_step',
      field: 'priceMinor',
    })
    const product = await db.products.create(sampleProduct(seller.id, { priceMinor: 1_001 }))
    const moved = db.products.update({ productId: product.id, sellerId: product.sellerId, patch: kwd })
    expect((await rejection(moved, ConstraintError)).field).toBe('priceMinor')
  })
})

describe('an offer', () => {
  it('in three decimals is a multiple of ten', async () => {
    const { product, conversationId, buyerId } = await openNegotiation(db, { currency: 'KWD' })
    const made = db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_005 })
    expect(await rejection(made, ConstraintError)).toMatchObject({
      kind: 'check',
      constraint: 'ck_offers_amount_step',
      field: 'amountMinor',
    })
  })
})

describe('a statement of a service’s own', () => {
  const feeBasisPoints = { discover: 1_000, community: 500 }

  it.each([
    ['products', "currency = 'ZZZ'", 'ck_products_currency_iso_4217'],
    ['products', "currency = 'XXX'", 'ck_products_currency_iso_4217'],
    ['products', "currency = 'OMR', price_minor = 1001", 'ck_products_price_step'],
    ['products', "currency = 'OMR', original_price_minor = 1005", 'ck_products_original_price_step'],
    ['offers', "currency = 'ZZZ'", 'ck_offers_currency_iso_4217'],
    ['offers', "currency = 'TND', amount_minor = 11", 'ck_offers_amount_step'],
    ['transactions', "currency = 'XAU'", 'ck_transactions_currency_iso_4217'],
    [
      'transactions',
      "currency = 'JOD', amount_minor = 25001, seller_payout_minor = 22501",
      'ck_transactions_amount_step',
    ],
    [
      'transactions',
      "currency = 'BHD', platform_fee_minor = 2505, seller_payout_minor = 22495",
      'ck_transactions_platform_fee_step',
    ],
  ] as const)('cannot bring %s to %s', async (table, change, constraint) => {
    const { product, conversationId, buyerId } = await openNegotiation(db)
    await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
    await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    const column = table === 'products' ? 'id' : 'product_id'
    const update = query<{ readonly id: string }, object>(
      `update ${table} set ${change} where ${column} = :id!::uuid`,
    )
    const error = await rejection(db.execute(update, { id: product.id }), ConstraintError)
    expect(error.constraint).toBe(constraint)
  })
})
