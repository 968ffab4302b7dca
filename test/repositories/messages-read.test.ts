import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/engine/values/json.js'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import type { Message } from '../../generated/models.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Repositories } from '../../src/repositories/repositories.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { startChat, type Chat } from '../setup/market/start-chat.js'

const { db } = await openMarket()

/** A conversation in which buyer and seller took turns, the buyer first. */
async function talk(
  on: Repositories,
  count: number,
): Promise<Chat & { readonly messages: readonly Message[] }> {
  const chat = await startChat(on)
  const messages = []
  for (let n = 0; n < count; n++) {
    const sender = n % 2 === 0 ? chat.buyer : chat.seller
    const to = { conversationId: chat.conversation.id, senderId: sender.id }
    messages.push(await on.messages.send({ ...to, content: `Message ${n}` }))
  }
  return { ...chat, messages }
}

describe.each(bothWays(db))('conversations.markRead on %s', (_, way) => {
  it('marks read what the other one wrote, and says how much that was', async () => {
    const { buyer, seller, conversation } = await way((on) => talk(on, 7))
    const access = { conversationId: conversation.id, userId: seller.id }
    const before = new Date()
    expect(await way((on) => on.conversations.markRead(access))).toBe(4)
    const { items } = await db.messages.list(access)
    for (const { senderId, readAt, createdAt } of items) {
      if (senderId === seller.id) expect(readAt).toBeNull()
      else expect(readAt?.getTime()).toBeGreaterThanOrEqual(createdAt.getTime())
    }
    expect(before.getTime() - (items[0]?.readAt?.getTime() ?? 0)).toBeLessThan(60_000)
    const after = await db.conversations.get({ conversationId: conversation.id, userId: buyer.id })
    expect(after).toMatchObject({ sellerUnreadCount: 0, buyerUnreadCount: 3 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('changes nothing when there is nothing to read, not even the time of the change', async () => {
    const { buyer, seller, conversation } = await way((on) => talk(on, 1))
    const access = { conversationId: conversation.id, userId: seller.id }
    await way((on) => on.conversations.markRead(access))
    const read = await db.conversations.get(access)
    const { items } = await db.messages.list(access)
    expect(await way((on) => on.conversations.markRead(access))).toBe(0)
    expect(await way((on) => on.conversations.markRead({ ...access, userId: buyer.id }))).toBe(0)
    expect(await db.conversations.get(access)).toStrictEqual(read)
    expect((await db.messages.list(access)).items).toStrictEqual(items)
  })
})

describe.each(bothWays(db))('messages.markRead on %s', (_, way) => {
  it('marks read what the other one wrote up to a message, that one included', async () => {
    const { seller, conversation, messages } = await way((on) => talk(on, 9))
    const upTo = async (n: number) =>
      way((on) => on.messages.markRead({ messageId: messages[n]?.id ?? '', userId: seller.id }))
    expect(await upTo(4)).toBe(3)
    expect(await upTo(4)).toBe(0)
    expect(await upTo(1)).toBe(0)
    // One's own message will do as well.
    expect(await upTo(7)).toBe(1)
    const access = { conversationId: conversation.id, userId: seller.id }
    expect(await db.conversations.get(access)).toMatchObject({ sellerUnreadCount: 1, buyerUnreadCount: 4 })
    const { items } = await db.messages.list({ ...access, direction: 'newer' })
    expect(items.map(({ readAt }) => readAt !== null)).toEqual(
      messages.map(({ senderId }, n) => senderId !== seller.id && n < 8),
    )
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('refuses who takes no part, and a message that is not there', async () => {
    const { messages } = await way((on) => talk(on, 1))
    const stranger = await db.users.create(sampleUser())
    const input = { messageId: messages[0]?.id ?? '', userId: stranger.id }
    await rejection(
      way((on) => on.messages.markRead(input)),
      ForbiddenError,
    )
    const error = await rejection(
      way((on) => on.messages.markRead({ ...input, messageId: newId() })),
      NotFoundError,
    )
    expect(error.table).toBe('messages')
  })
})

describe.each(bothWays(db))('conversations.countUnread on %s', (_, way) => {
  it('adds up what somebody has not read as buyer and as seller, archived or not', async () => {
    const { buyer, seller, conversation } = await way((on) => talk(on, 5))
    const general = await way((on) => on.conversations.open({ buyerId: seller.id, sellerId: buyer.id }))
    await way((on) =>
      on.messages.send({ conversationId: general.id, senderId: buyer.id, content: 'And what do you buy?' }),
    )
    await way((on) => on.conversations.archive({ conversationId: conversation.id, userId: seller.id }))
    expect(await way((on) => on.conversations.countUnread(seller.id))).toBe(4)
    expect(await way((on) => on.conversations.countUnread(buyer.id))).toBe(2)
    expect(await way((on) => on.conversations.countUnread(newId()))).toBe(0)
  })
})

describe.each(bothWays(db))('messages.get and find on %s', (_, way) => {
  it('give a message to both participants, several in one tick by one statement', async () => {
    const { buyer, seller, messages } = await way((on) => talk(on, 4))
    for (const { id: userId } of [buyer, seller]) {
      const read = await way((on) =>
        Promise.all(messages.map(({ id: messageId }) => on.messages.get({ messageId, userId }))),
      )
      expect(read).toStrictEqual(messages)
    }
    expect(await way((on) => on.messages.find({ messageId: newId(), userId: buyer.id }))).toBeNull()
    const error = await rejection(
      way((on) => on.messages.get({ messageId: newId(), userId: buyer.id })),
      NotFoundError,
    )
    expect(error.table).toBe('messages')
  })

  it('refuse who takes no part', async () => {
    const { messages } = await way((on) => talk(on, 1))
    const stranger = await db.users.create(sampleUser())
    const input = { messageId: messages[0]?.id ?? '', userId: stranger.id }
    for (const ask of ['get', 'find'] as const) {
      const error = await rejection(
        way<unknown>((on) => on.messages[ask](input)),
        ForbiddenError,
      )
      expect(error.rule).toBe('not_a_participant')
    }
  })
})

describe.each(bothWays(db))('messages.delete on %s', (_, way) => {
  it('takes the last message away, and the one before it is the last', async () => {
    const { buyer, seller, conversation, messages } = await way((on) => talk(on, 3))
    const access = { conversationId: conversation.id, userId: buyer.id }
    const [first, second, third] = messages
    const remove = async (message: Message | undefined) => {
      const { id: messageId = '', senderId: userId = '' } = message ?? {}
      await way((on) => on.messages.delete({ messageId, userId }))
      expect(await db.messages.find({ messageId, userId })).toBeNull()
      return db.conversations.get(access)
    }
    expect(await remove(third)).toMatchObject({
      lastMessageId: second?.id,
      lastMessageAt: second?.createdAt,
      sellerUnreadCount: 1,
      buyerUnreadCount: 1,
    })
    expect(await remove(first)).toMatchObject({
      lastMessageId: second?.id,
      lastMessageAt: second?.createdAt,
      sellerUnreadCount: 0,
      buyerUnreadCount: 1,
    })
    const emptied = await remove(second)
    expect(emptied).toStrictEqual({ ...conversation, updatedAt: emptied.updatedAt })
    expect(seller.id).toBe(second?.senderId)
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('leaves the count of what is unread alone when the message was read', async () => {
    const { seller, conversation, messages } = await way((on) => talk(on, 3))
    const [first, , third] = messages
    await way((on) => on.messages.markRead({ messageId: first?.id ?? '', userId: seller.id }))
    await way((on) => on.messages.delete({ messageId: first?.id ?? '', userId: first?.senderId ?? '' }))
    const access = { conversationId: conversation.id, userId: seller.id }
    expect(await db.conversations.get(access)).toMatchObject({
      sellerUnreadCount: 1,
      lastMessageId: third?.id,
    })
  })

  it('refuses a message of the other one, of the marketplace and of others, and keeps it', async () => {
    const { buyer, seller, conversation, messages } = await way((on) => talk(on, 1))
    const stranger = await db.users.create(sampleUser())
    const system = await way((on) =>
      on.messages.sendSystem({
        conversationId: conversation.id,
        aboutUserId: buyer.id,
        content: 'The buyer is verified',
      }),
    )
    const [message] = messages
    const cases = [
      [message, seller, 'not_the_sender'],
      [system, buyer, 'not_the_sender'],
      [message, stranger, 'not_a_participant'],
    ] as const
    for (const [one, { id: userId }, rule] of cases) {
      const error = await rejection(
        way((on) => on.messages.delete({ messageId: one?.id ?? '', userId })),
        ForbiddenError,
      )
      expect(error.rule).toBe(rule)
    }
    const { items } = await db.messages.list({ conversationId: conversation.id, userId: buyer.id })
    expect(items).toStrictEqual([system, message])
  })

  it('refuses a message that shows an offer, for as long as there is that offer', async () => {
    const { buyer, seller, product, conversation } = await way((on) => talk(on, 0))
    const terms = { amountMinor: 20_000, currency: 'AED', priceMinor: 25_000, expiresAt: null }
    const insertOffer = query<{ readonly row: Json }, { readonly id: string }>(
      `with offer as (
        insert into offers (product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
        select product_id, conversation_id, buyer_id, seller_id, buyer_id, 20000, 'AED'
        from jsonb_to_record(:row!::jsonb) as given (product_id uuid, conversation_id uuid, buyer_id uuid, seller_id uuid)
        returning offers.id, offers.conversation_id, offers.buyer_id
      )
      insert into messages (conversation_id, sender_id, message_type, offer_id, offer_data, read_at)
      select offer.conversation_id, offer.buyer_id, 'offer', offer.id, :row!::jsonb -> 'terms', now() from offer
      returning messages.id`,
      { row: 'jsonb' },
    )
    const parties = { product_id: product.id, conversation_id: conversation.id, buyer_id: buyer.id }
    const row = { ...parties, seller_id: seller.id, terms }
    const { id: messageId } = await db.one(insertOffer, { row })
    const input = { messageId, userId: buyer.id }
    expect((await way((on) => on.messages.get(input))).offerData).toStrictEqual(terms)
    const error = await rejection(
      way((on) => on.messages.delete(input)),
      ConflictError,
    )
    expect(error.rule).toBe('message_shows_offer')
    await db.products.delete({ productId: product.id, sellerId: product.sellerId })
    expect(await way((on) => on.messages.get(input))).toMatchObject({ offerId: null, offerData: terms })
    await way((on) => on.messages.delete(input))
    expect(await db.messages.find(input)).toBeNull()
  })

  it('refuses to delete twice', async () => {
    const { buyer, messages } = await way((on) => talk(on, 1))
    const input = { messageId: messages[0]?.id ?? '', userId: buyer.id }
    await way((on) => on.messages.delete(input))
    const error = await rejection(
      way((on) => on.messages.delete(input)),
      NotFoundError,
    )
    expect(error.table).toBe('messages')
  })
})
