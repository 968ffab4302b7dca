import type { WriteStream } from 'node:tty'

/** The work of which progress is shown. */
export interface ProgressOptions {
  /** The name of the work, such as `Loading places`. */
  readonly label: string
  /** The amount of work; absent if it is unknown. */
  readonly total?: number
  /** @defaultValue standard error, so that results can be piped */
  readonly stream?: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>
}

/** A display of progress. `using` also ends it when an error is thrown. */
export interface Progress extends Disposable {
  /** Shows how much of the total is done. */
  update(done: number): void
  /** Shows the current step. */
  step(text: string): void
  /** Prints a line that stays. */
  note(text: string): void
  /** Ends the display with a last line. Only the first call counts. */
  finish(text: string): void
}
