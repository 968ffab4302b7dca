import { SetupError } from '../errors.js'
import { withAdmin } from './admin-connection.js'

/** Describes the server behind a URL. Throws if it cannot hold the databases that tests need. */
export async function describeServer(url: string): Promise<string> {
  const { rows } = await withAdmin(url, (client) =>
    client.query<{ postgres: string; postgis: string | null; may_create: boolean }>(
      `select
         split_part(current_setting('server_version'), ' ', 1) as postgres,
         (select default_version from pg_available_extensions where name = 'postgis') as postgis,
         (select rolcreatedb or rolsuper from pg_roles where rolname = current_user) as may_create`,
    ),
  )
  const server = rows[0]
  if (!server?.postgis) throw new SetupError('the server for tests has no PostGIS to create')
  if (!server.may_create) throw new SetupError('the role for tests may not create databases')
  return `PostgreSQL ${server.postgres} with PostGIS ${server.postgis}`
}
