import { AsyncLocalStorage } from 'node:async_hooks'
import { SqlDatabaseEvents, type DatabaseEvents } from '../../consume/database-events.js'
import { RunningConsumers } from '../../consume/running-consumers.js'
import { identityOf, type ActingDatabase, type Actor } from '../../acting-database.js'
import type { Database } from '../../database.js'
import type { Transaction } from '../../database-runner.js'
import type { DatabaseSession } from '../../database-session.js'
import type { CallOptions } from '../../engine/cancellation.js'
import { transactionRules } from '../../engine/call-rules.js'
import { readOptions } from '../../engine/connect/assert-options.js'
import type { CopyOptions } from '../../engine/copy/bulk-copy.js'
import type { CopyTarget } from '../../engine/copy/copy-text.js'
import type { Executor, QueryArguments, StreamArguments } from '../../engine/executor.js'
import type { BatchOptions } from '../../engine/in-batches.js'
import { Identity } from '../../engine/session/identity.js'
import { PreparedQuery, type Query } from '../../engine/statement/prepared-query.js'
import { isNested } from '../../engine/transaction/misuse.js'
import type { TransactionOptions } from '../../engine/transaction/transaction-options.js'
import { SetupError } from '../../errors.js'
import { idempotent, type IdempotentAnswer, type IdempotentRequest } from '../../idempotency/idempotency.js'
import type { JsonValue } from '../../input/index.js'
import { maintain, type MaintainOptions, type MaintenanceReport } from '../../maintain/maintain.js'
import { recount, type CounterReport, type RecountOptions } from '../../maintain/recount.js'
import { withRepositories } from '../../repositories/repositories.js'
import { Webhooks } from '../../webhooks/webhooks.js'
import { inSavepoint } from './savepoint-transaction.js'

const setReadOnly = new PreparedQuery<undefined, object>(
  { usedParamSet: {}, params: [], statement: 'set transaction read only' },
  { name: 'setReadOnly', file: '', parameterTypes: {} },
)

const nobody = new Identity('', '')

function settingOf({ sql }: Identity): PreparedQuery<undefined, object> {
  return new PreparedQuery(
    { usedParamSet: {}, params: [], statement: sql },
    { name: 'setIdentity', file: '', parameterTypes: {} },
  )
}

/** Makes the error of a call that a transaction cannot do. */
function refusal(name: string): SetupError {
  return new SetupError(
    `${name} works on no database that is rolled back: use the database itself, or one of its own`,
  )
}

/** The executor of a database in one transaction: each call is a savepoint, as outside it would be a transaction. */
class RollbackExecutor implements Executor {
  readonly copiesApart = false
  readonly token = ''
  readonly webhooks = new Webhooks<Transaction>(this)
  readonly #database: Database
  readonly #outer: Transaction
  /** The user for whom each call runs; undefined for nobody. */
  readonly #identity: Identity | undefined
  /** The transaction of the service in which a call is made. */
  readonly #within = new AsyncLocalStorage<{ isOpen: boolean }>()

  constructor(database: Database, outer: Transaction, identity?: Identity) {
    this.#database = database
    this.#outer = outer
    this.#identity = identity
  }

  /** Runs work in a savepoint, behind those that were begun before. */
  async #apart<T>(work: (savepoint: Transaction) => Promise<T>): Promise<T> {
    // It would wait for the savepoint in which it is awaited.
    if (this.#within.getStore()?.isOpen === true) throw isNested()
    const identity = this.#identity
    if (identity === undefined) return await this.#outer.transaction(work)
    return await this.#outer.transaction(async (savepoint) => {
      await savepoint.execute(settingOf(identity))
      const result = await work(savepoint)
      // What a savepoint sets lasts beyond it; only its rollback undoes that.
      await savepoint.execute(settingOf(nobody))
      return result
    })
  }

  many<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row[]> {
    return this.#apart((savepoint) => savepoint.many(query, ...rest))
  }

  one<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row> {
    return this.#apart((savepoint) => savepoint.one(query, ...rest))
  }

  maybeOne<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row | null> {
    return this.#apart((savepoint) => savepoint.maybeOne(query, ...rest))
  }

  execute<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<number> {
    return this.#apart((savepoint) => savepoint.execute(query, ...rest))
  }

  /** Reads all rows before it yields the first: while a savepoint is open, the reader could call nothing else. */
  async *stream<Params, Row>(
    query: Query<Params, Row>,
    ...rest: StreamArguments<Params>
  ): AsyncGenerator<Row, void, undefined> {
    yield* await this.#apart(async (savepoint) => {
      const [parameters, { idleInTransactionTimeoutMs: _, ...options } = {}] = rest
      const rows: Row[] = []
      const given = [parameters, options] as unknown as StreamArguments<Params>
      for await (const row of savepoint.stream(query, ...given)) rows.push(row)
      return rows
    })
  }

  insertMany<Params, Row, Item>(
    query: Query<Params, Row>,
    rows: AsyncIterable<Item> | Iterable<Item>,
    toParameters: (batch: readonly Item[]) => Params,
    options?: BatchOptions,
  ): Promise<number> {
    return this.#apart((savepoint) => savepoint.insertMany(query, rows, toParameters, options))
  }

  copyIn<Row extends object>(
    target: CopyTarget<Row>,
    rows: AsyncIterable<Row> | Iterable<Row>,
    options?: CopyOptions,
  ): Promise<number> {
    return this.#apart((savepoint) => savepoint.copyIn(target, rows, options))
  }

  async transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T> {
    const { readOnly } = readOptions(options, transactionRules)
    const store = { isOpen: true }
    const { result, hooks } = await inSavepoint({ transaction: (work) => this.#apart(work) }, async (tx) => {
      // The end of the savepoint lifts it.
      if (readOnly === true) await tx.execute(setReadOnly)
      return await this.#within.run(store, () => body(tx)).finally(() => (store.isOpen = false))
    })
    for (const hook of hooks) await hook()
    return result
  }

  idempotent<Value extends JsonValue>(
    request: IdempotentRequest,
    body: (tx: Transaction) => Promise<Value>,
    options?: CallOptions,
  ): Promise<IdempotentAnswer<Value>> {
    return idempotent(this, request, body, options)
  }

  maintain(options?: MaintainOptions): Promise<MaintenanceReport> {
    return maintain(this as unknown as Database, options)
  }

  recount(options?: RecountOptions): Promise<readonly CounterReport[]> {
    return recount(this, options)
  }

  as(actor: Actor): ActingDatabase {
    return new RollbackDatabase(this.#database, this.#outer, identityOf(actor))
  }

  session(): DatabaseSession {
    return this as unknown as DatabaseSession
  }

  get queries() {
    return this.#database.queries
  }

  health() {
    return this.#database.health()
  }

  metrics() {
    return this.#database.metrics()
  }

  live(): never {
    throw refusal('live')
  }

  typing(): Promise<never> {
    return Promise.reject(refusal('typing'))
  }

  listen(): Promise<never> {
    return Promise.reject(refusal('listen'))
  }

  migrate(): Promise<never> {
    return Promise.reject(refusal('migrate'))
  }

  /** Closes nothing: whoever opened the database closes it. */
  close(): Promise<void> {
    return Promise.resolve()
  }
}

/** Events of a database that is rolled back: they are published, and nobody consumes them. */
class RollbackEvents extends SqlDatabaseEvents {
  override consume(): Promise<never> {
    return Promise.reject(refusal('events.consume'))
  }
}

const RollbackRepositories = withRepositories(RollbackExecutor)

/** A {@link Database} within one transaction of another one. */
export class RollbackDatabase extends RollbackRepositories {
  override readonly events: DatabaseEvents = new RollbackEvents(this, new RunningConsumers())
}
