interface Waiting<Row> {
  readonly resolve: (row: Row | null) => void
  readonly reject: (error: unknown) => void
}

/** How lookups by key reach the server. */
export interface BatchLoader<Row> {
  readonly one: (key: string) => Promise<Row | null>
  readonly many: (keys: readonly string[]) => Promise<readonly Row[]>
  readonly keyOf: (row: Row) => string
  /** The most keys in one statement. */
  readonly limit: number
}

/**
 * Makes one statement of the lookups of one tick.
 *
 * A page that shows fifty products asks for each where it needs it; together they are one round trip. Nothing is
 * kept from tick to tick, so nothing can be stale. Two lookups of one key get the same row.
 */
export class Batcher<Row> {
  readonly #loader: BatchLoader<Row>
  #waiting = new Map<string, Waiting<Row>[]>()

  constructor(loader: BatchLoader<Row>) {
    this.#loader = loader
  }

  load(key: string): Promise<Row | null> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) process.nextTick(() => this.#send())
      const others = this.#waiting.get(key)
      if (others === undefined) this.#waiting.set(key, [{ resolve, reject }])
      else others.push({ resolve, reject })
    })
  }

  #send(): void {
    const waiting = this.#waiting
    this.#waiting = new Map()
    const keys = [...waiting.keys()]
    for (let start = 0; start < keys.length; start += this.#loader.limit) {
      void this.#sendPart(keys.slice(start, start + this.#loader.limit), waiting)
    }
  }

  async #sendPart(
    keys: readonly string[],
    waiting: ReadonlyMap<string, readonly Waiting<Row>[]>,
  ): Promise<void> {
    const { one, many, keyOf } = this.#loader
    try {
      const [first] = keys
      const rows = keys.length === 1 && first !== undefined ? [await one(first)] : await many(keys)
      const found = new Map<string, Row>()
      for (const row of rows) if (row !== null) found.set(keyOf(row), row)
      for (const key of keys)
        for (const { resolve } of waiting.get(key) ?? []) resolve(found.get(key) ?? null)
    } catch (error) {
      for (const key of keys) for (const { reject } of waiting.get(key) ?? []) reject(error)
    }
  }
}
