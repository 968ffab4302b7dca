import type { SoukError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import { committedHereOnly } from '../failure/committed-here-only.js'
import { isServerError } from '../failure/driver-error.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { Identity } from '../session/identity.js'
import { sessionEffect } from '../session/session-effect.js'
import type { BoundStatement } from '../statement/statement.js'
import type { SeenPosition } from '../replicas/seen-position.js'
import type { Surroundings } from '../session/surroundings.js'
import type { Session, SessionRunOptions, Transport } from '../transport.js'
import type { TypeRegistry } from '../values/type-registry.js'
import { keepAsking } from '../keep-asking.js'
import { cancelWhenWanted } from './cancel-when-wanted.js'
import { closePortal } from './close-portal.js'
import { copyIn } from './copy-in.js'
import { positionBehind, type AskPosition } from './execute-at.js'
import { execute } from './execute.js'
import { LostConnection } from '../failure/lost-connection.js'
import { assertLeavesNothingLasting, endAndReset } from './run-and-reset.js'
import type { SessionPool } from './session-pool.js'
import { promptly, silenceFor } from './silence.js'
import { simpleQuery, type SimpleResult } from './simple-query.js'
import { fellSilent, type WireConnection } from './wire-connection.js'

/** True for the server's warning that a commit may not have reached its standbys. */
function isUnreplicated(notice: Error | undefined): boolean {
  return isServerError(notice) && notice.routine === 'SyncRepWaitForLSN'
}

/** The parts of the transport that a session uses. */
interface WireContext {
  readonly pool: SessionPool
  readonly types: TypeRegistry
  readonly surroundings: Surroundings
  /** False if the server cannot stop a statement. */
  readonly canCancel: boolean
  readonly toSoukError: Transport['toSoukError']
  /** Learns the positions of what is committed; undefined if nobody wants them. */
  readonly seen: SeenPosition | undefined
  /** The user who acts in each transaction. */
  readonly identity: Identity | undefined
  readonly askPosition: AskPosition
}

/** A session of the pool, lent for a transaction, a cursor or a COPY. */
export class WireSession implements Session {
  readonly wire: WireConnection
  readonly hasCursors = true
  readonly isPipelined = true
  readonly #pool: SessionPool
  readonly #types: TypeRegistry
  readonly #surroundings: Surroundings
  readonly #canCancel: boolean
  readonly #toSoukError: Transport['toSoukError']
  readonly #silentMs: number
  /** True if a statement may have left something in the session. */
  #isChanged = false
  readonly #giveBack: () => void
  readonly #seen: SeenPosition | undefined
  readonly #identity: Identity | undefined
  /** True if the position behind all that it has read and written was asked for. */
  #isCovered = false
  readonly #askPosition: AskPosition

  constructor(wire: WireConnection, context: WireContext) {
    const { pool, types, surroundings, canCancel, toSoukError } = context
    this.wire = wire
    this.#seen = context.seen
    this.#identity = context.identity
    this.#askPosition = context.askPosition
    this.#pool = pool
    this.#types = types
    this.#surroundings = surroundings
    this.#canCancel = canCancel
    this.#toSoukError = toSoukError
    this.#silentMs = wire.silentMs
    this.#giveBack = pool.held.hold()
  }

  get isOutside(): boolean {
    return this.wire.pending === 0 && this.wire.transactionStatus === 'I'
  }

  async run(
    bound: BoundStatement,
    options: SessionRunOptions = {},
    onSettled?: () => void,
  ): Promise<StatementResult> {
    const { cancellation } = options
    const { effect } = bound.prepared
    assertLeavesNothingLasting(this.wire, effect)
    if (effect.isLasting) this.wire.isRetired = true
    this.#isChanged ||= this.#surroundings.mayChangeSession(effect)
    try {
      return await this.#bounded(cancellation, () =>
        execute(this.wire, this.#named(bound, options), this.#types, {
          ...options,
          onSettled,
          isInTransaction: true,
        }),
      )
    } catch (error) {
      if (error === cancellation?.reason) throw error
      throw this.#withoutTransaction(error)
    }
  }

  expectMore(): void {
    this.wire.isMoreComing = true
  }

  giveUp(): () => void {
    return keepAsking(() => {
      if (this.#canCancel && this.wire.pending > 1 && this.wire.transactionStatus !== 'E')
        this.wire.cancelCurrent()
    })
  }

  async runLast(
    bound: BoundStatement,
    options: SessionRunOptions,
    onCommit: (committing: Promise<string>) => void,
  ): Promise<StatementResult> {
    const { pending } = this.wire
    let isFailed = false
    const running = this.run(bound, options, () => {
      isFailed = this.wire.transactionStatus !== 'T' && !this.wire.isLost
    })
    // A statement that could not be sent is not part of the transaction, which must then not be committed.
    if (this.wire.pending > pending) {
      onCommit(
        this.commit(options.cancellation).then(
          (tag) => (isFailed ? 'ROLLBACK' : tag),
          (error: unknown) => {
            if (isFailed) return 'ROLLBACK'
            throw error
          },
        ),
      )
    }
    return running
  }

  async command(sql: string): Promise<string> {
    try {
      return (await promptly(this.wire, simpleQuery(this.wire, sql))).tag
    } catch (error) {
      throw this.#withoutTransaction(error)
    }
  }

  get opening(): string {
    return this.#openings.map((sql) => `; ${sql}`).join('')
  }

  async rollback(): Promise<void> {
    if (!this.#mustReset) {
      await this.command('rollback')
      return
    }
    try {
      await promptly(this.wire, endAndReset(this.wire, 'rollback'))
    } catch (error) {
      throw this.#withoutTransaction(error)
    }
  }

  async commit(cancellation?: Cancellation): Promise<string> {
    const stopCancelling = cancelWhenWanted(this.wire, cancellation)
    try {
      const { tag, notice } = await this.#bounded(cancellation, () => this.#sendCommit())
      if (cancellation?.isWanted !== true || !isUnreplicated(notice)) return tag
    } catch (error) {
      throw this.#toSoukError(error)
    } finally {
      stopCancelling()
    }
    throw committedHereOnly(cancellation)
  }

  /** Sends COMMIT, and the question for the position behind it in the same flight. */
  async #sendCommit(): Promise<Pick<SimpleResult, 'tag' | 'notice'>> {
    const committing = this.#mustReset ? endAndReset(this.wire, 'commit') : simpleQuery(this.wire, 'commit')
    const seen = this.#seen
    if (seen === undefined) return committing
    const { losses } = seen
    const [position, result] = await Promise.all([
      positionBehind(this.wire, this.#askPosition).catch(() => null),
      committing.catch((error: unknown) => {
        seen.lose(true)
        throw error
      }),
    ])
    if (position === null) seen.lose(true)
    else seen.note(position, position.isStandby ? 0 : losses, true)
    this.#isCovered = true
    return result
  }

  async closePortal(portal: Buffer): Promise<void> {
    if (!this.wire.isLost) await closePortal(this.wire, portal)
  }

  async copyIn(command: string, lines: AsyncIterable<string>, cancellation?: Cancellation): Promise<number> {
    const isAlone = this.wire.transactionStatus === 'I'
    this.#isChanged ||= this.#surroundings.isHaunted(sessionEffect(command))
    const parts = [command]
    if (isAlone) parts.unshift(...this.#openings)
    if (isAlone && this.#mustReset) parts.push(this.wire.resetSql)
    try {
      return await this.#bounded(cancellation, () =>
        copyIn(this.wire, parts.join(';\n'), lines, cancellation),
      )
    } catch (error) {
      const isLost = error instanceof LostConnection
      if (!isLost && !isServerError(error)) throw error
      if (cancellation?.isWanted !== true) {
        throw isAlone ? this.#toSoukError(error) : this.#withoutTransaction(error)
      }
      throw cancellation.reasonWith(isAlone && isLost && error.mayHaveRun ? 'unknown' : 'not_run')
    } finally {
      // Not before: what another reads meanwhile is not behind it.
      if (isAlone) this.#seen?.lose(true)
    }
  }

  limitStatements(statementTimeoutMs: number): void {
    this.wire.giveUpAfter(silenceFor(statementTimeoutMs))
  }

  destroy(): void {
    this.wire.destroy(fellSilent())
  }

  release(hasAnswered: boolean): void {
    if (this.#seen?.tracksReads === true && !this.#isCovered) this.#seen.lose(false)
    if (this.wire.silentMs !== this.#silentMs) this.wire.giveUpAfter(this.#silentMs)
    this.#giveBack()
    const isReusable = hasAnswered && this.wire.cancelledAt === -Infinity
    // Behind a pooler its transaction has ended with the reset.
    this.#pool.release(this.wire, isReusable, this.#isChanged && !this.wire.isPooled)
  }

  /** The statements that each transaction begins with. */
  get #openings(): readonly string[] {
    return [this.wire.opening?.sql, this.#identity?.sql].filter((sql) => sql !== undefined)
  }

  /** Returns the first statement of a transaction with the user who acts in it: the others find that set. */
  #named(bound: BoundStatement, { begin }: SessionRunOptions): BoundStatement {
    const identity = begin === undefined ? undefined : this.#identity
    return identity === undefined ? bound : { ...bound, identity }
  }

  /** True if the end of the transaction must undo what it did to the session of the server. */
  get #mustReset(): boolean {
    return this.#isChanged && this.wire.isPooled
  }

  /** Runs work, and destroys the connection if the work does not end soon after its cancellation. */
  async #bounded<T>(cancellation: Cancellation | undefined, work: () => Promise<T>): Promise<T> {
    const stopWaiting = cancellation?.onOverdue(() => this.destroy())
    try {
      return await work()
    } finally {
      // A late cancel request must not hit what comes next.
      await this.wire.cancelling
      stopWaiting?.()
    }
  }

  /** Converts an error: its work was part of a transaction that can no longer be committed. */
  #withoutTransaction(error: unknown): SoukError {
    return this.#toSoukError(error, 'not_run')
  }
}
