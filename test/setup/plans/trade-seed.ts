import { seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'
import { unsearchedProducts } from './unsearched-products.js'

/** The number of rows of each table. */
interface TradeSize {
  readonly users: number
  readonly products: number
  readonly conversations: number
  readonly offers: number
  readonly transactions: number
}

const realistic: TradeSize = {
  users: 20_000,
  products: 120_000,
  conversations: 100_000,
  offers: 300_000,
  transactions: 200_000,
}

const embedded: TradeSize = {
  users: 4_000,
  products: 20_000,
  conversations: 16_000,
  offers: 40_000,
  transactions: 30_000,
}

/**
 * Offers and payments.
 *
 * The first user sells a fortieth of everything, the second one buys in a fiftieth of the conversations. A tenth of the
 * offers is made in the first conversation, which is about the first product. A third of the products is sold, and one in 60 waits for its money. One payment
 * in 40 has expired, and a third of these have money to be paid back. One
 * conversation in ten has an offer that waits for an answer; one offer in 1,000 has expired in the meantime.
 */
export const tradeSeed: PlanSeed<TradeSize> = { realistic, embedded, statements }

function statements(size: TradeSize): readonly string[] {
  const { users, products, conversations, offers, transactions } = size
  const time = (count: number) => `timestamptz '2026-06-01' - n * (interval '180 days' / ${count})`
  return [
    ...unsearchedProducts,
    `insert into users (id, email, username)
    select ${seededIdSql('users', 'n')}, 'person' || n || '@example.com', 'person' || n
    from generate_series(1, ${users}) as n`,
    `insert into products (
      id, seller_id, title, price_minor, category, condition, is_available, sold_at, created_at
    )
    select
      ${seededIdSql('products', 'n')},
      ${seededIdSql('users', `case when n % 40 = 1 then 1 else 3 + n % ${users - 2} end`)},
      'Product ' || n,
      n,
      'books',
      'good',
      n % 3 <> 0,
      case when n % 3 = 0 then timestamptz '2026-06-01' end,
      ${time(products)}
    from generate_series(1, ${products}) as n`,
    `insert into conversations (id, buyer_id, seller_id, product_id)
    select
      ${seededIdSql('conversations', 'n')},
      case
        when n % 50 = 1 then ${seededIdSql('users', '2')}
        else ${seededIdSql('users', `3 + (n::bigint * 7919 + 1) % ${users - 2}`)}
      end,
      products.seller_id,
      products.id
    from generate_series(1, ${conversations}) as n
    join products on products.id = ${seededIdSql('products', 'n')}
    where products.seller_id <> ${seededIdSql('users', `3 + (n::bigint * 7919 + 1) % ${users - 2}`)}`,
    `insert into offers (
      id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency, status, expires_at,
      created_at
    )
    select
      ${seededIdSql('offers', 'n')},
      conversations.product_id,
      conversations.id,
      conversations.buyer_id,
      conversations.seller_id,
      conversations.buyer_id,
      n,
      'AED',
      case
        when n % 10 = 0 and n <= ${conversations} and products.is_available then 'pending'
        when n % 7 < 4 then 'declined'
        else 'cancelled'
      end::offer_status,
      case when n % 1000 = 0 then timestamptz '2026-06-01' when n % 2 = 0 then timestamptz '2099-01-01' end,
      ${time(offers)}
    from generate_series(1, ${offers}) as n
    join conversations
      on conversations.id
        = ${seededIdSql('conversations', `case when n % 10 = 1 then 1 else 1 + n % ${conversations} end`)}
    join products on products.id = conversations.product_id`,
    `insert into transactions (
      id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, currency, feed_type,
      status, stripe_payment_intent_id, completed_at, expires_at, expired_at,
      amount_received_minor, amount_due_minor, needs_review, created_at
    )
    select
      ${seededIdSql('transactions', 'n')},
      ${seededIdSql('users', `case when n % 50 = 0 then 2 else 3 + (n::bigint * 7919 + 1) % ${users - 2} end`)},
      products.seller_id,
      products.id,
      n,
      n / 10,
      n - n / 10,
      case when n % 5 = 0 then 'USD' else 'AED' end,
      'discover',
      case
        when n <= ${products} and n % 3 = 0 then 'completed'
        when n <= ${products} and n % 60 = 1 then 'pending'
        else 'failed'
      end::transaction_status,
      'pi_' || n,
      case when n <= ${products} and n % 3 = 0 then ${time(products)} end,
      case when n % 6000 = 1 then timestamptz '2026-06-01' when n % 60 = 1 then timestamptz '2099-01-01' end,
      case when n % 40 = 2 then timestamptz '2026-06-02' end,
      case when n % 120 = 2 then n else 0 end,
      case when n % 120 = 2 then n else 0 end,
      n % 120 = 2,
      ${time(transactions)}
    from generate_series(1, ${transactions}) as n
    join products on products.id = ${seededIdSql('products', `1 + (n - 1) % ${products}`)}
    where products.seller_id
      <> ${seededIdSql('users', `case when n % 50 = 0 then 2 else 3 + (n::bigint * 7919 + 1) % ${users - 2} end`)}`,
    'vacuum (analyze) users, products, conversations, offers, transactions',
  ]
}
