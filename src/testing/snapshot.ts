import type { TestDatabase } from './test-database.js'

/** The content of a test database at one moment: its rows, its schema, its sequences. */
export interface Snapshot {
  /**
   * Gives the database that content again, under the same URL. All its connections are closed, and `db` opens new ones,
   * so no call may run meanwhile.
   */
  restore(): Promise<void>
  /** Creates another database with that content, which is dropped by itself: for tests that run side by side. */
  createDatabase(): Promise<TestDatabase>
  /** Forgets the content. The test database does the same when it is dropped. */
  drop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
