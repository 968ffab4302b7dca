import type { Json } from './engine/json.js'

/** The terms of an offer as the chat showed them; the offer itself may have changed since. */
export interface OfferData {
  /** What was offered, in the minor unit of `currency`. */
  readonly amountMinor?: number
  /** ISO 4217. */
  readonly currency?: string
  /** What the seller asked at that time, in the minor unit of `currency`. */
  readonly priceMinor?: number
  /** Until when it could be accepted, in ISO 8601; null: without end. */
  readonly expiresAt?: string | null
  /** Whatever else was written with it. */
  readonly [term: string]: Json | undefined
}

/** Which paper a document is. */
export type VerificationDocumentKind = 'emirates_id_front' | 'emirates_id_back' | 'trade_license' | 'other'

/** A paper that was handed in: which it is and where it is stored, never the paper itself. */
export interface VerificationDocument {
  readonly kind: VerificationDocumentKind
  /** Its name in the marketplace's private storage. */
  readonly storageKey: string
  /** Its media type, such as `image/jpeg`. */
  readonly contentType?: string
}

/**
 * What the columns of JSON hold, by table and column.
 *
 * Generated queries give and take these types. It is a promise of those who write the columns: the server checks no
 * more of it than the constraints of the table do.
 */
export interface JsonColumns {
  'messages.offer_data': OfferData
  'verifications.documents': readonly VerificationDocument[]
}
