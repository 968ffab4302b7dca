import { beforeEach, describe, expect, it } from 'vitest'
import type { ModerationCase } from '../../generated/models.js'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { refusals } from '../setup/market/refusals.js'
import { reportProduct } from '../setup/market/report-thing.js'
import { sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)
const { id: otherAdmin } = await makeAdmin(db)
const [seller = '', reporter = ''] = await db.users.createMany([sampleUser(), sampleUser()])

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from moderation_cases'))
})

async function claimOne(admin = adminId): Promise<ModerationCase> {
  const [claimed] = await db.moderation.claimNext({ adminId: admin })
  return claimed ?? expect.fail('nothing waits')
}

/** Ends the lease of a case, as time would. */
async function endLease(caseId: string): Promise<void> {
  const end = `update moderation_cases set leased_until = now() - interval '1 second' where id = :caseId!`
  await db.execute(query<{ readonly caseId: string }, object>(end), { caseId })
}

describe.each(bothWays(db))('claimNext on %s', (_, on) => {
  it('leases the most urgent cases first, and of these the oldest, to one administrator each', async () => {
    const spam = await reportProduct(db, seller, reporter, { reason: 'spam' })
    const scam = await reportProduct(db, seller, reporter, { reason: 'scam' })
    const laterScam = await reportProduct(db, seller, reporter, { reason: 'scam' })
    const violence = await reportProduct(db, seller, reporter, { reason: 'violence' })
    const first = await on(({ moderation }) => moderation.claimNext({ adminId, limit: 2, leaseMs: 60_000 }))
    expect(first.map(({ subjectId }) => subjectId)).toEqual([violence, scam])
    const second = await on(({ moderation }) => moderation.claimNext({ adminId: otherAdmin, limit: 10 }))
    expect(second.map(({ subjectId }) => subjectId)).toEqual([laterScam, spam])
    for (const one of first) expect(one).toMatchObject({ leasedBy: adminId, attempt: 1 })
    const [{ leasedUntil, updatedAt } = expect.fail('there is none')] = first
    expect(Math.abs((leasedUntil?.getTime() ?? 0) - updatedAt.getTime() - 60_000)).toBeLessThan(10_000)
    expect(await on(({ moderation }) => moderation.claimNext({ adminId }))).toEqual([])
  })

  it('gives a case on when its lease has ended, and counts the attempt', async () => {
    await reportProduct(db, seller, reporter)
    const first = await claimOne()
    await endLease(first.id)
    const [second] = await on(({ moderation }) => moderation.claimNext({ adminId: otherAdmin }))
    expect(second).toMatchObject({ id: first.id, leasedBy: otherAdmin, attempt: 2 })
  })

  it('passes over what is about the administrator, or was reported by them', async () => {
    await reportProduct(db, adminId, reporter)
    await reportProduct(db, seller, adminId)
    expect(await on(({ moderation }) => moderation.claimNext({ adminId, limit: 10 }))).toEqual([])
    const others = await on(({ moderation }) => moderation.claimNext({ adminId: otherAdmin, limit: 10 }))
    expect(others).toHaveLength(2)
  })

  it('is refused for anybody but an administrator with an open account', async () => {
    await reportProduct(db, seller, reporter)
    const former = await makeAdmin(db)
    await db.users.close({ userId: former.id })
    for (const other of [seller, former.id, newId()]) {
      const error = await rejection(
        on(({ moderation }) => moderation.claimNext({ adminId: other })),
        ForbiddenError,
      )
      expect(error.rule).toBe('not_an_admin')
    }
    expect((await claimOne()).attempt).toBe(1)
  })
})

describe.each(bothWays(db))('extend and release on %s', (_, on) => {
  it('keep a case for longer, and give it back', async () => {
    await reportProduct(db, seller, reporter)
    const { id: caseId, attempt } = await claimOne()
    await endLease(caseId)
    const extended = await on(({ moderation }) =>
      moderation.extend({ caseId, adminId, attempt, leaseMs: 3_600_000 }),
    )
    expect(extended.leasedUntil?.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
    expect(extended.attempt).toBe(attempt)
    const released = await on(({ moderation }) => moderation.release({ caseId, adminId, attempt }))
    expect(released).toMatchObject({ leasedBy: null, leasedUntil: null, status: 'open', attempt })
    expect((await claimOne(otherAdmin)).id).toBe(caseId)
  })

  it('are refused once another one has the case', async () => {
    await reportProduct(db, seller, reporter)
    const { id: caseId, attempt } = await claimOne()
    await endLease(caseId)
    await claimOne(otherAdmin)
    for (const method of ['extend', 'release'] as const) {
      const lost = await rejection(
        on(({ moderation }) => moderation[method]({ caseId, adminId, attempt })),
        ConflictError,
      )
      expect(lost.rule).toBe('case_not_leased')
      const wrong = { caseId, adminId: otherAdmin, attempt }
      const old = await rejection(
        on(({ moderation }) => moderation[method](wrong)),
        ConflictError,
      )
      expect(old.rule).toBe('case_not_leased')
      const forbidden = await rejection(
        on(({ moderation }) => moderation[method]({ ...wrong, adminId: seller })),
        ForbiddenError,
      )
      expect(forbidden.rule).toBe('not_an_admin')
      await rejection(
        on(({ moderation }) => moderation[method]({ caseId: newId(), adminId, attempt })),
        NotFoundError,
      )
    }
    await db.moderation.decide({ caseId, adminId: otherAdmin, attempt: 2, decision: 'dismiss' })
    const decided = await rejection(db.moderation.release({ caseId, adminId, attempt }), ConflictError)
    expect(decided.rule).toBe('case_already_decided')
  })
})

describe('listOpen', () => {
  it('lists the open cases oldest first, by kind and by reason, page by page', async () => {
    const products: string[] = []
    for (const reason of ['spam', 'scam', 'spam', 'spam'] as const) {
      products.push(await reportProduct(db, seller, reporter, { reason }))
    }
    await db.reports.file({ reporterId: reporter, subjectType: 'user', subjectId: seller, reason: 'spam' })
    const subjects = async (more: object) =>
      (await pagesOf((input) => db.moderation.listOpen(input), { adminId, limit: 2, ...more }))
        .flat()
        .map(({ subjectId }) => subjectId)
    expect(await subjects({})).toEqual([...products, seller])
    expect(await subjects({ reason: 'scam' })).toEqual([products[1]])
    expect(await subjects({ subjectType: 'user' })).toEqual([seller])
    expect(await subjects({ subjectType: 'product', reason: 'spam' })).toEqual([
      products[0],
      products[2],
      products[3],
    ])
    const claimed = await claimOne()
    expect((await subjects({})).length).toBe(5)
    const { id: caseId, attempt } = claimed
    await db.moderation.decide({ caseId, adminId, attempt, decision: 'dismiss' })
    expect(await subjects({ reason: 'scam' })).toEqual([])
  })
})

describe('the queue, a case, its reports and the log', () => {
  it('are shown to administrators alone, be they empty or not', async () => {
    const refuseAll = async (caseId: string) => {
      const errors = await refusals([
        db.moderation.listOpen({ adminId: seller }),
        db.moderation.getCase({ adminId: seller, caseId }),
        db.moderation.listReports({ adminId: seller, caseId }),
        db.moderation.listActions({ adminId: seller }),
      ])
      expect(errors).toHaveLength(4)
      for (const error of errors) expect(error).toMatchObject({ rule: 'not_an_admin' })
    }
    await refuseAll(newId())
    await reportProduct(db, seller, reporter)
    const { id: caseId } = await claimOne()
    await refuseAll(caseId)
    expect((await db.moderation.getCase({ adminId, caseId })).id).toBe(caseId)
    const missing = await rejection(db.moderation.getCase({ adminId, caseId: newId() }), NotFoundError)
    expect(missing.table).toBe('moderation_cases')
  })
})
