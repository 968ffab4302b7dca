import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

interface MessagingSize {
  readonly users: number
  readonly conversations: number
  /** The messages of one conversation. */
  readonly inLongest: number
  /** The messages of all other conversations together. */
  readonly inOthers: number
}

const realistic: MessagingSize = {
  users: 20_000,
  conversations: 80_000,
  inLongest: 50_000,
  inOthers: 150_000,
}

/** The users of the nth conversation, and the product it is about. */
export function partiesOf(n: number) {
  const others = realistic.users - 1
  return {
    buyerId: seededId('users', n % 8 === 1 ? 1 : 2 + ((n * 7919) % others)),
    sellerId: seededId('users', n % 4 === 0 ? 1 : 2 + ((n * 104_729) % others)),
    productId: seededId('products', n),
  }
}

/** The number of unread messages in the longest conversation, which is the first one. */
export const unreadInLongest = 25

/**
 * Conversations and messages.
 *
 * The first user sells in a quarter of all conversations and buys in an eighth; the first conversation, in which they
 * buy, is the longest. A seventh is archived by its seller, an eleventh by its buyer; in one of ten nothing was said.
 */
export const messagingSeed: PlanSeed<MessagingSize> = { realistic, embedded: null, statements }

function statements(size: MessagingSize): readonly string[] {
  const others = size.users - 1
  const seller = seededIdSql(
    'users',
    `case when n % 4 = 0 then 1 else 2 + (n::bigint * 104729 % ${others})::integer end`,
  )
  const begin = `timestamptz '2026-06-01' - n * interval '1 minute'`
  return [
    `insert into users (id, email, username)
    select ${seededIdSql('users', 'n')}, 'person' || n || '@example.com', 'person' || n
    from generate_series(1, ${size.users}) as n`,

    `insert into products (id, seller_id, title, price_minor, category, condition)
    select ${seededIdSql('products', 'n')}, ${seller}, 'Product ' || n, n, 'books', 'good'
    from generate_series(1, ${size.conversations}) as n`,

    `insert into conversations (id, buyer_id, seller_id, product_id, archived_by, created_at)
    select
      ${seededIdSql('conversations', 'n')},
      buyer_id,
      seller_id,
      ${seededIdSql('products', 'n')},
      case when n % 7 = 0 then array[seller_id] when n % 11 = 0 then array[buyer_id] else '{}' end,
      ${begin}
    from generate_series(1, ${size.conversations}) as n
    cross join lateral (
      select
        ${seededIdSql('users', `case when n % 8 = 1 then 1 else 2 + (n::bigint * 7919 % ${others})::integer end`)} as buyer_id,
        ${seller} as seller_id
    ) as parties
    where buyer_id <> seller_id`,

    `insert into messages (id, conversation_id, sender_id, content, created_at, read_at)
    select
      ${seededIdSql('messages', 'n')},
      conversations.id,
      case when n % 2 = 0 then conversations.buyer_id else conversations.seller_id end,
      'Message ' || n,
      timestamptz '2026-07-01' - n * interval '1 second',
      case when n > ${2 * unreadInLongest} or n % 2 = 0 then now() end
    from generate_series(1, ${size.inLongest}) as n
    join conversations on conversations.id = '${seededId('conversations', 1)}'`,

    `insert into messages (id, conversation_id, sender_id, content, created_at, read_at)
    select
      ${seededIdSql('messages', `${size.inLongest} + n`)},
      conversations.id,
      case when n % 2 = 0 then conversations.buyer_id else conversations.seller_id end,
      'Message ' || n,
      conversations.created_at + n * interval '1 millisecond',
      case when n % 37 <> 0 then now() end
    from generate_series(1, ${size.inOthers}) as n
    join conversations on conversations.id = ${seededIdSql('conversations', `2 + (n::bigint * 7919 % ${size.conversations - Math.floor(size.conversations / 10)})::integer`)}`,

    `update conversations
    set
      last_message_id = said.last_message_id,
      last_message_at = said.last_message_at,
      buyer_unread_count = said.unread_by_buyer,
      seller_unread_count = said.unread_by_seller
    from (
      select
        conversations.id,
        (array_agg(messages.id order by messages.created_at desc))[1] as last_message_id,
        max(messages.created_at) as last_message_at,
        count(*) filter (where messages.read_at is null and messages.sender_id = conversations.seller_id)
          as unread_by_buyer,
        count(*) filter (where messages.read_at is null and messages.sender_id = conversations.buyer_id)
          as unread_by_seller
      from messages
      join conversations on conversations.id = messages.conversation_id
      group by conversations.id
    ) as said
    where conversations.id = said.id`,

    ...['users', 'products', 'conversations', 'messages'].map((table) => `vacuum (analyze) ${table}`),
  ]
}
