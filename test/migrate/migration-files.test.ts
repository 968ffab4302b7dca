import { join } from 'node:path'
import { loadMigrationFiles } from 'postgres-migrations'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.js'
import { readMigrationFiles } from '../../src/migrate/migration-files.js'
import { packageFolder } from '../../src/migrate/migration-folder.js'
import { firstRow } from '../../src/migrate/record-table.js'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { aloneFolder } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { rejection } from '../setup/rejection.js'

async function refusal(...files: readonly string[]): Promise<string> {
  await using folder = await migrationFolder(Object.fromEntries(files.map((file) => [file, 'select 1;'])))
  return (await rejection(readMigrationFiles(aloneFolder(folder.directory)), SetupError)).message
}

describe('readMigrationFiles', () => {
  it('orders files by number, not by letter', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `${index + 1}_step${index + 1}.sql`)
    await using folder = await migrationFolder(Object.fromEntries(names.map((name) => [name, 'select 1;'])))
    const files = await readMigrationFiles(aloneFolder(folder.directory))
    expect(files.map(({ file }) => file)).toEqual(names)
  })

  it('reads names and hashes as postgres-migrations does', async () => {
    await using folder = await migrationFolder({
      '1_first.sql': "select 'é😀';\r\n",
      '002-second thing.SQL': '\uFEFFselect 2;',
      '3third.sql': '',
      '4.sql': 'select 4;',
      'README.md': 'not a migration',
    })
    const theirs = await loadMigrationFiles(folder.directory)
    const ours = await readMigrationFiles(aloneFolder(folder.directory))
    expect(ours.map(({ id, name, file, hash, sql }) => ({ id, name, file, hash, sql }))).toEqual(
      theirs
        .filter(({ id }) => id > 0)
        .map(({ id, name, fileName, hash, sql }) => ({ id, name, file: fileName, hash, sql })),
    )
  })

  it('notices the comment that asks for no transaction', async () => {
    await using folder = await migrationFolder({
      '1_a.sql': 'select 1;',
      '2_b.sql': '-- postgres-migrations disable-transaction\nselect 1;',
    })
    const files = await readMigrationFiles(aloneFolder(folder.directory))
    expect(files.map(({ inTransaction }) => inTransaction)).toEqual([true, false])
  })

  it('refuses two files of one number', async () => {
    expect(await refusal('1_a.sql', '01_b.sql')).toContain('same number')
  })

  it('refuses two files of one name, which the record could not hold', async () => {
    expect(await refusal('1_indexes.sql', '2_indexes.sql')).toBe(
      '2_indexes.sql has the same name as 1_indexes.sql',
    )
  })

  it('refuses a name longer than the record can hold', async () => {
    expect(await refusal(`1_${'a'.repeat(101)}.sql`)).toContain('100 characters')
  })

  it.each(['schema.sql', '0_zero.sql', '-1_minus.sql', '1_script.js'])('refuses a file %s', async (file) => {
    expect(await refusal(file)).toContain(`${file} is no migration`)
  })

  it('refuses an empty folder', async () => {
    expect(await refusal('README.md')).toContain('holds no migrations')
  })

  it('refuses a folder that is not there', async () => {
    const error = await rejection(
      readMigrationFiles({ directory: '/no/such/folder', shown: 'migrations' }),
      SetupError,
    )
    expect(error.message).toBe('there is no folder of migrations migrations: `souk-db new` writes the first')
  })
})

describe('the first row of a record', () => {
  it('is that of postgres-migrations, which then finds its table made', async () => {
    await using folder = await migrationFolder({ '1_a.sql': 'select 1;' })
    const [first] = await loadMigrationFiles(folder.directory)
    expect(first).toMatchObject(firstRow)
  })
})

describe('the migrations of this package', () => {
  it('are those of its folder, also where they come with the code', async () => {
    const { directory } = findPackageRoot()
    const folder = aloneFolder(join(directory, 'migrations'))
    expect(await readMigrationFiles(packageFolder())).toEqual(await readMigrationFiles(folder))
  })
})
