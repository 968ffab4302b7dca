// Thorough: starts the command line dozens of times.

import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../src/testing/index.js'
import { soukDb } from '../setup/souk-db.js'

const database = await createTestDatabase({ migrations: 'package' })
afterAll(() => database.drop())
const env = { DATABASE_URL: database.url }

describe('souk-db seed', () => {
  it('exits 2 while migrations are pending', async () => {
    await using empty = await createTestDatabase({ migrations: 'none' })
    expect(await soukDb(['seed', '--url', empty.url])).toMatchObject({ code: 2, stdout: '' })
  })

  it('fills a database, once, and says so', async () => {
    const args = ['seed', '--users', '20', '--products', '50', '--seed', '7']
    const first = await soukDb([...args, '--json'], { env })
    expect(first).toMatchObject({ code: 0 })
    expect(JSON.parse(first.stdout)).toEqual({ seed: 7, users: 20, sellers: 8, products: 50 })
    expect(first.stderr).toContain('20 users and 50 products')

    const refused = await soukDb(args, { env })
    expect(refused).toMatchObject({ code: 64, stdout: '' })
    expect(refused.stderr).toContain('--force')

    expect(await soukDb([...args, '--force'], { env })).toMatchObject({ code: 0, stdout: '' })
    const { items } = await database.db.products.feed({ limit: 100 })
    expect(items).toHaveLength(50)
  })

  it('says at Ctrl-C how much is made', async () => {
    let sent = false
    const { code, stderr } = await soukDb(['seed', '--users', '9000', '--seed', '8', '--force'], {
      env,
      onStderr(text, kill) {
        if (sent || !text.includes(' of 10,000')) return
        sent = true
        kill('SIGINT')
      },
    })
    expect(code).toBe(130)
    expect(stderr).toMatch(
      /^souk-db: stopped; at least [1-9],000 of 10,000 rows are made and stay, .* --force /m,
    )
  })

  it('exits 64 for what is no whole number', async () => {
    const run = await soukDb(['seed', '--users', 'many'], { env })
    expect(run.code).toBe(64)
    expect(run.stderr).toContain('Not a whole number')
  })
})
