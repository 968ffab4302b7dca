/** What is read equals what is in the table, column by column, for a row that is full and one that is empty. */

import { describe, expect, it } from 'vitest'
import { newId } from '../../src/repositories/new-id.js'
import type { Conversation } from '../../generated/models.js'
import type { Message } from '../../generated/models.js'
import type { Offer } from '../../generated/models.js'
import type { Payment } from '../../generated/models.js'
import type { Product } from '../../generated/models.js'
import type { Stream } from '../../generated/models.js'
import type { Account } from '../../generated/models.js'
import type { Verification } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { readOffer } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { storedPayment } from '../setup/market/pay.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
await showExactPlaces(db)
const seller = await db.users.create(sampleUser())
const chat = await startChat(db)
const said = await db.messages.send({
  conversationId: chat.conversation.id,
  senderId: chat.buyer.id,
  content: 'Still there?',
})
const other = await db.products.create(sampleProduct(chat.seller.id))
const { id: offerId } = await db.one(
  query<{ readonly id: string }, { readonly id: string }>(
    `insert into offers (product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency)
    select
      conversations.product_id, conversations.id, conversations.buyer_id, conversations.seller_id,
      conversations.buyer_id, 1, 'USD'
    from conversations where conversations.id = :id! returning offers.id`,
  ),
  { id: chat.conversation.id },
)
const negotiation = await openNegotiation(db)
const parentOffer = await db.offers.make({
  productId: negotiation.product.id,
  conversationId: negotiation.conversationId,
  buyerId: negotiation.buyerId,
  amountMinor: 1,
})
const parties = { buyer_id: negotiation.buyerId, seller_id: negotiation.sellerId }

type TableName =
  | 'users'
  | 'products'
  | 'streams'
  | 'verifications'
  | 'conversations'
  | 'messages'
  | 'offers'
  | 'transactions'

// A conversation is put in here whose last message is another one's.
await db.execute(
  query<undefined, object>('alter table conversations drop constraint fk_conversations_last_message'),
)

interface Column {
  readonly name: string
  readonly isNullable: boolean
}

function columnsOf(table: TableName): Promise<Column[]> {
  return db.many(
    query<undefined, Column>(
      `select attname as name, not attnotnull as is_nullable from pg_attribute
      where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    ),
  )
}

async function insert(table: TableName, row: object): Promise<void> {
  const columns = Object.keys(row).join(', ')
  const text = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, :row!::jsonb)`
  await db.execute(query<{ readonly row: object }, object>(text, { row: 'jsonb' }), { row })
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function camelCased(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [camelCase(column), value as unknown]),
  )
}

const wkt = 'SRID=4326;POINT(-0.127647 51.507222)'
const point = { type: 'Point', coordinates: [-0.127647, 51.507222] } as const
const times = {
  created_at: '2026-01-02T03:04:05.678901+04:00',
  updated_at: '2027-01-02T03:04:05.678901Z',
}
const readTimes = {
  createdAt: new Date('2026-01-01T23:04:05.678Z'),
  updatedAt: new Date('2027-01-02T03:04:05.678Z'),
}

const stream = await db.streams.create({ userId: negotiation.sellerId, title: 'Show', category: 'books' })

const tables = [
  {
    table: 'users' as const,
    secret: ['location', 'password_hash', 'request_digest'] as readonly string[],
    read: (id: string): Promise<Account> => db.users.getAccount(id),
    row: {
      id: newId(),
      email: 'full@example.com',
      username: 'Full.Row',
      phone: '+971501234567',
      password_hash: 'a hash',
      request_digest: newId(),
      full_name: 'عائشة',
      avatar_url: 'https://example.com/a.png',
      bio: '',
      role: 'admin',
      is_verified: true,
      is_active: false,
      location: wkt,
      public_location: wkt,
      neighborhood: 'Deira',
      building_name: 'Tower',
      last_login_at: '1999-12-31T23:59:59.999999Z',
      erased_at: '2026-06-07T00:00:00Z',
      stripe_customer_id: 'cus_1',
      stripe_connect_account_id: 'acct_1',
      ...times,
    },
    decoded: {
      publicLocation: point,
      lastLoginAt: new Date('1999-12-31T23:59:59.999Z'),
      erasedAt: new Date('2026-06-07T00:00:00Z'),
      ...readTimes,
    },
    sparse: {},
  },
  {
    table: 'products' as const,
    secret: ['location', 'request_digest'] as readonly string[],
    read: (id: string): Promise<Product> => db.products.get(id),
    row: {
      id: newId(),
      seller_id: seller.id,
      title: 'T',
      description: 'D',
      price_minor: Number.MAX_SAFE_INTEGER,
      original_price_minor: 1,
      currency: 'USD',
      category: 'kids_baby',
      condition: 'fair',
      feed_type: 'community',
      location: wkt,
      public_location: wkt,
      neighborhood: 'Deira',
      is_available: false,
      view_count: 2 ** 31 - 1,
      like_count: 7,
      image_urls: ['https://example.com/1.png', 'https://example.com/2.png'],
      video_url: 'https://example.com/1.mp4',
      video_thumbnail_url: 'https://example.com/1.png',
      tags: ['a', 'NULL', 'b,c'],
      sold_at: '2026-06-01T00:00:00Z',
      hidden_at: '2026-06-01T00:00:00Z',
      request_digest: newId(),
      ...times,
    },
    decoded: {
      publicLocation: point,
      soldAt: new Date('2026-06-01T00:00:00Z'),
      hiddenAt: new Date('2026-06-01T00:00:00Z'),
      ...readTimes,
    },
    sparse: {},
  },
  {
    table: 'streams' as const,
    secret: ['rtmp_url', 'stream_key', 'request_digest'] as readonly string[],
    read: (id: string): Promise<Stream> => db.streams.get(id),
    row: {
      id: newId(),
      user_id: seller.id,
      title: 'T',
      description: 'D',
      category: 'kids_baby',
      status: 'ended',
      stream_type: 'recorded',
      rtmp_url: 'rtmps://example.com/live',
      stream_key: 'a key',
      request_digest: newId(),
      hls_url: 'https://example.com/1.m3u8',
      thumbnail_url: 'https://example.com/1.png',
      viewer_count: 7,
      total_views: 2 ** 31 - 1,
      duration_seconds: 3600,
      started_at: '2026-06-01T00:00:00Z',
      ended_at: '2026-06-01T01:00:00Z',
      // A product of the stream, which comes after it.
      pinned_product_id: null,
      // Only what is live has a place: that of its streamer.
      public_location: null,
      ...times,
    },
    decoded: {
      startedAt: new Date('2026-06-01T00:00:00Z'),
      endedAt: new Date('2026-06-01T01:00:00Z'),
      ...readTimes,
    },
    // Only what is scheduled may be without its times.
    sparse: { status: 'scheduled' },
  },
  {
    table: 'verifications' as const,
    secret: ['request_digest'] as readonly string[],
    read: (id: string): Promise<Verification> =>
      db.verifications.get({ verificationId: id, userId: seller.id }),
    row: {
      id: newId(),
      user_id: seller.id,
      verification_type: 'both',
      status: 'rejected',
      documents: [
        { kind: 'other', storageKey: 'a "key"', contentType: 'image/png' },
        { kind: 'trade_license', storageKey: 'b' },
      ],
      rejection_reason: 'It cannot be read.',
      submitted_at: '2026-06-01T00:00:00Z',
      reviewed_at: '2026-06-02T00:00:00Z',
      reviewed_by: seller.id,
      request_digest: newId(),
      ...times,
    },
    decoded: {
      submittedAt: new Date('2026-06-01T00:00:00Z'),
      reviewedAt: new Date('2026-06-02T00:00:00Z'),
      ...readTimes,
    },
    // Only what is pending may be without a decision.
    sparse: { status: 'pending' },
  },
  {
    table: 'conversations' as const,
    secret: [] as readonly string[],
    read: (conversationId: string): Promise<Conversation> =>
      db.conversations.get({ conversationId, userId: chat.buyer.id }),
    row: {
      id: newId(),
      buyer_id: chat.buyer.id,
      seller_id: chat.seller.id,
      product_id: other.id,
      is_general: false,
      last_message_id: said.id,
      last_message_at: '1999-12-31T23:59:59.999999Z',
      buyer_unread_count: 2 ** 31 - 1,
      seller_unread_count: 7,
      archived_by: [chat.seller.id, chat.buyer.id],
      ...times,
    },
    decoded: { lastMessageAt: new Date('1999-12-31T23:59:59.999Z'), ...readTimes },
    sparse: {},
  },
  {
    table: 'messages' as const,
    secret: ['request_digest', 'recipient_id'] as readonly string[],
    read: (messageId: string): Promise<Message> => db.messages.get({ messageId, userId: chat.buyer.id }),
    row: {
      id: newId(),
      conversation_id: chat.conversation.id,
      sender_id: chat.seller.id,
      recipient_id: chat.buyer.id,
      message_type: 'image',
      content: 'عائشة',
      image_urls: ['https://example.com/1.png', 'https://example.com/2.png'],
      offer_id: offerId,
      offer_data: { amountMinor: 1, currency: 'USD', priceMinor: 2, expiresAt: null },
      read_at: '1999-12-31T23:59:59.999999Z',
      // These take the words away.
      erased_at: null,
      hidden_at: null,
      request_digest: newId(),
      ...times,
    },
    decoded: { readAt: new Date('1999-12-31T23:59:59.999Z'), ...readTimes },
    sparse: {},
  },
  {
    table: 'offers' as const,
    secret: ['request_digest'] as readonly string[],
    read: (id: string): Promise<Offer> => readOffer(db, id),
    row: {
      id: newId(),
      product_id: negotiation.product.id,
      conversation_id: negotiation.conversationId,
      parent_offer_id: parentOffer.id,
      ...parties,
      made_by: negotiation.sellerId,
      amount_minor: Number.MAX_SAFE_INTEGER,
      currency: 'USD',
      message: 'عرض',
      status: 'declined',
      expires_at: '9999-12-31T23:59:59.999Z',
      request_digest: newId(),
      ...times,
    },
    decoded: { expiresAt: new Date('9999-12-31T23:59:59.999Z'), ...readTimes },
    sparse: {},
  },
  {
    table: 'transactions' as const,
    secret: ['request_digest'] as readonly string[],
    read: (id: string): Promise<Payment> => storedPayment(db, id),
    row: {
      id: newId(),
      ...parties,
      product_id: negotiation.product.id,
      offer_id: parentOffer.id,
      amount_minor: Number.MAX_SAFE_INTEGER,
      currency: 'GBP',
      platform_fee_minor: 1,
      seller_payout_minor: Number.MAX_SAFE_INTEGER - 1,
      feed_type: 'community',
      status: 'completed',
      stripe_payment_intent_id: 'pi_1',
      stripe_charge_id: 'ch_1',
      stripe_transfer_id: 'tr_1',
      payment_method: 'apple_pay',
      completed_at: '2026-06-01T00:00:00Z',
      fee_basis_points: 250,
      expires_at: '2026-06-02T00:00:00Z',
      paid_at: '2026-06-03T00:00:00Z',
      cancelled_at: '2026-06-04T00:00:00Z',
      expired_at: '2026-06-05T00:00:00Z',
      stream_id: stream.id,
      reviewed_at: '2026-06-06T00:00:00Z',
      failed_attempts: 2,
      amount_received_minor: Number.MAX_SAFE_INTEGER,
      amount_refunded_minor: 3,
      largest_refund_minor: 4,
      amount_disputed_minor: 5,
      amount_transferred_minor: 6,
      amount_due_minor: 0,
      needs_review: true,
      request_digest: newId(),
      ...times,
    },
    decoded: {
      completedAt: new Date('2026-06-01T00:00:00Z'),
      expiresAt: new Date('2026-06-02T00:00:00Z'),
      paidAt: new Date('2026-06-03T00:00:00Z'),
      cancelledAt: new Date('2026-06-04T00:00:00Z'),
      expiredAt: new Date('2026-06-05T00:00:00Z'),
      reviewedAt: new Date('2026-06-06T00:00:00Z'),
      ...readTimes,
    },
    // Only what is completed has its time, and a product has one open payment.
    sparse: { status: 'failed', amount_due_minor: Number.MAX_SAFE_INTEGER - 3 - 5 },
  },
]

describe.each(tables)('a row of $table', ({ table, secret, row, decoded, sparse: state, read }) => {
  it('is read as it is in the table when every column holds something', async () => {
    const columns = await columnsOf(table)
    expect(Object.keys(row).toSorted()).toEqual(columns.map(({ name }) => name).toSorted())
    await insert(table, row)
    const shown = Object.fromEntries(Object.entries(row).filter(([column]) => !secret.includes(column)))
    expect(await read(row.id)).toStrictEqual({ ...camelCased(shown), ...decoded })
  })

  it('is read as it is in the table when every column holds null that can', async () => {
    const nullable = (await columnsOf(table)).filter(({ isNullable }) => isNullable).map(({ name }) => name)
    const id = newId()
    const unique = table === 'users' ? sampleUser() : {}
    const nulls = Object.fromEntries(nullable.map((name) => [name, null]))
    const sparse = { ...row, ...unique, id, ...nulls, ...state }
    await insert(table, sparse)
    const shown = Object.fromEntries(Object.entries(sparse).filter(([column]) => !secret.includes(column)))
    const notNull = Object.entries(decoded).filter(([name]) => nulls[columnName(name)] !== null)
    expect(await read(id)).toStrictEqual({ ...camelCased(shown), ...Object.fromEntries(notNull) })
    expect(nullable.length).toBeGreaterThan(1)
  })
})
