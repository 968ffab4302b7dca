import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { rejection } from '../setup/rejection.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: user } = await db.users.create(sampleUser())
const { id: otherUser } = await db.users.create(sampleUser())
const reviewerId = otherUser
const pending = await db.verifications.submit(sampleVerification(user))

let before: Readonly<Record<string, number>>
beforeEach(async () => {
  before = await rowCounts(db)
})
afterEach(async () => {
  expect(await rowCounts(db)).toEqual(before)
  expect(await db.verifications.get({ verificationId: pending.id, userId: user })).toStrictEqual(pending)
})

async function expectRefusal(call: Promise<unknown>, value: unknown, field: string): Promise<void> {
  const error = await rejection(call, InvalidInputError)
  expect(error).toMatchObject({ field, code: 'invalid_input', retryable: false })
  expectNoTrace(error, value)
}

const paper = { kind: 'other', storageKey: 'papers/1.pdf' }
type Case = readonly [field: string, value: unknown, refusedAt?: string]

const cases: readonly Case[] = [
  ['verificationType', 'passport'],
  ['status', 'approved'],
  ['documents', []],
  ['documents', {}],
  ['documents', paper],
  ['documents', Array.from({ length: 21 }, () => paper)],
  ['documents', [null], 'documents[0]'],
  ['documents', [paper, 'papers/2.pdf'], 'documents[1]'],
  ['documents', [{ ...paper, kind: 'passport' }], 'documents[0].kind'],
  ['documents', [{ kind: 'other' }], 'documents[0].storageKey'],
  ['documents', [{ ...paper, storageKey: '' }], 'documents[0].storageKey'],
  ['documents', [{ ...paper, storageKey: 'x'.repeat(1001) }], 'documents[0].storageKey'],
  ['documents', [{ ...paper, storageKey: 'a \0 b' }], 'documents[0].storageKey'],
  ['documents', [{ ...paper, contentType: 'a picture' }], 'documents[0].contentType'],
  ['documents', [{ ...paper, contentType: null }], 'documents[0].contentType'],
  ['documents', [{ ...paper, url: 'https://example.com/1.png' }], 'documents[0].url'],
]
const fields = cases.map(([field, value, refusedAt = field]) => ({ field, value, refusedAt }))

describe('verifications refuse, by the name of the field', () => {
  it.each(fields)('$field: $value', async ({ field, value, refusedAt }) => {
    const bad = { ...sampleVerification(otherUser), [field]: value }
    await expectRefusal(db.verifications.submit(bad), value, refusedAt)
  })

  it.each(['userId', 'verificationType', 'documents'])('%s: missing', async (field) => {
    const { [field]: missing, ...rest } = { ...sampleVerification(otherUser) } as Record<string, unknown>
    await expectRefusal(db.verifications.submit(rest as never), null, field)
    await expectRefusal(db.verifications.submit({ ...rest, [field]: null } as never), null, field)
  })

  it.each(['', '\u200B\u3164 ', 'not \u202Edilav', 'x'.repeat(2001), 'a \0 b', null, undefined, 7])(
    'a reason that is %o',
    async (bad) => {
      const reason = bad as string
      await expectRefusal(
        db.verifications.reject({ verificationId: pending.id, reviewerId, reason }),
        bad,
        'reason',
      )
    },
  )

  it.each(['', 'not an id', null, undefined, 0, {}])('an id that is %o', async (bad) => {
    const id = bad as string
    await expectRefusal(db.verifications.get({ verificationId: id, userId: user }), bad, 'verificationId')
    await expectRefusal(db.verifications.find({ verificationId: pending.id, userId: id }), bad, 'userId')
    await expectRefusal(
      db.verifications.getForReview({ verificationId: id, reviewerId }),
      bad,
      'verificationId',
    )
    const ofNobody = { verificationId: pending.id, reviewerId: id }
    await expectRefusal(db.verifications.getForReview(ofNobody), bad, 'reviewerId')
    await expectRefusal(db.verifications.approve(ofNobody), bad, 'reviewerId')
    await expectRefusal(db.verifications.reject({ ...ofNobody, reason: 'x' }), bad, 'reviewerId')
    await expectRefusal(db.verifications.revoke({ ...ofNobody, reason: 'x' }), bad, 'reviewerId')
    await expectRefusal(db.verifications.listPending({ reviewerId: id }), bad, 'reviewerId')
    const unknown = { verificationId: id, reviewerId, reason: 'x' }
    await expectRefusal(db.verifications.revoke(unknown), bad, 'verificationId')
    await expectRefusal(db.verifications.approve({ verificationId: id, reviewerId }), bad, 'verificationId')
    await expectRefusal(
      db.verifications.reject({ verificationId: id, reviewerId, reason: 'x' }),
      bad,
      'verificationId',
    )
    await expectRefusal(db.verifications.listByUser({ userId: id }), bad, 'userId')
  })

  it('filters and limits that are none', async () => {
    const verificationType = 'passport' as never
    await expectRefusal(
      db.verifications.listPending({ reviewerId, verificationType }),
      null,
      'verificationType',
    )
    await expectRefusal(db.verifications.listPending({ reviewerId, limit: 0 }), null, 'limit')
    await expectRefusal(
      db.verifications.listPending({ reviewerId, status: 'rejected' } as never),
      null,
      'status',
    )
  })
})
