import type { Progress, ProgressOptions } from './progress.js'

/** Shows progress as lines, for logs: every step, and the count after each tenth. */
export class PlainProgress implements Progress {
  readonly #label: string
  readonly #total: number | undefined
  readonly #stream: NodeJS.WritableStream
  #tenths = 0
  #finished = false

  constructor({ label, total }: ProgressOptions, stream: NodeJS.WritableStream) {
    this.#label = label
    this.#total = total
    this.#stream = stream
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
    this.note(`${this.#label}: ${text}`)
  }

  note(text: string): void {
    this.#stream.write(`${text}\n`)
  }

  finish(text: string): void {
    if (!this.#finished) this.note(text)
    this.#finished = true
  }

  [Symbol.dispose](): void {
    this.#finished = true
  }
}

function count(number: number): string {
  return number.toLocaleString('en')
}
