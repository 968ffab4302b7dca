import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { bothWays } from '../setup/market/both-ways.js'
import { letSessionAge } from '../setup/market/let-session-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeUser, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

const day = 86_400_000

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

describe.each(bothWays(db))('start on %s', (_, on) => {
  it('begins a session with everything that is given, and records the login', async () => {
    const { id: userId, role } = await db.users.create(completeUser())
    const grant = await on(({ sessions }) =>
      sessions.start({ userId, deviceName: 'هاتف', userAgent: 'Mozilla/5.0', ipAddress: '2001:db8::7' }),
    )
    const { session } = grant
    expect(grant.role).toBe(role)
    expect(grant.refreshToken).toMatch(/^[\w-]{43}\.[\w-]{43}$/)
    expect(session).toMatchObject({
      userId,
      deviceName: 'هاتف',
      userAgent: 'Mozilla/5.0',
      ipAddress: '2001:db8::7',
      revokedAt: null,
      revokedReason: null,
    })
    expect(session.lastUsedAt).toStrictEqual(session.createdAt)
    expect(session.idleExpiresAt.getTime() - session.createdAt.getTime()).toBe(30 * day)
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(90 * day)
    expect((await db.users.getAccount(userId)).lastLoginAt).toStrictEqual(session.createdAt)
    expect(await db.sessions.find({ userId, sessionId: session.id })).toStrictEqual(session)
  })

  it('needs a user alone, and takes other times', async () => {
    const userId = await newUser()
    const { session } = await on(({ sessions }) =>
      sessions.start({ userId, idleSeconds: 7_200, lifetimeSeconds: 3_600 }),
    )
    expect(session).toMatchObject({ deviceName: null, userAgent: null, ipAddress: null })
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(3_600_000)
    expect(session.idleExpiresAt).toStrictEqual(session.expiresAt)
  })

  it('refuses a closed account, and nobody', async () => {
    const userId = await newUser()
    await db.users.close({ userId })
    expect(
      await rejection(
        on(({ sessions }) => sessions.start({ userId })),
        ConflictError,
      ),
    ).toMatchObject({ rule: 'account_closed' })
    await rejection(
      on(({ sessions }) => sessions.start({ userId: newId() })),
      NotFoundError,
    )
  })

  it('refuses a login whose password was changed since it was compared', async () => {
    const { id: userId, passwordHash } = await db.users.create(completeUser()).then(({ id }) => ({
      id,
      passwordHash: 'the new hash',
    }))
    await db.users.setPasswordHash({ userId, passwordHash })
    await on(({ sessions }) => sessions.start({ userId, passwordHash }))
    const late = on(({ sessions }) => sessions.start({ userId, passwordHash: 'the old hash' }))
    expect(await rejection(late, ConflictError)).toMatchObject({ rule: 'password_changed' })
  })

  it('ends the sessions above the limit that were used longest ago', async () => {
    const userId = await newUser()
    const started = []
    for (let n = 0; n < 4; n++) started.push(await db.sessions.start({ userId }))
    const [first, second, third, fourth] = started.map(({ session }) => session.id)
    if (first === undefined || second === undefined) throw new Error('no session')
    await letSessionAge(db, second, 60)
    const { session } = await on(({ sessions }) => sessions.start({ userId, maxSessions: 3 }))
    expect((await db.sessions.list({ userId })).map(({ id }) => id)).toEqual([session.id, fourth, third])
    const ended = await db.sessions.findByToken({ refreshToken: started[0]?.refreshToken ?? '' })
    expect(ended).toMatchObject({ id: first, revokedReason: 'session_limit' })
    await on(({ sessions }) => sessions.start({ userId, maxSessions: 1 }))
    expect(await db.sessions.list({ userId })).toHaveLength(1)
  })
})

describe('start', () => {
  it.each([
    ['userId', { userId: 'x' }],
    ['ipAddress', { ipAddress: '192.0.2.300' }],
    ['ipAddress', { ipAddress: '192.0.2.0/24' }],
    ['ipAddress', { ipAddress: 'fe80::1%eth0' }],
    ['userAgent', { userAgent: 'x'.repeat(1_001) }],
    ['userAgent', { userAgent: '' }],
    ['deviceName', { deviceName: ' ' }],
    ['idleSeconds', { idleSeconds: 0 }],
    ['lifetimeSeconds', { lifetimeSeconds: 1.5 }],
    ['maxSessions', { maxSessions: 0 }],
    ['passwordHash', { passwordHash: '' }],
  ])('refuses a wrong %s', async (field, more) => {
    const input = { userId: newId(), ...more }
    expect((await rejection(db.sessions.start(input), InvalidInputError)).field).toBe(field)
  })

  it('counts to the limit no session that has expired, and ends no live one for it', async () => {
    const userId = await newUser()
    const { session: live } = await db.sessions.start({ userId })
    const { session: expired } = await db.sessions.start({ userId, idleSeconds: 60 })
    await letSessionAge(db, live.id, 600)
    await letSessionAge(db, expired.id, 300)
    const { session } = await db.sessions.start({ userId, maxSessions: 2 })
    expect((await db.sessions.list({ userId })).map(({ id }) => id)).toEqual([session.id, live.id])
  })

  it('stores hashes, and nothing of the token', async () => {
    const userId = await newUser()
    const { session, refreshToken } = await db.sessions.start({ userId })
    const next = await db.sessions.refresh({ refreshToken })
    const row = await db.one(
      query<{ readonly id: string }, { readonly text: string }>(
        'select to_jsonb(sessions)::text as text from sessions where id = :id!::uuid',
      ),
      { id: session.id },
    )
    for (const part of `${refreshToken}.${next.refreshToken}`.split('.')) {
      expect(row.text).not.toContain(part)
      expect(row.text).not.toContain(Buffer.from(part, 'base64url').toString('hex'))
    }
    expect(Object.keys(session).join()).not.toMatch(/hash|nonce|token/i)
    expect(Object.keys(next.session)).toEqual(Object.keys(session))
  })
})
