import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleUser } from '../setup/market/samples.js'
import { setTimes } from '../setup/market/set-times.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

const newUser = async () => (await db.users.create(sampleUser())).id
const closedUser = async () => {
  const id = await newUser()
  await db.users.close({ userId: id })
  return id
}

const at = (n: number) => `2026-01-01T00:00:00.${String(100_000 + n)}Z`

/** Tells a user of so many things, some in the same microsecond, and gives the ids, newest first. */
async function tell(userId: string, count: number): Promise<readonly string[]> {
  const given = []
  for (let n = 0; n < count; n++) {
    const { id } = await db.notifications.add({ userId, notificationType: 'other' })
    given.push({ id, time: at(Math.floor(n / 2)) })
  }
  await setTimes(db, 'notifications.created_at', given)
  const key = ({ time, id }: { readonly time: string; readonly id: string }) => `${time} ${id}`
  return given.toSorted((a, b) => (key(a) < key(b) ? 1 : -1)).map(({ id }) => id)
}

describe.each(bothWays(db))('add on %s', (_, on) => {
  it('tells a user of everything that is given, and sends it by each channel once', async () => {
    const [userId, actorId, subjectId] = [await newUser(), await newUser(), newId()]
    const added = await on(({ notifications }) =>
      notifications.add({
        userId,
        actorId,
        notificationType: 'review',
        about: { subjectType: 'review', subjectId },
        title: 'مراجعة جديدة',
        body: 'Five stars.',
        data: { screen: 'reviews', at: [1, null, { deep: true }] },
        channels: ['push', 'email', 'push'],
        dedupeKey: 'a key',
      }),
    )
    expect(added).toMatchObject({
      userId,
      actorId,
      notificationType: 'review',
      subjectType: 'review',
      subjectId,
      title: 'مراجعة جديدة',
      body: 'Five stars.',
      data: { screen: 'reviews', at: [1, null, { deep: true }] },
      dedupeKey: 'a key',
      readAt: null,
    })
    const deliveries = await on(({ notifications }) =>
      notifications.listDeliveries({ notificationId: added.id }),
    )
    expect(deliveries.map(({ channel, status, attempt }) => [channel, status, attempt])).toEqual([
      ['push', 'pending', 0],
      ['email', 'pending', 0],
    ])
    expect(await on(({ notifications }) => notifications.get({ notificationId: added.id, userId }))).toEqual(
      added,
    )
  })

  it('needs no more than a user and a type', async () => {
    const userId = await newUser()
    const added = await on(({ notifications }) => notifications.add({ userId, notificationType: 'other' }))
    expect(added).toMatchObject({ actorId: null, title: null, body: null, data: {}, channels: [] })
    expect(added).toMatchObject({ subjectType: null, subjectId: null, dedupeKey: null })
  })

  it('tells a user once under a key, and others under the same key', async () => {
    const [userId, other] = [await newUser(), await newUser()]
    const event = { notificationType: 'other', dedupeKey: 'once' } as const
    const first = await on(({ notifications }) => notifications.add({ ...event, userId, title: 'First' }))
    const again = await on(({ notifications }) => notifications.add({ ...event, userId, title: 'Second' }))
    expect(again).toEqual(first)
    const ofOther = await on(({ notifications }) => notifications.add({ ...event, userId: other }))
    expect(ofOther.id).not.toBe(first.id)
  })

  it('refuses closed accounts, and ids of nobody', async () => {
    const [userId, closed] = [await newUser(), await closedUser()]
    const add = (user: string, actorId: string | null = null) =>
      on(({ notifications }) => notifications.add({ userId: user, actorId, notificationType: 'other' }))
    expect((await rejection(add(closed), ConflictError)).rule).toBe('account_closed')
    expect((await rejection(add(newId()), NotFoundError)).table).toBe('users')
    expect((await rejection(add(userId, newId()), NotFoundError)).table).toBe('users')
  })
})

describe.each(bothWays(db))('addMany on %s', (_, on) => {
  it('tells each open account once, and reports what is new', async () => {
    const ids = await db.users.createMany([sampleUser(), sampleUser(), sampleUser()])
    const [one = '', two = '', three = ''] = ids
    const event = { notificationType: 'stream_live', channels: ['push'], dedupeKey: 'live' } as const
    const first = await on(({ notifications }) => notifications.addMany({ ...event, userIds: [one] }))
    expect(first).toMatchObject([{ userId: one }])
    const userIds = [three, one, two, two, newId(), await closedUser()]
    const more = await on(({ notifications }) => notifications.addMany({ ...event, userIds }))
    expect(more.map(({ userId }) => userId).toSorted()).toEqual([two, three].toSorted())
    expect(await on(({ notifications }) => notifications.addMany({ ...event, userIds }))).toEqual([])
    const [added] = more
    const deliveries = await db.notifications.listDeliveries({ notificationId: added?.id ?? '' })
    expect(deliveries).toMatchObject([{ channel: 'push', status: 'pending' }])
  })

  it('does nothing for nobody, and does not tell the actor', async () => {
    const [actorId, userId] = [await newUser(), await newUser()]
    const event = { notificationType: 'other', actorId } as const
    expect(await on(({ notifications }) => notifications.addMany({ ...event, userIds: [] }))).toEqual([])
    const told = await on(({ notifications }) => notifications.addMany({ ...event, userIds: [userId] }))
    expect(told).toMatchObject([{ userId }])
  })
})

describe.each(bothWays(db))('lists on %s', (_, on) => {
  it('pages through all, the unread and the read, newest first', async () => {
    const userId = await newUser()
    const ids = await tell(userId, 9)
    const read = ids.filter((__, n) => n % 3 === 0)
    for (const notificationId of read) await db.notifications.markOneRead({ notificationId, userId })
    const pages = async (isUnread?: boolean) => {
      const of = await on(({ notifications }) =>
        pagesOf((input) => notifications.list(input), { userId, limit: 2, isUnread }),
      )
      return of.flat().map(({ id }) => id)
    }
    expect(await pages()).toEqual(ids)
    expect(await pages(false)).toEqual(read)
    expect(await pages(true)).toEqual(ids.filter((id) => !read.includes(id)))
  })

  it('show who acted, and nobody where nobody did or the account is gone', async () => {
    const [userId, actorId, gone] = [await newUser(), await newUser(), await newUser()]
    await db.notifications.add({ userId, actorId, notificationType: 'follower' })
    await db.notifications.add({ userId, actorId: gone, notificationType: 'follower' })
    await db.users.delete({ userId: gone })
    await db.notifications.add({ userId, notificationType: 'announcement' })
    const { items } = await on(({ notifications }) => notifications.list({ userId }))
    expect(items.map(({ actor }) => actor)).toEqual([
      null,
      null,
      await db.users.findProfile(actorId).then(withoutBio),
    ])
    expect(items[2]).not.toHaveProperty('createdAtExact')
    expect(items[2]).not.toHaveProperty('profileUsername')
  })

  it('count the unread up to a bound', async () => {
    const userId = await newUser()
    await tell(userId, 5)
    const count = (upTo?: number) => on(({ notifications }) => notifications.countUnread({ userId, upTo }))
    expect(await count()).toEqual({ count: 5, isMore: false })
    expect(await count(5)).toEqual({ count: 5, isMore: false })
    expect(await count(4)).toEqual({ count: 4, isMore: true })
    expect(await on(({ notifications }) => notifications.countUnread({ userId: newId() }))).toEqual({
      count: 0,
      isMore: false,
    })
  })
})

describe.each(bothWays(db))('marks on %s', (_, on) => {
  it('read one, those up to one, and all, but nothing twice', async () => {
    const userId = await newUser()
    const ids = await tell(userId, 8)
    const unread = async () =>
      (await db.notifications.list({ userId, isUnread: true })).items.map(({ id }) => id)
    const [, second = '', , fourth = ''] = ids
    const one = await on(({ notifications }) => notifications.markOneRead({ notificationId: second, userId }))
    expect(one.readAt).toBeInstanceOf(Date)
    expect(
      await on(({ notifications }) => notifications.markOneRead({ notificationId: second, userId })),
    ).toEqual(one)
    const upTo = () => on(({ notifications }) => notifications.markRead({ userId, upToId: fourth }))
    expect(await upTo()).toBe(5)
    expect(await upTo()).toBe(0)
    expect(await unread()).toEqual([ids[0], ids[2]])
    expect(await on(({ notifications }) => notifications.markAllRead({ userId }))).toBe(2)
    expect(await on(({ notifications }) => notifications.markAllRead({ userId }))).toBe(0)
    expect(await unread()).toEqual([])
  })

  it('are for the user alone who was told', async () => {
    const [userId, other] = [await newUser(), await newUser()]
    const [notificationId = ''] = await tell(userId, 1)
    const calls = [
      () => on(({ notifications }) => notifications.get({ notificationId, userId: other })),
      () => on(({ notifications }) => notifications.markOneRead({ notificationId, userId: other })),
      () => on(({ notifications }) => notifications.markRead({ upToId: notificationId, userId: other })),
    ]
    for (const call of calls) expect((await rejection(call(), ForbiddenError)).rule).toBe('not_the_owner')
    expect(await on(({ notifications }) => notifications.markAllRead({ userId: other }))).toBe(0)
    expect((await db.notifications.get({ notificationId, userId })).readAt).toBeNull()
    const missing = [
      () => on(({ notifications }) => notifications.get({ notificationId: newId(), userId })),
      () => on(({ notifications }) => notifications.markOneRead({ notificationId: newId(), userId })),
      () => on(({ notifications }) => notifications.markRead({ upToId: newId(), userId })),
    ]
    for (const call of missing) expect((await rejection(call(), NotFoundError)).table).toBe('notifications')
  })
})

describe.each(bothWays(db))('deleteOld on %s', (_, on) => {
  it('deletes the read before the unread, and with them their deliveries, up to a limit', async () => {
    await db.execute(query<undefined, object>('delete from notifications'))
    const userId = await newUser()
    const ids = await tell(userId, 6)
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids
    for (const notificationId of [a, b, c]) await db.notifications.markOneRead({ notificationId, userId })
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    await setTimes(db, 'notifications.read_at', [
      { id: a, time: ago(31) },
      { id: b, time: ago(32) },
      { id: c, time: ago(29) },
    ])
    await setTimes(db, 'notifications.created_at', [
      { id: d, time: ago(181) },
      { id: e, time: ago(182) },
      { id: f, time: ago(179) },
    ])
    const left = async () => (await db.notifications.list({ userId })).items.map(({ id }) => id).toSorted()
    expect(await on(({ notifications }) => notifications.deleteOld({ limit: 1 }))).toBe(1)
    expect(await left()).toEqual([a, c, d, e, f].toSorted())
    expect(await on(({ notifications }) => notifications.deleteOld({ limit: 2 }))).toBe(2)
    expect(await left()).toEqual([c, d, f].toSorted())
    expect(await on(({ notifications }) => notifications.deleteOld())).toBe(1)
    expect(await on(({ notifications }) => notifications.deleteOld())).toBe(0)
    expect(await left()).toEqual([c, f].toSorted())
    expect(await on(({ notifications }) => notifications.deleteOld({ readDays: 1, unreadDays: 1 }))).toBe(2)
  })
})

describe('notifications refuse, by the name of the field', () => {
  const base = { userId: newId(), notificationType: 'other' } as const
  it.each([
    ['userId', 'no id at all'],
    ['notificationType', 'a new kind'],
    ['actorId', 'no id at all'],
    ['about', { subjectType: 'nothing', subjectId: newId() }, 'about.subjectType'],
    ['about', { subjectType: 'user' }, 'about.subjectId'],
    ['title', ''],
    ['title', ' \u200B '],
    ['title', 'x'.repeat(201)],
    ['body', 'y'.repeat(2_001)],
    ['data', ['an array of texts']],
    ['data', 'a long text'],
    ['data', { text: 'z'.repeat(5_000) }],
    ['channels', ['pigeon post'], 'channels[0]'],
    ['channels', 'push and email'],
    ['dedupeKey', ''],
    ['dedupeKey', 'k'.repeat(201)],
    ['readAt', new Date()],
  ])('%s: %j', async (field, value, refusedAt = field) => {
    const bad = { ...base, [field]: value }
    const error = await rejection(db.notifications.add(bad as never), InvalidInputError)
    expect(error.field).toBe(refusedAt)
    expectNoTrace(error, value)
  })

  it.each([
    ['limit', 0],
    ['leaseMs', 10],
    ['channel', 'pigeon post'],
  ])('of a claim, %s: %j', async (field, value) => {
    const bad = { channel: 'push', [field]: value }
    const error = await rejection(db.notifications.claimDeliveries(bad as never), InvalidInputError)
    expect(error.field).toBe(field)
  })
})

function withoutBio(profile: object | null): object | null {
  if (profile !== null) Reflect.deleteProperty(profile, 'bio')
  return profile
}
