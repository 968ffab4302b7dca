-- The schema of @souk/db as its migrations leave it.
-- Made by "npm run schema" from the catalogue of a migrated database; never edited.
-- Without what extensions own, and without uuidv7(): PostgreSQL 18 has it, migration 1 brings it to older servers.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TYPE badge_type AS ENUM ('verified', 'top_seller', 'ten_five_star_reviews', 'community_helper', 'founding_member', 'first_sale');
COMMENT ON TYPE badge_type IS 'The kinds of badges, in the order in which they are shown.';

CREATE TYPE feed_type AS ENUM ('discover', 'community');
COMMENT ON TYPE feed_type IS 'The feed that shows a product: everybody''s (discover) or its neighborhood''s (community).';

CREATE TYPE message_type AS ENUM ('text', 'image', 'offer', 'system');
COMMENT ON TYPE message_type IS 'The kind of a message. Offers are sent by making them; system messages are the marketplace''s own.';

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

CREATE OR REPLACE FUNCTION count_changed_ratings()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  -- An answer, or other words: nothing to count.
  if not exists (
    select from old_review
    join new_review on new_review.id = old_review.id
    where old_review.rating <> new_review.rating
      or (old_review.hidden_at is null) <> (new_review.hidden_at is null)
  ) then
    return null;
  end if;
  perform from user_stats
  where user_stats.user_id in (select new_review.reviewee_id from new_review)
  order by user_stats.user_id
  for no key update;
  update user_stats
  set
    rating_1_count = user_stats.rating_1_count + counted.change_1,
    rating_2_count = user_stats.rating_2_count + counted.change_2,
    rating_3_count = user_stats.rating_3_count + counted.change_3,
    rating_4_count = user_stats.rating_4_count + counted.change_4,
    rating_5_count = user_stats.rating_5_count + counted.change_5
  from (
    select
      change.reviewee_id,
      coalesce(sum(change.one) filter (where change.rating = 1), 0) as change_1,
      coalesce(sum(change.one) filter (where change.rating = 2), 0) as change_2,
      coalesce(sum(change.one) filter (where change.rating = 3), 0) as change_3,
      coalesce(sum(change.one) filter (where change.rating = 4), 0) as change_4,
      coalesce(sum(change.one) filter (where change.rating = 5), 0) as change_5
    from (
      select old_review.reviewee_id, old_review.rating, -1 as one
      from old_review
      where old_review.hidden_at is null
      union all
      select new_review.reviewee_id, new_review.rating, 1 as one
      from new_review
      where new_review.hidden_at is null
    ) as change
    group by change.reviewee_id
  ) as counted
  where user_stats.user_id = counted.reviewee_id;
  return null;
end
$function$;
COMMENT ON FUNCTION count_changed_ratings() IS 'Brings the counts of users to the new ratings of their reviews, and to those that are hidden or shown.';

CREATE OR REPLACE FUNCTION count_deleted_ratings()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  -- A user who is deleted has no row any more.
  perform from user_stats
  where user_stats.user_id in (select old_review.reviewee_id from old_review)
  order by user_stats.user_id
  for no key update;
  update user_stats
  set
    rating_1_count = user_stats.rating_1_count - counted.deleted_1,
    rating_2_count = user_stats.rating_2_count - counted.deleted_2,
    rating_3_count = user_stats.rating_3_count - counted.deleted_3,
    rating_4_count = user_stats.rating_4_count - counted.deleted_4,
    rating_5_count = user_stats.rating_5_count - counted.deleted_5
  from (
    select
      old_review.reviewee_id,
      count(*) filter (where old_review.rating = 1) as deleted_1,
      count(*) filter (where old_review.rating = 2) as deleted_2,
      count(*) filter (where old_review.rating = 3) as deleted_3,
      count(*) filter (where old_review.rating = 4) as deleted_4,
      count(*) filter (where old_review.rating = 5) as deleted_5
    from old_review
    where old_review.hidden_at is null
    group by old_review.reviewee_id
  ) as counted
  where user_stats.user_id = counted.reviewee_id;
  return null;
end
$function$;
COMMENT ON FUNCTION count_deleted_ratings() IS 'Takes the ratings of deleted reviews out of the counts of their users.';

CREATE OR REPLACE FUNCTION count_new_ratings()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  -- A row for a user whose reviews are all hidden too, so that there is one to lock and to change from now on.
  insert into user_stats (
    user_id, rating_1_count, rating_2_count, rating_3_count, rating_4_count, rating_5_count
  )
  select
    new_review.reviewee_id,
    count(*) filter (where new_review.rating = 1 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 2 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 3 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 4 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 5 and new_review.hidden_at is null)
  from new_review
  group by new_review.reviewee_id
  order by new_review.reviewee_id
  on conflict (user_id) do update
  set
    rating_1_count = user_stats.rating_1_count + excluded.rating_1_count,
    rating_2_count = user_stats.rating_2_count + excluded.rating_2_count,
    rating_3_count = user_stats.rating_3_count + excluded.rating_3_count,
    rating_4_count = user_stats.rating_4_count + excluded.rating_4_count,
    rating_5_count = user_stats.rating_5_count + excluded.rating_5_count;
  return null;
end
$function$;
COMMENT ON FUNCTION count_new_ratings() IS 'Adds the ratings of new reviews to the counts of their users.';

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

CREATE OR REPLACE FUNCTION follow_verified_mark()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if new.is_verified then
    insert into badges (user_id, badge_type, reason)
    values (new.id, 'verified', 'A verification was approved.')
    on conflict (user_id, badge_type) do nothing;
  else
    delete from badges
    where badges.user_id = new.id
      and badges.badge_type = 'verified';
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION follow_verified_mark() IS 'Awards the badge of verification with the mark, and takes it away with it.';

CREATE OR REPLACE FUNCTION is_reviewable_payment(status transaction_status, paid_at timestamp with time zone, cancelled_at timestamp with time zone, expired_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((status = 'completed'::transaction_status) OR ((status = 'refunded'::transaction_status) AND (paid_at IS NOT NULL) AND (cancelled_at IS NULL) AND (expired_at IS NULL)));
COMMENT ON FUNCTION is_reviewable_payment(transaction_status,timestamp with time zone,timestamp with time zone,timestamp with time zone) IS 'True for a payment that was completed, be it refunded afterwards.';

CREATE OR REPLACE FUNCTION keep_badges()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if tg_op = 'INSERT' then
    -- Made where there are none, and locked, in one order: a row that is there is locked by the conflict alone.
    insert into user_stats (user_id)
    select distinct changed_badge.user_id
    from changed_badge
    order by changed_badge.user_id
    on conflict (user_id) do update
    set updated_at = user_stats.updated_at
    where false;
  else
    -- A user who is deleted has no row any more, and gets none.
    perform from user_stats
    where user_stats.user_id in (select changed_badge.user_id from changed_badge)
    order by user_stats.user_id
    for no key update;
  end if;
  update user_stats
  set badges = held.badges
  from (select distinct changed_badge.user_id from changed_badge) as one
  cross join lateral (
    select array(
      select badges.badge_type
      from badges
      where badges.user_id = one.user_id
        and badges.revoked_at is null
      order by badges.badge_type
    ) as badges
  ) as held
  where user_stats.user_id = one.user_id
    and user_stats.badges <> held.badges;
  return null;
end
$function$;
COMMENT ON FUNCTION keep_badges() IS 'Brings user_stats.badges to what users have.';

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

CREATE OR REPLACE FUNCTION recount_badges(after_id uuid, batch_size integer, OUT last_id uuid, OUT checked integer, OUT drifted integer)
 RETURNS record
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  wanted uuid[];
begin
  wanted := array(
    select users.id
    from users
    where after_id is null or users.id > after_id
    order by users.id
    limit batch_size
  );
  checked := cardinality(wanted);
  last_id := wanted[checked];
  -- Made where there are none, and locked, before the badges are read: as in recount_ratings.
  insert into user_stats (user_id)
  select users.id
  from users
  where users.id = any(wanted)
    and (
      exists (select from user_stats where user_stats.user_id = users.id)
      or exists (select from badges where badges.user_id = users.id)
    )
  order by users.id
  on conflict (user_id) do update
  set updated_at = user_stats.updated_at
  where false;
  update user_stats
  set badges = held.badges
  from unnest(wanted) as one (id)
  cross join lateral (
    select array(
      select badges.badge_type
      from badges
      where badges.user_id = one.id
        and badges.revoked_at is null
      order by badges.badge_type
    ) as badges
  ) as held
  where user_stats.user_id = one.id
    and user_stats.badges <> held.badges;
  get diagnostics drifted = row_count;
end
$function$;
COMMENT ON FUNCTION recount_badges(uuid,integer) IS 'Compares user_stats.badges of the next users after an id with their badges, and repairs it.';

CREATE OR REPLACE FUNCTION recount_ratings(after_id uuid, batch_size integer, OUT last_id uuid, OUT checked integer, OUT drifted integer)
 RETURNS record
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  wanted uuid[];
begin
  wanted := array(
    select users.id
    from users
    where after_id is null or users.id > after_id
    order by users.id
    limit batch_size
  );
  checked := cardinality(wanted);
  last_id := wanted[checked];
  -- The counts are locked before the reviews are read, by a statement of its own, and made where there are none. The next one
  -- sees all that was counted until then; a review that it does not see is added to the count afterwards. Both is done in
  -- the order of ids, as everywhere: a row that is there is locked by the conflict alone.
  insert into user_stats (user_id)
  select users.id
  from users
  where users.id = any(wanted)
    and (
      exists (select from user_stats where user_stats.user_id = users.id)
      or exists (select from reviews where reviews.reviewee_id = users.id)
    )
  order by users.id
  on conflict (user_id) do update
  set updated_at = user_stats.updated_at
  where false;
  update user_stats
  set
    rating_1_count = counted.count_1,
    rating_2_count = counted.count_2,
    rating_3_count = counted.count_3,
    rating_4_count = counted.count_4,
    rating_5_count = counted.count_5
  from unnest(wanted) as one (id)
  cross join lateral (
    select
      count(*) filter (where reviews.rating = 1) as count_1,
      count(*) filter (where reviews.rating = 2) as count_2,
      count(*) filter (where reviews.rating = 3) as count_3,
      count(*) filter (where reviews.rating = 4) as count_4,
      count(*) filter (where reviews.rating = 5) as count_5
    from reviews
    where reviews.reviewee_id = one.id
      and reviews.hidden_at is null
  ) as counted
  where user_stats.user_id = one.id
    and (
      user_stats.rating_1_count,
      user_stats.rating_2_count,
      user_stats.rating_3_count,
      user_stats.rating_4_count,
      user_stats.rating_5_count
    ) is distinct from (counted.count_1, counted.count_2, counted.count_3, counted.count_4, counted.count_5);
  get diagnostics drifted = row_count;
end
$function$;
COMMENT ON FUNCTION recount_ratings(uuid,integer) IS 'Compares the ratings of the next users after an id with their reviews, and repairs them.';

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

CREATE OR REPLACE FUNCTION refuse_foreign_reviews()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if exists (
    select from new_review
    where not exists (
      select from transactions
      where transactions.id = new_review.payment_id
        and transactions.product_id = new_review.product_id
        and (
          (transactions.buyer_id = new_review.reviewer_id and transactions.seller_id = new_review.reviewee_id)
          or (transactions.seller_id = new_review.reviewer_id and transactions.buyer_id = new_review.reviewee_id)
        )
        and is_reviewable_payment(
          transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at
        )
    )
  ) then
    raise exception 'a review is not of its payment''s parties, or the payment was never completed'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION refuse_foreign_reviews() IS 'Refuses reviews whose parties are not those of a completed payment. It runs after the foreign keys have locked their rows.';

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

CREATE TABLE badges (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  badge_type badge_type NOT NULL,
  reason text NOT NULL,
  awarded_at timestamp with time zone DEFAULT now() NOT NULL,
  awarded_by uuid,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT badges_pkey PRIMARY KEY (id),
  CONSTRAINT badges_user_id_badge_type_key UNIQUE (user_id, badge_type),
  CONSTRAINT ck_badges_reason_length CHECK (char_length(reason) >= 1 AND char_length(reason) <= 500),
  CONSTRAINT ck_badges_revoked_by_of_revoked CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL),
  CONSTRAINT ck_badges_verified_not_revoked CHECK (badge_type <> 'verified'::badge_type OR revoked_at IS NULL)
);

CREATE INDEX ix_badges_awarded_by ON badges USING btree (awarded_by) WHERE awarded_by IS NOT NULL;
CREATE INDEX ix_badges_revoked_by ON badges USING btree (revoked_by) WHERE revoked_by IS NOT NULL;

CREATE TRIGGER tr_badges_keep_changed AFTER UPDATE ON badges REFERENCING NEW TABLE AS changed_badge FOR EACH STATEMENT EXECUTE FUNCTION keep_badges();
CREATE TRIGGER tr_badges_keep_deleted AFTER DELETE ON badges REFERENCING OLD TABLE AS changed_badge FOR EACH STATEMENT EXECUTE FUNCTION keep_badges();
CREATE TRIGGER tr_badges_keep_kind BEFORE UPDATE OF user_id, badge_type ON badges FOR EACH ROW WHEN (old.user_id IS DISTINCT FROM new.user_id OR old.badge_type IS DISTINCT FROM new.badge_type) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_badges_keep_new AFTER INSERT ON badges REFERENCING NEW TABLE AS changed_badge FOR EACH STATEMENT EXECUTE FUNCTION keep_badges();
CREATE TRIGGER tr_badges_updated_at BEFORE UPDATE ON badges FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE badges IS 'A badge of a user. Each kind is awarded once.';
COMMENT ON COLUMN badges.id IS 'The id of the badge. @impersonal';
COMMENT ON COLUMN badges.user_id IS 'The user who has it. @personal user_id';
COMMENT ON COLUMN badges.badge_type IS 'The kind. @personal user_id';
COMMENT ON COLUMN badges.reason IS 'The reason for the public to read. @personal user_id';
COMMENT ON COLUMN badges.awarded_at IS 'The time when it was awarded. @personal user_id';
COMMENT ON COLUMN badges.awarded_by IS 'The administrator who awarded it; null if a rule did, or if that account is gone. @secret @personal awarded_by';
COMMENT ON COLUMN badges.revoked_at IS 'The time when an administrator took it back; null while the user has it. @personal user_id';
COMMENT ON COLUMN badges.revoked_by IS 'The administrator who took it back; null if the user has it, or if that account is gone. @secret @personal revoked_by';
COMMENT ON COLUMN badges.created_at IS 'The time when the row was made. @impersonal';
COMMENT ON COLUMN badges.updated_at IS 'The time of the last change. @impersonal';

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
COMMENT ON COLUMN products.like_count IS 'The number of people who like it.';
COMMENT ON COLUMN products.image_urls IS 'In the order of display, the cover first; at most 20.';
COMMENT ON COLUMN products.tags IS 'The seller''s own keywords; at most 30.';
COMMENT ON COLUMN products.sold_at IS 'The time of the sale; null if it is not sold. A sold product is not available.';
COMMENT ON COLUMN products.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
COMMENT ON COLUMN products.hidden_at IS 'The time when a moderator took it off the market; null if none did. Only a moderator can put it back.';

CREATE TABLE reviews (
  id uuid DEFAULT uuidv7() NOT NULL,
  payment_id uuid NOT NULL,
  product_id uuid NOT NULL,
  reviewer_id uuid NOT NULL,
  reviewee_id uuid NOT NULL,
  rating integer NOT NULL,
  content text,
  reply text,
  replied_at timestamp with time zone,
  hidden_at timestamp with time zone,
  hidden_by uuid,
  request_digest uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT reviews_pkey PRIMARY KEY (id),
  CONSTRAINT reviews_payment_id_reviewer_id_key UNIQUE (payment_id, reviewer_id),
  CONSTRAINT ck_reviews_content_length CHECK (char_length(content) >= 1 AND char_length(content) <= 2000),
  CONSTRAINT ck_reviews_hidden_by_of_hidden CHECK (hidden_by IS NULL OR hidden_at IS NOT NULL),
  CONSTRAINT ck_reviews_not_of_oneself CHECK (reviewer_id <> reviewee_id),
  CONSTRAINT ck_reviews_rating_range CHECK (rating >= 1 AND rating <= 5),
  CONSTRAINT ck_reviews_replied_exactly_when_reply CHECK ((reply IS NULL) = (replied_at IS NULL)),
  CONSTRAINT ck_reviews_reply_length CHECK (char_length(reply) >= 1 AND char_length(reply) <= 2000)
);

CREATE INDEX ix_reviews_hidden_by ON reviews USING btree (hidden_by) WHERE hidden_by IS NOT NULL;
CREATE INDEX ix_reviews_product ON reviews USING btree (product_id);
CREATE INDEX ix_reviews_reviewee_created ON reviews USING btree (reviewee_id, (hidden_at IS NULL), created_at, id);
CREATE INDEX ix_reviews_reviewee_rating ON reviews USING btree (reviewee_id, rating, created_at, id) WHERE hidden_at IS NULL;
CREATE INDEX ix_reviews_reviewer_created ON reviews USING btree (reviewer_id, created_at, id);

CREATE TRIGGER tr_reviews_count_changed AFTER UPDATE ON reviews REFERENCING OLD TABLE AS old_review NEW TABLE AS new_review FOR EACH STATEMENT EXECUTE FUNCTION count_changed_ratings();
CREATE TRIGGER tr_reviews_count_deleted AFTER DELETE ON reviews REFERENCING OLD TABLE AS old_review FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_ratings();
CREATE TRIGGER tr_reviews_count_new AFTER INSERT ON reviews REFERENCING NEW TABLE AS new_review FOR EACH STATEMENT EXECUTE FUNCTION count_new_ratings();
CREATE TRIGGER tr_reviews_keep_parties BEFORE UPDATE OF payment_id, product_id, reviewer_id, reviewee_id ON reviews FOR EACH ROW WHEN (old.payment_id IS DISTINCT FROM new.payment_id OR old.product_id IS DISTINCT FROM new.product_id OR old.reviewer_id IS DISTINCT FROM new.reviewer_id OR old.reviewee_id IS DISTINCT FROM new.reviewee_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_reviews_of_payment AFTER INSERT ON reviews REFERENCING NEW TABLE AS new_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_reviews();
CREATE TRIGGER tr_reviews_updated_at BEFORE UPDATE ON reviews FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE reviews IS 'The opinion of one party of a payment about the other one.';
COMMENT ON COLUMN reviews.id IS 'The id of the review. @impersonal';
COMMENT ON COLUMN reviews.payment_id IS 'The payment that it is of. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.product_id IS 'The product that was paid for. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.reviewer_id IS 'The party who wrote it. @personal reviewer_id';
COMMENT ON COLUMN reviews.reviewee_id IS 'The party whom it is about. @personal reviewee_id';
COMMENT ON COLUMN reviews.rating IS 'The number of stars, from 1 to 5. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.content IS 'The opinion in words; null if there are stars alone. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.reply IS 'The answer of the party whom it is about; null if there is none. @personal reviewee_id';
COMMENT ON COLUMN reviews.replied_at IS 'The time of the answer as it stands; null if there is none. @personal reviewee_id';
COMMENT ON COLUMN reviews.hidden_at IS 'The time when a moderator hid it; null while it is public and counts. @personal reviewer_id';
COMMENT ON COLUMN reviews.hidden_by IS 'The administrator who hid it; null if it is public, or if that account is gone. @secret @personal hidden_by';
COMMENT ON COLUMN reviews.request_digest IS 'Says what the caller of write gave, by which a repeated call is known; null if it gave no id. @secret @personal reviewer_id';
COMMENT ON COLUMN reviews.created_at IS 'The time when it was written. @personal reviewer_id';
COMMENT ON COLUMN reviews.updated_at IS 'The time of the last change. @impersonal';

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
  badges badge_type[] DEFAULT '{}'::badge_type[] NOT NULL,
  CONSTRAINT user_stats_pkey PRIMARY KEY (user_id),
  CONSTRAINT ck_user_stats_badges_elements CHECK (array_position(badges, NULL::badge_type) IS NULL),
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
COMMENT ON COLUMN user_stats.badges IS 'The kinds of badges that the user has, in the order of display. @personal user_id';

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

CREATE TRIGGER tr_users_born_verified AFTER INSERT ON users FOR EACH ROW WHEN (new.is_verified) EXECUTE FUNCTION follow_verified_mark();
CREATE TRIGGER tr_users_close AFTER UPDATE OF is_active ON users FOR EACH ROW WHEN (old.is_active AND NOT new.is_active) EXECUTE FUNCTION close_account();
CREATE TRIGGER tr_users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER tr_users_verified_badge AFTER UPDATE OF is_verified ON users FOR EACH ROW WHEN (old.is_verified <> new.is_verified) EXECUTE FUNCTION follow_verified_mark();

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

ALTER TABLE badges ADD CONSTRAINT fk_badges_awarded_by FOREIGN KEY (awarded_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE badges ADD CONSTRAINT fk_badges_revoked_by FOREIGN KEY (revoked_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE badges ADD CONSTRAINT fk_badges_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_last_message FOREIGN KEY (last_message_id, id) REFERENCES messages(id, conversation_id) ON DELETE SET NULL (last_message_id);
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE SET NULL (product_id);
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE messages ADD CONSTRAINT fk_messages_conversation FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
ALTER TABLE messages ADD CONSTRAINT fk_messages_offer FOREIGN KEY (offer_id) REFERENCES offers(id) ON DELETE SET NULL;
ALTER TABLE messages ADD CONSTRAINT fk_messages_sender FOREIGN KEY (sender_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_conversation FOREIGN KEY (conversation_id, buyer_id, seller_id) REFERENCES conversations(id, buyer_id, seller_id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_parent_offer FOREIGN KEY (parent_offer_id) REFERENCES offers(id) ON DELETE SET NULL;
ALTER TABLE offers ADD CONSTRAINT fk_offers_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE payment_facts ADD CONSTRAINT fk_payment_facts_payment FOREIGN KEY (payment_id) REFERENCES transactions(id) ON DELETE RESTRICT;
ALTER TABLE products ADD CONSTRAINT fk_products_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_hidden_by FOREIGN KEY (hidden_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_payment FOREIGN KEY (payment_id) REFERENCES transactions(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_reviewee FOREIGN KEY (reviewee_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_reviewer FOREIGN KEY (reviewer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE streams ADD CONSTRAINT fk_streams_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_offer FOREIGN KEY (offer_id, product_id, buyer_id) REFERENCES offers(id, product_id, buyer_id) ON DELETE SET NULL (offer_id);
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE user_stats ADD CONSTRAINT fk_user_stats_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE verifications ADD CONSTRAINT fk_verifications_reviewed_by FOREIGN KEY (reviewed_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE verifications ADD CONSTRAINT fk_verifications_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

CREATE VIEW profiles AS
 SELECT users.id AS profile_id,
    users.username AS profile_username,
    users.full_name AS profile_full_name,
    users.avatar_url AS profile_avatar_url,
    users.neighborhood AS profile_neighborhood,
    users.is_verified AS profile_is_verified,
    NOT users.is_active AS profile_is_closed,
    users.created_at AS profile_member_since,
    COALESCE(user_stats.follower_count, 0) AS profile_follower_count,
    COALESCE(user_stats.following_count, 0) AS profile_following_count,
    COALESCE(user_stats.rating_1_count + user_stats.rating_2_count + user_stats.rating_3_count + user_stats.rating_4_count + user_stats.rating_5_count, 0) AS profile_rating_count,
    COALESCE(user_stats.rating_1_count + 2 * user_stats.rating_2_count + 3 * user_stats.rating_3_count + 4 * user_stats.rating_4_count + 5 * user_stats.rating_5_count, 0) AS profile_rating_sum,
    user_stats.badges AS profile_badges
   FROM users
     LEFT JOIN user_stats ON user_stats.user_id = users.id;
COMMENT ON VIEW profiles IS 'The public face of each user: what a list shows of a seller, a streamer or a reviewer.';
COMMENT ON COLUMN profiles.profile_id IS 'The user. @personal profile_id';
COMMENT ON COLUMN profiles.profile_username IS 'The name by which the public knows the user. @personal profile_id';
COMMENT ON COLUMN profiles.profile_full_name IS 'The full name; null if none was given. @personal profile_id';
COMMENT ON COLUMN profiles.profile_avatar_url IS 'The address of the picture; null if there is none. @personal profile_id';
COMMENT ON COLUMN profiles.profile_neighborhood IS 'The part of town in words; null if none was given. @personal profile_id';
COMMENT ON COLUMN profiles.profile_is_verified IS 'True once a verification was approved. @personal profile_id';
COMMENT ON COLUMN profiles.profile_is_closed IS 'True if the account was closed. @personal profile_id';
COMMENT ON COLUMN profiles.profile_member_since IS 'The time when the account was made. @personal profile_id';
COMMENT ON COLUMN profiles.profile_follower_count IS 'The number of users who follow the user. @personal profile_id';
COMMENT ON COLUMN profiles.profile_following_count IS 'The number of users whom the user follows. @personal profile_id';
COMMENT ON COLUMN profiles.profile_rating_count IS 'The number of visible reviews of the user. @personal profile_id';
COMMENT ON COLUMN profiles.profile_rating_sum IS 'The sum of the stars of those reviews. @personal profile_id';
COMMENT ON COLUMN profiles.profile_badges IS 'The kinds of badges, in the order of display; null of a user who has no counts. @personal profile_id';
