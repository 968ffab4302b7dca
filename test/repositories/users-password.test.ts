import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { bothWays } from '../setup/market/both-ways.js'
import { letTokenAge } from '../setup/market/let-token-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeUser, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function userWithSessions() {
  const { id: userId, email } = await db.users.create(completeUser())
  const here = await db.sessions.start({ userId })
  const there = await db.sessions.start({ userId })
  return { userId, email, here, there }
}

async function hashOf(email: string): Promise<string | null | undefined> {
  return (await db.users.findCredentials({ email }))?.passwordHash
}

describe.each(bothWays(db))('a new password on %s', (_, on) => {
  it('ends all sessions', async () => {
    const { userId, here } = await userWithSessions()
    const { session: other } = await userWithSessions().then(({ here: of }) => of)
    await on(({ users }) => users.setPasswordHash({ userId, passwordHash: 'new' }))
    expect(await db.sessions.list({ userId })).toEqual([])
    expect(await db.sessions.findByToken({ refreshToken: here.refreshToken })).toMatchObject({
      revokedReason: 'password_changed',
    })
    expect(await db.sessions.list({ userId: other.userId })).toHaveLength(2)
  })

  it('keeps the session that is excepted, if it is the user’s', async () => {
    const { userId, here } = await userWithSessions()
    const stranger = await userWithSessions()
    const exceptSessionId = here.session.id
    await on(({ users }) => users.setPasswordHash({ userId, passwordHash: 'new', exceptSessionId }))
    expect(await db.sessions.list({ userId })).toStrictEqual([here.session])
    await on(({ users }) =>
      users.setPasswordHash({ userId: stranger.userId, passwordHash: 'new', exceptSessionId }),
    )
    expect(await db.sessions.list({ userId: stranger.userId })).toEqual([])
  })

  it('voids tokens for resetting it, and no others', async () => {
    const { userId } = await userWithSessions()
    const { token } = await db.tokens.issue({ purpose: 'password_reset', userId })
    const { token: login } = await db.tokens.issue({ purpose: 'login', userId })
    await on(({ users }) => users.setPasswordHash({ userId, passwordHash: null }))
    await on(async ({ users }) => {
      const error = await rejection(users.resetPassword({ token, passwordHash: 'stolen' }), ConflictError)
      expect(error.rule).toBe('token_invalid')
    })
    await db.tokens.consume({ purpose: 'login', token: login })
  })

  it('does not take effect on a closed account', async () => {
    const { userId, email } = await userWithSessions()
    await db.users.close({ userId })
    await on(async ({ users }) => {
      const error = await rejection(users.setPasswordHash({ userId, passwordHash: 'x' }), ConflictError)
      expect(error.rule).toBe('account_closed')
    })
    expect(await hashOf(email)).not.toBe('x')
    await rejection(
      on(({ users }) => users.setPasswordHash({ userId: newId(), passwordHash: 'x' })),
      NotFoundError,
    )
  })
})

describe.each(bothWays(db))('resetPassword on %s', (_, on) => {
  it('sets the password once, and ends all sessions', async () => {
    const { userId, email, here } = await userWithSessions()
    const { token } = await db.tokens.issue({ purpose: 'password_reset', userId, sentTo: email })
    expect(await on(({ users }) => users.resetPassword({ token, passwordHash: 'new' }))).toBe(userId)
    expect(await hashOf(email)).toBe('new')
    await rejection(db.sessions.refresh({ refreshToken: here.refreshToken }), ConflictError)
    await on(async ({ users }) => {
      const error = await rejection(users.resetPassword({ token, passwordHash: 'newer' }), ConflictError)
      expect(error.rule).toBe('token_invalid')
      expect(inspect(error)).not.toContain(token)
    })
    expect(await hashOf(email)).toBe('new')
  })

  it('refuses a token of another purpose, of a closed account, one that is void, and one of nobody', async () => {
    const { userId, email } = await userWithSessions()
    const { token: login } = await db.tokens.issue({ purpose: 'login', userId })
    const { token } = await db.tokens.issue({ purpose: 'password_reset', userId })
    await letTokenAge(db, { subject: userId, purpose: 'password_reset', seconds: 3_601 })
    const closed = await userWithSessions()
    const { token: ofClosed } = await db.tokens.issue({ purpose: 'password_reset', userId: closed.userId })
    await db.users.close({ userId: closed.userId })
    const { token: ofNobody } = await db.tokens.issue({
      purpose: 'password_reset',
      sentTo: `nobody${newId()}@example.com`,
    })
    for (const given of [login, token, ofClosed, ofNobody, 'x'.repeat(43)]) {
      await on(async ({ users }) => {
        const reset = users.resetPassword({ token: given, passwordHash: 'new' })
        expect((await rejection(reset, ConflictError)).rule).toBe('token_invalid')
      })
    }
    expect(await hashOf(email)).not.toBe('new')
    expect(await db.sessions.list({ userId })).toHaveLength(2)
  })
})

describe.each(bothWays(db))('rehashPassword on %s', (_, on) => {
  it('replaces the hash that was compared, and keeps the sessions', async () => {
    const { userId, email } = await userWithSessions()
    await db.users.setPasswordHash({ userId, passwordHash: 'cheap' })
    await db.sessions.start({ userId })
    const rehash = { userId, passwordHash: 'costly', oldPasswordHash: 'cheap' }
    expect(await on(({ users }) => users.rehashPassword(rehash))).toBe(true)
    expect(await hashOf(email)).toBe('costly')
    expect(await db.sessions.list({ userId })).toHaveLength(1)
    expect(await on(({ users }) => users.rehashPassword({ ...rehash, passwordHash: 'late' }))).toBe(false)
    expect(await hashOf(email)).toBe('costly')
    expect(await on(({ users }) => users.rehashPassword({ ...rehash, userId: newId() }))).toBe(false)
  })
})

describe('a closed account', () => {
  it.each([
    ['close', (userId: string) => db.users.close({ userId })],
    ['suspend', (userId: string) => db.users.suspend({ userId, adminId: null })],
    [
      'SQL of a service’s own',
      (id: string) =>
        db.execute(
          query<{ readonly id: string }, object>('update users set is_active = false where id = :id!::uuid'),
          {
            id,
          },
        ),
    ],
  ])('has no session, by %s', async (_, close) => {
    const { userId, here } = await userWithSessions()
    await close(userId)
    expect(await db.sessions.list({ userId })).toEqual([])
    expect(await db.sessions.findByToken({ refreshToken: here.refreshToken })).toMatchObject({
      revokedReason: 'account_closed',
    })
  })

  it('takes its sessions and tokens along when it is deleted', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const { refreshToken } = await db.sessions.start({ userId })
    await db.tokens.issue({ purpose: 'login', userId })
    await db.users.delete({ userId })
    expect(await db.sessions.findByToken({ refreshToken })).toBeNull()
  })
})

describe('a new password', () => {
  it.each([
    [
      'exceptSessionId',
      () => db.users.setPasswordHash({ userId: newId(), passwordHash: 'x', exceptSessionId: 'x' }),
    ],
    ['token', () => db.users.resetPassword({ token: 'x', passwordHash: 'x' })],
    ['passwordHash', () => db.users.resetPassword({ token: 'x'.repeat(43), passwordHash: '' })],
    [
      'oldPasswordHash',
      () => db.users.rehashPassword({ userId: newId(), passwordHash: 'x', oldPasswordHash: '' }),
    ],
  ])('refuses a wrong %s', async (field, call) => {
    expect((await rejection<InvalidInputError>(call(), InvalidInputError)).field).toBe(field)
  })
})
