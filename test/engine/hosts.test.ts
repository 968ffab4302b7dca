/** Several hosts, as libpq has them: proxies before one server play the hosts, and what they are. */

import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { hostsOf } from '../../src/engine/connect/connection-options.js'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import { targetSessionAttrs, type TargetSessionAttrs } from '../../src/engine/hosts/host-options.js'
import { ConnectionError, InvalidInputError } from '../../src/errors.js'
import { openClient } from '../setup/migrate/open-client.js'
import { openMarket } from '../setup/market/open-market.js'
import { passwordRefusingServer } from '../setup/network/password-refusing-server.js'
import { Proxy } from '../setup/network/proxy.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { test } = await openMarket()
const one = query<undefined, { readonly one: number }>('select 1 as one')
const undo = query<undefined, object>(`delete from search_synonyms where term = 'x'`)
const slow = query<undefined, object>('select pg_sleep(30)')
const write = query<{ readonly term: string }, object>(
  `insert into search_synonyms (term, expansions) values (:term!, '{y}')`,
  { term: 'text' },
)

const kinds = ['primary', 'standby', 'readOnly', 'refusing', 'deaf'] as const
type Kind = (typeof kinds)[number]

const proxies: Proxy[] = []
afterAll(() => Promise.all(proxies.map((proxy) => proxy[Symbol.asyncDispose]())))

const isStandby = 'pg_catalog.pg_is_in_recovery()'
const isReadOnly = `pg_catalog.current_setting('default_transaction_read_only') = 'on'`

/** Makes a proxy say of its server that it is something else. */
function become(proxy: Proxy, kind: Kind): void {
  proxy.refuses = kind === 'refusing'
  proxy.ignores = kind === 'deaf'
  const part = kind === 'standby' ? isStandby : kind === 'readOnly' ? isReadOnly : undefined
  proxy.decide = ({ from, text }) =>
    part !== undefined && from === 'client' && text.includes(part)
      ? { part, becomes: 'true'.padEnd(part.length) }
      : 'pass'
}

/** Makes a proxy say that its server is the primary of a later timeline. */
function promote(proxy: Proxy): void {
  const part = `pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8)`
  proxy.decide = ({ from, text }) =>
    from === 'client' && text.includes(part) ? { part, becomes: `'000000FF'`.padEnd(part.length) } : 'pass'
}

async function hostOf(kind: Kind): Promise<Proxy> {
  const proxy = await Proxy.to(test.url)
  proxies.push(proxy)
  become(proxy, kind)
  return proxy
}

function portOf(proxy: Proxy): string {
  return new URL(proxy.url).port
}

/** The address of hosts in one connection string. */
function urlOf(hosts: readonly Proxy[], parameters = ''): string {
  const url = new URL(test.url)
  const login = url.username === '' ? '' : `${url.username}:${url.password}@`
  return `postgres://${login}${hosts.map((host) => `127.0.0.1:${portOf(host)}`).join(',')}${url.pathname}${parameters}`
}

const small: DatabaseOptions = { maxConnections: 2, lanes: 1, connectTimeoutMs: 800 }

function skipEmbedded(context: { readonly skip: (reason: string) => void }): void {
  if (!test.multiSession) context.skip('the embedded database has no host')
}

/**
 * The hosts of two that are right; none if neither is. Of two the first is taken, unless it is a tenth of a second later than the
 * other one, as on a busy machine it may be.
 */
function rightOf(pair: readonly [Kind, Kind], target: TargetSessionAttrs): readonly number[] {
  const fits: Readonly<Record<TargetSessionAttrs, readonly Kind[]>> = {
    any: ['primary', 'standby', 'readOnly'],
    'read-write': ['primary'],
    'read-only': ['standby', 'readOnly'],
    primary: ['primary', 'readOnly'],
    standby: ['standby'],
    'prefer-standby': pair.includes('standby') ? ['standby'] : ['primary', 'readOnly'],
  }
  return [0, 1].filter((place) => fits[target].includes(pair[place as 0 | 1]))
}

describe('of two hosts', () => {
  const pairs = kinds.flatMap((first) => kinds.map((second) => [first, second] as const))

  it.for(targetSessionAttrs)(
    'the right one is found for %s',
    { timeout: 60_000 },
    async (target, context) => {
      skipEmbedded(context)
      const found = await Promise.all(
        pairs.map(async (pair) => {
          const hosts = [await hostOf(pair[0]), await hostOf(pair[1])]
          const db = createDatabase({
            ...small,
            connectTimeoutMs: rightOf(pair, target).length === 0 ? 2_000 : 20_000,
            url: urlOf(hosts, `?target_session_attrs=${target}`),
          })
          try {
            await db.one(one)
            // A session that only asked what its server is may still be on its way out.
            await expect.poll(() => hosts.filter(({ open }) => open > 0).length, { timeout: 10_000 }).toBe(1)
            return hosts.findIndex(({ open }) => open > 0)
          } catch (error) {
            expect(error).toBeInstanceOf(ConnectionError)
            const { message, outcome, reason } = error as ConnectionError
            for (const host of hosts) expect(message).toContain(`127.0.0.1:${portOf(host)}`)
            expect(message).not.toContain(new URL(test.url).password || 'no password')
            expect(outcome).toBe('not_run')
            const answers = pair.some((kind) => kind !== 'refusing' && kind !== 'deaf')
            expect(reason).toBe(answers ? 'role_missing' : 'server_unreachable')
            return -1
          } finally {
            await db.close()
          }
        }),
      )
      for (const [nth, pair] of pairs.entries()) {
        const right = rightOf(pair, target)
        expect(right.length === 0 ? [-1] : right, pair.join(', ')).toContain(found[nth])
      }
    },
  )
})

describe('a host', () => {
  it('that is silent holds up nobody', async (context) => {
    skipEmbedded(context)
    const hosts = [await hostOf('deaf'), await hostOf('primary')]
    const db = createDatabase({ ...small, connectTimeoutMs: 10_000, url: urlOf(hosts) })
    const began = performance.now()
    for (let n = 0; n < 3; n++) await db.one(one)
    expect(performance.now() - began).toBeLessThan(5_000)
    await db.close()
  })

  it('is the first of those that fit and answer together', async (context) => {
    skipEmbedded(context)
    let first = 0
    for (let n = 0; n < 5; n++) {
      const hosts = [await hostOf('primary'), await hostOf('primary')]
      const db = createDatabase({ ...small, connectTimeoutMs: 10_000, url: urlOf(hosts) })
      await db.one(one)
      await expect.poll(() => hosts.filter(({ open }) => open > 0).length, { timeout: 10_000 }).toBe(1)
      if ((hosts[0]?.open ?? 0) > 0) first++
      await db.close()
    }
    expect(first).toBeGreaterThanOrEqual(3)
  })

  it('that becomes a standby is left for the one that became a primary', async (context) => {
    skipEmbedded(context)
    const [first, second] = [await hostOf('primary'), await hostOf('standby')]
    const db = createDatabase({ ...small, url: urlOf([first, second]) })
    await db.one(one)
    expect([first.open > 0, second.open > 0]).toEqual([true, false])
    become(first, 'standby')
    become(second, 'primary')
    first.cut()
    await first.idle()
    expect(await db.one(one)).toEqual({ one: 1 })
    expect(second.open).toBeGreaterThan(0)
    await db.close()
  })

  it('is waited for while the cluster has no primary', async (context) => {
    skipEmbedded(context)
    const [first, second] = [await hostOf('refusing'), await hostOf('standby')]
    const db = createDatabase({ ...small, connectTimeoutMs: 10_000, url: urlOf([first, second]) })
    const answer = db.one(one)
    await sleep(700)
    become(second, 'primary')
    expect(await answer).toEqual({ one: 1 })
    await db.close()
  })

  it('that falls silent is left for a primary of a newer timeline, and what it was doing is unknown', async (context) => {
    skipEmbedded(context)
    const [first, second] = [await hostOf('primary'), await hostOf('standby')]
    const db = createDatabase({ ...small, maxConnections: 4, url: urlOf([first, second]) })
    await db.one(one)
    const writing = db.transaction(async (tx) => {
      await tx.execute(write, { term: 'z' })
      await tx.execute(slow)
    })
    const failed = rejection(writing, ConnectionError)
    await sleep(200)
    first.stall()
    first.ignores = true
    promote(second)
    const began = performance.now()
    await failed
    expect(performance.now() - began).toBeLessThan(5_000)
    // Thawed, it gets no statement any more.
    first.resume()
    first.ignores = false
    for (let n = 0; n < 20; n++) await db.one(one)
    expect(first.open).toBe(0)
    await db.close()
  })

  it('that refuses the login is passed over, and its refusal told if there is no other', async (context) => {
    skipEmbedded(context)
    await using refusing = await passwordRefusingServer()
    const [alive, standby] = [await hostOf('primary'), await hostOf('standby')]
    const options = {
      ...small,
      user: 'amal',
      password: 'canary',
      database: new URL(test.url).pathname.slice(1),
    }
    const { username, password } = new URL(test.url)
    const bad = `127.0.0.1:${refusing.port}`
    const db = createDatabase({
      ...options,
      user: username,
      password,
      hosts: [bad, `127.0.0.1:${portOf(alive)}`],
    })
    for (let n = 0; n < 3; n++) await db.transaction((tx) => tx.one(one))
    await db.close()
    const none = createDatabase({
      ...options,
      user: username,
      password,
      hosts: [bad, `127.0.0.1:${portOf(standby)}`],
    })
    const error = await rejection(none.one(one), ConnectionError)
    expect(error).toMatchObject({ reason: 'login_refused', retryable: false })
    await none.close()
  })

  it('that fell silent while nobody asked gets no statement when it goes on', async (context) => {
    skipEmbedded(context)
    const [first, second] = [await hostOf('primary'), await hostOf('standby')]
    const db = createDatabase({ ...small, verifyAfterMs: 100, url: urlOf([first, second]) })
    await db.one(one)
    await sleep(1_200)
    // Frozen, followed, and thawed.
    promote(second)
    expect(await db.one(one)).toEqual({ one: 1 })
    await expect.poll(() => first.open, { timeout: 10_000 }).toBe(0)
    await db.close()
  })

  it('is chosen at random, if asked for', async (context) => {
    skipEmbedded(context)
    const hosts = [await hostOf('standby'), await hostOf('standby'), await hostOf('standby')]
    const db = createDatabase({
      ...small,
      maxConnections: 20,
      connectTimeoutMs: 10_000,
      pipeline: false,
      url: urlOf(hosts, '?target_session_attrs=standby&load_balance_hosts=random'),
    })
    await Promise.all(Array.from({ length: 20 }, () => db.transaction((tx) => tx.one(one))))
    expect(hosts.filter(({ open }) => open > 0).length).toBeGreaterThan(1)
    await db.close()
  })
})

describe('a standby behind the address of a primary', () => {
  /** A database whose first sessions are on a standby, as far as they can see, and whose later ones are not. */
  async function openBehind(): Promise<Database> {
    const client = await openClient(test.url)
    const name = new URL(test.url).pathname.slice(1)
    const proxy = await hostOf('primary')
    proxy.decide = ({ text }) =>
      text.includes('in_hot_standby\0off')
        ? { part: 'in_hot_standby\0off', becomes: 'in_hot_standby\0on\0' }
        : 'pass'
    await client.query(`alter database "${name}" set default_transaction_read_only = on`)
    const db = createDatabase({ ...small, maxConnections: 4, url: proxy.url })
    await Promise.all([db.one(one), db.transaction((tx) => tx.one(one))])
    await client.query(`alter database "${name}" reset default_transaction_read_only`)
    await client.end()
    // A transaction says itself that it writes, which a standby refuses.
    const before = Math.max(...proxy.connections)
    proxy.decide = ({ from, text, connection }) =>
      from === 'client' && connection <= before && text.includes('read write')
        ? { part: 'read write', becomes: 'read only ' }
        : 'pass'
    return db
  }

  it('is left by a write, which is sent to another session', async (context) => {
    skipEmbedded(context)
    const db = await openBehind()
    expect(await db.execute(write, { term: 'x' })).toBe(1)
    await db.execute(undo)
    await db.close()
  })

  it('refuses the write of a transaction, which may be repeated', async (context) => {
    skipEmbedded(context)
    const db = await openBehind()
    const error = await rejection(
      db.transaction((tx) => tx.execute(write, { term: 'x' })),
      ConnectionError,
    )
    expect(error).toMatchObject({ outcome: 'not_run', retryable: true, reason: 'role_missing' })
    expect(await db.transaction((tx) => tx.execute(write, { term: 'x' }))).toBe(1)
    await db.execute(undo)
    await db.close()
  })
})

describe('options', () => {
  it.each([
    [{ hosts: [] }, 'hosts'],
    [{ hosts: ['a:0'] }, 'hosts'],
    [{ hosts: ['a:b'] }, 'hosts'],
    [{ hosts: [''] }, 'hosts'],
    [{ hosts: ['a'], stream: () => new PassThrough() }, 'hosts'],
    [{ url: 'postgres://a,b:99999/souk' }, 'port'],
    [{ url: 'postgres://a:99999,b/souk' }, 'port'],
    [{ url: 'postgres://a,b/souk?target_session_attrs=writer' }, 'target_session_attrs'],
    [{ url: 'postgres://a,b/souk', loadBalanceHosts: 'robin' }, 'loadBalanceHosts'],
    [{ url: 'postgres:///souk?host=a,b&port=1,2,3' }, 'port'],
  ] as readonly (readonly [DatabaseOptions, string])[])('%j are refused by name', (options, field) => {
    let error: unknown
    try {
      createDatabase(options)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(InvalidInputError)
    expect((error as InvalidInputError).field).toBe(field)
  })

  it('keep a password together, whatever is in it', () => {
    const settings = hostsOf({ url: 'postgres://amal:p@ss,w@db1,db2:6000/souk' })
    expect(settings?.hosts).toEqual([
      { host: 'db1', port: 5432 },
      { host: 'db2', port: 6000 },
    ])
    expect(hostsOf({ url: 'postgres://amal:p@ss,w@db1/souk' })).toBeNull()
  })

  it.each([
    [{ hosts: ['db1:6000'], url: 'postgres://other:7/souk' }, [{ host: 'db1', port: 6000 }]],
    [
      { hosts: ['db1', 'db1:5432', 'db2'] },
      [
        { host: 'db1', port: 5432 },
        { host: 'db2', port: 5432 },
      ],
    ],
    [
      { url: 'postgres://db1,db2:6/souk', port: 7 },
      [
        { host: 'db1', port: 7 },
        { host: 'db2', port: 6 },
      ],
    ],
    [
      { url: 'postgres://db1:5000,db2/souk' },
      [
        { host: 'db1', port: 5000 },
        { host: 'db2', port: 5432 },
      ],
    ],
    [{ url: 'postgres://db1/souk?load_balance_hosts=random' }, [{ host: 'db1', port: 5432 }]],
    [
      { hosts: ['/run/postgresql', '[::1]:7'] },
      [
        { host: '/run/postgresql', port: 5432 },
        { host: '::1', port: 7 },
      ],
    ],
  ] as readonly (readonly [DatabaseOptions, object])[])('%j are these hosts', (options, hosts) => {
    expect(hostsOf(options)?.hosts).toEqual(hosts)
  })

  it('name hosts as libpq does', async (context) => {
    skipEmbedded(context)
    const [dead, alive] = [await hostOf('refusing'), await hostOf('primary')]
    const url = new URL(test.url)
    const { username: user, password } = url
    const database = url.pathname.slice(1)
    const named: readonly DatabaseOptions[] = [
      { user, password, database, hosts: [`127.0.0.1:${portOf(dead)}`, `localhost:${portOf(alive)}`] },
      { url: test.url, hosts: [`[::1]:${portOf(dead)}`, `127.0.0.1:${portOf(alive)}`] },
      {
        url: `postgres://${user}:${password}@/${database}?host=127.0.0.1,127.0.0.1&port=${portOf(dead)},${portOf(alive)}`,
      },
    ]
    for (const options of named) {
      const db: Database = createDatabase({ ...small, ...options })
      expect(await db.one(one)).toEqual({ one: 1 })
      await db.close()
    }
  })
})
