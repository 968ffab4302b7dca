import { isServerError } from '../failure/driver-error.js'

/**
 * Decides whether statements are prepared under names that connections keep.
 *
 * A pooler in transaction mode that does not carry prepared statements over (PgBouncer before 1.21) lets several
 * connections share a session of the server, where another connection's statement may have the name. Nothing else
 * causes the server's error in that case, and nothing has run. From then on statements are sent without names.
 */
export class StatementNaming {
  isOn: boolean

  constructor(isOn = true) {
    this.isOn = isOn
  }

  /** Learns from an error of a statement that was sent with a name. */
  note(error: unknown): void {
    if (!this.isOn || !isNameTaken(error)) return
    this.isOn = false
    process.emitWarning(
      'the connection goes through a pooler that does not carry prepared statements over, so that statements are no ' +
        'longer prepared: set preparedStatements: false, or use a pooler that does (PgBouncer 1.21 or newer)',
      { type: 'SoukWarning', code: 'SOUK_UNPREPARED' },
    )
  }
}

/** True if the session already has a prepared statement of this name, made by another connection. */
function isNameTaken(error: unknown): boolean {
  return isServerError(error) && error.code === '42P05'
}
