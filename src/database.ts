import { queries } from '../generated/queries.js'
import { StatementCache } from './engine/statement/statement.js'
import {
  assertOptions,
  connectionRules,
  longestMs,
  poolRules,
  readOptions,
  type OptionRules,
} from './engine/connect/assert-options.js'
import { listenRules } from './engine/call-rules.js'
import type { ConsumedDatabase } from './consume/consumed-database.js'
import { SqlDatabaseEvents, type DatabaseEvents } from './consume/database-events.js'
import { RunningConsumers } from './consume/running-consumers.js'
import { actAs, type ActingDatabase, type Actor } from './acting-database.js'
import { DatabaseRunner, type Transaction } from './database-runner.js'
import { PooledSession, type DatabaseSession } from './database-session.js'
import { InvalidInputError, SetupError } from './errors.js'
import type { ReplicaRouter } from './engine/replicas/replica-router.js'
import { RoutedTransport } from './engine/replicas/routed-transport.js'
import { SeenPosition } from './engine/replicas/seen-position.js'
import { openTransport, type ReplicaOptions } from './open-transport.js'
import {
  serverAddress,
  type ConnectionOptions,
  type PoolOptions,
} from './engine/connect/connection-options.js'
import { StatementMeter } from './engine/telemetry/statement-meter.js'
import { watchPool, type WatchedPool } from './engine/telemetry/watched-pools.js'
import { startOpenTelemetry } from './engine/telemetry/open-telemetry.js'
import type { PreparedQuery } from './engine/statement/prepared-query.js'
import type { QueryDescription } from './engine/statement/query-description.js'
import type { ListenOptions, NotificationListener, Subscription } from './engine/subscription.js'
import type { Transport } from './engine/transport.js'
import type { TransactionOptions } from './engine/transaction/transaction-options.js'
import { TypeRegistry } from './engine/values/type-registry.js'
import type { Executor } from './engine/executor.js'
import { askHealth, findServiceVersion, type Health } from './health.js'
import { geographyCodecs } from './geo/geography-codecs.js'
import { knownConstraints } from './known-constraints.js'
import { maintain, type MaintainOptions, type MaintenanceReport } from './maintain/maintain.js'
import { recount, type CounterReport, type RecountOptions } from './maintain/recount.js'
import { metricsOf, type DatabaseMetrics } from './metrics/database-metrics.js'
import { migrate, migrateRules, type MigrateOptions, type MigrationReport } from './migrate/migrate.js'
import { idempotent, type IdempotentAnswer, type IdempotentRequest } from './idempotency/idempotency.js'
import type { JsonValue } from './input/index.js'
import { readServiceMigrations, type ServiceMigrations } from './migrate/migration-folder.js'
import { withRepositories, type Repositories } from './repositories/repositories.js'
import { settledWithin } from './engine/settled-within.js'
import { nextTick, now } from './engine/timers.js'
import type { EventType } from './events/event-payloads.js'
import type { LiveFeed } from './live/live-feed.js'
import { readLiveOptions, type LiveOptions } from './live/live-options.js'
import { ProcessFeed } from './live/process-feed.js'
import { TypingHints } from './live/typing-hints.js'
import type { ConversationAccessInput } from './repositories/conversation-access.js'
import { Webhooks } from './webhooks/webhooks.js'
import type { CallOptions } from './engine/cancellation.js'

/** The options of a database: its address, the login, and the pool. */
export interface DatabaseOptions extends ConnectionOptions, PoolOptions, ReplicaOptions {
  /** The service's own queries, so that {@link Database.queries} lists them before their first run. */
  readonly queries?: readonly PreparedQuery<unknown, unknown>[] | undefined
  /** False counts no statements for {@link Database.metrics}. @defaultValue true */
  readonly metrics?: boolean | undefined
  /** The service's own migrations, for {@link Database.migrate} and {@link Database.health}. */
  readonly migrations?: ServiceMigrations | undefined
}

/** The rules for the options that every database has, server or embedded. */
export const commonRules = {
  ...poolRules,
  applicationName: ['string'],
  queries: ['array'],
  metrics: ['boolean'],
} as const satisfies OptionRules<
  PoolOptions & Pick<DatabaseOptions, 'applicationName' | 'queries' | 'metrics'>
>

/** The time for telling others who has left, when a database is closed, in milliseconds. */
const farewellMs = 1_000

const closeRules: OptionRules<CloseOptions> = { timeoutMs: [0, longestMs] }

const databaseRules: OptionRules<DatabaseOptions> = {
  ...connectionRules,
  ...commonRules,
  replicas: ['array'],
  maxLagMs: [0, longestMs],
  replicaWaitMs: [0, longestMs],
  migrations: ['object'],
}

/** Options of {@link Database.close}. */
export interface CloseOptions {
  /** The longest wait for running calls, in milliseconds; at most 24 days, the limit of a timer. @defaultValue 10_000 */
  readonly timeoutMs?: number | undefined
}

/** A database: repositories, queries, transactions, migrations. */
export interface Database extends Repositories, Executor {
  /** Events: publishing them, the consumers that handle them, and what they could not handle. */
  readonly events: DatabaseEvents

  /**
   * Runs a function in a transaction. Commits when the function returns, rolls back when it throws.
   *
   * After a serialization failure or a deadlock the whole function runs again, so its side effects must be safe to repeat.
   * Side effects that are not belong in `tx.afterCommit`.
   *
   * @throws `TransactionError` if the server rolled back instead of committing, or if the outcome of the commit is
   * unknown.
   *
   * @example
   * ```ts
   * await db.transaction(async (tx) => {
   *   await tx.products.markSold({ productId, sellerId })
   *   await tx.users.update({ userId: sellerId, patch: { bio: 'Sold out' } })
   * })
   * ```
   */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>

  /**
   * Opens a session of a user: its reads show what it has written and never less than they showed before, whichever replica serves
   * them. Without a session they show what this database object has written.
   *
   * Nothing is opened, and nothing needs to be closed. The token of one process's session continues it in another one.
   *
   * @throws {@link InvalidInputError} naming `token` if it is none. `SetupError` on a pool that was handed in.
   *
   * @example
   * ```ts
   * const session = db.session()
   * await session.products.markSold({ productId, sellerId })
   * const { token } = session // into a cookie, and with the user's next request
   * await db.session(token).products.get(productId)
   * ```
   */
  session(token?: string): DatabaseSession

  /**
   * Streams what concerns a user as it is committed: messages, offers, payments, notifications, read marks. Each event comes once,
   * in the order of positions, and another stream goes on behind the last one by its position, in any process, without loss.
   *
   * All streams of a process share one reader of the log, which runs while there are any. A lost connection ends none of them.
   *
   * @throws {@link InvalidInputError} naming the option. The loop throws it for an `after` that no event has yet, the reason of
   * `signal`, and the error of a database that cannot serve it.
   *
   * @example
   * ```ts
   * const feed = db.live({ userId }) // and `after`, with the position of the last item that the client has
   * for await (const item of feed) {
   *   if (item.type !== 'gap') push(JSON.stringify(item))
   * }
   * ```
   */
  live<Type extends EventType = EventType, Hints extends boolean = false>(
    options: LiveOptions<Type, Hints>,
  ): LiveFeed<Type, Hints>

  /**
   * Hints to the other participant of a conversation that a user is writing: to their live streams with `hints: true`, in every
   * process. Nothing is stored, and a hint may be lost. Call it with every key: a process sends one in two seconds.
   *
   * @throws {@link NotFoundError} if there is no such conversation; {@link ForbiddenError} with rule `not_a_participant`.
   *
   * @example
   * ```ts
   * await db.typing({ conversationId, userId })
   * ```
   */
  typing(input: ConversationAccessInput, options?: CallOptions): Promise<void>

  /**
   * Returns the database as a user sees it: each statement and transaction runs with the user's id and role in settings that end with
   * it, for the policies of the database. They travel with the statement, in its own round trip. Nothing is opened, and nothing needs
   * to be closed; make one for each request.
   *
   * A query that commits by itself, such as VACUUM, is refused with {@link InvalidInputError}.
   *
   * @throws {@link InvalidInputError} naming `userId` if it is no UUID, or `role` if it is no word.
   *
   * @example
   * ```ts
   * const mine = db.as({ userId })
   * const { items } = await mine.conversations.inbox({ userId })
   * ```
   */
  as(actor: Actor): ActingDatabase

  /** The events of providers, such as Stripe's: each takes effect once. */
  readonly webhooks: Webhooks<Transaction>

  /**
   * Answers a request of a client once: the function runs for the first one, in a transaction with the row that keeps its answer,
   * and every later request with the same key and content gets that answer. Of two at once, the second one waits for the first.
   *
   * If the function throws, nothing is kept, and the next request runs it. The answer is plain JSON data, and is stored: leave
   * secrets out of it. Expired keys are deleted by {@link Database.maintain}.
   *
   * @throws {@link ConflictError} with rule `idempotency_key_reused` if the key was used in its scope for another request; answer
   * with 422. {@link InvalidInputError} naming the field; `answer` if it is no plain JSON data, or has more than 1 MiB.
   *
   * @example
   * ```ts
   * const { value } = await db.idempotent(
   *   { key: 'the-clients-key', scope: `offers.make:${buyerId}`, request: { productId, amountMinor: 20_000 } },
   *   async (tx) => ({ offerId: (await tx.offers.make({ productId, conversationId, buyerId, amountMinor: 20_000 })).id }),
   * )
   * ```
   */
  idempotent<Value extends JsonValue>(
    request: IdempotentRequest,
    body: (tx: Transaction) => Promise<Value>,
    options?: CallOptions,
  ): Promise<IdempotentAnswer<Value>>

  /**
   * Listens on a channel. Calls `listener` with the payload of each later notification, in the order of the commits.
   *
   * All channels share one connection, which is not counted in `maxConnections`. It opens for the first subscription and
   * closes after the last. If it is lost, it is opened again, and `onGap` reports that notifications may have been missed.
   * An open subscription keeps the process alive.
   *
   * @returns The subscription, once the server listens.
   * @throws {@link InvalidInputError} naming `channel` if the name is invalid: it must have 1 to 63 bytes.
   * @throws `SetupError` on a pool that was handed in.
   *
   * @example
   * ```ts
   * const subscription = await db.listen('messages', (id) => push(id), { onGap: () => pushAllSince(lastSeen) })
   * // …
   * await subscription.close()
   * ```
   */
  listen(channel: string, listener: NotificationListener, options?: ListenOptions): Promise<Subscription>

  /**
   * The queries of this package, the queries passed to {@link createDatabase}, and every other query that has run.
   * `souk-db explain` shows the plan of a query by its name.
   *
   * @example
   * ```ts
   * const writing = db.queries.filter(({ access }) => access === 'write').map(({ file, name }) => `${file} ${name}`)
   * ```
   */
  readonly queries: readonly QueryDescription[]

  /**
   * Applies the migrations that are missing, those of this package and then the service's own; see {@link migrate}.
   *
   * The service's own are those that {@link createDatabase} was given, unless the options name others.
   */
  migrate(options?: MigrateOptions): Promise<MigrationReport>

  /**
   * Runs everything periodic in small batches, such as offers and checkouts whose time has passed, and reports what it did.
   * Any number of processes may do so at any time. `souk-db maintain` does the same; run either every few minutes.
   *
   * @throws {@link InvalidInputError} naming the option; the reason of `signal`. The error of a task is in its report.
   *
   * @example
   * ```ts
   * const { tasks } = await db.maintain({ budgetMs: 60_000 })
   * for (const { task, error } of tasks) if (error !== null) console.error(task, error)
   * ```
   */
  maintain(options?: MaintainOptions): Promise<MaintenanceReport>

  /**
   * Compares the counters with what they count, repairs what is wrong, and reports it. Commands and triggers keep the counters
   * right, so a repair shows a fault: an import, a restored part, a trigger that was switched off. `souk-db recount` does the
   * same. The whole of each table is read, slice by slice.
   *
   * @throws {@link InvalidInputError} naming the option; the reason of `signal`; any error of the database.
   */
  recount(options?: RecountOptions): Promise<readonly CounterReport[]>

  /**
   * Reports the server's health: versions, latency, pool figures, and the result of a spatial test query.
   *
   * @throws `ConnectionError` or `TimeoutError` if the server does not answer within 5 seconds.
   */
  health(): Promise<Health>

  /**
   * Returns the figures of this process: calls, rows, times, errors and retries by query since the database was opened, and the
   * pool now. Nothing is sent. `formatPrometheus` writes them as text.
   *
   * @example
   * ```ts
   * const slowest = db.metrics().queries.toSorted((one, other) => other.totalMs - one.totalMs).slice(0, 10)
   * ```
   */
  metrics(): DatabaseMetrics

  /**
   * Stops consumers of events, ends live streams and subscriptions, waits for running calls, then closes all connections. Calls that still run at the deadline are
   * cut off.
   *
   * A pool that was handed in stays open. Closing twice is safe.
   */
  close(options?: CloseOptions): Promise<void>
}

interface Wiring {
  readonly transport: Transport
  /** The way to the replicas; null on a pool that was handed in. */
  readonly router: ReplicaRouter | null
  readonly statements: StatementCache
  /** The service's own migrations; null if there are none. */
  readonly migrations: ServiceMigrations | null
  /** The query for the newest of them; null if there are none. */
  readonly serviceVersion: ReturnType<typeof findServiceVersion> | null
  /** The pool as telemetry sees it, which keeps it only as long as the database does. */
  readonly watched: WatchedPool
  readonly unwatch: () => void
}

class DatabaseHandle extends DatabaseRunner {
  readonly consumers = new RunningConsumers()
  readonly #wiring: Wiring
  readonly webhooks = new Webhooks<Transaction>(this)
  readonly #feed = new ProcessFeed(this, (userId) => this.as({ userId }))
  readonly #typing = new TypingHints((userId) => this.as({ userId }))
  protected override readonly writeWatch = this.#feed
  #closing: Promise<void> | undefined

  constructor(wiring: Wiring) {
    super(wiring.transport, wiring.statements)
    this.#wiring = wiring
  }

  session(token = ''): DatabaseSession {
    const { router, statements } = this.#wiring
    if (router === null)
      throw new SetupError('a pool that was handed in has no sessions: give createDatabase a url')
    if (typeof token !== 'string') throw new InvalidInputError('token', 'must be the token of a session')
    return new PooledSession(
      new RoutedTransport(router, new SeenPosition(true, token, router.own)),
      statements,
      this.#feed,
    )
  }

  live<Type extends EventType = EventType, Hints extends boolean = false>(
    options: LiveOptions<Type, Hints>,
  ): LiveFeed<Type, Hints> {
    // The filter of types is what makes its items those of the types.
    return this.#feed.subscribe(readLiveOptions(options)) as AsyncDisposable as LiveFeed<Type, Hints>
  }

  typing(input: ConversationAccessInput, options?: CallOptions): Promise<void> {
    return this.#typing.send(input, options)
  }

  as(actor: Actor): ActingDatabase {
    const { transport, statements } = this.#wiring
    return actAs(transport, statements, actor, this.#feed)
  }

  idempotent<Value extends JsonValue>(
    request: IdempotentRequest,
    body: (tx: Transaction) => Promise<Value>,
    options?: CallOptions,
  ): Promise<IdempotentAnswer<Value>> {
    return idempotent(this, request, body, options)
  }

  async listen(
    channel: string,
    listener: NotificationListener,
    options?: ListenOptions,
  ): Promise<Subscription> {
    if (typeof listener !== 'function') throw new InvalidInputError('listener', 'must be a function')
    return await this.#wiring.transport.listen(channel, listener, readOptions(options, listenRules))
  }

  get queries(): readonly QueryDescription[] {
    return this.#wiring.statements.queries
  }

  async migrate(options?: MigrateOptions): Promise<MigrationReport> {
    const { transport, migrations } = this.#wiring
    const { directory, table, ...others } = readOptions(options, migrateRules)
    const named = directory === undefined && table === undefined ? migrations : { directory, table }
    return await transport.withClient((client) => migrate({ client }, { ...others, ...named }))
  }

  maintain(this: Database, options?: MaintainOptions): Promise<MaintenanceReport> {
    return maintain(this, options)
  }

  recount(options?: RecountOptions): Promise<readonly CounterReport[]> {
    return recount(this, options)
  }

  async health(): Promise<Health> {
    const { transport, router, serviceVersion } = this.#wiring
    await router?.watch.askAll()
    const figures = () => ({ pool: transport.figures, replicas: router?.watch.figures ?? [] })
    return askHealth(this, figures, serviceVersion)
  }

  metrics(): DatabaseMetrics {
    const { transport, router, statements } = this.#wiring
    return metricsOf(
      statements.server.database,
      statements.meter,
      transport.figures,
      router?.watch.figures ?? [],
    )
  }

  close(options?: CloseOptions): Promise<void> {
    try {
      const { timeoutMs = 10_000 } = readOptions(options, closeRules)
      return (this.#closing ??= this.#close(timeoutMs))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async #close(timeoutMs: number): Promise<void> {
    // Lookups by id that were called in this tick are sent at its end.
    await new Promise<void>((resolve) => {
      nextTick(resolve)
    })
    const startedAt = now()
    await settledWithin(this.#feed.close(), Math.min(timeoutMs, farewellMs))
    await this.consumers.stop(Math.max(0, timeoutMs - (now() - startedAt)))
    await this.#wiring.transport.close(Math.max(0, timeoutMs - (now() - startedAt)))
    this.#wiring.unwatch()
  }
}

/** A database's events are those of a repository, and the consumers. */
function withConsumers<Self extends ConsumedDatabase & { readonly consumers: RunningConsumers }>(
  databases: new (wiring: Wiring) => Self,
): new (wiring: Wiring) => Self & { readonly events: DatabaseEvents } {
  Object.defineProperty(databases.prototype, 'events', {
    configurable: true,
    get(this: Self) {
      const value = new SqlDatabaseEvents(this, this.consumers)
      Object.defineProperty(this, 'events', { value, enumerable: true, configurable: true, writable: true })
      return value
    },
  })
  // The compiler does not follow properties that are defined at run time.
  return databases as new (wiring: Wiring) => Self & { readonly events: DatabaseEvents }
}

const PooledDatabase = withConsumers(withRepositories(DatabaseHandle))

/**
 * Opens a database. Nothing is sent before the first statement.
 *
 * @throws {@link InvalidInputError} if `url` is not a connection string, or an option is unknown, of the wrong type or out
 * of range.
 *
 * @example
 * ```ts
 * const db = createDatabase({ url: process.env.DATABASE_URL })
 * await db.migrate()
 * ```
 */
export function createDatabase(options: DatabaseOptions): Database {
  assertOptions(options, databaseRules)
  const migrations =
    options.migrations === undefined ? null : readServiceMigrations(options.migrations, 'migrations.')
  startOpenTelemetry()
  const types = new TypeRegistry(geographyCodecs)
  const server = serverAddress(options)
  const opened = openTransport(options, types, knownConstraints)
  const watched: WatchedPool = {
    server,
    get figures() {
      return opened.transport.figures
    },
  }
  return new PooledDatabase({
    ...opened,
    watched,
    unwatch: watchPool(watched),
    statements: new StatementCache({
      codecs: geographyCodecs,
      preparedStatements: options.preparedStatements,
      server,
      ...(options.metrics !== false && { meter: new StatementMeter() }),
      registered: [...queries, ...(options.queries ?? [])],
    }),
    migrations,
    serviceVersion: migrations === null ? null : findServiceVersion(`public.${migrations.table}`),
  })
}
