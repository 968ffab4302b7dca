/** Tests of a service under `node --test`, as docs/testing.md shows them; run by runners.test.ts. */
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import {
  beginRollback,
  createTestDatabase,
  type Rollback,
  type TestDatabase,
} from '../../../src/testing/index.js'

let file: TestDatabase
let run: Rollback

before(async () => {
  file = await createTestDatabase({ migrations: 'package' })
})
after(() => file.drop())
beforeEach(async () => {
  run = await beginRollback(file.db)
})
afterEach(() => run.rollback())

for (const number of [1, 2]) {
  void test(`the same address again, ${number}`, async () => {
    await run.db.users.create({ email: 'layla@example.com', username: 'layla' })
    assert.ok(await run.db.users.findAccountByEmail('layla@example.com'))
  })
}
