import type { ServerAddress } from '../engine/telemetry/telemetry.js'
import type { DatabaseMetrics } from './database-metrics.js'

type Labels = Readonly<Record<string, string>>

/** A line: the end of its name, its labels and its value. */
type Sample = readonly [suffix: string, labels: Labels, value: number]

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}

function replicaLabels({ host, port }: ServerAddress): Labels {
  return { replica: `${host ?? ''}${port === undefined ? '' : `:${port}`}` }
}

interface Family {
  readonly name: string
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly samples: readonly Sample[]
}

function family(name: string, kind: Family['kind'], help: string, samples: readonly Sample[]): Family {
  return { name, kind, help, samples }
}

function textOf({ name, kind, help, samples }: Family): string {
  if (samples.length === 0) return ''
  const lines = samples.map(([suffix, labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`)
    return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`
}

/** The figures of one of several databases of a process, with labels that tell it from the others. */
export interface LabelledMetrics {
  readonly metrics: DatabaseMetrics
  readonly labels: Readonly<Record<string, string>>
}

/**
 * Writes the figures of a database in the text format of Prometheus, whose media type is `text/plain; version=0.0.4`.
 *
 * Times are in seconds. Several databases of a process come in one text, since a name may be described once in it: give each
 * labels of its own.
 *
 * @param labels - labels of all figures.
 *
 * @example
 * ```ts
 * const text = formatPrometheus(db.metrics(), { service: 'api' })
 * const both = formatPrometheus([
 *   { metrics: db.metrics(), labels: { login: 'app' } },
 *   { metrics: db.metrics(), labels: { login: 'worker' } }, // of another database
 * ])
 * ```
 */
export function formatPrometheus(
  metrics: DatabaseMetrics | readonly LabelledMetrics[],
  labels: Readonly<Record<string, string>> = {},
): string {
  const sources = 'queries' in metrics ? [{ metrics, labels: {} }] : metrics
  const families = new Map<string, Family>()
  for (const source of sources) {
    for (const one of familiesOf(source.metrics, { ...labels, ...source.labels })) {
      const samples = families.get(one.name)?.samples ?? []
      families.set(one.name, { ...one, samples: [...samples, ...one.samples] })
    }
  }
  return [...families.values()].map(textOf).join('')
}

function familiesOf(metrics: DatabaseMetrics, labels: Labels): readonly Family[] {
  const { database, queries, boundsMs, pool, replicas } = metrics
  const common = { ...(database !== undefined && { database }), ...labels }
  const of = ({ query, file }: { readonly query: string; readonly file: string | null }) => ({
    ...common,
    query,
    file: file ?? '',
  })
  const seconds = (ms: number) => ms / 1_000
  return [
    family(
      'souk_db_statement_duration_seconds',
      'histogram',
      'Time from the call of a statement to its end.',
      queries.flatMap((one) => {
        let sum = 0
        const buckets = one.buckets.map((calls, index): Sample => {
          sum += calls
          const bound = boundsMs[index]
          return ['_bucket', { ...of(one), le: bound === undefined ? '+Inf' : `${seconds(bound)}` }, sum]
        })
        return [...buckets, ['_sum', of(one), seconds(one.totalMs)], ['_count', of(one), one.calls]] as const
      }),
    ),
    family(
      'souk_db_statement_duration_max_seconds',
      'gauge',
      'Longest time of a statement since the database was opened.',
      queries.map((one) => ['', of(one), seconds(one.maxMs)]),
    ),
    family(
      'souk_db_statement_server_seconds_total',
      'counter',
      'Time that the server worked on statements.',
      queries.map((one) => ['', of(one), seconds(one.ranMs)]),
    ),
    family(
      'souk_db_statement_rows_total',
      'counter',
      'Rows read or written by statements.',
      queries.map((one) => ['', of(one), one.rows]),
    ),
    family(
      'souk_db_statement_retries_total',
      'counter',
      'Attempts of statements before those that ended.',
      queries.map((one) => ['', of(one), one.retries]),
    ),
    family(
      'souk_db_statement_errors_total',
      'counter',
      'Statements that failed, by the code of the error.',
      queries.flatMap((one) =>
        Object.entries(one.errors).map(([code, calls]): Sample => ['', { ...of(one), code }, calls]),
      ),
    ),
    family(
      'souk_db_statement_routes_total',
      'counter',
      'Reads that replicas served, and that the primary served in their place, by the reason.',
      queries.flatMap((one) =>
        Object.entries(one.routes).map(([route, calls]): Sample => ['', { ...of(one), route }, calls]),
      ),
    ),
    family(
      'souk_db_replica_answering',
      'gauge',
      'Whether a replica answers.',
      replicas.map(({ server, isAnswering }) => [
        '',
        { ...common, ...replicaLabels(server) },
        isAnswering ? 1 : 0,
      ]),
    ),
    family(
      'souk_db_replica_lag_seconds',
      'gauge',
      'Age of the oldest commit that a replica lacks.',
      replicas.flatMap(({ server, lagMs }): Sample[] =>
        lagMs === null ? [] : [['', { ...common, ...replicaLabels(server) }, seconds(lagMs)]],
      ),
    ),
    family('souk_db_pool_connections', 'gauge', 'Open connections: shared lanes, and sessions.', [
      ['', { ...common, kind: 'lane' }, pool.lanes],
      ['', { ...common, kind: 'session' }, pool.sessions],
    ]),
    family('souk_db_pool_idle', 'gauge', 'Sessions without a user.', [['', common, pool.idle]]),
    family('souk_db_pool_pending', 'gauge', 'Statements on lanes without an answer.', [
      ['', common, pool.pending],
    ]),
    family('souk_db_pool_waiting', 'gauge', 'Statements and callers that wait for a connection.', [
      ['', common, pool.waiting],
    ]),
  ]
}
