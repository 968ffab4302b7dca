import { describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { CreateUserInput } from '../../src/repositories/users/user.js'
import { seededRandom, shuffled } from '../setup/random.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { asShown, showExactPlaces } from '../setup/market/show-exact-places.js'
import { refusals } from '../setup/market/refusals.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { completeUser, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)

function some(count: number): (CreateUserInput & { readonly id: string })[] {
  return Array.from({ length: count }, () => ({ ...sampleUser(), id: newId() }))
}

const random = seededRandom(1)

describe.each(bothWays(db))('createMany on %s', (_, on) => {
  it('writes what create writes', async () => {
    const complete = completeUser()
    const sparse = sampleUser()
    const ids = await on(({ users }) => users.createMany([complete, sparse]))
    const { passwordHash, ...shown } = complete
    const [first, second] = await db.users.listAccounts(ids)
    expect(first).toMatchObject(asShown(shown))
    expect(await db.users.findCredentials({ email: complete.email })).toMatchObject({ passwordHash })
    const { id, email, username, createdAt, updatedAt, ...rest } = await db.users.create(sampleUser())
    expect(second).toMatchObject({ ...sparse, ...rest })
  })

  it('gives the ids in the order of the input, those of the caller and those it made', async () => {
    const own = newId()
    const given = [sampleUser(), sampleUser({ id: own }), sampleUser(), sampleUser()]
    const ids = await on(({ users }) => users.createMany(given))
    expect(ids[1]).toBe(own)
    expect((await db.users.listAccounts(ids)).map(({ email }) => email)).toEqual(
      given.map(({ email }) => email),
    )
  })

  it('does nothing with an empty batch', async () => {
    expect(await on(({ users }) => users.createMany([]))).toEqual([])
  })

  it('gives the same ids when it is repeated, and leaves the rows as they are', async () => {
    const batch = some(50)
    const ids = await on(({ users }) => users.createMany(batch))
    const rows = await db.users.listAccounts(ids)
    const [first] = batch
    await db.users.update({ userId: first?.id ?? '', patch: { bio: 'changed since' } })
    rows[0] = await db.users.getAccount(first?.id ?? '')
    expect(await on(({ users }) => users.createMany(batch))).toEqual(ids)
    expect(await db.users.listAccounts(ids)).toEqual(rows)
  })

  it('completes a batch of which a part is there', async () => {
    const batch = some(10)
    await db.users.createMany(batch.slice(3, 6))
    await on(({ users }) => users.createMany(batch))
    expect(await db.users.listAccounts(batch.map(({ id }) => id))).toHaveLength(10)
  })

  it('writes none if an id is that of somebody else', async () => {
    const { id } = await db.users.create(sampleUser())
    const before = await rowCounts(db)
    const batch = [...some(5), sampleUser({ id }), ...some(5)]
    const error = await rejection(
      on(({ users }) => users.createMany(batch)),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
    expect(await rowCounts(db)).toEqual(before)
  })

  it.each([
    ['email', 'users_email_key'],
    ['username', 'users_username_key'],
    ['phone', 'users_phone_key'],
  ] as const)('writes none if the %s of one is somebody else’s', async (field, constraint) => {
    const taken = completeUser()
    await db.users.create(taken)
    const before = await rowCounts(db)
    const batch = [...some(5), sampleUser({ [field]: taken[field] }), ...some(5)]
    const error = await rejection(
      on(({ users }) => users.createMany(batch)),
      ConstraintError,
    )
    expect(error).toMatchObject({ kind: 'unique', constraint, table: 'users', columns: [field] })
    expect(await rowCounts(db)).toEqual(before)
  })

  it('writes none if two of the batch have one e-mail address', async () => {
    const [first, ...others] = some(5)
    const before = await rowCounts(db)
    const batch = [first ?? sampleUser(), ...others, sampleUser({ email: first?.email.toUpperCase() ?? '' })]
    const error = await rejection(
      on(({ users }) => users.createMany(batch)),
      ConstraintError,
    )
    expect(error).toMatchObject({ kind: 'unique', constraint: 'users_email_key' })
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses an id that is given twice, in whichever case', async () => {
    const id = newId()
    const batch = [sampleUser(), sampleUser({ id }), sampleUser({ id: id.toUpperCase() })]
    const error = await rejection(
      on(({ users }) => users.createMany(batch)),
      InvalidInputError,
    )
    expect(error.field).toBe('users[2].id')
  })

  it('names the row and the field that it refuses', async () => {
    const batch = [sampleUser(), sampleUser({ username: 'no spaces' })]
    const error = await rejection(
      on(({ users }) => users.createMany(batch)),
      InvalidInputError,
    )
    expect(error.field).toBe('users[1].username')
  })
})

describe('createMany, large', () => {
  it('writes 10,000 users in one call, and gives them back by their ids in their order', async () => {
    const batch = some(10_000)
    const ids = await db.users.createMany(batch)
    const rows = await db.users.listAccounts(ids)
    expect(rows.map(({ username }) => username)).toEqual(batch.map(({ username }) => username))
    expect(await db.users.createMany(batch)).toEqual(ids)
  })

  it('refuses 10,001 before anything is sent', async () => {
    const error = await rejection(db.users.createMany(some(10_001)), InvalidInputError)
    expect(error.field).toBe('users')
  })
})

describe('createMany, at the same time', () => {
  it('writes one batch once, however many send it and in whichever order', async () => {
    for (let round = 0; round < 10; round++) {
      const batch = some(50).map((user, n) => ({
        ...user,
        phone: `+9714${String(round * 50 + n).padStart(6, '0')}`,
      }))
      const before = await rowCounts(db)
      const calls = Array.from({ length: 8 }, async () => {
        const mine = shuffled(random, batch) // as another process may send it
        expect(await db.users.createMany(mine)).toEqual(mine.map(({ id }) => id))
      })
      await Promise.all(calls)
      expect(await rowCounts(db)).toEqual({ ...before, users: (before['users'] ?? 0) + 50 })
    }
  })

  it('writes overlapping batches whole', async () => {
    const all = some(60)
    const calls = [0, 10, 20, 30].map((from) =>
      db.users.createMany(shuffled(random, all.slice(from, from + 30))),
    )
    await Promise.all(calls)
    expect(await db.users.listAccounts(all.map(({ id }) => id))).toHaveLength(60)
  })

  it('writes all of one batch and none of the others when they want the same id for different people', async () => {
    for (let round = 0; round < 10; round++) {
      const id = newId()
      const batches = Array.from({ length: 5 }, () => [...some(10), { ...sampleUser(), id }, ...some(10)])
      const before = await rowCounts(db)
      const reasons = await refusals(batches.map((batch) => db.users.createMany(batch)))
      expect(reasons).toHaveLength(4)
      for (const reason of reasons)
        expect(reason).toMatchObject({ code: 'conflict', rule: 'repeated_differently' })
      expect(await rowCounts(db)).toEqual({ ...before, users: (before['users'] ?? 0) + 21 })
    }
  })

  it('writes all of one batch and none of the others when they want the same e-mail address', async () => {
    for (let round = 0; round < 10; round++) {
      const { email } = sampleUser()
      const batches = Array.from({ length: 5 }, () => [...some(10), sampleUser({ email }), ...some(10)])
      const before = await rowCounts(db)
      const reasons = await refusals(batches.map((batch) => db.users.createMany(batch)))
      expect(reasons).toHaveLength(4)
      for (const reason of reasons) {
        expect(reason).toMatchObject({ code: 'constraint', constraint: 'users_email_key' })
      }
      expect(await rowCounts(db)).toEqual({ ...before, users: (before['users'] ?? 0) + 21 })
    }
  })
})
