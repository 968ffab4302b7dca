import { EventEmitter } from 'node:events'
import type { Redis } from 'ioredis'

const channel = 'souk:hints'

/** A hint: true for a moment, and no loss if it is lost. */
export interface Hint {
  readonly type: 'typing'
  readonly conversationId: string
  readonly userId: string
}

/** Hands hints to the sockets of a user, on all instances, and asks nothing of the database: without Redis, that hands them on. */
export class Hints {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  readonly #redis: Redis
  readonly #listening: Redis

  constructor(redis: Redis) {
    this.#redis = redis
    // A connection that listens can do nothing else. It listens again by itself when it was lost.
    this.#listening = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null })
    this.#listening.on('error', () => undefined) // the other connection reports it
    this.#listening.on('message', (_channel, text) => {
      const { to, hint } = JSON.parse(text) as { readonly to: string; readonly hint: Hint }
      this.#emitter.emit(to, hint)
    })
    this.#listening.subscribe(channel).catch(() => undefined)
  }

  send(to: string, hint: Hint): void {
    this.#redis.publish(channel, JSON.stringify({ to, hint })).catch(() => undefined)
  }

  /** Calls a listener with the hints for a user, until the function that is returned is called. */
  listen(userId: string, listener: (hint: Hint) => void): () => void {
    this.#emitter.on(userId, listener)
    return () => this.#emitter.off(userId, listener)
  }

  close(): void {
    this.#listening.disconnect()
  }
}
