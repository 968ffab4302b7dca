import { hauntedNames, type OwnFunction } from './own-code.js'
import type { SessionEffect } from './session-effect.js'
import { now } from '../timers.js'

/** How long what was read of a database is taken for true, in milliseconds. */
const freshMs = 60_000

/**
 * What is known of the database that statements run in: which of them may run code of the database's own, that does
 * something to their session.
 *
 * It is read with the first connection, again with one that is opened a minute later or more, and after migrating.
 */
export class Surroundings {
  /** Null if any statement may run such code, as far as is known. */
  #haunted: ReadonlySet<string> | null = null
  #readAt = -Infinity
  #verdicts = new WeakMap<SessionEffect, boolean>()
  /** The search path of sessions, as `pinSearchPath` returned it. */
  searchPath: string | undefined

  /** True if the next connection is to read it. */
  get isDue(): boolean {
    return now() - this.#readAt > freshMs
  }

  /** Takes note of the functions that the database has of its own, and of what runs them. */
  learn(functions: readonly OwnFunction[]): void {
    this.#haunted = hauntedNames(functions)
    this.#readAt = now()
    this.#verdicts = new WeakMap()
  }

  /** True if a statement may leave something behind in its session. */
  mayChangeSession(effect: SessionEffect): boolean {
    if (!effect.isClean) return true
    let verdict = this.#verdicts.get(effect)
    if (verdict === undefined) {
      verdict = this.isHaunted(effect)
      this.#verdicts.set(effect, verdict)
    }
    return verdict
  }

  /** True if one of the names in a statement may run the database's own code. */
  isHaunted({ words }: Pick<SessionEffect, 'words'>): boolean {
    if (this.#haunted === null) return true
    for (const name of this.#haunted) if (words.has(name)) return true
    return false
  }
}
