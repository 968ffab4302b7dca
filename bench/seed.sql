/*
Data for the benchmark: sellers, buyers, products and conversations around the cities of the Gulf.

The number of products is in the setting bench.products. Everything follows from setseed, so two runs have the same
rows. Times are whole milliseconds, which is all that a Date can carry: no peer needs more to ask for the next page.
Coordinates have six decimals, so that text and binary forms of a place give the same numbers. Public places are set here
for both reasons: the trigger would draw them at random.

A title has a kind of thing, which a fifth of the products have, and a word in Arabic, which a seventh have. One product in
some 2,000 is made of each of eight materials, in English or Arabic. None of these words has synonyms.
*/

select setseed(0.2504);

insert into users (id, email, username, full_name, role, is_verified, created_at, updated_at)
select
  ('0192f5a0-0000-7000-8001-' || (100000000000 + n))::uuid,
  'user' || n || '@example.com',
  'user' || n,
  'User Number ' || n,
  'both',
  n % 3 = 0,
  timestamptz '2026-01-01 00:00+00' + n * interval '1 minute',
  timestamptz '2026-01-01 00:00+00' + n * interval '1 minute'
from generate_series(1, 5000) as n;

alter table products disable trigger tr_products_set_public_location;

with city (place, name, longitude, latitude) as (
  values
    (0, 'Deira, Dubai', 55.2708, 25.2048),
    (1, 'Al Khalidiyah, Abu Dhabi', 54.3773, 24.4539),
    (2, 'Al Majaz, Sharjah', 55.4033, 25.3463),
    (3, 'West Bay, Doha', 51.5310, 25.2854),
    (4, 'Adliya, Manama', 50.5861, 26.2285),
    (5, 'Salmiya, Kuwait City', 47.9774, 29.3759),
    (6, 'Olaya, Riyadh', 46.6753, 24.7136),
    (7, 'Qurum, Muscat', 58.4059, 23.5880)
),
draft as (
  select
    n,
    n % 8 as place,
    random() as availability,
    sqrt(-2 * ln(1 - random())) as spread, -- with the angle, normally distributed around the centre
    2 * pi() * random() as angle,
    100 + floor(random() * 500000)::bigint as price_minor,
    timestamptz '2026-01-01 00:00+00' + n * interval '2 minutes' + floor(random() * 1000) * interval '1 ms' as created_at
  from generate_series(1, current_setting('bench.products')::integer) as n
)
insert into products (
  id, seller_id, title, description, price_minor, original_price_minor, category, condition, feed_type, location,
  public_location, neighborhood, is_available, view_count, like_count, image_urls, video_url, tags, sold_at, created_at, updated_at
)
select
  ('0192f5a0-0000-7000-8000-' || (100000000000 + draft.n))::uuid,
  ('0192f5a0-0000-7000-8001-' || (100000000000 + 1 + (draft.n::bigint * 7919) % 5000))::uuid,
  (array['Court shoes, size ', 'Signed card No. ', 'Desk lamp, lot ', 'Phone, model ', 'Winter coat, size '])[1 + draft.n % 5]
    || draft.n % 97
    || (array[', دراجة', ', خزانة', ', ثلاجة', ', غسالة', ', ستارة', ', مرآة', ', مكتبة'])[1 + draft.n % 7]
    || coalesce(
      (array[' (walnut)', ' (brass)', ' (marble)', ' (pewter)', ' (رخام)', ' (نحاس)', ' (خيزران)', ' (فيروز)'])[draft.n % 2003],
      ''
    ),
  'Bought two summers ago, used a few times and kept in its box. No smoking, no pets. Collection near '
    || city.name || ' after six, or delivery against a small fee. Serious offers only, please; questions are welcome. #'
    || draft.n,
  draft.price_minor,
  case when draft.n % 4 = 0 then draft.price_minor + 5000 end,
  (enum_range(null::product_category))[1 + (draft.n::bigint * 7907) % 12],
  (enum_range(null::product_condition))[1 + (draft.n::bigint * 7901) % 4],
  (enum_range(null::feed_type))[1 + (draft.n::bigint * 7883 / 12) % 2],
  st_setsrid(
    st_makepoint(
      round((city.longitude + 0.2 * draft.spread * cos(draft.angle))::numeric, 6)::float8,
      round((city.latitude + 0.2 * draft.spread * sin(draft.angle))::numeric, 6)::float8
    ),
    4326
  )::geography,
  st_setsrid(
    st_makepoint(
      round((city.longitude + 0.2 * draft.spread * cos(draft.angle) + 0.0035 * cos(draft.n))::numeric, 6)::float8,
      round((city.latitude + 0.2 * draft.spread * sin(draft.angle) + 0.0032 * sin(draft.n))::numeric, 6)::float8
    ),
    4326
  )::geography,
  city.name,
  draft.availability < 0.9,
  draft.n % 1000,
  draft.n % 100,
  array[
    'https://images.example.com/products/' || draft.n || '/1.jpg',
    'https://images.example.com/products/' || draft.n || '/2.jpg',
    'https://images.example.com/products/' || draft.n || '/3.jpg'
  ],
  case when draft.n % 10 = 0 then 'https://videos.example.com/products/' || draft.n || '.mp4' end,
  array['gulf', 'used', 'lot ' || draft.n % 50],
  case when draft.availability >= 0.95 then draft.created_at + interval '1 day' end,
  draft.created_at,
  draft.created_at
from draft
join city on city.place = draft.place;

alter table products enable trigger tr_products_set_public_location;

insert into conversations (id, buyer_id, seller_id, product_id, created_at, updated_at)
select
  ('0192f5a0-0000-7000-8002-' || (100000000000 + n))::uuid,
  ('0192f5a0-0000-7000-8001-' || (100000000000 + 1 + n % 2500))::uuid,
  products.seller_id, -- by the numbers never the buyer
  products.id,
  timestamptz '2026-06-01 00:00+00' + n * interval '1 minute',
  timestamptz '2026-06-01 00:00+00' + n * interval '1 minute'
from generate_series(1, 10000) as n
join products on products.id = ('0192f5a0-0000-7000-8000-' || (100000000000 + 1 + n % 10000))::uuid;

-- People whose inbox has a full page: as buyers, each with twenty of the sellers, and a last message in every conversation.
insert into users (id, email, username, full_name, role, created_at, updated_at)
select
  ('0192f5a0-0000-7000-8004-' || (100000000000 + n))::uuid,
  'owner' || n || '@example.com',
  'owner' || n,
  'Inbox Owner Number ' || n,
  'both',
  timestamptz '2026-01-01 00:00+00' + n * interval '1 minute',
  timestamptz '2026-01-01 00:00+00' + n * interval '1 minute'
from generate_series(1, 200) as n;

insert into conversations (id, buyer_id, seller_id, is_general, created_at, updated_at)
select
  ('0192f5a0-0000-7000-8006-' || (100000000000 + owner * 100 + place))::uuid,
  ('0192f5a0-0000-7000-8004-' || (100000000000 + owner))::uuid,
  ('0192f5a0-0000-7000-8001-' || (100000000000 + 2501 + (owner * 20 + place) % 2500))::uuid,
  true,
  timestamptz '2026-06-01 00:00+00' + (owner * 20 + place) * interval '1 minute',
  timestamptz '2026-06-01 00:00+00' + (owner * 20 + place) * interval '1 minute'
from generate_series(1, 200) as owner, generate_series(1, 20) as place;

insert into messages (id, conversation_id, sender_id, content, created_at, updated_at)
select
  overlay(conversations.id::text placing '8007' from 20)::uuid,
  conversations.id,
  conversations.seller_id,
  'Yes, it is still there. You can come by after six, the doorman knows. #' || row_number() over (order by conversations.id),
  conversations.created_at + interval '1 hour',
  conversations.created_at + interval '1 hour'
from conversations
where conversations.is_general;

update conversations
set last_message_id = messages.id, last_message_at = messages.created_at, buyer_unread_count = 1
from messages
where messages.conversation_id = conversations.id;

-- The feed walks this index whoever asks: without one, every page sorts some thousand rows. The schema's own has nulls
-- last, which not every builder can ask for.
create index if not exists bench_products_feed on products (category, feed_type, created_at desc, id desc)
where is_available;

-- Boxes of a map, for peers: on the plane of degrees, where a box has straight edges. The package has an index of its own.
create index bench_products_box on products using gist ((public_location::geometry)) where is_available;

-- Prisma cannot read geography: with the place as JSON its own reads see whole products, and it can combine those of
-- one tick.
create view bench_products_as_json as
select
  id, seller_id, title, description, price_minor, original_price_minor, currency, category, condition, feed_type,
  st_asgeojson(public_location)::json as public_location, neighborhood, is_available, view_count, like_count, image_urls, video_url,
  video_thumbnail_url, tags, sold_at, created_at, updated_at, hidden_at
from products;
