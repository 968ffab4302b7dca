import { describe, expect, it } from 'vitest'
import { reportSubjectTypes } from '../../generated/enums.js'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { reportProduct, thingToReport } from '../setup/market/report-thing.js'
import { sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)
const { id: stranger } = await db.users.create(sampleUser())

/** The open case of a thing. */
async function caseOf(subjectId: string) {
  const pages = await pagesOf((input) => db.moderation.listOpen(input), { adminId, limit: 100 })
  return pages.flat().find((one) => one.subjectId === subjectId) ?? expect.fail('there is no case')
}

describe.each(bothWays(db))('file on %s', (_, on) => {
  it.each(reportSubjectTypes)('reports a %s', async (kind) => {
    const { given, ownerId } = await thingToReport(db, kind)
    const filed = await on(({ reports }) => reports.file({ ...given, details: 'It is not what it says.' }))
    expect(filed).toStrictEqual({
      id: filed.id,
      reporterId: given.reporterId,
      subjectType: kind,
      subjectId: given.subjectId,
      reason: 'scam',
      details: 'It is not what it says.',
      status: 'open',
      decision: null,
      decidedAt: null,
      createdAt: filed.createdAt,
    })
    const access = { reportId: filed.id, reporterId: given.reporterId }
    expect(await on(({ reports }) => reports.get(access))).toStrictEqual(filed)
    expect(await caseOf(given.subjectId)).toMatchObject({
      subjectType: kind,
      reportedUserId: ownerId,
      reason: 'scam',
      reportCount: 1,
      status: 'open',
      leasedBy: null,
      attempt: 0,
    })
  })

  it.each(reportSubjectTypes)('refuses a report of a %s that is one’s own', async (kind) => {
    const { given, ownerId } = await thingToReport(db, kind)
    const error = await rejection(
      on(({ reports }) => reports.file({ ...given, reporterId: ownerId })),
      ForbiddenError,
    )
    expect(error.rule).toBe('own_report')
  })

  it.each(reportSubjectTypes)('rejects with the table of a %s that does not exist', async (subjectType) => {
    const report = { reporterId: stranger, subjectType, subjectId: newId(), reason: 'spam' } as const
    const error = await rejection(
      on(({ reports }) => reports.file(report)),
      NotFoundError,
    )
    expect(error.table).toBe(`${subjectType}s`)
  })

  it('lets nobody but its participants report a message', async () => {
    const { given } = await thingToReport(db, 'message')
    const error = await rejection(
      on(({ reports }) => reports.file({ ...given, reporterId: stranger })),
      ForbiddenError,
    )
    expect(error.rule).toBe('not_a_participant')
  })

  it('refuses a second open report of the same thing, and takes one after the decision', async () => {
    const { given } = await thingToReport(db, 'product')
    const first = await db.reports.file(given)
    const again = await rejection(
      on(({ reports }) => reports.file({ ...given, reason: 'spam' })),
      ConflictError,
    )
    expect(again.rule).toBe('already_reported')
    expect(await caseOf(given.subjectId)).toMatchObject({ reportCount: 1, reason: 'scam' })
    await db.moderation.claimNext({ adminId, limit: 100 })
    const { id: caseId, attempt } = await caseOf(given.subjectId)
    await db.moderation.decide({ caseId, adminId, attempt, decision: 'dismiss' })
    const second = await on(({ reports }) => reports.file(given))
    expect(second.id).not.toBe(first.id)
    const decided = await db.reports.get({ reportId: first.id, reporterId: given.reporterId })
    expect(decided).toMatchObject({ status: 'decided', decision: 'dismiss' })
    expect((await caseOf(given.subjectId)).id).not.toBe(caseId)
  })

  it('adds the reports of others to the open case, which takes the most urgent reason', async () => {
    const { given } = await thingToReport(db, 'product')
    await db.reports.file({ ...given, reason: 'spam' })
    const { id: other } = await db.users.create(sampleUser())
    await on(({ reports }) => reports.file({ ...given, reporterId: other, reason: 'hate' }))
    await on(({ reports }) => reports.file({ ...given, reporterId: stranger, reason: 'other' }))
    const { id: caseId, reportCount, reason } = await caseOf(given.subjectId)
    expect({ reportCount, reason }).toEqual({ reportCount: 3, reason: 'hate' })
    const { items } = await db.moderation.listReports({ adminId, caseId })
    expect(items.map(({ reporterId }) => reporterId)).toEqual([given.reporterId, other, stranger])
    await db.users.delete({ userId: other })
    expect((await caseOf(given.subjectId)).reportCount).toBe(2)
  })

  it('with an id is repeated by the same content alone, decided or not', async () => {
    const { given } = await thingToReport(db, 'stream')
    const id = newId()
    const first = await on(({ reports }) => reports.file({ ...given, id }))
    expect(first.id).toBe(id)
    expect(await on(({ reports }) => reports.file({ ...given, id }))).toStrictEqual(first)
    const differently = await rejection(
      on(({ reports }) => reports.file({ ...given, id, reason: 'spam' })),
      ConflictError,
    )
    expect(differently.rule).toBe('repeated_differently')
    const { given: other } = await thingToReport(db, 'stream')
    const taken = await rejection(
      on(({ reports }) => reports.file({ ...other, id })),
      ConflictError,
    )
    expect(taken.rule).toBe('repeated_differently')
    const { items } = await db.moderation.listOpen({ adminId, limit: 100 })
    expect(items.some(({ subjectId }) => subjectId === other.subjectId)).toBe(false)
  })

  it('is for an open account that exists', async () => {
    const { given } = await thingToReport(db, 'user')
    const nobody = await rejection(
      on(({ reports }) => reports.file({ ...given, reporterId: newId() })),
      NotFoundError,
    )
    expect(nobody.table).toBe('users')
    await db.users.close({ userId: given.reporterId })
    const closed = await rejection(
      on(({ reports }) => reports.file(given)),
      ConflictError,
    )
    expect(closed.rule).toBe('account_closed')
  })
})

describe('a case', () => {
  it('keeps what was reported, though its owner deletes it', async () => {
    const { id: seller } = await db.users.create(sampleUser())
    const productId = await reportProduct(db, seller, stranger)
    await db.products.delete({ productId, sellerId: seller })
    expect(await caseOf(productId)).toMatchObject({
      subjectType: 'product',
      subjectId: productId,
      productId: null,
      subjectText: 'Court shoes',
      reportedUserId: seller,
    })
  })

  it('of a message keeps its words', async () => {
    const { given } = await thingToReport(db, 'message')
    await db.reports.file(given)
    expect((await caseOf(given.subjectId)).subjectText).toBe('Pay outside of the app')
  })
})

describe('get and find', () => {
  it('show a report to its reporter alone', async () => {
    const { given } = await thingToReport(db, 'user')
    const { id: reportId } = await db.reports.file(given)
    for (const method of ['get', 'find'] as const) {
      const error = await rejection(
        db.reports[method]({ reportId, reporterId: given.subjectId }),
        ForbiddenError,
      )
      expect(error.rule).toBe('not_the_owner')
    }
    expect(await db.reports.find({ reportId: newId(), reporterId: stranger })).toBeNull()
    const missing = await rejection(
      db.reports.get({ reportId: newId(), reporterId: stranger }),
      NotFoundError,
    )
    expect(missing.table).toBe('reports')
  })
})

describe('listFiled', () => {
  it('lists the reports of a user page by page, newest first', async () => {
    const { id: seller } = await db.users.create(sampleUser())
    const { id: reporterId } = await db.users.create(sampleUser())
    const products: string[] = []
    for (let n = 0; n < 5; n++) products.unshift(await reportProduct(db, seller, reporterId))
    const pages = await pagesOf((input) => db.reports.listFiled(input), { reporterId, limit: 2 })
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1])
    expect(pages.flat().map(({ subjectId }) => subjectId)).toEqual(products)
    const [newest] = pages.flat()
    expect(newest).toStrictEqual(await db.reports.get({ reportId: newest?.id ?? '', reporterId }))
    expect((await db.reports.listFiled({ reporterId: seller })).items).toEqual([])
  })
})
