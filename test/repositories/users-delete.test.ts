import { describe, expect, it } from 'vitest'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { insertPayment } from '../setup/market/insert-payment.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()

/** Everything that somebody may own besides payments, as one statement. */
const belongings = query<
  { readonly buyerId: string; readonly sellerId: string; readonly productId: string },
  object
>(`
  with talk as (
    insert into conversations (buyer_id, seller_id, product_id)
    values (:buyerId!::uuid, :sellerId!::uuid, :productId!::uuid) returning *
  ), word as (
    insert into messages (conversation_id, sender_id, content) select id, buyer_id, 'Hello' from talk
  ), offer as (
    insert into offers (product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
    select product_id, id, buyer_id, seller_id, buyer_id, 100, 'AED' from talk
  ), show as (
    insert into streams (user_id, title, category) values (:buyerId!::uuid, 'Show', 'sneakers')
  )
  insert into verifications (user_id, verification_type) values (:buyerId!::uuid, 'emirates_id')`)

describe.each(bothWays(db))('delete on %s', (_, on) => {
  it('takes what is theirs with them, and nothing else', async () => {
    const [buyer, seller] = [await db.users.create(sampleUser()), await db.users.create(sampleUser())]
    const product = await db.products.create(sampleProduct(seller.id))
    const before = await rowCounts(db)
    await db.execute(belongings, { buyerId: buyer.id, sellerId: seller.id, productId: product.id })
    await db.products.create(sampleProduct(buyer.id))
    await on(({ users }) => users.delete({ userId: buyer.id }))
    expect(await rowCounts(db)).toEqual({ ...before, users: (before['users'] ?? 0) - 1 })
    expect(await db.users.findAccount(buyer.id)).toBeNull()
    expect(await db.products.find(product.id)).toStrictEqual(product)
  })

  it('refuses a user with payments, and keeps everything', async () => {
    const [buyer, seller] = [await db.users.create(sampleUser()), await db.users.create(sampleUser())]
    const product = await db.products.create(sampleProduct(seller.id))
    await insertPayment(db, { buyerId: buyer.id, sellerId: seller.id, productId: product.id })
    const before = await rowCounts(db)
    for (const { id } of [buyer, seller]) {
      const error = await rejection(
        on(({ users }) => users.delete({ userId: id })),
        ConflictError,
      )
      expect(error).toMatchObject({ rule: 'user_has_payments', retryable: false })
    }
    expect(await rowCounts(db)).toEqual(before)
  })

  it('gives an error the second time', async () => {
    const { id } = await db.users.create(sampleUser())
    await on(({ users }) => users.delete({ userId: id }))
    await rejection(
      on(({ users }) => users.delete({ userId: id })),
      NotFoundError,
    )
  })

  it('frees e-mail address, username and id', async () => {
    const { id, email, username } = await db.users.create(sampleUser())
    await on(async ({ users }) => {
      await users.delete({ userId: id })
      await users.create({ id, email, username })
    })
    expect(await db.users.findAccount(id)).toMatchObject({ email, username })
  })
})
