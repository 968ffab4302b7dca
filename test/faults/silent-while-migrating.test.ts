import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { migrate } from '../../src/migrate/index.js'
import { limitQueries } from '../../src/migrate/limit-queries.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { Proxy } from '../setup/network/proxy.js'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
})

beforeEach((context) => {
  if (!test.multiSession) context.skip('a silent connection keeps the one session of the embedded server')
})

afterAll(() => test.drop())

describe('a client whose queries are limited', () => {
  it('ends its connection when the server falls silent', async () => {
    await using proxy = await Proxy.to(test.url)
    const client = new Client({ connectionString: proxy.url })
    client.on('error', () => undefined)
    await client.connect()
    const limited = limitQueries(client, 200)
    expect((await limited.query<{ n: number }>('select 1 as n')).rows).toEqual([{ n: 1 }])
    expect(limited.getTransactionStatus()).toBe('I')
    proxy.stall()
    await expect(limited.query('select 2 as n')).rejects.toThrow()
  })
})

describe('migrate', () => {
  it('stops at its signal though the server is silent in the middle of a file', async () => {
    await using proxy = await Proxy.to(test.url)
    const controller = new AbortController()
    proxy.decide = ({ from, text }) => {
      if (from === 'server' || !text.includes('create table users')) return 'pass'
      setTimeout(() => controller.abort(new Error('stopped')), 50)
      return 'stall'
    }
    await expect(migrate({ url: proxy.url }, { signal: controller.signal })).rejects.toThrow('stopped')
  })

  it('gives back the client of a database that is gone, and the database closes', async () => {
    await using proxy = await Proxy.to(test.url)
    const db = createDatabase({ url: proxy.url })
    await db.one(query<undefined, object>('select 1 as one'))
    proxy.decide = ({ text }) => (text.includes('pg_try_advisory_lock') ? 'cut' : 'pass')
    await expect(db.migrate()).rejects.toMatchObject({ code: 'connection' })
    await db.close()
  })
})
