import type { ServiceMigrations } from '../migrate/migration-folder.js'
import type { ProviderName } from './server.js'

/** A database that no other test uses. */
export interface TestDatabase {
  readonly url: string
  /** The URL past a pooler, for migrations, LISTEN and whatever else needs one session; the same as `url` without one. */
  readonly directUrl: string
  /** True if `url` leads through a pooler: the one at `SOUK_TEST_POOLER_URL`. */
  readonly isPooled: boolean
  readonly provider: ProviderName
  /** False on the embedded database: all connections share one session, so nothing waits for a lock. */
  readonly multiSession: boolean
  /** Drops the database and its connections. A second call does nothing. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * The first content of a {@link TestDatabase}: what `souk-db migrate` would apply in this folder (`configured`), the schema
 * of this package alone (`package`), nothing (`none`), or the schema of this package and of a service's own migrations.
 */
export type Migrations = 'configured' | 'package' | 'none' | ServiceMigrations

/** Completes a {@link TestDatabase} with the two names under which it is dropped. */
export function testDatabase(
  database: Omit<TestDatabase, 'drop' | typeof Symbol.asyncDispose>,
  drop: () => Promise<void>,
): TestDatabase {
  let dropped: Promise<void> | undefined
  const dropOnce = () => (dropped ??= drop())
  return { ...database, drop: dropOnce, [Symbol.asyncDispose]: dropOnce }
}
