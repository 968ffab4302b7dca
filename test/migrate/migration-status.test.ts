import { describe, expect, it } from 'vitest'
import { DatabaseError, MigrationError } from '../../src/errors.js'
import { assertAlone, migrateAlone, statusAlone } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { rejection } from '../setup/rejection.js'

const { database, client } = await openEmptyDatabase()

const files = {
  '1_shops.sql': 'create table shops (id int);',
  '2_owners.sql': 'create table owners (id int);',
}

describe('migrationStatus', () => {
  it('finds everything pending in an empty database, and writes nothing into it', async () => {
    await using folder = await migrationFolder(files)
    const status = await statusAlone({ url: database.url }, { directory: folder.directory })
    expect(status).toMatchObject({ current: false, version: 0, expected: 2 })
    expect(status.migrations.map(({ state }) => state)).toEqual(['pending', 'pending'])
    expect(
      await column(client, `select relname from pg_class where relnamespace = 'public'::regnamespace`),
    ).toEqual([])
  })

  it('tells when each migration was applied', async () => {
    await using folder = await migrationFolder(files)
    await client.query(`set timezone = 'Asia/Dubai'`)
    await migrateAlone({ client }, { directory: folder.directory })
    const status = await statusAlone({ client }, { directory: folder.directory })
    await client.query('reset timezone')
    expect(status).toMatchObject({ current: true, version: 2, expected: 2 })
    const appliedAt = status.migrations[0]?.appliedAt?.getTime() ?? 0
    expect(Math.abs(appliedAt - Date.now())).toBeLessThan(60_000)
  })

  it('counts past nine', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 11 }, (_, n) => [`${n + 1}_number_${n + 1}.sql`, `select ${n + 1};`]),
    )
    await using folder = await migrationFolder(many)
    await migrateAlone({ client }, { directory: folder.directory })
    const status = await statusAlone({ client }, { directory: folder.directory })
    expect(status).toMatchObject({ current: true, version: 11, expected: 11 })
    expect(status.migrations.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, n) => n + 1))
  })

  it('tells what is wrong without throwing', async () => {
    await using folder = await migrationFolder({
      ...files,
      '3_third.sql': 'select 3;',
      '4_fourth.sql': 'select 4;',
    })
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.write('1_shops.sql', 'create table shops (id int, name text);')
    await folder.remove('2_owners.sql')
    await folder.remove('4_fourth.sql')
    const { current, migrations } = await statusAlone({ client }, { directory: folder.directory })
    expect(current).toBe(false)
    expect(migrations.map(({ id, name, file, state }) => [id, name, file, state])).toEqual([
      [1, 'shops', '1_shops.sql', 'changed'],
      [2, 'owners', null, 'missing'],
      [3, 'third', '3_third.sql', 'applied'],
      [4, 'fourth', null, 'newer'],
    ])
  })

  it('works inside a read-only transaction', async () => {
    await using folder = await migrationFolder(files)
    await client.query('begin read only')
    const status = await statusAlone({ client }, { directory: folder.directory })
    await client.query('commit')
    expect(status.version).toBe(0)
  })

  it('needs no more than the right to read the record, and says so where it lacks', async () => {
    await using folder = await migrationFolder(files)
    await migrateAlone({ client }, { directory: folder.directory })
    const role = `reader_${process.pid}_${Date.now()}`
    await client.query(`create role ${role}; grant usage on schema public to ${role}; set role ${role}`)
    try {
      const error = await rejection(statusAlone({ client }, { directory: folder.directory }), DatabaseError)
      expect(error.sqlState).toBe('42501')
      expect(error.message).toContain('grant select')
      await client.query(`reset role; grant select on migrations to ${role}; set role ${role}`)
      const status = await statusAlone({ client }, { directory: folder.directory })
      expect(status.current).toBe(true)
    } finally {
      await client.query(`reset role; drop owned by ${role}; drop role ${role}`)
    }
  })
})

describe('assertSchema', () => {
  it('is silent when the database is current', async () => {
    await using folder = await migrationFolder(files)
    await migrateAlone({ client }, { directory: folder.directory })
    await expect(assertAlone({ client }, { directory: folder.directory })).resolves.toBeUndefined()
  })

  it('refuses a database that is behind, and names the command', async () => {
    await using folder = await migrationFolder(files)
    const error = await rejection(assertAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error).toMatchObject({ problem: 'pending', file: '1_shops.sql' })
    expect(error.message).toContain('npx souk-db migrate')
  })

  it('refuses a newer database, unless a release is rolling out', async () => {
    await using folder = await migrationFolder(files)
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.remove('2_owners.sql')
    const { directory } = folder
    expect(await rejection(assertAlone({ client }, { directory }), MigrationError)).toMatchObject({
      problem: 'newer',
    })
    await expect(assertAlone({ client }, { directory, allowNewer: true })).resolves.toBeUndefined()
  })

  it('refuses a changed file even while a release is rolling out', async () => {
    await using folder = await migrationFolder(files)
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.write('1_shops.sql', 'select 1;')
    const options = { directory: folder.directory, allowNewer: true }
    expect(await rejection(assertAlone({ client }, options), MigrationError)).toMatchObject({
      problem: 'changed',
    })
  })
})
