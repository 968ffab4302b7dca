import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogue, type Catalogue, type Table } from '../../src/cli/schema/catalogue.js'
import { openPhase1, type OpenDatabase } from '../setup/schema/open-phase-1.js'

let database: OpenDatabase
let catalogue: Catalogue

beforeAll(async () => {
  database = await openPhase1()
  catalogue = await readCatalogue(database.client)
})
afterAll(async () => await database.close())

/** Columns with their types, in order; `?` stands behind what may be null. */
const columns = {
  users: `id uuid, email citext, username citext, phone text?, password_hash text?, full_name text?,
    avatar_url text?, bio text?, role user_role, is_verified boolean, is_active boolean,
    location geography(Point,4326)?, neighborhood text?, building_name text?,
    last_login_at timestamp with time zone?, stripe_customer_id text?, stripe_connect_account_id text?`,
  products: `id uuid, seller_id uuid, title text, description text?, price_minor bigint,
    original_price_minor bigint?, currency text, category product_category, condition product_condition,
    feed_type feed_type, location geography(Point,4326)?, neighborhood text?, is_available boolean,
    view_count integer, like_count integer, image_urls text[], video_url text?, video_thumbnail_url text?,
    tags text[], sold_at timestamp with time zone?`,
  streams: `id uuid, user_id uuid, title text, description text?, category product_category,
    status stream_status, stream_type stream_type, rtmp_url text?, stream_key text?, hls_url text?,
    thumbnail_url text?, viewer_count integer, total_views integer, duration_seconds integer?,
    started_at timestamp with time zone?, ended_at timestamp with time zone?`,
  conversations: `id uuid, buyer_id uuid, seller_id uuid, product_id uuid?, last_message_id uuid?,
    last_message_at timestamp with time zone?, buyer_unread_count integer, seller_unread_count integer,
    archived_by uuid[]`,
  messages: `id uuid, conversation_id uuid, sender_id uuid, message_type message_type, content text?,
    image_urls text[], offer_data jsonb?, read_at timestamp with time zone?`,
  offers: `id uuid, product_id uuid, conversation_id uuid, buyer_id uuid, seller_id uuid, amount_minor bigint,
    message text?, status offer_status, expires_at timestamp with time zone?`,
  transactions: `id uuid, buyer_id uuid, seller_id uuid, product_id uuid, amount_minor bigint, currency text,
    platform_fee_minor bigint, seller_payout_minor bigint, feed_type feed_type, status transaction_status,
    stripe_payment_intent_id text?, stripe_charge_id text?, stripe_transfer_id text?, payment_method text?,
    completed_at timestamp with time zone?`,
  verifications: `id uuid, user_id uuid, verification_type verification_type, status verification_status,
    documents jsonb, rejection_reason text?, submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone?`,
}

const enums = {
  feed_type: 'discover, community',
  message_type: 'text, image, offer, system',
  offer_status: 'pending, accepted, declined, countered, expired, cancelled',
  product_category:
    'trading_cards, mens_fashion, sneakers, sports_cards, collectibles, electronics, home_decor, beauty, kids_baby, furniture, books, other',
  product_condition: 'new, like_new, good, fair',
  stream_status: 'scheduled, live, ended',
  stream_type: 'live, recorded',
  transaction_status: 'pending, completed, failed, refunded, cancelled',
  user_role: 'buyer, seller, both, admin',
  verification_status: 'pending, approved, rejected',
  verification_type: 'emirates_id, trade_license, both',
}

const indexes = [
  'conversations_pkey: unique btree (id)',
  'idx_products_location: gist (location)',
  'idx_users_location: gist (location)',
  'ix_conversations_buyer: btree (buyer_id)',
  'ix_conversations_buyer_seller: btree (buyer_id, seller_id)',
  'ix_conversations_last_message: btree (last_message_id)',
  'ix_conversations_product: btree (product_id)',
  'ix_conversations_seller: btree (seller_id)',
  'ix_messages_conversation: btree (conversation_id)',
  'ix_messages_sender: btree (sender_id)',
  'ix_offers_buyer: btree (buyer_id)',
  'ix_offers_conversation: btree (conversation_id)',
  'ix_offers_product: btree (product_id)',
  'ix_offers_seller: btree (seller_id)',
  'ix_offers_status: btree (status)',
  'ix_products_category_feed: btree (category, feed_type)',
  'ix_products_is_available: btree (is_available)',
  'ix_products_seller: btree (seller_id)',
  'ix_streams_category: btree (category)',
  'ix_streams_status: btree (status)',
  'ix_streams_user: btree (user_id)',
  'ix_transactions_buyer: btree (buyer_id)',
  'ix_transactions_product: btree (product_id)',
  'ix_transactions_seller: btree (seller_id)',
  'ix_transactions_status: btree (status)',
  'ix_verifications_status: btree (status)',
  'ix_verifications_user: btree (user_id)',
  'messages_pkey: unique btree (id)',
  'offers_pkey: unique btree (id)',
  'products_pkey: unique btree (id)',
  'streams_pkey: unique btree (id)',
  'transactions_pkey: unique btree (id)',
  'users_email_key: unique btree (email)',
  'users_phone_key: unique btree (phone)',
  'users_pkey: unique btree (id)',
  'users_username_key: unique btree (username)',
  'verifications_pkey: unique btree (id)',
]

const foreignKeys = [
  'fk_conversations_buyer: conversations.buyer_id -> users, cascade',
  'fk_conversations_last_message: conversations.last_message_id -> messages, set null',
  'fk_conversations_product: conversations.product_id -> products, set null',
  'fk_conversations_seller: conversations.seller_id -> users, cascade',
  'fk_messages_conversation: messages.conversation_id -> conversations, cascade',
  'fk_messages_sender: messages.sender_id -> users, cascade',
  'fk_offers_buyer: offers.buyer_id -> users, cascade',
  'fk_offers_conversation: offers.conversation_id -> conversations, cascade',
  'fk_offers_product: offers.product_id -> products, cascade',
  'fk_offers_seller: offers.seller_id -> users, cascade',
  'fk_products_seller: products.seller_id -> users, cascade',
  'fk_streams_user: streams.user_id -> users, cascade',
  'fk_transactions_buyer: transactions.buyer_id -> users, restrict',
  'fk_transactions_product: transactions.product_id -> products, restrict',
  'fk_transactions_seller: transactions.seller_id -> users, restrict',
  'fk_verifications_user: verifications.user_id -> users, cascade',
]

/** Columns whose name says everything: what they mean, in which unit, and when they are null. */
const selfExplanatory = new Set(
  `id created_at updated_at user_id buyer_id seller_id product_id conversation_id title description full_name avatar_url
   role building_name last_login_at category condition feed_type status stream_type message_type
   verification_type submitted_at thumbnail_url video_url video_thumbnail_url`.split(/\s+/),
)

describe('the catalogue after the first migration', () => {
  test('holds eight tables and no other relation', async () => {
    expect(catalogue.tables.map(({ name }) => name)).toEqual(Object.keys(columns).sort())
    // Asked again without the reader, so that its own filters are not what makes this true.
    const { rows } = await database.client.query(
      `select relname, relkind::text from pg_class
       where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
         and relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_|^(information_schema|tiger|tiger_data|topology)$')
         and relname <> 'migrations'
         and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
       order by relname`,
    )
    expect(rows).toEqual(
      Object.keys(columns)
        .sort()
        .map((relname) => ({ relname, relkind: 'r' })),
    )
  })

  test.each(Object.entries(columns))('%s has its columns, types and nulls in order', (name, expected) => {
    const found = table(name).columns.map(({ name, type, notNull }) => `${name} ${type}${notNull ? '' : '?'}`)
    const own = expected.replaceAll(/\s+/g, ' ').split(', ')
    expect(found).toEqual([
      ...own,
      'created_at timestamp with time zone',
      'updated_at timestamp with time zone',
    ])
  })

  test('has 19, 22, 18, 11, 10, 11, 17 and 10 columns', () => {
    const counts = Object.keys(columns).map((name) => table(name).columns.length)
    expect(counts).toEqual([19, 22, 18, 11, 10, 11, 17, 10])
  })

  test('gives ids and times to rows that bring none', () => {
    for (const { columns } of catalogue.tables) {
      const defaults = Object.fromEntries(columns.map((column) => [column.name, column.default]))
      expect(defaults).toMatchObject({ id: 'uuidv7()', created_at: 'now()', updated_at: 'now()' })
    }
  })

  test('has the vocabularies, in their order', () => {
    const found = catalogue.enums.map(({ name, values }) => [name, values.join(', ')])
    expect(Object.fromEntries(found)).toEqual(enums)
  })

  test('has thirty-seven indexes, by name and definition', async () => {
    const found = catalogue.tables.flatMap(({ name: table, indexes }) =>
      indexes.map(({ name, isUnique, definition }) => {
        const head = `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} USING `
        expect(definition.startsWith(head)).toBe(true)
        return `${name}: ${isUnique ? 'unique ' : ''}${definition.slice(head.length)}`
      }),
    )
    expect(found.sort()).toEqual(indexes)
    expect(indexes).toHaveLength(37)
    const { rows } = await database.client.query(
      `select count(*)::int as valid from pg_index
       where indisvalid and indisready and indrelid in (
         select oid from pg_class where relnamespace = 'public'::regnamespace and relname <> 'migrations'
           and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e'))`,
    )
    expect(rows).toEqual([{ valid: 37 }])
  })

  test('has sixteen foreign keys with the delete rules of the domain', () => {
    const found = catalogue.tables.flatMap(({ name, constraints }) =>
      constraints
        .filter(({ kind }) => kind === 'foreign key')
        .map((key) => `${key.name}: ${name}.${key.columns.join()} -> ${key.references}, ${key.onDelete}`),
    )
    expect(found.sort()).toEqual(foreignKeys)
    expect(foreignKeys).toHaveLength(16)
  })

  test('has an index that begins with each foreign key', () => {
    for (const { constraints, indexes } of catalogue.tables) {
      for (const key of constraints.filter(({ kind }) => kind === 'foreign key')) {
        expect(indexes.map(({ columns }) => columns)).toContainEqual(key.columns)
      }
    }
  })

  test('has three unique constraints besides the primary keys, all on users', () => {
    const found = catalogue.tables.flatMap(({ name, constraints }) =>
      constraints.filter(({ kind }) => kind === 'unique').map((unique) => [name, unique.columns.join()]),
    )
    expect(found).toEqual([
      ['users', 'email'],
      ['users', 'phone'],
      ['users', 'username'],
    ])
  })

  test('names every constraint after its table and its rule', () => {
    for (const { name: table, constraints } of catalogue.tables) {
      for (const { name, kind, columns } of constraints) {
        const pattern = {
          'primary key': `^${table}_pkey$`,
          unique: `^${table}_${columns.join('_')}_key$`,
          check: `^ck_${table}_[a-z0-9_]+$`,
          'foreign key': `^fk_${table}_${columns.join('_').replaceAll('_id', '')}$`,
          exclusion: '^never$',
        }[kind]
        expect(name).toMatch(new RegExp(pattern))
      }
    }
  })

  test('keeps updated_at by one trigger on every table', () => {
    for (const { name, triggers } of catalogue.tables) {
      expect(triggers.map(({ definition }) => definition)).toEqual([
        `CREATE TRIGGER tr_${name}_updated_at BEFORE UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION set_updated_at()`,
      ])
    }
  })

  test('explains every table, every vocabulary, every function, and every column that needs it', () => {
    const silent = [
      ...catalogue.enums.filter(isSilent).map(({ name }) => name),
      ...catalogue.functions.filter(isSilent).map(({ signature }) => signature),
      ...catalogue.tables.filter(isSilent).map(({ name }) => name),
      ...catalogue.tables.flatMap(({ columns }) =>
        columns
          .filter(isSilent)
          .filter(({ name }) => !selfExplanatory.has(name))
          .map(({ table, name }) => `${table}.${name}`),
      ),
    ]
    expect(silent).toEqual([])
  })

  test('limits the length of every text', () => {
    for (const { name, columns, constraints } of catalogue.tables) {
      const checked = new Set(
        constraints.filter(({ kind }) => kind === 'check').flatMap(({ columns }) => columns),
      )
      const free = columns
        .filter(({ type }) => ['text', 'citext', 'text[]', 'jsonb'].includes(type))
        .filter((column) => !checked.has(column.name))
      expect(free.map((column) => `${name}.${column.name}`)).toEqual([])
    }
  })

  test('keeps a function from being led astray by the search path of its caller', async () => {
    const { rows } = await database.client.query<{ name: string; pinned: boolean }>(
      `select proname as name, prosqlbody is not null or proconfig @> '{"search_path=\\"\\""}' as pinned
       from pg_proc
       where pronamespace = 'public'::regnamespace
         and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`,
    )
    expect(rows.map(({ name }) => name)).toContain('set_updated_at')
    expect(rows.filter(({ pinned }) => !pinned)).toEqual([])
  })
})

function isSilent({ comment }: { readonly comment: string | null }): boolean {
  return comment === null
}

function table(name: string): Table {
  const found = catalogue.tables.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`there is no table ${name}`)
  return found
}
