import type { ClientBase, Pool, PoolClient } from 'pg'
import {
  ConnectionError,
  isSoukError,
  SetupError,
  type SoukError,
  type StatementOutcome,
} from '../../errors.js'
import { refusalOf } from '../cancelled-call.js'
import { Cancellation, type CallOptions } from '../cancellation.js'
import {
  fromDriverError,
  fromFailedLogin,
  isServerError,
  isStalePlan,
  type ConstraintCatalogue,
} from '../failure/driver-error.js'
import { catalogueReader, ClientState, execute } from './execution.js'
import type { StatementResult } from '../statement/statement-result.js'
import { HeldSessions } from '../held-sessions.js'
import { LentClient } from './lent-client.js'
import { LostConnection } from '../failure/lost-connection.js'
import { beganTransaction } from '../session/misuse.js'
import { PgPoolSession } from './pg-pool-session.js'
import { learnOwnCode, readSession } from '../session/pool-session.js'
import type { BoundStatement } from '../statement/statement.js'
import { Surroundings } from '../session/surroundings.js'
import { noteRetry } from '../telemetry/telemetry.js'
import type { Lending, Session, Transport, TransportFigures } from '../transport.js'
import type { CatalogueReader, TypeRegistry } from '../values/type-registry.js'
import { SessionFactory } from '../wire/session-factory.js'
import { promptMs, silenceFor } from '../wire/silence.js'

function ignore(): void {
  // pg tells a lost connection to whoever waits on it; without a listener the event would end the process too.
}

/**
 * The transport over a pg pool that its owner shares with other code. It is used as it is, without pipelining, and
 * never closed.
 */
export class PgPoolTransport implements Transport {
  readonly canCopy = false
  readonly #pool: Pool
  readonly #types: TypeRegistry
  readonly #constraints: ConstraintCatalogue
  /** Opens the connections for cancel requests: the pool may have none left. */
  readonly #factory: SessionFactory
  /** The time that the server may take for a statement, if the pool has a limit. */
  readonly #silentMs: number
  /** The state of clients whose session this package can work with. */
  readonly #known = new WeakMap<ClientBase, ClientState>()
  #isPooled = false
  readonly #surroundings = new Surroundings()
  /** The clients that transactions hold. */
  readonly #held: HeldSessions
  #isClosed = false

  constructor(pool: Pool, types: TypeRegistry, constraints: ConstraintCatalogue) {
    this.#pool = pool
    this.#types = types
    this.#constraints = constraints
    this.#factory = new SessionFactory(pool.options, { mostCancels: pool.options.max })
    const { statement_timeout: statementTimeoutMs } = pool.options
    this.#silentMs = silenceFor(Number(statementTimeoutMs ?? 0))
    this.#held = new HeldSessions(() => pool.options.max)
    pool.on('error', ignore)
  }

  get figures(): TransportFigures {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return {
      lanes: 0,
      sessions: totalCount,
      idle: idleCount,
      pending: 0,
      waiting: waitingCount,
      isPooled: this.#isPooled,
    }
  }

  async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    this.#assertOpen()
    using cancellation = Cancellation.of(options)
    cancellation?.throwIfWanted()
    try {
      return await this.#runOnce(bound, cancellation, false).catch((error: unknown) => {
        const isLost = error instanceof LostConnection && (bound.prepared.isRead || !error.mayHaveRun)
        if (!isLost || cancellation?.isWanted === true) throw error
        // Nothing of it is done, or it reads: once more, on another connection.
        noteRetry(bound.figures)
        return this.#runOnce(bound, cancellation, true)
      })
    } catch (error) {
      if (cancellation?.isWanted === true) throw refusalOf(error, cancellation, bound.prepared, false)
      // A read leaves nothing undecided.
      throw this.toSoukError(error, bound.prepared.isRead ? 'not_run' : 'unknown')
    }
  }

  async #runOnce(
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
    isRepeated: boolean,
  ): Promise<StatementResult> {
    const lent = await (isRepeated ? this.#connectAlive(cancellation) : this.#connect(cancellation))
    const { client } = lent
    const how = {
      on: 'session',
      state: this.#stateOf(client),
      isInTransaction: false,
      cancellation,
      readCatalogue: this.#readCatalogue,
    } as const
    // Only the pool's owner knows how to make a session as it was.
    let isReusable = !this.#surroundings.mayChangeSession(bound.prepared.effect)
    const run = (isUnnamed: boolean) =>
      lent.bounded(this.#silentMs, cancellation, () =>
        execute(client, bound, this.#types, { ...how, isUnnamed }),
      )
    try {
      const result = await run(isRepeated).catch((error: unknown) => {
        if (!isStalePlan(error) || cancellation?.isWanted === true) throw error
        // Only the connection's copy of the statement was out of date, and nothing has run.
        isReusable = false
        noteRetry(bound.figures)
        return run(true)
      })
      if (client.getTransactionStatus() !== 'I') {
        isReusable = false
        throw beganTransaction()
      }
      return result
    } catch (error) {
      isReusable &&= isSoukError(error) || isServerError(error)
      throw error
    } finally {
      this.#release(lent, isReusable)
    }
  }

  async acquire(cancellation?: Cancellation, { identity }: Lending = {}): Promise<Session> {
    this.#assertOpen()
    const lent = await this.#connect(cancellation)
    const giveBack = this.#held.hold()
    return new PgPoolSession(lent, {
      types: this.#types,
      state: this.#stateOf(lent.client),
      constraints: this.#constraints,
      silentMs: this.#silentMs,
      surroundings: this.#surroundings,
      identity,
      release: (client, isReusable) => {
        giveBack()
        this.#release(client, isReusable)
      },
    })
  }

  inside<T>(body: () => Promise<T>): Promise<T> {
    return this.#held.inside(body)
  }

  listen(): Promise<never> {
    return Promise.reject(
      new SetupError('a pool that was handed in does not listen: give createDatabase a url'),
    )
  }

  async withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T> {
    this.#assertOpen()
    const lent = await this.#connect(undefined)
    try {
      const result = await use(lent.client)
      await learnOwnCode(lent.client, this.#surroundings)
      return result
    } finally {
      // Its settings must not meet the pool's other users.
      this.#release(lent, false)
    }
  }

  toSoukError(error: unknown, outcome?: StatementOutcome): SoukError {
    return fromDriverError(error, this.#constraints, outcome)
  }

  close(): Promise<void> {
    this.#isClosed = true
    return Promise.resolve()
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new ConnectionError('not_run', 'the database is closed', { retryable: false })
  }

  async #connect(cancellation: Cancellation | undefined): Promise<LentClient> {
    const { totalCount, idleCount, options } = this.#pool
    const hasToWait = idleCount === 0 && totalCount >= options.max
    const client = await new Promise<PoolClient>((resolve, reject) => {
      let hasLeft = false
      const leave = (reason: unknown) => {
        hasLeft = true
        stop()
        reject(reason)
      }
      let stopWatching = (): void => undefined
      let stopListening = (): void => undefined
      const stop = () => {
        stopWatching()
        stopListening()
      }
      if (hasToWait) stopWatching = this.#held.watch(leave)
      if (cancellation !== undefined) stopListening = cancellation.onWanted(() => leave(cancellation.reason))
      // Not its promise: an error that has arrived together with the connection comes before that is told.
      this.#pool.connect((error, lent) => {
        stop()
        if (lent === undefined) {
          reject(fromFailedLogin(error))
        } else if (hasLeft) {
          // One that comes too late goes back.
          lent.release()
        } else {
          lent.on('error', ignore)
          resolve(lent)
        }
      })
    })
    const lent = new LentClient(client, this.#factory)
    if (this.#known.has(client)) return lent
    try {
      const limitMs = this.#silentMs === 0 ? promptMs : this.#silentMs
      const read = () => readSession(client, this.#surroundings)
      this.#isPooled = await lent.bounded(limitMs, cancellation, read)
      this.#known.set(client, new ClientState(this.#isPooled))
      return lent
    } catch (error) {
      this.#release(lent, false)
      if (cancellation?.isWanted === true && !isSoukError(error)) throw cancellation.reason
      throw fromDriverError(error, this.#constraints, 'not_run')
    }
  }

  #stateOf(client: ClientBase): ClientState {
    return this.#known.get(client) ?? new ClientState(true)
  }

  /** Lends a client that was tested, after others of the same server were lost. */
  async #connectAlive(cancellation: Cancellation | undefined): Promise<LentClient> {
    for (;;) {
      const lent = await this.#connect(cancellation)
      const isAlive = lent
        .bounded(1_000, cancellation, () => lent.client.query(''))
        .then(
          () => true,
          () => false,
        )
      if (await isAlive) return lent
      this.#release(lent, false)
    }
  }

  readonly #readCatalogue: CatalogueReader = async (sql) => {
    const lent = await this.#connectAlive(undefined)
    let isReusable = false
    try {
      const rows = await lent.bounded(this.#silentMs, undefined, () => catalogueReader(lent.client)(sql))
      isReusable = true
      return rows
    } finally {
      this.#release(lent, isReusable)
    }
  }

  #release(lent: LentClient, isReusable: boolean): void {
    const { client, wasCancelled, isDestroyed } = lent
    client.removeListener('error', ignore)
    client.release(!isReusable || wasCancelled || isDestroyed)
  }
}
