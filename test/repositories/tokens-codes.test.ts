import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { bothWays } from '../setup/market/both-ways.js'
import { letTokenAge } from '../setup/market/let-token-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

const purpose = 'login'
const key = 'a key of the service, of 32 characters or more'

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

/** A code of as many digits that is another one. */
function wrong(code: string): string {
  return (code.startsWith('1') ? '2' : '1') + code.slice(1)
}

async function expectRefused(
  guess: { readonly userId?: string; readonly sentTo?: string; readonly code: string; readonly key?: string },
  rule = 'token_invalid',
): Promise<void> {
  const error = await rejection(db.tokens.consumeCode({ purpose, key, ...guess }), ConflictError)
  expect(error).toMatchObject({ rule, retryable: false })
  expect(inspect(error, { depth: 9 })).not.toContain(key)
}

describe.each(bothWays(db))('a code on %s', (_, on) => {
  it('is used once, by its user', async () => {
    const userId = await newUser()
    const { code, expiresAt } = await on(({ tokens }) =>
      tokens.issueCode({ purpose, userId, sentTo: '+971501234567', key }),
    )
    expect(code).toMatch(/^[0-9]{6}$/)
    expect(expiresAt.getTime() - Date.now()).toBeLessThan(660_000)
    await expectRefused({ userId: await newUser(), code })
    expect(await on(({ tokens }) => tokens.consumeCode({ purpose, userId, key, code }))).toStrictEqual({
      userId,
      sentTo: '+971501234567',
    })
    await expectRefused({ userId, code })
  })

  it('may be for an address that is nobody yet', async () => {
    const sentTo = '+971501110001'
    const { code } = await on(({ tokens }) => tokens.issueCode({ purpose, sentTo, key, digits: 8 }))
    expect(code).toMatch(/^[0-9]{8}$/)
    expect(await on(({ tokens }) => tokens.consumeCode({ purpose, sentTo, key, code }))).toStrictEqual({
      userId: null,
      sentTo,
    })
    await db.tokens.deleteOld()
  })

  it('is locked after as many guesses as it allows, and a right one comes too late', async () => {
    const userId = await newUser()
    const { code } = await on(({ tokens }) => tokens.issueCode({ purpose, userId, key, maxAttempts: 3 }))
    for (let n = 0; n < 3; n++) {
      await on(async ({ tokens }) => {
        const guess = tokens.consumeCode({ purpose, userId, key, code: wrong(code) })
        expect((await rejection(guess, ConflictError)).rule).toBe('token_invalid')
      })
    }
    await expectRefused({ userId, code }, 'token_locked')
    const { code: another } = await on(({ tokens }) => tokens.issueCode({ purpose, userId, key }))
    await on(({ tokens }) => tokens.consumeCode({ purpose, userId, key, code: another }))
  })

  it('is void after its time, and when another one is issued', async () => {
    const userId = await newUser()
    const { code: first } = await on(({ tokens }) => tokens.issueCode({ purpose, userId, key, digits: 10 }))
    const { code } = await on(({ tokens }) => tokens.issueCode({ purpose, userId, key, digits: 10 }))
    await expectRefused({ userId, code: first })
    await letTokenAge(db, { subject: userId, purpose, seconds: 601 })
    await expectRefused({ userId, code })
  })
})

describe('consumeCode', () => {
  it('lets a right guess through after wrong ones', async () => {
    const userId = await newUser()
    const { code } = await db.tokens.issueCode({ purpose, userId, key, maxAttempts: 2 })
    await expectRefused({ userId, code: wrong(code) })
    await db.tokens.consumeCode({ purpose, userId, key, code })
  })

  it('refuses another purpose, another key and a code of a link', async () => {
    const userId = await newUser()
    const { code } = await db.tokens.issueCode({ purpose: 'reauthentication', userId, key })
    await expectRefused({ userId, code })
    const other = await db.tokens.issueCode({ purpose, userId, key })
    await expectRefused({ userId, code: other.code, key: 'another key of the service, as long as it' })
    await db.tokens.consumeCode({ purpose, userId, key, code: other.code })
    await db.tokens.issue({ purpose, userId })
    await expectRefused({ userId, code: other.code })
  })

  it('counts a guess for good if the error is caught within the transaction, and else forgets it', async () => {
    const userId = await newUser()
    const { code } = await db.tokens.issueCode({ purpose, userId, key, maxAttempts: 2 })
    const guess = { purpose, userId, key, code: wrong(code) } as const
    await rejection(
      db.transaction((tx) => tx.tokens.consumeCode(guess)),
      ConflictError,
    )
    for (let n = 0; n < 2; n++) {
      await db.transaction(async (tx) => {
        expect((await rejection(tx.tokens.consumeCode(guess), ConflictError)).rule).toBe('token_invalid')
      })
    }
    await expectRefused({ userId, code }, 'token_locked')
  })

  it('refuses a code of a closed account', async () => {
    const userId = await newUser()
    const { code } = await db.tokens.issueCode({ purpose, userId, key })
    await db.users.close({ userId })
    await expectRefused({ userId, code })
    await db.users.reopen({ userId, adminId: null })
    await expectRefused({ userId, code })
  })

  it.each([
    ['userId', { userId: undefined }],
    ['code', { code: '12345' }],
    ['code', { code: '12345a' }],
    ['code', { code: '١٢٣٤٥٦' }],
    ['code', { code: '123456\n' }],
    ['key', { key: 'short' }],
    ['purpose', { purpose: undefined }],
  ])('refuses a wrong %s', async (field, more) => {
    const input = { purpose, userId: newId(), code: '123456', key, ...more } as never
    const error = await rejection(db.tokens.consumeCode(input), InvalidInputError)
    expect(error.field).toBe(field)
    expect(error.message).not.toMatch(/12345|short/)
  })

  it.each([
    ['digits', { digits: 5 }],
    ['digits', { digits: 11 }],
    ['maxAttempts', { maxAttempts: 21 }],
    ['key', { key: undefined }],
  ])('of issueCode refuses a wrong %s', async (field, more) => {
    const input = { purpose, userId: newId(), key, ...more } as never
    expect((await rejection(db.tokens.issueCode(input), InvalidInputError)).field).toBe(field)
  })
})
