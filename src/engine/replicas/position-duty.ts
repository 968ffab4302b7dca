import type { SeenPosition } from './seen-position.js'
import type { Position } from './position.js'

/** The duty of a statement to the session that it is of. */
export interface PositionDuty {
  /** The position that its server must have before it runs; null if any will do. */
  readonly needed: Position | null
  /** Learns the position behind it; null if nobody wants it. */
  readonly seen: SeenPosition | null
  /** True on a replica: what fails there is repeated elsewhere, and its position says nothing of what was lost. */
  readonly isOnReplica: boolean
}

/** The end of a read on a server that has not got as far as it must. Its result is not to be used. */
export class TooEarly extends Error {
  readonly had: Position | null

  constructor(had: Position | null) {
    super('the server has not replayed what the session has seen')
    this.had = had
  }
}
