import { PlainProgress } from './plain-progress.js'
import type { Progress, ProgressOptions } from './progress.js'
import { TerminalProgress } from './terminal-progress.js'

/**
 * Starts a display of progress: a bar or a spinner on a terminal, plain lines elsewhere.
 *
 * @example
 * ```ts
 * using progress = startProgress({ label: 'Loading places', total: 3 })
 * for (let loaded = 1; loaded <= 3; loaded++) progress.update(loaded)
 * progress.finish('3 places')
 * ```
 */
export function startProgress(options: ProgressOptions): Progress {
  const stream = options.stream ?? process.stderr
  const moving = stream.isTTY === true && process.env['TERM'] !== 'dumb'
  return moving ? new TerminalProgress(options, stream) : new PlainProgress(options, stream)
}
