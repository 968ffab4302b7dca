/** The connection parameters of libpq 17 (PostgreSQL manual, 32.1.2), and what becomes of each here. */

/** Returns the problem with a value; null if there is none. */
type Check = (value: string) => string | null

/** A parameter of a connection. */
export interface LibpqParameter {
  /** The variable of the environment with the same meaning. */
  readonly env?: string
  readonly check?: Check
  /** The reason why the parameter changes nothing here. */
  readonly ignored?: string
}

function oneOf(...words: readonly string[]): Check {
  return (value) => (words.includes(value) ? null : `must be one of ${words.join(', ')}`)
}

/** Allows the values that ask for nothing. */
function only(words: readonly string[], reason: string): Check {
  return (value) => (words.includes(value) ? null : `may only be ${words.join(' or ')}: ${reason}`)
}

const whole: Check = (value) => (/^\s*[+-]?\d{1,9}\s*$/.test(value) ? null : 'must be a whole number')

const ports: Check = (value) =>
  value.split(',').every((port) => port === '' || (/^\d{1,5}$/.test(port) && +port >= 1 && +port <= 65_535))
    ? null
    : 'must be a port from 1 to 65535'

const flag = oneOf('0', '1')
/** The versions of TLS, in their order. As with libpq, upper and lower case are the same. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const

const tlsVersion: Check = (value) =>
  tlsVersions.some((version) => version.toLowerCase() === value.toLowerCase())
    ? null
    : `must be one of ${tlsVersions.join(', ')}`

const noGss = 'there is no GSSAPI in Node'
const ofTheSystem = 'Node leaves it to the operating system'

const utf8: Check = (value) =>
  /^(?:auto|utf-?8|unicode)$/i.test(value) ? null : 'may only be UTF8: strings here are Unicode'

/** The authentication methods of `require_auth`. */
export const authMethods = ['password', 'md5', 'gss', 'sspi', 'scram-sha-256', 'none'] as const

const authList: Check = (value) => {
  const names = value.split(',')
  const bare = names.map((name) => name.replace(/^!/, ''))
  if (!bare.every((name) => authMethods.some((method) => method === name)))
    return `must list methods of ${authMethods.join(', ')}, with commas and without spaces`
  if (new Set(bare).size < bare.length) return 'must not name a method twice'
  const refused = names.filter((name) => name.startsWith('!')).length
  return refused === 0 || refused === names.length
    ? null
    : 'must either list methods or refuse them all with !'
}

/** The values of `sslmode`, and pg's `no-verify`, which is `require` whatever authorities are known. */
export const sslModes = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
] as const

export type SslMode = (typeof sslModes)[number]

export const libpqParameters = {
  host: { env: 'PGHOST' },
  hostaddr: { env: 'PGHOSTADDR' },
  port: { env: 'PGPORT', check: ports },
  dbname: { env: 'PGDATABASE' },
  user: { env: 'PGUSER' },
  password: { env: 'PGPASSWORD' },
  passfile: { env: 'PGPASSFILE' },
  require_auth: { env: 'PGREQUIREAUTH', check: authList },
  channel_binding: { env: 'PGCHANNELBINDING', check: oneOf('disable', 'prefer', 'require') },
  connect_timeout: { env: 'PGCONNECT_TIMEOUT', check: whole },
  client_encoding: { env: 'PGCLIENTENCODING', check: utf8 },
  options: { env: 'PGOPTIONS' },
  application_name: { env: 'PGAPPNAME' },
  fallback_application_name: {},
  keepalives: { check: whole },
  keepalives_idle: { check: whole },
  keepalives_interval: { check: whole, ignored: ofTheSystem },
  keepalives_count: { check: whole, ignored: ofTheSystem },
  tcp_user_timeout: { check: whole, ignored: ofTheSystem },
  replication: {
    check: only(['false', 'off', 'no', '0'], 'connections for replication run no queries of this package'),
  },
  gssencmode: { env: 'PGGSSENCMODE', check: only(['disable', 'prefer'], noGss) },
  sslmode: { env: 'PGSSLMODE', check: oneOf(...sslModes) },
  requiressl: { env: 'PGREQUIRESSL', check: flag },
  sslnegotiation: { env: 'PGSSLNEGOTIATION', check: oneOf('postgres', 'direct') },
  sslcompression: { env: 'PGSSLCOMPRESSION', check: flag, ignored: 'TLS is never compressed' },
  sslcert: { env: 'PGSSLCERT' },
  sslkey: { env: 'PGSSLKEY' },
  sslpassword: {},
  sslcertmode: {
    env: 'PGSSLCERTMODE',
    check: only(['disable', 'allow'], 'Node does not tell whether the server asked for a certificate'),
  },
  sslrootcert: { env: 'PGSSLROOTCERT' },
  sslcrl: { env: 'PGSSLCRL' },
  sslcrldir: { env: 'PGSSLCRLDIR' },
  sslsni: { env: 'PGSSLSNI', check: flag },
  requirepeer: {
    env: 'PGREQUIREPEER',
    check: (value) =>
      value === '' ? null : 'cannot be checked: Node does not tell the owner of a Unix socket',
  },
  ssl_min_protocol_version: { env: 'PGSSLMINPROTOCOLVERSION', check: tlsVersion },
  ssl_max_protocol_version: { env: 'PGSSLMAXPROTOCOLVERSION', check: tlsVersion },
  krbsrvname: { env: 'PGKRBSRVNAME', ignored: noGss },
  gsslib: { env: 'PGGSSLIB', ignored: noGss },
  gssdelegation: { env: 'PGGSSDELEGATION', check: flag, ignored: noGss },
  service: { env: 'PGSERVICE' },
  target_session_attrs: {
    env: 'PGTARGETSESSIONATTRS',
    check: oneOf('any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'),
  },
  load_balance_hosts: { env: 'PGLOADBALANCEHOSTS', check: oneOf('disable', 'random') },
} as const satisfies Readonly<Record<string, LibpqParameter>>

export type LibpqKeyword = keyof typeof libpqParameters

/** The variables that set a parameter of the session, with that parameter (PostgreSQL manual, 32.15). */
export const sessionVariables = { PGDATESTYLE: 'DateStyle', PGTZ: 'TimeZone', PGGEQO: 'geqo' } as const

export function isLibpqKeyword(name: string): name is LibpqKeyword {
  return Object.hasOwn(libpqParameters, name)
}

/** The parameter with its optional parts. */
export function libpqParameter(keyword: LibpqKeyword): LibpqParameter {
  return libpqParameters[keyword]
}
