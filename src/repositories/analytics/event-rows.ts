import type { CopyTarget } from '../../engine/copy/copy-text.js'
import type { Json } from '../../engine/values/json.js'
import type { AnalyticsProperties } from '../../json-columns.js'
import { columnName } from '../json-record.js'
import type { ReadEvent } from './analytics-input.js'

/** An event as it is stored. */
export interface EventRow {
  readonly id: string
  readonly occurredAt: Date
  readonly eventType: string
  readonly visitor: string | null
  readonly productId: string | undefined
  readonly streamId: string | undefined
  readonly sellerId: string | undefined
  readonly country: string | undefined
  readonly valueMinor: number | undefined
  readonly currency: string | undefined
  readonly properties: AnalyticsProperties
}

const types = {
  id: 'uuid',
  occurredAt: 'timestamptz',
  eventType: 'text',
  visitor: 'uuid',
  productId: 'uuid',
  streamId: 'uuid',
  sellerId: 'uuid',
  country: 'text',
  valueMinor: 'int8',
  currency: 'text',
  properties: 'jsonb',
} as const satisfies Readonly<Record<keyof EventRow, string>>

/** The columns of `analytics_events` that COPY fills. */
export const eventTarget: CopyTarget<EventRow> = {
  table: 'analytics_events',
  columns: Object.entries(types).map(([property, type]) => ({
    property,
    column: columnName(property),
    type,
  })),
}

/** Makes the rows of events, with the pseudonyms of their visitors. */
export function eventRows(
  events: readonly ReadEvent[],
  visitors: readonly (string | null)[],
): readonly EventRow[] {
  return events.map((event, index) => ({
    id: event.id,
    occurredAt: event.occurredAt,
    eventType: event.eventType,
    visitor: visitors[index] ?? null,
    productId: event.productId,
    streamId: event.streamId,
    sellerId: event.sellerId,
    country: event.country,
    valueMinor: event.valueMinor,
    currency: event.currency,
    properties: event.properties,
  }))
}

/** Writes rows as `json_populate_recordset` reads them. */
export function toEventRecords(rows: readonly EventRow[]): Json {
  return rows.map((row) => ({
    id: row.id,
    occurred_at: row.occurredAt.toISOString(),
    event_type: row.eventType,
    visitor: row.visitor,
    product_id: row.productId ?? null,
    stream_id: row.streamId ?? null,
    seller_id: row.sellerId ?? null,
    country: row.country ?? null,
    value_minor: row.valueMinor ?? null,
    currency: row.currency ?? null,
    properties: row.properties,
  }))
}
