import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { urlOfDatabase } from '../../src/testing/admin-connection.js'
import { newDatabaseName } from '../../src/testing/database-name.js'
import { sweepDatabases } from '../../src/testing/sweep-databases.js'
import { hasDatabase, inServer, sharedServer, type ServerWithUrl } from '../setup/testing/shared-server.js'

const hourMs = 3_600_000

describe('sweepDatabases', () => {
  test('drops what a dead run left an hour ago', async (context) => {
    const server = await sharedServer(context)
    const leftover = newDatabaseName(Date.now() - hourMs - 60_000)
    await inServer(server, `create database ${leftover}`)

    await sweepDatabases(server.url)

    expect(await hasDatabase(server, leftover)).toBe(false)
  })

  test('leaves the databases of runs that may be at work', async (context) => {
    const server = await sharedServer(context)
    const young = newDatabaseName(Date.now() - hourMs + 60_000)
    await inServer(server, `create database ${young}`)

    await sweepDatabases(server.url)

    expect(await hasDatabase(server, young)).toBe(true)
    await inServer(server, `drop database ${young}`)
  })

  test('leaves an old database that somebody is connected to', async (context) => {
    const server = await sharedServer(context)
    const { client, old } = await connectToAnOldOne(server)

    await sweepDatabases(server.url)

    expect(await hasDatabase(server, old)).toBe(true)
    await client.end()
    await inServer(server, `drop database if exists ${old} with (force)`)
  })

  test('drops a template that is older than a week, and no younger one', async (context) => {
    const server = await sharedServer(context)
    const [old, young] = [8, 6].map((days) => ({
      name: `souk_template_${randomBytes(8).toString('hex')}`,
      made: new Date(Date.now() - days * 24 * hourMs).toISOString(),
    }))
    for (const template of [old, young]) {
      await inServer(server, `create database ${template?.name ?? ''}`)
      await inServer(server, `comment on database ${template?.name ?? ''} is '${template?.made ?? ''}'`)
    }

    await sweepDatabases(server.url)

    expect(await hasDatabase(server, old?.name ?? '')).toBe(false)
    expect(await hasDatabase(server, young?.name ?? '')).toBe(true)
    await inServer(server, `drop database ${young?.name ?? ''}`)
  })
})

/**
 * Connects to a database whose name says that it is old. Any run that starts on this server at this moment may sweep it
 * before somebody is connected, so it is made again until the connection stands.
 */
async function connectToAnOldOne(server: ServerWithUrl): Promise<{ client: Client; old: string }> {
  for (let attempt = 1; ; attempt++) {
    const old = newDatabaseName(Date.now() - 3 * hourMs)
    await inServer(server, `create database ${old}`)
    const client = new Client({ connectionString: urlOfDatabase(server.url, old) })
    try {
      await client.connect()
      return { client, old }
    } catch (error) {
      if (attempt === 5 || (error as { code?: unknown }).code !== '3D000') throw error
    }
  }
}
