import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { ConnectionError, isSoukError, TimeoutError, type AnySoukError } from '../../errors.js'
import { closeClient, connect } from '../../migrate/connect.js'

/** Options of {@link waitForDatabase}. */
export interface WaitOptions {
  readonly url: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Checks a database that answers. */
  readonly check: (client: Client) => Promise<void>
  /** Called with each new reason to go on waiting. */
  readonly onProblem: (problem: string) => void
}

const firstPauseMs = 100
const longestPauseMs = 1_000
/** The time that an attempt gets, however little is left. */
const leastAttemptMs = 2_000
/** The longest time that a timer can hold. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Waits until a database answers and passes a check.
 *
 * @throws {@link TimeoutError} with the last problem if that is not so in time; at once, the error of a problem that
 * waiting does not solve, such as a wrong password or a changed migration.
 */
export async function waitForDatabase({
  timeoutMs,
  signal,
  onProblem,
  ...attempt
}: WaitOptions): Promise<void> {
  const endsAt = performance.now() + timeoutMs
  let last: AnySoukError = new ConnectionError('not_run', 'the server did not answer')
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const givenMs = Math.max(endsAt - performance.now(), leastAttemptMs)
    const attemptMs = Math.ceil(Math.min(givenMs, longestTimerMs))
    const problem = await within(attemptMs, signal, (limited) => problemOf(attempt, limited))
    signal.throwIfAborted()
    if (problem === null) return
    if (problem !== 'no answer') {
      if (!mayPass(problem)) throw problem
      if (problem.message !== last.message) onProblem(problem.message)
      last = problem
    }
    const leftMs = endsAt - performance.now()
    if (leftMs <= 0) {
      throw new TimeoutError(`waited ${timeoutMs / 1_000} s in vain: ${last.message}`, { cause: last })
    }
    await sleep(Math.min(pauseMs, leftMs), undefined, { signal }).catch(() => undefined)
    signal.throwIfAborted()
  }
}

/**
 * Runs an attempt with a signal that is also aborted after a time. A timer of its own holds the signal: the collector of
 * Node.js 20 may take `AbortSignal.any([AbortSignal.timeout(…)])` away before it fires.
 */
async function within<T>(
  ms: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, ms)
  signal.addEventListener('abort', abort)
  try {
    if (signal.aborted) abort()
    return await run(controller.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

async function problemOf(
  { url, check }: Pick<WaitOptions, 'url' | 'check'>,
  signal: AbortSignal,
): Promise<AnySoukError | 'no answer' | null> {
  try {
    const client = await connect(url, 'souk-db wait', signal)
    // A server that falls silent is not waited for.
    const giveUp = () => client.connection.stream.destroy()
    signal.addEventListener('abort', giveUp)
    try {
      await check(client)
      return null
    } finally {
      signal.removeEventListener('abort', giveUp)
      await closeClient(client)
    }
  } catch (error) {
    if (signal.aborted) return 'no answer'
    if (isSoukError(error)) return error
    throw error
  }
}

/** True if others may solve the problem meanwhile: a server that starts, a database that is made, rights, migrations. */
function mayPass(problem: AnySoukError): boolean {
  switch (problem.code) {
    case 'connection':
      return problem.retryable || problem.reason === 'host_unknown' || problem.reason === 'database_missing'
    case 'migration':
      return problem.problem === 'pending'
    case 'database':
      return problem.sqlState === '42501'
    default:
      return problem.retryable
  }
}
