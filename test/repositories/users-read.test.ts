import { describe, expect, it } from 'vitest'
import { InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeUser, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()

/** Every case that letters of a text can have. */
function spellings(text: string): readonly string[] {
  return [text, text.toLowerCase(), text.toUpperCase()]
}

describe.each(bothWays(db))('get, find and list on %s', (_, on) => {
  it('give the same row by id and e-mail address, whatever the case', async () => {
    const given = completeUser()
    const user = await db.users.create(given)
    await on(async ({ users }) => {
      for (const id of [user.id, user.id.toUpperCase()]) {
        expect(await users.getAccount(id)).toStrictEqual(user)
        expect(await users.findAccount(id)).toStrictEqual(user)
        expect(await users.listAccounts([id])).toStrictEqual([user])
      }
      for (const email of spellings(given.email))
        expect(await users.findAccountByEmail(email)).toStrictEqual(user)
    })
  })

  it('give of a profile what anybody may see, and nothing else', async () => {
    const given = completeUser()
    const { id, createdAt } = await db.users.create(given)
    const { username, fullName, avatarUrl, neighborhood, bio } = given
    const face = { id, username, fullName, avatarUrl, neighborhood, isVerified: false, isClosed: false }
    const counts = { followerCount: 0, followingCount: 0, rating: null, badges: [] }
    const profile = { ...face, memberSince: createdAt, ...counts }
    await on(async ({ users }) => {
      expect(await users.getProfile(id)).toStrictEqual({ ...profile, bio })
      expect(await users.findProfile(id.toUpperCase())).toStrictEqual({ ...profile, bio })
      expect(await users.listProfiles([id, newId(), id])).toStrictEqual([profile, profile])
      for (const spelling of spellings(username)) {
        expect(await users.findProfileByUsername(spelling)).toStrictEqual({ ...profile, bio })
      }
    })
    await db.users.close({ userId: id })
    expect(await on(({ users }) => users.getProfile(id))).toMatchObject({ isClosed: true })
  })

  it('give null, nothing or an error that names the table when there is no such user', async () => {
    await on(async ({ users }) => {
      expect(await users.findAccount(newId())).toBeNull()
      expect(await users.findAccountByEmail('nobody@example.com')).toBeNull()
      expect(await users.findProfileByUsername('nobody')).toBeNull()
      expect(await users.listAccounts([newId()])).toEqual([])
      expect(await users.listAccounts([])).toEqual([])
      expect(await users.findProfile(newId())).toBeNull()
      expect(await users.listProfiles([])).toEqual([])
    })
    const id = newId()
    const error = await rejection(
      on(({ users }) => users.getAccount(id)),
      NotFoundError,
    )
    expect(error).toMatchObject({ code: 'not_found', table: 'users', retryable: false })
    expect(error.message).not.toContain(id)
    expect(await rejection(db.users.getProfile(id), NotFoundError)).toMatchObject({ table: 'users' })
  })

  it('list in the order of the ids, leave out what is not there, repeat what is asked for twice', async () => {
    const ids = await db.users.createMany([sampleUser(), sampleUser(), sampleUser()])
    const [a = '', b = '', c = ''] = ids
    const wanted = [c, a, newId(), b, a.toUpperCase(), c]
    const rows = await on(({ users }) => users.listAccounts(wanted))
    expect(rows.map(({ id }) => id)).toEqual([c, a, b, a, c])
  })

  it('take neither a pattern nor part of an address for it', async () => {
    const username = `${sampleUser().username}_a`
    await db.users.create(sampleUser({ username }))
    await on(async ({ users }) => {
      expect(await users.findProfileByUsername(username.replace('_', 'x'))).toBeNull()
      expect(await users.findProfileByUsername(username.slice(0, -1))).toBeNull()
      expect(await users.findProfileByUsername(username)).not.toBeNull()
      expect(await users.findAccountByEmail('%@example.com')).toBeNull()
    })
  })
})

describe('a method that refuses its input', () => {
  it('rejects its promise and never throws before there is one', async () => {
    const bad = 'not an id'
    const calls = [
      () => db.users.getAccount(bad),
      () => db.users.findAccount(bad),
      () => db.users.findAccountByEmail(bad),
      () => db.users.findProfileByUsername(bad),
      () => db.users.findCredentials({ phone: bad }),
      () => db.users.listAccounts([bad]),
      () => db.users.update({ userId: bad, patch: {} }),
      () => db.users.setLocation({ userId: bad, location: [0, 0] }),
      () => db.users.setLocation({ userId: newId(), location: [0, 91] }),
      () => db.users.clearLocation({ userId: bad }),
      () => db.users.close({ userId: bad }),
      () => db.users.reopen({ userId: bad, adminId: null }),
      () => db.users.recordLogin({ userId: bad }),
      () => db.users.delete({ userId: bad }),
      () => db.products.get(bad),
      () => db.products.find(bad),
      () => db.products.listByIds([bad]),
      () => db.users.getProfile(bad),
      () => db.users.listProfiles([bad]),
      () => db.users.setRole({ userId: newId(), role: 'buyer', adminId: bad }),
      () => db.products.update({ productId: bad, sellerId: newId(), patch: {} }),
      () => db.products.markSold({ productId: bad, sellerId: newId() }),
      () => db.products.markSold({ productId: newId(), sellerId: bad }),
      () => db.products.markAvailable({ productId: bad, sellerId: newId() }),
      () => db.products.delete({ productId: bad, sellerId: newId() }),
      () => db.products.hide({ productId: newId(), adminId: bad }),
      () => db.products.listBySeller({ sellerId: bad }),
      () => db.products.feed({ cursor: bad }),
      () => db.products.nearby({ near: [0, 0], radiusMetres: 1, cursor: bad }),
    ]
    for (const call of calls) await rejection(call(), InvalidInputError)
  })
})
