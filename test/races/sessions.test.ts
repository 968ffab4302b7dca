/** Many callers on many connections at once, on a server: a token is exchanged once, and no session outlives its reason. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import type { SessionGrant } from '../../src/repositories/sessions/session.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { letSessionAge } from '../setup/market/let-session-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

const isolations = ['read committed', 'repeatable read', 'serializable'] as const

/** A command as a statement of its own and in transactions of each isolation, all at once. */
function commands<T>(
  count: number,
  run: (on: Database | Transaction, n: number) => Promise<T>,
): Promise<T>[] {
  return Array.from({ length: count }, (_, n) => {
    const isolation = isolations[n % 10]
    return isolation === undefined
      ? run(caller(), n)
      : caller().transaction((tx) => run(tx, n), { isolation, retries: 30 })
  })
}

async function newUser(passwordHash: string | null = null): Promise<string> {
  return (await db.users.create(sampleUser({ passwordHash }))).id
}

async function startSession(): Promise<SessionGrant> {
  return db.sessions.start({ userId: await newUser() })
}

describe('refresh, at the same time', () => {
  // They wait in one queue, and a statement waits for 5 s: on a slow machine not for twenty others.
  it('exchanges a token once, and gives ten callers the same next one', async () => {
    for (let round = 0; round < 5; round++) {
      const { session, refreshToken } = await startSession()
      const { done, refused } = await outcomesOf(
        commands(10, (on) => on.sessions.refresh({ refreshToken, graceSeconds: 300 })),
      )
      expect(refused).toEqual([])
      const next = [...new Set(done.map((grant) => grant.refreshToken))]
      expect(next).toHaveLength(1)
      expect(new Set(done.map((grant) => grant.session.lastUsedAt.getTime())).size).toBe(1)
      const again = await db.sessions.refresh({ refreshToken: next[0] ?? '', graceSeconds: 0 })
      expect(again.session.id).toBe(session.id)
    }
  })

  it('lets one of twenty callers win if there is no grace, and ends the session', async () => {
    for (let round = 0; round < 8; round++) {
      const { session, refreshToken } = await startSession()
      const outcomes = await outcomesOf(
        Array.from({ length: 20 }, () => caller().sessions.refresh({ refreshToken, graceSeconds: 0 })),
      )
      expectOneWinner(outcomes, 20, 'refresh_token_reused', 'session_ended')
      const reused = outcomes.refused.filter(
        (error) => error instanceof ConflictError && error.rule === 'refresh_token_reused',
      )
      expect(reused).toHaveLength(1)
      expect(await db.sessions.list({ userId: session.userId })).toEqual([])
    }
  })

  it('ends the session once, if an old token comes while the current one is exchanged', async () => {
    for (let round = 0; round < 10; round++) {
      const first = await startSession()
      const second = await db.sessions.refresh({ refreshToken: first.refreshToken })
      await letSessionAge(db, first.session.id, 60)
      const { refused } = await outcomesOf(
        commands(12, async (on, n) => {
          const { refreshToken } = n % 3 === 0 ? first : second
          await on.sessions.refresh({ refreshToken }).catch((error: unknown) => {
            if (!(error instanceof ConflictError)) throw error
          })
        }),
      )
      expect(refused).toEqual([])
      expect(await db.sessions.findByToken({ refreshToken: first.refreshToken })).toMatchObject({
        revokedReason: 'token_reused',
      })
    }
  })
})

describe('what ends sessions, at the same time', () => {
  it.each([
    ['setPasswordHash', 'read committed'],
    ['setPasswordHash', 'repeatable read'],
    ['resetPassword', 'read committed'],
    ['resetPassword', 'serializable'],
    ['close', 'read committed'],
  ] as const)('%s at %s ends the session that began while it waited', async (command, isolation) => {
    const userId = await newUser('old')
    const { token } = await db.tokens.issue({ purpose: 'password_reset', userId })
    let ended: Promise<unknown> | undefined
    const { session } = await db.transaction(async (tx) => {
      const grant = await tx.sessions.start({ userId, passwordHash: 'old' })
      ended = caller().transaction(
        async (other) => {
          if (command === 'close') return other.users.close({ userId })
          if (command === 'resetPassword') return other.users.resetPassword({ token, passwordHash: 'new' })
          return other.users.setPasswordHash({ userId, passwordHash: 'new' })
        },
        { isolation, retries: 5 },
      )
      await blockedBackends(db, 1)
      return grant
    })
    await ended
    expect(await db.sessions.find({ userId, sessionId: session.id })).toBeNull()
  })

  it('a changed password leaves no session of the old one, whoever logs in', async () => {
    for (let round = 0; round < 10; round++) {
      const userId = await newUser('old')
      const works = commands<unknown>(21, (on, n) =>
        n === 10
          ? on.users.setPasswordHash({ userId, passwordHash: 'new' })
          : on.sessions.start({ userId, passwordHash: 'old' }),
      )
      const { refused } = await outcomesOf(works)
      for (const error of refused) expect(error).toMatchObject({ rule: 'password_changed' })
      expect(await db.sessions.list({ userId })).toEqual([])
    }
  })

  it('a closed account has no session, whoever logs in and refreshes', async () => {
    for (let round = 0; round < 10; round++) {
      const userId = await newUser()
      const grants = await Promise.all(Array.from({ length: 4 }, () => db.sessions.start({ userId })))
      const { refused } = await outcomesOf<unknown>([
        ...grants.map(({ refreshToken }) => caller().sessions.refresh({ refreshToken })),
        caller().sessions.start({ userId }),
        caller().users.close({ userId }),
        ...grants.map(({ refreshToken }) => caller().sessions.refresh({ refreshToken })),
        caller().sessions.start({ userId }),
      ])
      for (const error of refused) {
        if (!(error instanceof ConflictError)) throw error
        expect(['session_ended', 'account_closed']).toContain(error.rule)
      }
      expect(await db.sessions.list({ userId })).toEqual([])
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('do not deadlock with each other and the deletion of the user', async () => {
    for (let round = 0; round < 15; round++) {
      const userId = await newUser()
      const grants = await Promise.all(Array.from({ length: 6 }, () => db.sessions.start({ userId })))
      const [one, two] = grants
      if (one === undefined || two === undefined) throw new Error('no session')
      const { refused } = await outcomesOf<unknown>([
        caller().sessions.revokeAll({ userId, exceptSessionId: one.session.id }),
        caller().users.setPasswordHash({ userId, passwordHash: 'new', exceptSessionId: two.session.id }),
        caller().sessions.start({ userId, maxSessions: 2 }),
        caller().sessions.revokeAll({ userId }),
        caller().sessions.deleteOld({ olderThanSeconds: 0, limit: 3 }),
        caller().users.delete({ userId }),
        caller().sessions.start({ userId, maxSessions: 1 }),
        caller().sessions.revoke({ userId, sessionId: one.session.id }),
        caller().sessions.end({ refreshToken: two.refreshToken }),
        caller().users.close({ userId }),
      ])
      for (const error of refused) {
        if (!(error instanceof NotFoundError)) expect(error).toMatchObject({ rule: 'account_closed' })
      }
      expect(await db.sessions.list({ userId })).toEqual([])
    }
  })
})

describe('deleteOld, at the same time', () => {
  it('deletes each session once', async () => {
    const userId = await newUser()
    const grants = await Promise.all(Array.from({ length: 60 }, () => db.sessions.start({ userId })))
    await db.sessions.revokeAll({ userId })
    for (const { session } of grants) await letSessionAge(db, session.id, 60 * 86_400)
    const { done, refused } = await outcomesOf(
      Array.from({ length: 20 }, () => caller().sessions.deleteOld({ limit: 10 })),
    )
    expect(refused).toEqual([])
    let deleted = done.reduce((sum, count) => sum + count, 0)
    deleted += await db.sessions.deleteOld()
    expect(deleted).toBe(60)
  })
})

describe('a client, while connections are ended at random', () => {
  it('stays logged in, whatever answers it loses', async () => {
    const doomed = manyCallers(test.url, 6, 'doomed')
    const killer = await startConnectionKiller(test.url, { applicationName: 'doomed', seed: 26, pauseMs: 20 })
    const clients = await Promise.all(Array.from({ length: 8 }, startSession))
    try {
      for (let round = 0; round < 6 || killer.killed < 15; round++) {
        await Promise.all(
          clients.map(async ({ refreshToken }, n) => {
            clients[n] = await insist(() => doomed().sessions.refresh({ refreshToken, graceSeconds: 300 }))
          }),
        )
      }
    } finally {
      await killer.stop()
    }
    for (const { session, refreshToken } of clients) {
      expect((await db.sessions.refresh({ refreshToken, graceSeconds: 0 })).session.id).toBe(session.id)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
