import { createHash } from 'node:crypto'

/** The administrator. */
const admin = '01900000-0000-7000-8000-000000000003'

/** The seller of a payment that was reviewed, and a review that has stars alone. */
const seller = '01900000-0000-7000-8000-000000000001'
const bareReview = '01900000-0000-7000-8000-000000000093'

/** The buyer of the longest conversation, and a message of theirs. */
const reader = {
  conversationId: '01900000-0000-7000-8000-000000000031',
  userId: '01900000-0000-7000-8000-000000000002',
  limit: 10,
}
const messageId = '01900000-0000-7000-8000-000000000052'

/** Nobody's id. */
const missing = '01900000-0000-7000-8000-0000000000ff'

const dubai = { type: 'Point', coordinates: [55.2708, 25.2048] }

/** A box around all of the seed's places. */
const inBox = {
  plane: 'all',
  minX: 0,
  minY: 0,
  maxX: 2,
  maxY: 2,
  centreX: 1,
  centreY: 1,
  west: -180,
  south: -90,
  east: 180,
  north: 90,
  budget: 100,
  limit: 10,
}

/** All cells of the coarsest level, and all products. */
const cells = { level: 2, firstXs: [0], lastXs: [3], firstY: 0, lastY: 3 }
const streets = { ...cells, minXs: [-4], maxXs: [4], minY: -100, maxY: 100, budget: 100 }
const tile = { z: 0, tileX: 0, tileY: 0 }
const productTile = { ...tile, level: 4, minX: -4, maxX: 4, minY: -100, maxY: 100 }

/** All that is for sale, in one ring. */
const search = {
  sort: 'newest',
  isRanked: false,
  isDescending: true,
  query: "'shoe' | 'bare' | 'near'",
  edges: [-9e15, 9e15],
  minPriceMinor: 0,
  maxPriceMinor: 1_000_000,
  tags: [],
  afterKey: -9e15,
  afterId: '00000000-0000-0000-0000-000000000000',
  cap: 100,
  enough: 10,
  limit: 10,
  withSnippets: true,
}

/** The same along each index that has the order of a sort. */
const dense = (['newest', 'priceUp', 'priceDown'] as const).map((sort) => ({
  sort,
  query: search.query,
  minPriceMinor: 0,
  maxPriceMinor: 1_000_000,
  currency: 'AED',
  tags: [],
  afterKey: -9e15,
  afterId:
    sort === 'priceUp' ? '00000000-0000-0000-0000-000000000000' : 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  budget: 100,
  limit: 10,
  near: dubai,
  withSnippets: true,
}))

/** All that is near, on each of the planes. */
const around = { origin: dubai, radiusMetres: 50_000, limit: 10, budget: 100 }
const nearby = [
  { ...around, plane: 'all' },
  { ...around, plane: 'category', category: 'books' },
  { ...around, plane: 'sphere' },
]

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Parameters for queries that those made of the database's rows do not bring to give a row. */
export const parameters: Readonly<Record<string, readonly object[]>> = {
  searchProductsCard: [search, { ...search, near: dubai }],
  searchProductsAll: [search, { ...search, near: dubai }],
  walkDenseProductsCard: dense,
  walkDenseProductsAll: dense,
  suggestSearchTerms: [
    { length: 'one', prefix: 's', limit: 5 },
    { length: 'more', prefix: 'shoe', limit: 5 },
  ],
  listSimilarTerms: [{ words: ['shoes'], variants: ['bare'], variantOf: [1] }],
  markNotificationsRead: [
    {
      userId: '01900000-0000-7000-8000-000000000002',
      upToId: '01900000-0000-7000-8000-000000000203',
      limit: 10,
    },
  ],
  recordDelivery: [
    {
      deliveryId: '01900000-0000-7000-8000-000000000221',
      attempt: 1,
      outcome: 'failed',
      errorCode: 'unreachable',
      retryAfterSeconds: 0,
      maxAttempts: 8,
    },
  ],
  createUser: [
    { email: 'new@example.com', username: 'new.user' },
    {
      email: 'newer@example.com',
      username: 'newer.user',
      phone: '+971501234569',
      fullName: 'New',
      avatarUrl: 'https://example.com/c.png',
      bio: 'New',
      role: 'buyer',
      location: { type: 'Point', coordinates: [55, 25] },
      neighborhood: 'Deira',
      buildingName: 'Tower',
    },
  ],
  trackAnalyticsEvents: [
    {
      events: [
        {
          id: '01900000-0000-7000-8000-0000000000d1',
          occurred_at: '2026-01-07T00:00:00Z',
          event_type: 'product_viewed',
          properties: {},
        },
      ],
    },
  ],
  keepAnalyticsSalt: [
    { day: '2026-01-05', salt: Buffer.alloc(32, 1) },
    { day: '2026-01-06', salt: Buffer.alloc(32, 1) },
  ],
  ensureAnalyticsPartitions: [{ firstDay: '2026-01-01', lastDay: '2026-02-01' }],
  ensureComingAnalyticsPartitions: [{ monthsAhead: 1 }],
  dropOldAnalyticsPartition: [{ keepMonths: 3 }, { keepMonths: 1200 }],
  findDirtyAnalyticsDay: [{ afterDay: '2026-01-01' }],
  rollUpAnalyticsDay: [{ day: '2026-01-05', mayWait: true }],
  countAnalyticsFunnel: [
    {
      steps: ['payment_completed', 'product_viewed'],
      withinMs: 1000,
      fromTime: '2026-01-01T00:00:00Z',
      toTime: '2026-02-01T00:00:00Z',
    },
  ],
  listTopAnalyticsSubjects: [
    {
      dimension: 'product',
      eventType: 'payment_completed',
      fromDay: '2026-01-01',
      toDay: '2026-01-31',
      limit: 10,
    },
  ],
  listAnalyticsDays: [
    { eventTypes: ['payment_completed', 'product_viewed'], fromDay: '2026-01-01', toDay: '2026-01-31' },
  ],
  listAnalyticsDaysOfSubject: [
    {
      dimension: 'seller',
      subjectId: '01900000-0000-7000-8000-000000000001',
      eventTypes: ['payment_completed'],
      fromDay: '2026-01-01',
      toDay: '2026-01-31',
    },
  ],
  findAccount: [{ id: '01900000-0000-7000-8000-000000000001' }],
  scheduleStream: [
    { id: '01900000-0000-7000-8000-000000000023', userId: '01900000-0000-7000-8000-000000000001' },
    {
      id: '01900000-0000-7000-8000-000000000025',
      userId: '01900000-0000-7000-8000-000000000001',
      startsAt: '2026-06-01T00:00:00Z',
    },
  ],
  recountConversations: [{ ids: ['01900000-0000-7000-8000-000000000034'] }],
  setConversationArchived: [
    { id: reader.conversationId, userId: reader.userId, isArchived: true },
    { id: reader.conversationId, userId: reader.userId, isArchived: false },
  ],
  createUsers: [
    {
      users: [
        {
          id: '01900000-0000-7000-8000-0000000000a1',
          email: 'new@example.com',
          username: 'new.user',
          role: 'buyer',
        },
      ],
    },
  ],
  createProducts: [
    {
      products: [
        {
          id: '01900000-0000-7000-8000-0000000000b1',
          seller_id: '01900000-0000-7000-8000-000000000001',
          title: 'New',
          price_minor: 1,
          category: 'other',
          condition: 'new',
          currency: 'AED',
          feed_type: 'discover',
          image_urls: [],
          tags: [],
        },
      ],
    },
  ],
  submitVerification: [
    {
      userId: '01900000-0000-7000-8000-000000000003',
      verificationType: 'both',
      documents: [{ kind: 'other', storageKey: 'papers/3.jpg' }],
    },
  ],
  approveVerification: [{ id: '01900000-0000-7000-8000-000000000072', reviewerId: admin }],
  rejectVerification: [
    { id: '01900000-0000-7000-8000-000000000072', reviewerId: admin, reason: 'Not legible' },
  ],
  revokeVerification: [{ id: '01900000-0000-7000-8000-000000000073', reviewerId: admin, reason: 'Forged' }],
  judgeVerificationReviewer: [
    { id: '01900000-0000-7000-8000-000000000072', reviewerId: admin },
    { id: '01900000-0000-7000-8000-000000000072', reviewerId: missing },
  ],
  listPendingVerifications: [{ reviewerId: admin, limit: 10 }],
  hideProduct: [
    { id: '01900000-0000-7000-8000-000000000011', adminId: admin },
    { id: '01900000-0000-7000-8000-000000000012', adminId: admin },
  ],
  unhideProduct: [
    { id: '01900000-0000-7000-8000-000000000013', adminId: admin },
    { id: '01900000-0000-7000-8000-000000000012', adminId: admin },
  ],
  writeReview: [
    { paymentId: '01900000-0000-7000-8000-000000000064', reviewerId: seller, rating: 2 },
    {
      id: '01900000-0000-7000-8000-0000000000d1',
      paymentId: '01900000-0000-7000-8000-000000000064',
      reviewerId: seller,
      rating: 3,
      content: 'Paid late',
      requestDigest: '01900000-0000-8000-8000-0000000000d1',
    },
  ],
  reviseReview: [
    { id: bareReview, userId: seller, rating: 5, content: null },
    { id: bareReview, userId: seller, rating: 5, content: 'Better' },
  ],
  replyToReview: [
    { id: '01900000-0000-7000-8000-000000000091', userId: seller, reply: null },
    { id: '01900000-0000-7000-8000-000000000092', userId: seller, reply: 'An answer' },
  ],
  hideReview: [
    { id: '01900000-0000-7000-8000-000000000091', adminId: admin },
    { id: bareReview, adminId: admin },
  ],
  unhideReview: [
    { id: '01900000-0000-7000-8000-000000000092', adminId: admin },
    { id: bareReview, adminId: admin },
  ],
  findReviewForModeration: [
    { id: '01900000-0000-7000-8000-000000000092', adminId: admin },
    { id: bareReview, adminId: admin },
  ],
  listNewestReviews: [
    { userId: seller, limit: 10 },
    { userId: reader.userId, rating: 4, limit: 10 },
  ],
  awardBadge: [{ userId: seller, badgeType: 'top_seller', reason: 'Sells much', adminId: admin }],
  awardVerified: [{ userIds: [seller] }],
  awardTopSeller: [{ userIds: [seller], sales: 1 }],
  awardFiveStars: [{ userIds: [seller], reviews: 1 }],
  revokeBadge: [{ userId: seller, badgeType: 'community_helper', adminId: admin }],
  stopStream: [{ id: '01900000-0000-7000-8000-000000000022', adminId: admin }],
  endStream: [
    { id: '01900000-0000-7000-8000-000000000022', userId: '01900000-0000-7000-8000-000000000002' },
    { id: '01900000-0000-7000-8000-000000000024', userId: '01900000-0000-7000-8000-000000000001' },
  ],
  deleteMessage: [{ id: messageId, senderId: reader.userId }],
  findStream: [
    { id: '01900000-0000-7000-8000-000000000021', requestDigest: '01900000-0000-8000-8000-000000000021' },
  ],
  rehashPassword: [
    { id: '01900000-0000-7000-8000-000000000001', passwordHash: 'another hash', oldPasswordHash: 'a hash' },
  ],
  startSession: [
    {
      userId: '01900000-0000-7000-8000-000000000001',
      passwordHash: 'a hash',
      maxSessions: 1,
      familyHash: sha256('new family'),
      tokenHash: sha256('new token'),
      deviceName: 'Tablet',
      userAgent: 'Mozilla/5.0',
      ipAddress: '192.0.2.8',
      idleSeconds: 60,
      lifetimeSeconds: 3_600,
    },
    {
      userId: '01900000-0000-7000-8000-000000000002',
      maxSessions: 10,
      familyHash: sha256('new family'),
      tokenHash: sha256('new token'),
      idleSeconds: 60,
      lifetimeSeconds: 3_600,
    },
  ],
  refreshSession: [
    refreshOf('family', 'second'),
    refreshOf('family', 'first'),
    refreshOf('bare family', 'fourth'),
    refreshOf('bare family', 'another'),
  ],
  consumeCode: [
    { subject: '+971501234569', purpose: 'phone_verification', secretHash: sha256('another code') },
    { subject: '+971501234569', purpose: 'phone_verification', secretHash: sha256('a wrong code') },
  ],
  listOffersToAnswer: [{ userId: '01900000-0000-7000-8000-000000000002', limit: 5 }],
  judgeWebhook: [
    { provider: 'stripe', eventId: 'evt_1', bodyHash: sha256('1') },
    { provider: 'stripe', eventId: 'evt_2', bodyHash: sha256('other') },
  ],
  findWebhook: [
    { provider: 'stripe', eventId: 'evt_1' },
    { provider: 'stripe', eventId: 'evt_2' },
  ],
  lockWebhook: [
    { provider: 'stripe', eventId: 'evt_1' },
    { provider: 'stripe', eventId: 'evt_2' },
  ],
  lockParkedWebhooks: [{ provider: 'stripe', waitsFor: 'pi_2', limit: 5 }],
  listParkedWebhooks: [{ untriedSeconds: 0, limit: 5 }],
  discardParkedWebhooks: [{ provider: 'stripe', receivedBefore: new Date('2100-01-01T00:00:00Z'), limit: 5 }],
  findAnswer: [
    { scope: 'offers.make', key: 'key_1', requestHash: sha256('1') },
    { scope: 'offers.make', key: 'key_2', requestHash: sha256('2') },
    { scope: 'offers.make', key: 'key_2', requestHash: sha256('other') },
  ],
  findMessage: [
    { id: messageId },
    { id: '01900000-0000-7000-8000-000000000053', requestDigest: '01900000-0000-8000-8000-000000000053' },
  ],
  listOffersByConversation: [reader],
  markConversationRead: [
    { id: reader.conversationId, userId: '01900000-0000-7000-8000-000000000001' },
    { id: '01900000-0000-7000-8000-000000000033', userId: '01900000-0000-7000-8000-000000000002' },
  ],
  listOlderMessages: [reader, { ...reader, fromId: messageId }],
  listNewerMessages: [reader, { ...reader, fromId: messageId }],
  findOffer: [
    { id: '01900000-0000-7000-8000-000000000042', requestDigest: '01900000-0000-8000-8000-000000000042' },
  ],
  findPayment: [
    { id: '01900000-0000-7000-8000-000000000061', requestDigest: '01900000-0000-8000-8000-000000000061' },
  ],
  findVerification: [
    { id: '01900000-0000-7000-8000-000000000071', requestDigest: '01900000-0000-8000-8000-000000000071' },
  ],
  markMessagesRead: [{ upToId: messageId, userId: '01900000-0000-7000-8000-000000000001' }],
  listProductsNearbyCard: nearby,
  listProductsNearbyAll: nearby,
  listStreamsNearby: [
    { ...around, plane: 'all' },
    { ...around, plane: 'sphere' },
  ],
  listProfilesNearby: [
    { ...around, plane: 'all' },
    { ...around, plane: 'sphere' },
  ],
  listProductsInBox: [
    inBox,
    { ...inBox, acrossMaxX: 0, plane: 'all' },
    { ...inBox, plane: 'category', category: 'books' },
  ],
  listMapCells: [
    { ...cells, plane: 'all', category: '' },
    { ...cells, plane: 'category', category: 'books' },
    { ...cells, plane: 'all', category: '', withSamples: true, edgeYs: [100, 1, 0, -1, -100] },
  ],
  countMapCells: [
    { ...streets, plane: 'all' },
    { ...streets, plane: 'category', category: 'books' },
  ],
  readCellTile: [{ ...tile, ...cells, category: '' }],
  readProductTile: [
    { ...productTile, plane: 'all', budget: 100 },
    { ...productTile, plane: 'all', budget: 0 },
  ],
  listMutualFollows: [{ userId: seller, otherId: seller, limit: 10 }],
  sendMessage: [
    {
      id: '01900000-0000-7000-8000-0000000000c1',
      conversationId: reader.conversationId,
      senderId: reader.userId,
      messageType: 'text',
      content: 'Hi',
      imageUrls: [],
    },
  ],
  fileReport: [
    {
      id: '01900000-0000-7000-8000-0000000000b9',
      reporterId: admin,
      subjectType: 'product',
      subjectId: '01900000-0000-7000-8000-000000000012',
      reason: 'spam',
    },
    {
      id: '01900000-0000-7000-8000-0000000000b9',
      reporterId: reader.userId,
      subjectType: 'user',
      subjectId: reader.userId,
      reason: 'spam',
    },
  ],
  findReport: [
    { id: '01900000-0000-7000-8000-0000000000b1' },
    { id: '01900000-0000-7000-8000-0000000000b2' },
  ],
  claimModerationCases: [{ adminId: admin, limit: 10, leaseMs: 60_000 }],
  extendCaseLease: [
    { caseId: '01900000-0000-7000-8000-0000000000a2', adminId: admin, attempt: 2, leaseMs: 60_000 },
  ],
  releaseCase: [{ caseId: '01900000-0000-7000-8000-0000000000a2', adminId: admin, attempt: 2 }],
  decideCase: [
    {
      caseId: '01900000-0000-7000-8000-0000000000a2',
      adminId: admin,
      attempt: 2,
      decision: 'warn',
      note: 'A note',
    },
  ],
  judgeCaseModerator: [
    { caseId: '01900000-0000-7000-8000-0000000000a2', adminId: admin, attempt: 2 },
    { caseId: '01900000-0000-7000-8000-0000000000a2', adminId: missing, attempt: 2 },
  ],
  listOpenCases: [{ adminId: admin, limit: 10 }],
  listCaseReports: [{ adminId: admin, caseId: '01900000-0000-7000-8000-0000000000a1', limit: 10 }],
  listModerationActions: [
    { log: 'things', adminId: admin, limit: 10 },
    { log: 'moderator', adminId: admin, moderatorId: admin, limit: 10 },
    { log: 'user', adminId: admin, userId: seller, moderatorId: admin, budget: 500, limit: 10 },
  ],
  pinStreamProduct: [
    {
      streamId: '01900000-0000-7000-8000-000000000021',
      userId: '01900000-0000-7000-8000-000000000001',
      productId: '01900000-0000-7000-8000-000000000013',
    },
    {
      streamId: '01900000-0000-7000-8000-000000000022',
      userId: '01900000-0000-7000-8000-000000000002',
    },
  ],
  listStreamProductsCard: [{ streamId: '01900000-0000-7000-8000-000000000021' }],
  listStreamProductsAll: [{ streamId: '01900000-0000-7000-8000-000000000021' }],
  listPaymentsByStream: [
    {
      streamId: '01900000-0000-7000-8000-000000000021',
      sellerId: '01900000-0000-7000-8000-000000000001',
      limit: 10,
    },
  ],
  sumPaymentsByStream: [
    { streamId: '01900000-0000-7000-8000-000000000021', sellerId: '01900000-0000-7000-8000-000000000001' },
  ],
  sumPaymentsByBuyer: [{ buyerId: '01900000-0000-7000-8000-000000000002' }],
  sumPaymentsBySeller: [{ sellerId: '01900000-0000-7000-8000-000000000001' }],
  listPaymentsByBuyer: [{ buyerId: '01900000-0000-7000-8000-000000000002', limit: 10 }],
  listPaymentsBySeller: [{ sellerId: '01900000-0000-7000-8000-000000000001', limit: 10 }],
  recordPaymentFact: [
    {
      paymentId: '01900000-0000-7000-8000-000000000061',
      stripePaymentIntentId: 'pi_1',
      kind: 'refund',
      stripeId: 're_1',
      status: 'succeeded',
      amountMinor: 9000,
      reversedMinor: 0,
      currency: 'AED',
    },
    {
      paymentId: '01900000-0000-7000-8000-000000000062',
      stripePaymentIntentId: 'pi_2',
      kind: 'intent',
      stripeId: 'pi_2',
      status: 'succeeded',
      amountMinor: 200,
      reversedMinor: 0,
      currency: 'AED',
      stripeChargeId: 'ch_2',
      paymentMethod: 'card',
    },
  ],
  closePayment: [{ paymentId: '01900000-0000-7000-8000-000000000062', expires: true }],
  attachPaymentIntent: [
    { paymentId: '01900000-0000-7000-8000-000000000062', stripePaymentIntentId: 'pi_9' },
    { paymentId: '01900000-0000-7000-8000-000000000061', stripePaymentIntentId: 'pi_9' },
  ],
  extendPaymentHold: [{ paymentId: '01900000-0000-7000-8000-000000000062', holdSeconds: 60 }],
  markPaymentReviewed: [{ paymentId: '01900000-0000-7000-8000-000000000063' }],
  listPaymentFacts: [{ paymentId: '01900000-0000-7000-8000-000000000061', limit: 10 }],
  listPendingPayments: [{ limit: 10 }],
  listExpiredPayments: [{ limit: 10 }],
  listRefundsDue: [{ limit: 10 }],
  listPaymentsToReview: [{ limit: 10 }],
  publishEvents: [
    { events: [{ aggregate_id: missing, type: 'offer.made', version: 1, audience: [], payload: { n: 1 } }] },
  ],
  numberEvents: [{ limit: 10 }],
  registerEventConsumer: [
    { name: 'new', fromNow: true },
    { name: 'mail', fromNow: false },
  ],
  claimEventShards: [{ name: 'mail', limit: 10, worker: 'host:3', leaseSeconds: 30, troubledShards: [1] }],
  extendEventLeases: [{ name: 'mail', shards: [31], attempts: [2], leaseSeconds: 30 }],
  readEventShards: [
    { name: 'mail', shards: [31], positions: [1], limit: 10 },
    { name: 'push', shards: [31], positions: [0], limit: 10 },
  ],
  hintTyping: [{ conversationId: reader.conversationId, userId: reader.userId }],
  findCounterpart: [{ conversationId: reader.conversationId, userId: reader.userId }],
  hintPresence: [{ payloads: ['one'] }],
  listNewEvents: [{ afterPosition: 1, limit: 10 }],
  listEventsOfUser: [
    {
      userId: '01900000-0000-7000-8000-000000000001',
      afterPosition: 0,
      upToPosition: 3,
      types: null,
      limit: 10,
    },
    { userId: missing, afterPosition: 0, upToPosition: 3, types: ['message.sent'], limit: 10 },
  ],
  readDueEvents: [{ name: 'push', shards: [31], limit: 10 }],
  advanceEventShard: [{ name: 'mail', shard: 31, attempt: 2, position: 2, isReleased: true }],
  addEventFailures: [
    { name: 'mail', shard: 31, failures: [{ position: 2, aggregate_id: missing, tries: 0 }] },
  ],
  failEventsAgain: [
    {
      name: 'push',
      failures: [
        { position: 2, tries: 2, delay_seconds: 1, is_dead: false, error_code: 'Error', error_message: null },
      ],
    },
  ],
  deleteEventFailures: [{ name: 'push', positions: [2] }],
  deleteLostEventFailures: [{ name: 'push', shard: 31, limit: 10 }],
  hasEventConsumer: [{ name: 'mail' }],
  wakeEventFailures: [{ name: 'push', aggregateIds: ['01900000-0000-7000-8000-00000000003f'] }],
  listEventFailures: [
    { name: 'mail', afterPosition: 0, isDead: true, limit: 10 },
    { name: 'push', afterPosition: 0, isDead: false, limit: 10 },
  ],
  lockEventFailures: [
    { name: 'push', positions: null, isDead: false, limit: 10 },
    { name: 'mail', positions: [1], isDead: true, limit: 10 },
  ],
  replayEventFailures: [{ name: 'mail', positions: [1] }],
  deleteEventConsumer: [{ name: 'mail' }],
  ensureEventPartitions: [{ partitionsAhead: 1 }],
  ensureMessagePartitions: [{ monthsAhead: 1 }],
  findOldEventPartition: [{ keepDays: 30, mark: 'Taken off event_log, to be dropped.' }],
  deleteFailuresOfOldEvents: [{ fromPosition: 0, beforePosition: 2 }],
}

/** Parameters for the exchange of a refresh token of the seed. */
function refreshOf(family: string, token: string) {
  return {
    familyHash: sha256(family),
    tokenHash: sha256(token),
    nextTokenHash: sha256('next'),
    nonce: sha256('another nonce'),
    graceSeconds: 300,
  }
}
