import { Client } from 'pg'
import { expect, it } from 'vitest'
import { readCatalogue } from '../../src/cli/schema/catalogue.js'
import { compareSchemas } from '../../src/cli/schema/compare-schemas.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { soukDb } from '../setup/souk-db.js'

it('refuses --like without --check, which would change nothing', async () => {
  const { code, stderr } = await soukDb(['schema', '--like', 'postgres://127.0.0.1:1/souk'])
  expect(code).toBe(64)
  expect(stderr).toContain('needs --check')
})

it('says what of a database differs from what the migrations make', { timeout: 120_000 }, async (context) => {
  await using database = await createTestDatabase()
  if (!database.multiSession) context.skip('there is one embedded database, and two are compared')
  await using like = await createTestDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    alter table products drop constraint ck_products_price_not_negative;
    alter table users alter column username drop not null;
    create index odd_one on products (title);
    create table service_migrations (id integer);
    create table shops (id integer)`)
  await client.end()
  const other = await soukDb(['schema', '--check', '--json', '--url', database.url, '--like', like.url])
  expect(other.code).toBe(1)
  const { differences } = JSON.parse(other.stdout) as {
    readonly differences: readonly Readonly<Record<'problem' | 'kind' | 'name', string>>[]
  }
  expect(differences.map(({ problem, kind, name }) => `${problem} ${kind} ${name}`)).toEqual([
    'missing constraint products.ck_products_price_not_negative',
    'different column users.username',
    'extra index products.odd_one',
    'extra table shops',
  ])
})

it('finds no difference between two databases of the same migrations, whatever extensions they have besides', async (context) => {
  await using database = await createTestDatabase()
  if (!database.multiSession) context.skip('there is one embedded database, and two are compared')
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const expected = { catalogue: await readCatalogue(client), strangers: [] }
  await client.query('create extension hstore')
  const actual = { catalogue: await readCatalogue(client), strangers: [] }
  await client.end()
  expect(compareSchemas(expected, actual)).toEqual([])
  expect(compareSchemas(actual, expected)).toEqual([
    expect.objectContaining({ problem: 'missing', kind: 'extension', name: 'hstore' }),
  ])
})
