import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()

describe.each(bothWays(db))('messages.send on %s', (_, way) => {
  it('sends a text, which is the last message and unread by the other one', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const id = newId()
    const message = await way((on) =>
      on.messages.send({ id, conversationId: conversation.id, senderId: buyer.id, content: 'Still there?' }),
    )
    expect(message).toStrictEqual({
      id,
      conversationId: conversation.id,
      senderId: buyer.id,
      messageType: 'text',
      content: 'Still there?',
      imageUrls: [],
      offerId: null,
      offerData: null,
      readAt: null,
      erasedAt: null,
      hiddenAt: null,
      createdAt: message.createdAt,
      updatedAt: message.createdAt,
    })
    const after = await db.conversations.get({ conversationId: conversation.id, userId: seller.id })
    expect(after).toStrictEqual({
      ...conversation,
      lastMessageId: id,
      lastMessageAt: message.createdAt,
      sellerUnreadCount: 1,
      updatedAt: after.updatedAt,
    })
  })

  it('sends images with a caption or without, and what the marketplace says', async () => {
    const { seller, conversation } = await way(startChat)
    const to = { conversationId: conversation.id, senderId: seller.id }
    const imageUrls = ['https://images.example.com/1.png', 'https://images.example.com/2.png']
    const sent = await way(async (on) => [
      await on.messages.send({ ...to, messageType: 'image', imageUrls }),
      await on.messages.send({
        ...to,
        messageType: 'image',
        imageUrls: imageUrls.slice(1),
        content: 'The sole',
      }),
      await on.messages.sendSystem({
        conversationId: conversation.id,
        aboutUserId: seller.id,
        content: 'The offer was accepted',
      }),
    ])
    expect(sent.map(({ messageType, content, imageUrls }) => ({ messageType, content, imageUrls }))).toEqual([
      { messageType: 'image', content: null, imageUrls },
      { messageType: 'image', content: 'The sole', imageUrls: imageUrls.slice(1) },
      { messageType: 'system', content: 'The offer was accepted', imageUrls: [] },
    ])
    const after = await db.conversations.get({ conversationId: conversation.id, userId: seller.id })
    expect(after).toMatchObject({ buyerUnreadCount: 3, sellerUnreadCount: 0, lastMessageId: sent[2]?.id })
  })

  it('gives each message a later time than the one before', async () => {
    const { buyer, conversation } = await way(startChat)
    const sent = await way(async (on) => {
      const ids = []
      for (let n = 0; n < 20; n++) {
        const to = { conversationId: conversation.id, senderId: buyer.id }
        ids.push((await on.messages.send({ ...to, content: String(n) })).id)
      }
      return ids
    })
    const { items } = await db.messages.list({
      conversationId: conversation.id,
      userId: buyer.id,
      direction: 'newer',
      limit: 100,
    })
    expect(items.map(({ id }) => id)).toEqual(sent)
  })

  it('brings the conversation back for the other one who archived it, and not for the sender', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const { id: conversationId } = conversation
    await way((on) => on.conversations.archive({ conversationId, userId: buyer.id }))
    await way((on) => on.conversations.archive({ conversationId, userId: seller.id }))
    await way((on) => on.messages.send({ conversationId, senderId: buyer.id, content: 'Hello' }))
    const after = await db.conversations.get({ conversationId, userId: seller.id })
    expect(after.archivedBy).toEqual([buyer.id])
  })

  it('gives the first message again when it is sent again, and counts it once', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const input = { id: newId(), conversationId: conversation.id, senderId: buyer.id, content: 'Once' }
    const first = await way((on) => on.messages.send(input))
    const later = await way((on) => on.messages.send({ ...input, id: newId(), content: 'Later' }))
    expect(await way((on) => on.messages.send(input))).toStrictEqual(first)
    const other = way((on) => on.messages.send({ ...input, content: 'Otherwise' }))
    expect((await rejection(other, ConflictError)).rule).toBe('repeated_differently')
    const after = await db.conversations.get({ conversationId: conversation.id, userId: seller.id })
    expect(after).toMatchObject({ sellerUnreadCount: 2, lastMessageId: later.id })
  })

  it('refuses an id that is taken by the other one, or in another conversation', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const other = await way(startChat)
    const input = { id: newId(), conversationId: conversation.id, senderId: buyer.id, content: 'Mine' }
    await way((on) => on.messages.send(input))
    const before = await rowCounts(db)
    for (const taken of [
      { ...input, senderId: seller.id },
      { ...input, conversationId: other.conversation.id, senderId: other.buyer.id },
    ]) {
      const error = await rejection(
        way((on) => on.messages.send(taken)),
        ConflictError,
      )
      expect(error.rule).toBe('repeated_differently')
    }
    expect(await rowCounts(db)).toEqual(before)
    expect(
      await db.conversations.get({ conversationId: other.conversation.id, userId: other.buyer.id }),
    ).toStrictEqual(other.conversation)
  })

  it('refuses who takes no part, and a conversation that is not there', async () => {
    const { conversation } = await way(startChat)
    const stranger = await db.users.create(sampleUser())
    const input = { conversationId: conversation.id, senderId: stranger.id, content: 'Let me in' }
    const error = await rejection(
      way((on) => on.messages.send(input)),
      ForbiddenError,
    )
    expect(error.rule).toBe('not_a_participant')
    const missing = await rejection(
      way((on) => on.messages.send({ ...input, conversationId: newId() })),
      NotFoundError,
    )
    expect(missing.table).toBe('conversations')
    expect(
      await db.conversations.get({ conversationId: conversation.id, userId: conversation.buyerId }),
    ).toStrictEqual(conversation)
  })
})

describe('messages.send refuses, by the name of the field,', () => {
  const to = { conversationId: newId(), senderId: newId() }
  const image = 'https://images.example.com/1.png'
  it.each([
    ['content', 'a text without a content', { ...to }],
    ['content', 'a content that is null', { ...to, content: null }],
    ['content', 'an empty content', { ...to, content: '' }],
    ['content', 'white space', { ...to, content: ' \n\t\u3000' }],
    ['content', 'a content of 5,001 characters', { ...to, content: 'x'.repeat(5_001) }],
    ['messageType', 'a message of the marketplace', { ...to, messageType: 'system', content: 'Paid' }],
    ['content', 'an empty caption', { ...to, messageType: 'image', imageUrls: [image], content: '' }],
    ['imageUrls', 'images that are none', { ...to, messageType: 'image', imageUrls: [] }],
    ['imageUrls', 'images that are absent', { ...to, messageType: 'image', content: 'Where?' }],
    ['imageUrls', 'images in a text', { ...to, content: 'See', imageUrls: [image] }],
    ['imageUrls', 'eleven images', { ...to, messageType: 'image', imageUrls: Array(11).fill(image) }],
    ['messageType', 'an offer', { ...to, messageType: 'offer', content: '100?' }],
    ['offerData', 'the terms of an offer', { ...to, content: '100?', offerData: { amountMinor: 1 } }],
  ])('%s: %s', async (field, _, input) => {
    const error = await rejection(db.messages.send(input as never), InvalidInputError)
    expect(error.field).toBe(field)
  })
})
