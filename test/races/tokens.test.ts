/** Many callers on many connections at once, on a server: a secret is used once, and guessed no more often than it allows. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { ConflictError } from '../../src/errors.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const purpose = 'login'
const key = 'a key of the service, of 32 characters or more'

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

const isolations = ['read committed', 'repeatable read', 'serializable'] as const

/** A command as a statement of its own and in transactions that go on after a refusal, of each isolation, all at once. */
function commands<T>(
  count: number,
  run: (on: Database | Transaction, n: number) => Promise<T>,
): Promise<T>[] {
  return Array.from({ length: count }, async (_, n) => {
    const isolation = isolations[n % 6]
    if (isolation === undefined) return run(caller(), n)
    const outcome = await caller().transaction(
      async (tx) =>
        run(tx, n).catch((error: unknown) => {
          if (error instanceof ConflictError) return error
          throw error
        }),
      { isolation, retries: 50 },
    )
    if (outcome instanceof ConflictError) throw outcome
    return outcome
  })
}

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

const readAttempts = query<{ readonly userId: string }, { readonly attempts: number }>(
  "select attempts from tokens where user_id = :userId!::uuid and form = 'code'",
)

function rulesOf(errors: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const error of errors) {
    if (!(error instanceof ConflictError)) throw error
    counts[error.rule] = (counts[error.rule] ?? 0) + 1
  }
  return counts
}

describe('consume, at the same time', () => {
  it('lets one of forty callers win', async () => {
    for (let round = 0; round < 5; round++) {
      const userId = await newUser()
      const { token } = await db.tokens.issue({ purpose, userId })
      const outcomes = await outcomesOf(commands(40, (on) => on.tokens.consume({ purpose, token })))
      expectOneWinner(outcomes, 40, 'token_invalid')
      expect(outcomes.done).toEqual([{ userId, sentTo: null }])
    }
  })
})

describe('consumeCode, at the same time', () => {
  it('compares as many of forty guesses as the code allows', async () => {
    for (let round = 0; round < 4; round++) {
      const userId = await newUser()
      const { code } = await db.tokens.issueCode({ purpose, userId, key, maxAttempts: 5 })
      const guesses = Array.from({ length: 40 }, (_, n) => String(100_000 + n)).filter(
        (guess) => guess !== code,
      )
      const { done, refused } = await outcomesOf(
        commands(guesses.length, (on, n) =>
          on.tokens.consumeCode({ purpose, userId, key, code: guesses[n] ?? '' }),
        ),
      )
      expect(done).toEqual([])
      expect(rulesOf(refused)).toEqual({ token_invalid: 5, token_locked: guesses.length - 5 })
      expect((await db.one(readAttempts, { userId })).attempts).toBe(5)
    }
  })

  it('lets one of forty right guesses through', async () => {
    for (let round = 0; round < 4; round++) {
      const userId = await newUser()
      const { code } = await db.tokens.issueCode({ purpose, userId, key })
      const outcomes = await outcomesOf(
        commands(40, (on) => on.tokens.consumeCode({ purpose, userId, key, code })),
      )
      expectOneWinner(outcomes, 40, 'token_invalid')
      expect((await db.one(readAttempts, { userId })).attempts).toBe(1)
    }
  })

  it('lets a right guess through, or counts as many wrong ones', async () => {
    for (let round = 0; round < 5; round++) {
      const userId = await newUser()
      const { code } = await db.tokens.issueCode({ purpose, userId, key, maxAttempts: 3 })
      const wrong = (code.startsWith('1') ? '2' : '1') + code.slice(1)
      const { done } = await outcomesOf(
        commands(20, (on, n) =>
          on.tokens.consumeCode({ purpose, userId, key, code: n % 10 === 5 ? code : wrong }),
        ),
      )
      const { attempts } = await db.one(readAttempts, { userId })
      expect(attempts).toBeLessThanOrEqual(3)
      if (done.length === 0) expect(attempts).toBe(3)
      expect(done.length).toBeLessThanOrEqual(1)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('issue, at the same time', () => {
  it('issues as many of forty as are allowed within the hour, of which one is good', async () => {
    for (let round = 0; round < 4; round++) {
      const userId = await newUser()
      const { done, refused } = await outcomesOf(
        commands(40, (on) => on.tokens.issue({ purpose, userId, maxPerHour: 5 })),
      )
      expect(rulesOf(refused)).toEqual({ token_limit_reached: 35 })
      const used = await outcomesOf(done.map(({ token }) => db.tokens.consume({ purpose, token })))
      expectOneWinner(used, 5, 'token_invalid')
    }
  })
})

describe('resetPassword, at the same time', () => {
  it('lets one of forty callers set the password', async () => {
    for (let round = 0; round < 4; round++) {
      const { id: userId, email } = await db.users.create(sampleUser())
      const { token } = await db.tokens.issue({ purpose: 'password_reset', userId })
      const outcomes = await outcomesOf(
        commands(40, async (on, n) => {
          await on.users.resetPassword({ token, passwordHash: `hash ${n}` })
          return n
        }),
      )
      expectOneWinner(outcomes, 40, 'token_invalid')
      expect(await db.users.findCredentials({ email })).toMatchObject({
        passwordHash: `hash ${outcomes.done[0]}`,
      })
    }
  })

  it('does not deadlock with what else locks the account and its tokens', async () => {
    for (let round = 0; round < 12; round++) {
      const userId = await newUser()
      const { token } = await db.tokens.issue({ purpose: 'password_reset', userId })
      const { token: login } = await db.tokens.issue({ purpose, userId })
      await db.sessions.start({ userId })
      const { refused } = await outcomesOf<unknown>([
        caller().users.resetPassword({ token, passwordHash: 'new' }),
        caller().tokens.consume({ purpose, token: login }),
        caller().users.setPasswordHash({ userId, passwordHash: 'newer' }),
        caller().tokens.issue({ purpose: 'password_reset', userId }),
        caller().tokens.deleteOld(),
        caller().users.close({ userId }),
        caller().tokens.issue({ purpose, userId }),
        caller().sessions.start({ userId }),
        caller().users.resetPassword({ token, passwordHash: 'newest' }),
      ])
      for (const rule of Object.keys(rulesOf(refused)))
        expect(['token_invalid', 'account_closed']).toContain(rule)
      expect(await db.sessions.list({ userId })).toEqual([])
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
