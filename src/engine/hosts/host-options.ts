/** Several hosts in a connection string or in options, with libpq's names and meaning (PostgreSQL manual, 34.1.1 and 34.1.2). */

import { isIP } from 'node:net'
import { InvalidInputError } from '../../errors.js'
import type { LibpqSettings } from '../connect/libpq/settings.js'

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
  /** The name that goes with an address (libpq's `hostaddr`), for certificates and passwords. */
  readonly name?: string
}

/** The hosts of a database, and which of them is wanted. */
export interface HostSettings {
  readonly hosts: readonly NamedHost[]
  readonly target: TargetSessionAttrs
  readonly balance: LoadBalanceHosts
}

const postgresPort = 5432

/** Reads `db1:5432`, `[::1]:5432`, `10.0.0.1`, `/run/postgresql`, `%2Frun%2Fpostgresql:5433`. */
function readHost(text: string): NamedHost {
  const [, bracketed, plain, port] =
    /^(?:\[([^\]]+)\]|([^:]*|[\da-f]*:[\da-f:.]*:[\da-f:.]*))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const host = decode(bracketed ?? plain ?? '')
  const number = portOf(port)
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
    throw new InvalidInputError('hosts', 'holds a percent sign that encodes nothing')
  }
}

/** The options that name hosts. */
interface HostOptions {
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly hosts?: readonly string[] | undefined
  readonly targetSessionAttrs?: TargetSessionAttrs | undefined
  readonly loadBalanceHosts?: LoadBalanceHosts | undefined
}

/**
 * Returns the hosts of a database; null if it is one host, whatever its role.
 *
 * With several hosts the default is a session that can write: half of this package's queries do, and a standby would refuse
 * them.
 *
 * @throws {@link InvalidInputError} naming the option or the setting.
 */
export function hostSettings(options: HostOptions, settings: LibpqSettings): HostSettings | null {
  const target =
    oneOf('targetSessionAttrs', options.targetSessionAttrs, targetSessionAttrs) ??
    (settings.get('target_session_attrs') as TargetSessionAttrs | undefined)
  const balance =
    oneOf('loadBalanceHosts', options.loadBalanceHosts, loadBalanceHosts) ??
    (settings.get('load_balance_hosts') as LoadBalanceHosts | undefined)
  const hosts = distinct(placesOf(options, settings))
  const isUsual = (target ?? 'any') === 'any' && (balance ?? 'disable') === 'disable'
  // A host is told its name in TLS unless it is asked for by its address.
  const isPlain = isUsual && settings.get('sslsni') !== '0'
  if (options.hosts === undefined && hosts.length < 2 && isPlain) return null
  return { hosts, target: target ?? (hosts.length > 1 ? 'read-write' : 'any'), balance: balance ?? 'disable' }
}

/**
 * Returns the hosts of the options; else those of the settings, of which `port` in the options fills in missing ports.
 *
 * @throws {@link InvalidInputError} naming the option or the setting.
 */
export function placesOf({ host, port, hosts }: HostOptions, settings: LibpqSettings): readonly NamedHost[] {
  if (hosts !== undefined) return readList(hosts)
  const ports = settings.get('port')?.split(',') ?? []
  if (host !== undefined) return [{ host: host === '' ? 'localhost' : host, port: port ?? portOf(ports[0]) }]
  const names = settings.get('host')?.split(',')
  const addresses = settings.get('hostaddr')?.split(',')
  const count = addresses?.length ?? names?.length ?? 1
  if (names !== undefined && names.length !== count)
    throw settings.wrong('hostaddr', 'has another number of addresses than there are hosts')
  if (ports.length > 1 && ports.length !== count)
    throw settings.wrong('port', 'has another number of ports than there are hosts')
  if (addresses?.some((address) => isIP(address) === 0) === true)
    throw settings.wrong('hostaddr', 'must be an IP address')
  return Array.from({ length: count }, (_, nth) => {
    const name = names?.[nth] === '' ? undefined : names?.[nth]
    const address = addresses?.[nth]
    const own = ports.length > 1 ? ports[nth] : ports[0]
    return {
      host: address ?? name ?? 'localhost',
      port: count === 1 ? (port ?? portOf(own)) : own ? Number(own) : (port ?? postgresPort),
      ...(address !== undefined && name !== undefined && { name }),
    }
  })
}

function portOf(text: string | undefined): number {
  return text ? Number(text) : postgresPort
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

function oneOf<Word extends string>(name: string, value: unknown, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined
  const word = words.find((one) => one === value)
  if (word === undefined) throw new InvalidInputError(name, `must be one of ${words.join(', ')}`)
  return word
}
