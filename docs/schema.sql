-- The schema of @souk/db as its migrations leave it.
-- Made by "npm run schema" from the catalogue of a migrated database; never edited.
-- Without what extensions own, and without uuidv7(): PostgreSQL 18 has it, migration 1 brings it to older servers.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TYPE analytics_dimension AS ENUM ('all', 'product', 'stream', 'seller');
COMMENT ON TYPE analytics_dimension IS 'The things for which events are counted: the whole marketplace, or one product, stream or seller.';

CREATE TYPE badge_type AS ENUM ('verified', 'top_seller', 'ten_five_star_reviews', 'community_helper', 'founding_member', 'first_sale');
COMMENT ON TYPE badge_type IS 'The kinds of badges, in the order in which they are shown.';

CREATE TYPE delivery_status AS ENUM ('pending', 'sending', 'sent', 'failed');
COMMENT ON TYPE delivery_status IS 'The state of a delivery: pending (not tried, or to be tried again), sending (a worker has it), sent, failed (for good).';

CREATE TYPE feed_type AS ENUM ('discover', 'community');
COMMENT ON TYPE feed_type IS 'The feed that shows a product: everybody''s (discover) or its neighborhood''s (community).';

CREATE TYPE message_type AS ENUM ('text', 'image', 'offer', 'system');
COMMENT ON TYPE message_type IS 'The kind of a message. Offers are sent by making them; system messages are the marketplace''s own.';

CREATE TYPE moderation_action_type AS ENUM ('dismiss', 'warn', 'hide', 'unhide', 'stop', 'close_account', 'reopen_account', 'set_role', 'approve_verification', 'reject_verification', 'revoke_verification', 'award_badge', 'revoke_badge');

CREATE TYPE moderation_case_status AS ENUM ('open', 'decided');

CREATE TYPE moderation_decision AS ENUM ('dismiss', 'warn', 'hide', 'close_account');

CREATE TYPE moderation_subject_type AS ENUM ('user', 'product', 'stream', 'message', 'review', 'verification');

CREATE TYPE notification_channel AS ENUM ('push', 'email', 'sms');
COMMENT ON TYPE notification_channel IS 'A way to a user besides the app itself.';

CREATE TYPE notification_subject AS ENUM ('user', 'product', 'conversation', 'message', 'offer', 'payment', 'stream', 'review', 'verification', 'report', 'badge', 'saved_search');
COMMENT ON TYPE notification_subject IS 'The kind of thing that a notification is about.';

CREATE TYPE notification_type AS ENUM ('message', 'offer_made', 'offer_countered', 'offer_accepted', 'offer_declined', 'offer_cancelled', 'offer_expired', 'payment_opened', 'payment_completed', 'payment_refunded', 'payment_cancelled', 'product_cheaper', 'product_available', 'product_listed', 'saved_search', 'stream_scheduled', 'stream_live', 'follower', 'review', 'review_reply', 'badge', 'verification', 'moderation', 'announcement', 'other');
COMMENT ON TYPE notification_type IS 'The event that a notification tells of.';

CREATE TYPE offer_status AS ENUM ('pending', 'accepted', 'declined', 'countered', 'expired', 'cancelled');
COMMENT ON TYPE offer_status IS 'The state of an offer. Countered: answered by another offer. Expired: not answered in time.';

CREATE TYPE product_category AS ENUM ('trading_cards', 'mens_fashion', 'sneakers', 'sports_cards', 'collectibles', 'electronics', 'home_decor', 'beauty', 'kids_baby', 'furniture', 'books', 'other');
COMMENT ON TYPE product_category IS 'The kind of thing that is on sale or on show.';

CREATE TYPE product_condition AS ENUM ('new', 'like_new', 'good', 'fair');
COMMENT ON TYPE product_condition IS 'The wear of a product, best first.';

CREATE TYPE report_reason AS ENUM ('violence', 'sexual_content', 'hate', 'harassment', 'scam', 'prohibited_item', 'counterfeit', 'impersonation', 'spam', 'other');
COMMENT ON TYPE report_reason IS 'The reason of a report, the most urgent first: the order of the queue.';

CREATE TYPE report_subject_type AS ENUM ('user', 'product', 'stream', 'message', 'review');

CREATE TYPE session_revoked_reason AS ENUM ('logout', 'revoked', 'session_limit', 'token_reused', 'password_changed', 'account_closed');
COMMENT ON TYPE session_revoked_reason IS 'The reason why a session ended before its time.';

CREATE TYPE stream_status AS ENUM ('scheduled', 'live', 'ended');
COMMENT ON TYPE stream_status IS 'The state of a stream, which only goes on: scheduled, live, ended.';

CREATE TYPE stream_type AS ENUM ('live', 'recorded');
COMMENT ON TYPE stream_type IS 'Live is broadcast as it happens; recorded was filmed before.';

CREATE TYPE token_form AS ENUM ('link', 'code');
COMMENT ON TYPE token_form IS 'Long and random, for a link, or short, for people to type.';

CREATE TYPE token_purpose AS ENUM ('login', 'password_reset', 'email_verification', 'phone_verification', 'reauthentication');
COMMENT ON TYPE token_purpose IS 'The one thing that a one-time token is good for.';

CREATE TYPE transaction_status AS ENUM ('pending', 'completed', 'failed', 'refunded', 'cancelled');
COMMENT ON TYPE transaction_status IS 'The state of a payment. @name PaymentStatus';

CREATE TYPE user_role AS ENUM ('buyer', 'seller', 'both', 'admin');
COMMENT ON TYPE user_role IS 'The part somebody plays in the marketplace; both is buyer and seller.';

CREATE TYPE verification_status AS ENUM ('pending', 'approved', 'rejected');
COMMENT ON TYPE verification_status IS 'The reviewer''s decision.';

CREATE TYPE verification_type AS ENUM ('emirates_id', 'trade_license', 'both');
COMMENT ON TYPE verification_type IS 'The papers that somebody hands in.';

CREATE TYPE webhook_status AS ENUM ('done', 'parked');
COMMENT ON TYPE webhook_status IS 'The state of a webhook event: done (its effect is committed), or parked until the row that it is about exists.';

CREATE TEXT SEARCH CONFIGURATION souk (PARSER = pg_catalog.default);
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR asciihword WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR asciiword WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR file WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR float WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR host WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR hword WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR hword_asciipart WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR hword_numpart WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR hword_part WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR int WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR numhword WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR numword WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR sfloat WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR uint WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR url WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR url_path WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR version WITH simple;
ALTER TEXT SEARCH CONFIGURATION souk ADD MAPPING FOR word WITH simple;
COMMENT ON TEXT SEARCH CONFIGURATION souk IS 'English stems and stop words for words of ASCII; all others as souk_normalize and souk_stem left them.';

SET check_function_bodies = off;

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

CREATE OR REPLACE FUNCTION clear_map()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  truncate map_changes, map_cells;
  return null;
end
$function$;
COMMENT ON FUNCTION clear_map() IS 'Empties the map with its products.';

CREATE OR REPLACE FUNCTION close_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION close_account() FROM PUBLIC;
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

CREATE OR REPLACE FUNCTION count_ended_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  perform from user_stats
  where user_stats.user_id in (
    select old_follow.followee_id
    from old_follow
    union all
    select old_follow.follower_id
    from old_follow
  )
  order by user_stats.user_id
  for no key update;
  update user_stats
  set
    follower_count = greatest(user_stats.follower_count - counted.followers, 0),
    following_count = greatest(user_stats.following_count - counted.following, 0)
  from (
    select
      party.user_id,
      sum(party.followers)::integer as followers,
      sum(party.following)::integer as following
    from (
      select old_follow.followee_id as user_id, 1 as followers, 0 as following
      from old_follow
      union all
      select old_follow.follower_id, 0, 1
      from old_follow
    ) as party
    group by party.user_id
  ) as counted
  where user_stats.user_id = counted.user_id;
  return null;
end
$function$;
COMMENT ON FUNCTION count_ended_follows() IS 'Takes ended follows from the counts of both users.';

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

CREATE OR REPLACE FUNCTION count_new_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into user_stats (user_id, follower_count, following_count)
  select
    counted.user_id,
    sum(counted.followers),
    sum(counted.following)
  from (
    select new_follow.followee_id as user_id, 1 as followers, 0 as following
    from new_follow
    union all
    select new_follow.follower_id, 0, 1
    from new_follow
  ) as counted
  group by counted.user_id
  order by counted.user_id
  on conflict (user_id) do update
  set
    follower_count = user_stats.follower_count + excluded.follower_count,
    following_count = user_stats.following_count + excluded.following_count;
  return null;
end
$function$;
COMMENT ON FUNCTION count_new_follows() IS 'Adds new follows to the counts of both users.';

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

CREATE OR REPLACE FUNCTION count_reports()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  -- Locked in the order of their ids: two statements wait for each other in turn and not in a circle.
  perform from moderation_cases
  where moderation_cases.id in (select changed_report.case_id from changed_report)
  order by moderation_cases.id
  for no key update;
  if tg_op = 'INSERT' then
    update moderation_cases
    set
      report_count = moderation_cases.report_count + counted.reports,
      reason = least(moderation_cases.reason, counted.reason)
    from (
      select
        changed_report.case_id,
        count(*)::integer as reports,
        min(changed_report.reason) as reason
      from changed_report
      group by changed_report.case_id
    ) as counted
    where moderation_cases.id = counted.case_id;
  else
    update moderation_cases
    set report_count = moderation_cases.report_count - counted.reports
    from (
      select
        changed_report.case_id,
        count(*)::integer as reports
      from changed_report
      group by changed_report.case_id
    ) as counted
    where moderation_cases.id = counted.case_id;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION count_reports() IS 'Counts the reports of a case, and keeps its most urgent reason.';

CREATE OR REPLACE FUNCTION decline_pending_offers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION decline_pending_offers() FROM PUBLIC;
COMMENT ON FUNCTION decline_pending_offers() IS 'Declines the pending offers on a product that has left the market.';

CREATE OR REPLACE FUNCTION delete_user(person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  delete from users where users.id = person;
  return found;
end
$function$;
REVOKE EXECUTE ON FUNCTION delete_user(uuid) FROM PUBLIC;
COMMENT ON FUNCTION delete_user(uuid) IS 'Deletes a user and all that goes with them, and returns whether there was one. Payments keep a user: a foreign key refuses it.';

CREATE OR REPLACE FUNCTION draw_public_location(exact geography)
 RETURNS geography
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  -- Of its 32 digits two are no chance: the 13th, and part of the 17th.
  drawn text := replace(gen_random_uuid()::text, '-', '');
  area double precision := ('x' || left(drawn, 8))::bit(32)::bigint / 4294967296.0;
  turn double precision := ('x' || right(drawn, 8))::bit(32)::bigint / 4294967296.0;
begin
  return st_project(exact, sqrt(230 ^ 2 + area * (500 ^ 2 - 230 ^ 2)), 2 * pi() * turn);
end
$function$;
COMMENT ON FUNCTION draw_public_location(geography) IS 'A point at random in the ring of 230 to 500 m around a place.';

CREATE OR REPLACE FUNCTION drop_analytics_partition(before_month date)
 RETURNS date
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
 SET lock_timeout TO '200ms'
AS $function$
declare
  oldest_name text;
  oldest_month date;
begin
  if not pg_try_advisory_xact_lock(2025, 0) then
    return null;
  end if;
  select pg_class.relname into oldest_name
  from pg_inherits
  join pg_class on pg_class.oid = pg_inherits.inhrelid
  where pg_inherits.inhparent = 'analytics_events'::regclass
    and pg_class.relname ~ '^analytics_events_[0-9]{4}_[0-9]{2}$'
  order by pg_class.relname
  limit 1;
  oldest_month := to_date(right(oldest_name, 7), 'YYYY_MM');
  if oldest_month is null or oldest_month >= date_trunc('month', before_month::timestamp) then
    return null;
  end if;
  -- Not while a day is counted: it would wait behind the drop and then count nothing.
  if not pg_try_advisory_xact_lock(2025, 1) then
    return null;
  end if;
  lock table only analytics_events in access exclusive mode;
  -- Nothing is written now, so the marks of the month are all there are. What is not counted yet is kept.
  if exists (
    select from analytics_dirty_days
    where analytics_dirty_days.day >= oldest_month
      and analytics_dirty_days.day < oldest_month + interval '1 month'
  ) then
    return null;
  end if;
  execute format('drop table %I', oldest_name);
  return oldest_month;
exception when lock_not_available then
  return null;
end
$function$;
COMMENT ON FUNCTION drop_analytics_partition(date) IS 'Drops the partition of the oldest month before that of a date, and returns its first day; null if there is none, if it has events that were not counted, or if the table is in use.';

CREATE OR REPLACE FUNCTION end_dealings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  -- Transactions with an older snapshot meet the block here: see refuse_blocked.
  insert into user_stats (user_id)
  select party.user_id
  from (values (new.blocker_id), (new.blocked_id)) as party (user_id)
  order by party.user_id
  on conflict (user_id) do update
  set updated_at = now();
  delete from follows
  where (follows.follower_id = new.blocker_id and follows.followee_id = new.blocked_id)
    or (follows.follower_id = new.blocked_id and follows.followee_id = new.blocker_id);
  perform from offers
  where offers.status = 'pending'
    and (
      (offers.buyer_id = new.blocker_id and offers.seller_id = new.blocked_id)
      or (offers.buyer_id = new.blocked_id and offers.seller_id = new.blocker_id)
    )
  order by offers.id
  for no key update;
  update offers
  set status = 'cancelled'
  where offers.buyer_id = new.blocker_id
    and offers.seller_id = new.blocked_id
    and offers.status = 'pending';
  update offers
  set status = 'cancelled'
  where offers.buyer_id = new.blocked_id
    and offers.seller_id = new.blocker_id
    and offers.status = 'pending';
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION end_dealings() FROM PUBLIC;
COMMENT ON FUNCTION end_dealings() IS 'Ends the follows and the pending offers between the two of a new block.';

CREATE OR REPLACE FUNCTION ensure_analytics_partitions(first_month date, last_month date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
 SET lock_timeout TO '2s'
AS $function$
declare
  month_name text;
  month_start timestamp;
  made integer := 0;
begin
  if last_month > first_month + interval '3 years' then
    raise exception 'more than three years of partitions' using errcode = 'invalid_parameter_value';
  end if;
  for month_start in
    select month.starts
    from generate_series(date_trunc('month', first_month::timestamp), last_month::timestamp, interval '1 month') as month (starts)
  loop
    month_name := 'analytics_events_' || to_char(month_start, 'YYYY_MM');
    continue when to_regclass(month_name) is not null;
    perform pg_advisory_xact_lock(2025, 0);
    -- Somebody else may have made it while this one waited. A query sees that; the session's cache of names may not yet.
    continue when exists (
      select from pg_class
      where pg_class.relname = month_name
        and pg_class.relnamespace = (
          select events_class.relnamespace
          from pg_class as events_class
          where events_class.oid = 'analytics_events'::regclass
        )
    );
    execute format('create table %I (like analytics_events including all)', month_name);
    execute format(
      'alter table analytics_events attach partition %I for values from (%L) to (%L)',
      month_name,
      to_char(month_start, 'YYYY-MM-DD 00:00:00+00'),
      to_char(month_start + interval '1 month', 'YYYY-MM-DD 00:00:00+00')
    );
    made := made + 1;
  end loop;
  return made;
exception when lock_not_available then
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION ensure_analytics_partitions(date,date) FROM PUBLIC;
COMMENT ON FUNCTION ensure_analytics_partitions(date,date) IS 'Makes the partitions of months that have none, and returns their number; null if another session holds the table for longer than two seconds.';

CREATE OR REPLACE FUNCTION ensure_event_partitions(partitions_ahead integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
 SET lock_timeout TO '2s'
AS $function$
declare
  parent_name text;
  partition_name text;
  from_number integer;
  to_number integer;
  made integer := 0;
begin
  if partitions_ahead not between 0 and 100 then
    raise exception 'between 0 and 100 partitions are made ahead' using errcode = 'invalid_parameter_value';
  end if;
  -- One session at a time; the lock of event_head would hold up numbering.
  perform pg_advisory_xact_lock(2036, 0);
  select event_head.position / 1000000, event_head.position / 1000000 + partitions_ahead into from_number, to_number
  from event_head;
  for partition_number in from_number..to_number loop
    foreach parent_name in array array['event_audience', 'event_log'] loop
      partition_name := format('%s_%s', parent_name, partition_number);
      continue when exists (
        select from pg_inherits
        join pg_class on pg_class.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = parent_name::regclass
          and pg_class.relname = partition_name
      );
      -- Made and then attached, which lets events be read and numbered meanwhile.
      execute format('create table %I (like %I including all)', partition_name, parent_name);
      execute format(
        'alter table %I attach partition %I for values from (%s) to (%s)',
        parent_name,
        partition_name,
        partition_number * 1000000::bigint,
        (partition_number + 1) * 1000000::bigint
      );
      made := made + 1;
    end loop;
  end loop;
  return made;
exception when lock_not_available then
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION ensure_event_partitions(integer) FROM PUBLIC;
COMMENT ON FUNCTION ensure_event_partitions(integer) IS 'Makes the partitions of event_log and event_audience for the newest position and so many after it, and returns their number; null if another session holds a table for longer than two seconds.';

CREATE OR REPLACE FUNCTION ensure_message_partitions(months_ahead integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
 SET lock_timeout TO '2s'
AS $function$
declare
  rest_name text;
  partition_name text;
  from_id uuid;
  to_id uuid;
  starts_at timestamp;
  columns text;
  triggers text[];
  keys text[];
  keys_again text[];
  step text;
  moved integer;
  moved_ids uuid[];
  last_messages conversations[];
  cases moderation_cases[];
  made integer := 0;
begin
  if months_ahead is null or months_ahead not between 0 and 36 then
    raise exception 'between 0 and 36 months are made ahead' using errcode = 'invalid_parameter_value';
  end if;
  select pg_class.relname into rest_name
  from pg_partitioned_table
  join pg_class on pg_class.oid = pg_partitioned_table.partdefid
  where pg_partitioned_table.partrelid = 'messages'::regclass;
  if rest_name is null then
    return 0;
  end if;
  -- One session at a time.
  perform pg_advisory_xact_lock(2037, 0);
  select string_agg(quote_ident(pg_attribute.attname), ', ' order by pg_attribute.attnum) into columns
  from pg_attribute
  where pg_attribute.attrelid = 'messages'::regclass
    and pg_attribute.attnum > 0
    and not pg_attribute.attisdropped
    and pg_attribute.attgenerated = '';
  loop
    -- The end of the last month. The first twelve digits of an id are its milliseconds.
    select partition_end.id::uuid into from_id
    from pg_inherits
    join pg_class on pg_class.oid = pg_inherits.inhrelid
    cross join substring(pg_get_expr(pg_class.relpartbound, pg_class.oid) from $bound$TO \('([-0-9a-f]{36})'\)$bound$) as partition_end (id)
    where pg_inherits.inhparent = 'messages'::regclass
    order by partition_end.id collate "C" desc nulls last
    limit 1;
    starts_at := to_timestamp(('x' || left(replace(from_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) at time zone 'UTC';
    exit when starts_at > (now() at time zone 'UTC') + make_interval(months => months_ahead);
    to_id := rpad(
      lpad(to_hex((extract(epoch from (starts_at + interval '1 month') at time zone 'UTC') * 1000)::bigint), 12, '0'),
      32,
      '0'
    )::uuid;
    partition_name := to_char(starts_at, '"messages_"YYYY_MM');
    execute format('create table %I (like messages including all)', partition_name);
    for step in
      select format(
        'revoke all on %I from %s cascade',
        partition_name,
        case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end
      )
      from pg_class
      cross join aclexplode(pg_class.relacl) as granted
      where pg_class.oid = partition_name::regclass and granted.grantee <> pg_class.relowner
      group by granted.grantee
    loop
      execute step;
    end loop;
    -- The tables that attaching locks. The first mode keeps nobody waiting, and ends an autovacuum that is at it: it gives way after
    -- deadlock_timeout, a second. The second one waits for less than that in all: where a command and this one wait for each other,
    -- this one steps back.
    lock table users, conversations, offers, moderation_cases in share update exclusive mode;
    set local lock_timeout = '150ms';
    lock table users, conversations, offers, moderation_cases in share row exclusive mode;
    execute format('lock table %I in access exclusive mode', rest_name);
    execute format('insert into %1$I (%2$s) select %2$s from %3$I where id >= $1 and id < $2', partition_name, columns, rest_name)
      using from_id, to_id;
    get diagnostics moved = row_count;
    if moved > 0 then
      execute format('select array_agg(id) from %I', partition_name) into moved_ids;
      last_messages := array(select conversations from conversations where conversations.last_message_id = any(moved_ids));
      cases := array(select moderation_cases from moderation_cases where moderation_cases.message_id = any(moved_ids));
      select
        array_agg(format('alter table %s drop constraint %I', pg_constraint.conrelid::regclass, pg_constraint.conname)),
        array_agg(
          format(
            'alter table %s add constraint %I %s not valid',
            pg_constraint.conrelid::regclass,
            pg_constraint.conname,
            replace(pg_get_constraintdef(pg_constraint.oid), ' NOT VALID', '')
          )
        )
      into keys, keys_again
      from pg_constraint
      where pg_constraint.confrelid = 'messages'::regclass
        and pg_constraint.contype = 'f'
        and pg_constraint.conparentid = 0
        and pg_constraint.conrelid not in ('conversations'::regclass, 'moderation_cases'::regclass);
      -- Without events of deletions.
      select array_agg(pg_trigger.tgname) into triggers
      from pg_trigger
      where pg_trigger.tgrelid = rest_name::regclass and not pg_trigger.tgisinternal and pg_trigger.tgenabled = 'O';
      foreach step in array coalesce(keys, '{}') loop
        execute step;
      end loop;
      foreach step in array coalesce(triggers, '{}') loop
        execute format('alter table %I disable trigger %I', rest_name, step);
      end loop;
      execute format('delete from %I where id = any($1)', rest_name) using moved_ids;
      foreach step in array coalesce(triggers, '{}') loop
        execute format('alter table %I enable trigger %I', rest_name, step);
      end loop;
    end if;
    execute format('alter table messages attach partition %I for values from (%L) to (%L)', partition_name, from_id, to_id);
    if moved > 0 then
      update conversations
      set last_message_id = kept.last_message_id
      from unnest(last_messages) as kept
      where conversations.id = kept.id;
      update moderation_cases
      set message_id = kept.message_id
      from unnest(cases) as kept
      where moderation_cases.id = kept.id;
      foreach step in array coalesce(keys_again, '{}') loop
        execute step;
      end loop;
    end if;
    made := made + 1;
  end loop;
  return made;
exception when lock_not_available or deadlock_detected then
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION ensure_message_partitions(integer) FROM PUBLIC;
COMMENT ON FUNCTION ensure_message_partitions(integer) IS 'Makes the partitions of messages for this month and so many after it, and returns their number: 0 while messages are one table, null if other sessions hold a table.';

CREATE OR REPLACE FUNCTION erase_user(person uuid, is_dry_run boolean)
 RETURNS TABLE(receipt_id uuid, receipt_changes jsonb, receipt_erased_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
declare
  step record;
  was_erased boolean;
  affected bigint;
  changes jsonb := '[]';
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'personal data is erased at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  -- First the user, as every command: whatever refers to them has ended then, and nothing new begins.
  select users.erased_at is not null into was_erased
  from users
  where users.id = person
  for update;
  if not found then
    return;
  end if;
  -- An id may be used again after its user was deleted: a receipt is that of this account only if the account is erased.
  if was_erased then
    return query
      select erasures.id, erasures.changes, erasures.erased_at
      from erasures
      where erasures.user_id = person
      order by erasures.erased_at desc
      limit 1;
    return;
  end if;
  begin
    -- In the order of all commands, and by id: nobody waits in a circle.
    -- Among the products are those that the person saved: their like counts change.
    perform from products
    where products.id in (
      select wishlists.product_id from wishlists where wishlists.user_id = person
      union all
      select own_product.id from products as own_product where own_product.seller_id = person
    )
    order by products.id
    for no key update;
    perform from conversations
    where conversations.buyer_id = person or conversations.seller_id = person
    order by conversations.id
    for no key update;
    perform from offers
    where offers.buyer_id = person or offers.seller_id = person
    order by offers.id
    for no key update;
    perform from streams
    where streams.user_id = person
    order by streams.id
    for no key update;
    for step in
      select *
      from (
        values
          -- First, while the addresses are known that codes were sent to.
          (
            'tokens', 'deleted', null,
            $step$
            delete from tokens
            where tokens.user_id = $1
              or tokens.sent_to in (
                select users.email
                from users
                where users.id = $1
                union all
                select users.phone
                from users
                where users.id = $1
              )
            $step$
          ),
          -- Closing ends what is on sale, on offer and on air: tr_users_close.
          (
            'users', 'anonymised',
            'email, username, phone, password_hash, full_name, avatar_url, bio, role, is_verified, is_active, location, neighborhood, building_name, last_login_at, stripe_customer_id, stripe_connect_account_id, request_digest',
            $step$
            update users
            set
              email = 'erased-' || replace(gen_random_uuid()::text, '-', '') || '@erased.invalid',
              username = 'erased-' || replace(gen_random_uuid()::text, '-', ''),
              phone = null,
              password_hash = null,
              full_name = null,
              avatar_url = null,
              bio = null,
              role = case when users.role = 'admin' then 'both' else users.role end,
              is_verified = false,
              is_active = false,
              location = null,
              neighborhood = null,
              building_name = null,
              last_login_at = null,
              -- Money that is still to be paid back or passed on is found by them.
              stripe_customer_id = case when paid.has_payments then users.stripe_customer_id end,
              stripe_connect_account_id = case when paid.has_payments then users.stripe_connect_account_id end,
              request_digest = null,
              erased_at = now()
            from (
              select exists (
                select from transactions
                where transactions.buyer_id = $1
                  or transactions.seller_id = $1
              ) as has_payments
            ) as paid
            where users.id = $1
            $step$
          ),
          (
            'products', 'anonymised',
            'title, description, location, neighborhood, image_urls, video_url, video_thumbnail_url, tags, request_digest',
            $step$
            update products
            set
              -- The name of what was bought belongs to its buyer's payment too.
              title = case
                when exists (select from transactions where transactions.product_id = products.id) then products.title
                else '[erased]'
              end,
              description = null,
              location = null,
              neighborhood = null,
              image_urls = '{}',
              video_url = null,
              video_thumbnail_url = null,
              tags = '{}',
              request_digest = null
            where products.seller_id = $1
            $step$
          ),
          (
            'streams', 'anonymised',
            'title, description, rtmp_url, stream_key, hls_url, thumbnail_url, request_digest',
            $step$
            update streams
            set
              title = '[erased]',
              description = null,
              rtmp_url = null,
              stream_key = null,
              hls_url = null,
              thumbnail_url = null,
              request_digest = null
            where streams.user_id = $1
            $step$
          ),
          (
            'messages', 'anonymised', 'content, image_urls, request_digest',
            $step$
            update messages
            set
              content = null,
              image_urls = '{}',
              request_digest = null,
              erased_at = now()
            where messages.sender_id = $1
            $step$
          ),
          (
            'offers', 'anonymised', 'message, request_digest',
            $step$
            update offers
            set
              message = null,
              request_digest = null
            where offers.made_by = $1
              and (offers.buyer_id = $1 or offers.seller_id = $1)
            $step$
          ),
          (
            'reviews', 'anonymised', 'content, request_digest',
            $step$
            update reviews
            set
              content = null,
              request_digest = null
            where reviews.reviewer_id = $1
              and (reviews.content is not null or reviews.request_digest is not null)
            $step$
          ),
          (
            'reviews', 'anonymised', 'reply, replied_at',
            $step$
            update reviews
            set
              reply = null,
              replied_at = null
            where reviews.reviewee_id = $1
              and reviews.reply is not null
            $step$
          ),
          (
            'reports', 'anonymised', 'details, request_digest',
            $step$
            update reports
            set
              details = null,
              request_digest = null
            where reports.reporter_id = $1
            $step$
          ),
          (
            'moderation_cases', 'anonymised', 'subject_text',
            $step$
            update moderation_cases
            set subject_text = null
            where moderation_cases.reported_user_id = $1
              and moderation_cases.subject_text is not null
            $step$
          ),
          -- What others were told about the person may have their name in it.
          (
            'notifications', 'anonymised', 'title, body, data',
            $step$
            update notifications
            set
              title = null,
              body = null,
              data = '{}'
            where notifications.actor_id = $1
              and notifications.user_id <> $1
            $step$
          ),
          ('notifications', 'deleted', null, 'delete from notifications where notifications.user_id = $1'),
          ('verifications', 'deleted', null, 'delete from verifications where verifications.user_id = $1'),
          -- Before the badges, which lock the counts of the person: whoever ends a follow locks the follow first.
          (
            'follows', 'deleted', null,
            'delete from follows where follows.follower_id = $1 or follows.followee_id = $1'
          ),
          ('badges', 'deleted', null, 'delete from badges where badges.user_id = $1'),
          ('place_anchors', 'deleted', null, 'delete from place_anchors where place_anchors.owner_id = $1'),
          ('wishlists', 'deleted', null, 'delete from wishlists where wishlists.user_id = $1'),
          (
            'saved_searches', 'deleted', null,
            'delete from saved_searches where saved_searches.user_id = $1'
          ),
          (
            'blocks', 'deleted', null,
            'delete from blocks where blocks.blocker_id = $1 or blocks.blocked_id = $1'
          ),
          ('sessions', 'deleted', null, 'delete from sessions where sessions.user_id = $1')
      ) as listed (relation, action, columns, statement)
    loop
      execute step.statement using person;
      get diagnostics affected = row_count;
      if affected > 0 then
        changes := changes || jsonb_build_object(
          'table', step.relation,
          'action', step.action,
          'columns', string_to_array(coalesce(step.columns, ''), ', '),
          'rows', affected
        );
      end if;
    end loop;
    if is_dry_run then
      raise exception 'dry run' using errcode = 'SKDRY';
    end if;
    return query
      insert into erasures (user_id, changes)
      values (person, changes)
      returning erasures.id, erasures.changes, erasures.erased_at;
  exception
    when sqlstate 'SKDRY' then
      -- All of it is undone, and the list of it is left.
      return query select null::uuid, changes, null::timestamptz;
  end;
end
$function$;
REVOKE EXECUTE ON FUNCTION erase_user(uuid,boolean) FROM PUBLIC;
COMMENT ON FUNCTION erase_user(uuid,boolean) IS 'Erases the personal data of a user in place and returns the receipt, of the first time if it was done before. A dry run does the same, undoes it, and returns what it did. No row for a user who does not exist.';

CREATE OR REPLACE FUNCTION export_personal_data(person uuid)
 RETURNS TABLE(table_name text, row_json text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
declare
  source record;
  unclear_column text;
begin
  if not exists (select from users where users.id = person) then
    return;
  end if;
  if coalesce(col_description('users'::regclass, 1), '') !~ '@personal' then
    raise exception 'the comments that mark personal data are missing'
      using
        errcode = 'undefined_object',
        hint = 'the database was restored without its comments; restore them from a copy of the schema';
  end if;
  select format('%s.%I', pg_attribute.attrelid::regclass, pg_attribute.attname) into unclear_column
  from pg_description
  join pg_attribute
    on pg_attribute.attrelid = pg_description.objoid
    and pg_attribute.attnum = pg_description.objsubid
  where pg_description.classoid = 'pg_class'::regclass
    and pg_description.objsubid > 0
    and pg_description.description ~ '@personal\M(?!\s+[a-z0-9_.])'
  limit 1;
  if found then
    raise exception 'the comment on % says @personal, and not of whom', unclear_column
      using errcode = 'undefined_object';
  end if;
  for source in
    -- Of each column the paths to the users whom it is about; none of an impersonal one.
    with marked_column as (
      select
        pg_class.oid as relation,
        pg_attribute.attname,
        coalesce(description.text, '') ~ '@(secret|withheld)\M'
        and coalesce(description.text, '') !~ '@disclosed\M' as is_secret,
        coalesce(description.text, '') ~ '@withheld\M' as is_withheld,
        pg_type.typname in ('geography', 'geometry') as is_place,
        regexp_split_to_array(
          substring(description.text from '@personal\s+([a-z0-9_.]+(?:,\s*[a-z0-9_.]+)*)'),
          ',\s*'
        ) as paths
      from pg_class
      join pg_namespace
        on pg_namespace.oid = pg_class.relnamespace
        and pg_namespace.nspname !~ '^pg_'
        and pg_namespace.nspname <> 'information_schema'
      join pg_attribute
        on pg_attribute.attrelid = pg_class.oid
        and pg_attribute.attnum > 0
        and not pg_attribute.attisdropped
      join pg_type on pg_type.oid = pg_attribute.atttypid
      cross join lateral (
        select col_description(pg_class.oid, pg_attribute.attnum) as text
      ) as description
      where pg_class.relkind in ('r', 'p')
        and not pg_class.relispartition
    ),
    -- The columns of a table that are about the same users.
    column_group as (
      select
        marked_column.relation,
        marked_column.paths,
        array_agg(marked_column.attname::text) as names,
        (
          select string_agg(personal_condition(marked_column.relation, 'source', path), ' or ')
          from unnest(marked_column.paths) as path
        ) as condition
      from marked_column
      where marked_column.paths is not null
        and not marked_column.is_withheld
      group by
        marked_column.relation,
        marked_column.paths
    )
    select
      column_group.relation::regclass as relation,
      string_agg(
        format(' - case when %s then ''{}'' else %L::text[] end', column_group.condition, column_group.names),
        ''
      ) as hidden,
      string_agg(column_group.condition, ' or ') as condition,
      (
        select coalesce(array_agg(marked_column.attname::text), '{}')
        from marked_column
        where marked_column.relation = column_group.relation
          and marked_column.is_secret
      ) as secrets,
      (
        select string_agg(
          format(' || jsonb_build_object(%L, st_asgeojson(source.%I)::jsonb)', marked_column.attname, marked_column.attname),
          ''
        )
        from marked_column
        where marked_column.relation = column_group.relation
          and marked_column.is_place
      ) as places
    from column_group
    group by column_group.relation
    order by column_group.relation::regclass::text
  loop
    return query execute format(
      'select %L, ((to_jsonb(source)%s) - %L::text[]%s)::text from %s as source where %s',
      source.relation::text,
      source.places,
      source.secrets,
      source.hidden,
      source.relation,
      source.condition
    ) using person;
  end loop;
end
$function$;
REVOKE EXECUTE ON FUNCTION export_personal_data(uuid) FROM PUBLIC;
COMMENT ON FUNCTION export_personal_data(uuid) IS 'The rows about a user in every table whose comments say @personal, without what is about others, secrets and what is withheld. No row for a user who does not exist.';

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

CREATE OR REPLACE FUNCTION keep_first_anchor()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  insert into place_anchors (owner_id, ordinal, anchor, bearing, distance_metres)
  values (
    new.id,
    1,
    new.location,
    st_azimuth(new.location, new.public_location),
    st_distance(new.location, new.public_location)
  );
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION keep_first_anchor() FROM PUBLIC;
COMMENT ON FUNCTION keep_first_anchor() IS 'Keeps the vector that was drawn for the place of a new user.';

CREATE OR REPLACE FUNCTION leave_out_blocked()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  perform from users
  where users.id in (new.user_id, new.actor_id)
  order by users.id
  for key share;
  if not exists (
    select from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(new.user_id, new.actor_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(new.user_id, new.actor_id)
  ) then
    return new;
  end if;
  if new.notification_type in ('payment_completed', 'payment_refunded', 'payment_cancelled') then
    new.actor_id := null;
    return new;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION leave_out_blocked() IS 'Leaves out notifications of what somebody did whom a block parts from the user. Of a payment''s end it takes the name.';

CREATE OR REPLACE FUNCTION lock_block_parties()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a user is blocked at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  perform from users
  where users.id in (new.blocker_id, new.blocked_id)
  order by users.id
  for update;
  return new;
end
$function$;
COMMENT ON FUNCTION lock_block_parties() IS 'Waits for all that has begun between the two of a new block, and lets nothing begin.';

CREATE OR REPLACE FUNCTION lock_follow_counts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  -- First the user: nobody follows or is followed from here on.
  perform from users where users.id = old.id for update;
  perform from user_stats
  where user_stats.user_id in (
    select follows.followee_id
    from follows
    where follows.follower_id = old.id
    union all
    select follows.follower_id
    from follows
    where follows.followee_id = old.id
    union all
    select old.id
  )
  order by user_stats.user_id
  for no key update;
  return old;
end
$function$;
COMMENT ON FUNCTION lock_follow_counts() IS 'Locks the counts that the deletion of a user takes along or changes: its cascades go through them in several runs.';

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

CREATE OR REPLACE FUNCTION lock_parties()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  one_id uuid;
  other_id uuid;
begin
  if tg_table_name = 'follows' then
    one_id := new.follower_id;
    other_id := new.followee_id;
  elsif tg_table_name = 'reviews' then
    one_id := new.reviewer_id;
    other_id := new.reviewee_id;
  else
    one_id := new.buyer_id;
    other_id := new.seller_id;
  end if;
  perform from users
  where users.id in (one_id, other_id)
  order by users.id
  for key share;
  return new;
end
$function$;
COMMENT ON FUNCTION lock_parties() IS 'Locks both users of a new row in the order of their ids, as a block does: foreign keys lock them in that of the columns.';

CREATE OR REPLACE FUNCTION map_x(place point)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (floor((GREATEST((0)::double precision, LEAST((0.9999999999)::double precision, (((place)[0] / ((2)::double precision * pi())) + (0.5)::double precision))) * (1073741824)::double precision)))::integer;
COMMENT ON FUNCTION map_x(point) IS 'The column of a place on the web''s map, from the west: of 2^30.';

CREATE OR REPLACE FUNCTION map_y(place point)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (floor((GREATEST((0)::double precision, LEAST((0.9999999999)::double precision, ((0.5)::double precision - (((place)[1] + ((0.0818191908426215)::double precision * atanh(((0.0818191908426215)::double precision * sin((((atan(sinh((place)[1])) + ((0.00335655146887969)::double precision * sin(((2)::double precision * atan(sinh((place)[1])))))) + ((0.00000657187271079)::double precision * sin(((4)::double precision * atan(sinh((place)[1])))))) + ((0.00000001764564338)::double precision * sin(((6)::double precision * atan(sinh((place)[1]))))))))))) / ((2)::double precision * pi()))))) * (1073741824)::double precision)))::integer;
COMMENT ON FUNCTION map_y(point) IS 'The row of a place on the web''s map, from the north: of 2^30. What is beyond 85 degrees is in the first or the last one.';

CREATE OR REPLACE FUNCTION mark_analytics_days()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into analytics_dirty_days (day)
  select distinct (changed_event.occurred_at at time zone 'UTC')::date
  from changed_event;
  return null;
end
$function$;
COMMENT ON FUNCTION mark_analytics_days() IS 'Marks the days of events that were written or deleted.';

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

CREATE OR REPLACE FUNCTION move_live_streams()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  perform from streams
  where streams.user_id = new.id
    and streams.status = 'live'
  order by streams.id
  for no key update;
  update streams
  set public_location = new.public_location
  where streams.user_id = new.id
    and streams.status = 'live';
  return null;
end
$function$;
COMMENT ON FUNCTION move_live_streams() IS 'Takes the live streams of a user along when their public place changes.';

CREATE OR REPLACE FUNCTION note_event_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  insert into event_audience (user_id, position)
  select
    member.user_id,
    new_event.position
  from new_event
  cross join unnest(new_event.audience) as member (user_id)
  where member.user_id is not null
  on conflict (user_id, position) do nothing;
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION note_event_audience() FROM PUBLIC;
COMMENT ON FUNCTION note_event_audience() IS 'Writes down whom events concern, as they get their positions.';

CREATE OR REPLACE FUNCTION number_events(at_most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
declare
  numbered_count integer;
begin
  if at_most not between 1 and 100000 then
    raise exception 'between 1 and 100,000 events are numbered at once' using errcode = 'invalid_parameter_value';
  end if;
  with locked_head as materialized (
    select event_head.position
    from event_head
    for update skip locked
  ),
  taken_event as (
    delete from outbox
    where outbox.seq in (
      select waiting_event.seq
      from outbox as waiting_event
      where (select true from locked_head)
      order by waiting_event.seq
      limit at_most
    )
    returning
      outbox.seq,
      outbox.aggregate_id,
      outbox.type,
      outbox.version,
      outbox.audience,
      outbox.payload,
      outbox.created_at
  ),
  logged_event as (
    insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
    select
      locked_head.position + row_number() over (order by taken_event.seq),
      get_byte(uuid_send(taken_event.aggregate_id), 15) & 31,
      taken_event.aggregate_id,
      taken_event.type,
      taken_event.version,
      taken_event.audience,
      taken_event.payload,
      taken_event.created_at
    from taken_event
    cross join locked_head
    order by taken_event.seq
    returning event_log.position
  ),
  moved_head as (
    update event_head
    set position = event_head.position + logged.count
    from (select count(*) as count from logged_event) as logged
    where logged.count > 0
    returning logged.count
  ),
  hint as materialized (
    select
      moved_head.count,
      pg_notify('souk_events', '') as sent
    from moved_head
  )
  select coalesce(sum(hint.count), 0) into numbered_count
  from hint;
  return numbered_count;
end
$function$;
REVOKE EXECUTE ON FUNCTION number_events(integer) FROM PUBLIC;
COMMENT ON FUNCTION number_events(integer) IS 'Moves at most so many events from the outbox to the log, and returns their number; 0 if another session is at it.';

CREATE OR REPLACE FUNCTION offer_status_code(status offer_status)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN array_position(ARRAY['pending'::offer_status, 'accepted'::offer_status, 'declined'::offer_status, 'countered'::offer_status, 'expired'::offer_status, 'cancelled'::offer_status], status);
COMMENT ON FUNCTION offer_status_code(offer_status) IS 'The number of a status in offers.status_code; null for one that is added later.';

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

CREATE OR REPLACE FUNCTION personal_condition(relation oid, alias text, path text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path FROM CURRENT
AS $function$
declare
  first_column text := split_part(path, '.', 1);
  rest text := substr(path, length(first_column) + 2);
  target oid;
  target_column text;
begin
  if rest = '' then
    return format('%I.%I = $1', alias, first_column);
  end if;
  select
    pg_constraint.confrelid,
    target_attribute.attname
  into target, target_column
  from pg_constraint
  join pg_attribute
    on pg_attribute.attrelid = pg_constraint.conrelid
    and pg_attribute.attname = first_column
  join pg_attribute as target_attribute
    on target_attribute.attrelid = pg_constraint.confrelid
    and target_attribute.attnum = pg_constraint.confkey[array_position(pg_constraint.conkey, pg_attribute.attnum)]
  where pg_constraint.conrelid = relation
    and pg_constraint.contype = 'f'
    and pg_constraint.conparentid = 0
    and pg_attribute.attnum = any (pg_constraint.conkey)
  order by
    cardinality(pg_constraint.conkey),
    pg_constraint.oid
  limit 1;
  if target is null then
    raise exception 'the path % of a comment on % follows a column without a foreign key', path, relation::regclass
      using errcode = 'undefined_object';
  end if;
  return format(
    'exists (select from %s as %I where %I.%I = %I.%I and %s)',
    target::regclass,
    alias || '_parent',
    alias || '_parent',
    target_column,
    alias,
    first_column,
    personal_condition(target, alias || '_parent', rest)
  );
end
$function$;
COMMENT ON FUNCTION personal_condition(oid,text,text) IS 'Writes the condition under which a row is about the user $1, from a path of a @personal comment.';

CREATE OR REPLACE FUNCTION place_of(location geography)
 RETURNS point
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN point(radians((((1)::double precision + st_x((location)::geometry)) - (1)::double precision)), (asinh(tan(radians((((1)::double precision + st_y((location)::geometry)) - (1)::double precision)))) - ((0.0818191908426215)::double precision * atanh(((0.0818191908426215)::double precision * sin(radians((((1)::double precision + st_y((location)::geometry)) - (1)::double precision))))))));
COMMENT ON FUNCTION place_of(geography) IS 'A place in Mercator''s projection of the ellipsoid of WGS 84, in radians.';

CREATE OR REPLACE FUNCTION place_radius(origin geography, metres double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ((0.000000004)::double precision + ((GREATEST(metres, (1)::double precision) * sqrt(((1)::double precision - (((0.0818191908426215)::double precision * sin(LEAST((pi() / (2)::double precision), (radians(abs(st_y((origin)::geometry))) + (GREATEST(metres, (1)::double precision) / (6335439)::double precision))))) ^ (2)::double precision)))) / ((6378137)::double precision * cos(LEAST((pi() / (2)::double precision), (radians(abs(st_y((origin)::geometry))) + (GREATEST(metres, (1)::double precision) / (6335439)::double precision)))))));
COMMENT ON FUNCTION place_radius(geography,double precision) IS 'The radius around place_of(origin) outside of which nothing is within so many metres of the origin.';

CREATE OR REPLACE FUNCTION plane_of(category product_category)
 RETURNS point
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN point(((8 * (hashenum(category) & 4095)))::double precision, (0)::double precision);
COMMENT ON FUNCTION plane_of(product_category) IS 'The way from the plane of all products to that of a category''s.';

CREATE OR REPLACE FUNCTION public_location_of(owner uuid, exact geography)
 RETURNS geography
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  near_anchor record;
  drawn geography;
begin
  loop
    select place_anchors.*
    into near_anchor
    from place_anchors
    where place_anchors.owner_id = owner
      and st_dwithin(place_anchors.anchor, exact, 1000)
    order by st_distance(place_anchors.anchor, exact), place_anchors.ordinal
    limit 1;
    if found then
      return st_project(exact, near_anchor.distance_metres, near_anchor.bearing);
    end if;
    drawn := draw_public_location(exact);
    -- Another session may draw for the same place: then this one waits for it, and looks again. At REPEATABLE READ and
    -- above it does not see what the other one drew, and fails with 40001.
    insert into place_anchors (owner_id, ordinal, anchor, bearing, distance_metres)
    select
      users.id,
      coalesce(
        (
          select max(place_anchors.ordinal)
          from place_anchors
          where place_anchors.owner_id = owner
        ),
        0
      ) + 1,
      exact,
      st_azimuth(exact, drawn),
      st_distance(exact, drawn)
    from users
    where users.id = owner
    on conflict (owner_id, ordinal) do nothing;
    if not found and not exists (select from users where users.id = owner) then
      -- The foreign key of the row refuses it.
      return null;
    end if;
  end loop;
end
$function$;
REVOKE EXECUTE ON FUNCTION public_location_of(uuid,geography) FROM PUBLIC;
COMMENT ON FUNCTION public_location_of(uuid,geography) IS 'The point that the public is shown of a place of an owner''s. Draws a vector where none of theirs is within 1 km.';

CREATE OR REPLACE FUNCTION queue_gone_from_map()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into map_changes (category, x, y, product_id, change)
  select
    product.category,
    map_x(product.place),
    map_y(product.place),
    product.id,
    -1
  from changed_product as product
  where product.is_available
    and product.place is not null;
  return null;
end
$function$;
COMMENT ON FUNCTION queue_gone_from_map() IS 'Adds what was deleted to map_changes.';

CREATE OR REPLACE FUNCTION queue_likes()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into product_activity (product_id, likes, happened_at)
  select
    changed_entry.product_id,
    case tg_op when 'INSERT' then 1 else -1 end,
    changed_entry.created_at
  from changed_entry
  where isfinite(changed_entry.created_at);
  return null;
end
$function$;
COMMENT ON FUNCTION queue_likes() IS 'Queues likes, and those that are taken back, for the trends.';

CREATE OR REPLACE FUNCTION queue_moved_on_map()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into map_changes (category, x, y, product_id, change)
  select
    version.category,
    map_x(version.place),
    map_y(version.place),
    version.id,
    version.change
  from (
    values
      (old.category, old.place, old.id, old.is_available, -1),
      (new.category, new.place, new.id, new.is_available, 1)
  ) as version (category, place, id, is_available, change)
  where version.is_available
    and version.place is not null;
  return null;
end
$function$;
COMMENT ON FUNCTION queue_moved_on_map() IS 'Adds a product that was at one place, and what it is now, to map_changes.';

CREATE OR REPLACE FUNCTION queue_new_on_map()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into map_changes (category, x, y, product_id, change)
  select
    product.category,
    map_x(product.place),
    map_y(product.place),
    product.id,
    1
  from changed_product as product
  where product.is_available
    and product.place is not null;
  return null;
end
$function$;
COMMENT ON FUNCTION queue_new_on_map() IS 'Adds what came on sale to map_changes.';

CREATE OR REPLACE FUNCTION queue_product_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  insert into product_activity (product_id) values (old.id);
  return null;
end
$function$;
COMMENT ON FUNCTION queue_product_change() IS 'Queues a product whose trend is found by something else now, or is to be forgotten.';

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

CREATE OR REPLACE FUNCTION refuse_blocked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
      declare
        one_id uuid;
        other_id uuid;
      begin
        if tg_name = 'tr_messages_not_blocked' then
          select
            conversations.buyer_id,
            conversations.seller_id
          into one_id, other_id
          from public.conversations
          where conversations.id = new.conversation_id;
        elsif tg_table_name = 'follows' then
          one_id := new.follower_id;
          other_id := new.followee_id;
        else
          one_id := new.buyer_id;
          other_id := new.seller_id;
          if pg_catalog.current_setting('transaction_isolation') <> 'read committed' then
            -- A block that the snapshot is too old for has written these rows: then this one fails with 40001.
            insert into public.user_stats (user_id)
            values (least(one_id, other_id)), (greatest(one_id, other_id))
            on conflict (user_id) do nothing;
          end if;
        end if;
        if exists (
          select from public.blocks
          where least(blocks.blocker_id, blocks.blocked_id) = least(one_id, other_id)
            and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(one_id, other_id)
        ) then
          raise exception 'one of the two has blocked the other'
            using errcode = 'check_violation',
              schema = tg_table_schema,
              table = tg_table_name,
              constraint = tg_name;
        end if;
        return null;
      end
      $function$;
REVOKE EXECUTE ON FUNCTION refuse_blocked() FROM PUBLIC;
COMMENT ON FUNCTION refuse_blocked() IS 'Refuses what begins between two users of whom one has blocked the other.';

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
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION refuse_foreign_reviews() FROM PUBLIC;
COMMENT ON FUNCTION refuse_foreign_reviews() IS 'Refuses reviews whose parties are not those of a completed payment. It runs after the foreign keys have locked their rows.';

CREATE OR REPLACE FUNCTION refuse_market_in_deal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION refuse_market_in_deal() FROM PUBLIC;
COMMENT ON FUNCTION refuse_market_in_deal() IS 'Refuses to put a product on the market while a payment for it is pending or completed.';

CREATE OR REPLACE FUNCTION refuse_too_many_stream_products()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  -- Locked in the order of their ids: two statements wait for each other in turn and not in a circle.
  perform from streams
  where streams.id in (select new_product.stream_id from new_product)
  order by streams.id
  for no key update;
  update streams
  set viewer_count = streams.viewer_count
  where streams.id in (select new_product.stream_id from new_product);
  if exists (
    select from stream_products
    where stream_products.stream_id in (select new_product.stream_id from new_product)
    group by stream_products.stream_id
    having count(*) > 200
  ) then
    raise exception 'a stream has more than 200 products'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$function$;
COMMENT ON FUNCTION refuse_too_many_stream_products() IS 'Refuses more than 200 products of a stream.';

CREATE OR REPLACE FUNCTION require_participant()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION require_participant() FROM PUBLIC;
COMMENT ON FUNCTION require_participant() IS 'Refuses a message whose sender is no party of its conversation.';

CREATE OR REPLACE FUNCTION require_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION require_payment() FROM PUBLIC;
COMMENT ON FUNCTION require_payment() IS 'Refuses what leaves an accepted offer without its payment.';

CREATE OR REPLACE FUNCTION revoke_access(of_user uuid, because session_revoked_reason, except_session uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  revoked integer;
begin
  perform from sessions
  where sessions.user_id = of_user
    and sessions.revoked_at is null
    and sessions.id is distinct from except_session
  order by sessions.id
  for no key update;
  update sessions
  set
    revoked_at = clock_timestamp(),
    revoked_reason = because
  where sessions.user_id = of_user
    and sessions.revoked_at is null
    and sessions.id is distinct from except_session;
  get diagnostics revoked = row_count;
  perform from tokens
  where tokens.user_id = of_user
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (because = 'account_closed' or tokens.purpose = 'password_reset')
  order by tokens.id
  for no key update;
  update tokens
  set expires_at = clock_timestamp()
  where tokens.user_id = of_user
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (because = 'account_closed' or tokens.purpose = 'password_reset');
  return revoked;
end
$function$;
COMMENT ON FUNCTION revoke_access(uuid,session_revoked_reason,uuid) IS 'Ends a user''s sessions but one, and voids the tokens that reset a password, or all if the account is closed.';

CREATE OR REPLACE FUNCTION revoke_closed_access()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  perform revoke_access(new.id, 'account_closed', null);
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION revoke_closed_access() FROM PUBLIC;
COMMENT ON FUNCTION revoke_closed_access() IS 'Ends the sessions of an account that is closed, and voids its tokens.';

CREATE OR REPLACE FUNCTION roll_up_analytics_day(rolled_day date, may_wait boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
 SET work_mem TO '64MB'
AS $function$
declare
  day_start timestamptz := rolled_day::timestamp at time zone 'UTC';
  day_end timestamptz := (rolled_day + 1)::timestamp at time zone 'UTC';
  changed integer;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'days are counted at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  if may_wait then
    perform pg_advisory_xact_lock_shared(2025, 1);
    perform pg_advisory_xact_lock(2025, rolled_day - date '1970-01-01');
  elsif not pg_try_advisory_xact_lock_shared(2025, 1)
    or not pg_try_advisory_xact_lock(2025, rolled_day - date '1970-01-01') then
    return null;
  end if;
  -- Events that were dropped, or never written: what was counted stays.
  if not exists (
    select from pg_inherits
    where pg_inherits.inhparent = 'analytics_events'::regclass
      and pg_inherits.inhrelid = to_regclass('analytics_events_' || to_char(rolled_day, 'YYYY_MM'))
  ) then
    return 0;
  end if;
  -- One statement, whose snapshot was taken under the locks: the marks that it deletes are those of the events it counts.
  with counted_mark as (
    delete from analytics_dirty_days
    where analytics_dirty_days.day = rolled_day
  ),
  counted_day as materialized (
    select
      counted_subject.dimension,
      counted_subject.subject_id,
      analytics_events.event_type,
      analytics_events.currency,
      count(*) as event_count,
      count(distinct analytics_events.visitor) as visitor_count,
      -- No events, however wrong, keep their day from being counted, or its counts from being read.
      case
        when sum(analytics_events.value_minor) > 9007199254740991 then 9007199254740991
        else sum(analytics_events.value_minor)
      end::bigint as value_minor
    from analytics_events
    cross join lateral (
      values
        ('all'::analytics_dimension, null::uuid),
        ('product', analytics_events.product_id),
        ('stream', analytics_events.stream_id),
        ('seller', analytics_events.seller_id)
    ) as counted_subject (dimension, subject_id)
    where analytics_events.occurred_at >= day_start
      and analytics_events.occurred_at < day_end
      and (counted_subject.dimension = 'all' or counted_subject.subject_id is not null)
    group by counted_subject.dimension, counted_subject.subject_id, analytics_events.event_type, analytics_events.currency
  ),
  emptied_day as (
    delete from analytics_daily
    where analytics_daily.dimension = any (enum_range(null::analytics_dimension))
      and analytics_daily.day = rolled_day
      and not exists (
        select from counted_day
        where counted_day.dimension = analytics_daily.dimension
          and coalesce(counted_day.subject_id::text, '') = coalesce(analytics_daily.subject_id::text, '')
          and counted_day.event_type = analytics_daily.event_type
          and coalesce(counted_day.currency, '') = coalesce(analytics_daily.currency, '')
      )
  )
  insert into analytics_daily (
    dimension,
    subject_id,
    event_type,
    day,
    currency,
    event_count,
    visitor_count,
    value_minor
  )
  select
    counted_day.dimension,
    counted_day.subject_id,
    counted_day.event_type,
    rolled_day,
    counted_day.currency,
    counted_day.event_count,
    counted_day.visitor_count,
    counted_day.value_minor
  from counted_day
  on conflict (subject_id, event_type, day, currency, dimension) do update
  set
    event_count = excluded.event_count,
    visitor_count = excluded.visitor_count,
    value_minor = excluded.value_minor
  where (analytics_daily.event_count, analytics_daily.visitor_count, analytics_daily.value_minor)
    is distinct from (excluded.event_count, excluded.visitor_count, excluded.value_minor);
  get diagnostics changed = row_count;
  return changed;
end
$function$;
COMMENT ON FUNCTION roll_up_analytics_day(date,boolean) IS 'Counts the events of a day again, and returns the number of counts that changed; null if another session is at it and this one must not wait.';

CREATE OR REPLACE FUNCTION set_public_location()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  if (
    st_x(new.location::geometry) between -180 and 180
    and st_y(new.location::geometry) between -90 and 90
  ) is not true then
    -- There is no place, or one that the check of the row refuses.
    new.public_location := null;
  elsif tg_op = 'UPDATE' and new.location = old.location and old.public_location is not null then
    new.public_location := old.public_location;
  elsif tg_table_name = 'products' then
    new.public_location := public_location_of(new.seller_id, new.location);
  elsif tg_op = 'INSERT' then
    -- The anchor follows when the row is there: see keep_first_anchor.
    new.public_location := draw_public_location(new.location);
  else
    new.public_location := public_location_of(new.id, new.location);
  end if;
  return new;
end
$function$;
REVOKE EXECUTE ON FUNCTION set_public_location() FROM PUBLIC;
COMMENT ON FUNCTION set_public_location() IS 'Keeps public_location in step with location, whatever was written into it.';

CREATE OR REPLACE FUNCTION set_recipient()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
      begin
        select case new.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end
        into new.recipient_id
        from public.conversations
        where conversations.id = new.conversation_id;
        return new;
      end
      $function$;
REVOKE EXECUTE ON FUNCTION set_recipient() FROM PUBLIC;
COMMENT ON FUNCTION set_recipient() IS 'Sets the recipient of a message: the other party of its conversation.';

CREATE OR REPLACE FUNCTION set_stream_place()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if new.status = 'live' then
    select users.public_location
    into new.public_location
    from users
    where users.id = new.user_id
    for share;
  else
    new.public_location := null;
  end if;
  return new;
end
$function$;
COMMENT ON FUNCTION set_stream_place() IS 'Keeps public_location that of the streamer, whatever was written into it.';

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

CREATE OR REPLACE FUNCTION souk_category_code(category product_category)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN COALESCE(array_position(ARRAY['trading_cards'::product_category, 'mens_fashion'::product_category, 'sneakers'::product_category, 'sports_cards'::product_category, 'collectibles'::product_category, 'electronics'::product_category, 'home_decor'::product_category, 'beauty'::product_category, 'kids_baby'::product_category, 'furniture'::product_category, 'books'::product_category, 'other'::product_category], category), 0);
COMMENT ON FUNCTION souk_category_code(product_category) IS 'The number of a category in facets; zero for one that is added later.';

CREATE OR REPLACE FUNCTION souk_condition_code(condition product_condition)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN COALESCE(array_position(ARRAY['new'::product_condition, 'like_new'::product_condition, 'good'::product_condition, 'fair'::product_condition], condition), 0);
COMMENT ON FUNCTION souk_condition_code(product_condition) IS 'The number of a condition in facets; zero for one that is added later.';

CREATE OR REPLACE FUNCTION souk_events_are_off()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((current_setting('souk.events'::text, true) = 'off'::text), false);
COMMENT ON FUNCTION souk_events_are_off() IS 'Whether the transaction writes no events: the setting souk.events is off.';

CREATE OR REPLACE FUNCTION souk_facet(kind integer, value bigint)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ((kind * 33554432) + ((value & (33554431)::bigint))::integer);
COMMENT ON FUNCTION souk_facet(integer,bigint) IS 'A facet: a bucket of a kind, which is 1 to 63.';

CREATE OR REPLACE FUNCTION souk_feed_code(feed_type feed_type)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN COALESCE(array_position(ARRAY['discover'::feed_type, 'community'::feed_type], feed_type), 0);
COMMENT ON FUNCTION souk_feed_code(feed_type) IS 'The number of a feed in facets; zero for one that is added later.';

CREATE OR REPLACE FUNCTION souk_half_lives(at_time timestamp with time zone)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ((EXTRACT(epoch FROM (at_time AT TIME ZONE 'UTC'::text)))::double precision / (172800)::double precision);
COMMENT ON FUNCTION souk_half_lives(timestamp with time zone) IS 'The half-lives of a trend, of two days each, from 1970 to a time.';

CREATE OR REPLACE FUNCTION souk_join(words text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN array_to_string(words, ' '::text);
COMMENT ON FUNCTION souk_join(text[]) IS 'The words with blanks between them.';

CREATE OR REPLACE FUNCTION souk_normalize(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(regexp_replace(lower(CASE WHEN (octet_length(value) = char_length(value)) THEN translate(value, 'I'::text, 'i'::text) ELSE translate(regexp_replace(NORMALIZE(value, NFKD), '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]'::text, ''::text, 'g'::text), 'Iٱىةکیےھہە٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹'::text, 'iايهكييههه01234567890123456789'::text) END), '(?<=[a-zء-ي0-9])-(?=[a-zء-ي0-9])'::text, ' '::text, 'g'::text), '(?<=[a-zء-ي])(?=[0-9])|(?<=[0-9])(?=[a-zء-ي])'::text, ' '::text, 'g'::text);
COMMENT ON FUNCTION souk_normalize(text) IS 'A text in the one spelling that is searched: without marks, in small letters, with digits of ASCII apart from letters.';

CREATE OR REPLACE FUNCTION souk_similar_terms(word text, most integer)
 RETURNS TABLE(term text, listing_count integer, similarity real)
 LANGUAGE plpgsql
 STABLE STRICT
 SET search_path FROM CURRENT
AS $function$
declare
  usual constant text := coalesce(nullif(current_setting('pg_trgm.similarity_threshold', true), ''), '0.3');
begin
  perform set_config('pg_trgm.similarity_threshold', '0.25', true);
  return query
  select
    search_terms.term,
    search_terms.listing_count,
    similarity(search_terms.term, souk_similar_terms.word)
  from search_terms
  where search_terms.term % souk_similar_terms.word
  order by 3 desc, 2 desc, 1
  limit souk_similar_terms.most;
  perform set_config('pg_trgm.similarity_threshold', usual, true);
end
$function$;
COMMENT ON FUNCTION souk_similar_terms(text,integer) IS 'The terms that are most like a word, the most similar first.';

CREATE OR REPLACE FUNCTION souk_stem(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (octet_length(value) = char_length(value)) THEN value ELSE regexp_replace(regexp_replace(regexp_replace(value, '(?<![a-z0-9_ء-يٮ-ۓ])(?:في|من|علي|عن|مع|الي|هذا|هذه)(?![a-z0-9_ء-يٮ-ۓ])'::text, ''::text, 'g'::text), '(?<![a-z0-9_ء-يٮ-ۓ])(?:و?(?:ال|بال|كال|فال|لل)|و(?=[ء-ي]{3}))(?=[ء-ي]{2})'::text, ''::text, 'g'::text), '(?<=[ء-ي]{2})(?:ها|ان|ات|ون|ين|يه|ه|ي)(?![a-z0-9_ء-يٮ-ۓ])'::text, ''::text, 'g'::text) END;
COMMENT ON FUNCTION souk_stem(text) IS 'The light stems of the Arabic words of a normalised text; the rest of it as it is.';

CREATE OR REPLACE FUNCTION tell_of_badge()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.user_id,
    case when new.revoked_at is null then 'badge.awarded' else 'badge.revoked' end,
    array[new.user_id],
    jsonb_build_object('badgeId', new.id, 'userId', new.user_id, 'badgeType', new.badge_type)
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_badge() IS 'Writes badge.awarded and badge.revoked to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_conversation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    'conversation.opened',
    array[new.buyer_id, new.seller_id],
    jsonb_build_object(
      'conversationId', new.id,
      'buyerId', new.buyer_id,
      'sellerId', new.seller_id,
      'productId', new.product_id
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_conversation() IS 'Writes conversation.opened to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    'report.decided',
    array(select reports.reporter_id from reports where reports.case_id = new.id order by reports.reporter_id limit 1000),
    jsonb_build_object(
      'caseId', new.id,
      'subjectType', new.subject_type,
      'subjectId', new.subject_id,
      'decision', new.decision
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_decision() IS 'Writes report.decided to the outbox, for those who reported, at most a thousand of them.';

CREATE OR REPLACE FUNCTION tell_of_follow()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.followee_id,
    'user.followed',
    array[new.followee_id],
    jsonb_build_object('followerId', new.follower_id, 'followeeId', new.followee_id)
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_follow() IS 'Writes user.followed to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_message()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
      declare
        message public.messages := case tg_op when 'DELETE' then old else new end;
      begin
        if public.souk_events_are_off() then
          return null;
        end if;
        -- No conversation: it is gone too, and took the message along.
        insert into public.outbox (aggregate_id, type, audience, payload)
        select
          conversations.id,
          case tg_op when 'INSERT' then 'message.sent' when 'UPDATE' then 'message.changed' else 'message.deleted' end,
          array[conversations.buyer_id, conversations.seller_id],
          pg_catalog.jsonb_build_object(
            'messageId', message.id,
            'conversationId', message.conversation_id,
            'senderId', message.sender_id,
            'messageType', message.message_type,
            'offerId', message.offer_id
          )
        from public.conversations
        where conversations.id = message.conversation_id;
        return null;
      end
      $function$;
REVOKE EXECUTE ON FUNCTION tell_of_message() FROM PUBLIC;
COMMENT ON FUNCTION tell_of_message() IS 'Writes message.sent, message.changed and message.deleted to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_new_notifications()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    new_notification.user_id,
    'notification.created',
    array[new_notification.user_id],
    jsonb_build_object(
      'notificationId', new_notification.id,
      'userId', new_notification.user_id,
      'notificationType', new_notification.notification_type,
      'subjectType', new_notification.subject_type,
      'subjectId', new_notification.subject_id
    )
  from new_notification;
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_new_notifications() IS 'Writes notification.created to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_new_products()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  select
    new_product.id,
    'product.listed',
    jsonb_build_object(
      'productId', new_product.id,
      'sellerId', new_product.seller_id,
      'category', new_product.category,
      'feedType', new_product.feed_type,
      'currency', new_product.currency,
      'priceMinor', new_product.price_minor,
      'isAvailable', new_product.is_available
    )
  from new_product;
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_new_products() IS 'Writes product.listed to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_new_users()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    new_user.id,
    'user.joined',
    array[new_user.id],
    jsonb_build_object('userId', new_user.id)
  from new_user;
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_new_users() IS 'Writes user.joined to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_offer()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.product_id,
    case
      when tg_op = 'UPDATE' then concat('offer.', new.status)
      when new.parent_offer_id is null then 'offer.made'
      else 'offer.countered'
    end,
    array[new.buyer_id, new.seller_id],
    jsonb_build_object(
      'offerId', new.id,
      'parentOfferId', new.parent_offer_id,
      'productId', new.product_id,
      'conversationId', new.conversation_id,
      'buyerId', new.buyer_id,
      'sellerId', new.seller_id,
      'madeBy', new.made_by
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_offer() IS 'Writes offer.made, offer.countered (of the answer), offer.accepted, offer.declined, offer.cancelled and offer.expired to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    case
      when tg_op = 'INSERT' then 'payment.opened'
      when old.status = new.status or new.status = 'pending' then 'payment.changed'
      else concat('payment.', new.status)
    end,
    array[new.buyer_id, new.seller_id],
    jsonb_build_object(
      'paymentId', new.id,
      'productId', new.product_id,
      'offerId', new.offer_id,
      'streamId', new.stream_id,
      'buyerId', new.buyer_id,
      'sellerId', new.seller_id,
      'status', new.status
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_payment() IS 'Writes payment.opened, payment.completed, payment.failed, payment.refunded, payment.cancelled and payment.changed to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_product()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  product products := case tg_op when 'DELETE' then old else new end;
  ids jsonb := jsonb_build_object('productId', product.id, 'sellerId', product.seller_id);
begin
  if souk_events_are_off() then
    return null;
  end if;
  if tg_op = 'DELETE' then
    insert into outbox (aggregate_id, type, payload)
    values (old.id, 'product.deleted', ids);
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  select
    new.id,
    told.type,
    ids || told.facts
  from (
    values
    (
      'product.changed',
      '{}'::jsonb,
      (old.title, old.description, old.price_minor, old.original_price_minor, old.currency, old.category, old.condition, old.feed_type, old.public_location::bytea, old.neighborhood, old.image_urls, old.video_url, old.video_thumbnail_url, old.tags, old.hidden_at)
      is distinct from
      (new.title, new.description, new.price_minor, new.original_price_minor, new.currency, new.category, new.condition, new.feed_type, new.public_location::bytea, new.neighborhood, new.image_urls, new.video_url, new.video_thumbnail_url, new.tags, new.hidden_at)
    ),
    (
      'product.cheaper',
      jsonb_build_object('currency', new.currency, 'priceMinor', new.price_minor, 'previousPriceMinor', old.price_minor),
      new.currency = old.currency and new.price_minor < old.price_minor
    ),
    ('product.unavailable', '{}', old.is_available and not new.is_available),
    ('product.sold', '{}', old.sold_at is null and new.sold_at is not null),
    ('product.available', '{}', new.is_available and not old.is_available)
  ) as told (type, facts, is_so)
  where told.is_so;
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_product() IS 'Writes product.changed (also hidden), product.cheaper, product.unavailable, product.sold, product.available and product.deleted to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_read_notifications()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    new_notification.user_id,
    'notification.read',
    array[new_notification.user_id],
    jsonb_build_object('userId', new_notification.user_id, 'notifications', count(*))
  from new_notification
  join old_notification on old_notification.id = new_notification.id
  where old_notification.read_at is null
    and new_notification.read_at is not null
  group by new_notification.user_id;
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_read_notifications() IS 'Writes notification.read to the outbox: once for all notifications of a user that a statement marks read.';

CREATE OR REPLACE FUNCTION tell_of_reading()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  select
    conversations.id,
    'conversation.read',
    array[conversations.buyer_id, conversations.seller_id],
    jsonb_build_object(
      'conversationId', conversations.id,
      'readerId', case reading.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end,
      'upToMessageId', reading.up_to_id,
      'messages', reading.messages
    )
  from (
    select
      new_message.conversation_id,
      new_message.sender_id,
      count(*) as messages,
      (array_agg(new_message.id order by new_message.created_at desc, new_message.id desc))[1] as up_to_id
    from new_message
    join old_message on old_message.id = new_message.id
    where old_message.read_at is null
      and new_message.read_at is not null
    group by new_message.conversation_id, new_message.sender_id
  ) as reading
  join conversations on conversations.id = reading.conversation_id;
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION tell_of_reading() FROM PUBLIC;
COMMENT ON FUNCTION tell_of_reading() IS 'Writes conversation.read to the outbox: once for all messages that a statement marks read.';

CREATE OR REPLACE FUNCTION tell_of_report()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  select
    moderation_cases.id,
    'report.filed',
    jsonb_build_object(
      'reportId', new.id,
      'caseId', moderation_cases.id,
      'reporterId', new.reporter_id,
      'subjectType', moderation_cases.subject_type,
      'subjectId', moderation_cases.subject_id
    )
  from moderation_cases
  where moderation_cases.id = new.case_id;
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_report() IS 'Writes report.filed to the outbox, for nobody but the service: it names the reporter.';

CREATE OR REPLACE FUNCTION tell_of_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    case
      when tg_op = 'INSERT' then 'review.written'
      when old.reply is null and new.reply is not null then 'review.replied'
      else 'review.changed'
    end,
    array[new.reviewer_id, new.reviewee_id],
    jsonb_build_object(
      'reviewId', new.id,
      'paymentId', new.payment_id,
      'productId', new.product_id,
      'reviewerId', new.reviewer_id,
      'revieweeId', new.reviewee_id,
      'rating', new.rating
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_review() IS 'Writes review.written, review.replied and review.changed (also hidden) to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_stream()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
declare
  stream streams := case tg_op when 'DELETE' then old else new end;
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, payload)
  values (
    stream.id,
    case
      when tg_op = 'DELETE' then 'stream.deleted'
      else concat('stream.', new.status)
    end,
    jsonb_build_object(
      'streamId', stream.id,
      'userId', stream.user_id,
      'category', stream.category,
      'streamType', stream.stream_type
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_stream() IS 'Writes stream.scheduled (also at another time), stream.live, stream.ended and stream.deleted to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    old.id,
    case
      when tg_op = 'DELETE' then 'user.deleted'
      when old.erased_at is null and new.erased_at is not null then 'user.erased'
      when old.is_active and not new.is_active then 'user.closed'
      when new.is_active and not old.is_active then 'user.reopened'
      else 'user.changed'
    end,
    array[old.id],
    jsonb_build_object('userId', old.id)
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_user() IS 'Writes user.changed (what is on a profile), user.closed, user.reopened, user.erased and user.deleted to the outbox.';

CREATE OR REPLACE FUNCTION tell_of_verification()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path FROM CURRENT
AS $function$
begin
  if souk_events_are_off() then
    return null;
  end if;
  insert into outbox (aggregate_id, type, audience, payload)
  values (
    new.id,
    case
      when tg_op = 'INSERT' then 'verification.submitted'
      when old.status = 'approved' then 'verification.revoked'
      when new.status = 'pending' then 'verification.submitted'
      else concat('verification.', new.status)
    end,
    array[new.user_id],
    jsonb_build_object(
      'verificationId', new.id,
      'userId', new.user_id,
      'verificationType', new.verification_type
    )
  );
  return null;
end
$function$;
COMMENT ON FUNCTION tell_of_verification() IS 'Writes verification.submitted, verification.approved, verification.rejected and verification.revoked to the outbox.';

CREATE OR REPLACE FUNCTION transaction_status_code(status transaction_status)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN array_position(ARRAY['pending'::transaction_status, 'completed'::transaction_status, 'failed'::transaction_status, 'refunded'::transaction_status, 'cancelled'::transaction_status], status);
COMMENT ON FUNCTION transaction_status_code(transaction_status) IS 'The number of a status in transactions.status_code; null for one that is added later.';

CREATE OR REPLACE FUNCTION unverify_user()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
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
REVOKE EXECUTE ON FUNCTION unverify_user() FROM PUBLIC;
COMMENT ON FUNCTION unverify_user() IS 'Takes the mark from a user whose last approved verification was taken back.';

CREATE OR REPLACE FUNCTION verification_type_code(verification_type verification_type)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN array_position(ARRAY['emirates_id'::verification_type, 'trade_license'::verification_type, 'both'::verification_type], verification_type);
COMMENT ON FUNCTION verification_type_code(verification_type) IS 'The number of a type in verifications.type_code; null for one that is added later.';

CREATE OR REPLACE FUNCTION void_tokens_of_old_address()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path FROM CURRENT
AS $function$
begin
  perform from tokens
  where tokens.user_id = new.id
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (tokens.sent_to is null or tokens.sent_to in (old.email::text, old.phone))
    and tokens.sent_to is distinct from new.email::text
    and tokens.sent_to is distinct from new.phone
  order by tokens.id
  for no key update;
  update tokens
  set expires_at = clock_timestamp()
  where tokens.user_id = new.id
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (tokens.sent_to is null or tokens.sent_to in (old.email::text, old.phone))
    and tokens.sent_to is distinct from new.email::text
    and tokens.sent_to is distinct from new.phone;
  return null;
end
$function$;
REVOKE EXECUTE ON FUNCTION void_tokens_of_old_address() FROM PUBLIC;
COMMENT ON FUNCTION void_tokens_of_old_address() IS 'Voids the tokens that were sent to an address that is no longer the user''s, or nobody knows where.';

CREATE OR REPLACE FUNCTION place_of(location geography, id uuid)
 RETURNS point
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (place_of(location) + point((((((('x'::text || "left"("right"((id)::text, 8), 4)))::bit(16))::integer)::numeric * 0.000000000000024))::double precision, (((((('x'::text || "right"((id)::text, 4)))::bit(16))::integer)::numeric * 0.000000000000024))::double precision));
COMMENT ON FUNCTION place_of(geography,uuid) IS 'place_of(geography), moved by up to a centimetre that the id decides.';

CREATE OR REPLACE FUNCTION platform_fee_minor(amount_minor bigint, basis_points integer, currency text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (minor_unit_step(currency) * ((((amount_minor / minor_unit_step(currency)) / 10000) * basis_points) + (((((amount_minor / minor_unit_step(currency)) % (10000)::bigint) * basis_points) + 5000) / 10000)));
COMMENT ON FUNCTION platform_fee_minor(bigint,integer,text) IS 'The marketplace''s part of an amount: basis points (hundredths of a percent) of it, rounded half up to what the currency can be paid in (minor_unit_step).';

CREATE OR REPLACE FUNCTION souk_cell_facets(place point)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN ((abs((place)[0]) < (40)::double precision) AND (abs((place)[1]) < (40)::double precision)) THEN ARRAY[souk_facet(30, (((floor((((place)[0] * (6378137)::double precision) / (156.25)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (156.25)::double precision)))::bigint)), souk_facet(31, (((floor((((place)[0] * (6378137)::double precision) / (625)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (625)::double precision)))::bigint)), souk_facet(32, (((floor((((place)[0] * (6378137)::double precision) / (1250)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (1250)::double precision)))::bigint)), souk_facet(33, (((floor((((place)[0] * (6378137)::double precision) / (2500)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (2500)::double precision)))::bigint)), souk_facet(34, (((floor((((place)[0] * (6378137)::double precision) / (5000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (5000)::double precision)))::bigint)), souk_facet(35, (((floor((((place)[0] * (6378137)::double precision) / (10000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (10000)::double precision)))::bigint)), souk_facet(36, (((floor((((place)[0] * (6378137)::double precision) / (20000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (20000)::double precision)))::bigint)), souk_facet(37, (((floor((((place)[0] * (6378137)::double precision) / (40000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (40000)::double precision)))::bigint)), souk_facet(38, (((floor((((place)[0] * (6378137)::double precision) / (80000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (80000)::double precision)))::bigint)), souk_facet(39, (((floor((((place)[0] * (6378137)::double precision) / (320000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (320000)::double precision)))::bigint)), souk_facet(40, (((floor((((place)[0] * (6378137)::double precision) / (1280000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (1280000)::double precision)))::bigint)), souk_facet(41, (((floor((((place)[0] * (6378137)::double precision) / (5120000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (5120000)::double precision)))::bigint)), souk_facet(42, (((floor((((place)[0] * (6378137)::double precision) / (20480000)::double precision)))::bigint * 40503) + (floor((((place)[1] * (6378137)::double precision) / (20480000)::double precision)))::bigint))] ELSE '{}'::integer[] END;
COMMENT ON FUNCTION souk_cell_facets(point) IS 'The cells that a point is in, in Mercator''s projection: 156.25 m to 20,480 km wide at the equator.';

CREATE OR REPLACE FUNCTION souk_neighborhood_facet(neighborhood text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN souk_facet(8, (hashtext(souk_normalize(neighborhood)))::bigint);
COMMENT ON FUNCTION souk_neighborhood_facet(text) IS 'The facet of a neighbourhood, in whatever spelling of the same letters.';

CREATE OR REPLACE FUNCTION souk_price_facets(currency text, price_minor bigint)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY[souk_facet(20, ((((hashtext(currency) & 8191))::bigint * 4096) + (floor(((ln(((GREATEST(price_minor, (0)::bigint))::double precision + (1)::double precision)) * (64)::double precision) / (1)::double precision)))::bigint)), souk_facet(21, ((((hashtext(currency) & 8191))::bigint * 4096) + (floor(((ln(((GREATEST(price_minor, (0)::bigint))::double precision + (1)::double precision)) * (64)::double precision) / (4)::double precision)))::bigint)), souk_facet(22, ((((hashtext(currency) & 8191))::bigint * 4096) + (floor(((ln(((GREATEST(price_minor, (0)::bigint))::double precision + (1)::double precision)) * (64)::double precision) / (16)::double precision)))::bigint)), souk_facet(23, ((((hashtext(currency) & 8191))::bigint * 4096) + (floor(((ln(((GREATEST(price_minor, (0)::bigint))::double precision + (1)::double precision)) * (64)::double precision) / (64)::double precision)))::bigint)), souk_facet(24, ((((hashtext(currency) & 8191))::bigint * 4096) + (floor(((ln(((GREATEST(price_minor, (0)::bigint))::double precision + (1)::double precision)) * (64)::double precision) / (256)::double precision)))::bigint))];
COMMENT ON FUNCTION souk_price_facets(text,bigint) IS 'The steps that a price is on, in a currency: 4^n / 64 of the logarithm.';

CREATE OR REPLACE FUNCTION souk_seller_facet(seller_id uuid)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN souk_facet(6, (hashtext((seller_id)::text))::bigint);
COMMENT ON FUNCTION souk_seller_facet(uuid) IS 'The facet of a seller.';

CREATE OR REPLACE FUNCTION souk_synonyms(expansions text[])
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT (string_agg(format('(%s)'::text, parsed.query), ' | '::text))::tsquery AS string_agg FROM (unnest(souk_synonyms.expansions) expansion(phrase) CROSS JOIN LATERAL (SELECT phraseto_tsquery('souk'::regconfig, souk_stem(souk_normalize(expansion.phrase))) AS query) parsed) WHERE (numnode(parsed.query) > 0));
COMMENT ON FUNCTION souk_synonyms(text[]) IS 'The query for any of the words and phrases.';

CREATE OR REPLACE FUNCTION souk_tag_facets(tags text[])
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY(SELECT DISTINCT souk_facet(7, (hashtext(tag.name))::bigint) AS souk_facet FROM unnest(souk_tag_facets.tags) tag(name));
COMMENT ON FUNCTION souk_tag_facets(text[]) IS 'The facets of tags, as they are written.';

CREATE OR REPLACE FUNCTION souk_terms(title text, tags text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT listed.term FROM (SELECT unnest(tsvector_to_array(to_tsvector('simple'::regconfig, souk_normalize(((souk_terms.title || ' '::text) || souk_join(souk_terms.tags)))))) AS term UNION SELECT btrim(souk_normalize(unnest(souk_terms.tags))) AS btrim) listed WHERE ((char_length(listed.term) >= 2) AND (char_length(listed.term) <= 60) AND (listed.term !~ '[0-9]{5}|[^ a-z0-9ء-ي]|  '::text) AND (listed.term ~ '[a-zء-ي]'::text)));
COMMENT ON FUNCTION souk_terms(text,text[]) IS 'The words that a listing adds to search_terms.';

CREATE OR REPLACE FUNCTION souk_time_facets(created_at timestamp with time zone)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY[souk_facet(10, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (1024)::numeric)))::bigint), souk_facet(11, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (4096)::numeric)))::bigint), souk_facet(12, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (16384)::numeric)))::bigint), souk_facet(13, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (65536)::numeric)))::bigint), souk_facet(14, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (262144)::numeric)))::bigint), souk_facet(15, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (1048576)::numeric)))::bigint), souk_facet(16, (floor((GREATEST('-10000000000000'::numeric, LEAST('10000000000000'::numeric, EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))) / (4194304)::numeric)))::bigint)];
COMMENT ON FUNCTION souk_time_facets(timestamp with time zone) IS 'The spans that a time is in: 1024 * 4^n seconds long.';

CREATE OR REPLACE FUNCTION souk_vector(value text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN to_tsvector('souk'::regconfig, souk_stem(souk_normalize(value)));
COMMENT ON FUNCTION souk_vector(text) IS 'The words of a text, as they are searched.';

CREATE OR REPLACE FUNCTION souk_facets(seller_id uuid, category product_category, condition product_condition, feed_type feed_type, tags text[], neighborhood text)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((ARRAY[souk_facet(1, souk_category_code(category)), souk_facet(2, ((souk_category_code(category) * 16) + souk_feed_code(feed_type))), souk_facet(3, ((souk_category_code(category) * 16) + souk_condition_code(condition))), souk_facet(4, souk_feed_code(feed_type)), souk_facet(5, souk_condition_code(condition)), souk_seller_facet(seller_id)] || souk_tag_facets(tags)) || CASE WHEN (neighborhood IS NULL) THEN '{}'::integer[] ELSE ARRAY[souk_neighborhood_facet(neighborhood)] END);
COMMENT ON FUNCTION souk_facets(uuid,product_category,product_condition,feed_type,text[],text) IS 'The buckets of a listing in whatever is equal or not: the second key of idx_products_search, with those of time, price and place.';

CREATE TABLE analytics_daily (
  id uuid DEFAULT uuidv7() NOT NULL,
  dimension analytics_dimension NOT NULL,
  subject_id uuid,
  event_type text NOT NULL,
  day date NOT NULL,
  currency text,
  event_count bigint NOT NULL,
  visitor_count bigint NOT NULL,
  value_minor bigint,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT analytics_daily_pkey PRIMARY KEY (id),
  CONSTRAINT analytics_daily_subject_id_day_key UNIQUE NULLS NOT DISTINCT (subject_id, event_type, day, currency, dimension),
  CONSTRAINT ck_analytics_daily_currency_length CHECK (char_length(currency) = 3),
  CONSTRAINT ck_analytics_daily_event_count_positive CHECK (event_count > 0),
  CONSTRAINT ck_analytics_daily_event_type_length CHECK (char_length(event_type) >= 1 AND char_length(event_type) <= 63),
  CONSTRAINT ck_analytics_daily_subject_unless_all CHECK ((subject_id IS NULL) = (dimension = 'all'::analytics_dimension)),
  CONSTRAINT ck_analytics_daily_value_not_negative CHECK (value_minor >= 0),
  CONSTRAINT ck_analytics_daily_value_with_currency CHECK ((value_minor IS NULL) = (currency IS NULL)),
  CONSTRAINT ck_analytics_daily_visitor_count_within_events CHECK (visitor_count >= 0 AND visitor_count <= event_count)
);

CREATE INDEX ix_analytics_daily_dimension_day ON analytics_daily USING btree (dimension, day, event_type, subject_id);

CREATE TRIGGER tr_analytics_daily_updated_at BEFORE UPDATE ON analytics_daily FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE analytics_daily IS 'The counts of a day, by kind of event, thing and currency: made of the events, and made again when they change. @name AnalyticsDay';
COMMENT ON COLUMN analytics_daily.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN analytics_daily.dimension IS 'The thing that is counted for. @impersonal';
COMMENT ON COLUMN analytics_daily.subject_id IS 'The product, stream or seller, by the dimension; null for the whole marketplace. @impersonal';
COMMENT ON COLUMN analytics_daily.event_type IS 'The kind of event. @impersonal';
COMMENT ON COLUMN analytics_daily.day IS 'The day, by UTC. @impersonal';
COMMENT ON COLUMN analytics_daily.currency IS 'The currency of the value; null for events without one. @impersonal';
COMMENT ON COLUMN analytics_daily.event_count IS 'The number of events. @impersonal';
COMMENT ON COLUMN analytics_daily.visitor_count IS 'The number of pseudonyms among the events. @impersonal';
COMMENT ON COLUMN analytics_daily.value_minor IS 'The sum of the values, in the minor unit of the currency, or 2^53 - 1 if it is more; null for events without one. @impersonal';
COMMENT ON COLUMN analytics_daily.created_at IS 'The time when the day was first counted. @impersonal';
COMMENT ON COLUMN analytics_daily.updated_at IS 'The time when a count last changed. @impersonal';

CREATE TABLE analytics_dirty_days (
  id uuid DEFAULT uuidv7() NOT NULL,
  day date NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT analytics_dirty_days_pkey PRIMARY KEY (day, id)
);

COMMENT ON TABLE analytics_dirty_days IS 'A mark that events of a day were written and not counted since. @name AnalyticsDirtyDay';
COMMENT ON COLUMN analytics_dirty_days.id IS 'The id of the mark. @impersonal';
COMMENT ON COLUMN analytics_dirty_days.day IS 'The day of the events, by UTC. @impersonal';
COMMENT ON COLUMN analytics_dirty_days.created_at IS 'The time when the events were written. @impersonal';

CREATE TABLE analytics_events (
  id uuid DEFAULT uuidv7() NOT NULL,
  occurred_at timestamp with time zone DEFAULT now() NOT NULL,
  received_at timestamp with time zone DEFAULT now() NOT NULL,
  event_type text NOT NULL,
  visitor uuid,
  product_id uuid,
  stream_id uuid,
  seller_id uuid,
  country text,
  value_minor bigint,
  currency text,
  properties jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT analytics_events_pkey PRIMARY KEY (occurred_at, id),
  CONSTRAINT ck_analytics_events_country_form CHECK (country ~ '^[A-Z]{2}$'::text),
  CONSTRAINT ck_analytics_events_currency_iso_4217 CHECK (currency IS NULL OR minor_unit_digits(currency) IS NOT NULL),
  CONSTRAINT ck_analytics_events_event_type_form CHECK (event_type ~ '^[a-z][a-z0-9_]{0,62}$'::text),
  CONSTRAINT ck_analytics_events_properties_flat CHECK (jsonb_typeof(properties) = 'object'::text AND NOT jsonb_path_exists(properties, 'strict $.*?(@.type() == "object" || @.type() == "array")'::jsonpath)),
  CONSTRAINT ck_analytics_events_properties_length CHECK (octet_length(properties::text) <= 4096),
  CONSTRAINT ck_analytics_events_value_not_negative CHECK (value_minor >= 0),
  CONSTRAINT ck_analytics_events_value_with_currency CHECK ((value_minor IS NULL) = (currency IS NULL))
) PARTITION BY RANGE (occurred_at);

CREATE INDEX ix_analytics_events_type_time ON analytics_events USING btree (event_type, occurred_at) INCLUDE (visitor);

CREATE TRIGGER tr_analytics_events_mark_days AFTER INSERT ON analytics_events REFERENCING NEW TABLE AS changed_event FOR EACH STATEMENT EXECUTE FUNCTION mark_analytics_days();
CREATE TRIGGER tr_analytics_events_mark_deleted_days AFTER DELETE ON analytics_events REFERENCING OLD TABLE AS changed_event FOR EACH STATEMENT EXECUTE FUNCTION mark_analytics_days();
CREATE TRIGGER tr_analytics_events_stay BEFORE UPDATE ON analytics_events FOR EACH ROW EXECUTE FUNCTION refuse_change();

COMMENT ON TABLE analytics_events IS 'An event that a visitor caused: written once, never changed, kept by month. @name AnalyticsEvent';
COMMENT ON COLUMN analytics_events.id IS 'The id of the event. A time and an id are there once. @impersonal';
COMMENT ON COLUMN analytics_events.occurred_at IS 'The time of the event, by the clock of whoever reports it. @impersonal';
COMMENT ON COLUMN analytics_events.received_at IS 'The time when the event was written. @impersonal';
COMMENT ON COLUMN analytics_events.event_type IS 'The kind of event, such as product_viewed: small letters, digits and underscores. @impersonal';
COMMENT ON COLUMN analytics_events.visitor IS 'The pseudonym of the visitor on the day of the event, which leads to nobody once the salt of the day is deleted; null if unknown. @impersonal';
COMMENT ON COLUMN analytics_events.product_id IS 'The product that the event is about, which may be gone by now. @impersonal';
COMMENT ON COLUMN analytics_events.stream_id IS 'The stream that the event is about, which may be gone by now. @impersonal';
COMMENT ON COLUMN analytics_events.seller_id IS 'The seller whose product or stream the event is about. @impersonal';
COMMENT ON COLUMN analytics_events.country IS 'The country of the visitor, by ISO 3166-1 alpha-2, such as AE. @impersonal';
COMMENT ON COLUMN analytics_events.value_minor IS 'The money that the event moved, in the minor unit of its currency. @impersonal';
COMMENT ON COLUMN analytics_events.currency IS 'The currency of the value, by ISO 4217. @impersonal';
COMMENT ON COLUMN analytics_events.properties IS 'What else is known of the event: a flat object of at most 4,096 bytes, without personal data. @impersonal';

CREATE TABLE analytics_salts (
  day date NOT NULL,
  salt bytea NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT analytics_salts_pkey PRIMARY KEY (day),
  CONSTRAINT ck_analytics_salts_salt_length CHECK (octet_length(salt) = 32)
);

COMMENT ON TABLE analytics_salts IS 'The salts of the pseudonyms of these days. They are deleted when their day is past. @name AnalyticsSalt';
COMMENT ON COLUMN analytics_salts.day IS 'The day, by UTC. @impersonal';
COMMENT ON COLUMN analytics_salts.salt IS 'The key with which the ids of visitors become pseudonyms: 32 random bytes. @secret @impersonal';
COMMENT ON COLUMN analytics_salts.created_at IS 'The time when the salt was made. @impersonal';

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
CREATE TRIGGER tr_badges_tell_changed AFTER UPDATE OF revoked_at ON badges FOR EACH ROW WHEN ((old.revoked_at IS NULL) <> (new.revoked_at IS NULL)) EXECUTE FUNCTION tell_of_badge();
CREATE TRIGGER tr_badges_tell_new AFTER INSERT ON badges FOR EACH ROW WHEN (new.revoked_at IS NULL) EXECUTE FUNCTION tell_of_badge();
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

CREATE TABLE blocks (
  id uuid DEFAULT uuidv7() NOT NULL,
  blocker_id uuid NOT NULL,
  blocked_id uuid NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT blocks_pkey PRIMARY KEY (id),
  CONSTRAINT blocks_blocker_id_blocked_id_key UNIQUE (blocker_id, blocked_id),
  CONSTRAINT ck_blocks_not_oneself CHECK (blocker_id <> blocked_id)
);

CREATE INDEX ix_blocks_blocked ON blocks USING btree (blocked_id, blocker_id);
CREATE INDEX ix_blocks_blocker_created ON blocks USING btree (blocker_id, created_at, id);
CREATE INDEX ix_blocks_pair ON blocks USING btree (LEAST(blocker_id, blocked_id), GREATEST(blocker_id, blocked_id));

CREATE TRIGGER tr_blocks_end_dealings AFTER INSERT ON blocks FOR EACH ROW EXECUTE FUNCTION end_dealings();
CREATE TRIGGER tr_blocks_keep_parties BEFORE UPDATE OF blocker_id, blocked_id ON blocks FOR EACH ROW WHEN (old.blocker_id <> new.blocker_id OR old.blocked_id <> new.blocked_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_blocks_lock_parties BEFORE INSERT ON blocks FOR EACH ROW EXECUTE FUNCTION lock_block_parties();

COMMENT ON TABLE blocks IS 'Users who shut out another one. Only who blocked may see that they did; to the service it works in both directions. @name Block';
COMMENT ON COLUMN blocks.id IS 'The id of the block. @impersonal';
COMMENT ON COLUMN blocks.blocker_id IS 'The user who shuts out. @personal blocker_id';
COMMENT ON COLUMN blocks.blocked_id IS 'The user who is shut out. @personal blocker_id';
COMMENT ON COLUMN blocks.created_at IS 'The time when it began. @personal blocker_id';

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
CREATE INDEX ix_conversations_buyer_inbox ON conversations USING btree (buyer_id, (buyer_id = ANY (archived_by)), (
CASE
    WHEN last_message_at IS NULL THEN created_at
    ELSE last_message_at
END), id);
CREATE INDEX ix_conversations_buyer_unread ON conversations USING btree (buyer_id) INCLUDE (buyer_unread_count) WHERE buyer_unread_count > 0;
CREATE INDEX ix_conversations_last_message ON conversations USING btree (last_message_id);
CREATE INDEX ix_conversations_product ON conversations USING btree (product_id);
CREATE INDEX ix_conversations_seller_inbox ON conversations USING btree (seller_id, (seller_id = ANY (archived_by)), (
CASE
    WHEN last_message_at IS NULL THEN created_at
    ELSE last_message_at
END), id);
CREATE INDEX ix_conversations_seller_unread ON conversations USING btree (seller_id) INCLUDE (seller_unread_count) WHERE seller_unread_count > 0;

CREATE TRIGGER tr_conversations_keep_parties BEFORE UPDATE OF buyer_id, seller_id ON conversations FOR EACH ROW WHEN (old.buyer_id <> new.buyer_id OR old.seller_id <> new.seller_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_conversations_lock_parties BEFORE INSERT ON conversations FOR EACH ROW EXECUTE FUNCTION lock_parties();
CREATE TRIGGER tr_conversations_not_blocked AFTER INSERT ON conversations FOR EACH ROW EXECUTE FUNCTION refuse_blocked();
CREATE TRIGGER tr_conversations_tell_new AFTER INSERT ON conversations FOR EACH ROW EXECUTE FUNCTION tell_of_conversation();
CREATE TRIGGER tr_conversations_updated_at BEFORE UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE conversations IS 'A conversation between a buyer and a seller, mostly about one product.';
COMMENT ON COLUMN conversations.id IS 'The id of the conversation. @impersonal';
COMMENT ON COLUMN conversations.buyer_id IS 'The participant who may buy. @personal buyer_id, seller_id';
COMMENT ON COLUMN conversations.seller_id IS 'The participant who sells. @personal buyer_id, seller_id';
COMMENT ON COLUMN conversations.product_id IS 'The product it is about; null if it is general, or if that product is gone. @impersonal';
COMMENT ON COLUMN conversations.last_message_id IS 'The newest message; null if there is none. @impersonal';
COMMENT ON COLUMN conversations.last_message_at IS 'The time of the newest message, by which an inbox is ordered; null if there is none. @personal buyer_id, seller_id';
COMMENT ON COLUMN conversations.buyer_unread_count IS 'The number of messages the buyer has not read. @personal buyer_id';
COMMENT ON COLUMN conversations.seller_unread_count IS 'The number of messages the seller has not read. @personal seller_id';
COMMENT ON COLUMN conversations.archived_by IS 'The participants who archived it: none, one or both. @personal buyer_id, seller_id';
COMMENT ON COLUMN conversations.created_at IS 'The time when it was opened. @personal buyer_id, seller_id';
COMMENT ON COLUMN conversations.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN conversations.is_general IS 'True if it was opened about nothing in particular. False, with no product: that product is gone. @impersonal';

CREATE TABLE erasures (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  changes jsonb NOT NULL,
  erased_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT erasures_pkey PRIMARY KEY (id),
  CONSTRAINT ck_erasures_changes_list CHECK (jsonb_typeof(changes) = 'array'::text)
);

CREATE INDEX ix_erasures_user_erased ON erasures USING btree (user_id, erased_at);

CREATE TRIGGER tr_erasures_keep BEFORE DELETE OR UPDATE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse_change();

COMMENT ON TABLE erasures IS 'The receipts of erased personal data. They are never changed.';
COMMENT ON COLUMN erasures.id IS 'The id of the receipt. @impersonal';
COMMENT ON COLUMN erasures.user_id IS 'The user whose data it was. No foreign key: the receipt stays when that row is deleted. @impersonal';
COMMENT ON COLUMN erasures.changes IS 'The tables, what was done to their rows, and to how many. @impersonal';
COMMENT ON COLUMN erasures.erased_at IS 'The time of the erasure. @impersonal';

CREATE TABLE event_audience (
  user_id uuid NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT event_audience_pkey PRIMARY KEY (user_id, "position")
) PARTITION BY RANGE ("position");

COMMENT ON TABLE event_audience IS 'A user whom an event of the log concerns. @name EventAudience';
COMMENT ON COLUMN event_audience.user_id IS 'The user. An id alone: it leads to nothing of an erased user. @impersonal';
COMMENT ON COLUMN event_audience.position IS 'The position of the event. @impersonal';

CREATE TABLE event_consumers (
  name text NOT NULL,
  shard integer NOT NULL,
  position bigint DEFAULT 0 NOT NULL,
  attempt bigint DEFAULT 0 NOT NULL,
  worker text,
  leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT event_consumers_pkey PRIMARY KEY (name, shard),
  CONSTRAINT ck_event_consumers_attempt_not_negative CHECK (attempt >= 0),
  CONSTRAINT ck_event_consumers_name_length CHECK (char_length(name) >= 1 AND char_length(name) <= 100),
  CONSTRAINT ck_event_consumers_position_not_negative CHECK ("position" >= 0),
  CONSTRAINT ck_event_consumers_shard_range CHECK (shard >= 0 AND shard <= 31),
  CONSTRAINT ck_event_consumers_worker_length CHECK (char_length(worker) >= 1 AND char_length(worker) <= 200)
);

COMMENT ON TABLE event_consumers IS 'The progress of a consumer in one of its 32 shards. @name EventConsumerShard';
COMMENT ON COLUMN event_consumers.name IS 'The name of the consumer. @impersonal';
COMMENT ON COLUMN event_consumers.shard IS 'The shard, 0 to 31. @impersonal';
COMMENT ON COLUMN event_consumers.position IS 'The position up to which the shard''s events are handled, or wait in event_failures. @impersonal';
COMMENT ON COLUMN event_consumers.attempt IS 'The number of times that a worker took the shard. @impersonal';
COMMENT ON COLUMN event_consumers.worker IS 'The worker that took it last, as host and process; null before. @impersonal';
COMMENT ON COLUMN event_consumers.leased_until IS 'The end of the worker''s lease; -infinity when it has given the shard back. @impersonal';
COMMENT ON COLUMN event_consumers.created_at IS 'The time when the consumer first ran. @impersonal';

CREATE TABLE event_failures (
  consumer text NOT NULL,
  position bigint NOT NULL,
  shard integer NOT NULL,
  aggregate_id uuid NOT NULL,
  tries integer NOT NULL,
  next_at timestamp with time zone NOT NULL,
  failed_at timestamp with time zone,
  dead_at timestamp with time zone,
  error_code text,
  error_message text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT event_failures_pkey PRIMARY KEY (consumer, "position"),
  CONSTRAINT ck_event_failures_dead_failed CHECK (dead_at IS NULL OR failed_at IS NOT NULL),
  CONSTRAINT ck_event_failures_dead_not_due CHECK (dead_at IS NULL OR next_at = 'infinity'::timestamp with time zone),
  CONSTRAINT ck_event_failures_error_code_length CHECK (char_length(error_code) >= 1 AND char_length(error_code) <= 100),
  CONSTRAINT ck_event_failures_error_message_length CHECK (char_length(error_message) >= 1 AND char_length(error_message) <= 500),
  CONSTRAINT ck_event_failures_tries_not_negative CHECK (tries >= 0)
);

CREATE INDEX ix_event_failures_consumer_shard_next ON event_failures USING btree (consumer, shard, next_at);
CREATE INDEX ix_event_failures_waiting ON event_failures USING btree (consumer, aggregate_id, "position") WHERE dead_at IS NULL;

COMMENT ON TABLE event_failures IS 'An event that a consumer could not handle, or that waits behind one of its aggregate. @name EventFailureRow';
COMMENT ON COLUMN event_failures.consumer IS 'The consumer. @impersonal';
COMMENT ON COLUMN event_failures.position IS 'The position of the event. @impersonal';
COMMENT ON COLUMN event_failures.shard IS 'The shard of the event. @impersonal';
COMMENT ON COLUMN event_failures.aggregate_id IS 'The aggregate of the event. @impersonal';
COMMENT ON COLUMN event_failures.tries IS 'The number of times that it failed; 0 while it only waits behind another. @impersonal';
COMMENT ON COLUMN event_failures.next_at IS 'The time of the next try; infinity behind another event of the aggregate, or when it was given up. @impersonal';
COMMENT ON COLUMN event_failures.failed_at IS 'The time of the last failure; null if there was none. @impersonal';
COMMENT ON COLUMN event_failures.dead_at IS 'The time when it was given up, so that later ones could pass; null while it is tried. @impersonal';
COMMENT ON COLUMN event_failures.error_code IS 'The code or class of the last error. @impersonal';
COMMENT ON COLUMN event_failures.error_message IS 'A short description of the last error, without values. @impersonal';
COMMENT ON COLUMN event_failures.created_at IS 'The time when it was set aside. @impersonal';

CREATE TABLE event_head (
  one boolean DEFAULT true NOT NULL,
  position bigint DEFAULT 0 NOT NULL,
  CONSTRAINT event_head_pkey PRIMARY KEY (one),
  CONSTRAINT ck_event_head_one CHECK (one),
  CONSTRAINT ck_event_head_position_not_negative CHECK ("position" >= 0)
);

COMMENT ON TABLE event_head IS 'The newest position. Whoever numbers events holds the lock of this one row. @name EventHead';
COMMENT ON COLUMN event_head.one IS 'True: there is one row. @impersonal';
COMMENT ON COLUMN event_head.position IS 'The position of the newest numbered event; 0 before the first. @impersonal';

CREATE TABLE event_log (
  position bigint NOT NULL,
  shard integer NOT NULL,
  aggregate_id uuid NOT NULL,
  type text NOT NULL,
  version integer NOT NULL,
  audience uuid[] NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT event_log_pkey PRIMARY KEY ("position")
) PARTITION BY RANGE ("position");

CREATE INDEX ix_event_log_shard_position ON event_log USING btree (shard, "position");

CREATE TRIGGER tr_event_log_note_audience AFTER INSERT ON event_log REFERENCING NEW TABLE AS new_event FOR EACH STATEMENT EXECUTE FUNCTION note_event_audience();

COMMENT ON TABLE event_log IS 'An event with its position: written once, never changed, kept by the million. @name LoggedEvent';
COMMENT ON COLUMN event_log.position IS 'The place among all events, without gaps, in the order of becoming visible. @impersonal';
COMMENT ON COLUMN event_log.shard IS 'The last five bits of the aggregate''s id: 0 to 31. @impersonal';
COMMENT ON COLUMN event_log.aggregate_id IS 'The row that every command with this kind of event locks, such as the conversation of a message. @impersonal';
COMMENT ON COLUMN event_log.type IS 'The kind of event, such as message.sent. @impersonal';
COMMENT ON COLUMN event_log.version IS 'The version of the payload''s form. @impersonal';
COMMENT ON COLUMN event_log.audience IS 'The ids of the users whom the event concerns. Ids alone: they lead to nothing of an erased user. @impersonal';
COMMENT ON COLUMN event_log.payload IS 'Ids and public facts, without personal data. @impersonal';
COMMENT ON COLUMN event_log.created_at IS 'The time of writing, which is not the order of positions. @impersonal';

CREATE TABLE follows (
  id uuid DEFAULT uuidv7() NOT NULL,
  follower_id uuid NOT NULL,
  followee_id uuid NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT follows_pkey PRIMARY KEY (id),
  CONSTRAINT follows_follower_id_followee_id_key UNIQUE (follower_id, followee_id),
  CONSTRAINT ck_follows_not_oneself CHECK (follower_id <> followee_id)
);

CREATE INDEX ix_follows_followee_created ON follows USING btree (followee_id, created_at, id);
CREATE INDEX ix_follows_follower_created ON follows USING btree (follower_id, created_at, id) INCLUDE (followee_id);

CREATE TRIGGER tr_follows_count_ended AFTER DELETE ON follows REFERENCING OLD TABLE AS old_follow FOR EACH STATEMENT EXECUTE FUNCTION count_ended_follows();
CREATE TRIGGER tr_follows_count_new AFTER INSERT ON follows REFERENCING NEW TABLE AS new_follow FOR EACH STATEMENT EXECUTE FUNCTION count_new_follows();
CREATE TRIGGER tr_follows_keep_parties BEFORE UPDATE OF follower_id, followee_id ON follows FOR EACH ROW WHEN (old.follower_id <> new.follower_id OR old.followee_id <> new.followee_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_follows_lock_parties BEFORE INSERT ON follows FOR EACH ROW EXECUTE FUNCTION lock_parties();
CREATE TRIGGER tr_follows_not_blocked AFTER INSERT ON follows FOR EACH ROW EXECUTE FUNCTION refuse_blocked();
CREATE TRIGGER tr_follows_tell_new AFTER INSERT ON follows FOR EACH ROW EXECUTE FUNCTION tell_of_follow();

COMMENT ON TABLE follows IS 'Users who follow another one. @name Follow';
COMMENT ON COLUMN follows.id IS 'The id of the follow. @impersonal';
COMMENT ON COLUMN follows.follower_id IS 'The user who follows. @personal follower_id, followee_id';
COMMENT ON COLUMN follows.followee_id IS 'The user who is followed. @personal follower_id, followee_id';
COMMENT ON COLUMN follows.created_at IS 'The time when it began. @personal follower_id, followee_id';

CREATE TABLE idempotency_keys (
  scope text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  answer jsonb,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key),
  CONSTRAINT ck_idempotency_keys_answer_size CHECK (octet_length(answer::text) <= 4194304),
  CONSTRAINT ck_idempotency_keys_key_length CHECK (char_length(key) >= 1 AND char_length(key) <= 255),
  CONSTRAINT ck_idempotency_keys_request_hash_length CHECK (octet_length(request_hash) = 32),
  CONSTRAINT ck_idempotency_keys_scope_length CHECK (char_length(scope) >= 1 AND char_length(scope) <= 255)
);

CREATE INDEX ix_idempotency_keys_expires_at ON idempotency_keys USING btree (expires_at, scope, key);

COMMENT ON TABLE idempotency_keys IS 'A request of a client, and its first answer.';
COMMENT ON COLUMN idempotency_keys.scope IS 'The scope of the key, such as a user and an endpoint. @impersonal';
COMMENT ON COLUMN idempotency_keys.key IS 'The key that the client chose. @impersonal';
COMMENT ON COLUMN idempotency_keys.request_hash IS 'The SHA-256 of the request. @secret @impersonal';
COMMENT ON COLUMN idempotency_keys.answer IS 'The first answer. It may say more of people than the tables do: it is deleted with its row. @secret @impersonal';
COMMENT ON COLUMN idempotency_keys.created_at IS 'The time of the first request. @impersonal';
COMMENT ON COLUMN idempotency_keys.expires_at IS 'The time from which the key may be used anew. @impersonal';

CREATE TABLE map_cells (
  level integer NOT NULL,
  category text NOT NULL,
  x integer NOT NULL,
  y integer NOT NULL,
  product_count integer NOT NULL,
  sum_x bigint NOT NULL,
  sum_y bigint NOT NULL,
  id_high bigint NOT NULL,
  id_low bigint NOT NULL,
  CONSTRAINT map_cells_pkey PRIMARY KEY (level, category, x, y)
);

COMMENT ON TABLE map_cells IS 'How many products are on sale in each cell of the map, and where their middle is. Kept by maintenance from map_changes.';
COMMENT ON COLUMN map_cells.level IS 'The world is 2^level cells wide: 2 to 16. @impersonal';
COMMENT ON COLUMN map_cells.category IS 'The category that is counted; empty for all of them. @impersonal';
COMMENT ON COLUMN map_cells.x IS 'The column of the cell, from the west. @impersonal';
COMMENT ON COLUMN map_cells.y IS 'The row of the cell, from the north. @impersonal';
COMMENT ON COLUMN map_cells.product_count IS 'The number of available products. @impersonal';
COMMENT ON COLUMN map_cells.sum_x IS 'The sum of map_x of their public places. @impersonal';
COMMENT ON COLUMN map_cells.sum_y IS 'The sum of map_y of their public places. @impersonal';
COMMENT ON COLUMN map_cells.id_high IS 'The exclusive or of the first halves of their ids. @impersonal';
COMMENT ON COLUMN map_cells.id_low IS 'The exclusive or of the second halves of their ids. @impersonal';

CREATE TABLE map_changes (
  id uuid DEFAULT uuidv7() NOT NULL,
  category product_category NOT NULL,
  x integer NOT NULL,
  y integer NOT NULL,
  product_id uuid NOT NULL,
  change integer NOT NULL,
  CONSTRAINT map_changes_pkey PRIMARY KEY (id),
  CONSTRAINT ck_map_changes_change_sign CHECK (change = ANY (ARRAY['-1'::integer, 1]))
);

COMMENT ON TABLE map_changes IS 'Products that came onto the map or left it, until maintenance has folded them into map_cells.';
COMMENT ON COLUMN map_changes.id IS 'The id of the change. @impersonal';
COMMENT ON COLUMN map_changes.category IS 'The category of the product. @impersonal';
COMMENT ON COLUMN map_changes.x IS 'map_x of its public place. @impersonal';
COMMENT ON COLUMN map_changes.y IS 'map_y of its public place. @impersonal';
COMMENT ON COLUMN map_changes.product_id IS 'The product. @impersonal';
COMMENT ON COLUMN map_changes.change IS '1 if it came, -1 if it left. @impersonal';

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
  hidden_at timestamp with time zone,
  erased_at timestamp with time zone,
  recipient_id uuid,
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_conversation_id_id_key UNIQUE (conversation_id, id),
  CONSTRAINT ck_messages_carries_what_it_says CHECK (
CASE
    WHEN erased_at IS NOT NULL THEN content IS NULL AND cardinality(image_urls) = 0
    WHEN message_type = 'image'::message_type THEN cardinality(image_urls) > 0
    WHEN message_type = 'offer'::message_type THEN offer_data IS NOT NULL
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

CREATE TRIGGER tr_messages_not_blocked AFTER INSERT OR UPDATE OF conversation_id ON messages FOR EACH ROW WHEN (new.message_type <> 'system'::message_type) EXECUTE FUNCTION refuse_blocked();
CREATE TRIGGER tr_messages_sender_takes_part AFTER INSERT OR UPDATE OF conversation_id, sender_id ON messages FOR EACH ROW EXECUTE FUNCTION require_participant();
CREATE TRIGGER tr_messages_set_recipient BEFORE INSERT OR UPDATE OF conversation_id, sender_id, recipient_id ON messages FOR EACH ROW EXECUTE FUNCTION set_recipient();
CREATE TRIGGER tr_messages_tell_changed AFTER UPDATE OF hidden_at, erased_at, content, image_urls ON messages FOR EACH ROW WHEN (old.hidden_at IS DISTINCT FROM new.hidden_at OR old.erased_at IS DISTINCT FROM new.erased_at OR old.content IS DISTINCT FROM new.content OR old.image_urls IS DISTINCT FROM new.image_urls) EXECUTE FUNCTION tell_of_message();
CREATE TRIGGER tr_messages_tell_deleted AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION tell_of_message();
CREATE TRIGGER tr_messages_tell_new AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION tell_of_message();
CREATE TRIGGER tr_messages_tell_read AFTER UPDATE ON messages REFERENCING OLD TABLE AS old_message NEW TABLE AS new_message FOR EACH STATEMENT EXECUTE FUNCTION tell_of_reading();
CREATE TRIGGER tr_messages_updated_at BEFORE UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE messages IS 'A message in a conversation.';
COMMENT ON COLUMN messages.id IS 'The id of the message. @impersonal';
COMMENT ON COLUMN messages.conversation_id IS 'The conversation that it is part of. @impersonal';
COMMENT ON COLUMN messages.sender_id IS 'The writer; of a system message, the participant whose action it reports. @personal sender_id';
COMMENT ON COLUMN messages.message_type IS 'The kind of the message. @impersonal';
COMMENT ON COLUMN messages.content IS 'The text. Text and system messages always have one, unless they were erased; with images or an offer it is a caption, or null. @personal sender_id';
COMMENT ON COLUMN messages.image_urls IS 'In the order of display; at most 10. @personal sender_id';
COMMENT ON COLUMN messages.offer_data IS 'The terms of that offer as the chat showed them, which stay as they were; null if it shows none. @personal sender_id';
COMMENT ON COLUMN messages.read_at IS 'The time the other participant read it; null if unread. @personal sender_id';
COMMENT ON COLUMN messages.created_at IS 'Later than that of each earlier message of the conversation. @personal sender_id';
COMMENT ON COLUMN messages.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN messages.offer_id IS 'The offer that it shows; null if it shows none, or if that offer is gone. @impersonal';
COMMENT ON COLUMN messages.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal sender_id';
COMMENT ON COLUMN messages.hidden_at IS 'The time when a moderator hid it: its words and pictures are shown to nobody. Null: it is shown. @personal sender_id';
COMMENT ON COLUMN messages.erased_at IS 'The time at which the text and the images were erased, together with their sender''s personal data; null if they were not. @impersonal';
COMMENT ON COLUMN messages.recipient_id IS 'The participant who did not send it, for policies. @secret @personal sender_id @withheld';

CREATE TABLE moderation_actions (
  id uuid DEFAULT uuidv7() NOT NULL,
  admin_id uuid,
  action moderation_action_type NOT NULL,
  subject_type moderation_subject_type NOT NULL,
  subject_id uuid NOT NULL,
  user_id uuid NOT NULL,
  case_id uuid,
  note text,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT moderation_actions_pkey PRIMARY KEY (id),
  CONSTRAINT ck_moderation_actions_note_length CHECK (char_length(note) >= 1 AND char_length(note) <= 2000)
);

CREATE INDEX ix_moderation_actions_admin_created ON moderation_actions USING btree (admin_id, created_at DESC NULLS LAST, id DESC);
CREATE INDEX ix_moderation_actions_created ON moderation_actions USING btree (created_at, id);
CREATE INDEX ix_moderation_actions_subject_created ON moderation_actions USING btree (subject_id, created_at, id);
CREATE INDEX ix_moderation_actions_user_created ON moderation_actions USING btree (user_id, created_at, id);

CREATE TRIGGER tr_moderation_actions_keep BEFORE DELETE OR UPDATE OR TRUNCATE ON moderation_actions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

COMMENT ON TABLE moderation_actions IS 'The audit log of moderation: a row is written with each action, and is never changed or deleted. @name ModerationAction';
COMMENT ON COLUMN moderation_actions.id IS 'The id of the entry. @impersonal';
COMMENT ON COLUMN moderation_actions.admin_id IS 'The administrator who acted; null: the service itself. Not a foreign key. @personal admin_id';
COMMENT ON COLUMN moderation_actions.action IS 'The action. @personal user_id';
COMMENT ON COLUMN moderation_actions.subject_type IS 'The kind of the thing acted upon. @personal user_id @withheld';
COMMENT ON COLUMN moderation_actions.subject_id IS 'The id of the thing acted upon, which may be gone. @personal user_id @withheld';
COMMENT ON COLUMN moderation_actions.user_id IS 'The user whose thing it is, or who is it. Not a foreign key. @personal user_id';
COMMENT ON COLUMN moderation_actions.case_id IS 'The case that was decided; null if the action was taken without one. Not a foreign key. @personal user_id @withheld';
COMMENT ON COLUMN moderation_actions.note IS 'The moderator''s note or reason, the new role, or the kind of the badge; null if none was given. @personal user_id @withheld';
COMMENT ON COLUMN moderation_actions.created_at IS 'The time of the action. @impersonal';

CREATE TABLE moderation_cases (
  id uuid DEFAULT uuidv7() NOT NULL,
  subject_type report_subject_type NOT NULL,
  subject_id uuid NOT NULL,
  reported_user_id uuid NOT NULL,
  product_id uuid,
  stream_id uuid,
  message_id uuid,
  review_id uuid,
  subject_text text,
  reason report_reason NOT NULL,
  report_count integer DEFAULT 0 NOT NULL,
  status moderation_case_status DEFAULT 'open'::moderation_case_status NOT NULL,
  decision moderation_decision,
  note text,
  decided_by uuid,
  decided_at timestamp with time zone,
  leased_by uuid,
  leased_until timestamp with time zone,
  attempt integer DEFAULT 0 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT moderation_cases_pkey PRIMARY KEY (id),
  CONSTRAINT ck_moderation_cases_attempt_not_negative CHECK (attempt >= 0),
  CONSTRAINT ck_moderation_cases_decided CHECK ((status = 'decided'::moderation_case_status) = (decided_at IS NOT NULL) AND (status = 'decided'::moderation_case_status) = (decision IS NOT NULL) AND (status = 'decided'::moderation_case_status OR decided_by IS NULL AND note IS NULL)),
  CONSTRAINT ck_moderation_cases_lease CHECK ((leased_by IS NULL OR leased_until IS NOT NULL) AND (leased_until IS NULL OR status = 'open'::moderation_case_status AND attempt > 0)),
  CONSTRAINT ck_moderation_cases_note_length CHECK (char_length(note) >= 1 AND char_length(note) <= 2000),
  CONSTRAINT ck_moderation_cases_report_count_not_negative CHECK (report_count >= 0),
  CONSTRAINT ck_moderation_cases_subject CHECK (num_nonnulls(product_id, stream_id, message_id, review_id) <= 1 AND (product_id IS NULL OR subject_type = 'product'::report_subject_type AND product_id = subject_id) AND (stream_id IS NULL OR subject_type = 'stream'::report_subject_type AND stream_id = subject_id) AND (message_id IS NULL OR subject_type = 'message'::report_subject_type AND message_id = subject_id) AND (review_id IS NULL OR subject_type = 'review'::report_subject_type AND review_id = subject_id) AND (subject_type <> 'user'::report_subject_type OR subject_id = reported_user_id)),
  CONSTRAINT ck_moderation_cases_subject_text_length CHECK (char_length(subject_text) <= 2000)
);

CREATE INDEX ix_moderation_cases_decided_by ON moderation_cases USING btree (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX ix_moderation_cases_leased_by ON moderation_cases USING btree (leased_by) WHERE leased_by IS NOT NULL;
CREATE INDEX ix_moderation_cases_message ON moderation_cases USING btree (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX ix_moderation_cases_open_created ON moderation_cases USING btree (created_at, id) WHERE status = 'open'::moderation_case_status;
CREATE INDEX ix_moderation_cases_open_reason ON moderation_cases USING btree (reason, created_at NULLS FIRST, id) WHERE status = 'open'::moderation_case_status;
CREATE INDEX ix_moderation_cases_open_type ON moderation_cases USING btree (subject_type, created_at NULLS FIRST, id) WHERE status = 'open'::moderation_case_status;
CREATE INDEX ix_moderation_cases_open_type_reason ON moderation_cases USING btree (subject_type, reason, created_at NULLS FIRST, id) WHERE status = 'open'::moderation_case_status;
CREATE INDEX ix_moderation_cases_product ON moderation_cases USING btree (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX ix_moderation_cases_reported_user ON moderation_cases USING btree (reported_user_id);
CREATE INDEX ix_moderation_cases_review ON moderation_cases USING btree (review_id) WHERE review_id IS NOT NULL;
CREATE INDEX ix_moderation_cases_stream ON moderation_cases USING btree (stream_id) WHERE stream_id IS NOT NULL;
CREATE UNIQUE INDEX moderation_cases_open_subject_key ON moderation_cases USING btree (subject_type, subject_id) WHERE status = 'open'::moderation_case_status;

CREATE TRIGGER tr_moderation_cases_tell_decided AFTER UPDATE OF status ON moderation_cases FOR EACH ROW WHEN (old.status <> 'decided'::moderation_case_status AND new.status = 'decided'::moderation_case_status) EXECUTE FUNCTION tell_of_decision();
CREATE TRIGGER tr_moderation_cases_updated_at BEFORE UPDATE ON moderation_cases FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE moderation_cases IS 'A thing that was reported, until moderators decide upon it. A thing has one open case. @name ModerationCase';
COMMENT ON COLUMN moderation_cases.id IS 'The id of the case. @impersonal';
COMMENT ON COLUMN moderation_cases.subject_type IS 'The kind of the thing that was reported. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.subject_id IS 'The id of the thing that was reported, which may be gone by now. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.reported_user_id IS 'The user whose thing it is, or who was reported. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.product_id IS 'The reported product, while it exists. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.stream_id IS 'The reported stream, while it exists. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.message_id IS 'The reported message, while it exists. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.review_id IS 'The reported review, while it exists. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.subject_text IS 'The words of the thing when it was first reported, up to 2,000 characters; null if it had none. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.reason IS 'The most urgent reason that was given. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.report_count IS 'The number of its reports. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.status IS 'Open until it is decided. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.decision IS 'The decision; null while it is open. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.note IS 'The moderator''s own note on the decision. @personal reported_user_id @withheld';
COMMENT ON COLUMN moderation_cases.decided_by IS 'The administrator who decided; null while it is open, or if that account is gone. @personal decided_by';
COMMENT ON COLUMN moderation_cases.decided_at IS 'The time of the decision; null while it is open. @impersonal';
COMMENT ON COLUMN moderation_cases.leased_by IS 'The administrator who works on it; null if nobody does. @personal leased_by';
COMMENT ON COLUMN moderation_cases.leased_until IS 'The time from which another one may take it over; null if nobody works on it. @impersonal';
COMMENT ON COLUMN moderation_cases.attempt IS 'The number of leases so far. A moderator decides with the number of their own. @impersonal';
COMMENT ON COLUMN moderation_cases.created_at IS 'The time of the first report. @impersonal';
COMMENT ON COLUMN moderation_cases.updated_at IS 'The time of the last change. @impersonal';

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
CREATE TRIGGER tr_notifications_leave_out_blocked BEFORE INSERT ON notifications FOR EACH ROW WHEN (new.actor_id IS NOT NULL) EXECUTE FUNCTION leave_out_blocked();
CREATE TRIGGER tr_notifications_tell_new AFTER INSERT ON notifications REFERENCING NEW TABLE AS new_notification FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new_notifications();
CREATE TRIGGER tr_notifications_tell_read AFTER UPDATE ON notifications REFERENCING OLD TABLE AS old_notification NEW TABLE AS new_notification FOR EACH STATEMENT EXECUTE FUNCTION tell_of_read_notifications();
CREATE TRIGGER tr_notifications_updated_at BEFORE UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE notifications IS 'A piece of news for a user, shown in the app and sent by the channels that it names.';
COMMENT ON COLUMN notifications.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN notifications.user_id IS 'The user who is told. @personal user_id';
COMMENT ON COLUMN notifications.actor_id IS 'The user whose action it tells of; null if it is nobody''s, or if that account is gone. @personal user_id';
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
  status_code integer GENERATED ALWAYS AS (offer_status_code(status)) STORED NOT NULL,
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
CREATE INDEX ix_offers_buyer_status_created_at ON offers USING btree (buyer_id, status_code, created_at, id);
CREATE INDEX ix_offers_conversation_created_at ON offers USING btree (conversation_id, created_at, id);
CREATE INDEX ix_offers_pending_expires_at ON offers USING btree (expires_at, id) WHERE status = 'pending'::offer_status;
CREATE INDEX ix_offers_product_created_at ON offers USING btree (product_id, created_at, id);
CREATE INDEX ix_offers_product_pending ON offers USING btree (product_id, created_at, id) WHERE status = 'pending'::offer_status;
CREATE INDEX ix_offers_seller_created_at ON offers USING btree (seller_id, created_at, id);
CREATE INDEX ix_offers_seller_status_created_at ON offers USING btree (seller_id, status_code, created_at, id);
CREATE INDEX ix_offers_to_answer ON offers USING btree ((
CASE
    WHEN made_by = buyer_id THEN seller_id
    ELSE buyer_id
END), created_at, id) WHERE status = 'pending'::offer_status;

CREATE CONSTRAINT TRIGGER tr_offers_accepted_have_payment AFTER INSERT OR UPDATE OF status ON offers DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (new.status = 'accepted'::offer_status) EXECUTE FUNCTION require_payment();
CREATE TRIGGER tr_offers_lock_parties BEFORE INSERT ON offers FOR EACH ROW EXECUTE FUNCTION lock_parties();
CREATE TRIGGER tr_offers_not_blocked AFTER INSERT OR UPDATE OF status, buyer_id, seller_id ON offers FOR EACH ROW WHEN (new.status = 'pending'::offer_status) EXECUTE FUNCTION refuse_blocked();
CREATE TRIGGER tr_offers_tell_answered AFTER UPDATE OF status ON offers FOR EACH ROW WHEN (old.status <> new.status AND (new.status <> ALL (ARRAY['pending'::offer_status, 'countered'::offer_status]))) EXECUTE FUNCTION tell_of_offer();
CREATE TRIGGER tr_offers_tell_new AFTER INSERT ON offers FOR EACH ROW WHEN (new.status = 'pending'::offer_status) EXECUTE FUNCTION tell_of_offer();
CREATE TRIGGER tr_offers_updated_at BEFORE UPDATE ON offers FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE offers IS 'A price that a buyer or a seller puts to the other for a product.';
COMMENT ON COLUMN offers.id IS 'The id of the offer. @impersonal';
COMMENT ON COLUMN offers.product_id IS 'The product it is for. @impersonal';
COMMENT ON COLUMN offers.conversation_id IS 'The conversation in which it was made. @impersonal';
COMMENT ON COLUMN offers.buyer_id IS 'The user who would buy. @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.seller_id IS 'The user who would sell. @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.amount_minor IS 'The price offered, in the minor unit of currency. @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.message IS 'A few words that go with the amount. @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.status IS 'An offer past its time stays pending until it is marked as expired; nobody can accept it in between. @impersonal';
COMMENT ON COLUMN offers.expires_at IS 'The end of the time to answer it, by the server''s clock; null: without end. @impersonal';
COMMENT ON COLUMN offers.created_at IS 'The time when it was made. @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN offers.parent_offer_id IS 'The offer that this one answers; null for the first of a negotiation, or if that offer is gone. @impersonal';
COMMENT ON COLUMN offers.made_by IS 'The buyer or the seller who put it forward. The other one may accept, decline or counter it. @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.currency IS 'ISO 4217: the currency of the product when the offer was made. @impersonal';
COMMENT ON COLUMN offers.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal buyer_id, seller_id';
COMMENT ON COLUMN offers.status_code IS 'The number of the status, for policies. @secret @impersonal';

CREATE TABLE outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  aggregate_id uuid NOT NULL,
  type text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  audience uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  payload jsonb DEFAULT '{}'::jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT outbox_pkey PRIMARY KEY (seq),
  CONSTRAINT ck_outbox_audience_length CHECK (cardinality(audience) <= 1000),
  CONSTRAINT ck_outbox_payload_object CHECK (jsonb_typeof(payload) = 'object'::text),
  CONSTRAINT ck_outbox_payload_size CHECK (pg_column_size(payload) <= 16384),
  CONSTRAINT ck_outbox_type_form CHECK (type ~ '^[a-z][A-Za-z0-9_]*([.][a-z][A-Za-z0-9_]*)*$'::text AND char_length(type) <= 100),
  CONSTRAINT ck_outbox_version_positive CHECK (version > 0)
);

COMMENT ON TABLE outbox IS 'An event that was committed and has no position yet. @name OutboxEvent';
COMMENT ON COLUMN outbox.seq IS 'The order of writing, which is that of each aggregate. @impersonal';
COMMENT ON COLUMN outbox.aggregate_id IS 'The row that every command with this kind of event locks, such as the conversation of a message. @impersonal';
COMMENT ON COLUMN outbox.type IS 'The kind of event, such as message.sent. @impersonal';
COMMENT ON COLUMN outbox.version IS 'The version of the payload''s form. @impersonal';
COMMENT ON COLUMN outbox.audience IS 'The ids of the users whom the event concerns, at most 1,000. Ids alone: they lead to nothing of an erased user. @impersonal';
COMMENT ON COLUMN outbox.payload IS 'Ids and public facts: an object of at most 16,384 bytes, without personal data. @impersonal';
COMMENT ON COLUMN outbox.created_at IS 'The time of writing. @impersonal';

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
COMMENT ON COLUMN payment_facts.id IS 'The id of the fact. @impersonal';
COMMENT ON COLUMN payment_facts.payment_id IS 'The payment that it is of. @impersonal';
COMMENT ON COLUMN payment_facts.kind IS 'Intents and transfers are facts in their latest state; an attempt is one that failed. @impersonal';
COMMENT ON COLUMN payment_facts.stripe_id IS 'The id at Stripe: pi_… of an intent, ch_… of an attempt (or evt_… if it made no charge), re_…, dp_… or du_…, tr_…. @personal payment_id.buyer_id, payment_id.seller_id';
COMMENT ON COLUMN payment_facts.status IS 'The latest state, in Stripe''s words: failed of an attempt, created of a transfer. @personal payment_id.buyer_id, payment_id.seller_id';
COMMENT ON COLUMN payment_facts.amount_minor IS 'The amount in the minor unit of currency; 0 of an attempt and of an intent that was canceled. @personal payment_id.buyer_id, payment_id.seller_id';
COMMENT ON COLUMN payment_facts.reversed_minor IS 'The part of a transfer that was reversed. @personal payment_id.buyer_id, payment_id.seller_id';
COMMENT ON COLUMN payment_facts.currency IS 'Three letters, as the provider says. The payment counts facts in its own currency only. @impersonal';
COMMENT ON COLUMN payment_facts.failure_code IS 'The provider''s reason, such as card_declined. @personal payment_id.buyer_id';
COMMENT ON COLUMN payment_facts.counted IS 'The part in the payment''s sum of this kind: an amount, or 1 for an attempt. @impersonal';
COMMENT ON COLUMN payment_facts.counted_change IS 'The change of counted by the latest write, which the payment''s sum took over. @impersonal';
COMMENT ON COLUMN payment_facts.created_at IS 'The time when it was first recorded. @personal payment_id.buyer_id, payment_id.seller_id';
COMMENT ON COLUMN payment_facts.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE place_anchors (
  owner_id uuid NOT NULL,
  ordinal integer NOT NULL,
  anchor geography(Point,4326) NOT NULL,
  bearing double precision NOT NULL,
  distance_metres double precision NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT place_anchors_pkey PRIMARY KEY (owner_id, ordinal),
  CONSTRAINT ck_place_anchors_distance_range CHECK (distance_metres >= 200::double precision AND distance_metres <= 600::double precision)
);

CREATE INDEX ix_place_anchors_owner_anchor ON place_anchors USING gist (owner_id, anchor);

COMMENT ON TABLE place_anchors IS 'The places of an owner, and how far and where to the public point of each is from the true one. Never shown to anybody.';
COMMENT ON COLUMN place_anchors.owner_id IS 'The user whose place it is. @personal owner_id @withheld';
COMMENT ON COLUMN place_anchors.ordinal IS 'The number of the anchor among those of its owner, from 1. @impersonal';
COMMENT ON COLUMN place_anchors.anchor IS 'The exact place that was first given. @secret @personal owner_id @withheld';
COMMENT ON COLUMN place_anchors.bearing IS 'The direction to the public point, in radians clockwise from north. @secret @personal owner_id @withheld';
COMMENT ON COLUMN place_anchors.distance_metres IS 'The distance to the public point. @secret @personal owner_id @withheld';
COMMENT ON COLUMN place_anchors.created_at IS 'The time when it was drawn. @impersonal';

CREATE TABLE product_activity (
  id uuid DEFAULT uuidv7() NOT NULL,
  product_id uuid NOT NULL,
  views integer DEFAULT 0 NOT NULL,
  likes integer DEFAULT 0 NOT NULL,
  happened_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT product_activity_pkey PRIMARY KEY (id),
  CONSTRAINT ck_product_activity_happened_at_finite CHECK (isfinite(happened_at)),
  CONSTRAINT ck_product_activity_views_not_negative CHECK (views >= 0)
);

COMMENT ON TABLE product_activity IS 'A queue of views, likes and changes of products that product_trends does not have yet. No foreign key: it only grows and shrinks at its ends. @name ProductActivity';
COMMENT ON COLUMN product_activity.id IS 'The order of the queue. @impersonal';
COMMENT ON COLUMN product_activity.product_id IS 'The product. @impersonal';
COMMENT ON COLUMN product_activity.views IS 'The number of views to add. @impersonal';
COMMENT ON COLUMN product_activity.likes IS 'The number of likes to add; negative for likes that were taken back. @impersonal';
COMMENT ON COLUMN product_activity.happened_at IS 'The time of the views or likes; of a like that was taken back, the time when it was made. @impersonal';

CREATE TABLE product_trend_turns (
  is_only boolean DEFAULT true NOT NULL,
  turn bigint DEFAULT 0 NOT NULL,
  CONSTRAINT product_trend_turns_pkey PRIMARY KEY (is_only),
  CONSTRAINT ck_product_trend_turns_is_only CHECK (is_only)
);

COMMENT ON TABLE product_trend_turns IS 'One row: its lock is the right to apply activity. @name ProductTrendTurn';
COMMENT ON COLUMN product_trend_turns.is_only IS 'True. @impersonal';
COMMENT ON COLUMN product_trend_turns.turn IS 'The number of batches so far: by it a statement knows that it sees what the one before it wrote. @impersonal';

CREATE TABLE product_trends (
  product_id uuid NOT NULL,
  category product_category NOT NULL,
  neighborhood text,
  is_listed boolean NOT NULL,
  trend_rank double precision,
  pending_views bigint DEFAULT 0 NOT NULL,
  CONSTRAINT product_trends_pkey PRIMARY KEY (product_id),
  CONSTRAINT ck_product_trends_pending_views_not_negative CHECK (pending_views >= 0),
  CONSTRAINT ck_product_trends_trend_rank_finite CHECK (trend_rank > '-Infinity'::double precision AND trend_rank < 'Infinity'::double precision)
);

CREATE INDEX ix_product_trends_category_rank ON product_trends USING btree (category, trend_rank, product_id) WHERE is_listed AND trend_rank IS NOT NULL;
CREATE INDEX ix_product_trends_neighborhood_category_rank ON product_trends USING btree (neighborhood, category, trend_rank, product_id) WHERE is_listed AND trend_rank IS NOT NULL;
CREATE INDEX ix_product_trends_neighborhood_rank ON product_trends USING btree (neighborhood, trend_rank, product_id) WHERE is_listed AND trend_rank IS NOT NULL;
CREATE INDEX ix_product_trends_rank ON product_trends USING btree (trend_rank, product_id) WHERE is_listed AND trend_rank IS NOT NULL;

COMMENT ON TABLE product_trends IS 'The views and likes of products, with decay. Written by applyProductActivity alone. @name ProductTrend';
COMMENT ON COLUMN product_trends.product_id IS 'The product. @impersonal';
COMMENT ON COLUMN product_trends.category IS 'The product''s category when its activity was last applied. @impersonal';
COMMENT ON COLUMN product_trends.neighborhood IS 'The product''s neighbourhood when its activity was last applied. @impersonal';
COMMENT ON COLUMN product_trends.is_listed IS 'Whether the product was available when its activity was last applied. @impersonal';
COMMENT ON COLUMN product_trends.trend_rank IS 'The binary logarithm of the sum of weight * 2 ^ (half-lives since 1970): 1 for a view, 8 for a like. Null if there is nothing to sum. @impersonal';
COMMENT ON COLUMN product_trends.pending_views IS 'The number of views that products.view_count lacks. @impersonal';

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
  public_location geography(Point,4326),
  place point GENERATED ALWAYS AS (place_of(public_location, id)) STORED,
  category_place point GENERATED ALWAYS AS (place_of(public_location, id) + plane_of(category)) STORED,
  search tsvector GENERATED ALWAYS AS ((setweight(souk_vector(title), 'A'::"char") || setweight(souk_vector(souk_join(tags)), 'B'::"char")) || setweight(souk_vector("left"(COALESCE(description, ''::text), 1000)), 'C'::"char")) STORED NOT NULL,
  facets integer[] GENERATED ALWAYS AS (((souk_facets(seller_id, category, condition, feed_type, tags, neighborhood) || souk_time_facets(created_at)) || souk_price_facets(currency, price_minor)) || COALESCE(souk_cell_facets(place_of(public_location)), '{}'::integer[])) STORED NOT NULL,
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

CREATE INDEX idx_products_location ON products USING gist (location) WHERE is_available;
CREATE INDEX idx_products_search ON products USING gin (search, facets) WITH (fastupdate='on', gin_pending_list_limit='256') WHERE is_available;
CREATE INDEX ix_products_category_place ON products USING spgist (category_place kd_point_ops) INCLUDE (id, seller_id, category, condition, feed_type, currency, price_minor) WHERE is_available;
CREATE INDEX ix_products_feed ON products USING btree (created_at DESC, id DESC) WHERE is_available;
CREATE INDEX ix_products_feed_category ON products USING btree (category, created_at DESC NULLS LAST, id DESC) WHERE is_available;
CREATE INDEX ix_products_feed_category_type ON products USING btree (category, feed_type, created_at DESC NULLS LAST, id DESC) WHERE is_available;
CREATE INDEX ix_products_feed_type ON products USING btree (feed_type, created_at DESC NULLS LAST, id DESC) WHERE is_available;
CREATE INDEX ix_products_place ON products USING spgist (place kd_point_ops) INCLUDE (id, seller_id, condition, feed_type, currency, price_minor) WHERE is_available;
CREATE INDEX ix_products_price ON products USING btree (currency, price_minor, id) WHERE is_available;
CREATE INDEX ix_products_public_location ON products USING gist (public_location) WHERE is_available;
CREATE INDEX ix_products_seller_availability ON products USING btree (seller_id, is_available, created_at DESC NULLS LAST, id DESC);
CREATE INDEX ix_products_seller_created ON products USING btree (seller_id, created_at, id);

CREATE TRIGGER tr_products_alert_savers AFTER UPDATE OF is_available, price_minor, currency ON products FOR EACH ROW WHEN (new.is_available AND new.like_count > 0 AND (NOT old.is_available OR new.price_minor < old.price_minor OR new.currency <> old.currency)) EXECUTE FUNCTION alert_savers();
CREATE TRIGGER tr_products_clear_map AFTER TRUNCATE ON products FOR EACH STATEMENT EXECUTE FUNCTION clear_map();
CREATE TRIGGER tr_products_decline_offers AFTER UPDATE OF is_available ON products FOR EACH ROW WHEN (old.is_available AND NOT new.is_available) EXECUTE FUNCTION decline_pending_offers();
CREATE TRIGGER tr_products_open_account AFTER INSERT ON products REFERENCING NEW TABLE AS new_product FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_sellers();
CREATE TRIGGER tr_products_queue_change AFTER UPDATE OF category, neighborhood, is_available ON products FOR EACH ROW WHEN (old.category <> new.category OR old.neighborhood IS DISTINCT FROM new.neighborhood OR old.is_available <> new.is_available) EXECUTE FUNCTION queue_product_change();
CREATE TRIGGER tr_products_queue_deletion AFTER DELETE ON products FOR EACH ROW EXECUTE FUNCTION queue_product_change();
CREATE TRIGGER tr_products_queue_gone_from_map AFTER DELETE ON products REFERENCING OLD TABLE AS changed_product FOR EACH STATEMENT EXECUTE FUNCTION queue_gone_from_map();
CREATE TRIGGER tr_products_queue_moved_on_map AFTER UPDATE ON products FOR EACH ROW WHEN (old.is_available IS DISTINCT FROM new.is_available OR old.category IS DISTINCT FROM new.category OR old.id IS DISTINCT FROM new.id OR old.place[0] IS DISTINCT FROM new.place[0] OR old.place[1] IS DISTINCT FROM new.place[1]) EXECUTE FUNCTION queue_moved_on_map();
CREATE TRIGGER tr_products_queue_new_on_map AFTER INSERT ON products REFERENCING NEW TABLE AS changed_product FOR EACH STATEMENT EXECUTE FUNCTION queue_new_on_map();
CREATE TRIGGER tr_products_reopened_account AFTER UPDATE OF is_available ON products FOR EACH ROW WHEN (new.is_available AND NOT old.is_available) EXECUTE FUNCTION refuse_closed_seller();
CREATE TRIGGER tr_products_set_public_location BEFORE INSERT OR UPDATE OF location, public_location ON products FOR EACH ROW EXECUTE FUNCTION set_public_location();
CREATE TRIGGER tr_products_stay_in_deal AFTER UPDATE OF is_available ON products FOR EACH ROW WHEN (new.is_available AND NOT old.is_available) EXECUTE FUNCTION refuse_market_in_deal();
CREATE TRIGGER tr_products_tell_changed AFTER UPDATE ON products FOR EACH ROW WHEN (old.is_available <> new.is_available OR old.sold_at IS DISTINCT FROM new.sold_at OR old.title IS DISTINCT FROM new.title OR old.description IS DISTINCT FROM new.description OR old.price_minor IS DISTINCT FROM new.price_minor OR old.original_price_minor IS DISTINCT FROM new.original_price_minor OR old.currency IS DISTINCT FROM new.currency OR old.category IS DISTINCT FROM new.category OR old.condition IS DISTINCT FROM new.condition OR old.feed_type IS DISTINCT FROM new.feed_type OR old.public_location::bytea IS DISTINCT FROM new.public_location::bytea OR old.neighborhood IS DISTINCT FROM new.neighborhood OR old.image_urls IS DISTINCT FROM new.image_urls OR old.video_url IS DISTINCT FROM new.video_url OR old.video_thumbnail_url IS DISTINCT FROM new.video_thumbnail_url OR old.tags IS DISTINCT FROM new.tags OR old.hidden_at IS DISTINCT FROM new.hidden_at) EXECUTE FUNCTION tell_of_product();
CREATE TRIGGER tr_products_tell_deleted AFTER DELETE ON products FOR EACH ROW EXECUTE FUNCTION tell_of_product();
CREATE TRIGGER tr_products_tell_new AFTER INSERT ON products REFERENCING NEW TABLE AS new_product FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new_products();
CREATE TRIGGER tr_products_updated_at BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE products IS 'A listing: something that is or was on sale.';
COMMENT ON COLUMN products.id IS 'The id of the listing. @impersonal';
COMMENT ON COLUMN products.seller_id IS 'The user who sells it. @personal seller_id';
COMMENT ON COLUMN products.title IS 'The name of the thing, in the seller''s words. @personal seller_id';
COMMENT ON COLUMN products.description IS 'The seller''s words about it. @personal seller_id';
COMMENT ON COLUMN products.price_minor IS 'The asking price, in the minor unit of currency (fils, cents). @impersonal';
COMMENT ON COLUMN products.original_price_minor IS 'The former price, to show the price as reduced; in the minor unit of currency. @impersonal';
COMMENT ON COLUMN products.currency IS 'ISO 4217, such as AED. It gives the scale of the prices. @impersonal';
COMMENT ON COLUMN products.category IS 'The kind of thing. @impersonal';
COMMENT ON COLUMN products.condition IS 'The wear. @impersonal';
COMMENT ON COLUMN products.feed_type IS 'The feed that shows it. @impersonal';
COMMENT ON COLUMN products.location IS 'Where it can be picked up; null if the seller does not say. For the seller, and whoever has paid for it. @secret @disclosed @personal seller_id';
COMMENT ON COLUMN products.neighborhood IS 'The part of town in words, such as Dubai Marina. @personal seller_id';
COMMENT ON COLUMN products.is_available IS 'True while it can be bought. False when sold or taken off the market. @impersonal';
COMMENT ON COLUMN products.view_count IS 'The number of views that were reported; up to an eighth more are in product_trends.pending_views. @impersonal';
COMMENT ON COLUMN products.like_count IS 'The number of users who saved it. @impersonal';
COMMENT ON COLUMN products.image_urls IS 'In the order of display, the cover first; at most 20. @personal seller_id';
COMMENT ON COLUMN products.video_url IS 'The address of a video; null if there is none. @personal seller_id';
COMMENT ON COLUMN products.video_thumbnail_url IS 'The address of the video''s still picture. @personal seller_id';
COMMENT ON COLUMN products.tags IS 'The seller''s own keywords; at most 30. @personal seller_id';
COMMENT ON COLUMN products.sold_at IS 'The time of the sale; null if it is not sold. A sold product is not available. @impersonal';
COMMENT ON COLUMN products.created_at IS 'The time of the listing. @impersonal';
COMMENT ON COLUMN products.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN products.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal seller_id';
COMMENT ON COLUMN products.hidden_at IS 'The time when a moderator took it off the market; null if none did. Only a moderator can put it back. @personal seller_id';
COMMENT ON COLUMN products.public_location IS 'A point 230 to 500 m from where it can be picked up, which anybody may see; null if the seller does not say. @personal seller_id';
COMMENT ON COLUMN products.place IS 'public_location on a plane. @secret @personal seller_id';
COMMENT ON COLUMN products.category_place IS 'public_location on the plane of its category. @secret @personal seller_id';
COMMENT ON COLUMN products.search IS 'The words of title (weight A), tags (B) and the beginning of the description (C). @secret @personal seller_id';
COMMENT ON COLUMN products.facets IS 'The buckets of whatever a search is filtered and sorted by: see souk_facets. @secret @personal seller_id';

CREATE TABLE reports (
  id uuid DEFAULT uuidv7() NOT NULL,
  case_id uuid NOT NULL,
  reporter_id uuid NOT NULL,
  reason report_reason NOT NULL,
  details text,
  request_digest uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT reports_pkey PRIMARY KEY (id),
  CONSTRAINT reports_case_id_reporter_id_key UNIQUE (case_id, reporter_id),
  CONSTRAINT ck_reports_details_length CHECK (char_length(details) >= 1 AND char_length(details) <= 2000)
);

CREATE INDEX ix_reports_case_created ON reports USING btree (case_id, created_at, id);
CREATE INDEX ix_reports_reporter_created ON reports USING btree (reporter_id, created_at, id);

CREATE TRIGGER tr_reports_count_deleted AFTER DELETE ON reports REFERENCING OLD TABLE AS changed_report FOR EACH STATEMENT EXECUTE FUNCTION count_reports();
CREATE TRIGGER tr_reports_count_new AFTER INSERT ON reports REFERENCING NEW TABLE AS changed_report FOR EACH STATEMENT EXECUTE FUNCTION count_reports();
CREATE TRIGGER tr_reports_tell_new AFTER INSERT ON reports FOR EACH ROW EXECUTE FUNCTION tell_of_report();
CREATE TRIGGER tr_reports_updated_at BEFORE UPDATE ON reports FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE reports IS 'A report: somebody tells the moderators of a thing. Its state is that of its case.';
COMMENT ON COLUMN reports.id IS 'The id of the report. @impersonal';
COMMENT ON COLUMN reports.case_id IS 'The case of the thing that was reported. @personal reporter_id';
COMMENT ON COLUMN reports.reporter_id IS 'The user who reported it. @personal reporter_id';
COMMENT ON COLUMN reports.reason IS 'The reason that the reporter chose. @personal reporter_id';
COMMENT ON COLUMN reports.details IS 'The reporter''s own words, up to 2,000 characters. @personal reporter_id';
COMMENT ON COLUMN reports.request_digest IS 'A digest of what was given with the id, by which a repeated command is known; null if the id was not given. @secret @personal reporter_id';
COMMENT ON COLUMN reports.created_at IS 'The time of the report. @personal reporter_id';
COMMENT ON COLUMN reports.updated_at IS 'The time of the last change. @impersonal';

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
CREATE TRIGGER tr_reviews_lock_parties BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION lock_parties();
CREATE TRIGGER tr_reviews_of_payment AFTER INSERT ON reviews REFERENCING NEW TABLE AS new_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_reviews();
CREATE TRIGGER tr_reviews_tell_changed AFTER UPDATE ON reviews FOR EACH ROW WHEN (old.rating IS DISTINCT FROM new.rating OR old.content IS DISTINCT FROM new.content OR old.reply IS DISTINCT FROM new.reply OR old.hidden_at IS DISTINCT FROM new.hidden_at) EXECUTE FUNCTION tell_of_review();
CREATE TRIGGER tr_reviews_tell_new AFTER INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION tell_of_review();
CREATE TRIGGER tr_reviews_updated_at BEFORE UPDATE ON reviews FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE reviews IS 'The opinion of one party of a payment about the other one.';
COMMENT ON COLUMN reviews.id IS 'The id of the review. @impersonal';
COMMENT ON COLUMN reviews.payment_id IS 'The payment that it is of. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.product_id IS 'The product that was paid for. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.reviewer_id IS 'The party who wrote it. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.reviewee_id IS 'The party whom it is about. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.rating IS 'The number of stars, from 1 to 5. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.content IS 'The opinion in words; null if there are stars alone. @personal reviewer_id, reviewee_id';
COMMENT ON COLUMN reviews.reply IS 'The answer of the party whom it is about; null if there is none. @personal reviewee_id';
COMMENT ON COLUMN reviews.replied_at IS 'The time of the answer as it stands; null if there is none. @personal reviewee_id';
COMMENT ON COLUMN reviews.hidden_at IS 'The time when a moderator hid it; null while it is public and counts. @personal reviewer_id';
COMMENT ON COLUMN reviews.hidden_by IS 'The administrator who hid it; null if it is public, or if that account is gone. @secret @personal hidden_by';
COMMENT ON COLUMN reviews.request_digest IS 'Says what the caller of write gave, by which a repeated call is known; null if it gave no id. @secret @personal reviewer_id';
COMMENT ON COLUMN reviews.created_at IS 'The time when it was written. @personal reviewer_id';
COMMENT ON COLUMN reviews.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE saved_searches (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  slot integer NOT NULL,
  name text,
  filters jsonb NOT NULL,
  is_muted boolean DEFAULT false NOT NULL,
  seen_from timestamp with time zone DEFAULT now() NOT NULL,
  told_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  attempt integer DEFAULT 0 NOT NULL,
  unfinished_attempts integer DEFAULT 0 NOT NULL,
  due_at timestamp with time zone DEFAULT now() NOT NULL,
  request_digest uuid,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT saved_searches_pkey PRIMARY KEY (id),
  CONSTRAINT saved_searches_user_id_slot_key UNIQUE (user_id, slot),
  CONSTRAINT ck_saved_searches_attempt_not_negative CHECK (attempt >= 0),
  CONSTRAINT ck_saved_searches_filters_object CHECK (jsonb_typeof(filters) = 'object'::text),
  CONSTRAINT ck_saved_searches_filters_size CHECK (octet_length(filters::text) <= 16384),
  CONSTRAINT ck_saved_searches_name_length CHECK (char_length(name) >= 1 AND char_length(name) <= 100),
  CONSTRAINT ck_saved_searches_slot CHECK (slot >= 1 AND slot <= 50),
  CONSTRAINT ck_saved_searches_told_ids_length CHECK (cardinality(told_ids) <= 200),
  CONSTRAINT ck_saved_searches_unfinished_attempts_range CHECK (unfinished_attempts >= 0 AND unfinished_attempts <= attempt)
);

CREATE INDEX ix_saved_searches_due ON saved_searches USING btree (due_at, id) WHERE NOT is_muted;

CREATE TRIGGER tr_saved_searches_updated_at BEFORE UPDATE ON saved_searches FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE saved_searches IS 'A search whose user is told of what is newly listed. @name SavedSearchRow';
COMMENT ON COLUMN saved_searches.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN saved_searches.user_id IS 'The user who saved it. @personal user_id';
COMMENT ON COLUMN saved_searches.slot IS 'Its place among those of the user, 1 to 50, in no order. @impersonal';
COMMENT ON COLUMN saved_searches.name IS 'The user''s name for it, of 1 to 100 characters; null if it has none. @personal user_id';
COMMENT ON COLUMN saved_searches.filters IS 'The words and filters. @personal user_id';
COMMENT ON COLUMN saved_searches.is_muted IS 'Whether the user is told nothing of it. @personal user_id';
COMMENT ON COLUMN saved_searches.seen_from IS 'The time since which new listings are looked for. @impersonal';
COMMENT ON COLUMN saved_searches.told_ids IS 'The listings since then that the user was told of, and some from before: at most 200. @personal user_id';
COMMENT ON COLUMN saved_searches.attempt IS 'The number of times that a worker took it. @impersonal';
COMMENT ON COLUMN saved_searches.unfinished_attempts IS 'The number of these since a worker last finished with it: each doubles its lease. @impersonal';
COMMENT ON COLUMN saved_searches.due_at IS 'The time from which a worker may take it; while one has it, the end of its lease. @impersonal';
COMMENT ON COLUMN saved_searches.request_digest IS 'The digest of the content that it was made of, by which a repeated command is known; null if the caller gave no id. @secret @personal user_id';
COMMENT ON COLUMN saved_searches.created_at IS 'The time when it was saved. @personal user_id';
COMMENT ON COLUMN saved_searches.updated_at IS 'The time of the last change, or of the last look for new listings. @impersonal';

CREATE TABLE search_progress (
  is_only boolean DEFAULT true NOT NULL,
  after_id uuid NOT NULL,
  CONSTRAINT search_progress_pkey PRIMARY KEY (is_only),
  CONSTRAINT ck_search_progress_is_only CHECK (is_only)
);

COMMENT ON TABLE search_progress IS 'One row: how far the words of listings are collected into search_terms.';
COMMENT ON COLUMN search_progress.is_only IS 'True. @impersonal';
COMMENT ON COLUMN search_progress.after_id IS 'The last product whose words are in search_terms. @impersonal';

CREATE TABLE search_synonyms (
  term text NOT NULL,
  expansions text[] NOT NULL,
  lexeme text GENERATED ALWAYS AS ((tsvector_to_array(to_tsvector('souk'::regconfig, souk_stem(souk_normalize(term)))))[1]) STORED NOT NULL,
  CONSTRAINT search_synonyms_pkey PRIMARY KEY (term),
  CONSTRAINT ck_search_synonyms_expansions_list CHECK (COALESCE(array_ndims(expansions), 1) = 1 AND cardinality(expansions) >= 1 AND cardinality(expansions) <= 20 AND array_position(expansions, NULL::text) IS NULL AND (''::text <> ALL (expansions)) AND char_length(array_to_string(expansions, ''::text)) <= (20 * 100)),
  CONSTRAINT ck_search_synonyms_term_has_word CHECK (numnode(plainto_tsquery('souk'::regconfig, souk_stem(souk_normalize(term)))) > 0),
  CONSTRAINT ck_search_synonyms_term_length CHECK (char_length(term) >= 1 AND char_length(term) <= 100)
);

CREATE INDEX ix_search_synonyms_lexeme ON search_synonyms USING btree (lexeme);

COMMENT ON TABLE search_synonyms IS 'Words and phrases that are searched for another word too: brands in other scripts, plurals that are another word. A service inserts its own.';
COMMENT ON COLUMN search_synonyms.term IS 'The word or phrase of a query, in any spelling. @impersonal';
COMMENT ON COLUMN search_synonyms.expansions IS 'The words and phrases that are searched as well. @impersonal';
COMMENT ON COLUMN search_synonyms.lexeme IS 'The first word of the term, as it is searched. @impersonal';

CREATE TABLE search_terms (
  term text NOT NULL,
  listing_count integer NOT NULL,
  CONSTRAINT search_terms_pkey PRIMARY KEY (term),
  CONSTRAINT ck_search_terms_listing_count_positive CHECK (listing_count > 0),
  CONSTRAINT ck_search_terms_term_length CHECK (char_length(term) >= 2 AND char_length(term) <= 60)
);

CREATE INDEX idx_search_terms_term ON search_terms USING gin (term gin_trgm_ops);
CREATE INDEX ix_search_terms_first ON search_terms USING btree ("left"(term, 1), listing_count DESC, term);
CREATE INDEX ix_search_terms_first_three ON search_terms USING btree ("left"(term, 3), listing_count DESC, term);
CREATE INDEX ix_search_terms_first_two ON search_terms USING btree ("left"(term, 2), listing_count DESC, term);
CREATE INDEX ix_search_terms_term_count ON search_terms USING btree (term, listing_count);

COMMENT ON TABLE search_terms IS 'The words of titles and tags, and the tags of several words, for suggestions and typing errors. Collected by maintenance.';
COMMENT ON COLUMN search_terms.term IS 'The normalised word. @impersonal';
COMMENT ON COLUMN search_terms.listing_count IS 'The number of listings with it, when they were collected. @impersonal';

CREATE TABLE sessions (
  id uuid DEFAULT uuidv7() NOT NULL,
  user_id uuid NOT NULL,
  family_hash bytea NOT NULL,
  token_hash bytea NOT NULL,
  previous_token_hash bytea,
  rotation_nonce bytea,
  device_name text,
  user_agent text,
  ip_address inet,
  idle_seconds integer NOT NULL,
  last_used_at timestamp with time zone DEFAULT now() NOT NULL,
  idle_expires_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_reason session_revoked_reason,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_family_hash_key UNIQUE (family_hash),
  CONSTRAINT ck_sessions_device_name_length CHECK (char_length(device_name) >= 1 AND char_length(device_name) <= 200),
  CONSTRAINT ck_sessions_family_hash_length CHECK (octet_length(family_hash) = 32),
  CONSTRAINT ck_sessions_idle_ends_first CHECK (idle_expires_at <= expires_at),
  CONSTRAINT ck_sessions_idle_seconds_positive CHECK (idle_seconds > 0),
  CONSTRAINT ck_sessions_previous_token_hash_length CHECK (octet_length(previous_token_hash) = 32),
  CONSTRAINT ck_sessions_revoked_has_reason CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL)),
  CONSTRAINT ck_sessions_rotated_has_nonce CHECK ((previous_token_hash IS NULL) = (rotation_nonce IS NULL)),
  CONSTRAINT ck_sessions_rotation_nonce_length CHECK (octet_length(rotation_nonce) = 32),
  CONSTRAINT ck_sessions_token_hash_length CHECK (octet_length(token_hash) = 32),
  CONSTRAINT ck_sessions_user_agent_length CHECK (char_length(user_agent) >= 1 AND char_length(user_agent) <= 1000)
);

CREATE INDEX ix_sessions_ended ON sessions USING btree (COALESCE(revoked_at, idle_expires_at), id);
CREATE INDEX ix_sessions_user_revoked ON sessions USING btree (user_id, revoked_at);

CREATE TRIGGER tr_sessions_updated_at BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE sessions IS 'A login on a device: a family of refresh tokens, of which one is current. @name Session';
COMMENT ON COLUMN sessions.id IS 'The id of the session, such as for the `sid` claim of a JWT. @impersonal';
COMMENT ON COLUMN sessions.user_id IS 'The user who has logged in. @personal user_id';
COMMENT ON COLUMN sessions.family_hash IS 'SHA-256 of the part that all refresh tokens of the session have. @secret @impersonal';
COMMENT ON COLUMN sessions.token_hash IS 'SHA-256 of the current refresh token. @secret @impersonal';
COMMENT ON COLUMN sessions.previous_token_hash IS 'SHA-256 of the refresh token before the current one; null before the first refresh. @secret @impersonal';
COMMENT ON COLUMN sessions.rotation_nonce IS 'The random number of which, with the previous token, the current one was made. @secret @impersonal';
COMMENT ON COLUMN sessions.device_name IS 'The name of the device, for its user to read. @personal user_id';
COMMENT ON COLUMN sessions.user_agent IS 'The User-Agent header at the last login or refresh. @personal user_id';
COMMENT ON COLUMN sessions.ip_address IS 'The address from which the session was used last; null if the service does not give it. @personal user_id';
COMMENT ON COLUMN sessions.idle_seconds IS 'The time without a refresh after which the session ends. @impersonal';
COMMENT ON COLUMN sessions.last_used_at IS 'The time of the login or of the last refresh. @personal user_id';
COMMENT ON COLUMN sessions.idle_expires_at IS 'The time when the session ends unless it is refreshed: never after expires_at. @personal user_id';
COMMENT ON COLUMN sessions.expires_at IS 'The time when the session ends however often it is refreshed. @personal user_id';
COMMENT ON COLUMN sessions.revoked_at IS 'The time when it was ended; null if it was not. @personal user_id';
COMMENT ON COLUMN sessions.revoked_reason IS 'The reason why it was ended; null if it was not. @personal user_id';
COMMENT ON COLUMN sessions.created_at IS 'The time of the login. @impersonal';
COMMENT ON COLUMN sessions.updated_at IS 'The time of the last change. @impersonal';

CREATE TABLE stream_products (
  id uuid DEFAULT uuidv7() NOT NULL,
  stream_id uuid NOT NULL,
  product_id uuid NOT NULL,
  seller_id uuid NOT NULL,
  position integer NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT stream_products_pkey PRIMARY KEY (id),
  CONSTRAINT stream_products_product_id_stream_id_key UNIQUE (product_id, stream_id),
  CONSTRAINT ck_stream_products_position_not_negative CHECK ("position" >= 0)
);

CREATE INDEX ix_stream_products_product_created ON stream_products USING btree (product_id, created_at, stream_id);
CREATE INDEX ix_stream_products_stream_position ON stream_products USING btree (stream_id, "position", id);

CREATE TRIGGER tr_stream_products_limit AFTER INSERT ON stream_products REFERENCING NEW TABLE AS new_product FOR EACH STATEMENT EXECUTE FUNCTION refuse_too_many_stream_products();
CREATE TRIGGER tr_stream_products_updated_at BEFORE UPDATE ON stream_products FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE stream_products IS 'A product that is shown in a stream of its seller.';
COMMENT ON COLUMN stream_products.id IS 'The id of the row. @impersonal';
COMMENT ON COLUMN stream_products.stream_id IS 'The stream. @personal stream_id.user_id';
COMMENT ON COLUMN stream_products.product_id IS 'The product. @personal stream_id.user_id';
COMMENT ON COLUMN stream_products.seller_id IS 'The user who streams and sells. @personal stream_id.user_id';
COMMENT ON COLUMN stream_products.position IS 'The place in the stream''s order, from 0; of two in one place the one that was added first comes first. @impersonal';
COMMENT ON COLUMN stream_products.created_at IS 'The time when it was added to the stream. @impersonal';
COMMENT ON COLUMN stream_products.updated_at IS 'The time of the last change. @impersonal';

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
  pinned_product_id uuid,
  public_location geography(Point,4326),
  place point GENERATED ALWAYS AS (place_of(public_location, id)) STORED,
  CONSTRAINT streams_pkey PRIMARY KEY (id),
  CONSTRAINT streams_user_id_id_key UNIQUE (user_id, id),
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

CREATE INDEX ix_streams_pinned_product ON streams USING btree (pinned_product_id) WHERE pinned_product_id IS NOT NULL;
CREATE INDEX ix_streams_place ON streams USING spgist (place kd_point_ops) INCLUDE (id, user_id, category) WHERE status = 'live'::stream_status;
CREATE INDEX ix_streams_public_location ON streams USING gist (public_location) WHERE status = 'live'::stream_status;
CREATE INDEX ix_streams_status_category_started ON streams USING btree (status, category, started_at, id);
CREATE INDEX ix_streams_status_started ON streams USING btree (status, started_at, id);
CREATE INDEX ix_streams_user_created ON streams USING btree (user_id, created_at, id);
CREATE INDEX ix_streams_user_on_air ON streams USING btree (user_id, (
CASE status
    WHEN 'scheduled'::stream_status THEN created_at
    ELSE started_at
END), id) WHERE status <> 'ended'::stream_status;
CREATE INDEX ix_streams_user_status_created ON streams USING btree (user_id, status, created_at DESC NULLS LAST, id DESC);

CREATE TRIGGER tr_streams_set_place BEFORE INSERT OR UPDATE OF status, user_id, public_location ON streams FOR EACH ROW EXECUTE FUNCTION set_stream_place();
CREATE TRIGGER tr_streams_tell_changed AFTER UPDATE OF status, started_at ON streams FOR EACH ROW WHEN (old.status <> new.status OR new.status = 'scheduled'::stream_status AND old.started_at IS DISTINCT FROM new.started_at) EXECUTE FUNCTION tell_of_stream();
CREATE TRIGGER tr_streams_tell_deleted AFTER DELETE ON streams FOR EACH ROW EXECUTE FUNCTION tell_of_stream();
CREATE TRIGGER tr_streams_tell_new AFTER INSERT ON streams FOR EACH ROW EXECUTE FUNCTION tell_of_stream();
CREATE TRIGGER tr_streams_updated_at BEFORE UPDATE ON streams FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE streams IS 'A show in which somebody sells in front of a camera, without the broadcaster''s secrets.';
COMMENT ON COLUMN streams.id IS 'The id of the stream. @impersonal';
COMMENT ON COLUMN streams.user_id IS 'The user who broadcasts. @personal user_id';
COMMENT ON COLUMN streams.title IS 'The name of the show, in its broadcaster''s words. @personal user_id';
COMMENT ON COLUMN streams.description IS 'The broadcaster''s words about it. @personal user_id';
COMMENT ON COLUMN streams.category IS 'The kind of things on show. @impersonal';
COMMENT ON COLUMN streams.status IS 'The state of the stream. @impersonal';
COMMENT ON COLUMN streams.stream_type IS 'Broadcast as it happens, or recorded before. @impersonal';
COMMENT ON COLUMN streams.rtmp_url IS 'The address that the broadcaster sends the picture to. For the owner only. @secret @personal user_id';
COMMENT ON COLUMN streams.stream_key IS 'The secret that lets the broadcaster send. For the owner only. @secret @personal user_id';
COMMENT ON COLUMN streams.hls_url IS 'The address that viewers watch. @personal user_id';
COMMENT ON COLUMN streams.thumbnail_url IS 'The address of the still picture. @personal user_id';
COMMENT ON COLUMN streams.viewer_count IS 'The number of viewers now; set in batches, so it may lag. 0 unless the stream is live. @impersonal';
COMMENT ON COLUMN streams.total_views IS 'The number of times it was opened, all in all; counted in batches, so it may lag. @impersonal';
COMMENT ON COLUMN streams.duration_seconds IS 'The length in whole seconds; null until it ends. @impersonal';
COMMENT ON COLUMN streams.started_at IS 'The time it went live; of a scheduled stream, the time that is planned; null if nobody said. @personal user_id';
COMMENT ON COLUMN streams.ended_at IS 'The time it ended: set exactly when status is ended. @personal user_id';
COMMENT ON COLUMN streams.created_at IS 'The time when it was entered. @impersonal';
COMMENT ON COLUMN streams.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN streams.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal user_id';
COMMENT ON COLUMN streams.pinned_product_id IS 'The product on show, one of the products of the stream; null if none is. @personal user_id';
COMMENT ON COLUMN streams.public_location IS 'While the stream is live, the public place of its streamer: 230 to 500 m from their home; else null. @personal user_id';
COMMENT ON COLUMN streams.place IS 'public_location on a plane. @secret @personal user_id';

CREATE TABLE tokens (
  id uuid DEFAULT uuidv7() NOT NULL,
  purpose token_purpose NOT NULL,
  form token_form NOT NULL,
  user_id uuid,
  sent_to text,
  secret_hash bytea NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  max_attempts integer,
  issue_times timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT tokens_pkey PRIMARY KEY (id),
  CONSTRAINT ck_tokens_attempts_within_limit CHECK (attempts >= 0 AND attempts <= COALESCE(max_attempts, 0)),
  CONSTRAINT ck_tokens_code_has_limit CHECK ((form = 'code'::token_form) = (max_attempts IS NOT NULL)),
  CONSTRAINT ck_tokens_has_subject CHECK (user_id IS NOT NULL OR sent_to IS NOT NULL),
  CONSTRAINT ck_tokens_issue_times_not_null CHECK (array_position(issue_times, NULL::timestamp with time zone) IS NULL),
  CONSTRAINT ck_tokens_secret_hash_length CHECK (octet_length(secret_hash) = 32),
  CONSTRAINT ck_tokens_sent_to_length CHECK (char_length(sent_to) >= 3 AND char_length(sent_to) <= 254)
);

CREATE INDEX ix_tokens_expires ON tokens USING btree (expires_at, id);
CREATE INDEX ix_tokens_user ON tokens USING btree (user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX tokens_secret_hash_key ON tokens USING btree (secret_hash) WHERE form = 'link'::token_form;
CREATE UNIQUE INDEX tokens_subject_purpose_form_key ON tokens USING btree (COALESCE(user_id::text, sent_to), purpose, form);

CREATE TRIGGER tr_tokens_updated_at BEFORE UPDATE ON tokens FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE tokens IS 'The latest one-time secret of a user, or of an address, for a purpose. @name Token';
COMMENT ON COLUMN tokens.id IS 'The id of the row, the same for all its tokens. @impersonal';
COMMENT ON COLUMN tokens.purpose IS 'The one thing that the token is good for. @impersonal';
COMMENT ON COLUMN tokens.form IS 'A link has 256 random bits; a code has some digits, and a limit of guesses. @impersonal';
COMMENT ON COLUMN tokens.user_id IS 'The user for whom it is; null if nobody has the address yet. @personal user_id';
COMMENT ON COLUMN tokens.sent_to IS 'The e-mail address or phone number to which it was sent; null if not given. @personal user_id';
COMMENT ON COLUMN tokens.secret_hash IS 'SHA-256 of a link''s token; HMAC-SHA-256 of a code, with a key of the service. @secret @impersonal';
COMMENT ON COLUMN tokens.attempts IS 'The number of guesses at the code that were compared. @impersonal';
COMMENT ON COLUMN tokens.max_attempts IS 'The most guesses that are compared; null for a link. @impersonal';
COMMENT ON COLUMN tokens.issue_times IS 'The times within the last hour at which one was issued. @personal user_id';
COMMENT ON COLUMN tokens.expires_at IS 'The time from which it is void: its end, or when it was withdrawn. @impersonal';
COMMENT ON COLUMN tokens.used_at IS 'The time when it was used; null if it was not. @personal user_id';
COMMENT ON COLUMN tokens.created_at IS 'The time when the row was made. @impersonal';
COMMENT ON COLUMN tokens.updated_at IS 'The time of the last change. @impersonal';

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
  stream_id uuid,
  status_code integer GENERATED ALWAYS AS (transaction_status_code(status)) STORED NOT NULL,
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
CREATE INDEX ix_transactions_buyer_status_created_at ON transactions USING btree (buyer_id, status_code, created_at DESC NULLS LAST, id DESC);
CREATE INDEX ix_transactions_due_created_at ON transactions USING btree (created_at, id) WHERE amount_due_minor > 0;
CREATE INDEX ix_transactions_due_currency_created_at ON transactions USING btree (currency, created_at DESC NULLS LAST, id DESC) WHERE amount_due_minor > 0;
CREATE INDEX ix_transactions_expired_created_at ON transactions USING btree (created_at, id) WHERE expired_at IS NOT NULL;
CREATE INDEX ix_transactions_expired_status_created_at ON transactions USING btree (status, created_at DESC NULLS LAST, id DESC) WHERE expired_at IS NOT NULL;
CREATE INDEX ix_transactions_pending_created_at ON transactions USING btree (created_at, id) WHERE status = 'pending'::transaction_status;
CREATE INDEX ix_transactions_pending_expires_at ON transactions USING btree (expires_at, id) WHERE status = 'pending'::transaction_status;
CREATE INDEX ix_transactions_product ON transactions USING btree (product_id);
CREATE INDEX ix_transactions_review_created_at ON transactions USING btree (created_at, id) WHERE needs_review AND reviewed_at IS NULL;
CREATE INDEX ix_transactions_seller_completed_at ON transactions USING btree (seller_id, completed_at) INCLUDE (currency, amount_minor, platform_fee_minor, seller_payout_minor, amount_refunded_minor) WHERE status = 'completed'::transaction_status;
CREATE INDEX ix_transactions_seller_created_at ON transactions USING btree (seller_id, created_at, id);
CREATE INDEX ix_transactions_seller_status_created_at ON transactions USING btree (seller_id, status_code, created_at DESC NULLS LAST, id DESC);
CREATE INDEX ix_transactions_stream_created ON transactions USING btree (stream_id, created_at, id) WHERE stream_id IS NOT NULL;
CREATE UNIQUE INDEX transactions_open_product_id_key ON transactions USING btree (product_id) WHERE status = ANY (ARRAY['pending'::transaction_status, 'completed'::transaction_status]);
CREATE UNIQUE INDEX transactions_stripe_charge_id_key ON transactions USING btree (stripe_charge_id) WHERE stripe_charge_id IS NOT NULL;
CREATE UNIQUE INDEX transactions_stripe_transfer_id_key ON transactions USING btree (stripe_transfer_id) WHERE stripe_transfer_id IS NOT NULL;

CREATE CONSTRAINT TRIGGER tr_transactions_keep_accepted_offer AFTER DELETE OR UPDATE OF offer_id ON transactions DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (old.offer_id IS NOT NULL) EXECUTE FUNCTION require_payment();
CREATE TRIGGER tr_transactions_lock_parties BEFORE INSERT ON transactions FOR EACH ROW EXECUTE FUNCTION lock_parties();
CREATE TRIGGER tr_transactions_not_blocked AFTER INSERT OR UPDATE OF buyer_id, seller_id ON transactions FOR EACH ROW EXECUTE FUNCTION refuse_blocked();
CREATE TRIGGER tr_transactions_settled_keep_terms BEFORE UPDATE ON transactions FOR EACH ROW WHEN (old.status <> 'pending'::transaction_status AND (old.buyer_id <> new.buyer_id OR old.seller_id <> new.seller_id OR old.product_id <> new.product_id OR old.amount_minor <> new.amount_minor OR old.currency <> new.currency OR old.platform_fee_minor <> new.platform_fee_minor OR old.seller_payout_minor <> new.seller_payout_minor OR old.feed_type <> new.feed_type)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tr_transactions_tell_changed AFTER UPDATE ON transactions FOR EACH ROW WHEN (old.status IS DISTINCT FROM new.status OR old.paid_at IS DISTINCT FROM new.paid_at OR old.expires_at IS DISTINCT FROM new.expires_at OR old.failed_attempts IS DISTINCT FROM new.failed_attempts OR old.amount_received_minor IS DISTINCT FROM new.amount_received_minor OR old.amount_refunded_minor IS DISTINCT FROM new.amount_refunded_minor OR old.amount_disputed_minor IS DISTINCT FROM new.amount_disputed_minor OR old.amount_transferred_minor IS DISTINCT FROM new.amount_transferred_minor OR old.amount_due_minor IS DISTINCT FROM new.amount_due_minor OR old.needs_review IS DISTINCT FROM new.needs_review) EXECUTE FUNCTION tell_of_payment();
CREATE TRIGGER tr_transactions_tell_new AFTER INSERT ON transactions FOR EACH ROW EXECUTE FUNCTION tell_of_payment();
CREATE TRIGGER tr_transactions_updated_at BEFORE UPDATE ON transactions FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE transactions IS 'A payment. Its amount is always the fee and the payout together. @name Payment';
COMMENT ON COLUMN transactions.id IS 'The id of the payment. @impersonal';
COMMENT ON COLUMN transactions.buyer_id IS 'The user who pays. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.seller_id IS 'The user who is paid. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.product_id IS 'The product that is bought. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.amount_minor IS 'The price the buyer pays, in the minor unit of currency: the fee and the payout together. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.currency IS 'ISO 4217, such as AED. It gives the scale of the amounts. @impersonal';
COMMENT ON COLUMN transactions.platform_fee_minor IS 'The marketplace''s part, in the minor unit of currency. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.seller_payout_minor IS 'The seller''s part, in the minor unit of currency. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.feed_type IS 'The feed of the product when it was bought, which decides the fee. @impersonal';
COMMENT ON COLUMN transactions.status IS 'The state of the payment. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.stripe_payment_intent_id IS 'The attempt to collect the money, at Stripe (pi_…). @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.stripe_charge_id IS 'The charge that collected the money, at Stripe (ch_…). @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.stripe_transfer_id IS 'The transfer to the seller, at Stripe (tr_…); of several the one with the least id. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.payment_method IS 'The means of payment, such as card or apple_pay; never a card''s number. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.completed_at IS 'The time of completion: set exactly while status is completed. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.created_at IS 'The time when it was opened. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN transactions.offer_id IS 'The offer that was accepted; null for a purchase at the asking price, or if that offer is gone. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.fee_basis_points IS 'The marketplace''s rate, in hundredths of a percent; null for a payment from before it was kept. @impersonal';
COMMENT ON COLUMN transactions.expires_at IS 'The end of the time in which a pending payment holds its product; null: without end. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.paid_at IS 'The time at which the whole amount had been received; null before. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.cancelled_at IS 'The time at which the buyer or the provider called it off. Money that came later may have completed it all the same. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.expired_at IS 'The time at which its hold ended unpaid. Money that came later may have completed it all the same. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.failed_attempts IS 'The number of attempts that failed. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.amount_received_minor IS 'The money that was received, in the minor unit of currency. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.amount_refunded_minor IS 'The money that was paid back or is on its way; a refund that failed does not count. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.largest_refund_minor IS 'The largest refund, whatever became of it: one of all that was received ends the deal. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.amount_disputed_minor IS 'The money that the bank holds or took back in disputes. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.amount_transferred_minor IS 'The money that was passed on to the seller and not reversed. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.amount_due_minor IS 'The money to be paid back: received, and neither refunded, disputed nor kept for an open deal. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.needs_review IS 'True if the provider reported a fact that does not fit: another currency, another amount than the price, or another intent. @impersonal';
COMMENT ON COLUMN transactions.reviewed_at IS 'The time at which somebody looked at all facts that do not fit; null before, and again after another one. @impersonal';
COMMENT ON COLUMN transactions.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.stream_id IS 'The stream in which the buyer bought it; null if in none, or if that is gone. @personal buyer_id, seller_id';
COMMENT ON COLUMN transactions.status_code IS 'The number of the status, for policies. @secret @personal buyer_id, seller_id';

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
  public_location geography(Point,4326),
  place point GENERATED ALWAYS AS (place_of(public_location, id)) STORED,
  erased_at timestamp with time zone,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email),
  CONSTRAINT users_phone_key UNIQUE (phone),
  CONSTRAINT ck_users_avatar_url_length CHECK (char_length(avatar_url) >= 1 AND char_length(avatar_url) <= 2048),
  CONSTRAINT ck_users_bio_length CHECK (char_length(bio) <= 2000),
  CONSTRAINT ck_users_building_name_length CHECK (char_length(building_name) >= 1 AND char_length(building_name) <= 120),
  CONSTRAINT ck_users_email_length CHECK (char_length(email) <= 254),
  CONSTRAINT ck_users_email_shape CHECK (email ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+\.[^[:space:][:cntrl:]@]+$'::text),
  CONSTRAINT ck_users_email_spelling CHECK (email = lower(email COLLATE "C") AND (email IS NFKC NORMALIZED) AND email !~ '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0]'::text AND email ~ '@[\u0021-\u007E]*[^.]$'::text),
  CONSTRAINT ck_users_erased_closed CHECK (erased_at IS NULL OR NOT is_active),
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
CREATE INDEX ix_users_place ON users USING spgist (place kd_point_ops) INCLUDE (id) WHERE is_active;
CREATE INDEX ix_users_public_location ON users USING gist (public_location) WHERE is_active;
CREATE UNIQUE INDEX users_is_active_id_key ON users USING btree (is_active, id);
CREATE UNIQUE INDEX users_stripe_connect_account_id_key ON users USING btree (stripe_connect_account_id) WHERE stripe_connect_account_id IS NOT NULL;
CREATE UNIQUE INDEX users_stripe_customer_id_key ON users USING btree (stripe_customer_id) WHERE stripe_customer_id IS NOT NULL;
CREATE UNIQUE INDEX users_username_key ON users USING btree (lower(username COLLATE "C"));

CREATE TRIGGER tr_users_born_verified AFTER INSERT ON users FOR EACH ROW WHEN (new.is_verified) EXECUTE FUNCTION follow_verified_mark();
CREATE TRIGGER tr_users_close AFTER UPDATE OF is_active ON users FOR EACH ROW WHEN (old.is_active AND NOT new.is_active) EXECUTE FUNCTION close_account();
CREATE TRIGGER tr_users_keep_first_anchor AFTER INSERT ON users FOR EACH ROW WHEN (new.public_location IS NOT NULL) EXECUTE FUNCTION keep_first_anchor();
CREATE TRIGGER tr_users_lock_follow_counts BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION lock_follow_counts();
CREATE TRIGGER tr_users_lock_liked BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION lock_liked_products();
CREATE TRIGGER tr_users_move_live_streams AFTER UPDATE OF location, public_location ON users FOR EACH ROW WHEN (old.public_location::bytea IS DISTINCT FROM new.public_location::bytea) EXECUTE FUNCTION move_live_streams();
CREATE TRIGGER tr_users_revoke_access AFTER UPDATE OF is_active ON users FOR EACH ROW WHEN (old.is_active AND NOT new.is_active) EXECUTE FUNCTION revoke_closed_access();
CREATE TRIGGER tr_users_set_public_location BEFORE INSERT OR UPDATE OF location, public_location ON users FOR EACH ROW EXECUTE FUNCTION set_public_location();
CREATE TRIGGER tr_users_tell_changed AFTER UPDATE ON users FOR EACH ROW WHEN (old.username IS DISTINCT FROM new.username OR old.full_name IS DISTINCT FROM new.full_name OR old.avatar_url IS DISTINCT FROM new.avatar_url OR old.bio IS DISTINCT FROM new.bio OR old.role IS DISTINCT FROM new.role OR old.is_verified IS DISTINCT FROM new.is_verified OR old.is_active IS DISTINCT FROM new.is_active OR old.neighborhood IS DISTINCT FROM new.neighborhood OR old.erased_at IS DISTINCT FROM new.erased_at OR old.public_location::bytea IS DISTINCT FROM new.public_location::bytea) EXECUTE FUNCTION tell_of_user();
CREATE TRIGGER tr_users_tell_deleted AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION tell_of_user();
CREATE TRIGGER tr_users_tell_new AFTER INSERT ON users REFERENCING NEW TABLE AS new_user FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new_users();
CREATE TRIGGER tr_users_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER tr_users_verified_badge AFTER UPDATE OF is_verified ON users FOR EACH ROW WHEN (old.is_verified <> new.is_verified) EXECUTE FUNCTION follow_verified_mark();
CREATE TRIGGER tr_users_void_tokens AFTER UPDATE OF email, phone ON users FOR EACH ROW WHEN (old.email IS DISTINCT FROM new.email OR old.phone IS DISTINCT FROM new.phone) EXECUTE FUNCTION void_tokens_of_old_address();

COMMENT ON TABLE users IS 'An account: a buyer, a seller, both, or an administrator, with private data. What the public may see is a profile. @name Account';
COMMENT ON COLUMN users.id IS 'The id of the user. @personal id';
COMMENT ON COLUMN users.email IS 'In its one spelling: small letters, NFKC, the domain in ASCII (xn--…) without a dot at its end. Unique byte by byte. @personal id';
COMMENT ON COLUMN users.username IS 'The public name: 3 to 40 letters, digits, dots, underscores and hyphens of ASCII. Unique whatever its case. @personal id';
COMMENT ON COLUMN users.phone IS 'E.164, such as +971501234567: a plus sign, the country code, the number, no spaces. @personal id';
COMMENT ON COLUMN users.password_hash IS 'A salted hash that names its own algorithm, never the password; null for a user who logs in by other means. @secret @personal id';
COMMENT ON COLUMN users.full_name IS 'The name to show, in any script. @personal id';
COMMENT ON COLUMN users.avatar_url IS 'The address of the picture. @personal id';
COMMENT ON COLUMN users.bio IS 'A public text about the user, in their own words. @personal id';
COMMENT ON COLUMN users.role IS 'The part the user plays. @personal id';
COMMENT ON COLUMN users.is_verified IS 'True once a verification was approved. @personal id';
COMMENT ON COLUMN users.is_active IS 'False: the account is closed. It sells, streams, buys and writes nothing. @personal id';
COMMENT ON COLUMN users.location IS 'Where somebody is at home, as precisely as they choose to say. For the user only. @secret @disclosed @personal id';
COMMENT ON COLUMN users.neighborhood IS 'The part of town in words, such as Dubai Marina. @personal id';
COMMENT ON COLUMN users.building_name IS 'The building of the home; never shown to others. @personal id';
COMMENT ON COLUMN users.last_login_at IS 'The time of the last login; null before the first. @personal id';
COMMENT ON COLUMN users.stripe_customer_id IS 'The user as one who pays, at Stripe (cus_…). @personal id';
COMMENT ON COLUMN users.stripe_connect_account_id IS 'The user as one who is paid, at Stripe (acct_…). @personal id';
COMMENT ON COLUMN users.created_at IS 'The time of the registration. @personal id';
COMMENT ON COLUMN users.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN users.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal id';
COMMENT ON COLUMN users.public_location IS 'A point 230 to 500 m from where somebody is at home, which anybody may see; null if they do not say. @personal id';
COMMENT ON COLUMN users.place IS 'public_location on a plane. @secret @personal id';
COMMENT ON COLUMN users.erased_at IS 'The time at which the personal data was erased; null if it was not. Such an account stays closed. @personal id';

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
  type_code integer GENERATED ALWAYS AS (verification_type_code(verification_type)) STORED NOT NULL,
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
CREATE INDEX ix_verifications_pending_type ON verifications USING btree (type_code, submitted_at NULLS FIRST, id) WHERE status = 'pending'::verification_status;
CREATE INDEX ix_verifications_reviewed_by ON verifications USING btree (reviewed_by) WHERE reviewed_by IS NOT NULL;
CREATE INDEX ix_verifications_user_submitted ON verifications USING btree (user_id, submitted_at, id);

CREATE TRIGGER tr_verifications_tell_decided AFTER UPDATE OF status ON verifications FOR EACH ROW WHEN (old.status <> new.status) EXECUTE FUNCTION tell_of_verification();
CREATE TRIGGER tr_verifications_tell_new AFTER INSERT ON verifications FOR EACH ROW EXECUTE FUNCTION tell_of_verification();
CREATE TRIGGER tr_verifications_unverify_user AFTER UPDATE OF status ON verifications FOR EACH ROW WHEN (old.status = 'approved'::verification_status AND new.status <> 'approved'::verification_status) EXECUTE FUNCTION unverify_user();
CREATE TRIGGER tr_verifications_updated_at BEFORE UPDATE ON verifications FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE verifications IS 'Papers that a user handed in to prove who they are, and the reviewer''s decision.';
COMMENT ON COLUMN verifications.id IS 'The id of the verification. @impersonal';
COMMENT ON COLUMN verifications.user_id IS 'The user who handed the papers in. @personal user_id';
COMMENT ON COLUMN verifications.verification_type IS 'The papers that were handed in. @personal user_id';
COMMENT ON COLUMN verifications.status IS 'The decision. @personal user_id';
COMMENT ON COLUMN verifications.documents IS 'The papers: at most 20 objects with kind, storageKey and perhaps contentType, never the papers themselves. @personal user_id';
COMMENT ON COLUMN verifications.rejection_reason IS 'The reason, for the user to read: set exactly when status is rejected. @personal user_id';
COMMENT ON COLUMN verifications.submitted_at IS 'The time when they were handed in. @personal user_id';
COMMENT ON COLUMN verifications.reviewed_at IS 'The time of the decision; null while it is pending. @personal user_id';
COMMENT ON COLUMN verifications.created_at IS 'The time when the row was made. @impersonal';
COMMENT ON COLUMN verifications.updated_at IS 'The time of the last change. @impersonal';
COMMENT ON COLUMN verifications.request_digest IS 'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret @personal user_id';
COMMENT ON COLUMN verifications.reviewed_by IS 'The administrator who decided; null while it is pending, or if that account is gone. @personal reviewed_by';
COMMENT ON COLUMN verifications.type_code IS 'The number of the type, for policies. @secret @personal user_id';

CREATE TABLE webhook_events (
  provider text NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  created timestamp with time zone NOT NULL,
  body_hash bytea NOT NULL,
  body jsonb NOT NULL,
  status webhook_status DEFAULT 'done'::webhook_status NOT NULL,
  waits_for text,
  tries integer DEFAULT 0 NOT NULL,
  error_code text,
  received_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT webhook_events_pkey PRIMARY KEY (provider, event_id),
  CONSTRAINT ck_webhook_events_body_hash_length CHECK (octet_length(body_hash) = 32),
  CONSTRAINT ck_webhook_events_error_code_length CHECK (char_length(error_code) >= 1 AND char_length(error_code) <= 100),
  CONSTRAINT ck_webhook_events_event_id_length CHECK (char_length(event_id) >= 1 AND char_length(event_id) <= 255),
  CONSTRAINT ck_webhook_events_parked_waits CHECK (status <> 'parked'::webhook_status OR waits_for IS NOT NULL),
  CONSTRAINT ck_webhook_events_provider_length CHECK (char_length(provider) >= 1 AND char_length(provider) <= 50),
  CONSTRAINT ck_webhook_events_tries_not_negative CHECK (tries >= 0),
  CONSTRAINT ck_webhook_events_type_length CHECK (char_length(type) >= 1 AND char_length(type) <= 200),
  CONSTRAINT ck_webhook_events_waits_for_length CHECK (char_length(waits_for) >= 1 AND char_length(waits_for) <= 255)
);

CREATE INDEX ix_webhook_events_done ON webhook_events USING btree (received_at, provider, event_id) WHERE status = 'done'::webhook_status;
CREATE INDEX ix_webhook_events_parked ON webhook_events USING btree (provider, waits_for, created, event_id) WHERE status = 'parked'::webhook_status;
CREATE INDEX ix_webhook_events_parked_received ON webhook_events USING btree (received_at, provider, event_id) WHERE status = 'parked'::webhook_status;
CREATE INDEX ix_webhook_events_untried ON webhook_events USING btree (updated_at, provider, event_id) WHERE status = 'parked'::webhook_status;

CREATE TRIGGER tr_webhook_events_updated_at BEFORE UPDATE ON webhook_events FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE webhook_events IS 'An event that a provider sent. Its id is the provider''s.';
COMMENT ON COLUMN webhook_events.provider IS 'The name of the provider, such as stripe. @impersonal';
COMMENT ON COLUMN webhook_events.event_id IS 'The provider''s id of the event. @impersonal';
COMMENT ON COLUMN webhook_events.type IS 'The provider''s name of what happened. @impersonal';
COMMENT ON COLUMN webhook_events.created IS 'The provider''s time of the event. Events come in any order. @impersonal';
COMMENT ON COLUMN webhook_events.body_hash IS 'The SHA-256 of the body, byte for byte as it came. @secret @impersonal';
COMMENT ON COLUMN webhook_events.body IS 'The body, for a later try. It may say more of people than the tables do: it is deleted with its row. @secret @impersonal';
COMMENT ON COLUMN webhook_events.status IS 'Done, or parked until the row that it is about exists. @impersonal';
COMMENT ON COLUMN webhook_events.waits_for IS 'The name of the row that it is about, such as the id of an intent; null: never parked. @impersonal';
COMMENT ON COLUMN webhook_events.tries IS 'The number of times that its handler ran and was committed or set aside. @impersonal';
COMMENT ON COLUMN webhook_events.error_code IS 'The code of the error that its handler ended with while it is parked; null: none. @impersonal';
COMMENT ON COLUMN webhook_events.received_at IS 'The time when it first came. @impersonal';
COMMENT ON COLUMN webhook_events.updated_at IS 'The time of the last change. @impersonal';

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
CREATE TRIGGER tr_wishlists_queue_saved AFTER INSERT ON wishlists REFERENCING NEW TABLE AS changed_entry FOR EACH STATEMENT EXECUTE FUNCTION queue_likes();
CREATE TRIGGER tr_wishlists_queue_unsaved AFTER DELETE ON wishlists REFERENCING OLD TABLE AS changed_entry FOR EACH STATEMENT EXECUTE FUNCTION queue_likes();
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

ALTER TABLE badges ADD CONSTRAINT fk_badges_awarded_by FOREIGN KEY (awarded_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE badges ADD CONSTRAINT fk_badges_revoked_by FOREIGN KEY (revoked_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE badges ADD CONSTRAINT fk_badges_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE blocks ADD CONSTRAINT fk_blocks_blocked FOREIGN KEY (blocked_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE blocks ADD CONSTRAINT fk_blocks_blocker FOREIGN KEY (blocker_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_last_message FOREIGN KEY (last_message_id, id) REFERENCES messages(id, conversation_id) ON DELETE SET NULL (last_message_id);
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE SET NULL (product_id);
ALTER TABLE conversations ADD CONSTRAINT fk_conversations_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE event_failures ADD CONSTRAINT fk_event_failures_consumer FOREIGN KEY (consumer, shard) REFERENCES event_consumers(name, shard) ON DELETE CASCADE;
ALTER TABLE follows ADD CONSTRAINT fk_follows_followee FOREIGN KEY (followee_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE follows ADD CONSTRAINT fk_follows_follower FOREIGN KEY (follower_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE messages ADD CONSTRAINT fk_messages_conversation FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
ALTER TABLE messages ADD CONSTRAINT fk_messages_offer FOREIGN KEY (offer_id) REFERENCES offers(id) ON DELETE SET NULL;
ALTER TABLE messages ADD CONSTRAINT fk_messages_sender FOREIGN KEY (sender_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_decided_by FOREIGN KEY (decided_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_leased_by FOREIGN KEY (leased_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_message FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE SET NULL;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE SET NULL;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_reported_user FOREIGN KEY (reported_user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_review FOREIGN KEY (review_id) REFERENCES reviews(id) ON DELETE SET NULL;
ALTER TABLE moderation_cases ADD CONSTRAINT fk_moderation_cases_stream FOREIGN KEY (stream_id) REFERENCES streams(id) ON DELETE SET NULL;
ALTER TABLE notification_deliveries ADD CONSTRAINT fk_notification_deliveries_notification FOREIGN KEY (notification_id) REFERENCES notifications(id) ON DELETE CASCADE;
ALTER TABLE notifications ADD CONSTRAINT fk_notifications_actor FOREIGN KEY (actor_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE notifications ADD CONSTRAINT fk_notifications_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_conversation FOREIGN KEY (conversation_id, buyer_id, seller_id) REFERENCES conversations(id, buyer_id, seller_id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_parent_offer FOREIGN KEY (parent_offer_id) REFERENCES offers(id) ON DELETE SET NULL;
ALTER TABLE offers ADD CONSTRAINT fk_offers_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE CASCADE;
ALTER TABLE offers ADD CONSTRAINT fk_offers_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE payment_facts ADD CONSTRAINT fk_payment_facts_payment FOREIGN KEY (payment_id) REFERENCES transactions(id) ON DELETE RESTRICT;
ALTER TABLE place_anchors ADD CONSTRAINT fk_place_anchors_owner FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE products ADD CONSTRAINT fk_products_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE reports ADD CONSTRAINT fk_reports_case FOREIGN KEY (case_id) REFERENCES moderation_cases(id) ON DELETE CASCADE;
ALTER TABLE reports ADD CONSTRAINT fk_reports_reporter FOREIGN KEY (reporter_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_hidden_by FOREIGN KEY (hidden_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_payment FOREIGN KEY (payment_id) REFERENCES transactions(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_reviewee FOREIGN KEY (reviewee_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_reviewer FOREIGN KEY (reviewer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE saved_searches ADD CONSTRAINT fk_saved_searches_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE sessions ADD CONSTRAINT fk_sessions_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE stream_products ADD CONSTRAINT fk_stream_products_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE CASCADE;
ALTER TABLE stream_products ADD CONSTRAINT fk_stream_products_stream FOREIGN KEY (stream_id, seller_id) REFERENCES streams(id, user_id) ON DELETE CASCADE;
ALTER TABLE streams ADD CONSTRAINT fk_streams_pinned_product FOREIGN KEY (pinned_product_id, id) REFERENCES stream_products(product_id, stream_id) ON DELETE SET NULL (pinned_product_id);
ALTER TABLE streams ADD CONSTRAINT fk_streams_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE tokens ADD CONSTRAINT fk_tokens_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_buyer FOREIGN KEY (buyer_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_offer FOREIGN KEY (offer_id, product_id, buyer_id) REFERENCES offers(id, product_id, buyer_id) ON DELETE SET NULL (offer_id);
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_product FOREIGN KEY (product_id, seller_id) REFERENCES products(id, seller_id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_seller FOREIGN KEY (seller_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE transactions ADD CONSTRAINT fk_transactions_stream FOREIGN KEY (stream_id, seller_id) REFERENCES streams(id, user_id) ON DELETE SET NULL (stream_id);
ALTER TABLE user_stats ADD CONSTRAINT fk_user_stats_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE verifications ADD CONSTRAINT fk_verifications_reviewed_by FOREIGN KEY (reviewed_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE verifications ADD CONSTRAINT fk_verifications_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE wishlist_alerts ADD CONSTRAINT fk_wishlist_alerts_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
ALTER TABLE wishlists ADD CONSTRAINT fk_wishlists_product FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
ALTER TABLE wishlists ADD CONSTRAINT fk_wishlists_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

CREATE OR REPLACE FUNCTION souk_query(value text)
 RETURNS tsquery
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT
RETURN (WITH RECURSIVE given AS (SELECT souk_stem(regexp_replace(souk_normalize(regexp_replace(translate(souk_query.value, '«»“”„'::text, '"""""'::text), '("[^"]*"?)|(?<!\S)(-)([^\s"]+)'::text, '\1\2"\3"'::text, 'g'::text)), '(?<=\s)او(?=\s)'::text, 'or'::text, 'g'::text)) AS words), synonym AS (SELECT row_number() OVER (ORDER BY search_synonyms.term) AS number, plainto_tsquery('souk'::regconfig, souk_stem(souk_normalize(search_synonyms.term))) AS target, souk_synonyms(search_synonyms.expansions) AS substitute FROM ((given CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('souk'::regconfig, given.words))) word(lexeme)) JOIN search_synonyms ON ((search_synonyms.lexeme = word.lexeme)))), rewritten AS (SELECT websearch_to_tsquery('souk'::regconfig, given.words) AS query, (0)::bigint AS number FROM given UNION ALL SELECT COALESCE(ts_rewrite(rewritten_1.query, synonym.target, (synonym.target || synonym.substitute)), rewritten_1.query) AS "coalesce", synonym.number FROM (rewritten rewritten_1 JOIN synonym ON (((synonym.number = (rewritten_1.number + 1)) AND (numnode(rewritten_1.query) <= 500))))) SELECT rewritten.query FROM rewritten ORDER BY rewritten.number DESC LIMIT 1);
COMMENT ON FUNCTION souk_query(text) IS 'The query of a text in web-search syntax, in English or Arabic, with its synonyms.';

CREATE VIEW product_cards WITH (security_invoker=true) AS
 SELECT id,
    seller_id,
    title,
    price_minor,
    original_price_minor,
    currency,
    category,
    condition,
    feed_type,
    public_location,
    neighborhood,
    is_available,
    image_urls[1] AS cover_image_url,
    created_at,
    search
   FROM products;
COMMENT ON VIEW product_cards IS 'What a list shows of each product.';
COMMENT ON COLUMN product_cards.id IS 'The listing. @personal seller_id';
COMMENT ON COLUMN product_cards.seller_id IS 'The user who sells it. @personal seller_id';
COMMENT ON COLUMN product_cards.title IS 'The name of the thing, in the seller''s words. @personal seller_id';
COMMENT ON COLUMN product_cards.price_minor IS 'In the minor unit of currency. @personal seller_id';
COMMENT ON COLUMN product_cards.original_price_minor IS 'The price before a reduction, in the minor unit of currency; null if there was none. @personal seller_id';
COMMENT ON COLUMN product_cards.currency IS 'ISO 4217. @personal seller_id';
COMMENT ON COLUMN product_cards.category IS 'The kind of thing. @personal seller_id';
COMMENT ON COLUMN product_cards.condition IS 'The wear. @personal seller_id';
COMMENT ON COLUMN product_cards.feed_type IS 'The feed that shows it. @personal seller_id';
COMMENT ON COLUMN product_cards.public_location IS 'The place that may be shown: 230 to 500 m off the exact one; null if the seller does not say. @personal seller_id';
COMMENT ON COLUMN product_cards.neighborhood IS 'The part of town in words; null if none was given. @personal seller_id';
COMMENT ON COLUMN product_cards.is_available IS 'True while it can be bought. @personal seller_id';
COMMENT ON COLUMN product_cards.cover_image_url IS 'The address of the first picture; null if there is none. @personal seller_id';
COMMENT ON COLUMN product_cards.created_at IS 'The time of the listing. @personal seller_id';
COMMENT ON COLUMN product_cards.search IS 'The words of the listing, for the rank of what a search found: on no card. @secret @personal seller_id';

CREATE VIEW profiles WITH (security_invoker=true) AS
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
