import type { Span } from '@opentelemetry/api'
import { isSoukError } from '../errors.js'
import { subscribe, type StatementEvent } from './telemetry.js'

/** The verb a text begins with, or the one of its last part if it begins with CTEs. */
function operationOf(text: string): string {
  const plain = text.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ').trim()
  const verb = /^with\b/i.test(plain)
    ? /\)\s*(select|insert|update|delete|merge)\b/i.exec(plain)?.[1]
    : /^\w+/.exec(plain)?.[0]
  return (verb ?? 'query').toUpperCase()
}

function sqlState(error: unknown): string | undefined {
  return isSoukError(error) && 'sqlState' in error ? String(error.sqlState) : undefined
}

let isStarted = false

/**
 * Makes a span of each statement, with OpenTelemetry's semantic conventions for databases (1.33: `db.system.name`,
 * `db.operation.name`, `db.query.summary`, …), if `@opentelemetry/api` is installed; nothing if it is not.
 */
export async function startOpenTelemetry(): Promise<void> {
  if (isStarted) return
  isStarted = true
  const api = await import('@opentelemetry/api').catch(() => null)
  if (api === null) return
  const { SpanKind, SpanStatusCode, trace } = api
  const tracer = trace.getTracer('@souk/db')
  const spans = new WeakMap<StatementEvent, Span>()

  subscribe({
    start(event) {
      const operation = operationOf(event.text)
      const collection = event.file?.replace(/\.sql$/, '')
      const summary = collection === undefined ? operation : `${operation} ${collection}`
      const span = tracer.startSpan(summary, {
        kind: SpanKind.CLIENT,
        attributes: {
          'db.system.name': 'postgresql',
          'db.operation.name': operation,
          'db.query.summary': summary,
          'db.query.text': event.text,
          ...(collection === undefined ? {} : { 'db.collection.name': collection }),
          'souk.query': event.query,
        },
      })
      spans.set(event, span)
    },
    settled(event) {
      const span = spans.get(event)
      if (span === undefined) return
      const { error } = event
      if (error !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
        const state = sqlState(error)
        if (state !== undefined) span.setAttribute('db.response.status_code', state)
      } else if (event.rowCount !== undefined) {
        span.setAttribute('db.response.returned_rows', event.rowCount)
      }
      span.setAttribute('souk.on', event.on)
      if (event.ranMs !== undefined) span.setAttribute('souk.ran_ms', event.ranMs)
      span.end()
    },
  })
}
