import type { TransactionStatus } from './wire-message.js'

/** A message of the server inside a larger buffer. */
export interface ServerMessage {
  /** The type byte as a letter. */
  readonly type: string
  readonly start: number
  readonly end: number
  readonly body: Buffer
}

/** Walks over the whole messages in a buffer. */
export function* serverMessages(output: Buffer): Generator<ServerMessage> {
  for (let start = 0; start + 5 <= output.length;) {
    const end = start + 1 + output.readUInt32BE(start + 1)
    const type = String.fromCharCode(output.readUInt8(start))
    yield { type, start, end, body: output.subarray(start + 5, end) }
    start = end
  }
}

/** The status byte of a ReadyForQuery. */
export function transactionStatus(body: Buffer): TransactionStatus {
  const status = String.fromCharCode(body.readUInt8(0))
  return status === 'T' || status === 'E' ? status : 'I'
}

/** The text up to the next zero byte. */
export function cString(bytes: Buffer, start: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(0, start)
  if (end < 0) return { text: bytes.toString('utf8', start), next: bytes.length }
  return { text: bytes.toString('utf8', start, end), next: end + 1 }
}

/** One field of an ErrorResponse or NoticeResponse, such as `C` for the SQLSTATE. */
export function errorField(body: Buffer, field: string): string | null {
  for (let at = 0; at < body.length && body.readUInt8(at) !== 0;) {
    const { text, next } = cString(body, at + 1)
    if (String.fromCharCode(body.readUInt8(at)) === field) return text
    at = next
  }
  return null
}
