import { isSoukError } from '../errors.js'

type StopSignal = 'SIGINT' | 'SIGTERM'

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM']

/** The error of a command that a signal stopped. */
export class Interrupted extends Error {
  /** 128 plus the number of the signal, as shells define it. */
  readonly exitCode: number
  readonly signal: StopSignal

  constructor(signal: StopSignal, message = 'stopped; nothing is half done') {
    super(message)
    this.name = 'Interrupted'
    this.signal = signal
    this.exitCode = exitCodeOf(signal)
  }
}

function exitCodeOf(signal: StopSignal): number {
  return signal === 'SIGINT' ? 130 : 143
}

/** The time that work has to stop, in milliseconds. */
const graceMs = 700

/** Options of {@link interruptible}. */
interface InterruptibleOptions {
  /** True for work that leaves something behind unless it ends by itself. It is not ended, and says so. @defaultValue false */
  readonly cleansUp?: boolean
  /** Returns the words for the end. @defaultValue that nothing is half done */
  readonly stopped?: () => string
}

/** The work that a signal stops. */
let running: (InterruptibleOptions & { readonly controller: AbortController }) | undefined

/** Makes Ctrl-C and SIGTERM stop the command: what runs in {@link interruptible} in an orderly way, anything else at once. */
export function stopOnSignals(): void {
  for (const signal of stopSignals) process.on(signal, stop)
}

function stop(signal: StopSignal): void {
  if (running === undefined) endNow(signal, 'stopped')
  const { controller, cleansUp = false, stopped } = running
  if (controller.signal.aborted) endNow(signal, cleansUp ? 'stopped before it had cleaned up' : 'stopped')
  const interrupted = new Interrupted(signal, stopped?.())
  controller.abort(interrupted)
  setTimeout(() => {
    if (!cleansUp) endNow(signal, interrupted.message)
    process.stderr.write('souk-db: stopping what runs, and cleaning up; a second Ctrl-C ends it at once\n')
  }, graceMs).unref()
}

/**
 * Runs work that Ctrl-C stops in an orderly way: the work's signal is aborted with {@link Interrupted}.
 *
 * Work that has not stopped within a second is ended: the server undoes what was not committed. A second Ctrl-C ends the
 * process at once.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  options: InterruptibleOptions = {},
): Promise<T> {
  const controller = new AbortController()
  running = { ...options, controller }
  try {
    return await work(controller.signal)
  } catch (error) {
    const reason: unknown = controller.signal.reason
    // Work that could not stop cleanly throws an error of its own. It was still stopped.
    if (reason instanceof Interrupted && isSoukError(error))
      throw new Interrupted(reason.signal, options.stopped === undefined ? error.message : reason.message)
    throw error
  } finally {
    // After a signal, what follows is the end of the command, and has the same time.
    if (!controller.signal.aborted) running = undefined
  }
}

const showCursor = '\x1b[?25h'

/** Ends the process with a word, unless it has had its last one, and shows the cursor that a progress display has hidden. */
function endNow(signal: StopSignal, words: string): never {
  if (process.stderr.isTTY) process.stderr.write(showCursor)
  if (process.exitCode === undefined) process.stderr.write(`souk-db: ${words}\n`)
  process.exit(exitCodeOf(signal))
}
