import { describe, expect, it } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../src/database.js'
import { assertSchema, migrationStatus } from '../src/migrate/index.js'
import { migrationFolder } from './setup/migrate/migration-folder.js'
import { openPackageDatabase } from './setup/migrate/open-package-database.js'

const { database } = await openPackageDatabase()
const files = { '1_loans.sql': 'create table loans (id int);', '2_fees.sql': 'create table fees (id int);' }

const opened = (options: DatabaseOptions = {}) => {
  const db = createDatabase({ url: database.url, ...options })
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.close() })
}

describe("a database with a service's own migrations", () => {
  it('applies those that it was opened with, and reports their version', async () => {
    await using folder = await migrationFolder(files)
    const migrations = { directory: folder.directory, table: 'loan_migrations' }
    await using db = opened({ migrations })
    const { version } = await migrationStatus({ url: database.url })
    expect(await db.health()).toMatchObject({ schemaVersion: version, serviceSchemaVersion: null })
    const report = await db.migrate()
    expect(report).toMatchObject({ version, serviceVersion: 2 })
    expect(report.applied.map(({ owner, file }) => `${owner} ${file}`)).toEqual([
      'service 1_loans.sql',
      'service 2_fees.sql',
    ])
    expect(await db.health()).toMatchObject({ schemaVersion: version, serviceSchemaVersion: 2 })
    expect((await db.migrate({ lockTimeoutMs: 0 })).applied).toEqual([])
    await expect(assertSchema({ url: database.url }, migrations)).resolves.toBeUndefined()
  })

  it('applies those of a call', async () => {
    await using folder = await migrationFolder(files)
    await using db = opened()
    expect((await db.migrate()).serviceVersion).toBeNull()
    expect(await db.migrate({ directory: folder.directory })).toMatchObject({ serviceVersion: 2 })
    expect((await db.health()).serviceSchemaVersion).toBeNull()
    const other = { directory: folder.directory, table: 'other_migrations' }
    await expect(assertSchema({ url: database.url }, other)).rejects.toMatchObject({
      ...{ code: 'migration', problem: 'pending', owner: 'service' },
    })
  })

  it('is not opened with what cannot be applied', () => {
    const given: readonly [unknown, string][] = [
      ['own', 'migrations'],
      [{}, 'migrations.directory'],
      [{ directory: 1 }, 'migrations.directory'],
      [{ directory: 'own', table: 'Loans' }, 'migrations.table'],
      [{ directory: 'own', tabel: 'loans' }, 'migrations.tabel'],
    ]
    for (const [migrations, field] of given) {
      expect(() => opened({ migrations: migrations as never })).toThrow(
        expect.objectContaining({ code: 'invalid_input', field }),
      )
    }
  })
})
