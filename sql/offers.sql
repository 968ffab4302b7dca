/*
offers: prices that buyers and sellers put to each other for a product.

Every command here is right under READ COMMITTED, the server's default, by itself. It locks what it decides upon, in one
order that is the same in every command of this package (users, product, conversation, offers, transactions), then judges
it, then writes, and tells in the same statement which rule refused:
- What refers to the two parties locks them first, as the foreign keys will do anyway: in the order in which deleting a
  user locks what is theirs, so that the two wait for each other in turn and not in a circle.
- A statement's snapshot is that of its beginning, also after it has waited; only the rows it locks are read anew. So
  nothing is judged but locked rows, and times are compared with clock_timestamp() after the lock.
- A buyer has one offer on a product that waits for an answer. What a making statement cannot see, an offer that was
  committed while it waited for the product, offers_buyer_id_product_id_excl sees, at the end of the statement: then a
  counter-offer has taken its parent's place.
- What an accepting statement cannot see, offers that were committed while it waited for the product, the trigger
  tr_products_decline_offers sees, whose statement has a snapshot of its own.
- Under REPEATABLE READ and SERIALIZABLE not even that sees them. Therefore whoever makes an offer writes the product's
  row (touched_product): a transaction with an older snapshot that wants to lock the product then fails with 40001, and
  is run again by transaction().
*/

/* @name findOffer */
-- An offer, or if a digest is given, the offer that the same content made.
select
  offers.*
from offers
where offers.id = :id!
  /*[if requestDigest]*/ and offers.request_digest = :requestDigest! /*[end]*/;

/* @name listOffersByIds */
-- Offers in the order of their ids in the list; those that do not exist are left out.
select
  offers.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join offers on offers.id = wanted.id
order by wanted.place;

/* @name makeOffer */
-- A buyer makes an offer in a conversation with the product's seller, and the chat shows it.
-- Returns the offer as it would be made, and the rule that refused; no row if there is no such product or conversation.
-- Neither refused nor made: the id is taken, so that a repeated call can look up what the first one made.
-- Isolation: READ COMMITTED; right under every level.
with locked_party as (
  select
    users.id,
    users.is_active
  from conversations
  join users on users.id in (conversations.buyer_id, conversations.seller_id)
  where conversations.id = :conversationId!
  order by users.id
  for key share of users
),
locked_parties as (
  select coalesce(bool_and(locked_party.is_active), false) as are_open
  from locked_party
),
locked_product as (
  select
    products.id,
    products.seller_id,
    products.price_minor,
    products.currency,
    products.feed_type,
    products.is_available,
    products.sold_at,
    locked_parties.are_open
  from locked_parties
  join products on products.id = :productId!
  for no key update of products
),
locked_conversation as (
  select
    conversations.id,
    conversations.buyer_id,
    conversations.seller_id,
    conversations.product_id,
    conversations.last_message_at
  from locked_product
  join conversations on conversations.id = :conversationId!
  for no key update of conversations
),
waiting_offer as (
  -- An offer whose time has passed waits no longer: now(), the earlier of the two clocks, as expireOffers has it.
  select
    offers.id,
    coalesce(offers.expires_at <= now(), false) as is_due
  from locked_product
  cross join locked_conversation
  join offers on offers.product_id = locked_product.id
  where offers.buyer_id = locked_conversation.buyer_id
    and offers.status = 'pending'
  -- lint-disable lock-order: a buyer has one pending offer on a product (offers_buyer_id_product_id_excl).
  for no key update of offers
),
timed_conversation as materialized (
  -- The order of a conversation's messages is that of their times: see messages.
  select
    locked_conversation.id,
    greatest(
      clock_timestamp(),
      locked_conversation.last_message_at + interval '1 microsecond'
    ) as message_at
  from locked_conversation
),
drafted_offer as materialized (
  select
    :id!::uuid as id,
    locked_product.id as product_id,
    locked_conversation.id as conversation_id,
    null::uuid as parent_offer_id,
    locked_conversation.buyer_id,
    locked_conversation.seller_id,
    :buyerId!::uuid as made_by,
    :amountMinor!::bigint as amount_minor,
    locked_product.currency,
    :message::text as message,
    'pending'::offer_status as status,
    timed_conversation.message_at + make_interval(secs => :expiresInSeconds::float8) as expires_at, -- null: never
    timed_conversation.message_at as created_at,
    timed_conversation.message_at as updated_at,
    locked_product.price_minor,
    case
      when :buyerId! not in (locked_conversation.buyer_id, locked_conversation.seller_id) then 'not_a_participant'
      when :buyerId! = locked_product.seller_id then 'own_product'
      when not locked_product.are_open then 'account_closed'
      when locked_conversation.seller_id <> locked_product.seller_id
        or locked_conversation.product_id <> locked_product.id then 'product_not_of_conversation'
      when locked_product.sold_at is not null then 'product_already_sold'
      when not locked_product.is_available then 'product_not_available'
      when exists (select from waiting_offer where not waiting_offer.is_due) then 'offer_already_pending'
    end as refusal
  from locked_product
  cross join locked_conversation
  join timed_conversation on timed_conversation.id = locked_conversation.id
),
made_offer as (
  insert into offers (id, product_id, conversation_id, parent_offer_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at, request_digest, created_at, updated_at)
  select
    drafted_offer.id,
    drafted_offer.product_id,
    drafted_offer.conversation_id,
    drafted_offer.parent_offer_id,
    drafted_offer.buyer_id,
    drafted_offer.seller_id,
    drafted_offer.made_by,
    drafted_offer.amount_minor,
    drafted_offer.currency,
    drafted_offer.message,
    drafted_offer.status,
    drafted_offer.expires_at,
    :requestDigest::uuid, -- null: the caller gave no id
    drafted_offer.created_at,
    drafted_offer.updated_at
  from drafted_offer
  where drafted_offer.refusal is null
  on conflict (id) do nothing
  returning
    offers.id,
    offers.product_id
),
expired_offer as (
  update offers
  set status = 'expired'
  from made_offer
  cross join waiting_offer
  where offers.id = waiting_offer.id
    and waiting_offer.is_due
),
touched_product as (
  update products
  set is_available = true -- as it was: see the head of this file
  from made_offer
  where products.id = made_offer.product_id
),
made_message as (
  insert into messages (conversation_id, sender_id, message_type, content, offer_data, offer_id, created_at, updated_at)
  select
    drafted_offer.conversation_id,
    drafted_offer.made_by,
    'offer',
    drafted_offer.message,
    jsonb_build_object(
      'amountMinor', drafted_offer.amount_minor,
      'currency', drafted_offer.currency,
      'priceMinor', drafted_offer.price_minor,
      'expiresAt', drafted_offer.expires_at
    ),
    made_offer.id,
    drafted_offer.created_at,
    drafted_offer.created_at
  from made_offer
  join drafted_offer on drafted_offer.id = made_offer.id
  returning
    messages.id,
    messages.conversation_id,
    messages.sender_id,
    messages.created_at
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    case drafted_offer.made_by when drafted_offer.buyer_id then drafted_offer.seller_id else drafted_offer.buyer_id end,
    drafted_offer.made_by,
    'offer_made',
    'offer',
    made_offer.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'offers.make', made_offer.id)
  from made_offer
  join drafted_offer on drafted_offer.id = made_offer.id
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  on conflict do nothing
),
/*[end]*/
notified_conversation as (
  update conversations
  set
    last_message_id = made_message.id,
    last_message_at = made_message.created_at,
    buyer_unread_count = conversations.buyer_unread_count + (made_message.sender_id = conversations.seller_id)::integer,
    seller_unread_count = conversations.seller_unread_count + (made_message.sender_id = conversations.buyer_id)::integer,
    archived_by = array_remove(
      conversations.archived_by,
      case made_message.sender_id
        when conversations.buyer_id then conversations.seller_id
        else conversations.buyer_id
      end
    )
  from made_message
  where conversations.id = made_message.conversation_id
)
select
  drafted_offer.id as "id!",
  drafted_offer.product_id as "product_id!",
  drafted_offer.conversation_id as "conversation_id!",
  drafted_offer.parent_offer_id,
  drafted_offer.buyer_id as "buyer_id!",
  drafted_offer.seller_id as "seller_id!",
  drafted_offer.made_by as "made_by!",
  drafted_offer.amount_minor as "amount_minor!",
  drafted_offer.currency as "currency!",
  drafted_offer.message,
  drafted_offer.status as "status!",
  drafted_offer.expires_at,
  drafted_offer.created_at as "created_at!",
  drafted_offer.updated_at as "updated_at!",
  drafted_offer.refusal as "refusal?",
  made_offer.id is not null as "was_made!"
from drafted_offer
left join made_offer on made_offer.id = drafted_offer.id;

/* @name counterOffer */
-- The party who did not make an offer answers it with another one, and the chat shows that.
-- Returns the new offer as it would be made, and the rule that refused; no row if there is no such offer to answer.
-- Neither refused nor made: the id is taken.
-- Isolation: READ COMMITTED; right under every level.
with wanted_offer as (
  select offers.product_id, offers.conversation_id
  from offers
  where offers.id = :offerId!
),
locked_party as (
  select
    users.id,
    users.is_active
  from offers
  join users on users.id in (offers.buyer_id, offers.seller_id)
  where offers.id = :offerId!
  order by users.id
  for key share of users
),
locked_parties as (
  select coalesce(bool_and(locked_party.is_active), false) as are_open
  from locked_party
),
locked_product as (
  select
    products.id,
    products.seller_id,
    products.price_minor,
    products.currency,
    products.feed_type,
    products.is_available,
    products.sold_at,
    locked_parties.are_open
  from locked_parties
  cross join wanted_offer
  join products on products.id = wanted_offer.product_id
  for no key update of products
),
locked_conversation as (
  select
    conversations.id,
    conversations.last_message_at
  from wanted_offer
  join locked_product on locked_product.id = wanted_offer.product_id
  join conversations on conversations.id = wanted_offer.conversation_id
  for no key update of conversations
),
locked_offer as (
  select
    offers.*
  from locked_conversation
  join offers on offers.conversation_id = locked_conversation.id
  where offers.id = :offerId!
  for no key update of offers
),
timed_conversation as materialized (
  select
    locked_conversation.id,
    greatest(
      clock_timestamp(),
      locked_conversation.last_message_at + interval '1 microsecond'
    ) as message_at
  from locked_conversation
),
drafted_offer as materialized (
  select
    :id!::uuid as id,
    locked_offer.product_id,
    locked_offer.conversation_id,
    locked_offer.id as parent_offer_id,
    locked_offer.buyer_id,
    locked_offer.seller_id,
    :userId!::uuid as made_by,
    :amountMinor!::bigint as amount_minor,
    locked_product.currency,
    :message::text as message,
    'pending'::offer_status as status,
    timed_conversation.message_at + make_interval(secs => :expiresInSeconds::float8) as expires_at, -- null: never
    timed_conversation.message_at as created_at,
    timed_conversation.message_at as updated_at,
    locked_product.price_minor,
    case
      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
      when :userId! = locked_offer.made_by then 'own_offer'
      when not locked_product.are_open then 'account_closed'
      when locked_offer.status = 'expired' then 'offer_expired'
      when locked_offer.status <> 'pending' then 'offer_not_pending'
      when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
      when locked_product.sold_at is not null then 'product_already_sold'
      when not locked_product.is_available then 'product_not_available'
    end as refusal
  from locked_offer
  join locked_product on locked_product.id = locked_offer.product_id
  join timed_conversation on timed_conversation.id = locked_offer.conversation_id
),
made_offer as (
  insert into offers (id, product_id, conversation_id, parent_offer_id, buyer_id, seller_id, made_by, amount_minor, currency, message, status, expires_at, request_digest, created_at, updated_at)
  select
    drafted_offer.id,
    drafted_offer.product_id,
    drafted_offer.conversation_id,
    drafted_offer.parent_offer_id,
    drafted_offer.buyer_id,
    drafted_offer.seller_id,
    drafted_offer.made_by,
    drafted_offer.amount_minor,
    drafted_offer.currency,
    drafted_offer.message,
    drafted_offer.status,
    drafted_offer.expires_at,
    :requestDigest::uuid, -- null: the caller gave no id
    drafted_offer.created_at,
    drafted_offer.updated_at
  from drafted_offer
  where drafted_offer.refusal is null
  on conflict (id) do nothing
  returning
    offers.id,
    offers.product_id
),
touched_product as (
  update products
  set is_available = true -- as it was: see the head of this file
  from made_offer
  where products.id = made_offer.product_id
),
countered_offer as (
  update offers
  set status = 'countered'
  from made_offer
  join drafted_offer on drafted_offer.id = made_offer.id
  where offers.id = drafted_offer.parent_offer_id
),
made_message as (
  insert into messages (conversation_id, sender_id, message_type, content, offer_data, offer_id, created_at, updated_at)
  select
    drafted_offer.conversation_id,
    drafted_offer.made_by,
    'offer',
    drafted_offer.message,
    jsonb_build_object(
      'amountMinor', drafted_offer.amount_minor,
      'currency', drafted_offer.currency,
      'priceMinor', drafted_offer.price_minor,
      'expiresAt', drafted_offer.expires_at
    ),
    made_offer.id,
    drafted_offer.created_at,
    drafted_offer.created_at
  from made_offer
  join drafted_offer on drafted_offer.id = made_offer.id
  returning
    messages.id,
    messages.conversation_id,
    messages.sender_id,
    messages.created_at
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    case drafted_offer.made_by when drafted_offer.buyer_id then drafted_offer.seller_id else drafted_offer.buyer_id end,
    drafted_offer.made_by,
    'offer_countered',
    'offer',
    made_offer.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'offers.counter', made_offer.id)
  from made_offer
  join drafted_offer on drafted_offer.id = made_offer.id
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  on conflict do nothing
),
/*[end]*/
notified_conversation as (
  update conversations
  set
    last_message_id = made_message.id,
    last_message_at = made_message.created_at,
    buyer_unread_count = conversations.buyer_unread_count + (made_message.sender_id = conversations.seller_id)::integer,
    seller_unread_count = conversations.seller_unread_count + (made_message.sender_id = conversations.buyer_id)::integer,
    archived_by = array_remove(
      conversations.archived_by,
      case made_message.sender_id
        when conversations.buyer_id then conversations.seller_id
        else conversations.buyer_id
      end
    )
  from made_message
  where conversations.id = made_message.conversation_id
)
select
  drafted_offer.id as "id!",
  drafted_offer.product_id as "product_id!",
  drafted_offer.conversation_id as "conversation_id!",
  drafted_offer.parent_offer_id,
  drafted_offer.buyer_id as "buyer_id!",
  drafted_offer.seller_id as "seller_id!",
  drafted_offer.made_by as "made_by!",
  drafted_offer.amount_minor as "amount_minor!",
  drafted_offer.currency as "currency!",
  drafted_offer.message,
  drafted_offer.status as "status!",
  drafted_offer.expires_at,
  drafted_offer.created_at as "created_at!",
  drafted_offer.updated_at as "updated_at!",
  drafted_offer.refusal as "refusal?",
  made_offer.id is not null as "was_made!"
from drafted_offer
left join made_offer on made_offer.id = drafted_offer.id;

/* @name acceptOffer */
-- The party who did not make an offer accepts it: its product leaves the market, which declines the other offers on it
-- (tr_products_decline_offers), and a payment is opened.
-- Returns the offer as it is now, the payment, and the rule that refused, in which case there is no such payment; no row
-- if there is no such offer.
-- Isolation: READ COMMITTED; right under every level.
with wanted_offer as (
  select offers.product_id
  from offers
  where offers.id = :offerId!
),
locked_party as (
  select
    users.id,
    users.is_active
  from offers
  join users on users.id in (offers.buyer_id, offers.seller_id)
  where offers.id = :offerId!
  order by users.id
  for key share of users
),
locked_parties as (
  select coalesce(bool_and(locked_party.is_active), false) as are_open
  from locked_party
),
locked_product as (
  select
    products.id,
    products.seller_id,
    products.price_minor,
    products.currency,
    products.feed_type,
    products.is_available,
    products.sold_at,
    locked_parties.are_open
  from locked_parties
  cross join wanted_offer
  join products on products.id = wanted_offer.product_id
  for no key update of products
),
locked_offer as (
  select
    offers.*
  from locked_product
  join offers on offers.product_id = locked_product.id
  where offers.id = :offerId!
  for no key update of offers
),
judged_offer as materialized (
  select
    locked_offer.*,
    locked_product.feed_type,
    rate.basis_points as fee_basis_points,
    platform_fee_minor(locked_offer.amount_minor, rate.basis_points, locked_offer.currency) as platform_fee_minor,
    clock_timestamp() + make_interval(secs => :holdSeconds!::float8) as hold_ends_at,
    case
      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
      when :userId! = locked_offer.made_by then 'own_offer'
      when not locked_product.are_open then 'account_closed'
      when locked_offer.status = 'expired' then 'offer_expired'
      when locked_offer.status <> 'pending' then 'offer_not_pending'
      when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
      when locked_product.sold_at is not null then 'product_already_sold'
      when not locked_product.is_available then 'product_not_available'
      when locked_offer.currency <> locked_product.currency then 'currency_changed'
      when exists (select from transactions where transactions.id = :paymentId!) then 'repeated_differently'
    end as refusal
  from locked_offer
  join locked_product on locked_product.id = locked_offer.product_id
  cross join lateral (
    select case locked_product.feed_type
      when 'discover' then :discoverFeeBasisPoints!::integer
      else :communityFeeBasisPoints!::integer
    end as basis_points
  ) as rate
),
accepted_offer as (
  update offers
  set status = 'accepted'
  from judged_offer
  where offers.id = judged_offer.id
    and judged_offer.refusal is null
  returning
    offers.id,
    offers.product_id,
    offers.status,
    offers.updated_at
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    case :userId! when judged_offer.buyer_id then judged_offer.seller_id else judged_offer.buyer_id end,
    :userId!,
    'offer_accepted',
    'offer',
    accepted_offer.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'offers.accept', accepted_offer.id)
  from accepted_offer
  join judged_offer on judged_offer.id = accepted_offer.id
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  on conflict do nothing
),
/*[end]*/
taken_product as (
  update products
  set is_available = false
  from accepted_offer
  where products.id = accepted_offer.product_id
  returning products.id
),
opened_payment as (
  insert into transactions (
    id,
    buyer_id,
    seller_id,
    product_id,
    offer_id,
    amount_minor,
    currency,
    platform_fee_minor,
    seller_payout_minor,
    feed_type,
    fee_basis_points,
    expires_at,
    request_digest
  )
  select
    :paymentId!,
    judged_offer.buyer_id,
    judged_offer.seller_id,
    judged_offer.product_id,
    judged_offer.id,
    judged_offer.amount_minor,
    judged_offer.currency,
    judged_offer.platform_fee_minor,
    judged_offer.amount_minor - judged_offer.platform_fee_minor,
    judged_offer.feed_type,
    judged_offer.fee_basis_points,
    judged_offer.hold_ends_at,
    :requestDigest::uuid -- null: the caller gave no id
  from judged_offer
  join taken_product on taken_product.id = judged_offer.product_id
)
select
  judged_offer.id as "id!",
  judged_offer.product_id as "product_id!",
  judged_offer.conversation_id as "conversation_id!",
  judged_offer.parent_offer_id,
  judged_offer.buyer_id as "buyer_id!",
  judged_offer.seller_id as "seller_id!",
  judged_offer.made_by as "made_by!",
  judged_offer.amount_minor as "amount_minor!",
  judged_offer.currency as "currency!",
  judged_offer.message,
  judged_offer.expires_at,
  judged_offer.created_at as "created_at!",
  coalesce(accepted_offer.status, judged_offer.status) as "status!",
  coalesce(accepted_offer.updated_at, judged_offer.updated_at) as "updated_at!",
  judged_offer.platform_fee_minor as "platform_fee_minor!",
  judged_offer.amount_minor - judged_offer.platform_fee_minor as "seller_payout_minor!",
  judged_offer.feed_type as "feed_type!",
  judged_offer.fee_basis_points as "fee_basis_points!",
  judged_offer.hold_ends_at as "hold_ends_at!",
  now() as "opened_at!",
  judged_offer.refusal as "refusal?"
from judged_offer
left join accepted_offer on accepted_offer.id = judged_offer.id;

/* @name declineOffer */
-- The party who did not make an offer declines it.
-- Returns the offer as it is now, and the rule that refused; no row if there is no such offer.
-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked. The parties are locked before it if
-- the other one is told, for the notification refers to both.
with
/*[if notify]*/
locked_party as (
  select
    users.id,
    users.is_active
  from offers
  join users on users.id in (offers.buyer_id, offers.seller_id)
  where offers.id = :offerId!
  order by users.id
  for key share of users
),
locked_parties as (
  select count(*) as parties
  from locked_party
),
/*[end]*/
locked_offer as (
  select
    offers.*
  from offers
  /*[if notify]*/ cross join locked_parties /*[end]*/
  where offers.id = :offerId!
  for no key update of offers
),
judged_offer as materialized (
  select
    locked_offer.*,
    case
      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
      when :userId! = locked_offer.made_by then 'own_offer'
      when not exists (select from users where users.id = :userId! and users.is_active) then 'account_closed'
      when locked_offer.status = 'expired' then 'offer_expired'
      when locked_offer.status <> 'pending' then 'offer_not_pending'
      when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
    end as refusal
  from locked_offer
),
closed_offer as (
  update offers
  set status = 'declined'
  from judged_offer
  where offers.id = judged_offer.id
    and judged_offer.refusal is null
  returning
    offers.*
)
/*[if notify]*/
,
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    locked_party.id,
    :userId!,
    'offer_declined',
    'offer',
    closed_offer.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'offers.decline', closed_offer.id)
  from closed_offer
  join locked_party on locked_party.id in (closed_offer.buyer_id, closed_offer.seller_id)
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  where locked_party.id <> :userId!
    and locked_party.is_active
  on conflict do nothing
)
/*[end]*/
select
  closed_offer.*,
  null::text as refusal
from closed_offer
union all
select
  judged_offer.*
from judged_offer
where judged_offer.refusal is not null;

/* @name cancelOffer */
-- The party who made an offer takes it back.
-- Returns the offer as it is now, and the rule that refused; no row if there is no such offer.
-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked. The parties are locked before it if
-- the other one is told, for the notification refers to both.
with
/*[if notify]*/
locked_party as (
  select
    users.id,
    users.is_active
  from offers
  join users on users.id in (offers.buyer_id, offers.seller_id)
  where offers.id = :offerId!
  order by users.id
  for key share of users
),
locked_parties as (
  select count(*) as parties
  from locked_party
),
/*[end]*/
locked_offer as (
  select
    offers.*
  from offers
  /*[if notify]*/ cross join locked_parties /*[end]*/
  where offers.id = :offerId!
  for no key update of offers
),
judged_offer as materialized (
  select
    locked_offer.*,
    case
      when :userId! not in (locked_offer.buyer_id, locked_offer.seller_id) then 'not_a_participant'
      when :userId! <> locked_offer.made_by then 'not_the_maker'
      when not exists (select from users where users.id = :userId! and users.is_active) then 'account_closed'
      when locked_offer.status = 'expired' then 'offer_expired'
      when locked_offer.status <> 'pending' then 'offer_not_pending'
      when locked_offer.expires_at <= clock_timestamp() then 'offer_expired'
    end as refusal
  from locked_offer
),
closed_offer as (
  update offers
  set status = 'cancelled'
  from judged_offer
  where offers.id = judged_offer.id
    and judged_offer.refusal is null
  returning
    offers.*
)
/*[if notify]*/
,
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    locked_party.id,
    :userId!,
    'offer_cancelled',
    'offer',
    closed_offer.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'offers.cancel', closed_offer.id)
  from closed_offer
  join locked_party on locked_party.id in (closed_offer.buyer_id, closed_offer.seller_id)
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  where locked_party.id <> :userId!
    and locked_party.is_active
  on conflict do nothing
)
/*[end]*/
select
  closed_offer.*,
  null::text as refusal
from closed_offer
union all
select
  judged_offer.*
from judged_offer
where judged_offer.refusal is not null;

/* @name expireOffers */
-- Marks pending offers whose deadline has passed, the oldest deadlines first, as many as the limit says.
-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.
-- Isolation: READ COMMITTED. Rows that another command holds are skipped: it decides upon them itself.
-- So are those whose maker, who is told, another command holds.
with due_offer as (
  select
    offers.id
    /*[if notify]*/ , offers.made_by, maker.is_active /*[end]*/
  from offers
  /*[if notify]*/ join users as maker on maker.id = offers.made_by /*[end]*/
  where offers.status = 'pending'
    and offers.expires_at <= now()
  order by offers.expires_at, offers.id
  limit (select :limit!::bigint)
  for no key update of offers skip locked
  /*[if notify]*/ for key share of maker skip locked /*[end]*/
)
/*[if notify]*/
,
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    due_offer.made_by,
    null,
    'offer_expired',
    'offer',
    due_offer.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'offers.expire', due_offer.id)
  from due_offer
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  where due_offer.is_active
  order by due_offer.made_by
  on conflict do nothing
)
/*[end]*/
update offers
set status = 'expired'
from due_offer
where offers.id = due_offer.id;

/* @name listOffersByBuyer */
-- A buyer's offers, those made to them too, newest first.
select
  offers.*,
  offers.created_at::text as "created_at_exact!"
from offers
where offers.buyer_id = :buyerId!
  /*[if status]*/ and offers.status_code = offer_status_code(:status!) /*[end]*/
  /*[if afterTime afterId]*/
  and offers.created_at <= :afterTime!
  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by offers.created_at desc, offers.id desc
limit (select :limit!::bigint);

/* @name listOffersBySeller */
-- A seller's offers, those they made too, newest first.
select
  offers.*,
  offers.created_at::text as "created_at_exact!"
from offers
where offers.seller_id = :sellerId!
  /*[if status]*/ and offers.status_code = offer_status_code(:status!) /*[end]*/
  /*[if afterTime afterId]*/
  and offers.created_at <= :afterTime!
  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by offers.created_at desc, offers.id desc
limit (select :limit!::bigint);

/* @name listOffersByProduct */
-- The offers on a product, newest first, for its seller; for anybody else nothing is walked. The seller is asked for once, and
-- not of each offer: the planner would combine the product's offers with all of the seller's.
select
  offers.*,
  offers.created_at::text as "created_at_exact!"
from offers
where offers.product_id = :productId!
  and (select products.seller_id from products where products.id = :productId!) = :sellerId!
  /*[if afterTime afterId]*/
  and offers.created_at <= :afterTime!
  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by offers.created_at desc, offers.id desc
limit (select :limit!::bigint);

/* @name listPendingOffers */
-- The offers on a product that wait for an answer, newest first, for its seller, as in listOffersByProduct.
-- primary-only: work is taken from it
select
  offers.*,
  offers.created_at::text as "created_at_exact!"
from offers
where offers.product_id = :productId!
  and (select products.seller_id from products where products.id = :productId!) = :sellerId!
  and offers.status = 'pending'
  /*[if afterTime afterId]*/
  and offers.created_at <= :afterTime!
  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by offers.created_at desc, offers.id desc
limit (select :limit!::bigint);

/* @name listOffersByConversation */
-- The negotiations of a conversation, newest first, for one of its participants, as in listOffersByProduct.
select
  offers.*,
  offers.created_at::text as "created_at_exact!"
from offers
where offers.conversation_id = :conversationId!
  and (
    select exists (
      select from conversations
      where conversations.id = :conversationId!
        and :userId! in (conversations.buyer_id, conversations.seller_id)
    )
  )
  /*[if afterTime afterId]*/
  and offers.created_at <= :afterTime!
  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by offers.created_at desc, offers.id desc
limit (select :limit!::bigint);

/* @name listOffersToAnswer */
-- The pending offers that the other party made to a user, newest first.
select
  offers.*,
  offers.created_at::text as "created_at_exact!"
from offers
where offers.status = 'pending'
  and case when offers.made_by = offers.buyer_id then offers.seller_id else offers.buyer_id end = :userId!
  /*[if afterTime afterId]*/
  and offers.created_at <= :afterTime!
  and (offers.created_at, offers.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by offers.created_at desc, offers.id desc
limit (select :limit!::bigint);
