import type { Cancellation } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'

/**
 * The effect of a statement on those behind it. A `slow` one delays them. A `write` may: it may wait for a lock, like
 * any statement that is not known to only read.
 */
export type Kind = 'read' | 'write' | 'slow'

export const kinds = ['read', 'write', 'slow'] as const satisfies readonly Kind[]

/** A statement in the queue. */
export interface Waiting {
  readonly bound: BoundStatement
  readonly cancellation: Cancellation | undefined
  readonly since: number
  readonly resolve: (result: StatementResult | Promise<StatementResult>) => void
  readonly reject: (error: unknown) => void
}

/** The queue of statements for lanes, in order of arrival within each kind. */
export class WaitingStatements {
  readonly #queues: Readonly<Record<Kind, Waiting[]>> = { read: [], write: [], slow: [] }

  get length(): number {
    const { read, write, slow } = this.#queues
    return read.length + write.length + slow.length
  }

  /** The time since which the oldest statement that is not slow has waited; Infinity if there is none. */
  get quickSince(): number {
    const { read, write } = this.#queues
    return Math.min(read[0]?.since ?? Infinity, write[0]?.since ?? Infinity)
  }

  count(kind: Kind): number {
    return this.#queues[kind].length
  }

  add(kind: Kind, waiting: Waiting): void {
    this.#queues[kind].push(waiting)
  }

  /** Removes and returns the first one. */
  take(kind: Kind): Waiting | undefined {
    return this.#queues[kind].shift()
  }

  /** @returns false if it was not in the queue any more. */
  remove(kind: Kind, waiting: Waiting): boolean {
    const queue = this.#queues[kind]
    const index = queue.indexOf(waiting)
    if (index !== -1) queue.splice(index, 1)
    return index !== -1
  }

  /** Removes and returns those that have waited since before a time. */
  takeOlder(than: number): readonly Waiting[] {
    return kinds.flatMap((kind) => {
      const queue = this.#queues[kind]
      const first = queue.findIndex(({ since }) => since >= than)
      return queue.splice(0, first === -1 ? queue.length : first)
    })
  }
}
