import { exitCodes } from './exit-codes.js'

/**
 * Makes standard output and error end quietly. A reader that has seen enough, such as `head`, changes nothing: the work goes
 * on, since it may have to clean up, and the exit code is its own. Output that cannot be written, as on a full disk, is
 * reported on standard error, and the exit code is 1.
 */
export function guardOutput(): void {
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    process.exitCode = exitCodes.failed
    process.stderr.write(`souk-db: standard output cannot be written (${error.code ?? 'unknown'})\n`)
  })
}
