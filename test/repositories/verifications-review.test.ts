import { describe, expect, it } from 'vitest'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Verification } from '../../generated/models.js'
import type { VerificationRepository } from '../../src/repositories/verifications/verification-repository.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()

async function submitted(): Promise<Verification> {
  const { id } = await db.users.create(sampleUser())
  return db.verifications.submit(sampleVerification(id))
}

const reason = 'The licence has expired.\nقديم'

type Decide = (on: VerificationRepository, id: string) => Promise<Verification>
const approve: Decide = (on, id) => on.approve({ verificationId: id })
const reject: Decide = (on, id) => on.reject({ verificationId: id, reason })

describe.each(bothWays(db))('approve on %s', (_, on) => {
  it('approves what is pending, and marks its user as verified', async () => {
    const pending = await submitted()
    const userBefore = await db.users.get(pending.userId)
    const approved = await on(({ verifications }) => verifications.approve({ verificationId: pending.id }))
    expect(approved).toStrictEqual({
      ...pending,
      status: 'approved',
      reviewedAt: approved.updatedAt,
      updatedAt: approved.updatedAt,
    })
    expect(await db.verifications.get(pending.id)).toStrictEqual(approved)
    const user = await db.users.get(pending.userId)
    expect(userBefore.isVerified).toBe(false)
    expect(user).toStrictEqual({ ...userBefore, isVerified: true, updatedAt: approved.updatedAt })
  })

  it('leaves a user alone who is verified already', async () => {
    const first = await submitted()
    await db.verifications.approve({ verificationId: first.id })
    const verified = await db.users.get(first.userId)
    const second = await db.verifications.submit(sampleVerification(first.userId))
    await on(({ verifications }) => verifications.approve({ verificationId: second.id }))
    expect(await db.users.get(first.userId)).toStrictEqual(verified)
  })

  it('is undone with its transaction, the user too', async () => {
    const pending = await submitted()
    const undone = db.transaction(async (tx) => {
      await tx.verifications.approve({ verificationId: pending.id })
      expect((await tx.users.get(pending.userId)).isVerified).toBe(true)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await db.verifications.get(pending.id)).toStrictEqual(pending)
    expect((await db.users.get(pending.userId)).isVerified).toBe(false)
  })
})

describe.each(bothWays(db))('reject on %s', (_, on) => {
  it('rejects what is pending with the reason, and leaves the user alone', async () => {
    const pending = await submitted()
    const user = await db.users.get(pending.userId)
    const rejected = await on(({ verifications }) =>
      verifications.reject({ verificationId: pending.id, reason }),
    )
    expect(rejected).toStrictEqual({
      ...pending,
      status: 'rejected',
      rejectionReason: reason,
      reviewedAt: rejected.updatedAt,
      updatedAt: rejected.updatedAt,
    })
    expect(await db.verifications.get(pending.id)).toStrictEqual(rejected)
    expect(await db.users.get(pending.userId)).toStrictEqual(user)
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
    const user = await db.users.get(userId)
    const error = await rejection(
      on(({ verifications }) => second(verifications, id)),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'verification_already_reviewed', retryable: false })
    expect(await db.verifications.get(id)).toStrictEqual(decided)
    expect(await db.users.get(userId)).toStrictEqual(user)
  })

  it('is of nothing where there is no such verification', async () => {
    for (const decide of [approve, reject]) {
      const error = await rejection(
        on(({ verifications }) => decide(verifications, newId())),
        NotFoundError,
      )
      expect(error.table).toBe('verifications')
    }
  })
})
