// Thorough: takes each action a moderator can take.

import { describe, expect, it } from 'vitest'
import type { ModerationAction } from '../../generated/models.js'
import { ConflictError, ForbiddenError } from '../../src/errors.js'
import { eachItem } from '../../src/pagination/each-item.js'
import type { PageInput } from '../../src/pagination/page.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { completedDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: adminId } = await makeAdmin(db)

async function log(filters: object): Promise<readonly ModerationAction[]> {
  return (
    await pagesOf((input) => db.moderation.listActions(input), { adminId, limit: 3, ...filters })
  ).flat()
}

describe.each(bothWays(db))('the log, of commands on %s', (_, on) => {
  it('has what administrators do without a case, newest first', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const { id: productId } = await db.products.create(sampleProduct(userId))
    const { id: streamId } = await db.streams.create(sampleStream(userId))
    const { id: approved } = await db.verifications.submit(sampleVerification(userId))
    const reviewerId = adminId
    await on(({ products }) => products.hide({ productId, adminId }))
    await on(({ products }) => products.unhide({ productId, adminId }))
    await on(({ streams }) => streams.stop({ streamId, adminId }))
    await on(({ verifications }) => verifications.approve({ verificationId: approved, reviewerId }))
    const revocation = { verificationId: approved, reviewerId, reason: 'It was forged.' }
    await on(({ verifications }) => verifications.revoke(revocation))
    const { id: rejected } = await db.verifications.submit(sampleVerification(userId))
    const rejectedFor = { verificationId: rejected, reviewerId, reason: 'It cannot be read.' }
    await on(({ verifications }) => verifications.reject(rejectedFor))
    await on(({ users }) => users.setRole({ userId, role: 'both', adminId }))
    await on(({ users }) => users.suspend({ userId, adminId }))
    await on(({ users }) => users.reopen({ userId, adminId: null }))

    const user = { subjectType: 'user', subjectId: userId, note: null }
    const expected = [
      { action: 'reopen_account', ...user, adminId: null },
      { action: 'close_account', ...user, adminId },
      { action: 'set_role', ...user, adminId, note: 'both' },
      { action: 'reject_verification', subjectId: rejected, note: 'It cannot be read.', adminId },
      { action: 'revoke_verification', subjectId: approved, note: 'It was forged.', adminId },
      { action: 'approve_verification', subjectId: approved, note: null, adminId },
      { action: 'stop', subjectType: 'stream', subjectId: streamId, note: null, adminId },
      { action: 'unhide', subjectType: 'product', subjectId: productId, note: null, adminId },
      { action: 'hide', subjectType: 'product', subjectId: productId, note: null, adminId },
    ]
    const all = await log({ userId })
    expect(all).toMatchObject(expected)
    for (const { userId: logged, caseId } of all)
      expect({ logged, caseId }).toEqual({ logged: userId, caseId: null })
    expect(await log({ subjectId: productId })).toStrictEqual(all.slice(-2))
    expect(await log({ userId, moderatorId: adminId })).toStrictEqual(all.slice(1))
    expect(await log({ subjectId: approved, moderatorId: adminId })).toStrictEqual(all.slice(4, 6))
    expect((await log({ moderatorId: adminId })).slice(0, 8)).toStrictEqual(all.slice(1))
    expect((await log({})).slice(0, 9)).toStrictEqual(all)
  })

  it('has each of them once, however often it is repeated', async () => {
    const { paymentId, buyerId: userId, sellerId } = await completedDeal(db)
    const { id: productId } = await db.products.create(sampleProduct(userId))
    const { id: reviewId } = await db.reviews.write({ paymentId, reviewerId: userId, rating: 1 })
    await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 5 })
    const badge = { userId, badgeType: 'top_seller', adminId } as const
    for (let round = 0; round < 2; round++) {
      await on(({ badges }) => badges.award({ ...badge, reason: 'The best of the year.' }))
      await on(({ products }) => products.hide({ productId, adminId }))
      await on(({ reviews }) => reviews.hide({ reviewId, adminId }))
      await on(({ users }) => users.setRole({ userId, role: 'both', adminId }))
      await on(({ users }) => users.suspend({ userId, adminId }))
    }
    for (let round = 0; round < 2; round++) {
      await on(({ users }) => users.reopen({ userId, adminId }))
      await on(({ reviews }) => reviews.unhide({ reviewId, adminId }))
      await on(({ products }) => products.unhide({ productId, adminId }))
    }
    await on(({ badges }) => badges.revoke(badge))
    await expect(on(({ badges }) => badges.revoke(badge))).rejects.toThrow()
    const user = { subjectType: 'user', subjectId: userId, adminId }
    expect(await log({ userId })).toMatchObject([
      { action: 'revoke_badge', ...user, note: 'top_seller' },
      { action: 'unhide', subjectType: 'product', subjectId: productId, adminId },
      { action: 'unhide', subjectType: 'review', subjectId: reviewId, adminId },
      { action: 'reopen_account', ...user, note: null },
      { action: 'close_account', ...user, note: null },
      { action: 'set_role', ...user, note: 'both' },
      { action: 'hide', subjectType: 'review', subjectId: reviewId, adminId },
      { action: 'hide', subjectType: 'product', subjectId: productId, adminId },
      { action: 'award_badge', ...user, note: 'top_seller' },
    ])
  })

  it('has nothing of what was refused', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const { id: stranger } = await db.users.create(sampleUser())
    const { id: productId } = await db.products.create(sampleProduct(userId))
    await expect(on(({ products }) => products.hide({ productId, adminId: stranger }))).rejects.toThrow()
    await expect(on(({ users }) => users.suspend({ userId, adminId: stranger }))).rejects.toThrow()
    expect(await log({ userId })).toEqual([])
  })
})

describe('hiding a review', () => {
  it('is in the log, and so is showing it again', async () => {
    const { paymentId, sellerId } = await completedDeal(db)
    const { id: reviewId } = await db.reviews.write({ paymentId, reviewerId: sellerId, rating: 1 })
    await db.reviews.hide({ reviewId, adminId })
    await db.reviews.unhide({ reviewId, adminId })
    const entry = { subjectType: 'review', subjectId: reviewId, userId: sellerId, adminId, note: null }
    expect(await log({ subjectId: reviewId })).toMatchObject([
      { action: 'unhide', ...entry },
      { action: 'hide', ...entry },
    ])
  })
})

describe('an entry of the log', () => {
  it.each([
    ['changed', `update moderation_actions set note = 'Another'`],
    ['changed, not one', 'update moderation_actions set note = note where false'],
    ['deleted', 'delete from moderation_actions'],
    ['deleted, not one', 'delete from moderation_actions where false'],
    ['truncated', 'truncate moderation_actions'],
  ])('is never %s', async (_, statement) => {
    const before = await log({})
    const error = await rejection(db.execute(query<undefined, object>(statement)), ConflictError)
    expect(error.rule).toBe('audit_log_kept')
    expect(await log({})).toStrictEqual(before)
  })

  it('stays when its user, its administrator and its thing go', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const { id: otherAdmin } = await makeAdmin(db)
    const { id: productId } = await db.products.create(sampleProduct(userId))
    await db.products.hide({ productId, adminId: otherAdmin })
    await db.users.delete({ userId })
    await db.users.delete({ userId: otherAdmin })
    expect(await log({ subjectId: productId })).toMatchObject([{ adminId: otherAdmin, userId }])
  })
})

describe('the log by several filters', async () => {
  const { id: userId } = await db.users.create(sampleUser())
  const { id: rareAdminId } = await makeAdmin(db)
  const { id: idleAdminId } = await makeAdmin(db)
  const subjectId = newId()
  // Of one moment to each hundred. Every 700th is by another administrator, and every third of one thing.
  await db.execute(
    query<undefined, object>(
      `insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, created_at)
      select
        case when n % 700 = 0 then '${rareAdminId}'::uuid when n % 5 > 0 then '${adminId}'::uuid end,
        'hide',
        'product',
        case when n % 3 = 0 then '${subjectId}'::uuid else gen_random_uuid() end,
        '${userId}',
        timestamptz '2026-01-01' - n / 100 * interval '1 second'
      from generate_series(1, 2100) as n`,
    ),
  )
  const all = async (filters: object): Promise<ModerationAction[]> => {
    const found: ModerationAction[] = []
    const list = (input: PageInput) => db.moderation.listActions({ adminId, ...filters, ...input })
    for await (const action of eachItem(list, { limit: 100 })) found.push(action)
    return found
  }
  const everything = await all({ userId })

  it.each([
    { userId, moderatorId: rareAdminId },
    { userId, moderatorId: adminId },
    { userId, moderatorId: idleAdminId },
    { subjectId, moderatorId: rareAdminId },
    { subjectId, userId },
    { subjectId, userId, moderatorId: adminId },
    { subjectId, userId: adminId },
  ])('finds every action once, in order', async (filters) => {
    expect(everything).toHaveLength(2_100)
    const expected = everything.filter(
      (action) =>
        (filters.userId === undefined || action.userId === filters.userId) &&
        (filters.subjectId === undefined || action.subjectId === filters.subjectId) &&
        (filters.moderatorId === undefined || action.adminId === filters.moderatorId),
    )
    expect(await all(filters)).toStrictEqual(expected)
  })

  it('says of a page that its walk ended before it was full', async () => {
    const page = await db.moderation.listActions({ adminId, userId, moderatorId: idleAdminId })
    expect(page).toMatchObject({ items: [], isComplete: false })
    expect(page.nextCursor).not.toBeNull()
  })

  it('is for administrators alone, also where the walk finds nothing', async () => {
    const error = await rejection(
      db.moderation.listActions({ adminId: userId, userId, moderatorId: idleAdminId }),
      ForbiddenError,
    )
    expect(error.rule).toBe('not_an_admin')
  })
})
