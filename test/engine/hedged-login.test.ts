/** Logins behind a proxy that accepts connections and never answers some of them. */

import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import { ConnectionError } from '../../src/errors.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { test } = await openMarket()
const one = query<undefined, { readonly one: number }>('select 1 as one')

/** The way of a proxy with a connection: it is served, served late, let in and never answered, or closed. */
type Way = 'pass' | 'late' | 'deaf' | 'refuse'

const lateMs = 3_000

/** A proxy that treats its connections in the order of their coming. */
class FickleProxy implements AsyncDisposable {
  readonly sockets: Socket[] = []
  readonly #server = createServer()
  readonly #target: URL

  constructor(wayOf: (place: number) => Way) {
    this.#target = new URL(test.url)
    this.#server.on('connection', (socket) => {
      socket.on('error', () => undefined)
      const way = wayOf(this.sockets.push(socket) - 1)
      if (way === 'refuse') socket.destroy()
      else if (way === 'pass') this.#serve(socket)
      else if (way === 'late') setTimeout(() => this.#serve(socket), lateMs)
      // One that is deaf hears that the other end has gone.
      else socket.resume()
    })
  }

  async url(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening')
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return url.href
  }

  /** The number of connections that are open. */
  get open(): number {
    return this.sockets.filter(({ destroyed }) => !destroyed).length
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: Socket): void {
    if (socket.destroyed) return
    const server = connect(Number(this.#target.port), this.#target.hostname)
    server.on('error', () => socket.destroy())
    server.on('close', () => socket.destroy())
    socket.on('close', () => server.destroy())
    socket.pipe(server).pipe(socket)
  }
}

async function open(proxy: FickleProxy, options: DatabaseOptions = {}): Promise<Database> {
  const url = await proxy.url()
  return createDatabase({ maxConnections: 10, minConnections: 0, lanes: 1, pipeline: false, ...options, url })
}

function transactions(db: Database, count: number): Promise<{ readonly one: number }>[] {
  return Array.from({ length: count }, () => db.transaction((tx) => tx.one(one), { retries: 0 }))
}

/** Returns a function that reports the milliseconds since now. */
function stopwatch(): () => number {
  const began = performance.now()
  return () => performance.now() - began
}

describe.concurrent('a login that hangs', () => {
  it('is overtaken by another one, and so are all that hang with it', async ({ expect, skip }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    await using proxy = new FickleProxy((place) => (place < 8 ? 'deaf' : 'pass'))
    const db = await open(proxy)
    const elapsed = stopwatch()
    expect(await Promise.all(transactions(db, 8))).toEqual(Array(8).fill({ one: 1 }))
    expect(elapsed()).toBeLessThan(6_000)
    // Those that hung are closed.
    expect(proxy.sockets.slice(0, 8).filter(({ destroyed }) => !destroyed)).toEqual([])
    expect(proxy.sockets).toHaveLength(16)
    await db.close()
  })

  it('of a lane is overtaken too', async ({ expect, skip }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    await using proxy = new FickleProxy((place) => (place < 1 ? 'deaf' : 'pass'))
    const db = await open(proxy, { pipeline: true })
    const elapsed = stopwatch()
    expect(await db.one(one)).toEqual({ one: 1 })
    expect(elapsed()).toBeLessThan(6_000)
    await db.close()
  })

  it('of one of several hosts is overtaken too', async ({ expect, skip }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    await using hanging = new FickleProxy((place) => (place < 1 ? 'deaf' : 'pass'))
    await using refusing = new FickleProxy(() => 'refuse')
    const { host } = new URL(await refusing.url())
    const url = (await hanging.url()).replace(/(?<=@)[^/]+/, (only) => `${only},${host}`)
    const db = createDatabase({ url, maxConnections: 2, minConnections: 0, pipeline: false })
    const elapsed = stopwatch()
    expect(await db.one(one)).toEqual({ one: 1 })
    expect(elapsed()).toBeLessThan(6_000)
    await db.close()
  })

  it('is tried again every two seconds while the others hang too or are refused', async ({
    expect,
    skip,
  }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    const ways: readonly Way[] = ['deaf', 'deaf', 'refuse']
    await using proxy = new FickleProxy((place) => ways[place] ?? 'pass')
    const db = await open(proxy)
    const elapsed = stopwatch()
    const answer = db.transaction((tx) => tx.one(one), { retries: 0 })
    // The first is lost while the second is pending, which goes on alone.
    await sleep(3_000)
    proxy.sockets[0]?.destroy()
    expect(await answer).toEqual({ one: 1 })
    expect(elapsed()).toBeGreaterThan(5_500)
    expect(elapsed()).toBeLessThan(9_000)
    expect(proxy.sockets[1]?.destroyed).toBe(true)
    await db.close()
  })

  it('ends with the time for connections, and there is one more than those that wait', async ({
    expect,
    skip,
  }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    await using proxy = new FickleProxy(() => 'deaf')
    const db = await open(proxy, { connectTimeoutMs: 5_000 })
    const elapsed = stopwatch()
    const errors = transactions(db, 6).map((answer) => rejection(answer, ConnectionError))
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, proxy.open)), 20)
    for (const error of await Promise.all(errors)) expect(error).toMatchObject({ outcome: 'not_run' })
    clearInterval(watch)
    expect(elapsed()).toBeGreaterThan(4_900)
    expect(elapsed()).toBeLessThan(6_500)
    // One is counted twice for a moment, when another takes its place.
    expect(most).toBeGreaterThanOrEqual(7)
    expect(most).toBeLessThanOrEqual(8)
    await db.close()
  })

  it('at a server that is merely slow costs it one connection more', async ({ expect, skip }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    await using proxy = new FickleProxy(() => 'late')
    const db = await open(proxy)
    await Promise.all(transactions(db, 8))
    expect(proxy.sockets.length).toBeLessThanOrEqual(10)
    await db.close()
  })

  it('is refused at once while no other one is on its way', async ({ expect, skip }) => {
    if (!test.multiSession) skip('the embedded database has no host')
    await using proxy = new FickleProxy(() => 'refuse')
    const db = await open(proxy)
    const elapsed = stopwatch()
    await rejection(db.one(one), ConnectionError)
    expect(elapsed()).toBeLessThan(1_500)
    await db.close()
  })
})
