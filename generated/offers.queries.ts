/** Types and queries of "offers.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Offer } from './models.js'
import type { FeedType, OfferStatus } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
export type { FeedType, OfferStatus }

/** Parameters of `findOffer`. */
export interface FindOfferParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/**
 * An offer, or if a digest is given, the offer that the same content made.
 *
 * [sql/offers.sql:21](../sql/offers.sql#L21)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency
 * from offers
 * where offers.id = :id!
 *   /*[if requestDigest]*\/ and offers.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findOffer = new PreparedQuery<FindOfferParams, Offer>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":395,"b":398}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":453,"b":467}]}],"statement":"-- An offer, or if a digest is given, the offer that the same content made.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency\\nfrom offers\\nwhere offers.id = :id!\\n  /*[if requestDigest]*/ and offers.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findOffer","file":"offers.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["offers"],"access":"read"}',
)

/** Parameters of `listOffersByIds`. */
export interface ListOffersByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Offers in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/offers.sql:29](../sql/offers.sql#L29)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join offers on offers.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listOffersByIds = new PreparedQuery<ListOffersByIdsParams, Offer>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":388,"b":392}]}],"statement":"-- Offers in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin offers on offers.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listOffersByIds","file":"offers.sql","parameterTypes":{"ids":"uuid[]"},"tables":["offers"],"access":"read"}',
)

/** Parameters of `makeOffer`. */
export interface MakeOfferParams {
  readonly conversationId: string
  readonly productId: string
  readonly id: string
  readonly buyerId: string
  readonly amountMinor: number
  readonly message?: string | null
  readonly expiresInSeconds?: number | null
  readonly requestDigest?: string | null
  readonly notify?: Json | undefined
}

/** A row of `makeOffer`. */
export interface MakeOfferRow {
  readonly id: string
  /** The id of the listing. */
  readonly productId: string
  /** The id of the conversation. */
  readonly conversationId: string
  readonly parentOfferId: string | null
  /** The participant who may buy. */
  readonly buyerId: string
  /** The participant who sells. */
  readonly sellerId: string
  readonly madeBy: string
  readonly amountMinor: number
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  readonly message: string | null
  readonly status: OfferStatus
  readonly expiresAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly refusal: 'account_closed' | 'not_a_participant' | 'offer_already_pending' | 'own_product' | 'product_already_sold' | 'product_not_available' | 'product_not_of_conversation' | null
  readonly wasMade: boolean
}

/**
 * A buyer makes an offer in a conversation with the product's seller, and the chat shows it.
 * Returns the offer as it would be made, and the rule that refused; no row if there is no such product or conversation.
 * Neither refused nor made: the id is taken, so that a repeated call can look up what the first one made.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/offers.sql:37](../sql/offers.sql#L37)
 *
 * ```sql
 * with locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from conversations
 *   join users on users.id in (conversations.buyer_id, conversations.seller_id)
 *   where conversations.id = :conversationId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select coalesce(bool_and(locked_party.is_active), false) as are_open
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
 *     locked_parties.are_open
 *   from locked_parties
 *   join products on products.id = :productId!
 *   for no key update of products
 * ),
 * locked_conversation as (
 *   select
 *     conversations.id,
 *     conversations.buyer_id,
 *     conversations.seller_id,
 *     conversations.product_id,
 *     conversations.last_message_at
 *   from locked_product
 *   join conversations on conversations.id = :conversationId!
 *   for no key update of conversations
 * ),
 * waiting_offer as (
 *   -- An offer whose time has passed waits no longer: now(), the earlier of the two clocks, as expireOffers has it.
 *   select
 *     offers.id,
 *     coalesce(offers.expires_at <= now(), false) as is_due
 *   from locked_product
 *   cross join locked_conversation
 *   join offers on offers.product_id = locked_product.id
 *   where offers.buyer_id = locked_conversation.buyer_id
 *     and offers.status = 'pending'
 *   -- lint-disable lock-order: a buyer has one pending offer on a product (offers_buyer_id_product_id_excl).
 *   for no key update of offers
 * ),
 * timed_conversation as materialized (
 *   -- The order of a conversation's messages is that of their times: see messages.
 *   select
 *     locked_conversation.id,
 *     greatest(
 *       clock_timestamp(),
 *       locked_conversation.last_message_at + interval '1 microsecond'
 *     ) as message_at
 *   from locked_conversation
 * ),
 * drafted_offer as materialized (
 *   select
 *     :id!::uuid as id,
 *     locked_product.id as product_id,
 *     locked_conversation.id as conversation_id,
 *     null::uuid as parent_offer_id,
 *     locked_conversation.buyer_id,
 *     locked_conversation.seller_id,
 *     :buyerId!::uuid as made_by,
 *     :amountMinor!::bigint as amount_minor,
 *     locked_product.currency,
 *     :message::text as message,
 *     'pending'::offer_status as status,
 *     timed_conversation.message_at + make_interval(secs => :expiresInSeconds::float8) as expires_at, -- null: never
 *     timed_conversation.message_at as created_at,
 *     timed_conversation.message_at as updated_at,
 *     locked_product.price_minor,
 *     case
 *       when :buyerId! not in (locked_conversation.buyer_id, locked_conversation.seller_id) then 'not_a_participant'
 *       when :buyerId! = locked_product.seller_id then 'own_product'
 *       when not locked_product.are_open then 'account_closed'
 *       when locked_conversation.seller_id <> locked_product.seller_id
 *         or locked_conversation.product_id <> locked_product.id then 'product_not_of_conversation'
 *       when locked_product.sold_at is not null then 'product_already_sold'
 *       when not locked_product.is_available then 'product_not_available'
 *       when exists (select from waiting_offer where not waiting_offer.is_due) then 'offer_already_pending'
 *     end as refusal
 *   from locked_product
 *   cross join locked_conversation
 *   join timed_conversation on timed_conversation.id = locked_conversation.id
 * ),
 * made_offer as (
 *   insert into offers (id, product_id, conversation_id, parent_offer_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at, request_digest, created_at, updated_at)
 *   select
 *     drafted_offer.id,
 *     drafted_offer.product_id,
 *     drafted_offer.conversation_id,
 *     drafted_offer.parent_offer_id,
 *     drafted_offer.buyer_id,
 *     drafted_offer.seller_id,
 *     drafted_offer.made_by,
 *     drafted_offer.amount_minor,
 *     drafted_offer.currency,
 *     drafted_offer.message,
 *     drafted_offer.status,
 *     drafted_offer.expires_at,
 *     :requestDigest::uuid, -- null: the caller gave no id
 *     drafted_offer.created_at,
 *     drafted_offer.updated_at
 *   from drafted_offer
 *   where drafted_offer.refusal is null
 *   on conflict (id) do nothing
 *   returning
 *     offers.id,
 *     offers.product_id
 * ),
 * expired_offer as (
 *   update offers
 *   set status = 'expired'
 *   from made_offer
 *   cross join waiting_offer
 *   where offers.id = waiting_offer.id
 *     and waiting_offer.is_due
 * ),
 * touched_product as (
 *   update products
 *   set is_available = true -- as it was: see the head of this file
 *   from made_offer
 *   where products.id = made_offer.product_id
 * ),
 * made_message as (
 *   insert into messages (conversation_id, sender_id, message_type, content, offer_data, offer_id, created_at, updated_at)
 *   select
 *     drafted_offer.conversation_id,
 *     drafted_offer.made_by,
 *     'offer',
 *     drafted_offer.message,
 *     jsonb_build_object(
 *       'amountMinor', drafted_offer.amount_minor,
 *       'currency', drafted_offer.currency,
 *       'priceMinor', drafted_offer.price_minor,
 *       'expiresAt', drafted_offer.expires_at
 *     ),
 *     made_offer.id,
 *     drafted_offer.created_at,
 *     drafted_offer.created_at
 *   from made_offer
 *   join drafted_offer on drafted_offer.id = made_offer.id
 *   returning
 *     messages.id,
 *     messages.conversation_id,
 *     messages.sender_id,
 *     messages.created_at
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     case drafted_offer.made_by when drafted_offer.buyer_id then drafted_offer.seller_id else drafted_offer.buyer_id end,
 *     drafted_offer.made_by,
 *     'offer_made',
 *     'offer',
 *     made_offer.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'offers.make', made_offer.id)
 *   from made_offer
 *   join drafted_offer on drafted_offer.id = made_offer.id
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * notified_conversation as (
 *   update conversations
 *   set
 *     last_message_id = made_message.id,
 *     last_message_at = made_message.created_at,
 *     buyer_unread_count = conversations.buyer_unread_count + (made_message.sender_id = conversations.seller_id)::integer,
 *     seller_unread_count = conversations.seller_unread_count + (made_message.sender_id = conversations.buyer_id)::integer,
 *     archived_by = array_remove(
 *       conversations.archived_by,
 *       case made_message.sender_id
 *         when conversations.buyer_id then conversations.seller_id
 *         else conversations.buyer_id
 *       end
 *     )
 *   from made_message
 *   where conversations.id = made_message.conversation_id
 * )
 * select
 *   drafted_offer.id as "id!",
 *   drafted_offer.product_id as "product_id!",
 *   drafted_offer.conversation_id as "conversation_id!",
 *   drafted_offer.parent_offer_id,
 *   drafted_offer.buyer_id as "buyer_id!",
 *   drafted_offer.seller_id as "seller_id!",
 *   drafted_offer.made_by as "made_by!",
 *   drafted_offer.amount_minor as "amount_minor!",
 *   drafted_offer.currency as "currency!",
 *   drafted_offer.message,
 *   drafted_offer.status as "status!",
 *   drafted_offer.expires_at,
 *   drafted_offer.created_at as "created_at!",
 *   drafted_offer.updated_at as "updated_at!",
 *   drafted_offer.refusal as "refusal?",
 *   made_offer.id is not null as "was_made!"
 * from drafted_offer
 * left join made_offer on made_offer.id = drafted_offer.id
 * ```
 */
export const makeOffer = new PreparedQuery<MakeOfferParams, MakeOfferRow>(
  '{"usedParamSet":{"conversationId":true,"productId":true,"id":true,"buyerId":true,"amountMinor":true,"message":true,"expiresInSeconds":true,"requestDigest":true,"notify":true},"params":[{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":569,"b":584},{"a":1312,"b":1327}]},{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1023,"b":1033}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":2284,"b":2287}]},{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2494,"b":2502},{"a":2929,"b":2937},{"a":3044,"b":3052}]},{"name":"amountMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2526,"b":2538}]},{"name":"message","required":false,"transform":{"type":"scalar"},"locs":[{"a":2598,"b":2605}]},{"name":"expiresInSeconds","required":false,"transform":{"type":"scalar"},"locs":[{"a":2722,"b":2738}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":4306,"b":4319}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":6298,"b":6305}]}],"statement":"-- A buyer makes an offer in a conversation with the product\'s seller, and the chat shows it.\\n-- Returns the offer as it would be made, and the rule that refused; no row if there is no such product or conversation.\\n-- Neither refused nor made: the id is taken, so that a repeated call can look up what the first one made.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith locked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from conversations\\n  join users on users.id in (conversations.buyer_id, conversations.seller_id)\\n  where conversations.id = :conversationId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select coalesce(bool_and(locked_party.is_active), false) as are_open\\n  from locked_party\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.feed_type,\\n    products.is_available,\\n    products.sold_at,\\n    locked_parties.are_open\\n  from locked_parties\\n  join products on products.id = :productId!\\n  for no key update of products\\n),\\nlocked_conversation as (\\n  select\\n    conversations.id,\\n    conversations.buyer_id,\\n    conversations.seller_id,\\n    conversations.product_id,\\n    conversations.last_message_at\\n  from locked_product\\n  join conversations on conversations.id = :conversationId!\\n  for no key update of conversations\\n),\\nwaiting_offer as (\\n  -- An offer whose time has passed waits no longer: now(), the earlier of the two clocks, as expireOffers has it.\\n  select\\n    offers.id,\\n    coalesce(offers.expires_at <= now(), false) as is_due\\n  from locked_product\\n  cross join locked_conversation\\n  join offers on offers.product_id = locked_product.id\\n  where offers.buyer_id = locked_conversation.buyer_id\\n    and offers.status = \'pending\'\\n  -- lint-disable lock-order: a buyer has one pending offer on a product (offers_buyer_id_product_id_excl).\\n  for no key update of offers\\n),\\ntimed_conversation as materialized (\\n  -- The order of a conversation\'s messages is that of their times: see messages.\\n  select\\n    locked_conversation.id,\\n    greatest(\\n      clock_timestamp(),\\n      locked_conversation.last_message_at + interval \'1 microsecond\'\\n    ) as message_at\\n  from locked_conversation\\n),\\ndrafted_offer as materialized (\\n  select\\n    :id!::uuid as id,\\n    locked_product.id as product_id,\\n    locked_conversation.id as conversation_id,\\n    null::uuid as parent_offer_id,\\n    locked_conversation.buyer_id,\\n    locked_conversation.seller_id,\\n    :buyerId!::uuid as made_by,\\n    :amountMinor!::bigint as amount_minor,\\n    locked_product.currency,\\n    :message::text as message,\\n    \'pending\'::offer_status as status,\\n    timed_conversation.message_at + make_interval(secs => :expiresInSeconds::float8) as expires_at, -- null: never\\n    timed_conversation.message_at as created_at,\\n    timed_conversation.message_at as updated_at,\\n    locked_product.price_minor,\\n    case\\n      when :buyerId! not in (locked_conversation.buyer_id, locked_conversation.seller_id) then \'not_a_participant\'\\n      when :buyerId! = locked_product.seller_id then \'own_product\'\\n      when not locked_product.are_open then \'account_closed\'\\n      when locked_conversation.seller_id <> locked_product.seller_id\\n        or locked_conversation.product_id <> locked_product.id then \'product_not_of_conversation\'\\n      when locked_product.sold_at is not null then \'product_already_sold\'\\n      when not locked_product.is_available then \'product_not_available\'\\n      when exists (select from waiting_offer where not waiting_offer.is_due) then \'offer_already_pending\'\\n    end as refusal\\n  from locked_product\\n  cross join locked_conversation\\n  join timed_conversation on timed_conversation.id = locked_conversation.id\\n),\\nmade_offer as (\\n  insert into offers (id, product_id, conversation_id, parent_offer_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at, request_digest, created_at, updated_at)\\n  select\\n    drafted_offer.id,\\n    drafted_offer.product_id,\\n    drafted_offer.conversation_id,\\n    drafted_offer.parent_offer_id,\\n    drafted_offer.buyer_id,\\n    drafted_offer.seller_id,\\n    drafted_offer.made_by,\\n    drafted_offer.amount_minor,\\n    drafted_offer.currency,\\n    drafted_offer.message,\\n    drafted_offer.status,\\n    drafted_offer.expires_at,\\n    :requestDigest::uuid, -- null: the caller gave no id\\n    drafted_offer.created_at,\\n    drafted_offer.updated_at\\n  from drafted_offer\\n  where drafted_offer.refusal is null\\n  on conflict (id) do nothing\\n  returning\\n    offers.id,\\n    offers.product_id\\n),\\nexpired_offer as (\\n  update offers\\n  set status = \'expired\'\\n  from made_offer\\n  cross join waiting_offer\\n  where offers.id = waiting_offer.id\\n    and waiting_offer.is_due\\n),\\ntouched_product as (\\n  update products\\n  set is_available = true -- as it was: see the head of this file\\n  from made_offer\\n  where products.id = made_offer.product_id\\n),\\nmade_message as (\\n  insert into messages (conversation_id, sender_id, message_type, content, offer_data, offer_id, created_at, updated_at)\\n  select\\n    drafted_offer.conversation_id,\\n    drafted_offer.made_by,\\n    \'offer\',\\n    drafted_offer.message,\\n    jsonb_build_object(\\n      \'amountMinor\', drafted_offer.amount_minor,\\n      \'currency\', drafted_offer.currency,\\n      \'priceMinor\', drafted_offer.price_minor,\\n      \'expiresAt\', drafted_offer.expires_at\\n    ),\\n    made_offer.id,\\n    drafted_offer.created_at,\\n    drafted_offer.created_at\\n  from made_offer\\n  join drafted_offer on drafted_offer.id = made_offer.id\\n  returning\\n    messages.id,\\n    messages.conversation_id,\\n    messages.sender_id,\\n    messages.created_at\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    case drafted_offer.made_by when drafted_offer.buyer_id then drafted_offer.seller_id else drafted_offer.buyer_id end,\\n    drafted_offer.made_by,\\n    \'offer_made\',\\n    \'offer\',\\n    made_offer.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'offers.make\', made_offer.id)\\n  from made_offer\\n  join drafted_offer on drafted_offer.id = made_offer.id\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  on conflict do nothing\\n),\\n/*[end]*/\\nnotified_conversation as (\\n  update conversations\\n  set\\n    last_message_id = made_message.id,\\n    last_message_at = made_message.created_at,\\n    buyer_unread_count = conversations.buyer_unread_count + (made_message.sender_id = conversations.seller_id)::integer,\\n    seller_unread_count = conversations.seller_unread_count + (made_message.sender_id = conversations.buyer_id)::integer,\\n    archived_by = array_remove(\\n      conversations.archived_by,\\n      case made_message.sender_id\\n        when conversations.buyer_id then conversations.seller_id\\n        else conversations.buyer_id\\n      end\\n    )\\n  from made_message\\n  where conversations.id = made_message.conversation_id\\n)\\nselect\\n  drafted_offer.id as \\"id!\\",\\n  drafted_offer.product_id as \\"product_id!\\",\\n  drafted_offer.conversation_id as \\"conversation_id!\\",\\n  drafted_offer.parent_offer_id,\\n  drafted_offer.buyer_id as \\"buyer_id!\\",\\n  drafted_offer.seller_id as \\"seller_id!\\",\\n  drafted_offer.made_by as \\"made_by!\\",\\n  drafted_offer.amount_minor as \\"amount_minor!\\",\\n  drafted_offer.currency as \\"currency!\\",\\n  drafted_offer.message,\\n  drafted_offer.status as \\"status!\\",\\n  drafted_offer.expires_at,\\n  drafted_offer.created_at as \\"created_at!\\",\\n  drafted_offer.updated_at as \\"updated_at!\\",\\n  drafted_offer.refusal as \\"refusal?\\",\\n  made_offer.id is not null as \\"was_made!\\"\\nfrom drafted_offer\\nleft join made_offer on made_offer.id = drafted_offer.id"}',
  '{"name":"makeOffer","file":"offers.sql","parameterTypes":{"conversationId":"uuid","productId":"uuid","id":"uuid","buyerId":"uuid","amountMinor":"int8","message":"text","expiresInSeconds":"float8","requestDigest":"uuid","notify":"jsonb"},"tables":["conversations","messages","notifications","offers","products","users"],"access":"write"}',
)

/** Parameters of `counterOffer`. */
export interface CounterOfferParams {
  readonly offerId: string
  readonly id: string
  readonly userId: string
  readonly amountMinor: number
  readonly message?: string | null
  readonly expiresInSeconds?: number | null
  readonly requestDigest?: string | null
  readonly notify?: Json | undefined
}

/** A row of `counterOffer`. */
export interface CounterOfferRow {
  readonly id: string
  /** The product it is for. */
  readonly productId: string
  /** The conversation in which it was made. */
  readonly conversationId: string
  /** The id of the offer. */
  readonly parentOfferId: string
  /** The user who would buy. */
  readonly buyerId: string
  /** The user who would sell. */
  readonly sellerId: string
  readonly madeBy: string
  readonly amountMinor: number
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  readonly message: string | null
  readonly status: OfferStatus
  readonly expiresAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly refusal: 'account_closed' | 'not_a_participant' | 'offer_expired' | 'offer_not_pending' | 'own_offer' | 'product_already_sold' | 'product_not_available' | null
  readonly wasMade: boolean
}

/**
 * The party who did not make an offer answers it with another one, and the chat shows that.
 * Returns the new offer as it would be made, and the rule that refused; no row if there is no such offer to answer.
 * Neither refused nor made: the id is taken.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/offers.sql:255](../sql/offers.sql#L255)
 *
 * ```sql
 * with wanted_offer as (
 *   select offers.product_id, offers.conversation_id
 *   from offers
 *   where offers.id = :offerId!
 * ),
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from offers
 *   join users on users.id in (offers.buyer_id, offers.seller_id)
 *   where offers.id = :offerId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select coalesce(bool_and(locked_party.is_active), false) as are_open
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
 *     locked_parties.are_open
 *   from locked_parties
 *   cross join wanted_offer
 *   join products on products.id = wanted_offer.product_id
 *   for no key update of products
 * ),
 * locked_conversation as (
 *   select
 *     conversations.id,
 *     conversations.last_message_at
 *   from wanted_offer
 *   join locked_product on locked_product.id = wanted_offer.product_id
 *   join conversations on conversations.id = wanted_offer.conversation_id
 *   for no key update of conversations
 * ),
 * locked_offer as (
 *   select
 *     offers.id,
 *     offers.product_id,
 *     offers.conversation_id,
 *     offers.buyer_id,
 *     offers.seller_id,
 *     offers.amount_minor,
 *     offers.message,
 *     offers.status,
 *     offers.expires_at,
 *     offers.created_at,
 *     offers.updated_at,
 *     offers.parent_offer_id,
 *     offers.made_by,
 *     offers.currency
 *   from locked_conversation
 *   join offers on offers.conversation_id = locked_conversation.id
 *   where offers.id = :offerId!
 *   for no key update of offers
 * ),
 * timed_conversation as materialized (
 *   select
 *     locked_conversation.id,
 *     greatest(
 *       clock_timestamp(),
 *       locked_conversation.last_message_at + interval '1 microsecond'
 *     ) as message_at
 *   from locked_conversation
 * ),
 * drafted_offer as materialized (
 *   select
 *     :id!::uuid as id,
 *     locked_offer.product_id,
 *     locked_offer.conversation_id,
 *     locked_offer.id as parent_offer_id,
 *     locked_offer.buyer_id,
 *     locked_offer.seller_id,
 *     :userId!::uuid as made_by,
 *     :amountMinor!::bigint as amount_minor,
 *     locked_product.currency,
 *     :message::text as message,
 *     'pending'::offer_status as status,
 *     timed_conversation.message_at + make_interval(secs => :expiresInSeconds::float8) as expires_at, -- null: never
 *     timed_conversation.message_at as created_at,
 *     timed_conversation.message_at as updated_at,
 *     locked_product.price_minor,
 *     case
 *       when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
 *       when :userId! = locked_offer.made_by then 'own_offer'
 *       when not locked_product.are_open then 'account_closed'
 *       when locked_offer.status = 'expired' then 'offer_expired'
 *       when locked_offer.status <> 'pending' then 'offer_not_pending'
 *       when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
 *       when locked_product.sold_at is not null then 'product_already_sold'
 *       when not locked_product.is_available then 'product_not_available'
 *     end as refusal
 *   from locked_offer
 *   join locked_product on locked_product.id = locked_offer.product_id
 *   join timed_conversation on timed_conversation.id = locked_offer.conversation_id
 * ),
 * made_offer as (
 *   insert into offers (id, product_id, conversation_id, parent_offer_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at, request_digest, created_at, updated_at)
 *   select
 *     drafted_offer.id,
 *     drafted_offer.product_id,
 *     drafted_offer.conversation_id,
 *     drafted_offer.parent_offer_id,
 *     drafted_offer.buyer_id,
 *     drafted_offer.seller_id,
 *     drafted_offer.made_by,
 *     drafted_offer.amount_minor,
 *     drafted_offer.currency,
 *     drafted_offer.message,
 *     drafted_offer.status,
 *     drafted_offer.expires_at,
 *     :requestDigest::uuid, -- null: the caller gave no id
 *     drafted_offer.created_at,
 *     drafted_offer.updated_at
 *   from drafted_offer
 *   where drafted_offer.refusal is null
 *   on conflict (id) do nothing
 *   returning
 *     offers.id,
 *     offers.product_id
 * ),
 * touched_product as (
 *   update products
 *   set is_available = true -- as it was: see the head of this file
 *   from made_offer
 *   where products.id = made_offer.product_id
 * ),
 * countered_offer as (
 *   update offers
 *   set status = 'countered'
 *   from made_offer
 *   join drafted_offer on drafted_offer.id = made_offer.id
 *   where offers.id = drafted_offer.parent_offer_id
 * ),
 * made_message as (
 *   insert into messages (conversation_id, sender_id, message_type, content, offer_data, offer_id, created_at, updated_at)
 *   select
 *     drafted_offer.conversation_id,
 *     drafted_offer.made_by,
 *     'offer',
 *     drafted_offer.message,
 *     jsonb_build_object(
 *       'amountMinor', drafted_offer.amount_minor,
 *       'currency', drafted_offer.currency,
 *       'priceMinor', drafted_offer.price_minor,
 *       'expiresAt', drafted_offer.expires_at
 *     ),
 *     made_offer.id,
 *     drafted_offer.created_at,
 *     drafted_offer.created_at
 *   from made_offer
 *   join drafted_offer on drafted_offer.id = made_offer.id
 *   returning
 *     messages.id,
 *     messages.conversation_id,
 *     messages.sender_id,
 *     messages.created_at
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     case drafted_offer.made_by when drafted_offer.buyer_id then drafted_offer.seller_id else drafted_offer.buyer_id end,
 *     drafted_offer.made_by,
 *     'offer_countered',
 *     'offer',
 *     made_offer.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'offers.counter', made_offer.id)
 *   from made_offer
 *   join drafted_offer on drafted_offer.id = made_offer.id
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * notified_conversation as (
 *   update conversations
 *   set
 *     last_message_id = made_message.id,
 *     last_message_at = made_message.created_at,
 *     buyer_unread_count = conversations.buyer_unread_count + (made_message.sender_id = conversations.seller_id)::integer,
 *     seller_unread_count = conversations.seller_unread_count + (made_message.sender_id = conversations.buyer_id)::integer,
 *     archived_by = array_remove(
 *       conversations.archived_by,
 *       case made_message.sender_id
 *         when conversations.buyer_id then conversations.seller_id
 *         else conversations.buyer_id
 *       end
 *     )
 *   from made_message
 *   where conversations.id = made_message.conversation_id
 * )
 * select
 *   drafted_offer.id as "id!",
 *   drafted_offer.product_id as "product_id!",
 *   drafted_offer.conversation_id as "conversation_id!",
 *   drafted_offer.parent_offer_id,
 *   drafted_offer.buyer_id as "buyer_id!",
 *   drafted_offer.seller_id as "seller_id!",
 *   drafted_offer.made_by as "made_by!",
 *   drafted_offer.amount_minor as "amount_minor!",
 *   drafted_offer.currency as "currency!",
 *   drafted_offer.message,
 *   drafted_offer.status as "status!",
 *   drafted_offer.expires_at,
 *   drafted_offer.created_at as "created_at!",
 *   drafted_offer.updated_at as "updated_at!",
 *   drafted_offer.refusal as "refusal?",
 *   made_offer.id is not null as "was_made!"
 * from drafted_offer
 * left join made_offer on made_offer.id = drafted_offer.id
 * ```
 */
export const counterOffer = new PreparedQuery<CounterOfferParams, CounterOfferRow>(
  '{"usedParamSet":{"offerId":true,"id":true,"userId":true,"amountMinor":true,"message":true,"expiresInSeconds":true,"requestDigest":true,"notify":true},"params":[{"name":"offerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":419,"b":427},{"a":591,"b":599},{"a":1863,"b":1871}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":2183,"b":2186}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2363,"b":2370},{"a":2797,"b":2804},{"a":2897,"b":2904}]},{"name":"amountMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2394,"b":2406}]},{"name":"message","required":false,"transform":{"type":"scalar"},"locs":[{"a":2466,"b":2473}]},{"name":"expiresInSeconds","required":false,"transform":{"type":"scalar"},"locs":[{"a":2590,"b":2606}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":4129,"b":4142}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":6147,"b":6154}]}],"statement":"-- The party who did not make an offer answers it with another one, and the chat shows that.\\n-- Returns the new offer as it would be made, and the rule that refused; no row if there is no such offer to answer.\\n-- Neither refused nor made: the id is taken.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith wanted_offer as (\\n  select offers.product_id, offers.conversation_id\\n  from offers\\n  where offers.id = :offerId!\\n),\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from offers\\n  join users on users.id in (offers.buyer_id, offers.seller_id)\\n  where offers.id = :offerId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select coalesce(bool_and(locked_party.is_active), false) as are_open\\n  from locked_party\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.feed_type,\\n    products.is_available,\\n    products.sold_at,\\n    locked_parties.are_open\\n  from locked_parties\\n  cross join wanted_offer\\n  join products on products.id = wanted_offer.product_id\\n  for no key update of products\\n),\\nlocked_conversation as (\\n  select\\n    conversations.id,\\n    conversations.last_message_at\\n  from wanted_offer\\n  join locked_product on locked_product.id = wanted_offer.product_id\\n  join conversations on conversations.id = wanted_offer.conversation_id\\n  for no key update of conversations\\n),\\nlocked_offer as (\\n  select\\n    offers.id,\\n    offers.product_id,\\n    offers.conversation_id,\\n    offers.buyer_id,\\n    offers.seller_id,\\n    offers.amount_minor,\\n    offers.message,\\n    offers.status,\\n    offers.expires_at,\\n    offers.created_at,\\n    offers.updated_at,\\n    offers.parent_offer_id,\\n    offers.made_by,\\n    offers.currency\\n  from locked_conversation\\n  join offers on offers.conversation_id = locked_conversation.id\\n  where offers.id = :offerId!\\n  for no key update of offers\\n),\\ntimed_conversation as materialized (\\n  select\\n    locked_conversation.id,\\n    greatest(\\n      clock_timestamp(),\\n      locked_conversation.last_message_at + interval \'1 microsecond\'\\n    ) as message_at\\n  from locked_conversation\\n),\\ndrafted_offer as materialized (\\n  select\\n    :id!::uuid as id,\\n    locked_offer.product_id,\\n    locked_offer.conversation_id,\\n    locked_offer.id as parent_offer_id,\\n    locked_offer.buyer_id,\\n    locked_offer.seller_id,\\n    :userId!::uuid as made_by,\\n    :amountMinor!::bigint as amount_minor,\\n    locked_product.currency,\\n    :message::text as message,\\n    \'pending\'::offer_status as status,\\n    timed_conversation.message_at + make_interval(secs => :expiresInSeconds::float8) as expires_at, -- null: never\\n    timed_conversation.message_at as created_at,\\n    timed_conversation.message_at as updated_at,\\n    locked_product.price_minor,\\n    case\\n      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then \'not_a_participant\'\\n      when :userId! = locked_offer.made_by then \'own_offer\'\\n      when not locked_product.are_open then \'account_closed\'\\n      when locked_offer.status = \'expired\' then \'offer_expired\'\\n      when locked_offer.status <> \'pending\' then \'offer_not_pending\'\\n      when locked_offer.expires_at <= clock_timestamp() then \'offer_expired\'\\n      when locked_product.sold_at is not null then \'product_already_sold\'\\n      when not locked_product.is_available then \'product_not_available\'\\n    end as refusal\\n  from locked_offer\\n  join locked_product on locked_product.id = locked_offer.product_id\\n  join timed_conversation on timed_conversation.id = locked_offer.conversation_id\\n),\\nmade_offer as (\\n  insert into offers (id, product_id, conversation_id, parent_offer_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at, request_digest, created_at, updated_at)\\n  select\\n    drafted_offer.id,\\n    drafted_offer.product_id,\\n    drafted_offer.conversation_id,\\n    drafted_offer.parent_offer_id,\\n    drafted_offer.buyer_id,\\n    drafted_offer.seller_id,\\n    drafted_offer.made_by,\\n    drafted_offer.amount_minor,\\n    drafted_offer.currency,\\n    drafted_offer.message,\\n    drafted_offer.status,\\n    drafted_offer.expires_at,\\n    :requestDigest::uuid, -- null: the caller gave no id\\n    drafted_offer.created_at,\\n    drafted_offer.updated_at\\n  from drafted_offer\\n  where drafted_offer.refusal is null\\n  on conflict (id) do nothing\\n  returning\\n    offers.id,\\n    offers.product_id\\n),\\ntouched_product as (\\n  update products\\n  set is_available = true -- as it was: see the head of this file\\n  from made_offer\\n  where products.id = made_offer.product_id\\n),\\ncountered_offer as (\\n  update offers\\n  set status = \'countered\'\\n  from made_offer\\n  join drafted_offer on drafted_offer.id = made_offer.id\\n  where offers.id = drafted_offer.parent_offer_id\\n),\\nmade_message as (\\n  insert into messages (conversation_id, sender_id, message_type, content, offer_data, offer_id, created_at, updated_at)\\n  select\\n    drafted_offer.conversation_id,\\n    drafted_offer.made_by,\\n    \'offer\',\\n    drafted_offer.message,\\n    jsonb_build_object(\\n      \'amountMinor\', drafted_offer.amount_minor,\\n      \'currency\', drafted_offer.currency,\\n      \'priceMinor\', drafted_offer.price_minor,\\n      \'expiresAt\', drafted_offer.expires_at\\n    ),\\n    made_offer.id,\\n    drafted_offer.created_at,\\n    drafted_offer.created_at\\n  from made_offer\\n  join drafted_offer on drafted_offer.id = made_offer.id\\n  returning\\n    messages.id,\\n    messages.conversation_id,\\n    messages.sender_id,\\n    messages.created_at\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    case drafted_offer.made_by when drafted_offer.buyer_id then drafted_offer.seller_id else drafted_offer.buyer_id end,\\n    drafted_offer.made_by,\\n    \'offer_countered\',\\n    \'offer\',\\n    made_offer.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'offers.counter\', made_offer.id)\\n  from made_offer\\n  join drafted_offer on drafted_offer.id = made_offer.id\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  on conflict do nothing\\n),\\n/*[end]*/\\nnotified_conversation as (\\n  update conversations\\n  set\\n    last_message_id = made_message.id,\\n    last_message_at = made_message.created_at,\\n    buyer_unread_count = conversations.buyer_unread_count + (made_message.sender_id = conversations.seller_id)::integer,\\n    seller_unread_count = conversations.seller_unread_count + (made_message.sender_id = conversations.buyer_id)::integer,\\n    archived_by = array_remove(\\n      conversations.archived_by,\\n      case made_message.sender_id\\n        when conversations.buyer_id then conversations.seller_id\\n        else conversations.buyer_id\\n      end\\n    )\\n  from made_message\\n  where conversations.id = made_message.conversation_id\\n)\\nselect\\n  drafted_offer.id as \\"id!\\",\\n  drafted_offer.product_id as \\"product_id!\\",\\n  drafted_offer.conversation_id as \\"conversation_id!\\",\\n  drafted_offer.parent_offer_id,\\n  drafted_offer.buyer_id as \\"buyer_id!\\",\\n  drafted_offer.seller_id as \\"seller_id!\\",\\n  drafted_offer.made_by as \\"made_by!\\",\\n  drafted_offer.amount_minor as \\"amount_minor!\\",\\n  drafted_offer.currency as \\"currency!\\",\\n  drafted_offer.message,\\n  drafted_offer.status as \\"status!\\",\\n  drafted_offer.expires_at,\\n  drafted_offer.created_at as \\"created_at!\\",\\n  drafted_offer.updated_at as \\"updated_at!\\",\\n  drafted_offer.refusal as \\"refusal?\\",\\n  made_offer.id is not null as \\"was_made!\\"\\nfrom drafted_offer\\nleft join made_offer on made_offer.id = drafted_offer.id"}',
  '{"name":"counterOffer","file":"offers.sql","parameterTypes":{"offerId":"uuid","id":"uuid","userId":"uuid","amountMinor":"int8","message":"text","expiresInSeconds":"float8","requestDigest":"uuid","notify":"jsonb"},"tables":["conversations","messages","notifications","offers","products","users"],"access":"write"}',
)

/** Parameters of `acceptOffer`. */
export interface AcceptOfferParams {
  readonly offerId: string
  readonly holdSeconds: number
  readonly userId: string
  readonly paymentId: string
  readonly discoverFeeBasisPoints: number
  readonly communityFeeBasisPoints: number
  readonly notify?: Json | undefined
  readonly requestDigest?: string | null
}

/** A row of `acceptOffer`. */
export interface AcceptOfferRow extends Offer {
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  /** The feed that shows it. */
  readonly feedType: FeedType
  readonly feeBasisPoints: number
  readonly holdEndsAt: Date
  readonly openedAt: Date
  readonly refusal: 'account_closed' | 'currency_changed' | 'not_a_participant' | 'offer_expired' | 'offer_not_pending' | 'own_offer' | 'product_already_sold' | 'product_not_available' | 'repeated_differently' | null
}

/**
 * The party who did not make an offer accepts it: its product leaves the market, which declines the other offers on it
 * (tr_products_decline_offers), and a payment is opened.
 * Returns the offer as it is now, the payment, and the rule that refused, in which case there is no such payment; no row
 * if there is no such offer.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/offers.sql:470](../sql/offers.sql#L470)
 *
 * ```sql
 * with wanted_offer as (
 *   select offers.product_id
 *   from offers
 *   where offers.id = :offerId!
 * ),
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from offers
 *   join users on users.id in (offers.buyer_id, offers.seller_id)
 *   where offers.id = :offerId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select coalesce(bool_and(locked_party.is_active), false) as are_open
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
 *     locked_parties.are_open
 *   from locked_parties
 *   cross join wanted_offer
 *   join products on products.id = wanted_offer.product_id
 *   for no key update of products
 * ),
 * locked_offer as (
 *   select
 *     offers.id,
 *     offers.product_id,
 *     offers.conversation_id,
 *     offers.buyer_id,
 *     offers.seller_id,
 *     offers.amount_minor,
 *     offers.message,
 *     offers.status,
 *     offers.expires_at,
 *     offers.created_at,
 *     offers.updated_at,
 *     offers.parent_offer_id,
 *     offers.made_by,
 *     offers.currency
 *   from locked_product
 *   join offers on offers.product_id = locked_product.id
 *   where offers.id = :offerId!
 *   for no key update of offers
 * ),
 * judged_offer as materialized (
 *   select
 *     locked_offer.id,
 *     locked_offer.product_id,
 *     locked_offer.conversation_id,
 *     locked_offer.buyer_id,
 *     locked_offer.seller_id,
 *     locked_offer.amount_minor,
 *     locked_offer.message,
 *     locked_offer.status,
 *     locked_offer.expires_at,
 *     locked_offer.created_at,
 *     locked_offer.updated_at,
 *     locked_offer.parent_offer_id,
 *     locked_offer.made_by,
 *     locked_offer.currency,
 *     locked_product.feed_type,
 *     rate.basis_points as fee_basis_points,
 *     platform_fee_minor(locked_offer.amount_minor, rate.basis_points, locked_offer.currency) as platform_fee_minor,
 *     clock_timestamp() + make_interval(secs => :holdSeconds!::float8) as hold_ends_at,
 *     case
 *       when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
 *       when :userId! = locked_offer.made_by then 'own_offer'
 *       when not locked_product.are_open then 'account_closed'
 *       when locked_offer.status = 'expired' then 'offer_expired'
 *       when locked_offer.status <> 'pending' then 'offer_not_pending'
 *       when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
 *       when locked_product.sold_at is not null then 'product_already_sold'
 *       when not locked_product.is_available then 'product_not_available'
 *       when locked_offer.currency <> locked_product.currency then 'currency_changed'
 *       when exists (select from transactions where transactions.id = :paymentId!) then 'repeated_differently'
 *     end as refusal
 *   from locked_offer
 *   join locked_product on locked_product.id = locked_offer.product_id
 *   cross join lateral (
 *     select case locked_product.feed_type
 *       when 'discover' then :discoverFeeBasisPoints!::integer
 *       else :communityFeeBasisPoints!::integer
 *     end as basis_points
 *   ) as rate
 * ),
 * accepted_offer as (
 *   update offers
 *   set status = 'accepted'
 *   from judged_offer
 *   where offers.id = judged_offer.id
 *     and judged_offer.refusal is null
 *   returning
 *     offers.id,
 *     offers.product_id,
 *     offers.status,
 *     offers.updated_at
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     case :userId! when judged_offer.buyer_id then judged_offer.seller_id else judged_offer.buyer_id end,
 *     :userId!,
 *     'offer_accepted',
 *     'offer',
 *     accepted_offer.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'offers.accept', accepted_offer.id)
 *   from accepted_offer
 *   join judged_offer on judged_offer.id = accepted_offer.id
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * taken_product as (
 *   update products
 *   set is_available = false
 *   from accepted_offer
 *   where products.id = accepted_offer.product_id
 *   returning products.id
 * ),
 * opened_payment as (
 *   insert into transactions (
 *     id,
 *     buyer_id,
 *     seller_id,
 *     product_id,
 *     offer_id,
 *     amount_minor,
 *     currency,
 *     platform_fee_minor,
 *     seller_payout_minor,
 *     feed_type,
 *     fee_basis_points,
 *     expires_at,
 *     request_digest
 *   )
 *   select
 *     :paymentId!,
 *     judged_offer.buyer_id,
 *     judged_offer.seller_id,
 *     judged_offer.product_id,
 *     judged_offer.id,
 *     judged_offer.amount_minor,
 *     judged_offer.currency,
 *     judged_offer.platform_fee_minor,
 *     judged_offer.amount_minor - judged_offer.platform_fee_minor,
 *     judged_offer.feed_type,
 *     judged_offer.fee_basis_points,
 *     judged_offer.hold_ends_at,
 *     :requestDigest::uuid -- null: the caller gave no id
 *   from judged_offer
 *   join taken_product on taken_product.id = judged_offer.product_id
 * )
 * select
 *   judged_offer.id as "id!",
 *   judged_offer.product_id as "product_id!",
 *   judged_offer.conversation_id as "conversation_id!",
 *   judged_offer.parent_offer_id,
 *   judged_offer.buyer_id as "buyer_id!",
 *   judged_offer.seller_id as "seller_id!",
 *   judged_offer.made_by as "made_by!",
 *   judged_offer.amount_minor as "amount_minor!",
 *   judged_offer.currency as "currency!",
 *   judged_offer.message,
 *   judged_offer.expires_at,
 *   judged_offer.created_at as "created_at!",
 *   coalesce(accepted_offer.status, judged_offer.status) as "status!",
 *   coalesce(accepted_offer.updated_at, judged_offer.updated_at) as "updated_at!",
 *   judged_offer.platform_fee_minor as "platform_fee_minor!",
 *   judged_offer.amount_minor - judged_offer.platform_fee_minor as "seller_payout_minor!",
 *   judged_offer.feed_type as "feed_type!",
 *   judged_offer.fee_basis_points as "fee_basis_points!",
 *   judged_offer.hold_ends_at as "hold_ends_at!",
 *   now() as "opened_at!",
 *   judged_offer.refusal as "refusal?"
 * from judged_offer
 * left join accepted_offer on accepted_offer.id = judged_offer.id
 * ```
 */
export const acceptOffer = new PreparedQuery<AcceptOfferParams, AcceptOfferRow>(
  '{"usedParamSet":{"offerId":true,"holdSeconds":true,"userId":true,"paymentId":true,"discoverFeeBasisPoints":true,"communityFeeBasisPoints":true,"notify":true,"requestDigest":true},"params":[{"name":"offerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":469,"b":477},{"a":641,"b":649},{"a":1607,"b":1615}]},{"name":"holdSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":2319,"b":2331}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2379,"b":2386},{"a":2479,"b":2486},{"a":3896,"b":3903},{"a":3996,"b":4003}]},{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3097,"b":3107},{"a":4878,"b":4888}]},{"name":"discoverFeeBasisPoints","required":true,"transform":{"type":"scalar"},"locs":[{"a":3337,"b":3360}]},{"name":"communityFeeBasisPoints","required":true,"transform":{"type":"scalar"},"locs":[{"a":3382,"b":3406}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":4365,"b":4372}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":5254,"b":5267}]}],"statement":"-- The party who did not make an offer accepts it: its product leaves the market, which declines the other offers on it\\n-- (tr_products_decline_offers), and a payment is opened.\\n-- Returns the offer as it is now, the payment, and the rule that refused, in which case there is no such payment; no row\\n-- if there is no such offer.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith wanted_offer as (\\n  select offers.product_id\\n  from offers\\n  where offers.id = :offerId!\\n),\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from offers\\n  join users on users.id in (offers.buyer_id, offers.seller_id)\\n  where offers.id = :offerId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select coalesce(bool_and(locked_party.is_active), false) as are_open\\n  from locked_party\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.feed_type,\\n    products.is_available,\\n    products.sold_at,\\n    locked_parties.are_open\\n  from locked_parties\\n  cross join wanted_offer\\n  join products on products.id = wanted_offer.product_id\\n  for no key update of products\\n),\\nlocked_offer as (\\n  select\\n    offers.id,\\n    offers.product_id,\\n    offers.conversation_id,\\n    offers.buyer_id,\\n    offers.seller_id,\\n    offers.amount_minor,\\n    offers.message,\\n    offers.status,\\n    offers.expires_at,\\n    offers.created_at,\\n    offers.updated_at,\\n    offers.parent_offer_id,\\n    offers.made_by,\\n    offers.currency\\n  from locked_product\\n  join offers on offers.product_id = locked_product.id\\n  where offers.id = :offerId!\\n  for no key update of offers\\n),\\njudged_offer as materialized (\\n  select\\n    locked_offer.id,\\n    locked_offer.product_id,\\n    locked_offer.conversation_id,\\n    locked_offer.buyer_id,\\n    locked_offer.seller_id,\\n    locked_offer.amount_minor,\\n    locked_offer.message,\\n    locked_offer.status,\\n    locked_offer.expires_at,\\n    locked_offer.created_at,\\n    locked_offer.updated_at,\\n    locked_offer.parent_offer_id,\\n    locked_offer.made_by,\\n    locked_offer.currency,\\n    locked_product.feed_type,\\n    rate.basis_points as fee_basis_points,\\n    platform_fee_minor(locked_offer.amount_minor, rate.basis_points, locked_offer.currency) as platform_fee_minor,\\n    clock_timestamp() + make_interval(secs => :holdSeconds!::float8) as hold_ends_at,\\n    case\\n      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then \'not_a_participant\'\\n      when :userId! = locked_offer.made_by then \'own_offer\'\\n      when not locked_product.are_open then \'account_closed\'\\n      when locked_offer.status = \'expired\' then \'offer_expired\'\\n      when locked_offer.status <> \'pending\' then \'offer_not_pending\'\\n      when locked_offer.expires_at <= clock_timestamp() then \'offer_expired\'\\n      when locked_product.sold_at is not null then \'product_already_sold\'\\n      when not locked_product.is_available then \'product_not_available\'\\n      when locked_offer.currency <> locked_product.currency then \'currency_changed\'\\n      when exists (select from transactions where transactions.id = :paymentId!) then \'repeated_differently\'\\n    end as refusal\\n  from locked_offer\\n  join locked_product on locked_product.id = locked_offer.product_id\\n  cross join lateral (\\n    select case locked_product.feed_type\\n      when \'discover\' then :discoverFeeBasisPoints!::integer\\n      else :communityFeeBasisPoints!::integer\\n    end as basis_points\\n  ) as rate\\n),\\naccepted_offer as (\\n  update offers\\n  set status = \'accepted\'\\n  from judged_offer\\n  where offers.id = judged_offer.id\\n    and judged_offer.refusal is null\\n  returning\\n    offers.id,\\n    offers.product_id,\\n    offers.status,\\n    offers.updated_at\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    case :userId! when judged_offer.buyer_id then judged_offer.seller_id else judged_offer.buyer_id end,\\n    :userId!,\\n    \'offer_accepted\',\\n    \'offer\',\\n    accepted_offer.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'offers.accept\', accepted_offer.id)\\n  from accepted_offer\\n  join judged_offer on judged_offer.id = accepted_offer.id\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  on conflict do nothing\\n),\\n/*[end]*/\\ntaken_product as (\\n  update products\\n  set is_available = false\\n  from accepted_offer\\n  where products.id = accepted_offer.product_id\\n  returning products.id\\n),\\nopened_payment as (\\n  insert into transactions (\\n    id,\\n    buyer_id,\\n    seller_id,\\n    product_id,\\n    offer_id,\\n    amount_minor,\\n    currency,\\n    platform_fee_minor,\\n    seller_payout_minor,\\n    feed_type,\\n    fee_basis_points,\\n    expires_at,\\n    request_digest\\n  )\\n  select\\n    :paymentId!,\\n    judged_offer.buyer_id,\\n    judged_offer.seller_id,\\n    judged_offer.product_id,\\n    judged_offer.id,\\n    judged_offer.amount_minor,\\n    judged_offer.currency,\\n    judged_offer.platform_fee_minor,\\n    judged_offer.amount_minor - judged_offer.platform_fee_minor,\\n    judged_offer.feed_type,\\n    judged_offer.fee_basis_points,\\n    judged_offer.hold_ends_at,\\n    :requestDigest::uuid -- null: the caller gave no id\\n  from judged_offer\\n  join taken_product on taken_product.id = judged_offer.product_id\\n)\\nselect\\n  judged_offer.id as \\"id!\\",\\n  judged_offer.product_id as \\"product_id!\\",\\n  judged_offer.conversation_id as \\"conversation_id!\\",\\n  judged_offer.parent_offer_id,\\n  judged_offer.buyer_id as \\"buyer_id!\\",\\n  judged_offer.seller_id as \\"seller_id!\\",\\n  judged_offer.made_by as \\"made_by!\\",\\n  judged_offer.amount_minor as \\"amount_minor!\\",\\n  judged_offer.currency as \\"currency!\\",\\n  judged_offer.message,\\n  judged_offer.expires_at,\\n  judged_offer.created_at as \\"created_at!\\",\\n  coalesce(accepted_offer.status, judged_offer.status) as \\"status!\\",\\n  coalesce(accepted_offer.updated_at, judged_offer.updated_at) as \\"updated_at!\\",\\n  judged_offer.platform_fee_minor as \\"platform_fee_minor!\\",\\n  judged_offer.amount_minor - judged_offer.platform_fee_minor as \\"seller_payout_minor!\\",\\n  judged_offer.feed_type as \\"feed_type!\\",\\n  judged_offer.fee_basis_points as \\"fee_basis_points!\\",\\n  judged_offer.hold_ends_at as \\"hold_ends_at!\\",\\n  now() as \\"opened_at!\\",\\n  judged_offer.refusal as \\"refusal?\\"\\nfrom judged_offer\\nleft join accepted_offer on accepted_offer.id = judged_offer.id"}',
  '{"name":"acceptOffer","file":"offers.sql","parameterTypes":{"offerId":"uuid","holdSeconds":"float8","userId":"uuid","paymentId":"uuid","discoverFeeBasisPoints":"int4","communityFeeBasisPoints":"int4","notify":"jsonb","requestDigest":"uuid"},"tables":["notifications","offers","products","transactions","users"],"access":"write"}',
)

/** Parameters of `declineOffer`. */
export interface DeclineOfferParams {
  readonly offerId: string
  readonly userId: string
  readonly notify?: Json | undefined
}

/** A row of `declineOffer`. */
export interface DeclineOfferRow extends Offer {
  readonly refusal: 'account_closed' | 'not_a_participant' | 'offer_expired' | 'offer_not_pending' | 'own_offer' | null
}

/**
 * The party who did not make an offer declines it.
 * Returns the offer as it is now, and the rule that refused; no row if there is no such offer.
 * Isolation: READ COMMITTED; right under every level. One row decides, and it is locked. The parties are locked before it if
 * the other one is told, for the notification refers to both.
 *
 * [sql/offers.sql:643](../sql/offers.sql#L643)
 *
 * ```sql
 * with
 * /*[if notify]*\/
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from offers
 *   join users on users.id in (offers.buyer_id, offers.seller_id)
 *   where offers.id = :offerId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select count(*) as parties
 *   from locked_party
 * ),
 * /*[end]*\/
 * locked_offer as (
 *   select
 *     offers.id,
 *     offers.product_id,
 *     offers.conversation_id,
 *     offers.buyer_id,
 *     offers.seller_id,
 *     offers.amount_minor,
 *     offers.message,
 *     offers.status,
 *     offers.expires_at,
 *     offers.created_at,
 *     offers.updated_at,
 *     offers.parent_offer_id,
 *     offers.made_by,
 *     offers.currency
 *   from offers
 *   /*[if notify]*\/ cross join locked_parties /*[end]*\/
 *   where offers.id = :offerId!
 *   for no key update of offers
 * ),
 * judged_offer as materialized (
 *   select
 *     locked_offer.id,
 *     locked_offer.product_id,
 *     locked_offer.conversation_id,
 *     locked_offer.buyer_id,
 *     locked_offer.seller_id,
 *     locked_offer.amount_minor,
 *     locked_offer.message,
 *     locked_offer.status,
 *     locked_offer.expires_at,
 *     locked_offer.created_at,
 *     locked_offer.updated_at,
 *     locked_offer.parent_offer_id,
 *     locked_offer.made_by,
 *     locked_offer.currency,
 *     case
 *       when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
 *       when :userId! = locked_offer.made_by then 'own_offer'
 *       when not exists (select from users where users.id = :userId! and users.is_active) then 'account_closed'
 *       when locked_offer.status = 'expired' then 'offer_expired'
 *       when locked_offer.status <> 'pending' then 'offer_not_pending'
 *       when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
 *     end as refusal
 *   from locked_offer
 * ),
 * closed_offer as (
 *   update offers
 *   set status = 'declined'
 *   from judged_offer
 *   where offers.id = judged_offer.id
 *     and judged_offer.refusal is null
 *   returning
 *     offers.id,
 *     offers.product_id,
 *     offers.conversation_id,
 *     offers.buyer_id,
 *     offers.seller_id,
 *     offers.amount_minor,
 *     offers.message,
 *     offers.status,
 *     offers.expires_at,
 *     offers.created_at,
 *     offers.updated_at,
 *     offers.parent_offer_id,
 *     offers.made_by,
 *     offers.currency
 * )
 * /*[if notify]*\/
 * ,
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     locked_party.id,
 *     :userId!,
 *     'offer_declined',
 *     'offer',
 *     closed_offer.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'offers.decline', closed_offer.id)
 *   from closed_offer
 *   join locked_party on locked_party.id in (closed_offer.buyer_id, closed_offer.seller_id)
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   where locked_party.id <> :userId!
 *     and locked_party.is_active
 *   on conflict do nothing
 * )
 * /*[end]*\/
 * select
 *   closed_offer.id,
 *   closed_offer.product_id,
 *   closed_offer.conversation_id,
 *   closed_offer.buyer_id,
 *   closed_offer.seller_id,
 *   closed_offer.amount_minor,
 *   closed_offer.message,
 *   closed_offer.status,
 *   closed_offer.expires_at,
 *   closed_offer.created_at,
 *   closed_offer.updated_at,
 *   closed_offer.parent_offer_id,
 *   closed_offer.made_by,
 *   closed_offer.currency,
 *   null::text as refusal
 * from closed_offer
 * union all
 * select
 *   judged_offer.id,
 *   judged_offer.product_id,
 *   judged_offer.conversation_id,
 *   judged_offer.buyer_id,
 *   judged_offer.seller_id,
 *   judged_offer.amount_minor,
 *   judged_offer.message,
 *   judged_offer.status,
 *   judged_offer.expires_at,
 *   judged_offer.created_at,
 *   judged_offer.updated_at,
 *   judged_offer.parent_offer_id,
 *   judged_offer.made_by,
 *   judged_offer.currency,
 *   judged_offer.refusal
 * from judged_offer
 * where judged_offer.refusal is not null
 * ```
 */
export const declineOffer = new PreparedQuery<DeclineOfferParams, DeclineOfferRow>(
  '{"usedParamSet":{"offerId":true,"userId":true,"notify":true},"params":[{"name":"offerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":517,"b":525},{"a":1082,"b":1090}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1580,"b":1587},{"a":1680,"b":1687},{"a":1787,"b":1794},{"a":2777,"b":2784},{"a":3227,"b":3234}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":3172,"b":3179}]}],"statement":"-- The party who did not make an offer declines it.\\n-- Returns the offer as it is now, and the rule that refused; no row if there is no such offer.\\n-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked. The parties are locked before it if\\n-- the other one is told, for the notification refers to both.\\nwith\\n/*[if notify]*/\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from offers\\n  join users on users.id in (offers.buyer_id, offers.seller_id)\\n  where offers.id = :offerId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select count(*) as parties\\n  from locked_party\\n),\\n/*[end]*/\\nlocked_offer as (\\n  select\\n    offers.id,\\n    offers.product_id,\\n    offers.conversation_id,\\n    offers.buyer_id,\\n    offers.seller_id,\\n    offers.amount_minor,\\n    offers.message,\\n    offers.status,\\n    offers.expires_at,\\n    offers.created_at,\\n    offers.updated_at,\\n    offers.parent_offer_id,\\n    offers.made_by,\\n    offers.currency\\n  from offers\\n  /*[if notify]*/ cross join locked_parties /*[end]*/\\n  where offers.id = :offerId!\\n  for no key update of offers\\n),\\njudged_offer as materialized (\\n  select\\n    locked_offer.id,\\n    locked_offer.product_id,\\n    locked_offer.conversation_id,\\n    locked_offer.buyer_id,\\n    locked_offer.seller_id,\\n    locked_offer.amount_minor,\\n    locked_offer.message,\\n    locked_offer.status,\\n    locked_offer.expires_at,\\n    locked_offer.created_at,\\n    locked_offer.updated_at,\\n    locked_offer.parent_offer_id,\\n    locked_offer.made_by,\\n    locked_offer.currency,\\n    case\\n      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then \'not_a_participant\'\\n      when :userId! = locked_offer.made_by then \'own_offer\'\\n      when not exists (select from users where users.id = :userId! and users.is_active) then \'account_closed\'\\n      when locked_offer.status = \'expired\' then \'offer_expired\'\\n      when locked_offer.status <> \'pending\' then \'offer_not_pending\'\\n      when locked_offer.expires_at <= clock_timestamp() then \'offer_expired\'\\n    end as refusal\\n  from locked_offer\\n),\\nclosed_offer as (\\n  update offers\\n  set status = \'declined\'\\n  from judged_offer\\n  where offers.id = judged_offer.id\\n    and judged_offer.refusal is null\\n  returning\\n    offers.id,\\n    offers.product_id,\\n    offers.conversation_id,\\n    offers.buyer_id,\\n    offers.seller_id,\\n    offers.amount_minor,\\n    offers.message,\\n    offers.status,\\n    offers.expires_at,\\n    offers.created_at,\\n    offers.updated_at,\\n    offers.parent_offer_id,\\n    offers.made_by,\\n    offers.currency\\n)\\n/*[if notify]*/\\n,\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    locked_party.id,\\n    :userId!,\\n    \'offer_declined\',\\n    \'offer\',\\n    closed_offer.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'offers.decline\', closed_offer.id)\\n  from closed_offer\\n  join locked_party on locked_party.id in (closed_offer.buyer_id, closed_offer.seller_id)\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  where locked_party.id <> :userId!\\n    and locked_party.is_active\\n  on conflict do nothing\\n)\\n/*[end]*/\\nselect\\n  closed_offer.id,\\n  closed_offer.product_id,\\n  closed_offer.conversation_id,\\n  closed_offer.buyer_id,\\n  closed_offer.seller_id,\\n  closed_offer.amount_minor,\\n  closed_offer.message,\\n  closed_offer.status,\\n  closed_offer.expires_at,\\n  closed_offer.created_at,\\n  closed_offer.updated_at,\\n  closed_offer.parent_offer_id,\\n  closed_offer.made_by,\\n  closed_offer.currency,\\n  null::text as refusal\\nfrom closed_offer\\nunion all\\nselect\\n  judged_offer.id,\\n  judged_offer.product_id,\\n  judged_offer.conversation_id,\\n  judged_offer.buyer_id,\\n  judged_offer.seller_id,\\n  judged_offer.amount_minor,\\n  judged_offer.message,\\n  judged_offer.status,\\n  judged_offer.expires_at,\\n  judged_offer.created_at,\\n  judged_offer.updated_at,\\n  judged_offer.parent_offer_id,\\n  judged_offer.made_by,\\n  judged_offer.currency,\\n  judged_offer.refusal\\nfrom judged_offer\\nwhere judged_offer.refusal is not null"}',
  '{"name":"declineOffer","file":"offers.sql","parameterTypes":{"offerId":"uuid","userId":"uuid","notify":"jsonb"},"tables":["notifications","offers","users"],"access":"write"}',
)

/** Parameters of `cancelOffer`. */
export interface CancelOfferParams {
  readonly offerId: string
  readonly userId: string
  readonly notify?: Json | undefined
}

/** A row of `cancelOffer`. */
export interface CancelOfferRow extends Offer {
  readonly refusal: 'account_closed' | 'not_a_participant' | 'not_the_maker' | 'offer_expired' | 'offer_not_pending' | null
}

/**
 * The party who made an offer takes it back.
 * Returns the offer as it is now, and the rule that refused; no row if there is no such offer.
 * Isolation: READ COMMITTED; right under every level. One row decides, and it is locked. The parties are locked before it if
 * the other one is told, for the notification refers to both.
 *
 * [sql/offers.sql:728](../sql/offers.sql#L728)
 *
 * ```sql
 * with
 * /*[if notify]*\/
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from offers
 *   join users on users.id in (offers.buyer_id, offers.seller_id)
 *   where offers.id = :offerId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select count(*) as parties
 *   from locked_party
 * ),
 * /*[end]*\/
 * locked_offer as (
 *   select
 *     offers.id,
 *     offers.product_id,
 *     offers.conversation_id,
 *     offers.buyer_id,
 *     offers.seller_id,
 *     offers.amount_minor,
 *     offers.message,
 *     offers.status,
 *     offers.expires_at,
 *     offers.created_at,
 *     offers.updated_at,
 *     offers.parent_offer_id,
 *     offers.made_by,
 *     offers.currency
 *   from offers
 *   /*[if notify]*\/ cross join locked_parties /*[end]*\/
 *   where offers.id = :offerId!
 *   for no key update of offers
 * ),
 * judged_offer as materialized (
 *   select
 *     locked_offer.id,
 *     locked_offer.product_id,
 *     locked_offer.conversation_id,
 *     locked_offer.buyer_id,
 *     locked_offer.seller_id,
 *     locked_offer.amount_minor,
 *     locked_offer.message,
 *     locked_offer.status,
 *     locked_offer.expires_at,
 *     locked_offer.created_at,
 *     locked_offer.updated_at,
 *     locked_offer.parent_offer_id,
 *     locked_offer.made_by,
 *     locked_offer.currency,
 *     case
 *       when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
 *       when :userId! <> locked_offer.made_by then 'not_the_maker'
 *       when not exists (select from users where users.id = :userId! and users.is_active) then 'account_closed'
 *       when locked_offer.status = 'expired' then 'offer_expired'
 *       when locked_offer.status <> 'pending' then 'offer_not_pending'
 *       when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
 *     end as refusal
 *   from locked_offer
 * ),
 * closed_offer as (
 *   update offers
 *   set status = 'cancelled'
 *   from judged_offer
 *   where offers.id = judged_offer.id
 *     and judged_offer.refusal is null
 *   returning
 *     offers.id,
 *     offers.product_id,
 *     offers.conversation_id,
 *     offers.buyer_id,
 *     offers.seller_id,
 *     offers.amount_minor,
 *     offers.message,
 *     offers.status,
 *     offers.expires_at,
 *     offers.created_at,
 *     offers.updated_at,
 *     offers.parent_offer_id,
 *     offers.made_by,
 *     offers.currency
 * )
 * /*[if notify]*\/
 * ,
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     locked_party.id,
 *     :userId!,
 *     'offer_cancelled',
 *     'offer',
 *     closed_offer.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'offers.cancel', closed_offer.id)
 *   from closed_offer
 *   join locked_party on locked_party.id in (closed_offer.buyer_id, closed_offer.seller_id)
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   where locked_party.id <> :userId!
 *     and locked_party.is_active
 *   on conflict do nothing
 * )
 * /*[end]*\/
 * select
 *   closed_offer.id,
 *   closed_offer.product_id,
 *   closed_offer.conversation_id,
 *   closed_offer.buyer_id,
 *   closed_offer.seller_id,
 *   closed_offer.amount_minor,
 *   closed_offer.message,
 *   closed_offer.status,
 *   closed_offer.expires_at,
 *   closed_offer.created_at,
 *   closed_offer.updated_at,
 *   closed_offer.parent_offer_id,
 *   closed_offer.made_by,
 *   closed_offer.currency,
 *   null::text as refusal
 * from closed_offer
 * union all
 * select
 *   judged_offer.id,
 *   judged_offer.product_id,
 *   judged_offer.conversation_id,
 *   judged_offer.buyer_id,
 *   judged_offer.seller_id,
 *   judged_offer.amount_minor,
 *   judged_offer.message,
 *   judged_offer.status,
 *   judged_offer.expires_at,
 *   judged_offer.created_at,
 *   judged_offer.updated_at,
 *   judged_offer.parent_offer_id,
 *   judged_offer.made_by,
 *   judged_offer.currency,
 *   judged_offer.refusal
 * from judged_offer
 * where judged_offer.refusal is not null
 * ```
 */
export const cancelOffer = new PreparedQuery<CancelOfferParams, CancelOfferRow>(
  '{"usedParamSet":{"offerId":true,"userId":true,"notify":true},"params":[{"name":"offerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":511,"b":519},{"a":1076,"b":1084}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1574,"b":1581},{"a":1674,"b":1681},{"a":1786,"b":1793},{"a":2777,"b":2784},{"a":3227,"b":3234}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":3172,"b":3179}]}],"statement":"-- The party who made an offer takes it back.\\n-- Returns the offer as it is now, and the rule that refused; no row if there is no such offer.\\n-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked. The parties are locked before it if\\n-- the other one is told, for the notification refers to both.\\nwith\\n/*[if notify]*/\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from offers\\n  join users on users.id in (offers.buyer_id, offers.seller_id)\\n  where offers.id = :offerId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select count(*) as parties\\n  from locked_party\\n),\\n/*[end]*/\\nlocked_offer as (\\n  select\\n    offers.id,\\n    offers.product_id,\\n    offers.conversation_id,\\n    offers.buyer_id,\\n    offers.seller_id,\\n    offers.amount_minor,\\n    offers.message,\\n    offers.status,\\n    offers.expires_at,\\n    offers.created_at,\\n    offers.updated_at,\\n    offers.parent_offer_id,\\n    offers.made_by,\\n    offers.currency\\n  from offers\\n  /*[if notify]*/ cross join locked_parties /*[end]*/\\n  where offers.id = :offerId!\\n  for no key update of offers\\n),\\njudged_offer as materialized (\\n  select\\n    locked_offer.id,\\n    locked_offer.product_id,\\n    locked_offer.conversation_id,\\n    locked_offer.buyer_id,\\n    locked_offer.seller_id,\\n    locked_offer.amount_minor,\\n    locked_offer.message,\\n    locked_offer.status,\\n    locked_offer.expires_at,\\n    locked_offer.created_at,\\n    locked_offer.updated_at,\\n    locked_offer.parent_offer_id,\\n    locked_offer.made_by,\\n    locked_offer.currency,\\n    case\\n      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then \'not_a_participant\'\\n      when :userId! <> locked_offer.made_by then \'not_the_maker\'\\n      when not exists (select from users where users.id = :userId! and users.is_active) then \'account_closed\'\\n      when locked_offer.status = \'expired\' then \'offer_expired\'\\n      when locked_offer.status <> \'pending\' then \'offer_not_pending\'\\n      when locked_offer.expires_at <= clock_timestamp() then \'offer_expired\'\\n    end as refusal\\n  from locked_offer\\n),\\nclosed_offer as (\\n  update offers\\n  set status = \'cancelled\'\\n  from judged_offer\\n  where offers.id = judged_offer.id\\n    and judged_offer.refusal is null\\n  returning\\n    offers.id,\\n    offers.product_id,\\n    offers.conversation_id,\\n    offers.buyer_id,\\n    offers.seller_id,\\n    offers.amount_minor,\\n    offers.message,\\n    offers.status,\\n    offers.expires_at,\\n    offers.created_at,\\n    offers.updated_at,\\n    offers.parent_offer_id,\\n    offers.made_by,\\n    offers.currency\\n)\\n/*[if notify]*/\\n,\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    locked_party.id,\\n    :userId!,\\n    \'offer_cancelled\',\\n    \'offer\',\\n    closed_offer.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'offers.cancel\', closed_offer.id)\\n  from closed_offer\\n  join locked_party on locked_party.id in (closed_offer.buyer_id, closed_offer.seller_id)\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  where locked_party.id <> :userId!\\n    and locked_party.is_active\\n  on conflict do nothing\\n)\\n/*[end]*/\\nselect\\n  closed_offer.id,\\n  closed_offer.product_id,\\n  closed_offer.conversation_id,\\n  closed_offer.buyer_id,\\n  closed_offer.seller_id,\\n  closed_offer.amount_minor,\\n  closed_offer.message,\\n  closed_offer.status,\\n  closed_offer.expires_at,\\n  closed_offer.created_at,\\n  closed_offer.updated_at,\\n  closed_offer.parent_offer_id,\\n  closed_offer.made_by,\\n  closed_offer.currency,\\n  null::text as refusal\\nfrom closed_offer\\nunion all\\nselect\\n  judged_offer.id,\\n  judged_offer.product_id,\\n  judged_offer.conversation_id,\\n  judged_offer.buyer_id,\\n  judged_offer.seller_id,\\n  judged_offer.amount_minor,\\n  judged_offer.message,\\n  judged_offer.status,\\n  judged_offer.expires_at,\\n  judged_offer.created_at,\\n  judged_offer.updated_at,\\n  judged_offer.parent_offer_id,\\n  judged_offer.made_by,\\n  judged_offer.currency,\\n  judged_offer.refusal\\nfrom judged_offer\\nwhere judged_offer.refusal is not null"}',
  '{"name":"cancelOffer","file":"offers.sql","parameterTypes":{"offerId":"uuid","userId":"uuid","notify":"jsonb"},"tables":["notifications","offers","users"],"access":"write"}',
)

/** Parameters of `expireOffers`. */
export interface ExpireOffersParams {
  readonly limit: number
  readonly notify?: Json | undefined
}

/** `expireOffers` returns no rows. */
export type ExpireOffersRow = never

/**
 * Marks pending offers whose deadline has passed, the oldest deadlines first, as many as the limit says.
 * now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.
 * Isolation: READ COMMITTED. Rows that another command holds are skipped: it decides upon them itself.
 * So are those whose maker, who is told, another command holds.
 *
 * [sql/offers.sql:813](../sql/offers.sql#L813)
 *
 * ```sql
 * with due_offer as (
 *   select
 *     offers.id
 *     /*[if notify]*\/ , offers.made_by, maker.is_active /*[end]*\/
 *   from offers
 *   /*[if notify]*\/ join users as maker on maker.id = offers.made_by /*[end]*\/
 *   where offers.status = 'pending'
 *     and offers.expires_at <= now()
 *   order by offers.expires_at, offers.id
 *   limit (select :limit!::bigint)
 *   for no key update of offers skip locked
 *   /*[if notify]*\/ for key share of maker skip locked /*[end]*\/
 * )
 * /*[if notify]*\/
 * ,
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     due_offer.made_by,
 *     null,
 *     'offer_expired',
 *     'offer',
 *     due_offer.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'offers.expire', due_offer.id)
 *   from due_offer
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   where due_offer.is_active
 *   order by due_offer.made_by
 *   on conflict do nothing
 * )
 * /*[end]*\/
 * update offers
 * set status = 'expired'
 * from due_offer
 * where offers.id = due_offer.id
 * ```
 */
export const expireOffers = new PreparedQuery<ExpireOffersParams, ExpireOffersRow>(
  '{"usedParamSet":{"limit":true,"notify":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":699,"b":705}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":1324,"b":1331}]}],"statement":"-- Marks pending offers whose deadline has passed, the oldest deadlines first, as many as the limit says.\\n-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.\\n-- Isolation: READ COMMITTED. Rows that another command holds are skipped: it decides upon them itself.\\n-- So are those whose maker, who is told, another command holds.\\nwith due_offer as (\\n  select\\n    offers.id\\n    /*[if notify]*/ , offers.made_by, maker.is_active /*[end]*/\\n  from offers\\n  /*[if notify]*/ join users as maker on maker.id = offers.made_by /*[end]*/\\n  where offers.status = \'pending\'\\n    and offers.expires_at <= now()\\n  order by offers.expires_at, offers.id\\n  limit (select :limit!::bigint)\\n  for no key update of offers skip locked\\n  /*[if notify]*/ for key share of maker skip locked /*[end]*/\\n)\\n/*[if notify]*/\\n,\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    due_offer.made_by,\\n    null,\\n    \'offer_expired\',\\n    \'offer\',\\n    due_offer.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'offers.expire\', due_offer.id)\\n  from due_offer\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  where due_offer.is_active\\n  order by due_offer.made_by\\n  on conflict do nothing\\n)\\n/*[end]*/\\nupdate offers\\nset status = \'expired\'\\nfrom due_offer\\nwhere offers.id = due_offer.id"}',
  '{"name":"expireOffers","file":"offers.sql","parameterTypes":{"limit":"int8","notify":"jsonb"},"tables":["maker","notifications","offers","users"],"access":"write"}',
)

/** Parameters of `listOffersByBuyer`. */
export type ListOffersByBuyerParams = {
  readonly buyerId: string
  readonly status?: OfferStatus | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOffersByBuyer`. */
export interface ListOffersByBuyerRow extends Offer {
  readonly createdAtExact: string
}

/**
 * A buyer's offers, those made to them too, newest first.
 *
 * [sql/offers.sql:858](../sql/offers.sql#L858)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency,
 *   offers.created_at::text as "created_at_exact!"
 * from offers
 * where offers.buyer_id = :buyerId!
 *   /*[if status]*\/ and offers.status_code = offer_status_code(:status!) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and offers.created_at <= :afterTime!
 *   and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by offers.created_at desc, offers.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listOffersByBuyer = new PreparedQuery<ListOffersByBuyerParams, ListOffersByBuyerRow>(
  '{"usedParamSet":{"buyerId":true,"status":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":434,"b":442}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":505,"b":512}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":581,"b":591},{"a":633,"b":643}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":646,"b":654}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":731,"b":737}]}],"statement":"-- A buyer\'s offers, those made to them too, newest first.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency,\\n  offers.created_at::text as \\"created_at_exact!\\"\\nfrom offers\\nwhere offers.buyer_id = :buyerId!\\n  /*[if status]*/ and offers.status_code = offer_status_code(:status!) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and offers.created_at <= :afterTime!\\n  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by offers.created_at desc, offers.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listOffersByBuyer","file":"offers.sql","parameterTypes":{"buyerId":"uuid","status":"offer_status","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["offers"],"access":"read"}',
)

/** Parameters of `listOffersBySeller`. */
export type ListOffersBySellerParams = {
  readonly sellerId: string
  readonly status?: OfferStatus | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOffersBySeller`. */
export interface ListOffersBySellerRow extends Offer {
  readonly createdAtExact: string
}

/**
 * A seller's offers, those they made too, newest first.
 *
 * [sql/offers.sql:873](../sql/offers.sql#L873)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency,
 *   offers.created_at::text as "created_at_exact!"
 * from offers
 * where offers.seller_id = :sellerId!
 *   /*[if status]*\/ and offers.status_code = offer_status_code(:status!) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and offers.created_at <= :afterTime!
 *   and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by offers.created_at desc, offers.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listOffersBySeller = new PreparedQuery<ListOffersBySellerParams, ListOffersBySellerRow>(
  '{"usedParamSet":{"sellerId":true,"status":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":433,"b":442}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":505,"b":512}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":581,"b":591},{"a":633,"b":643}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":646,"b":654}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":731,"b":737}]}],"statement":"-- A seller\'s offers, those they made too, newest first.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency,\\n  offers.created_at::text as \\"created_at_exact!\\"\\nfrom offers\\nwhere offers.seller_id = :sellerId!\\n  /*[if status]*/ and offers.status_code = offer_status_code(:status!) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and offers.created_at <= :afterTime!\\n  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by offers.created_at desc, offers.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listOffersBySeller","file":"offers.sql","parameterTypes":{"sellerId":"uuid","status":"offer_status","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["offers"],"access":"read"}',
)

/** Parameters of `listOffersByProduct`. */
export type ListOffersByProductParams = {
  readonly productId: string
  readonly sellerId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOffersByProduct`. */
export interface ListOffersByProductRow extends Offer {
  readonly createdAtExact: string
}

/**
 * The offers on a product, newest first, for its seller; for anybody else nothing is walked. The seller is asked for once, and
 * not of each offer: the planner would combine the product's offers with all of the seller's.
 *
 * [sql/offers.sql:888](../sql/offers.sql#L888)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency,
 *   offers.created_at::text as "created_at_exact!"
 * from offers
 * where offers.product_id = :productId!
 *   and (select products.seller_id from products where products.id = :productId!) = :sellerId!
 *   /*[if afterTime afterId]*\/
 *   and offers.created_at <= :afterTime!
 *   and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by offers.created_at desc, offers.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listOffersByProduct = new PreparedQuery<ListOffersByProductParams, ListOffersByProductRow>(
  '{"usedParamSet":{"productId":true,"sellerId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":600,"b":610},{"a":679,"b":689}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":694,"b":703}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":761,"b":771},{"a":813,"b":823}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":826,"b":834}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":911,"b":917}]}],"statement":"-- The offers on a product, newest first, for its seller; for anybody else nothing is walked. The seller is asked for once, and\\n-- not of each offer: the planner would combine the product\'s offers with all of the seller\'s.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency,\\n  offers.created_at::text as \\"created_at_exact!\\"\\nfrom offers\\nwhere offers.product_id = :productId!\\n  and (select products.seller_id from products where products.id = :productId!) = :sellerId!\\n  /*[if afterTime afterId]*/\\n  and offers.created_at <= :afterTime!\\n  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by offers.created_at desc, offers.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listOffersByProduct","file":"offers.sql","parameterTypes":{"productId":"uuid","sellerId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["offers","products"],"access":"read"}',
)

/** Parameters of `listPendingOffers`. */
export type ListPendingOffersParams = {
  readonly productId: string
  readonly sellerId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPendingOffers`. */
export interface ListPendingOffersRow extends Offer {
  readonly createdAtExact: string
}

/**
 * The offers on a product that wait for an answer, newest first, for its seller, as in listOffersByProduct.
 * primary-only: work is taken from it
 *
 * [sql/offers.sql:904](../sql/offers.sql#L904)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency,
 *   offers.created_at::text as "created_at_exact!"
 * from offers
 * where offers.product_id = :productId!
 *   and (select products.seller_id from products where products.id = :productId!) = :sellerId!
 *   and offers.status = 'pending'
 *   /*[if afterTime afterId]*\/
 *   and offers.created_at <= :afterTime!
 *   and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by offers.created_at desc, offers.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listPendingOffers = new PreparedQuery<ListPendingOffersParams, ListPendingOffersRow>(
  '{"usedParamSet":{"productId":true,"sellerId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":525,"b":535},{"a":604,"b":614}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":619,"b":628}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":718,"b":728},{"a":770,"b":780}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":783,"b":791}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":868,"b":874}]}],"statement":"-- The offers on a product that wait for an answer, newest first, for its seller, as in listOffersByProduct.\\n-- primary-only: work is taken from it\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency,\\n  offers.created_at::text as \\"created_at_exact!\\"\\nfrom offers\\nwhere offers.product_id = :productId!\\n  and (select products.seller_id from products where products.id = :productId!) = :sellerId!\\n  and offers.status = \'pending\'\\n  /*[if afterTime afterId]*/\\n  and offers.created_at <= :afterTime!\\n  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by offers.created_at desc, offers.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPendingOffers","file":"offers.sql","parameterTypes":{"productId":"uuid","sellerId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["offers","products"],"access":"read","primary":true}',
)

/** Parameters of `listOffersByConversation`. */
export type ListOffersByConversationParams = {
  readonly conversationId: string
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOffersByConversation`. */
export interface ListOffersByConversationRow extends Offer {
  readonly createdAtExact: string
}

/**
 * The negotiations of a conversation, newest first, for one of its participants, as in listOffersByProduct.
 *
 * [sql/offers.sql:921](../sql/offers.sql#L921)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency,
 *   offers.created_at::text as "created_at_exact!"
 * from offers
 * where offers.conversation_id = :conversationId!
 *   and (
 *     select exists (
 *       select from conversations
 *       where conversations.id = :conversationId!
 *         and :userId! in (conversations.buyer_id, conversations.seller_id)
 *     )
 *   )
 *   /*[if afterTime afterId]*\/
 *   and offers.created_at <= :afterTime!
 *   and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by offers.created_at desc, offers.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listOffersByConversation = new PreparedQuery<ListOffersByConversationParams, ListOffersByConversationRow>(
  '{"usedParamSet":{"conversationId":true,"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":491,"b":506},{"a":599,"b":614}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":628,"b":635}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":756,"b":766},{"a":808,"b":818}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":821,"b":829}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":906,"b":912}]}],"statement":"-- The negotiations of a conversation, newest first, for one of its participants, as in listOffersByProduct.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency,\\n  offers.created_at::text as \\"created_at_exact!\\"\\nfrom offers\\nwhere offers.conversation_id = :conversationId!\\n  and (\\n    select exists (\\n      select from conversations\\n      where conversations.id = :conversationId!\\n        and :userId! in (conversations.buyer_id, conversations.seller_id)\\n    )\\n  )\\n  /*[if afterTime afterId]*/\\n  and offers.created_at <= :afterTime!\\n  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by offers.created_at desc, offers.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listOffersByConversation","file":"offers.sql","parameterTypes":{"conversationId":"uuid","userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["conversations","offers"],"access":"read"}',
)

/** Parameters of `listOffersToAnswer`. */
export type ListOffersToAnswerParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOffersToAnswer`. */
export interface ListOffersToAnswerRow extends Offer {
  readonly createdAtExact: string
}

/**
 * The pending offers that the other party made to a user, newest first.
 *
 * [sql/offers.sql:942](../sql/offers.sql#L942)
 *
 * ```sql
 * select
 *   offers.id,
 *   offers.product_id,
 *   offers.conversation_id,
 *   offers.buyer_id,
 *   offers.seller_id,
 *   offers.amount_minor,
 *   offers.message,
 *   offers.status,
 *   offers.expires_at,
 *   offers.created_at,
 *   offers.updated_at,
 *   offers.parent_offer_id,
 *   offers.made_by,
 *   offers.currency,
 *   offers.created_at::text as "created_at_exact!"
 * from offers
 * where offers.status = 'pending'
 *   and case when offers.made_by = offers.buyer_id then offers.seller_id else offers.buyer_id end = :userId!
 *   /*[if afterTime afterId]*\/
 *   and offers.created_at <= :afterTime!
 *   and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by offers.created_at desc, offers.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listOffersToAnswer = new PreparedQuery<ListOffersToAnswerParams, ListOffersToAnswerRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":554,"b":561}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":619,"b":629},{"a":671,"b":681}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":684,"b":692}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":769,"b":775}]}],"statement":"-- The pending offers that the other party made to a user, newest first.\\nselect\\n  offers.id,\\n  offers.product_id,\\n  offers.conversation_id,\\n  offers.buyer_id,\\n  offers.seller_id,\\n  offers.amount_minor,\\n  offers.message,\\n  offers.status,\\n  offers.expires_at,\\n  offers.created_at,\\n  offers.updated_at,\\n  offers.parent_offer_id,\\n  offers.made_by,\\n  offers.currency,\\n  offers.created_at::text as \\"created_at_exact!\\"\\nfrom offers\\nwhere offers.status = \'pending\'\\n  and case when offers.made_by = offers.buyer_id then offers.seller_id else offers.buyer_id end = :userId!\\n  /*[if afterTime afterId]*/\\n  and offers.created_at <= :afterTime!\\n  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by offers.created_at desc, offers.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listOffersToAnswer","file":"offers.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["offers"],"access":"read"}',
)
