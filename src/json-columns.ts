import type { Json } from './engine/values/json.js'

/** The terms of an offer as its chat message shows them, in `offerData`: they stay as they were. */
export interface OfferTerms {
  readonly amountMinor: number
  readonly currency: string
  /** The asking price of the product at that time. */
  readonly priceMinor: number
  /** ISO 8601; null: without end. */
  readonly expiresAt: string | null
}

/** The kind of a paper. */
export type VerificationDocumentKind = 'emirates_id_front' | 'emirates_id_back' | 'trade_license' | 'other'

/** A paper that was handed in: which it is and where it is stored, never the paper itself. */
export interface VerificationDocument {
  readonly kind: VerificationDocumentKind
  /** Its name in the marketplace's private storage: 1 to 1,000 characters. Not a URL that anybody can open. */
  readonly storageKey: string
  /** Its media type, such as `image/jpeg` or `application/pdf`. */
  readonly contentType?: string
}

/** The rows of a table that an erasure of personal data changed. */
export interface ErasedRows {
  readonly table: string
  readonly action: 'anonymised' | 'deleted'
  /** The columns that were emptied or replaced; none where whole rows were deleted. */
  readonly columns: readonly string[]
  readonly rows: number
}

/** The further facts of an event: a flat object of at most 4,096 bytes as JSON. */
export type AnalyticsProperties = Readonly<Record<string, string | number | boolean | null>>

/** The values by which an app finds its way from a notification. */
export type NotificationData = Readonly<Record<string, Json>>

/** The words and filters of a saved search, as JSON writes them. */
export type StoredSearchFilters = Readonly<Record<string, Json>>

/**
 * The types of the columns of JSON, by table and column.
 *
 * Generated queries give and take these types. That they are true is kept by constraints
 * (`ck_analytics_events_properties_flat`, `ck_messages_offer_data_terms`, `ck_notifications_data_object`,
 * `ck_saved_searches_filters_object`, `ck_verifications_documents_shape`), and of erasures by erase_user(), which alone writes them.
 */
export interface JsonColumns {
  'analytics_events.properties': AnalyticsProperties
  'erasures.changes': readonly ErasedRows[]
  'eraseUser.changes': readonly ErasedRows[]
  'messages.offer_data': OfferTerms
  'notifications.data': NotificationData
  'saved_searches.filters': StoredSearchFilters
  'verifications.documents': readonly VerificationDocument[]
}
