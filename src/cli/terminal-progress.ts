import cliProgress, { type MultiBar, type Options, type Params, type SingleBar } from 'cli-progress'
import { paint } from './paint.js'
import type { Progress, ProgressOptions } from './progress.js'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const

/** Shows progress as one moving line: a bar if the total is known, otherwise a spinner. */
export class TerminalProgress implements Progress {
  readonly #stream: NodeJS.WritableStream
  readonly #bars: MultiBar
  readonly #bar: SingleBar
  #step = ''
  #finished = false

  constructor({ label, total }: ProgressOptions, stream: NodeJS.WritableStream) {
    this.#stream = stream
    this.#bars = new cliProgress.MultiBar({
      stream,
      format: (options, params) =>
        total === undefined ? this.#spinner(label) : this.#barLine(label, options, params),
      barsize: 30,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      // The library would swallow Ctrl-C, but the command decides what it means.
      gracefulExit: false,
    })
    this.#bar = this.#bars.create(total ?? 1, 0)
  }

  update(done: number): void {
    this.#bar.update(done)
  }

  step(text: string): void {
    this.#step = text
  }

  note(text: string): void {
    this.#bars.log(`${text}\n`)
  }

  finish(text: string): void {
    if (this.#stop()) this.#stream.write(`${paint('green', '✓', this.#stream)} ${text}\n`)
  }

  [Symbol.dispose](): void {
    this.#stop()
  }

  #stop(): boolean {
    if (this.#finished) return false
    this.#finished = true
    // Notes wait for the next drawing.
    this.#bars.update()
    this.#bars.stop()
    return true
  }

  #spinner(label: string): string {
    const frame = frames[Math.floor(performance.now() / 100) % frames.length] ?? ''
    return `${paint('cyan', frame, this.#stream)} ${label} ${paint('dim', this.#step, this.#stream)}`
  }

  #barLine(label: string, options: Options, { progress, value, total, eta }: Params): string {
    const bar = paint('cyan', cliProgress.Format.BarFormat(progress, options), this.#stream)
    const left = Number.isFinite(eta) && eta > 0 ? `, ${eta} s left` : ''
    const counts = `${value.toLocaleString('en')} of ${total.toLocaleString('en')}${left}`
    return `${label} ${bar} ${counts} ${paint('dim', this.#step, this.#stream)}`
  }
}
