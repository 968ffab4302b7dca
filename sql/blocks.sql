/*
blocks: users who shut out another one.

A block works in both directions. The triggers of migration 20 end what is between the two and refuse what would begin,
whatever statement writes it. Lists that have a viewer leave out whom a block parts from them: one look-up of ix_blocks_pair
for a row.
*/

/* @name blockUser */
-- Blocks a user. Tells which of the two are known and whether the acting user is open; writes nothing unless so.
-- The two are locked in the order of their ids before the block is written, against all that refers to them: the statement
-- waits for what has begun between them, and tr_blocks_end_dealings ends it.
-- Isolation: READ COMMITTED, and no other.
with locked_party as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (:userId!, :blockedId!)
  order by users.id
  for update
),
judged_parties as (
  select
    count(*)::integer as known_count,
    coalesce(bool_or(locked_party.id = :userId! and locked_party.is_active), false) as is_open
  from locked_party
),
new_block as (
  insert into blocks (blocker_id, blocked_id)
  select
    :userId!,
    :blockedId!
  from judged_parties
  where judged_parties.known_count = 2
    and judged_parties.is_open
  on conflict (blocker_id, blocked_id) do nothing
  returning blocks.id
)
select
  judged_parties.known_count as "known_count!",
  judged_parties.is_open as "is_open!",
  exists (select from new_block) as "has_changed!"
from judged_parties;

/* @name unblockUser */
-- Takes a block back. Tells whether the acting user is open, and whether there was one.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
ended_block as (
  delete from blocks
  using acting_user
  where blocks.blocker_id = :userId! -- the acting user, as in unfollowUser
    and blocks.blocked_id = :blockedId!
  returning blocks.id
)
select
  exists (select from acting_user) as "is_open!",
  exists (select from ended_block) as "has_changed!";

/* @name listBlocks */
-- Those whom a user has blocked, the newest block first.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- The users are looked up row by row, as in listProductFeed.
with page as (
  select
    blocks.id,
    blocks.blocked_id,
    blocks.created_at
  from blocks
  where blocks.blocker_id = :userId!
    /*[if afterTime afterId]*/
    and blocks.created_at <= :afterTime!
    and (blocks.created_at, blocks.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by blocks.created_at desc, blocks.id desc
  limit (select :limit!::bigint)
)
select
  page.id,
  page.blocked_id,
  page.created_at as blocked_at,
  page.created_at::text as "blocked_at_exact!",
  blocked_user.*
from page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.blocked_id
  limit 1
) as blocked_user
order by page.created_at desc, page.id desc;

/* @name areBlocked */
-- One row for each id, in their order, by one look-up each: whether the user has blocked them.
-- primary-only: a right hangs on it
select block.is_blocked is not null as "is_blocked!"
from unnest(:userIds!::uuid[]) with ordinality as asked (user_id, place)
left join lateral (
  select true as is_blocked
  from blocks
  where blocks.blocker_id = :userId!
    and blocks.blocked_id = asked.user_id
  limit 1
) as block on true
order by asked.place;

/* @name isBlockedBetween */
-- Whether one of two users has blocked the other.
-- primary-only: a right hangs on it
select exists (
  select from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:userId!::uuid, :otherId!::uuid)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:userId!::uuid, :otherId!::uuid)
) as "is_blocked!";
