import { metrics } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type DataPoint,
  type Histogram,
} from '@opentelemetry/sdk-metrics'
import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { startOpenTelemetry } from '../../src/engine/telemetry/open-telemetry.js'
import { StatementMeter } from '../../src/engine/telemetry/statement-meter.js'
import { hasListeners } from '../../src/engine/telemetry/telemetry.js'
import { watchedPools } from '../../src/engine/telemetry/watched-pools.js'
import { query } from '../setup/query.js'
import { openBare } from '../setup/engine/open-bare.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { recordStatements } from '../setup/engine/record-statements.js'

const { test } = await openBare()

const echo = query<{ readonly text: string }, { readonly text: string }>('select :text!::text as text', {
  text: 'text',
})
const fail = query<{ readonly text: string }, object>('select :text!::text::uuid as id', { text: 'text' })
const numbers = query<undefined, { readonly n: number }>('select n from generate_series(1, 30) as n')
const secret = 'a-secret-of-somebody'

describe.each(transports)('db.metrics() over %s', (transport) => {
  it('counts calls, rows, times and errors by query, in transactions too', async () => {
    await using open = openOver(transport, { url: test.url })
    const { db } = open
    expect(db.metrics().queries).toEqual([])
    await db.one(echo, { text: secret })
    await db.transaction((tx) => tx.many(numbers))
    const canStream = transport !== "a pool of pg's"
    if (canStream) for await (const row of db.stream(numbers)) if (row.n === 10) break
    await expect(db.one(fail, { text: secret })).rejects.toMatchObject({ code: 'database' })
    const { queries, boundsMs, pool, database } = db.metrics()
    expect(database).toBe(new URL(test.url).pathname.slice(1))
    const calls = canStream ? 4 : 3
    expect(queries).toMatchObject([
      {
        query: 'query',
        file: 'test.sql',
        calls,
        rows: 31 + (canStream ? 10 : 0),
        retries: 0,
        errors: { database: 1 },
      },
    ])
    const [{ totalMs, maxMs, ranMs, buckets } = { totalMs: 0, maxMs: 0, ranMs: 0, buckets: [] }] = queries
    expect(ranMs).toBeGreaterThan(0)
    expect(totalMs).toBeGreaterThan(ranMs)
    expect(maxMs).toBeLessThanOrEqual(totalMs)
    expect(buckets).toHaveLength(boundsMs.length + 1)
    expect(buckets.reduce((sum, one) => sum + one, 0)).toBe(calls)
    expect(pool).toMatchObject({ pending: 0, waiting: 0 })
    expect(pool.lanes + pool.sessions).toBeGreaterThan(0)
    expect(JSON.stringify(db.metrics())).not.toContain(secret)
  })
})

describe('db.metrics()', () => {
  it('counts the same while somebody listens', async () => {
    await using open = openOver('lanes', { url: test.url })
    await recordStatements(async () => {
      await open.db.one(echo, { text: 'x' })
      await open.db.one(fail, { text: 'x' }).catch(() => undefined)
    })
    expect(open.db.metrics().queries).toMatchObject([{ calls: 2, rows: 1, errors: { database: 1 } }])
  })

  it('counts COPY, attempts in vain, and calls that were given up', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using open = openOver('lanes', { url: test.url })
    const { db } = open
    await db.execute(query<undefined, object>('create table counted (text text)'))
    const target = { table: 'counted', columns: [{ property: 'text', column: 'text', type: 'text' }] }
    await db.copyIn(target, [{ text: 'a' }, { text: 'b' }])
    const nap = query<undefined, object>('select pg_sleep(30) as slept')
    await expect(db.one(nap, undefined, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' })
    await expect(db.one(nap, undefined, { signal: AbortSignal.timeout(50) })).rejects.toThrow()
    let tries = 0
    const state = query<undefined, object>(
      `do $$ begin raise exception 'again' using errcode = 'serialization_failure'; end $$`,
    )
    await db.transaction(async (tx) => {
      if (tries++ === 0) await tx.execute(state)
      else await tx.one(echo, { text: 'x' })
    })
    expect(db.metrics().queries).toMatchObject([
      { query: 'copy', file: null, calls: 1, rows: 2, errors: {} },
      { query: 'query', errors: { timeout: 1, cancelled: 1, database: 1 }, retries: 1 },
    ])
  })

  it('counts nothing with metrics: false', async () => {
    await using open = openOver('lanes', { url: test.url, metrics: false })
    await open.db.one(echo, { text: 'x' })
    expect(open.db.metrics().queries).toEqual([])
    expect(open.db.metrics().pool.lanes).toBeGreaterThan(0)
  })

  it('counts without a number of queries that grows for ever', () => {
    const meter = new StatementMeter()
    for (let n = 0; n < 3_000; n++) {
      meter.add({ name: `made${n}`, file: 'x.sql' }, { ms: 7, rows: 1, figures: undefined })
    }
    expect(meter.queries.length).toBeLessThanOrEqual(2_001)
    expect(meter.queries.find(({ file }) => file === null)).toMatchObject({ query: 'other', calls: 1_000 })
    expect(meter.queries.reduce((sum, { calls }) => sum + calls, 0)).toBe(3_000)
  })

  it('puts each call into the bucket of its time', () => {
    const meter = new StatementMeter()
    for (const ms of [0, 1, 1.1, 5, 9_999, 10_000, 10_001, 99_999]) {
      meter.add({ name: 'q', file: null }, { ms, rows: 0, figures: undefined })
    }
    expect(meter.queries[0]?.buckets).toEqual([2, 2, 0, 0, 0, 0, 0, 0, 2, 2])
    expect(meter.queries[0]?.maxMs).toBe(99_999)
  })
})

describe('OpenTelemetry', () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const provider = new MeterProvider({ readers: [reader] })

  afterAll(async () => {
    metrics.disable()
    await provider.shutdown()
  })

  it('gets the metrics of database clients once a meter provider is registered', async () => {
    startOpenTelemetry()
    expect(hasListeners()).toBe(false)
    metrics.setGlobalMeterProvider(provider)
    expect(hasListeners()).toBe(true)
    await using open = openOver('lanes', { url: test.url })
    const { db } = open
    await db.one(echo, { text: secret })
    await db.many(numbers)
    await db.one(fail, { text: secret }).catch(() => undefined)
    await provider.forceFlush()
    const collected =
      exporter
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
    const pointsOf = (name: string) =>
      collected.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? []
    const durations = pointsOf('db.client.operation.duration') as readonly DataPoint<Histogram>[]
    const always = {
      'db.system.name': 'postgresql',
      'db.namespace': new URL(test.url).pathname.slice(1),
      'db.operation.name': 'SELECT',
      'db.query.summary': 'SELECT test',
      'souk.query': 'query',
    }
    expect(durations.map(({ attributes, value }) => ({ attributes, count: value.count }))).toMatchObject([
      { attributes: always, count: 2 },
      {
        attributes: { ...always, 'error.type': 'DatabaseError', 'db.response.status_code': '22P02' },
        count: 1,
      },
    ])
    expect(durations[0]?.value.buckets.boundaries).toEqual([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10])
    const rows = pointsOf('db.client.response.returned_rows') as readonly DataPoint<Histogram>[]
    expect(rows.map(({ value }) => value.sum)).toEqual([31])
    const name = expect.stringContaining(new URL(test.url).pathname) as string
    expect(pointsOf('db.client.connection.count').map(({ attributes }) => attributes)).toContainEqual({
      'db.client.connection.pool.name': name,
      'db.client.connection.state': 'used',
    })
    expect(pointsOf('db.client.connection.pending_requests')).toContainEqual(
      expect.objectContaining({ attributes: { 'db.client.connection.pool.name': name }, value: 0 }),
    )
    expect(JSON.stringify(collected)).not.toContain(secret)
    expect(JSON.stringify(collected)).not.toContain('select ')
  })

  it('watches a pool until it is closed', async () => {
    const isWatched = () => watchedPools().some(({ server }) => server.database === 'closed_one')
    const db = createDatabase({ url: 'postgres://nobody@localhost:1/closed_one' })
    expect(isWatched()).toBe(true)
    await db.close()
    expect(isWatched()).toBe(false)
  })
})
