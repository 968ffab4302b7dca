import { existsSync } from 'node:fs'
import { libpqParameter } from './parameters.js'
import type { LibpqSettings } from './settings.js'
import { modeOf, usual } from './tls-settings.js'

/**
 * Returns the settings of a connection as variables, for a program that uses libpq itself. Where libpq has another default than this
 * package, or lacks a word, the variable leads to the same server in the same way.
 *
 * @throws `InvalidInputError` that names a setting which no variable can hand over.
 */
export function programEnvironment(settings: LibpqSettings): Readonly<Record<string, string>> {
  // On a command line others could read it.
  if (settings.get('sslpassword') !== undefined)
    throw settings.wrong(
      'sslpassword',
      'cannot be handed to pg_restore or psql: name a key without a password',
    )
  const variables: Record<string, string> = {}
  for (const [keyword, value] of settings.entries()) {
    const { env } = libpqParameter(keyword)
    if (env !== undefined && keyword !== 'service') variables[env] = value
  }
  const hasHost = settings.get('host') !== undefined || settings.get('hostaddr') !== undefined
  return {
    // libpq would look for a Unix socket.
    ...(!hasHost && { PGHOST: 'localhost' }),
    PGCHANNELBINDING: 'disable',
    PGGSSENCMODE: 'disable',
    ...variables,
    ...tlsVariables(settings),
  }
}

function tlsVariables(settings: LibpqSettings): Readonly<Record<string, string>> {
  const mode = modeOf(settings)
  // libpq asks the authorities of a file in every mode, unless the file is not there.
  if (mode === 'no-verify') return { PGSSLMODE: 'require', PGSSLROOTCERT: 'no-verify' }
  const asksSystem =
    mode === 'verify-full' && settings.get('sslrootcert') === undefined && !existsSync(usual('root.crt'))
  return { PGSSLMODE: mode, ...(asksSystem && { PGSSLROOTCERT: 'system' }) }
}
