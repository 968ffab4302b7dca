import { createDatabase, type Database, type DatabaseOptions } from '../database.js'
import type { MigrationFolder, ServiceMigrations } from '../migrate/migration-folder.js'
import type { Snapshot } from './snapshot.js'
import type { ProviderName } from './server.js'

/** A database that no other test uses. */
export interface TestDatabase {
  /**
   * The database, opened with the service's own migrations and the `database` options of `createTestDatabase`. It sends
   * nothing before its first call, and is closed with {@link TestDatabase.drop}.
   */
  readonly db: Database
  readonly url: string
  /** The URL past a pooler, for migrations, LISTEN and whatever else needs one session; the same as `url` without one. */
  readonly directUrl: string
  /** True if `url` leads through a pooler: the one at `SOUK_TEST_POOLER_URL`. */
  readonly isPooled: boolean
  readonly provider: ProviderName
  /** False on the embedded database: all connections share one session, so nothing waits for a lock. */
  readonly multiSession: boolean
  /**
   * Keeps the content as it is now, to come back to it or to make more databases of it. No call may run meanwhile: all
   * connections are closed, and `db` opens new ones.
   *
   * @example
   * ```ts
   * const test = await createTestDatabase()
   * await seedMarketplace(test.db, { users: 200, products: 2_000 })
   * const seeded = await test.snapshot()
   * // … a test that changes everything …
   * await seeded.restore()
   * ```
   */
  snapshot(): Promise<Snapshot>
  /** Closes `db`, and drops the database and its connections. A second call does nothing. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** The options of {@link TestDatabase.db}: those of `createDatabase` but for the address. */
export type TestDatabaseConnection = Omit<DatabaseOptions, 'url'>

/** The origin of a database for tests. */
export interface DatabaseOrigin {
  /** The folders of migrations that it has; none if it is empty. */
  readonly folders: readonly MigrationFolder[]
  readonly connection: TestDatabaseConnection
}

/**
 * The first content of a {@link TestDatabase}: what `souk-db migrate` would apply in this folder (`configured`), the schema
 * of this package alone (`package`), nothing (`none`), or the schema of this package and of a service's own migrations.
 */
export type Migrations = 'configured' | 'package' | 'none' | ServiceMigrations

/** The part of a {@link TestDatabase} that depends on the provider. */
export interface TestDatabaseParts extends Pick<
  TestDatabase,
  'url' | 'directUrl' | 'isPooled' | 'provider' | 'multiSession'
> {
  readonly takeSnapshot: () => Promise<Snapshot>
  readonly remove: () => Promise<void>
}

/** Completes a {@link TestDatabase}: opens it when it is first asked for, and lets it be dropped once under two names. */
export function testDatabase(parts: TestDatabaseParts, origin: DatabaseOrigin): TestDatabase {
  const { takeSnapshot, remove, ...facts } = parts
  const snapshots: Snapshot[] = []
  let db: Database | undefined
  let dropped: Promise<void> | undefined
  const drop = async () => {
    // The content goes too, so nobody waits for what still runs.
    await db?.close({ timeoutMs: 0 })
    await Promise.all(snapshots.map((snapshot) => snapshot.drop()))
    await remove()
  }
  const dropOnce = () => (dropped ??= drop())
  return {
    ...facts,
    get db() {
      return (db ??= open(facts.url, origin))
    },
    async snapshot() {
      const snapshot = await takeSnapshot()
      snapshots.push(snapshot)
      return snapshot
    },
    drop: dropOnce,
    [Symbol.asyncDispose]: dropOnce,
  }
}

function open(url: string, { folders, connection }: DatabaseOrigin): Database {
  const service = folders.find(({ owner }) => owner === 'service')
  const migrations = service && {
    directory: service.directory,
    table: service.table.replace(/^public\./, ''),
  }
  return createDatabase({ ...(migrations && { migrations }), ...connection, url })
}
