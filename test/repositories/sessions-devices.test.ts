import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { bothWays } from '../setup/market/both-ways.js'
import { letSessionAge } from '../setup/market/let-session-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function userWithSessions(count: number) {
  const { id: userId } = await db.users.create(sampleUser())
  const grants = []
  for (let n = 0; n < count; n++) grants.push(await db.sessions.start({ userId, deviceName: `Device ${n}` }))
  const [first, second, third = first] = grants
  if (first === undefined || second === undefined || third === undefined) throw new Error('no session')
  return { userId, first, second, third }
}

describe.each(bothWays(db))('the devices of a user on %s', (_, on) => {
  it('are listed with the last used first, and without those that have ended', async () => {
    const { userId, first, second, third } = await userWithSessions(3)
    await userWithSessions(2)
    const refreshed = await db.sessions.refresh({ refreshToken: first.refreshToken })
    expect(await on(({ sessions }) => sessions.list({ userId }))).toStrictEqual([
      refreshed.session,
      third.session,
      second.session,
    ])
    await db.sessions.revoke({ userId, sessionId: third.session.id })
    await letSessionAge(db, second.session.id, 31 * 86_400)
    expect(await on(({ sessions }) => sessions.list({ userId }))).toStrictEqual([refreshed.session])
    expect(await on(({ sessions }) => sessions.find({ userId, sessionId: second.session.id }))).toBeNull()
    expect(await on(({ sessions }) => sessions.find({ userId, sessionId: third.session.id }))).toBeNull()
    expect(await on(({ sessions }) => sessions.list({ userId: newId() }))).toEqual([])
  })

  it('are found for their user alone', async () => {
    const { userId, first } = await userWithSessions(2)
    const sessionId = first.session.id
    expect(await on(({ sessions }) => sessions.find({ userId, sessionId }))).toStrictEqual(first.session)
    expect(await on(({ sessions }) => sessions.find({ userId: newId(), sessionId }))).toBeNull()
  })

  it('are revoked one by one, by their user alone, and once', async () => {
    const { userId, first, second } = await userWithSessions(2)
    const sessionId = first.session.id
    const revoked = await on(({ sessions }) => sessions.revoke({ userId, sessionId }))
    expect(revoked).toMatchObject({
      id: sessionId,
      revokedReason: 'revoked',
      revokedAt: expect.any(Date) as Date,
    })
    const again = await on(({ sessions }) => sessions.revoke({ userId, sessionId }))
    expect(again.revokedAt).toStrictEqual(revoked.revokedAt)
    const stranger = await userWithSessions(2)
    await rejection(
      on(({ sessions }) => sessions.revoke({ userId: stranger.userId, sessionId: second.session.id })),
      NotFoundError,
    )
    await db.sessions.refresh({ refreshToken: second.refreshToken })
  })

  it('are revoked together, but for one', async () => {
    const { userId, first, second, third } = await userWithSessions(3)
    const other = await userWithSessions(2)
    await on(async ({ sessions }) => {
      expect(await sessions.revokeAll({ userId, exceptSessionId: second.session.id })).toBe(2)
    })
    expect((await db.sessions.list({ userId })).map(({ id }) => id)).toEqual([second.session.id])
    expect(await db.sessions.findByToken({ refreshToken: first.refreshToken })).toMatchObject({
      revokedReason: 'revoked',
    })
    expect(await on(({ sessions }) => sessions.revokeAll({ userId }))).toBe(1)
    expect(await on(({ sessions }) => sessions.revokeAll({ userId }))).toBe(0)
    await rejection(db.sessions.refresh({ refreshToken: third.refreshToken }), ConflictError)
    expect(await db.sessions.list({ userId: other.userId })).toHaveLength(2)
  })

  it('log out with any token of the session, and say nothing of one that is unknown', async () => {
    const { userId, first, second } = await userWithSessions(2)
    await db.sessions.refresh({ refreshToken: first.refreshToken })
    await on(async ({ sessions }) => {
      await sessions.end({ refreshToken: first.refreshToken })
      await sessions.end({ refreshToken: first.refreshToken })
      await sessions.end({ refreshToken: `${'x'.repeat(43)}.${'y'.repeat(43)}` })
    })
    expect(await db.sessions.findByToken({ refreshToken: first.refreshToken })).toMatchObject({
      revokedReason: 'logout',
    })
    expect((await db.sessions.list({ userId })).map(({ id }) => id)).toEqual([second.session.id])
    expect(await db.sessions.findByToken({ refreshToken: `${'x'.repeat(43)}.${'y'.repeat(43)}` })).toBeNull()
  })
})

describe('deleteOld', () => {
  it('deletes what ended before, the first ones first, and nothing live', async () => {
    const { userId, first, second, third } = await userWithSessions(3)
    await db.sessions.revoke({ userId, sessionId: first.session.id })
    await letSessionAge(db, first.session.id, 3 * 86_400)
    await letSessionAge(db, second.session.id, 35 * 86_400) // idle for 5 days
    expect(await db.sessions.deleteOld()).toBe(0)
    expect(await db.sessions.deleteOld({ olderThanSeconds: 2 * 86_400, limit: 1 })).toBe(1)
    expect(await db.sessions.findByToken({ refreshToken: second.refreshToken })).toBeNull()
    expect(await db.sessions.findByToken({ refreshToken: first.refreshToken })).not.toBeNull()
    expect(await db.sessions.deleteOld({ olderThanSeconds: 2 * 86_400, limit: 10_000 })).toBe(1)
    expect(await db.sessions.findByToken({ refreshToken: first.refreshToken })).toBeNull()
    expect(await db.sessions.list({ userId })).toStrictEqual([third.session])
  })

  it.each([
    ['limit', { limit: 0 }],
    ['olderThanSeconds', { olderThanSeconds: -1 }],
  ])('refuses a wrong %s', async (field, input) => {
    expect((await rejection(db.sessions.deleteOld(input), InvalidInputError)).field).toBe(field)
  })
})
