-- The schema of @souk/db as its migrations leave it.
-- Made by "npm run schema" from the catalogue of a migrated database; never edited.
-- Without what extensions own, and without uuidv7(): PostgreSQL 18 has it, migration 1 brings it to older servers.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TYPE delivery_status AS ENUM ('pending', 'sending', 'sent', 'failed');
COMMENT ON TYPE delivery_status IS 'The state of a delivery: pending (not tried, or to be tried again), sending (a worker has it), sent, failed (for good).';

CREATE TYPE feed_type AS ENUM ('discover', 'community');
COMMENT ON TYPE feed_type IS 'The feed that shows a product: everybody''s (discover) or its neighborhood''s (community).';

CREATE TYPE message_type AS ENUM ('text', 'image', 'offer', 'system');
COMMENT ON TYPE message_type IS 'The kind of a message. Offers are sent by making them; system messages are the marketplace''s own.';

CREATE TYPE notification_channel AS ENUM ('push', 'email', 'sms');
COMMENT ON TYPE notification_channel IS 'A way to a user besides the app itself.';

CREATE TYPE notification_subject AS ENUM ('user', 'product', 'conversation', 'message', 'offer', 'payment', 'stream', 'review', 'verification', 'report', 'badge');
COMMENT ON TYPE notification_subject IS 'The kind of thing that a notification is about.';

CREATE TYPE notification_type AS ENUM ('message', 'offer_made', 'offer_countered', 'offer_accepted', 'offer_declined', 'offer_cancelled', 'offer_expired', 'payment_opened', 'payment_completed', 'payment_refunded', 'payment_cancelled', 'product_cheaper', 'product_available', 'product_listed', 'stream_scheduled', 'stream_live', 'follower', 'review', 'review_reply', 'badge', 'verification', 'moderation', 'announcement', 'other');
COMMENT ON TYPE notification_type IS 'The event that a notification tells of.';

CREATE TYPE offer_status AS ENUM ('pending', 'accepted', 'declined', 'countered', 'expired', 'cancelled');
COMMENT ON TYPE offer_status IS 'The state of an offer. Countered: answered by another offer. Expired: not answered in time.';

CREATE TYPE product_category AS ENUM ('trading_cards', 'mens_fashion', 'sneakers', 'sports_cards', 'collectibles', 'electronics', 'home_decor', 'beauty', 'kids_baby', 'furniture', 'books', 'other');
COMMENT ON TYPE product_category IS 'The kind of thing that is on sale or on show.';

CREATE TYPE product_condition AS ENUM ('new', 'like_new', 'good', 'fair');
COMMENT ON TYPE product_condition IS 'The wear of a product, best first.';

CREATE TYPE stream_status AS ENUM ('scheduled', 'live', 'ended');
COMMENT ON TYPE stream_status IS 'The state of a stream, which only goes on: scheduled, live, ended.';

CREATE TYPE stream_type AS ENUM ('live', 'recorded');
COMMENT ON TYPE stream_type IS 'Live is broadcast as it happens; recorded was filmed before.';

CREATE TYPE transaction_status AS ENUM ('pending', 'completed', 'failed', 'refunded', 'cancelled');
COMMENT ON TYPE transaction_status IS 'The state of a payment. @name PaymentStatus';

CREATE TYPE user_role AS ENUM ('buyer', 'seller', 'both', 'admin');
COMMENT ON TYPE user_role IS 'The part somebody plays in the marketplace; both is buyer and seller.';

CREATE TYPE verification_status AS ENUM ('pending', 'approved', 'rejected');
COMMENT ON TYPE verification_status IS 'The reviewer''s decision.';

CREATE TYPE verification_type AS ENUM ('emirates_id', 'trade_license', 'both');
COMMENT ON TYPE verification_type IS 'The papers that somebody hands in.';

CREATE OR REPLACE FUNCTION add_notification_deliveries()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into notification_deliveries (notification_id, channel)
  select distinct
    new_notification.id,
    wanted.channel
  from new_notification
  cross join unnest(new_notification.channels) as wanted (channel);
  return null;
end
$function$;
COMMENT ON FUNCTION add_notification_deliveries() IS 'Makes a delivery for each channel of a new notification.';

CREATE OR REPLACE FUNCTION alert_savers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into wishlist_alerts (product_id, came_back_at, queued_at)
  values (
    new.id,
    case when not old.is_available then clock_timestamp() end,
    clock_timestamp()
  )
  on conflict (product_id) do update
  set
    came_back_at = coalesce(excluded.came_back_at, wishlist_alerts.came_back_at),
    queued_at = excluded.queued_at,
    after_id = null;
  return null;
end
$function$;
COMMENT ON FUNCTION alert_savers() IS 'Queues a product that got cheaper or came back, for its savers to be told.';

CREATE OR REPLACE FUNCTION close_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'an account is closed at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  -- Locked in the order of all commands, and by id as they lock more than one row: nobody waits in a circle.
  perform from products
  where products.seller_id = new.id
    and products.is_available
  order by products.id
  for no key update;
  perform from offers
  where (offers.buyer_id = new.id or offers.seller_id = new.id)
    and offers.status = 'pending'
  order by offers.id
  for no key update;
  perform from streams
  where streams.user_id = new.id
    and (streams.status <> 'ended' or streams.rtmp_url is not null or streams.stream_key is not null)
  order by streams.id
  for no key update;
  update products
  set is_available = false
  where products.seller_id = new.id
    and products.is_available;
  update offers
  set status = 'cancelled'
  where offers.buyer_id = new.id
    and offers.status = 'pending';
  update offers
  set status = 'cancelled'
  where offers.seller_id = new.id
    and offers.status = 'pending';
  update streams
  set
    status = 'ended',
    started_at = least(coalesce(streams.started_at, now()), now()),
    ended_at = now(),
    duration_seconds = floor(extract(epoch from now() - least(coalesce(streams.started_at, now()), now()))),
    viewer_count = 0
  where streams.user_id = new.id
    and streams.status <> 'ended';
  update streams
  set
    rtmp_url = null,
    stream_key = null
  where streams.user_id = new.id
    and (streams.rtmp_url is not null or streams.stream_key is not null);
  return null;
end
$function$;
COMMENT ON FUNCTION close_account() IS 'Takes what a closed account sells, offers and streams off the market.';

CREATE OR REPLACE FUNCTION count_likes()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  step integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform from products
  where products.id in (select changed_entry.product_id from changed_entry)
  order by products.id
  for no key update;
  update products
  set like_count = greatest(0, products.like_count + step * changed.likes) -- a count from before the table may be too low
  from (
    select
      changed_entry.product_id,
      count(*)::integer as likes
    from changed_entry
    group by changed_entry.product_id
  ) as changed
  where products.id = changed.product_id;
  return null;
end
$function$;
COMMENT ON FUNCTION count_likes() IS 'Keeps the number of users who saved a product.';

CREATE OR REPLACE FUNCTION decline_pending_offers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  execute format(
    'update %I.offers set status = ''declined'' where offers.product_id = $1 and offers.status = ''pending''',
    tg_table_schema
  ) using new.id;
  return null;
end
$function$;
COMMENT ON FUNCTION decline_pending_offers() IS 'Declines the pending offers on a product that has left the market.';

CREATE OR REPLACE FUNCTION lock_liked_products()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  perform from products
  where products.id in (
    select wishlists.product_id from wishlists where wishlists.user_id = old.id
    union all
    select own_product.id from products as own_product where own_product.seller_id = old.id
  )
  order by products.id
  for no key update;
  return old;
end
$function$;
COMMENT ON FUNCTION lock_liked_products() IS 'Locks what a deleted user sold and saved, in the order of ids.';

CREATE OR REPLACE FUNCTION minor_unit_digits(currency text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (currency = ANY (ARRAY['AED'::text, 'AFN'::text, 'ALL'::text, 'AMD'::text, 'AOA'::text, 'ARS'::text, 'AUD'::text, 'AWG'::text, 'AZN'::text, 'BAM'::text, 'BBD'::text, 'BDT'::text, 'BMD'::text, 'BND'::text, 'BOB'::text, 'BRL'::text, 'BSD'::text, 'BTN'::text, 'BWP'::text, 'BYN'::text, 'BZD'::text, 'CAD'::text, 'CDF'::text, 'CHF'::text, 'CNY'::text, 'COP'::text, 'CRC'::text, 'CUP'::text, 'CVE'::text, 'CZK'::text, 'DKK'::text, 'DOP'::text, 'DZD'::text, 'EGP'::text, 'ERN'::text, 'ETB'::text, 'EUR'::text, 'FJD'::text, 'FKP'::text, 'GBP'::text, 'GEL'::text, 'GHS'::text, 'GIP'::text, 'GMD'::text, 'GTQ'::text, 'GYD'::text, 'HKD'::text, 'HNL'::text, 'HTG'::text, 'HUF'::text, 'IDR'::text, 'ILS'::text, 'INR'::text, 'IRR'::text, 'JMD'::text, 'KES'::text, 'KGS'::text, 'KHR'::text, 'KPW'::text, 'KYD'::text, 'KZT'::text, 'LAK'::text, 'LBP'::text, 'LKR'::text, 'LRD'::text, 'LSL'::text, 'MAD'::text, 'MDL'::text, 'MGA'::text, 'MKD'::text, 'MMK'::text, 'MNT'::text, 'MOP'::text, 'MRU'::text, 'MUR'::text, 'MVR'::text, 'MWK'::text, 'MXN'::text, 'MYR'::text, 'MZN'::text, 'NAD'::text, 'NGN'::text, 'NIO'::text, 'NOK'::text, 'NPR'::text, 'NZD'::text, 'PAB'::text, 'PEN'::text, 'PGK'::text, 'PHP'::text, 'PKR'::text, 'PLN'::text, 'QAR'::text, 'RON'::text, 'RSD'::text, 'RUB'::text, 'SAR'::text, 'SBD'::text, 'SCR'::text, 'SDG'::text, 'SEK'::text, 'SGD'::text, 'SHP'::text, 'SLE'::text, 'SOS'::text, 'SRD'::text, 'SSP'::text, 'STN'::text, 'SVC'::text, 'SYP'::text, 'SZL'::text, 'THB'::text, 'TJS'::text, 'TMT'::text, 'TOP'::text, 'TRY'::text, 'TTD'::text, 'TWD'::text, 'TZS'::text, 'UAH'::text, 'USD'::text, 'UYU'::text, 'UZS'::text, 'VED'::text, 'VES'::text, 'WST'::text, 'XCD'::text, 'XCG'::text, 'YER'::text, 'ZAR'::text, 'ZMW'::text, 'ZWG'::text])) THEN 2 WHEN (currency = ANY (ARRAY['BIF'::text, 'CLP'::text, 'DJF'::text, 'GNF'::text, 'ISK'::text, 'JPY'::text, 'KMF'::text, 'KRW'::text, 'PYG'::text, 'RWF'::text, 'UGX'::text, 'VND'::text, 'VUV'::text, 'XAF'::text, 'XOF'::text, 'XPF'::text])) THEN 0 WHEN (currency = ANY (ARRAY['BHD'::text, 'IQD'::text, 'JOD'::text, 'KWD'::text, 'LYD'::text, 'OMR'::text, 'TND'::text])) THEN 3 ELSE NULL::integer END;
COMMENT ON FUNCTION minor_unit_digits(text) IS 'The number of decimals of a currency by ISO 4217; null for a code that nobody pays with.';

CREATE OR REPLACE FUNCTION minor_unit_step(currency text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (currency = ANY (ARRAY['BHD'::text, 'IQD'::text, 'JOD'::text, 'KWD'::text, 'LYD'::text, 'OMR'::text, 'TND'::text])) THEN 10 ELSE 1 END;
COMMENT ON FUNCTION minor_unit_step(text) IS 'The smallest amount of a currency that a payment provider takes, in its minor unit: 10 for three decimals, else 1.';

CREATE OR REPLACE FUNCTION payment_fact_count(kind text, status text, amount_minor bigint, reversed_minor bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ((kind = 'intent'::text) AND (status = 'succeeded'::text)) THEN amount_minor WHEN ((kind = 'refund'::text) AND (status = ANY (ARRAY['requires_action'::text, 'pending'::text, 'succeeded'::text]))) THEN amount_minor WHEN ((kind = 'dispute'::text) AND (status = ANY (ARRAY['needs_response'::text, 'under_review'::text, 'lost'::text]))) THEN amount_minor WHEN (kind = 'transfer'::text) THEN (amount_minor - reversed_minor) WHEN (kind = 'attempt'::text) THEN (1)::bigint ELSE (0)::bigint END;
COMMENT ON FUNCTION payment_fact_count(text,text,bigint,bigint) IS 'The part of a fact in the sum of its kind: an amount in the minor unit, or 1 for a failed attempt.';

CREATE OR REPLACE FUNCTION payment_fact_rank(kind text, status text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE kind WHEN 'intent'::text THEN array_position(ARRAY['canceled'::text, 'succeeded'::text], status) WHEN 'refund'::text THEN array_position(ARRAY['requires_action'::text, 'pending'::text, 'succeeded'::text, 'canceled'::text, 'failed'::text], status) WHEN 'dispute'::text THEN array_position(ARRAY['warning_needs_response'::text, 'warning_under_review'::text, 'warning_closed'::text, 'needs_response'::text, 'under_review'::text, 'prevented'::text, 'won'::text, 'lost'::text], status) WHEN 'attempt'::text THEN array_position(ARRAY['failed'::text], status) WHEN 'transfer'::text THEN array_position(ARRAY['created'::text], status) ELSE NULL::integer END;
COMMENT ON FUNCTION payment_fact_rank(text,text) IS 'The place of a status among those of its kind: the one with the higher rank comes later. Null for a status of another kind.';

CREATE OR REPLACE FUNCTION payment_status(is_open boolean, is_paid boolean, is_cancelled boolean, is_expired boolean, failed_attempts integer, amount_received_minor bigint, amount_refunded_minor bigint)
 RETURNS transaction_status
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ((amount_received_minor > 0) AND (amount_refunded_minor >= amount_received_minor)) THEN 'refunded'::transaction_status WHEN (is_open AND is_paid) THEN 'completed'::transaction_status WHEN is_open THEN 'pending'::transaction_status WHEN (is_expired AND (NOT is_cancelled) AND (amount_received_minor = 0) AND (failed_attempts > 0)) THEN 'failed'::transaction_status ELSE 'cancelled'::transaction_status END;
COMMENT ON FUNCTION payment_status(boolean,boolean,boolean,boolean,integer,bigint,bigint) IS 'The status of a payment by its facts. It is open while it holds its product.';

CREATE OR REPLACE FUNCTION platform_fee_minor(amount_minor bigint, basis_points integer, currency text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (minor_unit_step(currency) * ((((amount_minor / minor_unit_step(currency)) / 10000) * basis_points) + (((((amount_minor / minor_unit_step(currency)) % (10000)::bigint) * basis_points) + 5000) / 10000)));
COMMENT ON FUNCTION platform_fee_minor(bigint,integer,text) IS 'The marketplace''s part of an amount: basis points (hundredths of a percent) of it, rounded half up to what the currency can be paid in (minor_unit_step).';

CREATE OR REPLACE FUNCTION recount_likes(after_id uuid, product_limit integer)
 RETURNS TABLE(last_id uuid, checked integer, drifted integer)
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  locked uuid[];
begin
  -- Whoever saves a product holds its lock until the end of the transaction: the next statement sees all of them.
  select array_agg(locked_product.id order by locked_product.id) into locked
  from (
    select products.id
    from products
    where products.id > after_id
    order by products.id
    limit product_limit
    for no key update
  ) as locked_product;
  with counted as (
    select
      wanted.id,
      (select count(*)::integer from wishlists where wishlists.product_id = wanted.id) as likes
    from unnest(locked) as wanted (id)
  )
  update products
  set like_count = counted.likes
  from counted
  where products.id = counted.id
    and products.like_count <> counted.likes;
  get diagnostics drifted = row_count;
  last_id := locked[cardinality(locked)];
  checked := coalesce(cardinality(locked), 0);
  return next;
end
$function$;
COMMENT ON FUNCTION recount_likes(uuid,integer) IS 'Sets the number of savers of products after an id to that of the rows, and reports how many were wrong.';

CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'the rule of % refuses the row', tg_name
    using errcode = 'check_violation',
      schema = tg_table_schema,
      table = tg_table_name,
      constraint = tg_name;
end
$function$;
COMMENT ON FUNCTION refuse_change() IS 'Refuses a row in the name of the trigger, whose condition says which.';

CREATE OR REPLACE FUNCTION refuse_closed_seller()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  is_open boolean;
begin
  select users.is_active into is_open
  from users
  where users.id = new.seller_id
  for key share;
  if not is_open then
    raise exception 'the account of the seller is closed'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION refuse_closed_seller() IS 'Refuses to put a product of a closed account on the market.';

CREATE OR REPLACE FUNCTION refuse_closed_sellers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if exists (
    select from new_product
    join users on users.id = new_product.seller_id
    where not users.is_active
  ) then
    raise exception 'the account of a seller is closed'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION refuse_closed_sellers() IS 'Refuses products of closed accounts. It runs after the foreign key has locked their rows.';

CREATE OR REPLACE FUNCTION refuse_market_in_deal()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  is_in_deal boolean;
begin
  execute format(
    'select exists (
      select from %I.transactions
      where transactions.product_id = $1 and transactions.status in (''pending'', ''completed'')
    )',
    tg_table_schema
  ) into is_in_deal using new.id;
  if is_in_deal then
    raise exception 'the product is in an open deal'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION refuse_market_in_deal() IS 'Refuses to put a product on the market while a payment for it is pending or completed.';

CREATE OR REPLACE FUNCTION require_participant()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
      declare
        takes_part boolean;
      begin
        select new.sender_id in (conversations.buyer_id, conversations.seller_id) into takes_part
        from public.conversations
        where conversations.id = new.conversation_id;
        -- Null: the conversation is gone again, and took the message along.
        if not takes_part then
          raise exception 'the sender is no party of the conversation'
            using errcode = 'check_violation',
              schema = tg_table_schema,
              table = tg_table_name,
              constraint = tg_name;
        end if;
        return null;
      end
      $function$;
COMMENT ON FUNCTION require_participant() IS 'Refuses a message whose sender is no party of its conversation.';

CREATE OR REPLACE FUNCTION require_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  wanted uuid;
  is_accepted boolean;
  is_paid boolean;
begin
  if tg_table_name = 'offers' then
    wanted := new.id;
  elsif tg_op = 'UPDATE' and new.offer_id is not distinct from old.offer_id then
    return null;
  else
    wanted := old.offer_id;
  end if;
  -- Both are locked, for another transaction may take away the one while this one brings the other. Who comes second
  -- waits, and sees what the first one did.
  execute format(
    'select offers.status = ''accepted'' from %I.offers where offers.id = $1 for share',
    tg_table_schema
  ) into is_accepted using wanted;
  if is_accepted then
    execute format(
      'select true from %I.transactions where transactions.offer_id = $1 for share',
      tg_table_schema
    ) into is_paid using wanted;
    if is_paid is null then
      raise exception 'an accepted offer has no payment'
        using errcode = 'check_violation',
          schema = tg_table_schema,
          table = tg_table_name,
          constraint = tg_name;
    end if;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION require_payment() IS 'Refuses what leaves an accepted offer without its payment.';

CREATE OR REPLACE FUNCTION set_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.updated_at := pg_catalog.now();
  return new;
end
$function$;
COMMENT ON FUNCTION set_updated_at() IS 'Keeps updated_at: the time of the transaction that changed the row last.';

CREATE OR REPLACE FUNCTION unverify_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  perform from users where users.id = new.user_id for no key update;
  update users
  set is_verified = false
  where users.id = new.user_id
    and users.is_verified
    and not exists (
      select from verifications
      where verifications.user_id = new.user_id
        and verifications.status = 'approved'
    );
  return null;
end
$function$;
COMMENT ON FUNCTION unverify_user() IS 'Takes the mark from a user whose last approved verification was taken back.';

CREATE TABLE conversations (
  id uuid DEFAULT uuidv7() NOT NULL,
  buyer_id uuid NOT NULL,
  seller_id uuid NOT NULL,
  product_id uuid,
  last_message_id uuid,
  last_message_at timestamp with time zone,
  buyer_unread_count integer DEFAULT 0 NOT NULL,
  seller_unread_count integer DEFAULT 0 NOT NULL,
  archived_by uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  is_general boolean DEFAULT false NOT NULL,
  CONSTRAINT conversations_pkey PRIMARY KEY (id),
  CONSTRAINT conversations_buyer_id_id_seller_id_key UNIQUE (buyer_id, id, seller_id),
  CONSTRAINT conversations_buyer_id_seller_id_product_id_key UNIQUE (buyer_id, seller_id, product_id),
  CONSTRAINT ck_conversations_archived_by_no_null CHECK (array_position(archived_by, NULL::uuid) IS NULL),
  CONSTRAINT ck_conversations_archived_by_participants CHECK (archived_by <@ ARRAY[buyer_id, seller_id] AND (cardinality(archived_by) < 2 OR cardinality(archived_by) = 2 AND archived_by[1] <> archived_by[2])),
  CONSTRAINT ck_conversations_buyer_not_seller CHECK (buyer_id <> seller_id),
  CONSTRAINT ck_conversations_buyer_unread_count_not_negative CHECK (buyer_unread_count >= 0),
  CONSTRAINT ck_conversations_general_without_product CHECK (product_id IS NULL OR NOT is_general),
  CONSTRAINT ck_conversations_last_message_dated CHECK (last_message_at IS NOT NULL OR last_message_id IS NULL),
  CONSTRAINT ck_conversations_seller_unread_count_not_negative CHECK (seller_unread_count >= 0)
);

CREATE UNIQUE INDEX conversations_buyer_id_seller_id_key ON conversations USING btree (buyer_id, seller_id) WHERE is_general;
CREATE INDEX ix_conversations_buyer_inbox ON conversations USING btree (buyer_id, (archived_by @> ARRAY[buyer_id]), COALESCE(last_message_at, created_at), id);
CREATE INDEX ix_conversations_buyer_unread ON conversations USING btree (buyer_id) INCLUDE (buyer_unread_count) WHERE buyer_unread_count > 0;
CREATE INDEX ix_conversations_last_message ON conversations USING btree (last_message_id);
CREATE INDEX ix_conversations_product ON conversations USING btree (product_id);
CREATE INDEX ix_conversations_seller_inbox ON conversations USING btree (seller_id, (archived_by @> ARRAY[seller_id]), COALESCE(last_message_at, created_at), id);
CREATE INDEX ix_conversations_seller_unread ON conversations USING btree (seller_id) INCLUDE (seller_unread_count) WHERE seller_unread_count > 0;

CREATE TRIGGER tr_conversations_keep_parties BEFORE UPDATE OF buyer_id, seller_id ON conversations FOR EACH ROW WHEN (old.buyer_id <> new.buyer_id OR old.seller_id <> new.seller_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_conversations_updated_at BEFORE UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE conversations IS 'A conversation between a buyer and a seller, mostly about one product.';
COMMENT ON COLUMN conversations.product_id IS 'The product it is about; null if it is general, or if that product is gone.';
COMMENT ON COLUMN conversations.last_message_id IS 'The newest message; null if there is none.';
COMMENT ON COLUMN conversations.last_message_at IS 'The time of the newest message, by which an inbox is ordered; null if there is none.';
COMMENT ON COLUMN conversations.buyer_unread_count IS 'The number of messages the buyer has not read.';
COMMENT ON COLUMN conversations.seller_unread_count IS 'The number of messages the seller has not read.';
COMMENT ON COLUMN conversations.archived_by IS 'The participants who archived it: none, one or both.';
COMMENT ON COLUMN conversations.is_general IS 'True if it was opened about nothing in particular. False, with no product: that product is gone.';

CREATE TABLE messages (
  id uuid DEFAULT uuidv7() NOT NULL,
  conversation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  message_type message_type DEFAULT 'text'::message_type NOT NULL,
  content text,
  image_urls text[] DEFAULT '{}'::text[] NOT NULL,
  offer_data jsonb,
  read_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  offer_id uuid,
  request_digest uuid,
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_conversation_id_id_key UNIQUE (conversation_id, id),
  CONSTRAINT ck_messages_carries_what_it_says CHECK (
CASE message_type
    WHEN 'image'::message_type THEN cardinality(image_urls) > 0
    WHEN 'offer'::message_type THEN offer_data IS NOT NULL
    ELSE content IS NOT NULL
END),
  CONSTRAINT ck_messages_content_length CHECK (char_length(content) >= 1 AND char_length(content) <= 5000),
  CONSTRAINT ck_messages_image_urls_list CHECK (COALESCE(array_ndims(image_urls), 1) = 1 AND cardinality(image_urls) <= 10 AND array_position(image_urls, NULL::text) IS NULL AND (''::text <> ALL (image_urls)) AND char_length(array_to_string(image_urls, ''::text)) <= (10 * 2048)),
  CONSTRAINT ck_messages_offer_data_object CHECK (jsonb_typeof(offer_data) = 'object'::text AND octet_length(offer_data::text) <= 10000),
  CONSTRAINT ck_messages_offer_data_terms CHECK (offer_data IS NULL OR (jsonb_typeof(offer_data -> 'amountMinor'::text) = 'number'::text AND jsonb_typeof(offer_data -> 'currency'::text) = 'string'::text AND jsonb_typeof(offer_data -> 'priceMinor'::text) = 'number'::text AND (jsonb_typeof(offer_data -> 'expiresAt'::text) = ANY (ARRAY['string'::text, 'null'::text]))) IS TRUE)
);

CREATE INDEX ix_messages_conversation_created_at ON messages USING btree (conversation_id, created_at, id);
CREATE INDEX ix_messages_offer ON messages USING btree (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX ix_messages_sender ON messages USING btree (sender_id);
CREATE INDEX ix_messages_unread ON messages USING btree (conversation_id, created_at, id) WHERE read_at IS NULL;

CREATE TRIGGER tr_messages_sender_takes_part AFTER INSERT OR UPDATE OF conversation_id, sender_id ON messages FOR EACH ROW EXECUTE FUNCTION require_participant();
CREATE TRIGGER tr_messages_updated_at BEFORE UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE messages IS 'A message in a conversation.';
COMMENT ON COLUMN messages.sender_id IS 'The writer; of a system message, the participant whose action it reports.';
COMMENT ON COLUMN messages.content IS 'The text. Text and system messages always have one; with images or an offer it is a caption, or null.';
COMMENT ON COLUMN messages.image_urls IS 'In the order of display; at most 10.';
COMMENT ON COLUMN messages.offer_data IS 'The terms of that offer as the chat showed them, which stay as they were; null if it shows none.';
COMMENT ON COLUMN messages.read_at IS 'The time the other participant read it; null if unread.';
COMMENT ON COLUMN messages.created_at IS 'Later than that of each earlier message of the conversation.';
COMMENT ON COLUMN messages.offer_id IS 'The offer that it shows; null if it shows none, or if that offer is gone.';
COMMENT ON COLUMN messages.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';

CREATE TABLE notification_deliveries (
  id uuid DEFAULT uuidv7() NOT NULL,
  notification_id uuid NOT NULL,
  channel notification_channel NOT NULL,
  status delivery_status DEFAULT 'pending'::delivery_status NOT NULL,
  attempt integer DEFAULT 0 NOT NULL,
  next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
  last_error_code text,
  sent_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT notification_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT notification_deliveries_notification_id_channel_key UNIQUE (notification_id, channel),
  CONSTRAINT ck_notification_deliveries_attempt_not_negative CHECK (attempt >= 0),
  CONSTRAINT ck_notification_deliveries_attempted CHECK ((status <> ALL (ARRAY['sending'::delivery_status, 'sent'::delivery_status])) OR attempt > 0),
  CONSTRAINT ck_notification_deliveries_failed_why CHECK (status <> 'failed'::delivery_status OR last_error_code IS NOT NULL),
  CONSTRAINT ck_notification_deliveries_last_error_code_length CHECK (char_length(last_error_code) >= 1 AND char_length(last_error_code) <= 200),
  CONSTRAINT ck_notification_deliveries_sent_at CHECK ((status = 'sent'::delivery_status) = (sent_at IS NOT NULL))
);

CREATE INDEX ix_notification_deliveries_due ON notification_deliveries USING btree (channel, next_attempt_at, id) WHERE status = ANY (ARRAY['pending'::delivery_status, 'sending'::delivery_status]);

CREATE TRIGGER tr_notification_deliveries_updated_at BEFORE UPDATE ON notification_deliveries FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE notification_deliveries IS 'A notification on its way by a channel. @name NotificationDelivery';
COMMENT ON COLUMN notification_deliveries.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN notification_deliveries.notification_id IS 'The notification that is sent. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.channel IS 'The channel that it is sent by. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.status IS 'The state that it is in. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.attempt IS 'The number of times that a worker took it, and so the number of the newest attempt. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.next_attempt_at IS 'The time from which it may be taken; while it is being sent, the end of the worker''s lease. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.last_error_code IS 'The reason why the last attempt failed; null if none did. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.sent_at IS 'The time when it was sent: set exactly when status is sent. @personal notification_id.user_id';
COMMENT ON COLUMN notification_deliveries.created_at IS 'The time when the row was made. @impersonal';
COMMENT ON COLUMN notification_deliveries.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE notifications (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  actor_id uuid,
  notification_type notification_type NOT NULL,
  subject_type notification_subject,
  subject_id uuid,
  title text,
  body text,
  data jsonb DEFAULT '{}'::jsonb NOT NULL,
  channels notification_channel[] DEFAULT '{}'::notification_channel[] NOT NULL,
  dedupe_key text,
  read_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT notifications_pkey PRIMARY KEY (id),
  CONSTRAINT ck_notifications_body_length CHECK (char_length(body) >= 1 AND char_length(body) <= 2000),
  CONSTRAINT ck_notifications_channels_length CHECK (cardinality(channels) <= 10),
  CONSTRAINT ck_notifications_data_object CHECK (jsonb_typeof(data) = 'object'::text),
  CONSTRAINT ck_notifications_data_size CHECK (octet_length(data::text) <= 16384),
  CONSTRAINT ck_notifications_dedupe_key_length CHECK (char_length(dedupe_key) >= 1 AND char_length(dedupe_key) <= 200),
  CONSTRAINT ck_notifications_subject_whole CHECK ((subject_type IS NULL) = (subject_id IS NULL)),
  CONSTRAINT ck_notifications_title_length CHECK (char_length(title) >= 1 AND char_length(title) <= 200)
);

CREATE INDEX ix_notifications_actor_id ON notifications USING btree (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX ix_notifications_read_at ON notifications USING btree (read_at, id) WHERE read_at IS NOT NULL;
CREATE INDEX ix_notifications_unread_created_at ON notifications USING btree (created_at NULLS FIRST, id) WHERE read_at IS NULL;
CREATE INDEX ix_notifications_user_read ON notifications USING btree (user_id, created_at, id) WHERE read_at IS NOT NULL;
CREATE INDEX ix_notifications_user_unread ON notifications USING btree (user_id, created_at, id) WHERE read_at IS NULL;
CREATE UNIQUE INDEX notifications_user_id_dedupe_key_key ON notifications USING btree (user_id, dedupe_key);

CREATE TRIGGER tr_notifications_add_deliveries AFTER INSERT ON notifications REFERENCING NEW TABLE AS new_notification FOR EACH STATEMENT EXECUTE FUNCTION add_notification_deliveries();
CREATE TRIGGER tr_notifications_updated_at BEFORE UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE notifications IS 'A piece of news for a user, shown in the app and sent by the channels that it names.';
COMMENT ON COLUMN notifications.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN notifications.user_id IS 'The user who is told. @personal user_id';
COMMENT ON COLUMN notifications.actor_id IS 'The user whose action it tells of; null if it is nobody''s, or if that account is gone. @personal actor_id';
COMMENT ON COLUMN notifications.notification_type IS 'The event that it tells of. @personal user_id';
COMMENT ON COLUMN notifications.subject_type IS 'The kind of the thing that it is about; null if it is about none. @personal user_id';
COMMENT ON COLUMN notifications.subject_id IS 'The id of that thing, which may be gone; null if it is about none. @personal user_id';
COMMENT ON COLUMN notifications.title IS 'A heading of 1 to 200 characters; null if the app writes it itself. @personal user_id';
COMMENT ON COLUMN notifications.body IS 'A text of 1 to 2,000 characters; null if the app writes it itself. @personal user_id';
COMMENT ON COLUMN notifications.data IS 'An object that the app finds its way with. @personal user_id';
COMMENT ON COLUMN notifications.channels IS 'The channels that it is sent by, besides the app. @personal user_id';
COMMENT ON COLUMN notifications.dedupe_key IS 'A name for the event among those of the user: a second notification of that name is not written. @personal user_id';
COMMENT ON COLUMN notifications.read_at IS 'The time when the user read it; null if unread. @personal user_id';
COMMENT ON COLUMN notifications.created_at IS 'The time when it was written. @impersonal';
COMMENT ON COLUMN notifications.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE offers (
  id uuid DEFAULT uuidv7() NOT NULL,
  product_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  buyer_id uuid NOT NULL,
  seller_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  message text,
  status offer_status DEFAULT 'pending'::offer_status NOT NULL,
  expires_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  parent_offer_id uuid,
  made_by uuid NOT NULL,
  currency text NOT NULL,
  request_digest uuid,
  CONSTRAINT offers_pkey PRIMARY KEY (id),
  CONSTRAINT offers_parent_offer_id_key UNIQUE (parent_offer_id),
  CONSTRAINT offers_product_id_buyer_id_id_key UNIQUE (product_id, buyer_id, id),
  CONSTRAINT offers_buyer_id_product_id_excl EXCLUDE USING btree (buyer_id WITH =, product_id WITH =) WHERE (status = 'pending'::offer_status) DEFERRABLE,
  CONSTRAINT ck_offers_amount_not_negative CHECK (amount_minor >= 0),
  CONSTRAINT ck_offers_amount_step CHECK ((amount_minor % minor_unit_step(currency)::bigint) = 0),
  CONSTRAINT ck_offers_buyer_not_seller CHECK (buyer_id <> seller_id),
  CONSTRAINT ck_offers_currency_iso_4217 CHECK (minor_unit_digits(currency) IS NOT NULL),
  CONSTRAINT ck_offers_expired_had_deadline CHECK (expires_at IS NOT NULL OR status <> 'expired'::offer_status),
  CONSTRAINT ck_offers_made_by_a_party CHECK (made_by = buyer_id OR made_by = seller_id),
  CONSTRAINT ck_offers_message_length CHECK (char_length(message) <= 1000),
  CONSTRAINT ck_offers_not_its_own_parent CHECK (parent_offer_id <> id),
  CONSTRAINT ck_offers_pending_amount_positive CHECK (amount_minor > 0 OR status <> 'pending'::offer_status)
);

CREATE INDEX ix_offers_buyer_created_at ON offers USING btree (buyer_id, created_at, id);
CREATE INDEX ix_offers_buyer_status_created_at ON offers USING btree (buyer_id, status, created_at, id);
CREATE INDEX ix_offers_conversation_created_at ON offers USING btree (conversation_id, created_at, id);
CREATE INDEX ix_offers_pending_expires_at ON offers USING btree (expires_at, id) WHERE status = 'pending'::offer_status;
CREATE INDEX ix_offers_product_created_at ON offers USING btree (product_id, created_at, id);
CREATE INDEX ix_offers_product_pending ON offers USING btree (product_id, created_at, id) WHERE status = 'pending'::offer_status;
CREATE INDEX ix_offers_seller_created_at ON offers USING btree (seller_id, created_at, id);
CREATE INDEX ix_offers_seller_status_created_at ON offers USING btree (seller_id, status, created_at, id);
CREATE INDEX ix_offers_to_answer ON offers USING btree ((
CASE
    WHEN made_by = buyer_id THEN seller_id
    ELSE buyer_id
END), created_at, id) WHERE status = 'pending'::offer_status;

CREATE CONSTRAINT TRIGGER tr_offers_accepted_have_payment AFTER INSERT OR UPDATE OF status ON offers DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (new.status = 'accepted'::offer_status) EXECUTE FUNCTION require_payment();
CREATE TRIGGER tr_offers_updated_at BEFORE UPDATE ON offers FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE offers IS 'A price that a buyer or a seller puts to the other for a product.';
COMMENT ON COLUMN offers.amount_minor IS 'The price offered, in the minor unit of currency.';
COMMENT ON COLUMN offers.message IS 'A few words that go with the amount.';
COMMENT ON COLUMN offers.status IS 'An offer past its time stays pending until it is marked as expired; nobody can accept it in between.';
COMMENT ON COLUMN offers.expires_at IS 'The end of the time to answer it, by the server''s clock; null: without end.';
COMMENT ON COLUMN offers.parent_offer_id IS 'The offer that this one answers; null for the first of a negotiation, or if that offer is gone.';
COMMENT ON COLUMN offers.made_by IS 'The buyer or the seller who put it forward. The other one may accept, decline or counter it.';
COMMENT ON COLUMN offers.currency IS 'ISO 4217: the currency of the product when the offer was made.';
COMMENT ON COLUMN offers.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';

CREATE TABLE payment_facts (
  id uuid DEFAULT uuidv7() NOT NULL,
  payment_id uuid NOT NULL,
  kind text NOT NULL,
  stripe_id text NOT NULL,
  status text NOT NULL,
  amount_minor bigint NOT NULL,
  reversed_minor bigint DEFAULT 0 NOT NULL,
  currency text NOT NULL,
  failure_code text,
  counted bigint NOT NULL,
  counted_change bigint NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT payment_facts_pkey PRIMARY KEY (id),
  CONSTRAINT payment_facts_stripe_id_key UNIQUE (stripe_id),
  CONSTRAINT ck_payment_facts_amount_not_negative CHECK (amount_minor >= 0),
  CONSTRAINT ck_payment_facts_currency_form CHECK (currency ~ '^[A-Z]{3}$'::text),
  CONSTRAINT ck_payment_facts_failure_code_length CHECK (char_length(failure_code) >= 1 AND char_length(failure_code) <= 255),
  CONSTRAINT ck_payment_facts_kind CHECK (kind = ANY (ARRAY['intent'::text, 'attempt'::text, 'refund'::text, 'dispute'::text, 'transfer'::text])),
  CONSTRAINT ck_payment_facts_reversed_within_amount CHECK (reversed_minor >= 0 AND reversed_minor <= amount_minor),
  CONSTRAINT ck_payment_facts_status_of_kind CHECK (payment_fact_rank(kind, status) IS NOT NULL),
  CONSTRAINT ck_payment_facts_stripe_id_length CHECK (char_length(stripe_id) >= 1 AND char_length(stripe_id) <= 255)
);

CREATE INDEX ix_payment_facts_payment ON payment_facts USING btree (payment_id, created_at, id);

CREATE TRIGGER tr_payment_facts_updated_at BEFORE UPDATE ON payment_facts FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status OR old.amount_minor IS DISTINCT FROM new.amount_minor OR old.reversed_minor IS DISTINCT FROM new.reversed_minor OR old.failure_code IS DISTINCT FROM new.failure_code) EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE payment_facts IS 'A fact about a payment, as the payment provider reported it.';
COMMENT ON COLUMN payment_facts.kind IS 'Intents and transfers are facts in their latest state; an attempt is one that failed.';
COMMENT ON COLUMN payment_facts.stripe_id IS 'The id at Stripe: pi_… of an intent, ch_… of an attempt (or evt_… if it made no charge), re_…, dp_… or du_…, tr_….';
COMMENT ON COLUMN payment_facts.status IS 'The latest state, in Stripe''s words: failed of an attempt, created of a transfer.';
COMMENT ON COLUMN payment_facts.amount_minor IS 'The amount in the minor unit of currency; 0 of an attempt and of an intent that was canceled.';
COMMENT ON COLUMN payment_facts.reversed_minor IS 'The part of a transfer that was reversed.';
COMMENT ON COLUMN payment_facts.currency IS 'Three letters, as the provider says. The payment counts facts in its own currency only.';
COMMENT ON COLUMN payment_facts.failure_code IS 'The provider''s reason, such as card_declined.';
COMMENT ON COLUMN payment_facts.counted IS 'The part in the payment''s sum of this kind: an amount, or 1 for an attempt.';
COMMENT ON COLUMN payment_facts.counted_change IS 'The change of counted by the latest write, which the payment''s sum took over.';

CREATE TABLE products (
  id uuid DEFAULT uuidv7() NOT NULL,
  seller_id uuid NOT NULL,
  title text NOT NULL,
  description text,
  price_minor bigint NOT NULL,
  original_price_minor bigint,
  currency text DEFAULT 'AED'::text NOT NULL,
  category product_category NOT NULL,
  condition product_condition NOT NULL,
  feed_type feed_type DEFAULT 'discover'::feed_type NOT NULL,
  location geography(Point,4326),
  neighborhood text,
  is_available boolean DEFAULT true NOT NULL,
  view_count integer DEFAULT 0 NOT NULL,
  like_count integer DEFAULT 0 NOT NULL,
  image_urls text[] DEFAULT '{}'::text[] NOT NULL,
  video_url text,
  video_thumbnail_url text,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  sold_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  request_digest uuid,
  hidden_at timestamp with time zone,
  CONSTRAINT products_pkey PRIMARY KEY (id),
  CONSTRAINT products_seller_id_id_key UNIQUE (seller_id, id),
  CONSTRAINT ck_products_currency_iso_4217 CHECK (minor_unit_digits(currency) IS NOT NULL),
  CONSTRAINT ck_products_description_length CHECK (char_length(description) <= 10000),
  CONSTRAINT ck_products_hidden_not_available CHECK (hidden_at IS NULL OR NOT is_available),
  CONSTRAINT ck_products_image_urls_list CHECK (COALESCE(array_ndims(image_urls), 1) = 1 AND cardinality(image_urls) <= 20 AND array_position(image_urls, NULL::text) IS NULL AND (''::text <> ALL (image_urls)) AND char_length(array_to_string(image_urls, ''::text)) <= (20 * 2048)),
  CONSTRAINT ck_products_like_count_not_negative CHECK (like_count >= 0),
  CONSTRAINT ck_products_location_on_globe CHECK (NOT st_isempty(location::geometry) AND st_x(location::geometry) >= '-180'::integer::double precision AND st_x(location::geometry) <= 180::double precision AND st_y(location::geometry) >= '-90'::integer::double precision AND st_y(location::geometry) <= 90::double precision),
  CONSTRAINT ck_products_neighborhood_length CHECK (char_length(neighborhood) >= 1 AND char_length(neighborhood) <= 120),
  CONSTRAINT ck_products_original_price_not_negative CHECK (original_price_minor >= 0),
  CONSTRAINT ck_products_original_price_step CHECK ((original_price_minor % minor_unit_step(currency)::bigint) = 0),
  CONSTRAINT ck_products_price_not_negative CHECK (price_minor >= 0),
  CONSTRAINT ck_products_price_step CHECK ((price_minor % minor_unit_step(currency)::bigint) = 0),
  CONSTRAINT ck_products_sold_not_available CHECK (sold_at IS NULL OR NOT is_available),
  CONSTRAINT ck_products_tags_list CHECK (COALESCE(array_ndims(tags), 1) = 1 AND cardinality(tags) <= 30 AND array_position(tags, NULL::text) IS NULL AND (''::text <> ALL (tags)) AND char_length(array_to_string(tags, ''::text)) <= (30 * 50)),
  CONSTRAINT ck_products_title_length CHECK (char_length(title) >= 1 AND char_length(title) <= 200),
  CONSTRAINT ck_products_video_thumbnail_url_length CHECK (char_length(video_thumbnail_url) >= 1 AND char_length(video_thumbnail_url) <= 2048),
  CONSTRAINT ck_products_video_url_length CHECK (char_length(video_url) >= 1 AND char_length(video_url) <= 2048),
  CONSTRAINT ck_products_view_count_not_negative CHECK (view_count >= 0)
);

CREATE INDEX idx_products_category_location ON products USING gist (category, location) WHERE is_available;
CREATE INDEX idx_products_location ON products USING gist (location) WHERE is_available;
CREATE INDEX ix_products_feed ON products USING btree (created_at DESC, id DESC) WHERE is_available;
CREATE INDEX ix_products_feed_category ON products USING btree (category, created_at DESC NULLS LAST, id DESC) WHERE is_available;
CREATE INDEX ix_products_feed_category_type ON products USING btree (category, feed_type, created_at DESC NULLS LAST, id DESC) WHERE is_available;
CREATE INDEX ix_products_feed_type ON products USING btree (feed_type, created_at DESC NULLS LAST, id DESC) WHERE is_available;
CREATE INDEX ix_products_seller_created ON products USING btree (seller_id, created_at, id);

CREATE TRIGGER tr_products_alert_savers AFTER UPDATE OF is_available, price_minor, currency ON products FOR EACH ROW WHEN (new.is_available AND new.like_count > 0 AND (NOT old.is_available OR new.price_minor < old.price_minor OR new.currency <> old.currency)) EXECUTE FUNCTION alert_savers();
CREATE TRIGGER tr_products_decline_offers AFTER UPDATE OF is_available ON products FOR EACH ROW WHEN (old.is_available AND NOT new.is_available) EXECUTE FUNCTION decline_pending_offers();
CREATE TRIGGER tr_products_open_account AFTER INSERT ON products REFERENCING NEW TABLE AS new_product FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_sellers();
CREATE TRIGGER tr_products_reopened_account AFTER UPDATE OF is_available ON products FOR EACH ROW WHEN (new.is_available AND NOT old.is_available) EXECUTE FUNCTION refuse_closed_seller();
CREATE TRIGGER tr_products_stay_in_deal AFTER UPDATE OF is_available ON products FOR EACH ROW WHEN (new.is_available AND NOT old.is_available) EXECUTE FUNCTION refuse_market_in_deal();
CREATE TRIGGER tr_products_updated_at BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE products IS 'A listing: something that is or was on sale.';
COMMENT ON COLUMN products.price_minor IS 'The asking price, in the minor unit of currency (fils, cents).';
COMMENT ON COLUMN products.original_price_minor IS 'The former price, to show the price as reduced; in the minor unit of currency.';
COMMENT ON COLUMN products.currency IS 'ISO 4217, such as AED. It gives the scale of the prices.';
COMMENT ON COLUMN products.location IS 'The place to pick it up; null if the seller does not say.';
COMMENT ON COLUMN products.neighborhood IS 'The part of town in words, such as Dubai Marina.';
COMMENT ON COLUMN products.is_available IS 'True while it can be bought. False when sold or taken off the market.';
COMMENT ON COLUMN products.view_count IS 'The number of times it was looked at; counted in batches, so it may lag.';
COMMENT ON COLUMN products.like_count IS 'The number of users who saved it.';
COMMENT ON COLUMN products.image_urls IS 'In the order of display, the cover first; at most 20.';
COMMENT ON COLUMN products.tags IS 'The seller''s own keywords; at most 30.';
COMMENT ON COLUMN products.sold_at IS 'The time of the sale; null if it is not sold. A sold product is not available.';
COMMENT ON COLUMN products.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
COMMENT ON COLUMN products.hidden_at IS 'The time when a moderator took it off the market; null if none did. Only a moderator can put it back.';

CREATE TABLE streams (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  title text NOT NULL,
  description text,
  category product_category NOT NULL,
  status stream_status DEFAULT 'scheduled'::stream_status NOT NULL,
  stream_type stream_type DEFAULT 'live'::stream_type NOT NULL,
  rtmp_url text,
  stream_key text,
  hls_url text,
  thumbnail_url text,
  viewer_count integer DEFAULT 0 NOT NULL,
  total_views integer DEFAULT 0 NOT NULL,
  duration_seconds integer,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  request_digest uuid,
  CONSTRAINT streams_pkey PRIMARY KEY (id),
  CONSTRAINT ck_streams_description_length CHECK (char_length(description) <= 10000),
  CONSTRAINT ck_streams_duration_not_negative CHECK (duration_seconds >= 0),
  CONSTRAINT ck_streams_ended_after_start CHECK (ended_at >= started_at),
  CONSTRAINT ck_streams_ended_exactly_when_ended CHECK ((ended_at IS NOT NULL) = (status = 'ended'::stream_status)),
  CONSTRAINT ck_streams_hls_url_length CHECK (char_length(hls_url) >= 1 AND char_length(hls_url) <= 2048),
  CONSTRAINT ck_streams_rtmp_url_length CHECK (char_length(rtmp_url) >= 1 AND char_length(rtmp_url) <= 2048),
  CONSTRAINT ck_streams_started_unless_scheduled CHECK (started_at IS NOT NULL OR status = 'scheduled'::stream_status),
  CONSTRAINT ck_streams_stream_key_length CHECK (char_length(stream_key) >= 1 AND char_length(stream_key) <= 255),
  CONSTRAINT ck_streams_thumbnail_url_length CHECK (char_length(thumbnail_url) >= 1 AND char_length(thumbnail_url) <= 2048),
  CONSTRAINT ck_streams_title_length CHECK (char_length(title) >= 1 AND char_length(title) <= 200),
  CONSTRAINT ck_streams_total_views_not_negative CHECK (total_views >= 0),
  CONSTRAINT ck_streams_viewer_count_not_negative CHECK (viewer_count >= 0)
);

CREATE INDEX ix_streams_status_category_started ON streams USING btree (status, category, started_at, id);
CREATE INDEX ix_streams_status_started ON streams USING btree (status, started_at, id);
CREATE INDEX ix_streams_user_created ON streams USING btree (user_id, created_at, id);

CREATE TRIGGER tr_streams_updated_at BEFORE UPDATE ON streams FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE streams IS 'A show in which somebody sells in front of a camera, without the broadcaster''s secrets.';
COMMENT ON COLUMN streams.rtmp_url IS 'The address that the broadcaster sends the picture to. For the owner only. @secret';
COMMENT ON COLUMN streams.stream_key IS 'The secret that lets the broadcaster send. For the owner only. @secret';
COMMENT ON COLUMN streams.hls_url IS 'The address that viewers watch.';
COMMENT ON COLUMN streams.viewer_count IS 'The number of viewers now; set in batches, so it may lag. 0 unless the stream is live.';
COMMENT ON COLUMN streams.total_views IS 'The number of times it was opened, all in all; counted in batches, so it may lag.';
COMMENT ON COLUMN streams.duration_seconds IS 'The length in whole seconds; null until it ends.';
COMMENT ON COLUMN streams.started_at IS 'The time it went live; of a scheduled stream, the time that is planned; null if nobody said.';
COMMENT ON COLUMN streams.ended_at IS 'The time it ended: set exactly when status is ended.';
COMMENT ON COLUMN streams.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';

CREATE TABLE transactions (
  id uuid DEFAULT uuidv7() NOT NULL,
  buyer_id uuid NOT NULL,
  seller_id uuid NOT NULL,
  product_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  currency text DEFAULT 'AED'::text NOT NULL,
  platform_fee_minor bigint NOT NULL,
  seller_payout_minor bigint NOT NULL,
  feed_type feed_type NOT NULL,
  status transaction_status DEFAULT 'pending'::transaction_status NOT NULL,
  stripe_payment_intent_id text,
  stripe_charge_id text,
  stripe_transfer_id text,
  payment_method text,
  completed_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  offer_id uuid,
  fee_basis_points integer,
  expires_at timestamp with time zone,
  paid_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  expired_at timestamp with time zone,
  failed_attempts integer DEFAULT 0 NOT NULL,
  amount_received_minor bigint DEFAULT 0 NOT NULL,
  amount_refunded_minor bigint DEFAULT 0 NOT NULL,
  largest_refund_minor bigint DEFAULT 0 NOT NULL,
  amount_disputed_minor bigint DEFAULT 0 NOT NULL,
  amount_transferred_minor bigint DEFAULT 0 NOT NULL,
  amount_due_minor bigint DEFAULT 0 NOT NULL,
  needs_review boolean DEFAULT false NOT NULL,
  reviewed_at timestamp with time zone,
  request_digest uuid,
  CONSTRAINT transactions_pkey PRIMARY KEY (id),
  CONSTRAINT transactions_offer_id_key UNIQUE (offer_id),
  CONSTRAINT transactions_stripe_payment_intent_id_key UNIQUE (stripe_payment_intent_id),
  CONSTRAINT ck_transactions_amount_adds_up CHECK (amount_minor = (platform_fee_minor + seller_payout_minor)),
  CONSTRAINT ck_transactions_amount_due CHECK (amount_due_minor = GREATEST(0::bigint, amount_received_minor - amount_refunded_minor - amount_disputed_minor -
CASE
    WHEN status = ANY (ARRAY['pending'::transaction_status, 'completed'::transaction_status]) THEN amount_minor
    ELSE 0::bigint
END)),
  CONSTRAINT ck_transactions_amount_not_negative CHECK (amount_minor >= 0),
  CONSTRAINT ck_transactions_amount_step CHECK ((amount_minor % minor_unit_step(currency)::bigint) = 0),
  CONSTRAINT ck_transactions_amounts_not_negative CHECK (amount_received_minor >= 0 AND amount_refunded_minor >= 0 AND largest_refund_minor >= 0 AND amount_disputed_minor >= 0 AND amount_transferred_minor >= 0 AND failed_attempts >= 0),
  CONSTRAINT ck_transactions_buyer_not_seller CHECK (buyer_id <> seller_id),
  CONSTRAINT ck_transactions_completed_exactly_when_completed CHECK ((completed_at IS NOT NULL) = (status = 'completed'::transaction_status)),
  CONSTRAINT ck_transactions_currency_iso_4217 CHECK (minor_unit_digits(currency) IS NOT NULL),
  CONSTRAINT ck_transactions_fee_basis_points_range CHECK (fee_basis_points >= 0 AND fee_basis_points <= 10000),
  CONSTRAINT ck_transactions_payment_method_length CHECK (char_length(payment_method) >= 1 AND char_length(payment_method) <= 100),
  CONSTRAINT ck_transactions_platform_fee_not_negative CHECK (platform_fee_minor >= 0),
  CONSTRAINT ck_transactions_platform_fee_step CHECK ((platform_fee_minor % minor_unit_step(currency)::bigint) = 0),
  CONSTRAINT ck_transactions_seller_payout_not_negative CHECK (seller_payout_minor >= 0),
  CONSTRAINT ck_transactions_stripe_charge_id_length CHECK (char_length(stripe_charge_id) >= 1 AND char_length(stripe_charge_id) <= 255),
  CONSTRAINT ck_transactions_stripe_payment_intent_id_length CHECK (char_length(stripe_payment_intent_id) >= 1 AND char_length(stripe_payment_intent_id) <= 255),
  CONSTRAINT ck_transactions_stripe_transfer_id_length CHECK (char_length(stripe_transfer_id) >= 1 AND char_length(stripe_transfer_id) <= 255)
);

CREATE INDEX ix_transactions_buyer_completed_at ON transactions USING btree (buyer_id, completed_at) INCLUDE (currency, amount_minor, platform_fee_minor, seller_payout_minor, amount_refunded_minor) WHERE status = 'completed'::transaction_status;
CREATE INDEX ix_transactions_buyer_created_at ON transactions USING btree (buyer_id, created_at, id);
CREATE INDEX ix_transactions_due_created_at ON transactions USING btree (created_at, id) WHERE amount_due_minor > 0;
CREATE INDEX ix_transactions_expired_created_at ON transactions USING btree (created_at, id) WHERE expired_at IS NOT NULL;
CREATE INDEX ix_transactions_pending_created_at ON transactions USING btree (created_at, id) WHERE status = 'pending'::transaction_status;
CREATE INDEX ix_transactions_pending_expires_at ON transactions USING btree (expires_at, id) WHERE status = 'pending'::transaction_status;
CREATE INDEX ix_transactions_product ON transactions USING btree (product_id);
CREATE INDEX ix_transactions_review_created_at ON transactions USING btree (created_at, id) WHERE needs_review AND reviewed_at IS NULL;
CREATE INDEX ix_transactions_seller_completed_at ON transactions USING btree (seller_id, completed_at) INCLUDE (currency, amount_minor, platform_fee_minor, seller_payout_minor, amount_refunded_minor) WHERE status = 'completed'::transaction_status;
CREATE INDEX ix_transactions_seller_created_at ON transactions USING btree (seller_id, created_at, id);
CREATE UNIQUE INDEX transactions_open_product_id_key ON transactions USING btree (product_id) WHERE status = ANY (ARRAY['pending'::transaction_status, 'completed'::transaction_status]);
CREATE UNIQUE INDEX transactions_stripe_charge_id_key ON transactions USING btree (stripe_charge_id) WHERE stripe_charge_id IS NOT NULL;
CREATE UNIQUE INDEX transactions_stripe_transfer_id_key ON transactions USING btree (stripe_transfer_id) WHERE stripe_transfer_id IS NOT NULL;

CREATE CONSTRAINT TRIGGER tr_transactions_keep_accepted_offer AFTER DELETE OR UPDATE OF offer_id ON transactions DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (old.offer_id IS NOT NULL) EXECUTE FUNCTION require_payment();
CREATE TRIGGER tr_transactions_settled_keep_terms BEFORE UPDATE ON transactions FOR EACH ROW WHEN (old.status <> 'pending'::transaction_status AND (old.buyer_id <> new.buyer_id OR old.seller_id <> new.seller_id OR old.product_id <> new.product_id OR old.amount_minor <> new.amount_minor OR old.currency <> new.currency OR old.platform_fee_minor <> new.platform_fee_minor OR old.seller_payout_minor <> new.seller_payout_minor OR old.feed_type <> new.feed_type)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_transactions_updated_at BEFORE UPDATE ON transactions FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE transactions IS 'A payment. Its amount is always the fee and the payout together. @name Payment';
COMMENT ON COLUMN transactions.amount_minor IS 'The price the buyer pays, in the minor unit of currency: the fee and the payout together.';
COMMENT ON COLUMN transactions.currency IS 'ISO 4217, such as AED. It gives the scale of the amounts.';
COMMENT ON COLUMN transactions.platform_fee_minor IS 'The marketplace''s part, in the minor unit of currency.';
COMMENT ON COLUMN transactions.seller_payout_minor IS 'The seller''s part, in the minor unit of currency.';
COMMENT ON COLUMN transactions.feed_type IS 'The feed of the product when it was bought, which decides the fee.';
COMMENT ON COLUMN transactions.stripe_payment_intent_id IS 'The attempt to collect the money, at Stripe (pi_…).';
COMMENT ON COLUMN transactions.stripe_charge_id IS 'The charge that collected the money, at Stripe (ch_…).';
COMMENT ON COLUMN transactions.stripe_transfer_id IS 'The transfer to the seller, at Stripe (tr_…); of several the one with the least id.';
COMMENT ON COLUMN transactions.payment_method IS 'The means of payment, such as card or apple_pay; never a card''s number.';
COMMENT ON COLUMN transactions.completed_at IS 'The time of completion: set exactly while status is completed.';
COMMENT ON COLUMN transactions.offer_id IS 'The offer that was accepted; null for a purchase at the asking price, or if that offer is gone.';
COMMENT ON COLUMN transactions.fee_basis_points IS 'The marketplace''s rate, in hundredths of a percent; null for a payment from before it was kept.';
COMMENT ON COLUMN transactions.expires_at IS 'The end of the time in which a pending payment holds its product; null: without end.';
COMMENT ON COLUMN transactions.paid_at IS 'The time at which the whole amount had been received; null before.';
COMMENT ON COLUMN transactions.cancelled_at IS 'The time at which the buyer or the provider called it off. Money that came later may have completed it all the same.';
COMMENT ON COLUMN transactions.expired_at IS 'The time at which its hold ended unpaid. Money that came later may have completed it all the same.';
COMMENT ON COLUMN transactions.failed_attempts IS 'The number of attempts that failed.';
COMMENT ON COLUMN transactions.amount_received_minor IS 'The money that was received, in the minor unit of currency.';
COMMENT ON COLUMN transactions.amount_refunded_minor IS 'The money that was paid back or is on its way; a refund that failed does not count.';
COMMENT ON COLUMN transactions.largest_refund_minor IS 'The largest refund, whatever became of it: one of all that was received ends the deal.';
COMMENT ON COLUMN transactions.amount_disputed_minor IS 'The money that the bank holds or took back in disputes.';
COMMENT ON COLUMN transactions.amount_transferred_minor IS 'The money that was passed on to the seller and not reversed.';
COMMENT ON COLUMN transactions.amount_due_minor IS 'The money to be paid back: received, and neither refunded, disputed nor kept for an open deal.';
COMMENT ON COLUMN transactions.needs_review IS 'True if the provider reported a fact that does not fit: another currency, another amount than the price, or another intent.';
COMMENT ON COLUMN transactions.reviewed_at IS 'The time at which somebody looked at all facts that do not fit; null before, and again after another one.';
COMMENT ON COLUMN transactions.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';

CREATE TABLE user_stats (
  user_id uuid NOT NULL,
  follower_count integer DEFAULT 0 NOT NULL,
  following_count integer DEFAULT 0 NOT NULL,
  rating_1_count integer DEFAULT 0 NOT NULL,
  rating_2_count integer DEFAULT 0 NOT NULL,
  rating_3_count integer DEFAULT 0 NOT NULL,
  rating_4_count integer DEFAULT 0 NOT NULL,
  rating_5_count integer DEFAULT 0 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT user_stats_pkey PRIMARY KEY (user_id),
  CONSTRAINT ck_user_stats_follower_count_not_negative CHECK (follower_count >= 0),
  CONSTRAINT ck_user_stats_following_count_not_negative CHECK (following_count >= 0),
  CONSTRAINT ck_user_stats_rating_1_count_not_negative CHECK (rating_1_count >= 0),
  CONSTRAINT ck_user_stats_rating_2_count_not_negative CHECK (rating_2_count >= 0),
  CONSTRAINT ck_user_stats_rating_3_count_not_negative CHECK (rating_3_count >= 0),
  CONSTRAINT ck_user_stats_rating_4_count_not_negative CHECK (rating_4_count >= 0),
  CONSTRAINT ck_user_stats_rating_5_count_not_negative CHECK (rating_5_count >= 0)
);

CREATE TRIGGER tr_user_stats_updated_at BEFORE UPDATE ON user_stats FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE user_stats IS 'The counts of a user, kept by triggers. A user without a row has none of anything. @name UserStats';
COMMENT ON COLUMN user_stats.user_id IS 'The user who is counted. @personal user_id';
COMMENT ON COLUMN user_stats.follower_count IS 'The number of users who follow the user. @personal user_id';
COMMENT ON COLUMN user_stats.following_count IS 'The number of users whom the user follows. @personal user_id';
COMMENT ON COLUMN user_stats.rating_1_count IS 'The number of visible reviews of the user with one star. @personal user_id';
COMMENT ON COLUMN user_stats.rating_2_count IS 'The number of visible reviews of the user with two stars. @personal user_id';
COMMENT ON COLUMN user_stats.rating_3_count IS 'The number of visible reviews of the user with three stars. @personal user_id';
COMMENT ON COLUMN user_stats.rating_4_count IS 'The number of visible reviews of the user with four stars. @personal user_id';
COMMENT ON COLUMN user_stats.rating_5_count IS 'The number of visible reviews of the user with five stars. @personal user_id';
COMMENT ON COLUMN user_stats.created_at IS 'The time when the row was made. @impersonal';
COMMENT ON COLUMN user_stats.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE users (
  id uuid DEFAULT uuidv7() NOT NULL,
  email text NOT NULL,
  username text NOT NULL,
  phone text,
  password_hash text,
  full_name text,
  avatar_url text,
  bio text,
  role user_role DEFAULT 'buyer'::user_role NOT NULL,
  is_verified boolean DEFAULT false NOT NULL,
  is_active boolean DEFAULT true NOT NULL,
  location geography(Point,4326),
  neighborhood text,
  building_name text,
  last_login_at timestamp with time zone,
  stripe_customer_id text,
  stripe_connect_account_id text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  request_digest uuid,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email),
  CONSTRAINT users_phone_key UNIQUE (phone),
  CONSTRAINT ck_users_avatar_url_length CHECK (char_length(avatar_url) >= 1 AND char_length(avatar_url) <= 2048),
  CONSTRAINT ck_users_bio_length CHECK (char_length(bio) <= 2000),
  CONSTRAINT ck_users_building_name_length CHECK (char_length(building_name) >= 1 AND char_length(building_name) <= 120),
  CONSTRAINT ck_users_email_length CHECK (char_length(email) <= 254),
  CONSTRAINT ck_users_email_shape CHECK (email ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+\.[^[:space:][:cntrl:]@]+$'::text),
  CONSTRAINT ck_users_email_spelling CHECK (email = lower(email COLLATE "C") AND (email IS NFKC NORMALIZED) AND email !~ '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0]'::text AND email ~ '@[\u0021-\u007E]*[^.]$'::text),
  CONSTRAINT ck_users_full_name_length CHECK (char_length(full_name) >= 1 AND char_length(full_name) <= 200),
  CONSTRAINT ck_users_location_on_globe CHECK (NOT st_isempty(location::geometry) AND st_x(location::geometry) >= '-180'::integer::double precision AND st_x(location::geometry) <= 180::double precision AND st_y(location::geometry) >= '-90'::integer::double precision AND st_y(location::geometry) <= 90::double precision),
  CONSTRAINT ck_users_neighborhood_length CHECK (char_length(neighborhood) >= 1 AND char_length(neighborhood) <= 120),
  CONSTRAINT ck_users_password_hash_length CHECK (char_length(password_hash) >= 1 AND char_length(password_hash) <= 512),
  CONSTRAINT ck_users_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'::text),
  CONSTRAINT ck_users_stripe_connect_account_id_length CHECK (char_length(stripe_connect_account_id) >= 1 AND char_length(stripe_connect_account_id) <= 255),
  CONSTRAINT ck_users_stripe_customer_id_length CHECK (char_length(stripe_customer_id) >= 1 AND char_length(stripe_customer_id) <= 255),
  CONSTRAINT ck_users_username_shape CHECK (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$'::text)
);

CREATE INDEX idx_users_location ON users USING gist (location);
CREATE UNIQUE INDEX users_is_active_id_key ON users USING btree (is_active, id);
CREATE UNIQUE INDEX users_stripe_connect_account_id_key ON users USING btree (stripe_connect_account_id) WHERE stripe_connect_account_id IS NOT NULL;
CREATE UNIQUE INDEX users_stripe_customer_id_key ON users USING btree (stripe_customer_id) WHERE stripe_customer_id IS NOT NULL;
CREATE UNIQUE INDEX users_username_key ON users USING btree (lower(username COLLATE "C"));

CREATE TRIGGER tr_users_close AFTER UPDATE OF is_active ON users FOR EACH ROW WHEN (old.is_active AND NOT new.is_active) EXECUTE FUNCTION close_account();
CREATE TRIGGER tr_users_lock_liked BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION lock_liked_products();
CREATE TRIGGER tr_users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE users IS 'An account: a buyer, a seller, both, or an administrator, with private data. What the public may see is a profile. @name Account';
COMMENT ON COLUMN users.email IS 'In its one spelling: small letters, NFKC, the domain in ASCII (xn--…) without a dot at its end. Unique byte by byte.';
COMMENT ON COLUMN users.username IS 'The public name: 3 to 40 letters, digits, dots, underscores and hyphens of ASCII. Unique whatever its case.';
COMMENT ON COLUMN users.phone IS 'E.164, such as +971501234567: a plus sign, the country code, the number, no spaces.';
COMMENT ON COLUMN users.password_hash IS 'A salted hash that names its own algorithm, never the password; null for a user who logs in by other means. @secret';
COMMENT ON COLUMN users.bio IS 'A public text about the user, in their own words.';
COMMENT ON COLUMN users.is_verified IS 'True once a verification was approved.';
COMMENT ON COLUMN users.is_active IS 'False: the account is closed. It sells, streams, buys and writes nothing.';
COMMENT ON COLUMN users.location IS 'The user''s home, as precisely as they choose to say.';
COMMENT ON COLUMN users.neighborhood IS 'The part of town in words, such as Dubai Marina.';
COMMENT ON COLUMN users.stripe_customer_id IS 'The user as one who pays, at Stripe (cus_…).';
COMMENT ON COLUMN users.stripe_connect_account_id IS 'The user as one who is paid, at Stripe (acct_…).';
COMMENT ON COLUMN users.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';

CREATE TABLE verifications (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  verification_type verification_type NOT NULL,
  status verification_status DEFAULT 'pending'::verification_status NOT NULL,
  documents jsonb DEFAULT '[]'::jsonb NOT NULL,
  rejection_reason text,
  submitted_at timestamp with time zone DEFAULT now() NOT NULL,
  reviewed_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  request_digest uuid,
  reviewed_by uuid,
  CONSTRAINT verifications_pkey PRIMARY KEY (id),
  CONSTRAINT ck_verifications_documents_container CHECK ((jsonb_typeof(documents) = ANY (ARRAY['array'::text, 'object'::text])) AND octet_length(documents::text) <= 100000),
  CONSTRAINT ck_verifications_documents_shape CHECK (jsonb_typeof(documents) = 'array'::text AND jsonb_array_length(documents) <= 20 AND NOT jsonb_path_exists(documents, 'strict $[*]?(@.type() != "object")'::jsonpath) AND NOT jsonb_path_exists(documents, '$[*]?(!(((((@."kind".type() == "string" && (((@."kind" == "emirates_id_front" || @."kind" == "emirates_id_back") || @."kind" == "trade_license") || @."kind" == "other")) && @."storageKey".type() == "string") && @."storageKey" != "") && (!(exists (@."contentType")) || @."contentType".type() == "string")) && !(exists (@.keyvalue()."key"?((@ != "kind" && @ != "storageKey") && @ != "contentType")))))'::jsonpath)),
  CONSTRAINT ck_verifications_reason_exactly_when_rejected CHECK ((rejection_reason IS NOT NULL) = (status = 'rejected'::verification_status)),
  CONSTRAINT ck_verifications_rejection_reason_length CHECK (char_length(rejection_reason) >= 1 AND char_length(rejection_reason) <= 2000),
  CONSTRAINT ck_verifications_reviewed_after_submitted CHECK (reviewed_at >= submitted_at),
  CONSTRAINT ck_verifications_reviewed_unless_pending CHECK ((reviewed_at IS NOT NULL) = (status <> 'pending'::verification_status))
);

CREATE UNIQUE INDEX ix_verifications_one_pending ON verifications USING btree (user_id) WHERE status = 'pending'::verification_status;
CREATE INDEX ix_verifications_pending ON verifications USING btree (submitted_at, id) WHERE status = 'pending'::verification_status;
CREATE INDEX ix_verifications_reviewed_by ON verifications USING btree (reviewed_by) WHERE reviewed_by IS NOT NULL;
CREATE INDEX ix_verifications_user_submitted ON verifications USING btree (user_id, submitted_at, id);

CREATE TRIGGER tr_verifications_unverify_user AFTER UPDATE OF status ON verifications FOR EACH ROW WHEN (old.status = 'approved'::verification_status AND new.status <> 'approved'::verification_status) EXECUTE FUNCTION unverify_user();
CREATE TRIGGER tr_verifications_updated_at BEFORE UPDATE ON verifications FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE verifications IS 'Papers that a user handed in to prove who they are, and the reviewer''s decision.';
COMMENT ON COLUMN verifications.documents IS 'The papers: at most 20 objects with kind, storageKey and perhaps contentType, never the papers themselves.';
COMMENT ON COLUMN verifications.rejection_reason IS 'The reason, for the user to read: set exactly when status is rejected.';
COMMENT ON COLUMN verifications.reviewed_at IS 'The time of the decision; null while it is pending.';
COMMENT ON COLUMN verifications.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
COMMENT ON COLUMN verifications.reviewed_by IS 'The administrator who decided; null while it is pending, or if that account is gone.';

CREATE TABLE wishlist_alerts (
  product_id uuid NOT NULL,
  came_back_at timestamp with time zone,
  queued_at timestamp with time zone DEFAULT now() NOT NULL,
  after_id uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT wishlist_alerts_pkey PRIMARY KEY (product_id)
);

CREATE INDEX ix_wishlist_alerts_queued_at ON wishlist_alerts USING btree (queued_at, product_id);

CREATE TRIGGER tr_wishlist_alerts_updated_at BEFORE UPDATE ON wishlist_alerts FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE wishlist_alerts IS 'A product of which its savers are to be told. @name WishlistAlert';
COMMENT ON COLUMN wishlist_alerts.product_id IS 'The product. @impersonal';
COMMENT ON COLUMN wishlist_alerts.came_back_at IS 'The time when it came back to the market; null if it only got cheaper. @impersonal';
COMMENT ON COLUMN wishlist_alerts.queued_at IS 'The time of the last event to tell of, by which the queue is ordered. @impersonal';
COMMENT ON COLUMN wishlist_alerts.after_id IS 'The last row of wishlists that was looked at; null if none was. @impersonal';
COMMENT ON COLUMN wishlist_alerts.created_at IS 'The time when the row was made. @impersonal';
COMMENT ON COLUMN wishlist_alerts.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE wishlists (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  product_id uuid NOT NULL,
  price_minor bigint NOT NULL,
  currency text NOT NULL,
  told_price_minor bigint,
  told_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT wishlists_pkey PRIMARY KEY (id),
  CONSTRAINT wishlists_user_id_product_id_key UNIQUE (user_id, product_id),
  CONSTRAINT ck_wishlists_currency_iso_4217 CHECK (minor_unit_digits(currency) IS NOT NULL),
  CONSTRAINT ck_wishlists_price_not_negative CHECK (price_minor >= 0),
  CONSTRAINT ck_wishlists_told CHECK (told_price_minor IS NULL OR told_at IS NOT NULL),
  CONSTRAINT ck_wishlists_told_price_lower CHECK (told_price_minor >= 0 AND told_price_minor < price_minor)
);

CREATE INDEX ix_wishlists_product_id ON wishlists USING btree (product_id, id);
CREATE INDEX ix_wishlists_user_created_at ON wishlists USING btree (user_id, created_at, id);

CREATE TRIGGER tr_wishlists_count_saved AFTER INSERT ON wishlists REFERENCING NEW TABLE AS changed_entry FOR EACH STATEMENT EXECUTE FUNCTION count_likes();
CREATE TRIGGER tr_wishlists_count_unsaved AFTER DELETE ON wishlists REFERENCING OLD TABLE AS changed_entry FOR EACH STATEMENT EXECUTE FUNCTION count_likes();
CREATE TRIGGER tr_wishlists_keep_product BEFORE UPDATE OF product_id ON wishlists FOR EACH ROW WHEN (old.product_id <> new.product_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_wishlists_updated_at BEFORE UPDATE ON wishlists FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE wishlists IS 'A product that a user saved. @name WishlistEntry';
COMMENT ON COLUMN wishlists.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN wishlists.user_id IS 'The user who saved it. @personal user_id';
COMMENT ON COLUMN wishlists.product_id IS 'The product. @personal user_id';
COMMENT ON COLUMN wishlists.price_minor IS 'The asking price when it was saved, in the minor unit of currency. @personal user_id';
COMMENT ON COLUMN wishlists.currency IS 'ISO 4217: the currency when it was saved. @personal user_id';
COMMENT ON COLUMN wishlists.told_price_minor IS 'The lowest price that the user was told of since, in the minor unit of currency; null if of none. @personal user_id';
COMMENT ON COLUMN wishlists.told_at IS 'The time when the user was last told that it got cheaper or came back; null if never. @personal user_id';
COMMENT ON COLUMN wishlists.created_at IS 'The time when it was saved. @personal user_id';
COMMENT ON COLUMN wishlists.updated_at IS 'The time of the last change. @impersonal';

ALTER TABLE conversations ADD CONSTRAINT fk_conversations_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_last_message FOREIGN KEY (last_message_id, id) REFERENCES messages(id, conversation_id) ON DELETE SET NULL (last_message_id);
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE SET NULL (product_id);
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE messages ADD CONSTRAINT fk_messages_conversation FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
ALTER TABLE messages ADD CONSTRAINT fk_messages_offer FOREIGN KEY (offer_id) REFERENCES offers(id) ON DELETE SET NULL;
ALTER TABLE messages ADD CONSTRAINT fk_messages_sender FOREIGN KEY (sender_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE notification_deliveries ADD CONSTRAINT fk_notification_deliveries_notification FOREIGN KEY (notification_id) REFERENCES notifications(id) ON DELETE CASCADE;
ALTER TABLE notifications ADD CONSTRAINT fk_notifications_actor FOREIGN KEY (actor_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE notifications ADD CONSTRAINT fk_notifications_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_conversation FOREIGN KEY (conversation_id, buyer_id, seller_id) REFERENCES conversations(id, buyer_id, seller_id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_parent_offer FOREIGN KEY (parent_offer_id) REFERENCES offers(id) ON DELETE SET NULL;
ALTER TABLE offers ADD CONSTRAINT fk_offers_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE payment_facts ADD CONSTRAINT fk_payment_facts_payment FOREIGN KEY (payment_id) REFERENCES transactions(id) ON DELETE RESTRICT;
ALTER TABLE products ADD CONSTRAINT fk_products_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE streams ADD CONSTRAINT fk_streams_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_offer FOREIGN KEY (offer_id, product_id, buyer_id) REFERENCES offers(id, product_id, buyer_id) ON DELETE SET NULL (offer_id);
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE user_stats ADD CONSTRAINT fk_user_stats_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE verifications ADD CONSTRAINT fk_verifications_reviewed_by FOREIGN KEY (reviewed_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE verifications ADD CONSTRAINT fk_verifications_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE wishlist_alerts ADD CONSTRAINT fk_wishlist_alerts_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
ALTER TABLE wishlists ADD CONSTRAINT fk_wishlists_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
ALTER TABLE wishlists ADD CONSTRAINT fk_wishlists_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
