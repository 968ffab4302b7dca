import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: reviewerId } = await makeAdmin(db)

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

describe.each(bothWays(db))('submit on %s', (_, on) => {
  it('hands in papers, which then wait for a decision', async () => {
    const given = {
      id: newId(),
      userId: await newUser(),
      verificationType: 'both',
      documents: [
        { kind: 'emirates_id_front', storageKey: 'هوية/“front”\\N {}.jpg', contentType: 'image/jpeg' },
        { kind: 'emirates_id_back', storageKey: '👟' },
        { kind: 'trade_license', storageKey: 'c', contentType: 'application/vnd.oasis.opendocument.text' },
        { kind: 'other', storageKey: 'd' },
      ],
    } as const
    const verification = await on(({ verifications }) => verifications.submit(given))
    expect(verification).toStrictEqual({
      ...given,
      status: 'pending',
      rejectionReason: null,
      reviewedBy: null,
      reviewedAt: null,
      submittedAt: verification.createdAt,
      createdAt: verification.createdAt,
      updatedAt: verification.createdAt,
    })
    expect(await db.verifications.find({ verificationId: given.id, userId: given.userId })).toStrictEqual(
      verification,
    )
  })

  it('gives the verification of the first call when it is repeated with its id, decided or not', async () => {
    const given = sampleVerification(await newUser(), { id: newId() })
    const first = await on(({ verifications }) => verifications.submit(given))
    expect(await on(({ verifications }) => verifications.submit(given))).toStrictEqual(first)
    const approved = await db.verifications.approve({ verificationId: first.id, reviewerId })
    expect(await on(({ verifications }) => verifications.submit(given))).toStrictEqual(approved)
  })

  it('refuses a second one while the first is pending, and writes nothing', async () => {
    const userId = await newUser()
    await on(({ verifications }) => verifications.submit(sampleVerification(userId)))
    const before = await rowCounts(db)
    for (const more of [{}, { id: newId() }]) {
      const error = await rejection(
        on(({ verifications }) => verifications.submit(sampleVerification(userId, more))),
        ConflictError,
      )
      expect(error).toMatchObject({ rule: 'verification_already_pending', retryable: false })
    }
    expect(await rowCounts(db)).toEqual(before)
  })

  it('takes another one after a decision', async () => {
    const userId = await newUser()
    const submit = () => on(({ verifications }) => verifications.submit(sampleVerification(userId)))
    const first = await submit()
    await db.verifications.reject({ verificationId: first.id, reviewerId, reason: 'It cannot be read.' })
    const second = await submit()
    await db.verifications.approve({ verificationId: second.id, reviewerId })
    expect((await submit()).status).toBe('pending')
  })

  it('refuses an id under which anything else was handed in, by whomever, decided or not', async () => {
    const userId = await newUser()
    const given = sampleVerification(userId, { id: newId() })
    const first = await db.verifications.submit(given)
    const others = [
      { ...given, userId: await newUser() },
      { ...given, verificationType: 'both' },
      { ...given, documents: [{ kind: 'trade_license', storageKey: 'papers/another.pdf' }] },
    ] as const
    const before = await rowCounts(db)
    const refuseAll = async () => {
      for (const other of others) {
        const error = await rejection(
          on(({ verifications }) => verifications.submit(other)),
          ConflictError,
        )
        expect(error).toMatchObject({ rule: 'repeated_differently', retryable: false })
      }
    }
    await refuseAll()
    expect(await rowCounts(db)).toEqual(before)
    await db.verifications.approve({ verificationId: first.id, reviewerId })
    const approved = await rowCounts(db)
    await refuseAll()
    expect(await rowCounts(db)).toEqual(approved)
  })

  it('refuses the id of a verification whose id the server made', async () => {
    const userId = await newUser()
    const { id } = await db.verifications.submit(sampleVerification(userId))
    const error = await rejection(
      on(({ verifications }) => verifications.submit(sampleVerification(userId, { id }))),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
  })

  it('refuses a user who is not there', async () => {
    const error = await rejection(
      on(({ verifications }) => verifications.submit(sampleVerification(newId()))),
      NotFoundError,
    )
    expect(error.table).toBe('users')
  })

  it('refuses a closed account', async () => {
    const userId = await newUser()
    await db.users.close({ userId })
    const error = await rejection(
      on(({ verifications }) => verifications.submit(sampleVerification(userId))),
      ConflictError,
    )
    expect(error.rule).toBe('account_closed')
    expect((await db.verifications.listByUser({ userId })).items).toEqual([])
  })
})

describe.each(bothWays(db))('find, get and getForReview on %s', (_, on) => {
  it('give what there is, and say what there is not', async () => {
    const first = await db.verifications.submit(sampleVerification(await newUser()))
    const second = await db.verifications.submit(sampleVerification(await newUser()))
    await on(async ({ verifications }) => {
      const found = await Promise.all([
        verifications.get({ verificationId: second.id, userId: second.userId }),
        verifications.find({ verificationId: first.id, userId: first.userId }),
        verifications.getForReview({ verificationId: first.id, reviewerId }),
      ])
      expect(found).toStrictEqual([second, first, first])
      const unknown = { verificationId: newId(), userId: first.userId, reviewerId }
      const { verificationId, userId } = unknown
      expect(await verifications.find({ verificationId, userId })).toBeNull()
      for (const call of [
        () => verifications.get({ verificationId, userId }),
        () => verifications.getForReview({ verificationId, reviewerId }),
      ]) {
        expect(await rejection(call(), NotFoundError)).toMatchObject({ table: 'verifications' })
      }
    })
  })

  it('show the papers to nobody but their user and administrators', async () => {
    const { id: verificationId, userId } = await db.verifications.submit(sampleVerification(await newUser()))
    await on(async ({ verifications }) => {
      for (const other of [await newUser(), newId(), reviewerId]) {
        for (const call of [
          () => verifications.get({ verificationId, userId: other }),
          () => verifications.find({ verificationId, userId: other }),
        ]) {
          expect(await rejection(call(), ForbiddenError)).toMatchObject({ rule: 'not_the_owner' })
        }
      }
      for (const other of [userId, newId()]) {
        const call = verifications.getForReview({ verificationId, reviewerId: other })
        expect(await rejection(call, ForbiddenError)).toMatchObject({ rule: 'not_an_admin' })
      }
    })
  })
})
