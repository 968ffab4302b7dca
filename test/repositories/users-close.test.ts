import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Repositories } from '../../src/repositories/repositories.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { readOffers } from '../setup/market/read-offers.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
const admin = await makeAdmin(db)
const feeBasisPoints = { discover: 1_000, community: 500 }

/** Two who do business: each sells something to the other, has made an offer to the other, and streams. */
async function partners() {
  const { buyer: one, seller: other, product, conversation } = await startChat(db)
  const back = await db.products.create(sampleProduct(one.id))
  const { id: backId } = await db.conversations.open({
    buyerId: other.id,
    sellerId: one.id,
    productId: back.id,
  })
  const made = await db.offers.make({
    productId: product.id,
    conversationId: conversation.id,
    buyerId: one.id,
    amountMinor: 100,
  })
  const received = await db.offers.make({
    productId: back.id,
    conversationId: backId,
    buyerId: other.id,
    amountMinor: 100,
  })
  const live = await db.streams.create(
    sampleStream(one.id, { streamKey: 'a secret', rtmpUrl: 'rtmps://ingest.example.com/live' }),
  )
  await db.streams.goLive({ streamId: live.id, userId: one.id })
  const planned = await db.streams.create(
    sampleStream(one.id, { startsAt: new Date('2040-01-01T00:00:00Z') }),
  )
  return { one, other, product, back, conversation, made, received, live, planned }
}

const secrets = query<object, { readonly streamKey: string | null; readonly rtmpUrl: string | null }>(
  'select stream_key, rtmp_url from streams where id = :id!::uuid',
)

describe.each(bothWays(db))('close on %s', (_, on) => {
  it('ends what the account sells, offers and streams, and nothing of anybody else', async () => {
    const { one, product, back, made, received, live, planned } = await partners()
    expect(await on(({ users }) => users.close({ userId: one.id }))).toMatchObject({ isActive: false })
    expect((await db.products.get(back.id)).isAvailable).toBe(false)
    expect((await db.products.get(product.id)).isAvailable).toBe(true)
    const offers = await readOffers(db, [made.id, received.id])
    expect(offers.map(({ status }) => status)).toEqual(['cancelled', 'declined'])
    const streams = await db.streams.listByIds([live.id, planned.id])
    expect(streams.map(({ status, viewerCount }) => [status, viewerCount])).toEqual([
      ['ended', 0],
      ['ended', 0],
    ])
    expect(streams[1]).toMatchObject({ durationSeconds: 0, startedAt: streams[1]?.endedAt })
    expect(await db.one(secrets, { id: live.id })).toEqual({ streamKey: null, rtmpUrl: null })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('leaves it out of every list, and shows it as closed where others knew it', async () => {
    const { one, other, back } = await partners()
    await on(({ users }) => users.close({ userId: one.id }))
    const feed = await db.products.feed({ limit: 100 })
    expect(feed.items.map(({ id }) => id)).not.toContain(back.id)
    expect((await db.streams.listLive()).items.map(({ userId }) => userId)).not.toContain(one.id)
    expect((await db.streams.listUpcoming()).items.map(({ userId }) => userId)).not.toContain(one.id)
    const { items } = await db.conversations.inbox({ userId: other.id })
    expect(items.map(({ otherParticipant }) => otherParticipant.isClosed)).toEqual([true, true])
    expect(await db.users.getProfile(one.id)).toMatchObject({ isClosed: true })
  })

  it('of one that is closed changes nothing', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const closed = await db.users.close({ userId })
    expect(await on(({ users }) => users.close({ userId }))).toStrictEqual({
      ...closed,
      updatedAt: (await db.users.getAccount(userId)).updatedAt,
    })
  })

  it('leaves the account to be read, and the deals that were made', async () => {
    const { one, other, product, made, conversation } = await partners()
    const { payment } = await db.offers.accept({ offerId: made.id, userId: other.id, feeBasisPoints })
    await on(({ users }) => users.close({ userId: one.id }))
    expect(await db.users.getAccount(one.id)).toMatchObject({ email: one.email, isActive: false })
    const paid = await db.payments.recordSuccess({
      paymentId: payment.id,
      stripePaymentIntentId: `pi_${payment.id}`,
      amountReceivedMinor: payment.amountMinor,
      currency: payment.currency,
    })
    expect(paid.status).toBe('completed')
    expect((await db.products.get(product.id)).soldAt).not.toBeNull()
    const reader = { conversationId: conversation.id, userId: other.id }
    expect((await db.messages.list(reader)).items).toHaveLength(1)
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

type Deed = (on: Repositories, scene: Awaited<ReturnType<typeof partners>>) => Promise<unknown>

/** What nobody does with a closed account: by its owner, and by the other one with it. */
const deeds: readonly (readonly [string, Deed])[] = [
  ['users.update', (on, { one }) => on.users.update({ userId: one.id, patch: { bio: 'x' } })],
  ['users.setLocation', (on, { one }) => on.users.setLocation({ userId: one.id, location: [55, 25] })],
  ['users.setPasswordHash', (on, { one }) => on.users.setPasswordHash({ userId: one.id, passwordHash: 'x' })],
  ['users.chooseRole', (on, { one }) => on.users.chooseRole({ userId: one.id, role: 'both' })],
  ['users.recordLogin', (on, { one }) => on.users.recordLogin({ userId: one.id })],
  ['products.create', (on, { one }) => on.products.create(sampleProduct(one.id))],
  ['products.createMany', (on, { one }) => on.products.createMany([sampleProduct(one.id)])],
  [
    'products.createMany, many',
    (on, { one, other }) =>
      on.products.createMany(
        Array.from({ length: 150 }, (_, n) => sampleProduct(n === 77 ? one.id : other.id, { id: newId() })),
      ),
  ],
  [
    'products.update',
    (on, { one, back }) =>
      on.products.update({ productId: back.id, sellerId: one.id, patch: { title: 'x' } }),
  ],
  [
    'products.markSold',
    (on, { one, back }) => on.products.markSold({ productId: back.id, sellerId: one.id }),
  ],
  [
    'products.markAvailable',
    (on, { one, back }) => on.products.markAvailable({ productId: back.id, sellerId: one.id }),
  ],
  ['products.delete', (on, { one, back }) => on.products.delete({ productId: back.id, sellerId: one.id })],
  ['streams.create', (on, { one }) => on.streams.create(sampleStream(one.id))],
  ['verifications.submit', (on, { one }) => on.verifications.submit(sampleVerification(one.id))],
  [
    'conversations.open',
    (on, { one, other }) => on.conversations.open({ buyerId: other.id, sellerId: one.id }),
  ],
  [
    'conversations.open, own',
    (on, { one, other }) => on.conversations.open({ buyerId: one.id, sellerId: other.id }),
  ],
  [
    'messages.send',
    (on, { one, conversation }) =>
      on.messages.send({ conversationId: conversation.id, senderId: one.id, content: 'Hi' }),
  ],
  [
    'messages.send, to it',
    (on, { other, conversation }) =>
      on.messages.send({ conversationId: conversation.id, senderId: other.id, content: 'Hi' }),
  ],
  [
    'offers.make',
    (on, { one, product, conversation }) =>
      on.offers.make({
        productId: product.id,
        conversationId: conversation.id,
        buyerId: one.id,
        amountMinor: 1,
      }),
  ],
  [
    'offers.counter',
    (on, { one, received }) => on.offers.counter({ offerId: received.id, userId: one.id, amountMinor: 1 }),
  ],
  [
    'offers.accept',
    (on, { other, made }) => on.offers.accept({ offerId: made.id, userId: other.id, feeBasisPoints }),
  ],
  ['offers.decline', (on, { one, received }) => on.offers.decline({ offerId: received.id, userId: one.id })],
  ['offers.cancel', (on, { one, made }) => on.offers.cancel({ offerId: made.id, userId: one.id })],
  [
    'payments.open',
    (on, { one, product }) => on.payments.open({ productId: product.id, buyerId: one.id, feeBasisPoints }),
  ],
  [
    'payments.open, from it',
    (on, { other, back }) => on.payments.open({ productId: back.id, buyerId: other.id, feeBasisPoints }),
  ],
]

describe.each(deeds)('with a closed account, %s', (_, deed) => {
  it('is refused', async () => {
    const scene = await partners()
    await db.users.close({ userId: scene.one.id })
    for (const attempt of [() => deed(db, scene), () => db.transaction((tx) => deed(tx, scene))]) {
      expect((await rejection(attempt(), ConflictError)).rule).toBe('account_closed')
    }
  })
})

describe.each(bothWays(db))('with a closed account on %s', (_, on) => {
  it('what was said stays to be seen', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const thread = { conversationId: conversation.id }
    const said = await db.messages.send({ ...thread, senderId: seller.id, content: 'Pay me elsewhere' })
    const answer = await db.messages.send({ ...thread, senderId: buyer.id, content: 'No' })
    await db.users.suspend({ userId: seller.id, adminId: admin.id })
    const own = { messageId: said.id, userId: seller.id }
    const attempt = on(({ messages }) => messages.delete(own))
    expect((await rejection(attempt, ConflictError)).rule).toBe('account_closed')
    await on(({ messages }) => messages.delete({ messageId: answer.id, userId: buyer.id }))
    const { items } = await db.messages.list({ ...thread, userId: buyer.id })
    expect(items.map(({ id }) => id)).toEqual([said.id])
  })

  it('a repeated command returns what the first one made, and another one is refused', async () => {
    const { buyer, seller, product, conversation } = await startChat(db)
    const sale = sampleProduct(seller.id, { id: newId() })
    const stream = sampleStream(seller.id, { id: newId() })
    const papers = sampleVerification(seller.id, { id: newId() })
    const words = { id: newId(), conversationId: conversation.id, senderId: seller.id, content: 'Hi' }
    const bid = {
      id: newId(),
      productId: product.id,
      conversationId: conversation.id,
      buyerId: buyer.id,
      amountMinor: 100,
    }
    await db.products.create(sale)
    await db.streams.create(stream)
    await db.verifications.submit(papers)
    await db.messages.send(words)
    await db.offers.make(bid)
    await db.users.close({ userId: seller.id })
    expect((await on(({ products }) => products.create(sale))).id).toBe(sale.id)
    expect((await on(({ streams }) => streams.create(stream))).status).toBe('ended')
    expect((await on(({ verifications }) => verifications.submit(papers))).id).toBe(papers.id)
    expect((await on(({ messages }) => messages.send(words))).id).toBe(words.id)
    expect((await on(({ offers }) => offers.make(bid))).status).toBe('declined')
    for (const attempt of [
      () => on(({ streams }) => streams.create({ ...stream, title: 'Another' })),
      () => on(({ verifications }) => verifications.submit({ ...papers, verificationType: 'both' })),
    ]) {
      expect((await rejection(attempt(), ConflictError)).rule).toBe('account_closed')
    }
  })
})

describe('a service’s own SQL', () => {
  it('closes an account as the command does', async () => {
    const { one, back } = await partners()
    await db.execute(query<object, object>('update users set is_active = false where id = :id!::uuid'), {
      id: one.id,
    })
    expect((await db.products.get(back.id)).isAvailable).toBe(false)
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each([
    `insert into products (seller_id, title, price_minor, category, condition)
     values (:id!::uuid, 'Own', 1, 'books', 'new')`,
    'update products set is_available = true where seller_id = :id!::uuid',
  ])('lists nothing for a closed account: %s', async (sql) => {
    const { one } = await partners()
    await db.users.close({ userId: one.id })
    const { rule } = await rejection(db.execute(query<object, object>(sql), { id: one.id }), ConflictError)
    expect(rule).toBe('account_closed')
  })
})

describe.each(bothWays(db))('roles on %s', (_, on) => {
  it('are chosen by users among those of trade, and given by administrators', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    expect(await on(({ users }) => users.chooseRole({ userId, role: 'seller' }))).toMatchObject({
      role: 'seller',
    })
    const raised = await on(({ users }) => users.setRole({ userId, role: 'admin', adminId: admin.id }))
    expect(raised.role).toBe('admin')
    const lowered = on(({ users }) => users.chooseRole({ userId, role: 'buyer' }))
    expect((await rejection(lowered, ConflictError)).rule).toBe('account_is_admin')
  })

  it('and the accounts of others are no matter for anybody else', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const gone = await makeAdmin(db)
    await db.users.close({ userId: gone.id })
    for (const adminId of [userId, newId(), gone.id]) {
      for (const attempt of [
        () => on(({ users }) => users.setRole({ userId, role: 'admin', adminId })),
        () => on(({ users }) => users.suspend({ userId, adminId })),
        () => on(({ users }) => users.reopen({ userId, adminId })),
      ]) {
        expect((await rejection(attempt(), ForbiddenError)).rule).toBe('not_an_admin')
      }
    }
    expect(await db.users.getAccount(userId)).toMatchObject({ role: 'buyer', isActive: true })
  })

  it('let an administrator suspend an account and open it again', async () => {
    const { one, back } = await partners()
    await on(({ users }) => users.suspend({ userId: one.id, adminId: admin.id }))
    expect((await db.products.get(back.id)).isAvailable).toBe(false)
    const opened = await on(({ users }) => users.reopen({ userId: one.id, adminId: admin.id }))
    expect(opened.isActive).toBe(true)
    expect((await db.products.get(back.id)).isAvailable).toBe(false)
    const available = on(({ products }) => products.markAvailable({ productId: back.id, sellerId: one.id }))
    expect((await available).isAvailable).toBe(true)
  })
})
