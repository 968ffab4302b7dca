import { InvalidInputError, isSoukError, TimeoutError, TransactionError } from '../errors.js'
import { assertMilliseconds } from './assert-options.js'
import { Cancellation, unlessCancelled, type CallOptions } from './cancellation.js'
import type { StatementCache } from './statement.js'
import type { TransactionRunner, TransactionScope } from './transaction-runner.js'
import type { Transport } from './transport.js'
import { sleep } from './timers.js'

const isolationLevels = ['read committed', 'repeatable read', 'serializable'] as const

/** How a transaction runs. */
export interface TransactionOptions extends CallOptions {
  /** @defaultValue `read committed` */
  readonly isolation?: (typeof isolationLevels)[number]
  /** @defaultValue false */
  readonly readOnly?: boolean
  /** How often the whole function is run again after a serialization failure or a deadlock. @defaultValue 3 */
  readonly retries?: number
  /**
   * The server ends a statement of this transaction after this, in place of the database's own limit, and the engine
   * waits for its answer accordingly; 0 means no limit. A `set local statement_timeout` in the transaction would be the
   * server's alone: beyond the database's limit the engine takes a silent server for gone.
   */
  readonly statementTimeoutMs?: number
  /**
   * The server ends the transaction when its function leaves it idle for so long, in place of the database's own limit; 0
   * means no limit.
   */
  readonly idleInTransactionTimeoutMs?: number
}

function beginSql({ isolation = 'read committed', readOnly = false }: TransactionOptions): string {
  // It becomes SQL, and callers without TypeScript exist.
  if (!isolationLevels.includes(isolation)) {
    throw new InvalidInputError('isolation', `must be one of ${isolationLevels.join(', ')}`)
  }
  return `begin isolation level ${isolation} ${readOnly ? 'read only' : 'read write'}`
}

/** The limits of one transaction, as SQL that goes behind its BEGIN; empty if it has the database's. */
function limitsSql({ statementTimeoutMs, idleInTransactionTimeoutMs }: TransactionOptions): string {
  return Object.entries({
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  })
    .map(([name, value]) => (value === undefined ? '' : `; set local ${name} = ${value}`))
    .join('')
}

/** Commits, whose end is the end of the deadline too. */
async function commit({ session, begin, cancellation }: TransactionScope): Promise<void> {
  // Nothing was ever sent.
  if (begin !== undefined) return
  const tag = await session.commit(cancellation).catch((error: unknown) => {
    const isWanted = cancellation?.isWanted === true
    // The server was asked to stop, and did: everything is rolled back.
    if (isWanted && error instanceof TimeoutError && error.outcome === 'not_run') throw cancellation.reason
    if (!isSoukError(error) || error.outcome === 'not_run' || error instanceof TransactionError) throw error
    throw new TransactionError(
      'outcome_unknown',
      isWanted
        ? 'the call was cancelled during COMMIT, and the server did not answer: the transaction may or may not have been committed'
        : 'the connection was lost during COMMIT: the transaction may or may not have been committed',
      { cause: isWanted ? cancellation.reason : error },
    )
  })
  // The server answers COMMIT of a failed transaction with ROLLBACK, which is no error to the protocol.
  if (tag === 'ROLLBACK') {
    throw new TransactionError(
      'rolled_back',
      'a statement failed and its error was swallowed: nothing was committed',
    )
  }
}

/** Rolls back. If the connection does not do it, it is lost, and its server does it. */
async function rollback({ session, begin, tail }: TransactionScope): Promise<void> {
  await tail
  // Nothing was ever sent.
  if (begin === undefined) await session.command('rollback').catch(() => undefined)
}

/** Calls every hook, whatever the others do. @throws what the first one threw that did. */
async function callHooks(hooks: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = []
  for (const hook of hooks) {
    try {
      await hook()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function attempt<Tx extends TransactionRunner, T>(
  transport: Transport,
  scope: TransactionScope,
  createHandle: (scope: TransactionScope) => Tx,
  body: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { session, cancellation } = scope
  const tx = createHandle(scope)
  // Whatever it is that the server does not answer then, nobody waits for it any longer.
  const stopWaiting = cancellation?.onOverdue(() => session.destroy())
  try {
    let result: T
    try {
      // A function that waits for something else must not hold its locks beyond the deadline: it goes on without them.
      result = await unlessCancelled(
        transport.inside(() => body(tx)),
        cancellation,
      )
      tx.end()
      if (cancellation?.isWanted === true) throw cancellation.reason
      scope.isOver = true
    } catch (error) {
      scope.isOver = true
      await rollback(scope)
      throw error
    }
    await commit(scope)
    return result
  } finally {
    stopWaiting?.()
    // A server that has answered is fit for use, whatever it said.
    session.release(true)
  }
}

/**
 * Runs a function in a transaction: commits when it returns, rolls back when it throws.
 *
 * @throws {@link TransactionError} if the server rolled back what was to be committed, if the outcome of COMMIT is
 * unknown, or if a statement was not awaited.
 */
export async function runTransaction<Tx extends TransactionRunner, T>(
  transport: Transport,
  statements: StatementCache,
  options: TransactionOptions,
  createHandle: (scope: TransactionScope) => Tx,
  body: (tx: Tx) => Promise<T>,
): Promise<T> {
  const begin = beginSql(options)
  const retries = options.retries ?? 3
  if (!Number.isSafeInteger(retries) || retries < 0) {
    throw new InvalidInputError('retries', 'must be a whole number, 0 or more')
  }
  for (const name of ['statementTimeoutMs', 'idleInTransactionTimeoutMs'] as const) {
    assertMilliseconds(name, options[name])
  }
  const { statementTimeoutMs } = options
  using cancellation = Cancellation.of(options)
  for (let tried = 0; ; tried++) {
    if (cancellation?.isWanted === true) throw cancellation.reason
    const session = await transport.acquire(cancellation)
    if (statementTimeoutMs !== undefined) session.limitStatements(statementTimeoutMs)
    const scope: TransactionScope = {
      session,
      statements,
      cancellation,
      begin,
      limits: limitsSql(options),
      isOver: false,
      tail: Promise.resolve(),
      savepoints: 0,
      retries: tried,
      afterCommit: [],
    }
    let result: T
    try {
      result = await attempt(transport, scope, createHandle, body)
    } catch (error) {
      const mayRetry = isSoukError(error) && error.code === 'database' && error.retryable
      if (!mayRetry || tried >= retries) throw error
      // Full jitter: two transactions that met once are unlikely to meet again.
      await unlessCancelled(sleep(Math.random() * 10 * 2 ** tried), cancellation)
      continue
    }
    // It is committed: whatever a hook does, it must not run again.
    await callHooks(scope.afterCommit)
    return result
  }
}
