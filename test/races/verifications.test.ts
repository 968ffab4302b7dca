/** Many callers on many connections at once, on a server: one wins, and the user is verified by an approval alone. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database, Transaction } from '../../src/database.js'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Verification } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

const isolations = ['read committed', 'repeatable read', 'serializable'] as const

/** A command as a statement of its own and in transactions of each isolation, all at once. */
function commands(
  count: number,
  run: (on: Database | Transaction, n: number) => Promise<Verification>,
): Promise<Verification>[] {
  return Array.from({ length: count }, (_, n) => {
    const isolation = isolations[n % 6]
    return isolation === undefined
      ? run(caller(), n)
      : caller().transaction((tx) => run(tx, n), { isolation, retries: 30 })
  })
}

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

describe('submit, at the same time', () => {
  it('lets one of forty callers win, and tells the others that one is pending', async () => {
    for (let round = 0; round < 10; round++) {
      const userId = await newUser()
      const outcomes = await outcomesOf(
        commands(40, (on) => on.verifications.submit(sampleVerification(userId))),
      )
      expectOneWinner(outcomes, 40, 'verification_already_pending')
      expect((await db.verifications.listByUser({ userId })).items).toStrictEqual(outcomes.done)
    }
  })

  it('never leaves two pending while decisions are made', async () => {
    const userId = await newUser()
    const works = Array.from({ length: 60 }, async (_, n) => {
      if (n % 2 === 0) return caller().verifications.submit(sampleVerification(userId))
      const { items } = await caller().verifications.listByUser({ userId, limit: 1 })
      const [newest] = items
      if (newest === undefined) throw new NotFoundError('verifications')
      return caller().verifications.reject({ verificationId: newest.id, reason: 'It cannot be read.' })
    })
    const { done } = await outcomesOf(works)
    expect(done.length).toBeGreaterThan(0)
    const { count } = await db.one(
      query<{ readonly userId: string }, { readonly count: number }>(
        `select count(*) from verifications where user_id = :userId!::uuid and status = 'pending'`,
      ),
      { userId },
    )
    expect(count).toBeLessThanOrEqual(1)
    expect((await db.users.get(userId)).isVerified).toBe(false)
  })
})

describe('approve and reject, at the same time', () => {
  it('let one of forty decisions win, and the user is verified if it was an approval', async () => {
    for (let round = 0; round < 12; round++) {
      const userId = await newUser()
      const { id } = await db.verifications.submit(sampleVerification(userId))
      const outcomes = await outcomesOf(
        commands(40, (on, n) =>
          (n + round) % 2 === 0
            ? on.verifications.approve({ verificationId: id })
            : on.verifications.reject({ verificationId: id, reason: 'It cannot be read.' }),
        ),
      )
      expectOneWinner(outcomes, 40, 'verification_already_reviewed')
      expect(await db.verifications.get(id)).toStrictEqual(outcomes.done[0])
      expect((await db.users.get(userId)).isVerified).toBe(outcomes.done[0]?.status === 'approved')
    }
  })

  it('do not deadlock with changes and the deletion of the user', async () => {
    for (let round = 0; round < 15; round++) {
      const userId = await newUser()
      const { id } = await db.verifications.submit(sampleVerification(userId))
      const { refused } = await outcomesOf<unknown>([
        caller().verifications.approve({ verificationId: id }),
        caller().users.update({ userId, patch: { bio: 'a change' } }),
        caller().users.delete({ userId }),
        caller().verifications.approve({ verificationId: id }),
        caller().users.recordLogin({ userId }),
      ])
      for (const error of refused) {
        if (!(error instanceof NotFoundError)) {
          expect(error).toMatchObject({ rule: 'verification_already_reviewed' })
        }
      }
      expect(await db.users.find(userId)).toBeNull()
      expect(await db.verifications.find(id)).toBeNull()
    }
  })
})

describe('papers, while connections are ended at random', () => {
  it('are handed in once and decided once, and the user is verified if that was an approval', async () => {
    const doomed = manyCallers(test.url, 6, 'doomed')
    const killer = await startConnectionKiller(test.url, { applicationName: 'doomed', seed: 41, pauseMs: 20 })
    try {
      for (let round = 0; round < 8 || killer.killed < 20; round++) {
        const userId = await newUser()
        const id = newId()
        await Promise.all(
          Array.from({ length: 12 }, () =>
            insist(() => doomed().verifications.submit({ ...sampleVerification(userId), id })),
          ),
        )
        const { refused } = await outcomesOf(
          Array.from({ length: 24 }, (_, n) =>
            insist(() =>
              (n + round) % 2 === 0
                ? doomed().verifications.approve({ verificationId: id })
                : doomed().verifications.reject({ verificationId: id, reason: 'It cannot be read.' }),
            ),
          ),
        )
        for (const error of refused) {
          expect(error).toBeInstanceOf(ConflictError)
          expect(error).toMatchObject({ rule: 'verification_already_reviewed' })
        }
        const { items } = await db.verifications.listByUser({ userId })
        expect(items).toMatchObject([{ id, reviewedAt: expect.any(Date) as Date }])
        expect((await db.users.get(userId)).isVerified).toBe(items[0]?.status === 'approved')
      }
    } finally {
      await killer.stop()
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
