import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { ConsumeTokenInput } from '../../src/repositories/tokens/token.js'
import { bothWays } from '../setup/market/both-ways.js'
import { letTokenAge } from '../setup/market/let-token-age.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

async function newUser(): Promise<string> {
  return (await db.users.create(sampleUser())).id
}

async function expectInvalid(input: ConsumeTokenInput): Promise<void> {
  const error = await rejection(db.tokens.consume(input), ConflictError)
  expect(error).toMatchObject({ rule: 'token_invalid', retryable: false })
  expect(inspect(error, { depth: 9 })).not.toContain(input.token)
}

const purpose = 'email_verification'

describe.each(bothWays(db))('a link on %s', (_, on) => {
  it('is used once, for what it was issued for', async () => {
    const userId = await newUser()
    const before = Date.now()
    const { token, expiresAt } = await on(({ tokens }) =>
      tokens.issue({ purpose, userId, sentTo: 'Aisha@Example.com' }),
    )
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(expiresAt.getTime() - before).toBeGreaterThan(3_590_000)
    expect(expiresAt.getTime() - before).toBeLessThan(3_700_000)
    await expectInvalid({ purpose: 'login', token })
    expect(await on(({ tokens }) => tokens.consume({ purpose, token }))).toStrictEqual({
      userId,
      sentTo: 'aisha@example.com',
    })
    await expectInvalid({ purpose, token })
  })

  it('may be for an address that is nobody yet', async () => {
    const sentTo = `nobody${newId()}@example.com`
    const { token } = await on(({ tokens }) => tokens.issue({ purpose, sentTo }))
    expect(await on(({ tokens }) => tokens.consume({ purpose, token }))).toStrictEqual({
      userId: null,
      sentTo,
    })
  })

  it('voids the one before it, of the same purpose', async () => {
    const userId = await newUser()
    const { token: login } = await on(({ tokens }) => tokens.issue({ purpose: 'login', userId }))
    const { token: first } = await on(({ tokens }) => tokens.issue({ purpose, userId }))
    const { token: second } = await on(({ tokens }) => tokens.issue({ purpose, userId }))
    await expectInvalid({ purpose, token: first })
    await db.tokens.consume({ purpose, token: second })
    await db.tokens.consume({ purpose: 'login', token: login })
    const { token: third } = await on(({ tokens }) => tokens.issue({ purpose, userId }))
    await db.tokens.consume({ purpose, token: third })
  })

  it('is issued so often within an hour, and no more', async () => {
    const userId = await newUser()
    const { token } = await on(({ tokens }) => tokens.issue({ purpose, userId, maxPerHour: 2 }))
    await db.tokens.consume({ purpose, token })
    await letTokenAge(db, { subject: userId, purpose, seconds: 1_800 })
    const { token: second } = await on(({ tokens }) => tokens.issue({ purpose, userId, maxPerHour: 2 }))
    await on(async ({ tokens }) => {
      const error = await rejection(tokens.issue({ purpose, userId, maxPerHour: 2 }), ConflictError)
      expect(error.rule).toBe('token_limit_reached')
    })
    await db.tokens.issue({ purpose: 'login', userId, maxPerHour: 1 })
    await db.tokens.consume({ purpose, token: second })
    await letTokenAge(db, { subject: userId, purpose, seconds: 1_801 })
    await on(({ tokens }) => tokens.issue({ purpose, userId, maxPerHour: 2 }))
  })

  it('is void after its time', async () => {
    const userId = await newUser()
    const { token } = await on(({ tokens }) => tokens.issue({ purpose, userId, expiresInSeconds: 60 }))
    await letTokenAge(db, { subject: userId, purpose, seconds: 61 })
    await expectInvalid({ purpose, token })
  })
})

describe('issue', () => {
  it('refuses a closed account, and nobody', async () => {
    const userId = await newUser()
    await db.users.close({ userId })
    const error = await rejection(db.tokens.issue({ purpose, userId }), ConflictError)
    expect(error.rule).toBe('account_closed')
    await rejection(db.tokens.issue({ purpose, userId: newId() }), NotFoundError)
  })

  it.each([
    ['userId', {}],
    ['userId', { userId: 'x' }],
    ['sentTo', { sentTo: 'x' }],
    ['sentTo', { sentTo: '+0123' }],
    ['purpose', { purpose: 'fun', userId: newId() }],
    ['expiresInSeconds', { userId: newId(), expiresInSeconds: 0 }],
    ['maxPerHour', { userId: newId(), maxPerHour: 101 }],
  ])('refuses a wrong %s', async (field, more) => {
    const input = { purpose: 'login', ...more } as never
    expect((await rejection(db.tokens.issue(input), InvalidInputError)).field).toBe(field)
  })

  it('stores a hash, and nothing of the token', async () => {
    const userId = await newUser()
    const { token } = await db.tokens.issue({ purpose, userId })
    const { text } = await db.one(
      query<{ readonly userId: string }, { readonly text: string }>(
        'select to_jsonb(tokens)::text as text from tokens where user_id = :userId!::uuid',
      ),
      { userId },
    )
    expect(text).not.toContain(token)
    expect(text).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
  })
})

describe('consume', () => {
  it('refuses a token of a closed account, for good', async () => {
    const userId = await newUser()
    const { token } = await db.tokens.issue({ purpose, userId })
    await db.users.close({ userId })
    await expectInvalid({ purpose, token })
    await db.users.reopen({ userId, adminId: null })
    await expectInvalid({ purpose, token })
  })

  it('is void once its address is no longer that of the user', async () => {
    const { id: userId, email } = await db.users.create(sampleUser())
    const reset = (sentTo?: string) => db.tokens.issue({ purpose: 'password_reset', userId, sentTo })
    const next = `next${newId()}@example.com`
    const { token: toNext } = await db.tokens.issue({ purpose, userId, sentTo: next })
    const { token: toOld } = await reset(email)
    await db.users.update({ userId, patch: { bio: 'Here since 2019', email } })
    await db.users.update({ userId, patch: { email: next } })
    const given = { token: toOld, passwordHash: 'another hash' }
    expect((await rejection(db.users.resetPassword(given), ConflictError)).rule).toBe('token_invalid')
    const { token: toNobody } = await reset()
    expect((await db.tokens.consume({ purpose, token: toNext })).sentTo).toBe(next)
    await db.users.update({ userId, patch: { phone: '+971501112233' } })
    await expectInvalid({ purpose: 'password_reset', token: toNobody })
  })

  it('refuses a token that was never issued, and one that is none', async () => {
    await expectInvalid({ purpose, token: 'x'.repeat(43) })
    const error = await rejection(db.tokens.consume({ purpose, token: 'not a token' }), InvalidInputError)
    expect(error.field).toBe('token')
    expect(error.message).not.toContain('not a token')
  })

  it('leaves the token as it was if its transaction is rolled back', async () => {
    const userId = await newUser()
    const { token } = await db.tokens.issue({ purpose, userId })
    const work = db.transaction(async (tx) => {
      await tx.tokens.consume({ purpose, token })
      throw new Error('rolled back')
    })
    await rejection(work, Error)
    await db.tokens.consume({ purpose, token })
  })
})

describe('deleteOld', () => {
  it('deletes what is void for long, the first ones first', async () => {
    const [one, two, three] = await Promise.all([newUser(), newUser(), newUser()])
    for (const userId of [one, two, three]) await db.tokens.issue({ purpose: 'login', userId })
    await letTokenAge(db, { subject: one, purpose: 'login', seconds: 5 * 86_400 })
    await letTokenAge(db, { subject: two, purpose: 'login', seconds: 4 * 86_400 })
    expect(await db.tokens.deleteOld({ limit: 1 })).toBe(1)
    const count = query<object, { readonly count: number }>(
      "select count(*)::integer as count from tokens where purpose = 'login' and expires_at < now()",
    )
    expect((await db.one(count, {})).count).toBe(1)
    expect(await db.tokens.deleteOld()).toBe(1)
    expect(await db.tokens.deleteOld()).toBe(0)
  })

  it('refuses to delete what counts for the limit', async () => {
    const error = await rejection(db.tokens.deleteOld({ olderThanSeconds: 3_599 }), InvalidInputError)
    expect(error.field).toBe('olderThanSeconds')
  })
})
