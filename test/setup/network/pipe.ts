import type { Socket } from 'node:net'

/**
 * The pieces in which bytes travel: `whole`, as they came; `bytes`, one by one, each in a turn of the event loop of its
 * own; `random`, cut and glued at random places, whatever the messages.
 */
export type Segments = 'whole' | 'bytes' | 'random'

/** The end of a connection: `fin` says goodbye, `reset` does not. */
export type Ending = 'fin' | 'reset'

/** The treatment of the bytes of one direction; read anew for each piece. */
export interface Weather {
  readonly segments: Segments
  /** The time a piece is on its way, in milliseconds. */
  readonly delayMs: number
  readonly random: () => number
}

/** More than this is not read ahead of a receiver that does not take it. */
const mostQueued = 1 << 20

/** One direction of a connection through a proxy. */
export class Pipe {
  readonly source: Socket
  readonly sink: Socket
  readonly #weather: () => Weather
  readonly #queue: { bytes: Buffer; readonly due: number }[] = []
  #queued = 0
  #ending: Ending | undefined
  #isStalled = false
  #isPumping = false

  constructor(source: Socket, sink: Socket, weather: () => Weather) {
    this.source = source
    this.sink = sink
    this.#weather = weather
    sink.on('drain', () => this.#readOn())
  }

  get isStalled(): boolean {
    return this.#isStalled
  }

  /** Sends bytes on, now or when the network lets them pass. */
  push(bytes: Buffer): void {
    if (this.#ending !== undefined || bytes.length === 0) return
    this.#queue.push({ bytes, due: performance.now() + this.#weather().delayMs })
    this.#queued += bytes.length
    this.#pump()
    if (this.#queued > mostQueued || this.sink.writableNeedDrain) this.source.pause()
  }

  /** Sends what is on its way at once. */
  flush(): void {
    for (const { bytes } of this.#queue.splice(0)) this.#write(bytes)
  }

  /** Ends the connection towards the sink, behind the bytes that are on their way. */
  finish(ending: Ending): void {
    this.#ending ??= ending
    this.#pump()
  }

  /** From here on nothing passes, until {@link resume}. */
  stall(): void {
    this.#isStalled = true
  }

  /** Lets pass what has gathered, and what follows. */
  resume(): void {
    this.#isStalled = false
    this.#pump()
  }

  #pump(): void {
    if (this.#isPumping) return
    this.#isPumping = true
    this.#step()
  }

  /** Sends what can be sent in this turn, and comes back for the rest. */
  #step(): void {
    while (!this.#isStalled) {
      const [next] = this.#queue
      if (next === undefined) {
        if (this.#ending === 'fin') this.sink.destroySoon()
        if (this.#ending === 'reset') this.#reset()
        break
      }
      const early = next.due - performance.now()
      if (early > 0) {
        setTimeout(() => this.#step(), early)
        return
      }
      const { segments } = this.#weather()
      this.#write(this.#take(segments, next))
      if (segments !== 'whole') {
        setImmediate(() => this.#step())
        return
      }
    }
    this.#isPumping = false
    this.#readOn()
  }

  #take(segments: Segments, first: { bytes: Buffer }): Buffer {
    if (segments === 'whole') {
      this.#queue.shift()
      return first.bytes
    }
    if (segments === 'random') this.#glue()
    const [head] = this.#queue
    if (head === undefined) return first.bytes
    const length = segments === 'bytes' ? 1 : this.#randomLength()
    const piece = head.bytes.subarray(0, length)
    head.bytes = head.bytes.subarray(length)
    if (head.bytes.length === 0) this.#queue.shift()
    return piece
  }

  /** Makes one piece of all that is due. */
  #glue(): void {
    const now = performance.now()
    const due = this.#queue.findIndex((piece) => piece.due > now)
    const pieces = this.#queue.splice(0, due === -1 ? this.#queue.length : due)
    this.#queue.unshift({ bytes: Buffer.concat(pieces.map(({ bytes }) => bytes)), due: now })
  }

  /** Mostly a few bytes, sometimes many. */
  #randomLength(): number {
    const { random } = this.#weather()
    return 1 + Math.floor(random() * (random() < 0.5 ? 8 : 2_000))
  }

  #write(bytes: Buffer): void {
    this.#queued -= bytes.length
    if (this.sink.writable) this.sink.write(bytes)
  }

  #reset(): void {
    if (this.sink.destroyed) return
    // Behind what was written, which would be lost with it.
    if (this.sink.writableLength === 0) this.sink.resetAndDestroy()
    else this.sink.write('', () => this.sink.resetAndDestroy())
  }

  #readOn(): void {
    if (this.#queued <= mostQueued && !this.sink.writableNeedDrain) this.source.resume()
  }
}
