import { readFileSync } from 'node:fs'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { PoolConfig } from 'pg'
import { InvalidInputError } from '../errors.js'

/**
 * Refuses a connection string of which a part would be taken for another. The message does not quote it.
 *
 * @throws {@link InvalidInputError}
 */
export function assertConnectionString(url: unknown): asserts url is string {
  if (typeof url !== 'string' || !/^(postgres(ql)?:\/\/|socket:|\/)/i.test(url)) {
    throw new InvalidInputError('url', 'a connection string begins with postgres://')
  }
  // A password with a bare / ? or # ends the host early, and its rest would show up as port or database in messages.
  if (/^[^/]*:\/\/[^/?#]*[/?#].*@/.test(url)) {
    throw new InvalidInputError(
      'url',
      'there is an @ behind the host: percent-encode the password (/ is %2F, ? is %3F, # is %23, @ is %40)',
    )
  }
}

/**
 * Takes a connection string apart as pg does, so that no object holds it whole: `inspect` of one would show the
 * password. Parameters that have no meaning here (`application_name`, `options`, …) are handed on by their names.
 *
 * pg-connection-string does the same, but loading it would cost as much as loading all of this package's engine.
 *
 * @throws {@link InvalidInputError} if it is not one; the message does not quote it.
 */
export function parseConnectionString(url: string): PoolConfig {
  assertConnectionString(url)
  try {
    return url.startsWith('/') ? parseSocketPath(url) : parseUrl(url)
  } catch (error) {
    if (error instanceof InvalidInputError) throw error
    throw new InvalidInputError('url', 'is not a PostgreSQL connection string')
  }
}

/** The folder of a Unix socket, and behind a space the database. */
function parseSocketPath(path: string): PoolConfig {
  const [host, database] = path.split(' ')
  return withoutEmpty({ host, database })
}

function parseUrl(text: string): PoolConfig {
  const { url, hasHost } = readUrl(text)
  const parameters = new Map(url.searchParams)
  const port = given(parameters, 'port') ?? url.port
  const common = {
    ...Object.fromEntries(parameters),
    user: given(parameters, 'user') ?? decodeURIComponent(url.username),
    password: given(parameters, 'password') ?? decodeURIComponent(url.password),
    port: port === '' ? undefined : portNumber(port),
    ssl: undefined,
  }
  if (url.protocol === 'socket:') {
    return withoutEmpty({
      ...common,
      host: decodeURI(url.pathname),
      database: parameters.get('db'),
      client_encoding: parameters.get('encoding'),
    })
  }
  const hostname = hasHost ? url.hostname.replace(/^\[(.+)\]$/, '$1') : ''
  const named = given(parameters, 'host')
  // A socket's folder in the place of the host, with the host beside it as a parameter, is the front of the path.
  const pathname = named && /^%2f/i.test(hostname) ? `/${hostname}${url.pathname}` : url.pathname
  return withoutEmpty({
    ...common,
    host: named ?? decodeURIComponent(hostname),
    database: decodeURI(pathname.slice(1)),
    ssl: tlsOptions(parameters),
  })
}

/** A parameter; one that is empty is as if it were absent. */
function given(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = parameters.get(name)
  return value === '' ? undefined : value
}

function readUrl(text: string): { readonly url: URL; readonly hasHost: boolean } {
  const encoded = / |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(text)
    ? encodeURI(text).replace(/%25(\d\d)/g, '%$1')
    : text
  const base = 'postgres://base'
  if (URL.canParse(encoded, base)) return { url: new URL(encoded, base), hasHost: true }
  // A login without a host is no URL elsewhere.
  return { url: new URL(encoded.replace('@/', '@no-host/'), base), hasHost: false }
}

function portNumber(text: string): number {
  const port = parseInt(text, 10)
  if (Number.isNaN(port)) throw new InvalidInputError('url', 'its port is not a number')
  return port
}

/** What the parameters `ssl…` say, as pg takes it: of the modes, all but disable and no-verify verify everything. */
function tlsOptions(parameters: ReadonlyMap<string, string>): boolean | TlsOptions | undefined {
  const mode = parameters.get('sslmode')
  const files = {
    cert: readPem(parameters, 'sslcert'),
    key: readPem(parameters, 'sslkey'),
    ca: readPem(parameters, 'sslrootcert'),
  }
  const read = Object.fromEntries(Object.entries(files).filter(([, pem]) => pem !== undefined))
  if (mode === 'disable') return false
  if (!mode && Object.keys(read).length === 0) {
    const ssl = parameters.get('ssl')
    if (ssl === undefined) return parameters.get('sslnegotiation') === 'direct' ? true : undefined
    if (ssl === '0') return false
    return ssl === 'true' || ssl === '1' ? true : undefined
  }
  if (parameters.get('uselibpqcompat') === 'true') return libpqOptions(mode, read)
  return mode === 'no-verify' ? { ...read, rejectUnauthorized: false } : read
}

/** The modes as libpq has them: `require` and less do not verify, `verify-ca` takes any host with a good certificate. */
function libpqOptions(mode: string | undefined, given: TlsOptions): TlsOptions {
  const anyHost = { checkServerIdentity: () => undefined }
  if (mode === 'verify-ca' && given.ca === undefined) {
    throw new InvalidInputError('url', 'sslmode=verify-ca needs sslrootcert')
  }
  if (mode === 'verify-ca' || (mode === 'require' && given.ca !== undefined)) return { ...given, ...anyHost }
  return mode === 'prefer' || mode === 'require' ? { ...given, rejectUnauthorized: false } : given
}

function readPem(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const path = given(parameters, name)
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new InvalidInputError('url', `the file that ${name} names cannot be read`, { cause })
  }
}

/** What is empty is as if it were absent: then the environment's PG… variables and defaults hold. */
function withoutEmpty<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<T>
}
