import { withAdmin } from './admin-connection.js'
import { databaseBirth } from './database-name.js'

const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs

/**
 * Drops the leftovers of dead runs from a server: test databases older than an hour without a connection, and templates
 * older than a week.
 *
 * @returns The names of the dropped databases.
 */
export async function sweepDatabases(url: string, now = Date.now()): Promise<readonly string[]> {
  return await withAdmin(url, async (client) => {
    const { rows } = await client.query<{ name: string; comment: string | null }>(
      `select datname as name, shobj_description(oid, 'pg_database') as comment
       from pg_database
       where datname like 'souk\\_te%'
         and datdba = (select oid from pg_roles where rolname = current_user)
         and not exists (select from pg_stat_activity where datid = pg_database.oid)`,
    )
    const swept: string[] = []
    for (const { name, comment } of rows) {
      const birth = databaseBirth(name)
      const stale = birth === null ? isOldTemplate(name, comment, now) : now - birth > hourMs
      if (!stale) continue
      try {
        // It does not force: a connection that was opened since is in use.
        await client.query(`drop database if exists ${name}`)
        swept.push(name)
      } catch {
        // The database is in use, or another run drops it at this moment. Both are fine.
      }
    }
    return swept
  })
}

function isOldTemplate(name: string, made: string | null, now: number): boolean {
  return name.startsWith('souk_template_') && made !== null && now - Date.parse(made) > weekMs
}
