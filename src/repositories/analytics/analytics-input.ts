import { InvalidInputError } from '../../errors.js'
import {
  array,
  day,
  integer,
  json,
  minorUnits,
  object,
  oneOf,
  optional,
  pageLimit,
  record,
  text,
  timestamp,
  uuid,
  withDefault,
  type Keys,
  type Read,
} from '../../input/index.js'
import { readCurrency } from '../../input/currency.js'
import type { AnalyticsProperties } from '../../json-columns.js'
import { eachOnce } from '../each-once.js'
import { newId } from '../new-id.js'
import type {
  AnalyticsSubject,
  DropOldPartitionsInput,
  EnsurePartitionsInput,
  FunnelInput,
  ListAnalyticsDaysInput,
  MaintainAnalyticsInput,
  SellerDashboardInput,
  TopSubjectsInput,
  TrackEventInput,
} from './analytics.js'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Late events find the salt or not, but always a partition: three months are kept at the least. */
const latestMs = 60 * dayMs
const earliestMs = 60 * minuteMs
const maxDays = 400
const fewestMonths = 3

const eventType = text({
  min: 1,
  max: 63,
  pattern: {
    matches: /^[a-z][a-z0-9_]*$/,
    problem: 'must be small letters, digits and underscores, a letter first',
  },
})

const occurrence: Read<Date> = (value, field) => {
  const time = timestamp(value, field)
  const age = Date.now() - time.getTime()
  if (age > latestMs) throw new InvalidInputError(field, 'must be at most 60 days ago')
  if (age < -earliestMs) throw new InvalidInputError(field, 'must be at most an hour ahead')
  return time
}

const readProperties = json({ maxDepth: 1, maxBytes: 4000 })

/** Some of the server's form is longer: it writes a space behind each colon and comma, and up to 50 of them fit. */
const properties: Read<AnalyticsProperties> = (value, field) => {
  if (Object.keys(record(value, field)).length > 50) {
    throw new InvalidInputError(field, 'must have at most 50 keys')
  }
  return readProperties(value, field) as AnalyticsProperties
}

const shape = {
  id: optional(uuid),
  eventType,
  occurredAt: optional(occurrence),
  visitorId: optional(text({ min: 1, max: 200 })),
  productId: optional(uuid),
  streamId: optional(uuid),
  sellerId: optional(uuid),
  country: optional(
    text({
      max: 2,
      pattern: { matches: /^[A-Z]{2}$/, problem: 'must be a country of ISO 3166-1, such as AE' },
    }),
  ),
  valueMinor: optional(minorUnits),
  currency: optional(readCurrency),
  properties: withDefault(properties, {}),
} satisfies Keys<TrackEventInput>

const readShape = object(shape)

/** An event as it was read: it has an id and a time. */
export type ReadEvent = ReturnType<typeof readShape> & { readonly id: string; readonly occurredAt: Date }

const readEvent = (value: unknown, field: string): ReadEvent => {
  const event = readShape(value, field)
  if ((event.valueMinor === undefined) !== (event.currency === undefined)) {
    const missing = event.currency === undefined ? 'currency' : 'valueMinor'
    throw new InvalidInputError(`${field}.${missing}`, 'is required, as there is the other one')
  }
  if (event.id !== undefined && event.occurredAt === undefined) {
    throw new InvalidInputError(`${field}.occurredAt`, 'is required with an id')
  }
  return Object.assign(event, { id: event.id ?? newId(), occurredAt: event.occurredAt ?? new Date() })
}

/** Reads up to 10,000 events. */
export const readTrackEvents = eachOnce(array(readEvent, { max: 10_000 }), 'id')

const monthsAhead = withDefault(integer({ min: 0, max: 24 }), 3)
const keepMonths = withDefault(integer({ min: fewestMonths, max: 120 }), 13)

/** Reads the months to have partitions for. */
export const readEnsurePartitions = object({ monthsAhead } satisfies Keys<EnsurePartitionsInput>)

/** Reads the months to keep. */
export const readDropOldPartitions = object({ keepMonths } satisfies Keys<DropOldPartitionsInput>)

/** Reads the options of the maintenance. */
export const readMaintain = object({
  monthsAhead,
  keepMonths,
  maxDays: withDefault(integer({ min: 1, max: maxDays }), 100),
} satisfies Keys<MaintainAnalyticsInput>)

const startOf = (date: string) => Date.parse(`${date}T00:00:00Z`)

function assertDays({ from, to }: { readonly from: string; readonly to: string }): void {
  if (to < from) throw new InvalidInputError('to', 'must not be before from')
  if (startOf(to) - startOf(from) >= maxDays * dayMs) {
    throw new InvalidInputError('to', `must be within ${maxDays} days of from`)
  }
}

/** Lists the days from one to another, both of them included. */
export function daysOf({ from, to }: { readonly from: string; readonly to: string }): readonly string[] {
  const count = (startOf(to) - startOf(from)) / dayMs + 1
  return Array.from({ length: count }, (_, n) => dayOf(startOf(from) + n * dayMs))
}

/** Returns the day of a time, by UTC. */
export function dayOf(time: Date | number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** Returns the day before the one that it is, by UTC. */
export function yesterday(): string {
  return dayOf(Date.now() - dayMs)
}

const readOneDay = object({ day })
const readDays = object({ from: day, to: day })

/** Reads the days to count. */
export function readRollUp(value: unknown): readonly string[] {
  if (Object.hasOwn(record(value, 'input'), 'day')) return [readOneDay(value).day]
  const days = readDays(value)
  assertDays(days)
  return daysOf(days)
}

const readFunnelShape = object({
  steps: array(eventType, { min: 2, max: 6 }),
  from: timestamp,
  to: timestamp,
  withinMs: withDefault(integer({ min: 1, max: dayMs }), dayMs),
} satisfies Keys<FunnelInput>)

/** Reads the steps of a funnel. */
export function readFunnel(value: unknown): ReturnType<typeof readFunnelShape> {
  const funnel = readFunnelShape(value)
  const length = funnel.to.getTime() - funnel.from.getTime()
  if (length <= 0) throw new InvalidInputError('to', 'must be after from')
  if (length > 31 * dayMs) throw new InvalidInputError('to', 'must be within 31 days of from')
  return funnel
}

const subjects = ['product', 'stream', 'seller'] as const satisfies readonly AnalyticsSubject[]

const bounded =
  <Input extends { readonly from: string; readonly to: string }>(read: (value: unknown) => Input) =>
  (value: unknown): Input => {
    const input = read(value)
    assertDays(input)
    return input
  }

/** Reads the kind of event and the days of a top list. */
export const readTop = bounded(
  object({
    eventType,
    dimension: oneOf(subjects),
    from: day,
    to: day,
    limit: pageLimit,
  } satisfies Keys<TopSubjectsInput>),
)

/** Reads the days and kinds to list the counts of. */
export const readListDays = bounded(
  object({
    subject: optional(object({ dimension: oneOf(subjects), id: uuid })),
    eventTypes: array(eventType, { min: 1, max: 20 }),
    from: day,
    to: day,
  } satisfies Keys<ListAnalyticsDaysInput>),
)

/** Reads the seller and the days of a dashboard. */
export const readSellerDashboard = bounded(
  object({ sellerId: uuid, from: day, to: day } satisfies Keys<SellerDashboardInput>),
)
