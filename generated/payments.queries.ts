/** Types and queries of "payments.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Payment } from './models.js'
import type { FeedType, PaymentStatus } from './enums.js'
export type { FeedType, PaymentStatus }

/** Parameters of `findPayment`. */
export interface FindPaymentParams {
  readonly id: string
}

/**
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
 *   transactions.offer_id
 * from transactions
 * where transactions.id = :id!
 * ```
 */
export const findPayment = new PreparedQuery<FindPaymentParams, Payment>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":567,"b":570}]}],"statement":"select\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id\\nfrom transactions\\nwhere transactions.id = :id!"}',
  '{"name":"findPayment","file":"payments.sql","parameterTypes":{"id":"uuid"},"tables":["transactions"],"access":"read"}',
)

/** Parameters of `findPaymentByIntent`. */
export interface FindPaymentByIntentParams {
  readonly stripePaymentIntentId: string
}

/** A row of `findPaymentByIntent`. */
export interface FindPaymentByIntentRow extends Payment {
  /** The attempt to collect the money, at Stripe (pi_…). */
  readonly stripePaymentIntentId: string
}

/**
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
 *   transactions.offer_id
 * from transactions
 * where transactions.stripe_payment_intent_id = :stripePaymentIntentId!
 * ```
 */
export const findPaymentByIntent = new PreparedQuery<FindPaymentByIntentParams, FindPaymentByIntentRow>(
  '{"usedParamSet":{"stripePaymentIntentId":true},"params":[{"name":"stripePaymentIntentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":589,"b":611}]}],"statement":"select\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id\\nfrom transactions\\nwhere transactions.stripe_payment_intent_id = :stripePaymentIntentId!"}',
  '{"name":"findPaymentByIntent","file":"payments.sql","parameterTypes":{"stripePaymentIntentId":"text"},"tables":["transactions"],"access":"read"}',
)

/** Parameters of `listPaymentsByIds`. */
export interface ListPaymentsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Payments in the order of their ids in the list; those that do not exist are left out.
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
 *   transactions.offer_id
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join transactions on transactions.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listPaymentsByIds = new PreparedQuery<ListPaymentsByIdsParams, Payment>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":626,"b":630}]}],"statement":"-- Payments in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin transactions on transactions.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listPaymentsByIds","file":"payments.sql","parameterTypes":{"ids":"uuid[]"},"tables":["transactions"],"access":"read"}',
)

/** Parameters of `openPayment`. */
export interface OpenPaymentParams {
  readonly buyerId: string
  readonly productId: string
  readonly id: string
  readonly stripePaymentIntentId?: string | null
  readonly paymentMethod?: string | null
  readonly expectedAmountMinor?: number | null
  readonly expectedCurrency?: string | null
  readonly discoverFeeBasisPoints: number
  readonly communityFeeBasisPoints: number
}

/** A row of `openPayment`. */
export interface OpenPaymentRow {
  readonly id: string
  readonly buyerId: string
  readonly sellerId: string
  readonly productId: string
  readonly offerId: string | null
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly amountMinor: number
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  readonly feedType: FeedType
  readonly status: PaymentStatus
  readonly stripePaymentIntentId: string | null
  readonly stripeChargeId: string | null
  readonly stripeTransferId: string | null
  readonly paymentMethod: string | null
  readonly completedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly refusal: 'own_product' | 'price_changed' | 'product_already_sold' | 'product_not_available' | null
  readonly wasOpened: boolean
}

/**
 * A buyer buys a product at the asking price: it leaves the market, which declines the offers on it
 * (tr_products_decline_offers), and a payment is opened.
 * Returns the payment as it would be opened, and the rule that refused; no row if there is no such product.
 * Neither refused nor opened: the id is taken, so that a repeated call can look up what the first one opened.
 * Isolation: READ COMMITTED; right under every level.
 *
 * ```sql
 * with locked_party as (
 *   select users.id
 *   from products
 *   join users on users.id in (products.seller_id, :buyerId!)
 *   where products.id = :productId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select count(*) as count
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
 *     products.sold_at
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
 *     case
 *       when :buyerId! = locked_product.seller_id then 'own_product'
 *       when locked_product.sold_at is not null then 'product_already_sold'
 *       when not locked_product.is_available then 'product_not_available'
 *       when locked_product.price_minor <> :expectedAmountMinor::bigint
 *         or locked_product.currency <> :expectedCurrency::text then 'price_changed' -- null: whatever it is
 *     end as refusal
 *   from locked_product
 *   cross join lateral (
 *     select platform_fee_minor(
 *       locked_product.price_minor,
 *       case locked_product.feed_type
 *         when 'discover' then :discoverFeeBasisPoints!::integer
 *         else :communityFeeBasisPoints!::integer
 *       end,
 *       locked_product.currency
 *     ) as platform_fee_minor
 *   ) as priced_product
 * ),
 * opened_payment as (
 *   insert into transactions (id, buyer_id, seller_id, product_id, offer_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, status, stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, created_at, updated_at)
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
 *     drafted_payment.updated_at
 *   from drafted_payment
 *   where drafted_payment.refusal is null
 *   on conflict (id) do nothing
 *   returning
 *     transactions.id,
 *     transactions.product_id
 * ),
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
 *   drafted_payment.refusal as "refusal?",
 *   opened_payment.id is not null as "was_opened!"
 * from drafted_payment
 * left join opened_payment on opened_payment.id = drafted_payment.id
 * ```
 */
export const openPayment = new PreparedQuery<OpenPaymentParams, OpenPaymentRow>(
  '{"usedParamSet":{"buyerId":true,"productId":true,"id":true,"stripePaymentIntentId":true,"paymentMethod":true,"expectedAmountMinor":true,"expectedCurrency":true,"discoverFeeBasisPoints":true,"communityFeeBasisPoints":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":540,"b":548},{"a":1065,"b":1073},{"a":1760,"b":1768}]},{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":573,"b":583},{"a":949,"b":959}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":1043,"b":1046}]},{"name":"stripePaymentIntentId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1475,"b":1496}]},{"name":"paymentMethod","required":false,"transform":{"type":"scalar"},"locs":[{"a":1611,"b":1624}]},{"name":"expectedAmountMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":2003,"b":2022}]},{"name":"expectedCurrency","required":false,"transform":{"type":"scalar"},"locs":[{"a":2070,"b":2086}]},{"name":"discoverFeeBasisPoints","required":true,"transform":{"type":"scalar"},"locs":[{"a":2333,"b":2356}]},{"name":"communityFeeBasisPoints","required":true,"transform":{"type":"scalar"},"locs":[{"a":2380,"b":2404}]}],"statement":"-- A buyer buys a product at the asking price: it leaves the market, which declines the offers on it\\n-- (tr_products_decline_offers), and a payment is opened.\\n-- Returns the payment as it would be opened, and the rule that refused; no row if there is no such product.\\n-- Neither refused nor opened: the id is taken, so that a repeated call can look up what the first one opened.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith locked_party as (\\n  select users.id\\n  from products\\n  join users on users.id in (products.seller_id, :buyerId!)\\n  where products.id = :productId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select count(*) as count\\n  from locked_party\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.feed_type,\\n    products.is_available,\\n    products.sold_at\\n  from locked_parties\\n  join products on products.id = :productId!\\n  for no key update of products\\n),\\ndrafted_payment as materialized (\\n  select\\n    :id!::uuid as id,\\n    :buyerId!::uuid as buyer_id,\\n    locked_product.seller_id,\\n    locked_product.id as product_id,\\n    null::uuid as offer_id,\\n    locked_product.price_minor as amount_minor,\\n    locked_product.currency,\\n    priced_product.platform_fee_minor,\\n    locked_product.price_minor - priced_product.platform_fee_minor as seller_payout_minor,\\n    locked_product.feed_type,\\n    \'pending\'::transaction_status as status,\\n    :stripePaymentIntentId::text as stripe_payment_intent_id,\\n    null::text as stripe_charge_id,\\n    null::text as stripe_transfer_id,\\n    :paymentMethod::text as payment_method,\\n    null::timestamptz as completed_at,\\n    now() as created_at,\\n    now() as updated_at,\\n    case\\n      when :buyerId! = locked_product.seller_id then \'own_product\'\\n      when locked_product.sold_at is not null then \'product_already_sold\'\\n      when not locked_product.is_available then \'product_not_available\'\\n      when locked_product.price_minor <> :expectedAmountMinor::bigint\\n        or locked_product.currency <> :expectedCurrency::text then \'price_changed\' -- null: whatever it is\\n    end as refusal\\n  from locked_product\\n  cross join lateral (\\n    select platform_fee_minor(\\n      locked_product.price_minor,\\n      case locked_product.feed_type\\n        when \'discover\' then :discoverFeeBasisPoints!::integer\\n        else :communityFeeBasisPoints!::integer\\n      end,\\n      locked_product.currency\\n    ) as platform_fee_minor\\n  ) as priced_product\\n),\\nopened_payment as (\\n  insert into transactions (id, buyer_id, seller_id, product_id, offer_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, status, stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, created_at, updated_at)\\n  select\\n    drafted_payment.id,\\n    drafted_payment.buyer_id,\\n    drafted_payment.seller_id,\\n    drafted_payment.product_id,\\n    drafted_payment.offer_id,\\n    drafted_payment.amount_minor,\\n    drafted_payment.currency,\\n    drafted_payment.platform_fee_minor,\\n    drafted_payment.seller_payout_minor,\\n    drafted_payment.feed_type,\\n    drafted_payment.status,\\n    drafted_payment.stripe_payment_intent_id,\\n    drafted_payment.stripe_charge_id,\\n    drafted_payment.stripe_transfer_id,\\n    drafted_payment.payment_method,\\n    drafted_payment.completed_at,\\n    drafted_payment.created_at,\\n    drafted_payment.updated_at\\n  from drafted_payment\\n  where drafted_payment.refusal is null\\n  on conflict (id) do nothing\\n  returning\\n    transactions.id,\\n    transactions.product_id\\n),\\ntaken_product as (\\n  update products\\n  set is_available = false\\n  from opened_payment\\n  where products.id = opened_payment.product_id\\n)\\nselect\\n  drafted_payment.id as \\"id!\\",\\n  drafted_payment.buyer_id as \\"buyer_id!\\",\\n  drafted_payment.seller_id as \\"seller_id!\\",\\n  drafted_payment.product_id as \\"product_id!\\",\\n  drafted_payment.offer_id,\\n  drafted_payment.amount_minor as \\"amount_minor!\\",\\n  drafted_payment.currency as \\"currency!\\",\\n  drafted_payment.platform_fee_minor as \\"platform_fee_minor!\\",\\n  drafted_payment.seller_payout_minor as \\"seller_payout_minor!\\",\\n  drafted_payment.feed_type as \\"feed_type!\\",\\n  drafted_payment.status as \\"status!\\",\\n  drafted_payment.stripe_payment_intent_id,\\n  drafted_payment.stripe_charge_id,\\n  drafted_payment.stripe_transfer_id,\\n  drafted_payment.payment_method,\\n  drafted_payment.completed_at,\\n  drafted_payment.created_at as \\"created_at!\\",\\n  drafted_payment.updated_at as \\"updated_at!\\",\\n  drafted_payment.refusal as \\"refusal?\\",\\n  opened_payment.id is not null as \\"was_opened!\\"\\nfrom drafted_payment\\nleft join opened_payment on opened_payment.id = drafted_payment.id"}',
  '{"name":"openPayment","file":"payments.sql","parameterTypes":{"buyerId":"uuid","productId":"uuid","id":"uuid","stripePaymentIntentId":"text","paymentMethod":"text","expectedAmountMinor":"int8","expectedCurrency":"text","discoverFeeBasisPoints":"int4","communityFeeBasisPoints":"int4"},"tables":["products","transactions","users"],"access":"write"}',
)

/** Parameters of `settlePayment`. */
export interface SettlePaymentParams {
  readonly paymentId: string
  readonly status: PaymentStatus
  readonly stripePaymentIntentId?: string | null
  readonly stripeChargeId?: string | null
  readonly stripeTransferId?: string | null
  readonly paymentMethod?: string | null
}

/** A row of `settlePayment`. */
export interface SettlePaymentRow extends Payment {
  readonly refusal: 'payment_ids_differ' | 'payment_not_completed' | 'payment_not_pending' | null
}

/**
 * Brings a payment to its next state: from pending to completed, failed or cancelled, from completed to refunded.
 * Completed, its product is sold. Failed, cancelled or refunded, its product is on the market again, and the offer it
 * was for is cancelled: what is accepted has an open payment. A product that was marked sold meanwhile stays sold.
 * Stripe's ids that are given are kept; null: not given. One that contradicts what is known is refused. A payment that
 * is in that state already, with the ids that are given, stays as it is.
 * Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level.
 *
 * ```sql
 * with wanted_payment as (
 *   select
 *     transactions.id,
 *     transactions.product_id,
 *     transactions.offer_id
 *   from transactions
 *   where transactions.id = :paymentId!
 * ),
 * locked_product as (
 *   select products.id
 *   from wanted_payment
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
 *     transactions.offer_id
 *   from locked_product
 *   left join locked_offer on true
 *   join transactions on transactions.product_id = locked_product.id
 *   where transactions.id = :paymentId!
 *   for no key update of transactions
 * ),
 * judged_payment as materialized (
 *   select
 *     locked_payment.id,
 *     locked_payment.status = :status! as is_repeated,
 *     case
 *       when locked_payment.status = :status! then
 *         case
 *           when coalesce(:stripePaymentIntentId::text <> coalesce(locked_payment.stripe_payment_intent_id, ''), false)
 *             or coalesce(:stripeChargeId::text <> coalesce(locked_payment.stripe_charge_id, ''), false)
 *             or coalesce(:stripeTransferId::text <> coalesce(locked_payment.stripe_transfer_id, ''), false)
 *             or coalesce(:paymentMethod::text <> coalesce(locked_payment.payment_method, ''), false)
 *             then 'payment_ids_differ'
 *         end
 *       when :status! = 'refunded' and locked_payment.status <> 'completed' then 'payment_not_completed'
 *       when :status! <> 'refunded' and locked_payment.status <> 'pending' then 'payment_not_pending'
 *       when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId::text
 *         or locked_payment.stripe_charge_id <> :stripeChargeId::text
 *         or locked_payment.stripe_transfer_id <> :stripeTransferId::text
 *         or locked_payment.payment_method <> :paymentMethod::text
 *         then 'payment_ids_differ'
 *     end as refusal
 *   from locked_payment
 * ),
 * settled_payment as (
 *   update transactions
 *   set
 *     status = :status!,
 *     stripe_payment_intent_id = coalesce(:stripePaymentIntentId, transactions.stripe_payment_intent_id),
 *     stripe_charge_id = coalesce(:stripeChargeId, transactions.stripe_charge_id),
 *     stripe_transfer_id = coalesce(:stripeTransferId, transactions.stripe_transfer_id),
 *     payment_method = coalesce(:paymentMethod, transactions.payment_method),
 *     completed_at = case :status! when 'completed'::transaction_status then now() end
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
 *     transactions.offer_id
 * ),
 * settled_product as (
 *   update products
 *   set
 *     is_available = settled_payment.status <> 'completed' and (products.sold_at is null or :status! = 'refunded'),
 *     sold_at = case
 *       when settled_payment.status = 'completed' then coalesce(products.sold_at, settled_payment.completed_at)
 *       when settled_payment.status <> 'refunded' then products.sold_at
 *     end
 *   from settled_payment
 *   where products.id = settled_payment.product_id
 * ),
 * undone_offer as (
 *   update offers
 *   set status = 'cancelled'
 *   from settled_payment
 *   where offers.id = settled_payment.offer_id
 *     and settled_payment.status <> 'completed'
 * )
 * select
 *   settled_payment.id,
 *   settled_payment.buyer_id,
 *   settled_payment.seller_id,
 *   settled_payment.product_id,
 *   settled_payment.amount_minor,
 *   settled_payment.currency,
 *   settled_payment.platform_fee_minor,
 *   settled_payment.seller_payout_minor,
 *   settled_payment.feed_type,
 *   settled_payment.status,
 *   settled_payment.stripe_payment_intent_id,
 *   settled_payment.stripe_charge_id,
 *   settled_payment.stripe_transfer_id,
 *   settled_payment.payment_method,
 *   settled_payment.completed_at,
 *   settled_payment.created_at,
 *   settled_payment.updated_at,
 *   settled_payment.offer_id,
 *   null::text as "refusal?"
 * from settled_payment
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
 *   judged_payment.refusal
 * from locked_payment
 * join judged_payment on judged_payment.id = locked_payment.id
 * where judged_payment.refusal is not null
 *   or judged_payment.is_repeated
 * ```
 */
export const settlePayment = new PreparedQuery<SettlePaymentParams, SettlePaymentRow>(
  '{"usedParamSet":{"paymentId":true,"status":true,"stripePaymentIntentId":true,"stripeChargeId":true,"stripeTransferId":true,"paymentMethod":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":855,"b":865},{"a":1974,"b":1984}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":2118,"b":2125},{"a":2187,"b":2194},{"a":2703,"b":2710},{"a":2806,"b":2813},{"a":3323,"b":3330},{"a":3705,"b":3712},{"a":4614,"b":4621}]},{"name":"stripePaymentIntentId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2238,"b":2259},{"a":2949,"b":2970},{"a":3373,"b":3394}]},{"name":"stripeChargeId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2356,"b":2370},{"a":3024,"b":3038},{"a":3469,"b":3483}]},{"name":"stripeTransferId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2459,"b":2475},{"a":3094,"b":3110},{"a":3552,"b":3568}]},{"name":"paymentMethod","required":false,"transform":{"type":"scalar"},"locs":[{"a":2566,"b":2579},{"a":3162,"b":3175},{"a":3635,"b":3648}]}],"statement":"-- Brings a payment to its next state: from pending to completed, failed or cancelled, from completed to refunded.\\n-- Completed, its product is sold. Failed, cancelled or refunded, its product is on the market again, and the offer it\\n-- was for is cancelled: what is accepted has an open payment. A product that was marked sold meanwhile stays sold.\\n-- Stripe\'s ids that are given are kept; null: not given. One that contradicts what is known is refused. A payment that\\n-- is in that state already, with the ids that are given, stays as it is.\\n-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith wanted_payment as (\\n  select\\n    transactions.id,\\n    transactions.product_id,\\n    transactions.offer_id\\n  from transactions\\n  where transactions.id = :paymentId!\\n),\\nlocked_product as (\\n  select products.id\\n  from wanted_payment\\n  join products on products.id = wanted_payment.product_id\\n  for no key update of products\\n),\\nlocked_offer as (\\n  select offers.id\\n  from wanted_payment\\n  join locked_product on locked_product.id = wanted_payment.product_id\\n  join offers on offers.id = wanted_payment.offer_id\\n  for no key update of offers\\n),\\nlocked_payment as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id\\n  from locked_product\\n  left join locked_offer on true\\n  join transactions on transactions.product_id = locked_product.id\\n  where transactions.id = :paymentId!\\n  for no key update of transactions\\n),\\njudged_payment as materialized (\\n  select\\n    locked_payment.id,\\n    locked_payment.status = :status! as is_repeated,\\n    case\\n      when locked_payment.status = :status! then\\n        case\\n          when coalesce(:stripePaymentIntentId::text <> coalesce(locked_payment.stripe_payment_intent_id, \'\'), false)\\n            or coalesce(:stripeChargeId::text <> coalesce(locked_payment.stripe_charge_id, \'\'), false)\\n            or coalesce(:stripeTransferId::text <> coalesce(locked_payment.stripe_transfer_id, \'\'), false)\\n            or coalesce(:paymentMethod::text <> coalesce(locked_payment.payment_method, \'\'), false)\\n            then \'payment_ids_differ\'\\n        end\\n      when :status! = \'refunded\' and locked_payment.status <> \'completed\' then \'payment_not_completed\'\\n      when :status! <> \'refunded\' and locked_payment.status <> \'pending\' then \'payment_not_pending\'\\n      when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId::text\\n        or locked_payment.stripe_charge_id <> :stripeChargeId::text\\n        or locked_payment.stripe_transfer_id <> :stripeTransferId::text\\n        or locked_payment.payment_method <> :paymentMethod::text\\n        then \'payment_ids_differ\'\\n    end as refusal\\n  from locked_payment\\n),\\nsettled_payment as (\\n  update transactions\\n  set\\n    status = :status!,\\n    stripe_payment_intent_id = coalesce(:stripePaymentIntentId, transactions.stripe_payment_intent_id),\\n    stripe_charge_id = coalesce(:stripeChargeId, transactions.stripe_charge_id),\\n    stripe_transfer_id = coalesce(:stripeTransferId, transactions.stripe_transfer_id),\\n    payment_method = coalesce(:paymentMethod, transactions.payment_method),\\n    completed_at = case :status! when \'completed\'::transaction_status then now() end\\n  from judged_payment\\n  where transactions.id = judged_payment.id\\n    and judged_payment.refusal is null\\n    and not judged_payment.is_repeated\\n  returning\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id\\n),\\nsettled_product as (\\n  update products\\n  set\\n    is_available = settled_payment.status <> \'completed\' and (products.sold_at is null or :status! = \'refunded\'),\\n    sold_at = case\\n      when settled_payment.status = \'completed\' then coalesce(products.sold_at, settled_payment.completed_at)\\n      when settled_payment.status <> \'refunded\' then products.sold_at\\n    end\\n  from settled_payment\\n  where products.id = settled_payment.product_id\\n),\\nundone_offer as (\\n  update offers\\n  set status = \'cancelled\'\\n  from settled_payment\\n  where offers.id = settled_payment.offer_id\\n    and settled_payment.status <> \'completed\'\\n)\\nselect\\n  settled_payment.id,\\n  settled_payment.buyer_id,\\n  settled_payment.seller_id,\\n  settled_payment.product_id,\\n  settled_payment.amount_minor,\\n  settled_payment.currency,\\n  settled_payment.platform_fee_minor,\\n  settled_payment.seller_payout_minor,\\n  settled_payment.feed_type,\\n  settled_payment.status,\\n  settled_payment.stripe_payment_intent_id,\\n  settled_payment.stripe_charge_id,\\n  settled_payment.stripe_transfer_id,\\n  settled_payment.payment_method,\\n  settled_payment.completed_at,\\n  settled_payment.created_at,\\n  settled_payment.updated_at,\\n  settled_payment.offer_id,\\n  null::text as \\"refusal?\\"\\nfrom settled_payment\\nunion all\\nselect\\n  locked_payment.id,\\n  locked_payment.buyer_id,\\n  locked_payment.seller_id,\\n  locked_payment.product_id,\\n  locked_payment.amount_minor,\\n  locked_payment.currency,\\n  locked_payment.platform_fee_minor,\\n  locked_payment.seller_payout_minor,\\n  locked_payment.feed_type,\\n  locked_payment.status,\\n  locked_payment.stripe_payment_intent_id,\\n  locked_payment.stripe_charge_id,\\n  locked_payment.stripe_transfer_id,\\n  locked_payment.payment_method,\\n  locked_payment.completed_at,\\n  locked_payment.created_at,\\n  locked_payment.updated_at,\\n  locked_payment.offer_id,\\n  judged_payment.refusal\\nfrom locked_payment\\njoin judged_payment on judged_payment.id = locked_payment.id\\nwhere judged_payment.refusal is not null\\n  or judged_payment.is_repeated"}',
  '{"name":"settlePayment","file":"payments.sql","parameterTypes":{"paymentId":"uuid","status":"transaction_status","stripePaymentIntentId":"text","stripeChargeId":"text","stripeTransferId":"text","paymentMethod":"text"},"tables":["offers","products","transactions"],"access":"write"}',
)

/** Parameters of `recordPaymentIds`. */
export interface RecordPaymentIdsParams {
  readonly paymentId: string
  readonly stripePaymentIntentId?: string | null
  readonly stripeChargeId?: string | null
  readonly stripeTransferId?: string | null
  readonly paymentMethod?: string | null
}

/** A row of `recordPaymentIds`. */
export interface RecordPaymentIdsRow extends Payment {
  readonly refusal: 'payment_ids_differ' | null
}

/**
 * Keeps Stripe's ids of a payment, whatever its state, where none is known yet; null: not given.
 * Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
 * Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.
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
 *     transactions.offer_id
 *   from transactions
 *   where transactions.id = :paymentId!
 *   for no key update
 * ),
 * judged_payment as materialized (
 *   select
 *     locked_payment.id,
 *     case
 *       when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId::text
 *         or locked_payment.stripe_charge_id <> :stripeChargeId::text
 *         or locked_payment.stripe_transfer_id <> :stripeTransferId::text
 *         or locked_payment.payment_method <> :paymentMethod::text
 *         then 'payment_ids_differ'
 *     end as refusal
 *   from locked_payment
 * ),
 * recorded_payment as (
 *   update transactions
 *   set
 *     stripe_payment_intent_id = coalesce(:stripePaymentIntentId, transactions.stripe_payment_intent_id),
 *     stripe_charge_id = coalesce(:stripeChargeId, transactions.stripe_charge_id),
 *     stripe_transfer_id = coalesce(:stripeTransferId, transactions.stripe_transfer_id),
 *     payment_method = coalesce(:paymentMethod, transactions.payment_method)
 *   from judged_payment
 *   where transactions.id = judged_payment.id
 *     and judged_payment.refusal is null
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
 *     transactions.offer_id
 * )
 * select
 *   recorded_payment.id,
 *   recorded_payment.buyer_id,
 *   recorded_payment.seller_id,
 *   recorded_payment.product_id,
 *   recorded_payment.amount_minor,
 *   recorded_payment.currency,
 *   recorded_payment.platform_fee_minor,
 *   recorded_payment.seller_payout_minor,
 *   recorded_payment.feed_type,
 *   recorded_payment.status,
 *   recorded_payment.stripe_payment_intent_id,
 *   recorded_payment.stripe_charge_id,
 *   recorded_payment.stripe_transfer_id,
 *   recorded_payment.payment_method,
 *   recorded_payment.completed_at,
 *   recorded_payment.created_at,
 *   recorded_payment.updated_at,
 *   recorded_payment.offer_id,
 *   null::text as "refusal?"
 * from recorded_payment
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
 *   judged_payment.refusal
 * from locked_payment
 * join judged_payment on judged_payment.id = locked_payment.id
 * where judged_payment.refusal is not null
 * ```
 */
export const recordPaymentIds = new PreparedQuery<RecordPaymentIdsParams, RecordPaymentIdsRow>(
  '{"usedParamSet":{"paymentId":true,"stripePaymentIntentId":true,"stripeChargeId":true,"stripeTransferId":true,"paymentMethod":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":922,"b":932}]},{"name":"stripePaymentIntentId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1085,"b":1106},{"a":1487,"b":1508}]},{"name":"stripeChargeId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1160,"b":1174},{"a":1583,"b":1597}]},{"name":"stripeTransferId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1230,"b":1246},{"a":1666,"b":1682}]},{"name":"paymentMethod","required":false,"transform":{"type":"scalar"},"locs":[{"a":1298,"b":1311},{"a":1749,"b":1762}]}],"statement":"-- Keeps Stripe\'s ids of a payment, whatever its state, where none is known yet; null: not given.\\n-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.\\n-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.\\nwith locked_payment as (\\n  select\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id\\n  from transactions\\n  where transactions.id = :paymentId!\\n  for no key update\\n),\\njudged_payment as materialized (\\n  select\\n    locked_payment.id,\\n    case\\n      when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId::text\\n        or locked_payment.stripe_charge_id <> :stripeChargeId::text\\n        or locked_payment.stripe_transfer_id <> :stripeTransferId::text\\n        or locked_payment.payment_method <> :paymentMethod::text\\n        then \'payment_ids_differ\'\\n    end as refusal\\n  from locked_payment\\n),\\nrecorded_payment as (\\n  update transactions\\n  set\\n    stripe_payment_intent_id = coalesce(:stripePaymentIntentId, transactions.stripe_payment_intent_id),\\n    stripe_charge_id = coalesce(:stripeChargeId, transactions.stripe_charge_id),\\n    stripe_transfer_id = coalesce(:stripeTransferId, transactions.stripe_transfer_id),\\n    payment_method = coalesce(:paymentMethod, transactions.payment_method)\\n  from judged_payment\\n  where transactions.id = judged_payment.id\\n    and judged_payment.refusal is null\\n  returning\\n    transactions.id,\\n    transactions.buyer_id,\\n    transactions.seller_id,\\n    transactions.product_id,\\n    transactions.amount_minor,\\n    transactions.currency,\\n    transactions.platform_fee_minor,\\n    transactions.seller_payout_minor,\\n    transactions.feed_type,\\n    transactions.status,\\n    transactions.stripe_payment_intent_id,\\n    transactions.stripe_charge_id,\\n    transactions.stripe_transfer_id,\\n    transactions.payment_method,\\n    transactions.completed_at,\\n    transactions.created_at,\\n    transactions.updated_at,\\n    transactions.offer_id\\n)\\nselect\\n  recorded_payment.id,\\n  recorded_payment.buyer_id,\\n  recorded_payment.seller_id,\\n  recorded_payment.product_id,\\n  recorded_payment.amount_minor,\\n  recorded_payment.currency,\\n  recorded_payment.platform_fee_minor,\\n  recorded_payment.seller_payout_minor,\\n  recorded_payment.feed_type,\\n  recorded_payment.status,\\n  recorded_payment.stripe_payment_intent_id,\\n  recorded_payment.stripe_charge_id,\\n  recorded_payment.stripe_transfer_id,\\n  recorded_payment.payment_method,\\n  recorded_payment.completed_at,\\n  recorded_payment.created_at,\\n  recorded_payment.updated_at,\\n  recorded_payment.offer_id,\\n  null::text as \\"refusal?\\"\\nfrom recorded_payment\\nunion all\\nselect\\n  locked_payment.id,\\n  locked_payment.buyer_id,\\n  locked_payment.seller_id,\\n  locked_payment.product_id,\\n  locked_payment.amount_minor,\\n  locked_payment.currency,\\n  locked_payment.platform_fee_minor,\\n  locked_payment.seller_payout_minor,\\n  locked_payment.feed_type,\\n  locked_payment.status,\\n  locked_payment.stripe_payment_intent_id,\\n  locked_payment.stripe_charge_id,\\n  locked_payment.stripe_transfer_id,\\n  locked_payment.payment_method,\\n  locked_payment.completed_at,\\n  locked_payment.created_at,\\n  locked_payment.updated_at,\\n  locked_payment.offer_id,\\n  judged_payment.refusal\\nfrom locked_payment\\njoin judged_payment on judged_payment.id = locked_payment.id\\nwhere judged_payment.refusal is not null"}',
  '{"name":"recordPaymentIds","file":"payments.sql","parameterTypes":{"paymentId":"uuid","stripePaymentIntentId":"text","stripeChargeId":"text","stripeTransferId":"text","paymentMethod":"text"},"tables":["transactions"],"access":"write"}',
)

/** Parameters of `listPaymentsByBuyer`. */
export type ListPaymentsByBuyerParams = {
  readonly buyerId: string
  readonly status?: PaymentStatus | undefined
  readonly currency?: string | undefined
  readonly from?: Date | string | undefined
  readonly before?: Date | string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPaymentsByBuyer`. */
export interface ListPaymentsByBuyerRow extends Payment {
  readonly createdAtExact: string
}

/**
 * A buyer's payments, newest first.
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
 *   transactions.created_at::text as "created_at_exact!"
 * from transactions
 * where transactions.buyer_id = :buyerId!
 *   /*[if status]*\/ and transactions.status = :status! /*[end]*\/
 *   /*[if currency]*\/ and transactions.currency = :currency! /*[end]*\/
 *   /*[if from]*\/ and transactions.created_at >= :from! /*[end]*\/
 *   /*[if before]*\/ and transactions.created_at < :before! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and transactions.created_at <= :afterTime!
 *   and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by transactions.created_at desc, transactions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentsByBuyer = new PreparedQuery<ListPaymentsByBuyerParams, ListPaymentsByBuyerRow>(
  '{"usedParamSet":{"buyerId":true,"status":true,"currency":true,"from":true,"before":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":666,"b":674}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":720,"b":727}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":787,"b":796}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":855,"b":860}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":920,"b":927}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1001,"b":1011},{"a":1065,"b":1075}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1078,"b":1086}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1175,"b":1181}]}],"statement":"-- A buyer\'s payments, newest first.\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.created_at::text as \\"created_at_exact!\\"\\nfrom transactions\\nwhere transactions.buyer_id = :buyerId!\\n  /*[if status]*/ and transactions.status = :status! /*[end]*/\\n  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/\\n  /*[if from]*/ and transactions.created_at >= :from! /*[end]*/\\n  /*[if before]*/ and transactions.created_at < :before! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and transactions.created_at <= :afterTime!\\n  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by transactions.created_at desc, transactions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentsByBuyer","file":"payments.sql","parameterTypes":{"buyerId":"uuid","status":"transaction_status","currency":"text","from":"timestamptz","before":"timestamptz","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["transactions"],"access":"read"}',
)

/** Parameters of `listPaymentsBySeller`. */
export type ListPaymentsBySellerParams = {
  readonly sellerId: string
  readonly status?: PaymentStatus | undefined
  readonly currency?: string | undefined
  readonly from?: Date | string | undefined
  readonly before?: Date | string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPaymentsBySeller`. */
export interface ListPaymentsBySellerRow extends Payment {
  readonly createdAtExact: string
}

/**
 * A seller's payments, newest first.
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
 *   transactions.created_at::text as "created_at_exact!"
 * from transactions
 * where transactions.seller_id = :sellerId!
 *   /*[if status]*\/ and transactions.status = :status! /*[end]*\/
 *   /*[if currency]*\/ and transactions.currency = :currency! /*[end]*\/
 *   /*[if from]*\/ and transactions.created_at >= :from! /*[end]*\/
 *   /*[if before]*\/ and transactions.created_at < :before! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and transactions.created_at <= :afterTime!
 *   and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by transactions.created_at desc, transactions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPaymentsBySeller = new PreparedQuery<ListPaymentsBySellerParams, ListPaymentsBySellerRow>(
  '{"usedParamSet":{"sellerId":true,"status":true,"currency":true,"from":true,"before":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":668,"b":677}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":723,"b":730}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":790,"b":799}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":858,"b":863}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":923,"b":930}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1004,"b":1014},{"a":1068,"b":1078}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1081,"b":1089}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1178,"b":1184}]}],"statement":"-- A seller\'s payments, newest first.\\nselect\\n  transactions.id,\\n  transactions.buyer_id,\\n  transactions.seller_id,\\n  transactions.product_id,\\n  transactions.amount_minor,\\n  transactions.currency,\\n  transactions.platform_fee_minor,\\n  transactions.seller_payout_minor,\\n  transactions.feed_type,\\n  transactions.status,\\n  transactions.stripe_payment_intent_id,\\n  transactions.stripe_charge_id,\\n  transactions.stripe_transfer_id,\\n  transactions.payment_method,\\n  transactions.completed_at,\\n  transactions.created_at,\\n  transactions.updated_at,\\n  transactions.offer_id,\\n  transactions.created_at::text as \\"created_at_exact!\\"\\nfrom transactions\\nwhere transactions.seller_id = :sellerId!\\n  /*[if status]*/ and transactions.status = :status! /*[end]*/\\n  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/\\n  /*[if from]*/ and transactions.created_at >= :from! /*[end]*/\\n  /*[if before]*/ and transactions.created_at < :before! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and transactions.created_at <= :afterTime!\\n  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by transactions.created_at desc, transactions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPaymentsBySeller","file":"payments.sql","parameterTypes":{"sellerId":"uuid","status":"transaction_status","currency":"text","from":"timestamptz","before":"timestamptz","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["transactions"],"access":"read"}',
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
}

/**
 * The sums a buyer spent in a period, by the time of completion: a row for each currency.
 *
 * ```sql
 * select
 *   transactions.currency,
 *   count(*)::integer as "count!",
 *   sum(transactions.amount_minor)::bigint as "amount_minor!",
 *   sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
 *   sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!"
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
  '{"usedParamSet":{"buyerId":true,"currency":true,"from":true,"before":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":412,"b":420}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":510,"b":519}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":580,"b":585}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":647,"b":654}]}],"statement":"-- The sums a buyer spent in a period, by the time of completion: a row for each currency.\\nselect\\n  transactions.currency,\\n  count(*)::integer as \\"count!\\",\\n  sum(transactions.amount_minor)::bigint as \\"amount_minor!\\",\\n  sum(transactions.platform_fee_minor)::bigint as \\"platform_fee_minor!\\",\\n  sum(transactions.seller_payout_minor)::bigint as \\"seller_payout_minor!\\"\\nfrom transactions\\nwhere transactions.buyer_id = :buyerId!\\n  and transactions.status = \'completed\'\\n  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/\\n  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/\\n  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/\\ngroup by transactions.currency\\norder by transactions.currency"}',
  '{"name":"sumPaymentsByBuyer","file":"payments.sql","parameterTypes":{"buyerId":"uuid","currency":"text","from":"timestamptz","before":"timestamptz"},"tables":["transactions"],"access":"read"}',
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
}

/**
 * The sums a seller earned in a period, by the time of completion: a row for each currency.
 *
 * ```sql
 * select
 *   transactions.currency,
 *   count(*)::integer as "count!",
 *   sum(transactions.amount_minor)::bigint as "amount_minor!",
 *   sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
 *   sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!"
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
  '{"usedParamSet":{"sellerId":true,"currency":true,"from":true,"before":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":415,"b":424}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":514,"b":523}]},{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":584,"b":589}]},{"name":"before","required":true,"transform":{"type":"scalar"},"locs":[{"a":651,"b":658}]}],"statement":"-- The sums a seller earned in a period, by the time of completion: a row for each currency.\\nselect\\n  transactions.currency,\\n  count(*)::integer as \\"count!\\",\\n  sum(transactions.amount_minor)::bigint as \\"amount_minor!\\",\\n  sum(transactions.platform_fee_minor)::bigint as \\"platform_fee_minor!\\",\\n  sum(transactions.seller_payout_minor)::bigint as \\"seller_payout_minor!\\"\\nfrom transactions\\nwhere transactions.seller_id = :sellerId!\\n  and transactions.status = \'completed\'\\n  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/\\n  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/\\n  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/\\ngroup by transactions.currency\\norder by transactions.currency"}',
  '{"name":"sumPaymentsBySeller","file":"payments.sql","parameterTypes":{"sellerId":"uuid","currency":"text","from":"timestamptz","before":"timestamptz"},"tables":["transactions"],"access":"read"}',
)
