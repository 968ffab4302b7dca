import type { ProviderName } from './server.js'

/** A database that no other test uses. */
export interface TestDatabase {
  readonly url: string
  readonly provider: ProviderName
  /** False on the embedded database: all connections share one session, so nothing waits for a lock. */
  readonly multiSession: boolean
  /** Drops the database and its connections. A second call does nothing. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** The first content of a {@link TestDatabase}: the package's schema, nothing, or the schema of a folder of migrations. */
export type Migrations = 'all' | 'none' | { readonly directory: string }

/** Completes a {@link TestDatabase} with the two names under which it is dropped. */
export function testDatabase(
  database: Omit<TestDatabase, 'drop' | typeof Symbol.asyncDispose>,
  drop: () => Promise<void>,
): TestDatabase {
  let dropped: Promise<void> | undefined
  const dropOnce = () => (dropped ??= drop())
  return { ...database, drop: dropOnce, [Symbol.asyncDispose]: dropOnce }
}
