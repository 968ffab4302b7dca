import type { Cancellation } from '../cancellation.js'
import type { WireConnection } from './wire-connection.js'
import { clearInterval, setInterval } from '../timers.js'

/** How often a server is asked to cancel what it has not stopped, in milliseconds. */
export const cancelEveryMs = 250

/**
 * Asks the server to cancel what an exclusive connection does as soon as that is no longer wanted, and again: a request
 * that comes before the server has begun comes to nothing.
 *
 * @returns what stops the asking.
 */
export function cancelWhenWanted(
  connection: WireConnection,
  cancellation: Cancellation | undefined,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const ask = () => {
    // A COPY that waits for data is ended by what it is sent.
    if (connection.pending > 0 && connection.current?.waitsForClient !== true) connection.cancelCurrent()
  }
  const stopListening = cancellation?.onWanted(() => {
    timer = setInterval(ask, cancelEveryMs)
    ask()
  })
  return () => {
    stopListening?.()
    clearInterval(timer)
  }
}
