import type { BurstResult } from './burst.js'
import type { OperationName } from './operations.js'
import type { PeerName } from './peers.js'
import type { PeerSettings } from './peer.js'

/** What the parent asks of a peer's process. */
export type Request =
  | { readonly kind: 'open'; readonly peer: PeerName; readonly settings: PeerSettings }
  | {
      readonly kind: 'sample'
      readonly operation: OperationName
      readonly count: number
      readonly seed: number
    }
  | { readonly kind: 'burst'; readonly operation: OperationName; readonly options: BurstOptions }
  | { readonly kind: 'close' }

/** How long and by how many callers an operation is repeated. */
export interface BurstOptions {
  readonly callers: number
  readonly durationMs: number
  readonly seed: number
}

/** What it answers: the value, or the error's text. */
export type Answer =
  | { readonly ok: true; readonly value: readonly unknown[] | BurstResult | null }
  | { readonly ok: false; readonly error: string }
