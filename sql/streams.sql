/* streams: shows in which somebody sells in front of a camera. */

/* @name createStream */
-- Creates a scheduled stream; returns no row if the id is taken, so that a repeated call can look up what the first made, or
-- if there is no open account of that id.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
insert into streams (
  id,
  user_id,
  title,
  description,
  category,
  stream_type,
  rtmp_url,
  stream_key,
  hls_url,
  thumbnail_url,
  started_at,
  request_digest
)
select
  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
  acting_user.id,
  :title!,
  :description,
  :category!,
  coalesce(:streamType::stream_type, 'live'),
  :rtmpUrl,
  :streamKey,
  :hlsUrl,
  :thumbnailUrl,
  :startsAt, -- null: nobody knows yet
  :requestDigest
from acting_user
on conflict do nothing -- not (id): see createProducts
returning
  streams.*;

/* @name findStream */
-- A stream, or if a digest is given, the stream that the same content made.
select
  streams.*
from streams
where streams.id = :id!
  /*[if requestDigest]*/ and streams.request_digest = :requestDigest! /*[end]*/;

/* @name judgeStreamOwner */
-- The reasons for which a command on a stream is not its acting user's.
-- primary-only: a right hangs on it
select
  streams.user_id = :userId! as "is_owner!",
  acting_user.is_active is true as "is_open!",
  streams.status
from streams
left join users as acting_user on acting_user.id = :userId!
where streams.id = :id!;

/* @name listStreamsByIds */
-- Streams in the order of their ids in the list; those that do not exist are left out.
select
  streams.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join streams on streams.id = wanted.id
order by wanted.place;

/* @name findBroadcast */
-- The address and the key for broadcasting: the only query that reads them. They leave the server for the owner alone.
-- lint-disable secret-column: findBroadcast() is for the broadcaster, and the statement itself asks for the owner.
-- primary-only: a right hangs on it
select
  streams.id as stream_id,
  case when streams.user_id = :userId! then streams.rtmp_url end as rtmp_url,
  case when streams.user_id = :userId! then streams.stream_key end as stream_key,
  streams.user_id = :userId! as "is_owner!"
from streams
where streams.id = :streamId!;

/* @name updateStream */
-- Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the stream is not the
-- acting user's, or their account is closed.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update streams
set (title, description, category, stream_type, rtmp_url, stream_key, hls_url, thumbnail_url) = (
  select
    patched.title,
    patched.description,
    patched.category,
    patched.stream_type,
    patched.rtmp_url,
    patched.stream_key,
    patched.hls_url,
    patched.thumbnail_url
  from jsonb_populate_record(streams, :patch!::jsonb) as patched
)
from acting_user
where streams.id = :id!
  and streams.user_id = acting_user.id
returning
  streams.*;

/* @name scheduleStream */
-- Sets the planned time of a stream; returns no row unless it is scheduled, and the acting user's.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update streams
set started_at = :startsAt -- null: nobody knows yet
from acting_user
where streams.id = :id!
  and streams.user_id = acting_user.id
  and streams.status = 'scheduled'
returning
  streams.*;

/* @name startStream */
-- Goes live, now; returns no row unless the stream is scheduled, and the acting user's.
-- For no key update: tr_streams_set_place asks for a share of the account. To have a weaker lock first would be to wait in a
-- circle with whoever closes the account; to share it, with another start whose transaction goes on to write the account.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for no key update
)
update streams
set
  status = 'live',
  started_at = now()
from acting_user
where streams.id = :id!
  and streams.user_id = acting_user.id
  and streams.status = 'scheduled'
returning
  streams.*;

/* @name endStream */
-- Ends a stream, now; returns no row unless it is live, and the acting user's.
-- A transaction that began before the stream went live would end it before its start: then it ends at its start.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update streams
set
  status = 'ended',
  ended_at = greatest(now(), streams.started_at),
  duration_seconds = floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at)),
  viewer_count = 0
from acting_user
where streams.id = :id!
  and streams.user_id = acting_user.id
  and streams.status = 'live'
returning
  streams.*;

/* @name setStreamViewerCounts */
-- Sets the numbers of viewers of many streams: all of them, or none if one does not exist.
-- The rows are locked in the order of their ids before the first is written, so that two batches wait for each other
-- and do not deadlock.
with counted as (
  select
    entry.id,
    entry.viewer_count
  from unnest(:ids!::uuid[], :viewerCounts!::integer[]) as entry (id, viewer_count)
),
locked_stream as (
  select
    streams.id,
    counted.viewer_count
  from streams
  join counted on counted.id = streams.id
  order by streams.id
  for no key update of streams
)
update streams
set viewer_count = case when streams.status = 'live' then locked_stream.viewer_count else 0 end
from locked_stream
where streams.id = locked_stream.id
  and (select count(*) from locked_stream) = (select count(*) from counted);

/* @name addStreamViews */
-- Adds to the views of many streams: to all of them, or to none if one does not exist.
-- Locked in the order of ids, as in setStreamViewerCounts.
with counted as (
  select
    entry.id,
    entry.views
  from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)
),
locked_stream as (
  select
    streams.id,
    counted.views
  from streams
  join counted on counted.id = streams.id
  order by streams.id
  for no key update of streams
)
update streams
set total_views = streams.total_views + locked_stream.views
from locked_stream
where streams.id = locked_stream.id
  and (select count(*) from locked_stream) = (select count(*) from counted);

/* @name deleteStream */
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
delete from streams
using acting_user
where streams.id = :id!
  and streams.user_id = acting_user.id;

/* @name stopStream */
-- Ends a stream, live or scheduled, on behalf of an administrator; returns no row if it has ended, or the acting user is none.
-- One that never began is dated now, and has lasted no time.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
stopped_stream as (
  update streams
  set
    status = 'ended',
    started_at = case when streams.status = 'live' then streams.started_at else now() end,
    ended_at = case when streams.status = 'live' then greatest(now(), streams.started_at) else now() end,
    duration_seconds = case
      when streams.status = 'live' then floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at))
      else 0
    end,
    viewer_count = 0
  from acting_admin
  where streams.id = :id!
    and streams.status <> 'ended'
  returning
    streams.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    acting_admin.id,
    'stop',
    'stream',
    stopped_stream.id,
    stopped_stream.user_id
  from stopped_stream
  cross join acting_admin
)
select
  stopped_stream.*
from stopped_stream;

/* @name listLiveStreams */
-- The live streams, the latest to begin first.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- The user is looked up row by row, and for a viewer whether a block is between them, as in listProductFeed.
with page as (
  select
    streams.*,
    false /*[if viewerId]*/ or row_number() over (order by streams.started_at desc, streams.id desc) >= 500 /*[end]*/ as is_walk_end
  from streams
  where streams.status = 'live'
    /*[if category]*/ and streams.category = :category! /*[end]*/
    /*[if afterTime afterId]*/
    and streams.started_at <= :afterTime!
    and (streams.started_at, streams.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by streams.started_at desc, streams.id desc
  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))
)
select
  page.*,
  page.started_at::text as "started_at_exact!",
  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  streamer.*
from page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.user_id
  limit 1
) as streamer
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.user_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.user_id)
  limit 1
) as sight on true
where sight.is_blocked is null
  or page.is_walk_end
/*[end]*/
order by page.started_at desc, page.id desc
limit (select :limit!::bigint);

/* @name listUpcomingStreams */
-- The scheduled streams, soonest first, among them those that should have begun within the last hour.
-- The user is looked up row by row, and for a viewer whether a block is between them, as in listProductFeed.
with page as (
  select
    streams.*,
    false /*[if viewerId]*/ or row_number() over (order by streams.started_at, streams.id) >= 500 /*[end]*/ as is_walk_end
  from streams
  where streams.status = 'scheduled'
    and streams.started_at >= now() - interval '1 hour'
    /*[if category]*/ and streams.category = :category! /*[end]*/
    /*[if afterTime afterId]*/
    and streams.started_at >= :afterTime!
    and (streams.started_at, streams.id) > (:afterTime!, :afterId!)
    /*[end]*/
  order by streams.started_at, streams.id
  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))
)
select
  page.*,
  page.started_at::text as "started_at_exact!",
  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  streamer.*
from page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.user_id
  limit 1
) as streamer
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.user_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.user_id)
  limit 1
) as sight on true
where sight.is_blocked is null
  or page.is_walk_end
/*[end]*/
order by page.started_at, page.id
limit (select :limit!::bigint);

/* @name listStreamsNearby */
-- The live streams within a radius, nearest first, each with its streamer's profile. All of it is made of public places.
-- The walk is that of listProductsNearby: with a budget, of an index alone on the plane, by <-> of geography on the sphere, and
-- its last stream is a row too.
-- A category leaves out what the walk passes over, as do for a viewer the streams of those whom a block parts from them.
with origin as materialized (
  select
    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/
    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,
    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/
    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius
),
walked_stream as (
  select
    live_stream.id,
    live_stream.user_id,
    live_stream.category,
    live_stream.place <-> (select origin.place from origin) as distance_order,
    row_number() over (order by live_stream.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
      as is_walk_end
  from (
    select
      streams.id,
      streams.user_id,
      streams.category,
      /*[if plane=all]*/ streams.place /*[end]*/
      /*[if plane=sphere]*/ streams.public_location /*[end]*/ as place
    from streams
    where streams.status = 'live'
  ) as live_stream
  where true
    /*[if plane=all]*/
    and live_stream.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
    and live_stream.place <-> (select origin.place from origin) <= (select origin.radius from origin)
    /*[end]*/
    /*[if plane=sphere]*/
    and st_dwithin(live_stream.place, (select origin.place from origin), (select origin.radius from origin))
    /*[end]*/
    /*[if afterDistance afterId]*/
    and (live_stream.place <-> (select origin.place from origin), live_stream.id) > (:afterDistance!::float8, :afterId!::uuid)
    /*[end]*/
  order by live_stream.place <-> (select origin.place from origin)
  fetch first (select :budget!::bigint) rows with ties
),
matched_stream as (
  select
    walked_stream.id,
    walked_stream.user_id,
    walked_stream.distance_order,
    walked_stream.is_walk_end,
    true /*[if category]*/ and walked_stream.category = :category! /*[end]*/ as is_match
  from walked_stream
),
page as (
  select
    matched_stream.id,
    matched_stream.distance_order,
    matched_stream.is_walk_end,
    not matched_stream.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out
  from matched_stream
  /*[if viewerId]*/
  left join lateral (
    select true as is_blocked
    from blocks
    where matched_stream.is_match
      and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_stream.user_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_stream.user_id)
    limit 1
  ) as sight on true
  /*[end]*/
  where (matched_stream.is_match /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/)
    or matched_stream.is_walk_end
  order by matched_stream.distance_order
  fetch first (select :limit!::bigint) rows with ties
)
select
  shown_stream.*,
  st_distance(shown_stream.public_location, :origin!::geography) as "distance_metres!",
  page.distance_order as "distance_order!",
  page.is_walk_end as "is_walk_end!",
  page.is_left_out
  or not st_dwithin(shown_stream.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
  streamer.*
from page
cross join lateral (
  select
    streams.*
  from streams
  where streams.id = page.id
  limit 1
) as shown_stream
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = shown_stream.user_id
  limit 1
) as streamer
where shown_stream.public_location is not null -- it has a place, but a type does not know
order by page.distance_order, page.id -- a total order: pages never repeat a row
limit (select :limit!::bigint);

/* @name listStreamsByUser */
-- A user's streams, newest first.
select
  streams.*,
  streams.created_at::text as "created_at_exact!"
from streams
where streams.user_id = :userId!
  /*[if status]*/ and streams.status = (select :status!::stream_status) /*[end]*/
  /*[if afterTime afterId]*/
  and streams.created_at <= :afterTime!
  and (streams.created_at, streams.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if status]*/ streams.created_at desc nulls last, /*[end]*/
  streams.created_at desc,
  streams.id desc
limit (select :limit!::bigint);
