import type { Cancellation } from '../cancellation.js'
import type { StatementCache } from '../statement/statement.js'
import type { Session } from '../transport.js'
import type { Fate } from './commit.js'

/** The state that the handles of one transaction share: its connection, and the work that is queued on it. */
export interface TransactionScope {
  readonly session: Session
  readonly statements: StatementCache
  readonly cancellation: Cancellation | undefined
  /** The BEGIN that is sent with the first statement; undefined once it has been sent. */
  begin: string | undefined
  /** More commands that belong to the BEGIN, each behind a semicolon; empty if there are none. */
  readonly limits: string
  /** True when the transaction has been committed or rolled back, or is about to be. No handle of it works any more. */
  isOver: boolean
  /** The state of the statement that COMMIT is sent with. Nothing can be queued behind it. */
  ending: 'given' | 'sent' | undefined
  /** The result of that COMMIT. */
  fate: Fate | undefined
  /** Resolves when the next piece of work may be sent. */
  turn: Promise<unknown>
  /** Resolves when all work so far is settled. */
  tail: Promise<unknown>
  /** The number of savepoints and cursors so far, which gives the next one its name. */
  savepoints: number
  /** The number of earlier attempts. */
  readonly retries: number
  readonly afterCommit: (() => unknown)[]
}
