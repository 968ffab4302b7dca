import { Client } from 'pg'
import { parseSync } from 'libpg-query'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadParser } from '../../../src/generate/read/statement-tree.js'
import { readServerVersion } from '../../../src/generate/schema/server-version.js'
import { findSyntax } from '../../../src/generate/version/find-novelties.js'
import { newSyntax } from '../../../src/generate/version/new-syntax.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'

const tables = `
create table one (id int primary key, other int, r int4range, p daterange, j jsonb, x xml, g int generated always as (1) stored);
create table two (r int4range, p daterange);
create table three (id int, constraint three_other foreign key (id) references one (id));`

/** A statement of each form, and what in it the mistake points at. */
const samples: Readonly<Record<string, readonly [sql: string, at: string]>> = {
  'old and new in a returning list': ['update one set other = 1 returning one.id, old.other', 'old.other'],
  'a virtual generated column': [
    'create table a (b int, c int generated always as (b) virtual)',
    'generated',
  ],
  'a key without overlaps': [
    'create table a (r int4range, p daterange, unique (r, p without overlaps))',
    'unique',
  ],
  'a foreign key with a period': [
    'create table a (r int4range, p daterange, primary key (r, p without overlaps), foreign key (r, period p) references a (r, period p))',
    'foreign',
  ],
  'a constraint that is not enforced': ['create table a (b int check (b > 0) not enforced)', 'not enforced'],
  'a not-null constraint of a table': ['create table a (b int, constraint c not null b)', 'constraint'],
  'not null … no inherit': ['create table a (b int not null no inherit)', 'not null'],
  'alter constraint … enforced or inherit': [
    'alter table three alter constraint three_other not enforced',
    'alter',
  ],
  'copy … reject_limit': ["copy two from '/dev/null' with (on_error ignore, reject_limit 3)", 'reject_limit'],
  'merge … returning': [
    'merge into one using two on false when not matched then insert (id) values (1) returning one.id',
    'one.id',
  ],
  'merge … when not matched by source': [
    'merge into one using two on false when not matched by source then delete',
    'merge',
  ],
  json_table: ["select a from one, json_table(one.j, '$' columns (a int path '$'))", 'json_table'],
  'json_value, json_query and json_exists': ["select json_value(one.j, '$') from one", 'json_value'],
  'json(…), json_scalar and json_serialize': ['select json_scalar(1)', 'json_scalar'],
  'set expression of a generated column': ['alter table one alter column g set expression as (2)', '2'],
  'an infinite interval': ["select 'infinity'::interval", '::interval'],
  'copy … on_error': ["copy two from '/dev/null' with (on_error ignore)", 'on_error'],
  'a json constructor of the SQL standard': ['select json_array(1, 2)', 'json_array'],
  'is json': ["select '1' is json", "'1' is json"],
  'xmlserialize … indent': ['select xmlserialize(document one.x as text indent) from one', 'xmlserialize'],
  'a subquery without a name': ['select 1 from (select 1)', '1)'],
  'a number in another base, or with underscores': ['select 1_000', '1_000'],
  'statistics without a name': ['create statistics on r, p from two', 'two'],
}

const parsed = (sql: string) => ({
  tree: parseSync(sql),
  text: sql,
  toTextOffset: (location: number) => location,
})

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase({ migrations: 'none' })
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(tables)
  await loadParser()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

it.each(newSyntax.map(({ form, since }) => [form, since] as const))(
  'finds %s, which servers have since %i',
  async (form, since) => {
    const [sql, at] = samples[form] ?? ['', '']
    const found = findSyntax(parsed(sql), since - 1)
    expect(found.filter(({ message }) => message.startsWith(form))).toHaveLength(1)
    const place = found.find(({ message }) => message.startsWith(form))?.place ?? -1
    expect(sql.slice(place, place + at.length)).toBe(at)
    expect(findSyntax(parsed(sql), 18)).toEqual([])

    const { postgres } = await readServerVersion(client)
    await client.query('begin')
    const accepted = await client.query(sql).then(
      () => true,
      (error: unknown) => String(error),
    )
    await client.query('rollback')
    if (Number(postgres.split('.')[0]) >= since) expect(accepted).toBe(true)
    else expect(accepted).not.toBe(true)
  },
)

it('takes no table by the name of old or new for a version of the row', () => {
  const sql = 'update one set other = 1 from two as old where old.r is null returning old.r, one.id'
  expect(findSyntax(parsed(sql), 17)).toEqual([])
})
