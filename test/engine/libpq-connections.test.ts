import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { exitCodeOf } from '../../src/cli/exit-codes.js'
import { createDatabase } from '../../src/database.js'
import type { AnySoukError } from '../../src/errors.js'
import { connect } from '../../src/migrate/connect.js'
import { openBare } from '../setup/engine/open-bare.js'
import { certificate, TlsServer } from '../setup/network/tls-server.js'
import { passwordRefusingServer } from '../setup/network/password-refusing-server.js'
import { query } from '../setup/query.js'

const folder = mkdtempSync(join(tmpdir(), 'souk-libpq-'))
const authority = join(folder, 'root.crt')
const { test } = await openBare()
let tls: TlsServer

const settingsQuery = query<undefined, Readonly<Record<'application' | 'zone' | 'dates' | 'geqo', string>>>(
  `select current_setting('application_name') as application, current_setting('TimeZone') as zone,
     current_setting('DateStyle') as dates, current_setting('geqo') as geqo`,
)

beforeAll(async () => {
  writeFileSync(authority, certificate)
  tls = await TlsServer.to(test.url)
})

afterAll(async () => {
  await tls[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${url}?${pairs.join('&')}`
}

/** The outcome of a connection of the pool and of one of the migrations. */
async function outcomes(url: string): Promise<readonly string[]> {
  const db = createDatabase({ url, maxConnections: 1, connectTimeoutMs: 20_000 })
  const pooled = await db.one(settingsQuery).then(
    () => 'connected',
    (error: unknown) => String((error as { reason: unknown }).reason),
  )
  await db.close()
  const single = await connect(url, 'test').then(
    async (client) => {
      await client.end()
      return 'connected'
    },
    (error: unknown) => String((error as { reason: unknown }).reason),
  )
  return [pooled, single]
}

/** Each mode against a server with TLS and one without: connected with it, without it, or the reason why not. */
const modes: readonly (readonly [
  name: string,
  parameters: Readonly<Record<string, string>>,
  withTls: string,
  withoutTls: string,
])[] = [
  ['disable', { sslmode: 'disable' }, 'unencrypted', 'connected'],
  ['prefer', { sslmode: 'prefer' }, 'encrypted', 'connected'],
  ['require', { sslmode: 'require' }, 'encrypted', 'tls_failed'],
  ['require with an authority', { sslmode: 'require', sslrootcert: 'authority' }, 'encrypted', 'tls_failed'],
  ['verify-ca', { sslmode: 'verify-ca', sslrootcert: 'authority' }, 'encrypted', 'tls_failed'],
  ['verify-full', { sslmode: 'verify-full', sslrootcert: 'authority' }, 'encrypted', 'tls_failed'],
  ['verify-full without one', { sslmode: 'verify-full' }, 'certificate_refused', 'tls_failed'],
  ['verify-full, of the system', { sslrootcert: 'system' }, 'certificate_refused', 'tls_failed'],
  [
    'verify-full and no name in TLS',
    {
      sslmode: 'verify-full',
      sslrootcert: 'authority',
      sslsni: '0',
      host: 'localhost',
      hostaddr: '127.0.0.1',
    },
    'encrypted',
    'tls_failed',
  ],
]

describe('sslmode', () => {
  it.each(modes)('%s is what libpq makes of it', async (_, parameters, withTls, withoutTls) => {
    const given = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, value === 'authority' ? authority : value]),
    )
    const before = tls.encrypted
    if (withTls !== 'unencrypted') {
      const [pooled, single] = await outcomes(withParameters(tls.url, given))
      const expected = withTls === 'encrypted' ? 'connected' : withTls
      expect([pooled, single]).toEqual([expected, expected])
      if (withTls === 'encrypted') expect(tls.encrypted).toBeGreaterThan(before)
    }
    expect(await outcomes(withParameters(test.url, given))).toEqual([withoutTls, withoutTls])
  })

  it('verify-full wants the name that was given, and verify-ca any', async () => {
    const byAddress = tls.url.replace('localhost', '127.0.0.1')
    const parameters = { sslrootcert: authority }
    expect(await outcomes(withParameters(byAddress, { ...parameters, sslmode: 'verify-full' }))).toEqual([
      'certificate_refused',
      'certificate_refused',
    ])
    expect(await outcomes(withParameters(byAddress, { ...parameters, sslmode: 'verify-ca' }))).toEqual([
      'connected',
      'connected',
    ])
  })
})

describe('the environment', () => {
  it('alone leads to the database, and sets the session', async () => {
    const url = new URL(test.url)
    const variables = {
      PGHOST: url.hostname,
      PGPORT: url.port,
      PGUSER: url.username || userInfo().username,
      PGPASSWORD: decodeURIComponent(url.password),
      PGDATABASE: url.pathname.slice(1),
      PGAPPNAME: 'till',
      PGTZ: 'Asia/Dubai',
      PGDATESTYLE: 'ISO, DMY',
      PGGEQO: 'off',
    }
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    const expected = { application: 'till', zone: 'Asia/Dubai', dates: 'ISO, DMY', geqo: 'off' }
    const db = createDatabase({ maxConnections: 1 })
    try {
      if (test.multiSession) expect(await db.one(settingsQuery)).toEqual(expected)
      const client = await connect('postgres://', 'test')
      const { rows } = await client.query<{ readonly zone: string }>(
        `select current_setting('TimeZone') as zone`,
      )
      await client.end()
      if (test.multiSession) expect(rows).toEqual([{ zone: 'Asia/Dubai' }])
    } finally {
      await db.close()
      vi.unstubAllEnvs()
    }
  })
})

/** Settings that a server refuses at login, in a variable or (null) in the url, and the words that name each. */
const refusedSettings: readonly (readonly [
  variable: string | null,
  value: string,
  named: string,
  sqlState: string,
])[] = [
  ['PGTZ', 'Mars/Base', 'PGTZ: TimeZone has no such value', '22023'],
  ['PGDATESTYLE', 'geqo', 'PGDATESTYLE: DateStyle has no such value', '22023'],
  ['PGGEQO', 'maybe', 'PGGEQO: geqo has no such value', '22023'],
  ['PGOPTIONS', '-c statement_timout=3', 'PGOPTIONS: there is no setting statement_timout', '42704'],
  ['PGOPTIONS', '--work-mem=s3cret', 'PGOPTIONS: work_mem has no such value', '22023'],
  ['PGOPTIONS', '-c log_destination=s3cret', 'PGOPTIONS: a login cannot set log_destination', '55P02'],
  ['PGOPTIONS', '-x s3cret', 'PGOPTIONS: it cannot be read, or sets what a login cannot set', '42601'],
  [null, '-c no.such', 'options of the url: no.such stands without a value', '42601'],
]

describe('a setting of the session that the server refuses', () => {
  it('is named without its value, by the pool, by a migration and among several hosts', async (context) => {
    if (!test.multiSession) context.skip('the embedded server takes every setting of a login')
    for (const [variable, value, named, sqlState] of refusedSettings) {
      if (variable !== null) vi.stubEnv(variable, value)
      const url = variable === null ? withParameters(test.url, { options: value }) : test.url
      const db = createDatabase({ url, maxConnections: 1 })
      try {
        const calls = [db.one(settingsQuery), connect(url, 'test'), connect(twice(url), 'test')]
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({
            reason: {
              reason: 'settings_refused',
              retryable: false,
              message: `the server refuses a setting: ${named} (SQLSTATE ${sqlState})`,
            },
          })
          if (call.status === 'rejected') expect(exitCodeOf(call.reason as AnySoukError)).toBe(64)
        }
      } finally {
        vi.unstubAllEnvs()
        await db.close()
      }
    }
  })
})

/** The same server as two hosts. */
function twice(url: string): string {
  const { host } = new URL(url)
  return url.replace(host, `${host},${host.replace('127.0.0.1', 'localhost')}`)
}

describe('require_auth', () => {
  it('lets in a server that asks for what it lists', async () => {
    const all = 'password,md5,scram-sha-256,none'
    expect(await outcomes(withParameters(test.url, { require_auth: all }))).toEqual([
      'connected',
      'connected',
    ])
  })

  it('sends no password to a server that asks for it in the clear', async () => {
    await using server = await passwordRefusingServer()
    const url = `postgres://amal:s3cret@127.0.0.1:${server.port}/souk`
    expect(await outcomes(url)).toEqual(['login_refused', 'login_refused'])
    const refused = ['settings_refused', 'settings_refused']
    expect(await outcomes(`${url}?require_auth=scram-sha-256`)).toEqual(refused)
    expect(await outcomes(`${url}?require_auth=!password`)).toEqual(refused)
    expect(await outcomes(`${url}?channel_binding=require`)).toEqual(refused)
  })
})

describe('the password', () => {
  it('is that of the password file for the name of the host', async () => {
    await using server = await passwordRefusingServer()
    const passfile = join(folder, 'pgpass')
    writeFileSync(passfile, `localhost:${server.port}:souk:amal:right\n`, { mode: 0o600 })
    const url = withParameters(`postgres://amal@localhost:${server.port}/souk`, {
      passfile,
      hostaddr: '127.0.0.1',
    })
    // The server refuses any: one that is missing is not even sent.
    expect(await outcomes(url)).toEqual(['login_refused', 'login_refused'])
  })
})
