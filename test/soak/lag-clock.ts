const everyMs = 50

/** Adds up how late timers are, so that a machine that is busy can be told from a call that hangs. */
export class LagClock implements Disposable {
  totalMs = 0
  #last = performance.now()
  readonly #timer = setInterval(() => this.#tick(), everyMs)

  #tick(): void {
    const now = performance.now()
    this.totalMs += Math.max(0, now - this.#last - everyMs)
    this.#last = now
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}
