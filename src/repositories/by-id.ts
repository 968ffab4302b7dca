import { Batcher } from '../engine/batcher.js'
import { readId } from './id-input.js'

/** How rows are read by id. */
interface ByIdSource<Row> {
  readonly one: (id: string) => Promise<Row | null>
  readonly many: (ids: readonly string[]) => Promise<readonly Row[]>
  /** Says that there is no such row. */
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
  readonly #orMissing: (row: Row | null) => Row

  constructor({ one, many, missing }: ByIdSource<Row>) {
    this.#batcher = new Batcher({ one, many, keyOf: ({ id }) => id, limit: 100 })
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

  /** Finds a row by an id that has been read. */
  load(id: string): Promise<Row | null> {
    return this.#batcher.load(id)
  }
}
