/*
Wishlists: the products that users saved, and whom to tell when one gets cheaper or comes back.

- products.like_count is the number of those who saved the product. tr_wishlists_count_saved and tr_wishlists_count_unsaved
  keep it, for every statement and every cascade. Counts from before this migration stay until recountLikes of wishlists.sql
  sets them.
- Both lock the products in the order of their ids. A user who is deleted takes rows along that others like, and products of
  their own: tr_users_lock_liked locks both at once before the first of them goes, so that two deletions never wait for each
  other in a circle.
- A product that gets cheaper or comes back is queued in wishlist_alerts (tr_products_alert_savers): a row for the product and
  none for each of its savers, of whom there may be a hundred thousand. tellSavers of wishlists.sql works through them in batches.
- recount_likes() counts in a statement of its own, after the locks: a count of the same snapshot could miss what was saved
  while it waited.
*/

set local lock_timeout = '3s';

create table wishlists (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  product_id uuid not null,
  price_minor bigint not null,
  currency text not null,
  told_price_minor bigint,
  told_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint wishlists_pkey primary key (id),
  constraint wishlists_user_id_product_id_key unique (user_id, product_id),
  constraint fk_wishlists_user foreign key (user_id) references users (id) on delete cascade,
  constraint fk_wishlists_product foreign key (product_id) references products (id) on delete cascade,
  constraint ck_wishlists_price_not_negative check (price_minor >= 0),
  constraint ck_wishlists_currency_iso_4217 check (minor_unit_digits(currency) is not null),
  constraint ck_wishlists_told_price_lower check (told_price_minor >= 0 and told_price_minor < price_minor),
  constraint ck_wishlists_told check (told_price_minor is null or told_at is not null)
) with (fillfactor = 85); -- room for what a user is told, which no index holds

create index ix_wishlists_user_created_at on wishlists (user_id, created_at, id);
create index ix_wishlists_product_id on wishlists (product_id, id);

-- Most products are saved by one user and some by tens of thousands. By the average the planner would look up whether a user
-- saved one among all who did.
alter table wishlists alter column product_id set (n_distinct = -0.02);

create trigger tr_wishlists_updated_at before update on wishlists
  for each row execute function set_updated_at();

comment on table wishlists is 'A product that a user saved. @name WishlistEntry';
comment on column wishlists.id is 'The id of the row. @impersonal';
comment on column wishlists.user_id is 'The user who saved it. @personal user_id';
comment on column wishlists.product_id is 'The product. @personal user_id';
comment on column wishlists.price_minor is 'The asking price when it was saved, in the minor unit of currency. @personal user_id';
comment on column wishlists.currency is 'ISO 4217: the currency when it was saved. @personal user_id';
comment on column wishlists.told_price_minor is
'The lowest price that the user was told of since, in the minor unit of currency; null if of none. @personal user_id';
comment on column wishlists.told_at is
'The time when the user was last told that it got cheaper or came back; null if never. @personal user_id';
comment on column wishlists.created_at is 'The time when it was saved. @personal user_id';
comment on column wishlists.updated_at is 'The time of the last change. @impersonal';

create table wishlist_alerts (
  product_id uuid not null,
  came_back_at timestamptz,
  queued_at timestamptz not null default now(),
  after_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint wishlist_alerts_pkey primary key (product_id),
  constraint fk_wishlist_alerts_product foreign key (product_id) references products (id) on delete cascade
);

create index ix_wishlist_alerts_queued_at on wishlist_alerts (queued_at, product_id);

create trigger tr_wishlist_alerts_updated_at before update on wishlist_alerts
  for each row execute function set_updated_at();

comment on table wishlist_alerts is 'A product of which its savers are to be told. @name WishlistAlert';
comment on column wishlist_alerts.product_id is 'The product. @impersonal';
comment on column wishlist_alerts.came_back_at is
'The time when it came back to the market; null if it only got cheaper. @impersonal';
comment on column wishlist_alerts.queued_at is 'The time of the last event to tell of, by which the queue is ordered. @impersonal';
comment on column wishlist_alerts.after_id is 'The last row of wishlists that was looked at; null if none was. @impersonal';
comment on column wishlist_alerts.created_at is 'The time when the row was made. @impersonal';
comment on column wishlist_alerts.updated_at is 'The time of the last change. @impersonal';

comment on column products.like_count is 'The number of users who saved it.';

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function count_likes() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function count_likes() is 'Keeps the number of users who saved a product.';

create trigger tr_wishlists_count_saved after insert on wishlists
  referencing new table as changed_entry
  for each statement execute function count_likes();

create trigger tr_wishlists_count_unsaved after delete on wishlists
  referencing old table as changed_entry
  for each statement execute function count_likes();

create trigger tr_wishlists_keep_product before update of product_id on wishlists
  for each row when (old.product_id <> new.product_id)
  execute function refuse_change();

create function lock_liked_products() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function lock_liked_products() is 'Locks what a deleted user sold and saved, in the order of ids.';

create trigger tr_users_lock_liked before delete on users
  for each row execute function lock_liked_products();

create function alert_savers() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function alert_savers() is 'Queues a product that got cheaper or came back, for its savers to be told.';

create trigger tr_products_alert_savers after update of is_available, price_minor, currency on products
  for each row when (
    new.is_available
    and new.like_count > 0
    and (not old.is_available or new.price_minor < old.price_minor or new.currency <> old.currency)
  )
  execute function alert_savers();

create function recount_likes(after_id uuid, product_limit integer)
returns table (last_id uuid, checked integer, drifted integer)
language plpgsql set search_path from current
as $$
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
$$;

comment on function recount_likes(uuid, integer) is
'Sets the number of savers of products after an id to that of the rows, and reports how many were wrong.';
