import { evenly } from './evenly.js'
import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'
import { unsearchedProducts } from './unsearched-products.js'

/** The number of rows of each table. */
export interface MarketSize {
  readonly users: number
  readonly user_stats: number
  readonly products: number
  readonly streams: number
  readonly verifications: number
  readonly sessions: number
  readonly tokens: number
}

const realistic: MarketSize = {
  users: 40_000,
  user_stats: 40_000,
  products: 200_000,
  streams: 100_000,
  verifications: 60_000,
  sessions: 100_000,
  tokens: 60_000,
}

const embedded: MarketSize = {
  users: 8_000,
  user_stats: 8_000,
  products: 30_000,
  streams: 20_000,
  verifications: 16_000,
  sessions: 20_000,
  tokens: 16_000,
}

/** Sells a fortieth of everything, and shows a fortieth of all streams. */
export const busiestUser = seededId('users', 1)

/** The only administrator. */
export const administrator = seededId('users', 7)

const inserts: Readonly<Record<keyof MarketSize, (size: MarketSize) => string>> = {
  // Nine in ten say where they live, half of these in one city.
  users: (size) => `
    insert into users (id, email, username, phone, role, public_location)
    select
      ${seededIdSql('users', 'n')},
      'person' || n || '@example.com',
      'person' || n,
      '+97150' || lpad(n::text, 7, '0'),
      case when n = 7 then 'admin' else 'buyer' end::user_role,
      case
        when n % 10 = 8 then null
        when ${evenly('n', 13)} < 0.5
        then st_makepoint(54 + 2 * ${evenly('n', 2)}, 24 + 2 * ${evenly('n', 7)})
        else st_makepoint(55.22 + 0.1 * ${evenly('n', 2)}, 25.15 + 0.1 * ${evenly('n', 7)})
      end
    from generate_series(1, ${size.users}) as n`,

  // One in four has none.
  user_stats: (size) => `
    insert into user_stats (user_id, rating_5_count, badges)
    select ${seededIdSql('users', 'n')}, n % 7, '{first_sale}'
    from generate_series(1, ${size.user_stats}) as n
    where n % 4 > 0`,

  // Half of them are in one city, where more are within a few kilometres than anybody wants to read; a third is sold
  // or taken off the market.
  products: (size) => `
    insert into products (
      id, seller_id, title, price_minor, category, condition, feed_type, public_location, is_available, created_at
    )
    select
      ${seededIdSql('products', 'n')},
      case when n % 40 = 0 then '${busiestUser}' else ${seededIdSql('users', `1 + n % ${size.users}`)} end,
      'Product ' || n,
      (${evenly('n', 7)} * 100000)::integer,
      (enum_range(null::product_category))[1 + floor(${evenly('n', 3)} * 12)],
      (enum_range(null::product_condition))[1 + floor(${evenly('n', 5)} * 4)],
      case when ${evenly('n', 11)} < 0.1 then 'community' else 'discover' end::feed_type,
      case
        when ${evenly('n', 13)} < 0.5
        then st_makepoint(54 + 2 * ${evenly('n', 2)}, 24 + 2 * ${evenly('n', 7)})
        else st_makepoint(55.22 + 0.1 * ${evenly('n', 2)}, 25.15 + 0.1 * ${evenly('n', 7)})
      end,
      n % 3 <> 0,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${size.products})
    from generate_series(1, ${size.products}) as n`,

  // Most have ended; one in 200 is live, and has a place, one in 50 is going to be. A fortieth is one user's.
  streams: (size) => `
    insert into streams (
      id, user_id, title, category, status, started_at, ended_at, duration_seconds, public_location, created_at
    )
    select
      ${seededIdSql('streams', 'n')},
      case when n % 40 = 1 then '${busiestUser}' else ${seededIdSql('users', `1 + n % ${size.users}`)} end,
      'Stream ' || n,
      (enum_range(null::product_category))[1 + (n / 7) % 12],
      case when n % 200 = 0 then 'live' when n % 50 = 3 then 'scheduled' else 'ended' end::stream_status,
      case
        when n % 50 = 3 then now() + n * interval '1 minute'
        else timestamptz '2026-06-01' - n * (interval '180 days' / ${size.streams})
      end,
      case when n % 200 <> 0 and n % 50 <> 3 then timestamptz '2026-06-02' end,
      case when n % 200 <> 0 and n % 50 <> 3 then 60 end,
      case when n % 200 = 0 then st_makepoint(54 + 2 * ${evenly('n', 2)}, 24 + 2 * ${evenly('n', 7)}) end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${size.streams})
    from generate_series(1, ${size.streams}) as n`,

  // One in twenty of the first of each user is pending; all others were decided.
  verifications: (size) => `
    insert into verifications (
      id, user_id, verification_type, status, documents, rejection_reason, submitted_at, reviewed_at
    )
    select
      ${seededIdSql('verifications', 'n')},
      ${seededIdSql('users', `1 + n % ${size.users}`)},
      (enum_range(null::verification_type))[1 + n % 3],
      case when n <= ${size.users} and n % 20 = 0 then 'pending' when n % 4 = 1 then 'rejected' else 'approved' end
        ::verification_status,
      '[{"kind": "trade_license", "storageKey": "papers/licence.pdf"}]',
      case when not (n <= ${size.users} and n % 20 = 0) and n % 4 = 1 then 'It cannot be read.' end,
      timestamptz '2026-06-01' - n * (interval '180 days' / ${size.verifications}),
      case when not (n <= ${size.users} and n % 20 = 0) then timestamptz '2026-06-02' end
    from generate_series(1, ${size.verifications}) as n`,

  // Half of them were revoked, and some are idle for longer than they may be. A thousandth is one user's.
  sessions: (size) => `
    insert into sessions (
      id, user_id, family_hash, token_hash, device_name, idle_seconds, last_used_at, idle_expires_at, expires_at, revoked_at,
      revoked_reason, created_at
    )
    select
      ${seededIdSql('sessions', 'n')},
      case when n % 1000 = 0 then '${busiestUser}' else ${seededIdSql('users', `1 + n % ${size.users}`)} end,
      sha256(('family ' || n)::bytea),
      sha256(('token ' || n)::bytea),
      'Device ' || n,
      2592000,
      now() - n * (interval '40 days' / ${size.sessions}),
      now() - n * (interval '40 days' / ${size.sessions}) + interval '30 days',
      now() + interval '90 days',
      case when n % 2 = 1 then now() - n * (interval '20 days' / ${size.sessions}) end,
      case when n % 2 = 1 then 'logout' end::session_revoked_reason,
      now() - interval '50 days'
    from generate_series(1, ${size.sessions}) as n`,

  // One of each purpose for some users, and codes for phones that are nobody's.
  tokens: (size) => `
    insert into tokens (id, purpose, form, user_id, sent_to, secret_hash, max_attempts, expires_at)
    select
      ${seededIdSql('tokens', 'n')},
      case when n <= ${size.users} then 'password_reset' else 'login' end::token_purpose,
      case when n <= ${size.users} then 'link' else 'code' end::token_form,
      case when n <= ${size.users} then ${seededIdSql('users', `n`)} end,
      '+97155' || lpad(n::text, 7, '0'),
      sha256(('secret ' || n)::bytea),
      case when n > ${size.users} then 5 end,
      now() + interval '1 hour' - n * (interval '3 days' / ${size.tokens})
    from generate_series(1, ${size.tokens}) as n`,
}

/** The rows of some tables: those that others point to come first. No search finds the products. */
export function marketSeed(...tables: readonly (keyof MarketSize)[]): PlanSeed<MarketSize> {
  return {
    realistic,
    embedded,
    statements: (size) => [
      ...unsearchedProducts,
      // Public places are written as they shall be.
      'alter table users disable trigger tr_users_set_public_location',
      'alter table users disable trigger tr_users_keep_first_anchor',
      'alter table products disable trigger tr_products_set_public_location',
      'alter table streams disable trigger tr_streams_set_place',
      ...tables.flatMap((table) => [inserts[table](size), `vacuum (analyze) ${table}`]),
      'alter table users enable trigger tr_users_set_public_location',
      'alter table users enable trigger tr_users_keep_first_anchor',
      'alter table products enable trigger tr_products_set_public_location',
      'alter table streams enable trigger tr_streams_set_place',
    ],
  }
}
