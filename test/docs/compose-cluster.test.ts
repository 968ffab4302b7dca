import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { clientConfig, hostsOf } from '../../src/engine/connect/connection-options.js'

interface Service {
  readonly image: string
  readonly hostname?: string
  readonly command: readonly string[] | string
  readonly environment?: Readonly<Record<string, string>>
  readonly configs?: readonly { readonly source: string; readonly target: string }[]
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: Readonly<Record<string, unknown>>
  readonly build?: { readonly dockerfile_inline: string }
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly configs: Readonly<Record<string, { readonly content: string }>>
}

const root = new URL('../../', import.meta.url)
const text = await readFile(new URL('compose.cluster.yaml', root), 'utf8')
const { services, volumes, configs } = parse(text, { merge: true }) as Compose

const names = Object.keys(services)
const nodes = names.filter((name) => /^n\d$/.test(name))
const etcds = names.filter((name) => name.startsWith('etcd'))

function environment(name: string): Readonly<Record<string, string>> {
  return services[name]?.environment ?? {}
}

function config(name: string): string {
  return configs[name]?.content ?? ''
}

/** The ports on which the programs of a service listen. */
const listening: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    nodes.map((node) => {
      const { PATRONI_POSTGRESQL_LISTEN = '', PATRONI_RESTAPI_LISTEN = '' } = environment(node)
      return [node, [PATRONI_POSTGRESQL_LISTEN, PATRONI_RESTAPI_LISTEN].map(portOf)]
    }),
  ),
  ...Object.fromEntries(
    etcds.map((etcd) => {
      const { ETCD_LISTEN_CLIENT_URLS = '', ETCD_LISTEN_PEER_URLS = '' } = environment(etcd)
      return [etcd, [ETCD_LISTEN_CLIENT_URLS, ETCD_LISTEN_PEER_URLS].map(portOf)]
    }),
  ),
  proxy: Array.from(config('haproxy').matchAll(/^ *bind :(\d+)$/gm), ([, port = '']) => port),
  pgbouncer: Array.from(config('pgbouncer').matchAll(/^listen_port = (\d+)$/gm), ([, port = '']) => port),
}

function portOf(address: string): string {
  return /:(\d+)$/.exec(address)?.[1] ?? ''
}

/** The addresses `name:port` of services in a text. */
function addressesIn(part: string): readonly (readonly [name: string, port: string])[] {
  const found = part.matchAll(/(?<![\w.-])(etcd\d|n\d|proxy|pgbouncer):(\d+)/g)
  return Array.from(found, ([, name = '', port = '']) => [name, port] as const)
}

describe('compose.cluster.yaml', () => {
  it('has three nodes and three etcd, each under its own name everywhere', () => {
    expect(nodes).toHaveLength(3)
    expect(etcds).toHaveLength(3)
    for (const node of nodes) {
      const its = environment(node)
      expect(its['PATRONI_NAME']).toBe(node)
      expect(its['PATRONI_POSTGRESQL_CONNECT_ADDRESS']).toMatch(new RegExp(`^${node}:`))
      expect(its['PATRONI_RESTAPI_CONNECT_ADDRESS']).toMatch(new RegExp(`^${node}:`))
    }
    for (const etcd of etcds) {
      const its = environment(etcd)
      expect(its['ETCD_NAME']).toBe(etcd)
      expect(its['ETCD_INITIAL_CLUSTER']).toContain(`${etcd}=${its['ETCD_INITIAL_ADVERTISE_PEER_URLS']}`)
      expect(its['ETCD_ADVERTISE_CLIENT_URLS']).toMatch(new RegExp(`^http://${etcd}:`))
    }
    for (const name of [...nodes, ...etcds]) {
      expect(services[name]?.hostname).toBe(name)
      expect(services[name]?.volumes).toEqual([`${name}:/var/lib/postgresql`])
      expect(volumes).toHaveProperty(name)
    }
  })

  it('names only services and ports that something listens on', () => {
    const addresses = addressesIn(JSON.stringify([services, configs]))
    expect([...new Set(addresses.map(([name]) => name))].sort()).toEqual([...etcds, ...nodes, 'pgbouncer'])
    for (const [name, port] of addresses) expect(listening[name], `${name}:${port}`).toContain(port)
    for (const { environment: its } of Object.values(services)) {
      if (its?.['PATRONI_ETCD3_HOSTS'] === undefined) continue
      expect(addressesIn(its['PATRONI_ETCD3_HOSTS']).map(([name]) => name)).toEqual(etcds)
    }
  })

  it('has HAProxy send to every node, and ask its Patroni', () => {
    for (const [listen, check] of [
      ['leader', '/primary'],
      ['replicas', '/replica'],
    ] as const) {
      const section = config('haproxy')
        .split(/^(?=listen )/m)
        .find((part) => part.startsWith(`listen ${listen}\n`))
      expect(section).toContain(`option httpchk GET ${check}\n`)
      const servers = Array.from((section ?? '').matchAll(/server (n\d) (n\d):(\d+) check port (\d+)/g))
      expect(servers.map(([, label]) => label)).toEqual(nodes)
      for (const [, label = '', host, port, checked] of servers) {
        expect(host).toBe(label)
        expect([port, checked]).toEqual(listening[label])
      }
    }
    const [, pooled] = /^souk = host=proxy port=(\d+)$/m.exec(config('pgbouncer')) ?? []
    expect(pooled).toBe(listening['proxy']?.[0])
    expect(environment('setup')).toMatchObject({ PGHOST: 'proxy', PGPORT: pooled })
  })

  it('starts each program with a file that it is given, after services that exist', () => {
    for (const [name, { command, configs: given = [], depends_on: after = {} }] of Object.entries(services)) {
      for (const { source } of given) expect(configs, `${name}: ${source}`).toHaveProperty(source)
      for (const other of Object.keys(after)) expect(names, name).toContain(other)
      const files = Array.isArray(command) ? command.filter((word: string) => word.startsWith('/')) : []
      for (const file of files)
        expect(
          given.map(({ target }) => target),
          name,
        ).toContain(file)
    }
    const [, users] = /^auth_file = (.+)$/m.exec(config('pgbouncer')) ?? []
    expect(services['pgbouncer']?.configs).toContainEqual({ source: 'pgbouncer-users', target: users })
  })

  it('publishes ports that something listens on, on this machine alone', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port] as const),
    )
    expect(published).toHaveLength(3)
    for (const [name, port] of published) {
      const [, inside] = /^127\.0\.0\.1:(\d+):\1$/.exec(port) ?? []
      expect(listening[name], port).toContain(inside)
    }
  })

  it('takes passwords from the environment, and holds each program to a version', () => {
    const secrets = text.match(/^ *\w*PASSWORD: .*$/gm) ?? []
    expect(secrets.length).toBeGreaterThan(3)
    for (const secret of secrets) expect(secret).toMatch(/: \$\{\w+_PASSWORD:\?\}$/)
    expect(text.match(/postgres:\/\/(?!souk:\$\{SOUK_PASSWORD:\?\}@)/g)).toBeNull()
    const build = services['n1']?.build?.dockerfile_inline ?? ''
    expect(build).toMatch(/^FROM debian:trixie-\d{8}-slim$/m)
    const pinned = [
      'postgresql-17=17',
      'postgresql-17-postgis-3=3.5',
      'patroni=4.0',
      'etcd-server=3.5',
      'etcd-client=3.5',
    ]
    for (const program of [...pinned, 'haproxy=3.0', 'pgbouncer=1.24', 'pgbackrest=2.55'])
      expect(build).toContain(`'${program}.*'`)
  })

  it('makes the extensions of the migrations', async () => {
    const schema = await readFile(new URL('docs/schema.sql', root), 'utf8')
    const needed = Array.from(
      schema.matchAll(/^CREATE EXTENSION IF NOT EXISTS "?(\w+)"?/gim),
      ([, name]) => name,
    )
    expect(needed).toContain('postgis')
    for (const name of needed) expect(config('setup')).toContain(`create extension if not exists ${name};`)
  })

  it('gives the service urls that the engine takes: all hosts, each as a replica, and the pooler', () => {
    const its = environment('service')
    const url = (name: string) => (its[name] ?? '').replaceAll(/\$\{\w+:\?\}/g, 'secret')
    const hosts = hostsOf({ url: url('DATABASE_URL') })?.hosts.map(({ host, port }) => `${host}:${port}`)
    expect(hosts).toEqual(nodes.map((node) => environment(node)['PATRONI_POSTGRESQL_CONNECT_ADDRESS']))
    const replicas = url('REPLICA_URLS')
      .trim()
      .split(' ')
      .map((replica) => clientConfig({ url: replica }))
    expect(replicas.map(({ host, port }) => `${host}:${port}`)).toEqual(hosts)
    expect(clientConfig({ url: url('POOLER_URL') })).toMatchObject({
      host: 'pgbouncer',
      port: Number(listening['pgbouncer']?.[0]),
      database: 'souk',
    })
  })
})
