import { describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()

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
      reviewedAt: null,
      submittedAt: verification.createdAt,
      createdAt: verification.createdAt,
      updatedAt: verification.createdAt,
    })
    expect(await db.verifications.find(given.id)).toStrictEqual(verification)
  })

  it('gives the verification of the first call when it is repeated with its id, decided or not', async () => {
    const given = sampleVerification(await newUser(), { id: newId() })
    const first = await on(({ verifications }) => verifications.submit(given))
    expect(await on(({ verifications }) => verifications.submit(given))).toStrictEqual(first)
    const approved = await db.verifications.approve({ verificationId: first.id })
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
    await db.verifications.reject({ verificationId: first.id, reason: 'It cannot be read.' })
    const second = await submit()
    await db.verifications.approve({ verificationId: second.id })
    expect((await submit()).status).toBe('pending')
  })

  it('refuses an id that is that of another user’s verification', async () => {
    const { id } = await db.verifications.submit(sampleVerification(await newUser()))
    const given = sampleVerification(await newUser(), { id })
    const error = await rejection(
      on(({ verifications }) => verifications.submit(given)),
      ConflictError,
    )
    expect(error.rule).toBe('id_taken')
  })

  it('refuses a user who is not there, by the name of the constraint', async () => {
    const error = await rejection(
      on(({ verifications }) => verifications.submit(sampleVerification(newId()))),
      ConstraintError,
    )
    expect(error).toMatchObject({ kind: 'foreign_key', constraint: 'fk_verifications_user' })
  })
})

describe.each(bothWays(db))('find, get and listByIds on %s', (_, on) => {
  it('give what there is, and say what there is not', async () => {
    const first = await db.verifications.submit(sampleVerification(await newUser()))
    const second = await db.verifications.submit(sampleVerification(await newUser()))
    await on(async ({ verifications }) => {
      const found = await Promise.all([verifications.get(second.id), verifications.find(first.id)])
      expect(found).toStrictEqual([second, first])
      expect(await verifications.find(newId())).toBeNull()
      const error = await rejection(verifications.get(newId()), NotFoundError)
      expect(error.table).toBe('verifications')
      const listed = await verifications.listByIds([second.id, newId(), first.id])
      expect(listed).toStrictEqual([second, first])
      expect(await verifications.listByIds([])).toEqual([])
    })
  })
})
