/** The comparison of tables that are larger than a slice. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareTable, sumAlone, type Difference } from '../../src/backup/rows/compare-rows.js'
import { checksum } from '../../src/backup/rows/slice.js'
import { listTables, type Table } from '../../src/backup/rows/table.js'
import { Session } from '../../src/backup/session.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { withAdmin } from '../../src/testing/admin-connection.js'
import { transactionPooler } from '../setup/network/transaction-pooler.js'

const tables = `
create table numbers (n integer primary key, word text, made_at timestamptz default now(), doubled integer generated always as (n * 2) stored);
create table pairs (day date, kind text, n bigint, primary key (day, n));
create table days (day date, at timestamptz, note text, primary key (at, day)) partition by range (at);
create table days_of_before partition of days for values from (minvalue) to ('2026-01-02');
create table days_of_later partition of days for values from ('2026-01-02') to (maxvalue);
create table words (word text primary key);
create table loose (n integer)`

const first = `
insert into numbers (n, word) select n, 'word ' || n from generate_series(1, 12001) as n;
insert into pairs select date '2026-01-01' + (n % 3), 'a', n from generate_series(1, 6000) as n;
insert into days select date '2026-01-01', timestamptz '2026-01-01' + n * interval '0.000001 s' + n % 2 * interval '3 days', null from generate_series(1, 11000) as n;
insert into words select 'word ' || n from generate_series(1, 100) as n;
insert into loose select n from generate_series(1, 100) as n`

/** The same rows, written in another order into other columns. */
const second = `
create table other (word text, n integer);
alter table numbers drop column doubled, drop column made_at, add column made_at timestamptz default now();
insert into other select 'word ' || n, n from generate_series(12001, 1, -1) as n;
insert into numbers (n, word, made_at) select n, word, now() from other;
drop table other;
insert into pairs select date '2026-01-01' + (n % 3), 'a', n from generate_series(6000, 1, -1) as n;
insert into days select date '2026-01-01', timestamptz '2026-01-01' + n * interval '0.000001 s' + n % 2 * interval '3 days', null from generate_series(11000, 1, -1) as n;
insert into words select 'word ' || n from generate_series(100, 1, -1) as n;
insert into loose select n from generate_series(100, 1, -1) as n`

const [one, other] = await Promise.all([
  createTestDatabase({ migrations: 'none' }),
  createTestDatabase({ migrations: 'none' }),
])
let from: Session
let against: Session

const run = (url: string, text: string) => withAdmin(url, (client) => client.query(text))

beforeAll(async () => {
  await run(one.url, `set time zone 'UTC'; ${tables}; ${first}; update numbers set made_at = '2026-01-01'`)
  await run(other.url, `set time zone 'UTC'; ${tables}; ${second}; update numbers set made_at = '2026-01-01'`)
  const options = { signal: new AbortController().signal, statementTimeout: '0' }
  ;[from, against] = await Promise.all([Session.open(one.url, options), Session.open(other.url, options)])
})

afterAll(async () => {
  await Promise.all([from.close(), against.close()])
  await Promise.all([one.drop(), other.drop()])
})

async function tableOf(name: string): Promise<Table> {
  const table = (await listTables(from)).find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`there is no ${name}`)
  return table
}

async function compare(name: string, at: Date | null = null) {
  const table = await tableOf(name)
  const moved: string[] = []
  const compared = await compareTable(table, { from, against, at, onMoved: (key) => moved.push(key) })
  return { ...compared, moved }
}

const none: Difference = { lost: 0, changed: 0, extra: 0, moved: 0, undated: 0, keys: [] }

it.each([
  ['numbers', 12_001, none],
  ['pairs', 6_000, none],
  ['days', 11_000, none],
  ['words', 100, null],
  ['loose', 100, null],
])('finds %s alike, in whatever order rows and columns stand', async (name, rows, difference) => {
  const compared = await compare(name)
  expect(compared.here).toEqual({ rows, hashes: compared.there?.hashes })
  expect(compared).toMatchObject({ there: { rows }, difference })
})

it('sums the same in slices of keys as in blocks', async () => {
  const table = await tableOf('numbers')
  const byKey = await sumAlone(from, table)
  const byBlock = await sumAlone(from, { ...table, key: null })
  expect(byBlock).toEqual(byKey)
  expect(checksum(byKey.here)).toMatch(/^[0-9a-f]{16}$/)
})

it('finds each row that differs, across slices and in ranges that one side lacks', async () => {
  await run(one.url, `delete from numbers where n between 1500 and 9499`)
  await run(
    other.url,
    `delete from numbers where n in (1, 12001); update numbers set word = upper(word) where n in (2, 12000)`,
  )
  const { difference, here, there } = await compare('numbers')
  expect(difference).toMatchObject({ lost: 8_000, changed: 2, extra: 2 })
  expect(here.rows).toBe(12_001 - 8_000)
  expect(there?.rows).toBe(11_999)
})

it('says of each row whether it has changed since', async () => {
  await run(other.url, `update numbers set made_at = '2026-06-01' where n in (2, 2000)`)
  const { difference, moved } = await compare('numbers', new Date('2026-03-01'))
  // What one side alone has was deleted since in the other.
  expect(difference).toMatchObject({ lost: 8_000, changed: 2, extra: 2, moved: 4, undated: 0 })
  expect(moved.toSorted()).toEqual(['1', '12001', '2', '2000'])
})

it('names no key that may be a person', async () => {
  const listed = new Map(
    (await listTables(from)).map(({ name, key }) => [name, key?.map((column) => column.type)]),
  )
  expect(listed.get('words')).toBeUndefined()
  expect(listed.get('pairs')).toEqual(['date', 'bigint'])
  expect(listed.get('days')).toEqual(['timestamp with time zone', 'date'])
})

it('is not made through a pooler that hands out sessions per transaction', async (context) => {
  if (!one.multiSession) context.skip('the embedded database has one session')
  await using pooler = await transactionPooler(one.url)
  const options = { signal: new AbortController().signal, statementTimeout: '0' }
  await expect(Session.open(pooler.url, options)).rejects.toMatchObject({
    code: 'setup',
    message: expect.stringContaining('connect to the server itself') as string,
  })
  const { rows } = await run(one.url, 'show default_transaction_read_only')
  expect(rows).toEqual([{ default_transaction_read_only: 'off' }])
})
