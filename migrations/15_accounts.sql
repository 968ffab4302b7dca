/*
Accounts: what is closed stays closed, and who decided is known.

- An account that is closed (users.is_active false) sells, streams and waits for nothing: by whatever statement it is
  closed, tr_users_close takes its products off the market, which declines the offers on them, cancels the offers it is
  a party of, ends its streams and voids their secrets. Nothing is listed for it afterwards (tr_products_open_account and
  tr_products_reopened_account; the other commands look at the account themselves, under its lock).
- Both sides meet at the user's row. Whatever refers to a user locks that row, as its foreign key does anyway (for key
  share). users_is_active_id_key makes is_active part of a key, and to change a key conflicts with that lock. So closing
  waits for what has begun, and what begins later waits for it.
- The trigger must see what was committed while it waited, so it has to run at READ COMMITTED, and says so.
- A moderator can hide a product: its seller cannot bring it back.
- A verification knows who reviewed it.
*/

set local lock_timeout = '3s';

comment on table users is
'An account: a buyer, a seller, both, or an administrator, with private data. What the public may see is a profile. @name Account';
comment on column users.is_active is 'False: the account is closed. It sells, streams, buys and writes nothing.';

-- With is_active first, look-ups by id keep to users_pkey.
create unique index users_is_active_id_key on users (is_active, id);

alter table products
  add column hidden_at timestamptz,
  add constraint ck_products_hidden_not_available check (hidden_at is null or not is_available) not valid;

comment on column products.hidden_at is
'The time when a moderator took it off the market; null if none did. Only a moderator can put it back.';

alter table verifications
  add column reviewed_by uuid,
  add constraint fk_verifications_reviewed_by foreign key (reviewed_by) references users (id) on delete set null not valid;

create index ix_verifications_reviewed_by on verifications (reviewed_by) where reviewed_by is not null;

comment on column verifications.reviewed_by is
'The administrator who decided; null while it is pending, or if that account is gone.';

alter table products validate constraint ck_products_hidden_not_available;
alter table verifications validate constraint fk_verifications_reviewed_by;

-- The offers that wait for a user's answer: of the party who did not make them (listOffersToAnswer).
create index ix_offers_to_answer on offers (
  (case when made_by = buyer_id then seller_id else buyer_id end),
  created_at,
  id
) where status = 'pending';

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function close_account() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function close_account() is 'Takes what a closed account sells, offers and streams off the market.';

create trigger tr_users_close after update of is_active on users
  for each row when (old.is_active and not new.is_active)
  execute function close_account();

create function refuse_closed_sellers() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function refuse_closed_sellers() is
  'Refuses products of closed accounts. It runs after the foreign key has locked their rows.';

create trigger tr_products_open_account after insert on products
  referencing new table as new_product
  for each statement execute function refuse_closed_sellers();

create function refuse_closed_seller() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function refuse_closed_seller() is 'Refuses to put a product of a closed account on the market.';

create trigger tr_products_reopened_account after update of is_available on products
  for each row when (new.is_available and not old.is_available)
  execute function refuse_closed_seller();

-- Accounts that were closed before there was a trigger.
update products
set is_available = false
from users
where users.id = products.seller_id
  and not users.is_active
  and products.is_available;

update offers
set status = 'cancelled'
from users
where users.id = offers.buyer_id
  and not users.is_active
  and offers.status = 'pending';

update offers
set status = 'cancelled'
from users
where users.id = offers.seller_id
  and not users.is_active
  and offers.status = 'pending';

update streams
set
  status = 'ended',
  started_at = least(coalesce(streams.started_at, now()), now()),
  ended_at = now(),
  duration_seconds = floor(extract(epoch from now() - least(coalesce(streams.started_at, now()), now()))),
  viewer_count = 0
from users
where users.id = streams.user_id
  and not users.is_active
  and streams.status <> 'ended';

update streams
set
  rtmp_url = null,
  stream_key = null
from users
where users.id = streams.user_id
  and not users.is_active
  and (streams.rtmp_url is not null or streams.stream_key is not null);
