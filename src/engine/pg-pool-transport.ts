import type { ClientBase, Pool, PoolClient } from 'pg'
import { ConnectionError, isSoukError, SetupError, type SoukError } from '../errors.js'
import { Cancellation, type CallOptions } from './cancellation.js'
import {
  fromDriverError,
  fromFailedLogin,
  fromLostConnection,
  isFatal,
  isServerError,
  isStalePlan,
  type ConstraintCatalogue,
} from './driver-error.js'
import { execute, type ClientRunOptions, type StatementResult } from './execution.js'
import { beganTransaction, endedTransaction } from './misuse.js'
import type { BoundStatement } from './statement.js'
import { noteRetry } from './telemetry.js'
import type { Session, SessionRunOptions, Transport, TransportFigures } from './transport.js'
import type { TypeRegistry } from './type-registry.js'
import { SessionFactory } from './wire/session-factory.js'

function ignore(): void {
  // pg tells a lost connection to whoever waits on it; without a listener the event would end the process too.
}

/** Statements over a pool of pg's that its owner shares with other code: as it is, unpipelined, never closed by us. */
export class PgPoolTransport implements Transport {
  readonly canCopy = false
  readonly #pool: Pool
  readonly #types: TypeRegistry
  readonly #constraints: ConstraintCatalogue
  /** Makes the connections that wishes to cancel go over: the pool may have none left. */
  readonly #factory: SessionFactory
  /** Clients that a wish to cancel is on its way for: it may hit whoever has them next. */
  readonly #cancelled = new WeakSet<PoolClient>()
  #isClosed = false

  constructor(pool: Pool, types: TypeRegistry, constraints: ConstraintCatalogue) {
    this.#pool = pool
    this.#types = types
    this.#constraints = constraints
    this.#factory = new SessionFactory(pool.options, '')
    pool.on('error', ignore)
  }

  get figures(): TransportFigures {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { lanes: 0, sessions: totalCount, idle: idleCount, pending: 0, waiting: waitingCount }
  }

  async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    this.#assertOpen()
    using cancellation = Cancellation.of(options)
    if (cancellation?.isWanted === true) throw cancellation.reason
    const client = await this.#connect(cancellation)
    let isReusable = true
    try {
      const once = { on: 'session', isUnnamed: false } as const
      const result = await this.#execute(client, bound, cancellation, once).catch(async (error: unknown) => {
        if (!isStalePlan(error) || cancellation?.isWanted === true) throw error
        // Only the connection's copy of the statement was out of date, and nothing has run.
        isReusable = false
        noteRetry(bound.figures)
        return this.#execute(client, bound, cancellation, { ...once, isUnnamed: true })
      })
      if (client.getTransactionStatus() !== 'I') {
        isReusable = false
        throw beganTransaction()
      }
      return result
    } catch (error) {
      isReusable &&= isSoukError(error) || (isServerError(error) && !isFatal(error))
      throw error === cancellation?.reason ? error : this.toSoukError(error)
    } finally {
      this.#release(client, isReusable)
    }
  }

  async acquire(cancellation?: Cancellation): Promise<Session> {
    this.#assertOpen()
    const client = await this.#connect(cancellation)
    let lost: Error | undefined
    let isStale = false
    const onLost = (error: Error) => (lost = error)
    client.on('error', onLost)
    return {
      wire: null,
      run: async (bound: BoundStatement, { begin, cancellation }: SessionRunOptions = {}) => {
        try {
          if (begin !== undefined) await client.query(begin)
          const how = { on: 'transaction', isUnnamed: false } as const
          const result = await this.#execute(client, bound, cancellation, how)
          if (client.getTransactionStatus() === 'I') throw endedTransaction()
          return result
        } catch (error) {
          if (error === cancellation?.reason) throw error
          // The client's copy of a statement is out of date, and stays so: the next attempt needs another one.
          isStale ||= isStalePlan(error)
          // Whatever ran was part of a transaction that can no longer be committed.
          throw fromDriverError(error, this.#constraints, 'not_run')
        }
      },
      command: async (sql: string) => {
        if (lost !== undefined) throw fromLostConnection(lost, 'not_run')
        try {
          return (await client.query(sql)).command
        } catch (error) {
          throw this.toSoukError(error)
        }
      },
      closePortal: () => Promise.resolve(),
      release: (isReusable: boolean) => {
        client.removeListener('error', onLost)
        this.#release(client, isReusable && !isStale && client.getTransactionStatus() !== 'T')
      },
    }
  }

  listen(): Promise<never> {
    return Promise.reject(
      new SetupError('a pool that was handed in does not listen: give createDatabase a url'),
    )
  }

  async withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T> {
    this.#assertOpen()
    const client = await this.#connect(undefined)
    try {
      return await use(client)
    } finally {
      // What it has set must not meet the pool's other users.
      this.#release(client, false)
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

  async #connect(cancellation: Cancellation | undefined): Promise<PoolClient> {
    const connected = this.#pool.connect().catch((error: unknown) => {
      throw fromFailedLogin(error)
    })
    const client = await (cancellation === undefined ? connected : unlessCancelled(connected, cancellation))
    client.on('error', ignore)
    return client
  }

  #release(client: PoolClient, isReusable: boolean): void {
    client.removeListener('error', ignore)
    client.release(!isReusable || this.#cancelled.has(client))
  }

  async #execute(
    client: PoolClient,
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
    options: ClientRunOptions,
  ): Promise<StatementResult> {
    let cancelling: Promise<void> | undefined
    const stopListening = cancellation?.onWanted(() => {
      this.#cancelled.add(client)
      const { processID, secretKey } = client as PoolClient & {
        readonly processID: number
        readonly secretKey: number
      }
      cancelling = this.#factory.cancel({ processId: processID, secretKey })
    })
    try {
      return await execute(client, bound, this.#types, options)
    } catch (error) {
      throw cancelling === undefined ? error : cancellation?.reason
    } finally {
      stopListening?.()
      await cancelling
    }
  }
}

/** Gives a client, or the reason of the cancellation if that comes first; a client that comes too late goes back. */
function unlessCancelled(connected: Promise<PoolClient>, cancellation: Cancellation): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    const stopListening = cancellation.onWanted(() => reject(cancellation.reason))
    connected.then((client) => {
      stopListening()
      if (cancellation.isWanted) client.release()
      else resolve(client)
    }, reject)
  })
}
