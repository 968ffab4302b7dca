import { isSoukError, type SoukError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import { committedHereOnly } from '../failure/committed-here-only.js'
import {
  fromDriverError,
  fromLostConnection,
  isStalePlan,
  type ConstraintCatalogue,
} from '../failure/driver-error.js'
import { execute, type ClientState } from './execution.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { LentClient } from './lent-client.js'
import type { Identity } from '../session/identity.js'
import { endedTransaction } from '../session/misuse.js'
import type { BoundStatement } from '../statement/statement.js'
import type { Surroundings } from '../session/surroundings.js'
import type { Session, SessionRunOptions } from '../transport.js'
import type { TypeRegistry } from '../values/type-registry.js'
import { promptMs, silenceFor } from '../wire/silence.js'

/** The parts of a pool that its sessions need. */
interface PgPoolContext {
  readonly types: TypeRegistry
  readonly state: ClientState
  readonly constraints: ConstraintCatalogue
  /** The time the server may take over a statement; 0 means no limit. */
  readonly silentMs: number
  readonly surroundings: Surroundings
  /** The user who acts in each transaction. */
  readonly identity: Identity | undefined
  readonly release: (lent: LentClient, isReusable: boolean) => void
}

/** A client of a pool of pg's, lent for a transaction. */
export class PgPoolSession implements Session {
  readonly hasCursors = false
  readonly opening: string
  readonly isPipelined = false
  readonly #lent: LentClient
  readonly #context: PgPoolContext
  #silentMs: number
  #lost: Error | undefined
  /** True if the client's copy of a statement is out of date, and stays so: the next attempt needs another client. */
  #isStale = false
  #isUnreplicated = false
  /** True if something of it may have stayed in the session. */
  #isChanged = false
  readonly #onLost = (error: Error) => {
    this.#lost = error
  }
  readonly #onNotice = ({ routine }: { readonly routine?: string | undefined }) => {
    this.#isUnreplicated ||= routine === 'SyncRepWaitForLSN'
  }

  constructor(lent: LentClient, context: PgPoolContext) {
    this.#lent = lent
    this.#context = context
    this.#silentMs = context.silentMs
    this.opening = context.identity === undefined ? '' : `; ${context.identity.sql}`
    lent.client.on('error', this.#onLost)
    lent.client.on('notice', this.#onNotice)
  }

  async run(
    bound: BoundStatement,
    { begin, cancellation }: SessionRunOptions = {},
  ): Promise<StatementResult> {
    const { client } = this.#lent
    this.#isChanged ||= this.#context.surroundings.mayChangeSession(bound.prepared.effect)
    try {
      return await this.#lent.bounded(this.#silentMs, cancellation, async () => {
        if (begin !== undefined) await client.query(begin + this.opening)
        const { state, types } = this.#context
        const how = {
          on: 'transaction',
          isUnnamed: false,
          isInTransaction: true,
          state,
          cancellation,
        } as const
        const result = await execute(client, bound, types, how)
        if (client.getTransactionStatus() === 'I') throw endedTransaction()
        return result
      })
    } catch (error) {
      if (cancellation?.isWanted === true && !isSoukError(error)) throw cancellation.reason
      this.#isStale ||= isStalePlan(error)
      throw this.#toSoukError(error, 'not_run')
    }
  }

  get isOutside(): boolean {
    return this.#lost === undefined && this.#lent.client.getTransactionStatus() === 'I'
  }

  async runLast(
    bound: BoundStatement,
    options: SessionRunOptions,
    onCommit: (committing: Promise<string>) => void,
  ): Promise<StatementResult> {
    let isDone = true
    try {
      return await this.run(bound, options)
    } catch (error) {
      // Only its result cannot be read, which on other transports comes too late to keep it from being committed.
      isDone = isSoukError(error) && error.outcome === 'applied'
      throw error
    } finally {
      if (isDone) onCommit(this.commit(options.cancellation))
    }
  }

  expectMore(): void {
    // Statements go one by one.
  }

  giveUp(): () => void {
    return () => undefined
  }

  async command(sql: string): Promise<string> {
    if (this.#lost !== undefined) throw fromLostConnection(this.#lost, 'not_run')
    try {
      return await this.#lent.bounded(this.#silentMs === 0 ? promptMs : this.#silentMs, undefined, () =>
        this.#query(sql),
      )
    } catch (error) {
      throw this.#toSoukError(error, 'not_run')
    }
  }

  async rollback(): Promise<void> {
    await this.command('rollback')
  }

  async commit(cancellation?: Cancellation): Promise<string> {
    if (this.#lost !== undefined) throw fromLostConnection(this.#lost, 'not_run')
    let tag: string
    try {
      tag = await this.#lent.bounded(this.#silentMs, cancellation, () => this.#query('commit'))
    } catch (error) {
      throw this.#toSoukError(error, 'unknown')
    }
    if (this.#isUnreplicated && cancellation?.isWanted === true) throw committedHereOnly(cancellation)
    return tag
  }

  closePortal(): Promise<void> {
    return Promise.resolve()
  }

  limitStatements(statementTimeoutMs: number): void {
    this.#silentMs = silenceFor(statementTimeoutMs)
  }

  destroy(): void {
    this.#lent.destroy()
  }

  release(isReusable: boolean): void {
    const { client } = this.#lent
    client.removeListener('error', this.#onLost)
    client.removeListener('notice', this.#onNotice)
    this.#context.release(
      this.#lent,
      isReusable &&
        !this.#isStale &&
        !this.#isChanged &&
        this.#lost === undefined &&
        client.getTransactionStatus() === 'I',
    )
  }

  async #query(sql: string): Promise<string> {
    return (await this.#lent.client.query(sql)).command
  }

  #toSoukError(error: unknown, outcome: 'not_run' | 'unknown'): SoukError {
    return fromDriverError(error, this.#context.constraints, outcome)
  }
}
