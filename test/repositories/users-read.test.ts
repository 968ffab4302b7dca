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
  it('give the same row by id, e-mail address and username, whatever the case', async () => {
    const given = completeUser()
    const user = await db.users.create(given)
    await on(async ({ users }) => {
      for (const id of [user.id, user.id.toUpperCase()]) {
        expect(await users.get(id)).toStrictEqual(user)
        expect(await users.find(id)).toStrictEqual(user)
        expect(await users.listByIds([id])).toStrictEqual([user])
      }
      for (const email of spellings(given.email)) expect(await users.findByEmail(email)).toStrictEqual(user)
      for (const username of spellings(given.username)) {
        expect(await users.findByUsername(username)).toStrictEqual(user)
      }
    })
  })

  it('give null, nothing or an error that names the table when there is no such user', async () => {
    await on(async ({ users }) => {
      expect(await users.find(newId())).toBeNull()
      expect(await users.findByEmail('nobody@example.com')).toBeNull()
      expect(await users.findByUsername('nobody')).toBeNull()
      expect(await users.listByIds([newId()])).toEqual([])
      expect(await users.listByIds([])).toEqual([])
    })
    const id = newId()
    const error = await rejection(
      on(({ users }) => users.get(id)),
      NotFoundError,
    )
    expect(error).toMatchObject({ code: 'not_found', table: 'users', retryable: false })
    expect(error.message).not.toContain(id)
  })

  it('list in the order of the ids, leave out what is not there, repeat what is asked for twice', async () => {
    const ids = await db.users.createMany([sampleUser(), sampleUser(), sampleUser()])
    const [a = '', b = '', c = ''] = ids
    const wanted = [c, a, newId(), b, a.toUpperCase(), c]
    const rows = await on(({ users }) => users.listByIds(wanted))
    expect(rows.map(({ id }) => id)).toEqual([c, a, b, a, c])
  })

  it('take neither a pattern nor part of an address for it', async () => {
    const username = `${sampleUser().username}_a`
    await db.users.create(sampleUser({ username }))
    await on(async ({ users }) => {
      expect(await users.findByUsername(username.replace('_', 'x'))).toBeNull()
      expect(await users.findByUsername(username.slice(0, -1))).toBeNull()
      expect(await users.findByUsername(username)).not.toBeNull()
      expect(await users.findByEmail('%@example.com')).toBeNull()
    })
  })
})

describe('a method that refuses its input', () => {
  it('rejects its promise and never throws before there is one', async () => {
    const bad = 'not an id'
    const calls = [
      () => db.users.get(bad),
      () => db.users.find(bad),
      () => db.users.findByEmail(bad),
      () => db.users.findByUsername(bad),
      () => db.users.findCredentials({ phone: bad }),
      () => db.users.listByIds([bad]),
      () => db.users.update({ userId: bad, patch: {} }),
      () => db.users.setLocation({ userId: bad, location: [0, 0] }),
      () => db.users.setLocation({ userId: newId(), location: [0, 91] }),
      () => db.users.clearLocation({ userId: bad }),
      () => db.users.deactivate({ userId: bad }),
      () => db.users.reactivate({ userId: bad }),
      () => db.users.recordLogin({ userId: bad }),
      () => db.users.delete({ userId: bad }),
      () => db.products.get(bad),
      () => db.products.find(bad),
      () => db.products.listByIds([bad]),
      () => db.products.update({ productId: bad, patch: {} }),
      () => db.products.markSold({ productId: bad }),
      () => db.products.markAvailable({ productId: bad }),
      () => db.products.delete({ productId: bad }),
      () => db.products.listBySeller({ sellerId: bad }),
      () => db.products.feed({ cursor: bad }),
      () => db.products.nearby({ near: [0, 0], radiusMetres: 1, cursor: bad }),
    ]
    for (const call of calls) await rejection(call(), InvalidInputError)
  })
})
