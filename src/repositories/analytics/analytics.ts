import type { AnalyticsDimension } from '../../../generated/enums.js'
import type { AnalyticsProperties } from '../../json-columns.js'
import type { AnalyticsEventType } from './event-types.js'

/** An event that a visitor caused. */
export interface TrackEventInput {
  /**
   * Give one (see {@link newId}), and the time, to make the call safe to repeat: together they are there once.
   *
   * @defaultValue one is made
   */
  readonly id?: string | undefined
  readonly eventType: AnalyticsEventType
  /** At most 60 days ago, and at most an hour ahead, as the clocks of devices are. @defaultValue now */
  readonly occurredAt?: Date | undefined
  /**
   * The user or device: 1 to 200 characters, the same for all events of one visitor. It is not stored, but a pseudonym that
   * is another one each day. An event that comes later than the day after its own counts without a visitor.
   */
  readonly visitorId?: string | undefined
  readonly productId?: string | undefined
  readonly streamId?: string | undefined
  /** The seller of the product or stream, or whose page it is. */
  readonly sellerId?: string | undefined
  /** The country of the visitor, by ISO 3166-1 alpha-2, such as `AE`. */
  readonly country?: string | undefined
  /** The money that it moved, in the minor unit of its currency, which must be given with it. */
  readonly valueMinor?: number | undefined
  /** ISO 4217. */
  readonly currency?: string | undefined
  /** Further facts: up to 4,000 bytes as JSON. Never who the visitor is, or exactly where. */
  readonly properties?: AnalyticsProperties | undefined
}

/** The months of events to have partitions for. */
export interface EnsurePartitionsInput {
  /** The number of months after this one: 0 to 24. @defaultValue 3 */
  readonly monthsAhead?: number | undefined
}

/** The months of events to keep. */
export interface DropOldPartitionsInput {
  /** The number of months before this one: 3 to 120. Late events are taken for 60 days. @defaultValue 13 */
  readonly keepMonths?: number | undefined
}

/** A day, or the first and the last of up to 400. */
export type RollUpInput = { readonly day: string } | AnalyticsPeriod

/** The first and the last of up to 400 days, by UTC. */
export interface AnalyticsPeriod {
  /** The first day, such as `2026-11-01`. */
  readonly from: string
  /** The last day, which is among them. */
  readonly to: string
}

/** The result of counting days. */
export interface RolledUp {
  readonly days: number
  /** The number of counts that are not what they were. */
  readonly changed: number
}

/** The steps of a funnel, and the time in which they are looked for. */
export interface FunnelInput {
  /** 2 to 6 kinds of events, in the order in which a visitor takes them. */
  readonly steps: readonly AnalyticsEventType[]
  readonly from: Date
  /** Up to 31 days after `from`; an event at this moment is no more among them. */
  readonly to: Date
  /** The longest time from the first step to the last, up to a day in milliseconds. @defaultValue 86_400_000 */
  readonly withinMs?: number | undefined
}

/** A step of a funnel. */
export interface FunnelStep {
  readonly eventType: string
  /** The number of pseudonyms that took this step and all before it. A person has another pseudonym each day. */
  readonly visitorCount: number
}

/** The things for which events are counted, without the marketplace as a whole. */
export type AnalyticsSubject = Exclude<AnalyticsDimension, 'all'>

/** The kind of event and the days of a top list. */
export interface TopSubjectsInput extends AnalyticsPeriod {
  readonly eventType: AnalyticsEventType
  readonly dimension: AnalyticsSubject
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number | undefined
}

/** A product, stream or seller of a top list. */
export interface TopSubject {
  readonly subjectId: string
  readonly eventCount: number
  /** The number of visitors, each counted once a day. */
  readonly visitorCount: number
}

/** The counts of a number of days. */
export interface ListAnalyticsDaysInput extends AnalyticsPeriod {
  /** @defaultValue the whole marketplace */
  readonly subject?: { readonly dimension: AnalyticsSubject; readonly id: string } | undefined
  /** 1 to 20. */
  readonly eventTypes: readonly AnalyticsEventType[]
}

/** The count of a kind of event on a day, for events in one currency or without a value. */
export interface AnalyticsDayCount {
  /** By UTC, such as `2026-11-30`. */
  readonly day: string
  readonly eventType: string
  readonly currency: string | null
  readonly eventCount: number
  readonly visitorCount: number
  readonly valueMinor: number | null
}

/** The seller and the days of a dashboard. */
export interface SellerDashboardInput extends AnalyticsPeriod {
  readonly sellerId: string
}

/** A day of a seller. */
export interface SellerDay {
  /** By UTC, such as `2026-11-30`. */
  readonly day: string
  /** The number of times that their products were viewed. */
  readonly views: number
  /** The number of visitors who viewed them. */
  readonly visitors: number
  readonly saves: number
  readonly offers: number
  readonly sales: number
  /** The sales, by currency. */
  readonly values: readonly { readonly currency: string; readonly valueMinor: number }[]
}

/** Options of the maintenance. */
export interface MaintainAnalyticsInput extends EnsurePartitionsInput, DropOldPartitionsInput {
  /** The greatest number of days to count, the oldest first: 1 to 400. @defaultValue 100 */
  readonly maxDays?: number | undefined
}

/** The work of a maintenance. */
export interface AnalyticsMaintenance {
  readonly partitionsMade: number
  readonly partitionsDropped: number
  readonly daysRolledUp: number
  readonly saltsDeleted: number
}
