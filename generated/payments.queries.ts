/** Types and queries of "payments.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Payment, PaymentFact } from './models.js'
import type { FeedType, PaymentStatus } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
export type { FeedType, PaymentStatus }

/** Parameters of `findPayment`. */
export interface FindPaymentParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/**
 * A payment, or if a digest is given, the payment that the same content opened.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:14](../sql/payments.sql#L14)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id
 * from transactions
 * where transactions.id = :id!
 *   /*[if requestDigest]*\/ and transactions.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findPayment = new PreparedQuery<FindPaymentParams, Payment>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":1163,"b":1166}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":1227,"b":1241}]}],"statement":"-- A payment, or if a digest is given, the payment that the same content opened.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id\\nfrom transactions\\nwhere transactions.id = :id!\\n  /*[if requestDigest]*/ and transactions.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findPayment","file":"payments.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `findPaymentByIntent`. */
export interface FindPaymentByIntentParams {
  readonly stripePaymentIntentId: string
}

/**
 * The payment that began with an intent, or of which a fact names it.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:23](../sql/payments.sql#L23)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id
 * from transactions
 * where transactions.id = coalesce(
 *   (
 *     select known_payment.id
 *     from transactions as known_payment
 *     where known_payment.stripe_payment_intent_id = :stripePaymentIntentId!
 *   ),
 *   (
 *     select payment_facts.payment_id
 *     from payment_facts
 *     where payment_facts.stripe_id = :stripePaymentIntentId!
 *       and payment_facts.kind = 'intent'
 *   )
 * )
 * ```
 */
export const findPaymentByIntent = new PreparedQuery<FindPaymentByIntentParams, Payment>(
  '{"usedParamSet":{"stripePaymentIntentId":true},"params":[{"name":"stripePaymentIntentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1285,"b":1307},{"a":1413,"b":1435}]}],"statement":"-- The payment that began with an intent, or of which a fact names it.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id\\nfrom transactions\\nwhere transactions.id = coalesce(\\n  (\\n    select known_payment.id\\n    from transactions as known_payment\\n    where known_payment.stripe_payment_intent_id = :stripePaymentIntentId!\\n  ),\\n  (\\n    select payment_facts.payment_id\\n    from payment_facts\\n    where payment_facts.stripe_id = :stripePaymentIntentId!\\n      and payment_facts.kind = \'intent\'\\n  )\\n)"}',
  '{"name":"findPaymentByIntent","file":"payments.sql","parameterTypes":{"stripePaymentIntentId":"text"},"tables":["payment_facts","transactions"],"access":"read","primary":true}',
)

/** Parameters of `listPaymentsByIds`. */
export interface ListPaymentsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Payments in the order of their ids in the list; those that do not exist are left out.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:43](../sql/payments.sql#L43)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join transactions on transactions.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listPaymentsByIds = new PreparedQuery<ListPaymentsByIdsParams, Payment>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":1141,"b":1145}]}],"statement":"-- Payments in the order of their ids in the list; those that do not exist are left out.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin transactions on transactions.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listPaymentsByIds","file":"payments.sql","parameterTypes":{"ids":"uuid[]"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `openPayment`. */
export interface OpenPaymentParams {
  readonly buyerId: string
  readonly productId: string
  readonly id: string
  readonly stripePaymentIntentId?: string | null
  readonly paymentMethod?: string | null
  readonly holdSeconds: number
  readonly streamId?: string | null
  readonly expectedAmountMinor?: number | null
  readonly expectedCurrency?: string | null
  readonly discoverFeeBasisPoints: number
  readonly communityFeeBasisPoints: number
  readonly requestDigest?: string | null
  readonly notify?: Json | undefined
}

/** A row of `openPayment`. */
export interface OpenPaymentRow {
  readonly id: string
  readonly buyerId: string
  /** The user who sells it. */
  readonly sellerId: string
  /** The id of the listing. */
  readonly productId: string
  readonly offerId: string | null
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly amountMinor: number
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  /** The feed that shows it. */
  readonly feedType: FeedType
  readonly status: PaymentStatus
  readonly stripePaymentIntentId: string | null
  readonly stripeChargeId: string | null
  readonly stripeTransferId: string | null
  readonly paymentMethod: string | null
  readonly completedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly feeBasisPoints: number | null
  readonly expiresAt: Date
  readonly paidAt: Date | null
  readonly cancelledAt: Date | null
  readonly expiredAt: Date | null
  readonly failedAttempts: number
  readonly amountReceivedMinor: number
  readonly amountRefundedMinor: number
  readonly largestRefundMinor: number
  readonly amountDisputedMinor: number
  readonly amountTransferredMinor: number
  readonly amountDueMinor: number
  readonly needsReview: boolean
  readonly reviewedAt: Date | null
  readonly streamId: string | null
  readonly hasBuyer: boolean
  readonly refusal: 'account_closed' | 'own_product' | 'price_changed' | 'product_already_sold' | 'product_not_available' | 'product_not_in_stream' | null
  readonly wasOpened: boolean
}

/**
 * A buyer buys a product at the asking price: it leaves the market, which declines the offers on it
 * (tr_products_decline_offers), and a payment is opened.
 * Returns the payment as it would be opened, and the rule that refused; no row if there is no such product.
 * Neither refused nor opened, though there is a buyer: the id is taken, so that a repeated call can look up what the
 * first one opened.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/payments.sql:52](../sql/payments.sql#L52)
 *
 * ```sql
 * with locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from products
 *   join users on users.id in (products.seller_id, :buyerId!)
 *   where products.id = :productId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select
 *     coalesce(bool_or(locked_party.id = :buyerId!), false) as has_buyer,
 *     coalesce(bool_and(locked_party.is_active), false) as are_open
 *   from locked_party
 * ),
 * locked_product as (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.price_minor,
 *     products.currency,
 *     products.feed_type,
 *     products.is_available,
 *     products.sold_at,
 *     locked_parties.has_buyer,
 *     locked_parties.are_open
 *   from locked_parties
 *   join products on products.id = :productId!
 *   for no key update of products
 * ),
 * drafted_payment as materialized (
 *   select
 *     :id!::uuid as id,
 *     :buyerId!::uuid as buyer_id,
 *     locked_product.seller_id,
 *     locked_product.id as product_id,
 *     null::uuid as offer_id,
 *     locked_product.price_minor as amount_minor,
 *     locked_product.currency,
 *     priced_product.platform_fee_minor,
 *     locked_product.price_minor - priced_product.platform_fee_minor as seller_payout_minor,
 *     locked_product.feed_type,
 *     'pending'::transaction_status as status,
 *     :stripePaymentIntentId::text as stripe_payment_intent_id,
 *     null::text as stripe_charge_id,
 *     null::text as stripe_transfer_id,
 *     :paymentMethod::text as payment_method,
 *     null::timestamptz as completed_at,
 *     now() as created_at,
 *     now() as updated_at,
 *     priced_product.fee_basis_points,
 *     clock_timestamp() + make_interval(secs => :holdSeconds!::float8) as expires_at,
 *     null::timestamptz as paid_at,
 *     null::timestamptz as cancelled_at,
 *     null::timestamptz as expired_at,
 *     0 as failed_attempts,
 *     0::bigint as amount_received_minor,
 *     0::bigint as amount_refunded_minor,
 *     0::bigint as largest_refund_minor,
 *     0::bigint as amount_disputed_minor,
 *     0::bigint as amount_transferred_minor,
 *     0::bigint as amount_due_minor,
 *     false as needs_review,
 *     null::timestamptz as reviewed_at,
 *     :streamId::uuid as stream_id, -- null: in no stream
 *     locked_product.has_buyer,
 *     case
 *       when :buyerId! = locked_product.seller_id then 'own_product'
 *       when not locked_product.are_open then 'account_closed'
 *       when locked_product.sold_at is not null then 'product_already_sold'
 *       when not locked_product.is_available then 'product_not_available'
 *       when locked_product.price_minor <> :expectedAmountMinor::bigint
 *         or locked_product.currency <> :expectedCurrency::text then 'price_changed' -- null: whatever it is
 *       when :streamId::uuid is not null
 *         and not exists (
 *           select from stream_products
 *           where stream_products.product_id = locked_product.id
 *             and stream_products.stream_id = :streamId
 *         ) then 'product_not_in_stream'
 *     end as refusal
 *   from locked_product
 *   cross join lateral (
 *     select
 *       rate.basis_points as fee_basis_points,
 *       platform_fee_minor(locked_product.price_minor, rate.basis_points, locked_product.currency) as platform_fee_minor
 *     from (
 *       select case locked_product.feed_type
 *         when 'discover' then :discoverFeeBasisPoints!::integer
 *         else :communityFeeBasisPoints!::integer
 *       end as basis_points
 *     ) as rate
 *   ) as priced_product
 * ),
 * opened_payment as (
 *   insert into transactions (id, buyer_id, seller_id, product_id, offer_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, status, stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, created_at, updated_at, fee_basis_points, expires_at, stream_id, request_digest)
 *   select
 *     drafted_payment.id,
 *     drafted_payment.buyer_id,
 *     drafted_payment.seller_id,
 *     drafted_payment.product_id,
 *     drafted_payment.offer_id,
 *     drafted_payment.amount_minor,
 *     drafted_payment.currency,
 *     drafted_payment.platform_fee_minor,
 *     drafted_payment.seller_payout_minor,
 *     drafted_payment.feed_type,
 *     drafted_payment.status,
 *     drafted_payment.stripe_payment_intent_id,
 *     drafted_payment.stripe_charge_id,
 *     drafted_payment.stripe_transfer_id,
 *     drafted_payment.payment_method,
 *     drafted_payment.completed_at,
 *     drafted_payment.created_at,
 *     drafted_payment.updated_at,
 *     drafted_payment.fee_basis_points,
 *     drafted_payment.expires_at,
 *     drafted_payment.stream_id,
 *     :requestDigest::uuid -- null: the caller gave no id
 *   from drafted_payment
 *   where drafted_payment.refusal is null
 *     and drafted_payment.has_buyer
 *   on conflict (id) do nothing
 *   returning
 *     transactions.id,
 *     transactions.product_id
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     drafted_payment.seller_id,
 *     drafted_payment.buyer_id,
 *     'payment_opened',
 *     'payment',
 *     opened_payment.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'payments.open', opened_payment.id)
 *   from opened_payment
 *   join drafted_payment on drafted_payment.id = opened_payment.id
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * taken_product as (
 *   update products
 *   set is_available = false
 *   from opened_payment
 *   where products.id = opened_payment.product_id
 * )
 * select
 *   drafted_payment.id as "id!",
 *   drafted_payment.buyer_id as "buyer_id!",
 *   drafted_payment.seller_id as "seller_id!",
 *   drafted_payment.product_id as "product_id!",
 *   drafted_payment.offer_id,
 *   drafted_payment.amount_minor as "amount_minor!",
 *   drafted_payment.currency as "currency!",
 *   drafted_payment.platform_fee_minor as "platform_fee_minor!",
 *   drafted_payment.seller_payout_minor as "seller_payout_minor!",
 *   drafted_payment.feed_type as "feed_type!",
 *   drafted_payment.status as "status!",
 *   drafted_payment.stripe_payment_intent_id,
 *   drafted_payment.stripe_charge_id,
 *   drafted_payment.stripe_transfer_id,
 *   drafted_payment.payment_method,
 *   drafted_payment.completed_at,
 *   drafted_payment.created_at as "created_at!",
 *   drafted_payment.updated_at as "updated_at!",
 *   drafted_payment.fee_basis_points as "fee_basis_points?",
 *   drafted_payment.expires_at,
 *   drafted_payment.paid_at,
 *   drafted_payment.cancelled_at,
 *   drafted_payment.expired_at,
 *   drafted_payment.failed_attempts as "failed_attempts!",
 *   drafted_payment.amount_received_minor as "amount_received_minor!",
 *   drafted_payment.amount_refunded_minor as "amount_refunded_minor!",
 *   drafted_payment.largest_refund_minor as "largest_refund_minor!",
 *   drafted_payment.amount_disputed_minor as "amount_disputed_minor!",
 *   drafted_payment.amount_transferred_minor as "amount_transferred_minor!",
 *   drafted_payment.amount_due_minor as "amount_due_minor!",
 *   drafted_payment.needs_review as "needs_review!",
 *   drafted_payment.reviewed_at,
 *   drafted_payment.stream_id,
 *   drafted_payment.has_buyer as "has_buyer!",
 *   drafted_payment.refusal as "refusal?",
 *   opened_payment.id is not null as "was_opened!"
 * from drafted_payment
 * left join opened_payment on opened_payment.id = drafted_payment.id
 * ```
 */
export const openPayment = new PreparedQuery<OpenPaymentParams, OpenPaymentRow>(
  '{"usedParamSet":{"buyerId":true,"productId":true,"id":true,"stripePaymentIntentId":true,"paymentMethod":true,"holdSeconds":true,"streamId":true,"expectedAmountMinor":true,"expectedCurrency":true,"discoverFeeBasisPoints":true,"communityFeeBasisPoints":true,"requestDigest":true,"notify":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":593,"b":601},{"a":754,"b":762},{"a":1297,"b":1305},{"a":2637,"b":2645}]},{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":626,"b":636},{"a":1181,"b":1191}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":1275,"b":1278}]},{"name":"stripePaymentIntentId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1707,"b":1728}]},{"name":"paymentMethod","required":false,"transform":{"type":"scalar"},"locs":[{"a":1843,"b":1856}]},{"name":"holdSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":2055,"b":2067}]},{"name":"streamId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2535,"b":2543},{"a":3088,"b":3096},{"a":3286,"b":3294}]},{"name":"expectedAmountMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":2941,"b":2960}]},{"name":"expectedCurrency","required":false,"transform":{"type":"scalar"},"locs":[{"a":3008,"b":3024}]},{"name":"discoverFeeBasisPoints","required":true,"transform":{"type":"scalar"},"locs":[{"a":3657,"b":3680}]},{"name":"communityFeeBasisPoints","required":true,"transform":{"type":"scalar"},"locs":[{"a":3704,"b":3728}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":4881,"b":4894}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":5734,"b":5741}]}],"statement":"-- A buyer buys a product at the asking price: it leaves the market, which declines the offers on it\\n-- (tr_products_decline_offers), and a payment is opened.\\n-- Returns the payment as it would be opened, and the rule that refused; no row if there is no such product.\\n-- Neither refused nor opened, though there is a buyer: the id is taken, so that a repeated call can look up what the\\n-- first one opened.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith locked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from products\\n  join users on users.id in (products.seller_id, :buyerId!)\\n  where products.id = :productId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select\\n    coalesce(bool_or(locked_party.id = :buyerId!), false) as has_buyer,\\n    coalesce(bool_and(locked_party.is_active), false) as are_open\\n  from locked_party\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.feed_type,\\n    products.is_available,\\n    products.sold_at,\\n    locked_parties.has_buyer,\\n    locked_parties.are_open\\n  from locked_parties\\n  join products on products.id = :productId!\\n  for no key update of products\\n),\\ndrafted_payment as materialized (\\n  select\\n    :id!::uuid as id,\\n    :buyerId!::uuid as buyer_id,\\n    locked_product.seller_id,\\n    locked_product.id as product_id,\\n    null::uuid as offer_id,\\n    locked_product.price_minor as amount_minor,\\n    locked_product.currency,\\n    priced_product.platform_fee_minor,\\n    locked_product.price_minor - priced_product.platform_fee_minor as seller_payout_minor,\\n    locked_product.feed_type,\\n    \'pending\'::transaction_status as status,\\n    :stripePaymentIntentId::text as stripe_payment_intent_id,\\n    null::text as stripe_charge_id,\\n    null::text as stripe_transfer_id,\\n    :paymentMethod::text as payment_method,\\n    null::timestamptz as completed_at,\\n    now() as created_at,\\n    now() as updated_at,\\n    priced_product.fee_basis_points,\\n    clock_timestamp() + make_interval(secs => :holdSeconds!::float8) as expires_at,\\n    null::timestamptz as paid_at,\\n    null::timestamptz as cancelled_at,\\n    null::timestamptz as expired_at,\\n    0 as failed_attempts,\\n    0::bigint as amount_received_minor,\\n    0::bigint as amount_refunded_minor,\\n    0::bigint as largest_refund_minor,\\n    0::bigint as amount_disputed_minor,\\n    0::bigint as amount_transferred_minor,\\n    0::bigint as amount_due_minor,\\n    false as needs_review,\\n    null::timestamptz as reviewed_at,\\n    :streamId::uuid as stream_id, -- null: in no stream\\n    locked_product.has_buyer,\\n    case\\n      when :buyerId! = locked_product.seller_id then \'own_product\'\\n      when not locked_product.are_open then \'account_closed\'\\n      when locked_product.sold_at is not null then \'product_already_sold\'\\n      when not locked_product.is_available then \'product_not_available\'\\n      when locked_product.price_minor <> :expectedAmountMinor::bigint\\n        or locked_product.currency <> :expectedCurrency::text then \'price_changed\' -- null: whatever it is\\n      when :streamId::uuid is not null\\n        and not exists (\\n          select from stream_products\\n          where stream_products.product_id = locked_product.id\\n            and stream_products.stream_id = :streamId\\n        ) then \'product_not_in_stream\'\\n    end as refusal\\n  from locked_product\\n  cross join lateral (\\n    select\\n      rate.basis_points as fee_basis_points,\\n      platform_fee_minor(locked_product.price_minor, rate.basis_points, locked_product.currency) as platform_fee_minor\\n    from (\\n      select case locked_product.feed_type\\n        when \'discover\' then :discoverFeeBasisPoints!::integer\\n        else :communityFeeBasisPoints!::integer\\n      end as basis_points\\n    ) as rate\\n  ) as priced_product\\n),\\nopened_payment as (\\n  insert into transactions (id, buyer_id, seller_id, product_id, offer_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, status, stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, created_at, updated_at, fee_basis_points, expires_at, stream_id, request_digest)\\n  select\\n    drafted_payment.id,\\n    drafted_payment.buyer_id,\\n    drafted_payment.seller_id,\\n    drafted_payment.product_id,\\n    drafted_payment.offer_id,\\n    drafted_payment.amount_minor,\\n    drafted_payment.currency,\\n    drafted_payment.platform_fee_minor,\\n    drafted_payment.seller_payout_minor,\\n    drafted_payment.feed_type,\\n    drafted_payment.status,\\n    drafted_payment.stripe_payment_intent_id,\\n    drafted_payment.stripe_charge_id,\\n    drafted_payment.stripe_transfer_id,\\n    drafted_payment.payment_method,\\n    drafted_payment.completed_at,\\n    drafted_payment.created_at,\\n    drafted_payment.updated_at,\\n    drafted_payment.fee_basis_points,\\n    drafted_payment.expires_at,\\n    drafted_payment.stream_id,\\n    :requestDigest::uuid -- null: the caller gave no id\\n  from drafted_payment\\n  where drafted_payment.refusal is null\\n    and drafted_payment.has_buyer\\n  on conflict (id) do nothing\\n  returning\\n    transactions.id,\\n    transactions.product_id\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    drafted_payment.seller_id,\\n    drafted_payment.buyer_id,\\n    \'payment_opened\',\\n    \'payment\',\\n    opened_payment.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'payments.open\', opened_payment.id)\\n  from opened_payment\\n  join drafted_payment on drafted_payment.id = opened_payment.id\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  on conflict do nothing\\n),\\n/*[end]*/\\ntaken_product as (\\n  update products\\n  set is_available = false\\n  from opened_payment\\n  where products.id = opened_payment.product_id\\n)\\nselect\\n  drafted_payment.id as \\"id!\\",\\n  drafted_payment.buyer_id as \\"buyer_id!\\",\\n  drafted_payment.seller_id as \\"seller_id!\\",\\n  drafted_payment.product_id as \\"product_id!\\",\\n  drafted_payment.offer_id,\\n  drafted_payment.amount_minor as \\"amount_minor!\\",\\n  drafted_payment.currency as \\"currency!\\",\\n  drafted_payment.platform_fee_minor as \\"platform_fee_minor!\\",\\n  drafted_payment.seller_payout_minor as \\"seller_payout_minor!\\",\\n  drafted_payment.feed_type as \\"feed_type!\\",\\n  drafted_payment.status as \\"status!\\",\\n  drafted_payment.stripe_payment_intent_id,\\n  drafted_payment.stripe_charge_id,\\n  drafted_payment.stripe_transfer_id,\\n  drafted_payment.payment_method,\\n  drafted_payment.completed_at,\\n  drafted_payment.created_at as \\"created_at!\\",\\n  drafted_payment.updated_at as \\"updated_at!\\",\\n  drafted_payment.fee_basis_points as \\"fee_basis_points?\\",\\n  drafted_payment.expires_at,\\n  drafted_payment.paid_at,\\n  drafted_payment.cancelled_at,\\n  drafted_payment.expired_at,\\n  drafted_payment.failed_attempts as \\"failed_attempts!\\",\\n  drafted_payment.amount_received_minor as \\"amount_received_minor!\\",\\n  drafted_payment.amount_refunded_minor as \\"amount_refunded_minor!\\",\\n  drafted_payment.largest_refund_minor as \\"largest_refund_minor!\\",\\n  drafted_payment.amount_disputed_minor as \\"amount_disputed_minor!\\",\\n  drafted_payment.amount_transferred_minor as \\"amount_transferred_minor!\\",\\n  drafted_payment.amount_due_minor as \\"amount_due_minor!\\",\\n  drafted_payment.needs_review as \\"needs_review!\\",\\n  drafted_payment.reviewed_at,\\n  drafted_payment.stream_id,\\n  drafted_payment.has_buyer as \\"has_buyer!\\",\\n  drafted_payment.refusal as \\"refusal?\\",\\n  opened_payment.id is not null as \\"was_opened!\\"\\nfrom drafted_payment\\nleft join opened_payment on opened_payment.id = drafted_payment.id"}',
  '{"name":"openPayment","file":"payments.sql","parameterTypes":{"buyerId":"uuid","productId":"uuid","id":"uuid","stripePaymentIntentId":"text","paymentMethod":"text","holdSeconds":"float8","streamId":"uuid","expectedAmountMinor":"int8","expectedCurrency":"text","discoverFeeBasisPoints":"int4","communityFeeBasisPoints":"int4","requestDigest":"uuid","notify":"jsonb"},"tables":["notifications","products","stream_products","transactions","users"],"access":"write"}',
)

/** Parameters of `recordPaymentFact`. */
export interface RecordPaymentFactParams {
  readonly paymentId?: string | null
  readonly stripePaymentIntentId?: string | null
  readonly kind: string
  readonly stripeId: string
  readonly status: string
  readonly amountMinor: number
  readonly reversedMinor: number
  readonly currency?: string | null
  readonly failureCode?: string | null
  readonly stripeChargeId?: string | null
  readonly paymentMethod?: string | null
  readonly notify?: Json | undefined
}

/** A row of `recordPaymentFact`. */
export interface RecordPaymentFactRow extends Payment {
  readonly refusal: 'payment_ids_differ' | null
}

/**
 * Records a fact that the provider reports, and brings the payment to the state that all its facts make.
 * The payment is named by its id or by its intent: the one that it began with, or another one known from a fact. An
 * amount may be in another currency than the payment's, which then does not count it. null: not given.
 * Refused is only what is a contradiction in itself: an id at Stripe that is another payment's.
 * Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/payments.sql:252](../sql/payments.sql#L252)
 *
 * ```sql
 * with wanted_payment as materialized (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.offer_id
 *   from transactions
 *   where transactions.id = coalesce(
 *     :paymentId::uuid,
 *     (
 *       select known_payment.id
 *       from transactions as known_payment
 *       where known_payment.stripe_payment_intent_id = :stripePaymentIntentId::text
 *     ),
 *     (
 *       select payment_facts.payment_id
 *       from payment_facts
 *       where payment_facts.stripe_id = :stripePaymentIntentId::text
 *     )
 *   )
 * ),
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from wanted_payment
 *   join users on users.id in (wanted_payment.seller_id /*[if notify]*\/ , wanted_payment.buyer_id /*[end]*\/)
 *   order by users.id
 *   for key share of users
 * ),
 * locked_seller as (
 *   select
 *     wanted_payment.seller_id as id,
 *     bool_or(locked_party.is_active and locked_party.id = wanted_payment.seller_id) as is_active
 *   from wanted_payment
 *   cross join locked_party
 *   group by wanted_payment.seller_id
 * ),
 * locked_product as (
 *   select
 *     products.id,
 *     products.is_available,
 *     products.price_minor,
 *     products.currency
 *   from wanted_payment
 *   join locked_seller on locked_seller.id = wanted_payment.seller_id
 *   join products on products.id = wanted_payment.product_id
 *   for no key update of products
 * ),
 * locked_offer as (
 *   select offers.id
 *   from wanted_payment
 *   join locked_product on locked_product.id = wanted_payment.product_id
 *   join offers on offers.id = wanted_payment.offer_id
 *   for no key update of offers
 * ),
 * locked_payment as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 *   from wanted_payment
 *   join locked_product on locked_product.id = wanted_payment.product_id
 *   left join locked_offer on locked_offer.id = wanted_payment.offer_id
 *   join transactions on transactions.id = wanted_payment.id
 *   for no key update of transactions
 * ),
 * judged_payment as materialized (
 *   select
 *     locked_payment.id,
 *     locked_payment.currency,
 *     case
 *       when exists (
 *         select from transactions as other_payment
 *         where other_payment.stripe_payment_intent_id = :stripePaymentIntentId::text
 *           and other_payment.id <> locked_payment.id
 *       )
 *         then 'payment_ids_differ'
 *     end as refusal
 *   from locked_payment
 * ),
 * recorded_fact as (
 *   insert into payment_facts (payment_id, kind, stripe_id, status, amount_minor, reversed_minor, currency, failure_code, counted, counted_change)
 *   select
 *     judged_payment.id,
 *     :kind!::text,
 *     :stripeId!::text,
 *     :status!::text,
 *     :amountMinor!::bigint,
 *     :reversedMinor!::bigint,
 *     coalesce(:currency::text, judged_payment.currency),
 *     :failureCode::text,
 *     payment_fact_count(:kind!::text, :status!::text, :amountMinor!::bigint, :reversedMinor!::bigint),
 *     payment_fact_count(:kind!::text, :status!::text, :amountMinor!::bigint, :reversedMinor!::bigint)
 *   from judged_payment
 *   where judged_payment.refusal is null
 *   on conflict (stripe_id) do update
 *   set (status, amount_minor, reversed_minor, failure_code, counted, counted_change) = (
 *     select
 *       merged_fact.status,
 *       merged_fact.amount_minor,
 *       merged_fact.reversed_minor,
 *       least(payment_facts.failure_code collate "C", excluded.failure_code),
 *       payment_fact_count(payment_facts.kind, merged_fact.status, merged_fact.amount_minor, merged_fact.reversed_minor),
 *       payment_fact_count(payment_facts.kind, merged_fact.status, merged_fact.amount_minor, merged_fact.reversed_minor)
 *       - payment_facts.counted
 *     from (
 *       select
 *         case
 *           when payment_fact_rank(excluded.kind, excluded.status) > payment_fact_rank(payment_facts.kind, payment_facts.status)
 *             then excluded.status
 *           else payment_facts.status
 *         end as status,
 *         greatest(payment_facts.amount_minor, excluded.amount_minor) as amount_minor,
 *         greatest(payment_facts.reversed_minor, excluded.reversed_minor) as reversed_minor
 *     ) as merged_fact
 *   )
 *   where payment_facts.payment_id = excluded.payment_id
 *     and payment_facts.kind = excluded.kind
 *   returning
 *     payment_facts.kind,
 *     payment_facts.stripe_id,
 *     payment_facts.status,
 *     payment_facts.amount_minor,
 *     payment_facts.currency,
 *     payment_facts.counted_change
 * ),
 * summed_payment as materialized (
 *   select
 *     locked_payment.id,
 *     locked_payment.amount_minor,
 *     locked_payment.currency,
 *     locked_payment.offer_id is not null as is_of_offer,
 *     locked_payment.status in ('pending', 'completed') as was_open,
 *     locked_payment.status = 'refunded' as was_refunded,
 *     locked_payment.amount_received_minor as amount_received_before_minor,
 *     greatest(now(), locked_payment.created_at) as reported_at, -- a transaction may have begun before the payment
 *     own_fact.stripe_payment_intent_id,
 *     case
 *       when recorded_fact.kind = 'intent' and own_fact.is_of_intent
 *         then least(locked_payment.stripe_charge_id collate "C", :stripeChargeId::text)
 *       else locked_payment.stripe_charge_id
 *     end as stripe_charge_id,
 *     case recorded_fact.kind
 *       when 'transfer' then least(locked_payment.stripe_transfer_id collate "C", recorded_fact.stripe_id)
 *       else locked_payment.stripe_transfer_id
 *     end as stripe_transfer_id,
 *     coalesce(:paymentMethod::text, locked_payment.payment_method) as payment_method,
 *     locked_payment.failed_attempts
 *       + case recorded_fact.kind when 'attempt' then recorded_fact.counted_change else 0 end::integer as failed_attempts,
 *     locked_payment.amount_received_minor
 *       + case recorded_fact.kind when 'intent' then own_fact.change else 0 end as amount_received_minor,
 *     locked_payment.amount_refunded_minor
 *       + case recorded_fact.kind when 'refund' then own_fact.change else 0 end as amount_refunded_minor,
 *     greatest(
 *       locked_payment.largest_refund_minor,
 *       case when recorded_fact.kind = 'refund' and own_fact.is_countable then recorded_fact.amount_minor end
 *     ) as largest_refund_minor,
 *     locked_payment.amount_disputed_minor
 *       + case recorded_fact.kind when 'dispute' then own_fact.change else 0 end as amount_disputed_minor,
 *     locked_payment.amount_transferred_minor
 *       + case recorded_fact.kind when 'transfer' then own_fact.change else 0 end as amount_transferred_minor,
 *     locked_payment.paid_at,
 *     recorded_fact.kind = 'intent' and recorded_fact.status = 'succeeded' and own_fact.is_countable as has_succeeded,
 *     case
 *       when recorded_fact.kind = 'intent' and recorded_fact.status = 'canceled' and own_fact.is_of_intent
 *         then coalesce(locked_payment.cancelled_at, now())
 *       else locked_payment.cancelled_at
 *     end as cancelled_at,
 *     locked_payment.expired_at,
 *     locked_payment.needs_review or fit.is_unfit as needs_review,
 *     case when not fit.is_unfit or recorded_fact.counted_change = 0 then locked_payment.reviewed_at end as reviewed_at
 *   from locked_payment
 *   cross join recorded_fact
 *   cross join lateral (
 *     select
 *       intent.id as stripe_payment_intent_id,
 *       recorded_fact.stripe_id = intent.id as is_of_intent,
 *       recorded_fact.currency = locked_payment.currency as is_countable,
 *       case when recorded_fact.currency = locked_payment.currency then recorded_fact.counted_change else 0 end as change
 *     from (select coalesce(locked_payment.stripe_payment_intent_id, :stripePaymentIntentId::text) as id) as intent
 *   ) as own_fact
 *   cross join lateral (
 *     select
 *       not own_fact.is_countable
 *       or (
 *         recorded_fact.kind = 'intent'
 *         and recorded_fact.status = 'succeeded'
 *         and (not own_fact.is_of_intent or recorded_fact.amount_minor <> locked_payment.amount_minor)
 *       ) as is_unfit
 *   ) as fit
 * ),
 * dated_payment as materialized (
 *   select
 *     summed_payment.id,
 *     summed_payment.amount_minor,
 *     summed_payment.currency,
 *     summed_payment.is_of_offer,
 *     summed_payment.was_open,
 *     summed_payment.was_refunded,
 *     summed_payment.amount_received_before_minor,
 *     summed_payment.reported_at,
 *     summed_payment.stripe_payment_intent_id,
 *     summed_payment.stripe_charge_id,
 *     summed_payment.stripe_transfer_id,
 *     summed_payment.payment_method,
 *     summed_payment.failed_attempts,
 *     summed_payment.amount_received_minor,
 *     summed_payment.amount_refunded_minor,
 *     summed_payment.largest_refund_minor,
 *     summed_payment.amount_disputed_minor,
 *     summed_payment.amount_transferred_minor,
 *     summed_payment.paid_at,
 *     summed_payment.has_succeeded,
 *     summed_payment.cancelled_at,
 *     summed_payment.expired_at,
 *     summed_payment.needs_review,
 *     summed_payment.reviewed_at,
 *     case
 *       when summed_payment.has_succeeded and summed_payment.amount_received_minor >= summed_payment.amount_minor
 *         then coalesce(summed_payment.paid_at, summed_payment.reported_at)
 *       else summed_payment.paid_at
 *     end as now_paid_at,
 *     summed_payment.amount_received_minor > 0
 *       and greatest(summed_payment.amount_refunded_minor, summed_payment.largest_refund_minor)
 *         >= summed_payment.amount_received_minor as is_undone
 *   from summed_payment
 * ),
 * opened_payment as materialized (
 *   select
 *     dated_payment.id,
 *     dated_payment.amount_minor,
 *     dated_payment.currency,
 *     dated_payment.is_of_offer,
 *     dated_payment.was_open,
 *     dated_payment.was_refunded,
 *     dated_payment.amount_received_before_minor,
 *     dated_payment.reported_at,
 *     dated_payment.stripe_payment_intent_id,
 *     dated_payment.stripe_charge_id,
 *     dated_payment.stripe_transfer_id,
 *     dated_payment.payment_method,
 *     dated_payment.failed_attempts,
 *     dated_payment.amount_received_minor,
 *     dated_payment.amount_refunded_minor,
 *     dated_payment.largest_refund_minor,
 *     dated_payment.amount_disputed_minor,
 *     dated_payment.amount_transferred_minor,
 *     dated_payment.paid_at,
 *     dated_payment.has_succeeded,
 *     dated_payment.cancelled_at,
 *     dated_payment.expired_at,
 *     dated_payment.needs_review,
 *     dated_payment.reviewed_at,
 *     dated_payment.now_paid_at,
 *     dated_payment.is_undone,
 *     case
 *       when dated_payment.is_undone then false
 *       when dated_payment.now_paid_at is not null then dated_payment.was_open or (
 *         locked_product.is_available
 *         and locked_product.currency = dated_payment.currency
 *         and (dated_payment.is_of_offer or locked_product.price_minor = dated_payment.amount_minor)
 *         and (
 *           dated_payment.paid_at is null
 *           or dated_payment.amount_received_minor > dated_payment.amount_received_before_minor
 *           or dated_payment.was_refunded -- a part of the refund has failed
 *         )
 *       )
 *       else dated_payment.was_open and dated_payment.cancelled_at is null and dated_payment.expired_at is null
 *     end as is_open
 *   from dated_payment
 *   cross join locked_product
 * ),
 * next_payment as materialized (
 *   select
 *     opened_payment.id,
 *     opened_payment.amount_minor,
 *     opened_payment.currency,
 *     opened_payment.is_of_offer,
 *     opened_payment.was_open,
 *     opened_payment.was_refunded,
 *     opened_payment.amount_received_before_minor,
 *     opened_payment.reported_at,
 *     opened_payment.stripe_payment_intent_id,
 *     opened_payment.stripe_charge_id,
 *     opened_payment.stripe_transfer_id,
 *     opened_payment.payment_method,
 *     opened_payment.failed_attempts,
 *     opened_payment.amount_received_minor,
 *     opened_payment.amount_refunded_minor,
 *     opened_payment.largest_refund_minor,
 *     opened_payment.amount_disputed_minor,
 *     opened_payment.amount_transferred_minor,
 *     opened_payment.paid_at,
 *     opened_payment.has_succeeded,
 *     opened_payment.cancelled_at,
 *     opened_payment.expired_at,
 *     opened_payment.needs_review,
 *     opened_payment.reviewed_at,
 *     opened_payment.now_paid_at,
 *     opened_payment.is_undone,
 *     opened_payment.is_open,
 *     payment_status(
 *       opened_payment.is_open,
 *       opened_payment.now_paid_at is not null,
 *       opened_payment.cancelled_at is not null,
 *       opened_payment.expired_at is not null,
 *       opened_payment.failed_attempts,
 *       opened_payment.amount_received_minor,
 *       opened_payment.amount_refunded_minor
 *     ) as status,
 *     greatest(
 *       0,
 *       opened_payment.amount_received_minor - opened_payment.amount_refunded_minor - opened_payment.amount_disputed_minor
 *       - case when opened_payment.is_open then opened_payment.amount_minor else 0 end
 *     ) as amount_due_minor
 *   from opened_payment
 * ),
 * changed_payment as (
 *   update transactions
 *   set
 *     status = next_payment.status,
 *     stripe_payment_intent_id = next_payment.stripe_payment_intent_id,
 *     stripe_charge_id = next_payment.stripe_charge_id,
 *     stripe_transfer_id = next_payment.stripe_transfer_id,
 *     payment_method = next_payment.payment_method,
 *     completed_at = case
 *       when next_payment.status = 'completed' then coalesce(transactions.completed_at, next_payment.reported_at)
 *     end,
 *     paid_at = next_payment.now_paid_at,
 *     cancelled_at = next_payment.cancelled_at,
 *     failed_attempts = next_payment.failed_attempts,
 *     amount_received_minor = next_payment.amount_received_minor,
 *     amount_refunded_minor = next_payment.amount_refunded_minor,
 *     largest_refund_minor = next_payment.largest_refund_minor,
 *     amount_disputed_minor = next_payment.amount_disputed_minor,
 *     amount_transferred_minor = next_payment.amount_transferred_minor,
 *     amount_due_minor = next_payment.amount_due_minor,
 *     needs_review = next_payment.needs_review,
 *     reviewed_at = next_payment.reviewed_at
 *   from next_payment
 *   join locked_payment on locked_payment.id = next_payment.id -- not transactions, whose row may be older than the lock
 *   where transactions.id = next_payment.id
 *     and (
 *       locked_payment.status,
 *       locked_payment.stripe_payment_intent_id,
 *       locked_payment.stripe_charge_id,
 *       locked_payment.stripe_transfer_id,
 *       locked_payment.payment_method,
 *       locked_payment.paid_at,
 *       locked_payment.cancelled_at,
 *       locked_payment.failed_attempts,
 *       locked_payment.amount_received_minor,
 *       locked_payment.amount_refunded_minor,
 *       locked_payment.largest_refund_minor,
 *       locked_payment.amount_disputed_minor,
 *       locked_payment.amount_transferred_minor,
 *       locked_payment.needs_review,
 *       locked_payment.reviewed_at
 *     ) is distinct from (
 *       next_payment.status,
 *       next_payment.stripe_payment_intent_id,
 *       next_payment.stripe_charge_id,
 *       next_payment.stripe_transfer_id,
 *       next_payment.payment_method,
 *       next_payment.now_paid_at,
 *       next_payment.cancelled_at,
 *       next_payment.failed_attempts,
 *       next_payment.amount_received_minor,
 *       next_payment.amount_refunded_minor,
 *       next_payment.largest_refund_minor,
 *       next_payment.amount_disputed_minor,
 *       next_payment.amount_transferred_minor,
 *       next_payment.needs_review,
 *       next_payment.reviewed_at
 *     )
 *   returning
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     locked_party.id,
 *     case changed_payment.status when 'completed' then changed_payment.buyer_id end,
 *     case changed_payment.status
 *       when 'completed' then 'payment_completed'
 *       when 'refunded' then 'payment_refunded'
 *       else 'payment_cancelled'
 *     end::notification_type,
 *     'payment',
 *     changed_payment.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'payments.record', changed_payment.id, changed_payment.status)
 *   from changed_payment
 *   join locked_payment on locked_payment.id = changed_payment.id
 *   join locked_party
 *     on locked_party.id = case changed_payment.status when 'refunded' then changed_payment.buyer_id else changed_payment.seller_id end
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   where changed_payment.status <> locked_payment.status
 *     and changed_payment.status <> 'pending'
 *     and locked_party.is_active
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * moved_product as (
 *   update products
 *   set
 *     is_available = not next_payment.is_open
 *       and locked_seller.is_active
 *       and products.hidden_at is null
 *       and (products.sold_at is null or next_payment.now_paid_at is not null),
 *     sold_at = case
 *       when next_payment.is_open then coalesce(products.sold_at, next_payment.reported_at)
 *       when next_payment.now_paid_at is null then products.sold_at
 *     end
 *   from changed_payment
 *   join next_payment on next_payment.id = changed_payment.id
 *   join locked_seller on locked_seller.id = changed_payment.seller_id
 *   where products.id = changed_payment.product_id
 *     and (
 *       next_payment.is_open <> next_payment.was_open
 *       or (next_payment.status = 'completed' and next_payment.paid_at is null)
 *     )
 * ),
 * moved_offer as (
 *   update offers
 *   set status = case when next_payment.is_open then 'accepted'::offer_status else 'cancelled'::offer_status end
 *   from changed_payment
 *   join next_payment on next_payment.id = changed_payment.id
 *   where offers.id = changed_payment.offer_id
 *     and next_payment.is_open <> next_payment.was_open
 * )
 * select
 *   changed_payment.id,
 *   changed_payment.buyer_id,
 *   changed_payment.seller_id,
 *   changed_payment.product_id,
 *   changed_payment.amount_minor,
 *   changed_payment.currency,
 *   changed_payment.platform_fee_minor,
 *   changed_payment.seller_payout_minor,
 *   changed_payment.feed_type,
 *   changed_payment.status,
 *   changed_payment.stripe_payment_intent_id,
 *   changed_payment.stripe_charge_id,
 *   changed_payment.stripe_transfer_id,
 *   changed_payment.payment_method,
 *   changed_payment.completed_at,
 *   changed_payment.created_at,
 *   changed_payment.updated_at,
 *   changed_payment.offer_id,
 *   changed_payment.fee_basis_points,
 *   changed_payment.expires_at,
 *   changed_payment.paid_at,
 *   changed_payment.cancelled_at,
 *   changed_payment.expired_at,
 *   changed_payment.failed_attempts,
 *   changed_payment.amount_received_minor,
 *   changed_payment.amount_refunded_minor,
 *   changed_payment.largest_refund_minor,
 *   changed_payment.amount_disputed_minor,
 *   changed_payment.amount_transferred_minor,
 *   changed_payment.amount_due_minor,
 *   changed_payment.needs_review,
 *   changed_payment.reviewed_at,
 *   changed_payment.stream_id,
 *   null::text as "refusal?"
 * from changed_payment
 * union all
 * select
 *   locked_payment.id,
 *   locked_payment.buyer_id,
 *   locked_payment.seller_id,
 *   locked_payment.product_id,
 *   locked_payment.amount_minor,
 *   locked_payment.currency,
 *   locked_payment.platform_fee_minor,
 *   locked_payment.seller_payout_minor,
 *   locked_payment.feed_type,
 *   locked_payment.status,
 *   locked_payment.stripe_payment_intent_id,
 *   locked_payment.stripe_charge_id,
 *   locked_payment.stripe_transfer_id,
 *   locked_payment.payment_method,
 *   locked_payment.completed_at,
 *   locked_payment.created_at,
 *   locked_payment.updated_at,
 *   locked_payment.offer_id,
 *   locked_payment.fee_basis_points,
 *   locked_payment.expires_at,
 *   locked_payment.paid_at,
 *   locked_payment.cancelled_at,
 *   locked_payment.expired_at,
 *   locked_payment.failed_attempts,
 *   locked_payment.amount_received_minor,
 *   locked_payment.amount_refunded_minor,
 *   locked_payment.largest_refund_minor,
 *   locked_payment.amount_disputed_minor,
 *   locked_payment.amount_transferred_minor,
 *   locked_payment.amount_due_minor,
 *   locked_payment.needs_review,
 *   locked_payment.reviewed_at,
 *   locked_payment.stream_id,
 *   case when not exists (select from recorded_fact) then 'payment_ids_differ' end
 * from locked_payment
 * where not exists (select from changed_payment)
 * ```
 */
export const recordPaymentFact = new PreparedQuery<RecordPaymentFactParams, RecordPaymentFactRow>(
  '{"usedParamSet":{"paymentId":true,"stripePaymentIntentId":true,"kind":true,"stripeId":true,"status":true,"amountMinor":true,"reversedMinor":true,"currency":true,"failureCode":true,"stripeChargeId":true,"paymentMethod":true,"notify":true},"params":[{"name":"paymentId","required":false,"transform":{"type":"scalar"},"locs":[{"a":817,"b":826}]},{"name":"stripePaymentIntentId","required":false,"transform":{"type":"scalar"},"locs":[{"a":965,"b":986},{"a":1108,"b":1129},{"a":3738,"b":3759},{"a":8918,"b":8939}]},{"name":"kind","required":true,"transform":{"type":"scalar"},"locs":[{"a":4105,"b":4110},{"a":4320,"b":4325},{"a":4422,"b":4427}]},{"name":"stripeId","required":true,"transform":{"type":"scalar"},"locs":[{"a":4123,"b":4132}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":4145,"b":4152},{"a":4334,"b":4341},{"a":4436,"b":4443}]},{"name":"amountMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":4165,"b":4177},{"a":4350,"b":4362},{"a":4452,"b":4464}]},{"name":"reversedMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":4192,"b":4206},{"a":4373,"b":4387},{"a":4475,"b":4489}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":4230,"b":4238}]},{"name":"failureCode","required":false,"transform":{"type":"scalar"},"locs":[{"a":4277,"b":4288}]},{"name":"stripeChargeId","required":false,"transform":{"type":"scalar"},"locs":[{"a":6547,"b":6561}]},{"name":"paymentMethod","required":false,"transform":{"type":"scalar"},"locs":[{"a":6864,"b":6877}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":18446,"b":18453}]}],"statement":"-- Records a fact that the provider reports, and brings the payment to the state that all its facts make.\\n-- The payment is named by its id or by its intent: the one that it began with, or another one known from a fact. An\\n-- amount may be in another currency than the payment\'s, which then does not count it. null: not given.\\n-- Refused is only what is a contradiction in itself: an id at Stripe that is another payment\'s.\\n-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith wanted_payment as materialized (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.offer_id\\n  from transactions\\n  where transactions.id = coalesce(\\n    :paymentId::uuid,\\n    (\\n      select known_payment.id\\n      from transactions as known_payment\\n      where known_payment.stripe_payment_intent_id = :stripePaymentIntentId::text\\n    ),\\n    (\\n      select payment_facts.payment_id\\n      from payment_facts\\n      where payment_facts.stripe_id = :stripePaymentIntentId::text\\n    )\\n  )\\n),\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from wanted_payment\\n  join users on users.id in (wanted_payment.seller_id /*[if notify]*/ , wanted_payment.buyer_id /*[end]*/)\\n  order by users.id\\n  for key share of users\\n),\\nlocked_seller as (\\n  select\\n    wanted_payment.seller_id as id,\\n    bool_or(locked_party.is_active and locked_party.id = wanted_payment.seller_id) as is_active\\n  from wanted_payment\\n  cross join locked_party\\n  group by wanted_payment.seller_id\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.is_available,\\n    products.price_minor,\\n    products.currency\\n  from wanted_payment\\n  join locked_seller on locked_seller.id = wanted_payment.seller_id\\n  join products on products.id = wanted_payment.product_id\\n  for no key update of products\\n),\\nlocked_offer as (\\n  select offers.id\\n  from wanted_payment\\n  join locked_product on locked_product.id = wanted_payment.product_id\\n  join offers on offers.id = wanted_payment.offer_id\\n  for no key update of offers\\n),\\nlocked_payment as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n  from wanted_payment\\n  join locked_product on locked_product.id = wanted_payment.product_id\\n  left join locked_offer on locked_offer.id = wanted_payment.offer_id\\n  join transactions on transactions.id = wanted_payment.id\\n  for no key update of transactions\\n),\\njudged_payment as materialized (\\n  select\\n    locked_payment.id,\\n    locked_payment.currency,\\n    case\\n      when exists (\\n        select from transactions as other_payment\\n        where other_payment.stripe_payment_intent_id = :stripePaymentIntentId::text\\n          and other_payment.id <> locked_payment.id\\n      )\\n        then \'payment_ids_differ\'\\n    end as refusal\\n  from locked_payment\\n),\\nrecorded_fact as (\\n  insert into payment_facts (payment_id, kind, stripe_id, status, amount_minor, reversed_minor, currency, failure_code, counted, counted_change)\\n  select\\n    judged_payment.id,\\n    :kind!::text,\\n    :stripeId!::text,\\n    :status!::text,\\n    :amountMinor!::bigint,\\n    :reversedMinor!::bigint,\\n    coalesce(:currency::text, judged_payment.currency),\\n    :failureCode::text,\\n    payment_fact_count(:kind!::text, :status!::text, :amountMinor!::bigint, :reversedMinor!::bigint),\\n    payment_fact_count(:kind!::text, :status!::text, :amountMinor!::bigint, :reversedMinor!::bigint)\\n  from judged_payment\\n  where judged_payment.refusal is null\\n  on conflict (stripe_id) do update\\n  set (status, amount_minor, reversed_minor, failure_code, counted, counted_change) = (\\n    select\\n      merged_fact.status,\\n      merged_fact.amount_minor,\\n      merged_fact.reversed_minor,\\n      least(payment_facts.failure_code collate \\"C\\", excluded.failure_code),\\n      payment_fact_count(payment_facts.kind, merged_fact.status, merged_fact.amount_minor, merged_fact.reversed_minor),\\n      payment_fact_count(payment_facts.kind, merged_fact.status, merged_fact.amount_minor, merged_fact.reversed_minor)\\n      - payment_facts.counted\\n    from (\\n      select\\n        case\\n          when payment_fact_rank(excluded.kind, excluded.status) > payment_fact_rank(payment_facts.kind, payment_facts.status)\\n            then excluded.status\\n          else payment_facts.status\\n        end as status,\\n        greatest(payment_facts.amount_minor, excluded.amount_minor) as amount_minor,\\n        greatest(payment_facts.reversed_minor, excluded.reversed_minor) as reversed_minor\\n    ) as merged_fact\\n  )\\n  where payment_facts.payment_id = excluded.payment_id\\n    and payment_facts.kind = excluded.kind\\n  returning\\n    payment_facts.kind,\\n    payment_facts.stripe_id,\\n    payment_facts.status,\\n    payment_facts.amount_minor,\\n    payment_facts.currency,\\n    payment_facts.counted_change\\n),\\nsummed_payment as materialized (\\n  select\\n    locked_payment.id,\\n    locked_payment.amount_minor,\\n    locked_payment.currency,\\n    locked_payment.offer_id is not null as is_of_offer,\\n    locked_payment.status in (\'pending\', \'completed\') as was_open,\\n    locked_payment.status = \'refunded\' as was_refunded,\\n    locked_payment.amount_received_minor as amount_received_before_minor,\\n    greatest(now(), locked_payment.created_at) as reported_at, -- a transaction may have begun before the payment\\n    own_fact.stripe_payment_intent_id,\\n    case\\n      when recorded_fact.kind = \'intent\' and own_fact.is_of_intent\\n        then least(locked_payment.stripe_charge_id collate \\"C\\", :stripeChargeId::text)\\n      else locked_payment.stripe_charge_id\\n    end as stripe_charge_id,\\n    case recorded_fact.kind\\n      when \'transfer\' then least(locked_payment.stripe_transfer_id collate \\"C\\", recorded_fact.stripe_id)\\n      else locked_payment.stripe_transfer_id\\n    end as stripe_transfer_id,\\n    coalesce(:paymentMethod::text, locked_payment.payment_method) as payment_method,\\n    locked_payment.failed_attempts\\n      + case recorded_fact.kind when \'attempt\' then recorded_fact.counted_change else 0 end::integer as failed_attempts,\\n    locked_payment.amount_received_minor\\n      + case recorded_fact.kind when \'intent\' then own_fact.change else 0 end as amount_received_minor,\\n    locked_payment.amount_refunded_minor\\n      + case recorded_fact.kind when \'refund\' then own_fact.change else 0 end as amount_refunded_minor,\\n    greatest(\\n      locked_payment.largest_refund_minor,\\n      case when recorded_fact.kind = \'refund\' and own_fact.is_countable then recorded_fact.amount_minor end\\n    ) as largest_refund_minor,\\n    locked_payment.amount_disputed_minor\\n      + case recorded_fact.kind when \'dispute\' then own_fact.change else 0 end as amount_disputed_minor,\\n    locked_payment.amount_transferred_minor\\n      + case recorded_fact.kind when \'transfer\' then own_fact.change else 0 end as amount_transferred_minor,\\n    locked_payment.paid_at,\\n    recorded_fact.kind = \'intent\' and recorded_fact.status = \'succeeded\' and own_fact.is_countable as has_succeeded,\\n    case\\n      when recorded_fact.kind = \'intent\' and recorded_fact.status = \'canceled\' and own_fact.is_of_intent\\n        then coalesce(locked_payment.cancelled_at, now())\\n      else locked_payment.cancelled_at\\n    end as cancelled_at,\\n    locked_payment.expired_at,\\n    locked_payment.needs_review or fit.is_unfit as needs_review,\\n    case when not fit.is_unfit or recorded_fact.counted_change = 0 then locked_payment.reviewed_at end as reviewed_at\\n  from locked_payment\\n  cross join recorded_fact\\n  cross join lateral (\\n    select\\n      intent.id as stripe_payment_intent_id,\\n      recorded_fact.stripe_id = intent.id as is_of_intent,\\n      recorded_fact.currency = locked_payment.currency as is_countable,\\n      case when recorded_fact.currency = locked_payment.currency then recorded_fact.counted_change else 0 end as change\\n    from (select coalesce(locked_payment.stripe_payment_intent_id, :stripePaymentIntentId::text) as id) as intent\\n  ) as own_fact\\n  cross join lateral (\\n    select\\n      not own_fact.is_countable\\n      or (\\n        recorded_fact.kind = \'intent\'\\n        and recorded_fact.status = \'succeeded\'\\n        and (not own_fact.is_of_intent or recorded_fact.amount_minor <> locked_payment.amount_minor)\\n      ) as is_unfit\\n  ) as fit\\n),\\ndated_payment as materialized (\\n  select\\n    summed_payment.id,\\n    summed_payment.amount_minor,\\n    summed_payment.currency,\\n    summed_payment.is_of_offer,\\n    summed_payment.was_open,\\n    summed_payment.was_refunded,\\n    summed_payment.amount_received_before_minor,\\n    summed_payment.reported_at,\\n    summed_payment.stripe_payment_intent_id,\\n    summed_payment.stripe_charge_id,\\n    summed_payment.stripe_transfer_id,\\n    summed_payment.payment_method,\\n    summed_payment.failed_attempts,\\n    summed_payment.amount_received_minor,\\n    summed_payment.amount_refunded_minor,\\n    summed_payment.largest_refund_minor,\\n    summed_payment.amount_disputed_minor,\\n    summed_payment.amount_transferred_minor,\\n    summed_payment.paid_at,\\n    summed_payment.has_succeeded,\\n    summed_payment.cancelled_at,\\n    summed_payment.expired_at,\\n    summed_payment.needs_review,\\n    summed_payment.reviewed_at,\\n    case\\n      when summed_payment.has_succeeded and summed_payment.amount_received_minor >= summed_payment.amount_minor\\n        then coalesce(summed_payment.paid_at, summed_payment.reported_at)\\n      else summed_payment.paid_at\\n    end as now_paid_at,\\n    summed_payment.amount_received_minor > 0\\n      and greatest(summed_payment.amount_refunded_minor, summed_payment.largest_refund_minor)\\n        >= summed_payment.amount_received_minor as is_undone\\n  from summed_payment\\n),\\nopened_payment as materialized (\\n  select\\n    dated_payment.id,\\n    dated_payment.amount_minor,\\n    dated_payment.currency,\\n    dated_payment.is_of_offer,\\n    dated_payment.was_open,\\n    dated_payment.was_refunded,\\n    dated_payment.amount_received_before_minor,\\n    dated_payment.reported_at,\\n    dated_payment.stripe_payment_intent_id,\\n    dated_payment.stripe_charge_id,\\n    dated_payment.stripe_transfer_id,\\n    dated_payment.payment_method,\\n    dated_payment.failed_attempts,\\n    dated_payment.amount_received_minor,\\n    dated_payment.amount_refunded_minor,\\n    dated_payment.largest_refund_minor,\\n    dated_payment.amount_disputed_minor,\\n    dated_payment.amount_transferred_minor,\\n    dated_payment.paid_at,\\n    dated_payment.has_succeeded,\\n    dated_payment.cancelled_at,\\n    dated_payment.expired_at,\\n    dated_payment.needs_review,\\n    dated_payment.reviewed_at,\\n    dated_payment.now_paid_at,\\n    dated_payment.is_undone,\\n    case\\n      when dated_payment.is_undone then false\\n      when dated_payment.now_paid_at is not null then dated_payment.was_open or (\\n        locked_product.is_available\\n        and locked_product.currency = dated_payment.currency\\n        and (dated_payment.is_of_offer or locked_product.price_minor = dated_payment.amount_minor)\\n        and (\\n          dated_payment.paid_at is null\\n          or dated_payment.amount_received_minor > dated_payment.amount_received_before_minor\\n          or dated_payment.was_refunded -- a part of the refund has failed\\n        )\\n      )\\n      else dated_payment.was_open and dated_payment.cancelled_at is null and dated_payment.expired_at is null\\n    end as is_open\\n  from dated_payment\\n  cross join locked_product\\n),\\nnext_payment as materialized (\\n  select\\n    opened_payment.id,\\n    opened_payment.amount_minor,\\n    opened_payment.currency,\\n    opened_payment.is_of_offer,\\n    opened_payment.was_open,\\n    opened_payment.was_refunded,\\n    opened_payment.amount_received_before_minor,\\n    opened_payment.reported_at,\\n    opened_payment.stripe_payment_intent_id,\\n    opened_payment.stripe_charge_id,\\n    opened_payment.stripe_transfer_id,\\n    opened_payment.payment_method,\\n    opened_payment.failed_attempts,\\n    opened_payment.amount_received_minor,\\n    opened_payment.amount_refunded_minor,\\n    opened_payment.largest_refund_minor,\\n    opened_payment.amount_disputed_minor,\\n    opened_payment.amount_transferred_minor,\\n    opened_payment.paid_at,\\n    opened_payment.has_succeeded,\\n    opened_payment.cancelled_at,\\n    opened_payment.expired_at,\\n    opened_payment.needs_review,\\n    opened_payment.reviewed_at,\\n    opened_payment.now_paid_at,\\n    opened_payment.is_undone,\\n    opened_payment.is_open,\\n    payment_status(\\n      opened_payment.is_open,\\n      opened_payment.now_paid_at is not null,\\n      opened_payment.cancelled_at is not null,\\n      opened_payment.expired_at is not null,\\n      opened_payment.failed_attempts,\\n      opened_payment.amount_received_minor,\\n      opened_payment.amount_refunded_minor\\n    ) as status,\\n    greatest(\\n      0,\\n      opened_payment.amount_received_minor - opened_payment.amount_refunded_minor - opened_payment.amount_disputed_minor\\n      - case when opened_payment.is_open then opened_payment.amount_minor else 0 end\\n    ) as amount_due_minor\\n  from opened_payment\\n),\\nchanged_payment as (\\n  update transactions\\n  set\\n    status = next_payment.status,\\n    stripe_payment_intent_id = next_payment.stripe_payment_intent_id,\\n    stripe_charge_id = next_payment.stripe_charge_id,\\n    stripe_transfer_id = next_payment.stripe_transfer_id,\\n    payment_method = next_payment.payment_method,\\n    completed_at = case\\n      when next_payment.status = \'completed\' then coalesce(transactions.completed_at, next_payment.reported_at)\\n    end,\\n    paid_at = next_payment.now_paid_at,\\n    cancelled_at = next_payment.cancelled_at,\\n    failed_attempts = next_payment.failed_attempts,\\n    amount_received_minor = next_payment.amount_received_minor,\\n    amount_refunded_minor = next_payment.amount_refunded_minor,\\n    largest_refund_minor = next_payment.largest_refund_minor,\\n    amount_disputed_minor = next_payment.amount_disputed_minor,\\n    amount_transferred_minor = next_payment.amount_transferred_minor,\\n    amount_due_minor = next_payment.amount_due_minor,\\n    needs_review = next_payment.needs_review,\\n    reviewed_at = next_payment.reviewed_at\\n  from next_payment\\n  join locked_payment on locked_payment.id = next_payment.id -- not transactions, whose row may be older than the lock\\n  where transactions.id = next_payment.id\\n    and (\\n      locked_payment.status,\\n      locked_payment.stripe_payment_intent_id,\\n      locked_payment.stripe_charge_id,\\n      locked_payment.stripe_transfer_id,\\n      locked_payment.payment_method,\\n      locked_payment.paid_at,\\n      locked_payment.cancelled_at,\\n      locked_payment.failed_attempts,\\n      locked_payment.amount_received_minor,\\n      locked_payment.amount_refunded_minor,\\n      locked_payment.largest_refund_minor,\\n      locked_payment.amount_disputed_minor,\\n      locked_payment.amount_transferred_minor,\\n      locked_payment.needs_review,\\n      locked_payment.reviewed_at\\n    ) is distinct from (\\n      next_payment.status,\\n      next_payment.stripe_payment_intent_id,\\n      next_payment.stripe_charge_id,\\n      next_payment.stripe_transfer_id,\\n      next_payment.payment_method,\\n      next_payment.now_paid_at,\\n      next_payment.cancelled_at,\\n      next_payment.failed_attempts,\\n      next_payment.amount_received_minor,\\n      next_payment.amount_refunded_minor,\\n      next_payment.largest_refund_minor,\\n      next_payment.amount_disputed_minor,\\n      next_payment.amount_transferred_minor,\\n      next_payment.needs_review,\\n      next_payment.reviewed_at\\n    )\\n  returning\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    locked_party.id,\\n    case changed_payment.status when \'completed\' then changed_payment.buyer_id end,\\n    case changed_payment.status\\n      when \'completed\' then \'payment_completed\'\\n      when \'refunded\' then \'payment_refunded\'\\n      else \'payment_cancelled\'\\n    end::notification_type,\\n    \'payment\',\\n    changed_payment.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'payments.record\', changed_payment.id, changed_payment.status)\\n  from changed_payment\\n  join locked_payment on locked_payment.id = changed_payment.id\\n  join locked_party\\n    on locked_party.id = case changed_payment.status when \'refunded\' then changed_payment.buyer_id else changed_payment.seller_id end\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  where changed_payment.status <> locked_payment.status\\n    and changed_payment.status <> \'pending\'\\n    and locked_party.is_active\\n  on conflict do nothing\\n),\\n/*[end]*/\\nmoved_product as (\\n  update products\\n  set\\n    is_available = not next_payment.is_open\\n      and locked_seller.is_active\\n      and products.hidden_at is null\\n      and (products.sold_at is null or next_payment.now_paid_at is not null),\\n    sold_at = case\\n      when next_payment.is_open then coalesce(products.sold_at, next_payment.reported_at)\\n      when next_payment.now_paid_at is null then products.sold_at\\n    end\\n  from changed_payment\\n  join next_payment on next_payment.id = changed_payment.id\\n  join locked_seller on locked_seller.id = changed_payment.seller_id\\n  where products.id = changed_payment.product_id\\n    and (\\n      next_payment.is_open <> next_payment.was_open\\n      or (next_payment.status = \'completed\' and next_payment.paid_at is null)\\n    )\\n),\\nmoved_offer as (\\n  update offers\\n  set status = case when next_payment.is_open then \'accepted\'::offer_status else \'cancelled\'::offer_status end\\n  from changed_payment\\n  join next_payment on next_payment.id = changed_payment.id\\n  where offers.id = changed_payment.offer_id\\n    and next_payment.is_open <> next_payment.was_open\\n)\\nselect\\n  changed_payment.id,\\n  changed_payment.buyer_id,\\n  changed_payment.seller_id,\\n  changed_payment.product_id,\\n  changed_payment.amount_minor,\\n  changed_payment.currency,\\n  changed_payment.platform_fee_minor,\\n  changed_payment.seller_payout_minor,\\n  changed_payment.feed_type,\\n  changed_payment.status,\\n  changed_payment.stripe_payment_intent_id,\\n  changed_payment.stripe_charge_id,\\n  changed_payment.stripe_transfer_id,\\n  changed_payment.payment_method,\\n  changed_payment.completed_at,\\n  changed_payment.created_at,\\n  changed_payment.updated_at,\\n  changed_payment.offer_id,\\n  changed_payment.fee_basis_points,\\n  changed_payment.expires_at,\\n  changed_payment.paid_at,\\n  changed_payment.cancelled_at,\\n  changed_payment.expired_at,\\n  changed_payment.failed_attempts,\\n  changed_payment.amount_received_minor,\\n  changed_payment.amount_refunded_minor,\\n  changed_payment.largest_refund_minor,\\n  changed_payment.amount_disputed_minor,\\n  changed_payment.amount_transferred_minor,\\n  changed_payment.amount_due_minor,\\n  changed_payment.needs_review,\\n  changed_payment.reviewed_at,\\n  changed_payment.stream_id,\\n  null::text as \\"refusal?\\"\\nfrom changed_payment\\nunion all\\nselect\\n  locked_payment.id,\\n  locked_payment.buyer_id,\\n  locked_payment.seller_id,\\n  locked_payment.product_id,\\n  locked_payment.amount_minor,\\n  locked_payment.currency,\\n  locked_payment.platform_fee_minor,\\n  locked_payment.seller_payout_minor,\\n  locked_payment.feed_type,\\n  locked_payment.status,\\n  locked_payment.stripe_payment_intent_id,\\n  locked_payment.stripe_charge_id,\\n  locked_payment.stripe_transfer_id,\\n  locked_payment.payment_method,\\n  locked_payment.completed_at,\\n  locked_payment.created_at,\\n  locked_payment.updated_at,\\n  locked_payment.offer_id,\\n  locked_payment.fee_basis_points,\\n  locked_payment.expires_at,\\n  locked_payment.paid_at,\\n  locked_payment.cancelled_at,\\n  locked_payment.expired_at,\\n  locked_payment.failed_attempts,\\n  locked_payment.amount_received_minor,\\n  locked_payment.amount_refunded_minor,\\n  locked_payment.largest_refund_minor,\\n  locked_payment.amount_disputed_minor,\\n  locked_payment.amount_transferred_minor,\\n  locked_payment.amount_due_minor,\\n  locked_payment.needs_review,\\n  locked_payment.reviewed_at,\\n  locked_payment.stream_id,\\n  case when not exists (select from recorded_fact) then \'payment_ids_differ\' end\\nfrom locked_payment\\nwhere not exists (select from changed_payment)"}',
  '{"name":"recordPaymentFact","file":"payments.sql","parameterTypes":{"paymentId":"uuid","stripePaymentIntentId":"text","kind":"text","stripeId":"text","status":"text","amountMinor":"int8","reversedMinor":"int8","currency":"text","failureCode":"text","stripeChargeId":"text","paymentMethod":"text","notify":"jsonb"},"tables":["notifications","offers","payment_facts","products","transactions","users"],"access":"write"}',
)

/** Parameters of `closePayment`. */
export interface ClosePaymentParams {
  readonly paymentId: string
  readonly buyerId?: string | null
  readonly expires: boolean
  readonly notify?: Json | undefined
}

/** A row of `closePayment`. */
export interface ClosePaymentRow extends Payment {
  readonly refusal: 'not_the_buyer' | 'payment_not_pending' | null
}

/**
 * Ends a payment that nobody paid, on behalf of its buyer or, without one (null), of the marketplace: it is called off,
 * or its time is over (expires). Its product is on the market again, and its offer cancelled.
 * One that has ended unpaid already stays as it is.
 * Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/payments.sql:631](../sql/payments.sql#L631)
 *
 * ```sql
 * with wanted_payment as materialized (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.offer_id
 *   from transactions
 *   where transactions.id = :paymentId!
 * ),
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from wanted_payment
 *   join users on users.id in (wanted_payment.seller_id /*[if notify]*\/ , wanted_payment.buyer_id /*[end]*\/)
 *   order by users.id
 *   for key share of users
 * ),
 * locked_seller as (
 *   select
 *     wanted_payment.seller_id as id,
 *     bool_or(locked_party.is_active and locked_party.id = wanted_payment.seller_id) as is_active
 *   from wanted_payment
 *   cross join locked_party
 *   group by wanted_payment.seller_id
 * ),
 * locked_product as (
 *   select products.id
 *   from wanted_payment
 *   join locked_seller on locked_seller.id = wanted_payment.seller_id
 *   join products on products.id = wanted_payment.product_id
 *   for no key update of products
 * ),
 * locked_offer as (
 *   select offers.id
 *   from wanted_payment
 *   join locked_product on locked_product.id = wanted_payment.product_id
 *   join offers on offers.id = wanted_payment.offer_id
 *   for no key update of offers
 * ),
 * locked_payment as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 *   from wanted_payment
 *   join locked_product on locked_product.id = wanted_payment.product_id
 *   left join locked_offer on locked_offer.id = wanted_payment.offer_id
 *   join transactions on transactions.id = wanted_payment.id
 *   for no key update of transactions
 * ),
 * judged_payment as materialized (
 *   select
 *     locked_payment.id,
 *     locked_payment.status <> 'pending' as is_repeated,
 *     case
 *       when :buyerId::uuid <> locked_payment.buyer_id then 'not_the_buyer'
 *       when locked_payment.paid_at is not null or locked_payment.status = 'refunded' then 'payment_not_pending'
 *     end as refusal
 *   from locked_payment
 * ),
 * closed_payment as (
 *   update transactions
 *   set
 *     status = payment_status(
 *       false,
 *       false,
 *       not :expires!::boolean,
 *       :expires!::boolean,
 *       transactions.failed_attempts,
 *       transactions.amount_received_minor,
 *       transactions.amount_refunded_minor
 *     ),
 *     cancelled_at = case when not :expires!::boolean then now() end,
 *     expired_at = case when :expires!::boolean then now() end,
 *     amount_due_minor = greatest(
 *       0,
 *       transactions.amount_received_minor - transactions.amount_refunded_minor - transactions.amount_disputed_minor
 *     )
 *   from judged_payment
 *   where transactions.id = judged_payment.id
 *     and judged_payment.refusal is null
 *     and not judged_payment.is_repeated
 *   returning
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     locked_party.id,
 *     case when not :expires!::boolean then closed_payment.buyer_id end,
 *     'payment_cancelled',
 *     'payment',
 *     closed_payment.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'payments.close', closed_payment.id)
 *   from closed_payment
 *   join locked_party
 *     on locked_party.id = case when :expires!::boolean then closed_payment.buyer_id else closed_payment.seller_id end
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   where locked_party.is_active
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * released_product as (
 *   update products
 *   set is_available = locked_seller.is_active and products.sold_at is null and products.hidden_at is null
 *   from closed_payment
 *   join locked_seller on locked_seller.id = closed_payment.seller_id
 *   where products.id = closed_payment.product_id
 * ),
 * undone_offer as (
 *   update offers
 *   set status = 'cancelled'
 *   from closed_payment
 *   where offers.id = closed_payment.offer_id
 * )
 * select
 *   closed_payment.id,
 *   closed_payment.buyer_id,
 *   closed_payment.seller_id,
 *   closed_payment.product_id,
 *   closed_payment.amount_minor,
 *   closed_payment.currency,
 *   closed_payment.platform_fee_minor,
 *   closed_payment.seller_payout_minor,
 *   closed_payment.feed_type,
 *   closed_payment.status,
 *   closed_payment.stripe_payment_intent_id,
 *   closed_payment.stripe_charge_id,
 *   closed_payment.stripe_transfer_id,
 *   closed_payment.payment_method,
 *   closed_payment.completed_at,
 *   closed_payment.created_at,
 *   closed_payment.updated_at,
 *   closed_payment.offer_id,
 *   closed_payment.fee_basis_points,
 *   closed_payment.expires_at,
 *   closed_payment.paid_at,
 *   closed_payment.cancelled_at,
 *   closed_payment.expired_at,
 *   closed_payment.failed_attempts,
 *   closed_payment.amount_received_minor,
 *   closed_payment.amount_refunded_minor,
 *   closed_payment.largest_refund_minor,
 *   closed_payment.amount_disputed_minor,
 *   closed_payment.amount_transferred_minor,
 *   closed_payment.amount_due_minor,
 *   closed_payment.needs_review,
 *   closed_payment.reviewed_at,
 *   closed_payment.stream_id,
 *   null::text as "refusal?"
 * from closed_payment
 * union all
 * select
 *   locked_payment.id,
 *   locked_payment.buyer_id,
 *   locked_payment.seller_id,
 *   locked_payment.product_id,
 *   locked_payment.amount_minor,
 *   locked_payment.currency,
 *   locked_payment.platform_fee_minor,
 *   locked_payment.seller_payout_minor,
 *   locked_payment.feed_type,
 *   locked_payment.status,
 *   locked_payment.stripe_payment_intent_id,
 *   locked_payment.stripe_charge_id,
 *   locked_payment.stripe_transfer_id,
 *   locked_payment.payment_method,
 *   locked_payment.completed_at,
 *   locked_payment.created_at,
 *   locked_payment.updated_at,
 *   locked_payment.offer_id,
 *   locked_payment.fee_basis_points,
 *   locked_payment.expires_at,
 *   locked_payment.paid_at,
 *   locked_payment.cancelled_at,
 *   locked_payment.expired_at,
 *   locked_payment.failed_attempts,
 *   locked_payment.amount_received_minor,
 *   locked_payment.amount_refunded_minor,
 *   locked_payment.largest_refund_minor,
 *   locked_payment.amount_disputed_minor,
 *   locked_payment.amount_transferred_minor,
 *   locked_payment.amount_due_minor,
 *   locked_payment.needs_review,
 *   locked_payment.reviewed_at,
 *   locked_payment.stream_id,
 *   judged_payment.refusal
 * from locked_payment
 * join judged_payment on judged_payment.id = locked_payment.id
 * where judged_payment.refusal is not null
 *   or judged_payment.is_repeated
 * ```
 */
export const closePayment = new PreparedQuery<ClosePaymentParams, ClosePaymentRow>(
  '{"usedParamSet":{"paymentId":true,"buyerId":true,"expires":true,"notify":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":648,"b":658}]},{"name":"buyerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":3083,"b":3090}]},{"name":"expires","required":true,"transform":{"type":"scalar"},"locs":[{"a":3414,"b":3422},{"a":3440,"b":3448},{"a":3619,"b":3627},{"a":3681,"b":3689},{"a":5323,"b":5331},{"a":5681,"b":5689}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":5819,"b":5826}]}],"statement":"-- Ends a payment that nobody paid, on behalf of its buyer or, without one (null), of the marketplace: it is called off,\\n-- or its time is over (expires). Its product is on the market again, and its offer cancelled.\\n-- One that has ended unpaid already stays as it is.\\n-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith wanted_payment as materialized (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.offer_id\\n  from transactions\\n  where transactions.id = :paymentId!\\n),\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from wanted_payment\\n  join users on users.id in (wanted_payment.seller_id /*[if notify]*/ , wanted_payment.buyer_id /*[end]*/)\\n  order by users.id\\n  for key share of users\\n),\\nlocked_seller as (\\n  select\\n    wanted_payment.seller_id as id,\\n    bool_or(locked_party.is_active and locked_party.id = wanted_payment.seller_id) as is_active\\n  from wanted_payment\\n  cross join locked_party\\n  group by wanted_payment.seller_id\\n),\\nlocked_product as (\\n  select products.id\\n  from wanted_payment\\n  join locked_seller on locked_seller.id = wanted_payment.seller_id\\n  join products on products.id = wanted_payment.product_id\\n  for no key update of products\\n),\\nlocked_offer as (\\n  select offers.id\\n  from wanted_payment\\n  join locked_product on locked_product.id = wanted_payment.product_id\\n  join offers on offers.id = wanted_payment.offer_id\\n  for no key update of offers\\n),\\nlocked_payment as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n  from wanted_payment\\n  join locked_product on locked_product.id = wanted_payment.product_id\\n  left join locked_offer on locked_offer.id = wanted_payment.offer_id\\n  join transactions on transactions.id = wanted_payment.id\\n  for no key update of transactions\\n),\\njudged_payment as materialized (\\n  select\\n    locked_payment.id,\\n    locked_payment.status <> \'pending\' as is_repeated,\\n    case\\n      when :buyerId::uuid <> locked_payment.buyer_id then \'not_the_buyer\'\\n      when locked_payment.paid_at is not null or locked_payment.status = \'refunded\' then \'payment_not_pending\'\\n    end as refusal\\n  from locked_payment\\n),\\nclosed_payment as (\\n  update transactions\\n  set\\n    status = payment_status(\\n      false,\\n      false,\\n      not :expires!::boolean,\\n      :expires!::boolean,\\n      transactions.failed_attempts,\\n      transactions.amount_received_minor,\\n      transactions.amount_refunded_minor\\n    ),\\n    cancelled_at = case when not :expires!::boolean then now() end,\\n    expired_at = case when :expires!::boolean then now() end,\\n    amount_due_minor = greatest(\\n      0,\\n      transactions.amount_received_minor - transactions.amount_refunded_minor - transactions.amount_disputed_minor\\n    )\\n  from judged_payment\\n  where transactions.id = judged_payment.id\\n    and judged_payment.refusal is null\\n    and not judged_payment.is_repeated\\n  returning\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    locked_party.id,\\n    case when not :expires!::boolean then closed_payment.buyer_id end,\\n    \'payment_cancelled\',\\n    \'payment\',\\n    closed_payment.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'payments.close\', closed_payment.id)\\n  from closed_payment\\n  join locked_party\\n    on locked_party.id = case when :expires!::boolean then closed_payment.buyer_id else closed_payment.seller_id end\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  where locked_party.is_active\\n  on conflict do nothing\\n),\\n/*[end]*/\\nreleased_product as (\\n  update products\\n  set is_available = locked_seller.is_active and products.sold_at is null and products.hidden_at is null\\n  from closed_payment\\n  join locked_seller on locked_seller.id = closed_payment.seller_id\\n  where products.id = closed_payment.product_id\\n),\\nundone_offer as (\\n  update offers\\n  set status = \'cancelled\'\\n  from closed_payment\\n  where offers.id = closed_payment.offer_id\\n)\\nselect\\n  closed_payment.id,\\n  closed_payment.buyer_id,\\n  closed_payment.seller_id,\\n  closed_payment.product_id,\\n  closed_payment.amount_minor,\\n  closed_payment.currency,\\n  closed_payment.platform_fee_minor,\\n  closed_payment.seller_payout_minor,\\n  closed_payment.feed_type,\\n  closed_payment.status,\\n  closed_payment.stripe_payment_intent_id,\\n  closed_payment.stripe_charge_id,\\n  closed_payment.stripe_transfer_id,\\n  closed_payment.payment_method,\\n  closed_payment.completed_at,\\n  closed_payment.created_at,\\n  closed_payment.updated_at,\\n  closed_payment.offer_id,\\n  closed_payment.fee_basis_points,\\n  closed_payment.expires_at,\\n  closed_payment.paid_at,\\n  closed_payment.cancelled_at,\\n  closed_payment.expired_at,\\n  closed_payment.failed_attempts,\\n  closed_payment.amount_received_minor,\\n  closed_payment.amount_refunded_minor,\\n  closed_payment.largest_refund_minor,\\n  closed_payment.amount_disputed_minor,\\n  closed_payment.amount_transferred_minor,\\n  closed_payment.amount_due_minor,\\n  closed_payment.needs_review,\\n  closed_payment.reviewed_at,\\n  closed_payment.stream_id,\\n  null::text as \\"refusal?\\"\\nfrom closed_payment\\nunion all\\nselect\\n  locked_payment.id,\\n  locked_payment.buyer_id,\\n  locked_payment.seller_id,\\n  locked_payment.product_id,\\n  locked_payment.amount_minor,\\n  locked_payment.currency,\\n  locked_payment.platform_fee_minor,\\n  locked_payment.seller_payout_minor,\\n  locked_payment.feed_type,\\n  locked_payment.status,\\n  locked_payment.stripe_payment_intent_id,\\n  locked_payment.stripe_charge_id,\\n  locked_payment.stripe_transfer_id,\\n  locked_payment.payment_method,\\n  locked_payment.completed_at,\\n  locked_payment.created_at,\\n  locked_payment.updated_at,\\n  locked_payment.offer_id,\\n  locked_payment.fee_basis_points,\\n  locked_payment.expires_at,\\n  locked_payment.paid_at,\\n  locked_payment.cancelled_at,\\n  locked_payment.expired_at,\\n  locked_payment.failed_attempts,\\n  locked_payment.amount_received_minor,\\n  locked_payment.amount_refunded_minor,\\n  locked_payment.largest_refund_minor,\\n  locked_payment.amount_disputed_minor,\\n  locked_payment.amount_transferred_minor,\\n  locked_payment.amount_due_minor,\\n  locked_payment.needs_review,\\n  locked_payment.reviewed_at,\\n  locked_payment.stream_id,\\n  judged_payment.refusal\\nfrom locked_payment\\njoin judged_payment on judged_payment.id = locked_payment.id\\nwhere judged_payment.refusal is not null\\n  or judged_payment.is_repeated"}',
  '{"name":"closePayment","file":"payments.sql","parameterTypes":{"paymentId":"uuid","buyerId":"uuid","expires":"bool","notify":"jsonb"},"tables":["notifications","offers","products","transactions","users"],"access":"write"}',
)

/** Parameters of `expirePayments`. */
export interface ExpirePaymentsParams {
  readonly productId?: string | undefined
  readonly limit: number
}

/** `expirePayments` returns no rows. */
export type ExpirePaymentsRow = never

/**
 * Ends pending payments whose hold is over, of a product or of all, those that ended first before the rest, as many as
 * the limit says: as closePayment does.
 * now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.
 * Isolation: READ COMMITTED. Rows that another command holds are skipped: the next sweep finds them. So it never waits,
 * and may lock the rows of many payments.
 *
 * [sql/payments.sql:770](../sql/payments.sql#L770)
 *
 * ```sql
 * with due_payment as materialized (
 *   select
 *     transactions.id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.offer_id
 *   from transactions
 *   where transactions.status = 'pending'
 *     and transactions.expires_at <= now()
 *     /*[if productId]*\/ and transactions.product_id = :productId! /*[end]*\/
 *   order by transactions.expires_at, transactions.id
 *   limit (select :limit!::bigint)
 * ),
 * locked_seller as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (select due_payment.seller_id from due_payment)
 *   for key share skip locked
 * ),
 * locked_product as (
 *   select products.id
 *   from due_payment
 *   join locked_seller on locked_seller.id = due_payment.seller_id
 *   join products on products.id = due_payment.product_id
 *   for no key update of products skip locked
 * ),
 * locked_offer as (
 *   select offers.id
 *   from due_payment
 *   join locked_product on locked_product.id = due_payment.product_id
 *   join offers on offers.id = due_payment.offer_id
 *   for no key update of offers skip locked
 * ),
 * locked_payment as (
 *   select
 *     transactions.id
 *   from due_payment
 *   join locked_product on locked_product.id = due_payment.product_id
 *   left join locked_offer on locked_offer.id = due_payment.offer_id
 *   join transactions on transactions.id = due_payment.id
 *   where (due_payment.offer_id is null or locked_offer.id is not null)
 *     and transactions.status = 'pending'
 *     and transactions.expires_at <= now() -- extendHold may have come first
 *   for no key update of transactions skip locked
 * ),
 * released_product as (
 *   update products
 *   set is_available = locked_seller.is_active and products.sold_at is null and products.hidden_at is null
 *   from locked_payment
 *   join due_payment on due_payment.id = locked_payment.id
 *   join locked_seller on locked_seller.id = due_payment.seller_id
 *   where products.id = due_payment.product_id
 * ),
 * undone_offer as (
 *   update offers
 *   set status = 'cancelled'
 *   from locked_payment
 *   join due_payment on due_payment.id = locked_payment.id
 *   where offers.id = due_payment.offer_id
 * )
 * update transactions
 * set
 *   status = payment_status(
 *     false,
 *     false,
 *     false,
 *     true,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor
 *   ),
 *   expired_at = now(),
 *   amount_due_minor = greatest(
 *     0,
 *     transactions.amount_received_minor - transactions.amount_refunded_minor - transactions.amount_disputed_minor
 *   )
 * from locked_payment
 * where transactions.id = locked_payment.id
 * ```
 */
export const expirePayments = new PreparedQuery<ExpirePaymentsParams, ExpirePaymentsRow>(
  '{"usedParamSet":{"productId":true,"limit":true},"params":[{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":728,"b":738}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":818,"b":824}]}],"statement":"-- Ends pending payments whose hold is over, of a product or of all, those that ended first before the rest, as many as\\n-- the limit says: as closePayment does.\\n-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.\\n-- Isolation: READ COMMITTED. Rows that another command holds are skipped: the next sweep finds them. So it never waits,\\n-- and may lock the rows of many payments.\\nwith due_payment as materialized (\\n  select\\n    transactions.id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.offer_id\\n  from transactions\\n  where transactions.status = \'pending\'\\n    and transactions.expires_at <= now()\\n    /*[if productId]*/ and transactions.product_id = :productId! /*[end]*/\\n  order by transactions.expires_at, transactions.id\\n  limit (select :limit!::bigint)\\n),\\nlocked_seller as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (select due_payment.seller_id from due_payment)\\n  for key share skip locked\\n),\\nlocked_product as (\\n  select products.id\\n  from due_payment\\n  join locked_seller on locked_seller.id = due_payment.seller_id\\n  join products on products.id = due_payment.product_id\\n  for no key update of products skip locked\\n),\\nlocked_offer as (\\n  select offers.id\\n  from due_payment\\n  join locked_product on locked_product.id = due_payment.product_id\\n  join offers on offers.id = due_payment.offer_id\\n  for no key update of offers skip locked\\n),\\nlocked_payment as (\\n  select\\n    transactions.id\\n  from due_payment\\n  join locked_product on locked_product.id = due_payment.product_id\\n  left join locked_offer on locked_offer.id = due_payment.offer_id\\n  join transactions on transactions.id = due_payment.id\\n  where (due_payment.offer_id is null or locked_offer.id is not null)\\n    and transactions.status = \'pending\'\\n    and transactions.expires_at <= now() -- extendHold may have come first\\n  for no key update of transactions skip locked\\n),\\nreleased_product as (\\n  update products\\n  set is_available = locked_seller.is_active and products.sold_at is null and products.hidden_at is null\\n  from locked_payment\\n  join due_payment on due_payment.id = locked_payment.id\\n  join locked_seller on locked_seller.id = due_payment.seller_id\\n  where products.id = due_payment.product_id\\n),\\nundone_offer as (\\n  update offers\\n  set status = \'cancelled\'\\n  from locked_payment\\n  join due_payment on due_payment.id = locked_payment.id\\n  where offers.id = due_payment.offer_id\\n)\\nupdate transactions\\nset\\n  status = payment_status(\\n    false,\\n    false,\\n    false,\\n    true,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor\\n  ),\\n  expired_at = now(),\\n  amount_due_minor = greatest(\\n    0,\\n    transactions.amount_received_minor - transactions.amount_refunded_minor - transactions.amount_disputed_minor\\n  )\\nfrom locked_payment\\nwhere transactions.id = locked_payment.id"}',
  '{"name":"expirePayments","file":"payments.sql","parameterTypes":{"productId":"uuid","limit":"int8"},"tables":["offers","products","transactions","users"],"access":"write"}',
)

/** Parameters of `attachPaymentIntent`. */
export interface AttachPaymentIntentParams {
  readonly paymentId: string
  readonly stripePaymentIntentId: string
}

/** A row of `attachPaymentIntent`. */
export interface AttachPaymentIntentRow extends Payment {
  readonly refusal: 'payment_ids_differ' | null
}

/**
 * Keeps the payment intent that a payment begins with, where none is known yet.
 * Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.
 *
 * [sql/payments.sql:857](../sql/payments.sql#L857)
 *
 * ```sql
 * with locked_payment as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 *   from transactions
 *   where transactions.id = :paymentId!
 *   for no key update
 * ),
 * attached_payment as (
 *   update transactions
 *   set stripe_payment_intent_id = :stripePaymentIntentId!
 *   from locked_payment
 *   where transactions.id = locked_payment.id
 *     and locked_payment.stripe_payment_intent_id is null
 *   returning
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 * )
 * select
 *   attached_payment.id,
 *   attached_payment.buyer_id,
 *   attached_payment.seller_id,
 *   attached_payment.product_id,
 *   attached_payment.amount_minor,
 *   attached_payment.currency,
 *   attached_payment.platform_fee_minor,
 *   attached_payment.seller_payout_minor,
 *   attached_payment.feed_type,
 *   attached_payment.status,
 *   attached_payment.stripe_payment_intent_id,
 *   attached_payment.stripe_charge_id,
 *   attached_payment.stripe_transfer_id,
 *   attached_payment.payment_method,
 *   attached_payment.completed_at,
 *   attached_payment.created_at,
 *   attached_payment.updated_at,
 *   attached_payment.offer_id,
 *   attached_payment.fee_basis_points,
 *   attached_payment.expires_at,
 *   attached_payment.paid_at,
 *   attached_payment.cancelled_at,
 *   attached_payment.expired_at,
 *   attached_payment.failed_attempts,
 *   attached_payment.amount_received_minor,
 *   attached_payment.amount_refunded_minor,
 *   attached_payment.largest_refund_minor,
 *   attached_payment.amount_disputed_minor,
 *   attached_payment.amount_transferred_minor,
 *   attached_payment.amount_due_minor,
 *   attached_payment.needs_review,
 *   attached_payment.reviewed_at,
 *   attached_payment.stream_id,
 *   null::text as "refusal?"
 * from attached_payment
 * union all
 * select
 *   locked_payment.id,
 *   locked_payment.buyer_id,
 *   locked_payment.seller_id,
 *   locked_payment.product_id,
 *   locked_payment.amount_minor,
 *   locked_payment.currency,
 *   locked_payment.platform_fee_minor,
 *   locked_payment.seller_payout_minor,
 *   locked_payment.feed_type,
 *   locked_payment.status,
 *   locked_payment.stripe_payment_intent_id,
 *   locked_payment.stripe_charge_id,
 *   locked_payment.stripe_transfer_id,
 *   locked_payment.payment_method,
 *   locked_payment.completed_at,
 *   locked_payment.created_at,
 *   locked_payment.updated_at,
 *   locked_payment.offer_id,
 *   locked_payment.fee_basis_points,
 *   locked_payment.expires_at,
 *   locked_payment.paid_at,
 *   locked_payment.cancelled_at,
 *   locked_payment.expired_at,
 *   locked_payment.failed_attempts,
 *   locked_payment.amount_received_minor,
 *   locked_payment.amount_refunded_minor,
 *   locked_payment.largest_refund_minor,
 *   locked_payment.amount_disputed_minor,
 *   locked_payment.amount_transferred_minor,
 *   locked_payment.amount_due_minor,
 *   locked_payment.needs_review,
 *   locked_payment.reviewed_at,
 *   locked_payment.stream_id,
 *   case when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId! then 'payment_ids_differ' end
 * from locked_payment
 * where locked_payment.stripe_payment_intent_id is not null
 * ```
 */
export const attachPaymentIntent = new PreparedQuery<AttachPaymentIntentParams, AttachPaymentIntentRow>(
  '{"usedParamSet":{"paymentId":true,"stripePaymentIntentId":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1415,"b":1425}]},{"name":"stripePaymentIntentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1527,"b":1549},{"a":5075,"b":5097}]}],"statement":"-- Keeps the payment intent that a payment begins with, where none is known yet.\\n-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.\\nwith locked_payment as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n  from transactions\\n  where transactions.id = :paymentId!\\n  for no key update\\n),\\nattached_payment as (\\n  update transactions\\n  set stripe_payment_intent_id = :stripePaymentIntentId!\\n  from locked_payment\\n  where transactions.id = locked_payment.id\\n    and locked_payment.stripe_payment_intent_id is null\\n  returning\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n)\\nselect\\n  attached_payment.id,\\n  attached_payment.buyer_id,\\n  attached_payment.seller_id,\\n  attached_payment.product_id,\\n  attached_payment.amount_minor,\\n  attached_payment.currency,\\n  attached_payment.platform_fee_minor,\\n  attached_payment.seller_payout_minor,\\n  attached_payment.feed_type,\\n  attached_payment.status,\\n  attached_payment.stripe_payment_intent_id,\\n  attached_payment.stripe_charge_id,\\n  attached_payment.stripe_transfer_id,\\n  attached_payment.payment_method,\\n  attached_payment.completed_at,\\n  attached_payment.created_at,\\n  attached_payment.updated_at,\\n  attached_payment.offer_id,\\n  attached_payment.fee_basis_points,\\n  attached_payment.expires_at,\\n  attached_payment.paid_at,\\n  attached_payment.cancelled_at,\\n  attached_payment.expired_at,\\n  attached_payment.failed_attempts,\\n  attached_payment.amount_received_minor,\\n  attached_payment.amount_refunded_minor,\\n  attached_payment.largest_refund_minor,\\n  attached_payment.amount_disputed_minor,\\n  attached_payment.amount_transferred_minor,\\n  attached_payment.amount_due_minor,\\n  attached_payment.needs_review,\\n  attached_payment.reviewed_at,\\n  attached_payment.stream_id,\\n  null::text as \\"refusal?\\"\\nfrom attached_payment\\nunion all\\nselect\\n  locked_payment.id,\\n  locked_payment.buyer_id,\\n  locked_payment.seller_id,\\n  locked_payment.product_id,\\n  locked_payment.amount_minor,\\n  locked_payment.currency,\\n  locked_payment.platform_fee_minor,\\n  locked_payment.seller_payout_minor,\\n  locked_payment.feed_type,\\n  locked_payment.status,\\n  locked_payment.stripe_payment_intent_id,\\n  locked_payment.stripe_charge_id,\\n  locked_payment.stripe_transfer_id,\\n  locked_payment.payment_method,\\n  locked_payment.completed_at,\\n  locked_payment.created_at,\\n  locked_payment.updated_at,\\n  locked_payment.offer_id,\\n  locked_payment.fee_basis_points,\\n  locked_payment.expires_at,\\n  locked_payment.paid_at,\\n  locked_payment.cancelled_at,\\n  locked_payment.expired_at,\\n  locked_payment.failed_attempts,\\n  locked_payment.amount_received_minor,\\n  locked_payment.amount_refunded_minor,\\n  locked_payment.largest_refund_minor,\\n  locked_payment.amount_disputed_minor,\\n  locked_payment.amount_transferred_minor,\\n  locked_payment.amount_due_minor,\\n  locked_payment.needs_review,\\n  locked_payment.reviewed_at,\\n  locked_payment.stream_id,\\n  case when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId! then \'payment_ids_differ\' end\\nfrom locked_payment\\nwhere locked_payment.stripe_payment_intent_id is not null"}',
  '{"name":"attachPaymentIntent","file":"payments.sql","parameterTypes":{"paymentId":"uuid","stripePaymentIntentId":"text"},"tables":["transactions"],"access":"write"}',
)

/** Parameters of `extendPaymentHold`. */
export interface ExtendPaymentHoldParams {
  readonly paymentId: string
  readonly holdSeconds: number
}

/** A row of `extendPaymentHold`. */
export interface ExtendPaymentHoldRow extends Payment {
  readonly refusal: 'payment_not_pending' | null
}

/**
 * Lets a pending payment hold its product for longer: from now on, by the server's clock. It never becomes shorter.
 * Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.
 *
 * [sql/payments.sql:888](../sql/payments.sql#L888)
 *
 * ```sql
 * with locked_payment as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 *   from transactions
 *   where transactions.id = :paymentId!
 *   for no key update
 * ),
 * extended_payment as (
 *   update transactions
 *   set expires_at = greatest(
 *     locked_payment.expires_at,
 *     clock_timestamp() + make_interval(secs => :holdSeconds!::float8)
 *   )
 *   from locked_payment
 *   where transactions.id = locked_payment.id
 *     and locked_payment.status = 'pending'
 *     and locked_payment.expires_at is not null -- null: without end
 *   returning
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id
 * )
 * select
 *   extended_payment.id,
 *   extended_payment.buyer_id,
 *   extended_payment.seller_id,
 *   extended_payment.product_id,
 *   extended_payment.amount_minor,
 *   extended_payment.currency,
 *   extended_payment.platform_fee_minor,
 *   extended_payment.seller_payout_minor,
 *   extended_payment.feed_type,
 *   extended_payment.status,
 *   extended_payment.stripe_payment_intent_id,
 *   extended_payment.stripe_charge_id,
 *   extended_payment.stripe_transfer_id,
 *   extended_payment.payment_method,
 *   extended_payment.completed_at,
 *   extended_payment.created_at,
 *   extended_payment.updated_at,
 *   extended_payment.offer_id,
 *   extended_payment.fee_basis_points,
 *   extended_payment.expires_at,
 *   extended_payment.paid_at,
 *   extended_payment.cancelled_at,
 *   extended_payment.expired_at,
 *   extended_payment.failed_attempts,
 *   extended_payment.amount_received_minor,
 *   extended_payment.amount_refunded_minor,
 *   extended_payment.largest_refund_minor,
 *   extended_payment.amount_disputed_minor,
 *   extended_payment.amount_transferred_minor,
 *   extended_payment.amount_due_minor,
 *   extended_payment.needs_review,
 *   extended_payment.reviewed_at,
 *   extended_payment.stream_id,
 *   null::text as "refusal?"
 * from extended_payment
 * union all
 * select
 *   locked_payment.id,
 *   locked_payment.buyer_id,
 *   locked_payment.seller_id,
 *   locked_payment.product_id,
 *   locked_payment.amount_minor,
 *   locked_payment.currency,
 *   locked_payment.platform_fee_minor,
 *   locked_payment.seller_payout_minor,
 *   locked_payment.feed_type,
 *   locked_payment.status,
 *   locked_payment.stripe_payment_intent_id,
 *   locked_payment.stripe_charge_id,
 *   locked_payment.stripe_transfer_id,
 *   locked_payment.payment_method,
 *   locked_payment.completed_at,
 *   locked_payment.created_at,
 *   locked_payment.updated_at,
 *   locked_payment.offer_id,
 *   locked_payment.fee_basis_points,
 *   locked_payment.expires_at,
 *   locked_payment.paid_at,
 *   locked_payment.cancelled_at,
 *   locked_payment.expired_at,
 *   locked_payment.failed_attempts,
 *   locked_payment.amount_received_minor,
 *   locked_payment.amount_refunded_minor,
 *   locked_payment.largest_refund_minor,
 *   locked_payment.amount_disputed_minor,
 *   locked_payment.amount_transferred_minor,
 *   locked_payment.amount_due_minor,
 *   locked_payment.needs_review,
 *   locked_payment.reviewed_at,
 *   locked_payment.stream_id,
 *   case when locked_payment.status <> 'pending' then 'payment_not_pending' end
 * from locked_payment
 * where locked_payment.status <> 'pending'
 *   or locked_payment.expires_at is null
 * ```
 */
export const extendPaymentHold = new PreparedQuery<ExtendPaymentHoldParams, ExtendPaymentHoldRow>(
  '{"usedParamSet":{"paymentId":true,"holdSeconds":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1451,"b":1461}]},{"name":"holdSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1636,"b":1648}]}],"statement":"-- Lets a pending payment hold its product for longer: from now on, by the server\'s clock. It never becomes shorter.\\n-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.\\nwith locked_payment as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n  from transactions\\n  where transactions.id = :paymentId!\\n  for no key update\\n),\\nextended_payment as (\\n  update transactions\\n  set expires_at = greatest(\\n    locked_payment.expires_at,\\n    clock_timestamp() + make_interval(secs => :holdSeconds!::float8)\\n  )\\n  from locked_payment\\n  where transactions.id = locked_payment.id\\n    and locked_payment.status = \'pending\'\\n    and locked_payment.expires_at is not null -- null: without end\\n  returning\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id\\n)\\nselect\\n  extended_payment.id,\\n  extended_payment.buyer_id,\\n  extended_payment.seller_id,\\n  extended_payment.product_id,\\n  extended_payment.amount_minor,\\n  extended_payment.currency,\\n  extended_payment.platform_fee_minor,\\n  extended_payment.seller_payout_minor,\\n  extended_payment.feed_type,\\n  extended_payment.status,\\n  extended_payment.stripe_payment_intent_id,\\n  extended_payment.stripe_charge_id,\\n  extended_payment.stripe_transfer_id,\\n  extended_payment.payment_method,\\n  extended_payment.completed_at,\\n  extended_payment.created_at,\\n  extended_payment.updated_at,\\n  extended_payment.offer_id,\\n  extended_payment.fee_basis_points,\\n  extended_payment.expires_at,\\n  extended_payment.paid_at,\\n  extended_payment.cancelled_at,\\n  extended_payment.expired_at,\\n  extended_payment.failed_attempts,\\n  extended_payment.amount_received_minor,\\n  extended_payment.amount_refunded_minor,\\n  extended_payment.largest_refund_minor,\\n  extended_payment.amount_disputed_minor,\\n  extended_payment.amount_transferred_minor,\\n  extended_payment.amount_due_minor,\\n  extended_payment.needs_review,\\n  extended_payment.reviewed_at,\\n  extended_payment.stream_id,\\n  null::text as \\"refusal?\\"\\nfrom extended_payment\\nunion all\\nselect\\n  locked_payment.id,\\n  locked_payment.buyer_id,\\n  locked_payment.seller_id,\\n  locked_payment.product_id,\\n  locked_payment.amount_minor,\\n  locked_payment.currency,\\n  locked_payment.platform_fee_minor,\\n  locked_payment.seller_payout_minor,\\n  locked_payment.feed_type,\\n  locked_payment.status,\\n  locked_payment.stripe_payment_intent_id,\\n  locked_payment.stripe_charge_id,\\n  locked_payment.stripe_transfer_id,\\n  locked_payment.payment_method,\\n  locked_payment.completed_at,\\n  locked_payment.created_at,\\n  locked_payment.updated_at,\\n  locked_payment.offer_id,\\n  locked_payment.fee_basis_points,\\n  locked_payment.expires_at,\\n  locked_payment.paid_at,\\n  locked_payment.cancelled_at,\\n  locked_payment.expired_at,\\n  locked_payment.failed_attempts,\\n  locked_payment.amount_received_minor,\\n  locked_payment.amount_refunded_minor,\\n  locked_payment.largest_refund_minor,\\n  locked_payment.amount_disputed_minor,\\n  locked_payment.amount_transferred_minor,\\n  locked_payment.amount_due_minor,\\n  locked_payment.needs_review,\\n  locked_payment.reviewed_at,\\n  locked_payment.stream_id,\\n  case when locked_payment.status <> \'pending\' then \'payment_not_pending\' end\\nfrom locked_payment\\nwhere locked_payment.status <> \'pending\'\\n  or locked_payment.expires_at is null"}',
  '{"name":"extendPaymentHold","file":"payments.sql","parameterTypes":{"paymentId":"uuid","holdSeconds":"float8"},"tables":["transactions"],"access":"write"}',
)

/** Parameters of `markPaymentReviewed`. */
export interface MarkPaymentReviewedParams {
  readonly paymentId: string
}

/**
 * Takes a payment off the list of those to review; returns no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level. One row decides.
 *
 * [sql/payments.sql:924](../sql/payments.sql#L924)
 *
 * ```sql
 * update transactions
 * set reviewed_at = coalesce(transactions.reviewed_at, case when transactions.needs_review then now() end)
 * where transactions.id = :paymentId!
 * returning
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id
 * ```
 */
export const markPaymentReviewed = new PreparedQuery<MarkPaymentReviewedParams, Payment>(
  '{"usedParamSet":{"paymentId":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":317,"b":327}]}],"statement":"-- Takes a payment off the list of those to review; returns no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level. One row decides.\\nupdate transactions\\nset reviewed_at = coalesce(transactions.reviewed_at, case when transactions.needs_review then now() end)\\nwhere transactions.id = :paymentId!\\nreturning\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id"}',
  '{"name":"markPaymentReviewed","file":"payments.sql","parameterTypes":{"paymentId":"uuid"},"tables":["transactions"],"access":"write"}',
)

/** Parameters of `listPaymentFacts`. */
export type ListPaymentFactsParams = {
  readonly paymentId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPaymentFacts`. */
export interface ListPaymentFactsRow extends PaymentFact {
  readonly createdAtExact: string
}

/**
 * The facts of a payment, newest first.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:933](../sql/payments.sql#L933)
 *
 * ```sql
 * select
 *   payment_facts.id,
 *   payment_facts.payment_id,
 *   payment_facts.kind,
 *   payment_facts.stripe_id,
 *   payment_facts.status,
 *   payment_facts.amount_minor,
 *   payment_facts.reversed_minor,
 *   payment_facts.currency,
 *   payment_facts.failure_code,
 *   payment_facts.counted,
 *   payment_facts.counted_change,
 *   payment_facts.created_at,
 *   payment_facts.updated_at,
 *   payment_facts.created_at::text as "created_at_exact!"
 * from payment_facts
 * where payment_facts.payment_id = :paymentId!
 *   /*[if afterTime afterId]*\/
 *   and payment_facts.created_at <= :afterTime!
 *   and (payment_facts.created_at, payment_facts.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by payment_facts.created_at desc, payment_facts.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentFacts = new PreparedQuery<ListPaymentFactsParams, ListPaymentFactsRow>(
  '{"usedParamSet":{"paymentId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":543,"b":553}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":618,"b":628},{"a":684,"b":694}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":697,"b":705}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":796,"b":802}]}],"statement":"-- The facts of a payment, newest first.\\n-- primary-only: money hangs on it\\nselect\\n  payment_facts.id,\\n  payment_facts.payment_id,\\n  payment_facts.kind,\\n  payment_facts.stripe_id,\\n  payment_facts.status,\\n  payment_facts.amount_minor,\\n  payment_facts.reversed_minor,\\n  payment_facts.currency,\\n  payment_facts.failure_code,\\n  payment_facts.counted,\\n  payment_facts.counted_change,\\n  payment_facts.created_at,\\n  payment_facts.updated_at,\\n  payment_facts.created_at::text as \\"created_at_exact!\\"\\nfrom payment_facts\\nwhere payment_facts.payment_id = :paymentId!\\n  /*[if afterTime afterId]*/\\n  and payment_facts.created_at <= :afterTime!\\n  and (payment_facts.created_at, payment_facts.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by payment_facts.created_at desc, payment_facts.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentFacts","file":"payments.sql","parameterTypes":{"paymentId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["payment_facts"],"access":"read","primary":true}',
)

/** Parameters of `listPendingPayments`. */
export type ListPendingPaymentsParams = {
  readonly limit: number
  readonly expiresBefore?: Date | string | undefined
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPendingPayments`. */
export interface ListPendingPaymentsRow extends Payment {
  readonly isWalkEnd: boolean
  readonly createdAtExact: string
  readonly isLeftOut: boolean
}

/**
 * The payments that hold a product and wait for their money, newest first.
 * For a deadline up to 500 payments are walked for a page, as in listPaymentsByBuyer.
 * primary-only: work is taken from it
 *
 * [sql/payments.sql:948](../sql/payments.sql#L948)
 *
 * ```sql
 * with page as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id,
 *     false
 *       /*[if expiresBefore]*\/
 *       or row_number() over (order by transactions.created_at desc, transactions.id desc) >= 500
 *       /*[end]*\/ as is_walk_end
 *   from transactions
 *   where transactions.status = 'pending'
 *     /*[if afterTime afterId]*\/
 *     and transactions.created_at <= :afterTime!
 *     and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by transactions.created_at desc, transactions.id desc
 *   limit (select greatest(:limit!::bigint /*[if expiresBefore]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.buyer_id,
 *   page.seller_id,
 *   page.product_id,
 *   page.amount_minor,
 *   page.currency,
 *   page.platform_fee_minor,
 *   page.seller_payout_minor,
 *   page.feed_type,
 *   page.status,
 *   page.stripe_payment_intent_id,
 *   page.stripe_charge_id,
 *   page.stripe_transfer_id,
 *   page.payment_method,
 *   page.completed_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.offer_id,
 *   page.fee_basis_points,
 *   page.expires_at,
 *   page.paid_at,
 *   page.cancelled_at,
 *   page.expired_at,
 *   page.failed_attempts,
 *   page.amount_received_minor,
 *   page.amount_refunded_minor,
 *   page.largest_refund_minor,
 *   page.amount_disputed_minor,
 *   page.amount_transferred_minor,
 *   page.amount_due_minor,
 *   page.needs_review,
 *   page.reviewed_at,
 *   page.stream_id,
 *   page.is_walk_end,
 *   page.created_at::text as "created_at_exact!",
 *   false /*[if expiresBefore]*\/ or (page.expires_at < :expiresBefore!) is not true /*[end]*\/ as "is_left_out!"
 * from page
 * /*[if expiresBefore]*\/
 * where page.expires_at < :expiresBefore!
 *   or page.is_walk_end
 * /*[end]*\/
 * order by page.created_at desc, page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPendingPayments = new PreparedQuery<ListPendingPaymentsParams, ListPendingPaymentsRow>(
  '{"usedParamSet":{"afterTime":true,"afterId":true,"limit":true,"expiresBefore":true},"params":[{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1583,"b":1593},{"a":1649,"b":1659}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1662,"b":1670}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1774,"b":1780},{"a":2915,"b":2921}]},{"name":"expiresBefore","required":true,"transform":{"type":"scalar"},"locs":[{"a":2695,"b":2709},{"a":2809,"b":2823}]}],"statement":"-- The payments that hold a product and wait for their money, newest first.\\n-- For a deadline up to 500 payments are walked for a page, as in listPaymentsByBuyer.\\n-- primary-only: work is taken from it\\nwith page as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id,\\n    false\\n      /*[if expiresBefore]*/\\n      or row_number() over (order by transactions.created_at desc, transactions.id desc) >= 500\\n      /*[end]*/ as is_walk_end\\n  from transactions\\n  where transactions.status = \'pending\'\\n    /*[if afterTime afterId]*/\\n    and transactions.created_at <= :afterTime!\\n    and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by transactions.created_at desc, transactions.id desc\\n  limit (select greatest(:limit!::bigint /*[if expiresBefore]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.buyer_id,\\n  page.seller_id,\\n  page.product_id,\\n  page.amount_minor,\\n  page.currency,\\n  page.platform_fee_minor,\\n  page.seller_payout_minor,\\n  page.feed_type,\\n  page.status,\\n  page.stripe_payment_intent_id,\\n  page.stripe_charge_id,\\n  page.stripe_transfer_id,\\n  page.payment_method,\\n  page.completed_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.offer_id,\\n  page.fee_basis_points,\\n  page.expires_at,\\n  page.paid_at,\\n  page.cancelled_at,\\n  page.expired_at,\\n  page.failed_attempts,\\n  page.amount_received_minor,\\n  page.amount_refunded_minor,\\n  page.largest_refund_minor,\\n  page.amount_disputed_minor,\\n  page.amount_transferred_minor,\\n  page.amount_due_minor,\\n  page.needs_review,\\n  page.reviewed_at,\\n  page.stream_id,\\n  page.is_walk_end,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  false /*[if expiresBefore]*/ or (page.expires_at < :expiresBefore!) is not true /*[end]*/ as \\"is_left_out!\\"\\nfrom page\\n/*[if expiresBefore]*/\\nwhere page.expires_at < :expiresBefore!\\n  or page.is_walk_end\\n/*[end]*/\\norder by page.created_at desc, page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPendingPayments","file":"payments.sql","parameterTypes":{"afterTime":"timestamptz","afterId":"uuid","limit":"int8","expiresBefore":"timestamptz"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `listExpiredPayments`. */
export type ListExpiredPaymentsParams = {
  readonly status?: PaymentStatus | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listExpiredPayments`. */
export interface ListExpiredPaymentsRow extends Payment {
  /** The time at which its hold ended unpaid. Money that came later may have completed it all the same. */
  readonly expiredAt: Date
  readonly createdAtExact: string
}

/**
 * The payments whose hold ended before they were paid, newest first.
 * primary-only: work is taken from it
 *
 * [sql/payments.sql:980](../sql/payments.sql#L980)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id,
 *   transactions.created_at::text as "created_at_exact!"
 * from transactions
 * where transactions.expired_at is not null
 *   /*[if status]*\/ and transactions.status = (select :status!::transaction_status) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and transactions.created_at <= :afterTime!
 *   and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if status]*\/ transactions.created_at desc nulls last, /*[end]*\/
 *   transactions.created_at desc,
 *   transactions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listExpiredPayments = new PreparedQuery<ListExpiredPaymentsParams, ListExpiredPaymentsRow>(
  '{"usedParamSet":{"status":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":1282,"b":1289}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1384,"b":1394},{"a":1448,"b":1458}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1461,"b":1469}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1631,"b":1637}]}],"statement":"-- The payments whose hold ended before they were paid, newest first.\\n-- primary-only: work is taken from it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id,\\n  transactions.created_at::text as \\"created_at_exact!\\"\\nfrom transactions\\nwhere transactions.expired_at is not null\\n  /*[if status]*/ and transactions.status = (select :status!::transaction_status) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and transactions.created_at <= :afterTime!\\n  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/\\n  transactions.created_at desc,\\n  transactions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listExpiredPayments","file":"payments.sql","parameterTypes":{"status":"transaction_status","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `listRefundsDue`. */
export type ListRefundsDueParams = {
  readonly currency?: string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listRefundsDue`. */
export interface ListRefundsDueRow extends Payment {
  readonly createdAtExact: string
}

/**
 * The payments of which money is to be paid back, newest first.
 * primary-only: work is taken from it
 *
 * [sql/payments.sql:999](../sql/payments.sql#L999)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id,
 *   transactions.created_at::text as "created_at_exact!"
 * from transactions
 * where transactions.amount_due_minor > 0
 *   /*[if currency]*\/ and transactions.currency = (select :currency!::text) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and transactions.created_at <= :afterTime!
 *   and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if currency]*\/ transactions.created_at desc nulls last, /*[end]*\/
 *   transactions.created_at desc,
 *   transactions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listRefundsDue = new PreparedQuery<ListRefundsDueParams, ListRefundsDueRow>(
  '{"usedParamSet":{"currency":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":1279,"b":1288}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1369,"b":1379},{"a":1433,"b":1443}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1446,"b":1454}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1618,"b":1624}]}],"statement":"-- The payments of which money is to be paid back, newest first.\\n-- primary-only: work is taken from it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id,\\n  transactions.created_at::text as \\"created_at_exact!\\"\\nfrom transactions\\nwhere transactions.amount_due_minor > 0\\n  /*[if currency]*/ and transactions.currency = (select :currency!::text) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and transactions.created_at <= :afterTime!\\n  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if currency]*/ transactions.created_at desc nulls last, /*[end]*/\\n  transactions.created_at desc,\\n  transactions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listRefundsDue","file":"payments.sql","parameterTypes":{"currency":"text","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `listPaymentsToReview`. */
export type ListPaymentsToReviewParams = {
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPaymentsToReview`. */
export interface ListPaymentsToReviewRow extends Payment {
  readonly createdAtExact: string
}

/**
 * The payments of which the provider reported a fact that does not fit and that nobody has looked at, newest first.
 * primary-only: work is taken from it
 *
 * [sql/payments.sql:1018](../sql/payments.sql#L1018)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id,
 *   transactions.created_at::text as "created_at_exact!"
 * from transactions
 * where transactions.needs_review
 *   and transactions.reviewed_at is null
 *   /*[if afterTime afterId]*\/
 *   and transactions.created_at <= :afterTime!
 *   and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by transactions.created_at desc, transactions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentsToReview = new PreparedQuery<ListPaymentsToReviewParams, ListPaymentsToReviewRow>(
  '{"usedParamSet":{"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1368,"b":1378},{"a":1432,"b":1442}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1445,"b":1453}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1542,"b":1548}]}],"statement":"-- The payments of which the provider reported a fact that does not fit and that nobody has looked at, newest first.\\n-- primary-only: work is taken from it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id,\\n  transactions.created_at::text as \\"created_at_exact!\\"\\nfrom transactions\\nwhere transactions.needs_review\\n  and transactions.reviewed_at is null\\n  /*[if afterTime afterId]*/\\n  and transactions.created_at <= :afterTime!\\n  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by transactions.created_at desc, transactions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentsToReview","file":"payments.sql","parameterTypes":{"afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `listPaymentsByBuyer`. */
export type ListPaymentsByBuyerParams = {
  readonly buyerId: string
  readonly from?: Date | string | undefined
  readonly before?: Date | string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
) & (
  | { readonly status: PaymentStatus; readonly currency: string }
  | { readonly status?: undefined; readonly currency: string }
  | { readonly status: PaymentStatus; readonly currency?: undefined }
  | { readonly status?: undefined; readonly currency?: undefined }
)

/** A row of `listPaymentsByBuyer`. */
export interface ListPaymentsByBuyerRow extends Payment {
  readonly isWalkEnd: boolean
  readonly createdAtExact: string
  readonly isLeftOut: boolean
}

/**
 * A buyer's payments, newest first.
 * Those of a status have an index. For a currency up to 500 payments are walked for a page, as in listProductFeed for a viewer.
 * The status stands in a subselect and the order says where nulls would come, so that one plan serves the frequent and the rare.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:1034](../sql/payments.sql#L1034)
 *
 * ```sql
 * with page as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id,
 *     false
 *       /*[if currency]*\/
 *       or row_number() over (
 *         order by
 *           /*[if status]*\/ transactions.created_at desc nulls last, /*[end]*\/
 *           transactions.created_at desc,
 *           transactions.id desc
 *       ) >= 500
 *       /*[end]*\/ as is_walk_end
 *   from transactions
 *   where transactions.buyer_id = :buyerId!
 *     /*[if status]*\/ and transactions.status_code = (select transaction_status_code(:status!)) /*[end]*\/
 *     /*[if from]*\/ and transactions.created_at >= :from! /*[end]*\/
 *     /*[if before]*\/ and transactions.created_at < :before! /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and transactions.created_at <= :afterTime!
 *     and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by
 *     /*[if status]*\/ transactions.created_at desc nulls last, /*[end]*\/
 *     transactions.created_at desc,
 *     transactions.id desc
 *   limit (select greatest(:limit!::bigint /*[if currency]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.buyer_id,
 *   page.seller_id,
 *   page.product_id,
 *   page.amount_minor,
 *   page.currency,
 *   page.platform_fee_minor,
 *   page.seller_payout_minor,
 *   page.feed_type,
 *   page.status,
 *   page.stripe_payment_intent_id,
 *   page.stripe_charge_id,
 *   page.stripe_transfer_id,
 *   page.payment_method,
 *   page.completed_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.offer_id,
 *   page.fee_basis_points,
 *   page.expires_at,
 *   page.paid_at,
 *   page.cancelled_at,
 *   page.expired_at,
 *   page.failed_attempts,
 *   page.amount_received_minor,
 *   page.amount_refunded_minor,
 *   page.largest_refund_minor,
 *   page.amount_disputed_minor,
 *   page.amount_transferred_minor,
 *   page.amount_due_minor,
 *   page.needs_review,
 *   page.reviewed_at,
 *   page.stream_id,
 *   page.is_walk_end,
 *   page.created_at::text as "created_at_exact!",
 *   false /*[if currency]*\/ or page.currency <> :currency! /*[end]*\/ as "is_left_out!"
 * from page
 * /*[if currency]*\/
 * where page.currency = :currency!
 *   or page.is_walk_end
 * /*[end]*\/
 * order by
 *   /*[if status]*\/ page.created_at desc nulls last, /*[end]*\/
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentsByBuyer = new PreparedQuery<ListPaymentsByBuyerParams, ListPaymentsByBuyerRow>(
  '{"usedParamSet":{"buyerId":true,"status":true,"from":true,"before":true,"afterTime":true,"afterId":true,"limit":true,"currency":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1746,"b":1754}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":1839,"b":1846}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":1909,"b":1914}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":1976,"b":1983}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":2061,"b":2071},{"a":2127,"b":2137}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2140,"b":2148}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2331,"b":2337},{"a":3495,"b":3501}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":3240,"b":3249},{"a":3329,"b":3338}]}],"statement":"-- A buyer\'s payments, newest first.\\n-- Those of a status have an index. For a currency up to 500 payments are walked for a page, as in listProductFeed for a viewer.\\n-- The status stands in a subselect and the order says where nulls would come, so that one plan serves the frequent and the rare.\\n-- primary-only: money hangs on it\\nwith page as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id,\\n    false\\n      /*[if currency]*/\\n      or row_number() over (\\n        order by\\n          /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/\\n          transactions.created_at desc,\\n          transactions.id desc\\n      ) >= 500\\n      /*[end]*/ as is_walk_end\\n  from transactions\\n  where transactions.buyer_id = :buyerId!\\n    /*[if status]*/ and transactions.status_code = (select transaction_status_code(:status!)) /*[end]*/\\n    /*[if from]*/ and transactions.created_at >= :from! /*[end]*/\\n    /*[if before]*/ and transactions.created_at < :before! /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and transactions.created_at <= :afterTime!\\n    and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by\\n    /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/\\n    transactions.created_at desc,\\n    transactions.id desc\\n  limit (select greatest(:limit!::bigint /*[if currency]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.buyer_id,\\n  page.seller_id,\\n  page.product_id,\\n  page.amount_minor,\\n  page.currency,\\n  page.platform_fee_minor,\\n  page.seller_payout_minor,\\n  page.feed_type,\\n  page.status,\\n  page.stripe_payment_intent_id,\\n  page.stripe_charge_id,\\n  page.stripe_transfer_id,\\n  page.payment_method,\\n  page.completed_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.offer_id,\\n  page.fee_basis_points,\\n  page.expires_at,\\n  page.paid_at,\\n  page.cancelled_at,\\n  page.expired_at,\\n  page.failed_attempts,\\n  page.amount_received_minor,\\n  page.amount_refunded_minor,\\n  page.largest_refund_minor,\\n  page.amount_disputed_minor,\\n  page.amount_transferred_minor,\\n  page.amount_due_minor,\\n  page.needs_review,\\n  page.reviewed_at,\\n  page.stream_id,\\n  page.is_walk_end,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  false /*[if currency]*/ or page.currency <> :currency! /*[end]*/ as \\"is_left_out!\\"\\nfrom page\\n/*[if currency]*/\\nwhere page.currency = :currency!\\n  or page.is_walk_end\\n/*[end]*/\\norder by\\n  /*[if status]*/ page.created_at desc nulls last, /*[end]*/\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentsByBuyer","file":"payments.sql","parameterTypes":{"buyerId":"uuid","status":"transaction_status","from":"timestamptz","before":"timestamptz","afterTime":"timestamptz","afterId":"uuid","limit":"int8","currency":"text"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `listPaymentsBySeller`. */
export type ListPaymentsBySellerParams = {
  readonly sellerId: string
  readonly from?: Date | string | undefined
  readonly before?: Date | string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
) & (
  | { readonly status: PaymentStatus; readonly currency: string }
  | { readonly status?: undefined; readonly currency: string }
  | { readonly status: PaymentStatus; readonly currency?: undefined }
  | { readonly status?: undefined; readonly currency?: undefined }
)

/** A row of `listPaymentsBySeller`. */
export interface ListPaymentsBySellerRow extends Payment {
  readonly isWalkEnd: boolean
  readonly createdAtExact: string
  readonly isLeftOut: boolean
}

/**
 * A seller's payments, newest first.
 * Walked as in listPaymentsByBuyer.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:1081](../sql/payments.sql#L1081)
 *
 * ```sql
 * with page as (
 *   select
 *     transactions.id,
 *     transactions.buyer_id,
 *     transactions.seller_id,
 *     transactions.product_id,
 *     transactions.amount_minor,
 *     transactions.currency,
 *     transactions.platform_fee_minor,
 *     transactions.seller_payout_minor,
 *     transactions.feed_type,
 *     transactions.status,
 *     transactions.stripe_payment_intent_id,
 *     transactions.stripe_charge_id,
 *     transactions.stripe_transfer_id,
 *     transactions.payment_method,
 *     transactions.completed_at,
 *     transactions.created_at,
 *     transactions.updated_at,
 *     transactions.offer_id,
 *     transactions.fee_basis_points,
 *     transactions.expires_at,
 *     transactions.paid_at,
 *     transactions.cancelled_at,
 *     transactions.expired_at,
 *     transactions.failed_attempts,
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.amount_due_minor,
 *     transactions.needs_review,
 *     transactions.reviewed_at,
 *     transactions.stream_id,
 *     false
 *       /*[if currency]*\/
 *       or row_number() over (
 *         order by
 *           /*[if status]*\/ transactions.created_at desc nulls last, /*[end]*\/
 *           transactions.created_at desc,
 *           transactions.id desc
 *       ) >= 500
 *       /*[end]*\/ as is_walk_end
 *   from transactions
 *   where transactions.seller_id = :sellerId!
 *     /*[if status]*\/ and transactions.status_code = (select transaction_status_code(:status!)) /*[end]*\/
 *     /*[if from]*\/ and transactions.created_at >= :from! /*[end]*\/
 *     /*[if before]*\/ and transactions.created_at < :before! /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and transactions.created_at <= :afterTime!
 *     and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by
 *     /*[if status]*\/ transactions.created_at desc nulls last, /*[end]*\/
 *     transactions.created_at desc,
 *     transactions.id desc
 *   limit (select greatest(:limit!::bigint /*[if currency]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.buyer_id,
 *   page.seller_id,
 *   page.product_id,
 *   page.amount_minor,
 *   page.currency,
 *   page.platform_fee_minor,
 *   page.seller_payout_minor,
 *   page.feed_type,
 *   page.status,
 *   page.stripe_payment_intent_id,
 *   page.stripe_charge_id,
 *   page.stripe_transfer_id,
 *   page.payment_method,
 *   page.completed_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.offer_id,
 *   page.fee_basis_points,
 *   page.expires_at,
 *   page.paid_at,
 *   page.cancelled_at,
 *   page.expired_at,
 *   page.failed_attempts,
 *   page.amount_received_minor,
 *   page.amount_refunded_minor,
 *   page.largest_refund_minor,
 *   page.amount_disputed_minor,
 *   page.amount_transferred_minor,
 *   page.amount_due_minor,
 *   page.needs_review,
 *   page.reviewed_at,
 *   page.stream_id,
 *   page.is_walk_end,
 *   page.created_at::text as "created_at_exact!",
 *   false /*[if currency]*\/ or page.currency <> :currency! /*[end]*\/ as "is_left_out!"
 * from page
 * /*[if currency]*\/
 * where page.currency = :currency!
 *   or page.is_walk_end
 * /*[end]*\/
 * order by
 *   /*[if status]*\/ page.created_at desc nulls last, /*[end]*\/
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentsBySeller = new PreparedQuery<ListPaymentsBySellerParams, ListPaymentsBySellerRow>(
  '{"usedParamSet":{"sellerId":true,"status":true,"from":true,"before":true,"afterTime":true,"afterId":true,"limit":true,"currency":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1526,"b":1535}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":1620,"b":1627}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":1690,"b":1695}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":1757,"b":1764}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1842,"b":1852},{"a":1908,"b":1918}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1921,"b":1929}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2112,"b":2118},{"a":3276,"b":3282}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":3021,"b":3030},{"a":3110,"b":3119}]}],"statement":"-- A seller\'s payments, newest first.\\n-- Walked as in listPaymentsByBuyer.\\n-- primary-only: money hangs on it\\nwith page as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id,\\n    transactions.fee_basis_points,\\n    transactions.expires_at,\\n    transactions.paid_at,\\n    transactions.cancelled_at,\\n    transactions.expired_at,\\n    transactions.failed_attempts,\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.amount_due_minor,\\n    transactions.needs_review,\\n    transactions.reviewed_at,\\n    transactions.stream_id,\\n    false\\n      /*[if currency]*/\\n      or row_number() over (\\n        order by\\n          /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/\\n          transactions.created_at desc,\\n          transactions.id desc\\n      ) >= 500\\n      /*[end]*/ as is_walk_end\\n  from transactions\\n  where transactions.seller_id = :sellerId!\\n    /*[if status]*/ and transactions.status_code = (select transaction_status_code(:status!)) /*[end]*/\\n    /*[if from]*/ and transactions.created_at >= :from! /*[end]*/\\n    /*[if before]*/ and transactions.created_at < :before! /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and transactions.created_at <= :afterTime!\\n    and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by\\n    /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/\\n    transactions.created_at desc,\\n    transactions.id desc\\n  limit (select greatest(:limit!::bigint /*[if currency]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.buyer_id,\\n  page.seller_id,\\n  page.product_id,\\n  page.amount_minor,\\n  page.currency,\\n  page.platform_fee_minor,\\n  page.seller_payout_minor,\\n  page.feed_type,\\n  page.status,\\n  page.stripe_payment_intent_id,\\n  page.stripe_charge_id,\\n  page.stripe_transfer_id,\\n  page.payment_method,\\n  page.completed_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.offer_id,\\n  page.fee_basis_points,\\n  page.expires_at,\\n  page.paid_at,\\n  page.cancelled_at,\\n  page.expired_at,\\n  page.failed_attempts,\\n  page.amount_received_minor,\\n  page.amount_refunded_minor,\\n  page.largest_refund_minor,\\n  page.amount_disputed_minor,\\n  page.amount_transferred_minor,\\n  page.amount_due_minor,\\n  page.needs_review,\\n  page.reviewed_at,\\n  page.stream_id,\\n  page.is_walk_end,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  false /*[if currency]*/ or page.currency <> :currency! /*[end]*/ as \\"is_left_out!\\"\\nfrom page\\n/*[if currency]*/\\nwhere page.currency = :currency!\\n  or page.is_walk_end\\n/*[end]*/\\norder by\\n  /*[if status]*/ page.created_at desc nulls last, /*[end]*/\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentsBySeller","file":"payments.sql","parameterTypes":{"sellerId":"uuid","status":"transaction_status","from":"timestamptz","before":"timestamptz","afterTime":"timestamptz","afterId":"uuid","limit":"int8","currency":"text"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `sumPaymentsByBuyer`. */
export interface SumPaymentsByBuyerParams {
  readonly buyerId: string
  readonly currency?: string | undefined
  readonly from?: Date | string | undefined
  readonly before?: Date | string | undefined
}

/** A row of `sumPaymentsByBuyer`. */
export interface SumPaymentsByBuyerRow {
  /** ISO 4217, such as AED. It gives the scale of the amounts. */
  readonly currency: string
  readonly count: number
  readonly amountMinor: number
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  readonly amountRefundedMinor: number
}

/**
 * The sums a buyer spent in a period, by the time of completion: a row for each currency.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:1127](../sql/payments.sql#L1127)
 *
 * ```sql
 * select
 *   transactions.currency,
 *   count(*)::integer as "count!",
 *   sum(transactions.amount_minor)::bigint as "amount_minor!",
 *   sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
 *   sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!",
 *   sum(transactions.amount_refunded_minor)::bigint as "amount_refunded_minor!"
 * from transactions
 * where transactions.buyer_id = :buyerId!
 *   and transactions.status = 'completed'
 *   /*[if currency]*\/ and transactions.currency = :currency! /*[end]*\/
 *   /*[if from]*\/ and transactions.completed_at >= :from! /*[end]*\/
 *   /*[if before]*\/ and transactions.completed_at < :before! /*[end]*\/
 * group by transactions.currency
 * order by transactions.currency
 * ```
 */
export const sumPaymentsByBuyer = new PreparedQuery<SumPaymentsByBuyerParams, SumPaymentsByBuyerRow>(
  '{"usedParamSet":{"buyerId":true,"currency":true,"from":true,"before":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":526,"b":534}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":624,"b":633}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":694,"b":699}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":761,"b":768}]}],"statement":"-- The sums a buyer spent in a period, by the time of completion: a row for each currency.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.currency,\\n  count(*)::integer as \\"count!\\",\\n  sum(transactions.amount_minor)::bigint as \\"amount_minor!\\",\\n  sum(transactions.platform_fee_minor)::bigint as \\"platform_fee_minor!\\",\\n  sum(transactions.seller_payout_minor)::bigint as \\"seller_payout_minor!\\",\\n  sum(transactions.amount_refunded_minor)::bigint as \\"amount_refunded_minor!\\"\\nfrom transactions\\nwhere transactions.buyer_id = :buyerId!\\n  and transactions.status = \'completed\'\\n  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/\\n  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/\\n  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/\\ngroup by transactions.currency\\norder by transactions.currency"}',
  '{"name":"sumPaymentsByBuyer","file":"payments.sql","parameterTypes":{"buyerId":"uuid","currency":"text","from":"timestamptz","before":"timestamptz"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `sumPaymentsBySeller`. */
export interface SumPaymentsBySellerParams {
  readonly sellerId: string
  readonly currency?: string | undefined
  readonly from?: Date | string | undefined
  readonly before?: Date | string | undefined
}

/** A row of `sumPaymentsBySeller`. */
export interface SumPaymentsBySellerRow {
  /** ISO 4217, such as AED. It gives the scale of the amounts. */
  readonly currency: string
  readonly count: number
  readonly amountMinor: number
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  readonly amountRefundedMinor: number
}

/**
 * The sums a seller earned in a period, by the time of completion: a row for each currency.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:1146](../sql/payments.sql#L1146)
 *
 * ```sql
 * select
 *   transactions.currency,
 *   count(*)::integer as "count!",
 *   sum(transactions.amount_minor)::bigint as "amount_minor!",
 *   sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
 *   sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!",
 *   sum(transactions.amount_refunded_minor)::bigint as "amount_refunded_minor!"
 * from transactions
 * where transactions.seller_id = :sellerId!
 *   and transactions.status = 'completed'
 *   /*[if currency]*\/ and transactions.currency = :currency! /*[end]*\/
 *   /*[if from]*\/ and transactions.completed_at >= :from! /*[end]*\/
 *   /*[if before]*\/ and transactions.completed_at < :before! /*[end]*\/
 * group by transactions.currency
 * order by transactions.currency
 * ```
 */
export const sumPaymentsBySeller = new PreparedQuery<SumPaymentsBySellerParams, SumPaymentsBySellerRow>(
  '{"usedParamSet":{"sellerId":true,"currency":true,"from":true,"before":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":529,"b":538}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":628,"b":637}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":698,"b":703}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":765,"b":772}]}],"statement":"-- The sums a seller earned in a period, by the time of completion: a row for each currency.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.currency,\\n  count(*)::integer as \\"count!\\",\\n  sum(transactions.amount_minor)::bigint as \\"amount_minor!\\",\\n  sum(transactions.platform_fee_minor)::bigint as \\"platform_fee_minor!\\",\\n  sum(transactions.seller_payout_minor)::bigint as \\"seller_payout_minor!\\",\\n  sum(transactions.amount_refunded_minor)::bigint as \\"amount_refunded_minor!\\"\\nfrom transactions\\nwhere transactions.seller_id = :sellerId!\\n  and transactions.status = \'completed\'\\n  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/\\n  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/\\n  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/\\ngroup by transactions.currency\\norder by transactions.currency"}',
  '{"name":"sumPaymentsBySeller","file":"payments.sql","parameterTypes":{"sellerId":"uuid","currency":"text","from":"timestamptz","before":"timestamptz"},"tables":["transactions"],"access":"read","primary":true}',
)

/** Parameters of `listPaymentsByStream`. */
export type ListPaymentsByStreamParams = {
  readonly streamId: string
  readonly sellerId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPaymentsByStream`. */
export interface ListPaymentsByStreamRow extends Payment {
  /** The stream in which the buyer bought it; null if in none, or if that is gone. */
  readonly streamId: string
  readonly createdAtExact: string
}

/**
 * The payments that were opened in a stream, newest first, for its streamer.
 * The payments of a stream are all its streamer's, who is asked for once: for anybody else nothing is walked.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:1165](../sql/payments.sql#L1165)
 *
 * ```sql
 * select
 *   transactions.id,
 *   transactions.buyer_id,
 *   transactions.seller_id,
 *   transactions.product_id,
 *   transactions.amount_minor,
 *   transactions.currency,
 *   transactions.platform_fee_minor,
 *   transactions.seller_payout_minor,
 *   transactions.feed_type,
 *   transactions.status,
 *   transactions.stripe_payment_intent_id,
 *   transactions.stripe_charge_id,
 *   transactions.stripe_transfer_id,
 *   transactions.payment_method,
 *   transactions.completed_at,
 *   transactions.created_at,
 *   transactions.updated_at,
 *   transactions.offer_id,
 *   transactions.fee_basis_points,
 *   transactions.expires_at,
 *   transactions.paid_at,
 *   transactions.cancelled_at,
 *   transactions.expired_at,
 *   transactions.failed_attempts,
 *   transactions.amount_received_minor,
 *   transactions.amount_refunded_minor,
 *   transactions.largest_refund_minor,
 *   transactions.amount_disputed_minor,
 *   transactions.amount_transferred_minor,
 *   transactions.amount_due_minor,
 *   transactions.needs_review,
 *   transactions.reviewed_at,
 *   transactions.stream_id,
 *   transactions.created_at::text as "created_at_exact!"
 * from transactions
 * where transactions.stream_id = :streamId!
 *   and (select streams.user_id from streams where streams.id = :streamId!) = :sellerId!
 *   /*[if afterTime afterId]*\/
 *   and transactions.created_at <= :afterTime!
 *   and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by transactions.created_at desc, transactions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentsByStream = new PreparedQuery<ListPaymentsByStreamParams, ListPaymentsByStreamRow>(
  '{"usedParamSet":{"streamId":true,"sellerId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1334,"b":1343},{"a":1407,"b":1416}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1421,"b":1430}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1494,"b":1504},{"a":1558,"b":1568}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1571,"b":1579}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1668,"b":1674}]}],"statement":"-- The payments that were opened in a stream, newest first, for its streamer.\\n-- The payments of a stream are all its streamer\'s, who is asked for once: for anybody else nothing is walked.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.fee_basis_points,\\n  transactions.expires_at,\\n  transactions.paid_at,\\n  transactions.cancelled_at,\\n  transactions.expired_at,\\n  transactions.failed_attempts,\\n  transactions.amount_received_minor,\\n  transactions.amount_refunded_minor,\\n  transactions.largest_refund_minor,\\n  transactions.amount_disputed_minor,\\n  transactions.amount_transferred_minor,\\n  transactions.amount_due_minor,\\n  transactions.needs_review,\\n  transactions.reviewed_at,\\n  transactions.stream_id,\\n  transactions.created_at::text as \\"created_at_exact!\\"\\nfrom transactions\\nwhere transactions.stream_id = :streamId!\\n  and (select streams.user_id from streams where streams.id = :streamId!) = :sellerId!\\n  /*[if afterTime afterId]*/\\n  and transactions.created_at <= :afterTime!\\n  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by transactions.created_at desc, transactions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentsByStream","file":"payments.sql","parameterTypes":{"streamId":"uuid","sellerId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["streams","transactions"],"access":"read","primary":true}',
)

/** Parameters of `sumPaymentsByStream`. */
export interface SumPaymentsByStreamParams {
  readonly streamId: string
  readonly sellerId: string
}

/** A row of `sumPaymentsByStream`. */
export interface SumPaymentsByStreamRow {
  /** ISO 4217, such as AED. It gives the scale of the amounts. */
  readonly currency: string
  readonly count: number
  readonly amountMinor: number
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  readonly amountRefundedMinor: number
}

/**
 * The sums that a stream sold for, of completed payments: a row for each currency.
 * primary-only: money hangs on it
 *
 * [sql/payments.sql:1182](../sql/payments.sql#L1182)
 *
 * ```sql
 * select
 *   transactions.currency,
 *   count(*)::integer as "count!",
 *   sum(transactions.amount_minor)::bigint as "amount_minor!",
 *   sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
 *   sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!",
 *   sum(transactions.amount_refunded_minor)::bigint as "amount_refunded_minor!"
 * from transactions
 * where transactions.stream_id = :streamId!
 *   and (select streams.user_id from streams where streams.id = :streamId!) = :sellerId!
 *   and transactions.status = 'completed'
 * group by transactions.currency
 * order by transactions.currency
 * ```
 */
export const sumPaymentsByStream = new PreparedQuery<SumPaymentsByStreamParams, SumPaymentsByStreamRow>(
  '{"usedParamSet":{"streamId":true,"sellerId":true},"params":[{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":520,"b":529},{"a":593,"b":602}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":607,"b":616}]}],"statement":"-- The sums that a stream sold for, of completed payments: a row for each currency.\\n-- primary-only: money hangs on it\\nselect\\n  transactions.currency,\\n  count(*)::integer as \\"count!\\",\\n  sum(transactions.amount_minor)::bigint as \\"amount_minor!\\",\\n  sum(transactions.platform_fee_minor)::bigint as \\"platform_fee_minor!\\",\\n  sum(transactions.seller_payout_minor)::bigint as \\"seller_payout_minor!\\",\\n  sum(transactions.amount_refunded_minor)::bigint as \\"amount_refunded_minor!\\"\\nfrom transactions\\nwhere transactions.stream_id = :streamId!\\n  and (select streams.user_id from streams where streams.id = :streamId!) = :sellerId!\\n  and transactions.status = \'completed\'\\ngroup by transactions.currency\\norder by transactions.currency"}',
  '{"name":"sumPaymentsByStream","file":"payments.sql","parameterTypes":{"streamId":"uuid","sellerId":"uuid"},"tables":["streams","transactions"],"access":"read","primary":true}',
)
