import type { Cancellation } from '../cancellation.js'
import { keepAsking } from '../keep-asking.js'
import type { WireConnection } from './wire-connection.js'

/**
 * Sends cancel requests for the work of an exclusive connection once its call is cancelled.
 *
 * @returns a function that stops the requests.
 */
export function cancelWhenWanted(
  connection: WireConnection,
  cancellation: Cancellation | undefined,
): () => void {
  let stopAsking: (() => void) | undefined
  const stopListening = cancellation?.onWanted(() => {
    stopAsking = keepAsking(() => {
      // A COPY that waits for data ends with a CopyFail message instead.
      if (connection.pending > 0 && connection.current?.waitsForClient !== true) connection.cancelCurrent()
    })
  })
  return () => {
    stopListening?.()
    stopAsking?.()
  }
}
