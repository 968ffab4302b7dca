import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { NamedHost } from './host-options.js'

/** A place to connect to. */
export interface Address {
  /** An IP address, or the directory of a Unix socket. */
  readonly host: string
  readonly port: number
  /** The name by which it was given, which its certificate must have. */
  readonly name: string
}

/** Returns the addresses of a host: all that its name has. @throws the error of the resolver. */
export async function resolveHost({ host, port, name = host }: NamedHost): Promise<readonly Address[]> {
  if (host.startsWith('/') || isIP(host) !== 0) return [{ host, port, name }]
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => ({ host: address, port, name: host }))
}

/** An address in messages: names and ports, never a login. */
export function shown({ host, port, name }: Address): string {
  if (host.startsWith('/')) return `${host}:${port}`
  const address = isIP(host) === 6 ? `[${host}]` : host
  return name === host ? `${address}:${port}` : `${name}:${port} (${host})`
}
