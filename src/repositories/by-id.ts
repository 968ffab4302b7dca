import { Batcher } from '../engine/batcher.js'
import { readId, readIds } from './id-input.js'

/** The queries that read rows by id. */
interface ByIdSource<Row> {
  readonly one: (id: string) => Promise<Row | null>
  /** Those that do not exist are left out; one asked for twice comes twice. */
  readonly many: (ids: readonly string[]) => Promise<Row[]>
  /** Throws the error for a row that does not exist. */
  readonly missing: () => never
}

/**
 * Reads rows by their id: those that are asked for in one tick by one statement, or one for each hundred of them,
 * so that the first are given away before the last have arrived.
 *
 * A page asks for many at once, and each promise and closure that waits costs: here are no more than it takes.
 */
export class ById<Row extends { readonly id: string }> {
  readonly #batcher: Batcher<Row>
  readonly #many: (ids: readonly string[]) => Promise<Row[]>
  readonly #orMissing: (row: Row | null) => Row

  constructor({ one, many, missing }: ByIdSource<Row>) {
    this.#batcher = new Batcher({ one, many, keyOf: ({ id }) => id, limit: 100 })
    this.#many = many
    this.#orMissing = (row) => row ?? missing()
  }

  /** Finds a row by an id that a caller gave. Rejects with an {@link InvalidInputError} if it is none. */
  find(id: string): Promise<Row | null> {
    try {
      return this.#batcher.load(readId(id, 'id'))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** As {@link find}; rejects if there is no such row. */
  get(id: string): Promise<Row> {
    return this.find(id).then(this.#orMissing)
  }

  /** Lists rows in the order of up to 10,000 ids that a caller gave. */
  async list(ids: readonly string[]): Promise<Row[]> {
    const wanted = readIds(ids, 'ids')
    return wanted.length === 0 ? [] : this.#many(wanted)
  }

  /** Finds a row by an id that has been read. */
  load(id: string): Promise<Row | null> {
    return this.#batcher.load(id)
  }
}
