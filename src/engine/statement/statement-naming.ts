import { isServerError } from '../failure/driver-error.js'

/**
 * Whether statements are prepared under names that connections keep.
 *
 * A pooler in transaction mode that carries no prepared statements over (PgBouncer before 1.21) lets several connections
 * share a session of the server, where the name of one's statement is taken by another's. What the server says then,
 * nobody else makes it say, and nothing has run: from there on statements go without names.
 */
export class StatementNaming {
  isOn: boolean

  constructor(isOn = true) {
    this.isOn = isOn
  }

  /** Takes note of an error of a statement that was sent with a name. */
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

/** Tells whether a session has a prepared statement of this name already, made by another connection. */
export function isNameTaken(error: unknown): boolean {
  return isServerError(error) && error.code === '42P05'
}
