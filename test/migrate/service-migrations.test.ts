// Thorough: migrates many databases.

import { describe, expect, it } from 'vitest'
import { DatabaseError, InvalidInputError, MigrationError, SetupError } from '../../src/errors.js'
import { assertStates } from '../../src/migrate/assert-schema.js'
import { migrate, migrationStatus, type MigrationProgress } from '../../src/migrate/index.js'
import { migrateFolders } from '../../src/migrate/migrate-folders.js'
import { folderStates, statusOf } from '../../src/migrate/migration-status.js'
import { bothFolders, type BothFolders } from '../setup/migrate/both-folders.js'
import { migrateAlone } from '../setup/migrate/migrate-alone.js'
import { column, openClient } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { rejection } from '../setup/rejection.js'

const { database, client } = await openEmptyDatabase()

const shipped = { '1_users.sql': 'create table users (id int primary key);' }
const own = {
  '1_loans.sql': 'create table loans (id int primary key, user_id int references users);',
  '2_fees.sql': 'create table fees (loan_id int references loans);',
}

const recorded = (table: string) => column(client, `select id from ${table} where id > 0 order by id`)

async function statesOf({ folders }: BothFolders): Promise<readonly string[]> {
  const { migrations } = statusOf(await folderStates({ client }, folders))
  return migrations.map(({ owner, id, state }) => `${owner} ${id} ${state}`)
}

const refusal = ({ folders }: BothFolders) => rejection(migrateFolders({ client }, folders), MigrationError)

describe("a service's own migrations", () => {
  it("run after this package's, each folder with a record of its own", async () => {
    await using both = await bothFolders(shipped, own)
    const events: MigrationProgress[] = []
    const report = await migrateFolders({ client }, both.folders, {
      onProgress: (event) => events.push(event),
    })
    expect(report.applied.map(({ owner, id, file }) => [owner, id, file])).toEqual([
      ['package', 1, '1_users.sql'],
      ['service', 1, '1_loans.sql'],
      ['service', 2, '2_fees.sql'],
    ])
    expect(report.versions).toEqual([1, 2])
    const shown = events.map((event) =>
      event.type === 'waiting' ? [] : [event.type, event.migration.owner, event.index, event.total],
    )
    expect(shown).toEqual([
      ['started', 'package', 0, 3],
      ['applied', 'package', 0, 3],
      ['started', 'service', 1, 3],
      ['applied', 'service', 1, 3],
      ['started', 'service', 2, 3],
      ['applied', 'service', 2, 3],
    ])
    expect(await recorded('migrations')).toEqual([1])
    expect(await recorded('service_migrations')).toEqual([1, 2])
    expect(statusOf(await folderStates({ client }, both.folders))).toMatchObject({
      ...{ current: true, pending: 0, problem: null },
      ...{ version: 1, expected: 1, serviceVersion: 2, serviceExpected: 2 },
    })
  })

  it('come to a database that has only the migrations of this package', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateAlone({ client }, { directory: both.shipped.directory })
    expect(await statesOf(both)).toEqual(['package 1 applied', 'service 1 pending', 'service 2 pending'])
    const { applied } = await migrateFolders({ client }, both.folders)
    expect(applied.map(({ owner }) => owner)).toEqual(['service', 'service'])
  })

  it('do not collide with what this package brings later', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateFolders({ client }, both.folders)
    await both.shipped.write('2_products.sql', 'create table products (id int primary key);')
    await both.own.write('3_reviews.sql', 'create table reviews (product_id int references products);')
    expect(await statesOf(both)).toContain('package 2 pending')
    const { applied } = await migrateFolders({ client }, both.folders)
    expect(applied.map(({ owner, file }) => `${owner} ${file}`)).toEqual([
      'package 2_products.sql',
      'service 3_reviews.sql',
    ])
    expect((await migrateFolders({ client }, both.folders)).applied).toEqual([])
  })

  it('may be a file of the words by which the library reads its record', async () => {
    const words = 'SELECT * FROM migrations ORDER BY id'
    await using both = await bothFolders({ '1_words.sql': words }, { '1_words.sql': words })
    const { applied } = await migrateFolders({ client }, both.folders)
    expect(applied).toHaveLength(2)
    expect(await recorded('service_migrations')).toEqual([1])
  })

  it('may run outside a transaction', async () => {
    await using both = await bothFolders(shipped, {
      '1_index.sql':
        '-- postgres-migrations disable-transaction\ncreate index concurrently ix_users on users (id);',
    })
    await migrateFolders({ client }, both.folders)
    expect(await recorded('service_migrations')).toEqual([1])
  })

  it('leave a record of another schema and of the same name alone', async () => {
    await client.query('create schema billing; create table billing.service_migrations (version text)')
    await using both = await bothFolders(shipped, own)
    await client.query('set search_path = billing, public')
    await migrateFolders({ client }, both.folders)
    await client.query('reset search_path')
    expect(await recorded('public.service_migrations')).toEqual([1, 2])
    expect(await column(client, 'select count(*)::int from billing.service_migrations')).toEqual([0])
  })
})

describe('two services in one database', () => {
  it('keep a record each', async () => {
    await using loans = await bothFolders(shipped, own, 'loan_migrations')
    await using rides = await bothFolders(
      shipped,
      { '1_rides.sql': 'create table rides ()' },
      'ride_migrations',
    )
    await migrateFolders({ client }, loans.folders)
    const { applied } = await migrateFolders({ client }, rides.folders)
    expect(applied.map(({ file }) => file)).toEqual(['1_rides.sql'])
    expect(await recorded('loan_migrations')).toEqual([1, 2])
    expect(await recorded('ride_migrations')).toEqual([1])
    expect(statusOf(await folderStates({ client }, loans.folders)).current).toBe(true)
  })

  it('are told to name a table of their own when they share one', async () => {
    await using loans = await bothFolders(shipped, own)
    await using rides = await bothFolders(shipped, { '1_rides.sql': 'create table rides ()' })
    await migrateFolders({ client }, loans.folders)
    const error = await refusal(rides)
    expect(error).toMatchObject({ problem: 'changed', owner: 'service', file: '1_rides.sql' })
    expect(error.message).toContain(
      'if public.service_migrations is the record of another service, name a table',
    )
  })
})

describe("a service's folder that does not fit", () => {
  it('is refused before anything is applied, also of this package', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateFolders({ client }, both.folders)
    await both.own.write('1_loans.sql', 'create table loans (id bigint primary key);')
    await both.shipped.write('2_products.sql', 'create table products (id int primary key);')
    const error = await refusal(both)
    expect(error).toMatchObject({ problem: 'changed', owner: 'service', file: '1_loans.sql' })
    expect(error.message).toMatch(/^own\/1_loans\.sql changed after having been applied/)
    expect(await recorded('migrations')).toEqual([1])
  })

  it('is refused as missing when a file in the middle is gone', async () => {
    await using both = await bothFolders(shipped, { ...own, '3_third.sql': 'select 3;' })
    await migrateFolders({ client }, both.folders)
    await both.own.remove('2_fees.sql')
    expect(await refusal(both)).toMatchObject({ problem: 'missing', owner: 'service', file: '2_fees.sql' })
  })

  it('is refused as missing when a number was never given', async () => {
    await using both = await bothFolders(shipped, { '1_a.sql': 'select 1;', '3_c.sql': 'select 3;' })
    const error = await refusal(both)
    expect(error).toMatchObject({ problem: 'missing', owner: 'service' })
    expect(error.message).toContain('lacks number 2 in own')
    expect(await column(client, `select to_regclass('public.users')::text`)).toEqual([null])
  })

  it('is refused as newer when it ends before the record, and says who brought the rest', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateFolders({ client }, both.folders)
    await both.own.remove('2_fees.sql')
    const error = await refusal(both)
    expect(error).toMatchObject({ problem: 'newer', owner: 'service', file: '2_fees.sql' })
    expect(error.message).toContain('Deploy the version of the service that brought it')
    const states = await folderStates({ client }, both.folders)
    expect(() => assertStates(states, {})).toThrow(MigrationError)
    expect(() => assertStates(states, { allowNewer: true })).not.toThrow()
  })

  it('is refused when its table belongs to something else', async () => {
    await using both = await bothFolders(shipped, own)
    await client.query('create table service_migrations (version text)')
    const error = await rejection(migrateFolders({ client }, both.folders), SetupError)
    expect(error.message).toContain('public.service_migrations is not the record')
    expect(error.message).toContain('name another table')
  })

  it('is pending for a service that starts, and named', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateAlone({ client }, { directory: both.shipped.directory })
    const states = await folderStates({ client }, both.folders)
    expect(() => assertStates(states, {})).toThrow('the database lacks 1_loans.sql, 2_fees.sql in own. Run')
  })
})

describe("a service's file that fails", () => {
  it("leaves this package's migrations and its own before it applied, and says so", async () => {
    await using both = await bothFolders(shipped, { ...own, '3_bad.sql': '\ncreate table bad (id ind);' })
    const error = await refusal(both)
    expect(error).toMatchObject({
      ...{ problem: 'failed', owner: 'service', file: '3_bad.sql', line: 2, sqlState: '42704' },
    })
    expect(error.message).toMatch(/^own\/3_bad\.sql failed at line 2: /)
    expect(error.message).toContain('The migrations of @souk/db are applied.')
    expect(await statesOf(both)).toEqual([
      'package 1 applied',
      'service 1 applied',
      'service 2 applied',
      'service 3 pending',
    ])
  })

  it("is not reached when a file of this package's fails", async () => {
    await using both = await bothFolders({ ...shipped, '2_bad.sql': 'selec 1' }, own)
    const error = await refusal(both)
    expect(error).toMatchObject({ problem: 'failed', owner: 'package', file: '2_bad.sql' })
    expect(error.message).toMatch(/^@souk\/db\/migrations\/2_bad\.sql failed/)
    expect(error.message).not.toContain('are applied')
    expect(await column(client, `select to_regclass('public.service_migrations')::text`)).toEqual([null])
  })
})

describe('sessions that migrate both folders at once', () => {
  it('apply each file once', async () => {
    await using both = await bothFolders(shipped, own)
    const runs = Array.from({ length: 4 }, () => migrateFolders({ url: database.url }, both.folders))
    const applied = (await Promise.all(runs)).flatMap((report) =>
      report.applied.map(({ owner, file }) => `${owner} ${file}`),
    )
    expect(applied.sort()).toEqual(['package 1_users.sql', 'service 1_loans.sql', 'service 2_fees.sql'])
  })

  it('wait for one another, also between the folders', async (context) => {
    if (!database.multiSession)
      context.skip('the embedded database has one session: nothing in it waits for a lock')
    const slow = { '1_loans.sql': 'create table loans (id int); select pg_sleep(1);' }
    await using loans = await bothFolders(shipped, slow, 'loan_migrations')
    await using rides = await bothFolders(
      shipped,
      { '1_rides.sql': 'create table rides ()' },
      'ride_migrations',
    )
    const first = migrateFolders({ url: database.url }, loans.folders)
    const sleepers = `select count(*)::int from pg_stat_activity
      where datname = current_database() and state = 'active' and query like '%pg_sleep(1)%' and pid <> pg_backend_pid()`
    await expect.poll(() => column(client, sleepers), { interval: 10 }).toEqual([1])
    const second = await migrateFolders({ url: database.url }, rides.folders)
    expect(second.waitedMs).toBeGreaterThan(50)
    expect(second.applied.map(({ file }) => file)).toEqual(['1_rides.sql'])
    await first
  })
})

describe("a user without rights on the service's record", () => {
  async function asUser<T>(grants: string, work: (role: string) => Promise<T>): Promise<T> {
    const role = `limited_${process.pid}_${Date.now()}`
    await client.query(`create role ${role}; grant usage on schema public to ${role};
      grant select on migrations to ${role}; ${grants.replaceAll('ROLE', role)}`)
    await client.query(`set role ${role}`)
    try {
      return await work(role)
    } finally {
      await client.query(`reset role; drop owned by ${role}; drop role ${role}`)
    }
  }

  it('is told which table to grant when reading', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateFolders({ client }, both.folders)
    const error = await asUser('', () => rejection(folderStates({ client }, both.folders), DatabaseError))
    expect(error.sqlState).toBe('42501')
    expect(error.message).toContain('grant select on public.service_migrations')
  })

  it('is told that the record cannot be kept when migrating', async () => {
    await using both = await bothFolders(shipped, own)
    await migrateAlone({ client }, { directory: both.shipped.directory })
    const error = await asUser('', () => refusal(both))
    expect(error).toMatchObject({ problem: 'failed', owner: 'service', sqlState: '42501', file: null })
    expect(error.message).toContain('their record public.service_migrations cannot be kept')
    expect(error.message).toContain('grant the right that is lacking')
  })

  it('needs no right to create tables in public once the record is there', async () => {
    await client.query('create schema rides')
    await using both = await bothFolders(shipped, { '1_rides.sql': 'create table rides.rides (id int)' })
    await migrateFolders({ client }, both.folders)
    await both.own.write('2_fares.sql', 'create table rides.fares (id int)')
    const grants =
      'grant create, usage on schema rides to ROLE; grant select, insert on service_migrations to ROLE'
    const { applied } = await asUser(grants, () => migrateFolders({ client }, both.folders))
    expect(applied.map(({ file }) => file)).toEqual(['2_fares.sql'])
  })

  it('may migrate the service without a right to change what belongs to this package', async () => {
    await using both = await bothFolders(shipped, { '1_rides.sql': 'create table rides (id int)' })
    await migrateAlone({ client }, { directory: both.shipped.directory })
    const { applied } = await asUser('grant create on schema public to ROLE', () =>
      migrateFolders({ client }, both.folders),
    )
    expect(applied.map(({ owner }) => owner)).toEqual(['service'])
  })
})

describe('options', () => {
  it.each([
    ['migrations', 'is the record of @souk/db'],
    ['Loans', 'lower case'],
    ['public.loans', 'without a schema'],
    ['1loans', 'lower case'],
    ['a; drop table users', 'lower case'],
    ['', 'lower case'],
    ['a'.repeat(64), 'at most 63'],
  ])('refuse the table %s', async (table, reason) => {
    for (const call of [migrate, migrationStatus]) {
      const error = await rejection(call({ client }, { directory: 'own', table }), InvalidInputError)
      expect(error.field).toBe('table')
      expect(error.message).toContain(reason)
    }
  })

  it('refuse a table without a folder, and an empty folder name', async () => {
    for (const options of [{ table: 'loan_migrations' }, { directory: '' }]) {
      expect((await rejection(migrate({ client }, options), InvalidInputError)).field).toBe('directory')
    }
  })

  it('refuse a folder that is not there, by the name that was given', async () => {
    await using other = await openClient(database.url)
    const error = await rejection(migrate({ client: other }, { directory: './nowhere' }), SetupError)
    expect(error.message).toBe('there is no folder of migrations ./nowhere: `souk-db new` writes the first')
  })
})
