import { beforeEach, expect, it } from 'vitest'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { soukDb } from '../setup/souk-db.js'

const { test, db } = await openMarket()
const env = { DATABASE_URL: test.directUrl }
const count = query<undefined, { readonly count: number }>(
  `select count(*)::int as count from pg_policy where polname like 'souk\\_%'`,
)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one role, which owns all')
})

it('souk-db policies prints, puts in force and takes away', async () => {
  const printed = await soukDb(['policies', '--trusted', 'postgres'], { env: {} })
  expect(printed).toMatchObject({ code: 0, stderr: '' })
  expect(printed.stdout).toMatch(/^begin;\n/)
  expect(printed.stdout).toMatch(/;\n\ncommit;\n$/)
  expect(printed.stdout).toMatch(/create policy souk_trusts on public\.messages to "postgres"/)
  const applied = await soukDb(['policies', '--apply', '--json'], { env })
  expect(applied).toMatchObject({ code: 0 })
  expect(JSON.parse(applied.stdout)).toEqual({ state: 'applied', trusted: [] })
  expect((await db.one(count)).count).toBeGreaterThan(20)
  expect((await soukDb(['policies', '--remove'], { env })).code).toBe(0)
  expect((await db.one(count)).count).toBe(0)
})
