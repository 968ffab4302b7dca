import { fellSilent, type WireConnection } from './wire-connection.js'
import { clearImmediate, clearTimeout, setImmediate, setTimeout } from '../timers.js'

/**
 * How long a server may be silent while an answer is waited for, which it does not owe before it would end the statement
 * itself. Milliseconds; 0 means for ever.
 */
export function silenceFor(statementTimeoutMs: number): number {
  // Without a limit of the server's a statement may take as long as it likes, and says nothing meanwhile.
  return statementTimeoutMs === 0
    ? 0
    : statementTimeoutMs + Math.min(Math.max(statementTimeoutMs, 1_000), 10_000)
}

/** How long a server may take over what costs it nothing where statements may take as long as they like. */
export const promptMs = 10_000

/** Bounds work that takes a server no time, such as BEGIN: without a limit for statements it has one of its own. */
export async function promptly<T>(connection: WireConnection, work: Promise<T>): Promise<T> {
  if (connection.silentMs > 0) return work
  let late: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    // A process that was busy itself may have the answer, and not have read it.
    late = setImmediate(() => connection.destroy(fellSilent()))
  }, promptMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    clearImmediate(late)
  }
}
