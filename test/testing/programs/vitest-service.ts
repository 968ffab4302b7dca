/** Tests of a service, as docs/testing.md shows them; run by runners.test.ts in a vitest of their own. */
import { describe, expect, test as base } from 'vitest'
import {
  databaseFixtures,
  factories,
  letTimePass,
  type DatabaseFixtures,
} from '../../../src/testing/index.js'

const test = base.extend<DatabaseFixtures>(
  databaseFixtures({
    migrations: 'package',
    async setUp(db) {
      await db.users.create({ email: 'file@example.com', username: 'file' })
      await factories(db).create.product({ title: 'Of the file' })
    },
  }),
)

describe.concurrent('rolled back', () => {
  for (const number of [1, 2, 3, 4]) {
    test(`the same address again, ${number}`, async ({ db }) => {
      const { id } = await db.users.create({ email: 'layla@example.com', username: 'layla' })
      expect(await db.users.findAccountByEmail('layla@example.com')).toMatchObject({ id })
      expect(await db.users.findAccountByEmail('file@example.com')).not.toBeNull()
    })
  }
})

test('factories, and time', async ({ db, factories: { create } }) => {
  const product = await create.product({ title: 'Of the test' })
  await letTimePass(db, { days: 1 })
  const { createdAt } = await db.products.get(product.id)
  expect(createdAt.getTime()).toBeLessThan(product.createdAt.getTime())
})

test('nothing is left', async ({ fileDatabase }) => {
  expect(await fileDatabase.db.users.findAccountByEmail('layla@example.com')).toBeNull()
  expect((await fileDatabase.db.products.feed()).items).toMatchObject([{ title: 'Of the file' }])
})

const apart = base.extend<DatabaseFixtures>(
  databaseFixtures({ migrations: 'package', isolation: 'database' }),
)

describe.concurrent('a database of its own', () => {
  for (const number of [1, 2]) {
    apart(`for each test, ${number}`, async ({ db, fileDatabase }) => {
      const heard: string[] = []
      const subscription = await db.listen('souk', (payload) => heard.push(payload))
      await db.users.create({ email: 'layla@example.com', username: 'layla' })
      await subscription.close()
      expect(await fileDatabase.db.users.findAccountByEmail('layla@example.com')).toBeNull()
    })
  }
})
