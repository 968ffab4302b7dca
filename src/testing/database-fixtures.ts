import type { Database } from '../database.js'
import { readOptions } from '../engine/connect/assert-options.js'
import { InvalidInputError } from '../errors.js'
import { createTestDatabase, type TestDatabaseOptions } from './create-test-database.js'
import { factories, type Factories } from './market/factories.js'
import { readSeed } from './market/market-source.js'
import { beginRollback } from './rollback/begin-rollback.js'
import type { Snapshot } from './snapshot.js'
import type { TestDatabase } from './test-database.js'

/** The fixtures that a test of vitest may ask for. */
export interface DatabaseFixtures {
  /** The database of the test file. What a test does with it, the next one sees. */
  readonly fileDatabase: TestDatabase
  /** The database of the test: as after `setUp`, whatever other tests have done. */
  readonly db: Database
  /** Makers of rows in `db`, with a seed of their own, so that they never make the rows of `factories(db)` in `setUp`. */
  readonly factories: Factories
}

/** Options of {@link databaseFixtures}. */
export interface DatabaseFixtureOptions extends TestDatabaseOptions {
  /** Prepares the database of a test file, once, before its first test. */
  readonly setUp?: ((db: Database) => Promise<unknown>) | undefined
  /**
   * `rollback` runs each test in a transaction that is rolled back, see {@link beginRollback}; `database` gives each test a
   * copy of the file's database, for what a transaction cannot show.
   *
   * @defaultValue `rollback`
   */
  readonly isolation?: 'rollback' | 'database' | undefined
  /**
   * The seed of `factories`; another than those that `setUp` uses.
   *
   * @defaultValue 7_357
   */
  readonly seed?: number | undefined
}

/** The definitions that `test.extend` of vitest takes. */
export interface FixtureDefinitions {
  fileDatabase: [
    fixture: (context: object, use: (value: TestDatabase) => Promise<void>) => Promise<void>,
    options: { scope: 'file' },
  ]
  db: (
    context: Pick<DatabaseFixtures, 'fileDatabase'>,
    use: (value: Database) => Promise<void>,
  ) => Promise<void>
  factories: (
    context: Pick<DatabaseFixtures, 'db'>,
    use: (value: Factories) => Promise<void>,
  ) => Promise<void>
}

/**
 * Makes the fixtures for tests of vitest: a database for each file, and one for each test.
 *
 * @throws {@link InvalidInputError} naming the option.
 *
 * @example
 * ```ts
 * import { test as base } from 'vitest'
 *
 * const test = base.extend<DatabaseFixtures>(databaseFixtures())
 *
 * test('a product can be found', async ({ db, factories: { create } }) => {
 *   const { id } = await create.product()
 *   expect((await db.products.get(id)).id).toEqual(id)
 * })
 * ```
 */
export function databaseFixtures(given?: DatabaseFixtureOptions): FixtureDefinitions {
  const {
    setUp,
    isolation = 'rollback',
    seed = 7_357,
    ...options
  } = readOptions(given, {
    migrations: ['string', 'object'],
    database: ['object'],
    setUp: ['function'],
    isolation: ['string'],
    seed: ['number'],
  })
  readSeed(seed)
  if (!['rollback', 'database'].includes(isolation)) {
    throw new InvalidInputError('isolation', "must be 'rollback' or 'database'")
  }
  // vitest reads from the text of each function which fixtures it needs: its parameter must be taken apart there.
  return {
    fileDatabase: [
      async ({}, use) => {
        await using database = await createTestDatabase(options)
        await setUp?.(database.db)
        await use(database)
      },
      { scope: 'file' },
    ],
    db: async ({ fileDatabase }, use) => {
      await using own =
        isolation === 'rollback' ? await beginRollback(fileDatabase.db) : await copyOf(fileDatabase)
      await use(own.db)
    },
    factories: async ({ db }, use) => await use(factories(db, { seed })),
  }
}

const snapshots = new WeakMap<TestDatabase, Promise<Snapshot>>()

async function copyOf(database: TestDatabase): Promise<TestDatabase> {
  const kept = snapshots.get(database) ?? database.snapshot()
  snapshots.set(database, kept)
  return await (await kept).createDatabase()
}
