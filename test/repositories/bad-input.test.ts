// Thorough: calls each method with each kind of wrong value.

import { fc } from '../setup/fast-check.js'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { anything } from '../setup/refusal.js'
import { rejection } from '../setup/rejection.js'
import { openMarket } from '../setup/market/open-market.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
const user = await db.users.create(sampleUser())
const product = await db.products.create(sampleProduct(user.id))
const chat = await startChat(db)
const to = { conversationId: chat.conversation.id, senderId: chat.buyer.id }

let before: Readonly<Record<string, number>>
beforeEach(async () => {
  before = await rowCounts(db)
})
afterEach(async () => {
  expect(await rowCounts(db)).toEqual(before)
  expect(await db.users.getAccount(user.id)).toStrictEqual(user)
  expect(await db.products.get(product.id)).toStrictEqual(product)
  const access = { conversationId: chat.conversation.id, userId: chat.buyer.id }
  expect(await db.conversations.get(access)).toStrictEqual(chat.conversation)
})

const point = (...coordinates: readonly unknown[]) => ({ type: 'Point', coordinates })
const nul = 'text with a \0 in it'
const loneSurrogate = 'text with half a character \ud83d'
const unsafe = 2 ** 53
/** Nothing that can be seen, and an order of letters that is not the stored one. */
const blank = '\u200B\u3164 '
const turned = 'photo\u202Egnp'

type Case = readonly [field: string, value: unknown, refusedAt?: string]

const places: readonly Case[] = [
  ['location', point(55.27, 91), 'location.coordinates[1]'],
  ['location', point(55.27, -90.000001), 'location.coordinates[1]'],
  ['location', point(180.000001, 0), 'location.coordinates[0]'],
  ['location', point(NaN, 25), 'location.coordinates[0]'],
  ['location', point(55, Infinity), 'location.coordinates[1]'],
  ['location', point('55', 25), 'location.coordinates[0]'],
  ['location', point(55), 'location.coordinates'],
  ['location', point(55, 25, 0, 0), 'location.coordinates'],
  ['location', point(55, 25, NaN), 'location.coordinates[2]'],
  ['location', point(), 'location.coordinates'],
  ['location', { type: 'Point' }, 'location.coordinates'],
  ['location', { type: 'Polygon', coordinates: [] }],
  ['location', 'POINT(55 25)'],
  ['location', { latitude: 25, longitude: 55 }],
  ['neighborhood', ''],
  ['neighborhood', 'x'.repeat(121)],
  ['neighborhood', nul],
  ['neighborhood', blank],
  ['neighborhood', turned],
]

const userCases: readonly Case[] = [
  ['email', 'no address'],
  ['email', `${'x'.repeat(250)}@e.ae`],
  ['email', `a${nul}@example.com`],
  ['email', 'two@at@example.com'],
  ['email', 'spaced out@example.com'],
  ['email', 'zero\u200Bwidth@example.com'],
  ['email', 'ida@127.0.0.1'],
  ['email', 12],
  ['username', 'ab'],
  ['username', 'x'.repeat(41)],
  ['username', '-leading'],
  ['username', 'with space'],
  ['username', 'عائشة'],
  ['phone', '0501234567'],
  ['phone', '+971 50 123 4567'],
  ['phone', '+1234567890123456'],
  ['phone', 971501234567],
  ['passwordHash', ''],
  ['passwordHash', 'x'.repeat(513)],
  ['passwordHash', nul],
  ['fullName', ''],
  ['fullName', 'x'.repeat(201)],
  ['fullName', loneSurrogate],
  ['fullName', blank],
  ['fullName', turned],
  ['avatarUrl', 'not a url'],
  ['avatarUrl', 'javascript:alert(1)'],
  ['avatarUrl', `https://example.com/${'x'.repeat(2048)}`],
  ['bio', 'x'.repeat(2001)],
  ['bio', nul],
  ['bio', loneSurrogate],
  ['bio', ['an', 'array']],
  ['role', 'owner'],
  ['role', 'Buyer'],
  ['buildingName', ''],
  ['buildingName', blank],
  ['buildingName', turned],
  ['buildingName', 'x'.repeat(121)],
  ['stripeCustomerId', ''],
  ['stripeCustomerId', 'x'.repeat(256)],
  ['stripeConnectAccountId', 'x'.repeat(256)],
  ['isActive', false],
  ['createdAt', new Date()],
  ['passwordhash', 'a misspelt hash'],
  ...places,
]

const productCases: readonly Case[] = [
  ['title', ''],
  ['title', blank],
  ['title', turned],
  ['title', 'x'.repeat(201)],
  ['title', nul],
  ['title', loneSurrogate],
  ['title', 1],
  ['description', 'x'.repeat(10_001)],
  ['description', nul],
  ['priceMinor', -1],
  ['priceMinor', 1.5],
  ['priceMinor', unsafe],
  ['priceMinor', NaN],
  ['priceMinor', Infinity],
  ['priceMinor', '25000'],
  ['priceMinor', 25_000n],
  ['priceMinor', true],
  ['originalPriceMinor', -1],
  ['originalPriceMinor', 0.1],
  ['originalPriceMinor', unsafe],
  ['currency', 'aed'],
  ['currency', 'AE'],
  ['currency', 'AEDX'],
  ['currency', 'AÉD'],
  ['category', 'shoes'],
  ['condition', 'broken'],
  ['feedType', 'all'],
  ['imageUrls', 'https://example.com/1.png'],
  ['imageUrls', Array.from({ length: 21 }, () => 'https://example.com/1.png')],
  ['imageUrls', ['https://example.com/1.png', null], 'imageUrls[1]'],
  ['imageUrls', ['ftp://example.com/1.png'], 'imageUrls[0]'],

  ['imageUrls', [, 'https://example.com/1.png'], 'imageUrls[0]'],
  ['videoUrl', 'file:///etc/passwd'],
  ['videoThumbnailUrl', ''],
  ['tags', Array.from({ length: 31 }, (_, n) => `tag ${n}`)],
  ['tags', ['fine', ''], 'tags[1]'],
  ['tags', ['x'.repeat(51)], 'tags[0]'],
  ['tags', [nul], 'tags[0]'],
  ['tags', [blank], 'tags[0]'],
  ['tags', ['fine', turned], 'tags[1]'],
  ['tags', { 0: 'a', length: 1 }],
  ['soldAt', new Date()],
  ['viewCount', 1_000_000],
  ['price_minor', 25_000],
  ...places,
]

const image = 'https://example.com/1.png'

const messageCases: readonly Case[] = [
  ['content', ''],
  ['content', blank],
  ['content', turned],
  ['content', ' \t\n\u00a0\u3000'],
  ['content', 'x'.repeat(5_001)],
  ['content', nul],
  ['content', loneSurrogate],
  ['content', 1],
  ['content', ['an', 'array']],
  ['content', null],
  ['messageType', 'offer'],
  ['messageType', 'Text'],
  ['messageType', null],
  ['imageUrls', [image]],
  ['imageUrls', image],
  ['imageUrls', Array.from({ length: 11 }, () => image)],
  ['imageUrls', ['javascript:alert(1)'], 'imageUrls[0]'],
  ['imageUrls', [image, null], 'imageUrls[1]'],
  ['offerData', { amountMinor: 1_000_000 }],
  ['offerId', newId()],
  ['readAt', new Date()],
  ['createdAt', new Date()],
  ['sender_id', 'a misspelt sender'],
]

const imageCases: readonly Case[] = [
  ['imageUrls', []],
  ['imageUrls', undefined],
  ['imageUrls', null],
  ['imageUrls', Array.from({ length: 11 }, () => image)],
  ['imageUrls', ['not a url'], 'imageUrls[0]'],
  ['imageUrls', [`https://example.com/${'x'.repeat(2048)}`], 'imageUrls[0]'],
  ['content', ''],
  ['content', blank],
  ['content', turned],
  ['content', 'x'.repeat(5_001)],
]

function named(cases: readonly Case[]) {
  return cases.map(([field, value, refusedAt = field]) => ({ field, value, refusedAt }))
}

async function expectRefusal(call: Promise<unknown>, value: unknown, field: string): Promise<void> {
  const error = await rejection(call, InvalidInputError)
  expect(error).toMatchObject({ field, code: 'invalid_input', retryable: false })
  expectNoTrace(error, value)
}

describe('users refuse, by the name of the field', () => {
  it.each(named(userCases))('$field: $value', async ({ field, value, refusedAt }) => {
    const bad = { ...sampleUser(), [field]: value }
    await expectRefusal(db.users.create(bad), value, refusedAt)
    await expectRefusal(db.users.createMany([sampleUser(), bad]), value, `users[1].${refusedAt}`)
    await expectRefusal(
      db.users.update({ userId: user.id, patch: { [field]: value } }),
      value,
      `patch.${refusedAt}`,
    )
    await expectRefusal(
      db.transaction((tx) => tx.users.create(bad)),
      value,
      refusedAt,
    )
  })

  it.each(['email', 'username'])('%s: missing', async (field) => {
    const { [field]: missing, ...rest } = { ...sampleUser() } as Record<string, unknown>
    await expectRefusal(db.users.create(rest as never), null, field)
    await expectRefusal(db.users.create({ ...rest, [field]: null } as never), null, field)
  })
})

describe('products refuse, by the name of the field', () => {
  it.each(named(productCases))('$field: $value', async ({ field, value, refusedAt }) => {
    const bad = { ...sampleProduct(user.id), [field]: value }
    await expectRefusal(db.products.create(bad), value, refusedAt)
    await expectRefusal(
      db.products.createMany([sampleProduct(user.id), bad]),
      value,
      `products[1].${refusedAt}`,
    )
    await expectRefusal(
      db.products.update({ productId: product.id, sellerId: product.sellerId, patch: { [field]: value } }),
      value,
      `patch.${refusedAt}`,
    )
  })

  it.each(['sellerId', 'title', 'priceMinor', 'category', 'condition'])('%s: missing', async (field) => {
    const { [field]: missing, ...rest } = { ...sampleProduct(user.id) } as Record<string, unknown>
    await expectRefusal(db.products.create(rest as never), null, field)
    await expectRefusal(db.products.create({ ...rest, [field]: null } as never), null, field)
  })
})

describe('messages refuse, by the name of the field', () => {
  it.each(named(messageCases))('in a text, $field: $value', async ({ field, value, refusedAt }) => {
    const bad = { ...to, content: 'Still there?', [field]: value }
    await expectRefusal(db.messages.send(bad), value, refusedAt)
    await expectRefusal(
      db.transaction((tx) => tx.messages.send({ ...bad, id: newId() })),
      value,
      refusedAt,
    )
  })

  it.each(named(imageCases))('in one of images, $field: $value', async ({ field, value, refusedAt }) => {
    const bad = { ...to, messageType: 'image', imageUrls: [image], [field]: value }
    await expectRefusal(db.messages.send(bad as never), value, refusedAt)
  })

  it.each(['conversationId', 'senderId', 'content'])('%s: missing', async (field) => {
    const { [field]: missing, ...rest } = { ...to, content: 'Still there?' } as Record<string, unknown>
    await expectRefusal(db.messages.send(rest as never), null, field)
    await expectRefusal(db.messages.send({ ...rest, [field]: null } as never), null, field)
  })

  it.each([
    ['direction', 'back'],
    ['from', 'not an id'],
    ['from', null],
    ['limit', 0],
    ['limit', 101],
    ['limit', '20'],
    ['before', newId()],
  ])('of a page, %s: %s', async (field, value) => {
    const bad = { conversationId: to.conversationId, userId: to.senderId, [field]: value }
    await expectRefusal(db.messages.list(bad), value, field)
  })
})

describe('conversations refuse, by the name of the field', () => {
  it.each([
    ['buyerId', undefined],
    ['sellerId', null],
    ['productId', 'not an id'],
    ['productId', ['an', 'array']],
    ['isGeneral', true],
    ['id', newId()],
  ])('to open, %s: %s', async (field, value) => {
    const bad = { buyerId: user.id, sellerId: chat.seller.id, [field]: value }
    await expectRefusal(db.conversations.open(bad), value, field)
  })

  it.each([
    ['userId', undefined],
    ['isArchived', 'true'],
    ['isArchived', null],
    ['limit', 0],
    ['limit', 1.5],
    ['archived', true],
  ])('of an inbox, %s: %s', async (field, value) => {
    const bad = { userId: user.id, [field]: value }
    await expectRefusal(db.conversations.inbox(bad), value, field)
  })
})

describe('an id', () => {
  const ids: readonly unknown[] = [
    '',
    'not an id',
    '0198c3a4-5b6c-7d8e-9f00-11223344556',
    '0198c3a4-5b6c-7d8e-9f00-1122334455667',
    '0198c3a45b6c7d8e9f00112233445566',
    '{0198c3a4-5b6c-7d8e-9f00-112233445566}',
    '0198c3a4-5b6c-7d8e-9f00-11223344556g',
    ' 0198c3a4-5b6c-7d8e-9f00-112233445566',
    '0198c3a4-5b6c-7d8e-9f00-112233445566\n',
    "' or true --",
    null,
    undefined,
    0,
    {},
    ['0198c3a4-5b6c-7d8e-9f00-112233445566'],
  ]

  it.each(ids)('is not %o', async (bad) => {
    const id = bad as string
    await expectRefusal(db.users.getAccount(id), bad, 'id')
    await expectRefusal(db.users.update({ userId: id, patch: {} }), bad, 'userId')
    await expectRefusal(db.users.delete({ userId: id }), bad, 'userId')
    await expectRefusal(db.products.find(id), bad, 'id')
    await expectRefusal(db.products.markSold({ productId: id, sellerId: user.id }), bad, 'productId')
    await expectRefusal(db.products.listBySeller({ sellerId: id }), bad, 'sellerId')
    await expectRefusal(db.products.create(sampleProduct(id)), bad, 'sellerId')
    await expectRefusal(db.users.listAccounts([newId(), id]), bad, 'ids[1]')
    await expectRefusal(db.products.listByIds([newId(), id]), bad, 'ids[1]')
    await expectRefusal(db.conversations.open({ buyerId: id, sellerId: user.id }), bad, 'buyerId')
    await expectRefusal(db.conversations.open({ buyerId: user.id, sellerId: id }), bad, 'sellerId')
    await expectRefusal(db.conversations.countUnread(id), bad, 'userId')
    await expectRefusal(db.conversations.inbox({ userId: id }), bad, 'userId')
    for (const ask of ['get', 'find', 'archive', 'unarchive', 'markRead'] as const) {
      await expectRefusal(
        db.conversations[ask]({ conversationId: id, userId: user.id }),
        bad,
        'conversationId',
      )
      await expectRefusal(db.conversations[ask]({ conversationId: newId(), userId: id }), bad, 'userId')
    }
    for (const ask of ['get', 'find', 'delete', 'markRead'] as const) {
      await expectRefusal(db.messages[ask]({ messageId: id, userId: user.id }), bad, 'messageId')
      await expectRefusal(db.messages[ask]({ messageId: newId(), userId: id }), bad, 'userId')
    }
    await expectRefusal(db.messages.send({ ...to, conversationId: id, content: 'x' }), bad, 'conversationId')
    await expectRefusal(db.messages.send({ ...to, senderId: id, content: 'x' }), bad, 'senderId')
    await expectRefusal(db.messages.list({ conversationId: id, userId: user.id }), bad, 'conversationId')
  })

  it('may be one of 10,000 and no more', async () => {
    const ids = Array.from({ length: 10_001 }, () => user.id)
    await expectRefusal(db.users.listAccounts(ids), null, 'ids')
    expect(await db.users.listAccounts(ids.slice(1))).toHaveLength(10_000)
  })
})

describe('an unknown key', () => {
  it('is named when it looks like a name, and not repeated when it looks like data', async () => {
    const misspelt = { ...sampleUser(), fullname: 'Aisha al-Falasi' }
    await expectRefusal(db.users.create(misspelt), misspelt.fullname, 'fullname')
    const data = { ...sampleUser(), 'aisha@example.com': 'Aisha al-Falasi' }
    const error = await rejection(db.users.create(data), InvalidInputError)
    expect(error.field).toBe('input')
    expectNoTrace(error, ['aisha@example.com', 'Aisha al-Falasi'])
  })

  it('is refused also if it comes from JSON with a polluted prototype', async () => {
    const json = JSON.stringify(sampleUser()).replace('{', '{"__proto__":{"role":"admin"},')
    await expectRefusal(db.users.create(JSON.parse(json) as never), null, 'input')
  })

  it('is refused when it is inherited: it neither adds anything nor is passed over', async () => {
    const inherited = Object.assign(Object.create({ role: 'admin' }) as object, sampleUser())
    await expect(db.users.create(inherited)).rejects.toMatchObject({ code: 'invalid_input', field: 'role' })
  })
})

describe('whatever is given', () => {
  /** Nobody listens there: what gets past the readers fails to connect. */
  const unreachable = createDatabase({ host: '127.0.0.1', port: 1, database: 'none', user: 'nobody' })
  afterAll(() => unreachable.close())

  const methods: readonly (readonly [string, (on: Database, input: never) => Promise<unknown>])[] = [
    ['users.create', (on, input) => on.users.create(input)],
    ['users.createMany', (on, input) => on.users.createMany([input])],
    ['users.createMany, all', (on, input) => on.users.createMany(input)],
    ['users.findAccount', (on, input) => on.users.findAccount(input)],
    ['users.findAccountByEmail', (on, input) => on.users.findAccountByEmail(input)],
    ['users.findCredentials', (on, input) => on.users.findCredentials(input)],
    ['users.listAccounts', (on, input) => on.users.listAccounts(input)],
    ['users.update', (on, input) => on.users.update(input)],
    ['users.update, patch', (on, input) => on.users.update({ userId: user.id, patch: input })],
    ['users.setRole', (on, input) => on.users.setRole(input)],
    ['users.chooseRole', (on, input) => on.users.chooseRole(input)],
    ['users.setPasswordHash', (on, input) => on.users.setPasswordHash(input)],
    ['users.rehashPassword', (on, input) => on.users.rehashPassword(input)],
    ['users.resetPassword', (on, input) => on.users.resetPassword(input)],
    ['users.setStripeIds', (on, input) => on.users.setStripeIds(input)],
    ['users.suspend', (on, input) => on.users.suspend(input)],
    ['users.reopen', (on, input) => on.users.reopen(input)],
    ['users.getProfile', (on, input) => on.users.getProfile(input)],
    ['users.listProfiles', (on, input) => on.users.listProfiles(input)],
    ['users.nearby', (on, input) => on.users.nearby(input)],
    ['products.create', (on, input) => on.products.create(input)],
    ['products.createMany', (on, input) => on.products.createMany(input)],
    ['products.listByIds', (on, input) => on.products.listByIds(input)],
    [
      'products.update',
      (on, input) => on.products.update({ productId: product.id, sellerId: product.sellerId, patch: input }),
    ],
    ['products.addCounts', (on, input) => on.products.addCounts([input])],
    ['products.applyCounts', (on, input) => on.products.applyCounts(input)],
    ['products.similar', (on, input) => on.products.similar(input)],
    ['products.trending', (on, input) => on.products.trending(input)],
    ['products.hide', (on, input) => on.products.hide(input)],
    ['products.unhide', (on, input) => on.products.unhide(input)],
    ['products.listBySeller', (on, input) => on.products.listBySeller(input)],
    ['products.feed', (on, input) => on.products.feed(input)],
    ['products.nearby', (on, input) => on.products.nearby(input)],
    ['sessions.start', (on, input) => on.sessions.start(input)],
    ['sessions.refresh', (on, input) => on.sessions.refresh(input)],
    ['sessions.find', (on, input) => on.sessions.find(input)],
    ['sessions.findByToken', (on, input) => on.sessions.findByToken(input)],
    ['sessions.list', (on, input) => on.sessions.list(input)],
    ['sessions.end', (on, input) => on.sessions.end(input)],
    ['sessions.revoke', (on, input) => on.sessions.revoke(input)],
    ['sessions.revokeAll', (on, input) => on.sessions.revokeAll(input)],
    ['sessions.deleteOld', (on, input) => on.sessions.deleteOld(input)],
    ['tokens.issue', (on, input) => on.tokens.issue(input)],
    ['tokens.issueCode', (on, input) => on.tokens.issueCode(input)],
    ['tokens.consume', (on, input) => on.tokens.consume(input)],
    ['tokens.consumeCode', (on, input) => on.tokens.consumeCode(input)],
    ['tokens.deleteOld', (on, input) => on.tokens.deleteOld(input)],
    ['streams.create', (on, input) => on.streams.create(input)],
    ['streams.find', (on, input) => on.streams.find(input)],
    ['streams.listByIds', (on, input) => on.streams.listByIds(input)],
    ['streams.getBroadcast', (on, input) => on.streams.getBroadcast(input)],
    [
      'streams.update',
      (on, input) => on.streams.update({ streamId: user.id, userId: user.id, patch: input }),
    ],
    ['streams.schedule', (on, input) => on.streams.schedule(input)],
    ['streams.goLive', (on, input) => on.streams.goLive(input)],
    ['streams.end', (on, input) => on.streams.end(input)],
    ['streams.setViewerCounts', (on, input) => on.streams.setViewerCounts(input)],
    ['streams.addViews', (on, input) => on.streams.addViews([input])],
    ['streams.stop', (on, input) => on.streams.stop(input)],
    ['streams.delete', (on, input) => on.streams.delete(input)],
    ['streams.nearby', (on, input) => on.streams.nearby(input)],
    ['streams.listLive', (on, input) => on.streams.listLive(input)],
    ['streams.listUpcoming', (on, input) => on.streams.listUpcoming(input)],
    ['streams.listByUser', (on, input) => on.streams.listByUser(input)],
    ['verifications.submit', (on, input) => on.verifications.submit(input)],
    ['verifications.find', (on, input) => on.verifications.find(input)],
    ['verifications.getForReview', (on, input) => on.verifications.getForReview(input)],
    ['verifications.revoke', (on, input) => on.verifications.revoke(input)],
    ['verifications.approve', (on, input) => on.verifications.approve(input)],
    ['verifications.reject', (on, input) => on.verifications.reject(input)],
    ['verifications.listPending', (on, input) => on.verifications.listPending(input)],
    ['verifications.listByUser', (on, input) => on.verifications.listByUser(input)],
    ['conversations.open', (on, input) => on.conversations.open(input)],
    ['conversations.find', (on, input) => on.conversations.find(input)],
    ['conversations.inbox', (on, input) => on.conversations.inbox(input)],
    ['conversations.archive', (on, input) => on.conversations.archive(input)],
    ['conversations.markRead', (on, input) => on.conversations.markRead(input)],
    ['conversations.countUnread', (on, input) => on.conversations.countUnread(input)],
    ['messages.send', (on, input) => on.messages.send(input)],
    ['messages.find', (on, input) => on.messages.find(input)],
    ['messages.list', (on, input) => on.messages.list(input)],
    ['messages.markRead', (on, input) => on.messages.markRead(input)],
    ['messages.delete', (on, input) => on.messages.delete(input)],
  ]

  it.each(methods)('never gets past %s', async (name, method) => {
    // An empty object changes nothing, or asks for everything; an empty list for nothing; some texts are addresses.
    const isAllowed = (input: unknown) =>
      input === undefined ||
      (name === 'users.findAccountByEmail' && typeof input === 'string' && input.includes('@')) ||
      (typeof input === 'object' && input !== null && Object.keys(input).length === 0)
    await fc.assert(
      fc.asyncProperty(
        anything.filter((input) => !isAllowed(input)),
        async (input) => {
          const error = await rejection(method(unreachable, input as never), InvalidInputError)
          expectNoTrace(error, input)
        },
      ),
      { numRuns: 150 },
    )
  })
})
