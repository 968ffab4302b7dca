import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()

describe.each(bothWays(db))('conversations.open on %s', (_, way) => {
  it('opens a conversation about a product, in which nothing was said yet', async () => {
    const { buyer, seller, product, conversation } = await way(startChat)
    expect(conversation).toStrictEqual({
      id: conversation.id,
      buyerId: buyer.id,
      sellerId: seller.id,
      productId: product.id,
      isGeneral: false,
      lastMessageId: null,
      lastMessageAt: null,
      buyerUnreadCount: 0,
      sellerUnreadCount: 0,
      archivedBy: [],
      createdAt: conversation.createdAt,
      updatedAt: conversation.updatedAt,
    })
    expect(Math.abs(Date.now() - conversation.createdAt.getTime())).toBeLessThan(60_000)
  })

  it('gives the one that exists, also when it is archived', async () => {
    const { buyer, seller, product, conversation } = await way(startChat)
    const archived = await way((on) =>
      on.conversations.archive({ conversationId: conversation.id, userId: buyer.id }),
    )
    const again = await way((on) =>
      on.conversations.open({ buyerId: buyer.id, sellerId: seller.id, productId: product.id }),
    )
    expect(again).toStrictEqual(archived)
    expect(again.archivedBy).toEqual([buyer.id])
  })

  it('opens one for each product, one about none, and one the other way round', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const other = await db.products.create(sampleProduct(seller.id))
    const [sold, bought] = [buyer.id, seller.id]
    const theirs = await db.products.create(sampleProduct(sold))
    const inputs = [
      { buyerId: buyer.id, sellerId: seller.id, productId: other.id },
      { buyerId: buyer.id, sellerId: seller.id },
      { buyerId: bought, sellerId: sold, productId: theirs.id },
      { buyerId: bought, sellerId: sold, productId: null },
    ]
    const first = await way(async (on) => {
      const opened = []
      for (const input of inputs) opened.push(await on.conversations.open(input))
      return opened
    })
    const second = await way((on) => Promise.all(inputs.map((input) => on.conversations.open(input))))
    expect(second).toStrictEqual(first)
    expect(new Set([conversation.id, ...first.map(({ id }) => id)]).size).toBe(5)
    expect(first.map(({ isGeneral }) => isGeneral)).toEqual([false, true, false, true])
  })

  it('tells a conversation about nothing from one whose product is gone', async () => {
    const { buyer, seller, product, conversation } = await way(startChat)
    const other = await db.products.create(sampleProduct(seller.id))
    const input = { buyerId: buyer.id, sellerId: seller.id }
    const another = await way((on) => on.conversations.open({ ...input, productId: other.id }))
    const general = await way((on) => on.conversations.open(input))
    await db.products.delete({ productId: product.id, sellerId: product.sellerId })
    await db.products.delete({ productId: other.id, sellerId: other.sellerId })
    expect(await way((on) => on.conversations.open(input))).toStrictEqual(general)
    for (const { id } of [conversation, another]) {
      expect(await db.conversations.get({ conversationId: id, userId: buyer.id })).toMatchObject({
        productId: null,
        isGeneral: false,
      })
    }
  })

  it('refuses a product of somebody else, and opens nothing', async () => {
    const { buyer, seller } = await way(startChat)
    const { product: foreign } = await way(startChat)
    const before = await rowCounts(db)
    const input = { buyerId: buyer.id, sellerId: seller.id, productId: foreign.id }
    const error = await rejection(
      way((on) => on.conversations.open(input)),
      ConflictError,
    )
    expect(error.rule).toBe('product_of_another_seller')
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses a conversation with oneself', async () => {
    const { buyer } = await way(startChat)
    const error = await rejection(
      way((on) => on.conversations.open({ buyerId: buyer.id, sellerId: buyer.id.toUpperCase() })),
      InvalidInputError,
    )
    expect(error.field).toBe('sellerId')
  })

  it.each([
    ['buyer', 'users'],
    ['seller', 'users'],
    ['product', 'products'],
  ])('refuses a %s that does not exist', async (who, table) => {
    const { id: sellerId } = await db.users.create(sampleUser())
    const { id: buyerId } = await db.users.create(sampleUser())
    const input = { buyerId, sellerId, [`${who}Id`]: newId() }
    const error = await rejection(
      way((on) => on.conversations.open(input)),
      NotFoundError,
    )
    expect(error.table).toBe(table)
  })
})
