// Thorough: starts many databases, and waits for statements without an end.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import {
  createEmbeddedDatabase,
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from '../../src/embedded/index.js'
import { query } from '../setup/query.js'
import { openClient, value, withClients } from '../setup/embedded/with-client.js'

const endless = 'select count(*) from generate_series(1, 1e12)'
const endlessQuery = query<object, { readonly count: number }>(endless)
const one = query<object, { readonly one: number }>('select 1 as one')

const left: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(left.splice(0).map((opened) => opened.close()))
})

async function start(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ runawayGraceMs: 300, ...options })
  left.push(server)
  return server
}

async function open(options: Parameters<typeof createEmbeddedDatabase>[0] = {}): Promise<Database> {
  const db = await createEmbeddedDatabase({ runawayGraceMs: 300, ...options })
  left.push(db)
  return db
}

const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error)

describe('an endless statement in memory', () => {
  it('ends the database after its statement timeout, and all are told what is lost', async () => {
    const server = await start()
    const [client, waiting] = [await openClient(server), await openClient(server)]
    await client.query("set statement_timeout = '200ms'")
    const answers = await Promise.all([refusal(client.query(endless)), refusal(waiting.query('select 1'))])
    for (const answer of answers) {
      expect(answer).toMatchObject({
        code: '57P02',
        message: expect.stringMatching(/after its statement timeout.*in memory is lost/) as string,
      })
    }
    const message = expect.stringContaining('in memory is lost') as string
    await expect(openClient(server)).rejects.toMatchObject({ message })
    await expect(server.dumpImage()).rejects.toMatchObject({ code: 'connection', message })
    expect(server.failure).toMatchObject({ outcome: 'not_run', retryable: false })
  })

  it('ends it after a deadline, and each later call says so at once', async () => {
    const db = await open({ pipeline: false, maxConnections: 1 })
    await db.many(one, {})
    const late = await refusal(db.many(endlessQuery, {}, { timeoutMs: 500 }))
    expect(late).toMatchObject({ code: 'timeout' })
    await refusal(db.many(one, {}))
    const start = performance.now()
    for (const work of [() => db.many(one, {}), () => db.transaction((tx) => tx.many(one, {}))]) {
      await expect(work()).rejects.toMatchObject({
        code: 'connection',
        outcome: 'not_run',
        retryable: false,
        message: expect.stringMatching(/in memory is lost, so open a new one$/) as string,
      })
    }
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it('ends it when its caller has closed the connection', async () => {
    const server = await start()
    const client = await openClient(server)
    const answer = refusal(client.query(endless))
    await sleep(300)
    ;(
      client as pg.Client & { readonly connection: { readonly stream: { destroy(): void } } }
    ).connection.stream.destroy()
    await answer
    for (let wait = 1; server.failure === null && wait < 1_000; wait++) await sleep(20)
    expect(server.failure?.message).toContain('after its caller had given up')
  })
})

describe('an endless statement in a folder', () => {
  it('ends the database, which starts again with everything that was committed', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'souk-runaway-'))
    try {
      const server = await start({ dataDir })
      const client = await openClient(server)
      await client.query('create table kept (id int)')
      await client.query('insert into kept values (1)')
      await client.query("begin; set local statement_timeout = '200ms'")
      await client.query('insert into kept values (2)')
      await expect(client.query(endless)).rejects.toMatchObject({
        code: '57P02',
        message: expect.stringContaining('starts again with everything that was committed') as string,
      })
      await withClients(server, 1, async (next) => {
        expect(await value(next, 'select array_agg(id) from kept')).toEqual([1])
        await next.query('insert into kept values (3)')
      })
      expect(server.failure).toBeNull()
      await server.close()
      const again = await start({ dataDir })
      await withClients(again, 1, async (next) => {
        expect(await value(next, 'select array_agg(id order by id) from kept')).toEqual([1, 3])
      })
      await again.close()
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })
})

describe('a statement that is late', () => {
  const slow = "select count(*)::int from generate_series(1, 200000) n where md5(n::text) <> ''"

  it('is let finish within the grace', async () => {
    const server = await start({ runawayGraceMs: 60_000 })
    await withClients(server, 1, async (client) => {
      await client.query('set statement_timeout = 1')
      expect(await value(client, slow)).toBe(200_000)
      expect(await value(client, 'show statement_timeout')).toBe('1ms')
    })
  })

  it('has the time that it was given last', async () => {
    const server = await start({ runawayGraceMs: 0 })
    await withClients(server, 1, async (client) => {
      await client.query("select set_config('statement_timeout', '3s', false)")
      await client.query('set statement_timeout = 0')
      await client.query("begin; set local statement_timeout = '3s'")
      await client.query('commit')
      expect(await value(client, 'select 1 from pg_sleep(3.2)')).toBe(1)
    })
    expect(server.failure).toBeNull()
  })
})

describe('a request to cancel', () => {
  it('takes a statement out of the queue that waits for the session', async () => {
    const db = await open({ pipeline: false })
    await db.transaction(async (tx) => {
      await tx.many(one, {})
      const waiting = db.many(one, {}, { timeoutMs: 100 })
      await expect(waiting).rejects.toMatchObject({ code: 'timeout', outcome: 'not_run' })
    })
    expect(await db.many(one, {})).toEqual([{ one: 1 }])
  })

  it('with a wrong key is ignored', async () => {
    const server = await start({ runawayGraceMs: 0 })
    await withClients(server, 1, async (client) => {
      const answer = value(
        client,
        "select count(*)::int from generate_series(1, 200000) n where n::text <> ''",
      )
      await sleep(10)
      const request = Buffer.alloc(16)
      request.writeInt32BE(16)
      request.writeInt32BE(80_877_102, 4)
      request.writeInt32BE(1, 8)
      const socket = server.connect()
      socket.write(request)
      await new Promise((resolve) => socket.once('end', resolve).resume())
      expect(await answer).toBe(200_000)
    })
  })
})
