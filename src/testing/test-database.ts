import type { ProviderName } from './server.js'

/** A database of one's own. */
export interface TestDatabase {
  readonly url: string
  readonly provider: ProviderName
  /** False on embedded: one session stands behind all connections, so nothing there waits for a lock. */
  readonly multiSession: boolean
  /** Removes it, connections and all. Calling it twice is fine. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** What a {@link TestDatabase} holds at first: the package's schema, nothing, or what a folder makes. */
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
