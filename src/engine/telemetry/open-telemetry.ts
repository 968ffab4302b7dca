import { isSoukError } from '../../errors.js'
import { observe, type ServerAddress, type StatementEvent } from './telemetry.js'

type Attributes = Readonly<Record<string, string | number>>

/** The parts of OpenTelemetry's interfaces that are used here. */
interface Span {
  setAttributes(attributes: Attributes): unknown
  setStatus(status: { readonly code: number }): unknown
  end(): void
}
interface Tracer {
  startSpan(name: string, options: { readonly kind: number; readonly attributes: Attributes }): Span
}
interface TracerProvider {
  getTracer(name: string): Tracer
}

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

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of `@opentelemetry/api` 1. */
const clientKind = 2
const failedStatus = 2

/**
 * The global of `@opentelemetry/api` 1, by which all its copies in a process share one tracer provider. Its `trace` is
 * there once a provider is registered.
 *
 * To import the package instead would bind every bundle of a service to it, and miss the copy within a bundle.
 */
const key = Symbol.for('opentelemetry.js.api.1')

function registeredProvider(): TracerProvider | undefined {
  return (globalThis as { readonly [key]?: { readonly trace?: TracerProvider } })[key]?.trace
}

let provider: TracerProvider | undefined
let tracer: Tracer | undefined

/** Returns the tracer of the provider that is registered now; undefined if there is none. */
function currentTracer(): Tracer | undefined {
  const registered = registeredProvider()
  if (registered !== provider) {
    provider = registered
    tracer = registered?.getTracer('@souk/db')
  }
  return tracer
}

const spans = new WeakMap<StatementEvent, Span>()
const described = new Map<string, Described>()

/**
 * Creates a span for each statement, with OpenTelemetry's semantic conventions for databases (1.33: `db.system.name`,
 * `db.operation.name`, `db.query.summary`, …), while a tracer provider is registered.
 */
export function startOpenTelemetry(): void {
  observe({
    isActive: () => currentTracer() !== undefined,
    started(event) {
      const known = described.get(event.text) ?? describe(event)
      if (described.size < maximumDescribed) described.set(event.text, known)
      const attributes = { ...known.attributes, ...attributesOf(event.server) }
      const span = currentTracer()?.startSpan(known.summary, { kind: clientKind, attributes })
      if (span !== undefined) spans.set(event, span)
    },
    settled(event) {
      const span = spans.get(event)
      if (span === undefined) return
      if (event.error !== undefined) span.setStatus({ code: failedStatus })
      span.setAttributes(attributesOfEnd(event))
      span.end()
    },
  })
}
