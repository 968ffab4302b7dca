/** The kinds of events that the dashboard of sellers counts, and others that most marketplaces have. */
export const analyticsEventTypes = [
  'product_viewed',
  'product_saved',
  'product_shared',
  'product_searched',
  'stream_watched',
  'seller_viewed',
  'conversation_opened',
  'offer_made',
  'checkout_opened',
  'payment_completed',
] as const

/** A kind of event. A service adds its own: small letters, digits and underscores, 1 to 63 characters. */
export type AnalyticsEventType = (typeof analyticsEventTypes)[number] | (string & {})
