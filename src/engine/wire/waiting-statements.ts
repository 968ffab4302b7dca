import type { Cancellation } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'

/**
 * What a statement does to those that are sent behind it. A `slow` one holds them up, a `write` may: it may wait for a
 * lock until another transaction ends, as may all of which nobody knows that it only reads.
 */
export type Kind = 'read' | 'write' | 'slow'

export const kinds = ['read', 'write', 'slow'] as const satisfies readonly Kind[]

/** A statement that no lane takes yet. */
export interface Waiting {
  readonly bound: BoundStatement
  readonly cancellation: Cancellation | undefined
  readonly since: number
  readonly resolve: (result: StatementResult | Promise<StatementResult>) => void
  readonly reject: (error: unknown) => void
}

/** The statements that wait for a lane, first come first served within each kind. */
export class WaitingStatements {
  readonly #queues: Readonly<Record<Kind, Waiting[]>> = { read: [], write: [], slow: [] }

  get length(): number {
    const { read, write, slow } = this.#queues
    return read.length + write.length + slow.length
  }

  /** Since when the one has waited that has waited longest of those that are not slow; Infinity if there is none. */
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

  /** Takes the first. */
  take(kind: Kind): Waiting | undefined {
    return this.#queues[kind].shift()
  }

  /** @returns false if it does not wait any more. */
  remove(kind: Kind, waiting: Waiting): boolean {
    const queue = this.#queues[kind]
    const index = queue.indexOf(waiting)
    if (index !== -1) queue.splice(index, 1)
    return index !== -1
  }

  /** Takes all that have waited since before a time. */
  takeOlder(than: number): readonly Waiting[] {
    return kinds.flatMap((kind) => {
      const queue = this.#queues[kind]
      const first = queue.findIndex(({ since }) => since >= than)
      return queue.splice(0, first === -1 ? queue.length : first)
    })
  }
}
