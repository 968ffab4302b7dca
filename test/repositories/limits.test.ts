/**
 * The readers and the schema's checks know the same limits: what a reader takes the server takes too, and what is
 * past a limit is refused by both.
 */

import { describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { readCurrency } from '../../src/input/currency.js'
import type { CreateUserInput, SetStripeIdsInput } from '../../src/repositories/users/user.js'
import { emailAddress } from '../../src/input/email-address.js'
import { readUsername } from '../../src/repositories/users/user-input.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { shownAs, showExactPlaces } from '../setup/market/show-exact-places.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)
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
    takes: ['a+b@example.co.uk', 'سوق@xn--mgbh0fb.xn--mgbaam7a8h', "o'neil@e-x.ae"],
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
    takes: ['AED', 'JPY', 'KWD', 'XCG'],
    refuses: ['aed', 'AE', 'AEDX', 'AE1', 'AE ', '', 'ÄED', 'ZZZ', 'XXX'],
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

const streamLimits: readonly Limit[] = [
  length('ck_streams_title_length', 'title', [1, 200]),
  length('ck_streams_description_length', 'description', [0, 10_000]),
  length('ck_streams_rtmp_url_length', 'rtmpUrl', [1, 2048], (size) =>
    'rtmps://a.example/'.padEnd(size, 'x'),
  ),
  length('ck_streams_stream_key_length', 'streamKey', [1, 255]),
  length('ck_streams_hls_url_length', 'hlsUrl', [1, 2048], url),
  length('ck_streams_thumbnail_url_length', 'thumbnailUrl', [1, 2048], url),
]

const paper = { kind: 'other', storageKey: 'a' }
const papers = (count: number) => Array.from({ length: count }, () => paper)

const verificationLimits: readonly Limit[] = [
  {
    constraint: 'ck_verifications_documents_shape',
    field: 'documents',
    takes: [
      papers(1),
      papers(20),
      ['emirates_id_front', 'emirates_id_back', 'trade_license'].map((kind) => ({ ...paper, kind })),
      [{ ...paper, contentType: 'image/jpeg' }],
      [{ ...paper, storageKey: text(1000) }],
    ],
    refuses: [
      papers(21),
      {},
      paper,
      [null],
      ['other'],
      [[paper]],
      [papers(1)[0], {}],
      [{ kind: 'other' }],
      [{ storageKey: 'a' }],
      [{ ...paper, kind: 'passport' }],
      [{ ...paper, kind: ['other'] }],
      [{ ...paper, kind: null }],
      [{ ...paper, storageKey: '' }],
      [{ ...paper, storageKey: 1 }],
      [{ ...paper, storageKey: ['a'] }],
      [{ ...paper, contentType: null }],
      [{ ...paper, contentType: ['image/jpeg'] }],
      [{ ...paper, url: 'https://example.com/1.png' }],
    ],
  },
]

/** Checks of what no input of a repository sets, and of places, which the type itself folds before the check. */
const notOfInput = [
  // The reader writes the one spelling: test/schema/identity.test.ts.
  'ck_users_email_spelling',
  'ck_products_view_count_not_negative',
  'ck_products_like_count_not_negative',
  'ck_products_sold_not_available',
  // A price and its currency together: test/repositories/currencies.test.ts.
  'ck_products_price_step',
  'ck_products_original_price_step',
  // The erasure's.
  'ck_users_erased_closed',
  // A moderator's command.
  'ck_products_hidden_not_available',
  // The state of a stream and its times are set by its commands; counts have a test of their own.
  'ck_streams_viewer_count_not_negative',
  'ck_streams_total_views_not_negative',
  'ck_streams_duration_not_negative',
  'ck_streams_started_unless_scheduled',
  'ck_streams_ended_exactly_when_ended',
  'ck_streams_ended_after_start',
  // The decision has a method of its own; and the shape of the documents is narrower than any container.
  'ck_verifications_documents_container',
  'ck_verifications_rejection_reason_length',
  'ck_verifications_reason_exactly_when_rejected',
  'ck_verifications_reviewed_unless_pending',
  'ck_verifications_reviewed_after_submitted',
]

type TableName = 'users' | 'products' | 'streams' | 'verifications'

/** The columns that no row shows. */
const secrets = ['passwordHash', 'rtmpUrl', 'streamKey']

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** What a row has besides what is given, in every column that has no null. */
const defaults: Readonly<Record<TableName, object>> = {
  users: { role: 'buyer', isVerified: false, isActive: true },
  products: {
    currency: 'AED',
    feedType: 'discover',
    viewCount: 0,
    likeCount: 0,
    isAvailable: true,
    imageUrls: [],
    tags: [],
  },
  streams: { status: 'scheduled', streamType: 'live', viewerCount: 0, totalViews: 0 },
  verifications: { status: 'pending', submittedAt: '2026-01-01T00:00:00Z' },
}

/** Inserts a row past the readers. */
async function insertUnread(table: TableName, given: object): Promise<void> {
  const now = new Date().toISOString()
  const row = { ...defaults[table], id: newId(), createdAt: now, updatedAt: now, ...given }
  const columns = Object.entries(row).map(([field, value]) => [columnOf(field), value as unknown] as const)
  const names = columns.map(([name]) => name).join(', ')
  const insert = query<{ readonly row: object }, object>(
    `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, :row!::jsonb)`,
    { row: 'jsonb' },
  )
  await db.execute(insert, { row: Object.fromEntries(columns) })
}

const tables: readonly {
  readonly table: TableName
  readonly limits: readonly Limit[]
  /** The columns that a row cannot do without. */
  readonly needs: () => object
  readonly create: (row: never) => Promise<object>
}[] = [
  {
    table: 'users',
    limits: userLimits,
    needs: sampleUser,
    create: createUser,
  },
  {
    table: 'products',
    limits: productLimits,
    needs: () => sampleProduct(seller),
    create: (row) => db.products.create(row),
  },
  {
    table: 'streams',
    limits: streamLimits,
    needs: () => sampleStream(seller),
    create: (row) => db.streams.create(row),
  },
  {
    table: 'verifications',
    limits: verificationLimits,
    needs: () => sampleVerification(nextUser()),
    create: (row) => db.verifications.submit(row),
  },
]

/** Creates a user, and sets the ids at Stripe, which no input of a new user has. */
async function createUser(given: CreateUserInput & Omit<SetStripeIdsInput, 'userId'>) {
  const { stripeCustomerId, stripeConnectAccountId, ...input } = given
  const user = await db.users.create(input)
  if (stripeCustomerId === undefined && stripeConnectAccountId === undefined) return user
  return db.users.setStripeIds({ userId: user.id, stripeCustomerId, stripeConnectAccountId })
}

/** Who hands in papers: each once, for one decision is waited for at a time. */
const submitters = await db.users.createMany(Array.from({ length: 60 }, () => sampleUser()))
function nextUser(): string {
  const user = submitters.pop()
  if (user === undefined) throw new Error('there are too few users')
  return user
}

describe.each(tables)('the limits of $table', ({ table, limits, needs, create }) => {
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
        const row = await create({ ...needs(), [field]: value } as never)
        if (!secrets.includes(field)) expect(Reflect.get(row, shownAs(field))).toEqual(value)
      }
    },
  )

  it.each(limits)('of $field ($constraint) are refused by both past them', async (limit) => {
    for (const value of limit.refuses) {
      const byReader = await rejection(
        create({ ...needs(), [limit.field]: value } as never),
        InvalidInputError,
      )
      expect(byReader.field).toMatch(new RegExp(`^${limit.field}\\b`))
      const byServer = await rejection(
        insertUnread(table, { ...needs(), [limit.field]: value }),
        ConstraintError,
      )
      expect(byServer).toMatchObject({ kind: 'check', constraint: limit.constraint })
    }
  })
})

describe.each(tables.slice(0, 2))('the limits of a place of $table', ({ table, needs }) => {
  it.each([
    ['an empty point', '0101000020E6100000000000000000F87F000000000000F87F'],
    ['NaN for a latitude', '0101000020E61000000000000000004940000000000000F87F'],
  ])('leave out %s', async (_, location) => {
    const error = await rejection(insertUnread(table, { ...needs(), location }), ConstraintError)
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
      const taken = refused.filter((character) => isTaken(emailAddress, frame.replace('*', character)))
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
