import type { BurstResult } from './burst.js'
import type { MixedLoad, MixedResult } from './mixed-load.js'
import type { OperationName } from './operations.js'
import type { PeerName } from './peers.js'
import type { PeerSettings } from './peer.js'

/** A request of the parent to a peer's process. */
export type Request =
  | { readonly kind: 'open'; readonly peer: PeerName; readonly settings: PeerSettings }
  | {
      readonly kind: 'sample'
      readonly operation: OperationName
      readonly count: number
      readonly seed: number
    }
  | { readonly kind: 'burst'; readonly operation: OperationName; readonly options: BurstOptions }
  | { readonly kind: 'mixed'; readonly load: MixedLoad }
  | { readonly kind: 'close' }

/** The number of callers, their pace, and the distance of the server. */
export interface Load {
  readonly callers: number
  /** The mean pause of a caller between two calls, in milliseconds; 0 asks again as soon as the answer is there. */
  readonly pauseMs: number
  /** The delay of every byte in each direction, in milliseconds. */
  readonly delayMs: number
}

/** The time for which and the load under which an operation is repeated. */
export interface BurstOptions {
  readonly load: Load
  readonly durationMs: number
  readonly seed: number
}

/** Its answer: the value, or the error's text. */
export type Answer =
  | { readonly ok: true; readonly value: readonly unknown[] | BurstResult | MixedResult | null }
  | { readonly ok: false; readonly error: string }
