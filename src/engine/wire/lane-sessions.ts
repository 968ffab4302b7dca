import type { Cancellation } from '../cancellation.js'
import type { BoundStatement } from '../statement/statement.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { CatalogueReader } from '../values/type-registry.js'
import type { AskPosition } from './execute-at.js'
import type { WireConnection } from './wire-connection.js'

/** The session pool as lanes see it: a place to borrow connections, and to run a statement by itself. */
export interface LaneSessions {
  /** True if a connection can be had without waiting for one to be released. */
  readonly hasRoom: boolean
  /** True if an open connection is idle and nobody waits for it. */
  readonly hasIdle: boolean
  /** True if a caller waits for a connection. */
  readonly areWanted: boolean
  borrow(): Promise<WireConnection>
  giveBack(connection: WireConnection): void
  /** True if a statement needs a connection to itself, because it may change the session for its neighbours on a lane. */
  isFor(bound: BoundStatement): boolean
  /**
   * Runs a statement on a connection of its own.
   *
   * @param isRepeated - true for the second run of a statement that failed through no fault of its own. It runs in a way in
   * which that failure cannot occur again.
   */
  run(
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
    isRepeated: boolean,
  ): Promise<StatementResult>
  readonly readCatalogue: CatalogueReader
  readonly askPosition: AskPosition
}
