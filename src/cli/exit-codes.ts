import { isSoukError, type AnySoukError } from '../errors.js'

/** The exit codes of every command, which scripts can act on. 130 and 143 stand for the signals that end one. */
export const exitCodes = {
  done: 0,
  /** It failed, or found something wrong. */
  failed: 1,
  /** Something remains to be done: migrations are pending. */
  pending: 2,
  /** No connection could be made, or it was lost. */
  unreachable: 3,
  /** A command, an option or a setting is wrong, or a package or program that it needs is missing: `EX_USAGE` of sysexits.h. */
  usage: 64,
} as const

/** The exit code that an error stands for. */
export function exitCodeOf(error: AnySoukError): number {
  switch (error.code) {
    case 'connection':
      return error.reason === 'settings_refused' ? exitCodes.usage : exitCodes.unreachable
    case 'invalid_input':
    case 'setup':
      return exitCodes.usage
    case 'timeout':
      // What was waited for in vain.
      return isSoukError(error.cause) ? exitCodeOf(error.cause) : exitCodes.failed
    case 'migration':
      return error.problem === 'pending' ? exitCodes.pending : exitCodes.failed
    default:
      return exitCodes.failed
  }
}
