/** Many callers on many connections at once, on a server: one wins, and the user is verified by an approval alone. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Verification } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const { id: reviewerId } = await makeAdmin(db)
const { id: otherReviewerId } = await makeAdmin(db)
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
      return caller().verifications.reject({
        verificationId: newest.id,
        reviewerId,
        reason: 'It cannot be read.',
      })
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
    expect((await db.users.getAccount(userId)).isVerified).toBe(false)
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
            ? on.verifications.approve({ verificationId: id, reviewerId })
            : on.verifications.reject({ verificationId: id, reviewerId, reason: 'It cannot be read.' }),
        ),
      )
      expectOneWinner(outcomes, 40, 'verification_already_reviewed')
      expect(await db.verifications.getForReview({ verificationId: id, reviewerId })).toStrictEqual(
        outcomes.done[0],
      )
      expect((await db.users.getAccount(userId)).isVerified).toBe(outcomes.done[0]?.status === 'approved')
    }
  })

  it('do not deadlock with changes and the deletion of the user', async () => {
    for (let round = 0; round < 15; round++) {
      const userId = await newUser()
      const { id } = await db.verifications.submit(sampleVerification(userId))
      const { refused } = await outcomesOf<unknown>([
        caller().verifications.approve({ verificationId: id, reviewerId }),
        caller().users.update({ userId, patch: { bio: 'a change' } }),
        caller().users.delete({ userId }),
        caller().verifications.approve({ verificationId: id, reviewerId }),
        caller().users.recordLogin({ userId }),
      ])
      for (const error of refused) {
        if (!(error instanceof NotFoundError)) {
          expect(error).toMatchObject({ rule: 'verification_already_reviewed' })
        }
      }
      expect(await db.users.findAccount(userId)).toBeNull()
      expect(await db.verifications.find({ verificationId: id, userId })).toBeNull()
    }
  })
})

describe('revoke, at the same time', () => {
  /** A user with papers that were approved, and others that wait. */
  async function approvedAndPending(): Promise<readonly [userId: string, approved: string, pending: string]> {
    const userId = await newUser()
    const { id: approved } = await db.verifications.submit(sampleVerification(userId))
    await db.verifications.approve({ verificationId: approved, reviewerId })
    const { id: pending } = await db.verifications.submit(sampleVerification(userId))
    return [userId, approved, pending]
  }

  const reason = 'It was forged.'

  it('lets one of forty callers win, and takes the mark', async () => {
    for (let round = 0; round < 10; round++) {
      const userId = await newUser()
      const { id } = await db.verifications.submit(sampleVerification(userId))
      await db.verifications.approve({ verificationId: id, reviewerId })
      const outcomes = await outcomesOf(
        commands(40, (on) => on.verifications.revoke({ verificationId: id, reviewerId, reason })),
      )
      expectOneWinner(outcomes, 40, 'verification_not_approved')
      expect((await db.users.getProfile(userId)).isVerified).toBe(false)
    }
  })

  it('leaves the mark to what is approved meanwhile, and takes it with the last approval', async () => {
    for (let round = 0; round < 20; round++) {
      const [userId, approved, pending] = await approvedAndPending()
      const revoke = (verificationId: string) => (on: Database | Transaction, n: number) =>
        on.verifications.revoke({
          verificationId,
          reviewerId: n % 2 === 0 ? reviewerId : otherReviewerId,
          reason,
        })
      const approvals = commands(4, (on) => on.verifications.approve({ verificationId: pending, reviewerId }))
      const revocations = commands(4, revoke(approved))
      const [approvedOnce, revokedOnce] = await Promise.all([outcomesOf(approvals), outcomesOf(revocations)])
      expectOneWinner(approvedOnce, 4, 'verification_already_reviewed')
      expectOneWinner(revokedOnce, 4, 'verification_not_approved')
      expect((await db.users.getProfile(userId)).isVerified).toBe(true)
      await outcomesOf(commands(4, revoke(pending)))
      expect((await db.users.getProfile(userId)).isVerified).toBe(false)
    }
  })

  it.each(isolations)('at %s sees the approval for which it waited', async (isolation) => {
    const [userId, approved, pending] = await approvedAndPending()
    let revoked: Promise<Verification> | undefined
    await db.transaction(async (tx) => {
      await tx.verifications.approve({ verificationId: pending, reviewerId })
      revoked = caller().transaction(
        (other) =>
          other.verifications.revoke({ verificationId: approved, reviewerId: otherReviewerId, reason }),
        { isolation, retries: 5 },
      )
      await blockedBackends(db, 1)
    })
    expect((await revoked)?.status).toBe('rejected')
    expect((await db.users.getProfile(userId)).isVerified).toBe(true)
  })

  it.each(isolations)('at %s sees the approval that came after its transaction began', async (isolation) => {
    const [userId, approved, pending] = await approvedAndPending()
    let attempts = 0
    await db.transaction(
      async (tx) => {
        attempts++
        await tx.users.getProfile(userId)
        // In the first attempt alone: a later one must find it decided.
        if (attempts === 1) await caller().verifications.approve({ verificationId: pending, reviewerId })
        await tx.verifications.revoke({ verificationId: approved, reviewerId, reason })
      },
      { isolation, retries: 5 },
    )
    expect((await db.users.getProfile(userId)).isVerified).toBe(true)
  })

  it.each(isolations)(
    'at %s sees papers that were handed in and approved while it waited',
    async (isolation) => {
      const [userId, approved, pending] = await approvedAndPending()
      await db.verifications.reject({ verificationId: pending, reviewerId, reason })
      let revoked: Promise<Verification> | undefined
      await db.transaction(async (tx) => {
        // The reviewer comes first in the order of locks: the user's account is free for the other one.
        await tx.users.update({ userId: reviewerId, patch: { bio: 'a change' } })
        revoked = caller().transaction(
          (other) => other.verifications.revoke({ verificationId: approved, reviewerId, reason }),
          { isolation, retries: 5 },
        )
        await blockedBackends(db, 1)
        const { id } = await db.verifications.submit(sampleVerification(userId))
        await db.verifications.approve({ verificationId: id, reviewerId: otherReviewerId })
      })
      expect((await revoked)?.status).toBe('rejected')
      expect((await db.users.getProfile(userId)).isVerified).toBe(true)
    },
  )
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
                ? doomed().verifications.approve({ verificationId: id, reviewerId })
                : doomed().verifications.reject({
                    verificationId: id,
                    reviewerId,
                    reason: 'It cannot be read.',
                  }),
            ),
          ),
        )
        for (const error of refused) {
          expect(error).toBeInstanceOf(ConflictError)
          expect(error).toMatchObject({ rule: 'verification_already_reviewed' })
        }
        const { items } = await db.verifications.listByUser({ userId })
        expect(items).toMatchObject([{ id, reviewedAt: expect.any(Date) as Date }])
        expect((await db.users.getAccount(userId)).isVerified).toBe(items[0]?.status === 'approved')
      }
    } finally {
      await killer.stop()
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
