import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError } from '../../src/errors.js'
import type { SessionGrant } from '../../src/repositories/sessions/session.js'
import { bothWays } from '../setup/market/both-ways.js'
import { letSessionAge } from '../setup/market/let-session-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function startSession(more: object = {}): Promise<SessionGrant> {
  const { id: userId } = await db.users.create(sampleUser())
  return db.sessions.start({ userId, userAgent: 'first', ipAddress: '192.0.2.1', ...more })
}

async function expectEnded(refreshToken: string, rule = 'session_ended'): Promise<void> {
  const error = await rejection(db.sessions.refresh({ refreshToken }), ConflictError)
  expect(error).toMatchObject({ rule, retryable: false })
  for (const part of refreshToken.split('.')) expect(inspect(error, { depth: 9 })).not.toContain(part)
}

/** A token of the same session that was never issued. */
function forged(refreshToken: string): string {
  return `${refreshToken.slice(0, 44)}${'x'.repeat(43)}`
}

describe.each(bothWays(db))('refresh on %s', (_, on) => {
  it('exchanges each token for another one of the same session', async () => {
    const first = await startSession()
    const second = await on(({ sessions }) => sessions.refresh({ refreshToken: first.refreshToken }))
    const third = await on(({ sessions }) =>
      sessions.refresh({ refreshToken: second.refreshToken, userAgent: 'third', ipAddress: '192.0.2.3' }),
    )
    const tokens = [first, second, third].map(({ refreshToken }) => refreshToken)
    expect(new Set(tokens).size).toBe(3)
    expect(new Set(tokens.map((token) => token.split('.')[0])).size).toBe(1)
    expect(second.session).toMatchObject({
      id: first.session.id,
      userAgent: 'first',
      ipAddress: '192.0.2.1',
      createdAt: first.session.createdAt,
      expiresAt: first.session.expiresAt,
    })
    expect(third).toMatchObject({
      role: 'buyer',
      session: { id: first.session.id, userAgent: 'third', ipAddress: '192.0.2.3', revokedAt: null },
    })
    expect(third.session.lastUsedAt.getTime()).toBeGreaterThan(first.session.lastUsedAt.getTime())
  })

  it('extends the idle time, and never the lifetime', async () => {
    const { session, refreshToken } = await startSession({ idleSeconds: 600, lifetimeSeconds: 1_000 })
    await letSessionAge(db, session.id, 300)
    const second = await on(({ sessions }) => sessions.refresh({ refreshToken }))
    expect(second.session.idleExpiresAt.getTime() - second.session.lastUsedAt.getTime()).toBe(600_000)
    await letSessionAge(db, session.id, 500)
    const third = await on(({ sessions }) => sessions.refresh({ refreshToken: second.refreshToken }))
    expect(third.session.idleExpiresAt).toStrictEqual(third.session.expiresAt)
    await letSessionAge(db, session.id, 201)
    await expectEnded(third.refreshToken)
  })

  it('gives the same next token to who repeats it within the grace', async () => {
    const { refreshToken } = await startSession()
    const next = await on(({ sessions }) => sessions.refresh({ refreshToken }))
    const again = await on(({ sessions }) => sessions.refresh({ refreshToken, userAgent: 'other' }))
    expect(again.refreshToken).toBe(next.refreshToken)
    expect(again.session).toStrictEqual({ ...next.session, updatedAt: again.session.updatedAt })
    expect((await db.sessions.refresh({ refreshToken: again.refreshToken })).session.id).toBe(next.session.id)
  })

  it('ends the session at a repeat after the grace', async () => {
    const { session, refreshToken } = await startSession()
    const next = await db.sessions.refresh({ refreshToken })
    await letSessionAge(db, session.id, 31)
    await on(async ({ sessions }) => {
      const error = await rejection(sessions.refresh({ refreshToken }), ConflictError)
      expect(error.rule).toBe('refresh_token_reused')
    })
    await expectEnded(next.refreshToken)
    await expectEnded(refreshToken)
    expect(await db.sessions.findByToken({ refreshToken })).toMatchObject({
      id: session.id,
      revokedReason: 'token_reused',
    })
    expect(await db.sessions.list({ userId: session.userId })).toEqual([])
  })
})

describe('refresh', () => {
  it('ends the session at any repeat if there is no grace', async () => {
    const { refreshToken } = await startSession()
    const next = await db.sessions.refresh({ refreshToken })
    const error = await rejection(db.sessions.refresh({ refreshToken, graceSeconds: 0 }), ConflictError)
    expect(error.rule).toBe('refresh_token_reused')
    await expectEnded(next.refreshToken)
  })

  it('ends the session at a token from before the last one, within the grace too', async () => {
    const first = await startSession()
    const second = await db.sessions.refresh({ refreshToken: first.refreshToken })
    const third = await db.sessions.refresh({ refreshToken: second.refreshToken })
    await expectEnded(first.refreshToken, 'refresh_token_reused')
    await expectEnded(third.refreshToken)
  })

  it('ends the session at a token of it that was never issued', async () => {
    const { refreshToken } = await startSession()
    await expectEnded(forged(refreshToken), 'refresh_token_reused')
    await expectEnded(refreshToken)
  })

  it('knows no session by another family', async () => {
    const one = await startSession()
    const other = await startSession()
    await expectEnded(one.refreshToken.slice(0, 44) + other.refreshToken.slice(44), 'refresh_token_reused')
    await expectEnded(`${'x'.repeat(43)}${other.refreshToken.slice(43)}`)
    await db.sessions.refresh({ refreshToken: other.refreshToken })
  })

  it('leaves other sessions of the user alone', async () => {
    const one = await startSession()
    const other = await db.sessions.start({ userId: one.session.userId })
    await expectEnded(forged(one.refreshToken), 'refresh_token_reused')
    await db.sessions.refresh({ refreshToken: other.refreshToken })
  })

  it('refuses a session that is idle, revoked or of a closed account', async () => {
    const idle = await startSession({ idleSeconds: 60 })
    await letSessionAge(db, idle.session.id, 61)
    await expectEnded(idle.refreshToken)
    expect(await db.sessions.findByToken({ refreshToken: idle.refreshToken })).toMatchObject({
      revokedAt: null,
    })

    const revoked = await startSession()
    await db.sessions.end({ refreshToken: revoked.refreshToken })
    await expectEnded(revoked.refreshToken)

    const closed = await startSession()
    await db.users.close({ userId: closed.session.userId })
    await expectEnded(closed.refreshToken)
    await db.users.reopen({ userId: closed.session.userId, adminId: null })
    await expectEnded(closed.refreshToken)
  })

  it('ends the session for good if the error is caught within the transaction', async () => {
    const { session, refreshToken } = await startSession()
    await db.transaction(async (tx) => {
      await rejection(tx.sessions.refresh({ refreshToken: forged(refreshToken) }), ConflictError)
    })
    expect(await db.sessions.list({ userId: session.userId })).toEqual([])
  })

  it('keeps the current token if the transaction is rolled back', async () => {
    const { refreshToken } = await startSession()
    const work = db.transaction(async (tx) => {
      await tx.sessions.refresh({ refreshToken })
      throw new Error('rolled back')
    })
    await rejection(work, Error)
    await db.sessions.refresh({ refreshToken, graceSeconds: 0 })
  })

  it.each([
    '',
    'x',
    'x'.repeat(87),
    `${'x'.repeat(43)}.${'y'.repeat(42)}!`,
    `${'x'.repeat(43)}.${'y'.repeat(43)}\n`,
  ])('refuses what is no token, and does not repeat it: %j', async (refreshToken) => {
    const error = await rejection(db.sessions.refresh({ refreshToken }), InvalidInputError)
    expect(error.field).toBe('refreshToken')
    if (refreshToken.length > 1) expect(inspect(error)).not.toContain(refreshToken)
  })

  it.each([-1, 301, 0.5])('refuses a grace of %d seconds', async (graceSeconds) => {
    const { refreshToken } = await startSession()
    const error = await rejection(db.sessions.refresh({ refreshToken, graceSeconds }), InvalidInputError)
    expect(error.field).toBe('graceSeconds')
  })
})
