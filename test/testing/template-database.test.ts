import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDatabaseOf } from '../../src/testing/create-database-of.js'
import { templateName } from '../../src/testing/template-database.js'
import { aloneFolder } from '../setup/migrate/migrate-alone.js'
import { hasDatabase, inServer, sharedServer, type ServerWithUrl } from '../setup/testing/shared-server.js'

let directory: string

const folders = () => [aloneFolder(directory)]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'souk-migrations-'))
})

afterEach(async () => {
  await rm(directory, { recursive: true })
})

/** Migrations that no other run has a template of. */
async function writeMigration(sql: string): Promise<void> {
  await writeFile(join(directory, '1_things.sql'), `-- ${randomBytes(8).toString('hex')}\n${sql}\n`)
}

async function dropTemplate(server: ServerWithUrl): Promise<void> {
  await inServer(server, `drop database if exists ${await templateName(folders())}`)
}

describe('a folder of migrations', () => {
  test('is applied once for any number of databases', async (context) => {
    const server = await sharedServer(context)
    await writeMigration('create table things as select clock_timestamp() as applied_at')

    const databases = await Promise.all(Array.from({ length: 4 }, () => createDatabaseOf(folders())))

    const times = await Promise.all(
      databases.map(({ url }) => inServer({ ...server, url }, 'select applied_at::text from things')),
    )
    expect(new Set(times.map((rows) => JSON.stringify(rows))).size).toBe(1)
    await Promise.all(databases.map((database) => database.drop()))
    await dropTemplate(server)
  })

  test('makes another template when a file changes', async () => {
    await writeMigration('create table things ()')
    const before = await templateName(folders())
    await writeFile(join(directory, '2_more.sql'), 'create table more ()')
    expect(await templateName(folders())).not.toBe(before)
  })

  test('that fails leaves no template behind', async (context) => {
    const server = await sharedServer(context)
    await writeMigration('create table things (); select 1 / 0')

    await expect(createDatabaseOf(folders())).rejects.toMatchObject({
      code: 'migration',
    })

    expect(await hasDatabase(server, await templateName(folders()))).toBe(false)
  })

  test('comes back when its template is swept while it is in use', async (context) => {
    const server = await sharedServer(context)
    await writeMigration('create table things ()')
    const first = await createDatabaseOf(folders())
    await dropTemplate(server)

    const second = await createDatabaseOf(folders())

    expect(await inServer({ ...server, url: second.url }, 'select from things')).toEqual([])
    await Promise.all([first.drop(), second.drop()])
    await dropTemplate(server)
  })
})
