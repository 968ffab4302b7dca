import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { query } from '../setup/query.js'
import { certificate, TlsServer } from '../setup/network/tls-server.js'
import { openBare } from '../setup/engine/open-bare.js'

const backend = query<undefined, { readonly pid: number }>('select pg_backend_pid() as pid')
const settings = query<undefined, { readonly name: string; readonly value: string }>(
  `select name, current_setting(name) as value
  from unnest(array['application_name', 'idle_in_transaction_session_timeout', 'jit', 'lock_timeout',
    'statement_timeout']) as name order by name`,
)

const { test } = await openBare()

describe.each(['lanes', 'sessions'] as const)('a pool, over %s', (transport) => {
  const pipeline = transport === 'lanes'

  it('sets limits on every connection unless others are asked for', async () => {
    for (const [options, expected] of [
      [{}, ['souk-db', '1min', 'off', '10s', '30s']],
      [
        {
          applicationName: 'another',
          idleInTransactionTimeoutMs: 1_500,
          lockTimeoutMs: 0,
          statementTimeoutMs: 2_000,
        },
        ['another', '1500ms', 'off', '0', '2s'],
      ],
    ] as const) {
      const db = createDatabase({ url: test.url, pipeline, ...options })
      expect((await db.many(settings)).map(({ value }) => value)).toEqual(expected)
      const inside = await db.transaction((tx) => tx.many(settings))
      expect(inside.map(({ value }) => value)).toEqual(expected)
      await db.close()
    }
  })

  it('connects by fields as by a url, and a field wins', async () => {
    const url = new URL(test.url)
    const fields = {
      host: url.hostname,
      port: Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
    }
    const byFields = createDatabase({ ...fields, pipeline })
    expect(await byFields.one(query<undefined, object>('select current_database()::text as name'))).toEqual({
      name: fields.database,
    })
    await byFields.close()
    url.port = '1'
    const byBoth = createDatabase({ url: url.href, port: fields.port, pipeline })
    expect(await byBoth.one(backend)).toMatchObject({ pid: expect.any(Number) as unknown })
    await byBoth.close()
  })

  it('replaces a connection that is older than its lifetime', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session for all connections')
    const db = createDatabase({ url: test.url, pipeline, maxLifetimeMs: 50, lanes: 1 })
    const first = await db.one(backend)
    const inTransaction = await db.transaction((tx) => tx.one(backend))
    await sleep(80)
    expect((await db.one(backend)).pid).not.toBe(first.pid)
    expect((await db.transaction((tx) => tx.one(backend))).pid).not.toBe(inTransaction.pid)
    await db.close()
  })

  it('keeps some of its connections and closes the others when they idle', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session for all connections')
    const options = {
      maxConnections: 6,
      minConnections: 3,
      lanes: 1,
      idleTimeoutMs: 50,
      applicationName: 'kept',
    }
    const db = createDatabase({ url: test.url, pipeline, ...options })
    const pause = query<undefined, object>('select pg_sleep(0.1)')
    await Promise.all(Array.from({ length: 5 }, () => db.transaction((tx) => tx.many(pause))))
    expect(await sessions()).toBeGreaterThan(3)
    // The pool looks after them once a second.
    while ((await sessions()) > 3) await sleep(50)
    await sleep(1_100)
    expect(await sessions()).toBe(3)
    await db.close()

    async function sessions() {
      const { n } = await db.one(
        query<undefined, { readonly n: number }>(
          "select count(*) as n from pg_stat_activity where datname = current_database() and application_name = 'kept'",
        ),
      )
      return n
    }
  })

  it('encrypts, trusts whom it is told to, and nobody else', async () => {
    await using server = await TlsServer.to(test.url)
    const trusting = createDatabase({ url: server.url, pipeline, ssl: { ca: certificate } })
    expect(await trusting.one(query<undefined, object>('select 1 as one'))).toEqual({ one: 1 })
    expect(await trusting.transaction((tx) => tx.one(query<undefined, object>('select 2 as two')))).toEqual({
      two: 2,
    })
    const before = server.encrypted
    expect(before).toBeGreaterThan(0)
    await trusting.close()
    const strict = createDatabase({ url: server.url, pipeline, ssl: true })
    await expect(strict.one(backend)).rejects.toMatchObject({ code: 'connection', outcome: 'not_run' })
    expect(server.encrypted).toBe(before)
    await strict.close()
  })

  it('cancels over an encrypted connection too', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using server = await TlsServer.to(test.url)
    const db = createDatabase({ url: server.url, pipeline, ssl: { ca: certificate } })
    const long = query<undefined, object>('select pg_sleep(60)')
    await expect(db.many(long, undefined, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' })
    await db.close()
  })
})
