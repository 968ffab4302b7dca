/** The limits of each role, tried one by one, and what it must be able to do. */

// Thorough: tries each limit of each role.

import { describe, expect, it } from 'vitest'
import { queries } from '../../generated/queries.js'
import { textsOf } from '../../src/engine/statement/texts.js'
import { packageRights } from '../../src/roles/package-rights.js'
import type { RoleKind } from '../../src/roles/role-names.js'
import { tableRights } from '../../src/roles/rights.js'
import { openRoledDatabase } from '../setup/roles/roled-database.js'

const { names, admin, refusalOf } = await openRoledDatabase()

/** Statements that write no row, for the right is asked for first. */
const statements = {
  select: (table: string) => `select from ${table} limit 0`,
  update: (table: string, column: string) => `update ${table} set ${column} = null where false`,
  delete: (table: string) => `delete from ${table} where false`,
  truncate: (table: string) => `truncate ${table}`,
}

/** The plans of every text of every query that a role is refused, by the names of the queries. */
async function refusedQueries(kind: RoleKind): Promise<ReadonlySet<string>> {
  const refused = new Set<string>()
  await admin.query(`set role ${admin.escapeIdentifier(names[kind])}`)
  await admin.query('set plan_cache_mode = force_generic_plan')
  let texts = 0
  try {
    for (const query of queries) {
      const { name = '', file = '' } = query.metadata ?? {}
      if (file === 'invariants.sql') continue
      for (const { text, parameters } of textsOf(query)) {
        texts++
        await admin.query(`prepare asked as ${text}`)
        const values = Array.from({ length: parameters }, () => 'null').join(', ')
        try {
          // Rights are asked for before anything is done, and for every table of a statement.
          await admin.query(`explain execute asked${values === '' ? '' : `(${values})`}`)
        } catch (error) {
          expect(error).toMatchObject({ code: '42501' })
          refused.add(name)
        }
        await admin.query('deallocate asked')
      }
    }
  } finally {
    await admin.query('reset role')
    await admin.query('reset plan_cache_mode')
  }
  expect(texts).toBeGreaterThan(500)
  return refused
}

const accountQueries = [
  ...[
    'createUser',
    'createUsers',
    'deleteUser',
    'findCredentials',
    'rehashPassword',
    'resetPassword',
    'setPasswordHash',
  ],
  ...['eraseUser', 'exportPersonalData'],
  ...['startSession', 'refreshSession', 'findSession', 'findSessionOfToken', 'listSessions', 'endSession'],
  ...['revokeSession', 'revokeSessions', 'issueToken', 'consumeToken', 'consumeCode'],
]

/** The batches of `souk-db maintain`, which only the owner runs. */
const ownersQueries = [
  ...['applyProductActivity', 'collectSearchTerms', 'deleteExpiredKeys', 'deleteOldAnalyticsSalts'],
  ...[
    'deleteOldNotifications',
    'deleteOldSessions',
    'deleteOldTokens',
    'foldMapChanges',
    'forgetSearchTerms',
    'recountMapCells',
  ],
]

describe('the queries of this package', () => {
  it('are all open to the application, but those of accounts and of maintenance', async () => {
    expect([...(await refusedQueries('app'))].sort()).toEqual([...accountQueries, ...ownersQueries].sort())
  })

  it('of accounts are open to auth, and none of the marketplace', async () => {
    const refused = await refusedQueries('auth')
    expect(accountQueries.filter((name) => refused.has(name))).toEqual([])
    const market = [
      'sendMessage',
      'makeOffer',
      'createProduct',
      'openPayment',
      'decideCase',
      'findProduct',
      'setRole',
    ]
    expect(market.filter((name) => !refused.has(name))).toEqual([])
  })
})

describe('on each table and column', () => {
  it.each(['app', 'auth', 'readonly', 'replica'] as const)(
    '%s has what is written down, and no more',
    async (kind) => {
      const has = async (right: string, table: string, column: string) => {
        const { rows } = await admin.query<{ has: boolean }>(
          right === 'delete'
            ? 'select has_table_privilege($1, $2, $3) as has'
            : 'select has_column_privilege($1, $2, $4, $3) as has',
          right === 'delete' ? [names[kind], table, right] : [names[kind], table, right, column],
        )
        return rows[0]?.has
      }
      const wrong: string[] = []
      for (const [table, rights] of packageRights) {
        const { rows } = await admin.query<{ column: string }>(
          'select attname::text as column from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped',
          [table],
        )
        for (const { column } of rows) {
          for (const right of tableRights) {
            const extent = rights[kind]?.[right]
            const expected = extent === true || extent?.columns.includes(column) === true
            if ((await has(right, table, column)) !== expected) wrong.push(`${right} ${table}.${column}`)
          }
        }
      }
      expect(wrong).toEqual([])
    },
  )
})

describe('is refused', () => {
  const tables = [...packageRights.keys()].filter((name) => name !== 'product_cards' && name !== 'profiles')

  it.each(['app', 'auth', 'readonly', 'replica'] as const)('%s: TRUNCATE of any table', async (kind) => {
    for (const table of tables) {
      expect([table, await refusalOf(names[kind], statements.truncate(table))]).toEqual([table, '42501'])
    }
  })

  it.each<[RoleKind, string]>(
    (['app', 'auth', 'readonly', 'replica'] as const).flatMap((kind) =>
      [
        'create table mine (id integer)',
        'create temporary table mine (id integer)',
        'create function mine() returns integer language sql return 1',
        'create schema mine',
        'alter table users add column mine text',
        'alter table payment_facts disable trigger all',
        'drop table messages',
        'create index on users (bio)',
        "comment on column users.email is '@impersonal'",
        'create trigger mine before insert on users for each row execute function keep_first_anchor()',
        'alter table messages owner to current_user',
        'create role mine',
        'alter default privileges grant select on tables to public; create table mine ()',
        "copy users to program 'true'",
        "set session_replication_role = 'replica'",
      ].map((statement): [RoleKind, string] => [kind, statement]),
    ),
  )('%s: %s', async (kind, statement) => {
    expect(await refusalOf(names[kind], statement)).toBe('42501')
  })

  it.each<[string]>([
    ['select password_hash from users'],
    ['select users from users'],
    ['update users set password_hash = null'],
    ["insert into users (email, username) values ('a@example.com', 'aaa')"],
    ['delete from users'],
    ['update users set id = id'],
    ['select from sessions'],
    ['select from tokens'],
    ['insert into sessions default values'],
    ['update tokens set expires_at = now()'],
    ['select from place_anchors'],
    ['delete from transactions'],
    ['update transactions set amount_minor = 1'],
    ['update transactions set buyer_id = seller_id'],
    ['delete from payment_facts'],
    ['update payment_facts set payment_id = payment_id'],
    ['update payment_facts set stripe_id = stripe_id'],
    ['update moderation_actions set note = null'],
    ['delete from moderation_actions'],
    ['update reports set details = null'],
    ['delete from reports'],
    ['delete from moderation_cases'],
    ['delete from offers'],
    ['update offers set amount_minor = 1'],
    ['update messages set content = null'],
    ['update messages set sender_id = sender_id'],
    ["update verifications set documents = '[]'"],
    ['delete from reviews'],
    ['delete from conversations'],
    ['delete from verifications'],
    ['update outbox set payload = payload'],
    ['delete from outbox'],
    ['insert into event_log (position) values (1)'],
    ['update event_log set payload = payload'],
    ['delete from event_log'],
    ['select from event_log_0'],
    ['insert into event_log_0 (position) values (1)'],
    ['update event_head set position = 0'],
    ['update analytics_events set country = null'],
    ['delete from analytics_events'],
    ['select from erasures'],
    ["insert into erasures (user_id, changes) values (gen_random_uuid(), '[]')"],
    ['update migrations set hash = hash'],
    ['select * from erase_user(gen_random_uuid(), false)'],
    ['select * from export_personal_data(gen_random_uuid())'],
    ['select delete_user(gen_random_uuid())'],
    ["select revoke_access(gen_random_uuid(), 'revoked', null)"],
    ['alter table event_log detach partition event_log_0'],
  ])('app: %s', async (statement) => {
    expect(await refusalOf(names.app, statement)).toBe('42501')
  })
  it.each<[string]>([
    ['select from messages'],
    ['select from products'],
    ['select from transactions'],
    ['select location from users'],
    ["update users set role = 'admin'"],
    ['update users set is_verified = true'],
    ['update users set is_active = true'],
    ['update users set stripe_connect_account_id = null'],
    ['select from outbox'],
    ['delete from users'],
    ['delete from sessions'],
    ['delete from tokens'],
    ['select number_events(1)'],
    ['select ensure_event_partitions(1)'],
  ])('auth: %s', async (statement) => {
    expect(await refusalOf(names.auth, statement)).toBe('42501')
  })

  it.each<[string]>([
    ['select email from users'],
    ['select location from products'],
    ['select content from messages'],
    ['select documents from verifications'],
    ['select stream_key from streams'],
    ['select body from webhook_events'],
    ['select from sessions'],
    ["update products set title = ''"],
    ['delete from wishlists'],
    ['insert into follows default values'],
    ['select number_events(1)'],
    ["select nextval(pg_get_serial_sequence('outbox', 'seq'))"],
  ])('readonly: %s', async (statement) => {
    expect(await refusalOf(names.readonly, statement)).toBe('42501')
  })
})

describe('whoever only reads', () => {
  it.each([
    'select * from profiles',
    'select * from product_cards',
    'select count(*) from messages',
    'select * from migrations',
  ])('may %s', async (statement) => {
    expect(await refusalOf(names.readonly, statement)).toBeNull()
  })
})
