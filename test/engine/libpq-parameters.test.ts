import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clientConfig, hostsOf } from '../../src/engine/connect/connection-options.js'
import {
  libpqParameter,
  libpqParameters,
  sessionVariables,
  type LibpqKeyword,
} from '../../src/engine/connect/libpq/parameters.js'
import { passwordFromFile, passwordIn } from '../../src/engine/connect/libpq/password-file.js'
import { programEnvironment } from '../../src/engine/connect/libpq/program-environment.js'
import { LibpqSettings } from '../../src/engine/connect/libpq/settings.js'
import { configFor, newClient, type LoginConfig } from '../../src/engine/connect/new-client.js'
import { InvalidInputError } from '../../src/errors.js'
import { certificate } from '../setup/network/tls-server.js'

const names = Object.keys(libpqParameters) as readonly LibpqKeyword[]

const folder = mkdtempSync(join(tmpdir(), 'souk-libpq-'))
const fileOf = (name: string) => join(folder, name)
const [cert, key, crl, openKey] = ['a.crt', 'a.key', 'a.crl', 'open.key'].map(fileOf) as [
  string,
  string,
  string,
  string,
]
const services = fileOf('pg_service.conf')

beforeAll(() => {
  for (const path of [cert, key, crl, openKey]) writeFileSync(path, certificate, { mode: 0o600 })
  chmodSync(openKey, 0o644)
  writeFileSync(
    services,
    '# of tests\n[market]\nhost=db.market\nsslmode=require\nuser=amal\n\n[typo]\nhots=db1\n[other]\nuser=noor\n',
  )
  // Nothing of this machine's is to be met.
  for (const keyword of names) {
    const { env } = libpqParameter(keyword)
    if (env !== undefined) vi.stubEnv(env, '')
  }
  vi.stubEnv('HOME', folder)
})

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function configOf(parameters: Readonly<Record<string, string>>): LoginConfig {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return clientConfig({ url: `postgres://amal:s3cret@db1/souk?${pairs.join('&')}` })
}

function tls(config: LoginConfig) {
  return config.ssl as Exclude<LoginConfig['ssl'], boolean>
}

/** A value of a parameter, what it changes, and values that are refused. */
interface Case {
  readonly value: string
  /** Other parameters that it needs. */
  readonly beside?: Readonly<Record<string, string>>
  readonly effect: ((config: LoginConfig) => unknown) | 'none'
  readonly expected?: unknown
  readonly wrong?: readonly string[]
}

const cases: Readonly<Record<LibpqKeyword, Case>> = {
  host: { value: 'db7', effect: ({ host }) => host, expected: 'db7' },
  hostaddr: { value: '10.0.0.7', effect: ({ host }) => host, expected: '10.0.0.7', wrong: ['db7'] },
  port: { value: '6000', effect: ({ port }) => port, expected: 6000, wrong: ['0', '65536', 'x', '1,2'] },
  dbname: { value: 'other', effect: ({ database }) => database, expected: 'other' },
  user: { value: 'noor', effect: ({ user }) => user, expected: 'noor' },
  password: { value: 'a+b', effect: ({ password }) => password, expected: 'a+b' },
  passfile: { value: '/nowhere', effect: 'none' },
  require_auth: {
    value: '!password,!md5',
    effect: ({ guard }) => guard?.methods,
    expected: ['gss', 'sspi', 'scram-sha-256', 'none'],
    wrong: ['scarm', 'md5,!none', 'md5, none', 'md5,md5'],
  },
  channel_binding: {
    value: 'require',
    effect: ({ guard, enableChannelBinding }) => [guard?.requiresBinding, enableChannelBinding],
    expected: [true, true],
    wrong: ['yes'],
  },
  connect_timeout: {
    value: '3',
    effect: ({ connectionTimeoutMillis }) => connectionTimeoutMillis,
    expected: 3_000,
    wrong: ['3s', ' '],
  },
  client_encoding: { value: 'utf-8', effect: 'none', wrong: ['LATIN1'] },
  options: { value: '-c geqo=off', effect: ({ options }) => options, expected: '-c geqo=off' },
  application_name: { value: 'till', effect: (config) => config.application_name, expected: 'till' },
  fallback_application_name: { value: 'till', effect: (config) => config.application_name, expected: 'till' },
  keepalives: { value: '0', effect: ({ keepAlive }) => keepAlive, expected: false, wrong: ['no'] },
  keepalives_idle: {
    value: '7',
    effect: ({ keepAliveInitialDelayMillis }) => keepAliveInitialDelayMillis,
    expected: 7_000,
    wrong: ['x'],
  },
  keepalives_interval: { value: '7', effect: 'none', wrong: ['x'] },
  keepalives_count: { value: '7', effect: 'none', wrong: ['x'] },
  tcp_user_timeout: { value: '7', effect: 'none', wrong: ['x'] },
  replication: { value: 'false', effect: 'none', wrong: ['database', 'on'] },
  gssencmode: { value: 'prefer', effect: 'none', wrong: ['require', 'x'] },
  sslmode: {
    value: 'require',
    effect: (config) => tls(config)?.rejectUnauthorized,
    expected: false,
    wrong: ['on', 'verify-ca'],
  },
  requiressl: {
    value: '1',
    effect: (config) => tls(config)?.rejectUnauthorized,
    expected: false,
    wrong: ['x'],
  },
  sslnegotiation: {
    value: 'direct',
    beside: { sslmode: 'require' },
    effect: ({ sslnegotiation }) => sslnegotiation,
    expected: 'direct',
    wrong: ['tls'],
  },
  sslcompression: { value: '1', effect: 'none', wrong: ['x'] },
  sslcert: {
    value: cert,
    beside: { sslkey: key },
    effect: (config) => tls(config)?.cert,
    expected: certificate,
    wrong: ['/nowhere'],
  },
  sslkey: {
    value: key,
    beside: { sslcert: cert },
    effect: (config) => tls(config)?.key,
    expected: certificate,
    wrong: ['/nowhere', openKey],
  },
  sslpassword: {
    value: 'opener',
    beside: { sslcert: cert, sslkey: key },
    effect: (config) => tls(config)?.passphrase,
    expected: 'opener',
  },
  sslcertmode: {
    value: 'disable',
    beside: { sslmode: 'require', sslcert: cert, sslkey: key },
    effect: (config) => tls(config)?.cert ?? null,
    expected: null,
    wrong: ['require'],
  },
  sslrootcert: {
    value: cert,
    beside: { sslmode: 'verify-full' },
    effect: (config) => tls(config)?.ca,
    expected: certificate,
    wrong: ['/nowhere'],
  },
  sslcrl: {
    value: crl,
    beside: { sslmode: 'require' },
    effect: (config) => tls(config)?.crl,
    expected: [certificate],
    wrong: ['/nowhere'],
  },
  sslcrldir: {
    value: folder,
    beside: { sslmode: 'require' },
    effect: (config) => Array.isArray(tls(config)?.crl),
    expected: true,
    wrong: ['/nowhere'],
  },
  sslsni: { value: '0', effect: ({ hidesName }) => hidesName, expected: true, wrong: ['no'] },
  requirepeer: { value: '', effect: 'none', wrong: ['postgres'] },
  ssl_min_protocol_version: {
    value: 'TLSv1.3',
    effect: (config) => tls(config)?.minVersion,
    expected: 'TLSv1.3',
    wrong: ['1.3'],
  },
  ssl_max_protocol_version: {
    value: 'tlsv1.2',
    effect: (config) => tls(config)?.maxVersion,
    expected: 'TLSv1.2',
    wrong: ['1.2', 'TLSv1.1'],
  },
  krbsrvname: { value: 'postgres', effect: 'none' },
  gsslib: { value: 'gssapi', effect: 'none' },
  gssdelegation: { value: '1', effect: 'none', wrong: ['x'] },
  service: {
    value: 'market',
    effect: (config) => tls(config)?.rejectUnauthorized,
    expected: false,
    wrong: ['none', 'typo'],
  },
  target_session_attrs: { value: 'any', effect: 'none', wrong: ['writer'] },
  load_balance_hosts: { value: 'disable', effect: 'none', wrong: ['robin'] },
}

function refusal(run: () => unknown): InvalidInputError {
  try {
    run()
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** The surroundings that may vary between two readings of the same settings. */
function comparable({ checkServerIdentity, ...ssl }: { checkServerIdentity?: unknown }, config: LoginConfig) {
  return { ...config, password: typeof config.password, ssl: { ...ssl, checks: typeof checkServerIdentity } }
}

function whole(config: LoginConfig): unknown {
  const shown = comparable(typeof config.ssl === 'object' ? config.ssl : {}, config)
  return JSON.stringify({
    ...shown,
    otherwise: config.otherwise === undefined ? null : whole(config.otherwise),
  })
}

describe.each(names)('%s', (keyword) => {
  const { value, beside = {}, effect, expected, wrong = [] } = cases[keyword]
  const { env } = libpqParameter(keyword)

  const fromUrl = () => {
    vi.stubEnv('PGSERVICEFILE', services)
    return configOf({ ...beside, [keyword]: value })
  }

  const fromEnvironment = () => {
    for (const [name, of] of Object.entries({ ...beside, [keyword]: value })) {
      const variable = libpqParameter(name as LibpqKeyword).env
      if (variable !== undefined) vi.stubEnv(variable, of)
    }
    vi.stubEnv('PGSERVICEFILE', services)
    try {
      return clientConfig({})
    } finally {
      for (const name of [...Object.keys(beside), keyword]) {
        const variable = libpqParameter(name as LibpqKeyword).env
        if (variable !== undefined) vi.stubEnv(variable, '')
      }
    }
  }

  if (effect === 'none') {
    it('changes nothing', () => {
      expect(whole(fromUrl())).toBe(whole(configOf({})))
      expect(whole(fromEnvironment())).toBe(whole(clientConfig({})))
    })
  } else {
    it(`is honoured in a url${env === undefined ? '' : `, and as ${env}`}`, () => {
      expect(effect(fromUrl())).toEqual(expected)
      if (env !== undefined && keyword !== 'sslpassword') expect(effect(fromEnvironment())).toEqual(expected)
    })
  }

  if (wrong.length > 0) {
    it(`is named when it is wrong${env === undefined ? '' : `, and so is ${env}`}`, () => {
      vi.stubEnv('PGSERVICEFILE', services)
      for (const one of wrong) {
        const error = refusal(() => configOf({ ...beside, [keyword]: one }))
        expect([error.field, ...error.message.split(/\W+/)]).toContain(keyword)
        if (one.length > 3 && keyword !== 'replication' && keyword !== 'sslmode')
          expect(error.message).not.toContain(one)
        if (env === undefined || Object.keys(beside).length > 0) continue
        vi.stubEnv(env, one)
        expect([env, keyword]).toContain(refusal(() => clientConfig({})).field)
        vi.stubEnv(env, '')
      }
    })
  }
})

describe('several settings', () => {
  it('of a url win over those of its service, and these over the environment', () => {
    vi.stubEnv('PGSERVICEFILE', services)
    vi.stubEnv('PGUSER', 'environment')
    vi.stubEnv('PGDATABASE', 'environment')
    try {
      const config = clientConfig({ url: 'postgres://?service=market&host=db1' })
      expect(config).toMatchObject({ host: 'db1', user: 'amal', database: 'environment' })
    } finally {
      vi.stubEnv('PGUSER', '')
      vi.stubEnv('PGDATABASE', '')
    }
  })

  it('of hosts are lists with their ports and addresses', () => {
    expect(hostsOf({ url: 'postgres://db1:5000,[::1],%2Frun%2Fpg:7/souk' })?.hosts).toEqual([
      { host: 'db1', port: 5000 },
      { host: '::1', port: 5432 },
      { host: '/run/pg', port: 7 },
    ])
    expect(hostsOf({ url: 'postgres://db1,db2/souk?hostaddr=10.0.0.1,10.0.0.2&port=6000' })?.hosts).toEqual([
      { host: '10.0.0.1', port: 6000, name: 'db1' },
      { host: '10.0.0.2', port: 6000, name: 'db2' },
    ])
    expect(refusal(() => hostsOf({ url: 'postgres://db1/souk?hostaddr=10.0.0.1,10.0.0.2' })).field).toBe(
      'hostaddr',
    )
  })

  it('of TLS mean nothing on a Unix socket, as with libpq', () => {
    const [socket, server] = ['%2Frun%2Fpg', 'db1'].map((host) =>
      clientConfig({ url: `postgres://${host}/souk?sslmode=require` }),
    )
    expect([socket?.ssl, socket?.otherwise, server?.ssl]).toEqual([false, undefined, expect.any(Object)])
    const ofServer = clientConfig({ url: 'postgres://db1,%2Frun%2Fpg/souk?sslmode=prefer' })
    const address = { host: '/run/pg', port: 5432, name: '/run/pg' }
    expect(configFor(ofServer, address)).toMatchObject({ ssl: false, otherwise: undefined })
  })

  it('of TLS never weaken a sslmode, wherever ssl stands', () => {
    for (const query of ['ssl=true&sslmode=verify-full', 'sslmode=verify-full&ssl=true'])
      expect(new LibpqSettings(`postgres://db1/souk?${query}`, {}).get('sslmode')).toBe('verify-full')
    expect(new LibpqSettings('postgres://db1/souk?ssl=true', {}).get('sslmode')).toBe('require')
  })

  it('that name a file without a certificate trust nobody', () => {
    writeFileSync(fileOf('empty.crt'), '')
    const empty = { sslmode: 'verify-ca', sslrootcert: fileOf('empty.crt') }
    expect(refusal(() => configOf(empty)).message).toContain('sslrootcert: holds no certificate')
    mkdirSync(fileOf('.postgresql'))
    writeFileSync(fileOf('.postgresql/root.crt'), '')
    expect(refusal(() => configOf({ sslmode: 'verify-ca' })).message).toContain('holds no certificate')
    rmSync(fileOf('.postgresql'), { recursive: true })
  })

  it('of time stay within what a timer can hold', () => {
    expect(configOf({ connect_timeout: '2147484' }).connectionTimeoutMillis).toBe(2 ** 31 - 1)
  })

  it('of the environment do not reach a stream that is given', async () => {
    vi.stubEnv('PGOPTIONS', '-c role=root')
    try {
      const client = await newClient(clientConfig({ stream: () => new PassThrough() }))
      expect((client as unknown as { getStartupConf(): object }).getStartupConf()).not.toHaveProperty(
        'options',
      )
    } finally {
      vi.stubEnv('PGOPTIONS', '')
    }
  })

  it('of TLS that contradict each other are refused by name', () => {
    const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ sslrootcert: 'system', sslmode: 'require' }, 'sslmode'],
      [{ sslnegotiation: 'direct', sslmode: 'prefer' }, 'sslnegotiation'],
      [{ sslnegotiation: 'direct' }, 'sslnegotiation'],
      [
        { sslmode: 'require', ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: 'TLSv1.2' },
        'ssl_min_protocol_version',
      ],
    ]
    for (const [parameters, field] of wrong) expect(refusal(() => configOf(parameters)).field).toBe(field)
  })

  it('that libpq does not know are named, without a value', () => {
    for (const typo of ['ssl_mode', 'sslMode', 'paswsord', 'optons'])
      expect(refusal(() => configOf({ [typo]: 's3cret' })).message).toBe(
        `url: ${typo} is no parameter of libpq's`,
      )
    const torn = 'postgres://db1/souk?user=amal&password=AB&Tr0ub4dor'
    expect(refusal(() => clientConfig({ url: torn })).message).toBe(
      "url: its parameter 3 is no parameter of libpq's",
    )
  })

  it('hide the password from whoever prints them', async () => {
    const { inspect } = await import('node:util')
    expect(
      inspect(new LibpqSettings('postgres://amal:s3cret@db1/souk', {}), { showHidden: true }),
    ).not.toContain('s3cret')
  })

  it('of the session go with the login', () => {
    for (const [variable, name] of Object.entries(sessionVariables)) {
      expect(new LibpqSettings(undefined, { [variable]: 'x' }).session).toEqual({ [name]: 'x' })
      expect(new LibpqSettings(undefined, { [variable]: 'Default' }).session).toEqual({})
    }
  })
})

describe('a password file', () => {
  const content = '# comment\ndb1:5432:*:amal:a\\:b\\\\c\nlocalhost:*:souk:noor:second\n*:*:*:*:any\n'

  it('gives the password of the first line that fits', () => {
    const place = { host: 'db1', port: 5432, database: 'souk', user: 'amal' }
    expect(passwordIn(content, place)).toBe('a:b\\c')
    expect(passwordIn(content, { ...place, host: '/run/postgresql', user: 'noor' })).toBe('second')
    expect(passwordIn(content, { ...place, port: 1 })).toBe('any')
    expect(passwordIn('db1:5432', place)).toBeUndefined()
  })

  it('is left alone, with a warning, if others can read it', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const path = fileOf('pgpass')
    writeFileSync(path, content)
    const place = { host: 'db9', port: 1, database: 'souk', user: 'amal' }
    chmodSync(path, 0o600)
    expect(await passwordFromFile(path, place)).toBe('any')
    chmodSync(path, 0o640)
    expect(await passwordFromFile(path, place)).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    expect(await passwordFromFile('/nowhere', place)).toBeUndefined()
    warn.mockRestore()
  })
})

describe('the environment of a program that uses libpq', () => {
  const of = (url: string) => programEnvironment(new LibpqSettings(url, {}))

  it('has the settings of the url, and the defaults of this package', () => {
    expect(of('postgres://amal@/live?dbname=souk&options=-c%20geqo%3Doff')).toEqual({
      PGHOST: 'localhost',
      PGUSER: 'amal',
      PGDATABASE: 'souk',
      PGOPTIONS: '-c geqo=off',
      PGSSLMODE: 'disable',
      PGCHANNELBINDING: 'disable',
      PGGSSENCMODE: 'disable',
    })
    expect(of('postgres://%2Frun%2Fpg/souk?channel_binding=prefer')).toMatchObject({
      PGHOST: '/run/pg',
      PGCHANNELBINDING: 'prefer',
    })
  })

  it('asks for TLS as the url does, in words that libpq has', () => {
    expect(of('postgres://db1/souk?sslmode=verify-full')).toMatchObject({
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: 'system',
    })
    expect(of('postgres://db1/souk?sslmode=no-verify')).toMatchObject({ PGSSLMODE: 'require' })
    expect(refusal(() => of('postgres://db1/souk?sslmode=require&sslpassword=s3cret')).message).toBe(
      'sslpassword: cannot be handed to pg_restore or psql: name a key without a password (of the url)',
    )
  })
})
