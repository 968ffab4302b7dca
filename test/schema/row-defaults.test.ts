import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPhase1, type OpenDatabase } from '../setup/schema/open-phase-1.js'
import { insertParties, insertRow, type Parties, type TableName } from '../setup/schema/sample-rows.js'

let database: OpenDatabase
let parties: Parties

beforeAll(async () => {
  database = await openPhase1()
  parties = await insertParties(database.client)
})
afterAll(async () => await database.close())

describe('an id that the database gives', () => {
  test('is a UUID of version 7 that holds the moment it was made', async () => {
    const { rows } = await database.client.query<{ id: string; before: number; after: number }>(
      `select
         before.moment as before,
         (select uuidv7()::text) as id,
         extract(epoch from clock_timestamp())::float8 * 1000 as after
       from (select extract(epoch from clock_timestamp())::float8 * 1000 as moment offset 0) as before`,
    )
    const { id, before, after } = rows[0] ?? { id: '', before: NaN, after: NaN }
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const madeAt = Number.parseInt(id.slice(0, 13).replace('-', ''), 16)
    // The clocks of the embedded database differ by up to a millisecond.
    expect(madeAt).toBeGreaterThanOrEqual(Math.floor(before) - 1)
    expect(madeAt).toBeLessThanOrEqual(after)
  })

  test('follows the one before it, within a millisecond too', async () => {
    const { rows } = await database.client.query<{ ids: string[] }>(
      'select array_agg(uuidv7() order by place)::text[] as ids from generate_series(1, 5000) as place',
    )
    const ids = rows[0]?.ids ?? []
    expect(new Set(ids).size).toBe(5000)
    const milliseconds = new Set(ids.map((id) => id.slice(0, 13)))
    expect(milliseconds.size).toBeLessThan(2500)
    const outOfOrder = ids.filter((id, place) => id < (ids[place - 1] ?? ''))
    expect(outOfOrder).toEqual([])
  })

  test('does not depend on the time zone', async () => {
    const { rows } = await database.client.query<{ drift: number }>(
      `select max(abs(('x' || lpad(left(replace(id, '-', ''), 12), 16, '0'))::bit(64)::bigint
                      - extract(epoch from clock_timestamp()) * 1000))::float8 as drift
       from (
         select uuidv7()::text as id from (values ('Asia/Dubai'), ('UTC'), ('America/Caracas')) as zone (name)
         where set_config('TimeZone', zone.name, false) is not null
       ) as made`,
    )
    expect(rows[0]?.drift).toBeLessThan(60_000)
  })

  test('gives way to the caller’s own', async () => {
    const own = '01900000-0000-7000-8000-00000000000a'
    expect(await insertRow(database.client, 'users', parties, { id: own })).toBe(own)
  })
})

describe('updated_at', () => {
  test.each([
    ['users', 'bio', 'New here'],
    ['products', 'title', 'Suede sandals'],
    ['streams', 'title', 'Saturday sale'],
    ['conversations', 'buyer_unread_count', 1],
    ['messages', 'content', 'Gone?'],
    ['offers', 'message', 'Cash'],
    ['transactions', 'payment_method', 'card'],
    ['verifications', 'documents', '{}'],
  ] as const)(
    'of %s is the time of the last change, whatever the caller says',
    async (table, column, value) => {
      const id = await insertLongAgo(table)
      await database.client.query(
        `update ${table} set ${column} = $1, updated_at = '2020-01-01T00:00:00Z' where id = $2`,
        [value, id],
      )
      const { rows } = await database.client.query(
        `select updated_at > now() - interval '1 minute' as fresh, created_at = '2020-01-01T00:00:00Z' as kept
       from ${table} where id = $1`,
        [id],
      )
      expect(rows).toEqual([{ fresh: true, kept: true }])
    },
  )
})

describe('a caller whose search path has functions of the same names', () => {
  test('changes neither ids nor times', async () => {
    const { client } = database
    const existing = await insertLongAgo('users')
    await client.query('begin')
    await client.query('create schema mischief')
    await client.query('set local search_path = mischief')
    await client.query(`
      create function now() returns timestamptz language sql return timestamptz '1999-01-01';
      create function clock_timestamp() returns timestamptz language sql return timestamptz '1999-01-01';
      create function gen_random_uuid() returns uuid language sql return uuid '00000000-0000-4000-8000-000000000000'`)
    await client.query('set local search_path = mischief, pg_catalog, public')
    const made = await insertRow(client, 'users', parties)
    await client.query(`update users set bio = '' where id = $1`, [existing])
    const { rows } = await client.query(
      `select
         (select extract(year from updated_at) > 2020 from users where id = $1) as updated,
         (select extract(year from created_at) > 2020 from users where id = $2) as created`,
      [existing, made],
    )
    await client.query('rollback')
    expect(rows).toEqual([{ updated: true, created: true }])
    expect(made > parties.conversation).toBe(true)
    expect(made).not.toContain('8000-000000000000')
  })
})

describe('a value that only one user may have', () => {
  test.each([
    ['email', 'Noura@Example.ae', 'noura@example.AE', 'users_email_key'],
    ['username', 'Noura_K', 'noura_k', 'users_username_key'],
    ['phone', '+971501234567', '+971501234567', 'users_phone_key'],
  ])('%s is taken once, whatever its case', async (column, first, second, constraint) => {
    await insertRow(database.client, 'users', parties, { [column]: first })
    await expect(insertRow(database.client, 'users', parties, { [column]: second })).rejects.toMatchObject({
      code: '23505',
      constraint,
    })
    const { rows } = await database.client.query(`select ${column} from users where ${column} = $1`, [second])
    expect(rows).toEqual([{ [column]: first }])
  })
})

async function insertLongAgo(table: TableName): Promise<string> {
  const long = '2020-01-01T00:00:00Z'
  return await insertRow(database.client, table, parties, { created_at: long, updated_at: long })
}
