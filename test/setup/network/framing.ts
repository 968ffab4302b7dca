/** Cuts bytes into messages of the protocol; the first ones of a client have no code before their length. */
export class Framing {
  #rest: Buffer = Buffer.alloc(0)
  #hasCode: boolean

  constructor(hasCode: boolean) {
    this.#hasCode = hasCode
  }

  *messages(chunk: Buffer): Generator<Buffer> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (;;) {
      const at = this.#hasCode ? 1 : 0
      if (this.#rest.length < at + 4) return
      const length = at + this.#rest.readUInt32BE(at)
      if (this.#rest.length < length) return
      const message = this.#rest.subarray(0, length)
      this.#rest = this.#rest.subarray(length)
      this.#hasCode = true
      yield message
    }
  }
}
