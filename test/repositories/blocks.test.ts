import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  DatabaseError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
} from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }

async function newUsers(count: number): Promise<string[]> {
  return db.users.createMany(Array.from({ length: count }, () => sampleUser()))
}

describe.each(bothWays(db))('block and unblock on %s', (_, on) => {
  it('block once, and report whether anything changed', async () => {
    const [userId = '', blockedId = ''] = await newUsers(2)
    const block = { userId, blockedId }
    expect(await on(({ blocks }) => blocks.unblock(block))).toBe(false)
    expect(await on(({ blocks }) => blocks.block(block))).toBe(true)
    expect(await on(({ blocks }) => blocks.block(block))).toBe(false)
    expect(await db.blocks.areBlocked({ userId, userIds: [userId, blockedId] })).toEqual([false, true])
    // The other one learns nothing.
    expect(await db.blocks.areBlocked({ userId: blockedId, userIds: [userId] })).toEqual([false])
    expect((await db.blocks.list({ userId: blockedId })).items).toEqual([])
    for (const both of [
      { userId, otherId: blockedId },
      { userId: blockedId, otherId: userId },
    ]) {
      expect(await db.blocks.isBlockedBetween(both)).toBe(true)
    }
    expect(await on(({ blocks }) => blocks.unblock({ userId: blockedId, blockedId: userId }))).toBe(false)
    expect(await on(({ blocks }) => blocks.unblock(block))).toBe(true)
    expect(await on(({ blocks }) => blocks.unblock(block))).toBe(false)
    expect(await db.blocks.isBlockedBetween({ userId, otherId: blockedId })).toBe(false)
  })

  it('refuse oneself, strangers and a closed account that acts, and block a closed one', async () => {
    const [userId = '', closed = ''] = await newUsers(2)
    await db.users.close({ userId: closed })
    const block = (one: string, other: string) =>
      on(({ blocks }) => blocks.block({ userId: one, blockedId: other }))
    expect(await rejection(block(userId, userId), ForbiddenError)).toMatchObject({ rule: 'own_account' })
    await rejection(block(userId, newId()), NotFoundError)
    await rejection(block(newId(), userId), NotFoundError)
    expect(await rejection(block(closed, userId), ConflictError)).toMatchObject({ rule: 'account_closed' })
    expect(await block(userId, closed)).toBe(true)
    expect(
      await rejection(
        on(({ blocks }) => blocks.unblock({ userId: closed, blockedId: userId })),
        ConflictError,
      ),
    ).toMatchObject({ rule: 'account_closed' })
    await rejection(
      on(({ blocks }) => blocks.unblock({ userId: newId(), blockedId: userId })),
      NotFoundError,
    )
  })
})

describe('block', () => {
  it('ends follows and pending offers between the two, in both directions, and nothing else', async () => {
    const { buyer, seller, product, conversation } = await startChat(db)
    const [witness = ''] = await newUsers(1)
    const theirs = await db.products.create(sampleProduct(buyer.id))
    const back = await db.conversations.open({ buyerId: seller.id, sellerId: buyer.id, productId: theirs.id })
    const offers = [
      await db.offers.make({
        productId: product.id,
        conversationId: conversation.id,
        buyerId: buyer.id,
        amountMinor: 100,
      }),
      await db.offers.make({
        productId: theirs.id,
        conversationId: back.id,
        buyerId: seller.id,
        amountMinor: 100,
      }),
    ]
    const other = await db.conversations.open({
      buyerId: witness,
      sellerId: seller.id,
      productId: product.id,
    })
    const kept = await db.offers.make({
      productId: product.id,
      conversationId: other.id,
      buyerId: witness,
      amountMinor: 100,
    })
    for (const [userId, followeeId] of [
      [buyer.id, seller.id],
      [seller.id, buyer.id],
      [witness, seller.id],
      [buyer.id, witness],
    ] as const) {
      await db.follows.follow({ userId, followeeId })
    }
    await db.blocks.block({ userId: seller.id, blockedId: buyer.id })
    for (const offer of offers) {
      expect((await db.offers.get({ offerId: offer.id, userId: buyer.id })).status).toBe('cancelled')
    }
    expect((await db.offers.get({ offerId: kept.id, userId: witness })).status).toBe('pending')
    expect(await db.follows.countOf(seller.id)).toEqual({ followers: 1, following: 0 })
    expect(await db.follows.countOf(buyer.id)).toEqual({ followers: 0, following: 1 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('leaves payments, and lets them end', async () => {
    const { buyer, seller, product } = await startChat(db)
    const { id: paymentId } = await db.payments.open({
      productId: product.id,
      buyerId: buyer.id,
      feeBasisPoints,
    })
    await db.blocks.block({ userId: buyer.id, blockedId: seller.id })
    const paid = await db.payments.recordSuccess({
      paymentId,
      stripePaymentIntentId: 'pi_block',
      amountReceivedMinor: product.priceMinor,
      currency: product.currency,
    })
    expect(paid.status).toBe('completed')
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(['buyer blocks', 'seller blocks'])(
    'refuses what would begin between the two, by whatever statement: the %s',
    async (which) => {
      const { buyer, seller, product, conversation } = await startChat(db)
      const another = await db.products.create(sampleProduct(seller.id))
      const message = await db.messages.send({
        conversationId: conversation.id,
        senderId: buyer.id,
        content: 'Hello',
      })
      const [userId, blockedId] = which === 'buyer blocks' ? [buyer.id, seller.id] : [seller.id, buyer.id]
      await db.blocks.block({ userId, blockedId })
      const offer = {
        productId: product.id,
        conversationId: conversation.id,
        buyerId: buyer.id,
        amountMinor: 100,
      }
      const values = {
        buyer: buyer.id,
        seller: seller.id,
        product: product.id,
        conversation: conversation.id,
      }
      const own = (sql: string) => {
        const used = Object.entries(values).filter(([name]) => sql.includes(`:${name}!`))
        return db.execute(query<Record<string, string>, object>(sql), Object.fromEntries(used))
      }
      const refused: (() => Promise<unknown>)[] = [
        () => db.follows.follow({ userId: buyer.id, followeeId: seller.id }),
        () => db.follows.follow({ userId: seller.id, followeeId: buyer.id }),
        () =>
          db.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'Hello again' }),
        () =>
          db.messages.send({ conversationId: conversation.id, senderId: seller.id, content: 'Hello again' }),
        () => db.conversations.open({ buyerId: buyer.id, sellerId: seller.id, productId: another.id }),
        () => db.conversations.open({ buyerId: seller.id, sellerId: buyer.id }),
        () => db.offers.make(offer),
        () => db.payments.open({ productId: product.id, buyerId: buyer.id, feeBasisPoints }),
        () => own('insert into follows (follower_id, followee_id) values (:buyer!::uuid, :seller!::uuid)'),
        () => own('insert into conversations (buyer_id, seller_id) values (:seller!::uuid, :buyer!::uuid)'),
        () =>
          own(
            `insert into messages (conversation_id, sender_id, content) values (:conversation!::uuid, :seller!::uuid, 'x')`,
          ),
        () =>
          own(
            `insert into offers (product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
            values (:product!::uuid, :conversation!::uuid, :buyer!::uuid, :seller!::uuid, :buyer!::uuid, 5, 'AED')`,
          ),
        () =>
          own(
            `insert into transactions (buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type)
            values (:buyer!::uuid, :seller!::uuid, :product!::uuid, 5, 0, 5, 'discover')`,
          ),
      ]
      for (const act of refused) {
        const error = await rejection(act(), ConflictError)
        expect(error).toMatchObject({ rule: 'user_blocked', retryable: false })
        expect(error.message).not.toContain(buyer.id)
      }
      // What was said can be read, and put away.
      expect((await db.messages.list({ conversationId: conversation.id, userId: buyer.id })).items).toEqual([
        message,
      ])
      const same = { buyerId: buyer.id, sellerId: seller.id, productId: product.id }
      expect((await db.conversations.open(same)).id).toBe(conversation.id)
      await db.conversations.markRead({ conversationId: conversation.id, userId: seller.id })
      // The service may still say how things ended.
      await db.messages.sendSystem({
        conversationId: conversation.id,
        aboutUserId: buyer.id,
        content: 'The payment was refunded.',
      })
      await db.blocks.unblock({ userId, blockedId })
      await db.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'Hello again' })
      expect((await db.offers.make(offer)).status).toBe('pending')
      expect(await findBrokenInvariants(db)).toEqual([])
    },
  )

  it('refuses an answer to an offer, and to bring one back', async () => {
    const { buyer, seller, product, conversation } = await startChat(db)
    const offer = await db.offers.make({
      productId: product.id,
      conversationId: conversation.id,
      buyerId: buyer.id,
      amountMinor: 100,
    })
    await db.blocks.block({ userId: buyer.id, blockedId: seller.id })
    const answer = { offerId: offer.id, userId: seller.id }
    for (const act of [
      () => db.offers.accept({ ...answer, feeBasisPoints }),
      () => db.offers.counter({ ...answer, amountMinor: 200 }),
    ]) {
      expect(await rejection(act(), ConflictError)).toMatchObject({ rule: 'offer_not_pending' })
    }
    const revive = query<{ readonly id: string }, object>(
      `update offers set status = 'pending' where id = :id!::uuid`,
    )
    expect(await rejection(db.execute(revive, { id: offer.id }), ConflictError)).toMatchObject({
      rule: 'user_blocked',
    })
  })

  it('needs read committed, and says so', async () => {
    const [userId = '', blockedId = ''] = await newUsers(2)
    for (const isolation of ['repeatable read', 'serializable'] as const) {
      const error = await rejection(
        db.transaction((tx) => tx.blocks.block({ userId, blockedId }), { isolation }),
        DatabaseError,
      )
      expect(error.message).toContain('25001')
    }
    expect(await db.blocks.isBlockedBetween({ userId, otherId: blockedId })).toBe(false)
  })

  it('keeps its two', async () => {
    const [userId = '', blockedId = '', other = ''] = await newUsers(3)
    await db.blocks.block({ userId, blockedId })
    const change = query<{ readonly id: string; readonly other: string }, object>(
      'update blocks set blocked_id = :other!::uuid where blocker_id = :id!::uuid',
    )
    expect(await rejection(db.execute(change, { id: userId, other }), ConflictError)).toMatchObject({
      rule: 'pair_fixed',
    })
  })

  it('goes with either user', async () => {
    const [one = '', two = '', three = ''] = await newUsers(3)
    await db.blocks.block({ userId: one, blockedId: two })
    await db.blocks.block({ userId: three, blockedId: one })
    await db.users.delete({ userId: one })
    expect((await db.blocks.list({ userId: three })).items).toEqual([])
    expect(await db.blocks.isBlockedBetween({ userId: two, otherId: one })).toBe(false)
  })
})

describe('list', () => {
  it('lists the newest block first, with closed accounts', async () => {
    const [userId = '', ...blocked] = await newUsers(6)
    for (const blockedId of blocked) await db.blocks.block({ userId, blockedId })
    await db.users.close({ userId: blocked[2] ?? '' })
    const pages = await pagesOf((input) => db.blocks.list(input), { userId, limit: 2 })
    expect(pages.flat().map(({ id }) => id)).toEqual([...blocked].reverse())
    expect(pages[0]?.[0]).toStrictEqual({
      ...(await db.users.listProfiles([blocked[4] ?? '']))[0],
      blockedAt: expect.any(Date) as Date,
    })
    expect(pages.flat().find(({ id }) => id === blocked[2])?.isClosed).toBe(true)
  })
})

describe('bad input', () => {
  it('is refused with the name of the field', async () => {
    const id = newId()
    const cases: readonly (readonly [keyof typeof db.blocks, unknown, string])[] = [
      ['block', { userId: id, blockedId: 'secret' }, 'blockedId'],
      ['block', { userId: id }, 'blockedId'],
      ['unblock', { userId: 'secret', blockedId: id }, 'userId'],
      ['list', { userId: id, limit: 0 }, 'limit'],
      ['list', { userId: id, cursor: 'secret' }, 'cursor'],
      ['areBlocked', { userId: id, userIds: [id, 'secret'] }, 'userIds[1]'],
      ['isBlockedBetween', { userId: id, otherId: 5 }, 'otherId'],
      ['isBlockedBetween', { userId: id, otherId: id, more: 1 }, 'more'],
    ]
    for (const [method, input, field] of cases) {
      const error = await rejection(db.blocks[method](input as never), InvalidInputError)
      expect(error.field).toBe(field)
      expect(error.message).not.toContain('secret')
    }
  })
})
