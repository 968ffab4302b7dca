/** Follows of many callers at once, on a server: one wins, and the counts are those of the rows. */

import { beforeEach, describe, expect, it } from 'vitest'
import { recountFollowCounts } from '../../generated/follows.queries.js'
import { NotFoundError } from '../../src/errors.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const isolations = ['read committed', 'repeatable read', 'serializable'] as const

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

async function newUsers(count: number): Promise<string[]> {
  return db.users.createMany(Array.from({ length: count }, () => sampleUser()))
}

/** Changes the follow of one user by another, by turns in transactions of each isolation. */
function change(userId: string, followeeId: string, n: number): Promise<boolean> {
  const isolation = isolations[Math.floor(n / 2) % 5]
  const follow = { userId, followeeId }
  const run = (on: Pick<typeof db, 'follows'>) =>
    n % 2 === 0 ? on.follows.follow(follow) : on.follows.unfollow(follow)
  return isolation === undefined
    ? run(caller())
    : caller().transaction((tx) => run(tx), { isolation, retries: 50 })
}

describe('follow, at the same time', () => {
  it('lets one of forty callers change something, and counts once', async () => {
    for (let round = 0; round < 5; round++) {
      const [userId = '', followeeId = ''] = await newUsers(2)
      const { done, refused } = await outcomesOf(
        Array.from({ length: 40 }, (_, n) => change(userId, followeeId, n * 2)),
      )
      expect(refused).toEqual([])
      expect(done.filter((hasChanged) => hasChanged)).toHaveLength(1)
      expect(await db.follows.countOf(followeeId)).toEqual({ followers: 1, following: 0 })
    }
  })

  it('and unfollow, by many of one and of each other, leave counts that are right', async () => {
    const users = await newUsers(8)
    for (let round = 0; round < 6; round++) {
      const works = Array.from({ length: 48 }, (_, n) => {
        const userId = users[n % 8] ?? ''
        const followeeId = users[(n * 3 + round + (n % 5)) % 8] ?? ''
        return userId === followeeId ? Promise.resolve(false) : change(userId, followeeId, n)
      })
      expect((await outcomesOf(works)).refused).toEqual([])
    }
    expect(await findBrokenInvariants(db)).toEqual([])
    const recounted = await db.one(recountFollowCounts, {
      afterId: '00000000-0000-0000-0000-000000000000',
      limit: 1_000,
    })
    expect(recounted.drifted).toBe(0)
  })
})

describe('the deletion of users, at the same time', () => {
  it('does not deadlock with that of others who follow the same, and leaves their counts right', async () => {
    for (let round = 0; round < 5; round++) {
      const users = await newUsers(12)
      const [gone, kept] = [users.slice(0, 6), users.slice(6)]
      for (const [n, userId] of gone.entries()) {
        for (const [m, followeeId] of kept.entries()) {
          await ((n + m) % 2 === 0
            ? db.follows.follow({ userId, followeeId })
            : db.follows.follow({ userId: followeeId, followeeId: userId }))
        }
        await db.follows.follow({ userId, followeeId: gone[(n + 1) % 6] ?? '' })
      }
      const { refused } = await outcomesOf<unknown>([
        ...gone.map((userId) => caller().users.delete({ userId })),
        ...kept.map((userId, n) => caller().follows.follow({ userId, followeeId: gone[n] ?? '' })),
      ])
      for (const error of refused) expect(error).toBeInstanceOf(NotFoundError)
      expect(await findBrokenInvariants(db)).toEqual([])
    }
  })
})

describe('a recount, while follows change', () => {
  it('finds nothing, and breaks nothing', async () => {
    const users = await newUsers(6)
    let isDone = false
    const recounts = Array.from({ length: 2 }, async () => {
      let drifted = 0
      while (!isDone) {
        const batch = await caller().one(recountFollowCounts, {
          afterId: '00000000-0000-0000-0000-000000000000',
          limit: 1_000,
        })
        drifted += batch.drifted
      }
      return drifted
    })
    try {
      for (let round = 0; round < 4; round++) {
        const works = Array.from({ length: 40 }, (_, n) =>
          change(users[n % 6] ?? '', users[(n + 1 + (n % 4)) % 6] ?? '', n),
        )
        expect((await outcomesOf(works)).refused).toEqual([])
      }
    } finally {
      isDone = true
    }
    expect(await Promise.all(recounts)).toEqual([0, 0])
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
