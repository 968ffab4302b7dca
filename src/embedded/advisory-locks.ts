/** A call that takes or frees an exclusive lock of the session by a number that stands in the text. */
const call =
  /(?:\bpg_catalog\s*\.\s*)?\bpg_(try_advisory_lock|advisory_lock|advisory_unlock)\s*\(\s*(-?\d+)\s*\)/gi

interface Held {
  readonly owner: object
  count: number
}

/**
 * Advisory locks between connections of one session, which PostgreSQL itself would grant to all of them: enough for
 * programs that let one of them migrate. Locks by a parameter, shared ones and those of a transaction stay with
 * PostgreSQL, and exclude nobody here.
 */
export class AdvisoryLocks {
  readonly #held = new Map<string, Held>()
  readonly #waiting: (() => void)[] = []

  /** True if a text waits for a lock that another connection has. */
  mustWait(texts: readonly string[], owner: object): boolean {
    return callsIn(texts).some(({ name, key }) => name === 'advisory_lock' && this.#isOthers(key, owner))
  }

  /** Waits until any lock is freed. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** A text in which each attempt to take a lock that another connection has comes out as false. */
  refuse(text: string, owner: object): string {
    return text.replace(call, (match: string, name: string, key: string) =>
      name.toLowerCase() === 'try_advisory_lock' && this.#isOthers(key, owner)
        ? '(select false as pg_try_advisory_lock)'
        : match,
    )
  }

  /** Takes note of texts that were executed. */
  note(texts: readonly string[], owner: object): void {
    for (const { name, key } of callsIn(texts)) {
      if (this.#isOthers(key, owner)) continue
      const count = (this.#held.get(key)?.count ?? 0) + (name === 'advisory_unlock' ? -1 : 1)
      if (count > 0) this.#held.set(key, { owner, count })
      else this.#free(key)
    }
  }

  /** Forgets a connection's locks, and returns statements that free them in the session. */
  leave(owner: object): readonly string[] {
    const own = [...this.#held].filter(([, held]) => held.owner === owner)
    for (const [key] of own) this.#free(key)
    return own.flatMap(([key, { count }]) =>
      Array.from({ length: count }, () => `select pg_catalog.pg_advisory_unlock(${key})`),
    )
  }

  /** Lets all who wait look again. */
  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #isOthers(key: string, owner: object): boolean {
    const held = this.#held.get(key)
    return held !== undefined && held.owner !== owner
  }

  #free(key: string): void {
    this.#held.delete(key)
    this.wake()
  }
}

function callsIn(texts: readonly string[]): readonly { readonly name: string; readonly key: string }[] {
  return texts.flatMap((text) =>
    [...text.matchAll(call)].map(([, name = '', key = '']) => ({ name: name.toLowerCase(), key })),
  )
}
