// Thorough: starts the command line a dozen times.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrationFolder, type MigrationFolder } from '../setup/migrate/migration-folder.js'
import { soukDb } from '../setup/souk-db.js'

const config = { 'souk-db.config.json': JSON.stringify({ migrations: 'own' }) }

const run = ({ directory }: MigrationFolder, ...args: readonly string[]) =>
  soukDb(['new', ...args], { cwd: directory })

describe('souk-db new', () => {
  it('writes the first migration, then the next, in the folder of the configuration', async () => {
    await using service = await migrationFolder(config)
    expect(await run(service, 'loans')).toEqual({ code: 0, stderr: '', stdout: 'own/1_loans.sql: written\n' })
    expect((await run(service, 'add_late_fees')).stdout).toBe('own/2_add_late_fees.sql: written\n')
    const text = await readFile(join(service.directory, 'own/2_add_late_fees.sql'), 'utf8')
    const [first, ...rest] = text.split('\n')
    expect(first).toMatch(/^-- add late fees: /)
    const statements = rest.filter((line) => line !== '' && !line.startsWith('--'))
    expect(statements).toEqual(["set local lock_timeout = '3s';"])
  })

  it('counts past nine, and keeps leading zeros', async () => {
    const files = Array.from({ length: 9 }, (_, index) => [`00${index + 1}_n${index}.sql`, ''] as const)
    await using service = await migrationFolder(Object.fromEntries(files))
    expect((await run(service, 'tenth', '--migrations', '.')).stdout).toBe('010_tenth.sql: written\n')
  })

  it.each([
    'Loans',
    'add loans',
    '1_loans',
    '../loans',
    'loans.sql',
    'loans_',
    '',
    '-x',
    'ä',
    'a'.repeat(101),
  ])('refuses the name %j, and writes nothing', async (name) => {
    await using service = await migrationFolder(config)
    const { code, stderr, stdout } = await run(service, '--', name)
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(stderr).toContain('souk-db: name: must be words of small letters and digits')
    expect(await readdir(service.directory)).toEqual(['souk-db.config.json'])
  })

  it('refuses a name that the folder has, which the record could not hold twice', async () => {
    await using service = await migrationFolder({ '1_loans.sql': 'select 1;' })
    const { code, stderr } = await run(service, 'loans', '--migrations', '.')
    expect(code).toBe(64)
    expect(stderr).toBe('souk-db: 1_loans.sql has this name: the record holds each name once\n')
    expect(await readFile(join(service.directory, '1_loans.sql'), 'utf8')).toBe('select 1;')
  })

  it.each([
    [{ '1_a.sql': '', '3_c.sql': '' }, 'lacks number 2'],
    [{ 'first.sql': '' }, 'first.sql is no migration'],
    [{ '1_a.sql': '', '01_b.sql': '' }, 'has the same number as'],
  ])('refuses a folder that is out of order: %j', async (files, message) => {
    await using service = await migrationFolder(files)
    const { code, stderr } = await run(service, 'next', '--migrations', '.')
    expect(code).toBe(64)
    expect(stderr).toContain(message)
  })

  it('says where to name the folder', async () => {
    await using service = await migrationFolder({})
    const { code, stderr } = await run(service, 'loans')
    expect(code).toBe(64)
    expect(stderr).toContain('set "migrations" in souk-db.config.json, or give --migrations <folder>')
  })

  it('needs a name', async () => {
    await using service = await migrationFolder(config)
    const { code, stderr } = await run(service)
    expect(code).toBe(64)
    expect(stderr).toContain("missing required argument 'name'")
  })
})
