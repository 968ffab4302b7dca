/**
 * The life of a marketplace with logins that have no more than the roles: whatever triggers write is written too. Every single query
 * is planned as the roles in forbidden.test.ts.
 */

import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { DatabaseError } from '../../src/errors.js'
import { migrate } from '../../src/migrate/index.js'
import { withClient } from '../../src/migrate/with-client.js'
import { partitionMessages } from '../../src/partition/partition-messages.js'
import { newId } from '../../src/repositories/new-id.js'
import { applyRoles, checkRoles } from '../../src/roles/roles.js'
import { currentServer } from '../../src/testing/current-server.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import '../setup/events/payloads.js'
import { pay, payBack } from '../setup/market/pay.js'
import {
  completeUser,
  sampleProduct,
  sampleStream,
  sampleUser,
  sampleVerification,
} from '../setup/market/samples.js'
import { rejection } from '../setup/rejection.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { openRoledDatabase } from '../setup/roles/roled-database.js'

const { provider } = await currentServer()
if (provider === 'embedded') {
  describe('logins with roles', () => {
    it.skip('log in to no embedded database', () => undefined)
  })
} else {
  const { test, prefix, names, admin, login } = await openRoledDatabase()
  const market = createDatabase({ url: await login('service', names.app) })
  const accounts = createDatabase({ url: await login('login_service', names.auth) })
  const deployUrl = await login('deploy', names.migrator)
  await admin.query(
    `alter role "${prefix}_deploy" in database "${new URL(test.url).pathname.slice(1)}" set role to "${names.owner}"`,
  )
  const keeper = createDatabase({ url: deployUrl })
  afterAll(() => Promise.all([market.close(), accounts.close(), keeper.close()]))

  const feeBasisPoints = { discover: 1_000, community: 500 }
  const place = { type: 'Point', coordinates: [55.27, 25.2] } as const
  const [seller, buyer, third] = await Promise.all(
    [completeUser(), sampleUser(), sampleUser()].map((one) => accounts.users.create(one)),
  )
  const people = [seller, buyer, third].map((one) => one?.id ?? expect.fail('no account'))
  const [sellerId = '', buyerId = '', thirdId = ''] = people
  const adminId = (await accounts.users.create(sampleUser())).id

  describe('the application', () => {
    it('sells, talks, haggles and is paid', async () => {
      await market.users.setRole({ userId: adminId, role: 'admin', adminId: null })
      await market.users.setLocation({ userId: buyerId, location: place })
      await market.users.update({
        userId: buyerId,
        patch: { email: 'new@example.com', phone: '+971559999999', bio: 'x', fullName: null },
      })
      await market.users.setStripeIds({ userId: sellerId, stripeConnectAccountId: 'acct_1' })
      await market.users.recordLogin({ userId: buyerId })
      const product = await market.products.create(sampleProduct(sellerId, { location: place }))
      const many = await market.products.createMany(
        Array.from({ length: 120 }, () => sampleProduct(sellerId)),
      )
      expect(many).toHaveLength(120)
      await market.wishlists.setSaved({ userId: thirdId, productId: product.id, isSaved: true })
      await market.savedSearches.create({ userId: thirdId, filters: { text: 'shoes' } })
      await market.products.update({
        productId: product.id,
        sellerId,
        patch: { priceMinor: 20_000, title: 'Shoes' },
      })
      await market.products.addCounts([{ productId: product.id, views: 3 }])
      const { id: conversationId } = await market.conversations.open({
        buyerId,
        sellerId,
        productId: product.id,
      })
      const { id: messageId } = await market.messages.send({
        conversationId,
        senderId: buyerId,
        content: 'Hi',
      })
      await market.messages.sendSystem({ conversationId, aboutUserId: buyerId, content: 'Be kind' })
      await market.conversations.markRead({ conversationId, userId: sellerId })
      await market.conversations.archive({ conversationId, userId: sellerId })
      const offer = await market.offers.make({
        productId: product.id,
        conversationId,
        buyerId,
        amountMinor: 15_000,
      })
      const counter = await market.offers.counter({
        offerId: offer.id,
        userId: sellerId,
        amountMinor: 18_000,
      })
      const { payment } = await market.offers.accept({ offerId: counter.id, userId: buyerId, feeBasisPoints })
      await pay(market, payment.id)
      await market.reviews.write({ paymentId: payment.id, reviewerId: buyerId, rating: 5, content: 'Good' })
      const { id: reviewId } = await market.reviews.write({
        paymentId: payment.id,
        reviewerId: sellerId,
        rating: 2,
      })
      await market.reviews.reply({ reviewId, userId: buyerId, reply: 'Thanks' })
      await market.messages.delete({ messageId, userId: buyerId })
      const { id: boughtAgain } = await market.payments.open({
        productId: many[0] ?? '',
        buyerId,
        feeBasisPoints,
      })
      await pay(market, boughtAgain)
      await payBack(market, boughtAgain)
      await market.products.markSold({ productId: many[1] ?? '', sellerId })
      await market.products.delete({ productId: many[2] ?? '', sellerId })
      expect(
        (await market.products.nearby({ near: [55.27, 25.2], radiusMetres: 5_000, limit: 5 })).items,
      ).toEqual([])
      expect((await market.products.search({ text: 'shoes', limit: 5 })).items.length).toBeGreaterThan(0)
      expect((await market.conversations.inbox({ userId: buyerId, limit: 5 })).items).toHaveLength(1)
    })

    it('streams, follows, blocks, verifies, awards and moderates', async () => {
      const { id: streamId } = await market.streams.create(sampleStream(sellerId))
      const productId = (await market.products.create(sampleProduct(sellerId))).id
      await market.follows.follow({ userId: buyerId, followeeId: sellerId })
      await market.streams.goLive({ streamId, userId: sellerId })
      await market.streamProducts.tag({ streamId, userId: sellerId, productIds: [productId] })
      await market.streams.setViewerCounts([{ streamId, viewerCount: 4 }])
      await market.streams.getBroadcast({ streamId, userId: sellerId })
      await market.blocks.block({ userId: thirdId, blockedId: buyerId })
      const { id: verificationId } = await market.verifications.submit(sampleVerification(sellerId))
      await market.verifications.approve({ verificationId, reviewerId: adminId })
      await market.badges.award({ userId: sellerId, badgeType: 'founding_member', reason: 'x', adminId })
      await market.reports.file({
        reporterId: buyerId,
        subjectType: 'product',
        subjectId: productId,
        reason: 'scam',
      })
      const claimed = await market.moderation.claimNext({ adminId })
      const { id: caseId, attempt } = claimed[0] ?? expect.fail('no case')
      await market.moderation.decide({ caseId, adminId, attempt, decision: 'hide' })
      await market.streams.end({ streamId, userId: sellerId })
      await market.notifications.add({ userId: sellerId, notificationType: 'other', channels: ['push'] })
      await market.users.suspend({ userId: thirdId, adminId })
      await market.users.reopen({ userId: thirdId, adminId })
      expect((await market.notifications.list({ userId: sellerId, limit: 50 })).items.length).toBeGreaterThan(
        0,
      )
      await market.notifications.markAllRead({ userId: sellerId })
      expect(await market.notifications.claimDeliveries({ channel: 'push' })).toHaveLength(1)
    })

    it('tracks events of any month, and takes webhooks and keys of requests once', async () => {
      const occurredAt = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 2))
      await market.analytics.track([{ eventType: 'product_viewed', visitorId: 'v', occurredAt }])
      const event = { provider: 'stripe', eventId: 'evt_1', type: 'x', created: new Date(), body: '{}' }
      expect(await market.webhooks.once(event, () => Promise.resolve(1))).toMatchObject({
        outcome: 'applied',
      })
      const asked = { key: 'k', scope: 's', request: { amount: 1 } }
      expect(await market.idempotent(asked, () => Promise.resolve('first'))).toMatchObject({
        isRepeated: false,
      })
      expect(await market.idempotent(asked, () => Promise.resolve('second'))).toMatchObject({
        isRepeated: true,
      })
    })

    it('publishes, numbers and consumes events, and makes the partition that is missing', async () => {
      await admin.query('update event_head set position = position + 5999990')
      const seen: string[] = []
      let told: () => void = () => undefined
      const isTold = new Promise<void>((resolve) => (told = resolve))
      await market.events.publish({
        type: 'test.counted',
        aggregateId: newId(),
        payload: { n: 1 },
      })
      const consumer = await market.events.consume(
        'life',
        ({ type }) => {
          seen.push(type)
          if (['test.counted', 'payment.completed', 'message.sent'].every((one) => seen.includes(one))) told()
          return Promise.resolve()
        },
        { pollMs: 20 },
      )
      await isTold
      await consumer.stop()
      expect(await market.events.listConsumers()).toMatchObject([{ name: 'life' }])
      expect(await market.health()).toMatchObject({ isHealthy: true })
    })
  })

  describe('accounts', () => {
    it('are made, let in and out, and erased', async () => {
      const ids = await accounts.users.createMany([sampleUser(), sampleUser({ passwordHash: 'hash' })])
      const userId = ids[1] ?? ''
      expect(await accounts.users.findCredentials({ email: 'new@example.com' })).toMatchObject({
        id: buyerId,
      })
      await accounts.users.setPasswordHash({ userId, passwordHash: 'other' })
      const { refreshToken } = await accounts.sessions.start({ userId })
      const next = await accounts.sessions.refresh({ refreshToken })
      expect(await accounts.sessions.list({ userId })).toHaveLength(1)
      const { token } = await accounts.tokens.issue({ purpose: 'password_reset', userId })
      await accounts.users.resetPassword({ token, passwordHash: 'third' })
      expect(
        await rejection(accounts.sessions.refresh({ refreshToken: next.refreshToken }), Error),
      ).toBeInstanceOf(Error)

      // The sessions of whoever closes an account end, although the application cannot see them.
      await accounts.sessions.start({ userId })
      await market.users.close({ userId })
      expect(await accounts.sessions.list({ userId })).toEqual([])

      const exported: string[] = []
      for await (const part of accounts.users.exportPersonalData(sellerId)) exported.push(part)
      expect(Object.keys(JSON.parse(exported.join('')) as object)).toContain('products')
      expect(await accounts.users.erase({ userId: sellerId })).toMatchObject({ userId: sellerId })

      // What goes with an account is counted by triggers, which have the rights of whoever deletes it.
      const gone = ids[0] ?? ''
      const { id: productId } = await market.products.create(sampleProduct(gone, { location: place }))
      await market.wishlists.setSaved({ userId: thirdId, productId, isSaved: true })
      await market.follows.follow({ userId: thirdId, followeeId: gone })
      await market.follows.follow({ userId: gone, followeeId: adminId })
      await market.conversations.open({ buyerId: thirdId, sellerId: gone, productId })
      await accounts.users.delete({ userId: gone })
      expect(await market.products.find(productId)).toBeNull()
    })

    it('are closed to the application, and the market to whoever lets people in', async () => {
      const refused = [
        market.users.create(sampleUser()),
        market.users.findCredentials({ username: 'aisha' }),
        market.sessions.start({ userId: buyerId }),
        market.tokens.issue({ purpose: 'login', userId: buyerId }),
        market.users.erase({ userId: buyerId }),
        accounts.products.create(sampleProduct(buyerId)),
        accounts.users.setRole({ userId: buyerId, role: 'admin', adminId: null }),
      ]
      const states = await Promise.all(
        refused.map(async (one) => (await rejection(one, DatabaseError).catch(() => null))?.sqlState),
      )
      expect(states).toEqual(Array(7).fill('42501'))
    })
  })

  describe('whoever migrates', () => {
    it('keeps the market, whose counts are right', async () => {
      const { tasks } = await keeper.maintain()
      expect(tasks.filter(({ error }) => error !== null)).toEqual([])
      const counters = await keeper.recount()
      expect(counters.filter(({ drifted }) => drifted > 0)).toEqual([])
      expect(await findBrokenInvariants(keeper)).toEqual([])
    })

    it("applies a service's migrations, whose tables the owner has", async () => {
      await using folder = await migrationFolder({
        '1_parcels.sql': 'create table parcels (id uuid primary key);',
      })
      await migrate({ url: deployUrl }, { directory: folder.directory })
      const { findings } = await checkRoles({ url: test.directUrl }, { prefix })
      expect(findings.map(({ rule, object }) => [rule, object])).toEqual([
        ['missing-right', 'parcels'],
        ['missing-right', 'service_migrations'],
        ['missing-right', 'service_migrations'],
        ['missing-right', 'service_migrations'],
      ])
      await applyRoles({ url: deployUrl }, { prefix })
      expect((await checkRoles({ url: test.directUrl }, { prefix })).findings).toEqual([])
      const service = new Client({ connectionString: await login('another', names.app) })
      await service.connect()
      await service.query('insert into parcels values (gen_random_uuid())')
      await service.end()
    })

    it('splits messages by month, with which the application goes on', async () => {
      const split = () =>
        withClient({ url: deployUrl }, 'partition', async (client) => partitionMessages(client))
      expect(await split()).toEqual({ state: 'partitioned', reasons: [] })
      expect(await split()).toEqual({ state: 'partitioned', reasons: [] })
      const { tasks } = await market.maintain({ tasks: ['messages.partitions'] })
      expect(tasks).toMatchObject([{ changed: 0, error: null }])
      const { id: owner } = await accounts.users.create(sampleUser())
      const product = await market.products.create(sampleProduct(owner))
      const parties = { buyerId: adminId, sellerId: owner, productId: product.id }
      const { id: conversationId } = await market.conversations.open(parties)
      const sent = await market.messages.send({ conversationId, senderId: adminId, content: 'And now?' })
      const { items } = await market.messages.list({ conversationId, userId: owner })
      expect(items).toStrictEqual([sent])
      expect((await checkRoles({ url: test.directUrl }, { prefix })).findings).toEqual([])
    })
  })
}
