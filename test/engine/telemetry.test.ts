import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { context, trace, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { Pool } from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { startOpenTelemetry } from '../../src/engine/telemetry/open-telemetry.js'
import { hasListeners } from '../../src/engine/telemetry/telemetry.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { openBare } from '../setup/engine/open-bare.js'

const echo = query<{ readonly text: string }, { readonly text: string }>('select :text!::text as text', {
  text: 'text',
})
const numbers = query<undefined, { readonly n: number }>('select n from generate_series(1, 1200) as n')
const fail = query<{ readonly text: string }, object>('select :text!::text::uuid as id', { text: 'text' })
const secret = 'a-secret-of-somebody'

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const { test, db } = await openBare()
await db.execute(query<undefined, object>('create table copied (text text)'))

it('makes nothing while nobody listens', async () => {
  startOpenTelemetry()
  expect(hasListeners()).toBe(false)
  await recordStatements(() => {
    expect(hasListeners()).toBe(true)
    return Promise.resolve()
  })
  expect(hasListeners()).toBe(false)
})

describe.each(transports)('the channel, over %s', (transport) => {
  it('tells of each statement what it was, where and how long it ran, and nothing of its values', async () => {
    await using open = openOver(transport, { url: test.url })
    const events = await recordStatements(async () => {
      await open.db.one(echo, { text: secret })
      await open.db.transaction((tx) => tx.one(echo, { text: secret }))
      await open.db.one(fail, { text: secret }).catch(() => undefined)
    })
    const described = {
      query: 'query',
      file: 'test.sql',
      table: 'test',
      server: { database: new URL(test.url).pathname.slice(1) },
    }
    const outside = transport === 'lanes' ? 'lane' : 'session'
    expect(events).toMatchObject([
      { ...described, text: 'select $1::text as text', on: outside, rowCount: 1, retries: 0 },
      { ...described, text: 'select $1::text as text', on: 'transaction', rowCount: 1, retries: 0 },
      {
        ...described,
        text: 'select $1::text::uuid as id',
        on: outside,
        retries: 0,
        error: { sqlState: '22P02' },
      },
    ])
    for (const { queuedMs = NaN, ranMs = NaN } of events) {
      expect(queuedMs).toBeGreaterThanOrEqual(0)
      expect(ranMs).toBeGreaterThan(0)
    }
    expect(inspect(events, { depth: 10, showHidden: true })).not.toContain(secret)
  })

  it('tells how long one ran that was stopped, and that one given up before never did', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using open = openOver(transport, { url: test.url, lanes: 1, maxConnections: 2 })
    const nap = query<{ readonly s: number }, object>('select pg_sleep(:s!) as slept', { s: 'float8' })
    await open.db.one(nap, { s: 0 })
    const [stopped] = await recordStatements(async () => {
      await expect(open.db.one(nap, { s: 30 }, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'timeout' })
    })
    expect(stopped).toMatchObject({ error: { code: 'timeout' }, retries: 0 })
    expect(stopped?.ranMs).toBeGreaterThan(0)
    expect((stopped?.ranMs ?? NaN) + (stopped?.queuedMs ?? NaN)).toBeGreaterThan(290)
    const [late] = await recordStatements(async () => {
      const gone = AbortSignal.abort(new Error('gone'))
      await expect(open.db.one(nap, { s: 0 }, { signal: gone })).rejects.toThrow()
    })
    expect(late).toMatchObject({ ranMs: 0, retries: 0 })
  })

  it('tells that nothing ran of what follows on a connection that was lost', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot be ended')
    await using open = openOver(transport, { url: test.url })
    const pidOf = query<undefined, { readonly pid: number }>('select pg_backend_pid() as pid')
    const end = query<{ readonly pid: number }, object>('select pg_terminate_backend(:pid!, 5000) as done', {
      pid: 'int4',
    })
    const events = await recordStatements(async () => {
      const transaction = open.db.transaction(async (tx) => {
        await db.one(end, { pid: (await tx.one(pidOf)).pid })
        // The connection is found to be lost before anything is sent on it.
        await sleep(100)
        await tx.one(echo, { text: 'x' })
      })
      await expect(transaction).rejects.toMatchObject({ code: 'connection' })
    })
    const last = events.find(({ text, error }) => text.includes('::text') && error !== undefined)
    expect(last).toMatchObject({ on: 'transaction', ranMs: expect.any(Number) as number })
    expect(last?.ranMs).toBeLessThan(50)
    expect(last?.queuedMs).toBeGreaterThanOrEqual(0)
  })

  it('counts how often a statement was sent in vain', async () => {
    await using open = openOver(transport, { url: test.url, lanes: 1, maxConnections: 2 })
    const table = `changing_${transports.indexOf(transport)}`
    await db.execute(query<undefined, object>(`create table ${table} as select 1 as n`))
    const read = query<undefined, object>(`select * from ${table}`)
    await open.db.one(read)
    await db.execute(query<undefined, object>(`alter table ${table} add column m int`))
    const again = await recordStatements(() => open.db.one(read))
    expect(again).toMatchObject([{ retries: 1, rowCount: 1 }])

    let tries = 0
    const state = query<undefined, object>(
      `do $$ begin raise exception 'again' using errcode = 'serialization_failure'; end $$`,
    )
    const inTransaction = await recordStatements(() =>
      open.db.transaction(async (tx) => {
        await tx.one(echo, { text: 'x' })
        if (tries++ === 0) await tx.execute(state)
      }),
    )
    expect(inTransaction.map(({ retries }) => retries)).toEqual([0, 0, 1])
    expect(inTransaction[1]).toMatchObject({ error: { sqlState: '40001' } })
  })
})

describe('the channel', () => {
  it('counts how often a stream was sent in vain', async () => {
    await using open = openOver('lanes', { url: test.url, maxConnections: 2 })
    await db.execute(query<undefined, object>('create table streamed as select 1 as n'))
    const read = query<undefined, object>('select * from streamed')
    await collect(open.db.stream(read))
    await db.execute(query<undefined, object>('alter table streamed add column m int'))
    const events = await recordStatements(() => collect(open.db.stream(read)))
    expect(events).toMatchObject([{ retries: 1, rowCount: 1 }])
  })

  it('changes nothing of what it has told when an answer comes late', async () => {
    const pool = new Pool({ connectionString: test.url, max: 1, query_timeout: 200 })
    const impatient = createDatabase({ pool })
    const nap = query<undefined, object>('select pg_sleep(0.5) as slept')
    const [event] = await recordStatements(() => impatient.one(nap).catch(() => undefined))
    expect(event).toMatchObject({ query: 'query', error: expect.any(Error) as Error })
    const told = { ...event }
    await sleep(600)
    expect(event).toEqual(told)
    await pool.end()
  })

  it('tells of a stream and of a COPY when they are over', async () => {
    const rows = [{ text: secret }, { text: secret }]
    const target = { table: 'copied', columns: [{ property: 'text', column: 'text', type: 'text' }] }
    const events = await recordStatements(async () => {
      expect(await collect(db.stream(numbers))).toHaveLength(1200)
      for await (const { n } of db.stream(numbers, undefined, { batchRows: 10 })) if (n === 1) break
      await db.copyIn(target, rows)
      await db.transaction((tx) => tx.copyIn(target, rows))
      await expect(collect(db.stream(fail, { text: secret }))).rejects.toMatchObject({
        sqlState: '22P02',
      })
    })
    expect(events).toMatchObject([
      { query: 'query', on: 'session', rowCount: 1200 },
      { query: 'query', on: 'session', rowCount: 1 },
      { query: 'copy', table: 'copied', on: 'session', rowCount: 2 },
      { query: 'copy', table: 'copied', on: 'transaction', rowCount: 2 },
      { query: 'query', error: { sqlState: '22P02' } },
    ])
    expect(inspect(events, { depth: 10, showHidden: true })).not.toContain(secret)
  })
})

describe('OpenTelemetry', () => {
  const exporter = new InMemorySpanExporter()

  afterEach(() => {
    exporter.reset()
    trace.disable()
    context.disable()
  })

  it('gets a span of each statement once a provider is registered, under the span of its caller', async () => {
    startOpenTelemetry()
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    )
    context.setGlobalContextManager(new AsyncLocalStorageContextManager())
    expect(hasListeners()).toBe(true)

    const tracer = trace.getTracer('caller')
    const traceId = await tracer.startActiveSpan('request', async (span) => {
      await db.one(echo, { text: secret })
      await db.transaction((tx) => tx.one(echo, { text: secret }))
      await db.one(fail, { text: secret }).catch(() => undefined)
      span.end()
      return span.spanContext().traceId
    })
    const spans = exporter.getFinishedSpans().filter(({ name }) => name !== 'request')
    expect(spans.map(({ name, kind }) => ({ name, kind }))).toEqual(
      [1, 2, 3].map(() => ({ name: 'SELECT test', kind: SpanKind.CLIENT })),
    )
    expect(spans.every((span) => span.spanContext().traceId === traceId)).toBe(true)
    const { port, pathname } = new URL(test.url)
    const always = {
      'db.system.name': 'postgresql',
      'db.namespace': pathname.slice(1),
      'db.operation.name': 'SELECT',
      'db.collection.name': 'test',
      'db.query.summary': 'SELECT test',
      'server.port': Number(port),
      'souk.query': 'query',
    }
    expect(spans.map(({ attributes }) => attributes)).toMatchObject([
      { ...always, 'db.query.text': 'select $1::text as text', 'souk.on': 'lane', 'souk.retries': 0 },
      { ...always, 'souk.on': 'transaction', 'db.response.returned_rows': 1 },
      { ...always, 'db.response.status_code': '22P02', 'error.type': 'DatabaseError' },
    ])
    expect(spans.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.UNSET,
      SpanStatusCode.UNSET,
      SpanStatusCode.ERROR,
    ])
    const told = spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status }))
    expect(JSON.stringify(told)).not.toContain(secret)
  })
})
