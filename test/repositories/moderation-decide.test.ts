import { describe, expect, it } from 'vitest'
import { reportSubjectTypes, type ReportSubjectType } from '../../generated/enums.js'
import type { ModerationCase } from '../../generated/models.js'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { thingToReport, type ReportedThing } from '../setup/market/report-thing.js'
import { sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)
const { id: otherAdmin } = await makeAdmin(db)

interface Claimed extends ReportedThing {
  readonly claimed: ModerationCase
}

/** A case of a thing that the administrator has. */
async function claimedCase(kind: ReportSubjectType): Promise<Claimed> {
  const thing = await thingToReport(db, kind)
  await db.reports.file(thing.given)
  const cases = await db.moderation.claimNext({ adminId, limit: 100 })
  const claimed = cases.find(({ subjectId }) => subjectId === thing.given.subjectId)
  return { ...thing, claimed: claimed ?? expect.fail('it was not claimed') }
}

function logOf(caseId: string) {
  return db.moderation
    .listActions({ adminId, limit: 100 })
    .then(({ items }) => items.filter((action) => action.caseId === caseId))
}

describe.each(bothWays(db))('decide on %s', (_, on) => {
  it('decides a case and its reports, and writes the log', async () => {
    const { claimed, given, ownerId } = await claimedCase('product')
    const { id: second } = await db.users.create(sampleUser())
    await db.reports.file({ ...given, reporterId: second })
    const { id: caseId, attempt } = claimed
    const decided = await on(({ moderation }) =>
      moderation.decide({ caseId, adminId, attempt, decision: 'warn', note: 'First warning.' }),
    )
    expect(decided).toStrictEqual({
      ...claimed,
      reportCount: 2,
      status: 'decided',
      decision: 'warn',
      note: 'First warning.',
      decidedBy: adminId,
      decidedAt: decided.decidedAt,
      leasedBy: null,
      leasedUntil: null,
      updatedAt: decided.updatedAt,
    })
    for (const reporterId of [given.reporterId, second]) {
      const { items } = await db.reports.listFiled({ reporterId })
      expect(items).toMatchObject([{ status: 'decided', decision: 'warn', decidedAt: decided.decidedAt }])
    }
    const log = await logOf(caseId)
    expect(log).toStrictEqual([
      {
        id: log[0]?.id,
        adminId,
        action: 'warn',
        subjectType: 'product',
        subjectId: given.subjectId,
        userId: ownerId,
        caseId,
        note: 'First warning.',
        createdAt: log[0]?.createdAt,
      },
    ])
    expect((await db.products.get(given.subjectId)).isAvailable).toBe(true)
  })

  it('hides a product, which its seller cannot bring back', async () => {
    const { claimed, ownerId: sellerId } = await claimedCase('product')
    const { id: caseId, attempt, subjectId: productId } = claimed
    await on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'hide' }))
    const product = await db.products.get(productId)
    expect(product.isAvailable).toBe(false)
    expect(product.hiddenAt).not.toBeNull()
    const error = await rejection(db.products.markAvailable({ productId, sellerId }), ConflictError)
    expect(error.rule).toBe('product_hidden')
  })

  it('stops a stream', async () => {
    const { claimed, ownerId: userId } = await claimedCase('stream')
    const { id: caseId, attempt, subjectId: streamId } = claimed
    await db.streams.goLive({ streamId, userId })
    await on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'hide' }))
    expect(await db.streams.get(streamId)).toMatchObject({ status: 'ended', viewerCount: 0 })
  })

  it('hides the words and pictures of a message from everybody, and keeps its place', async () => {
    const { claimed, given, ownerId } = await claimedCase('message')
    const { id: caseId, attempt, subjectId: messageId } = claimed
    const before = await db.messages.get({ messageId, userId: given.reporterId })
    expect(before.hiddenAt).toBeNull()
    await on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'hide' }))
    for (const userId of [given.reporterId, ownerId]) {
      const message = await db.messages.get({ messageId, userId })
      expect(message).toStrictEqual({
        ...before,
        content: null,
        imageUrls: [],
        hiddenAt: message.hiddenAt,
        updatedAt: message.updatedAt,
      })
      expect(message.hiddenAt).not.toBeNull()
      const { conversationId } = before
      const { items } = await db.messages.list({ conversationId, userId })
      expect(items).toStrictEqual([message])
      const newer = await db.messages.list({ conversationId, userId, direction: 'newer' })
      expect(newer.items).toStrictEqual([message])
      const inbox = await db.conversations.inbox({ userId })
      expect(inbox.items[0]?.lastMessage).toStrictEqual(message)
    }
  })

  it('hides the words of an offer together with its message', async () => {
    const { buyer, seller, product, conversation } = await startChat(db)
    const { id: offerId } = await db.offers.make({
      productId: product.id,
      conversationId: conversation.id,
      buyerId: buyer.id,
      amountMinor: 100,
      message: 'Rude words',
    })
    const { items } = await db.messages.list({ conversationId: conversation.id, userId: seller.id })
    const subjectId = items[0]?.id ?? ''
    await db.reports.file({ reporterId: seller.id, subjectType: 'message', subjectId, reason: 'hate' })
    const cases = await db.moderation.claimNext({ adminId, limit: 100 })
    const claimed = cases.find((one) => one.subjectId === subjectId) ?? expect.fail('it was not claimed')
    const { id: caseId, attempt } = claimed
    await on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'hide' }))
    const offer = await db.offers.get({ offerId, userId: seller.id })
    expect(offer).toMatchObject({ message: null, status: 'pending' })
    expect(await db.messages.get({ messageId: subjectId, userId: seller.id })).toMatchObject({
      content: null,
    })
  })

  it('hides a review', async () => {
    const { claimed } = await claimedCase('review')
    const { id: caseId, attempt, subjectId: id } = claimed
    await on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'hide' }))
    const review = await db.reviews.getForModeration({ reviewId: id, adminId })
    expect(review).toMatchObject({ content: 'Rude' })
    expect(review.hiddenAt).not.toBeNull()
  })

  it.each(reportSubjectTypes)('closes the account behind a %s, with all that closing means', async (kind) => {
    const { claimed, ownerId } = await claimedCase(kind)
    const { id: caseId, attempt } = claimed
    await on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'close_account' }))
    expect((await db.users.getProfile(ownerId)).isClosed).toBe(true)
    const { items } = await db.products.listBySeller({ sellerId: ownerId })
    expect(items.some(({ isAvailable }) => isAvailable)).toBe(false)
    expect(await logOf(caseId)).toMatchObject([{ action: 'close_account', userId: ownerId }])
  })

  it('has nothing to hide of an account, or of something that is gone', async () => {
    const account = await claimedCase('user')
    const product = await claimedCase('product')
    await db.products.delete({ productId: product.given.subjectId, sellerId: product.ownerId })
    for (const { claimed } of [account, product]) {
      const given = { caseId: claimed.id, adminId, attempt: claimed.attempt } as const
      const error = await rejection(
        on(({ moderation }) => moderation.decide({ ...given, decision: 'hide' })),
        ConflictError,
      )
      expect(error.rule).toBe('nothing_to_hide')
      const warned = await on(({ moderation }) => moderation.decide({ ...given, decision: 'warn' }))
      expect(warned.status).toBe('decided')
    }
  })

  it('is repeated by the same decision alone', async () => {
    const { claimed } = await claimedCase('user')
    const given = { caseId: claimed.id, adminId, attempt: claimed.attempt, decision: 'warn' } as const
    const decided = await on(({ moderation }) => moderation.decide(given))
    expect(await on(({ moderation }) => moderation.decide(given))).toStrictEqual(decided)
    for (const other of [
      { ...given, decision: 'dismiss' as const },
      { ...given, note: 'Another note' },
      { ...given, adminId: otherAdmin },
      { ...given, attempt: 2 },
    ]) {
      const error = await rejection(
        on(({ moderation }) => moderation.decide(other)),
        ConflictError,
      )
      expect(error.rule).toBe('case_already_decided')
    }
    expect(await logOf(claimed.id)).toHaveLength(1)
  })

  it('is for the administrator who has the case', async () => {
    const { claimed } = await claimedCase('product')
    const { id: caseId, attempt } = claimed
    const decide = (more: object) =>
      on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'hide', ...more }))
    for (const more of [{ adminId: otherAdmin }, { attempt: attempt + 1 }]) {
      expect((await rejection(decide(more), ConflictError)).rule).toBe('case_not_leased')
    }
    const nobody = await rejection(decide({ adminId: claimed.reportedUserId }), ForbiddenError)
    expect(nobody.rule).toBe('not_an_admin')
    const missing = await rejection(decide({ caseId: newId() }), NotFoundError)
    expect(missing.table).toBe('moderation_cases')
    expect(await logOf(caseId)).toEqual([])
    expect((await db.products.get(claimed.subjectId)).hiddenAt).toBeNull()
  })

  it('is not for whoever reported the thing meanwhile', async () => {
    const { claimed, given } = await claimedCase('product')
    await db.reports.file({ ...given, reporterId: adminId })
    const { id: caseId, attempt } = claimed
    const error = await rejection(
      on(({ moderation }) => moderation.decide({ caseId, adminId, attempt, decision: 'dismiss' })),
      ForbiddenError,
    )
    expect(error.rule).toBe('own_case')
  })

  it('decides after its lease has ended, while nobody else took the case', async () => {
    const { claimed } = await claimedCase('user')
    const { id: caseId, attempt } = claimed
    const end = 'update moderation_cases set leased_until = created_at where id = :caseId!'
    await db.execute(query<{ readonly caseId: string }, object>(end), { caseId })
    const given = { caseId, adminId, attempt, decision: 'dismiss' } as const
    expect((await on(({ moderation }) => moderation.decide(given))).status).toBe('decided')
  })
})
