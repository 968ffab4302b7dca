import type { WriteStream } from 'node:tty'

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
