// Thorough: migrates many databases from nothing.

import { describe, expect, it } from 'vitest'
import { InvalidInputError, MigrationError, SetupError } from '../../src/errors.js'
import { migrate, type MigrationProgress } from '../../src/migrate/index.js'
import { migrateAlone } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { rejection } from '../setup/rejection.js'

const { database, client } = await openEmptyDatabase()

const shops = {
  '1_shops.sql': 'create table shops (id int primary key);',
  '2_owners.sql': 'create table owners (id int primary key); insert into owners values (1);',
}

function tables(schema = 'public'): Promise<readonly unknown[]> {
  return column(
    client,
    `select relname::text from pg_class where relnamespace = '${schema}'::regnamespace and relkind = 'r' order by 1`,
  )
}

describe('migrate', () => {
  it('applies every file in order and reports it', async () => {
    await using folder = await migrationFolder(shops)
    const report = await migrateAlone({ url: database.url }, { directory: folder.directory })
    expect(report).toMatchObject({
      applied: [
        { id: 1, name: 'shops', file: '1_shops.sql' },
        { id: 2, name: 'owners', file: '2_owners.sql' },
      ],
      version: 2,
    })
    expect(await tables()).toEqual(['migrations', 'owners', 'shops'])
  })

  it('applies a file that begins with an advisory lock of its own', async () => {
    await using folder = await migrationFolder({
      '1_shops.sql': 'SELECT pg_advisory_xact_lock(42); create table shops (id int primary key);',
      '2_owners.sql': 'SELECT pg_try_advisory_lock(42); create table owners (id int primary key);',
    })
    await migrateAlone({ url: database.url }, { directory: folder.directory })
    expect(await tables()).toEqual(['migrations', 'owners', 'shops'])
  })

  it('finds nothing to do the second time', async () => {
    await using folder = await migrationFolder(shops)
    await migrateAlone({ client }, { directory: folder.directory })
    const events: MigrationProgress[] = []
    const report = await migrateAlone(
      { client },
      { directory: folder.directory, onProgress: (event) => events.push(event) },
    )
    expect(report).toEqual({ applied: [], version: 2, serviceVersion: null, waitedMs: 0 })
    expect(events).toEqual([])
  })

  it('applies only what is new', async () => {
    await using folder = await migrationFolder(shops)
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.write('3_third.sql', 'create table third (id int primary key);')
    const { applied } = await migrateAlone({ client }, { directory: folder.directory })
    expect(applied.map(({ file }) => file)).toEqual(['3_third.sql'])
  })

  it('applies the migrations of this package by default', async () => {
    const { applied } = await migrate({ client })
    expect(applied[0]?.id).toBe(1)
    expect(await tables()).toEqual(expect.arrayContaining(['migrations', 'products', 'users']))
    // Embedded, creating the extension alone takes many seconds.
  }, 180_000)

  it('gives an open client back open, with the settings it had', async () => {
    await using folder = await migrationFolder(shops)
    const settings = `select current_setting(name) from unnest(array['search_path', 'application_name',
      'statement_timeout', 'TimeZone']) name`
    await client.query(
      `set search_path = pg_catalog; set statement_timeout = '17s'; set timezone = 'Asia/Dubai'`,
    )
    const before = await column(client, settings)
    await migrateAlone({ client }, { directory: folder.directory })
    const after = await column(client, settings)
    await client.query('reset all')
    expect(after).toEqual(before)
  })

  it('refuses a client whose transaction is open, which it would commit', async () => {
    await using folder = await migrationFolder(shops)
    await client.query('begin')
    const error = await rejection(
      migrateAlone({ client }, { directory: folder.directory }),
      InvalidInputError,
    )
    await client.query('rollback')
    expect(error.field).toBe('target.client')
  })

  it('tells of every file, with its time', async () => {
    await using folder = await migrationFolder(shops)
    const events: MigrationProgress[] = []
    await migrateAlone({ client }, { directory: folder.directory, onProgress: (event) => events.push(event) })
    const told = events.map((event) => (event.type === 'waiting' ? event : { ...event, ms: undefined }))
    const shop = { owner: 'package', id: 1, name: 'shops', file: '1_shops.sql' }
    const owner = { owner: 'package', id: 2, name: 'owners', file: '2_owners.sql' }
    expect(told).toEqual([
      { type: 'started', migration: shop, index: 0, total: 2 },
      { type: 'applied', migration: shop, index: 0, total: 2 },
      { type: 'started', migration: owner, index: 1, total: 2 },
      { type: 'applied', migration: owner, index: 1, total: 2 },
    ])
    expect(events.filter((event) => event.type === 'applied' && event.ms > 0)).toHaveLength(2)
  })

  it('goes on when a progress display throws', async () => {
    await using folder = await migrationFolder(shops)
    const onProgress = () => {
      throw new Error('no terminal')
    }
    const { applied } = await migrateAlone({ client }, { directory: folder.directory, onProgress })
    expect(applied).toHaveLength(2)
  })

  it('applies every file once when several connections migrate at once', async () => {
    await using folder = await migrationFolder(shops)
    const runs = Array.from({ length: 3 }, () =>
      migrateAlone({ url: database.url }, { directory: folder.directory }),
    )
    const reports = await Promise.all(runs)
    const applied = reports.flatMap((report) => report.applied.map(({ file }) => file))
    expect(applied.sort()).toEqual(['1_shops.sql', '2_owners.sql'])
    expect(await column(client, 'select id from owners')).toEqual([1])
  })

  it('refuses a lock timeout that is no length of time', async () => {
    const error = await rejection(migrate({ client }, { lockTimeoutMs: Number.NaN }), InvalidInputError)
    expect(error.field).toBe('lockTimeoutMs')
  })
})

describe('a run that is aborted', () => {
  const reason = new Error('enough')

  it('does not begin the next file', async () => {
    await using folder = await migrationFolder({
      '1_a.sql': 'create table a (id int);',
      '2_b.sql': 'select 1;',
    })
    const controller = new AbortController()
    const onProgress = (event: MigrationProgress) => {
      if (event.type === 'applied') controller.abort(reason)
    }
    const run = migrateAlone(
      { client },
      { directory: folder.directory, signal: controller.signal, onProgress },
    )
    expect(await rejection(run, Error)).toBe(reason)
    expect(await column(client, 'select id from migrations order by id')).toEqual([0, 1])
  })
})

describe('a database that does not fit the folder', () => {
  it('is refused as changed when an applied file changed, and left alone', async () => {
    await using folder = await migrationFolder(shops)
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.write('1_shops.sql', 'create table shops (id bigint primary key);')
    await folder.write('3_third.sql', 'create table third (id int primary key);')
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error).toMatchObject({ problem: 'changed', file: '1_shops.sql', retryable: false })
    expect(await tables()).not.toContain('third')
  })

  it('is refused as missing when a file in the middle is gone', async () => {
    await using folder = await migrationFolder({ ...shops, '3_third.sql': 'select 3;' })
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.remove('2_owners.sql')
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error).toMatchObject({ problem: 'missing', file: '2_owners.sql' })
  })

  it('is refused as newer when it is ahead', async () => {
    await using folder = await migrationFolder(shops)
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.remove('2_owners.sql')
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error).toMatchObject({ problem: 'newer', file: '2_owners.sql' })
  })

  it('is told apart when only line endings changed on the way', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'create table shops (\n  id int\n);\n' })
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.write('1_shops.sql', 'create table shops (\r\n  id int\r\n);\r\n')
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error.problem).toBe('changed')
    expect(error.message).toContain('line endings')
  })
})

describe('the schema that migrations run in', () => {
  it('is public, whatever the search path of the session is', async () => {
    await using folder = await migrationFolder(shops)
    await client.query('create schema elsewhere; set search_path = elsewhere, public')
    await migrateAlone({ client }, { directory: folder.directory })
    await client.query('reset search_path')
    expect(await tables()).toEqual(['migrations', 'owners', 'shops'])
    expect(await tables('elsewhere')).toEqual([])
  })

  it('is not confused by a table migrations in another schema', async () => {
    await using folder = await migrationFolder(shops)
    await client.query('create schema billing; create table billing.migrations (id int, version text)')
    const { applied } = await migrateAlone({ client }, { directory: folder.directory })
    expect(applied).toHaveLength(2)
  })

  it('is refused when its table migrations belongs to another tool', async () => {
    await using folder = await migrationFolder(shops)
    await client.query('create table migrations (id int, timestamp bigint, name text)')
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), SetupError)
    expect(error.message).toContain('public.migrations is not the record')
  })

  it('is joined by the schemas that hold extensions', async () => {
    await using folder = await migrationFolder({ '1_names.sql': 'create table names (name citext);' })
    await client.query('create schema extensions; create extension citext schema extensions')
    await migrateAlone({ client }, { directory: folder.directory })
    expect(await tables()).toEqual(['migrations', 'names'])
  })
})
