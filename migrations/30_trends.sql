/*
Views and likes that touch no page of products, and what is trending by them.

- product_activity is a queue: a row for each report of views, each product that is saved or no longer saved, and each change by
  which a trend is found. Whoever adds to it only inserts, and waits for nobody: there is no hot row.
- applyProductActivity of trends.sql takes rows off in batches, one batch at a time (product_trend_turns), and adds them up in
  product_trends. It waits for nobody either: hence no foreign key from product_trends to products, whose check would wait for
  a deletion that waits for product_trends. What was deleted is queued, and forgotten by the next batch.
- products.view_count follows once the views that it lacks are an eighth of it: of n views, some 8 ln n writes of the product
  instead of n. Each write of a row clears its page's mark in the visibility map, by which lists that walk an index alone
  would read the page.
- trend_rank is by forward decay (Cormode, Shkapenyuk, Srivastava and Xu: Forward Decay, ICDE 2009): the logarithm of the sum of
  weight * 2 ^ (time / half-life). All of these lose by the same factor as time passes, so the order stays as it is, and
  nothing is counted again. As a logarithm it never overflows.
*/

set local lock_timeout = '3s';

create table product_activity (
  id uuid not null default uuidv7(),
  product_id uuid not null,
  views integer not null default 0,
  likes integer not null default 0,
  happened_at timestamptz not null default now(),
  constraint product_activity_pkey primary key (id),
  constraint ck_product_activity_views_not_negative check (views >= 0),
  constraint ck_product_activity_happened_at_finite check (isfinite(happened_at))
);

comment on table product_activity is
'A queue of views, likes and changes of products that product_trends does not have yet. No foreign key: it only grows and shrinks at its ends. @name ProductActivity';
comment on column product_activity.id is 'The order of the queue. @impersonal';
comment on column product_activity.product_id is 'The product. @impersonal';
comment on column product_activity.views is 'The number of views to add. @impersonal';
comment on column product_activity.likes is
'The number of likes to add; negative for likes that were taken back. @impersonal';
comment on column product_activity.happened_at is
'The time of the views or likes; of a like that was taken back, the time when it was made. @impersonal';

create table product_trends (
  product_id uuid not null,
  category product_category not null,
  neighborhood text,
  is_listed boolean not null,
  trend_rank float8,
  pending_views bigint not null default 0,
  constraint product_trends_pkey primary key (product_id),
  constraint ck_product_trends_pending_views_not_negative check (pending_views >= 0),
  constraint ck_product_trends_trend_rank_finite check (trend_rank > '-infinity' and trend_rank < 'infinity')
);

create index ix_product_trends_rank on product_trends (trend_rank, product_id)
where is_listed and trend_rank is not null;
create index ix_product_trends_category_rank on product_trends (category, trend_rank, product_id)
where is_listed and trend_rank is not null;
create index ix_product_trends_neighborhood_rank on product_trends (neighborhood, trend_rank, product_id)
where is_listed and trend_rank is not null;
create index ix_product_trends_neighborhood_category_rank on product_trends (neighborhood, category, trend_rank, product_id)
where is_listed and trend_rank is not null;

comment on table product_trends is
'The views and likes of products, with decay. Written by applyProductActivity alone. @name ProductTrend';
comment on column product_trends.product_id is 'The product. @impersonal';
comment on column product_trends.category is 'The product''s category when its activity was last applied. @impersonal';
comment on column product_trends.neighborhood is
'The product''s neighbourhood when its activity was last applied. @impersonal';
comment on column product_trends.is_listed is
'Whether the product was available when its activity was last applied. @impersonal';
comment on column product_trends.trend_rank is
'The binary logarithm of the sum of weight * 2 ^ (half-lives since 1970): 1 for a view, 8 for a like. Null if there is nothing to sum. @impersonal';
comment on column product_trends.pending_views is 'The number of views that products.view_count lacks. @impersonal';

create table product_trend_turns (
  is_only boolean not null default true,
  turn bigint not null default 0,
  constraint product_trend_turns_pkey primary key (is_only),
  constraint ck_product_trend_turns_is_only check (is_only)
);

comment on table product_trend_turns is
'One row: its lock is the right to apply activity. @name ProductTrendTurn';
comment on column product_trend_turns.is_only is 'True. @impersonal';
comment on column product_trend_turns.turn is
'The number of batches so far: by it a statement knows that it sees what the one before it wrote. @impersonal';

insert into product_trend_turns default values;

comment on column products.view_count is
'The number of views that were reported; up to an eighth more are in product_trends.pending_views.';

create function souk_half_lives(at_time timestamptz) returns float8
language sql immutable strict parallel safe
return extract(epoch from at_time at time zone 'UTC')::float8 / 172800;

comment on function souk_half_lives(timestamptz) is 'The half-lives of a trend, of two days each, from 1970 to a time.';

-- The names in the bodies are those of this schema, as in migration 21.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function queue_likes() returns trigger
language plpgsql set search_path from current
as $$
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
$$;

comment on function queue_likes() is 'Queues likes, and those that are taken back, for the trends.';

create trigger tr_wishlists_queue_saved after insert on wishlists
  referencing new table as changed_entry
  for each statement execute function queue_likes();

create trigger tr_wishlists_queue_unsaved after delete on wishlists
  referencing old table as changed_entry
  for each statement execute function queue_likes();

create function queue_product_change() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into product_activity (product_id) values (old.id);
  return null;
end
$$;

comment on function queue_product_change() is 'Queues a product whose trend is found by something else now, or is to be forgotten.';

create trigger tr_products_queue_change after update of category, neighborhood, is_available on products
  for each row when (
    old.category <> new.category
    or old.neighborhood is distinct from new.neighborhood
    or old.is_available <> new.is_available
  )
  execute function queue_product_change();

create trigger tr_products_queue_deletion after delete on products
  for each row execute function queue_product_change();

-- Likes from before, so that one that is taken back takes away what it gave.
insert into product_activity (product_id, likes, happened_at)
select
  wishlists.product_id,
  1,
  wishlists.created_at
from wishlists
where isfinite(wishlists.created_at)
order by wishlists.id;
