import { Duplex } from 'node:stream'
import { setImmediate } from '../engine/timers.js'

/**
 * One end of a connection inside this process, with the methods of a `net.Socket` that pg's `stream` option needs.
 *
 * Data that one end writes the other reads at once; a writer waits while its reader is behind.
 */
export class LoopbackSocket extends Duplex {
  #peer: LoopbackSocket | null = null
  #ended = false
  /** Ends the write of the peer that waits for this end to read. */
  #taken: ((error?: Error) => void) | null = null

  /** Makes the two ends of a connection. */
  static pair(): readonly [LoopbackSocket, LoopbackSocket] {
    const left = new LoopbackSocket()
    const right = new LoopbackSocket()
    left.#peer = right
    right.#peer = left
    return [left, right]
  }

  private constructor() {
    // As with a socket, an end that has read everything ends its own side also.
    super({ allowHalfOpen: false })
  }

  connect(): this {
    setImmediate(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {
    const taken = this.#taken
    this.#taken = null
    taken?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const peer = this.#peer
    if (peer === null || peer.destroyed || peer.#ended) done(brokenPipe())
    else if (peer.push(chunk)) done()
    else peer.#taken = done
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done)
  }

  override _final(done: () => void): void {
    this.#endPeer()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#endPeer()
    this.#taken?.(brokenPipe())
    done(error)
  }

  /** Ends the writing side: nothing more will come. */
  #endPeer(): void {
    const peer = this.#peer
    if (peer === null || peer.#ended || peer.destroyed) return
    peer.#ended = true
    peer.push(null)
  }
}

function brokenPipe(): Error {
  return Object.assign(new Error('the other end of the connection is closed'), { code: 'EPIPE' })
}
