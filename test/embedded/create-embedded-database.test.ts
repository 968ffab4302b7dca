// Thorough: starts many databases, and migrates some of them from nothing.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import { createEmbeddedDatabase } from '../../src/embedded/index.js'
import { query } from '../setup/query.js'

let folder: string
let db: Database

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-embedded-'))
  db = await createEmbeddedDatabase({ dataDir: folder })
  await db.migrate()
})

afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true, force: true })
})

const person = { email: 'noor@example.com', username: 'noor', fullName: 'Noor', passwordHash: 'x'.repeat(60) }

describe('createEmbeddedDatabase', () => {
  it('gives a database like any other, which its folder keeps', async () => {
    const location = { type: 'Point', coordinates: [55.2708, 25.2048] } as const
    const { id } = await db.users.create({ ...person, location })
    await db.close()
    db = await createEmbeddedDatabase({ dataDir: folder })
    expect(await db.users.getAccount(id)).toMatchObject({ username: 'noor' })
    expect(await db.users.getExactLocation({ userId: id })).toEqual(location)
  })

  it('does many things at once', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `person${index}`)
    const users = await Promise.all(
      names.map((username) => db.users.create({ ...person, username, email: `${username}@example.com` })),
    )
    const found = await Promise.all(users.map(({ id }) => db.users.getAccount(id)))
    expect(found.map(({ username }) => username)).toEqual(names)
  })

  it('runs transactions', async () => {
    const failed = db.transaction(async (tx) => {
      await tx.users.create({ ...person, username: 'undone', email: 'undone@example.com' })
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await db.users.findProfileByUsername('undone')).toBeNull()
  })

  it('delivers notifications when what sends them commits', async () => {
    const other = await createEmbeddedDatabase()
    const notify = query<{ readonly payload: string }, object>(
      "select pg_notify('news', :payload!)::text as nothing",
      { payload: 'text' },
    )
    const heard: string[] = []
    await other.listen('news', (payload) => heard.push(payload))
    await other.transaction(async (tx) => {
      await tx.execute(notify, { payload: 'first' })
      expect(heard).toEqual([])
    })
    await other.execute(notify, { payload: 'end' })
    while (!heard.includes('end')) await sleep(5)
    expect(heard).toEqual(['first', 'end'])
    await other.close()
  })

  it.each([
    ['dataDirectory', '/tmp/a'],
    ['dataDir', 5],
    ['signal', 'stop'],
    ['lockDeadlineMs', '100'],
    ['url', 'postgres://amal@127.0.0.1:1/souk'],
    ['pool', {}],
    ['maxConnections', 0],
  ])('refuses what is no option of it: %s of %o', async (field, value) => {
    await expect(createEmbeddedDatabase({ [field]: value })).rejects.toMatchObject({
      code: 'invalid_input',
      field,
    })
  })

  it('can be closed twice', async () => {
    const other = await createEmbeddedDatabase()
    await other.close()
    await other.close()
  })
})
