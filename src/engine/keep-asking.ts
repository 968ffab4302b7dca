import { clearInterval, setInterval } from './timers.js'

/** The time between cancel requests for the same work, in milliseconds. */
const askEveryMs = 250

/**
 * Calls `ask` at once and then every 250 ms: a cancel request that arrives before the server has begun the work has no
 * effect, so one is not enough.
 *
 * @returns a function that stops the calls.
 */
export function keepAsking(ask: () => void): () => void {
  ask()
  const timer = setInterval(ask, askEveryMs)
  return () => clearInterval(timer)
}
