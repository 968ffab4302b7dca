import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../../src/database.js'
import { loginFailure } from '../../src/engine/failure/login-failure.js'
import { settingRefusal } from '../../src/engine/failure/refused-setting.js'
import { assertSchema, migrate, migrationStatus } from '../../src/migrate/index.js'
import { query } from '../setup/query.js'

const one = query<undefined, object>('select 1 as one')

function authentication(kind: number, body: string): Buffer {
  const head = Buffer.alloc(9)
  head.write('R')
  head.writeInt32BE(8 + body.length, 1)
  head.writeInt32BE(kind, 5)
  return Buffer.concat([head, Buffer.from(body)])
}

/** A server that asks for SCRAM, in which no client gets any further without a password. */
const scram = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', () => {
    socket.write(authentication(10, 'SCRAM-SHA-256\0\0'))
    socket.once('data', () => socket.write(authentication(11, 'r=nonce,s=eA==,i=1')))
  })
})
/** A server that has no TLS. */
const plain = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.on('data', () => socket.write('N'))
})

const at = (server: typeof scram) => ({
  host: '127.0.0.1',
  port: (server.address() as AddressInfo).port,
  user: 'souk',
  database: 'souk',
})

beforeAll(async () => {
  for (const server of [scram, plain]) await once(server.listen(0, '127.0.0.1'), 'listening')
})

afterAll(() => {
  for (const server of [scram, plain]) server.close()
})

function rejects(reason: string, password: string | (() => string | Promise<string>)) {
  return [reason, () => ({ ...at(scram), password })] as const
}

const failures: readonly (readonly [string, () => DatabaseOptions])[] = [
  ['password_missing', () => at(scram)],
  rejects('password_failed', () => {
    throw new Error('canary')
  }),
  rejects('password_failed', () => Promise.reject(new TypeError('canary'))),
  rejects('password_failed', () => undefined as never),
  rejects('password_failed', () => ''),
  ['tls_failed', () => ({ ...at(plain), password: 'canary', ssl: true })],
  ['host_unknown', () => ({ ...at(plain), host: 'nowhere.invalid', password: 'canary' })],
  ['server_unreachable', () => ({ ...at(plain), port: 1, password: 'canary' })],
]

describe.each([true, false])('a login, with lanes %s,', (pipeline) => {
  it.each(failures)('that fails with %s says so, to every call', async (reason, options) => {
    const db = createDatabase({ ...options(), pipeline })
    const retryable = reason === 'server_unreachable'
    for (const call of [
      () => db.one(one),
      () => db.transaction((tx) => tx.one(one)),
      () => db.health(),
      () => db.migrate(),
      () => db.listen('channel', () => undefined),
    ]) {
      const error: unknown = await call().catch((failure: unknown) => failure)
      // Where nothing resolves names, the resolver says that it could not try.
      const pattern = reason === 'host_unknown' ? /host_unknown|server_unreachable/ : new RegExp(reason)
      expect(error).toMatchObject({
        code: 'connection',
        outcome: 'not_run',
        reason: expect.stringMatching(pattern) as unknown,
      })
      if (reason !== 'host_unknown') expect(error).toMatchObject({ retryable })
      expect(String(error)).not.toContain('canary')
    }
    await db.close()
  })
})

it('of migrations tells a missing password and missing TLS from a server that is not there', async () => {
  const urlOf = (server: typeof scram, query: string) =>
    `postgres://souk@127.0.0.1:${at(server).port}/souk?passfile=/nowhere&${query}`
  await expect(migrationStatus({ url: urlOf(scram, 'sslmode=disable') })).rejects.toMatchObject({
    reason: 'password_missing',
    message: expect.stringContaining('it asks for a password, and none is given') as string,
  })
  await expect(migrationStatus({ url: urlOf(plain, 'sslmode=require') })).rejects.toMatchObject({
    reason: 'tls_failed',
    message: expect.stringContaining('there is no TLS with it') as string,
  })
})

describe('migrating by url', () => {
  it('tells the same', async () => {
    const { host, port } = at(scram)
    const target = { url: `postgres://souk@${host}:${port}/souk` }
    for (const call of [() => migrate(target), () => migrationStatus(target), () => assertSchema(target)]) {
      await expect(call()).rejects.toMatchObject({
        code: 'connection',
        reason: 'password_missing',
        retryable: false,
      })
    }
  })
})

describe('loginFailure', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'certificate_refused'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_refused'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_refused'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_refused'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_refused'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
    ['ERR_OSSL_PEM_NO_START_LINE', 'settings_refused'],
    ['ERR_SOCKET_BAD_PORT', 'settings_refused'],
    ['EAI_AGAIN', 'server_unreachable'],
    ['ECONNRESET', 'server_unreachable'],
  ])('takes %s for %s', (code, reason) => {
    expect(loginFailure(Object.assign(new Error('x'), { code }))).toBe(reason)
  })
})

describe('settingRefusal', () => {
  const refused = (code: string, message: string) =>
    settingRefusal(Object.assign(new Error(message), { code, severity: 'FATAL' }), [
      { setting: 'geqo', givenBy: 'PGGEQO' },
      { setting: 'role', givenBy: 'PGOPTIONS' },
      { setting: null, givenBy: 'PGOPTIONS' },
    ])?.message

  it('reads the names that were sent from messages in any language', () => {
    const problem = 'the server refuses a setting: PGGEQO: geqo has no such value (SQLSTATE 22023)'
    expect(refused('22023', '»geqo« braucht einen booleschen Wert, nicht »role«')).toBe(problem)
  })

  it('takes the refusals of a pooler, and no other problem of a pooler or a right', () => {
    expect(refused('08P01', 'unsupported startup parameter: geqo')).toContain(
      'PGGEQO: the pooler takes no geqo',
    )
    expect(refused('08P01', 'server login has been failing')).toBeUndefined()
    expect(refused('42501', 'permission denied for database "souk"')).toBeUndefined()
    expect(refused('28P01', 'password authentication failed for user "role"')).toBeUndefined()
  })
})
