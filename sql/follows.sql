/*
follows: users who follow others, to see what they list and stream.

Counts are kept by triggers in user_stats. Blocked people neither follow each other nor begin to: see blocks.sql.

Lists of people leave out closed accounts, and those whom a block parts from the viewer. Who is left out is seen row by row,
so a list walks no more than 500 rows for a page, and a page has a fifth of that at most. If the walk ends there, its last
row is returned whatever it is, for the next page to go on from (is_walk_end, is_left_out).
*/

/* @name followUser */
-- Follows a user. Tells who of the two is known and open; writes nothing unless both are.
-- The two are locked as the foreign keys will do anyway, in the order of all commands. If the statement waited for a block,
-- tr_follows_not_blocked sees it.
with locked_party as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (:userId!, :followeeId!)
  order by users.id
  for key share
),
judged_parties as (
  select
    count(*)::integer as known_count,
    coalesce(bool_and(locked_party.is_active), false) as are_open
  from locked_party
),
new_follow as (
  insert into follows (follower_id, followee_id)
  select
    :userId!,
    :followeeId!
  from judged_parties
  where judged_parties.known_count = 2
    and judged_parties.are_open
  on conflict (follower_id, followee_id) do nothing
  returning follows.id
)
select
  judged_parties.known_count as "known_count!",
  judged_parties.are_open as "are_open!",
  exists (select from new_follow) as "has_changed!"
from judged_parties;

/* @name unfollowUser */
-- Ends a follow. Tells whether the acting user is open, and whether there was one.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
ended_follow as (
  delete from follows
  using acting_user
  where follows.follower_id = :userId! -- the acting user: with both ids at hand the key of the pair is the way
    and follows.followee_id = :followeeId!
  returning follows.id
)
select
  exists (select from acting_user) as "is_open!",
  exists (select from ended_follow) as "has_changed!";

/* @name countFollows */
-- A user without a row follows nobody, and is followed by nobody.
select
  coalesce(max(user_stats.follower_count), 0) as "followers!",
  coalesce(max(user_stats.following_count), 0) as "following!"
from user_stats
where user_stats.user_id = :userId!;

/* @name areFollowed */
-- One row for each id, in their order, by one look-up each.
select follow.is_followed is not null as "is_followed!"
from unnest(:userIds!::uuid[]) with ordinality as asked (user_id, place)
left join lateral (
  select true as is_followed
  from follows
  where follows.follower_id = :userId!
    and follows.followee_id = asked.user_id
  limit 1
) as follow on true
order by asked.place;

/* @name listFollowers */
-- The followers of a user, the newest follow first; none for a viewer whom a block parts from the user.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- The users are looked up row by row, as in listProductFeed.
with walked_follow as (
  select
    follows.id,
    follows.follower_id as user_id,
    follows.created_at,
    row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end
  from follows
  where follows.followee_id = :userId!
    /*[if viewerId]*/
    and (
      select not exists (
        select from blocks
        where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!::uuid, :userId!::uuid)
          and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!::uuid, :userId!::uuid)
      )
    )
    /*[end]*/
    /*[if afterTime afterId]*/
    and follows.created_at <= :afterTime!
    and (follows.created_at, follows.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by follows.created_at desc, follows.id desc
  limit 500
)
select
  walked_follow.id,
  walked_follow.user_id,
  walked_follow.created_at as followed_at,
  walked_follow.created_at::text as "followed_at_exact!",
  walked_follow.is_walk_end as "is_walk_end!",
  follower.profile_is_closed /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  follower.*
from walked_follow
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = walked_follow.user_id
  limit 1
) as follower
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_follow.user_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_follow.user_id)
  limit 1
) as sight on true
/*[end]*/
where (
    not follower.profile_is_closed
    /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/
  )
  or walked_follow.is_walk_end
order by walked_follow.created_at desc, walked_follow.id desc
limit (select :limit!::bigint);

/* @name listFollowing */
-- Those whom a user follows, the newest follow first; none for a viewer whom a block parts from the user.
with walked_follow as (
  select
    follows.id,
    follows.followee_id as user_id,
    follows.created_at,
    row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end
  from follows
  where follows.follower_id = :userId!
    /*[if viewerId]*/
    and (
      select not exists (
        select from blocks
        where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!::uuid, :userId!::uuid)
          and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!::uuid, :userId!::uuid)
      )
    )
    /*[end]*/
    /*[if afterTime afterId]*/
    and follows.created_at <= :afterTime!
    and (follows.created_at, follows.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by follows.created_at desc, follows.id desc
  limit 500
)
select
  walked_follow.id,
  walked_follow.user_id,
  walked_follow.created_at as followed_at,
  walked_follow.created_at::text as "followed_at_exact!",
  walked_follow.is_walk_end as "is_walk_end!",
  followee.profile_is_closed /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  followee.*
from walked_follow
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = walked_follow.user_id
  limit 1
) as followee
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_follow.user_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_follow.user_id)
  limit 1
) as sight on true
/*[end]*/
where (
    not followee.profile_is_closed
    /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/
  )
  or walked_follow.is_walk_end
order by walked_follow.created_at desc, walked_follow.id desc
limit (select :limit!::bigint);

/* @name listMutualFollows */
-- Those whom a user follows and who follow another user, or the same one; the user's newest follow first.
-- The walk is that of the user's follows, who are fewer than the followers of somebody well known.
with walked_follow as (
  select
    follows.id,
    follows.followee_id as user_id,
    follows.created_at,
    row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end
  from follows
  where follows.follower_id = :userId!
    and (
      select not exists (
        select from blocks
        where least(blocks.blocker_id, blocks.blocked_id) = least(:otherId!::uuid, :userId!::uuid)
          and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:otherId!::uuid, :userId!::uuid)
      )
    )
    /*[if afterTime afterId]*/
    and follows.created_at <= :afterTime!
    and (follows.created_at, follows.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by follows.created_at desc, follows.id desc
  limit 500
)
select
  walked_follow.id,
  walked_follow.user_id,
  walked_follow.created_at as followed_at,
  walked_follow.created_at::text as "followed_at_exact!",
  walked_follow.is_walk_end as "is_walk_end!",
  mutual_follow.is_mutual is null or followee.profile_is_closed as "is_left_out!",
  followee.*
from walked_follow
left join lateral (
  select true as is_mutual
  from follows
  where follows.follower_id = walked_follow.user_id
    and follows.followee_id = :otherId!
  limit 1
) as mutual_follow on true
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = walked_follow.user_id
  limit 1
) as followee
where (mutual_follow.is_mutual and not followee.profile_is_closed)
  or walked_follow.is_walk_end
order by walked_follow.created_at desc, walked_follow.id desc
limit (select :limit!::bigint);

/* @name listFollowedProducts */
-- The available products of those whom a user follows, newest first.
-- Of each of them the newest product is looked up, by one descent of ix_products_seller_availability however many there are.
-- They are the thousand whom the user followed last: a page costs four blocks for each.
-- The order says where nulls would come, as in listProductFeed, or sellers with little left would be walked whole.
-- lint-disable total-order: a follow finds one product, which is its seller's alone.
-- Whoever has one on the page has its newest among the first of these, so only as many sellers as the page has rows are read
-- on.
with followed as (
  select follows.followee_id
  from follows
  where follows.follower_id = :userId!
  order by follows.created_at desc, follows.id desc
  limit 1000
),
newest_product as (
  select
    followed.followee_id as seller_id,
    product.created_at,
    product.id
  from followed
  cross join lateral (
    select
      products.created_at,
      products.id
    from products
    where products.seller_id = followed.followee_id
      and products.is_available
      /*[if afterTime afterId]*/
      and products.created_at <= :afterTime!
      and (products.created_at, products.id) < (:afterTime!, :afterId!)
      /*[end]*/
    order by products.created_at desc nulls last, products.id desc
    limit 1
  ) as product
),
newest_seller as (
  select newest_product.seller_id
  from newest_product
  order by newest_product.created_at desc, newest_product.id desc
  limit (select :limit!::bigint)
),
newest_of_sellers as (
  select
    product.id,
    product.created_at
  from newest_seller
  cross join lateral (
    select
      products.id,
      products.created_at
    from products
    where products.seller_id = newest_seller.seller_id
      and products.is_available
      /*[if afterTime afterId]*/
      and products.created_at <= :afterTime!
      and (products.created_at, products.id) < (:afterTime!, :afterId!)
      /*[end]*/
    order by products.created_at desc nulls last, products.id desc
    limit (select :limit!::bigint)
  ) as product
  order by product.created_at desc, product.id desc
  limit (select :limit!::bigint)
)
select
  page.*,
  page.created_at::text as "shown_at_exact!",
  seller.*
from newest_of_sellers
cross join lateral (
  select
    product_cards.*
  from product_cards
  where product_cards.id = newest_of_sellers.id
  limit 1
) as page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.seller_id
  limit 1
) as seller
order by page.created_at desc, page.id desc;

/* @name listFollowedStreams */
-- The live and the scheduled streams of those whom a user follows: by the time when they went live, or were announced; newest
-- first. Read as in listFollowedProducts.
-- lint-disable total-order: a follow finds one stream, which is its streamer's alone.
with followed as (
  select follows.followee_id
  from follows
  where follows.follower_id = :userId!
  order by follows.created_at desc, follows.id desc
  limit 1000
),
newest_stream as (
  select
    followed.followee_id as user_id,
    stream.shown_at,
    stream.id
  from followed
  cross join lateral (
    select
      case streams.status when 'scheduled' then streams.created_at else streams.started_at end as shown_at,
      streams.id
    from streams
    where streams.user_id = followed.followee_id
      and streams.status <> 'ended'
      /*[if afterTime afterId]*/
      and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end) <= :afterTime!
      and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end, streams.id) < (:afterTime!, :afterId!)
      /*[end]*/
    order by case streams.status when 'scheduled' then streams.created_at else streams.started_at end desc, streams.id desc
    limit 1
  ) as stream
),
newest_streamer as (
  select newest_stream.user_id
  from newest_stream
  order by newest_stream.shown_at desc, newest_stream.id desc
  limit (select :limit!::bigint)
),
newest_of_streamers as (
  select
    stream.id,
    stream.shown_at
  from newest_streamer
  cross join lateral (
    select
      streams.id,
      case streams.status when 'scheduled' then streams.created_at else streams.started_at end as shown_at
    from streams
    where streams.user_id = newest_streamer.user_id
      and streams.status <> 'ended'
      /*[if afterTime afterId]*/
      and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end) <= :afterTime!
      and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end, streams.id) < (:afterTime!, :afterId!)
      /*[end]*/
    order by case streams.status when 'scheduled' then streams.created_at else streams.started_at end desc, streams.id desc
    limit (select :limit!::bigint)
  ) as stream
  order by stream.shown_at desc, stream.id desc
  limit (select :limit!::bigint)
)
select
  page.*,
  newest_of_streamers.shown_at as "shown_at!",
  newest_of_streamers.shown_at::text as "shown_at_exact!",
  streamer.*
from newest_of_streamers
cross join lateral (
  select
    streams.*
  from streams
  where streams.id = newest_of_streamers.id
  limit 1
) as page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.user_id
  limit 1
) as streamer
order by newest_of_streamers.shown_at desc, page.id desc;

/* @name recountFollowCounts */
-- Compares the counts of up to limit users after an id with their follows, and repairs those that differ.
-- A row and the follows that it counts are written by the same statement, so in one snapshot they agree. A row that was
-- written since is left to the next recount: it is another version of itself (xmin). Arrays of ids keep the planner from reading
-- all of user_stats, for it cannot know how few have drifted.
with checked_user as (
  select users.id
  from users
  where users.id > :afterId!
  order by users.id
  limit (select :limit!::bigint)
),
counted_user as (
  select
    checked_user.id,
    known_stats.row_version,
    coalesce(known_stats.follower_count, 0) as follower_count,
    coalesce(known_stats.following_count, 0) as following_count,
    (
      select count(*)::integer
      from follows
      where follows.followee_id = checked_user.id
    ) as true_follower_count,
    (
      select count(*)::integer
      from follows
      where follows.follower_id = checked_user.id
    ) as true_following_count
  from checked_user
  left join lateral (
    select
      user_stats.xmin as row_version,
      user_stats.follower_count,
      user_stats.following_count
    from user_stats
    where user_stats.user_id = checked_user.id
    limit 1
  ) as known_stats on true
),
drifted_user as materialized (
  select
    counted_user.id,
    counted_user.row_version,
    counted_user.true_follower_count,
    counted_user.true_following_count
  from counted_user
  where (counted_user.follower_count, counted_user.following_count)
    <> (counted_user.true_follower_count, counted_user.true_following_count)
),
locked_stats as (
  select user_stats.user_id
  from user_stats
  where user_stats.user_id = any(array(select drifted_user.id from drifted_user))
  order by user_stats.user_id
  for no key update
),
repaired_stats as (
  update user_stats
  set
    follower_count = drifted_user.true_follower_count,
    following_count = drifted_user.true_following_count
  from drifted_user
  where user_stats.user_id = any(array(select locked_stats.user_id from locked_stats))
    and user_stats.user_id = drifted_user.id
    and user_stats.xmin = drifted_user.row_version
  returning user_stats.user_id
),
added_stats as (
  insert into user_stats (user_id, follower_count, following_count)
  select
    drifted_user.id,
    drifted_user.true_follower_count,
    drifted_user.true_following_count
  from drifted_user
  where drifted_user.row_version is null
  order by drifted_user.id
  on conflict (user_id) do nothing
  returning user_stats.user_id
)
select
  (select max(checked_user.id::text) from checked_user) as "last_id?",
  (select count(*)::integer from checked_user) as "checked!",
  (select count(*)::integer from repaired_stats) + (select count(*)::integer from added_stats) as "drifted!";
