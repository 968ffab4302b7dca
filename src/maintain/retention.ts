import { assertOptions, type OptionRules } from '../engine/connect/assert-options.js'

/** The days for which rows are kept that nobody needs any more. */
export interface Retention {
  /** Notifications that were read, counted from then. @defaultValue 30 */
  readonly readNotificationDays?: number | undefined
  /** Notifications that were never read. @defaultValue 180 */
  readonly unreadNotificationDays?: number | undefined
  /** Sessions, counted from their end. @defaultValue 30 */
  readonly sessionDays?: number | undefined
  /** One-time tokens, counted from when they are void. @defaultValue 1 */
  readonly tokenDays?: number | undefined
  /** Events of providers, counted from when their effect was committed. Those that wait stay. @defaultValue 30 */
  readonly webhookDays?: number | undefined
  /** The months of analytics events before this one: 3 to 120. What was counted of them stays. @defaultValue 13 */
  readonly analyticsMonths?: number | undefined
  /** Events that every consumer has handled, counted from their writing; events that were given up go with them. @defaultValue 30 */
  readonly eventDays?: number | undefined
}

/** The days, each of them given or by default. */
export type RetentionDays = { readonly [Name in keyof Retention]-?: number }

const days = [1, 3_650] as const
const rules: OptionRules<Retention> = {
  readNotificationDays: days,
  unreadNotificationDays: days,
  sessionDays: days,
  tokenDays: days,
  webhookDays: days,
  analyticsMonths: [3, 120],
  eventDays: days,
}

/** Reads the days. @throws {@link InvalidInputError} naming the key. */
export function readRetention(given: Retention): RetentionDays {
  assertOptions(given, rules, 'retention.')
  return {
    readNotificationDays: given.readNotificationDays ?? 30,
    unreadNotificationDays: given.unreadNotificationDays ?? 180,
    sessionDays: given.sessionDays ?? 30,
    tokenDays: given.tokenDays ?? 1,
    webhookDays: given.webhookDays ?? 30,
    analyticsMonths: given.analyticsMonths ?? 13,
    eventDays: given.eventDays ?? 30,
  }
}
