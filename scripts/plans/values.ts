/** Values for the parameters of queries, among the rows of `seed.sql`: of what is many there, and of what is rare. */

import { createHash } from 'node:crypto'

export type Commonness = 'common' | 'rare'

/** The numbers by which `seed.sql` marks the rows of each table. */
const kinds = {
  users: 1,
  products: 2,
  streams: 3,
  verifications: 4,
  conversations: 5,
  messages: 6,
  offers: 7,
  payments: 8,
  reviews: 9,
  sessions: 10,
  tokens: 11,
  notifications: 12,
  deliveries: 13,
  cases: 14,
  reports: 15,
  'saved-searches': 16,
} as const

export type Kind = keyof typeof kinds

/** The id of the nth row. */
export function idOf(kind: Kind, n: number): string {
  return `${String(kinds[kind]).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

type Value = readonly [common: unknown, rare: unknown]

/** The same for both. */
function always(value: unknown): Value {
  return [value, value]
}

function people(common: number): Value {
  return [idOf('users', common), idOf('users', 234)]
}

function rows(kind: Kind, common = 1): Value {
  return [idOf(kind, common), idOf(kind, 234)]
}

/** The row of which there is most, and nineteen others. */
function many(kind: Kind): Value {
  return always([1, ...Array.from({ length: 19 }, (_, n) => 113 + 13 * n)].map((n) => idOf(kind, n)))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

const fresh = '0000ffff-0000-7000-8000-000000000001'
const person = {
  id: fresh,
  email: 'new@example.com',
  username: 'new.user',
  role: 'buyer',
}
const product = {
  id: fresh,
  seller_id: idOf('users', 234),
  title: 'New',
  price_minor: 1,
  category: 'books',
  condition: 'new',
  currency: 'AED',
  feed_type: 'discover',
  image_urls: [],
  tags: [],
}

/** By the name of a parameter. */
const named: Readonly<Record<string, Value>> = {
  adminId: always(idOf('users', 7)),
  reviewerId: always(idOf('users', 7)),
  moderatorId: [idOf('users', 8), idOf('users', 7)],
  userId: people(1),
  sellerId: people(1),
  senderId: people(2),
  buyerId: people(2),
  viewerId: people(3),
  reporterId: people(3),
  followeeId: always(idOf('users', 1)),
  blockedId: always(idOf('users', 300)),
  otherId: [idOf('users', 3), idOf('users', 300)],
  actorId: always(idOf('users', 300)),
  subjectId: rows('products'),
  productId: rows('products'),
  conversationId: rows('conversations'),
  streamId: rows('streams'),
  offerId: rows('offers', 3),
  paymentId: rows('payments', 61),
  notificationId: rows('notifications', 4),
  deliveryId: rows('deliveries'),
  caseId: rows('cases', 3),
  afterId: always(idOf('products', 77)),
  afterTime: always('2026-03-01 00:00:00+00'),
  afterRank: always(0),
  afterRating: always(4),
  afterDay: always('2026-01-10'),
  from: ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  before: ['2026-05-25T00:00:00Z', '2026-03-02T00:00:00Z'],
  expiresBefore: ['2100-01-01T00:00:00Z', '2026-06-02T00:00:00Z'],
  fromTime: always('2026-01-05T00:00:00Z'),
  toTime: always('2026-01-06T00:00:00Z'),
  fromDay: always('2026-01-05'),
  toDay: always('2026-02-05'),
  firstDay: always('2026-01-01'),
  lastDay: always('2026-02-01'),
  day: always('2026-01-05'),
  limit: always(21),
  budget: always(2_000),
  currency: ['AED', 'USD'],
  category: ['sneakers', 'books'],
  condition: ['new', 'fair'],
  feedType: ['discover', 'community'],
  verificationType: ['emirates_id', 'both'],
  reason: ['spam', 'violence'],
  rating: [5, 1],
  isAvailable: [true, false],
  isArchived: [false, true],
  wantsRead: always(false),
  wantsUnread: always(true),
  neighborhood: ['Quarter 7', 'Quarter 199'],
  badgeType: always('founding_member'),
  role: always('seller'),
  title: always('New'),
  content: always('New'),
  body: always('New'),
  text: always('phone'),
  tags: always([]),
  imageUrls: always([]),
  messageType: always('text'),
  amountMinor: always(100),
  priceMinor: always(100),
  reversedMinor: always(0),
  kind: always('intent'),
  outcome: always('sent'),
  notify: always({}),
  filters: always({}),
  patch: always({ title: 'Another title' }),
  data: always({}),
  channel: always('push'),
  channels: always([]),
  notificationType: always('other'),
  decision: always('warn'),
  attempt: always(0),
  maxAttempts: always(8),
  dedupeKey: always('event 1'),
  email: always('person234@example.com'),
  username: always('person234'),
  phone: always('+971500000234'),
  passwordHash: always('a hash'),
  oldPasswordHash: always('a hash'),
  purpose: always('login'),
  form: always('code'),
  subject: always('+971550000235'),
  secretHash: always(sha256('secret 235')),
  familyHash: always(sha256('family 234')),
  tokenHash: always(sha256('token 234')),
  nextTokenHash: always(sha256('next')),
  nonce: always(sha256('nonce')),
  salt: always(Buffer.alloc(32, 1)),
  documents: always([{ kind: 'other', storageKey: 'papers/3.jpg' }]),
  dimension: always('seller'),
  eventType: always('product_viewed'),
  eventTypes: always(['product_viewed', 'offer_made']),
  steps: always(['product_viewed', 'payment_completed']),
  views: always(Array(20).fill(1)),
  viewerCounts: always(Array(20).fill(1)),
  digests: many('tokens'),
  productIds: many('products'),
  userIds: many('users'),
  upToId: rows('messages', 20),
  users: always([person]),
  products: always([product]),
  events: always([
    { id: fresh, occurred_at: '2026-01-07T00:00:00Z', event_type: 'product_viewed', properties: {} },
  ]),
  stripePaymentIntentId: always('pi_61'),
  stripeId: always('pi_61'),
  newIds: always([]),
  toldIds: always([]),
  unseenIds: always([]),
  seenFrom: always('2026-06-01T00:00:00Z'),
  receivedBefore: always('2026-06-01T00:00:00Z'),
  hasMore: always(false),
  words: always(['shoes']),
  variants: always(['shoe']),
  variantOf: always([1]),
  isDryRun: always(true),
  expires: always(false),
  mayWait: always(true),
  isActive: always(false),
  isMuted: always(false),
  setName: always(false),
  expectedCurrency: always('AED'),
  reply: always('Thanks'),
  requestDigest: always(idOf('tokens', 1)),
  consumer: always('mail'),
  payloads: always(['one']),
  mark: always('Taken off event_log, to be dropped.'),
  errorCode: always('conflict'),
  shards: always([1, 2, 3, 4]),
  attempts: always([0, 0, 0, 0]),
  leaseSeconds: always(30),
  worker: always('a worker'),
  failures: always([]),
  aggregateIds: many('products'),
  provider: always('stripe'),
  eventId: ['evt_1', 'evt_234'],
  waitsFor: ['pi_1', 'pi_234'],
  bodyHash: always(sha256('body 234')),
  requestHash: always(sha256('request 234')),
  scope: always('offers.make'),
  key: ['key 1', 'key 234'],
  answer: always({}),
  isDead: [false, true],
}

/** By the name of a query and of its parameter, where the one above would be of another table. */
const special: Readonly<Record<string, Value>> = {
  'addEventFailures.name': always('mail'),
  'advanceEventShard.name': always('mail'),
  'claimEventShards.name': always('mail'),
  'deleteEventConsumer.name': always('mail'),
  'deleteEventFailures.name': always('mail'),
  'deleteLostEventFailures.name': always('mail'),
  'extendEventLeases.name': always('mail'),
  'hasEventConsumer.name': always('mail'),
  'failEventsAgain.name': always('mail'),
  'listEventFailures.name': always('mail'),
  'lockEventFailures.name': always('mail'),
  'readDueEvents.name': always('mail'),
  'readEventShards.name': always('mail'),
  'listEventsOfUser.types': [undefined, ['message.sent']],
  'listEventsOfUser.upToPosition': always(500),
  'registerEventConsumer.name': always('mail'),
  'replayEventFailures.name': always('mail'),
  'wakeEventFailures.name': always('mail'),
  'advanceEventShard.attempt': always(0),
  'advanceEventShard.shard': always(1),
  'advanceEventShard.position': always(5),
  'addEventFailures.shard': always(1),
  'claimEventShards.troubledShards': always([1]),
  'deleteLostEventFailures.shard': always(1),
  'readEventShards.positions': always([400, 400, 400, 400]),
  'deleteEventFailures.positions': always([50, 100]),
  'replayEventFailures.positions': always([50, 150]),
  'lockEventFailures.positions': [undefined, [50, 100]],
  'publishEvents.events': always([
    { aggregate_id: fresh, type: 'product.changed', version: 1, audience: [], payload: {} },
  ]),
  'takeWebhook.eventId': always('evt_new'),
  'takeWebhook.type': always('payment_intent.succeeded'),
  'takeWebhook.body': always({}),
  'takeIdempotencyKey.key': always('a new key'),
  'setWebhookStatus.status': always('done'),
  'takeWebhook.created': always('2026-05-01T00:00:00Z'),
  'addNotification.subjectId': always(undefined),
  'addNotifications.subjectId': always(undefined),
  'addNotification.dedupeKey': always('another event'),
  'addNotifications.dedupeKey': always('another event'),
  'deleteUser.id': always(fresh),
  'startSession.familyHash': always(sha256('new family')),
  'startSession.tokenHash': always(sha256('new token')),
  'listTopAnalyticsSubjects.toDay': always('2026-01-12'),
  'closePayment.buyerId': always(undefined),
  'consumeToken.purpose': always('password_reset'),
  'consumeToken.secretHash': always(sha256('secret 234')),
  'createProduct.location': always({ type: 'Point', coordinates: [55.27, 25.2] }),
  'createUser.email': always('new@example.com'),
  'createUser.username': always('new.user'),
  'createUser.phone': always('+971501999999'),
  'createUser.location': always({ type: 'Point', coordinates: [55.27, 25.2] }),
  'createSavedSearch.userId': always(idOf('users', 234)),
  'eraseUser.userId': always(idOf('users', 234)),
  'exportPersonalData.userId': always(idOf('users', 234)),
  'fileReport.subjectType': always('product'),
  'findNotificationByKey.userId': people(2),
  'findProfile.username': always('person234'),
  'issueToken.sentTo': always('+971550000235'),
  'issueToken.userId': always(undefined),
  'keepAnalyticsSalt.day': always('2026-01-06'),
  'listExpiredPayments.status': ['failed', 'cancelled'],
  'listPaymentsByBuyer.status': ['failed', 'cancelled'],
  'listPaymentsBySeller.status': ['failed', 'cancelled'],
  'listOffersByBuyer.status': ['declined', 'pending'],
  'listOffersBySeller.status': ['declined', 'pending'],
  'listStreamsByUser.status': ['ended', 'live'],
  'listOpenCases.subjectType': ['message', 'review'],
  'listNewerMessages.userId': people(2),
  'listNewerMessages.fromId': rows('messages', 20),
  'listOlderMessages.userId': people(2),
  'listOlderMessages.fromId': rows('messages', 20),
  'listOffersByConversation.userId': people(2),
  'listInbox.userId': people(2),
  'listSavedProductsCard.userId': people(3),
  'listSavedProductsAll.userId': people(3),
  'countSavedProducts.userId': people(3),
  'listFollowing.userId': people(3),
  'listFollowers.viewerId': people(2),
  'listFollowedProducts.userId': people(3),
  'listFollowedStreams.userId': people(3),
  'listBlocks.userId': people(3),
  'listMutualFollows.userId': people(1),
  'listReviewsByReviewer.userId': people(2),
  'markConversationRead.userId': people(2),
  'markMessagesRead.userId': people(2),
  'markNotificationsRead.upToId': rows('notifications', 10),
  'markNotificationsRead.userId': people(2),
  'markAllNotificationsRead.userId': people(2),
  'openPayment.productId': always(idOf('products', 301)),
  'openPayment.id': always(fresh),
  'recordDelivery.outcome': always('sent'),
  'recordPaymentFact.status': always('succeeded'),
  'readSearchText.text': always('red shoes'),
  'recountBadges.afterId': always(undefined),
  'recountRatings.afterId': always(undefined),
  'setAccountActive.adminId': always(idOf('users', 7)),
  'setRole.adminId': always(idOf('users', 7)),
  'tellSavers.productId': rows('products'),
  'updateAccount.patch': always({ bio: 'Another text' }),
  'updateAccount.keyPatch': always({ username: 'another.name' }),
  'updateStream.patch': always({ title: 'Another title' }),
  'updateSavedSearch.name': always(undefined),
  'ensureComingAnalyticsPartitions.monthsAhead': always(1),
  'ensureMessagePartitions.monthsAhead': always(1),
  'createStream.streamType': always('live'),
  'writeReview.paymentId': always(idOf('payments', 303)),
  'writeReview.reviewerId': always(idOf('users', 234)),
  'judgeReviewer.reviewerId': always(idOf('users', 234)),
}

/** The table whose rows are meant by `id` and `ids` in the queries of a file. */
const tables: Readonly<Record<string, Kind>> = {
  'conversations.sql': 'conversations',
  'messages.sql': 'messages',
  'moderation.sql': 'cases',
  'notifications.sql': 'notifications',
  'offers.sql': 'offers',
  'payments.sql': 'payments',
  'products.sql': 'products',
  'reports.sql': 'reports',
  'reviews.sql': 'reviews',
  'saved-searches.sql': 'saved-searches',
  'sessions.sql': 'sessions',
  'similar.sql': 'products',
  'stream-products.sql': 'streams',
  'streams.sql': 'streams',
  'trends.sql': 'products',
  'users.sql': 'users',
  'verifications.sql': 'verifications',
  'badges.sql': 'users',
}

/** Commands whose `id` is that of a new row. */
const makesRow = /^(?:create|open|send|make|write|submit|file|counter|track)/

interface Asked {
  readonly query: string
  readonly file: string
  readonly parameter: string
  readonly type: string
}

/** A value for a parameter; undefined for one that may be left out. */
export function valueFor({ query, file, parameter, type }: Asked, commonness: Commonness): unknown {
  const pair =
    special[`${query}.${parameter}`] ?? idsOf({ query, file, parameter }) ?? named[parameter] ?? ofType(type)
  return commonness === 'common' ? pair?.[0] : pair?.[1]
}

function idsOf({ query, file, parameter }: Omit<Asked, 'type'>): Value | undefined {
  const kind = tables[file]
  if (parameter === 'ids') return many(kind ?? 'users')
  if (parameter !== 'id') return undefined
  if (makesRow.test(query)) return always(fresh)
  return kind === undefined ? undefined : rows(kind, 3)
}

function ofType(type: string): Value | undefined {
  if (/^(?:int|float|numeric)/.test(type)) return always(30)
  if (type === 'bool') return always(false)
  return undefined
}
