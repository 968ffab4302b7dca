import { SetupError } from '../../errors.js'

/** The identity of a session of the server. */
export interface SessionIdentity {
  /** The number of the server's process. */
  readonly pid: number
  readonly isEmbedded: boolean
}

/** The facts about a session that this package depends on. */
export interface SessionFacts extends SessionIdentity {
  /** The server's version, such as 170006. */
  readonly version: number
  readonly serverEncoding: string
  readonly clientEncoding: string
  /** The version of PostGIS, such as `3.5.2`; null if the database has none. */
  readonly postgis: string | null
  /** Tables of the package, and types that it uses, that exist and that an unqualified name does not find. */
  readonly hidden: readonly string[]
  readonly user: string
  /** Settings that decide how values are written, by name. */
  readonly formats: Readonly<Record<string, string>>
}

/** The tables of the package. Without the first of them the rest may be anybody's. */
const tables = [
  'users',
  'products',
  'conversations',
  'messages',
  'offers',
  'transactions',
  'streams',
  'verifications',
]

/**
 * SQL for the names of existing objects that are hidden by the search path, or by a missing right on their schema, as a
 * JSON array.
 */
const hidden = `(
  select coalesce(jsonb_agg(name order by name), '[]') from (
    select 'public.' || relname as name from pg_catalog.pg_class
    where relnamespace = to_regnamespace('public') and relname in (${tables.map((name) => `'${name}'`).join(', ')})
      and exists (select from pg_catalog.pg_class where relnamespace = to_regnamespace('public') and relname = 'migrations')
      and not pg_catalog.pg_table_is_visible(oid)
    union all
    select nspname || '.' || typname from pg_catalog.pg_type
    join pg_catalog.pg_namespace on pg_namespace.oid = typnamespace
    join pg_catalog.pg_depend on classid = 'pg_catalog.pg_type'::regclass and objid = pg_type.oid and deptype = 'e'
    where typname in ('citext', 'geography') and not pg_catalog.pg_type_is_visible(pg_type.oid)
  ) as names
)`

/** Returns {@link SessionFacts} as one JSON object. */
export const sessionFactsSql = `
select jsonb_build_object(
  'version', current_setting('server_version_num')::int,
  'serverEncoding', current_setting('server_encoding'),
  'clientEncoding', current_setting('client_encoding'),
  'postgis', (select extversion from pg_catalog.pg_extension where extname = 'postgis'),
  'hidden', ${hidden},
  'pid', pg_catalog.pg_backend_pid(),
  'user', current_user,
  'isEmbedded', pg_catalog.version() like '%PGlite%',
  'formats', jsonb_build_object(
    'standard_conforming_strings', current_setting('standard_conforming_strings'),
    'bytea_output', current_setting('bytea_output'),
    'DateStyle', split_part(current_setting('DateStyle'), ',', 1),
    'array_nulls', current_setting('array_nulls')
  )
)`

/** The formats that this package reads and writes. */
const formats: Readonly<Record<string, string>> = {
  standard_conforming_strings: 'on',
  bytea_output: 'hex',
  DateStyle: 'ISO',
  array_nulls: 'on',
}

const oldestServer = 15
const oldestPostgis = [3, 3] as const

function isOlderPostgis(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestPostgis
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}

function problemOf(facts: SessionFacts): string | null {
  const { version, serverEncoding, clientEncoding, postgis } = facts
  if (Math.floor(version / 10_000) < oldestServer) {
    return `the server is PostgreSQL ${Math.floor(version / 10_000)}: this package needs ${oldestServer} or newer`
  }
  if (serverEncoding !== 'UTF8') {
    return `the database has the encoding ${serverEncoding}: make one with UTF8 (create database … encoding 'UTF8' template template0)`
  }
  if (clientEncoding !== 'UTF8') return `client_encoding is ${clientEncoding}: set it to UTF8`
  if (postgis !== null && isOlderPostgis(postgis)) {
    return `PostGIS is ${postgis}: this package needs ${oldestPostgis.join('.')} or newer`
  }
  const wrong = Object.keys(formats).find((name) => facts.formats[name] !== formats[name])
  return wrong === undefined ? null : `the setting ${wrong} is not ${formats[wrong] ?? ''}: set it so`
}

function schemasOf(names: readonly string[]): string {
  const schemas = new Set(names.map((name) => name.slice(0, name.lastIndexOf('.'))))
  return ['public', ...[...schemas].filter((schema) => schema !== 'public')].join(', ')
}

/**
 * Refuses a session in which statements of this package would have another meaning, or fail with a confusing error.
 *
 * @param advice - returns what to do about a search path that hides something.
 * @throws {@link SetupError} that says what to set.
 */
export function assertSessionFacts(facts: SessionFacts, advice: (path: string) => string): void {
  const problem = problemOf(facts)
  if (problem !== null) throw new SetupError(problem)
  if (facts.hidden.length === 0) return
  throw new SetupError(
    `${facts.hidden.join(', ')} exists, but is not found by its name: ${advice(schemasOf(facts.hidden))}`,
  )
}

/**
 * True if the connection goes through a pooler, which may give each transaction another session of the server. A pooler
 * reveals itself by reporting another process id than the server's. So does the embedded database, which has one
 * session.
 *
 * @param processId - the number that the other end of the connection reported.
 */
export function isPooler({ pid, isEmbedded }: SessionIdentity, processId: number): boolean {
  return !isEmbedded && pid !== processId
}

/** Returns {@link SessionIdentity} as one JSON object. */
export const sessionIdentitySql = `select jsonb_build_object(
  'pid', pg_catalog.pg_backend_pid(), 'isEmbedded', pg_catalog.version() like '%PGlite%')`
