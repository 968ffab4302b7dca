/** The erasure against the map: what is personal and stays is on a list with its reason, and nothing else stays. */

import { afterAll, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { query } from '../setup/query.js'
import { seededDatabase } from '../setup/truth/seeded-database.js'

/** The personal columns that keep a value when their user is erased, by the reason. */
const kept = {
  'the account without its data': 'users: id username email role is_verified is_active created_at erased_at',
  'the ids at Stripe of a user with payments': 'users: stripe_customer_id stripe_connect_account_id',
  'who it is about': `products: seller_id, streams: user_id, conversations: buyer_id seller_id, messages: sender_id,
    offers: buyer_id seller_id made_by, transactions: buyer_id seller_id, reviews: reviewer_id reviewee_id,
    reports: reporter_id, moderation_cases: reported_user_id decided_by leased_by, moderation_actions: admin_id user_id,
    verifications: reviewed_by, user_stats: user_id, stream_products: seller_id`,
  'the name of a thing that was bought, and that of others as a mark': 'products: title, streams: title',
  'times and states': `products: hidden_at, streams: started_at ended_at pinned_product_id, messages: created_at read_at
    hidden_at, conversations: archived_by created_at last_message_at buyer_unread_count seller_unread_count,
    offers: created_at, stream_products: stream_id product_id`,
  'the terms of a deal, which are the other party’s too':
    'offers: amount_minor, messages: offer_data, offers: message',
  money: `transactions: product_id status created_at amount_minor platform_fee_minor seller_payout_minor
    stripe_payment_intent_id stripe_charge_id stripe_transfer_id payment_method completed_at offer_id expires_at paid_at
    cancelled_at expired_at failed_attempts amount_received_minor amount_refunded_minor largest_refund_minor
    amount_disputed_minor amount_transferred_minor amount_due_minor stream_id,
    payment_facts: created_at stripe_id status amount_minor reversed_minor failure_code`,
  'stars, and what others wrote': `reviews: payment_id product_id rating content reply replied_at created_at hidden_at,
    user_stats: follower_count following_count rating_1_count rating_2_count rating_3_count rating_4_count
    rating_5_count badges`,
  'the work of moderators': `reports: case_id reason created_at, moderation_cases: subject_type subject_id product_id
    stream_id message_id review_id reason report_count status decision note,
    moderation_actions: action subject_type subject_id case_id note`,
} as const

const keptColumns = new Set(
  Object.values(kept).flatMap((list) =>
    list.split(',').flatMap((part) => {
      const [table = '', columns = ''] = part.split(':')
      return columns
        .trim()
        .split(/\s+/)
        .map((column) => `${table.trim()}.${column}`)
    }),
  ),
)

const database = await seededDatabase()
const db = createDatabase({ url: database.url })
afterAll(async () => {
  await db.close()
  await database.drop()
})

const listPersonal = query<undefined, { readonly name: string }>(`
  select format('%s.%s', pg_class.relname, pg_attribute.attname) as name
  from pg_attribute
  join pg_class on pg_class.oid = pg_attribute.attrelid
  where col_description(pg_attribute.attrelid, pg_attribute.attnum) ~ '@personal'`)

async function personalValues(userId: string): Promise<readonly string[]> {
  const personal = new Set((await db.many(listPersonal)).map(({ name }) => name))
  let text = ''
  for await (const piece of db.users.exportPersonalData(userId)) text += piece
  const tables = JSON.parse(text) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  const found = Object.entries(tables).flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row)
        .filter(([, value]) => value !== null && JSON.stringify(value) !== '[]')
        .map(([column]) => `${table}.${column}`),
    ),
  )
  return [...new Set(found)].filter((name) => personal.has(name)).toSorted()
}

it('leaves nothing personal but what is on the list', async () => {
  const userId = '01900000-0000-7000-8000-000000000001'
  const before = await personalValues(userId)
  expect(before.length).toBeGreaterThan(100)
  await db.users.erase({ userId })
  const after = await personalValues(userId)
  expect(after.filter((name) => !keptColumns.has(name))).toEqual([])
})
