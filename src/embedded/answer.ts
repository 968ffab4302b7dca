import { cString, serverMessages, transactionStatus } from './server-output.js'
import type { TransactionStatus } from './wire-message.js'

/** The server's answer to a batch, split into its parts. */
export interface Answer {
  /** The messages for the client, in order: all but ReadyForQuery and notifications. */
  readonly parts: readonly Buffer[]
  /** The number of parts up to and including the request for the data of a COPY; null without one. */
  readonly untilCopy: number | null
  /** The command tags, such as `SELECT 1` and `SET`. */
  readonly tags: readonly string[]
  /** The bodies of notifications. */
  readonly notifications: readonly Buffer[]
  /** The body of the last error; null if there was none. */
  readonly error: Buffer | null
  /** The last transaction status the server reported; null if it reported none. */
  readonly status: TransactionStatus | null
}

/**
 * Takes the server's output apart.
 *
 * PGlite answers an error of the extended protocol with a ReadyForQuery of its own, besides the one for Sync: a
 * client would take it for the answer to its next query. So all are left out, and whoever asked sends its own.
 */
export function readAnswer(output: Buffer): Answer {
  const parts: Buffer[] = []
  const tags: string[] = []
  const notifications: Buffer[] = []
  let untilCopy: number | null = null
  let error: Buffer | null = null
  let status: TransactionStatus | null = null
  let from = 0
  for (const { type, start, end, body } of serverMessages(output)) {
    if (type === 'C') tags.push(cString(body, 0).text)
    else if (type === 'E') error = body
    else if (type === 'Z') status = transactionStatus(body)
    else if (type === 'A') notifications.push(body)
    if (type !== 'Z' && type !== 'A' && type !== 'G') continue
    if (start > from) parts.push(output.subarray(from, start))
    if (type === 'G') untilCopy = parts.push(output.subarray(start, end))
    from = end
  }
  if (from < output.length) parts.push(output.subarray(from))
  return { parts, untilCopy, tags, notifications, error, status }
}
