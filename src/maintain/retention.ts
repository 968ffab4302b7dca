import { assertOptions, type OptionRules } from '../engine/connect/assert-options.js'

/** The days for which rows are kept that nobody needs any more. */
export interface Retention {
  /** @defaultValue 90 */
  readonly notificationDays?: number | undefined
}

/** The days, each of them given or by default. */
export type RetentionDays = { readonly [Name in keyof Retention]-?: number }

const rules: OptionRules<Retention> = { notificationDays: [1, 36_500] }

/** Reads the days. @throws {@link InvalidInputError} naming the key. */
export function readRetention(given: Retention): RetentionDays {
  assertOptions(given, rules, 'retention.')
  return { notificationDays: given.notificationDays ?? 90 }
}
