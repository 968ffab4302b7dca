/** Changes of a user beside open transactions that refer to the user, on a server. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { manyCallers } from '../setup/races/many-callers.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

type Change = (on: Database | Transaction, userId: string) => Promise<unknown>

const changes: readonly (readonly [string, Change])[] = [
  ['update', (on, userId) => on.users.update({ userId, patch: { bio: 'Sold out' } })],
  ['setLocation', (on, userId) => on.users.setLocation({ userId, location: [55.27, 25.2] })],
  ['clearLocation', (on, userId) => on.users.clearLocation({ userId })],
  ['recordLogin', (on, userId) => on.users.recordLogin({ userId })],
]

describe.each(changes)('%s', (_, change) => {
  it('does not wait for an open insert that refers to the user', async () => {
    const { id } = await db.users.create(sampleUser())
    await db.transaction(async (tx) => {
      await tx.products.create(sampleProduct(id))
      // It would wait for the end of this transaction, and be refused a lock.
      await change(caller(), id)
    })
  })

  it('does not deadlock with itself behind inserts that refer to the user', async () => {
    const { id } = await db.users.create(sampleUser())
    const transactions = Array.from({ length: 16 }, () =>
      caller().transaction(
        async (tx) => {
          await tx.products.create(sampleProduct(id))
          await change(tx, id)
        },
        { retries: 0 },
      ),
    )
    await Promise.all(transactions)
    expect((await db.products.listBySeller({ sellerId: id, limit: 100 })).items).toHaveLength(16)
  })
})

describe('update', () => {
  it('changes the e-mail address, the username and the phone with all else', async () => {
    const { id } = await db.users.create(sampleUser())
    const patch = { email: `${id}@example.com`, username: 'u'.concat(id.slice(-12)), phone: null, bio: 'New' }
    expect(await db.users.update({ userId: id, patch })).toMatchObject(patch)
  })
})
