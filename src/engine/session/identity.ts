import { applySettings } from './session-settings.js'

/** The names of the settings that hold an identity. */
export const identitySettings = { userId: 'souk.user_id', role: 'souk.role' } as const

/**
 * The user for whom statements run, as settings of each of their transactions. The policies of a database read them; the
 * server ends them with the transaction, so that nothing is left for whoever uses the connection next.
 */
export class Identity {
  /** The values of {@link Identity.text}. */
  readonly values: readonly [userId: string, role: string]
  /** A statement with two parameters that sets it for the transaction, and returns no row. */
  static readonly text =
    `select where pg_catalog.set_config('${identitySettings.userId}', $1, true) is null` +
    ` or pg_catalog.set_config('${identitySettings.role}', $2, true) is null`
  /** The same statement with the values in it, for a message without parameters. */
  readonly sql: string

  constructor(userId: string, role: string) {
    this.values = [userId, role]
    const settings = { [identitySettings.userId]: userId, [identitySettings.role]: role }
    this.sql = applySettings(settings, 'transaction')
  }
}
