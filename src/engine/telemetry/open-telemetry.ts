import { isSoukError } from '../../errors.js'
import { now } from '../timers.js'
import type { Attributes, MeterProvider } from '@opentelemetry/api'
import { makeInstruments, type Instruments } from './open-telemetry-metrics.js'
import { observe, type ServerAddress, type StatementEvent } from './telemetry.js'

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

/** The name under which this package traces and measures. */
const scope = '@souk/db'

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of `@opentelemetry/api` 1. */
const clientKind = 2
const failedStatus = 2

/**
 * The global of `@opentelemetry/api` 1, by which all its copies in a process share one tracer provider and one meter provider. Its
 * `trace` and `metrics` are there once these are registered.
 *
 * To import the package instead would bind every bundle of a service to it, and miss the copy within a bundle.
 */
const key = Symbol.for('opentelemetry.js.api.1')

interface Registered {
  readonly trace?: TracerProvider
  readonly metrics?: MeterProvider
}

function registered(): Registered | undefined {
  return (globalThis as { readonly [key]?: Registered })[key]
}

let tracerProvider: TracerProvider | undefined
let tracer: Tracer | undefined
let meterProvider: MeterProvider | undefined
let instruments: Instruments | undefined

/** Returns the tracer of the provider that is registered now; undefined if there is none. */
function currentTracer(): Tracer | undefined {
  const provider = registered()?.trace
  if (provider !== tracerProvider) {
    tracerProvider = provider
    tracer = provider?.getTracer(scope)
  }
  return tracer
}

/** Returns the instruments of the meter provider that is registered now; undefined if there is none. */
function currentInstruments(): Instruments | undefined {
  const provider = registered()?.metrics
  if (provider !== meterProvider) {
    meterProvider = provider
    instruments = provider === undefined ? undefined : makeInstruments(provider.getMeter(scope))
  }
  return instruments
}

/** The attributes of a statement in metrics: those of its text without the text, and its end. */
function metricAttributes(known: Attributes, { server, error }: StatementEvent): Attributes {
  const state = sqlState(error)
  const { 'db.query.text': _text, ...shape } = known
  return {
    ...shape,
    ...attributesOf(server),
    ...(error === undefined ? {} : { 'error.type': error instanceof Error ? error.name : 'unknown' }),
    ...(state === undefined ? {} : { 'db.response.status_code': state }),
  }
}

/** A statement that runs. */
interface Running {
  readonly span: Span | undefined
  readonly startedAt: number
  readonly attributes: Attributes
}

const running = new WeakMap<StatementEvent, Running>()
const described = new Map<string, Described>()

/**
 * Creates a span for each statement while a tracer provider is registered, and records its metrics while a meter provider is, with
 * OpenTelemetry's semantic conventions for databases (1.33: `db.system.name`, `db.operation.name`, `db.query.summary`, …).
 */
export function startOpenTelemetry(): void {
  observe({
    isActive: () => currentTracer() !== undefined || currentInstruments() !== undefined,
    started(event) {
      const known = described.get(event.text) ?? describe(event)
      if (described.size < maximumDescribed) described.set(event.text, known)
      const attributes = { ...known.attributes, ...attributesOf(event.server) }
      const span = currentTracer()?.startSpan(known.summary, { kind: clientKind, attributes })
      running.set(event, { span, startedAt: now(), attributes: known.attributes })
    },
    settled(event) {
      const statement = running.get(event)
      if (statement === undefined) return
      const { span, startedAt, attributes } = statement
      currentInstruments()?.record(event, (now() - startedAt) / 1_000, metricAttributes(attributes, event))
      if (span === undefined) return
      if (event.error !== undefined) span.setStatus({ code: failedStatus })
      span.setAttributes(attributesOfEnd(event))
      span.end()
    },
  })
}
