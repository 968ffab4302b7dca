import type { ClientBase, Pool, PoolClient } from 'pg'
import { ConnectionError, isSoukError, SetupError, type SoukError } from '../errors.js'
import { Cancellation, type CallOptions } from './cancellation.js'
import {
  fromDriverError,
  fromFailedLogin,
  isFatal,
  isServerError,
  isStalePlan,
  type ConstraintCatalogue,
} from './driver-error.js'
import { execute, type StatementResult } from './execution.js'
import { HeldSessions } from './held-sessions.js'
import { LentClient } from './lent-client.js'
import { beganTransaction } from './misuse.js'
import { PgPoolSession } from './pg-pool-session.js'
import { learnOwnCode, readSession } from './pool-session.js'
import type { BoundStatement } from './statement.js'
import { Surroundings } from './surroundings.js'
import { noteRetry } from './telemetry.js'
import type { Session, Transport, TransportFigures } from './transport.js'
import type { TypeRegistry } from './type-registry.js'
import { SessionFactory } from './wire/session-factory.js'
import { promptMs, silenceFor } from './wire/silence.js'

function ignore(): void {
  // pg tells a lost connection to whoever waits on it; without a listener the event would end the process too.
}

/** Statements over a pool of pg's that its owner shares with other code: as it is, unpipelined, never closed by us. */
export class PgPoolTransport implements Transport {
  readonly canCopy = false
  readonly #pool: Pool
  readonly #types: TypeRegistry
  readonly #constraints: ConstraintCatalogue
  /** Makes the connections that requests to cancel go over: the pool may have none left. */
  readonly #factory: SessionFactory
  /** How long the server may take over a statement, if the pool has a limit for it. */
  readonly #silentMs: number
  /** Clients whose session is one that this package can work with. */
  readonly #known = new WeakSet<ClientBase>()
  readonly #surroundings = new Surroundings()
  /** The clients that transactions hold. */
  readonly #held: HeldSessions
  #isClosed = false

  constructor(pool: Pool, types: TypeRegistry, constraints: ConstraintCatalogue) {
    this.#pool = pool
    this.#types = types
    this.#constraints = constraints
    this.#factory = new SessionFactory(pool.options)
    const { statement_timeout: statementTimeoutMs } = pool.options
    this.#silentMs = silenceFor(Number(statementTimeoutMs ?? 0))
    this.#held = new HeldSessions(() => pool.options.max)
    pool.on('error', ignore)
  }

  get figures(): TransportFigures {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { lanes: 0, sessions: totalCount, idle: idleCount, pending: 0, waiting: waitingCount }
  }

  async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    this.#assertOpen()
    using cancellation = Cancellation.of(options)
    cancellation?.throwIfWanted()
    const lent = await this.#connect(cancellation)
    const { client } = lent
    // Only the pool's owner knows how to make a session as it was.
    let isReusable = !this.#surroundings.mayChangeSession(bound.prepared.effect)
    const run = (isUnnamed: boolean) =>
      lent.bounded(this.#silentMs, cancellation, () =>
        execute(client, bound, this.#types, { on: 'session', isUnnamed }),
      )
    try {
      const result = await run(false).catch((error: unknown) => {
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
      isReusable &&= isSoukError(error) || (isServerError(error) && !isFatal(error))
      if (cancellation?.isWanted !== true || isSoukError(error)) throw this.toSoukError(error)
      throw cancellation.reasonWith(isServerError(error) && !isFatal(error) ? 'not_run' : 'unknown')
    } finally {
      this.#release(lent, isReusable)
    }
  }

  async acquire(cancellation?: Cancellation): Promise<Session> {
    this.#assertOpen()
    const lent = await this.#connect(cancellation)
    const giveBack = this.#held.hold()
    return new PgPoolSession(lent, {
      types: this.#types,
      constraints: this.#constraints,
      silentMs: this.#silentMs,
      surroundings: this.#surroundings,
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
      // What it has set must not meet the pool's other users.
      this.#release(lent, false)
    }
  }

  toSoukError(error: unknown): SoukError {
    return fromDriverError(error, this.#constraints)
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
      this.#pool.connect().then(
        (lent) => {
          stop()
          // One that comes too late goes back.
          if (hasLeft) lent.release()
          else resolve(lent)
        },
        (error: unknown) => {
          stop()
          reject(fromFailedLogin(error))
        },
      )
    })
    client.on('error', ignore)
    const lent = new LentClient(client, this.#factory)
    if (this.#known.has(client)) return lent
    try {
      await lent.bounded(this.#silentMs === 0 ? promptMs : this.#silentMs, cancellation, () =>
        readSession(client, this.#surroundings),
      )
      this.#known.add(client)
      return lent
    } catch (error) {
      this.#release(lent, false)
      if (cancellation?.isWanted === true && !isSoukError(error)) throw cancellation.reason
      throw fromDriverError(error, this.#constraints, 'not_run')
    }
  }

  #release(lent: LentClient, isReusable: boolean): void {
    const { client, wasCancelled, isDestroyed } = lent
    client.removeListener('error', ignore)
    client.release(!isReusable || wasCancelled || isDestroyed)
  }
}
