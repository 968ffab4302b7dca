/*
wishlists: the products that users saved.

- Saving locks the user, then the product, as all commands do. The like count follows by a trigger, under the product's lock, so
  that it is exact, and each saver after the other knows what it is.
- tellSavers works through the queue of products that got cheaper or came back (wishlist_alerts), a batch of one product's
  savers a time. What a user was told is kept in the row of wishlists, by the same statement that writes the notification.
*/

/* @name saveProduct */
-- Saves a product at its price of now; one that is saved already stays as it is.
-- Returns the number of users who saved it, and the rule that refused; no row if there is no such product or open account.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
locked_product as (
  select
    products.id,
    products.seller_id,
    products.price_minor,
    products.currency,
    products.like_count,
    acting_user.id as user_id
  from acting_user
  join products on products.id = :productId!
  for no key update of products
),
saved_entry as (
  insert into wishlists (user_id, product_id, price_minor, currency, created_at, updated_at)
  select
    locked_product.user_id,
    locked_product.id,
    locked_product.price_minor,
    locked_product.currency,
    clock.now,
    clock.now
  from locked_product
  cross join lateral (select clock_timestamp() as now) as clock -- after the lock: it tells whether the product came back since
  where locked_product.seller_id <> locked_product.user_id
  on conflict do nothing
  returning wishlists.product_id
)
select
  locked_product.like_count + case when saved_entry.product_id is null then 0 else 1 end as "like_count!",
  case when locked_product.seller_id = locked_product.user_id then 'own_product' end as "refusal?"
from locked_product
left join saved_entry on saved_entry.product_id = locked_product.id;

/* @name unsaveProduct */
-- Forgets a product that a user saved; returns the number of users who saved it, and no row if there is no such product or
-- open account.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
locked_product as (
  select
    products.id,
    products.like_count,
    acting_user.id as user_id
  from acting_user
  join products on products.id = :productId!
  for no key update of products
),
forgotten_entry as (
  delete from wishlists
  using locked_product
  where wishlists.user_id = locked_product.user_id
    and wishlists.product_id = locked_product.id
  returning wishlists.product_id
)
select
  greatest(0, locked_product.like_count - case when forgotten_entry.product_id is null then 0 else 1 end) as "like_count!"
from locked_product
left join forgotten_entry on forgotten_entry.product_id = locked_product.id;

/* @name listSavedProducts */
-- The products that a user saved, the last saved first, each as it is now, with what it cost then and its seller's profile.
-- Product and seller are looked up row by row, as in listProductFeed. The user stands in a subselect: of one who saved
-- thousands the server would read and sort them all.
with page as (
  select
    wishlists.id,
    wishlists.product_id,
    wishlists.price_minor,
    wishlists.currency,
    wishlists.created_at
  from wishlists
  where wishlists.user_id = (select :userId!::uuid)
    /*[if afterTime afterId]*/
    and wishlists.created_at <= :afterTime!
    and (wishlists.created_at, wishlists.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by wishlists.created_at desc, wishlists.id desc
  limit (select :limit!::bigint)
)
select
  saved_product.*,
  page.created_at as saved_at,
  page.price_minor as saved_price_minor,
  page.currency as saved_currency,
  case when page.currency = saved_product.currency then saved_product.price_minor - page.price_minor end as price_change_minor,
  page.id as entry_id,
  page.created_at::text as "created_at_exact!",
  seller.*
from page
cross join lateral (
  select
    listed_product.*
  from
    /*[if columns=card]*/ product_cards as listed_product /*[end]*/
    /*[if columns=all]*/ products as listed_product /*[end]*/
  where listed_product.id = page.product_id
  limit 1
) as saved_product
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = saved_product.seller_id
  limit 1
) as seller
order by page.created_at desc, page.id desc;

/* @name areProductsSaved */
-- Whether a user saved each of the products, in the order of the list.
-- Each is looked up by itself: the limit keeps the planner from reading all that the user saved, which may be thousands.
select entry.id is not null as "is_saved!"
from unnest(:productIds!::uuid[]) with ordinality as wanted (id, place)
left join lateral (
  select wishlists.id
  from wishlists
  where wishlists.user_id = :userId!
    and wishlists.product_id = wanted.id
  limit 1
) as entry on true
order by wanted.place;

/* @name countSavedProducts */
-- The number of products that a user saved, up to a limit.
select count(*)::integer as "count!"
from (
  select wishlists.id
  from wishlists
  where wishlists.user_id = :userId!
  order by wishlists.created_at desc, wishlists.id desc
  limit (select :limit!::bigint)
) as saved_product;

/* @name tellSavers */
-- Tells a batch of those who saved a product that it got cheaper than they last knew, or that it came back to the market since
-- they saved it; of a return at most once a day. Closed accounts are not told, nor those whom a block parts from the seller.
-- Returns how many were looked at and told; no row if nothing waits in the queue.
-- - The alert's row is locked, and passed over if another worker has it: two workers never have the same product.
-- - What is read besides is of this statement's snapshot. That is right only while nothing was queued since: then the seen alert
--   is the locked one (is_current), and all who saved the product before it changed are seen. Whoever changes the product
--   after that waits for the alert, and starts it over.
-- - Accounts are locked before anything is written of them, and passed over if a closing or a deletion has one: this statement
--   waits for nobody whom it could keep from going on. The batch ends before the first of those; the next one begins there.
with locked_alert as (
  select
    wishlist_alerts.product_id,
    wishlist_alerts.came_back_at,
    wishlist_alerts.queued_at,
    coalesce(wishlist_alerts.after_id, '00000000-0000-0000-0000-000000000000') as after_id
  from wishlist_alerts
  /*[if productId]*/ where wishlist_alerts.product_id = :productId! /*[end]*/
  order by wishlist_alerts.queued_at, wishlist_alerts.product_id
  limit 1
  for no key update skip locked
),
seen_alert as materialized (
  select
    locked_alert.product_id,
    locked_alert.came_back_at,
    locked_alert.after_id,
    products.seller_id,
    products.price_minor,
    products.currency,
    products.is_available,
    wishlist_alerts.queued_at = locked_alert.queued_at as is_current
  from locked_alert
  join wishlist_alerts on wishlist_alerts.product_id = locked_alert.product_id
  join products on products.id = locked_alert.product_id
),
batch as materialized (
  select
    seen_alert.product_id,
    seen_alert.price_minor,
    seen_alert.currency,
    entry.id,
    entry.user_id,
    sight.is_blocked is not null as is_parted,
    coalesce(entry.told_price_minor, entry.price_minor) as known_price_minor,
    seen_alert.currency = entry.currency
    and seen_alert.price_minor < coalesce(entry.told_price_minor, entry.price_minor) as is_cheaper,
    coalesce(
      entry.created_at < seen_alert.came_back_at
      and coalesce(entry.told_at < seen_alert.came_back_at - interval '1 day', true),
      false
    ) as is_back
  from seen_alert
  cross join lateral (
    select
      wishlists.id,
      wishlists.user_id,
      wishlists.price_minor,
      wishlists.currency,
      wishlists.told_price_minor,
      wishlists.told_at,
      wishlists.created_at
    from wishlists
    where wishlists.product_id = seen_alert.product_id
      and wishlists.id > seen_alert.after_id
    order by wishlists.id
    limit (select :limit!::bigint)
  ) as entry
  left join lateral (
    select true as is_blocked
    from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(entry.user_id, seen_alert.seller_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(entry.user_id, seen_alert.seller_id)
    limit 1
  ) as sight on true
  where seen_alert.is_current
    and seen_alert.is_available
),
locked_user as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (select batch.user_id from batch)
  order by users.id
  for key share skip locked
),
reached_entry as materialized (
  select
    batch.id,
    locked_user.is_active,
    bool_or(locked_user.id is null) over (order by batch.id) as is_beyond
  from batch
  left join locked_user on locked_user.id = batch.user_id
),
told_entry as (
  update wishlists
  set
    told_at = clock_timestamp(),
    told_price_minor = case when batch.is_cheaper then batch.price_minor else wishlists.told_price_minor end
  from reached_entry
  join batch on batch.id = reached_entry.id
  where wishlists.id = reached_entry.id
    and reached_entry.is_active
    and not reached_entry.is_beyond
    and (batch.is_cheaper or batch.is_back)
    and not batch.is_parted
  returning wishlists.id
),
told_notification as (
  insert into notifications (user_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    batch.user_id,
    case when batch.is_back then 'product_available' else 'product_cheaper' end::notification_type,
    'product',
    batch.product_id,
    content.title,
    content.body,
    coalesce(content.data, '{}') || jsonb_build_object(
      'priceMinor', batch.price_minor,
      'currency', batch.currency,
      'isCheaper', batch.is_cheaper,
      'knownPriceMinor', batch.known_price_minor
    ),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'wishlists.tellSavers', batch.id, case when batch.is_back then seen_alert.came_back_at::text else batch.price_minor::text end)
  from told_entry
  join batch on batch.id = told_entry.id
  join seen_alert on seen_alert.product_id = batch.product_id
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  order by batch.user_id
  on conflict do nothing
  returning notifications.id
),
progress as materialized (
  select
    seen_alert.product_id,
    seen_alert.is_current,
    (select count(*)::integer from batch) as in_batch,
    (select count(*)::integer from reached_entry where not reached_entry.is_beyond) as looked,
    (
      select reached_entry.id
      from reached_entry
      where not reached_entry.is_beyond
      order by reached_entry.id desc
      limit 1
    ) as last_id
  from seen_alert
),
finished_alert as (
  delete from wishlist_alerts
  using progress
  where wishlist_alerts.product_id = progress.product_id
    and progress.is_current
    and progress.looked = progress.in_batch
    and progress.in_batch < :limit!::bigint
  returning wishlist_alerts.product_id
),
continued_alert as (
  update wishlist_alerts
  set
    after_id = coalesce(progress.last_id, wishlist_alerts.after_id),
    queued_at = case progress.looked when 0 then clock_timestamp() else wishlist_alerts.queued_at end
  from progress
  where wishlist_alerts.product_id = progress.product_id
    and progress.is_current
    and (progress.looked < progress.in_batch or progress.in_batch >= :limit!::bigint)
)
select
  progress.looked as "looked!",
  (select count(*)::integer from told_notification) as "told!",
  progress.is_current as "is_current!",
  progress.looked = 0 and progress.in_batch > 0 as "is_held_up!"
from progress;

/* @name recountLikes */
-- Sets the like counts of the products after an id, in the order of their ids, to the number of those who saved them.
-- The lock is taken by the function, as all that it does. Here it stands for that, and is not run: a call of a function does
-- not show that the statement writes.
with next_product as (
  select products.id
  from products
  where products.id > :afterId!
  order by products.id
  limit 1
  for no key update
)
select
  recounted.last_id as "last_id?",
  recounted.checked as "checked!",
  recounted.drifted as "drifted!"
from recount_likes(:afterId!, :limit!) as recounted;
