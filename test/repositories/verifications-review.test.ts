import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Verification } from '../../generated/models.js'
import type { VerificationRepository } from '../../src/repositories/verifications/verification-repository.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: reviewerId } = await makeAdmin(db)

async function submitted(): Promise<Verification> {
  const { id } = await db.users.create(sampleUser())
  return db.verifications.submit(sampleVerification(id))
}

const reason = 'The licence has expired.\nقديم'

type Decide = (on: VerificationRepository, id: string) => Promise<Verification>
const approve: Decide = (on, id) => on.approve({ verificationId: id, reviewerId })
const reject: Decide = (on, id) => on.reject({ verificationId: id, reviewerId, reason })
const revoke: Decide = (on, id) => on.revoke({ verificationId: id, reviewerId, reason })

/** A user with two verifications that were approved. */
async function approvedTwice(): Promise<readonly [Verification, Verification]> {
  const first = await submitted()
  const approved = await approve(db.verifications, first.id)
  const second = await db.verifications.submit(sampleVerification(first.userId))
  return [approved, await approve(db.verifications, second.id)]
}

async function isVerified(userId: string): Promise<boolean> {
  return (await db.users.getProfile(userId)).isVerified
}

describe.each(bothWays(db))('approve on %s', (_, on) => {
  it('approves what is pending, and marks its user as verified', async () => {
    const pending = await submitted()
    const userBefore = await db.users.getAccount(pending.userId)
    const approved = await on(({ verifications }) =>
      verifications.approve({ verificationId: pending.id, reviewerId }),
    )
    expect(approved).toStrictEqual({
      ...pending,
      status: 'approved',
      reviewedBy: reviewerId,
      reviewedAt: approved.updatedAt,
      updatedAt: approved.updatedAt,
    })
    expect(await db.verifications.getForReview({ verificationId: pending.id, reviewerId })).toStrictEqual(
      approved,
    )
    const user = await db.users.getAccount(pending.userId)
    expect(userBefore.isVerified).toBe(false)
    expect(user).toStrictEqual({ ...userBefore, isVerified: true, updatedAt: approved.updatedAt })
  })

  it('leaves the mark to a user who is verified already', async () => {
    const first = await submitted()
    await db.verifications.approve({ verificationId: first.id, reviewerId })
    const verified = await db.users.getAccount(first.userId)
    const second = await db.verifications.submit(sampleVerification(first.userId))
    const { updatedAt } = await on(({ verifications }) =>
      verifications.approve({ verificationId: second.id, reviewerId }),
    )
    expect(await db.users.getAccount(first.userId)).toStrictEqual({ ...verified, updatedAt })
  })

  it('is undone with its transaction, the user too', async () => {
    const pending = await submitted()
    const undone = db.transaction(async (tx) => {
      await tx.verifications.approve({ verificationId: pending.id, reviewerId })
      expect((await tx.users.getAccount(pending.userId)).isVerified).toBe(true)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await db.verifications.getForReview({ verificationId: pending.id, reviewerId })).toStrictEqual(
      pending,
    )
    expect((await db.users.getAccount(pending.userId)).isVerified).toBe(false)
  })
})

describe.each(bothWays(db))('reject on %s', (_, on) => {
  it('rejects what is pending with the reason, and leaves the user alone', async () => {
    const pending = await submitted()
    const user = await db.users.getAccount(pending.userId)
    const rejected = await on(({ verifications }) =>
      verifications.reject({ verificationId: pending.id, reviewerId, reason }),
    )
    expect(rejected).toStrictEqual({
      ...pending,
      status: 'rejected',
      rejectionReason: reason,
      reviewedBy: reviewerId,
      reviewedAt: rejected.updatedAt,
      updatedAt: rejected.updatedAt,
    })
    expect(await db.verifications.getForReview({ verificationId: pending.id, reviewerId })).toStrictEqual(
      rejected,
    )
    expect(await db.users.getAccount(pending.userId)).toStrictEqual(user)
  })
})

describe.each(bothWays(db))('a second decision on %s', (_, on) => {
  it.each([
    ['approved', approve, 'approve', approve],
    ['approved', approve, 'reject', reject],
    ['rejected', reject, 'approve', approve],
    ['rejected', reject, 'reject', reject],
  ] as const)('is refused: of what was %s, to %s', async (_first, first, _second, second) => {
    const { id, userId } = await submitted()
    const decided = await first(db.verifications, id)
    const user = await db.users.getAccount(userId)
    const error = await rejection(
      on(({ verifications }) => second(verifications, id)),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'verification_already_reviewed', retryable: false })
    expect(await db.verifications.getForReview({ verificationId: id, reviewerId })).toStrictEqual(decided)
    expect(await db.users.getAccount(userId)).toStrictEqual(user)
  })

  it('is of nothing where there is no such verification', async () => {
    for (const decide of [approve, reject, revoke]) {
      const error = await rejection(
        on(({ verifications }) => decide(verifications, newId())),
        NotFoundError,
      )
      expect(error.table).toBe('verifications')
    }
  })
})

describe.each(bothWays(db))('revoke on %s', (_, on) => {
  it('takes an approval back with the reason, and the mark from its user', async () => {
    const approved = await approve(db.verifications, (await submitted()).id)
    const user = await db.users.getAccount(approved.userId)
    const { id: anotherAdmin } = await makeAdmin(db)
    const revoked = await on(({ verifications }) =>
      verifications.revoke({ verificationId: approved.id, reviewerId: anotherAdmin, reason }),
    )
    expect(revoked).toStrictEqual({
      ...approved,
      status: 'rejected',
      rejectionReason: reason,
      reviewedBy: anotherAdmin,
      reviewedAt: revoked.updatedAt,
      updatedAt: revoked.updatedAt,
    })
    expect(await db.verifications.getForReview({ verificationId: approved.id, reviewerId })).toStrictEqual(
      revoked,
    )
    expect(await db.users.getAccount(approved.userId)).toStrictEqual({
      ...user,
      isVerified: false,
      updatedAt: revoked.updatedAt,
    })
  })

  it('leaves the mark while another approval is left, whichever is taken back first', async () => {
    for (const isReversed of [false, true]) {
      const [first, second] = await approvedTwice()
      const [one, other] = isReversed ? ([second, first] as const) : ([first, second] as const)
      await on(({ verifications }) => revoke(verifications, one.id))
      expect(await isVerified(one.userId)).toBe(true)
      await on(({ verifications }) => revoke(verifications, other.id))
      expect(await isVerified(one.userId)).toBe(false)
    }
  })

  it('takes the mark though other papers are pending or were rejected', async () => {
    const rejected = await reject(db.verifications, (await submitted()).id)
    const { id } = await db.verifications.submit(sampleVerification(rejected.userId))
    await approve(db.verifications, id)
    await db.verifications.submit(sampleVerification(rejected.userId))
    await on(({ verifications }) => revoke(verifications, id))
    expect(await isVerified(rejected.userId)).toBe(false)
  })

  it('refuses what is not approved, and changes nothing', async () => {
    const pending = await submitted()
    const refuseIt = async () => {
      const error = await rejection(
        on(({ verifications }) => revoke(verifications, pending.id)),
        ConflictError,
      )
      expect(error).toMatchObject({ rule: 'verification_not_approved', retryable: false })
    }
    await refuseIt()
    const rejected = await db.verifications.reject({
      verificationId: pending.id,
      reviewerId,
      reason: 'First',
    })
    await refuseIt()
    expect(await db.verifications.getForReview({ verificationId: pending.id, reviewerId })).toStrictEqual(
      rejected,
    )
  })
})

describe.each(bothWays(db))('a decision on %s', (_, on) => {
  const decisions = ['approve', 'reject', 'revoke'] as const

  async function expectRefusal(
    verification: Verification,
    name: (typeof decisions)[number],
    by: string,
    rule: string,
  ): Promise<void> {
    const user = await db.users.getAccount(verification.userId)
    const { id: verificationId } = verification
    const more = name === 'approve' ? {} : { reason }
    const error = await rejection(
      on(({ verifications }) => verifications[name]({ verificationId, reviewerId: by, ...more } as never)),
      ForbiddenError,
    )
    expect(error).toMatchObject({ code: 'forbidden', rule, retryable: false })
    expect(await db.verifications.getForReview({ verificationId, reviewerId })).toStrictEqual(verification)
    expect(await db.users.getAccount(verification.userId)).toStrictEqual(user)
  }

  it.each(decisions)('to %s is for an administrator with an open account', async (name) => {
    const { id: closed } = await makeAdmin(db)
    await db.users.close({ userId: closed })
    const { id: former } = await makeAdmin(db)
    await db.users.setRole({ userId: former, role: 'seller', adminId: null })
    const pending = await submitted()
    const approved = await approve(db.verifications, (await submitted()).id)
    for (const verification of [pending, approved]) {
      for (const by of [verification.userId, closed, former, newId()]) {
        await expectRefusal(verification, name, by, 'not_an_admin')
      }
    }
  })

  it.each(decisions)('to %s is refused upon papers of one’s own', async (name) => {
    const { id: own } = await makeAdmin(db)
    const pending = await db.verifications.submit(sampleVerification(own))
    await expectRefusal(pending, name, own, 'own_verification')
    const approved = await approve(db.verifications, pending.id)
    await expectRefusal(approved, name, own, 'own_verification')
  })

  it('says who made it after their account is closed, and nobody once it is deleted', async () => {
    const { id: admin } = await makeAdmin(db)
    const { id: verificationId, userId } = await submitted()
    await on(({ verifications }) => verifications.approve({ verificationId, reviewerId: admin }))
    await db.users.close({ userId: admin })
    expect((await db.verifications.get({ verificationId, userId })).reviewedBy).toBe(admin)
    await db.users.delete({ userId: admin })
    expect(await db.verifications.get({ verificationId, userId })).toMatchObject({
      status: 'approved',
      reviewedBy: null,
    })
  })
})
