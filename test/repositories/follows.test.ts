import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function newUsers(count: number): Promise<string[]> {
  return db.users.createMany(Array.from({ length: count }, () => sampleUser()))
}

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

describe.each(bothWays(db))('follow and unfollow on %s', (_, on) => {
  it('follow once, and report whether anything changed', async () => {
    const [userId = '', followeeId = ''] = await newUsers(2)
    const follow = { userId, followeeId }
    expect(await on(({ follows }) => follows.unfollow(follow))).toBe(false)
    expect(await on(({ follows }) => follows.follow(follow))).toBe(true)
    expect(await on(({ follows }) => follows.follow(follow))).toBe(false)
    expect(await db.follows.countOf(userId)).toEqual({ followers: 0, following: 1 })
    expect(await db.follows.countOf(followeeId)).toEqual({ followers: 1, following: 0 })
    expect(await on(({ follows }) => follows.unfollow(follow))).toBe(true)
    expect(await on(({ follows }) => follows.unfollow(follow))).toBe(false)
    expect(await db.follows.countOf(userId)).toEqual({ followers: 0, following: 0 })
    expect(await db.follows.countOf(followeeId)).toEqual({ followers: 0, following: 0 })
  })

  it('refuse oneself, strangers and closed accounts', async () => {
    const [userId = '', followeeId = '', closed = ''] = await newUsers(3)
    await db.follows.follow({ userId: closed, followeeId })
    await db.users.close({ userId: closed })
    const follow = (one: string, other: string) =>
      on(({ follows }) => follows.follow({ userId: one, followeeId: other }))
    expect(await rejection(follow(userId, userId), ForbiddenError)).toMatchObject({ rule: 'own_account' })
    await rejection(follow(userId, newId()), NotFoundError)
    await rejection(follow(newId(), userId), NotFoundError)
    for (const refused of [
      () => follow(userId, closed),
      () => follow(closed, userId),
      () => on(({ follows }) => follows.unfollow({ userId: closed, followeeId })),
    ]) {
      expect(await rejection(refused(), ConflictError)).toMatchObject({ rule: 'account_closed' })
    }
    await rejection(
      on(({ follows }) => follows.unfollow({ userId: newId(), followeeId })),
      NotFoundError,
    )
    expect(await db.follows.countOf(followeeId)).toEqual({ followers: 1, following: 0 })
  })
})

describe('countOf', () => {
  it('counts what any statement changes, and what goes with a user', async () => {
    const [one = '', two = '', three = ''] = await newUsers(3)
    const pairs = query<{ readonly from: readonly string[]; readonly to: readonly string[] }, object>(
      `insert into follows (follower_id, followee_id)
      select pair.follower_id, pair.followee_id from unnest(:from!::uuid[], :to!::uuid[]) as pair (follower_id, followee_id)`,
    )
    await db.execute(pairs, { from: [one, one, two, three], to: [two, three, one, one] })
    expect(await db.follows.countOf(one)).toEqual({ followers: 2, following: 2 })
    expect(await db.follows.countOf(two)).toEqual({ followers: 1, following: 1 })
    await db.users.delete({ userId: three })
    expect(await db.follows.countOf(one)).toEqual({ followers: 1, following: 1 })
    expect(await db.follows.countOf(three)).toEqual({ followers: 0, following: 0 })
    expect(await findBrokenInvariants(db)).toEqual([])
    await db.execute(
      query<{ readonly id: string }, object>(
        'delete from follows where follower_id = :id!::uuid or followee_id = :id!::uuid',
      ),
      {
        id: one,
      },
    )
    expect(await db.follows.countOf(one)).toEqual({ followers: 0, following: 0 })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('keeps the two of a follow, so that they are counted once', async () => {
    const [userId = '', followeeId = '', other = ''] = await newUsers(3)
    await db.follows.follow({ userId, followeeId })
    const change = query<{ readonly id: string; readonly other: string }, object>(
      'update follows set followee_id = :other!::uuid where follower_id = :id!::uuid',
    )
    expect(await rejection(db.execute(change, { id: userId, other }), ConflictError)).toMatchObject({
      rule: 'pair_fixed',
    })
  })
})

describe('areFollowed', () => {
  it('answers for each id in its place, twice if it is asked twice', async () => {
    const [userId = '', one = '', two = ''] = await newUsers(3)
    await db.follows.follow({ userId, followeeId: one })
    await db.follows.follow({ userId: two, followeeId: userId })
    const userIds = [two, one, newId(), one, userId]
    expect(await db.follows.areFollowed({ userId, userIds })).toEqual([false, true, false, true, false])
    expect(await db.follows.areFollowed({ userId, userIds: [] })).toEqual([])
  })

  it('refuses what is no list of ids, and names the field', async () => {
    const refuse = async (input: unknown, field: string) => {
      const error = await rejection(db.follows.areFollowed(input as never), InvalidInputError)
      expect(error.field).toBe(field)
    }
    await refuse({ userId: newId(), userIds: 'secret' }, 'userIds')
    await refuse({ userId: newId(), userIds: ['secret'] }, 'userIds[0]')
    await refuse({ userId: 'secret', userIds: [] }, 'userId')
    await refuse({ userId: newId(), userIds: [], isAdmin: true }, 'isAdmin')
    await refuse({ userId: newId(), userIds: Array.from({ length: 10_001 }, () => newId()) }, 'userIds')
  })
})

describe('listFollowers and listFollowing', () => {
  it('list the newest first, page by page, without closed accounts', async () => {
    const [star = '', ...fans] = await newUsers(8)
    for (const userId of fans) await db.follows.follow({ userId, followeeId: star })
    const [closed = ''] = fans
    await db.users.close({ userId: closed })
    const open = fans.slice(1).reverse()
    const pages = await pagesOf((input) => db.follows.listFollowers(input), { userId: star, limit: 4 })
    expect(pages.flat().map(({ id }) => id)).toEqual(open)
    expect(pages[0]?.[0]).toStrictEqual({
      ...(await db.users.listProfiles([open[0] ?? '']))[0],
      followedAt: expect.any(Date) as Date,
    })
    const { items } = await db.follows.listFollowing({ userId: open[0] ?? '' })
    expect(items.map(({ id }) => id)).toEqual([star])
    expect((await db.follows.listFollowing({ userId: star })).items).toEqual([])
  })

  it('leave out whom a block parts from the viewer, in either direction', async () => {
    const [star = '', viewerId = '', ...fans] = await newUsers(6)
    for (const userId of fans) {
      await db.follows.follow({ userId, followeeId: star })
      await db.follows.follow({ userId: star, followeeId: userId })
    }
    const [one = '', two = '', ...others] = fans
    await db.blocks.block({ userId: one, blockedId: viewerId })
    await db.blocks.block({ userId: viewerId, blockedId: two })
    for (const list of [
      db.follows.listFollowers.bind(db.follows),
      db.follows.listFollowing.bind(db.follows),
    ]) {
      const seen = await list({ userId: star, viewerId })
      expect(seen.items.map(({ id }) => id).sort()).toEqual([...others].sort())
      expect((await list({ userId: star })).items).toHaveLength(4)
    }
    await db.blocks.block({ userId: star, blockedId: viewerId })
    expect((await db.follows.listFollowers({ userId: star, viewerId })).items).toEqual([])
    expect((await db.follows.listFollowing({ userId: star, viewerId })).items).toEqual([])
  })

  it('go on behind 500 who are left out', async () => {
    const [star = '', first = '', last = ''] = await newUsers(3)
    await db.follows.follow({ userId: first, followeeId: star })
    const gone = await newUsers(510)
    const insert = query<{ readonly star: string; readonly gone: readonly string[] }, object>(
      `insert into follows (follower_id, followee_id, created_at)
      select follower.id, :star!::uuid, now() - follower.place * interval '1 second'
      from unnest(:gone!::uuid[]) with ordinality as follower (id, place)`,
    )
    await db.execute(insert, { star, gone })
    await db.execute(
      query<{ readonly first: string }, object>(
        `update follows set created_at = now() - interval '1 hour' where follower_id = :first!::uuid`,
      ),
      { first },
    )
    await db.execute(
      query<{ readonly gone: readonly string[] }, object>(
        'update users set is_active = false where id = any(:gone!::uuid[])',
      ),
      { gone },
    )
    await db.follows.follow({ userId: last, followeeId: star })
    const page = await db.follows.listFollowers({ userId: star })
    expect(page.items.map(({ id }) => id)).toEqual([last])
    const next = await db.follows.listFollowers({ userId: star, cursor: page.nextCursor })
    expect(next.items.map(({ id }) => id)).toEqual([first])
    expect(next.nextCursor).toBeNull()
    // The same walk ends with somebody who is shown: they are shown once.
    await db.users.reopen({ userId: gone[498] ?? '', adminId: null })
    const longer = await db.follows.listFollowers({ userId: star })
    expect(longer.items.map(({ id }) => id)).toEqual([last, gone[498]])
    const rest = await db.follows.listFollowers({ userId: star, cursor: longer.nextCursor })
    expect(rest.items.map(({ id }) => id)).toEqual([first])
  })

  it('bind the cursor to the user and the viewer', async () => {
    const [star = '', viewerId = '', ...fans] = await newUsers(4)
    for (const userId of fans) await db.follows.follow({ userId, followeeId: star })
    const { nextCursor: cursor } = await db.follows.listFollowers({ userId: star, limit: 1 })
    for (const input of [{ userId: star, viewerId }, { userId: viewerId }]) {
      const error = await rejection(
        db.follows.listFollowers({ ...input, limit: 1, cursor }),
        InvalidInputError,
      )
      expect(error.field).toBe('cursor')
    }
  })
})

describe('listMutual', () => {
  it('lists those who follow each other, or whom a user follows among the followers of another', async () => {
    const [me = '', star = '', friend = '', known = '', stranger = ''] = await newUsers(5)
    const follows: readonly (readonly [string, string])[] = [
      [me, friend],
      [friend, me],
      [me, known],
      [known, star],
      [stranger, star],
      [friend, star],
      [me, star],
    ]
    for (const [userId, followeeId] of follows) await db.follows.follow({ userId, followeeId })
    const ids = async (otherId?: string) =>
      (await db.follows.listMutual({ userId: me, otherId })).items.map(({ id }) => id)
    expect(await ids()).toEqual([friend])
    expect(await ids(star)).toEqual([known, friend])
    const pages = await pagesOf((input) => db.follows.listMutual(input), {
      userId: me,
      otherId: star,
      limit: 1,
    })
    expect(pages.flat().map(({ id }) => id)).toEqual([known, friend])
    await db.users.close({ userId: known })
    expect(await ids(star)).toEqual([friend])
    await db.blocks.block({ userId: star, blockedId: me })
    expect(await ids(star)).toEqual([])
  })
})

describe('recountFollowCounts', () => {
  it('repairs what drifted, reports how many, and finds nothing then', async () => {
    const { recountFollowCounts } = await import('../../generated/follows.queries.js')
    const [one = '', two = '', three = ''] = (await newUsers(3)).sort()
    await db.follows.follow({ userId: one, followeeId: two })
    await db.follows.follow({ userId: three, followeeId: two })
    await db.execute(
      query<{ readonly one: string; readonly two: string }, object>(
        'update user_stats set follower_count = follower_count + 5, rating_3_count = 2 where user_id in (:one!::uuid, :two!::uuid)',
      ),
      { one, two },
    )
    await db.execute(
      query<{ readonly id: string }, object>('delete from user_stats where user_id = :id!::uuid'),
      {
        id: three,
      },
    )
    const recountAll = async () => {
      let afterId = '00000000-0000-0000-0000-000000000000'
      let drifted = 0
      let checked = 0
      for (;;) {
        const batch = await db.one(recountFollowCounts, { afterId, limit: 7 })
        drifted += batch.drifted
        checked += batch.checked
        if (batch.lastId === null) return { drifted, checked }
        afterId = batch.lastId
      }
    }
    const first = await recountAll()
    expect(first.drifted).toBe(3)
    expect(first.checked).toBeGreaterThan(500)
    expect(await db.follows.countOf(two)).toEqual({ followers: 2, following: 0 })
    expect(await db.follows.countOf(one)).toEqual({ followers: 0, following: 1 })
    expect(await db.follows.countOf(three)).toEqual({ followers: 0, following: 1 })
    expect((await recountAll()).drifted).toBe(0)
    const rating = query<{ readonly two: string }, { readonly kept: number }>(
      'select rating_3_count as kept from user_stats where user_id = :two!::uuid',
    )
    expect(await db.one(rating, { two })).toEqual({ kept: 2 })
  })
})

it('ends with the user', async () => {
  const userId = await newUser()
  const followeeId = await newUser()
  await db.follows.follow({ userId, followeeId })
  await db.users.delete({ userId: followeeId })
  expect(await db.follows.countOf(userId)).toEqual({ followers: 0, following: 0 })
  expect((await db.follows.listFollowing({ userId })).items).toEqual([])
})
