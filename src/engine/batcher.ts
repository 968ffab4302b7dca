import { nextTick } from './timers.js'
import { unreadableColumn } from './values/unreadable-value.js'

/** A lookup that waits for the end of the tick. All callers with the same key share it. */
class Lookup<Row> {
  readonly row: Promise<Row | null>
  resolve!: (row: Row | null) => void
  reject!: (error: unknown) => void

  constructor() {
    this.row = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }
}

/** The queries behind the lookups. */
export interface BatchLoader<Row> {
  readonly one: (key: string) => Promise<Row | null>
  readonly many: (keys: readonly string[]) => Promise<readonly Row[]>
  readonly keyOf: (row: Row) => string
  /** The most keys in one statement. */
  readonly limit: number
}

/**
 * Joins the lookups of one tick into one statement.
 *
 * A page that shows fifty products looks each one up where it needs it; together they take one round trip. Nothing is
 * kept from tick to tick, so no row is stale. Two lookups of one key get the same row object.
 */
export class Batcher<Row> {
  readonly #loader: BatchLoader<Row>
  #waiting = new Map<string, Lookup<Row>>()

  constructor(loader: BatchLoader<Row>) {
    this.#loader = loader
  }

  load(key: string): Promise<Row | null> {
    const other = this.#waiting.get(key)
    if (other !== undefined) return other.row
    if (this.#waiting.size === 0) nextTick(() => this.#send())
    const lookup = new Lookup<Row>()
    this.#waiting.set(key, lookup)
    return lookup.row
  }

  #send(): void {
    const waiting = this.#waiting
    this.#waiting = new Map()
    const keys = [...waiting.keys()]
    const { limit } = this.#loader
    if (keys.length <= limit) {
      void this.#sendPart(keys, waiting)
      return
    }
    for (let start = 0; start < keys.length; start += limit) {
      void this.#sendPart(keys.slice(start, start + limit), waiting)
    }
  }

  async #sendPart(keys: readonly string[], waiting: ReadonlyMap<string, Lookup<Row>>): Promise<void> {
    const { one, many, keyOf } = this.#loader
    try {
      const [first] = keys
      if (keys.length === 1 && first !== undefined) {
        waiting.get(first)?.resolve(await one(first))
        return
      }
      for (const row of await many(keys)) waiting.get(keyOf(row))?.resolve(row)
      // Lookups that got a row are settled already.
      for (const key of keys) waiting.get(key)?.resolve(null)
    } catch (error) {
      if (keys.length > 1 && unreadableColumn(error) !== null) {
        // One row cannot be read, which is the failure of its own callers alone.
        await Promise.all(keys.map((key) => this.#sendPart([key], waiting)))
        return
      }
      for (const key of keys) waiting.get(key)?.reject(error)
    }
  }
}
