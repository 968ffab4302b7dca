/** Every method of every repository takes a signal and a time limit. */

import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { DatabaseEvents } from '../../src/consume/database-events.js'
import type { Repositories } from '../../src/repositories/repositories.js'
import { rejection } from '../setup/rejection.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()

const id = newId()
const userId = newId()
const page = { limit: 1 }
const refreshToken = `${'x'.repeat(43)}.${'y'.repeat(43)}`
const money = { amountMinor: 100, currency: 'AED' }
const feeBasisPoints = { discover: 1_000, community: 500 }
const stripePaymentIntentId = 'pi_1'

type Inputs<Repository> = { readonly [Method in keyof Repository]: unknown }

/** An input of each method, which its reader takes: a method that is added does not compile without one. */
const inputs: { readonly [Name in Exclude<keyof Repositories, 'events'>]: Inputs<Repositories[Name]> } & {
  readonly events: Omit<Inputs<DatabaseEvents>, 'consume' | 'listConsumers'>
} = {
  users: {
    create: sampleUser(),
    createMany: [sampleUser()],
    getProfile: id,
    findProfile: id,
    findProfileByUsername: 'aisha',
    listProfiles: [id],
    nearby: { near: [55, 25], radiusMetres: 1, ...page },
    getAccount: id,
    findAccount: id,
    findAccountByEmail: 'aisha@example.com',
    listAccounts: [id],
    findCredentials: { username: 'aisha' },
    update: { userId, patch: { bio: 'x' } },
    getExactLocation: { userId },
    setLocation: { userId, location: [55, 25] },
    clearLocation: { userId },
    setPasswordHash: { userId, passwordHash: null },
    rehashPassword: { userId, passwordHash: 'x', oldPasswordHash: 'y' },
    resetPassword: { token: 'x'.repeat(43), passwordHash: 'x' },
    setStripeIds: { userId, stripeCustomerId: 'cus_1' },
    chooseRole: { userId, role: 'seller' },
    setRole: { userId, role: 'admin', adminId: id },
    close: { userId },
    suspend: { userId, adminId: id },
    reopen: { userId, adminId: id },
    exportPersonalData: id,
    erase: { userId, dryRun: true },
    recordLogin: { userId },
    delete: { userId },
  },
  products: {
    create: sampleProduct(userId),
    createMany: Array.from({ length: 120 }, () => sampleProduct(userId)),
    get: id,
    find: id,
    listByIds: [id],
    getExactLocation: { productId: id, userId },
    update: { productId: id, sellerId: userId, patch: { title: 'x' } },
    markSold: { productId: id, sellerId: userId },
    markAvailable: { productId: id, sellerId: userId },
    delete: { productId: id, sellerId: userId },
    hide: { productId: id, adminId: userId },
    unhide: { productId: id, adminId: userId },
    addCounts: [{ productId: id, views: 1 }],
    applyCounts: {},
    trending: page,
    similar: { id },
    listBySeller: { sellerId: userId, ...page },
    feed: page,
    nearby: { near: [55, 25], radiusMetres: 1, ...page },
    search: { text: 'lamp', ...page },
  },
  sessions: {
    start: { userId },
    refresh: { refreshToken },
    find: { userId, sessionId: id },
    findByToken: { refreshToken },
    list: { userId },
    end: { refreshToken },
    revoke: { userId, sessionId: id },
    revokeAll: { userId },
    deleteOld: {},
  },
  tokens: {
    issue: { purpose: 'login', userId },
    issueCode: { purpose: 'login', userId, key: 'k'.repeat(32) },
    consume: { purpose: 'login', token: 'x'.repeat(43) },
    consumeCode: { purpose: 'login', userId, key: 'k'.repeat(32), code: '123456' },
    deleteOld: {},
  },
  streams: {
    create: sampleStream(userId),
    get: id,
    find: id,
    listByIds: [id],
    getBroadcast: { streamId: id, userId },
    update: { streamId: id, userId, patch: { title: 'x' } },
    schedule: { streamId: id, userId, startsAt: null },
    goLive: { streamId: id, userId },
    end: { streamId: id, userId },
    stop: { streamId: id, adminId: userId },
    setViewerCounts: [{ streamId: id, viewerCount: 1 }],
    addViews: [{ streamId: id, views: 1 }],
    delete: { streamId: id, userId },
    listLive: page,
    nearby: { near: [55, 25], radiusMetres: 1, ...page },
    listUpcoming: page,
    listByUser: { userId, ...page },
  },
  streamProducts: {
    tag: { streamId: id, userId, productIds: [id] },
    untag: { streamId: id, userId, productIds: [id] },
    order: { streamId: id, userId, productIds: [id] },
    pin: { streamId: id, userId, productId: id },
    unpin: { streamId: id, userId },
    listByStream: { streamId: id },
    listByProduct: { productId: id, ...page },
  },
  reports: {
    file: { reporterId: userId, subjectType: 'product', subjectId: id, reason: 'spam' },
    get: { reportId: id, reporterId: userId },
    find: { reportId: id, reporterId: userId },
    listFiled: { reporterId: userId, ...page },
  },
  moderation: {
    claimNext: { adminId: userId },
    extend: { caseId: id, adminId: userId, attempt: 1 },
    release: { caseId: id, adminId: userId, attempt: 1 },
    decide: { caseId: id, adminId: userId, attempt: 1, decision: 'dismiss' },
    getCase: { caseId: id, adminId: userId },
    listOpen: { adminId: userId, ...page },
    listReports: { caseId: id, adminId: userId, ...page },
    listActions: { adminId: userId, ...page },
  },
  follows: {
    follow: { userId, followeeId: id },
    unfollow: { userId, followeeId: id },
    countOf: id,
    areFollowed: { userId, userIds: [id] },
    listFollowers: { userId, ...page },
    listFollowing: { userId, ...page },
    listMutual: { userId, ...page },
    feed: { userId, ...page },
  },
  events: {
    publish: { type: 'test.counted', aggregateId: id, payload: { n: 1 } },
    listFailures: { consumer: 'mail' },
    replay: { consumer: 'mail' },
    discard: { consumer: 'mail' },
    removeConsumer: 'mail',
  },
  blocks: {
    block: { userId, blockedId: id },
    unblock: { userId, blockedId: id },
    list: { userId, ...page },
    areBlocked: { userId, userIds: [id] },
    isBlockedBetween: { userId, otherId: id },
  },
  analytics: {
    track: [{ eventType: 'product_viewed' }],
    ensurePartitions: { monthsAhead: 0 },
    dropOldPartitions: {},
    rollUp: { day: '2026-11-30' },
    funnel: { steps: ['product_viewed', 'offer_made'], from: new Date(0), to: new Date(1) },
    top: { eventType: 'product_viewed', dimension: 'product', from: '2026-11-01', to: '2026-11-30' },
    listDays: { eventTypes: ['product_viewed'], from: '2026-11-01', to: '2026-11-30' },
    sellerDashboard: { sellerId: userId, from: '2026-11-01', to: '2026-11-30' },
    maintain: {},
  },
  verifications: {
    submit: sampleVerification(userId),
    get: { verificationId: id, userId },
    find: { verificationId: id, userId },
    getForReview: { verificationId: id, reviewerId: userId },
    approve: { verificationId: id, reviewerId: userId },
    reject: { verificationId: id, reviewerId: userId, reason: 'x' },
    revoke: { verificationId: id, reviewerId: userId, reason: 'x' },
    listPending: { reviewerId: userId, ...page },
    listByUser: { userId, ...page },
  },
  reviews: {
    write: { paymentId: id, reviewerId: userId, rating: 5 },
    revise: { reviewId: id, userId, rating: 4, content: null },
    reply: { reviewId: id, userId, reply: 'Thanks' },
    hide: { reviewId: id, adminId: userId },
    unhide: { reviewId: id, adminId: userId },
    get: id,
    find: id,
    listByIds: [id],
    getForModeration: { reviewId: id, adminId: userId },
    listByPayment: { paymentId: id, userId },
    listByUser: { userId, ...page },
    listWritten: { userId, ...page },
    summary: userId,
  },
  badges: {
    awardFirstSale: { userId },
    awardTopSeller: { userId },
    awardFiveStars: { userId },
    awardVerified: { userId },
    awardDue: page,
    award: { userId, badgeType: 'founding_member', reason: 'x', adminId: id },
    revoke: { userId, badgeType: 'founding_member', adminId: id },
    listByUser: userId,
    listByUsers: [id],
  },
  conversations: {
    open: { buyerId: userId, sellerId: id },
    get: { conversationId: id, userId },
    find: { conversationId: id, userId },
    inbox: { userId, ...page },
    archive: { conversationId: id, userId },
    unarchive: { conversationId: id, userId },
    markRead: { conversationId: id, userId },
    countUnread: userId,
  },
  messages: {
    send: { conversationId: id, senderId: userId, content: 'Hi' },
    sendSystem: { conversationId: id, aboutUserId: userId, content: 'Hi' },
    get: { messageId: id, userId },
    find: { messageId: id, userId },
    list: { conversationId: id, userId, ...page },
    markRead: { messageId: id, userId },
    delete: { messageId: id, userId },
  },
  offers: {
    make: { productId: id, conversationId: id, buyerId: userId, amountMinor: 1 },
    counter: { offerId: id, userId, amountMinor: 1 },
    accept: { offerId: id, userId, feeBasisPoints },
    decline: { offerId: id, userId },
    cancel: { offerId: id, userId },
    expireDue: page,
    get: { offerId: id, userId },
    find: { offerId: id, userId },
    listByBuyer: { buyerId: userId, ...page },
    listBySeller: { sellerId: userId, ...page },
    listByProduct: { productId: id, sellerId: userId, ...page },
    listPending: { productId: id, sellerId: userId, ...page },
    listToAnswer: { userId, ...page },
    listByConversation: { conversationId: id, userId, ...page },
  },
  payments: {
    open: { productId: id, buyerId: userId, feeBasisPoints },
    attachIntent: { paymentId: id, stripePaymentIntentId },
    recordSuccess: { stripePaymentIntentId, amountReceivedMinor: 100, currency: 'aed' },
    recordAttempt: { stripePaymentIntentId, stripeAttemptId: 'ch_1' },
    recordCancellation: { stripePaymentIntentId },
    recordRefund: { stripePaymentIntentId, stripeRefundId: 're_1', status: 'succeeded', ...money },
    recordDispute: { stripePaymentIntentId, stripeDisputeId: 'dp_1', status: 'lost', ...money },
    recordTransfer: { stripePaymentIntentId, stripeTransferId: 'tr_1', ...money },
    cancel: { paymentId: id, userId },
    expire: { paymentId: id },
    expireDue: page,
    extendHold: { paymentId: id, holdSeconds: 60 },
    markReviewed: { paymentId: id },
    get: { paymentId: id, userId },
    find: { paymentId: id, userId },
    findForService: id,
    findByPaymentIntent: stripePaymentIntentId,
    listForService: [id],
    listFacts: { paymentId: id, ...page },
    listPending: page,
    listExpired: page,
    listRefundsDue: page,
    listToReview: page,
    listByBuyer: { buyerId: userId, ...page },
    listBySeller: { sellerId: userId, ...page },
    listByStream: { streamId: id, sellerId: userId, ...page },
    sumByBuyer: { buyerId: userId },
    sumBySeller: { sellerId: userId },
    sumByStream: { streamId: id, sellerId: userId },
  },
  notifications: {
    add: { userId, notificationType: 'other' },
    addMany: { userIds: [userId], notificationType: 'other' },
    get: { notificationId: id, userId },
    list: { userId, ...page },
    countUnread: { userId },
    markRead: { userId, upToId: id },
    markOneRead: { notificationId: id, userId },
    markAllRead: { userId },
    deleteOld: page,
    claimDeliveries: { channel: 'push' },
    recordDelivery: { deliveryId: id, attempt: 1, outcome: 'sent' },
    listDeliveries: { notificationId: id },
  },
  map: {
    products: { bounds: [55, 25, 56, 26] },
    clusters: { bounds: [55, 25, 56, 26], zoom: 12 },
    tile: { z: 11, x: 1338, y: 875 },
    foldChanges: { limit: 1 },
  },
  savedSearches: {
    create: { userId, filters: { text: 'lamp' } },
    get: { savedSearchId: id, userId },
    list: { userId },
    update: { savedSearchId: id, userId, patch: { isMuted: true } },
    delete: { savedSearchId: id, userId },
    notify: page,
  },
  search: {
    suggest: { text: 'lam' },
    facetCounts: { text: 'lamp' },
    collectTerms: { limit: 1 },
  },
  wishlists: {
    setSaved: { userId, productId: id, isSaved: true },
    list: { userId, ...page },
    areSaved: { userId, productIds: [id] },
    countSaved: { userId },
    tellSavers: page,
    recountLikes: page,
  },
}

type Method = (input: unknown, options: object) => Promise<unknown> | AsyncIterable<unknown>

const methods = Object.entries(inputs).flatMap(([repository, ofRepository]) =>
  Object.entries<unknown>(ofRepository).map(([method, input]) => [`${repository}.${method}`, input] as const),
)

async function call(name: string, input: unknown, options: object): Promise<unknown> {
  const [repository = '', method = ''] = name.split('.')
  const owner = Reflect.get(db, repository) as Readonly<Record<string, Method>>
  const called = (owner[method] ?? expect.fail(`there is no ${name}`)).call(owner, input, options)
  return Symbol.asyncIterator in called ? called[Symbol.asyncIterator]().next() : called
}

describe.each(methods)('%s', (name, input) => {
  it('rejects with the reason of a signal that has aborted', async () => {
    const reason = new Error('the caller has gone')
    await expect(call(name, input, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('refuses a time limit that is none', async () => {
    const error = await rejection(call(name, input, { timeoutMs: 0 }), InvalidInputError)
    expect(error.field).toBe('timeoutMs')
  })
})

/** The methods of an object of a class, those of the classes that it extends among them. */
function methodsOf(instance: object): readonly string[] {
  const parent = Object.getPrototypeOf(instance) as object | null
  if (parent === null || parent === Object.prototype) return []
  return [...Object.getOwnPropertyNames(parent), ...methodsOf(parent)].filter(
    (name) => name !== 'constructor',
  )
}

/** A worker that runs until it is stopped, and a call whose only argument is its options. */
const otherForms: readonly string[] = ['events.consume', 'events.listConsumers']

it('names every method', () => {
  for (const [repository, ofRepository] of Object.entries(inputs)) {
    const own = methodsOf(Reflect.get(db, repository) as object)
    const named = [...new Set(own)].filter((name) => !otherForms.includes(`${repository}.${name}`))
    expect(Object.keys(ofRepository).toSorted()).toEqual(named.toSorted())
  }
})
