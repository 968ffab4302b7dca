/** Several hosts in a connection string or in options, with libpq's names and meaning (PostgreSQL manual, 34.1.1 and 34.1.2). */

import type { ClientConfig } from 'pg'
import { InvalidInputError } from '../../errors.js'

/** The roles of a server by which a session can be wanted: libpq's `target_session_attrs`. */
export const targetSessionAttrs = [
  'any',
  'read-write',
  'read-only',
  'primary',
  'standby',
  'prefer-standby',
] as const

/** The sessions that are wanted, by the role of their server: libpq's `target_session_attrs`. */
export type TargetSessionAttrs = (typeof targetSessionAttrs)[number]

/** The order in which hosts are preferred (libpq's `load_balance_hosts`). */
export const loadBalanceHosts = ['disable', 'random'] as const

/** An order of hosts: as they are listed, or at random for each connection. */
export type LoadBalanceHosts = (typeof loadBalanceHosts)[number]

/** A host as it was named: a name, an address, or the directory of a Unix socket. */
export interface NamedHost {
  readonly host: string
  readonly port: number
}

/** The hosts of a database, and which of them is wanted. */
export interface HostSettings {
  readonly hosts: readonly NamedHost[]
  readonly target: TargetSessionAttrs
  readonly balance: LoadBalanceHosts
}

const postgresPort = 5432

/** The scheme and login of a connection string, up to the last @, its hosts, and the rest. */
const parts = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/is

/** A connection string with one host, and the list of all. */
export interface SplitUrl {
  readonly url: string
  /** The list as it is written; undefined if it names one host at the most. */
  readonly list: string | undefined
}

/**
 * Takes the list of hosts out of a connection string, which `URL` would refuse: from its authority, or from its parameters
 * (`?host=a,b&port=1,2`).
 */
export function splitHosts(url: string): SplitUrl {
  const [, head = '', authority = '', rest = ''] = parts.exec(url) ?? []
  const parameters = new URLSearchParams(/\?(.*)$/s.exec(rest)?.[1] ?? '')
  const named = parameters.get('host')
  if (named?.includes(',') === true) return { url, list: paired(named, parameters.get('port')) }
  if (!authority.includes(',')) return { url, list: undefined }
  const [first = ''] = authority.split(',')
  return { url: `${head}${first}${rest}`, list: authority }
}

function paired(hosts: string, ports: string | null): string {
  const names = hosts.split(',')
  const numbers = ports?.split(',') ?? []
  if (numbers.length > 1 && numbers.length !== names.length) {
    throw new InvalidInputError('url', 'has another number of ports than of hosts')
  }
  return names
    .map((name, nth) => {
      const port = numbers[nth] ?? numbers[0]
      const host = name.includes(':') ? `[${name}]` : encodeURIComponent(name)
      return port === undefined ? host : `${host}:${port}`
    })
    .join(',')
}

/** Reads `db1:5432`, `[::1]:5432`, `10.0.0.1`, `/run/postgresql`, `%2Frun%2Fpostgresql:5433`. */
function readHost(text: string, defaultPort = postgresPort): NamedHost {
  const [, bracketed, plain, port] =
    /^(?:\[([^\]]+)\]|([^:]*|[\da-f]*:[\da-f:.]*:[\da-f:.]*))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const host = decode(bracketed ?? plain ?? '')
  const number = port === undefined ? defaultPort : Number(port)
  if (host === '' || host.includes('@') || number < 1 || number > 65_535) {
    throw new InvalidInputError(
      'hosts',
      'each is a host, or a host and a port: db1:5432, [::1]:5432, /run/postgresql',
    )
  }
  return { host, port: number }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new InvalidInputError('url', 'is not a PostgreSQL connection string')
  }
}

interface Given {
  /** The options of the call. */
  readonly hosts?: readonly string[] | undefined
  readonly targetSessionAttrs?: TargetSessionAttrs | undefined
  readonly loadBalanceHosts?: LoadBalanceHosts | undefined
  /** The list in the authority of the connection string. */
  readonly list: string | undefined
  /** The rest of the connection string, as pg reads it. */
  readonly config: ClientConfig
}

/** The parameters of a connection string that pg does not know. */
type LibpqParameters = Readonly<Partial<Record<'target_session_attrs' | 'load_balance_hosts', unknown>>>

/**
 * Returns the hosts of a database; null if it is one host, whatever its role.
 *
 * With several hosts the default is a session that can write: half of this package's queries do, and a standby would refuse
 * them.
 *
 * @throws {@link InvalidInputError} naming the option.
 */
export function hostSettings({ hosts: named, list, config, ...given }: Given): HostSettings | null {
  const { target_session_attrs, load_balance_hosts } = config as LibpqParameters
  const target = oneOf(
    'targetSessionAttrs',
    given.targetSessionAttrs ?? target_session_attrs,
    targetSessionAttrs,
  )
  const balance = oneOf('loadBalanceHosts', given.loadBalanceHosts ?? load_balance_hosts, loadBalanceHosts)
  const hosts = distinct(named !== undefined ? readList(named) : listed(list, config))
  const isUsual = (target ?? 'any') === 'any' && (balance ?? 'disable') === 'disable'
  if (named === undefined && hosts.length < 2 && isUsual) return null
  return { hosts, target: target ?? (hosts.length > 1 ? 'read-write' : 'any'), balance: balance ?? 'disable' }
}

function distinct(hosts: readonly NamedHost[]): readonly NamedHost[] {
  return [...new Map(hosts.map((one) => [`${one.host}:${one.port}`, one])).values()]
}

function readList(hosts: readonly string[]): readonly NamedHost[] {
  if (hosts.length === 0 || !hosts.every((host) => typeof host === 'string')) {
    throw new InvalidInputError('hosts', 'must be a list of at least one host')
  }
  return hosts.map((host) => readHost(host))
}

/** The hosts of a connection string, or of the environment. */
function listed(list: string | undefined, { host, port }: ClientConfig): readonly NamedHost[] {
  const defaultPort = Number(port ?? environment('PGPORT') ?? postgresPort)
  if (list !== undefined) return list.split(',').map((one) => readHost(one, defaultPort))
  const named = environment('PGHOST')
  const name = host === '' ? undefined : host
  if (name !== undefined || named === undefined) return [{ host: name ?? 'localhost', port: defaultPort }]
  return paired(named, port === undefined ? (environment('PGPORT') ?? null) : String(port))
    .split(',')
    .map((one) => readHost(one))
}

/** A variable of the environment; as with libpq an empty one is none. */
function environment(name: string): string | undefined {
  const value = process.env[name]
  return value === '' ? undefined : value
}

function oneOf<Word extends string>(name: string, value: unknown, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined
  const word = words.find((one) => one === value)
  if (word === undefined) throw new InvalidInputError(name, `must be one of ${words.join(', ')}`)
  return word
}
