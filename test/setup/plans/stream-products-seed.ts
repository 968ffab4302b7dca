import { marketSeed, type MarketSize } from './market-seed.js'
import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

/** A stream with 190 products, whose streamer has a fortieth of everything. */
export const fullStream = seededId('streams', 1)

/** A product that a fortieth of all streams shows. */
export const shownProduct = seededId('products', 40)

/**
 * Streams that show products, and payments that were opened in them.
 *
 * The first stream shows 190 products, and each product of the busiest user's sold in it several times.
 */
export const streamProductsSeed: PlanSeed<MarketSize> = {
  realistic: { ...marketSeed().realistic, users: 20_000, products: 60_000, streams: 40_000 },
  embedded: { ...marketSeed().realistic, users: 4_000, products: 16_000, streams: 8_000 },
  statements: (size) => [
    ...marketSeed('users', 'products', 'streams').statements(size),
    `insert into stream_products (stream_id, product_id, seller_id, position, created_at)
    select
      streams.id,
      products.id,
      products.seller_id,
      n,
      timestamptz '2026-06-01' - n * interval '1 minute'
    from generate_series(1, ${size.products}) as n
    join products on products.id = ${seededIdSql('products', 'n')}
    join streams
      on streams.user_id = products.seller_id
      and streams.id = ${seededIdSql('streams', `case when n % 40 = 0 and n <= 7600 then 1 else 1 + n % ${size.streams} end`)}
    on conflict do nothing`,
    `insert into stream_products (stream_id, product_id, seller_id, position, created_at)
    select
      streams.id,
      '${shownProduct}',
      streams.user_id,
      0,
      streams.created_at
    from streams
    join products on products.id = '${shownProduct}'
    where streams.user_id = products.seller_id
    on conflict do nothing`,
    `insert into transactions (
      buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type, status,
      stream_id, completed_at, created_at
    )
    select
      ${seededIdSql('users', '2')},
      products.seller_id,
      products.id,
      100,
      10,
      90,
      'discover',
      'completed',
      case when products.seller_id = first_stream.user_id and n % 8 <> 0 then first_stream.id end,
      timestamptz '2026-06-01' - n * interval '1 minute',
      timestamptz '2026-06-01' - n * interval '1 minute'
    from generate_series(1, ${size.products}) as n
    join products on products.id = ${seededIdSql('products', 'n')}
    join streams as first_stream on first_stream.id = '${fullStream}'
    where products.seller_id <> ${seededIdSql('users', '2')}`,
    'vacuum (analyze) streams, stream_products, transactions',
  ],
}
