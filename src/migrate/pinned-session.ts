import type { ClientBase } from 'pg'
import { packageSearchPath } from '../engine/session/search-path.js'

export const migrateApplicationName = 'souk-db migrate'

// Unqualified names must mean the same in every session: tables are made in public, whatever the role's search
// path is, and the files must find the types of extensions. At run time the path begins with the same schemas.
const settings = `
select set_config('search_path', ${packageSearchPath}, false),
  set_config('application_name', '${migrateApplicationName}', false),
  set_config('statement_timeout', '0', false),
  set_config('TimeZone', 'UTC', false)`

const names = ['search_path', 'application_name', 'statement_timeout', 'TimeZone'] as const
const current = `select ${names.map((name) => `current_setting('${name}') as "${name}"`).join(', ')}`
const restore = `select ${names.map((name, index) => `set_config('${name}', $${index + 1}, false)`).join(', ')}`

/**
 * Runs `work` with the session settings that migrations rely on, and restores the client's own.
 *
 * There is no statement timeout: building an index takes as long as it takes. The time zone is UTC, because the
 * record's times carry none.
 */
export async function withPinnedSession<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<Record<(typeof names)[number], string>>(current)
  await client.query(settings)
  try {
    return await work()
  } finally {
    const before = rows[0]
    // A lost connection has no settings to restore, and `work` reports its loss.
    if (before !== undefined) {
      await client
        .query(
          restore,
          names.map((name) => before[name]),
        )
        .catch(() => undefined)
    }
  }
}
