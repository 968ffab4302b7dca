import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { joinNegotiation, openNegotiation, putConversation } from '../setup/market/open-negotiation.js'
import { readOffer, readOffers } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { passDeadline } from '../setup/market/pass-deadline.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

interface Chat {
  readonly id: string
  readonly senderId: string
  readonly messageType: string
  readonly content: string | null
  readonly offerData: unknown
  readonly offerId: string | null
  readonly createdAt: Date
}

const listChat = query<{ readonly id: string }, Chat>(
  `select id, sender_id, message_type, content, offer_data, offer_id, created_at
  from messages where conversation_id = :id!::uuid order by created_at, id`,
)

interface Inbox {
  readonly lastMessageId: string | null
  readonly lastMessageAt: Date | null
  readonly buyerUnreadCount: number
  readonly sellerUnreadCount: number
  readonly archivedBy: readonly string[]
}

const findInbox = query<{ readonly id: string }, Inbox>(
  `select last_message_id, last_message_at, buyer_unread_count, seller_unread_count, archived_by
  from conversations where id = :id!::uuid`,
)

const archive = query<{ readonly id: string }, object>(
  'update conversations set archived_by = array[buyer_id, seller_id] where id = :id!::uuid',
)

describe.each(bothWays(db))('make on %s', (_, on) => {
  it('gives the offer as it is then read', async () => {
    const { product, sellerId, buyerId, conversationId } = await openNegotiation(db, { currency: 'KWD' })
    const id = newId()
    const made = await on(({ offers }) =>
      offers.make({
        id,
        productId: product.id,
        conversationId,
        buyerId,
        amountMinor: 20_000,
        message: 'Today, in cash?',
        expiresInSeconds: 3_600,
      }),
    )
    expect(made).toStrictEqual({
      id,
      productId: product.id,
      conversationId,
      parentOfferId: null,
      buyerId,
      sellerId,
      madeBy: buyerId,
      amountMinor: 20_000,
      currency: 'KWD',
      message: 'Today, in cash?',
      status: 'pending',
      expiresAt: new Date(made.createdAt.getTime() + 3_600_000),
      createdAt: made.createdAt,
      updatedAt: made.createdAt,
    })
    expect(await readOffer(db, id)).toStrictEqual(made)
  })

  it('shows the terms in the chat, and counts the message for the seller', async () => {
    const { product, buyerId, conversationId } = await openNegotiation(db)
    await db.execute(archive, { id: conversationId })
    const terms = { productId: product.id, conversationId, buyerId, amountMinor: 1 }
    const first = await on(({ offers }) => offers.make(terms))
    await db.offers.cancel({ offerId: first.id, userId: buyerId })
    const second = await on(({ offers }) =>
      offers.make({ ...terms, message: 'Please', expiresInSeconds: 60 }),
    )
    const chat = await db.many(listChat, { id: conversationId })
    expect(chat).toEqual([
      {
        id: chat[0]?.id,
        senderId: buyerId,
        messageType: 'offer',
        content: null,
        offerData: { amountMinor: 1, currency: 'AED', priceMinor: 25_000, expiresAt: null },
        offerId: first.id,
        createdAt: first.createdAt,
      },
      expect.objectContaining({ content: 'Please', offerId: second.id, senderId: buyerId }),
    ])
    const shown = chat[1]?.offerData as { readonly expiresAt: string }
    expect(new Date(shown.expiresAt)).toEqual(second.expiresAt)
    expect(await db.one(findInbox, { id: conversationId })).toEqual({
      lastMessageId: chat[1]?.id,
      lastMessageAt: second.createdAt,
      buyerUnreadCount: 0,
      sellerUnreadCount: 2,
      archivedBy: [buyerId],
    })
  })

  it('takes a conversation about nothing in particular', async () => {
    const { product, buyerId, sellerId } = await openNegotiation(db)
    const conversationId = await putConversation(db, { buyerId, sellerId, productId: null })
    const made = await on(({ offers }) =>
      offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 1 }),
    )
    expect(made).toMatchObject({ conversationId, productId: product.id })
  })

  it('gives the first one’s offer when it is repeated, and writes nothing more', async () => {
    const { product, buyerId, sellerId, conversationId } = await openNegotiation(db)
    const input = { id: newId(), productId: product.id, conversationId, buyerId, amountMinor: 20_000 }
    const made = await on(({ offers }) => offers.make(input))
    const before = [await rowCounts(db), await db.one(findInbox, { id: conversationId })]
    expect(await on(({ offers }) => offers.make(input))).toStrictEqual(made)
    for (const other of [{ amountMinor: 1 }, { message: 'Please' }, { expiresInSeconds: 60 }]) {
      const differently = on(({ offers }) => offers.make({ ...input, ...other }))
      const { rule } = await rejection(differently, ConflictError)
      expect(['repeated_differently', 'offer_already_pending']).toContain(rule)
    }
    expect([await rowCounts(db), await db.one(findInbox, { id: conversationId })]).toEqual(before)
    const declined = await db.offers.decline({ offerId: made.id, userId: sellerId })
    await db.products.markSold({ productId: product.id, sellerId: product.sellerId })
    expect(await on(({ offers }) => offers.make(input))).toStrictEqual(declined)
  })

  it('refuses an id that is another offer’s', async () => {
    const one = await openNegotiation(db)
    const other = await joinNegotiation(db, one)
    const id = newId()
    const terms = { id, productId: one.product.id, amountMinor: 1 }
    await on(({ offers }) =>
      offers.make({ ...terms, buyerId: one.buyerId, conversationId: one.conversationId }),
    )
    const before = await rowCounts(db)
    const error = await rejection(
      on(({ offers }) =>
        offers.make({ ...terms, buyerId: other.buyerId, conversationId: other.conversationId }),
      ),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'repeated_differently', retryable: false })
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses who is not in the conversation, and who sells the product', async () => {
    const { product, sellerId, conversationId } = await openNegotiation(db)
    const stranger = await db.users.create(sampleUser())
    const terms = { productId: product.id, conversationId, amountMinor: 1 }
    const before = await rowCounts(db)
    for (const [buyerId, rule] of [
      [stranger.id, 'not_a_participant'],
      [newId(), 'not_a_participant'],
      [sellerId, 'own_product'],
    ] as const) {
      const error = await rejection(
        on(({ offers }) => offers.make({ ...terms, buyerId })),
        ForbiddenError,
      )
      expect(error).toMatchObject({ rule, code: 'forbidden', retryable: false })
    }
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses a conversation about something else', async () => {
    const one = await openNegotiation(db)
    const sameSeller = await db.products.create(sampleProduct(one.sellerId))
    const otherSeller = await openNegotiation(db)
    for (const productId of [sameSeller.id, otherSeller.product.id]) {
      const error = await rejection(
        on(({ offers }) =>
          offers.make({
            productId,
            conversationId: one.conversationId,
            buyerId: one.buyerId,
            amountMinor: 1,
          }),
        ),
        ConflictError,
      )
      expect(error.rule).toBe('product_not_of_conversation')
    }
  })

  it('refuses a second offer while the first one waits, in whichever conversation', async () => {
    const { product, buyerId, sellerId, conversationId } = await openNegotiation(db)
    const general = await putConversation(db, { buyerId, sellerId, productId: null })
    const terms = { productId: product.id, buyerId, amountMinor: 1 }
    const make = (of: string) => on(({ offers }) => offers.make({ ...terms, conversationId: of }))
    const first = await make(conversationId)
    const before = await rowCounts(db)
    for (const of of [conversationId, general]) {
      const error = await rejection(make(of), ConflictError)
      expect(error).toMatchObject({ rule: 'offer_already_pending', retryable: false })
    }
    const counter = await db.offers.counter({ offerId: first.id, userId: sellerId, amountMinor: 2 })
    expect((await rejection(make(general), ConflictError)).rule).toBe('offer_already_pending')
    const { offers = 0, messages = 0 } = before
    expect(await rowCounts(db)).toEqual({ ...before, offers: offers + 1, messages: messages + 1 })
    await db.offers.decline({ offerId: counter.id, userId: buyerId })
    expect((await make(general)).status).toBe('pending')
  })

  it('takes the place of an offer whose time has passed, and marks that expired', async () => {
    const { product, buyerId, conversationId } = await openNegotiation(db)
    const terms = { productId: product.id, buyerId, conversationId, amountMinor: 1 }
    const first = await on(({ offers }) => offers.make({ ...terms, expiresInSeconds: 60 }))
    await passDeadline(db, first.id)
    const second = await on(({ offers }) => offers.make(terms))
    expect((await readOffers(db, [first.id, second.id])).map(({ status }) => status)).toEqual([
      'expired',
      'pending',
    ])
  })

  it('refuses a product that is sold or off the market', async () => {
    const { product, buyerId, conversationId } = await openNegotiation(db)
    const make = () =>
      on(({ offers }) => offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 1 }))
    await db.products.update({
      productId: product.id,
      sellerId: product.sellerId,
      patch: { isAvailable: false },
    })
    expect((await rejection(make(), ConflictError)).rule).toBe('product_not_available')
    await db.products.markSold({ productId: product.id, sellerId: product.sellerId })
    expect((await rejection(make(), ConflictError)).rule).toBe('product_already_sold')
    await db.products.markAvailable({ productId: product.id, sellerId: product.sellerId })
    expect((await make()).status).toBe('pending')
  })

  it('says whether the product or the conversation is missing', async () => {
    const { product, buyerId, conversationId } = await openNegotiation(db)
    const terms = { buyerId, amountMinor: 1 }
    const noProduct = on(({ offers }) => offers.make({ ...terms, productId: newId(), conversationId }))
    expect((await rejection(noProduct, NotFoundError)).table).toBe('products')
    const noConversation = on(({ offers }) =>
      offers.make({ ...terms, productId: product.id, conversationId: newId() }),
    )
    expect((await rejection(noConversation, NotFoundError)).table).toBe('conversations')
  })
})
