// Thorough: starts the command line dozens of times.

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { migrationStatus, type MigrationStatus } from '../../src/migrate/index.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column, openClient, type OpenClient } from '../setup/migrate/open-client.js'
import { openPackageDatabase } from '../setup/migrate/open-package-database.js'
import { soukDb } from '../setup/souk-db.js'

const { database, client } = await openPackageDatabase()
const env = { DATABASE_URL: database.url }

const { version } = await migrationStatus({ client })

const files = {
  '1_shops.sql': 'create table shops (id int);',
  '2_owners.sql': 'create table owners (id int);',
}

describe('souk-db status and souk-db migrate', () => {
  it('take a database from pending to current', async () => {
    await using folder = await migrationFolder(files)
    const own = ['--migrations', folder.directory]

    const before = await soukDb(['status', ...own], { env })
    expect(before).toMatchObject({ code: 2, stderr: '' })
    expect(before.stdout).toMatch(/│ @souk\/db │ 1_marketplace\.sql +│ applied/)
    expect(before.stdout).toMatch(/│ service +│ 1_shops\.sql +│ pending +│/)
    expect(before.stdout).toContain('2 migrations are pending: run souk-db migrate.')

    const migrated = await soukDb(['migrate', ...own], { env })
    expect(migrated).toMatchObject({ code: 0, stdout: '' })
    expect(migrated.stderr).toContain(`${folder.directory}/1_shops.sql (1 of 2)\n`)
    expect(migrated.stderr).toMatch(/1_shops\.sql applied in \d+ ms\n/)
    expect(migrated.stderr).toContain(
      `Applied 2 migrations: the database is at migration ${version} of @souk/db and 2 of the service\n`,
    )

    const after = await soukDb(['status', ...own], { env })
    expect(after.code).toBe(0)
    expect(after.stdout).toMatch(/│ 2_owners\.sql +│ applied │ 20\d\d-/)

    const again = await soukDb(['migrate', ...own], { env })
    expect(again.code).toBe(0)
    expect(again.stderr).toContain(
      `Nothing to do: the database is at migration ${version} of @souk/db and 2 of the service`,
    )

    const shipped = await soukDb(['migrate'], { env })
    expect(shipped.stderr).toContain(`Nothing to do: the database is at migration ${version}\n`)
  })

  it('take the database from --url before DATABASE_URL', async () => {
    await using folder = await migrationFolder(files)
    const args = ['status', '--migrations', folder.directory, '--url', database.url]
    const { stdout } = await soukDb(args, { env: { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' } })
    expect(stdout).toContain('pending')
  })
})

describe('souk-db migrate --dry-run', () => {
  it('prints the files that would be applied, in order, and applies none', async () => {
    await using folder = await migrationFolder(files)
    const args = ['migrate', '--dry-run', '--migrations', folder.directory]
    const run = await soukDb(args, { env })
    expect(run).toMatchObject({
      code: 0,
      stdout: `${folder.directory}/1_shops.sql\n${folder.directory}/2_owners.sql\n`,
    })
    expect(run.stderr).toContain('2 migrations would be applied')
    expect(await column(client, `select to_regclass('public.service_migrations')::text`)).toEqual([null])
    const { pending } = JSON.parse((await soukDb([...args, '--format', 'json'], { env })).stdout) as {
      readonly pending: unknown
    }
    expect(pending).toEqual([
      { owner: 'service', id: 1, name: 'shops', file: '1_shops.sql' },
      { owner: 'service', id: 2, name: 'owners', file: '2_owners.sql' },
    ])
  })

  it('says that there is nothing to do', async () => {
    const run = await soukDb(['migrate', '--dry-run'], { env })
    expect(run).toMatchObject({ code: 0, stdout: '' })
    expect(run.stderr).toBe(`Nothing to do: the database is at migration ${version}\n`)
  })

  it('exits 1 with the problem for which nothing would be applied', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'select 1;', '3_third.sql': 'select 3;' })
    const args = ['migrate', '--dry-run', '--migrations', folder.directory]
    const run = await soukDb(args, { env })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(/^Nothing would be applied: the folder of migrations lacks number 2 in/)
    const json = await soukDb([...args, '--format', 'json'], { env })
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({ problem: expect.stringContaining('number 2') as string })
  })
})

describe('souk-db.config.json', () => {
  it("names the folder and the table of a service's own migrations, and flags name others", async () => {
    await using folder = await migrationFolder(files)
    await using service = await migrationFolder({})
    const config = { migrations: folder.directory, migrationsTable: 'shop_migrations' }
    await service.write('souk-db.config.json', JSON.stringify(config))
    const run = { env, cwd: service.directory }
    const { code, stdout } = await soukDb(['migrate', '--format', 'json'], run)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ version, serviceVersion: 2 })
    expect(await column(client, 'select id from shop_migrations order by id')).toEqual([0, 1, 2])
    expect((await soukDb(['status'], run)).stdout).toContain('and 2 of the service.')
    const other = await soukDb(['status', '--migrations-table', 'other_migrations'], run)
    expect(other.stdout).toContain('2 migrations are pending')
  })

  it.each([
    [{ migrationsTable: 'shop_migrations' }, 'migrationsTable is the record of your migrations'],
    [{ migrations: 'own', migrationsTable: 'Shops' }, 'migrationsTable: must be a name in lower case'],
    [{ migrations: 'own' }, 'there is no folder of migrations own'],
    [{ migration: 'own' }, 'souk-db.config.json: migration: is not known here'],
  ])('is refused as %j', async (config, message) => {
    await using service = await migrationFolder({ 'souk-db.config.json': JSON.stringify(config) })
    for (const command of ['migrate', 'status', 'wait']) {
      const args = command === 'wait' ? ['wait', '--current', '--timeout', '2'] : [command]
      const { code, stderr } = await soukDb(args, { env, cwd: service.directory })
      expect(code).toBe(64)
      expect(stderr).toContain(`souk-db: ${message}`)
    }
  })
})

describe('souk-db status', () => {
  it('prints JSON for machines', async () => {
    await using folder = await migrationFolder(files)
    const { code, stdout } = await soukDb(['status', '--format', 'json', '--migrations', folder.directory], {
      env,
    })
    expect(code).toBe(2)
    const status = JSON.parse(stdout) as MigrationStatus
    expect(status).toMatchObject({
      ...{ current: false, pending: 2, problem: null },
      ...{ version, expected: version, serviceVersion: 0, serviceExpected: 2 },
    })
    const service = status.migrations.filter(({ owner }) => owner === 'service')
    expect(service.map(({ file, state }) => `${file ?? ''} ${state}`)).toEqual([
      '1_shops.sql pending',
      '2_owners.sql pending',
    ])
  })

  it('exits 1 and says what to do when a file changed', async () => {
    await using folder = await migrationFolder(files)
    await soukDb(['migrate', '--migrations', folder.directory], { env })
    await folder.write('1_shops.sql', 'create table shops (id int);\r\n')
    const { code, stdout } = await soukDb(['status', '--migrations', folder.directory], { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/│ 1_shops\.sql +│ changed/)
    expect(stdout).toContain('write the change as a new migration')
  })
})

describe('souk-db migrate', () => {
  it('exits 1 when a file fails, with file, line and SQLSTATE in one line', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'create table shops (\n  id ind\n);' })
    const { code, stderr } = await soukDb(['migrate', '--migrations', folder.directory], { env })
    expect(code).toBe(1)
    expect(stderr).toContain(
      `souk-db: ${folder.directory}/1_shops.sql failed at line 2: type "ind" does not exist (SQLSTATE 42704). `,
    )
    expect(stderr).not.toContain('    at ')
  })

  it('runs in two processes at once: one migrates, the other waits and finds nothing to do', async (context) => {
    if (!database.multiSession)
      context.skip('the embedded database has one session: nothing in it waits for a lock')
    await using folder = await migrationFolder({
      '1_shops.sql': 'create table shops (id int); select pg_sleep(3);',
    })
    const args = ['migrate', '--migrations', folder.directory]
    const runs = await Promise.all([soukDb(args, { env }), soukDb(args, { env })])
    expect(runs.map(({ code }) => code)).toEqual([0, 0])
    const last = runs.map(({ stderr }) => stderr.trim().split('\n').at(-1)).sort()
    expect(last).toEqual([
      `Applied 1 migration: the database is at migration ${version} of @souk/db and 1 of the service`,
      `Nothing to do: the database is at migration ${version} of @souk/db and 1 of the service`,
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
    const args = ['migrate', '--migrations', folder.directory, '--lock-timeout', '0.2']
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
    const run = await soukDb(['migrate', '--migrations', folder.directory], {
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
    await soukDb(['migrate', '--migrations', folder.directory], { env })
    await folder.write(
      '2_index.sql',
      '-- postgres-migrations disable-transaction\ncreate index concurrently ix_shops on shops (id);',
    )
    await using writer = await openClient(database.url)
    await writer.query('begin; insert into shops values (1)')
    let sent = false
    const run = await soukDb(['migrate', '--migrations', folder.directory], {
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
