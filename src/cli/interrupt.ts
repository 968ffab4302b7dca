import { isSoukError } from '../errors.js'

type StopSignal = 'SIGINT' | 'SIGTERM'

/** The error of a command that a signal stopped. */
export class Interrupted extends Error {
  /** 128 plus the number of the signal, as shells define it. */
  readonly exitCode: number
  readonly signal: StopSignal

  constructor(signal: StopSignal, message = 'stopped; nothing is half done') {
    super(message)
    this.name = 'Interrupted'
    this.signal = signal
    this.exitCode = signal === 'SIGINT' ? 130 : 143
  }
}

/**
 * Runs work that Ctrl-C stops in an orderly way: the work's signal is aborted with {@link Interrupted}.
 *
 * A second Ctrl-C ends the process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stop = (signal: StopSignal) => {
    if (controller.signal.aborted) endNow(signal)
    else controller.abort(new Interrupted(signal))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    return await work(controller.signal)
  } catch (error) {
    const reason: unknown = controller.signal.reason
    // Work that could not stop cleanly throws an error of its own. It was still stopped.
    if (reason instanceof Interrupted && isSoukError(error))
      throw new Interrupted(reason.signal, error.message)
    throw error
  } finally {
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
  }
}

const showCursor = '\x1b[?25h'

/** Ends the process as the signal would have, after showing the cursor that a progress display has hidden. */
function endNow(signal: StopSignal): void {
  if (process.stderr.isTTY) process.stderr.write(showCursor)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}
