import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { Redis } from 'ioredis'

/** The most keys that a process remembers, some tens of megabytes at the most. Beyond it the one whose minute began first is forgotten. */
const mostKeys = 50_000
const windowMs = 60_000

interface Counter {
  count: number
  readonly endsAt: number
}

/** The count of a key, and the time until it begins anew, in milliseconds. */
interface Counted {
  readonly current: number
  readonly ttl: number
}

/**
 * Counts what somebody does in a minute: in this process always, and in Redis, where instances share their counts, while there is
 * one. So a Redis that goes away takes no limit along.
 */
export class Limits {
  readonly #redis: Redis | null
  readonly #most: number
  /** In the order of their ends. */
  readonly #counters = new Map<string, Counter>()

  constructor(redis: Redis | null, most = mostKeys) {
    this.#redis = redis
    this.#most = most
  }

  /** The number of keys that are remembered. */
  get size(): number {
    return this.#counters.size
  }

  /** Counts one more, and returns true if that is more than the most. */
  async isOver(key: string, most: number): Promise<boolean> {
    return (await this.count(key)).current > most
  }

  async count(key: string): Promise<Counted> {
    const here = this.#countHere(key)
    const shared = await this.#countShared(`limit:${key}`)
    return shared !== null && shared.current > here.current ? shared : here
  }

  #countHere(key: string): Counted {
    const now = Date.now()
    let counter = this.#counters.get(key)
    if (counter === undefined || counter.endsAt <= now) {
      this.#counters.delete(key)
      for (const [oldest, { endsAt }] of this.#counters) {
        if (endsAt > now && this.#counters.size < this.#most) break
        this.#counters.delete(oldest)
      }
      counter = { count: 0, endsAt: now + windowMs }
      this.#counters.set(key, counter)
    }
    return { current: ++counter.count, ttl: counter.endsAt - now }
  }

  /** Returns null without a Redis, and while it is away. */
  async #countShared(name: string): Promise<Counted | null> {
    if (this.#redis === null) return null
    try {
      const replies = await this.#redis.multi().incr(name).pexpire(name, windowMs, 'NX').pttl(name).exec()
      const [current = 0, , ttl = 0] = (replies ?? []).map(([, reply]) => Number(reply))
      return { current, ttl }
    } catch {
      return null
    }
  }

  /** The same counts for Fastify's limits of requests, whose keys say which limit they are of. */
  get store(): FastifyRateLimitStoreCtor {
    const limits = this
    return class Store implements FastifyRateLimitStore {
      incr(key: string, callback: (error: Error | null, counted?: Counted) => void): void {
        void limits.count(key).then((counted) => callback(null, counted))
      }
      child(): Store {
        return this
      }
    }
  }
}
