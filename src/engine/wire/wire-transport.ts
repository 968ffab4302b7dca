import type { ClientBase } from 'pg'
import { ConnectionError, type SoukError, type StatementOutcome } from '../../errors.js'
import { Cancellation, type CallOptions } from '../cancellation.js'
import {
  clientConfig,
  hostsOf,
  poolSettings,
  sessionSettings,
  type ConnectionOptions,
  type PoolOptions,
} from '../connect/connection-options.js'
import {
  fromDriverError,
  fromFailedLogin,
  isStalePlan,
  type ConstraintCatalogue,
} from '../failure/driver-error.js'
import type { StatementResult } from '../statement/statement-result.js'
import { learnOwnCode } from '../session/pool-session.js'
import { noteDuration, type BoundStatement } from '../statement/statement.js'
import type { ListenOptions, NotificationListener, Subscription } from '../subscription.js'
import { TooEarly } from '../replicas/position-duty.js'
import type { Position, ServerPosition } from '../replicas/position.js'
import { positionStatement, readPosition } from '../replicas/position-query.js'
import {
  endedStatement,
  readEnded,
  readRunning,
  runningStatement,
  type Running,
} from '../replicas/running-query.js'
import { Surroundings } from '../session/surroundings.js'
import { noteRetry } from '../telemetry/telemetry.js'
import type { Lending, Session, Transport, TransportFigures } from '../transport.js'
import type { CatalogueReader, TypeRegistry } from '../values/type-registry.js'
import { executeAt, positionAsker, type AskPosition } from './execute-at.js'
import { execute, type RunOptions } from './execute.js'
import { Lanes } from './lanes.js'
import { mayRepeat } from './may-repeat.js'
import { Notifications } from './notifications.js'
import { isAlive } from './ping.js'
import { assertLeavesNothingLasting, needsReset, runAndReset } from './run-and-reset.js'
import { SessionFactory } from './session-factory.js'
import { SessionPool } from './session-pool.js'
import { silenceFor } from './silence.js'
import { simpleQuery } from './simple-query.js'
import type { WireConnection } from './wire-connection.js'
import { WireSession } from './wire-session.js'
import { now } from '../timers.js'

/** The transport on connections of our own: statements on lanes, transactions on sessions. */
export class WireTransport implements Transport {
  readonly canCopy = true
  readonly #types: TypeRegistry
  readonly #constraints: ConstraintCatalogue
  readonly #factory: SessionFactory
  readonly #sessions: SessionPool
  readonly #lanes: Lanes | null
  readonly #notifications: Notifications
  readonly #surroundings = new Surroundings()
  readonly #canCancel: boolean
  readonly #positionStatement: BoundStatement
  readonly #askPosition: AskPosition
  readonly #runningStatement: BoundStatement
  readonly #endedStatement: (xids: readonly bigint[]) => BoundStatement
  #isClosed = false

  constructor(
    options: ConnectionOptions & PoolOptions,
    types: TypeRegistry,
    constraints: ConstraintCatalogue,
    isReplica = false,
  ) {
    this.#types = types
    this.#constraints = constraints
    // The embedded database cannot stop a statement.
    this.#canCancel = options.stream === undefined
    const limits = poolSettings(options)
    this.#positionStatement = positionStatement(limits.preparedStatements)
    this.#askPosition = positionAsker(this.#positionStatement, types)
    this.#runningStatement = runningStatement(limits.preparedStatements)
    this.#endedStatement = endedStatement(limits.preparedStatements)
    const { maxConnections, minConnections, connectTimeoutMs } = limits
    const silenceMs = silenceFor(limits.statementTimeoutMs)
    const setup = {
      settings: sessionSettings(options),
      searchPath: options.searchPath,
      surroundings: this.#surroundings,
      openingNaming: { isOn: true },
    }
    this.#factory = new SessionFactory(clientConfig(options), {
      setup,
      silenceMs,
      mostCancels: maxConnections,
      hosts: hostsOf(options),
      isReplica,
    })
    const lanes = limits.pipeline ? Math.min(limits.lanes, maxConnections - 1) : 0
    this.#notifications = new Notifications(this.#factory, limits.verifyAfterMs)
    this.#sessions = new SessionPool(this.#factory, {
      ...limits,
      max: maxConnections - lanes,
      min: Math.max(0, minConnections - lanes),
      acquireTimeoutMs: connectTimeoutMs,
    })
    const sessions = this.#sessions
    this.#lanes =
      lanes === 0
        ? null
        : new Lanes(
            this.#factory,
            types,
            {
              ...limits,
              lanes,
              depth: limits.laneDepth,
              queueTimeoutMs: connectTimeoutMs,
              silenceMs,
            },
            {
              get hasRoom() {
                return sessions.hasRoom
              },
              get hasIdle() {
                return sessions.hasRoom && sessions.figures.idle > 0
              },
              get areWanted() {
                return sessions.figures.waiting > 0
              },
              borrow: () => sessions.acquire(),
              // Statements that may change a session never run on a lane. A late cancel request may hit the next user.
              giveBack: (connection) => sessions.release(connection, connection.cancelledAt === -Infinity),
              isFor: ({ prepared }) => this.#surroundings.mayChangeSession(prepared.effect),
              run: (bound, cancellation, isRepeated) => this.#runAlone(bound, cancellation, isRepeated),
              readCatalogue: this.#readCatalogue,
              askPosition: this.#askPosition,
            },
          )
  }

  get figures(): TransportFigures {
    const { open, idle, waiting } = this.#sessions.figures
    const lanes = this.#lanes?.figures ?? { open: 0, borrowed: 0, pending: 0, waiting: 0 }
    return {
      lanes: lanes.open + lanes.borrowed,
      sessions: open - lanes.borrowed + (this.#notifications.isConnected ? 1 : 0),
      idle,
      pending: lanes.pending,
      waiting: lanes.waiting + waiting,
      isPooled: this.#factory.isPooled,
    }
  }

  async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    this.#assertOpen()
    using cancellation = Cancellation.of(options)
    if (cancellation?.isWanted === true) throw cancellation.reason
    try {
      return this.#lanes === null || !bound.prepared.effect.isClean
        ? await this.#runAlone(bound, cancellation, false)
        : await this.#lanes.run(bound, cancellation)
    } catch (error) {
      if (error === cancellation?.reason || error instanceof TooEarly) throw error
      // A read leaves nothing undecided.
      throw this.toSoukError(error, bound.prepared.isRead ? 'not_run' : 'unknown')
    }
  }

  async acquire(cancellation?: Cancellation, { seen, identity }: Lending = {}): Promise<Session> {
    this.#assertOpen()
    const connection = await this.#lend(cancellation)
    return new WireSession(connection, {
      seen,
      identity,
      askPosition: this.#askPosition,
      pool: this.#sessions,
      types: this.#types,
      surroundings: this.#surroundings,
      canCancel: this.#canCancel,
      toSoukError: (error, outcome) => this.toSoukError(error, outcome),
    })
  }

  /** Asks the server for its position in the log; null if it does not know it. */
  async position(options?: CallOptions): Promise<ServerPosition | null> {
    return readPosition((await this.run(this.#positionStatement, options)).rows)
  }

  /** Asks a primary for its running transactions. */
  async running(): Promise<Running> {
    return readRunning((await this.run(this.#runningStatement)).rows)
  }

  /** Asks a standby that must have a position which transactions have ended there; null if the server is none. */
  async endedOf(xids: readonly bigint[], needed: Position): Promise<readonly bigint[] | null> {
    const duty = { needed, seen: null, isOnReplica: true }
    return readEnded((await this.run({ ...this.#endedStatement(xids), duty })).rows)
  }

  /** Asks the hosts, if there are several, whether another primary has followed the one of these sessions. */
  lookForNewer(): void {
    this.#factory.lookForNewer()
  }

  /** Ends the sessions of primaries of earlier timelines that were opened before a time: what they acknowledge is lost. */
  endOlder(timeline: number, openedBefore: number): void {
    this.#factory.endOlder(timeline, openedBefore)
  }

  /** Ends the sessions that owe an answer and have been silent for so long. */
  endSilent(ms: number): void {
    this.#factory.endSilent(ms)
  }

  inside<T>(body: () => Promise<T>): Promise<T> {
    return this.#sessions.held.inside(body)
  }

  listen(channel: string, listener: NotificationListener, options: ListenOptions): Promise<Subscription> {
    return this.#notifications.listen(channel, listener, options)
  }

  async withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T> {
    this.#assertOpen()
    return this.#factory.withClient(async (client) => {
      const result = await use(client)
      await learnOwnCode(client, this.#surroundings)
      return result
    })
  }

  toSoukError(error: unknown, outcome?: StatementOutcome): SoukError {
    return fromDriverError(error, this.#constraints, outcome)
  }

  async close(deadlineMs: number): Promise<void> {
    this.#isClosed = true
    const startedAt = now()
    this.#notifications.close()
    // Lanes first: statements in their queue may still need a session.
    await this.#lanes?.close(deadlineMs)
    await this.#sessions.close(Math.max(0, deadlineMs - (now() - startedAt)))
    this.#factory.close()
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new ConnectionError('not_run', 'the database is closed', { retryable: false })
  }

  async #lend(cancellation: Cancellation | undefined): Promise<WireConnection> {
    try {
      return await this.#sessions.acquire(cancellation)
    } catch (error) {
      throw error === cancellation?.reason ? error : fromFailedLogin(error)
    }
  }

  /** Lends a session that was tested, after others of the same server were lost. */
  async #lendAlive(cancellation: Cancellation | undefined): Promise<WireConnection> {
    for (;;) {
      const connection = await this.#lend(cancellation)
      if (await isAlive(connection)) return connection
      this.#sessions.release(connection, false)
    }
  }

  readonly #readCatalogue: CatalogueReader = async (sql) => {
    const connection = await this.#lendAlive(undefined)
    try {
      return (await simpleQuery(connection, sql)).rows
    } finally {
      this.#sessions.release(connection, true)
    }
  }

  /**
   * Runs a statement on a connection of its own.
   *
   * @param isRepeated - true for the second run of a statement that failed through no fault of its own. It uses a
   * tested connection and no prepared statement.
   */
  async #runAlone(
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
    isRepeated: boolean,
  ): Promise<StatementResult> {
    const connection = await (isRepeated ? this.#lendAlive(cancellation) : this.#lend(cancellation))
    const { effect } = bound.prepared
    const mayChangeSession = this.#surroundings.mayChangeSession(effect)
    const mustReset = needsReset(connection, bound.prepared, mayChangeSession)
    const run = (isUnnamed: boolean) => {
      const options: Omit<RunOptions, 'isInTransaction'> = {
        cancellation,
        isUnnamed,
        readCatalogue: this.#readCatalogue,
        onSettled: ({ ranMs }, isLost) => {
          if (!isLost) noteDuration(bound.prepared, ranMs)
        },
      }
      if (mustReset) {
        const { needed = null, seen = null, isOnReplica = false } = bound.duty ?? {}
        // Its transaction is no place to ask for a position.
        if (needed !== null || (isOnReplica && seen !== null)) return Promise.reject(new TooEarly(null))
        // Not before its end: what another reads meanwhile is not behind it.
        return runAndReset(connection, bound, this.#types, options).finally(() => seen?.lose(true))
      }
      const alone = { ...options, isInTransaction: false }
      return bound.duty === undefined
        ? execute(connection, bound, this.#types, alone)
        : executeAt(connection, bound, bound.duty, this.#types, alone, this.#askPosition)
    }
    try {
      assertLeavesNothingLasting(connection, effect)
      return await run(isRepeated).catch(async (error: unknown) => {
        // Only the session's prepared copy was out of date, and nothing has run.
        if (!isStalePlan(error) || cancellation?.isWanted === true) throw error
        noteRetry(bound.figures)
        return run(true)
      })
    } catch (error) {
      const isFinal = isRepeated || cancellation?.isWanted === true
      if (isFinal || !mayRepeat(error, bound, connection)) throw error
      noteRetry(bound.figures)
    } finally {
      if (effect.isLasting) connection.isRetired = true
      // A late cancel request may hit the next user.
      const isReusable = connection.cancelledAt === -Infinity
      this.#sessions.release(connection, isReusable, mayChangeSession && !connection.isPooled)
    }
    return this.#runAlone(bound, cancellation, true)
  }
}
