import { clearTimeout, now, setTimeout } from '../engine/timers.js'
import { OverloadError } from '../errors.js'

/** The share of a lease that is left when its signal fires: the time for a handler to end. */
const reserve = 0.2

/** A shard that a worker has, until a time on the process's clock. */
export class ShardLease {
  readonly shard: number
  readonly attempt: number
  readonly #leaseMs: number
  readonly #controller = new AbortController()
  #endsAt = 0
  #timer: NodeJS.Timeout | undefined

  /** @param askedAt - the time before the claim was sent: the server's lease ends no earlier. */
  constructor(shard: number, attempt: number, leaseMs: number, askedAt: number) {
    this.shard = shard
    this.attempt = attempt
    this.#leaseMs = leaseMs
    this.renew(askedAt)
  }

  /** Fires before the lease ends. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get isOver(): boolean {
    return now() >= this.#endsAt
  }

  /** Sets the end anew. @param askedAt - the time before the extension was sent. */
  renew(askedAt: number): void {
    clearTimeout(this.#timer)
    this.#endsAt = askedAt + this.#leaseMs
    const left = this.#endsAt - this.#leaseMs * reserve - now()
    this.#timer = setTimeout(() => this.abort('the lease of the shard ends'), Math.max(0, left))
  }

  abort(reason: string): void {
    if (!this.signal.aborted) this.#controller.abort(new OverloadError(reason))
  }

  /** Ends the timer. */
  end(): void {
    clearTimeout(this.#timer)
  }
}

/** The end of a shard's work because another worker has it. */
export class LeaseLost extends Error {}
