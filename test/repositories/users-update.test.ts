import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { UserPatch } from '../../src/repositories/users/user.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { asShown, showExactPlaces } from '../setup/market/show-exact-places.js'
import { completeUser, everyUserChange, sampleUser } from '../setup/market/samples.js'

const market = await openMarket()
const { db } = market
await showExactPlaces(market.db)

const nothing: UserPatch = {
  phone: null,
  fullName: null,
  avatarUrl: null,
  bio: null,
  location: null,
  neighborhood: null,
  buildingName: null,
}

describe.each(bothWays(db))('update on %s', (_, on) => {
  it('changes every key that the patch holds', async () => {
    const user = await db.users.create(sampleUser())
    const change = everyUserChange()
    const updated = await on(({ users }) => users.update({ userId: user.id, patch: change }))
    expect(updated).toStrictEqual({ ...user, ...asShown(change), updatedAt: updated.updatedAt })
    expect(updated.updatedAt.getTime()).toBeGreaterThanOrEqual(user.updatedAt.getTime())
    expect(await db.users.findAccount(user.id)).toStrictEqual(updated)
  })

  it('changes one key and leaves all others, whichever it is', async () => {
    const user = await db.users.create(completeUser())
    let expected = user
    for (const [key, value] of Object.entries(everyUserChange())) {
      const updated = await on(({ users }) => users.update({ userId: user.id, patch: { [key]: value } }))
      expected = { ...expected, ...asShown({ [key]: value }) }
      expect(updated).toStrictEqual({ ...expected, updatedAt: updated.updatedAt })
    }
  })

  it('empties with null what may be empty', async () => {
    const user = await db.users.create(completeUser())
    const updated = await on(({ users }) => users.update({ userId: user.id, patch: nothing }))
    expect(updated).toStrictEqual({ ...user, ...asShown(nothing), updatedAt: updated.updatedAt })
  })

  it('keeps the value of a key that is undefined', async () => {
    const user = await db.users.create(completeUser())
    const patch = Object.fromEntries(Object.keys(everyUserChange()).map((key) => [key, undefined]))
    const updated = await on(({ users }) => users.update({ userId: user.id, patch }))
    expect(updated).toStrictEqual({ ...user, updatedAt: updated.updatedAt })
  })

  it.each(['email', 'username'])('refuses null for %s', async (field) => {
    const { id } = await db.users.create(sampleUser())
    const error = await rejection(
      on(({ users }) => users.update({ userId: id, patch: { [field]: null } })),
      InvalidInputError,
    )
    expect(error.field).toBe(`patch.${field}`)
  })

  it.each([
    'id',
    'isActive',
    'createdAt',
    'lastLoginAt',
    'password_hash',
    'fullname',
    // What nobody may set for themselves.
    'role',
    'isVerified',
    'passwordHash',
    'stripeCustomerId',
    'stripeConnectAccountId',
  ])('refuses %s, which is nothing that it changes', async (field) => {
    const { id } = await db.users.create(sampleUser())
    const error = await rejection(
      on(({ users }) => users.update({ userId: id, patch: { [field]: 'aisha' } })),
      InvalidInputError,
    )
    expect(error.field).toBe(`patch.${field}`)
  })

  it('refuses what is somebody else’s, and changes nothing', async () => {
    const taken = completeUser()
    await db.users.create(taken)
    const user = await db.users.create(sampleUser())
    const constraints = { email: 'users_email_key', username: 'users_username_key', phone: 'users_phone_key' }
    for (const [field, constraint] of Object.entries(constraints)) {
      const patch = { bio: 'changed', [field]: taken[field as 'email'] }
      const error = await rejection(
        on(({ users }) => users.update({ userId: user.id, patch })),
        ConstraintError,
      )
      expect(error).toMatchObject({ kind: 'unique', constraint, table: 'users', field })
    }
    expect(await db.users.getAccount(user.id)).toStrictEqual(user)
  })

  it('lets somebody change the case of their own name, and spell their own address in another way', async () => {
    const { id, email, username } = await db.users.create(sampleUser())
    const patch = { email: email.toUpperCase(), username: username.toUpperCase() }
    const updated = await on(({ users }) => users.update({ userId: id, patch }))
    expect(updated).toMatchObject({ email, username: patch.username })
  })

  it('gives an error when there is no such user', async () => {
    const id = newId()
    await on(async ({ users }) => {
      const calls = [
        () => users.update({ userId: id, patch: { bio: 'x' } }),
        () => users.setLocation({ userId: id, location: [0, 0] }),
        () => users.clearLocation({ userId: id }),
        () => users.close({ userId: id }),
        () => users.reopen({ userId: id, adminId: null }),
        () => users.suspend({ userId: id, adminId: null }),
        () => users.setPasswordHash({ userId: id, passwordHash: 'x' }),
        () => users.setStripeIds({ userId: id, stripeCustomerId: 'cus_x' }),
        () => users.chooseRole({ userId: id, role: 'both' }),
        () => users.setRole({ userId: id, role: 'both', adminId: null }),
        () => users.recordLogin({ userId: id }),
        () => users.delete({ userId: id }),
      ]
      for (const call of calls)
        expect(await rejection(call(), NotFoundError)).toMatchObject({ table: 'users' })
    })
  })
})

describe.each(bothWays(db))('setLocation and clearLocation on %s', (_, on) => {
  it('set the point, a feature’s point or a position, and forget it', async () => {
    const user = await db.users.create(completeUser())
    const location = { type: 'Point', coordinates: [-70.5, 0.1] } as const
    const spellings = [
      location,
      location.coordinates,
      [-70.5, 0.1, 12],
      { type: 'Feature', geometry: location, properties: {} },
    ] as const
    for (const place of spellings) {
      const cleared = await on(({ users }) => users.clearLocation({ userId: user.id }))
      expect(cleared).toStrictEqual({ ...user, publicLocation: null, updatedAt: cleared.updatedAt })
      const set = await on(({ users }) => users.setLocation({ userId: user.id, location: place }))
      expect(set).toStrictEqual({ ...user, publicLocation: location, updatedAt: set.updatedAt })
    }
  })
})

describe.each(bothWays(db))('close, reopen and recordLogin on %s', (_, on) => {
  it('close an account and open it again, also when it is closed or open already', async () => {
    const user = await db.users.create(completeUser())
    for (const isActive of [false, false, true, true]) {
      const changed = await on(({ users }) =>
        isActive ? users.reopen({ userId: user.id, adminId: null }) : users.close({ userId: user.id }),
      )
      expect(changed).toStrictEqual({ ...user, isActive, updatedAt: changed.updatedAt })
    }
  })

  it('records the time of a login by the server’s clock', async () => {
    const user = await db.users.create(sampleUser())
    const at = await on(({ users }) => users.recordLogin({ userId: user.id }))
    expect(at.getTime()).toBeGreaterThanOrEqual(user.createdAt.getTime())
    expect((await db.users.getAccount(user.id)).lastLoginAt).toStrictEqual(at)
  })
})

describe('update, at the same time', () => {
  it('loses none of several changes of one user to different keys', async () => {
    const user = await db.users.create(sampleUser())
    const change = everyUserChange()
    const calls = Object.entries(change).map(([key, value]) =>
      db.users.update({ userId: user.id, patch: { [key]: value } }),
    )
    await Promise.all(calls)
    const updated = await db.users.getAccount(user.id)
    expect(updated).toStrictEqual({ ...user, ...asShown(change), updatedAt: updated.updatedAt })
  })

  it('builds on what another transaction has changed while it waited', async ({ skip }) => {
    if (!market.test.multiSession) skip('one session stands behind all connections')
    const user = await db.users.create(sampleUser())
    let second: Promise<unknown> | undefined
    await db.transaction(async (tx) => {
      await tx.users.update({ userId: user.id, patch: { bio: 'of the first' } })
      second = db.users.update({ userId: user.id, patch: { fullName: 'Of the second' } })
      expect(await Promise.race([second, sleep(100, 'waits')])).toBe('waits')
    })
    await second
    expect(await db.users.getAccount(user.id)).toMatchObject({
      bio: 'of the first',
      fullName: 'Of the second',
    })
  })
})
