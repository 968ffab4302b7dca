/** Types and queries of "streams.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Stream } from './models.js'
import type { ProductCategory, StreamStatus, StreamType } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
export type { ProductCategory, StreamStatus, StreamType }

/** Parameters of `createStream`. */
export interface CreateStreamParams {
  readonly id?: string | null
  readonly userId: string
  readonly title: string
  readonly description?: string | null
  readonly category: ProductCategory
  readonly streamType?: StreamType | null
  readonly rtmpUrl?: string | null
  readonly streamKey?: string | null
  readonly hlsUrl?: string | null
  readonly thumbnailUrl?: string | null
  readonly startsAt?: Date | string | null
}

/**
 * Creates a scheduled stream; gives no row if the id is taken, so that a repeated call can look up what the first made.
 *
 * ```sql
 * insert into streams (
 *   id,
 *   user_id,
 *   title,
 *   description,
 *   category,
 *   stream_type,
 *   rtmp_url,
 *   stream_key,
 *   hls_url,
 *   thumbnail_url,
 *   started_at
 * )
 * values (
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   :userId!,
 *   :title!,
 *   :description,
 *   :category!,
 *   coalesce(:streamType::stream_type, 'live'),
 *   :rtmpUrl,
 *   :streamKey,
 *   :hlsUrl,
 *   :thumbnailUrl,
 *   :startsAt -- null: nobody knows yet
 * )
 * on conflict (id) do nothing
 * returning
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * ```
 */
export const createStream = new PreparedQuery<CreateStreamParams, Stream>(
  '{"usedParamSet":{"id":true,"userId":true,"title":true,"description":true,"category":true,"streamType":true,"rtmpUrl":true,"streamKey":true,"hlsUrl":true,"thumbnailUrl":true,"startsAt":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":300,"b":302}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":357,"b":364}]},{"name":"title","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":375}]},{"name":"description","required":false,"transform":{"type":"scalar"},"locs":[{"a":380,"b":391}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":396,"b":405}]},{"name":"streamType","required":false,"transform":{"type":"scalar"},"locs":[{"a":419,"b":429}]},{"name":"rtmpUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":456,"b":463}]},{"name":"streamKey","required":false,"transform":{"type":"scalar"},"locs":[{"a":468,"b":477}]},{"name":"hlsUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":482,"b":488}]},{"name":"thumbnailUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":493,"b":505}]},{"name":"startsAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":510,"b":518}]}],"statement":"-- Creates a scheduled stream; gives no row if the id is taken, so that a repeated call can look up what the first made.\\ninsert into streams (\\n  id,\\n  user_id,\\n  title,\\n  description,\\n  category,\\n  stream_type,\\n  rtmp_url,\\n  stream_key,\\n  hls_url,\\n  thumbnail_url,\\n  started_at\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :userId!,\\n  :title!,\\n  :description,\\n  :category!,\\n  coalesce(:streamType::stream_type, \'live\'),\\n  :rtmpUrl,\\n  :streamKey,\\n  :hlsUrl,\\n  :thumbnailUrl,\\n  :startsAt -- null: nobody knows yet\\n)\\non conflict (id) do nothing\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"createStream","file":"streams.sql","parameterTypes":{"id":"uuid","userId":"uuid","title":"text","description":"text","category":"product_category","streamType":"stream_type","rtmpUrl":"text","streamKey":"text","hlsUrl":"text","thumbnailUrl":"text","startsAt":"timestamptz"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `findStream`. */
export interface FindStreamParams {
  readonly id: string
}

/**
 * ```sql
 * select
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * from streams
 * where streams.id = :id!
 * ```
 */
export const findStream = new PreparedQuery<FindStreamParams, Stream>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":377,"b":380}]}],"statement":"select\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at\\nfrom streams\\nwhere streams.id = :id!"}',
  '{"name":"findStream","file":"streams.sql","parameterTypes":{"id":"uuid"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `listStreamsByIds`. */
export interface ListStreamsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Streams in the order of their ids in the list; those that do not exist are left out.
 *
 * ```sql
 * select
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join streams on streams.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listStreamsByIds = new PreparedQuery<ListStreamsByIdsParams, Stream>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":445,"b":449}]}],"statement":"-- Streams in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin streams on streams.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listStreamsByIds","file":"streams.sql","parameterTypes":{"ids":"uuid[]"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `findBroadcast`. */
export interface FindBroadcastParams {
  readonly userId: string
  readonly streamId: string
}

/** A row of `findBroadcast`. */
export interface FindBroadcastRow {
  readonly streamId: string
  readonly rtmpUrl: string | null
  readonly streamKey: string | null
  readonly isOwner: boolean
}

/**
 * Where the broadcaster sends the picture, and the key: the only query that reads them. They leave the server for the
 * owner alone.
 *
 * ```sql
 * select
 *   streams.id as stream_id,
 *   case when streams.user_id = :userId! then streams.rtmp_url end as rtmp_url,
 *   case when streams.user_id = :userId! then streams.stream_key end as stream_key,
 *   streams.user_id = :userId! as "is_owner!"
 * from streams
 * where streams.id = :streamId!
 * ```
 */
export const findBroadcast = new PreparedQuery<FindBroadcastParams, FindBroadcastRow>(
  '{"usedParamSet":{"userId":true,"streamId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":199,"b":206},{"a":277,"b":284},{"a":349,"b":356}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":405,"b":414}]}],"statement":"-- Where the broadcaster sends the picture, and the key: the only query that reads them. They leave the server for the\\n-- owner alone.\\nselect\\n  streams.id as stream_id,\\n  case when streams.user_id = :userId! then streams.rtmp_url end as rtmp_url,\\n  case when streams.user_id = :userId! then streams.stream_key end as stream_key,\\n  streams.user_id = :userId! as \\"is_owner!\\"\\nfrom streams\\nwhere streams.id = :streamId!"}',
  '{"name":"findBroadcast","file":"streams.sql","parameterTypes":{"userId":"uuid","streamId":"uuid"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `updateStream`. */
export interface UpdateStreamParams {
  readonly patch: Json
  readonly id: string
}

/**
 * Sets what the patch holds: a key that is absent keeps its value, null sets null.
 *
 * ```sql
 * update streams
 * set (title, description, category, stream_type, rtmp_url, stream_key, hls_url, thumbnail_url) = (
 *   select
 *     patched.title,
 *     patched.description,
 *     patched.category,
 *     patched.stream_type,
 *     patched.rtmp_url,
 *     patched.stream_key,
 *     patched.hls_url,
 *     patched.thumbnail_url
 *   from jsonb_populate_record(streams, :patch!::jsonb) as patched
 * )
 * where streams.id = :id!
 * returning
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * ```
 */
export const updateStream = new PreparedQuery<UpdateStreamParams, Stream>(
  '{"usedParamSet":{"patch":true,"id":true},"params":[{"name":"patch","required":true,"transform":{"type":"scalar"},"locs":[{"a":428,"b":434}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":476,"b":479}]}],"statement":"-- Sets what the patch holds: a key that is absent keeps its value, null sets null.\\nupdate streams\\nset (title, description, category, stream_type, rtmp_url, stream_key, hls_url, thumbnail_url) = (\\n  select\\n    patched.title,\\n    patched.description,\\n    patched.category,\\n    patched.stream_type,\\n    patched.rtmp_url,\\n    patched.stream_key,\\n    patched.hls_url,\\n    patched.thumbnail_url\\n  from jsonb_populate_record(streams, :patch!::jsonb) as patched\\n)\\nwhere streams.id = :id!\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"updateStream","file":"streams.sql","parameterTypes":{"patch":"jsonb","id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `scheduleStream`. */
export interface ScheduleStreamParams {
  readonly startsAt?: Date | string | null
  readonly id: string
}

/**
 * Sets when a stream is to go live; gives no row unless it is scheduled.
 *
 * ```sql
 * update streams
 * set started_at = :startsAt -- null: nobody knows yet
 * where streams.id = :id!
 *   and streams.status = 'scheduled'
 * returning
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * ```
 */
export const scheduleStream = new PreparedQuery<ScheduleStreamParams, Stream>(
  '{"usedParamSet":{"startsAt":true,"id":true},"params":[{"name":"startsAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":106,"b":114}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":161,"b":164}]}],"statement":"-- Sets when a stream is to go live; gives no row unless it is scheduled.\\nupdate streams\\nset started_at = :startsAt -- null: nobody knows yet\\nwhere streams.id = :id!\\n  and streams.status = \'scheduled\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"scheduleStream","file":"streams.sql","parameterTypes":{"startsAt":"timestamptz","id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `startStream`. */
export interface StartStreamParams {
  readonly id: string
}

/**
 * Goes live, now; gives no row unless the stream is scheduled.
 *
 * ```sql
 * update streams
 * set
 *   status = 'live',
 *   started_at = now()
 * where streams.id = :id!
 *   and streams.status = 'scheduled'
 * returning
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * ```
 */
export const startStream = new PreparedQuery<StartStreamParams, Stream>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":142,"b":145}]}],"statement":"-- Goes live, now; gives no row unless the stream is scheduled.\\nupdate streams\\nset\\n  status = \'live\',\\n  started_at = now()\\nwhere streams.id = :id!\\n  and streams.status = \'scheduled\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"startStream","file":"streams.sql","parameterTypes":{"id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `endStream`. */
export interface EndStreamParams {
  readonly id: string
}

/**
 * Ends a stream, now; gives no row unless it is live.
 * A transaction that began before the stream went live would end it before its start: then it ends at its start.
 *
 * ```sql
 * update streams
 * set
 *   status = 'ended',
 *   ended_at = greatest(now(), streams.started_at),
 *   duration_seconds = floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at)),
 *   viewer_count = 0
 * where streams.id = :id!
 *   and streams.status = 'live'
 * returning
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at
 * ```
 */
export const endStream = new PreparedQuery<EndStreamParams, Stream>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":402,"b":405}]}],"statement":"-- Ends a stream, now; gives no row unless it is live.\\n-- A transaction that began before the stream went live would end it before its start: then it ends at its start.\\nupdate streams\\nset\\n  status = \'ended\',\\n  ended_at = greatest(now(), streams.started_at),\\n  duration_seconds = floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at)),\\n  viewer_count = 0\\nwhere streams.id = :id!\\n  and streams.status = \'live\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"endStream","file":"streams.sql","parameterTypes":{"id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `setStreamViewerCounts`. */
export interface SetStreamViewerCountsParams {
  readonly ids: readonly (string | null)[]
  readonly viewerCounts: readonly (number | null)[]
}

/** `setStreamViewerCounts` returns no rows. */
export type SetStreamViewerCountsRow = never

/**
 * Sets how many watch each of many streams: all of them, or none if one does not exist.
 * The rows are locked in the order of their ids before the first is written, so that two batches wait for each other
 * and do not deadlock.
 *
 * ```sql
 * with counted as (
 *   select
 *     entry.id,
 *     entry.viewer_count
 *   from unnest(:ids!::uuid[], :viewerCounts!::integer[]) as entry (id, viewer_count)
 * ),
 * locked_stream as (
 *   select
 *     streams.id,
 *     counted.viewer_count
 *   from streams
 *   join counted on counted.id = streams.id
 *   order by streams.id
 *   for no key update of streams
 * )
 * update streams
 * set viewer_count = case when streams.status = 'live' then locked_stream.viewer_count else 0 end
 * from locked_stream
 * where streams.id = locked_stream.id
 *   and (select count(*) from locked_stream) = (select count(*) from counted)
 * ```
 */
export const setStreamViewerCounts = new PreparedQuery<SetStreamViewerCountsParams, SetStreamViewerCountsRow>(
  '{"usedParamSet":{"ids":true,"viewerCounts":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":309,"b":313}]},{"name":"viewerCounts","required":true,"transform":{"type":"scalar"},"locs":[{"a":324,"b":337}]}],"statement":"-- Sets how many watch each of many streams: all of them, or none if one does not exist.\\n-- The rows are locked in the order of their ids before the first is written, so that two batches wait for each other\\n-- and do not deadlock.\\nwith counted as (\\n  select\\n    entry.id,\\n    entry.viewer_count\\n  from unnest(:ids!::uuid[], :viewerCounts!::integer[]) as entry (id, viewer_count)\\n),\\nlocked_stream as (\\n  select\\n    streams.id,\\n    counted.viewer_count\\n  from streams\\n  join counted on counted.id = streams.id\\n  order by streams.id\\n  for no key update of streams\\n)\\nupdate streams\\nset viewer_count = case when streams.status = \'live\' then locked_stream.viewer_count else 0 end\\nfrom locked_stream\\nwhere streams.id = locked_stream.id\\n  and (select count(*) from locked_stream) = (select count(*) from counted)"}',
  '{"name":"setStreamViewerCounts","file":"streams.sql","parameterTypes":{"ids":"uuid[]","viewerCounts":"int4[]"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `addStreamViews`. */
export interface AddStreamViewsParams {
  readonly ids: readonly (string | null)[]
  readonly views: readonly (number | null)[]
}

/** `addStreamViews` returns no rows. */
export type AddStreamViewsRow = never

/**
 * Adds to how often each of many streams was opened: to all of them, or to none if one does not exist.
 * Locked in the order of ids, as in setStreamViewerCounts.
 *
 * ```sql
 * with counted as (
 *   select
 *     entry.id,
 *     entry.views
 *   from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)
 * ),
 * locked_stream as (
 *   select
 *     streams.id,
 *     counted.views
 *   from streams
 *   join counted on counted.id = streams.id
 *   order by streams.id
 *   for no key update of streams
 * )
 * update streams
 * set total_views = streams.total_views + locked_stream.views
 * from locked_stream
 * where streams.id = locked_stream.id
 *   and (select count(*) from locked_stream) = (select count(*) from counted)
 * ```
 */
export const addStreamViews = new PreparedQuery<AddStreamViewsParams, AddStreamViewsRow>(
  '{"usedParamSet":{"ids":true,"views":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":235,"b":239}]},{"name":"views","required":true,"transform":{"type":"scalar"},"locs":[{"a":250,"b":256}]}],"statement":"-- Adds to how often each of many streams was opened: to all of them, or to none if one does not exist.\\n-- Locked in the order of ids, as in setStreamViewerCounts.\\nwith counted as (\\n  select\\n    entry.id,\\n    entry.views\\n  from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)\\n),\\nlocked_stream as (\\n  select\\n    streams.id,\\n    counted.views\\n  from streams\\n  join counted on counted.id = streams.id\\n  order by streams.id\\n  for no key update of streams\\n)\\nupdate streams\\nset total_views = streams.total_views + locked_stream.views\\nfrom locked_stream\\nwhere streams.id = locked_stream.id\\n  and (select count(*) from locked_stream) = (select count(*) from counted)"}',
  '{"name":"addStreamViews","file":"streams.sql","parameterTypes":{"ids":"uuid[]","views":"int4[]"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `deleteStream`. */
export interface DeleteStreamParams {
  readonly id: string
}

/** `deleteStream` returns no rows. */
export type DeleteStreamRow = never

/**
 * ```sql
 * delete from streams
 * where streams.id = :id!
 * ```
 */
export const deleteStream = new PreparedQuery<DeleteStreamParams, DeleteStreamRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":39,"b":42}]}],"statement":"delete from streams\\nwhere streams.id = :id!"}',
  '{"name":"deleteStream","file":"streams.sql","parameterTypes":{"id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `listLiveStreams`. */
export type ListLiveStreamsParams = {
  readonly category?: ProductCategory | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listLiveStreams`. */
export interface ListLiveStreamsRow extends Stream {
  readonly startedAtExact: string
}

/**
 * What is live, the latest to begin first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 *
 * ```sql
 * select
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at,
 *   streams.started_at::text as "started_at_exact!"
 * from streams
 * where streams.status = 'live'
 *   /*[if category]*\/ and streams.category = :category! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and streams.started_at <= :afterTime!
 *   and (streams.started_at, streams.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by streams.started_at desc, streams.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listLiveStreams = new PreparedQuery<ListLiveStreamsParams, ListLiveStreamsRow>(
  '{"usedParamSet":{"category":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":598,"b":607}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":676,"b":686},{"a":730,"b":740}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":743,"b":751}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":830,"b":836}]}],"statement":"-- What is live, the latest to begin first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.started_at::text as \\"started_at_exact!\\"\\nfrom streams\\nwhere streams.status = \'live\'\\n  /*[if category]*/ and streams.category = :category! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and streams.started_at <= :afterTime!\\n  and (streams.started_at, streams.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by streams.started_at desc, streams.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listLiveStreams","file":"streams.sql","parameterTypes":{"category":"product_category","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `listUpcomingStreams`. */
export type ListUpcomingStreamsParams = {
  readonly category?: ProductCategory | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listUpcomingStreams`. */
export interface ListUpcomingStreamsRow extends Stream {
  /** The time it went live; of a scheduled stream, the time that is planned; null if nobody said. */
  readonly startedAt: Date
  readonly startedAtExact: string
}

/**
 * What is going to be live, soonest first; also what should have begun within the last hour.
 *
 * ```sql
 * select
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at,
 *   streams.started_at::text as "started_at_exact!"
 * from streams
 * where streams.status = 'scheduled'
 *   and streams.started_at >= now() - interval '1 hour'
 *   /*[if category]*\/ and streams.category = :category! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and streams.started_at >= :afterTime!
 *   and (streams.started_at, streams.id) > (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by streams.started_at, streams.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listUpcomingStreams = new PreparedQuery<ListUpcomingStreamsParams, ListUpcomingStreamsRow>(
  '{"usedParamSet":{"category":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":635,"b":644}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":713,"b":723},{"a":767,"b":777}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":780,"b":788}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":857,"b":863}]}],"statement":"-- What is going to be live, soonest first; also what should have begun within the last hour.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.started_at::text as \\"started_at_exact!\\"\\nfrom streams\\nwhere streams.status = \'scheduled\'\\n  and streams.started_at >= now() - interval \'1 hour\'\\n  /*[if category]*/ and streams.category = :category! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and streams.started_at >= :afterTime!\\n  and (streams.started_at, streams.id) > (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by streams.started_at, streams.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listUpcomingStreams","file":"streams.sql","parameterTypes":{"category":"product_category","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `listStreamsByUser`. */
export type ListStreamsByUserParams = {
  readonly userId: string
  readonly status?: StreamStatus | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listStreamsByUser`. */
export interface ListStreamsByUserRow extends Stream {
  readonly createdAtExact: string
}

/**
 * A user's streams, newest first.
 *
 * ```sql
 * select
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at,
 *   streams.created_at::text as "created_at_exact!"
 * from streams
 * where streams.user_id = :userId!
 *   /*[if status]*\/ and streams.status = :status! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and streams.created_at <= :afterTime!
 *   and (streams.created_at, streams.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by streams.created_at desc, streams.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listStreamsByUser = new PreparedQuery<ListStreamsByUserParams, ListStreamsByUserRow>(
  '{"usedParamSet":{"userId":true,"status":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":468,"b":475}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":516,"b":523}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":592,"b":602},{"a":646,"b":656}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":659,"b":667}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":746,"b":752}]}],"statement":"-- A user\'s streams, newest first.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.created_at::text as \\"created_at_exact!\\"\\nfrom streams\\nwhere streams.user_id = :userId!\\n  /*[if status]*/ and streams.status = :status! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and streams.created_at <= :afterTime!\\n  and (streams.created_at, streams.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by streams.created_at desc, streams.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listStreamsByUser","file":"streams.sql","parameterTypes":{"userId":"uuid","status":"stream_status","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["streams"],"access":"read"}',
)
