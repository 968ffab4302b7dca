/** Reads the bodies of the server's messages (PostgreSQL manual, 'Message Formats'). */

import type { Field } from '../values/row-builder.js'
import { sliceAscii, sliceUtf8 } from '../values/slice-text.js'

/** The codes of the messages that are read. */
export const code = {
  parseComplete: 49,
  bindComplete: 50,
  notification: 65,
  commandComplete: 67,
  dataRow: 68,
  error: 69,
  copyIn: 71,
  emptyQuery: 73,
  noData: 110,
  notice: 78,
  parameterStatus: 83,
  portalSuspended: 115,
  rowDescription: 84,
  readyForQuery: 90,
} as const

function cstringEnd(bytes: Buffer, start: number): number {
  return bytes.indexOf(0, start)
}

/** Reads a RowDescription: the names, types and forms of a result's columns. */
export function readFields(bytes: Buffer, start: number): Field[] {
  const count = bytes.readUInt16BE(start)
  const fields: Field[] = []
  let at = start + 2
  for (let index = 0; index < count; index++) {
    const end = cstringEnd(bytes, at)
    fields.push({
      name: bytes.toString('utf8', at, end),
      dataTypeID: bytes.readUInt32BE(end + 7),
      isBinary: bytes.readUInt16BE(end + 17) === 1,
    })
    at = end + 19
  }
  return fields
}

/** Reads a CommandComplete: `SELECT 5`, `INSERT 0 1`, `BEGIN`. */
export function readTag(bytes: Buffer, start: number, end: number): string {
  return sliceAscii(bytes, start, end - 1)
}

/** A notification, sent to a channel by NOTIFY. */
export interface Notification {
  readonly channel: string
  readonly payload: string
}

/** Reads a NotificationResponse, without the sender. */
export function readNotification(bytes: Buffer, start: number, end: number): Notification {
  const channelStart = start + 4
  const channelEnd = cstringEnd(bytes, channelStart)
  return {
    channel: sliceUtf8(bytes, channelStart, channelEnd),
    payload: sliceUtf8(bytes, channelEnd + 1, end - 1),
  }
}

/** Reads a ParameterStatus: a setting's name and value. */
export function readParameter(bytes: Buffer, start: number): readonly [name: string, value: string] {
  const nameEnd = cstringEnd(bytes, start)
  return [sliceUtf8(bytes, start, nameEnd), sliceUtf8(bytes, nameEnd + 1, cstringEnd(bytes, nameEnd + 1))]
}

const errorFields: Readonly<Record<string, string>> = {
  // A pooler's own errors have no V. The server sends V, which is never translated, after S.
  S: 'severity',
  V: 'severity',
  C: 'code',
  M: 'message',
  P: 'position',
  s: 'schema',
  t: 'table',
  c: 'column',
  d: 'dataType',
  n: 'constraint',
  R: 'routine',
  p: 'internalPosition',
}

/**
 * Reads an ErrorResponse into an error with the shape of the driver's own.
 *
 * Detail, hint, context and internal query are left out: they quote rows and values.
 */
export function readError(bytes: Buffer, start: number, end: number): Error {
  const fields: Record<string, string> = {}
  for (let at = start; at < end && bytes[at] !== 0;) {
    const name = errorFields[String.fromCharCode(bytes[at] ?? 0)]
    const stop = cstringEnd(bytes, at + 1)
    if (name !== undefined) fields[name] = bytes.toString('utf8', at + 1, stop)
    at = stop + 1
  }
  const { message, ...rest } = fields
  return Object.assign(new Error(message ?? 'the server refused a statement'), rest)
}
