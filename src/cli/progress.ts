import type { WriteStream } from 'node:tty'
import { PlainProgress } from './plain-progress.js'
import { TerminalProgress } from './terminal-progress.js'

/** What is under way. */
export interface ProgressOptions {
  /** Says what is done, such as `Loading places`. */
  readonly label: string
  /** How much there is to do; absent if nobody knows. */
  readonly total?: number
  /** @defaultValue standard error, so that results can be piped */
  readonly stream?: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>
}

/** A display of something under way. `using` ends it on the way out of an error too. */
export interface Progress extends Disposable {
  /** Tells how much of the total is done. */
  update(done: number): void
  /** Tells what is being done right now. */
  step(text: string): void
  /** Leaves a line that stays. */
  note(text: string): void
  /** Ends the display with a last line; only the first call counts. */
  finish(text: string): void
}

/**
 * Shows that something is under way: a bar or a spinner on a terminal, plain lines elsewhere.
 *
 * @example
 * ```ts
 * using progress = startProgress({ label: 'Loading places', total: 135_233 })
 * for (const batch of batches) progress.update((loaded += await load(batch)))
 * progress.finish(`${loaded} places`)
 * ```
 */
export function startProgress(options: ProgressOptions): Progress {
  const stream = options.stream ?? process.stderr
  const moving = stream.isTTY === true && process.env['TERM'] !== 'dumb'
  return moving ? new TerminalProgress(options, stream) : new PlainProgress(options, stream)
}
