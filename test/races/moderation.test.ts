/** Many users and administrators on many connections at once, on a server: cases are exact, and two never meet at one. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { ModerationDecision } from '../../generated/enums.js'
import type { ModerationCase } from '../../generated/models.js'
import { ConflictError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { reportProduct } from '../setup/market/report-thing.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const admins: string[] = []
for (let n = 0; n < 4; n++) admins.push((await makeAdmin(db)).id)
const reporters = await db.users.createMany(Array.from({ length: 20 }, () => sampleUser()))
const [adminId = ''] = admins

beforeEach(async (context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
  await db.execute(query<undefined, object>('delete from moderation_cases'))
})

async function newSeller(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

async function claimOne(): Promise<ModerationCase> {
  const [claimed] = await db.moderation.claimNext({ adminId })
  return claimed ?? expect.fail('nothing waits')
}

const broken = () => findBrokenInvariants(db)

describe('file, at the same time', () => {
  it('makes one case of the reports of many, and counts each of them', async () => {
    for (let round = 0; round < 6; round++) {
      const { id: subjectId } = await db.products.create(sampleProduct(await newSeller()))
      const { done, refused } = await outcomesOf(
        reporters.map((reporterId, n) =>
          caller().reports.file({
            reporterId,
            subjectType: 'product',
            subjectId,
            reason: n === 11 ? 'violence' : 'spam',
          }),
        ),
      )
      expect(refused).toEqual([])
      expect(done).toHaveLength(reporters.length)
      const { items } = await db.moderation.listOpen({ adminId, subjectType: 'product', limit: 100 })
      expect(items.filter((one) => one.subjectId === subjectId)).toMatchObject([
        { reportCount: reporters.length, reason: 'violence' },
      ])
    }
    expect(await broken()).toEqual([])
  })

  it('takes one report of a reporter, and one of an id', async () => {
    const [reporterId = ''] = reporters
    for (let round = 0; round < 6; round++) {
      const { id: subjectId } = await db.products.create(sampleProduct(await newSeller()))
      const given = { reporterId, subjectType: 'product', subjectId, reason: 'scam' } as const
      const outcomes = await outcomesOf(Array.from({ length: 20 }, () => caller().reports.file(given)))
      expectOneWinner(outcomes, 20, 'already_reported')
      const { id: other } = await db.products.create(sampleProduct(await newSeller()))
      const named = { ...given, id: newId(), subjectId: other }
      const repeated = await outcomesOf(Array.from({ length: 20 }, () => caller().reports.file(named)))
      expect(repeated.refused).toEqual([])
      for (const report of repeated.done) expect(report).toStrictEqual(repeated.done[0])
    }
    expect(await broken()).toEqual([])
  })

  it('loses no report to a decision, and leaves none in a decided case uncounted', async () => {
    for (let round = 0; round < 8; round++) {
      const seller = await newSeller()
      const [first = '', ...others] = reporters
      const subjectId = await reportProduct(db, seller, first)
      const { id: caseId, attempt } = await claimOne()
      const decision: ModerationDecision = round % 2 === 0 ? 'dismiss' : 'hide'
      const { done, refused } = await outcomesOf<unknown>([
        ...others.map((reporterId) =>
          caller().reports.file({ reporterId, subjectType: 'product', subjectId, reason: 'spam' }),
        ),
        caller().moderation.decide({ caseId, adminId, attempt, decision }),
      ])
      expect(refused).toEqual([])
      expect(done).toHaveLength(reporters.length)
      const states = await Promise.all(
        reporters.map(async (reporterId) => (await db.reports.listFiled({ reporterId, limit: 1 })).items[0]),
      )
      const open = states.filter((report) => report?.status === 'open').length
      const { items } = await db.moderation.listOpen({ adminId })
      expect(
        items.filter((one) => one.subjectId === subjectId).map(({ reportCount }) => reportCount),
      ).toEqual(open === 0 ? [] : [open])
      await db.execute(query<undefined, object>('delete from moderation_cases'))
    }
    expect(await broken()).toEqual([])
  })
})

describe('claimNext, at the same time', () => {
  it('gives each case to one administrator, in whatever sizes they take them', async () => {
    for (let round = 0; round < 4; round++) {
      await db.execute(query<undefined, object>('delete from moderation_cases'))
      const seller = await newSeller()
      const cases = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          reportProduct(db, seller, reporters[n % reporters.length] ?? '', {
            reason: n % 3 === 0 ? 'violence' : 'spam',
          }),
        ),
      )
      const { done, refused } = await outcomesOf(
        Array.from({ length: 24 }, (_, n) =>
          caller().moderation.claimNext({ adminId: admins[n % 4] ?? '', limit: 1 + (n % 5) }),
        ),
      )
      expect(refused).toEqual([])
      const claimed = done.flat().map(({ subjectId }) => subjectId)
      expect(new Set(claimed).size).toBe(claimed.length)
      const rest = await outcomesOf(
        Array.from({ length: 8 }, (_, n) =>
          caller().moderation.claimNext({ adminId: admins[n % 4] ?? '', limit: 60 }),
        ),
      )
      const all = [...claimed, ...rest.done.flat().map(({ subjectId }) => subjectId)]
      expect(all.toSorted()).toEqual(cases.toSorted())
      for (const one of [...done, ...rest.done].flat()) expect(one.attempt).toBe(1)
    }
    expect(await broken()).toEqual([])
  })
})

describe('decide, at the same time', () => {
  it('lets one of many decisions win, which alone is done and logged', async () => {
    const decisions = ['dismiss', 'warn', 'hide', 'close_account'] as const
    for (let round = 0; round < 8; round++) {
      const seller = await newSeller()
      const subjectId = await reportProduct(db, seller, reporters[round] ?? '')
      const { id: caseId, attempt } = await claimOne()
      const { done, refused } = await outcomesOf(
        Array.from({ length: 20 }, (_, n) =>
          caller().moderation.decide({
            caseId,
            adminId,
            attempt,
            decision: decisions[(n + round) % 4] ?? 'warn',
          }),
        ),
      )
      for (const error of refused) expect(error).toMatchObject({ rule: 'case_already_decided' })
      const [won] = done
      for (const one of done) expect(one).toStrictEqual(won)
      expect(refused).toHaveLength(15)
      const log = await db.moderation.listActions({ adminId, subjectId })
      expect(log.items.map(({ action }) => action)).toEqual([won?.decision])
      const product = await db.products.get(subjectId)
      expect(product.hiddenAt !== null).toBe(won?.decision === 'hide')
      expect((await db.users.getProfile(seller)).isClosed).toBe(won?.decision === 'close_account')
    }
    expect(await broken()).toEqual([])
  })

  it('is refused by whoever lost the lease, whenever they come', async () => {
    for (let round = 0; round < 8; round++) {
      await reportProduct(db, await newSeller(), reporters[round] ?? '')
      const { id: caseId, attempt } = await claimOne()
      const end = 'update moderation_cases set leased_until = created_at where id = :caseId!'
      await db.execute(query<{ readonly caseId: string }, object>(end), { caseId })
      const [taken, decided] = await Promise.all([
        outcomesOf([caller().moderation.claimNext({ adminId: admins[1] ?? '' })]),
        outcomesOf([caller().moderation.decide({ caseId, adminId, attempt, decision: 'hide' })]),
      ])
      expect(taken.refused).toEqual([])
      const isTaken = taken.done.flat().length === 1
      expect(decided.done).toHaveLength(isTaken ? 0 : 1)
      for (const error of decided.refused) {
        expect(error).toBeInstanceOf(ConflictError)
        expect(error).toMatchObject({ rule: 'case_not_leased' })
      }
      await db.execute(query<undefined, object>('delete from moderation_cases'))
    }
  })

  it('of two administrators who close each other’s account lets one win', async () => {
    for (let round = 0; round < 6; round++) {
      const [one, other] = [(await makeAdmin(db)).id, (await makeAdmin(db)).id]
      const [reporterId = ''] = reporters
      const file = (subjectId: string) =>
        db.reports.file({ reporterId, subjectType: 'user', subjectId, reason: 'scam' })
      await file(one)
      const [ofOne] = await db.moderation.claimNext({ adminId: other })
      await file(other)
      const [ofOther] = await db.moderation.claimNext({ adminId: one })
      if (ofOne === undefined || ofOther === undefined) return expect.fail('nothing waits')
      const close = { decision: 'close_account' } as const
      const outcomes = await outcomesOf([
        caller().moderation.decide({ caseId: ofOne.id, adminId: other, attempt: 1, ...close }),
        caller().moderation.decide({ caseId: ofOther.id, adminId: one, attempt: 1, ...close }),
      ])
      expectOneWinner(outcomes, 2, 'not_an_admin')
      await db.execute(query<undefined, object>('delete from moderation_cases'))
    }
    expect(await broken()).toEqual([])
  })

  it('does not deadlock with what the user and others do', async () => {
    for (let round = 0; round < 10; round++) {
      const sellerId = await newSeller()
      const [reporterId = '', second = ''] = reporters
      const productId = await reportProduct(db, sellerId, reporterId)
      const { id: caseId, attempt } = await claimOne()
      const decision = round % 2 === 0 ? 'hide' : 'close_account'
      const fee = { discover: 1_000, community: 500 }
      const { refused } = await outcomesOf<unknown>([
        caller().moderation.decide({ caseId, adminId, attempt, decision }),
        caller().products.delete({ productId, sellerId }),
        caller().reports.file({
          reporterId: second,
          subjectType: 'product',
          subjectId: productId,
          reason: 'hate',
        }),
        caller().payments.open({ productId, buyerId: second, feeBasisPoints: fee }),
        caller().users.close({ userId: sellerId }),
        caller().moderation.claimNext({ adminId: admins[1] ?? '', limit: 5 }),
      ])
      for (const error of refused) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(conflict|not_found)$/) as string })
      }
      await db.execute(query<undefined, object>('delete from moderation_cases'))
    }
    expect(await broken()).toEqual([])
  })
})

describe('a case, while connections are ended at random', () => {
  it('is reported, claimed and decided once', async () => {
    const doomed = manyCallers(test.url, 6, 'doomed moderation')
    const killer = await startConnectionKiller(test.url, {
      applicationName: 'doomed moderation',
      seed: 44,
      pauseMs: 20,
    })
    try {
      for (let round = 0; round < 6 || killer.killed < 10; round++) {
        const { id: subjectId } = await db.products.create(sampleProduct(await newSeller()))
        const given = { subjectType: 'product', subjectId, reason: 'spam' } as const
        const filed = await outcomesOf(
          reporters.slice(0, 8).map((reporterId) => {
            const id = newId()
            return insist(() => doomed().reports.file({ id, reporterId, ...given }))
          }),
        )
        expect(filed.refused).toEqual([])
        const { id: caseId, attempt, reportCount } = await claimOne()
        expect(reportCount).toBe(8)
        const decision = { caseId, adminId, attempt, decision: 'hide' } as const
        const decided = await outcomesOf(
          Array.from({ length: 4 }, () => insist(() => doomed().moderation.decide(decision))),
        )
        expect(decided.refused).toEqual([])
        for (const one of decided.done) expect(one).toStrictEqual(decided.done[0])
      }
    } finally {
      await killer.stop()
    }
    expect(await broken()).toEqual([])
  })
})
