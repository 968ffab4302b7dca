/** Blocking while everything else goes on, on a server. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { ConflictError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct } from '../setup/market/samples.js'
import { startChat, type Chat } from '../setup/market/start-chat.js'
import { query } from '../setup/query.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { outcomesOf } from '../setup/races/outcomes.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const feeBasisPoints = { discover: 1_000, community: 500 }
const isolations = ['read committed', 'repeatable read', 'serializable'] as const

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

type Deed = (on: Database | Transaction, chat: Chat) => Promise<unknown>

/** What leaves something behind that a block must end. */
const lastingDeeds: readonly (readonly [string, Deed])[] = [
  [
    'follows.follow',
    (on, { buyer, seller }) => on.follows.follow({ userId: buyer.id, followeeId: seller.id }),
  ],
  [
    'offers.make',
    (on, { buyer, product, conversation }) =>
      on.offers.make({
        productId: product.id,
        conversationId: conversation.id,
        buyerId: buyer.id,
        amountMinor: 100,
      }),
  ],
  [
    'payments.open',
    (on, { buyer, product }) =>
      on.payments.open({ productId: product.id, buyerId: buyer.id, feeBasisPoints }),
  ],
  [
    'conversations.open',
    (on, { buyer, seller }) => on.conversations.open({ buyerId: buyer.id, sellerId: seller.id }),
  ],
]

const deeds: readonly (readonly [string, Deed])[] = [
  ...lastingDeeds,
  [
    'messages.send',
    (on, { buyer, conversation }) =>
      on.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'Hi' }),
  ],
  [
    'a statement that inserts a follow',
    (on, { buyer, seller }) =>
      on.execute(
        query<{ readonly one: string; readonly other: string }, object>(
          'insert into follows (follower_id, followee_id) values (:one!::uuid, :other!::uuid) on conflict do nothing',
        ),
        { one: seller.id, other: buyer.id },
      ),
  ],
]

const looksFirst = query<undefined, object>('select count(*) from blocks')

describe.each(deeds)('a block, and %s', (_, deed) => {
  it('waits for what has begun, and ends it', async () => {
    const chat = await startChat(db)
    let blocking: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await deed(tx, chat)
      blocking = caller().blocks.block({ userId: chat.seller.id, blockedId: chat.buyer.id })
      await blockedBackends(db, 1)
    })
    expect(await blocking).toBe(true)
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('is seen by what begins before it ends', async () => {
    const chat = await startChat(db)
    let doing: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await tx.blocks.block({ userId: chat.seller.id, blockedId: chat.buyer.id })
      doing = rejection(deed(caller(), chat), ConflictError)
      await blockedBackends(db, 1)
    })
    expect(await doing).toMatchObject({ rule: 'user_blocked' })
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

const party = `(select :one!::uuid as one, :other!::uuid as other, :productId!::uuid as product_id,
  :conversationId!::uuid as conversation_id, :paymentId!::uuid as payment_id) as party`
const writtenByHand = {
  follows: `(follower_id, followee_id) select one, other from ${party}`,
  conversations: `(buyer_id, seller_id) select one, other from ${party}`,
  offers: `(product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor)
    select product_id, conversation_id, one, other, one, 100 from ${party}`,
  transactions: `(buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type)
    select one, other, product_id, 100, 10, 90, 'discover' from ${party}`,
  reviews: `(payment_id, product_id, reviewer_id, reviewee_id, rating)
    select payment_id, product_id, one, other, 5 from ${party}`,
  notifications: `(notification_type, user_id, actor_id) select 'stream_live', one, other from ${party}`,
}
const lockUser = query<{ readonly id: string }, object>(
  'select from users where id = :id!::uuid for update nowait',
)

describe.each(Object.entries(writtenByHand))('a statement that inserts into %s', (table, rest) => {
  it.each(['buyer', 'seller'] as const)(
    'locks its two users in the order of a block, the %s first',
    async (first) => {
      const { buyer, seller, product, conversation } = await startChat(db)
      const [one, other] = first === 'buyer' ? [buyer.id, seller.id] : [seller.id, buyer.id]
      const [lower = '', higher = ''] = [one, other].sort()
      const insert = query<object, object>(`insert into ${table} ${rest}`)
      const ids = { productId: product.id, conversationId: conversation.id, paymentId: newId() }
      let writing: Promise<unknown> = Promise.resolve()
      await db.transaction(async (tx) => {
        await tx.execute(lockUser, { id: lower })
        writing = rejection(
          caller().transaction(async (writer) => {
            await writer.execute(insert, { one, other, ...ids })
            throw new Error('it shall not stay')
          }),
          Error,
        )
        await blockedBackends(db, 1)
        await tx.execute(lockUser, { id: higher })
      })
      await writing
    },
  )
})

describe('a block, and notifications.addMany', () => {
  it('that waits for it tells nobody behind it', async () => {
    const { buyer, seller } = await startChat(db)
    let telling: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await tx.blocks.block({ userId: seller.id, blockedId: buyer.id })
      telling = caller().notifications.addMany({
        userIds: [seller.id],
        actorId: buyer.id,
        notificationType: 'stream_live',
      })
      await blockedBackends(db, 1)
    })
    expect(await telling).toEqual([])
    expect((await db.notifications.list({ userId: seller.id })).items).toEqual([])
  })
})

describe.each(lastingDeeds)('a block, and %s of an older snapshot', (_, deed) => {
  it.each(isolations)('at %s is seen, after it was waited for', async (isolation) => {
    const chat = await startChat(db)
    let doing: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await tx.blocks.block({ userId: chat.seller.id, blockedId: chat.buyer.id })
      doing = rejection(
        caller().transaction(
          async (other) => {
            await other.many(looksFirst)
            await deed(other, chat)
          },
          { isolation, retries: 5 },
        ),
        ConflictError,
      )
      await blockedBackends(db, 1)
    })
    expect(await doing).toMatchObject({ rule: 'user_blocked' })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(isolations)('at %s is seen, though the transaction began before it', async (isolation) => {
    const chat = await startChat(db)
    let attempts = 0
    const doing = db.transaction(
      async (tx) => {
        attempts++
        await tx.many(looksFirst)
        if (attempts === 1) await caller().blocks.block({ userId: chat.buyer.id, blockedId: chat.seller.id })
        await deed(tx, chat)
      },
      { isolation, retries: 5 },
    )
    expect(await rejection(doing, ConflictError)).toMatchObject({ rule: 'user_blocked' })
    expect(attempts).toBe(isolation === 'read committed' ? 1 : 2)
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('a block', () => {
  it('and everything at once leave no follow and no pending offer between the two', async () => {
    for (let round = 0; round < 12; round++) {
      const chat = await startChat(db)
      const blocks = [
        caller().blocks.block({ userId: chat.seller.id, blockedId: chat.buyer.id }),
        caller().blocks.block({ userId: chat.buyer.id, blockedId: chat.seller.id }),
      ]
      const all = Array.from({ length: 3 }, () => deeds.map(([, deed]) => deed(caller(), chat))).flat()
      const { refused } = await outcomesOf([...blocks, ...all])
      for (const error of refused) expect(error).toBeInstanceOf(ConflictError)
      expect(await Promise.all(blocks)).toEqual([true, true])
      expect(await findBrokenInvariants(db)).toEqual([])
      expect(await db.follows.countOf(chat.buyer.id)).toEqual({ followers: 0, following: 0 })
    }
  })

  it('ends a counter-offer that is made at the same time, and no payment of an accepted offer', async () => {
    for (let round = 0; round < 12; round++) {
      const chat = await startChat(db)
      const { buyer, seller, product, conversation } = chat
      const offer = await db.offers.make({
        productId: product.id,
        conversationId: conversation.id,
        buyerId: buyer.id,
        amountMinor: 100,
      })
      const answer = { offerId: offer.id, userId: seller.id }
      const { refused } = await outcomesOf<unknown>([
        caller().blocks.block({ userId: buyer.id, blockedId: seller.id }),
        round % 2 === 0
          ? caller().offers.counter({ ...answer, amountMinor: 200 })
          : caller().offers.accept({ ...answer, feeBasisPoints }),
      ])
      for (const error of refused) {
        expect(error).toBeInstanceOf(ConflictError)
        expect(['user_blocked', 'offer_not_pending']).toContain((error as ConflictError).rule)
      }
      expect(await findBrokenInvariants(db)).toEqual([])
    }
  })

  it('once of forty calls, and unblocked meanwhile', async () => {
    const { buyer, seller } = await startChat(db)
    const block = { userId: buyer.id, blockedId: seller.id }
    const { done, refused } = await outcomesOf(Array.from({ length: 40 }, () => caller().blocks.block(block)))
    expect(refused).toEqual([])
    expect(done.filter((hasChanged) => hasChanged)).toHaveLength(1)
    const mixed = await outcomesOf(
      Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0 ? caller().blocks.unblock(block) : caller().blocks.block(block),
      ),
    )
    expect(mixed.refused).toEqual([])
  })

  it('does not deadlock with the deletion and the closing of either', async () => {
    for (let round = 0; round < 10; round++) {
      const { buyer, seller } = await startChat(db)
      await db.products.create(sampleProduct(buyer.id))
      const { refused } = await outcomesOf<unknown>([
        caller().blocks.block({ userId: buyer.id, blockedId: seller.id }),
        caller().users.close({ userId: buyer.id }),
        caller().users.delete({ userId: seller.id }),
        caller().follows.follow({ userId: seller.id, followeeId: buyer.id }),
      ])
      for (const error of refused)
        expect(error).toMatchObject({ code: expect.stringMatching(/conflict|not_found/) as string })
      expect(await findBrokenInvariants(db)).toEqual([])
    }
  })
})
