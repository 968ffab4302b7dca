import type { Attributes, Span } from '@opentelemetry/api'
import { isSoukError } from '../../errors.js'
import { observe, type ServerAddress, type StatementEvent } from './telemetry.js'

/** Returns the first verb of a text, or that of the main statement if it begins with CTEs. */
function operationOf(text: string): string {
  const plain = text.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ').trim()
  const verb = /^with\b/i.test(plain)
    ? /\)\s*(select|insert|update|delete|merge)\b/i.exec(plain)?.[1]
    : /^\w+/.exec(plain)?.[0]
  return (verb ?? 'query').toUpperCase()
}

/** The attributes of a text, which are the same for each run. */
interface Described {
  readonly summary: string
  readonly attributes: Attributes
}

function describe({ text, table, query }: StatementEvent): Described {
  const operation = operationOf(text)
  const summary = table === null ? operation : `${operation} ${table}`
  return {
    summary,
    attributes: {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      'db.query.summary': summary,
      'db.query.text': text,
      ...(table === null ? {} : { 'db.collection.name': table }),
      'souk.query': query,
    },
  }
}

function attributesOf({ host, port, database }: ServerAddress): Attributes {
  return {
    ...(database === undefined ? {} : { 'db.namespace': database }),
    ...(host === undefined ? {} : { 'server.address': host }),
    ...(port === undefined ? {} : { 'server.port': port }),
  }
}

/** The most texts that are remembered: spread parameters make an unlimited number of them. */
const maximumDescribed = 1_000

function sqlState(error: unknown): string | undefined {
  return isSoukError(error) && 'sqlState' in error ? String(error.sqlState) : undefined
}

function attributesOfEnd({ on, rowCount, queuedMs, ranMs, retries, error }: StatementEvent): Attributes {
  const state = sqlState(error)
  return {
    'souk.on': on,
    ...(error === undefined ? {} : { 'error.type': error instanceof Error ? error.name : 'unknown' }),
    ...(state === undefined ? {} : { 'db.response.status_code': state }),
    ...(rowCount === undefined ? {} : { 'db.response.returned_rows': rowCount }),
    ...(queuedMs === undefined ? {} : { 'souk.queued_ms': queuedMs }),
    ...(ranMs === undefined ? {} : { 'souk.ran_ms': ranMs }),
    'souk.retries': retries,
  }
}

let starting: Promise<void> | undefined

/**
 * Creates a span for each statement, with OpenTelemetry's semantic conventions for databases (1.33: `db.system.name`,
 * `db.operation.name`, `db.query.summary`, …). Does nothing unless `@opentelemetry/api` is installed and a tracer
 * provider is registered.
 */
export function startOpenTelemetry(): Promise<void> {
  return (starting ??= start())
}

async function start(): Promise<void> {
  const api = await import('@opentelemetry/api').catch(() => null)
  if (api === null) return
  const { ProxyTracerProvider, SpanKind, SpanStatusCode, trace } = api
  const scope = '@souk/db'
  const tracer = trace.getTracer(scope)
  const spans = new WeakMap<StatementEvent, Span>()
  const described = new Map<string, Described>()
  let isRegistered = false

  observe({
    isActive() {
      if (isRegistered) return true
      const provider = trace.getTracerProvider()
      isRegistered =
        !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(scope) !== undefined
      return isRegistered
    },
    started(event) {
      const known = described.get(event.text) ?? describe(event)
      if (described.size < maximumDescribed) described.set(event.text, known)
      const attributes = { ...known.attributes, ...attributesOf(event.server) }
      spans.set(event, tracer.startSpan(known.summary, { kind: SpanKind.CLIENT, attributes }))
    },
    settled(event) {
      const span = spans.get(event)
      if (span === undefined) return
      if (event.error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttributes(attributesOfEnd(event))
      span.end()
    },
  })
}
