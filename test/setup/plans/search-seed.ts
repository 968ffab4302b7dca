import { seededId, seededIdSql } from './seeded-id.js'
import type { PlanSeed } from './test-plans.js'

interface SearchSize {
  readonly users: number
  readonly products: number
}

/** Sells a fortieth of everything. */
export const biggestSeller = seededId('users', 1)

/** A number from 0 up to 1 that looks random and is the same each time. */
function chance(stream: number): string {
  return `((hashint4(n * 64 + ${stream})::bigint + 2147483648) / 4294967296.0)`
}

/** A made-up word, by Zipf's law: the most frequent of 20,000 has a share of 0.7 % of all words. Its letters have no English endings. */
function word(stream: number): string {
  return `'q' || translate(floor(20 * exp((${chance(stream)})::float8 * ln(1000)))::integer::text, '0123456789', 'bcdfghjklm')`
}

function words(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => word(from + index)).join(` || ' ' || `)
}

/** Words of the seed, by the share of listings that have them. */
export const seededWords = {
  /** 6 % */
  common: 'qdb',
  /** 5 % */
  second: 'qfb',
  /** 2 %, half of them in the other script. */
  brand: 'iphone',
  /** 0.5 % */
  half: 'qdbb',
  /** 0.1 % */
  tenth: 'qcfgh',
  /** A few. */
  rare: 'qbkcbm',
} as const

/**
 * Listings with nine made-up words each, over 180 days. A fifth is in one city, the others in a country of 600 km. A brand is
 * written in two scripts. A twentieth is for nothing.
 */
export const searchSeed: PlanSeed<SearchSize> = {
  realistic: { users: 20_000, products: 100_000 },
  embedded: null,
  statements: ({ users, products }) => [
    `insert into users (id, email, username)
    select ${seededIdSql('users', 'n')}, 'person' || n || '@example.com', 'person' || n
    from generate_series(1, ${users}) as n`,
    'alter table products disable trigger user',
    `insert into products (
      id, seller_id, title, description, tags, price_minor, category, condition, feed_type, public_location,
      is_available, created_at
    )
    select
      ${seededIdSql('products', 'n')},
      case when n % 40 = 7 then '${biggestSeller}' else ${seededIdSql('users', `1 + n % ${users}`)} end,
      ${words(0, 4)} || case n % 100 when 0 then ' iphone' when 1 then ' ايفون' else '' end,
      ${words(4, 4)},
      array[${word(8)}],
      case when ${chance(18)} < 0.05 then 0 else floor(exp(5 + 9 * (${chance(9)})::float8)) end,
      (enum_range(null::product_category))[1 + floor(${chance(10)} * 12)],
      (enum_range(null::product_condition))[1 + floor(${chance(11)} * 4)],
      case when ${chance(12)} < 0.1 then 'community' else 'discover' end::feed_type,
      case
        when ${chance(13)} < 0.2
        then st_makepoint(55.22 + 0.1 * ${chance(14)}, 25.15 + 0.1 * ${chance(15)})
        else st_makepoint(50 + 6 * ${chance(14)}, 22 + 6 * ${chance(15)})
      end,
      ${chance(16)} < 0.85,
      timestamptz '2026-06-01' - ${chance(17)} * interval '180 days'
    from generate_series(1, ${products}) as n`,
    'alter table products enable trigger user',
    'vacuum (analyze) users, products',
  ],
}
