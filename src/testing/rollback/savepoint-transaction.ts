import type { Transaction } from '../../database-runner.js'
import type { CopyOptions } from '../../engine/copy/bulk-copy.js'
import type { CopyTarget } from '../../engine/copy/copy-text.js'
import type { Executor, QueryArguments, StreamArguments } from '../../engine/executor.js'
import type { BatchOptions } from '../../engine/in-batches.js'
import type { Query } from '../../engine/statement/prepared-query.js'
import type { LastStatement } from '../../engine/transaction/last-statement.js'
import { hasEnded } from '../../engine/transaction/misuse.js'
import { withRepositories } from '../../repositories/repositories.js'

type Hook = () => unknown

/** The handle of a transaction that is a savepoint in truth. */
class SavepointHandle implements Executor {
  readonly copiesApart = false
  /** The functions to call once it has ended well. */
  readonly hooks: Hook[] = []
  readonly #savepoint: Transaction
  #hasLast = false

  constructor(savepoint: Transaction) {
    this.#savepoint = savepoint
  }

  get #open(): Transaction {
    if (this.#hasLast) throw hasEnded('its last statement was given before')
    return this.#savepoint
  }

  async many<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row[]> {
    return this.#open.many(query, ...rest)
  }

  async one<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row> {
    return this.#open.one(query, ...rest)
  }

  async maybeOne<Params, Row>(
    query: Query<Params, Row>,
    ...rest: QueryArguments<Params>
  ): Promise<Row | null> {
    return this.#open.maybeOne(query, ...rest)
  }

  async execute<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<number> {
    return this.#open.execute(query, ...rest)
  }

  stream<Params, Row>(query: Query<Params, Row>, ...rest: StreamArguments<Params>): AsyncIterable<Row> {
    return this.#open.stream(query, ...rest)
  }

  async insertMany<Params, Row, Item>(
    query: Query<Params, Row>,
    rows: AsyncIterable<Item> | Iterable<Item>,
    toParameters: (batch: readonly Item[]) => Params,
    options?: BatchOptions,
  ): Promise<number> {
    return this.#open.insertMany(query, rows, toParameters, options)
  }

  async copyIn<Row extends object>(
    target: CopyTarget<Row>,
    rows: AsyncIterable<Row> | Iterable<Row>,
    options?: CopyOptions,
  ): Promise<number> {
    return this.#open.copyIn(target, rows, options)
  }

  async transaction<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    const { result, hooks } = await inSavepoint(this.#open, body)
    this.hooks.push(...hooks)
    return result
  }

  get last(): LastStatement {
    const take = () => {
      const savepoint = this.#open
      this.#hasLast = true
      return savepoint
    }
    return {
      many: async (query, ...rest) => take().many(query, ...rest),
      one: async (query, ...rest) => take().one(query, ...rest),
      maybeOne: async (query, ...rest) => take().maybeOne(query, ...rest),
      execute: async (query, ...rest) => take().execute(query, ...rest),
    }
  }

  afterCommit(hook: Hook): void {
    if (this.#hasLast) throw hasEnded()
    this.hooks.push(hook)
  }
}

const SavepointTransaction = withRepositories(SavepointHandle)

/**
 * Runs the function of a transaction in a savepoint.
 *
 * @param open - The transaction to put it in.
 * @returns Its result, and the functions that it gave to `afterCommit`.
 */
export async function inSavepoint<T>(
  open: Pick<Transaction, 'transaction'>,
  body: (tx: Transaction) => Promise<T>,
): Promise<{ readonly result: T; readonly hooks: readonly Hook[] }> {
  return await open.transaction(async (savepoint) => {
    const tx = new SavepointTransaction(savepoint)
    const result = await body(tx)
    return { result, hooks: tx.hooks }
  })
}
