// Thorough: migrates databases whose extensions are elsewhere.

import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { SetupError } from '../../src/errors.js'
import { assertSessionFacts, type SessionFacts } from '../../src/engine/session/session-facts.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { openClient } from '../setup/migrate/open-client.js'
import { rejection } from '../setup/rejection.js'
import { transactionPooler } from '../setup/network/transaction-pooler.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'

/** A database as managed services make it: extensions in a schema of their own, which is on nobody's search_path. */
let test: TestDatabase

function withPath(url: string, path: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${path}`)}`
}

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  await using client = await openClient(test.url)
  await client.query(`
    drop extension if exists postgis cascade;
    create schema extensions;
    create extension postgis schema extensions;
    create extension citext schema extensions;
    create extension if not exists btree_gist schema extensions;
    create schema app;
    create table app.users (id int, email text);
    create table app.orders (id int);
    insert into app.orders values (7);
    create schema other;
    create table other.orders (id int);
    insert into other.orders values (8)`)
  const db = createDatabase({ url: test.directUrl })
  await db.migrate()
  await db.close()
})

afterAll(() => test.drop())

async function useAll(db: Database): Promise<void> {
  const { email, ...sample } = sampleUser()
  const user = await db.users.create({ ...sample, email: `Case.${email}` })
  const found = await db.users.findAccountByEmail(user.email.toUpperCase())
  expect(found?.id).toBe(user.id)
  await db.products.nearby({ near: [55.27, 25.2], radiusMetres: 5_000 })
  expect(await db.health()).toMatchObject({ isHealthy: true })
}

describe('extensions in a schema that is not on the search_path', () => {
  it('are found', async () => {
    const db = createDatabase({ url: test.url })
    await useAll(db)
    await db.close()
  })

  it('are found beside another table users that comes first on the path', async () => {
    const db = createDatabase({ url: withPath(test.url, 'app') })
    await useAll(db)
    await db.close()
  })

  it('are found after a statement that changed the path', async () => {
    const db = createDatabase({ url: test.url, maxConnections: 1 })
    await db.transaction((tx) => tx.execute(query<undefined, object>('set search_path = pg_catalog')))
    await useAll(db)
    await db.close()
  })

  it('are missed by a pool that was handed in, which is refused and says what to set', async () => {
    const pool = new Pool({ connectionString: test.url })
    const db = createDatabase({ pool })
    const error = await rejection(db.health(), SetupError)
    expect(error.message).toContain('-c search_path=public,extensions')
    await pool.end()
    const right = new Pool({ connectionString: test.url, options: '-c search_path=public,extensions' })
    await useAll(createDatabase({ pool: right }))
    await right.end()
  })

  it('are found behind a pooler, whose sessions keep the path that they have', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session for all')
    await using pooler = await transactionPooler(test.url)
    const db = createDatabase({ url: pooler.url })
    await useAll(db)
    await db.close()
    await using client = await openClient(pooler.url)
    const { rows } = await client.query<{ readonly path: string }>(
      `select current_setting('search_path') as path`,
    )
    expect(rows).toEqual([{ path: '"$user", public' }])
  })
})

describe('the schemas of a service', () => {
  const orders = query<undefined, { readonly id: number }>('select id from orders')

  it.for([
    ['the connection string', () => ({ url: withPath(test.url, 'app,other') }), 7],
    ['the option searchPath', () => ({ url: test.url, searchPath: ['other', 'app'] }), 8],
    ['the option, which wins', () => ({ url: withPath(test.url, 'app'), searchPath: ['other'] }), 8],
  ] as const)('are searched after those of the package: %s', async ([, options, id], context) => {
    if (id === 7 && !test.multiSession)
      context.skip('the embedded server takes no options from a connection string')
    const db = createDatabase(options())
    expect(await db.one(orders)).toEqual({ id })
    expect(await db.transaction((tx) => tx.one(orders))).toEqual({ id })
    await db.close()
  })

  it('are names, and nothing else', async () => {
    const db = createDatabase({ url: test.url, searchPath: [`a", public; drop table users; --'`] })
    await expect(db.one(orders)).rejects.toMatchObject({ sqlState: '42P01' })
    await db.close()
  })
})

describe('a database that this package cannot work with', () => {
  it('is refused by its encoding', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one encoding')
    await using client = await openClient(test.url)
    const name = `${new URL(test.url).pathname.slice(1)}_latin1`
    await client.query(
      `create database ${name} encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
    )
    const url = Object.assign(new URL(test.url), { pathname: `/${name}` }).href
    const db = createDatabase({ url })
    const error = await rejection(db.one(query<undefined, object>('select 1 as one')), SetupError)
    expect(error.message).toContain('LATIN1')
    await db.close()
    await client.query(`drop database ${name} with (force)`)
  })

  const facts: SessionFacts = {
    version: 170_006,
    serverEncoding: 'UTF8',
    clientEncoding: 'UTF8',
    postgis: null,
    hidden: [],
    pid: 1,
    user: 'amal',
    isEmbedded: false,
    formats: { standard_conforming_strings: 'on', bytea_output: 'hex', DateStyle: 'ISO', array_nulls: 'on' },
  }

  it.each([
    ['the server is PostgreSQL 14', { version: 140_012 }],
    ['SQL_ASCII', { serverEncoding: 'SQL_ASCII' }],
    ['client_encoding', { clientEncoding: 'LATIN1' }],
    ['PostGIS is 3.2.9', { postgis: '3.2.9' }],
    ['bytea_output', { formats: { ...facts.formats, bytea_output: 'escape' } }],
  ] as const)('is refused: %s', (message, wrong) => {
    expect(() => assertSessionFacts({ ...facts, ...wrong }, () => '')).toThrow(message)
    expect(() => assertSessionFacts({ ...facts, postgis: '3.10.0' }, () => '')).not.toThrow()
  })
})
