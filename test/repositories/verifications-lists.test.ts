import { fc } from '../setup/fast-check.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { verificationTypes } from '../../generated/enums.js'
import { ForbiddenError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { VerificationType } from '../../generated/enums.js'
import type { Verification } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleUser, sampleVerification } from '../setup/market/samples.js'
import { setTimes } from '../setup/market/set-times.js'

const { db } = await openMarket()
const { id: reviewerId } = await makeAdmin(db)
const users = await db.users.createMany(Array.from({ length: 12 }, () => sampleUser()))
const [user = ''] = users

async function clear(): Promise<void> {
  await db.execute(query<undefined, object>('delete from verifications'))
}
beforeEach(clear)

interface Submission {
  readonly id: string
  readonly userId: string
  readonly verificationType: VerificationType
  readonly isPending: boolean
  /** With microseconds, as the server has it. */
  readonly time: string
}

async function put(submissions: readonly Submission[]): Promise<void> {
  for (const { isPending, time, ...more } of submissions) {
    await db.verifications.submit(sampleVerification(more.userId, more))
    if (!isPending) await db.verifications.approve({ verificationId: more.id, reviewerId })
  }
  await setTimes(db, 'verifications.submitted_at', submissions)
}

function inOrder(submissions: readonly Submission[]): string[] {
  const key = ({ time, id }: Submission) => `${time} ${id}`
  return submissions.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ id }) => id)
}

function idsOf(items: readonly Verification[]): string[] {
  return items.map(({ id }) => id)
}

/** Many share a millisecond, some a microsecond. */
const anyTime = fc.integer({ min: 0, max: 30 }).map((n) => `2026-01-01T00:00:00.${String(100_000 + n * 90)}Z`)
const anyType = fc.constantFrom(...verificationTypes)
const anyLimit = fc.integer({ min: 1, max: 6 })

describe.each(bothWays(db))('lists on %s', (_, on) => {
  it('give verifications as get gives them, and an empty page where there is nothing', async () => {
    const given = { id: newId(), userId: user, verificationType: 'both', isPending: true } as const
    await put([{ ...given, time: '2026-01-01T00:00:00.123456Z' }])
    await on(async ({ verifications }) => {
      const page = {
        items: [await db.verifications.get({ verificationId: given.id, userId: user })],
        nextCursor: null,
        isComplete: true,
      }
      expect(await verifications.listPending({ reviewerId })).toStrictEqual(page)
      expect(await verifications.listByUser({ userId: user })).toStrictEqual(page)
      const empty = { items: [], nextCursor: null, isComplete: true }
      expect(await verifications.listPending({ reviewerId, verificationType: 'emirates_id' })).toStrictEqual(
        empty,
      )
      expect(await verifications.listByUser({ userId: newId() })).toStrictEqual(empty)
    })
  })

  it('take what was decided out of the queue', async () => {
    const first = await db.verifications.submit(sampleVerification(user))
    const second = await db.verifications.submit(sampleVerification(users[1] ?? ''))
    await on(async ({ verifications }) => {
      expect(idsOf((await verifications.listPending({ reviewerId })).items)).toEqual([first.id, second.id])
      await verifications.approve({ verificationId: first.id, reviewerId })
      expect(idsOf((await verifications.listPending({ reviewerId })).items)).toEqual([second.id])
      await verifications.reject({ verificationId: second.id, reviewerId, reason: 'It cannot be read.' })
      expect(idsOf((await verifications.listPending({ reviewerId })).items)).toEqual([])
    })
  })

  it('show the queue to nobody but an administrator with an open account, be it empty or not', async () => {
    const former = await makeAdmin(db)
    await db.users.close({ userId: former.id })
    const refuseAll = () =>
      on(async ({ verifications }) => {
        for (const other of [user, former.id, newId()]) {
          const call = verifications.listPending({ reviewerId: other })
          expect(await rejection(call, ForbiddenError)).toMatchObject({ rule: 'not_an_admin' })
        }
      })
    await refuseAll()
    await db.verifications.submit(sampleVerification(user))
    await refuseAll()
  })
})

describe('page by page, each verification comes exactly once in its order', () => {
  it('of listPending, oldest first', async () => {
    const anySubmissions = fc
      .array(fc.tuple(anyTime, anyType, fc.boolean()), { maxLength: users.length })
      .map((all) =>
        all.map(([time, verificationType, isPending], n) => ({
          id: newId(),
          userId: users[n] ?? '',
          verificationType,
          isPending,
          time,
        })),
      )
    const anyFilter = fc.option(anyType, { nil: undefined })
    await fc.assert(
      fc.asyncProperty(anySubmissions, anyFilter, anyLimit, async (submissions, type, limit) => {
        await clear()
        await put(submissions)
        const asked = { reviewerId, limit, ...(type === undefined ? {} : { verificationType: type }) }
        const pages = await pagesOf((input) => db.verifications.listPending(input), asked)
        const wanted = submissions.filter(
          ({ isPending, verificationType }) => isPending && (type ?? verificationType) === verificationType,
        )
        expect(idsOf(pages.flat())).toEqual(inOrder(wanted))
      }),
      { numRuns: 20 },
    )
  })

  it('of listByUser, newest first', async () => {
    const anySubmissions = fc.array(fc.tuple(anyTime, anyType), { maxLength: 12 }).map((all) =>
      all.map(([time, verificationType], n) => ({
        id: newId(),
        userId: user,
        verificationType,
        isPending: n === all.length - 1,
        time,
      })),
    )
    await fc.assert(
      fc.asyncProperty(anySubmissions, anyLimit, async (submissions, limit) => {
        await clear()
        await put(submissions)
        const pages = await pagesOf((input) => db.verifications.listByUser(input), { userId: user, limit })
        expect(idsOf(pages.flat())).toEqual(inOrder(submissions).toReversed())
      }),
      { numRuns: 20 },
    )
  })
})
