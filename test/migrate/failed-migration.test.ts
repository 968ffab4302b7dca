import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { MigrationError } from '../../src/errors.js'
import { migrateAlone, statusAlone } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { rejection } from '../setup/rejection.js'

const { client } = await openEmptyDatabase()

const shops =
  'create table shops (id int primary key, owner text); insert into shops values (1, $$amal@example.com$$);'

/** Applies a file of shops, and then the one that fails. */
async function failure(file: string, sql: string): Promise<MigrationError> {
  await using folder = await migrationFolder({ '1_shops.sql': shops, [file]: sql })
  return await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
}

function catalogue(): Promise<readonly unknown[]> {
  return column(
    client,
    `select format('%s %s %s', pg_class.oid, relname, attname) from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace order by 1`,
  )
}

describe('a migration that fails half way', () => {
  it('leaves the schema and the rows as they were before its file', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': shops })
    await migrateAlone({ client }, { directory: folder.directory })
    const before = await catalogue()
    await folder.write(
      '2_half.sql',
      `alter table shops add column city text; create table half (id int); update shops set owner = 'x'; drop table nowhere;`,
    )
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error).toMatchObject({ problem: 'failed', file: '2_half.sql', sqlState: '42P01' })
    expect(await catalogue()).toEqual(before)
    expect(await column(client, 'select owner from shops')).toEqual(['amal@example.com'])
  })

  it('keeps the files before it, and is tried again next time', async () => {
    await using folder = await migrationFolder({
      '1_shops.sql': shops,
      '2_bad.sql': 'selec 1;',
      '3_c.sql': 'select 3;',
    })
    await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    const status = await statusAlone({ client }, { directory: folder.directory })
    expect(status.migrations.map(({ state }) => state)).toEqual(['applied', 'pending', 'pending'])
    await folder.write('2_bad.sql', 'select 2;')
    const { applied } = await migrateAlone({ client }, { directory: folder.directory })
    expect(applied.map(({ id }) => id)).toEqual([2, 3])
  })

  it('is named with the line, the SQLSTATE and what became of it', async () => {
    const error = await failure(
      '2_bad.sql',
      "-- é and 😀, each one character to the server\r\n\nselect 1;\nselec 'x';\n",
    )
    expect(error).toMatchObject({ line: 4, sqlState: '42601' })
    expect(error.message).toBe(
      '2_bad.sql failed at line 4: syntax error at or near "selec" (SQLSTATE 42601). ' +
        'It was rolled back: the schema is as it was before this file.',
    )
  })

  it('has no line when the server names none', async () => {
    expect(await failure('2_bad.sql', 'select 1 / (id - id) from shops;')).toMatchObject({
      line: null,
      sqlState: '22012',
    })
  })

  it('is retryable when a lock was not to be had, and only then', async () => {
    const locked = await failure('2_bad.sql', `do $$ begin raise lock_not_available; end $$;`)
    expect(locked).toMatchObject({ sqlState: '55P03', retryable: true })
    expect((await failure('2_worse.sql', 'selec 1;')).retryable).toBe(false)
  })

  it('gives the client back without a transaction and without the lock', async () => {
    await failure('2_bad.sql', 'selec 1;')
    expect(client.getTransactionStatus()).toBe('I')
    expect(
      await column(client, `select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`),
    ).toEqual([])
  })

  it.each([
    ['a value that cannot be read', 'select owner::uuid from shops;'],
    ['a row that breaks a check', 'alter table shops add check (owner <> $$amal@example.com$$);'],
    [
      'a row in the way of a unique index',
      'insert into shops select 2, owner from shops; create unique index on shops (owner);',
    ],
    [
      'an exception with a value in it',
      `do $$ begin raise exception 'no %', (select owner from shops); end $$;`,
    ],
    [
      'an exception that poses as a constraint',
      `do $$ begin raise exception 'no %', (select owner from shops) using errcode = '23514'; end $$;`,
    ],
  ])('leaks no data: %s', async (_, sql) => {
    const error = await failure('2_bad.sql', sql)
    expect(error.sqlState).toMatch(/^[0-9A-Z]{5}$/)
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('amal@example.com')
  })
})

describe('a migration that refuses by itself', () => {
  it('is told in its own words and with its own hint, if both stand in the file', async () => {
    const { message } = await failure(
      '2_bad.sql',
      `do $$ begin raise exception 'two shops aren''t one' using hint = 'find them: select 1'; end $$;`,
    )
    expect(message).toContain("two shops aren't one; find them: select 1 (SQLSTATE P0001)")
  })

  it('is not told in words that it made of a row', async () => {
    const { message } = await failure(
      '2_bad.sql',
      `do $$ declare words text := (select owner from shops); begin
        raise exception using message = 'fixed', hint = words; end $$;`,
    )
    expect(message).toContain('fixed (SQLSTATE P0001)')
    expect(message).not.toContain('amal@example.com')
  })
})

describe('a migration that ends its own transaction', () => {
  it('is refused, and the error does not claim a roll-back', async () => {
    const error = await failure('2_own.sql', 'create table kept (id int); commit;')
    expect(error.message).toContain('it ends the transaction it is run in')
    expect(error.message).not.toContain('rolled back')
  })

  it('is told when something fails after its commit', async () => {
    const error = await failure('2_own.sql', 'create table kept (id int); commit; selec 1')
    // The whole file is parsed first, so a mistake in it stops it before the commit.
    expect(error.message).toContain('rolled back')
    const late = await failure(
      '2_own.sql',
      'create table kept (id int); commit; select 1 / (id - id) from shops',
    )
    expect(late.message).toContain('what came before stays')
    expect(await column(client, `select to_regclass('kept')::text`)).toEqual(['kept'])
  })
})

describe('a migration without a transaction', () => {
  const without = '-- postgres-migrations disable-transaction\n'

  it('builds an index while others write', async () => {
    await using folder = await migrationFolder({
      '1_shops.sql': shops,
      '2_index.sql': `${without}create index concurrently ix_shops_owner on shops (owner);`,
    })
    const { applied } = await migrateAlone({ client }, { directory: folder.directory })
    expect(applied).toHaveLength(2)
    expect(
      await column(client, `select indisvalid from pg_index where indexrelid = 'ix_shops_owner'::regclass`),
    ).toEqual([true])
  })

  it('names the invalid index it leaves behind, and how to drop it', async () => {
    await using folder = await migrationFolder({
      '1_shops.sql': `${shops} insert into shops select 2, owner from shops;`,
    })
    await migrateAlone({ client }, { directory: folder.directory })
    await folder.write('2_index.sql', `${without}create unique index concurrently "Owners" on shops (owner);`)
    const error = await rejection(migrateAlone({ client }, { directory: folder.directory }), MigrationError)
    expect(error.sqlState).toBe('23505')
    expect(error.message).toContain('drop index concurrently "Owners";')
  })

  it('says that no index was left invalid when none was', async () => {
    const error = await failure('2_bad.sql', `${without}selec 1;`)
    expect(error).toMatchObject({ line: 2, sqlState: '42601' })
    expect(error.message).toContain('No index was left invalid')
    expect(error.message).not.toContain('rolled back')
  })

  it('explains that two such indexes need two files', async () => {
    const error = await failure(
      '2_index.sql',
      `${without}create index concurrently a on shops (id); create index concurrently b on shops (owner);`,
    )
    expect(error.sqlState).toBe('25001')
    expect(error.message).toContain('stands alone in its file')
  })
})
