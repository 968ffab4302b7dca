import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import type { CredentialIdentifier } from '../../src/repositories/users/user.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeUser, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()

function everything(value: unknown): string {
  return inspect(value, { depth: 10, showHidden: true, getters: true, maxStringLength: null })
}

describe.each(bothWays(db))('findCredentials on %s', (_, on) => {
  it('gives hash, role and whether the account is open, by any identifier in any case', async () => {
    const { id, email, username, phone, passwordHash } = completeUser()
    await db.users.create({ id, email, username, phone, passwordHash, role: 'both' })
    const identifiers: CredentialIdentifier[] = [
      { email },
      { email: email.toUpperCase() },
      { username },
      { username: username.toLowerCase() },
      { phone },
    ]
    for (const identifier of identifiers) {
      expect(await on(({ users }) => users.findCredentials(identifier))).toStrictEqual({
        id,
        passwordHash,
        role: 'both',
        isActive: true,
      })
    }
  })

  it('gives null for somebody who is not there, and a null hash for one who has none', async () => {
    const { email } = await db.users.create(sampleUser())
    await on(async ({ users }) => {
      expect(await users.findCredentials({ email: 'nobody@example.com' })).toBeNull()
      expect(await users.findCredentials({ username: 'nobody' })).toBeNull()
      expect(await users.findCredentials({ phone: '+971500000000' })).toBeNull()
      expect(await users.findCredentials({ email })).toMatchObject({ passwordHash: null })
    })
  })

  it('says of a closed account that it is closed', async () => {
    const { id, email } = await db.users.create(sampleUser())
    await db.users.close({ userId: id })
    expect(await on(({ users }) => users.findCredentials({ email }))).toMatchObject({ id, isActive: false })
  })

  // Without one, the first user of the table would be let in.
  it.each([
    ['none', {}],
    ['only undefined ones', { email: undefined, phone: undefined }],
    ['two', { email: 'aisha@example.com', username: 'aisha' }],
  ])('refuses identifiers: %s', async (_, given) => {
    const identifier = given as unknown as CredentialIdentifier
    const error = await rejection(
      on(({ users }) => users.findCredentials(identifier)),
      InvalidInputError,
    )
    expect(error.field).toBe('identifier')
  })

  it('refuses a null identifier by its name', async () => {
    const identifier = { email: null } as unknown as CredentialIdentifier
    const error = await rejection(
      on(({ users }) => users.findCredentials(identifier)),
      InvalidInputError,
    )
    expect(error.field).toBe('identifier.email')
  })

  it('changes with setPasswordHash', async () => {
    const { id, email } = await db.users.create(completeUser())
    await on(({ users }) => users.setPasswordHash({ userId: id, passwordHash: 'another hash' }))
    expect(await db.users.findCredentials({ email })).toMatchObject({ passwordHash: 'another hash' })
    await on(({ users }) => users.setPasswordHash({ userId: id, passwordHash: null }))
    expect(await db.users.findCredentials({ email })).toMatchObject({ passwordHash: null })
  })
})

describe('a password hash', () => {
  it('is in no row of any other method', async () => {
    const user = completeUser()
    const { id, email, username, passwordHash } = user
    await db.users.create(user)
    await db.users.setPasswordHash({ userId: id, passwordHash })
    const shown = [
      await db.users.create(user),
      await db.users.create(user),
      await db.users.createMany([user]),
      await db.users.getAccount(id),
      await db.users.findAccount(id),
      await db.users.findAccountByEmail(email),
      await db.users.findProfileByUsername(username),
      await db.users.listAccounts([id]),
      await db.users.setStripeIds({ userId: id, stripeCustomerId: 'cus_1' }),
      await db.users.chooseRole({ userId: id, role: 'buyer' }),
      await db.users.setRole({ userId: id, role: 'both', adminId: null }),
      await db.users.getProfile(id),
      await db.users.listProfiles([id]),
      await db.users.setLocation({ userId: id, location: [1, 2] }),
      await db.users.clearLocation({ userId: id }),
      await db.users.close({ userId: id }),
      await db.users.reopen({ userId: id, adminId: null }),
      await db.users.recordLogin({ userId: id }),
    ]
    expect(everything(shown)).not.toMatch(/hash/i)
  })

  it('is in no error, neither of a reader nor of the server', async () => {
    const user = completeUser()
    await db.users.create(user)
    const other = { ...completeUser(), passwordHash: user.passwordHash }
    const noBio = { ...other, bio: 'x'.repeat(2001) }
    const errors = [
      await rejection(db.users.create({ ...other, email: user.email }), ConstraintError),
      await rejection(db.users.createMany([{ ...other, phone: user.phone }]), ConstraintError),
      await rejection(db.users.create(noBio), InvalidInputError),
      await rejection(db.users.create({ ...other, passwordHash: 'x'.repeat(513) }), InvalidInputError),
      await rejection(
        db.transaction((tx) => tx.users.create({ ...other, username: user.username })),
        ConstraintError,
      ),
    ]
    const { id } = await db.users.create(sampleUser())
    errors.push(
      await rejection(db.users.update({ userId: id, patch: { phone: user.phone } }), ConstraintError),
    )
    for (const error of errors) {
      expect(everything(error)).not.toContain(user.passwordHash)
      expect(everything(error)).not.toContain(user.email)
      expect(everything(error)).not.toContain(user.phone)
    }
  })

  it('is not in what a database, a transaction or a repository shows of itself', async () => {
    const user = completeUser()
    await db.users.create(user)
    await db.users.findCredentials({ email: user.email })
    await db.transaction(async (tx) => {
      await tx.users.findCredentials({ email: user.email })
      expect(everything([db, db.users, tx, tx.users])).not.toContain(user.passwordHash)
    })
  })
})
