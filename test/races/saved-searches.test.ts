/** Several notifiers at once, and listings that are committed late, on a server. */

import { beforeEach, describe, expect, it } from 'vitest'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 4 : 1)
const { id: sellerId } = await db.users.create(sampleUser())

beforeEach(async (context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
  await db.execute(query<undefined, object>('delete from saved_searches'))
})

const letTimePass = () => db.execute(query<undefined, object>(`update saved_searches set due_at = now()`))

async function saver(text: string): Promise<string> {
  const { id: userId } = await db.users.create(sampleUser())
  await db.savedSearches.create({ userId, filters: { text } })
  return userId
}

const sell = async (title: string) => (await db.products.create(sampleProduct(sellerId, { title }))).id

/** The notifications of a user, the first one first. */
async function toldTo(userId: string) {
  const { items } = await db.notifications.list({ userId })
  return items.toReversed().map(({ data }) => data['productIds'])
}

describe('notify, at the same time', () => {
  it('shares the work, and tells each user once', async () => {
    const userIds = await Promise.all(Array.from({ length: 40 }, () => saver('armchair')))
    const id = await sell('An armchair')
    let [checked, told] = [0, 0]
    const step = async (): Promise<void> => {
      const done = await caller().savedSearches.notify({ limit: 3 })
      checked += done.checked
      told += done.told
      if (done.checked > 0) await step()
    }
    await Promise.all(Array.from({ length: 4 }, step))
    await step()
    expect([checked, told]).toEqual([40, 40])
    for (const userId of userIds) expect(await toldTo(userId)).toEqual([[id]])
  })

  it('passes over a search that another worker is taking', async () => {
    await saver('bookcase')
    await db.transaction(async (tx) => {
      expect(await tx.savedSearches.notify()).toMatchObject({ checked: 1 })
      expect(await caller().savedSearches.notify()).toEqual({ checked: 0, told: 0, errors: [] })
    })
  })

  it('waits for nobody, and nobody for it, while accounts are closed, deleted and erased', async () => {
    const userIds = await Promise.all(Array.from({ length: 24 }, () => saver('footstool')))
    await sell('A footstool')
    const notifyAll = async (): Promise<void> => {
      for (let n = 0; n < 12; n++) {
        await caller().savedSearches.notify({ limit: 4 })
        await letTimePass()
      }
    }
    const { refused } = await outcomesOf<unknown>([
      notifyAll(),
      notifyAll(),
      ...userIds.slice(0, 6).map((userId) => caller().users.close({ userId })),
      ...userIds.slice(6, 12).map((userId) => caller().users.delete({ userId })),
      ...userIds.slice(12, 18).map((userId) => caller().users.erase({ userId })),
    ])
    expect(refused).toEqual([])
    await letTimePass()
    await db.savedSearches.notify()
    for (const userId of userIds.slice(18)) expect(await toldTo(userId)).toHaveLength(1)
    for (const userId of userIds.slice(6, 18)) expect(await toldTo(userId)).toEqual([])
  })
})

describe('notify, and a listing that is committed late', () => {
  it('tells of it though later ones were told already', async () => {
    const userId = await saver('samovar')
    let late = ''
    let early = ''
    await db.transaction(async (tx) => {
      late = (await tx.products.create(sampleProduct(sellerId, { title: 'A samovar' }))).id
      early = await sell('A samovar')
      expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 1, errors: [] })
    })
    expect(await toldTo(userId)).toEqual([[early]])
    await letTimePass()
    expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 1, errors: [] })
    await letTimePass()
    expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 0, errors: [] })
    expect(await toldTo(userId)).toEqual([[early], [late]])
  })

  it('tells of it though the mark moved on meanwhile, within a quarter of an hour', async () => {
    const userId = await saver('gramophone')
    // The search has been there for an hour, and the transaction of the listing for 14 minutes.
    await db.execute(
      query<undefined, object>(`update saved_searches set seen_from = now() - interval '1 hour'`),
    )
    const ids: string[] = []
    await db.transaction(async (tx) => {
      for (const minutes of [14, 16]) {
        const { id } = await tx.products.create(sampleProduct(sellerId, { title: 'A gramophone' }))
        await tx.execute(
          query<undefined, object>(
            `update products set created_at = now() - interval '${minutes} minutes' where id = '${id}'`,
          ),
        )
        ids.push(id)
      }
      expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 0, errors: [] })
    })
    await letTimePass()
    expect(await db.savedSearches.notify()).toEqual({ checked: 1, told: 1, errors: [] })
    expect(await toldTo(userId)).toEqual([[ids[0]]])
  })
})
