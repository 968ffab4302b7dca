import { Batcher } from '../engine/batcher.js'
import type { CallOptions } from '../engine/cancellation.js'
import { readId, readIds } from './id-input.js'

/** The queries that read rows by id. */
interface ByIdSource<Row> {
  readonly one: (id: string, options?: CallOptions) => Promise<Row | null>
  /** Those that do not exist are left out; one asked for twice comes twice. */
  readonly many: (ids: readonly string[], options?: CallOptions) => Promise<Row[]>
  /** Throws the error for a row that does not exist. */
  readonly missing: () => never
}

/**
 * Reads rows by their id: those that are asked for in one tick by one statement, or one for each hundred of them,
 * so that the first are given away before the last have arrived. A call with options of its own is a statement of its own.
 *
 * A page asks for many at once, and each promise and closure that waits costs: here are no more than it takes.
 */
export class ById<Row extends { readonly id: string }> {
  readonly #batcher: Batcher<Row>
  readonly #source: ByIdSource<Row>
  readonly #orMissing: (row: Row | null) => Row

  constructor(source: ByIdSource<Row>) {
    const { one, many, missing } = source
    this.#batcher = new Batcher({ one, many, keyOf: ({ id }) => id, limit: 100 })
    this.#source = source
    this.#orMissing = (row) => row ?? missing()
  }

  /** Finds a row by an id that a caller gave. Rejects with an {@link InvalidInputError} if it is none. */
  find(id: string, options?: CallOptions): Promise<Row | null> {
    try {
      return this.load(readId(id, 'id'), options)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** As {@link find}; rejects if there is no such row. */
  get(id: string, options?: CallOptions): Promise<Row> {
    return this.find(id, options).then(this.#orMissing)
  }

  /** Lists rows in the order of up to 10,000 ids that a caller gave. */
  async list(ids: readonly string[], options?: CallOptions): Promise<Row[]> {
    const wanted = readIds(ids, 'ids')
    return wanted.length === 0 ? [] : this.#source.many(wanted, options)
  }

  /** Finds a row by an id that has been read. */
  load(id: string, options?: CallOptions): Promise<Row | null> {
    return options === undefined ? this.#batcher.load(id) : this.#source.one(id, options)
  }
}
