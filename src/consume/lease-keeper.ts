import { extendEventLeases } from '../../generated/events.queries.js'
import type { Executor } from '../engine/executor.js'
import { clearInterval, now, setInterval } from '../engine/timers.js'
import type { ShardLease } from './shard-lease.js'

/** Extends the leases of a consumer while their shards are worked on: all of them in one statement. */
export class LeaseKeeper {
  readonly #executor: Executor
  readonly #name: string
  readonly #leaseMs: number
  readonly #leases = new Set<ShardLease>()
  #timer: NodeJS.Timeout | undefined
  #extending: Promise<void> | undefined

  constructor(executor: Executor, name: string, leaseMs: number) {
    this.#executor = executor
    this.#name = name
    this.#leaseMs = leaseMs
  }

  join(lease: ShardLease): void {
    this.#leases.add(lease)
    this.#timer ??= setInterval(() => {
      this.#extending ??= this.#extend().finally(() => (this.#extending = undefined))
    }, this.#leaseMs / 4)
  }

  /**
   * Stops extending a lease. An extension that is on its way is not waited for, as it may wait for a connection that the caller's
   * transaction holds; if it comes after the shard was given back, it does nothing.
   */
  leave(lease: ShardLease): void {
    this.#leases.delete(lease)
    if (this.#leases.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** Has every handler end soon. */
  abortAll(reason: string): void {
    for (const lease of this.#leases) lease.abort(reason)
  }

  async #extend(): Promise<void> {
    const leases = [...this.#leases]
    const askedAt = now()
    try {
      const kept = await this.#executor.many(
        extendEventLeases,
        {
          name: this.#name,
          shards: leases.map(({ shard }) => shard),
          attempts: leases.map(({ attempt }) => attempt),
          leaseSeconds: this.#leaseMs / 1_000,
        },
        { timeoutMs: this.#leaseMs },
      )
      const shards = new Set(kept.map(({ shard }) => shard))
      for (const lease of leases) {
        if (!this.#leases.has(lease)) continue
        if (shards.has(lease.shard)) lease.renew(askedAt)
        else lease.abort('another worker has the shard')
      }
    } catch {
      // The next extension is soon. If none gets through, the signal of each lease fires before its end.
    }
  }
}
