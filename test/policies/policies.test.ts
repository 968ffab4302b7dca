import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ActingDatabase } from '../../src/acting-database.js'
import { createDatabase, type Database } from '../../src/database.js'
import { ConflictError, DatabaseError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { applyPolicies, removePolicies } from '../../src/policies/apply-policies.js'
import { policySql } from '../../src/policies/policy-sql.js'
import { privateTables } from '../../src/policies/private-tables.js'
import { newId } from '../../src/repositories/new-id.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { openClient } from '../setup/migrate/open-client.js'
import { plainRole } from '../setup/policies/plain-role.js'
import { makeRoles } from '../setup/roles/roled-database.js'
import { query } from '../setup/query.js'

const { test, db } = await openMarket()

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one role, which owns all')
})

const feeBasisPoints = { discover: 1_000, community: 500 }
const notify = { title: 'Something happened' }

const roles = test.multiSession ? await makeRoles(test) : null
const plain = test.multiSession ? await plainRole(test) : null
/** The logins of a service, with the rights of their roles. */
let app: Database
let trusted: Database
let accounts: Database
/** A role with every right on the tables, whom policies alone keep away. */
let unlimited: Database
let story: Awaited<ReturnType<typeof tell>>

beforeAll(async () => {
  if (roles === null || plain === null) return
  const { prefix, names, login } = roles
  app = createDatabase({ url: await login('service', names.app) })
  trusted = createDatabase({ url: await login('worker', names.app) })
  accounts = createDatabase({ url: await login('accounts', names.auth) })
  unlimited = createDatabase({ url: plain.url })
  await using client = await openClient(test.directUrl)
  const inTrust = [names.auth, `${prefix}_worker`]
  await applyPolicies(client, { trusted: inTrust })
  // A second time it replaces what is there, and leaves those in trust who are.
  expect(await applyPolicies(client)).toEqual(inTrust)
  story = await tell()
})

afterAll(async () => {
  if (roles === null) return
  await Promise.all([app, trusted, accounts, unlimited].map((one) => one.close()))
})

/** A trade in which each does everything by themselves, and another buyer comes too late. */
async function tell() {
  const [seller, buyer, late, stranger, admin] = await Promise.all([
    accounts.users.create(sampleUser({ role: 'seller' })),
    accounts.users.create(sampleUser()),
    accounts.users.create(sampleUser()),
    accounts.users.create(sampleUser()),
    makeAdmin(db),
  ])
  const [asSeller, asBuyer, asLate] = [seller, buyer, late].map(({ id: userId }) => app.as({ userId })) as [
    ActingDatabase,
    ActingDatabase,
    ActingDatabase,
  ]
  const product = await asSeller.products.create(sampleProduct(seller.id))
  const open = (as: ActingDatabase, buyerId: string) =>
    as.conversations.open({ buyerId, sellerId: seller.id, productId: product.id })
  const conversation = await open(asBuyer, buyer.id)
  const other = await open(asLate, late.id)
  const place = { conversationId: conversation.id }
  const message = await asBuyer.messages.send({ ...place, senderId: buyer.id, content: 'Is it new?', notify })
  await asSeller.messages.markRead({ messageId: message.id, userId: seller.id })
  await asSeller.messages.send({ ...place, senderId: seller.id, content: 'It is' })
  const offerOf = (conversationId: string, buyerId: string) => ({
    productId: product.id,
    conversationId,
    buyerId,
    amountMinor: 20_000,
    notify,
  })
  const lateOffer = await asLate.offers.make(offerOf(other.id, late.id))
  const offer = await asBuyer.offers.make(offerOf(conversation.id, buyer.id))
  const { payment } = await asSeller.offers.accept({
    offerId: offer.id,
    userId: seller.id,
    feeBasisPoints,
    notify,
  })
  const verification = await asBuyer.verifications.submit({
    userId: buyer.id,
    verificationType: 'emirates_id',
    documents: [{ kind: 'emirates_id_front', storageKey: 'front' }],
  })
  const ids = { seller: seller.id, buyer: buyer.id, late: late.id, stranger: stranger.id, admin: admin.id }
  return { ids, product, conversation, message, lateOffer, offer, payment, verification }
}

/** All that the lists and look-ups of private rows return to a user. */
async function seenBy(as: ActingDatabase | Database, userId: string) {
  const { conversation, message, offer, payment, verification } = story
  const access = { conversationId: conversation.id, userId }
  return {
    conversation: await as.conversations.find(access).catch(noneOfTheirs),
    inbox: (await as.conversations.inbox({ userId })).items,
    unread: await as.conversations.countUnread(userId),
    message: await as.messages.find({ messageId: message.id, userId }).catch(noneOfTheirs),
    messages: (await as.messages.list(access).catch(noneOfTheirs))?.items ?? [],
    offer: await as.offers.find({ offerId: offer.id, userId }).catch(noneOfTheirs),
    offers: (await as.offers.listByBuyer({ buyerId: userId })).items,
    payment: await as.payments.find({ paymentId: payment.id, userId }).catch(noneOfTheirs),
    bought: (await as.payments.listByBuyer({ buyerId: userId })).items,
    sold: (await as.payments.listBySeller({ sellerId: userId })).items,
    sums: await as.payments.sumByBuyer({ buyerId: userId }),
    verification: await as.verifications
      .find({ verificationId: verification.id, userId })
      .catch(noneOfTheirs),
    verifications: (await as.verifications.listByUser({ userId })).items,
    notifications: (await as.notifications.list({ userId })).items,
    told: await as.notifications.countUnread({ userId }),
  }
}

/** Without policies a look-up refuses what is somebody else's; under them nothing is there. */
function noneOfTheirs(error: unknown): null {
  if (error instanceof NotFoundError || error instanceof ForbiddenError) return null
  throw error
}

const noRow = {
  conversation: null,
  inbox: [],
  unread: 0,
  message: null,
  messages: [],
  offer: null,
  offers: [],
  payment: null,
  bought: [],
  sold: [],
  sums: [],
  verification: null,
  verifications: [],
  notifications: [],
}

async function countsOf(
  as: ActingDatabase | Database,
  tables: readonly string[] = privateTables.map(({ name }) => name),
): Promise<Readonly<Record<string, number>>> {
  const counts = tables.map(async (name) => {
    const count = query<undefined, { readonly count: number }>(`select count(*)::int as count from ${name}`)
    return [name, (await as.one(count)).count] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

const zeros = Object.fromEntries(privateTables.map(({ name }) => [name, 0]))

describe('under the policies', () => {
  it('the parties of a trade see all that is theirs, as the owner of the tables does', async () => {
    for (const userId of [story.ids.buyer, story.ids.seller, story.ids.late]) {
      expect(await seenBy(app.as({ userId }), userId)).toEqual(await seenBy(db, userId))
    }
    const { inbox, messages, offers, bought, verifications, notifications } = await seenBy(
      db,
      story.ids.buyer,
    )
    expect(inbox).toHaveLength(1)
    expect(messages).toHaveLength(3)
    expect([offers, bought, verifications].map(({ length }) => length)).toEqual([1, 1, 1])
    expect(notifications.length).toBeGreaterThan(0)
  })

  it('a stranger sees nothing, even where the service asks for somebody else', async () => {
    const stranger = app.as({ userId: story.ids.stranger })
    for (const userId of [story.ids.stranger, story.ids.buyer, story.ids.seller]) {
      expect(await seenBy(stranger, userId)).toMatchObject(noRow)
    }
    expect(await countsOf(unlimited.as({ userId: story.ids.stranger }))).toEqual(zeros)
    expect(
      await stranger.transaction((tx) => tx.conversations.inbox({ userId: story.ids.buyer })),
    ).toMatchObject({
      items: [],
    })
  })

  it('who forgot to say for whom sees nothing, and writes nothing', async () => {
    for (const userId of [story.ids.buyer, story.ids.seller]) {
      expect(await seenBy(app, userId)).toMatchObject(noRow)
    }
    expect(await countsOf(unlimited)).toEqual(zeros)
    const { conversation, ids } = story
    const sending = app.messages.send({
      conversationId: conversation.id,
      senderId: ids.buyer,
      content: 'Hello',
    })
    await expect(sending).rejects.toBeInstanceOf(NotFoundError)
    const opening = app.conversations.open({ buyerId: ids.stranger, sellerId: ids.seller })
    await expect(opening).rejects.toMatchObject({ code: 'database', sqlState: '42501' })
    expect((await app.products.get(story.product.id)).id).toBe(story.product.id)
  })

  it('a trigger reaches the rows of others: a sale declines the offers of those who came too late', async () => {
    expect((await db.offers.get({ offerId: story.lateOffer.id, userId: story.ids.late })).status).toBe(
      'declined',
    )
    const asSeller = app.as({ userId: story.ids.seller })
    const back = asSeller.products.update({
      productId: story.product.id,
      sellerId: story.ids.seller,
      patch: { isAvailable: true },
    })
    await expect(back).rejects.toBeInstanceOf(ConflictError)
  })

  it.each([
    [
      'a message of somebody else',
      "insert into messages (conversation_id, sender_id, content) values (:conversation!::uuid, :seller!::uuid, 'x')",
    ],
    [
      'a conversation of others',
      'insert into conversations (buyer_id, seller_id, is_general) values (:late!::uuid, :stranger!::uuid, true)',
    ],
    [
      'papers of somebody else',
      "insert into verifications (user_id, verification_type) values (:late!::uuid, 'emirates_id')",
    ],
    [
      'a token of somebody else',
      "insert into tokens (purpose, form, user_id, secret_hash, expires_at) values ('password_reset', 'link', :late!::uuid, decode(repeat('00', 32), 'hex'), now())",
    ],
    [
      'a fact of a payment',
      "insert into payment_facts (payment_id, kind, stripe_id, status, currency, counted, counted_change) values (:payment!::uuid, 'intent', 'pi_x', 'succeeded', 'AED', 0, 0)",
    ],
    [
      'an approval of their own papers',
      "update verifications set status = 'approved', reviewed_at = now() where user_id = :buyer!::uuid returning id",
    ],
    [
      'a notification of somebody else, read',
      'update notifications set read_at = now() where user_id = :seller!::uuid returning id',
    ],
    ['a deleted message of the other', 'delete from messages where sender_id = :seller!::uuid returning id'],
    [
      'a notification given away',
      'update notifications set user_id = :late!::uuid where user_id = :buyer!::uuid',
    ],
  ])('a party does not write %s', async (_, sql) => {
    const { ids, conversation, payment } = story
    const values = { ...ids, conversation: conversation.id, payment: payment.id }
    const given = Object.fromEntries(Object.entries(values).filter(([name]) => sql.includes(`:${name}!`)))
    const types = Object.fromEntries(Object.keys(given).map((name) => [name, 'uuid']))
    const write = query<Record<string, string>, object>(sql, types)
    const as = unlimited.as({ userId: ids.buyer })
    if (sql.includes('returning')) expect(await as.many(write, given)).toEqual([])
    else {
      await expect(as.execute(write, given)).rejects.toBeInstanceOf(DatabaseError)
      await expect(as.execute(write, given)).rejects.toMatchObject({ sqlState: '42501' })
    }
  })

  it('a moderator sees what is to be judged, decides on papers, and sees no payment, notification or token', async () => {
    const { ids, verification } = story
    const moderator = app.as({ userId: ids.admin, role: 'moderator' })
    const decision = { verificationId: verification.id, reviewerId: ids.admin }
    expect((await moderator.verifications.listPending({ reviewerId: ids.admin })).items).toHaveLength(1)
    const asUser = app.as({ userId: ids.admin })
    expect((await asUser.verifications.listPending({ reviewerId: ids.admin })).items).toEqual([])
    await expect(asUser.verifications.approve(decision)).rejects.toBeInstanceOf(NotFoundError)
    expect((await moderator.verifications.approve(decision)).status).toBe('approved')
    const counts = await countsOf(unlimited.as({ userId: ids.admin, role: 'moderator' }))
    expect(counts).toMatchObject({ transactions: 0, payment_facts: 0, notifications: 0, tokens: 0 })
    expect(counts['messages']).toBeGreaterThan(0)
    const { rejectionReason } = await moderator.verifications.revoke({ ...decision, reason: 'It was a copy' })
    expect(rejectionReason).toBe('It was a copy')
    expect((await db.users.getProfile(ids.buyer)).isVerified).toBe(false)
  })

  it('a participant hints that they are writing, and a stranger cannot', async () => {
    const { conversation, ids } = story
    const access = { conversationId: conversation.id }
    await expect(app.typing({ ...access, userId: ids.buyer })).resolves.toBeUndefined()
    await expect(app.typing({ ...access, userId: ids.stranger })).rejects.toThrow(NotFoundError)
  })

  it('nobody verifies themselves by a row of their own', async () => {
    const { ids } = story
    const verify = query<{ readonly userId: string }, never>(
      `insert into verifications (user_id, verification_type, status, reviewed_by, reviewed_at)
      values (:userId!, 'trade_license', 'approved', :userId!, now())`,
      { userId: 'uuid' },
    )
    await expect(
      unlimited.as({ userId: ids.stranger }).execute(verify, { userId: ids.stranger }),
    ).rejects.toMatchObject({ sqlState: '42501' })
  })

  it('a moderator hides a message that was reported, and the words of the offer in it', async () => {
    const { ids, conversation } = story
    const access = { conversationId: conversation.id, userId: ids.buyer }
    const { items } = await app.as({ userId: ids.buyer }).messages.list(access)
    const { id: subjectId } =
      items.find(({ senderId }) => senderId === ids.seller) ?? expect.fail('no message')
    const report = { reporterId: ids.buyer, subjectType: 'message', reason: 'scam', subjectId } as const
    await app.as({ userId: ids.buyer }).reports.file(report)
    const moderator = app.as({ userId: ids.admin, role: 'moderator' })
    const [waiting] = await moderator.moderation.claimNext({ adminId: ids.admin })
    const { id: caseId, attempt } = waiting ?? expect.fail('no case')
    await moderator.moderation.decide({ caseId, attempt, adminId: ids.admin, decision: 'hide' })
    const hidden = await app
      .as({ userId: ids.seller })
      .messages.find({ messageId: subjectId, userId: ids.seller })
    expect(hidden?.hiddenAt).toBeInstanceOf(Date)
  })

  it('a trusted role sees and records everything', async () => {
    const { payment, ids } = story
    await accounts.tokens.issue({ purpose: 'password_reset', userId: ids.late })
    const { tokens, ...others } = await countsOf(db)
    expect(tokens).toBeGreaterThan(0)
    expect(await countsOf(trusted, Object.keys(others))).toEqual(others)
    expect(await countsOf(accounts, ['tokens'])).toEqual({ tokens })
    const paid = await trusted.payments.recordSuccess({
      paymentId: payment.id,
      stripePaymentIntentId: `pi_${newId()}`,
      amountReceivedMinor: payment.amountMinor,
      currency: payment.currency,
    })
    expect(paid.status).toBe('completed')
    const buyer = { userId: story.ids.buyer }
    expect((await app.as(buyer).payments.get({ paymentId: payment.id, ...buyer })).status).toBe('completed')
  })

  it('whoever lets people in takes tokens from nobody in particular, resets passwords, exports and erases', async () => {
    const [{ id: userId }, { id: sellerId }] = await Promise.all([
      accounts.users.create(sampleUser({ passwordHash: 'hash' })),
      accounts.users.create(sampleUser()),
    ])
    const as = app.as({ userId })
    const product = await app.as({ userId: sellerId }).products.create(sampleProduct(sellerId))
    const parties = { buyerId: userId, sellerId, productId: product.id }
    const { id: conversationId } = await as.conversations.open(parties)
    await as.messages.send({ conversationId, senderId: userId, content: 'Between us' })
    const { token } = await accounts.tokens.issue({ purpose: 'password_reset', userId })
    expect(await accounts.users.resetPassword({ token, passwordHash: 'other' })).toBe(userId)
    const exported: string[] = []
    for await (const part of accounts.users.exportPersonalData(userId)) exported.push(part)
    expect(exported.join('')).toContain('Between us')
    await accounts.users.erase({ userId })
    const { items } = await app.as({ userId: sellerId }).messages.list({ conversationId, userId: sellerId })
    expect(items.map(({ content }) => content)).toEqual([null])
  })

  it('a user takes back what they said, and blocks others', async () => {
    const { ids, conversation } = story
    const as = app.as({ userId: ids.late })
    await as.blocks.block({ userId: ids.late, blockedId: ids.admin })
    const opened = await app
      .as({ userId: ids.stranger })
      .conversations.open({ buyerId: ids.stranger, sellerId: ids.seller })
    const sent = await app
      .as({ userId: ids.stranger })
      .messages.send({ conversationId: opened.id, senderId: ids.stranger, content: 'Hello' })
    await app.as({ userId: ids.stranger }).messages.delete({ messageId: sent.id, userId: ids.stranger })
    expect((await as.conversations.inbox({ userId: ids.late })).items.map(({ id }) => id)).not.toContain(
      conversation.id,
    )
    expect(
      (
        await app
          .as({ userId: ids.stranger })
          .messages.list({ conversationId: opened.id, userId: ids.stranger })
      ).items,
    ).toEqual([])
  })

  it('an account that its user closes takes the offers of both sides along', async () => {
    const [seller, buyer] = await Promise.all([db.users.create(sampleUser()), db.users.create(sampleUser())])
    const product = await db.products.create(sampleProduct(seller.id))
    const asBuyer = app.as({ userId: buyer.id })
    const parties = { buyerId: buyer.id, sellerId: seller.id, productId: product.id }
    const { id: conversationId } = await asBuyer.conversations.open(parties)
    const draft = { productId: product.id, conversationId, buyerId: buyer.id, amountMinor: 20_000 }
    const { id: offerId } = await asBuyer.offers.make(draft)
    await app.as({ userId: seller.id }).users.close({ userId: seller.id })
    expect((await asBuyer.offers.get({ offerId, userId: buyer.id })).status).toBe('declined')
  })

  it('are in force on each private table, named as the SQL that is printed says', async () => {
    await using client = await openClient(test.directUrl)
    const { rows } = await client.query<{ readonly table: string; readonly policies: string[] }>(`
      select relname as "table", array_agg(polname::text order by polname) as policies
      from pg_class join pg_policy on polrelid = pg_class.oid
      where relrowsecurity group by relname order by relname`)
    const expected = privateTables.map(({ name, policies }) => ({
      table: name,
      policies: [...policies.map((policy) => policy.name), 'souk_trusts'].sort(),
    }))
    expect(rows).toEqual(expected.toSorted((one, other) => (one.table < other.table ? -1 : 1)))
    await expect(applyPolicies(client, { trusted: ['nobody_of_that_name'] })).rejects.toMatchObject({
      code: '42704',
    })
    expect(policySql().join(';\n')).not.toContain('souk_trusts on public.messages to')
    expect(policySql({ trusted: ['a"b'] }).join(';\n')).toContain('to "a""b" using (true)')
    expect(() => policySql({ trusted: [''] })).toThrow(expect.objectContaining({ field: 'trusted' }))
  })
})

describe('without them', () => {
  it('everything is as it was', async () => {
    await using client = await openClient(test.directUrl)
    await removePolicies(client)
    expect(await countsOf(unlimited)).toEqual(await countsOf(db))
    const { rows } = await client.query('select from pg_policy')
    expect(rows).toEqual([])
  })
})
