import type { Redis } from 'ioredis'

/** Public answers, kept for some seconds in Redis. Without one, and while it is away, each answer is made anew. */
export class Cache {
  readonly #redis: Redis | null

  constructor(redis: Redis | null) {
    this.#redis = redis
  }

  /** Returns the JSON that is kept under a key, or makes and keeps it. */
  async json(key: string, seconds: number, make: () => Promise<unknown>): Promise<string> {
    const kept = await this.#redis?.get(key).catch(() => null)
    if (typeof kept === 'string') return kept
    const made = JSON.stringify(await make())
    await this.#redis?.set(key, made, 'EX', seconds).catch(() => null)
    return made
  }

  /** While Redis is away, what it keeps ends by itself. */
  async forget(key: string): Promise<void> {
    await this.#redis?.del(key).catch(() => null)
  }
}
