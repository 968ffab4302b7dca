import type { Progress, ProgressOptions } from './progress.js'

/** A silence that is longer makes people wonder. */
const silenceMs = 10_000

/** Shows progress as lines, for logs: every step, the count after each tenth, and a sign of life in between. */
export class PlainProgress implements Progress {
  readonly #label: string
  readonly #total: number | undefined
  readonly #stream: NodeJS.WritableStream
  #tenths = 0
  #finished = false
  #step = ''
  readonly #start = performance.now()
  readonly #signOfLife: NodeJS.Timeout

  constructor({ label, total }: ProgressOptions, stream: NodeJS.WritableStream) {
    this.#label = label
    this.#total = total
    this.#stream = stream
    this.#signOfLife = setInterval(() => this.#tellTime(), silenceMs).unref()
    this.note(`${label} …`)
  }

  update(done: number): void {
    if (this.#total === undefined || this.#total === 0) return
    const tenths = Math.floor((done / this.#total) * 10)
    if (tenths <= this.#tenths) return
    this.#tenths = tenths
    this.note(`${this.#label}: ${count(done)} of ${count(this.#total)} (${tenths * 10} %)`)
  }

  step(text: string): void {
    this.#step = `: ${text}`
    this.note(`${this.#label}${this.#step}`)
  }

  note(text: string): void {
    this.#signOfLife.refresh()
    this.#stream.write(`${text}\n`)
  }

  finish(text: string): void {
    if (!this.#finished) this.note(text)
    this[Symbol.dispose]()
  }

  [Symbol.dispose](): void {
    this.#finished = true
    clearInterval(this.#signOfLife)
  }

  #tellTime(): void {
    const seconds = Math.round((performance.now() - this.#start) / 1_000)
    this.#stream.write(`${this.#label}${this.#step} … ${seconds} s\n`)
  }
}

function count(number: number): string {
  return number.toLocaleString('en')
}
