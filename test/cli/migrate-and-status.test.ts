import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { MigrationStatus } from '../../src/migrate/index.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column, openClient, type OpenClient } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { soukDb } from '../setup/souk-db.js'

const { database, client } = await openEmptyDatabase()
const env = { DATABASE_URL: database.url }

const files = {
  '1_shops.sql': 'create table shops (id int);',
  '2_owners.sql': 'create table owners (id int);',
}

describe('souk-db status and souk-db migrate', () => {
  it('take a database from pending to current', async () => {
    await using folder = await migrationFolder(files)
    const directory = ['--directory', folder.directory]

    const before = await soukDb(['status', ...directory], { env })
    expect(before).toMatchObject({ code: 1, stderr: '' })
    expect(before.stdout).toMatch(/│ 1_shops\.sql +│ pending +│/)
    expect(before.stdout).toContain('2 migrations are pending: run souk-db migrate.')

    const migrated = await soukDb(['migrate', ...directory], { env })
    expect(migrated).toMatchObject({ code: 0, stdout: '' })
    expect(migrated.stderr).toMatch(/1_shops\.sql applied in \d+ ms\n/)
    expect(migrated.stderr).toContain('Applied 2 migrations: the database is at migration 2\n')

    const after = await soukDb(['status', ...directory], { env })
    expect(after.code).toBe(0)
    expect(after.stdout).toMatch(/│ 2_owners\.sql +│ applied │ 20\d\d-/)

    const again = await soukDb(['migrate', ...directory], { env })
    expect(again.code).toBe(0)
    expect(again.stderr).toContain('Nothing to do: the database is at migration 2')
  })

  it('take the database from --url before DATABASE_URL', async () => {
    await using folder = await migrationFolder(files)
    const args = ['status', '--directory', folder.directory, '--url', database.url]
    const { stdout } = await soukDb(args, { env: { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' } })
    expect(stdout).toContain('pending')
  })
})

describe('souk-db status', () => {
  it('prints JSON for machines', async () => {
    await using folder = await migrationFolder(files)
    const { code, stdout } = await soukDb(['status', '--format', 'json', '--directory', folder.directory], {
      env,
    })
    expect(code).toBe(1)
    const status = JSON.parse(stdout) as MigrationStatus
    expect(status).toMatchObject({ current: false, version: 0, expected: 2, pending: 2, problem: null })
    expect(status.migrations.map(({ file, state }) => `${file ?? ''} ${state}`)).toEqual([
      '1_shops.sql pending',
      '2_owners.sql pending',
    ])
  })

  it('exits 1 and says what to do when a file changed', async () => {
    await using folder = await migrationFolder(files)
    await soukDb(['migrate', '--directory', folder.directory], { env })
    await folder.write('1_shops.sql', 'create table shops (id int);\r\n')
    const { code, stdout } = await soukDb(['status', '--directory', folder.directory], { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/│ 1_shops\.sql +│ changed/)
    expect(stdout).toContain('write the change as a new migration')
  })
})

describe('souk-db migrate', () => {
  it('exits 1 when a file fails, with file, line and SQLSTATE in one line', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'create table shops (\n  id ind\n);' })
    const { code, stderr } = await soukDb(['migrate', '--directory', folder.directory], { env })
    expect(code).toBe(1)
    expect(stderr).toContain(
      'souk-db: 1_shops.sql failed at line 2: type "ind" does not exist (SQLSTATE 42704). ',
    )
    expect(stderr).not.toContain('    at ')
  })

  it('runs in two processes at once: one migrates, the other waits and finds nothing to do', async (context) => {
    if (!database.multiSession)
      context.skip('the embedded database has one session: nothing in it waits for a lock')
    await using folder = await migrationFolder({
      '1_shops.sql': 'create table shops (id int); select pg_sleep(3);',
    })
    const args = ['migrate', '--directory', folder.directory]
    const runs = await Promise.all([soukDb(args, { env }), soukDb(args, { env })])
    expect(runs.map(({ code }) => code)).toEqual([0, 0])
    const last = runs.map(({ stderr }) => stderr.trim().split('\n').at(-1)).sort()
    expect(last).toEqual([
      'Applied 1 migration: the database is at migration 1',
      'Nothing to do: the database is at migration 1',
    ])
    expect(runs.map(({ stderr }) => stderr).join('')).toMatch(
      /waiting for process \d+ \(souk-db migrate, user/,
    )
  })

  it('gives up after the lock timeout and names the session in the way', async (context) => {
    if (!database.multiSession)
      context.skip('the embedded database has one session: nothing in it waits for a lock')
    await using folder = await migrationFolder(files)
    await using holder = await openClient(database.url, 'a hung deployment')
    await holder.query('select pg_advisory_lock(-8525285245963000605)')
    const args = ['migrate', '--directory', folder.directory, '--lock-timeout', '0.2']
    const { code, stderr } = await soukDb(args, { env })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /souk-db: another session is migrating this database: process \d+ \(a hung deployment,/,
    )
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends cleanly on %s with exit code %i, nothing half done', async (signal, code) => {
    await using folder = await migrationFolder({
      '1_shops.sql': 'create table shops (id int);',
      '2_hang.sql': 'create table half (id int); select pg_sleep(5); create table more (id int);',
    })
    let sent = false
    const run = await soukDb(['migrate', '--directory', folder.directory], {
      env,
      onStderr(text, kill) {
        if (sent || !text.includes('2_hang.sql')) return
        sent = true
        kill(signal)
      },
    })
    expect(run.code).toBe(code)
    expect(run.stderr).toContain('souk-db: stopped; nothing is half done\n')
    expect(
      await column(client, `select relname::text from pg_class where relname in ('shops', 'half', 'more')`),
    ).toEqual(['shops'])
  })

  it('says what stays when it is stopped in a file without a transaction', async (context) => {
    if (!database.multiSession)
      context.skip('the embedded database has one session: nothing can hold an index up')
    await using folder = await migrationFolder({ '1_shops.sql': 'create table shops (id int);' })
    await soukDb(['migrate', '--directory', folder.directory], { env })
    await folder.write(
      '2_index.sql',
      '-- postgres-migrations disable-transaction\ncreate index concurrently ix_shops on shops (id);',
    )
    await using writer = await openClient(database.url)
    await writer.query('begin; insert into shops values (1)')
    let sent = false
    const run = await soukDb(['migrate', '--directory', folder.directory], {
      env,
      onStderr(text, kill) {
        if (sent || !text.includes('2_index.sql')) return
        sent = true
        // The index waits for the writer, and is in the catalogue by then.
        void waitForIndex(client).then(() => kill('SIGINT'))
      },
    })
    expect(run.code).toBe(130)
    expect(run.stderr).toContain('drop index concurrently ix_shops;')
    expect(run.stderr).not.toContain('nothing is half done')
  })
})

async function waitForIndex(on: OpenClient): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const [found] = await column(on, `select to_regclass('ix_shops') is not null`)
    if (found === true) return
    await sleep(25)
  }
}
