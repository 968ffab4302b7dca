import { describe, expect, it } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../src/database.js'
import { assertSchema, migrationStatus } from '../src/migrate/index.js'
import { migrationFolder } from './setup/migrate/migration-folder.js'
import { openPackageDatabase } from './setup/migrate/open-package-database.js'
import { query } from './setup/query.js'

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

describe('what a service adds to tables of the package', () => {
  const additions = `
    set local lock_timeout = '3s';
    alter table products add column ride_zone text, add column ride_weight int not null default 1;
    create index ix_ride_products_by_zone on products (ride_zone);
    create table ride_bookings (product_id uuid primary key references products on delete cascade);
    create function ride_book() returns trigger language plpgsql set search_path = '' as
      $$ begin insert into public.ride_bookings values (new.id); return null; end $$;
    create trigger tr_ride_products_book after insert on products for each row execute function ride_book();`

  it('stays out of the way of its commands', async () => {
    await using folder = await migrationFolder({ '1_rides.sql': additions })
    await using db = opened({ migrations: { directory: folder.directory } })
    await db.migrate()
    const seller = await db.users.create({ email: 'r@example.com', username: 'rides', role: 'seller' })
    const made = {
      sellerId: seller.id,
      title: 'Bus',
      priceMinor: 100,
      category: 'other',
      condition: 'good',
    } as const
    const product = await db.products.create(made)
    await db.products.createMany([made, made])
    expect(Object.keys(product)).not.toContain('rideZone')
    const bookings = query<undefined, { readonly count: number }>(
      'select count(*)::int as count from ride_bookings',
    )
    expect((await db.one(bookings)).count).toBe(3)
    await db.products.update({ productId: product.id, sellerId: seller.id, patch: { title: 'Big bus' } })
    await db.products.delete({ productId: product.id, sellerId: seller.id })
    expect((await db.one(bookings)).count).toBe(2)
    expect((await db.products.feed()).items).toHaveLength(2)
    const undo = query<undefined, object>(
      'alter table products drop column ride_zone, drop column ride_weight',
    )
    await db.execute(query<undefined, object>('drop function ride_book cascade'))
    await db.execute(undo)
  })
})
