import { fellSilent, type WireConnection } from './wire-connection.js'
import { clearImmediate, clearTimeout, setImmediate, setTimeout } from '../timers.js'

/**
 * Returns the time that a server may be silent while it owes an answer: longer than its own limit for statements. In
 * milliseconds; 0 means no limit.
 */
export function silenceFor(statementTimeoutMs: number): number {
  // Without a limit on the server a statement may take any time, in which the server sends nothing.
  return statementTimeoutMs === 0
    ? 0
    : statementTimeoutMs + Math.min(Math.max(statementTimeoutMs, 1_000), 10_000)
}

/** The time in which a server must do what costs it nothing, if statements have no limit. Milliseconds. */
export const promptMs = 10_000

/** Limits work that takes a server no time, such as BEGIN, if statements have no limit. */
export async function promptly<T>(connection: WireConnection, work: Promise<T>): Promise<T> {
  if (connection.silentMs > 0) return work
  let late: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    // A busy process may have received the answer and not read it yet.
    late = setImmediate(() => connection.destroy(fellSilent()))
  }, promptMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    clearImmediate(late)
  }
}
