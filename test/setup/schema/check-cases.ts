import type { Parties, TableName, Values } from './sample-rows.js'

/** For one check constraint: rows at the edge that it lets in, and rows that it alone keeps out. */
export interface CheckCase {
  readonly table: TableName
  readonly accepts: readonly Values[]
  readonly refuses: readonly Values[]
}

const chars = (count: number, character = 'x') => character.repeat(count)
const items = (count: number, character = 'x', length = 1) =>
  Array.from({ length: count }, () => chars(length, character))

/** A text that may be absent, but not empty. */
const text = (table: TableName, column: string, max: number): CheckCase => ({
  table,
  accepts: [{ [column]: 'x' }, { [column]: chars(max) }, { [column]: chars(max, '🧿') }],
  refuses: [{ [column]: '' }, { [column]: chars(max + 1) }],
})

/** A text that may be empty. */
const prose = (table: TableName, column: string, max: number): CheckCase => ({
  table,
  accepts: [{ [column]: '' }, { [column]: chars(max) }, { [column]: chars(max, 'ع') }],
  refuses: [{ [column]: chars(max + 1) }],
})

const notNegative = (table: TableName, column: string): CheckCase => ({
  table,
  accepts: [{ [column]: 0 }, { [column]: 1 }],
  refuses: [{ [column]: -1 }],
})

const list = (table: TableName, column: string, max: number, itemLength: number): CheckCase => ({
  table,
  accepts: [{ [column]: [] }, { [column]: items(max, 'x', itemLength) }],
  refuses: [
    { [column]: items(max + 1) },
    { [column]: [chars(max * itemLength), 'x'] },
    { [column]: ['x', ''] },
    { [column]: ['x', null] },
    { [column]: [['x'], ['x']] },
  ],
})

const currency = (table: TableName): CheckCase => ({
  table,
  accepts: [{ currency: 'AED' }, { currency: 'KWD' }],
  refuses: ['aed', 'AE', 'AEDX', 'AED\n', '', '978', 'ÄED'].map((code) => ({ currency: code })),
})

const place = (table: TableName): CheckCase => ({
  table,
  accepts: [
    { location: 'POINT(55.2708 25.2048)' },
    { location: 'POINT(180 90)' },
    { location: 'POINT(-180 -90)' },
    { location: 'POINT(0 0)' },
  ],
  refuses: [
    { location: 'POINT EMPTY' },
    { location: 'POINT(NaN 1)' },
    { location: 'POINT(1 NaN)' },
    { location: point(Infinity, 1) },
    { location: point(1, -Infinity) },
  ],
})

/** In hexadecimal EWKB, which can say what the text form cannot. */
function point(longitude: number, latitude: number): string {
  const bytes = Buffer.alloc(25)
  bytes.writeUInt8(1)
  bytes.writeUInt32LE(0x20000001, 1)
  bytes.writeUInt32LE(4326, 5)
  bytes.writeDoubleLE(longitude, 9)
  bytes.writeDoubleLE(latitude, 17)
  return bytes.toString('hex')
}

const earlier = new Date('2026-01-05T18:00:00Z')
const later = new Date('2026-01-05T19:30:00Z')

/** By the name of the constraint. */
export function checkCases({ buyer, seller }: Parties): Readonly<Record<string, CheckCase>> {
  return {
    ck_users_email_length: {
      table: 'users',
      accepts: [{ email: `${chars(242)}@example.com` }],
      refuses: [{ email: `${chars(243)}@example.com` }],
    },
    ck_users_email_shape: {
      table: 'users',
      accepts: ['a@b.c', 'First.Last+tag@mail.example.ae', 'بريد@مثال.امارات'].map((email) => ({ email })),
      refuses: [
        '',
        'noura',
        '@example.ae',
        'noura@',
        'noura@localhost',
        'a b@c.d',
        'a@b@c.d',
        'a@b.c\n',
        'a\u0007@b.c',
      ].map((email) => ({ email })),
    },
    ck_users_username_shape: {
      table: 'users',
      accepts: ['abc', 'Noura.K', '7elwa_dxb', 'a-b', chars(40)].map((username) => ({ username })),
      refuses: ['', 'ab', '_abc', '.abc', 'a b c', 'نورة', 'abc\n', 'a@b', chars(41)].map((username) => ({
        username,
      })),
    },
    ck_users_phone_e164: {
      table: 'users',
      accepts: ['+971501234567', '+2901234', '+123456789012345'].map((phone) => ({ phone })),
      refuses: [
        '',
        '0501234567',
        '971501234567',
        '+0501234567',
        '+971 50 123 4567',
        '+1234567890123456',
        '+123',
      ].map((phone) => ({ phone })),
    },
    ck_users_password_hash_length: text('users', 'password_hash', 512),
    ck_users_full_name_length: text('users', 'full_name', 200),
    ck_users_avatar_url_length: text('users', 'avatar_url', 2048),
    ck_users_bio_length: prose('users', 'bio', 2000),
    ck_users_location_on_globe: place('users'),
    ck_users_neighborhood_length: text('users', 'neighborhood', 120),
    ck_users_building_name_length: text('users', 'building_name', 120),
    ck_users_stripe_customer_id_length: text('users', 'stripe_customer_id', 255),
    ck_users_stripe_connect_account_id_length: text('users', 'stripe_connect_account_id', 255),

    ck_products_title_length: text('products', 'title', 200),
    ck_products_description_length: prose('products', 'description', 10_000),
    ck_products_price_not_negative: notNegative('products', 'price_minor'),
    ck_products_original_price_not_negative: notNegative('products', 'original_price_minor'),
    ck_products_currency_iso_4217: currency('products'),
    ck_products_location_on_globe: place('products'),
    ck_products_neighborhood_length: text('products', 'neighborhood', 120),
    ck_products_view_count_not_negative: notNegative('products', 'view_count'),
    ck_products_like_count_not_negative: notNegative('products', 'like_count'),
    ck_products_image_urls_list: list('products', 'image_urls', 20, 2048),
    ck_products_video_url_length: text('products', 'video_url', 2048),
    ck_products_video_thumbnail_url_length: text('products', 'video_thumbnail_url', 2048),
    ck_products_tags_list: list('products', 'tags', 30, 50),
    ck_products_sold_not_available: {
      table: 'products',
      accepts: [
        { is_available: true, sold_at: null },
        { is_available: false, sold_at: null },
        { is_available: false, sold_at: later },
      ],
      refuses: [{ is_available: true, sold_at: later }],
    },

    ck_streams_title_length: text('streams', 'title', 200),
    ck_streams_description_length: prose('streams', 'description', 10_000),
    ck_streams_rtmp_url_length: text('streams', 'rtmp_url', 2048),
    ck_streams_stream_key_length: text('streams', 'stream_key', 255),
    ck_streams_hls_url_length: text('streams', 'hls_url', 2048),
    ck_streams_thumbnail_url_length: text('streams', 'thumbnail_url', 2048),
    ck_streams_viewer_count_not_negative: notNegative('streams', 'viewer_count'),
    ck_streams_total_views_not_negative: notNegative('streams', 'total_views'),
    ck_streams_duration_not_negative: notNegative('streams', 'duration_seconds'),
    ck_streams_started_unless_scheduled: {
      table: 'streams',
      accepts: [
        { status: 'scheduled' },
        { status: 'scheduled', started_at: later },
        { status: 'live', started_at: earlier },
      ],
      refuses: [{ status: 'live' }, { status: 'ended', ended_at: later }],
    },
    ck_streams_ended_exactly_when_ended: {
      table: 'streams',
      accepts: [{ status: 'ended', started_at: earlier, ended_at: later }],
      refuses: [
        { status: 'ended', started_at: earlier },
        { status: 'live', started_at: earlier, ended_at: later },
        { status: 'scheduled', ended_at: later },
      ],
    },
    ck_streams_ended_after_start: {
      table: 'streams',
      accepts: [{ status: 'ended', started_at: later, ended_at: later }],
      refuses: [{ status: 'ended', started_at: later, ended_at: earlier }],
    },

    ck_conversations_buyer_not_seller: {
      table: 'conversations',
      accepts: [{ buyer_id: seller, seller_id: buyer }],
      refuses: [{ buyer_id: seller, seller_id: seller }],
    },
    ck_conversations_last_message_dated: {
      table: 'conversations',
      accepts: [{ last_message_at: later }],
      // The foreign key is looked at after the check: any id will do.
      refuses: [{ last_message_id: buyer }],
    },
    ck_conversations_buyer_unread_count_not_negative: notNegative('conversations', 'buyer_unread_count'),
    ck_conversations_seller_unread_count_not_negative: notNegative('conversations', 'seller_unread_count'),
    ck_conversations_archived_by_participants: {
      table: 'conversations',
      accepts: [[], [buyer], [seller], [buyer, seller], [seller, buyer]].map((ids) => ({ archived_by: ids })),
      refuses: [
        ['01900000-0000-7000-8000-000000000000'],
        [buyer, '01900000-0000-7000-8000-000000000000'],
        [buyer, buyer],
        [buyer, seller, buyer],
        [null],
      ].map((ids) => ({ archived_by: ids })),
    },

    ck_messages_content_length: text('messages', 'content', 5000),
    ck_messages_image_urls_list: list('messages', 'image_urls', 10, 2048),
    ck_messages_offer_data_object: {
      table: 'messages',
      accepts: [{ offer_data: {} }, { offer_data: { amountMinor: 10_000, currency: 'AED' } }],
      refuses: ['[]', '"100"', '100', 'null', JSON.stringify({ note: chars(10_000) })].map((json) => ({
        offer_data: json,
      })),
    },
    ck_messages_carries_what_it_says: {
      table: 'messages',
      accepts: [
        { message_type: 'text', content: 'Hi' },
        { message_type: 'system', content: 'Sold' },
        { message_type: 'image', content: null, image_urls: ['a.jpg'] },
        { message_type: 'image', content: 'The sole', image_urls: ['a.jpg'] },
        { message_type: 'offer', content: null, offer_data: { amountMinor: 1 } },
      ],
      refuses: [
        { message_type: 'text', content: null },
        { message_type: 'system', content: null },
        { message_type: 'image', content: 'The sole' },
        { message_type: 'offer', content: 'For 100?' },
      ],
    },

    ck_offers_buyer_not_seller: {
      table: 'offers',
      accepts: [{ buyer_id: seller, seller_id: buyer }],
      refuses: [{ buyer_id: buyer, seller_id: buyer }],
    },
    ck_offers_amount_not_negative: notNegative('offers', 'amount_minor'),
    ck_offers_message_length: prose('offers', 'message', 1000),
    ck_offers_expired_had_deadline: {
      table: 'offers',
      accepts: [{ status: 'expired', expires_at: earlier }, { status: 'pending' }],
      refuses: [{ status: 'expired' }],
    },

    ck_transactions_buyer_not_seller: {
      table: 'transactions',
      accepts: [{ buyer_id: seller, seller_id: buyer }],
      refuses: [{ buyer_id: buyer, seller_id: buyer }],
    },
    ck_transactions_amount_not_negative: {
      table: 'transactions',
      accepts: [{ amount_minor: 0, platform_fee_minor: 0, seller_payout_minor: 0 }],
      // A negative amount that adds up has a negative part too, so the first refusal in order of names is what shows.
      refuses: [{ amount_minor: -1, platform_fee_minor: 0, seller_payout_minor: -1 }],
    },
    ck_transactions_platform_fee_not_negative: {
      table: 'transactions',
      accepts: [{ amount_minor: 9, platform_fee_minor: 0, seller_payout_minor: 9 }],
      refuses: [{ amount_minor: 9, platform_fee_minor: -1, seller_payout_minor: 10 }],
    },
    ck_transactions_seller_payout_not_negative: {
      table: 'transactions',
      accepts: [{ amount_minor: 9, platform_fee_minor: 9, seller_payout_minor: 0 }],
      refuses: [{ amount_minor: 9, platform_fee_minor: 10, seller_payout_minor: -1 }],
    },
    ck_transactions_amount_adds_up: {
      table: 'transactions',
      accepts: [{ amount_minor: 10, platform_fee_minor: 1, seller_payout_minor: 9 }],
      refuses: [
        { amount_minor: 10, platform_fee_minor: 1, seller_payout_minor: 8 },
        { amount_minor: 10, platform_fee_minor: 1, seller_payout_minor: 10 },
      ],
    },
    ck_transactions_currency_iso_4217: currency('transactions'),
    ck_transactions_stripe_payment_intent_id_length: text('transactions', 'stripe_payment_intent_id', 255),
    ck_transactions_stripe_charge_id_length: text('transactions', 'stripe_charge_id', 255),
    ck_transactions_stripe_transfer_id_length: text('transactions', 'stripe_transfer_id', 255),
    ck_transactions_payment_method_length: text('transactions', 'payment_method', 100),
    ck_transactions_completed_exactly_when_completed: {
      table: 'transactions',
      accepts: [{ status: 'completed', completed_at: later }, { status: 'refunded' }],
      refuses: [
        { status: 'completed' },
        { status: 'pending', completed_at: later },
        { status: 'refunded', completed_at: later },
      ],
    },

    ck_verifications_documents_container: {
      table: 'verifications',
      accepts: [{ documents: '[]' }, { documents: '[{"kind":"emirates_id"}]' }, { documents: '{}' }],
      refuses: ['"a"', '1', 'null', 'true', JSON.stringify([chars(100_000)])].map((json) => ({
        documents: json,
      })),
    },
    ck_verifications_rejection_reason_length: {
      table: 'verifications',
      accepts: [{ status: 'rejected', reviewed_at: 'now', rejection_reason: chars(2000) }],
      refuses: ['', chars(2001)].map((reason) => ({
        status: 'rejected',
        reviewed_at: 'now',
        rejection_reason: reason,
      })),
    },
    ck_verifications_reason_exactly_when_rejected: {
      table: 'verifications',
      accepts: [{ status: 'rejected', reviewed_at: 'now', rejection_reason: 'Blurred' }],
      refuses: [
        { status: 'rejected', reviewed_at: 'now' },
        { status: 'approved', reviewed_at: 'now', rejection_reason: 'Blurred' },
        { status: 'pending', rejection_reason: 'Blurred' },
      ],
    },
    ck_verifications_reviewed_unless_pending: {
      table: 'verifications',
      accepts: [{ status: 'approved', reviewed_at: 'now' }, { status: 'pending' }],
      refuses: [{ status: 'approved' }, { status: 'pending', reviewed_at: 'now' }],
    },
    ck_verifications_reviewed_after_submitted: {
      table: 'verifications',
      accepts: [{ status: 'approved', submitted_at: earlier, reviewed_at: earlier }],
      refuses: [{ status: 'approved', submitted_at: later, reviewed_at: earlier }],
    },
  }
}
