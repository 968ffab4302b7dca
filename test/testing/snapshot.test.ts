// Thorough: starts many databases.

import { describe, expect, onTestFinished, test } from 'vitest'
import { newDatabaseName } from '../../src/testing/database-name.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { createServerDatabase } from '../../src/testing/server-database.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { hasDatabase, inServer, sharedServer } from '../setup/testing/shared-server.js'

async function openTest() {
  const database = await createTestDatabase({ migrations: 'package' })
  onTestFinished(() => database.drop())
  return database
}

const countUsers = query<undefined, { readonly count: number }>('select count(*)::int as "count!" from users')

describe('db of a test database', () => {
  test('is open, and migrated', async () => {
    const { db } = await openTest()
    const { id } = await db.users.create(sampleUser())
    expect(await db.users.getAccount(id)).toMatchObject({ id })
  })

  test('takes options of createDatabase', async () => {
    const database = await createTestDatabase({ migrations: 'package', database: { queries: [countUsers] } })
    onTestFinished(() => database.drop())
    expect(database.db.queries.map(({ file }) => file)).toContain('test.sql')
  })

  test('is closed when the database is dropped, although a call runs', async (context) => {
    const database = await openTest()
    const { db } = database
    if (!database.multiSession) context.skip('on the embedded database a call cannot be cut off')
    const running = db.one(query<undefined, object>('select pg_sleep(20)')).catch((error: unknown) => error)
    await db.health()
    await database.drop()
    expect(await running).toBeInstanceOf(Error)
    await expect(db.health()).rejects.toMatchObject({ code: 'connection' })
  })
})

describe('snapshot', () => {
  test('gives a database its content again, schema and all, as often as it is restored', async () => {
    const database = await openTest()
    const { db } = database
    const { id } = await db.users.create(sampleUser())
    const snapshot = await database.snapshot()
    for (let round = 0; round < 2; round++) {
      await db.users.createMany([sampleUser(), sampleUser()])
      await db.execute(query<undefined, object>('create table another ()'))
      await db.execute(query<undefined, object>('alter table users rename column bio to about'))

      await snapshot.restore()

      expect(await db.one(countUsers)).toEqual({ count: 1 })
      expect(await db.users.getAccount(id)).toMatchObject({ id, bio: null })
    }
  })

  test('makes databases that know nothing of each other', async () => {
    await using database = await openTest()
    await database.db.users.create(sampleUser())
    const snapshot = await database.snapshot()
    await using one = await snapshot.createDatabase()
    await using other = await snapshot.createDatabase()
    await one.db.users.create(sampleUser())
    expect(await one.db.one(countUsers)).toEqual({ count: 2 })
    expect(await other.db.one(countUsers)).toEqual({ count: 1 })
    expect(await database.db.one(countUsers)).toEqual({ count: 1 })
  })

  test('is gone when it, or its database, is dropped', async () => {
    const database = await openTest()
    const first = await database.snapshot()
    await first.drop()
    await expect(first.createDatabase()).rejects.toMatchObject({ code: 'setup' })
    await expect(first.restore()).rejects.toMatchObject({ code: 'setup' })
    expect(await database.db.one(countUsers)).toEqual({ count: 0 })
    const second = await database.snapshot()
    await database.drop()
    await expect(second.createDatabase()).rejects.toMatchObject({ code: 'setup' })
  })

  test('leaves the database as it is when it cannot be restored', async (context) => {
    const server = await sharedServer(context)
    const role = newDatabaseName()
    await inServer(server, `create role ${role} login createdb password 'souk'`)
    onTestFinished(() => inServer(server, `drop role ${role}`).then())
    const url = new URL(server.url)
    url.username = role
    url.password = 'souk'
    await using database = await createServerDatabase({ ...server, url: url.href }, [])
    await using snapshot = await database.snapshot()
    await inServer(server, `alter role ${role} nocreatedb`)
    await expect(snapshot.restore()).rejects.toThrow('permission denied to create database')
    expect(await hasDatabase(server, new URL(database.directUrl).pathname.slice(1))).toBe(true)
  })
})
