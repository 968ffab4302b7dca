import { withAdmin } from './admin-connection.js'
import { databaseBirth } from './database-name.js'

const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs

/**
 * Drops what dead runs left in a server: test databases older than an hour that nobody is connected to,
 * and templates older than a week.
 *
 * @returns The names of what was dropped.
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
        // Without force: whoever has connected since is at work.
        await client.query(`drop database if exists ${name}`)
        swept.push(name)
      } catch {
        // In use, or another run sweeps it at this moment. Either way it is not ours to insist.
      }
    }
    return swept
  })
}

function isOldTemplate(name: string, made: string | null, now: number): boolean {
  return name.startsWith('souk_template_') && made !== null && now - Date.parse(made) > weekMs
}
