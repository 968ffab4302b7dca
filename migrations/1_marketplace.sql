/*
The marketplace: people, what they sell, where it is, how they talk, agree and pay.

Rules that hold for every table:
- Ids are UUIDs of version 7: they begin with the time, so new rows land at the end of each index. A caller may bring
  its own id, which makes a retried insert safe.
- Money is a whole number of the currency's minor unit (fils, cents) in a column that ends in _minor.
- Places are geography(Point, 4326): distances are metres on the globe.
- What a user owns goes with the user (cascade), context is forgotten (set null), money is never lost (restrict).
- Errors are mapped by name, so names are part of the contract: ck_<table>_<rule>, fk_<table>_<column without _id>,
  ix_<table>_<columns without _id> for btree, idx_<table>_<column> for GiST, tr_<table>_<purpose>, and PostgreSQL's own
  <table>_pkey and <table>_<column>_key.

No schema is named anywhere: managed services keep extensions elsewhere than in public.
*/

set local lock_timeout = '3s';

create extension if not exists postgis;
create extension if not exists citext;

-- PostgreSQL 18 brings uuidv7(); older servers get one that is called the same way, so that everything after this
-- block is the same on all of them.
do $$
begin
  if to_regprocedure('uuidv7()') is null then
    -- The first 16 hexadecimal digits are 48 bits of milliseconds, the version, and 12 bits of a millisecond's
    -- fraction: microseconds * 4096 / 1000 is all 60 bits of time in one number (written as 512 / 125, it does not
    -- overflow before the year 2540), and the version goes in as the 13th digit. A random UUID lends its second half,
    -- variant included.
    --
    -- The body is parsed here and now, not when it is called: no search_path of a caller can put another function in
    -- its place. A set search_path clause would do the same at three times the cost, as it forbids inlining.
    create function uuidv7() returns uuid
    language sql volatile parallel safe
    return (
      overlay(
        lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint * 512 / 125), 15, '0')
        placing '7' from 13 for 0
      ) || substr(gen_random_uuid()::text, 20)
    )::uuid;

    comment on function uuidv7() is
      'A time-ordered UUID (version 7). Stands in for the function that PostgreSQL brings from version 18 on.';
  end if;
end
$$;

create function set_updated_at() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := pg_catalog.now();
  return new;
end
$$;

comment on function set_updated_at() is 'Keeps updated_at: the time of the transaction that changed the row last.';

create type user_role as enum ('buyer', 'seller', 'both', 'admin');

create type product_category as enum (
  'trading_cards',
  'mens_fashion',
  'sneakers',
  'sports_cards',
  'collectibles',
  'electronics',
  'home_decor',
  'beauty',
  'kids_baby',
  'furniture',
  'books',
  'other'
);

create type product_condition as enum ('new', 'like_new', 'good', 'fair');
create type feed_type as enum ('discover', 'community');
create type stream_status as enum ('scheduled', 'live', 'ended');
create type stream_type as enum ('live', 'recorded');
create type message_type as enum ('text', 'image', 'offer', 'system');
create type offer_status as enum ('pending', 'accepted', 'declined', 'countered', 'expired', 'cancelled');
create type transaction_status as enum ('pending', 'completed', 'failed', 'refunded', 'cancelled');
create type verification_type as enum ('emirates_id', 'trade_license', 'both');
create type verification_status as enum ('pending', 'approved', 'rejected');

comment on type user_role is 'What somebody does here; both is buyer and seller.';
comment on type product_category is 'What kind of thing is on sale or on show.';
comment on type product_condition is 'How worn a product is, best first.';
comment on type feed_type is 'Where a product is shown: to everybody (discover) or to its neighborhood (community).';
comment on type stream_status is 'Where a stream is in its life.';
comment on type stream_type is 'Whether a stream is broadcast as it happens or was recorded before.';
comment on type message_type is 'What a message carries; system messages are written by the marketplace itself.';
comment on type offer_status is 'What became of an offer; countered: answered by another offer.';
comment on type transaction_status is 'Where a payment is in its life.';
comment on type verification_type is 'Which papers somebody hands in.';
comment on type verification_status is 'What the reviewer decided.';

-- users

create table users (
  id uuid not null default uuidv7(),
  email citext not null,
  username citext not null,
  phone text,
  password_hash text,
  full_name text,
  avatar_url text,
  bio text,
  role user_role not null default 'buyer',
  is_verified boolean not null default false,
  is_active boolean not null default true,
  location geography(Point, 4326),
  neighborhood text,
  building_name text,
  last_login_at timestamptz,
  stripe_customer_id text,
  stripe_connect_account_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_key unique (email),
  constraint users_username_key unique (username),
  constraint users_phone_key unique (phone),
  constraint ck_users_email_length check (char_length(email::text) <= 254),
  constraint ck_users_email_shape check (
    email::text ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+\.[^[:space:][:cntrl:]@]+$'
  ),
  constraint ck_users_username_shape check (username::text ~ '^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$'),
  constraint ck_users_phone_e164 check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint ck_users_password_hash_length check (char_length(password_hash) between 1 and 512),
  constraint ck_users_full_name_length check (char_length(full_name) between 1 and 200),
  constraint ck_users_avatar_url_length check (char_length(avatar_url) between 1 and 2048),
  constraint ck_users_bio_length check (char_length(bio) <= 2000),
  -- The type folds finite coordinates onto the globe before a check can see them (a latitude of 91 becomes 89, with a
  -- notice), so callers are checked before that. Here an empty point, NaN and infinity are refused.
  constraint ck_users_location_on_globe check (
    not st_isempty(location::geometry)
    and st_x(location::geometry) between -180 and 180
    and st_y(location::geometry) between -90 and 90
  ),
  constraint ck_users_neighborhood_length check (char_length(neighborhood) between 1 and 120),
  constraint ck_users_building_name_length check (char_length(building_name) between 1 and 120),
  constraint ck_users_stripe_customer_id_length check (char_length(stripe_customer_id) between 1 and 255),
  constraint ck_users_stripe_connect_account_id_length check (
    char_length(stripe_connect_account_id) between 1 and 255
  )
);

create index idx_users_location on users using gist (location);

comment on table users is 'People: who buys, sells, or looks after the marketplace.';
comment on column users.email is 'Unique whatever its case; kept as it was typed.';
comment on column users.username is
  'The public name: 3 to 40 letters, digits, dots, underscores and hyphens; unique whatever its case.';
comment on column users.phone is 'In E.164: a plus sign, the country code, the number, no spaces.';
comment on column users.password_hash is
  'A salted hash that names its own algorithm, never the password; null for who logs in by other means.';
comment on column users.bio is 'What somebody says about themselves, in public.';
comment on column users.is_verified is 'True once a verification was approved.';
comment on column users.is_active is 'False for an account that was closed: its rows stay, nobody can log in.';
comment on column users.location is 'Where somebody is at home, as precisely as they choose to say.';
comment on column users.neighborhood is 'The part of town in words, such as Dubai Marina.';
comment on column users.stripe_customer_id is 'The user who pays, at Stripe (cus_…).';
comment on column users.stripe_connect_account_id is 'The user who is paid, at Stripe (acct_…).';

-- products

create table products (
  id uuid not null default uuidv7(),
  seller_id uuid not null,
  title text not null,
  description text,
  price_minor bigint not null,
  original_price_minor bigint,
  currency text not null default 'AED',
  category product_category not null,
  condition product_condition not null,
  feed_type feed_type not null default 'discover',
  location geography(Point, 4326),
  neighborhood text,
  is_available boolean not null default true,
  view_count integer not null default 0,
  like_count integer not null default 0,
  image_urls text[] not null default '{}',
  video_url text,
  video_thumbnail_url text,
  tags text[] not null default '{}',
  sold_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint products_pkey primary key (id),
  constraint fk_products_seller foreign key (seller_id) references users (id) on delete cascade,
  constraint ck_products_title_length check (char_length(title) between 1 and 200),
  constraint ck_products_description_length check (char_length(description) <= 10000),
  constraint ck_products_price_not_negative check (price_minor >= 0),
  constraint ck_products_original_price_not_negative check (original_price_minor >= 0),
  constraint ck_products_currency_iso_4217 check (currency ~ '^[A-Z]{3}$'),
  constraint ck_products_location_on_globe check (
    not st_isempty(location::geometry)
    and st_x(location::geometry) between -180 and 180
    and st_y(location::geometry) between -90 and 90
  ),
  constraint ck_products_neighborhood_length check (char_length(neighborhood) between 1 and 120),
  constraint ck_products_view_count_not_negative check (view_count >= 0),
  constraint ck_products_like_count_not_negative check (like_count >= 0),
  constraint ck_products_image_urls_list check (
    coalesce(array_ndims(image_urls), 1) = 1
    and cardinality(image_urls) <= 20
    and array_position(image_urls, null) is null
    and '' <> all (image_urls)
    and char_length(array_to_string(image_urls, '')) <= 20 * 2048
  ),
  constraint ck_products_video_url_length check (char_length(video_url) between 1 and 2048),
  constraint ck_products_video_thumbnail_url_length check (char_length(video_thumbnail_url) between 1 and 2048),
  constraint ck_products_tags_list check (
    coalesce(array_ndims(tags), 1) = 1
    and cardinality(tags) <= 30
    and array_position(tags, null) is null
    and '' <> all (tags)
    and char_length(array_to_string(tags, '')) <= 30 * 50
  ),
  constraint ck_products_sold_not_available check (sold_at is null or not is_available)
);

create index ix_products_seller on products (seller_id);
create index ix_products_is_available on products (is_available);
create index ix_products_category_feed on products (category, feed_type);
create index idx_products_location on products using gist (location);

comment on table products is 'What is or was on sale, one row for each listing.';
comment on column products.price_minor is 'What the seller asks, in the minor unit of currency (fils, cents).';
comment on column products.original_price_minor is
  'What it cost before, to show a price as reduced; in the minor unit of currency.';
comment on column products.currency is 'ISO 4217: three capital letters. It gives the scale of the prices.';
comment on column products.location is 'Where it can be picked up; null if the seller does not say.';
comment on column products.neighborhood is 'The part of town in words, such as Dubai Marina.';
comment on column products.is_available is 'True while it can be bought. False when sold or taken off the market.';
comment on column products.view_count is 'How often it was looked at; counted in batches, so it may lag.';
comment on column products.like_count is 'How many people like it.';
comment on column products.image_urls is 'In the order of display, the cover first; at most 20.';
comment on column products.tags is 'The seller''s own keywords; at most 30.';
comment on column products.sold_at is 'When it was sold; null if it was not. What is sold is not available.';

-- streams

create table streams (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  title text not null,
  description text,
  category product_category not null,
  status stream_status not null default 'scheduled',
  stream_type stream_type not null default 'live',
  rtmp_url text,
  stream_key text,
  hls_url text,
  thumbnail_url text,
  viewer_count integer not null default 0,
  total_views integer not null default 0,
  duration_seconds integer,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint streams_pkey primary key (id),
  constraint fk_streams_user foreign key (user_id) references users (id) on delete cascade,
  constraint ck_streams_title_length check (char_length(title) between 1 and 200),
  constraint ck_streams_description_length check (char_length(description) <= 10000),
  constraint ck_streams_rtmp_url_length check (char_length(rtmp_url) between 1 and 2048),
  constraint ck_streams_stream_key_length check (char_length(stream_key) between 1 and 255),
  constraint ck_streams_hls_url_length check (char_length(hls_url) between 1 and 2048),
  constraint ck_streams_thumbnail_url_length check (char_length(thumbnail_url) between 1 and 2048),
  constraint ck_streams_viewer_count_not_negative check (viewer_count >= 0),
  constraint ck_streams_total_views_not_negative check (total_views >= 0),
  constraint ck_streams_duration_not_negative check (duration_seconds >= 0),
  constraint ck_streams_started_unless_scheduled check (started_at is not null or status = 'scheduled'),
  constraint ck_streams_ended_exactly_when_ended check ((ended_at is not null) = (status = 'ended')),
  constraint ck_streams_ended_after_start check (ended_at >= started_at)
);

create index ix_streams_user on streams (user_id);
create index ix_streams_category on streams (category);
create index ix_streams_status on streams (status);

comment on table streams is 'Shows in which somebody sells in front of a camera.';
comment on column streams.rtmp_url is 'Where the broadcaster sends the picture. For the owner only.';
comment on column streams.stream_key is 'The secret that lets the broadcaster send. For the owner only.';
comment on column streams.hls_url is 'Where viewers watch.';
comment on column streams.viewer_count is 'How many watch now; set in batches, so it may lag.';
comment on column streams.total_views is 'How often it was opened, all in all.';
comment on column streams.duration_seconds is 'How long it ran, in seconds; null until that is known.';
comment on column streams.started_at is 'When it went live; while it is scheduled, when that is planned.';
comment on column streams.ended_at is 'When it ended: set exactly when status is ended.';

-- conversations

create table conversations (
  id uuid not null default uuidv7(),
  buyer_id uuid not null,
  seller_id uuid not null,
  product_id uuid,
  last_message_id uuid,
  last_message_at timestamptz,
  buyer_unread_count integer not null default 0,
  seller_unread_count integer not null default 0,
  archived_by uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint conversations_pkey primary key (id),
  constraint fk_conversations_buyer foreign key (buyer_id) references users (id) on delete cascade,
  constraint fk_conversations_seller foreign key (seller_id) references users (id) on delete cascade,
  constraint fk_conversations_product foreign key (product_id) references products (id) on delete set null,
  constraint ck_conversations_buyer_not_seller check (buyer_id <> seller_id),
  -- One way only: deleting the last message clears its id, and the time stays.
  constraint ck_conversations_last_message_dated check (last_message_at is not null or last_message_id is null),
  constraint ck_conversations_buyer_unread_count_not_negative check (buyer_unread_count >= 0),
  constraint ck_conversations_seller_unread_count_not_negative check (seller_unread_count >= 0),
  constraint ck_conversations_archived_by_participants check (
    archived_by <@ array[buyer_id, seller_id]
    and (cardinality(archived_by) < 2 or (cardinality(archived_by) = 2 and archived_by[1] <> archived_by[2]))
  )
);

create index ix_conversations_buyer on conversations (buyer_id);
create index ix_conversations_seller on conversations (seller_id);
create index ix_conversations_product on conversations (product_id);
create index ix_conversations_last_message on conversations (last_message_id);
create index ix_conversations_buyer_seller on conversations (buyer_id, seller_id);

comment on table conversations is 'What a buyer and a seller write to each other, mostly about one product.';
comment on column conversations.product_id is 'What it is about; null if nothing in particular, or if that is gone.';
comment on column conversations.last_message_id is 'The newest message; null if there is none.';
comment on column conversations.last_message_at is 'When the newest message was sent: the order of an inbox.';
comment on column conversations.buyer_unread_count is 'How many messages the buyer has not read.';
comment on column conversations.seller_unread_count is 'How many messages the seller has not read.';
comment on column conversations.archived_by is 'The participants who archived it: none, one or both.';

-- messages

create table messages (
  id uuid not null default uuidv7(),
  conversation_id uuid not null,
  sender_id uuid not null,
  message_type message_type not null default 'text',
  content text,
  image_urls text[] not null default '{}',
  offer_data jsonb,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint messages_pkey primary key (id),
  constraint fk_messages_conversation foreign key (conversation_id) references conversations (id) on delete cascade,
  constraint fk_messages_sender foreign key (sender_id) references users (id) on delete cascade,
  constraint ck_messages_content_length check (char_length(content) between 1 and 5000),
  constraint ck_messages_image_urls_list check (
    coalesce(array_ndims(image_urls), 1) = 1
    and cardinality(image_urls) <= 10
    and array_position(image_urls, null) is null
    and '' <> all (image_urls)
    and char_length(array_to_string(image_urls, '')) <= 10 * 2048
  ),
  constraint ck_messages_offer_data_object check (
    jsonb_typeof(offer_data) = 'object' and octet_length(offer_data::text) <= 10000
  ),
  constraint ck_messages_carries_what_it_says check (
    case message_type
      when 'image' then cardinality(image_urls) > 0
      when 'offer' then offer_data is not null
      else content is not null
    end
  )
);

create index ix_messages_conversation on messages (conversation_id);
create index ix_messages_sender on messages (sender_id);

comment on table messages is 'What was said in a conversation.';
comment on column messages.sender_id is
  'Who wrote it; for a system message, the participant whose action it tells of.';
comment on column messages.content is 'The text. Always there in text and system messages, a caption in others.';
comment on column messages.image_urls is 'In the order of display; at most 10.';
comment on column messages.offer_data is
  'The terms of an offer as they were shown in the chat. The offer itself is in offers.';
comment on column messages.read_at is 'When the other participant read it; null if unread.';

-- offers

create table offers (
  id uuid not null default uuidv7(),
  product_id uuid not null,
  conversation_id uuid not null,
  buyer_id uuid not null,
  seller_id uuid not null,
  amount_minor bigint not null,
  message text,
  status offer_status not null default 'pending',
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint offers_pkey primary key (id),
  constraint fk_offers_product foreign key (product_id) references products (id) on delete cascade,
  constraint fk_offers_conversation foreign key (conversation_id) references conversations (id) on delete cascade,
  constraint fk_offers_buyer foreign key (buyer_id) references users (id) on delete cascade,
  constraint fk_offers_seller foreign key (seller_id) references users (id) on delete cascade,
  constraint ck_offers_buyer_not_seller check (buyer_id <> seller_id),
  constraint ck_offers_amount_not_negative check (amount_minor >= 0),
  constraint ck_offers_message_length check (char_length(message) <= 1000),
  constraint ck_offers_expired_had_deadline check (expires_at is not null or status <> 'expired')
);

create index ix_offers_product on offers (product_id);
create index ix_offers_conversation on offers (conversation_id);
create index ix_offers_buyer on offers (buyer_id);
create index ix_offers_seller on offers (seller_id);
create index ix_offers_status on offers (status);

comment on table offers is 'Prices that buyers and sellers put to each other for a product.';
comment on column offers.amount_minor is 'What is offered, in the minor unit of the product''s currency.';
comment on column offers.message is 'A few words that go with the amount.';
comment on column offers.expires_at is 'Until when it can be accepted, by the server''s clock; null: without end.';

-- transactions

create table transactions (
  id uuid not null default uuidv7(),
  buyer_id uuid not null,
  seller_id uuid not null,
  product_id uuid not null,
  amount_minor bigint not null,
  currency text not null default 'AED',
  platform_fee_minor bigint not null,
  seller_payout_minor bigint not null,
  feed_type feed_type not null,
  status transaction_status not null default 'pending',
  stripe_payment_intent_id text,
  stripe_charge_id text,
  stripe_transfer_id text,
  payment_method text,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint transactions_pkey primary key (id),
  constraint fk_transactions_buyer foreign key (buyer_id) references users (id) on delete restrict,
  constraint fk_transactions_seller foreign key (seller_id) references users (id) on delete restrict,
  constraint fk_transactions_product foreign key (product_id) references products (id) on delete restrict,
  constraint ck_transactions_buyer_not_seller check (buyer_id <> seller_id),
  constraint ck_transactions_amount_not_negative check (amount_minor >= 0),
  constraint ck_transactions_currency_iso_4217 check (currency ~ '^[A-Z]{3}$'),
  constraint ck_transactions_platform_fee_not_negative check (platform_fee_minor >= 0),
  constraint ck_transactions_seller_payout_not_negative check (seller_payout_minor >= 0),
  constraint ck_transactions_amount_adds_up check (amount_minor = platform_fee_minor + seller_payout_minor),
  constraint ck_transactions_stripe_payment_intent_id_length check (
    char_length(stripe_payment_intent_id) between 1 and 255
  ),
  constraint ck_transactions_stripe_charge_id_length check (char_length(stripe_charge_id) between 1 and 255),
  constraint ck_transactions_stripe_transfer_id_length check (char_length(stripe_transfer_id) between 1 and 255),
  constraint ck_transactions_payment_method_length check (char_length(payment_method) between 1 and 100),
  constraint ck_transactions_completed_exactly_when_completed check (
    (completed_at is not null) = (status = 'completed')
  )
);

create index ix_transactions_buyer on transactions (buyer_id);
create index ix_transactions_seller on transactions (seller_id);
create index ix_transactions_product on transactions (product_id);
create index ix_transactions_status on transactions (status);

comment on table transactions is
  'Payments. They are kept: a user or a product with payments is deactivated, never deleted.';
comment on column transactions.amount_minor is
  'What the buyer pays, in the minor unit of currency: the platform''s fee and the seller''s payout together.';
comment on column transactions.currency is 'ISO 4217: three capital letters. It gives the scale of the amounts.';
comment on column transactions.platform_fee_minor is 'What the marketplace keeps, in the minor unit of currency.';
comment on column transactions.seller_payout_minor is 'What the seller gets, in the minor unit of currency.';
comment on column transactions.feed_type is
  'The feed that the product was in when it was bought, which decides the fee.';
comment on column transactions.stripe_payment_intent_id is 'The attempt to collect the money, at Stripe (pi_…).';
comment on column transactions.stripe_charge_id is 'The money that was collected, at Stripe (ch_…).';
comment on column transactions.stripe_transfer_id is 'The money that was passed on to the seller, at Stripe (tr_…).';
comment on column transactions.payment_method is 'How it was paid, such as card or apple_pay; never a card''s number.';
comment on column transactions.completed_at is 'When it was completed: set exactly when status is completed.';

-- verifications

create table verifications (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  verification_type verification_type not null,
  status verification_status not null default 'pending',
  documents jsonb not null default '[]',
  rejection_reason text,
  submitted_at timestamptz not null default now(),
  reviewed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint verifications_pkey primary key (id),
  constraint fk_verifications_user foreign key (user_id) references users (id) on delete cascade,
  constraint ck_verifications_documents_container check (
    jsonb_typeof(documents) in ('array', 'object') and octet_length(documents::text) <= 100000
  ),
  constraint ck_verifications_rejection_reason_length check (char_length(rejection_reason) between 1 and 2000),
  constraint ck_verifications_reason_exactly_when_rejected check (
    (rejection_reason is not null) = (status = 'rejected')
  ),
  constraint ck_verifications_reviewed_unless_pending check ((reviewed_at is not null) = (status <> 'pending')),
  constraint ck_verifications_reviewed_after_submitted check (reviewed_at >= submitted_at)
);

create index ix_verifications_user on verifications (user_id);
create index ix_verifications_status on verifications (status);

comment on table verifications is 'Papers that users handed in to prove who they are, and what the reviewer said.';
comment on column verifications.documents is 'Which papers, and where they are stored. Never the papers themselves.';
comment on column verifications.rejection_reason is 'Told to the user: set exactly when status is rejected.';
comment on column verifications.reviewed_at is 'When the reviewer decided: set exactly when status is not pending.';

-- A conversation points to its last message and a message to its conversation: the second half of that circle can only
-- be closed when both tables exist.

alter table conversations
  add constraint fk_conversations_last_message
  foreign key (last_message_id) references messages (id) on delete set null;

create trigger tr_users_updated_at before update on users
  for each row execute function set_updated_at();
create trigger tr_products_updated_at before update on products
  for each row execute function set_updated_at();
create trigger tr_streams_updated_at before update on streams
  for each row execute function set_updated_at();
create trigger tr_conversations_updated_at before update on conversations
  for each row execute function set_updated_at();
create trigger tr_messages_updated_at before update on messages
  for each row execute function set_updated_at();
create trigger tr_offers_updated_at before update on offers
  for each row execute function set_updated_at();
create trigger tr_transactions_updated_at before update on transactions
  for each row execute function set_updated_at();
create trigger tr_verifications_updated_at before update on verifications
  for each row execute function set_updated_at();
