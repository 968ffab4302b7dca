import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

/** The number of rows of each kind, and of one in how many of them is rare. */
interface RareSize {
  readonly users: number
  readonly rows: number
  readonly oneIn: number
}

/** Sells, pays and shows as much as the filters of one person can be rare in: nearly all of it is on sale, failed and ended. */
export const usual = seededId('users', 1)

/** The reverse: nearly nothing is on sale, or has ended. */
export const unusual = seededId('users', 2)

/** A stream with payments of its own, of {@link usual}. */
export const sellingStream = seededId('streams', 1)

/** Times of which 500 rows each share one. */
const time = `timestamptz '2026-06-01' - n / 500 * interval '1 hour'`

/**
 * Lists that hold one value nearly everywhere, and another one in a few rows that lie far apart. The times are few, so that
 * many rows have the same one. Others have a little of everything.
 */
export const rareSeed: PlanSeed<RareSize> = {
  realistic: { users: 20_000, rows: 20_000, oneIn: 4_000 },
  embedded: { users: 4_000, rows: 4_000, oneIn: 1_000 },
  statements: ({ users, rows, oneIn }) => {
    const isRare = `n % ${oneIn} = ${oneIn - 1}`
    const others = seededIdSql('users', `3 + n % ${users - 2}`)
    return [
      `insert into users (id, email, username, role)
      select
        ${seededIdSql('users', 'n')},
        'person' || n || '@example.com',
        'person' || n,
        case when n = 3 then 'admin' else 'buyer' end::user_role
      from generate_series(1, ${users}) as n`,
      'alter table products disable trigger user',
      ...[`'${usual}'`, `'${unusual}'`, others].map(
        (
          seller,
          nth,
        ) => `insert into products (id, seller_id, title, price_minor, category, condition, is_available, created_at)
        select
          ${seededIdSql('products', `${nth * rows} + n`)},
          ${seller},
          'Product ' || n,
          n,
          'books',
          'good',
          ${[`not (${isRare})`, isRare, 'n % 3 > 0'][nth] ?? 'true'},
          ${time}
        from generate_series(1, ${rows}) as n`,
      ),
      'alter table products enable trigger user',
      ...[`'${usual}'`, `'${unusual}'`, others].map(
        (
          user,
          nth,
        ) => `insert into streams (id, user_id, title, category, status, started_at, ended_at, duration_seconds, created_at)
        select
          ${seededIdSql('streams', `${nth * rows} + n`)},
          ${user},
          'Stream ' || n,
          'books',
          stream.status::stream_status,
          ${time},
          case when stream.status = 'ended' then now() end,
          case when stream.status = 'ended' then 60 end,
          ${time}
        from generate_series(1, ${rows}) as n
        cross join lateral (
          select case when ${[`not (${isRare})`, isRare, 'n % 3 > 0'][nth] ?? 'true'} then 'ended' else 'scheduled' end as status
        ) as stream`,
      ),
      // Each expired, and its money is to be paid back. The first half was opened in a stream.
      `insert into transactions (
        buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, currency, feed_type, status,
        expires_at, expired_at, amount_received_minor, amount_due_minor, stream_id, created_at
      )
      select
        '${unusual}',
        '${usual}',
        ${seededIdSql('products', 'n')},
        100, 10, 90,
        case when ${isRare} then 'USD' else 'AED' end,
        'discover',
        case when ${isRare} then 'cancelled' else 'failed' end::transaction_status,
        timestamptz '2026-06-01', timestamptz '2026-06-01', 100, 100,
        case when n <= ${rows / 2} then '${sellingStream}'::uuid end,
        ${time}
      from generate_series(1, ${rows}) as n`,
      // Of others, who wait for money.
      `insert into transactions (
        buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, currency, feed_type, status,
        expires_at, created_at
      )
      select
        '${usual}',
        products.seller_id,
        products.id,
        100, 10, 90, 'AED', 'discover', 'pending',
        case when ${isRare} then timestamptz '2026-06-01' else timestamptz '2099-01-01' end,
        ${time}
      from generate_series(1, ${rows}) as n
      join products on products.id = ${seededIdSql('products', `${2 * rows} + n`)}`,
      `insert into verifications (id, user_id, verification_type, status, documents, submitted_at)
      select
        ${seededIdSql('verifications', 'n')},
        ${seededIdSql('users', 'n')},
        case when ${isRare} then 'both' else 'emirates_id' end::verification_type,
        'pending',
        '[{"kind": "trade_license", "storageKey": "papers/licence.pdf"}]',
        ${time}
      from generate_series(1, ${users}) as n`,
      'vacuum (analyze) users, products, streams, transactions, verifications',
    ]
  },
}
