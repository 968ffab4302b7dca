import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../src/errors.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import type { Proxy, Fate, ProxiedMessage } from '../setup/network/proxy.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { openNumbers } from '../setup/engine/open-numbers.js'
import { proxyForEach } from '../setup/network/proxy-for-each.js'

const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const one = query<undefined, { readonly one: number }>('select 1 as one')
const unknown = { code: 'connection', outcome: 'unknown', retryable: false }

/** `direct` is not through the proxy. */
const { db: direct, numbers, test } = await openNumbers()

let proxy: Proxy
proxyForEach(test.url, (opened) => (proxy = opened))

/** Fits the server's word that it is ready again, after a message of its that fits: others ask it for less meanwhile. */
function readyAfter(fits: (message: ProxiedMessage) => boolean): (message: ProxiedMessage) => boolean {
  let hasCome = false
  return (message) => {
    hasCome ||= message.from === 'server' && fits(message)
    return hasCome && message.from === 'server' && message.code === 'Z'
  }
}

/** Does something to the first message that fits, and lets the others pass. */
function once(fits: (message: ProxiedMessage) => boolean, fate: Fate): (message: ProxiedMessage) => Fate {
  let isDone = false
  return (message) => {
    if (isDone || !fits(message)) return 'pass'
    isDone = true
    return fate
  }
}

describe.each(transports)('a lost connection, over %s', (transport) => {
  it.each<readonly [string, (message: ProxiedMessage) => boolean, Fate, readonly number[]]>([
    ['before the server has it', ({ code, text }) => code === 'B' && text.includes('7'), 'cut', []],
    [
      'before its answer arrives',
      ({ from, text }) => from === 'server' && text.includes('INSERT'),
      'cut',
      [7],
    ],
    ['before the server is ready again', readyAfter(({ text }) => text.includes('INSERT')), 'cut', [7]],
  ])('leaves open whether a statement has run if it is cut %s', async (_, fits, fate, rows) => {
    await using open = openOver(transport, { url: proxy.url })
    await open.db.one(one)
    proxy.decide = once(fits, fate)
    await expect(open.db.execute(add, { n: 7 })).rejects.toMatchObject(unknown)
    expect(await open.db.one(one)).toEqual({ one: 1 })
    expect(await numbers()).toEqual(rows)
  })

  it('tells the truth to each of many that were on their way', async () => {
    await using open = openOver(transport, { url: proxy.url, maxConnections: 4 })
    await open.db.one(one)
    let answers = 0
    proxy.decide = ({ from, text }) =>
      from === 'server' && text.includes('INSERT') && ++answers % 7 === 0 ? 'cut' : 'pass'
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => open.db.execute(add, { n })),
    )
    proxy.decide = () => 'pass'
    const kept = new Set(await numbers())
    const lost = outcomes.filter(({ status }) => status === 'rejected')
    expect(lost.length).toBeGreaterThan(0)
    outcomes.forEach((outcome, n) => {
      if (outcome.status === 'fulfilled') expect(kept).toContain(n)
      else {
        expect(outcome.reason).toBeInstanceOf(ConnectionError)
        if ((outcome.reason as ConnectionError).outcome === 'not_run') expect(kept).not.toContain(n)
      }
    })
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })

  it('says why when the server did', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    await using open = openOver(transport, { url: proxy.url })
    const end = query<undefined, object>('select pg_terminate_backend(pg_backend_pid())')
    // It had not come to its end, and is not committed.
    const undone = { code: 'connection', outcome: 'not_run', retryable: true }
    await expect(open.db.many(end)).rejects.toMatchObject({ ...undone, cause: { code: '57P01' } })
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })

  it('in the packet that makes it does not end the process', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    const applicationName = `ended at login over ${transport}`.slice(0, 60)
    const login = { isHeld: false }
    proxy.decide = ({ from, code }) => {
      if (login.isHeld || from !== 'server' || code !== 'Z') return 'pass'
      login.isHeld = true
      return 'hold'
    }
    await using open = openOver(transport, { url: proxy.url, applicationName })
    const asked = Promise.allSettled([open.db.one(one)])
    const end = query<{ readonly name: string }, object>(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = :name!',
    )
    while (!login.isHeld) await new Promise((resolve) => setTimeout(resolve, 5))
    while ((await direct.many(end, { name: applicationName })).length === 0) continue
    proxy.resume()
    const [outcome] = await asked
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ outcome: 'not_run' })
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })

  it('is not noticed by the next call if nothing was on its way', async () => {
    await using open = openOver(transport, { url: proxy.url })
    for (let round = 0; round < 3; round++) {
      expect(await open.db.one(one)).toEqual({ one: 1 })
      proxy.cut()
      await proxy.idle()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })
})

describe('a lost connection, over lanes', () => {
  it('gives a statement that had its error already that error, and its neighbours another', async () => {
    await using open = openOver('lanes', { url: proxy.url, lanes: 1 })
    await open.db.execute(add, { n: 1 })
    proxy.decide = once(
      readyAfter(({ code }) => code === 'E'),
      'cut',
    )
    const [refused, neighbour] = await Promise.allSettled([
      open.db.execute(add, { n: 1 }),
      open.db.execute(add, { n: 2 }),
    ])
    expect(refused).toMatchObject({ reason: { code: 'constraint', constraintName: 'numbers_pkey' } })
    expect(neighbour).toMatchObject({ reason: unknown })
  })

  it('says nothing of how long its statement takes: the next run is on a lane again', async () => {
    await using open = openOver('lanes', { url: proxy.url, lanes: 1 })
    const nap = query<{ readonly s: number }, object>('select pg_sleep(:s!) as slept', { s: 'float8' })
    // More than once: a busy machine may take one of them for slow.
    for (let n = 0; n < 10; n++) await open.db.one(nap, { s: 0 })
    const lost = open.db.one(nap, { s: 1 })
    lost.catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 500))
    proxy.cut()
    await expect(lost).rejects.toMatchObject(unknown)
    expect(await recordStatements(() => open.db.one(nap, { s: 0 }))).toMatchObject([{ on: 'lane' }])
  })
})

describe('a login that hangs', () => {
  it('holds up no statement that another lane can take', async () => {
    await using open = openOver('lanes', { url: proxy.url })
    proxy.decide = once(({ from, code }) => from === 'server' && code === 'R', 'stall')
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })
})

describe.each(['lanes', 'sessions'] as const)('a server that falls silent, over %s', (transport) => {
  it('is noticed by asking before a connection that has idled is used', async () => {
    await using open = openOver(transport, { url: proxy.url, verifyAfterMs: 1 })
    await Promise.all(Array.from({ length: 20 }, () => open.db.one(one)))
    await open.db.transaction((tx) => tx.one(one))
    await new Promise((resolve) => setTimeout(resolve, 20))
    proxy.stall()
    const startedAt = performance.now()
    expect(await open.db.one(one)).toEqual({ one: 1 })
    expect(await open.db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
    // Asking takes a second, and once is enough however many connections have idled: one by one, it would be twenty.
    expect(performance.now() - startedAt).toBeLessThan(15_000)
  })

  it('is given up a while after the time that the server itself gives a statement', async () => {
    await using open = openOver(transport, { url: proxy.url, statementTimeoutMs: 200 })
    await open.db.one(one)
    proxy.stall()
    await expect(open.db.execute(add, { n: 1 })).rejects.toMatchObject(unknown)
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })
})
