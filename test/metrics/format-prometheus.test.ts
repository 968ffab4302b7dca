import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { DatabaseMetrics } from '../../src/metrics/database-metrics.js'
import { formatPrometheus } from '../../src/metrics/format-prometheus.js'

const metrics: DatabaseMetrics = {
  database: 'souk',
  boundsMs: [1, 5, 10],
  queries: [
    {
      ...{
        query: 'listProductFeedCard',
        file: 'products.sql',
        calls: 7,
        rows: 140,
        totalMs: 42.5,
        maxMs: 12,
      },
      ...{ ranMs: 30, buckets: [1, 3, 2, 1], retries: 2, errors: { timeout: 1, connection: 2 } },
      ...{ routes: { replica: 2, behind: 1 } },
    },
    {
      ...{ query: 'odd "one"\\\n', file: null, calls: 1, rows: 0, totalMs: 0.5, maxMs: 0.5 },
      ...{ ranMs: 0.25, buckets: [1, 0, 0, 0], retries: 0, errors: {} },
      ...{ routes: {} },
    },
  ],
  pool: { lanes: 3, sessions: 5, idle: 2, pending: 4, waiting: 1, isPooled: false },
  replicas: [
    { server: { host: 'db2', port: 5432 }, isAnswering: true, lagMs: 250 },
    { server: { host: 'db3' }, isAnswering: false, lagMs: null },
  ],
}

const text = formatPrometheus(metrics, { service: 'api' })
const label = String.raw`[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*"`
const sample = new RegExp(String.raw`^([a-z_]+)\{(${label}(?:,${label})*)\} (\d+(?:\.\d+)?)$`)

describe('formatPrometheus', () => {
  it('writes lines of the format alone, each under the help and the type of its metric', () => {
    const described = new Set<string>()
    expect(text.endsWith('\n')).toBe(true)
    for (const line of text.trimEnd().split('\n')) {
      const [, help] = /^# HELP ([a-z_]+) \S.*\.$/.exec(line) ?? []
      const [, type] = /^# TYPE ([a-z_]+) (?:counter|gauge|histogram)$/.exec(line) ?? []
      if (help !== undefined) described.add(help)
      if (help !== undefined || type !== undefined) continue
      const [, name = line] = sample.exec(line) ?? []
      expect(described).toContain(name.replace(/_(?:bucket|sum|count)$/, ''))
    }
  })

  it('describes a metric once for several databases, each of which has labels of its own', () => {
    const [app, worker] = ['app', 'worker'].map((login) => ({ metrics, labels: { login } }))
    const alone = formatPrometheus(metrics, { service: 'api', login: 'app' })
    const both = formatPrometheus(
      [app, worker].flatMap((one) => one ?? []),
      { service: 'api' },
    )
    const isDescription = (line: string) => line.startsWith('#')
    expect(both.split('\n').filter(isDescription)).toEqual(alone.split('\n').filter(isDescription))
    const samples = alone
      .trimEnd()
      .split('\n')
      .filter((line) => !isDescription(line))
    const expected = samples.flatMap((line) => [line, line.replace('login="app"', 'login="worker"')])
    expect(
      both
        .trimEnd()
        .split('\n')
        .filter((line) => !isDescription(line))
        .toSorted(),
    ).toEqual(expected.toSorted())
  })

  it('writes each figure once, in seconds, with its labels', () => {
    const lines = text.split('\n')
    expect(new Set(lines).size).toBe(lines.length)
    const labels = 'database="souk",service="api",query="listProductFeedCard",file="products.sql"'
    const duration = 'souk_db_statement_duration_seconds'
    expect(lines).toEqual(
      expect.arrayContaining([
        `${duration}_bucket{${labels},le="0.001"} 1`,
        `${duration}_bucket{${labels},le="0.005"} 4`,
        `${duration}_bucket{${labels},le="0.01"} 6`,
        `${duration}_bucket{${labels},le="+Inf"} 7`,
        `${duration}_sum{${labels}} 0.0425`,
        `${duration}_count{${labels}} 7`,
        `souk_db_statement_duration_max_seconds{${labels}} 0.012`,
        `souk_db_statement_server_seconds_total{${labels}} 0.03`,
        `souk_db_statement_rows_total{${labels}} 140`,
        `souk_db_statement_retries_total{${labels}} 2`,
        `souk_db_statement_errors_total{${labels},code="timeout"} 1`,
        `souk_db_statement_errors_total{${labels},code="connection"} 2`,
        'souk_db_pool_connections{database="souk",service="api",kind="lane"} 3',
        'souk_db_pool_connections{database="souk",service="api",kind="session"} 5',
        'souk_db_pool_idle{database="souk",service="api"} 2',
        'souk_db_pool_pending{database="souk",service="api"} 4',
        'souk_db_pool_waiting{database="souk",service="api"} 1',
      ]),
    )
  })

  it('escapes what would end a label', () => {
    expect(text).toContain(String.raw`query="odd \"one\"\\\n",file=""`)
  })
})

describe('docs/grafana/souk-db.json', () => {
  it('asks for metrics and labels that there are, and for all of them', async () => {
    const file = await readFile(new URL('../../docs/grafana/souk-db.json', import.meta.url), 'utf8')
    const { panels } = JSON.parse(file) as {
      readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[]
    }
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    const asked = expressions.flatMap((expr) => expr.match(/souk_db_\w+/g) ?? [])
    const written = Array.from(text.matchAll(/^# TYPE (\w+)/gm), ([, name = '']) => name)
    const family = (name: string) => name.replace(/(duration_seconds)_(?:bucket|sum|count)$/, '$1')
    expect(new Set(asked.map(family))).toEqual(new Set(written))
    const names = new Set(Array.from(text.matchAll(/(\w+)="/g), ([, name = '']) => name))
    for (const [, grouped = ''] of expressions.join('\n').matchAll(/by \(([^)]*)\)/g)) {
      for (const name of grouped.split(',')) expect(names).toContain(name.trim())
    }
  })
})
