import type { ClientBase } from 'pg'

/** The versions of a server. */
export interface ServerVersion {
  /** Such as `17.5`. */
  readonly postgres: string
  /** Such as `3.5.2`; null without the extension. */
  readonly postgis: string | null
}

/** Asks a server for its versions. */
export async function readServerVersion(client: ClientBase): Promise<ServerVersion> {
  const { rows } = await client.query<{ number: number; postgis: string | null }>(`
    select
      pg_catalog.current_setting('server_version_num')::int as number,
      (select e.extversion from pg_catalog.pg_extension e where e.extname = 'postgis') as postgis`)
  const [row] = rows
  if (row === undefined) throw new Error('the query of the version returns one row')
  return { postgres: `${Math.floor(row.number / 10_000)}.${row.number % 10_000}`, postgis: row.postgis }
}

/** Names the versions of a server for people: `PostgreSQL 17.5 with PostGIS 3.5.2`. */
export function shownVersion({ postgres, postgis }: ServerVersion): string {
  return `PostgreSQL ${postgres}${postgis === null ? '' : ` with PostGIS ${postgis}`}`
}
