/*
saved_searches: what users look for, and telling them of what is newly listed.

- A worker takes what is due (claimSavedSearches), reads what matches by the statements of search.sql, and says what it found
  (recordSavedSearchCheck). The last is one statement: the notification and the mark are there together or not at all. A
  worker that is gone has moved nothing; its searches are due again when the lease has ended. The lease doubles with each
  claim that came to nothing, so that searches that cannot be looked at do not take the place of others.
- A claim is an attempt with a number. Of two workers that have one search, because a lease ended, only the newest tells of it.
- The user is locked before the search, as all commands do.
*/

/* @name createSavedSearch */
-- Saves a search, in the first place that is free. Creations of one user wait for each other. One that waited does not see what
-- the other one wrote: then it writes nothing, though is_full is false, and is tried again.
-- Returns no row if there is no open account of the user.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for no key update
),
free_slot as (
  select slot.number
  from generate_series(1, 50) as slot (number)
  where not exists (
    select from saved_searches
    where saved_searches.user_id = :userId!
      and saved_searches.slot = slot.number
  )
  order by slot.number
  limit 1
),
new_search as (
  insert into saved_searches (id, user_id, slot, name, filters, is_muted, request_digest)
  select
    :id!,
    acting_user.id,
    free_slot.number,
    :name, -- null: no name
    :filters!::jsonb,
    :isMuted!,
    :requestDigest -- null: the caller gave no id
  from acting_user
  cross join free_slot
  where not exists (select from saved_searches where saved_searches.id = :id!)
  on conflict do nothing
  returning saved_searches.created_at
)
select
  new_search.created_at as "created_at?",
  not exists (select from free_slot) as "is_full!",
  exists (select from saved_searches where saved_searches.id = :id!) as "is_taken!"
from acting_user
left join new_search on true;

/* @name findSavedSearch */
-- A saved search; if a digest is given, one that was made of that content.
select
  saved_searches.id,
  saved_searches.user_id,
  saved_searches.name,
  saved_searches.filters,
  saved_searches.is_muted,
  saved_searches.created_at
from saved_searches
where saved_searches.id = :id!
  /*[if requestDigest]*/ and saved_searches.request_digest = :requestDigest! /*[end]*/;

/* @name listSavedSearches */
-- The saved searches of a user, the last saved first: 50 at most.
select
  saved_searches.id,
  saved_searches.user_id,
  saved_searches.name,
  saved_searches.filters,
  saved_searches.is_muted,
  saved_searches.created_at
from saved_searches
where saved_searches.user_id = :userId!
order by saved_searches.created_at desc, saved_searches.id desc
limit 50;

/* @name updateSavedSearch */
-- Changes a saved search of a user with an open account. One that is told of again looks for what is listed from now on.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update saved_searches
set
  name = case when :setName! then :name else saved_searches.name end, -- null: no name
  is_muted = coalesce(:isMuted::boolean, saved_searches.is_muted), -- null: stays as it is
  seen_from = case when saved_searches.is_muted and not :isMuted then clock_timestamp() else saved_searches.seen_from end,
  told_ids = case when saved_searches.is_muted and not :isMuted then '{}' else saved_searches.told_ids end,
  due_at = case when saved_searches.is_muted and not :isMuted then now() else saved_searches.due_at end,
  unfinished_attempts = case when saved_searches.is_muted and not :isMuted then 0 else saved_searches.unfinished_attempts end
from acting_user
where saved_searches.id = :id!
  and saved_searches.user_id = acting_user.id
returning
  saved_searches.id,
  saved_searches.user_id,
  saved_searches.name,
  saved_searches.filters,
  saved_searches.is_muted,
  saved_searches.created_at;

/* @name deleteSavedSearch */
-- Deletes a saved search of a user.
delete from saved_searches
where saved_searches.id = :id!
  and saved_searches.user_id = :userId!;

/* @name claimSavedSearches */
-- Takes saved searches that are due, the longest due first, for a lease. It doubles, up to a day, with each claim that nobody finished.
-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two. It is the time of the look
-- too: whatever was committed before it is seen by the statements that follow.
-- Isolation: READ COMMITTED. Rows that another worker takes at the moment are skipped, and each is read anew under its lock.
with due_search as (
  select saved_searches.id
  from saved_searches
  where not saved_searches.is_muted
    and saved_searches.due_at <= now()
  order by saved_searches.due_at, saved_searches.id
  limit (select :limit!::bigint)
  for no key update skip locked
)
update saved_searches
set
  due_at = clock_timestamp()
    + make_interval(secs => least(:leaseSeconds!::float8 * 2 ^ least(saved_searches.unfinished_attempts, 20), 86400)),
  attempt = saved_searches.attempt + 1,
  unfinished_attempts = saved_searches.unfinished_attempts + 1
from due_search
where saved_searches.id = due_search.id
returning
  saved_searches.id,
  saved_searches.user_id,
  saved_searches.name,
  saved_searches.filters,
  saved_searches.seen_from,
  saved_searches.told_ids,
  saved_searches.attempt,
  now() as "looked_at!";

/* @name recordSavedSearchCheck */
-- Tells the user of a saved search of what was found, and moves its mark: only for the newest attempt. Closed accounts and muted
-- searches are told nothing. Listings are left out that are gone meanwhile, or whose seller a block parts from the user.
-- Returns no row if another worker has the search, if it was deleted, or if a closing or a deletion holds the account: its
-- mark stays then, and it is due again after the lease.
-- lint-disable total-order: each listing is in the list once.
-- The listings are looked up row by row, and the lists stand in subselects, so that one plan serves all lengths. Of those that were told before and not found now, the ones since the mark are kept.
with locked_user as (
  select
    users.id,
    users.is_active
  from users
  where users.id = :userId!
  for key share skip locked
),
kept_listing as (
  select
    kept.id,
    kept.created_at
  from unnest((select :unseenIds!::uuid[])) as earlier (id)
  cross join lateral (
    select
      products.id,
      products.created_at
    from products
    where products.id = earlier.id
      and products.created_at > (select :seenFrom!::timestamptz)
    limit 1
  ) as kept
  order by kept.created_at desc, kept.id
  limit 100
),
checked_search as (
  update saved_searches
  set
    seen_from = greatest(saved_searches.seen_from, :seenFrom!::timestamptz),
    told_ids = :toldIds!::uuid[] || array(select kept_listing.id from kept_listing),
    unfinished_attempts = 0,
    due_at = clock_timestamp()
      + case when locked_user.is_active then make_interval(secs => :intervalSeconds!::float8) else interval '1 day' end
  from locked_user
  where saved_searches.id = :id!
    and saved_searches.user_id = locked_user.id
    and saved_searches.attempt = :attempt!
  returning
    saved_searches.id,
    saved_searches.user_id,
    locked_user.is_active and not saved_searches.is_muted as is_told
),
new_listing as materialized (
  select
    visible.id,
    wanted.place
  from unnest((select :newIds!::uuid[])) with ordinality as wanted (id, place)
  cross join lateral (
    select
      products.id,
      products.seller_id
    from products
    where products.id = wanted.id
      and products.is_available
    limit 1
  ) as visible
  left join lateral (
    select true as is_blocked
    from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(:userId!, visible.seller_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:userId!, visible.seller_id)
    limit 1
  ) as sight on true
  where sight.is_blocked is null
),
told_notification as (
  insert into notifications (user_id, notification_type, subject_type, subject_id, title, body, data, channels)
  select
    checked_search.user_id,
    'saved_search',
    'saved_search',
    checked_search.id,
    content.title,
    content.body,
    coalesce(content.data, '{}') || jsonb_build_object(
      'productIds', array(select new_listing.id from new_listing order by new_listing.place limit 20),
      'count', found.count,
      'hasMore', :hasMore!::boolean,
      'name', :name::text -- null: the search has none
    ),
    coalesce(content.channels, '{}')
  from checked_search
  cross join (select count(*)::integer as count from new_listing) as found
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  where checked_search.is_told
    and found.count > 0
  returning notifications.id
)
select exists (select from told_notification) as "is_told!"
from checked_search;
