import { clearTimeout, setTimeout } from '../timers.js'
import { simpleQuery } from './simple-query.js'
import type { WireConnection } from './wire-connection.js'

/** The longest reset: to replace the session costs less. */
const resetWithinMs = 5_000

/**
 * Undoes anything that statements of unknown effect may have done to a session: settings, role, locks, temporary
 * tables, cursors, channels.
 *
 * @returns false if the session must not be used again.
 */
export async function resetSession(connection: WireConnection): Promise<boolean> {
  const late = () => connection.destroy(new Error('the server did not answer in time'))
  const timer = setTimeout(late, resetWithinMs)
  try {
    const { rows } = await simpleQuery(connection, connection.resetSql)
    return !rows.some(([value]) => value === 'prepared')
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
