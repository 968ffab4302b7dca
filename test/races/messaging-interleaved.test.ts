/**
 * Two commands on one conversation of which the second is held up by the first: it began before the first was
 * committed, and so sees nothing of it but the conversation's row. What it does must be right all the same.
 */

import { describe, expect, it } from 'vitest'
import type { Transaction } from '../../src/database-runner.js'
import type { Message } from '../../generated/models.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { startChat, type Chat } from '../setup/market/start-chat.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'

const { db, test } = await openMarket()
const oneSession = 'the embedded database has one session, so nothing in it waits'

/** A conversation in which the buyer said so many things. */
async function monologue(count: number): Promise<Chat & { readonly messages: readonly Message[] }> {
  const chat = await startChat(db)
  const to = { conversationId: chat.conversation.id, senderId: chat.buyer.id }
  const messages = []
  for (let n = 0; n < count; n++) messages.push(await db.messages.send({ ...to, content: `Message ${n}` }))
  return { ...chat, messages }
}

/** Begins `second` while `first` is done and not committed, and gives what became of it. */
async function whileWaiting<T>(
  first: (tx: Transaction) => Promise<unknown>,
  second: () => Promise<T>,
): Promise<PromiseSettledResult<T>> {
  let waiting: Promise<PromiseSettledResult<T>[]> = Promise.resolve([])
  await db.transaction(async (tx) => {
    await first(tx)
    waiting = Promise.allSettled([second()])
    await blockedBackends(db, 1)
  })
  const [outcome] = await waiting
  if (outcome === undefined) throw new Error('nothing was begun')
  return outcome
}

describe('what waits for another command on its conversation', () => {
  it('deletes the last message, and leaves the one before the one that was deleted meanwhile', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, conversation, messages } = await monologue(4)
    const [, newest, second, third] = messages
    const userId = buyer.id
    const remove = (on: Pick<Transaction, 'messages'>, message?: Message) =>
      on.messages.delete({ messageId: message?.id ?? '', userId })
    const outcome = await whileWaiting(
      async (tx) => {
        await remove(tx, newest)
        await remove(tx, second)
      },
      () => remove(db, third),
    )
    expect(outcome.status).toBe('fulfilled')
    const after = await db.conversations.get({ conversationId: conversation.id, userId })
    expect(after).toMatchObject({ lastMessageId: messages[0]?.id, sellerUnreadCount: 1 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('deletes what was the last message, and leaves the one that was sent meanwhile', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, seller, conversation, messages } = await monologue(2)
    const sent = { id: newId(), conversationId: conversation.id, senderId: seller.id, content: 'Wait' }
    const outcome = await whileWaiting(
      (tx) => tx.messages.send(sent),
      () => db.messages.delete({ messageId: messages[1]?.id ?? '', userId: buyer.id }),
    )
    expect(outcome.status).toBe('fulfilled')
    const after = await db.conversations.get({ conversationId: conversation.id, userId: buyer.id })
    expect(after).toMatchObject({ lastMessageId: sent.id, buyerUnreadCount: 1, sellerUnreadCount: 1 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('marks read what it saw, and leaves unread what was sent meanwhile', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, seller, conversation } = await monologue(3)
    const access = { conversationId: conversation.id, userId: seller.id }
    const outcome = await whileWaiting(
      (tx) => tx.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'One more' }),
      () => db.conversations.markRead(access),
    )
    expect(outcome).toEqual({ status: 'fulfilled', value: 3 })
    expect(await db.conversations.get(access)).toMatchObject({ sellerUnreadCount: 1 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('marks nothing read a second time, nor what was deleted meanwhile', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, seller, conversation, messages } = await monologue(5)
    const access = { conversationId: conversation.id, userId: seller.id }
    const outcome = await whileWaiting(
      async (tx) => {
        await tx.messages.markRead({ messageId: messages[1]?.id ?? '', userId: seller.id })
        await tx.messages.delete({ messageId: messages[2]?.id ?? '', userId: buyer.id })
      },
      () => db.conversations.markRead(access),
    )
    expect(outcome).toEqual({ status: 'fulfilled', value: 2 })
    expect(await db.conversations.get(access)).toMatchObject({ sellerUnreadCount: 0 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('deletes a message that was read meanwhile, and counts it no more than once', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, seller, conversation, messages } = await monologue(2)
    const access = { conversationId: conversation.id, userId: seller.id }
    const outcome = await whileWaiting(
      (tx) => tx.messages.markRead({ messageId: messages[0]?.id ?? '', userId: seller.id }),
      () => db.messages.delete({ messageId: messages[0]?.id ?? '', userId: buyer.id }),
    )
    expect(outcome.status).toBe('fulfilled')
    expect(await db.conversations.get(access)).toMatchObject({ sellerUnreadCount: 1 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('sends later than what was sent meanwhile, and keeps the order', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, seller, conversation } = await monologue(1)
    const { id: conversationId } = conversation
    const first = { id: newId(), conversationId, senderId: seller.id, content: 'First' }
    const second = { id: newId(), conversationId, senderId: buyer.id, content: 'Second' }
    await whileWaiting(
      (tx) => tx.messages.send(first),
      () => db.messages.send(second),
    )
    const { items } = await db.messages.list({ conversationId, userId: buyer.id, limit: 2 })
    expect(items.map(({ id }) => id)).toEqual([second.id, first.id])
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('gives the message that was sent meanwhile with the same id, also in a transaction', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, conversation } = await monologue(0)
    const message = { id: newId(), conversationId: conversation.id, senderId: buyer.id, content: 'Once' }
    let first: Message | undefined
    const outcome = await whileWaiting(
      async (tx) => (first = await tx.messages.send(message)),
      () => db.transaction((tx) => tx.messages.send(message)),
    )
    expect(outcome).toStrictEqual({ status: 'fulfilled', value: first })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('refuses another message that was given the id of one sent meanwhile', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, conversation } = await monologue(0)
    const message = { id: newId(), conversationId: conversation.id, senderId: buyer.id, content: 'Once' }
    const outcome = await whileWaiting(
      (tx) => tx.messages.send(message),
      () => db.messages.send({ ...message, content: 'Again' }),
    )
    expect(outcome).toMatchObject({ status: 'rejected', reason: { rule: 'repeated_differently' } })
    const { items } = await db.messages.list({ conversationId: conversation.id, userId: buyer.id })
    expect(items.map(({ content }) => content)).toEqual(['Once'])
  })

  it.for(['repeatable read', 'serializable'] as const)(
    'is run again under %s, and is right',
    async (isolation, context) => {
      if (!test.multiSession) context.skip(oneSession)
      const { buyer, seller, conversation, messages } = await monologue(2)
      let runs = 0
      const outcome = await whileWaiting(
        (tx) => tx.messages.delete({ messageId: messages[1]?.id ?? '', userId: buyer.id }),
        () =>
          db.transaction(
            async (tx) => {
              runs++
              return tx.conversations.markRead({ conversationId: conversation.id, userId: seller.id })
            },
            { isolation },
          ),
      )
      expect(outcome).toEqual({ status: 'fulfilled', value: 1 })
      expect(runs).toBe(2)
      expect(await findBrokenInvariants(db)).toEqual([])
    },
  )
})

describe('a send', () => {
  it('of somebody who is being deleted waits for that, and finds nothing', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { buyer, seller, conversation } = await monologue(1)
    const outcome = await whileWaiting(
      (tx) => tx.users.delete({ userId: buyer.id }),
      () => db.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'Farewell' }),
    )
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'not_found', table: 'conversations' },
    })
    expect(await db.users.findAccount(seller.id)).not.toBeNull()
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
