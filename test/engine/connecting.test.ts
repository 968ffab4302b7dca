import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { TimeoutError } from '../../src/errors.js'
import { openClient } from '../setup/migrate/open-client.js'
import { passwordRefusingServer } from '../setup/network/password-refusing-server.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { Proxy } from '../setup/network/proxy.js'
import { openBare } from '../setup/engine/open-bare.js'

const one = query<undefined, { readonly one: number }>('select 1 as one')
const nap = query<undefined, object>('select pg_sleep(5)')
const notRun = { code: 'connection', outcome: 'not_run' }

const { test } = await openBare()

function withPassword(url: string, password: string): string {
  const changed = new URL(url)
  changed.password = password
  return changed.href
}

describe.each(transports)('connecting, over %s', (transport) => {
  it('tells every caller of a wrong password, not to try again, and not the password', async () => {
    await using server = await passwordRefusingServer()
    await using open = openOver(transport, { url: `postgres://amal:s3cret@127.0.0.1:${server.port}/souk` })
    const failures = await Promise.all(
      Array.from({ length: 20 }, () => open.db.one(one).catch((error: unknown) => error)),
    )
    for (const failure of failures) {
      expect(failure).toMatchObject({ ...notRun, retryable: false, cause: { code: '28P01' } })
      expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('s3cret')
    }
    await expect(open.db.transaction((tx) => tx.one(one))).rejects.toMatchObject(notRun)
  })

  it('tells every caller that nobody listens there, and works when somebody does', async () => {
    await using proxy = await Proxy.to(test.url)
    proxy.refuses = true
    await using open = openOver(transport, { url: proxy.url })
    const calls = Array.from({ length: 20 }, () => open.db.one(one))
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { ...notRun, retryable: true } })
    }
    await expect(open.db.transaction((tx) => tx.one(one))).rejects.toMatchObject(notRun)
    proxy.refuses = false
    expect(await open.db.one(one)).toEqual({ one: 1 })
    expect(await open.db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
  })

  it('tells of a database that is not there', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one database, whatever it is called')
    const url = new URL(test.url)
    url.pathname = '/no_such_database'
    await using open = openOver(transport, { url: url.href })
    await expect(open.db.one(one)).rejects.toMatchObject({
      ...notRun,
      retryable: false,
      cause: { code: '3D000' },
    })
  })

  it('gives up on a server that lets it in and says nothing', async () => {
    await using proxy = await Proxy.to(test.url)
    proxy.ignores = true
    await using open = openOver(transport, { url: proxy.url, connectTimeoutMs: 200 })
    await expect(open.db.one(one)).rejects.toMatchObject({ ...notRun, retryable: true })
    await expect(open.db.transaction((tx) => tx.one(one))).rejects.toMatchObject(notRun)
  })

  it('leaves no connection open when the password cannot be had, and tells nothing of the reason', async () => {
    await using server = await passwordRefusingServer()
    await using proxy = await Proxy.to(`postgres://amal@127.0.0.1:${server.port}/souk`)
    await using open = openOver(transport, {
      url: proxy.url,
      password: () => Promise.reject(new Error('the token s3cret has expired')),
    })
    const failure = await open.db.one(one).catch((error: unknown) => error)
    expect(failure).toMatchObject(notRun)
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('s3cret')
    if (transport !== "a pool of pg's") await proxy.idle()
  })
})

describe.each(['lanes', 'sessions'] as const)('connecting, over %s', (transport) => {
  it('gives up on a server that falls silent after the login', async () => {
    await using proxy = await Proxy.to(test.url)
    proxy.decide = ({ code }) => (code === 'Q' ? 'stall' : 'pass')
    await using open = openOver(transport, { url: proxy.url, connectTimeoutMs: 300 })
    await expect(open.db.one(one)).rejects.toMatchObject({ ...notRun, retryable: true })
    await expect(open.db.transaction((tx) => tx.one(one))).rejects.toMatchObject(notRun)
  })

  it('is not ended by the limits of the statements that follow', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which nobody else can hold up')
    await using open = openOver(transport, { url: test.url, statementTimeoutMs: 50, lockTimeoutMs: 50 })
    await using other = await openClient(test.url)
    // The look at a session reads this table, which stands for any reason why it takes long.
    await other.query('begin; lock table pg_catalog.pg_extension in access exclusive mode')
    const called = Promise.all([open.db.one(one), open.db.transaction((tx) => tx.one(one))])
    await sleep(300)
    await other.query('commit')
    expect(await called).toEqual([{ one: 1 }, { one: 1 }])
    await expect(open.db.execute(nap)).rejects.toBeInstanceOf(TimeoutError)
  })

  it('asks a function for the password each time that a connection is made', async () => {
    await using proxy = await Proxy.to(test.url)
    const asked: number[] = []
    const password = () => {
      asked.push(asked.length)
      return Promise.resolve(decodeURIComponent(new URL(test.url).password))
    }
    await using open = openOver(transport, { url: withPassword(proxy.url, ''), password })
    await open.db.one(one)
    const before = asked.length
    proxy.cut()
    await proxy.idle()
    await open.db.one(one)
    // A server that trusts everybody asks for none.
    if (before > 0) expect(asked.length).toBeGreaterThan(before)
  })
})
