/**
 * Writes the messages of PostgreSQL's frontend protocol 3.0 (PostgreSQL manual, 'Message Formats') back to back into
 * one buffer, so that all messages of a tick are one write.
 */

import type { WireValue } from '../values/encoders.js'

const chunkSize = 64 * 1024
const largeSize = 4 * 1024 * 1024
const byte = {
  parse: 80,
  bind: 66,
  describe: 68,
  execute: 69,
  sync: 83,
  flush: 72,
  close: 67,
  query: 81,
  copyData: 100,
  copyDone: 99,
  copyFail: 102,
} as const

/** Messages without a body: the code and the length. */
const syncMessage = Buffer.from([byte.sync, 0, 0, 0, 4])
/** The end of a Bind that asks for all columns as text. */
const allText = Buffer.from([0, 0])
/** The unnamed portal, all rows. */
const executeAll = Buffer.from([byte.execute, 0, 0, 0, 9, 0, 0, 0, 0, 0])

/** A buffer to which messages are appended. */
export class MessageWriter {
  #buffer = Buffer.allocUnsafeSlow(chunkSize)
  #start = 0
  #end = 0

  get isEmpty(): boolean {
    return this.#start === this.#end
  }

  /** Returns the bytes since the last call. They are not overwritten afterwards. */
  take(): Buffer {
    const taken = this.#buffer.subarray(this.#start, this.#end)
    this.#start = this.#end
    // A buffer for a large message is not kept for the small ones after it.
    if (this.#buffer.length > chunkSize) {
      this.#buffer = Buffer.allocUnsafeSlow(chunkSize)
      this.#start = this.#end = 0
    }
    return taken
  }

  /** The number of bytes to take, for {@link MessageWriter.rewind}. */
  get length(): number {
    return this.#end - this.#start
  }

  /** Removes what was written after the first `length` bytes. */
  rewind(length: number): void {
    this.#end = this.#start + length
  }

  parse(name: Buffer, text: string): void {
    const length = Buffer.byteLength(text)
    const at = this.#open(byte.parse, name.length + 1 + length + 1 + 2)
    this.#bytes(name)
    this.#zero()
    this.#end += this.#buffer.write(text, this.#end)
    this.#zero()
    this.#int16(0)
    this.#closeAt(at)
  }

  /**
   * Binds values to a statement, in the portal of that name.
   *
   * @param formats - the format codes of the result's columns, with their count, as in the message.
   */
  bind(portal: Buffer, statement: Buffer, values: readonly WireValue[], formats: Buffer = allText): void {
    let room = portal.length + statement.length + 10 + values.length * 6 + formats.length
    let hasBytes = false
    for (const value of values) {
      if (value === null) continue
      if (typeof value === 'string') room += value.length < 4096 ? value.length * 3 : Buffer.byteLength(value)
      else {
        room += value.length
        hasBytes = true
      }
    }
    const at = this.#open(byte.bind, room)
    this.#bytes(portal)
    this.#zero()
    this.#bytes(statement)
    this.#zero()
    // No format codes if all values are text; one per value if one of them is bytes.
    this.#int16(hasBytes ? values.length : 0)
    if (hasBytes) for (const value of values) this.#int16(typeof value === 'string' || value === null ? 0 : 1)
    this.#int16(values.length)
    for (const value of values) this.#value(value)
    this.#bytes(formats)
    this.#closeAt(at)
  }

  /** Runs the unnamed portal to its end. */
  executeAll(): void {
    this.#reserve(executeAll.length)
    this.#bytes(executeAll)
  }

  /** Runs a portal for at most `rows` rows. */
  execute(portal: Buffer, rows: number): void {
    const at = this.#open(byte.execute, portal.length + 5)
    this.#bytes(portal)
    this.#zero()
    this.#int32(rows)
    this.#closeAt(at)
  }

  describe(portal: Buffer): void {
    const at = this.#open(byte.describe, portal.length + 2)
    this.#buffer[this.#end++] = 80
    this.#bytes(portal)
    this.#zero()
    this.#closeAt(at)
  }

  closeStatement(name: Buffer): void {
    this.#close(83, name)
  }

  closePortal(portal: Buffer): void {
    this.#close(80, portal)
  }

  sync(): void {
    this.#reserve(syncMessage.length)
    this.#bytes(syncMessage)
  }

  query(sql: string): void {
    const length = Buffer.byteLength(sql)
    const at = this.#open(byte.query, length + 1)
    this.#end += this.#buffer.write(sql, this.#end)
    this.#zero()
    this.#closeAt(at)
  }

  copyData(data: Buffer): void {
    const at = this.#open(byte.copyData, data.length)
    this.#bytes(data)
    this.#closeAt(at)
  }

  copyDone(): void {
    this.#closeAt(this.#open(byte.copyDone, 0))
  }

  copyFail(reason: string): void {
    const at = this.#open(byte.copyFail, reason.length * 3 + 1)
    this.#end += this.#buffer.write(reason, this.#end)
    this.#zero()
    this.#closeAt(at)
  }

  #close(kind: number, name: Buffer): void {
    const at = this.#open(byte.close, name.length + 2)
    this.#buffer[this.#end++] = kind
    this.#bytes(name)
    this.#zero()
    this.#closeAt(at)
  }

  #value(value: WireValue): void {
    if (value === null) {
      this.#int32(-1)
    } else if (typeof value === 'string') {
      const at = this.#end
      this.#end += 4
      const length = this.#buffer.write(value, this.#end)
      this.#end += length
      this.#buffer.writeInt32BE(length, at)
    } else {
      this.#int32(value.length)
      this.#bytes(value)
    }
  }

  /** Begins a message whose body takes at most `room` bytes. */
  #open(code: number, room: number): number {
    this.#reserve(room + 5)
    this.#buffer[this.#end] = code
    this.#end += 5
    return this.#end - 4
  }

  #closeAt(at: number): void {
    this.#buffer.writeInt32BE(this.#end - at, at)
  }

  #reserve(room: number): void {
    if (this.#end + room <= this.#buffer.length) return
    // The socket may still be using bytes that were taken. Only the others are copied.
    const pending = this.#buffer.subarray(this.#start, this.#end)
    const needed = pending.length + room
    // Twice the size, so that many small messages in one tick are not copied each time; not for a large message.
    const next = Buffer.allocUnsafeSlow(
      needed > largeSize ? needed + chunkSize : Math.max(chunkSize, needed * 2),
    )
    next.set(pending)
    this.#buffer = next
    this.#start = 0
    this.#end = pending.length
  }

  #bytes(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#end)
    this.#end += bytes.length
  }

  #zero(): void {
    this.#buffer[this.#end++] = 0
  }

  #int16(value: number): void {
    this.#end = this.#buffer.writeUInt16BE(value, this.#end)
  }

  #int32(value: number): void {
    this.#end = this.#buffer.writeInt32BE(value, this.#end)
  }
}
