import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { soukDb, type RunOptions } from '../setup/souk-db.js'
import { column, openClient, type OpenClient } from '../setup/migrate/open-client.js'

let database: TestDatabase
let client: OpenClient
let folder: string
/** Whoever the demo logs in as, so that what it makes can be told from what others make in the same server. */
let role: string

beforeAll(async () => {
  database = await createTestDatabase({ migrations: 'none' })
  client = await openClient(database.url)
  folder = await mkdtemp(join(tmpdir(), 'souk-demo-'))
})
afterAll(async () => {
  await client.end()
  await database.drop()
  await rm(folder, { recursive: true })
})
beforeEach((context: TestContext) => {
  if (!database.multiSession) context.skip('an embedded server has one database, and cannot make another')
})
afterEach(async () => {
  if (database.multiSession) await client.query(`drop role ${role}`)
})

async function demoAs(attributes: string, options: Pick<RunOptions, 'onStderr'> = {}, places = '40') {
  role = `demo_${randomBytes(6).toString('hex')}`
  await client.query(`create role ${role} login password 's3cret' ${attributes}`)
  const url = new URL(database.url)
  url.username = role
  url.password = 's3cret'
  const map = join(folder, 'map.geojson')
  return soukDb(['demo', '--places', places, '--url', url.href, '--geojson', map], options)
}

function ownDatabases(): Promise<readonly unknown[]> {
  return column(client, `select datname from pg_database where datdba = '${role}'::regrole`)
}

describe('souk-db demo --url', () => {
  it('runs in a database of its own, drops it, and does not touch the one that is named', async () => {
    let during: Promise<readonly unknown[]> | undefined
    const { code, stdout, stderr } = await demoAs('superuser', {
      onStderr: (text) => {
        if (text.includes('Loading places …')) during ??= ownDatabases()
      },
    })
    expect(stderr).toContain('PostgreSQL with PostGIS, on your server: ready')
    expect(stdout).toContain('Court shoes, size 42')
    expect(code).toBe(0)
    expect(await during).toEqual([expect.stringMatching(/^souk_demo_[0-9a-f]{12}$/)])
    expect(await ownDatabases()).toEqual([])
    expect(await column(client, "select to_regclass('users')")).toEqual([null])
  })

  it('drops it on Ctrl-C too', async () => {
    let sent = false
    const stop: RunOptions['onStderr'] = (text, kill) => {
      if (sent || !text.includes('Loading places …')) return
      sent = true
      kill('SIGINT')
    }
    const { code } = await demoAs('superuser', { onStderr: stop }, '135233')
    expect(code).toBe(130)
    expect(await ownDatabases()).toEqual([])
  })

  it('says in one line that a role may not make databases, without its password', async () => {
    const { code, stderr } = await demoAs('nocreatedb')
    expect(code).toBe(64)
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^souk-db: .*SQLSTATE 42501\): the role needs CREATEDB/)
    expect(stderr).not.toContain('s3cret')
  })
})
