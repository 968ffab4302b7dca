import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inspect } from 'node:util'
import { ConflictError, ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Account } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { asShown, showExactPlaces } from '../setup/market/show-exact-places.js'
import { refusals } from '../setup/market/refusals.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { completeUser, sampleUser } from '../setup/market/samples.js'

const market = await openMarket()
const { db } = market
await showExactPlaces(market.db)

async function expectNothingWritten(work: () => Promise<unknown>): Promise<void> {
  const before = await rowCounts(db)
  await work()
  expect(await rowCounts(db)).toEqual(before)
}

describe.each(bothWays(db))('create on %s', (_, on) => {
  it('gives the user with everything that was given, and nothing else', async () => {
    const { passwordHash, ...given } = completeUser()
    const before = Date.now()
    const user = await on(({ users }) => users.create({ ...given, passwordHash }))
    expect(user).toStrictEqual({
      ...asShown(given),
      isVerified: false,
      isActive: true,
      lastLoginAt: null,
      erasedAt: null,
      stripeCustomerId: null,
      stripeConnectAccountId: null,
      createdAt: user.createdAt,
      updatedAt: user.createdAt,
    })
    expect(Math.abs(user.createdAt.getTime() - before)).toBeLessThan(60_000)
    expect(await db.users.findAccount(given.id)).toStrictEqual(user)
  })

  it('makes a buyer of whom nothing else is known when no more is given', async () => {
    const given = sampleUser()
    const user = await on(({ users }) => users.create(given))
    expect(user).toStrictEqual({
      ...asShown(given),
      id: user.id,
      phone: null,
      fullName: null,
      avatarUrl: null,
      bio: null,
      role: 'buyer',
      isVerified: false,
      isActive: true,
      publicLocation: null,
      neighborhood: null,
      buildingName: null,
      lastLoginAt: null,
      erasedAt: null,
      stripeCustomerId: null,
      stripeConnectAccountId: null,
      createdAt: user.createdAt,
      updatedAt: user.createdAt,
    })
  })

  it('makes the same of null, undefined and an absent key', async () => {
    const nothing = { phone: null, passwordHash: null, location: null, bio: undefined, role: undefined }
    // A caller without TypeScript, or without exactOptionalPropertyTypes.
    const given = { ...sampleUser(), ...nothing } as unknown as ReturnType<typeof sampleUser>
    const user = await on(({ users }) => users.create(given))
    expect(user).toMatchObject({ phone: null, publicLocation: null, bio: null, role: 'buyer' })
    expect(await db.users.findCredentials({ email: given.email })).toMatchObject({ passwordHash: null })
  })

  it('keeps the username as it was typed, and the e-mail address in its one spelling', async () => {
    const { email, username } = sampleUser()
    const given = { email: `${email.toUpperCase()}.`, username: username.toUpperCase() }
    expect(await on(({ users }) => users.create(given))).toMatchObject({ email, username: given.username })
  })

  it('makes a time-ordered id when none is given', async () => {
    const first = await on(({ users }) => users.create(sampleUser()))
    const second = await on(({ users }) => users.create(sampleUser()))
    expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(second.id > first.id).toBe(true)
  })

  it('gives the user of the first call when it is repeated with its id', async () => {
    const given = { ...completeUser() }
    const first = await on(({ users }) => users.create(given))
    const again = { ...given, id: given.id.toUpperCase(), location: { ...given.location }, bio: given.bio }
    expect(await on(({ users }) => users.create(again))).toStrictEqual(first)
  })

  it('gives it as it is by then, when it was changed since', async () => {
    const given = completeUser()
    await db.users.create(given)
    const changed = await db.users.update({ userId: given.id, patch: { bio: 'Changed since', phone: null } })
    expect(await on(({ users }) => users.create(given))).toStrictEqual(changed)
  })

  it.each([
    ['bio', 'Other words'],
    ['bio', null],
    ['email', 'Other@Example.com'],
    ['username', 'Other.Username'],
    ['phone', '+971509999999'],
    ['passwordHash', '$argon2id$other'],
    ['fullName', 'Other'],
    ['avatarUrl', 'https://images.example.com/other.png'],
    ['role', 'both'],
    ['location', { type: 'Point', coordinates: [55.27, 25.2] }],
    ['neighborhood', 'Other'],
    ['buildingName', undefined],
  ])('refuses the same id with another %s, and tells nothing of who is there', async (field, value) => {
    const given = completeUser()
    await db.users.create(given)
    await expectNothingWritten(async () => {
      for (const create of [
        () => on(({ users }) => users.create({ ...given, [field]: value })),
        () => on(({ users }) => users.createMany([sampleUser(), { ...given, [field]: value }])),
      ]) {
        const error = await rejection(create(), ConflictError)
        expect(error).toMatchObject({ rule: 'repeated_differently', retryable: false })
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(given.email)
      }
    })
  })

  it('refuses the id of somebody who was created without one', async () => {
    const given = sampleUser()
    const { id } = await db.users.create(given)
    const error = await rejection(
      on(({ users }) => users.create({ ...given, id })),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
  })

  it('makes no administrator', async () => {
    const error = await rejection(
      on(({ users }) => users.create({ ...sampleUser(), role: 'admin' } as never)),
      InvalidInputError,
    )
    expect(error.field).toBe('role')
  })

  it('refuses an id that is that of somebody else, and writes nothing', async () => {
    const { id } = await db.users.create(sampleUser())
    await expectNothingWritten(async () => {
      const error = await rejection(
        on(({ users }) => users.create(sampleUser({ id }))),
        ConflictError,
      )
      expect(error).toMatchObject({ rule: 'repeated_differently', retryable: false })
    })
  })

  it.each([
    ['email', 'users_email_key'],
    ['username', 'users_username_key'],
    ['phone', 'users_phone_key'],
  ] as const)('refuses the %s of somebody else, by the name of the constraint', async (field, constraint) => {
    const taken = completeUser()
    await db.users.create(taken)
    for (const id of [{}, { id: newId() }]) {
      await expectNothingWritten(async () => {
        const value = field === 'phone' ? taken.phone : taken[field].toUpperCase()
        const error = await rejection(
          on(({ users }) => users.create(sampleUser({ ...id, [field]: value }))),
          ConstraintError,
        )
        expect(error).toMatchObject({ kind: 'unique', constraint, table: 'users', columns: [field], field })
      })
    }
  })

  it('calls an id taken even if the e-mail address is taken too', async () => {
    const { id } = await db.users.create(sampleUser())
    const { email } = await db.users.create(sampleUser())
    const error = await rejection(
      on(({ users }) => users.create(sampleUser({ id, email }))),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
  })

  it('has the defaults of the table', async () => {
    const { email, username } = sampleUser()
    await db.execute(
      query<object, object>('insert into users (email, username) values (:email!, :username!)'),
      {
        email,
        username,
      },
    )
    const { id, email: e, username: u, createdAt, updatedAt, ...bare } = await db.users.create(sampleUser())
    expect(await db.users.findAccountByEmail(email)).toMatchObject(bare)
  })
})

describe('create, at the same time', () => {
  it('makes one user of any number of calls with the same id', async () => {
    for (let round = 0; round < 20; round++) {
      const given = completeUser()
      const calls = Array.from({ length: 20 }, () => db.users.create(given))
      const users = await Promise.all(calls)
      expect(new Set(users.map(({ createdAt }) => createdAt.getTime())).size).toBe(1)
      expect(new Set(users.map(({ id }) => id))).toEqual(new Set([given.id]))
    }
  })

  it('lets one of many have an e-mail address, and tells the others of the constraint', async () => {
    const { email } = sampleUser()
    const calls = Array.from({ length: 20 }, () => db.users.create(sampleUser({ email })))
    const reasons = await refusals(calls)
    expect(reasons).toHaveLength(19)
    for (const reason of reasons) {
      expect(reason).toMatchObject({ code: 'constraint', constraint: 'users_email_key' })
    }
  })

  it('lets one of many have an id, and tells the others that it is taken', async () => {
    const id = newId()
    const calls = Array.from({ length: 20 }, () => db.users.create(sampleUser({ id })))
    const reasons = await refusals(calls)
    expect(reasons).toHaveLength(19)
    for (const reason of reasons)
      expect(reason).toMatchObject({ code: 'conflict', rule: 'repeated_differently' })
  })

  it('waits for a transaction that writes the same user, and gives its row', async (context) => {
    if (!market.test.multiSession) context.skip('one session stands behind all connections')
    const given = completeUser()
    let second: Promise<Account> | undefined
    const first = await db.transaction(async (tx) => {
      const user = await tx.users.create(given)
      second = db.users.create(given)
      expect(await Promise.race([second, sleep(100, 'waits')])).toBe('waits')
      return user
    })
    expect(await second).toStrictEqual(first)
  })
})
