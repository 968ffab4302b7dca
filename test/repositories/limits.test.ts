/**
 * The readers and the schema's checks know the same limits: what a reader takes the server takes too, and what is
 * past a limit is refused by both.
 */

import { describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { readCurrency } from '../../src/repositories/product-input.js'
import { readEmail, readUsername } from '../../src/repositories/user-input.js'
import { rejection } from '../migrate/rejection.js'
import { query } from '../setup/query.js'
import { openMarket } from './open-market.js'
import { sampleProduct, sampleUser } from './samples.js'

const { db } = await openMarket()
const { id: seller } = await db.users.create(sampleUser())

interface Limit {
  readonly constraint: string
  readonly field: string
  /** At the limit. */
  readonly takes: readonly unknown[]
  /** Past it. */
  readonly refuses: readonly unknown[]
}

/** Characters as the server counts them: this one is one, though JavaScript says two. */
const shoe = '\u{1F45F}'
const text = (length: number) => shoe.repeat(length)
const url = (length: number) => 'https://example.com/'.padEnd(length, 'x')

function length(
  constraint: string,
  field: string,
  [min, max]: readonly [number, number],
  make = text,
): Limit {
  const refuses = min === 0 ? [make(max + 1)] : ['', make(max + 1)]
  return { constraint, field, takes: [make(min === 1 && make === url ? 21 : min), make(max)], refuses }
}

const point = (...coordinates: readonly number[]) => ({ type: 'Point', coordinates })
// Not -180, which is stored as 180.
const west = -179.99999999999997
const corners = [point(180, 90), point(west, -90), point(west, 90), point(180, -90), point(0, 0)]

const userLimits: readonly Limit[] = [
  {
    constraint: 'ck_users_email_length',
    field: 'email',
    takes: ['a@b.c', `${text(244)}@b.example`],
    refuses: [`${text(245)}@b.example`],
  },
  {
    constraint: 'ck_users_email_shape',
    field: 'email',
    takes: ['a+b@example.co.uk', 'سوق@مثال.إمارات', "o'neil@e-x.ae"],
    refuses: [
      '@b.c',
      'a@',
      'a@b',
      'a@.',
      'a@b@c.d',
      'a b@c.d',
      'a@b.c ',
      '\ta@b.c',
      'a@b.c\n',
      'a\u007f@b.c',
    ],
  },
  {
    constraint: 'ck_users_username_shape',
    field: 'username',
    takes: ['abc', '0-_.', 'x'.repeat(40)],
    refuses: ['ab', 'x'.repeat(41), '_ab', '.ab', '-ab', 'a b', 'abc\n', 'abé'],
  },
  {
    constraint: 'ck_users_phone_e164',
    field: 'phone',
    takes: ['+1234567', '+123456789012345'],
    refuses: [
      '+123456',
      '+1234567890123456',
      '+0123456789',
      '123456789',
      '+12345678 ',
      '+12345678\n',
      '+١٢٣٤٥٦٧٨',
    ],
  },
  length('ck_users_password_hash_length', 'passwordHash', [1, 512]),
  length('ck_users_full_name_length', 'fullName', [1, 200]),
  length('ck_users_avatar_url_length', 'avatarUrl', [1, 2048], url),
  length('ck_users_bio_length', 'bio', [0, 2000]),
  length('ck_users_neighborhood_length', 'neighborhood', [1, 120]),
  length('ck_users_building_name_length', 'buildingName', [1, 120]),
  length('ck_users_stripe_customer_id_length', 'stripeCustomerId', [1, 255]),
  length('ck_users_stripe_connect_account_id_length', 'stripeConnectAccountId', [1, 255]),
  { constraint: 'ck_users_location_on_globe', field: 'location', takes: corners, refuses: [] },
]

const urls = (count: number) => Array.from({ length: count }, () => url(2048))
const tags = (count: number) => Array.from({ length: count }, () => text(50))
const amounts = { takes: [0, Number.MAX_SAFE_INTEGER], refuses: [-1] }

const productLimits: readonly Limit[] = [
  length('ck_products_title_length', 'title', [1, 200]),
  length('ck_products_description_length', 'description', [0, 10_000]),
  { constraint: 'ck_products_price_not_negative', field: 'priceMinor', ...amounts },
  { constraint: 'ck_products_original_price_not_negative', field: 'originalPriceMinor', ...amounts },
  {
    constraint: 'ck_products_currency_iso_4217',
    field: 'currency',
    takes: ['AED', 'XXX'],
    refuses: ['aed', 'AE', 'AEDX', 'AE1', 'AE ', '', 'ÄED'],
  },
  { constraint: 'ck_products_location_on_globe', field: 'location', takes: corners, refuses: [] },
  length('ck_products_neighborhood_length', 'neighborhood', [1, 120]),
  {
    constraint: 'ck_products_image_urls_list',
    field: 'imageUrls',
    takes: [[], urls(20)],
    refuses: [urls(21), [...urls(19), url(2049 + 2048)], [null], [''], [[url(30)]]],
  },
  length('ck_products_video_url_length', 'videoUrl', [1, 2048], url),
  length('ck_products_video_thumbnail_url_length', 'videoThumbnailUrl', [1, 2048], url),
  {
    constraint: 'ck_products_tags_list',
    field: 'tags',
    takes: [[], tags(30), ['a']],
    refuses: [tags(31), [...tags(29), text(51)], [null], [''], [['a']]],
  },
]

/** Checks of what no input of a repository sets, and of places, which the type itself folds before the check. */
const notOfInput = [
  'ck_products_view_count_not_negative',
  'ck_products_like_count_not_negative',
  'ck_products_sold_not_available',
]

const insertUser = query<{ readonly row: object }, object>(
  `insert into users select (jsonb_populate_record(null::users, :row!::jsonb)).*`,
  { row: 'jsonb' },
)
const insertProduct = query<{ readonly row: object }, object>(
  `insert into products select (jsonb_populate_record(null::products, :row!::jsonb)).*`,
  { row: 'jsonb' },
)

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Inserts a row past the readers, with every column that has no null. */
async function insertUnread(table: 'users' | 'products', values: object): Promise<void> {
  const times = { created_at: new Date().toISOString(), updated_at: new Date().toISOString() }
  if (table === 'users') {
    const row = { id: newId(), ...sampleUser(), role: 'buyer', is_verified: false, is_active: true, ...times }
    await db.execute(insertUser, { row: { ...row, ...values } })
    return
  }
  const { sellerId, priceMinor, ...product } = sampleProduct(seller)
  const counts = { view_count: 0, like_count: 0, is_available: true, image_urls: [], tags: [] }
  const more = {
    id: newId(),
    seller_id: sellerId,
    price_minor: priceMinor,
    currency: 'AED',
    feed_type: 'discover',
  }
  await db.execute(insertProduct, { row: { ...product, ...more, ...counts, ...times, ...values } })
}

const tables = [
  {
    table: 'users' as const,
    limits: userLimits,
    create: (more: object) => db.users.create({ ...sampleUser(), ...more }),
  },
  {
    table: 'products' as const,
    limits: productLimits,
    create: (more: object) => db.products.create({ ...sampleProduct(seller), ...more }),
  },
]

describe.each(tables)('the limits of $table', ({ table, limits, create }) => {
  it('are those of the checks of the table, each of them', async () => {
    const checks = await db.many(
      query<undefined, { readonly conname: string }>(
        `select conname from pg_constraint where contype = 'c' and conrelid = '${table}'::regclass order by conname`,
      ),
    )
    const known = [...limits.map(({ constraint }) => constraint), ...notOfInput]
    expect(known).toEqual(expect.arrayContaining(checks.map(({ conname }) => conname)))
    for (const { constraint } of limits) expect(checks).toContainEqual({ conname: constraint })
  })

  it.each(limits)(
    'of $field ($constraint) are what the reader and the server take',
    async ({ field, takes }) => {
      for (const value of takes) {
        const row: object = await create({ [field]: value })
        if (field !== 'passwordHash') expect(Reflect.get(row, field)).toEqual(value)
      }
    },
  )

  it.each(limits)('of $field ($constraint) are refused by both past them', async (limit) => {
    for (const value of limit.refuses) {
      const byReader = await rejection(create({ [limit.field]: value }), InvalidInputError)
      expect(byReader.field).toMatch(new RegExp(`^${limit.field}\\b`))
      const byServer = await rejection(
        insertUnread(table, { [columnOf(limit.field)]: value }),
        ConstraintError,
      )
      expect(byServer).toMatchObject({ kind: 'check', constraint: limit.constraint })
    }
  })

  it.each([
    ['an empty point', '0101000020E6100000000000000000F87F000000000000F87F'],
    ['NaN for a latitude', '0101000020E61000000000000000004940000000000000F87F'],
  ])('of a place leave out %s', async (_, location) => {
    const error = await rejection(insertUnread(table, { location }), ConstraintError)
    expect(error.constraint).toBe(`ck_${table}_location_on_globe`)
  })
})

/** Asks the check itself about every character of the basic plane, put into a text where the star is. */
async function refusedCharacters(
  constraint: string,
  column: string,
  frame: string,
): Promise<readonly string[]> {
  const [before = '', after = ''] = frame.split('*')
  const definition = await db.one(
    query<undefined, { readonly expression: string }>(
      `select pg_get_expr(conbin, conrelid) as expression from pg_constraint where conname = '${constraint}'`,
    ),
  )
  const refused = await db.many(
    query<undefined, { readonly code: number }>(
      `select code from (
        select code, '${before}' || chr(code) || '${after}' as ${column}
        from generate_series(1, 65535) as code where code not between 55296 and 57343
      ) as texts where not (${definition.expression}) order by code`,
    ),
  )
  return refused.map(({ code }) => String.fromCharCode(code))
}

function isTaken(read: (value: unknown, field: string) => unknown, value: string): boolean {
  try {
    read(value, 'field')
    return true
  } catch {
    return false
  }
}

describe('the reader of', () => {
  it('an e-mail address takes no character that the check refuses', async () => {
    for (const frame of ['a*b@example.com', 'a@exa*mple.com', 'a@example.co*m']) {
      const refused = await refusedCharacters('ck_users_email_shape', 'email', frame)
      expect(refused).toEqual(expect.arrayContaining([' ', '\t', '\n', '\u0001', '\u007f', '@']))
      const taken = refused.filter((character) => isTaken(readEmail, frame.replace('*', character)))
      expect(taken).toEqual([])
    }
  })

  it.each([
    ['a username', 'ck_users_username_shape', 'username', 'a*bc', readUsername],
    ['a username, at its beginning', 'ck_users_username_shape', 'username', '*abc', readUsername],
    ['a currency', 'ck_products_currency_iso_4217', 'currency', 'A*D', readCurrency],
  ] as const)(
    '%s takes the very characters that the check takes',
    async (_, constraint, column, frame, read) => {
      const refused = new Set(await refusedCharacters(constraint, column, frame))
      for (let code = 1; code < 0xd800; code++) {
        const character = String.fromCharCode(code)
        const taken = isTaken(
          read,
          frame.replace('*', () => character),
        )
        if (taken === refused.has(character))
          expect.fail(`U+${code.toString(16)} is taken by one and refused by the other`)
      }
    },
  )
})
