import { seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

/** The number of rows of each table. Each payment has a review. */
interface ReviewsSize {
  readonly users: number
  readonly transactions: number
}

/**
 * Reviews and badges.
 *
 * About the first user is a fortieth of all reviews, and the second one wrote as many. One review in 200 has one star, nearly
 * all have five; one in ten is hidden. Three users in four have a badge, of some kind or other.
 */
export const reviewsSeed: PlanSeed<ReviewsSize> = {
  realistic: { users: 20_000, transactions: 100_000 },
  embedded: { users: 4_000, transactions: 20_000 },
  statements: ({ users, transactions }) => [
    `insert into users (id, email, username, role, is_verified)
    select
      ${seededIdSql('users', 'n')},
      'person' || n || '@example.com',
      'person' || n,
      case when n = 7 then 'admin' else 'buyer' end::user_role,
      n % 4 = 0
    from generate_series(1, ${users}) as n`,
    `insert into products (id, seller_id, title, price_minor, category, condition, is_available, sold_at)
    select
      ${seededIdSql('products', 'n')},
      ${seededIdSql('users', `case when n % 40 = 1 then 1 else 3 + n % ${users - 2} end`)},
      'Product ' || n, 100, 'books', 'good', false, timestamptz '2026-06-01'
    from generate_series(1, ${transactions}) as n`,
    `insert into transactions (
      id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status,
      completed_at, paid_at, amount_received_minor
    )
    select
      ${seededIdSql('transactions', 'n')},
      ${seededIdSql('users', `case when n % 40 = 0 then 2 else 3 + (n + 1) % ${users - 2} end`)},
      products.seller_id, products.id, 100, 10, 90, 'discover', 'completed',
      timestamptz '2026-06-01', timestamptz '2026-06-01', 100
    from generate_series(1, ${transactions}) as n
    join products on products.id = ${seededIdSql('products', 'n')}`,
    `insert into reviews (id, payment_id, product_id, reviewer_id, reviewee_id, rating, content, hidden_at, created_at)
    select
      ${seededIdSql('reviews', 'n')},
      transactions.id, transactions.product_id, transactions.buyer_id, transactions.seller_id,
      case when n / 40 % 200 = 3 then 1 when n / 40 % 7 = 1 then 4 else 5 end,
      'Just as it was described.',
      case when n / 40 % 10 = 5 then timestamptz '2026-06-02' end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${transactions})
    from generate_series(1, ${transactions}) as n
    join transactions on transactions.id = ${seededIdSql('transactions', 'n')}`,
    `insert into badges (user_id, badge_type, reason)
    select ${seededIdSql('users', 'n')}, (enum_range(null::badge_type))[2 + n % 5], 'x'
    from generate_series(1, ${users}) as n
    where n % 4 > 1`,
    'vacuum (analyze) users, user_stats, products, transactions, reviews, badges',
  ],
}
