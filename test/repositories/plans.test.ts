/**
 * Each query that reads does so by the index that is meant for it, planned once for all values and planned for the
 * values at hand.
 *
 * Left out are the feed without a category and the search of one category, whose indexes come with the hot paths; and
 * bulk inserts, which look up so many ids that reading a small table whole is right.
 */

import { describe, expect, it } from 'vitest'
import * as products from '../../generated/products.queries.js'
import * as users from '../../generated/users.queries.js'
import type { PreparedQuery } from '../../src/engine/prepared-query.js'
import { StatementCache } from '../../src/engine/statement.js'
import { geographyCodecs } from '../../src/geography-codecs.js'
import { newId } from '../../src/repositories/new-id.js'
import { walkOrigin } from '../../src/repositories/walk-origin.js'
import { openClient } from '../migrate/open-client.js'
import { openMarket } from './open-market.js'

const { test } = await openMarket()

/**
 * Half of the products are in one city, where more of them are within a few kilometres than anybody wants to read.
 *
 * What looks random is the same each time: multiples of irrational numbers, modulo 1, lie evenly.
 */
const seed = `
  insert into users (email, username, phone)
  select 'person' || n || '@example.com', 'person' || n, '+97150' || lpad(n::text, 7, '0')
  from generate_series(1, 20000) as n;
  insert into products (seller_id, title, price_minor, category, condition, feed_type, location, is_available, created_at)
  select
    (array(select id from users order by id))[1 + n % 20000], 'Product ' || n, n,
    (enum_range(null::product_category))[1 + n % 12],
    (enum_range(null::product_condition))[1 + n % 4],
    (enum_range(null::feed_type))[1 + n % 2],
    case
      when mod(n * 0.4142135624, 1) < 0.5
      then st_makepoint(54 + 2 * mod(n * 0.6180339887, 1), 24 + 2 * mod(n * 0.7548776662, 1))
      else st_makepoint(55.22 + 0.1 * mod(n * 0.6180339887, 1), 25.15 + 0.1 * mod(n * 0.7548776662, 1))
    end,
    n % 10 <> 0,
    now() - n * interval '1 minute'
  from generate_series(1, 30000) as n;
  analyze users; analyze products;`

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Order By'?: string
  readonly 'Actual Rows'?: number
  readonly Plans?: readonly Node[]
}

const city = { type: 'Point', coordinates: [55.27, 25.2] } as const
const search = { origin: city, walkOrigin: walkOrigin(city), limit: 21 }
const after = { afterTime: '2026-01-01 00:00:00+00', afterId: newId() }
const id = newId()
const ids = Array.from({ length: 20 }, newId)

type AnyQuery = PreparedQuery<never, unknown>
type Case = readonly [name: string, query: object, parameters: object, index: string]

const cases: readonly Case[] = [
  ['findUser', users.findUser, { id }, 'users_pkey'],
  ['findUserByEmail', users.findUserByEmail, { email: 'person1@example.com' }, 'users_email_key'],
  ['findUserByUsername', users.findUserByUsername, { username: 'person1' }, 'users_username_key'],
  ['findCredentials, e-mail', users.findCredentials, { email: 'person1@example.com' }, 'users_email_key'],
  ['findCredentials, username', users.findCredentials, { username: 'person1' }, 'users_username_key'],
  ['findCredentials, phone', users.findCredentials, { phone: '+971500000001' }, 'users_phone_key'],
  ['listUsersByIds', users.listUsersByIds, { ids }, 'users_pkey'],
  ['updateUser', users.updateUser, { id, patch: {} }, 'users_pkey'],
  ['setUserActive', users.setUserActive, { id, isActive: true }, 'users_pkey'],
  ['recordLogin', users.recordLogin, { id }, 'users_pkey'],
  ['deleteUser', users.deleteUser, { id }, 'users_pkey'],
  ['findProduct', products.findProduct, { id }, 'products_pkey'],
  ['listProductsByIds', products.listProductsByIds, { ids }, 'products_pkey'],
  ['updateProduct', products.updateProduct, { id, patch: {} }, 'products_pkey'],
  ['markProductSold', products.markProductSold, { id }, 'products_pkey'],
  ['markProductAvailable', products.markProductAvailable, { id }, 'products_pkey'],
  ['deleteProduct', products.deleteProduct, { id }, 'products_pkey'],
  ['listProductsBySeller', products.listProductsBySeller, { sellerId: id, limit: 21 }, 'ix_products_seller'],
  [
    'listProductsBySeller, available, next page',
    products.listProductsBySeller,
    { sellerId: id, limit: 21, isAvailable: true, ...after },
    'ix_products_seller',
  ],
  [
    'listProductFeed, category',
    products.listProductFeed,
    { category: 'books', limit: 21 },
    'ix_products_category_feed',
  ],
  [
    'listProductFeed, category and feed, next page',
    products.listProductFeed,
    { category: 'books', feedType: 'discover', limit: 21, ...after },
    'ix_products_category_feed',
  ],
  [
    'listProductsNearby',
    products.listProductsNearby,
    { ...search, radiusMetres: 5_000 },
    'idx_products_location',
  ],
]

const walks: readonly (readonly [string, object])[] = [
  ['in the city', { ...search, radiusMetres: 5_000 }],
  ['within metres', { ...search, radiusMetres: 10 }],
  ['within half the Earth', { ...search, radiusMetres: 20_000_000 }],
  ['on the next page', { ...search, radiusMetres: 5_000, afterDistance: 50, afterId: id }],
  ['of one condition', { ...search, radiusMetres: 5_000, condition: 'new' }],
  ['of one category', { ...search, radiusMetres: 5_000, category: 'books' }],
  ['of one feed', { ...search, radiusMetres: 5_000, feedType: 'community' }],
  [
    'at some price',
    { ...search, radiusMetres: 5_000, currency: 'AED', minPriceMinor: 100, maxPriceMinor: 20_000 },
  ],
]

const client = await openClient(test.url)
await client.query('set jit = off')
for (const statement of seed.split(';')) await client.query(statement)

const statements = new StatementCache(geographyCodecs)
let prepared = 0

async function planOf(
  query: object,
  parameters: object,
  mode: string,
  analyze = false,
): Promise<readonly Node[]> {
  const { prepared: statement, values } = statements.get(query as AnyQuery).bind({ ...parameters })
  const name = `plan_${++prepared}`
  await client.query(`set plan_cache_mode = ${mode}`)
  await client.query(`prepare ${name} as ${statement.text}`)
  const literals = values.map((value) => (value === null ? 'null' : client.escapeLiteral(String(value))))
  const call = `explain (format json${analyze ? ', analyze' : ''}) execute ${name}`
  const { rows } = await client.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
    literals.length === 0 ? call : `${call} (${literals.join(', ')})`,
  )
  const root = rows[0]?.['QUERY PLAN'][0]?.Plan
  return root === undefined ? [] : flattened(root)
}

function flattened(node: Node): readonly Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flattened)]
}

const modes = ['force_generic_plan', 'force_custom_plan']

describe.each(modes)('with %s', (mode) => {
  it.each(cases)('%s reads by its index', async (_, query, parameters, index) => {
    const nodes = await planOf(query, parameters, mode)
    const scanned = nodes.filter((node) => node['Node Type'].endsWith('Seq Scan'))
    expect(scanned.map((node) => node['Relation Name'])).toEqual([])
    expect(nodes.map((node) => node['Index Name'])).toContain(index)
  })

  it.each(walks)(
    'nearby walks the index, nearest first, and ends with the page: %s',
    async (_, parameters) => {
      const nodes = await planOf(products.listProductsNearby, parameters, mode, true)
      const walk = nodes.find((node) => node['Index Name'] === 'idx_products_location')
      expect(walk).toMatchObject({ 'Node Type': 'Index Scan' })
      expect(walk?.['Order By']).toMatch(/location <-> /)
      expect(walk?.['Actual Rows']).toBeLessThanOrEqual(30)
    },
  )
})
