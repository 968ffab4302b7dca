import type { AnalyticsDayCount, SellerDay } from './analytics.js'

/** The kinds of events that a seller's dashboard shows. */
export const sellerEventTypes = [
  'product_viewed',
  'product_saved',
  'offer_made',
  'payment_completed',
] as const

/** Makes a seller's days of the counts, with days on which nothing happened. */
export function sellerDays(days: readonly string[], counts: readonly AnalyticsDayCount[]): SellerDay[] {
  const byDay = new Map<string, AnalyticsDayCount[]>()
  for (const count of counts) {
    const ofDay = byDay.get(count.day)
    if (ofDay === undefined) byDay.set(count.day, [count])
    else ofDay.push(count)
  }
  return days.map((day) => {
    const ofDay = byDay.get(day) ?? []
    const count = (wanted: (typeof sellerEventTypes)[number], key: 'eventCount' | 'visitorCount') =>
      ofDay.reduce((sum, one) => (one.eventType === wanted ? sum + one[key] : sum), 0)
    return {
      day,
      views: count('product_viewed', 'eventCount'),
      visitors: count('product_viewed', 'visitorCount'),
      saves: count('product_saved', 'eventCount'),
      offers: count('offer_made', 'eventCount'),
      sales: count('payment_completed', 'eventCount'),
      values: ofDay.flatMap(({ eventType, currency, valueMinor }) =>
        eventType === 'payment_completed' && currency !== null && valueMinor !== null
          ? [{ currency, valueMinor }]
          : [],
      ),
    }
  })
}
