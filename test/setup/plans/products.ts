import * as queries from '../../../generated/products.queries.js'
import { evenly } from './evenly.js'
import { lookup, page, type PlanSubject } from './plan-case.js'
import { seededId, seededIdSql } from './seeded-id.js'

const id = seededId('products', 78)
const ids = Array.from({ length: 20 }, (_, n) => seededId('products', 100 + n))

/** Sells a fortieth of everything. */
const bigSeller = seededId('users', 1)

/** In the middle of the times, so that half of a list is before it. */
const after = { afterTime: '2026-03-01 00:00:00+00', afterId: id }
const limit = 21

export const products: PlanSubject = {
  table: 'products',
  // Half of them are in one city, where more are within a few kilometres than anybody wants to read; a third is sold
  // or taken off the market.
  seed: (size) => `
    insert into products (
      id, seller_id, title, price_minor, category, condition, feed_type, location, is_available, created_at
    )
    select
      ${seededIdSql('products', 'n')},
      case when n % 40 = 0 then '${bigSeller}' else ${seededIdSql('users', `1 + n % ${size.users}`)} end,
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
  cases: [
    lookup({ query: queries.findProduct, parameters: { id }, index: 'products_pkey' }),
    lookup({ query: queries.listProductsByIds, parameters: { ids }, index: 'products_pkey' }),
    lookup({
      query: queries.updateProduct,
      parameters: { id, patch: { title: 'Another title' } },
      index: 'products_pkey',
      buffers: 200,
    }),
    lookup({ query: queries.markProductSold, parameters: { id }, index: 'products_pkey' }),
    lookup({ query: queries.markProductAvailable, parameters: { id }, index: 'products_pkey', buffers: 200 }),
    lookup({ query: queries.deleteProduct, parameters: { id }, index: 'products_pkey' }),
    page({
      query: queries.listProductsBySeller,
      parameters: { sellerId: bigSeller, limit },
      index: 'ix_products_seller_created',
    }),
    page({
      query: queries.listProductsBySeller,
      note: 'available, next page',
      parameters: { sellerId: bigSeller, limit, isAvailable: true, ...after },
      index: 'ix_products_seller_created',
      passedOver: 40,
      buffers: 120,
    }),
    ...feeds(),
  ],
}

/** Every combination of filters that the feed has, on its first page and on another one. */
function feeds(): PlanSubject['cases'] {
  const feedType = 'community'
  const category = 'books'
  const filters = [
    [{}, 'ix_products_feed'],
    [{ feedType }, 'ix_products_feed_type'],
    [{ category }, 'ix_products_feed_category'],
    [{ category, feedType }, 'ix_products_feed_category_type'],
  ] as const
  return filters.flatMap(([filter, index]) =>
    [{}, after].map((position) =>
      page({
        query: queries.listProductFeed,
        note: [...Object.keys(filter), position === after ? 'next page' : 'first page'].join(', '),
        parameters: { ...filter, ...position, limit },
        index,
      }),
    ),
  )
}
