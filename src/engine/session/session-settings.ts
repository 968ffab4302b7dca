/** SQL that gives a session our settings, in a form that can be sent in front of other statements: it returns no row. */

/** Settings by name. */
export type Settings = Readonly<Record<string, string>>

/** The scope of settings: a session, or one transaction. A string is SQL that decides: true for one transaction. */
export type SettingsScope = 'session' | 'transaction' | { readonly isLocal: string }

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function isLocalIn(scope: SettingsScope): string {
  if (typeof scope === 'object') return scope.isLocal
  return String(scope === 'transaction')
}

/** Returns a statement that applies settings. Each value is returned by `set_config`, so that the condition holds for no row. */
export function applySettings(settings: Settings, scope: SettingsScope): string {
  const calls = Object.entries(settings).map(
    ([name, value]) =>
      `pg_catalog.set_config(${literal(name)}, ${literal(value)}, ${isLocalIn(scope)}) is null`,
  )
  return `select where ${calls.join(' or ')}`
}

/**
 * Returns SQL for whether a pooler stands between, which reports another process id than the server's.
 *
 * @param processId - the number that the other end of the connection reported.
 */
export function isPooledSql(processId: number): string {
  return `(pg_catalog.pg_backend_pid() <> ${processId} and pg_catalog.version() not like '%PGlite%')`
}
