/*
A marketplace among whose rows plans are looked at: the setting souk.rows says how many products there are, and all other
tables grow with them. Each row follows from its number, so that it is the same each time.

Some rows and values are many, others rare, whatever the size:
- The 1st user sells a fortieth of all products, streams a fortieth of all streams, and is followed by three users of four. The 2nd
  user buys a fiftieth of everything; the 3rd one saves, follows and reports much, and blocks 2,000 others. The 7th is the only
  administrator. From the 100th on they are like each other: some ten products, five conversations.
- The 1st conversation is as long as a twentieth of all messages; the others have four each.
- A fifth of the products is in one city, the others in a country of 600 km. Books are a thousandth, a condition (fair) and a
  currency (USD) a ten-thousandth, what is no longer for sale a seventh.
Triggers and foreign keys are off: each row is what they would have left.
*/
set local session_replication_role = replica;

create function pg_temp.rows_of(share float8) returns integer language sql stable as
$$ select greatest(10, (current_setting('souk.rows')::integer * share)::integer) $$;

-- The nth row of a table.
create function pg_temp.id(kind integer, n bigint) returns uuid language sql immutable as
$$ select (lpad(kind::text, 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

-- A number from 0 up to 1 that looks random: one of 64 streams for each n.
create function pg_temp.chance(n integer, stream integer) returns float8 language sql immutable as
$$ select (hashint4(n * 64 + stream)::bigint + 2147483648) / 4294967296.0 $$;

-- An ordinary user: not one of the first hundred.
create function pg_temp.person(n integer, stream integer) returns uuid language sql stable as
$$ select pg_temp.id(1, 100 + floor(pg_temp.chance(n, stream) * (pg_temp.rows_of(0.1) - 100))::bigint) $$;

-- A made-up word, by Zipf's law: the most frequent of 20,000 has a share of 0.7 % of all words. Its letters have no English endings.
create function pg_temp.word(n integer, stream integer) returns text language sql immutable as
$$ select 'q' || translate(floor(20 * exp(pg_temp.chance(n, stream) * ln(1000)))::integer::text, '0123456789', 'bcdfghjklm') $$;

-- The nth of so many moments of half a year, the newest first.
create function pg_temp.moment(n bigint, total bigint) returns timestamptz language sql immutable as
$$ select timestamptz '2026-06-01' - n * (interval '180 days' / total) $$;

-- Nine in ten people say where they are.
insert into users (
  id, email, username, phone, role, public_location, neighborhood, stripe_customer_id, is_verified, created_at
)
select
  pg_temp.id(1, n),
  'person' || n || '@example.com',
  'person' || n,
  '+97150' || lpad(n::text, 7, '0'),
  case when n = 7 then 'admin' when n % 3 = 0 then 'seller' else 'buyer' end::user_role,
  case
    when n % 10 = 8 then null
    when pg_temp.chance(n, 1) < 0.2
      then st_makepoint(55.22 + 0.1 * pg_temp.chance(n, 2), 25.15 + 0.1 * pg_temp.chance(n, 3))
    else st_makepoint(50 + 6 * pg_temp.chance(n, 2), 22 + 6 * pg_temp.chance(n, 3))
  end,
  'Quarter ' || floor(200 * pg_temp.chance(n, 4)),
  'cus_' || n,
  n % 4 = 0,
  pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n;

insert into place_anchors (owner_id, ordinal, anchor, bearing, distance_metres)
select users.id, 1, users.public_location, 1, 300
from users
where users.public_location is not null;

insert into badges (user_id, badge_type, reason)
select pg_temp.id(1, n), (enum_range(null::badge_type))[2 + n % 5], 'x'
from generate_series(1, pg_temp.rows_of(0.1)) as n
where n % 4 > 1;

-- Indexes are made faster than they are kept up.
create temp table products_index on commit drop as
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index
where indrelid = 'products'::regclass
  and not exists (select from pg_constraint where pg_constraint.conindid = pg_index.indexrelid);
do $$
declare
  index_name text;
begin
  for index_name in select name from products_index loop
    execute format('drop index %s', index_name);
  end loop;
end
$$;

insert into products (
  id, seller_id, title, description, tags, price_minor, currency, category, condition, feed_type, public_location,
  neighborhood, is_available, sold_at, image_urls, created_at
)
select
  pg_temp.id(2, n),
  case when n % 40 = 7 then pg_temp.id(1, 1) else pg_temp.person(n, 20) end,
  pg_temp.word(n, 0) || ' ' || pg_temp.word(n, 1) || ' ' || pg_temp.word(n, 2) || ' ' || pg_temp.word(n, 3)
    || case n % 100 when 0 then ' iphone' when 1 then ' ايفون' else '' end,
  pg_temp.word(n, 4) || ' ' || pg_temp.word(n, 5) || ' ' || pg_temp.word(n, 6) || ' ' || pg_temp.word(n, 7),
  array[pg_temp.word(n, 8)],
  case when pg_temp.chance(n, 18) < 0.05 then 0 else floor(exp(5 + 9 * pg_temp.chance(n, 9))) end,
  case when pg_temp.chance(n, 19) < 0.0001 then 'USD' else 'AED' end,
  case
    when pg_temp.chance(n, 10) < 0.001 then 'books'
    else (enum_range(null::product_category))[1 + floor(pg_temp.chance(n, 21) * 10)]
  end,
  case
    when pg_temp.chance(n, 11) < 0.0001 then 'fair'
    else (enum_range(null::product_condition))[1 + floor(pg_temp.chance(n, 22) * 3)]
  end,
  case when pg_temp.chance(n, 12) < 0.1 then 'community' else 'discover' end::feed_type,
  case
    when pg_temp.chance(n, 13) < 0.2
      then st_makepoint(55.22 + 0.1 * pg_temp.chance(n, 14), 25.15 + 0.1 * pg_temp.chance(n, 15))
    else st_makepoint(50 + 6 * pg_temp.chance(n, 14), 22 + 6 * pg_temp.chance(n, 15))
  end,
  'Quarter ' || floor(200 * pg_temp.chance(n, 23)),
  n % 7 > 0,
  case when n % 7 = 0 then timestamptz '2026-06-01' end,
  array['https://example.com/' || n || '.jpg'],
  timestamptz '2026-06-01' - pg_temp.chance(n, 17) * interval '180 days'
from generate_series(1, pg_temp.rows_of(1)) as n;

do $$
declare
  index_definition text;
begin
  for index_definition in select definition from products_index loop
    execute index_definition;
  end loop;
end
$$;

insert into product_trends (product_id, category, neighborhood, is_listed, trend_rank)
select products.id, products.category, products.neighborhood, products.is_available, hashtext(products.id::text)
from products;

insert into product_activity (product_id, views, likes, happened_at)
select pg_temp.id(2, 1 + n % pg_temp.rows_of(1)), 1, 0, timestamptz '2026-06-01' + n * interval '1 second'
from generate_series(1, pg_temp.rows_of(0.05)) as n;

-- One in 200 is live, one in 50 is going to be.
insert into streams (
  id, user_id, title, category, status, started_at, ended_at, duration_seconds, public_location, created_at
)
select
  pg_temp.id(3, n),
  case when n % 40 = 1 then pg_temp.id(1, 1) else pg_temp.person(n, 1) end,
  'Stream ' || n,
  case
    when pg_temp.chance(n, 4) < 0.001 then 'books'
    else (enum_range(null::product_category))[1 + floor(pg_temp.chance(n, 5) * 10)]
  end,
  case when n % 200 = 0 then 'live' when n % 50 = 3 then 'scheduled' else 'ended' end::stream_status,
  case
    when n % 50 = 3 then timestamptz '2099-01-01' + n * interval '1 minute'
    else pg_temp.moment(n, pg_temp.rows_of(0.1))
  end,
  case when n % 200 <> 0 and n % 50 <> 3 then timestamptz '2026-06-02' end,
  case when n % 200 <> 0 and n % 50 <> 3 then 60 end,
  case when n % 200 = 0 then st_makepoint(50 + 6 * pg_temp.chance(n, 2), 22 + 6 * pg_temp.chance(n, 3)) end,
  pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n;

insert into stream_products (stream_id, product_id, seller_id, position, created_at)
select
  pg_temp.id(3, case when n <= 190 then 1 else 1 + n % pg_temp.rows_of(0.1) end),
  pg_temp.id(2, n),
  pg_temp.id(1, 1),
  n,
  pg_temp.moment(n, pg_temp.rows_of(0.2))
from generate_series(1, pg_temp.rows_of(0.2)) as n;

-- One in twenty is pending. Of these, both papers are asked for in one of a thousand.
insert into verifications (id, user_id, verification_type, status, documents, rejection_reason, submitted_at, reviewed_at)
select
  pg_temp.id(4, n),
  case when n % 20 = 0 then pg_temp.id(1, 100 + n) else pg_temp.person(n, 1) end,
  case when n % 20000 = 0 then 'both' else 'emirates_id' end::verification_type,
  case when n % 20 = 0 then 'pending' when n % 4 = 1 then 'rejected' else 'approved' end::verification_status,
  '[{"kind": "trade_license", "storageKey": "papers/licence.pdf"}]',
  case when n % 20 > 0 and n % 4 = 1 then 'It cannot be read.' end,
  pg_temp.moment(n, pg_temp.rows_of(0.05)),
  case when n % 20 > 0 then timestamptz '2026-06-02' end
from generate_series(1, pg_temp.rows_of(0.05)) as n;

insert into sessions (
  id, user_id, family_hash, token_hash, device_name, idle_seconds, last_used_at, idle_expires_at, expires_at, revoked_at,
  revoked_reason, created_at
)
select
  pg_temp.id(10, n),
  case when n % 1000 = 0 then pg_temp.id(1, 1) else pg_temp.person(n, 1) end,
  sha256(('family ' || n)::bytea),
  sha256(('token ' || n)::bytea),
  'Device ' || n,
  2592000,
  pg_temp.moment(n, pg_temp.rows_of(0.1)),
  timestamptz '2099-01-01',
  timestamptz '2099-01-01',
  case when n % 2 = 1 then pg_temp.moment(n, pg_temp.rows_of(0.1)) end,
  case when n % 2 = 1 then 'logout' end::session_revoked_reason,
  pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n;

-- Links for people, and codes for phones that are nobody's.
insert into tokens (id, purpose, form, user_id, sent_to, secret_hash, max_attempts, expires_at)
select
  pg_temp.id(11, n),
  case when n % 2 = 0 then 'password_reset' else 'login' end::token_purpose,
  case when n % 2 = 0 then 'link' else 'code' end::token_form,
  case when n % 2 = 0 then pg_temp.id(1, 100 + n) end,
  '+97155' || lpad(n::text, 7, '0'),
  sha256(('secret ' || n)::bytea),
  case when n % 2 = 1 then 5 end,
  case when n % 100 = 0 then timestamptz '2026-06-01' else timestamptz '2099-01-01' end
from generate_series(1, pg_temp.rows_of(0.05)) as n;

insert into follows (follower_id, followee_id, created_at)
select pg_temp.id(1, n), pg_temp.id(1, 1), pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(2, pg_temp.rows_of(0.1)) as n
where n % 4 > 0
union all
select pg_temp.id(1, 3), pg_temp.id(1, 100 + n), pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1) - 100) as n
union all
select pg_temp.person(n, 1), pg_temp.person(n, 2), pg_temp.moment(n, pg_temp.rows_of(0.5))
from generate_series(1, pg_temp.rows_of(0.5)) as n
where pg_temp.person(n, 1) <> pg_temp.person(n, 2)
on conflict do nothing;

-- The 3rd has blocked the 1st, whose listings are everywhere in the newest.
insert into blocks (blocker_id, blocked_id, created_at)
select pg_temp.id(1, 3), pg_temp.id(1, 1), timestamptz '2026-06-01'
union all
select pg_temp.id(1, 3), pg_temp.id(1, 100 + n * 2), timestamptz '2026-06-01' - n * interval '1 minute'
from generate_series(1, least(2000, pg_temp.rows_of(0.04))) as n
union all
select pg_temp.person(n, 1), pg_temp.person(n, 2), pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n
where pg_temp.person(n, 1) <> pg_temp.person(n, 2)
on conflict do nothing;

-- The nth conversation is about the nth product. A seventh is archived by its seller; in one of ten nothing was said.
insert into conversations (
  id, buyer_id, seller_id, product_id, archived_by, last_message_id, last_message_at, buyer_unread_count, created_at
)
select
  products_of.conversation_id,
  products_of.buyer_id,
  products_of.seller_id,
  products_of.product_id,
  case when n % 7 = 0 then array[products_of.seller_id] else '{}' end,
  case when n % 10 > 0 then pg_temp.id(6, n) end,
  case when n % 10 > 0 then pg_temp.moment(n, pg_temp.rows_of(0.25)) end,
  case when n % 9 = 0 then 2 else 0 end,
  pg_temp.moment(n, pg_temp.rows_of(0.25))
from generate_series(1, pg_temp.rows_of(0.25)) as n
cross join lateral (
  select
    pg_temp.id(5, n) as conversation_id,
    pg_temp.id(2, n) as product_id,
    case when n % 50 = 1 then pg_temp.id(1, 2) else pg_temp.id(1, 4 + (n::bigint * 7919) % 90) end as buyer_id,
    products.seller_id
  from products
  where products.id = pg_temp.id(2, n)
) as products_of
on conflict do nothing;

-- A fifth of the buyers' conversations is theirs who are like each other.
update conversations
set buyer_id = pg_temp.person(hashtext(conversations.id::text) % 1000000, 40)
where conversations.buyer_id not in (pg_temp.id(1, 2))
  and conversations.seller_id <> pg_temp.person(hashtext(conversations.id::text) % 1000000, 40);

insert into messages (id, conversation_id, sender_id, content, read_at, created_at)
select
  pg_temp.id(6, n),
  conversations.id,
  case when n % 2 = 0 then conversations.buyer_id else conversations.seller_id end,
  'Message ' || n,
  case when n % 37 > 0 then timestamptz '2026-06-02' end,
  pg_temp.moment(n, pg_temp.rows_of(1))
from generate_series(1, pg_temp.rows_of(1)) as n
join conversations
  on conversations.id = pg_temp.id(5, case when n % 20 = 0 then 1 else 1 + n % pg_temp.rows_of(0.25) end);

-- One in twenty waits for an answer; of these one in 50 has expired.
insert into offers (
  id, product_id, conversation_id, buyer_id, seller_id, made_by, amount_minor, currency, status, expires_at, created_at
)
select
  pg_temp.id(7, n),
  conversations.product_id,
  conversations.id,
  conversations.buyer_id,
  conversations.seller_id,
  conversations.buyer_id,
  n,
  'AED',
  case
    when n % 20 = 3 and n <= pg_temp.rows_of(0.25) then 'pending'
    when n % 7 < 4 then 'declined'
    else 'cancelled'
  end::offer_status,
  case when n % 1000 = 3 then timestamptz '2026-06-01' when n % 2 = 1 then timestamptz '2099-01-01' end,
  pg_temp.moment(n, pg_temp.rows_of(0.5))
from generate_series(1, pg_temp.rows_of(0.5)) as n
join conversations
  on conversations.id = pg_temp.id(5, case when n % 10 = 1 then 1 else 1 + n % pg_temp.rows_of(0.25) end);

-- The nth payment is of the nth product. Most failed; one in three was completed, one in 60 waits for its money.
insert into transactions (
  id, buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, currency, feed_type, status,
  stripe_payment_intent_id, completed_at, expires_at, expired_at, amount_received_minor, amount_due_minor, needs_review,
  stream_id, created_at
)
select
  pg_temp.id(8, n),
  case when n % 50 = 0 then pg_temp.id(1, 2) else pg_temp.person(n, 1) end,
  products.seller_id,
  products.id,
  n,
  n / 10,
  n - n / 10,
  case when n % 5000 = 0 then 'USD' else 'AED' end,
  'discover',
  case when n % 3 = 0 then 'completed' when n % 60 = 1 then 'pending' when n % 5000 = 2 then 'cancelled' else 'failed' end
    ::transaction_status,
  'pi_' || n,
  case when n % 3 = 0 then pg_temp.moment(n, pg_temp.rows_of(0.5)) end,
  case when n % 6000 = 1 then timestamptz '2026-06-01' when n % 60 = 1 then timestamptz '2099-01-01' end,
  case when n % 40 = 2 then timestamptz '2026-06-02' end,
  case when n % 120 = 2 then n else 0 end,
  case when n % 120 = 2 then n else 0 end,
  n % 120 = 2,
  case when n % 40 = 7 then pg_temp.id(3, 1) end,
  pg_temp.moment(n, pg_temp.rows_of(0.5))
from generate_series(1, pg_temp.rows_of(0.5)) as n
join products on products.id = pg_temp.id(2, n)
where products.seller_id <> pg_temp.person(n, 1);

insert into payment_facts (payment_id, kind, stripe_id, status, amount_minor, currency, counted, counted_change)
select pg_temp.id(8, n), 'intent', 'pi_' || n, 'succeeded', n, 'AED', n, n
from generate_series(1, pg_temp.rows_of(0.5)) as n;

-- One review in 200 has one star, nearly all have five; one in ten is hidden.
insert into reviews (id, payment_id, product_id, reviewer_id, reviewee_id, rating, content, hidden_at, created_at)
select
  pg_temp.id(9, n),
  transactions.id,
  transactions.product_id,
  transactions.buyer_id,
  transactions.seller_id,
  case when n % 200 = 3 then 1 when n % 7 = 1 then 4 else 5 end,
  'Just as it was described.',
  case when n % 10 = 5 then timestamptz '2026-06-02' end,
  pg_temp.moment(n, pg_temp.rows_of(0.16))
from generate_series(1, pg_temp.rows_of(0.16)) as n
join transactions on transactions.id = pg_temp.id(8, n * 3);

-- One user in four has none.
insert into user_stats (
  user_id, follower_count, following_count, rating_1_count, rating_4_count, rating_5_count, badges
)
select
  users.id,
  (select count(*) from follows where follows.followee_id = users.id),
  (select count(*) from follows where follows.follower_id = users.id),
  coalesce(rated.rating_1_count, 0),
  coalesce(rated.rating_4_count, 0),
  coalesce(rated.rating_5_count, 0),
  case when n % 4 > 1 then '{first_sale}' else '{}' end::badge_type[]
from generate_series(1, pg_temp.rows_of(0.1)) as n
join users on users.id = pg_temp.id(1, n)
left join (
  select
    reviews.reviewee_id,
    count(*) filter (where reviews.rating = 1) as rating_1_count,
    count(*) filter (where reviews.rating = 4) as rating_4_count,
    count(*) filter (where reviews.rating = 5) as rating_5_count
  from reviews
  where reviews.hidden_at is null
  group by reviews.reviewee_id
) as rated on rated.reviewee_id = users.id
where n % 4 > 0 or rated.reviewee_id is not null;

-- A tenth is told to the 1st, who reads it, a tenth to the 2nd, who does not. One in four is sent by push.
insert into notifications (
  id, user_id, actor_id, notification_type, title, channels, dedupe_key, read_at, created_at
)
select
  pg_temp.id(12, n),
  case n % 10 when 0 then pg_temp.id(1, 1) when 1 then pg_temp.id(1, 2) else pg_temp.person(n, 1) end,
  case when n % 3 > 0 then pg_temp.person(n, 2) end,
  'other',
  'Something happened',
  case when n % 4 = 0 then array['push']::notification_channel[] else '{}' end,
  'event ' || n,
  case when n % 10 = 0 and n > 1000 or n % 10 > 1 and n % 2 = 0 then timestamptz '2026-06-02' end,
  pg_temp.moment(n, pg_temp.rows_of(0.5))
from generate_series(1, pg_temp.rows_of(0.5)) as n;

-- One delivery in 200 is due.
insert into notification_deliveries (
  id, notification_id, channel, status, attempt, next_attempt_at, sent_at, last_error_code
)
select
  pg_temp.id(13, n),
  pg_temp.id(12, n * 4),
  'push',
  case when n % 200 = 0 then 'pending' when n % 20 = 1 then 'failed' else 'sent' end::delivery_status,
  case when n % 200 = 0 then 0 else 1 end,
  timestamptz '2026-06-01',
  case when n % 200 > 0 and n % 20 <> 1 then timestamptz '2026-06-02' end,
  case when n % 20 = 1 then 'unregistered' end
from generate_series(1, pg_temp.rows_of(0.12)) as n;

insert into wishlists (user_id, product_id, price_minor, currency, created_at)
select pg_temp.id(1, n), pg_temp.id(2, 1), 1000, 'AED', pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(4, pg_temp.rows_of(0.1)) as n
union all
select
  case when n % 8 = 0 then pg_temp.id(1, 3) else pg_temp.person(n, 1) end,
  pg_temp.id(2, 2 + n % (pg_temp.rows_of(1) - 1)),
  1000,
  'AED',
  pg_temp.moment(n, pg_temp.rows_of(0.25))
from generate_series(1, pg_temp.rows_of(0.25)) as n
on conflict do nothing;

insert into wishlist_alerts (product_id, queued_at)
select pg_temp.id(2, n), pg_temp.moment(n, pg_temp.rows_of(0.02))
from generate_series(1, pg_temp.rows_of(0.02)) as n;

-- A third is open. Of these one in 400 is about violence, one in 50 is of a review.
insert into moderation_cases (
  id, subject_type, subject_id, reported_user_id, reason, status, decision, decided_at, created_at
)
select
  pg_temp.id(14, n),
  case when n % 50 = 3 then 'review' when n % 5 = 1 then 'product' else 'message' end::report_subject_type,
  pg_temp.id(2, n),
  pg_temp.person(n, 1),
  case when n % 400 = 3 then 'violence' when n % 3 = 1 then 'scam' else 'spam' end::report_reason,
  case when n % 3 = 0 then 'open' else 'decided' end::moderation_case_status,
  case when n % 3 > 0 then 'dismiss' end::moderation_decision,
  case when n % 3 > 0 then timestamptz '2026-06-02' end,
  pg_temp.moment(n, pg_temp.rows_of(0.05))
from generate_series(1, pg_temp.rows_of(0.05)) as n;

insert into reports (id, case_id, reporter_id, reason, created_at)
select
  pg_temp.id(15, n),
  pg_temp.id(14, case when n % 40 = 1 then 3 else 1 + n % pg_temp.rows_of(0.05) end),
  case when n % 40 = 2 then pg_temp.id(1, 3) else pg_temp.person(n, 1) end,
  'spam',
  pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n
on conflict do nothing;

update moderation_cases
set report_count = reported.report_count
from (select reports.case_id, count(*) as report_count from reports group by reports.case_id) as reported
where moderation_cases.id = reported.case_id;

insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, created_at)
select
  case when n % 4000 = 0 then pg_temp.id(1, 7) when n % 2 = 1 then pg_temp.id(1, 8) end,
  'hide',
  'product',
  pg_temp.id(2, 1 + n % pg_temp.rows_of(0.03)),
  case when n % 40 = 1 then pg_temp.id(1, 1) else pg_temp.person(n, 1) end,
  pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n;

insert into saved_searches (id, user_id, slot, name, filters, due_at, created_at)
select
  pg_temp.id(16, n),
  pg_temp.id(1, 1 + n % pg_temp.rows_of(0.1)),
  1 + n / pg_temp.rows_of(0.1),
  'Search ' || n,
  jsonb_build_object('category', 'books'),
  case when n % 50 = 0 then timestamptz '2026-06-01' else timestamptz '2099-01-01' end,
  pg_temp.moment(n, pg_temp.rows_of(0.05))
from generate_series(1, pg_temp.rows_of(0.05)) as n;

-- The first quarter of 2026: most events are views, one in a hundred is a payment.
select ensure_analytics_partitions('2026-01-01', '2026-03-31');
insert into analytics_events (id, occurred_at, event_type, visitor)
select
  pg_temp.id(17, n),
  timestamptz '2026-01-01 00:00:00+00' + n * (interval '90 days' / (pg_temp.rows_of(0.5) + 1)),
  case when n % 100 = 0 then 'payment_completed' when n % 10 = 0 then 'offer_made' else 'product_viewed' end,
  pg_temp.person(n, 1)
from generate_series(1, pg_temp.rows_of(0.5)) as n;
insert into analytics_daily (dimension, subject_id, event_type, day, event_count, visitor_count)
select 'seller'::analytics_dimension, pg_temp.id(1, n), event_type, date '2026-01-01' + day, 1 + n % 100, 1
from generate_series(1, pg_temp.rows_of(0.001)) as n
cross join generate_series(0, 89) as day
cross join unnest(array['product_viewed', 'offer_made']) as event_type
union all
select 'all', null, event_type, date '2026-01-01' + day, 1000, 10
from generate_series(0, 89) as day
cross join unnest(array['product_viewed', 'offer_made']) as event_type;
insert into analytics_dirty_days (day)
select date '2026-01-01' + n % 90
from generate_series(1, pg_temp.rows_of(0.01)) as n;

-- Events: most are handled, a few are not, and some failed. Payloads of what waits in the outbox are those of products.
select ensure_event_partitions(1 + pg_temp.rows_of(0.5) / 1000000);
insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
select
  n,
  get_byte(uuid_send(product.id), 15) & 31,
  product.id,
  'product.changed',
  1,
  array[pg_temp.person(n, 1)],
  '{}',
  pg_temp.moment(n, pg_temp.rows_of(0.5))
from generate_series(1, pg_temp.rows_of(0.5)) as n
cross join lateral (select pg_temp.id(2, 1 + n % pg_temp.rows_of(0.1)) as id) as product;
insert into event_audience (user_id, position)
select
  event_log.audience[1],
  event_log.position
from event_log;
update event_head set position = pg_temp.rows_of(0.5);
insert into event_consumers (name, shard, position)
select consumer.name, shard, pg_temp.rows_of(0.5) - consumer.behind
from (values ('mail', 1000), ('push', 0)) as consumer (name, behind)
cross join generate_series(0, 31) as shard;
insert into event_failures (consumer, position, shard, aggregate_id, tries, next_at, failed_at, dead_at)
select
  'mail',
  event_log.position,
  event_log.shard,
  event_log.aggregate_id,
  case when event_log.position % 100 = 50 then 15 else 1 end,
  case
    when event_log.position % 100 = 50 then 'infinity'
    when event_log.position % 1000 = 0 then timestamptz '2026-06-01'
    else timestamptz '2099-01-01'
  end,
  event_log.created_at,
  case when event_log.position % 100 = 50 then event_log.created_at end
from event_log
where event_log.position % 50 = 0;
insert into outbox (aggregate_id, type)
select pg_temp.id(2, n), 'product.changed'
from generate_series(1, pg_temp.rows_of(0.01)) as n;

insert into webhook_events (provider, event_id, type, created, body_hash, body, status, waits_for, received_at, updated_at)
select
  'stripe',
  'evt_' || n,
  'payment_intent.succeeded',
  pg_temp.moment(n, pg_temp.rows_of(0.1)),
  sha256(('body ' || n)::bytea),
  '{}',
  case when n % 100 = 34 then 'parked' else 'done' end::webhook_status,
  case when n % 100 = 34 then 'pi_' || n end,
  pg_temp.moment(n, pg_temp.rows_of(0.1)),
  pg_temp.moment(n, pg_temp.rows_of(0.1))
from generate_series(1, pg_temp.rows_of(0.1)) as n;
insert into idempotency_keys (scope, key, request_hash, answer, expires_at)
select
  'offers.make',
  'key ' || n,
  sha256(('request ' || n)::bytea),
  '{}',
  case when n % 100 = 0 then timestamptz '2026-06-01' else timestamptz '2099-01-01' end
from generate_series(1, pg_temp.rows_of(0.1)) as n;
