import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { newId } from '../../src/index.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

let test: TestDatabase
let db: Database

beforeAll(async () => {
  test = await createTestDatabase()
  db = createDatabase({ url: test.url })
})

afterAll(async () => {
  await db.close()
  await test.drop()
})

describe('a lookup by id', () => {
  it('goes before a savepoint that begins in the same tick', async () => {
    const found = await db.transaction((tx) =>
      Promise.all([
        tx.users.find(newId()),
        tx.users.find(newId()),
        tx.transaction((nested) => nested.users.find(newId())),
        tx.transaction((nested) => nested.users.find(newId())),
      ]),
    )
    expect(found).toEqual([null, null, null, null])
  })

  it('is refused while a savepoint is open', async () => {
    await db.transaction(async (tx) => {
      await tx.transaction(async (nested) => {
        await expect(tx.users.find(newId())).rejects.toMatchObject({ kind: 'nested' })
        await nested.users.find(newId())
      })
    })
  })
})
