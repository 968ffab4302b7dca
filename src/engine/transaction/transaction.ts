import { isolationLevels, type TransactionOptions } from './transaction-options.js'
import { InvalidInputError, isSoukError } from '../../errors.js'
import { assertMilliseconds } from '../connect/assert-options.js'
import { Cancellation, unlessCancelled } from '../cancellation.js'
import { committed, rolledBack, thrownAfter } from './commit.js'
import type { StatementCache } from '../statement/statement.js'
import type { TransactionRunner } from './transaction-runner.js'
import type { TransactionScope } from './transaction-scope.js'
import type { Transport } from '../transport.js'
import { sleep } from '../timers.js'

function beginSql({ isolation = 'read committed', readOnly = false }: TransactionOptions): string {
  // The level becomes part of the SQL, and JavaScript callers may pass anything.
  if (!isolationLevels.includes(isolation)) {
    throw new InvalidInputError('isolation', `must be one of ${isolationLevels.join(', ')}`)
  }
  return `begin isolation level ${isolation} ${readOnly ? 'read only' : 'read write'}`
}

/** The limits of one transaction, as SQL to append to its BEGIN; empty if it has the database's limits. */
function limitsSql({ statementTimeoutMs, idleInTransactionTimeoutMs }: TransactionOptions): string {
  if (statementTimeoutMs === undefined && idleInTransactionTimeoutMs === undefined) return ''
  return Object.entries({
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  })
    .map(([name, value]) => (value === undefined ? '' : `; set local ${name} = ${value}`))
    .join('')
}

/** Commits, unless COMMIT was sent with the last statement. */
async function commit({ session, begin, cancellation, fate }: TransactionScope): Promise<void> {
  // Nothing was sent.
  if (begin !== undefined) return
  if (fate === undefined) {
    // If BEGIN itself failed, there is nothing to commit, and COMMIT would not report that.
    if (session.isOutside) throw rolledBack()
    await committed(session.commit(cancellation), cancellation)
  } else if (!fate.isCommitted) throw fate.error
}

/** Rolls back. If that fails, the connection is lost, and the server rolls back by itself. */
async function rollback(scope: TransactionScope): Promise<void> {
  const stopAsking = scope.ending === 'sent' ? undefined : scope.session.giveUp()
  await scope.tail
  stopAsking?.()
  // Nothing was sent, or the transaction has ended.
  if (scope.begin !== undefined || scope.fate !== undefined) return
  await scope.session.rollback().catch(() => undefined)
}

/** Calls every hook, even if others throw. @throws the first error. */
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
  // Nobody waits any longer for a server that does not answer.
  const stopWaiting = cancellation?.onOverdue(() => session.destroy())
  try {
    let result: T
    try {
      // A function that waits for something else must not hold locks beyond the deadline. It goes on without them.
      result = await unlessCancelled(
        transport.inside(() => body(tx)),
        cancellation,
      )
      tx.end()
      if (scope.fate?.isCommitted !== true) cancellation?.throwIfWanted()
      scope.isOver = true
    } catch (error) {
      scope.isOver = true
      await rollback(scope)
      throw scope.fate === undefined ? error : thrownAfter(scope.fate, error, cancellation)
    }
    await commit(scope)
    return result
  } finally {
    stopWaiting?.()
    // A server that has answered is usable, whatever the answer was.
    session.release(true)
  }
}

/**
 * Runs a function in a transaction. Commits when the function returns, rolls back when it throws.
 *
 * @throws `TransactionError` if the server rolled back instead of committing, if the outcome of COMMIT is
 * unknown, if a statement was not awaited, or if the function threw after its last statement had committed.
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
      ending: undefined,
      fate: undefined,
      turn: Promise.resolve(),
      tail: Promise.resolve(),
      savepoints: 0,
      retries: tried,
      afterCommit: [],
    }
    let result: T
    try {
      result = await attempt(transport, scope, createHandle, body)
    } catch (error) {
      if (scope.fate?.isCommitted === true) await callHooks(scope.afterCommit).catch(() => undefined)
      const mayRetry =
        isSoukError(error) && error.code === 'database' && error.retryable && scope.fate?.isCommitted !== true
      if (!mayRetry || tried >= retries) throw error
      // Full jitter: two transactions that collided are unlikely to collide again.
      await unlessCancelled(sleep(Math.random() * 10 * 2 ** tried), cancellation)
      continue
    }
    // The transaction is committed: whatever a hook does, it must not run again.
    await callHooks(scope.afterCommit)
    return result
  }
}
