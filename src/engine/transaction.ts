import { ConnectionError, InvalidInputError, isSoukError, TransactionError } from '../errors.js'
import { Cancellation, type CallOptions } from './cancellation.js'
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
}

function beginSql({ isolation = 'read committed', readOnly = false }: TransactionOptions): string {
  // It becomes SQL, and callers without TypeScript exist.
  if (!isolationLevels.includes(isolation)) {
    throw new InvalidInputError('isolation', `must be one of ${isolationLevels.join(', ')}`)
  }
  return `begin isolation level ${isolation} ${readOnly ? 'read only' : 'read write'}`
}

async function commit({ session, begin }: TransactionScope): Promise<void> {
  // Nothing was ever sent.
  if (begin !== undefined) return
  const tag = await session.command('commit').catch((error: unknown) => {
    if (!(error instanceof ConnectionError) || error.outcome === 'not_run') throw error
    throw new TransactionError(
      'outcome_unknown',
      'the connection was lost during COMMIT: the transaction may or may not have been committed',
      { cause: error },
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

/** Rolls back; false if the connection is not to be used again, whose server does it when it is gone. */
async function rollback(scope: TransactionScope): Promise<boolean> {
  await scope.tail
  // Nothing was ever sent.
  if (scope.begin !== undefined) return true
  return scope.session.command('rollback').then(
    () => true,
    () => false,
  )
}

/** A function that waits for something else must not hold its locks beyond the deadline: it goes on without them. */
function unlessCancelled<T>(work: Promise<T>, cancellation: Cancellation | undefined): Promise<T> {
  if (cancellation === undefined) return work
  return new Promise((resolve, reject) => {
    const stopListening = cancellation.onWanted(() => reject(cancellation.reason))
    work.then(resolve, reject).finally(stopListening)
  })
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
  scope: TransactionScope,
  createHandle: (scope: TransactionScope) => Tx,
  body: (tx: Tx) => Promise<T>,
): Promise<T> {
  let isReusable = false
  const tx = createHandle(scope)
  try {
    let result: T
    try {
      result = await unlessCancelled(body(tx), scope.cancellation)
      tx.end()
      scope.isOver = true
    } catch (error) {
      scope.isOver = true
      isReusable = await rollback(scope)
      throw error
    }
    await commit(scope)
    isReusable = true
    return result
  } finally {
    scope.session.release(isReusable)
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
  using cancellation = Cancellation.of(options)
  for (let tried = 0; ; tried++) {
    if (cancellation?.isWanted === true) throw cancellation.reason
    const session = await transport.acquire(cancellation)
    const scope: TransactionScope = {
      session,
      statements,
      cancellation,
      begin,
      isOver: false,
      tail: Promise.resolve(),
      savepoints: 0,
      retries: tried,
      afterCommit: [],
    }
    let result: T
    try {
      result = await attempt(scope, createHandle, body)
    } catch (error) {
      const mayRetry = isSoukError(error) && error.code === 'database' && error.retryable
      if (!mayRetry || tried >= retries) throw error
      // Full jitter: two transactions that met once are unlikely to meet again.
      await sleep(Math.random() * 10 * 2 ** tried)
      continue
    }
    // It is committed: whatever a hook does, it must not run again.
    await callHooks(scope.afterCommit)
    return result
  }
}
