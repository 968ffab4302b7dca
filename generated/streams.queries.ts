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
 * Creates a scheduled stream; returns no row if the id is taken, so that a repeated call can look up what the first made.
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
  '{"usedParamSet":{"id":true,"userId":true,"title":true,"description":true,"category":true,"streamType":true,"rtmpUrl":true,"streamKey":true,"hlsUrl":true,"thumbnailUrl":true,"startsAt":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":302,"b":304}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":359,"b":366}]},{"name":"title","required":true,"transform":{"type":"scalar"},"locs":[{"a":371,"b":377}]},{"name":"description","required":false,"transform":{"type":"scalar"},"locs":[{"a":382,"b":393}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":398,"b":407}]},{"name":"streamType","required":false,"transform":{"type":"scalar"},"locs":[{"a":421,"b":431}]},{"name":"rtmpUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":458,"b":465}]},{"name":"streamKey","required":false,"transform":{"type":"scalar"},"locs":[{"a":470,"b":479}]},{"name":"hlsUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":484,"b":490}]},{"name":"thumbnailUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":495,"b":507}]},{"name":"startsAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":512,"b":520}]}],"statement":"-- Creates a scheduled stream; returns no row if the id is taken, so that a repeated call can look up what the first made.\\ninsert into streams (\\n  id,\\n  user_id,\\n  title,\\n  description,\\n  category,\\n  stream_type,\\n  rtmp_url,\\n  stream_key,\\n  hls_url,\\n  thumbnail_url,\\n  started_at\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :userId!,\\n  :title!,\\n  :description,\\n  :category!,\\n  coalesce(:streamType::stream_type, \'live\'),\\n  :rtmpUrl,\\n  :streamKey,\\n  :hlsUrl,\\n  :thumbnailUrl,\\n  :startsAt -- null: nobody knows yet\\n)\\non conflict (id) do nothing\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
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
 * The address and the key for broadcasting: the only query that reads them. They leave the server for the owner alone.
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
  '{"usedParamSet":{"userId":true,"streamId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":184,"b":191},{"a":262,"b":269},{"a":334,"b":341}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":390,"b":399}]}],"statement":"-- The address and the key for broadcasting: the only query that reads them. They leave the server for the owner alone.\\nselect\\n  streams.id as stream_id,\\n  case when streams.user_id = :userId! then streams.rtmp_url end as rtmp_url,\\n  case when streams.user_id = :userId! then streams.stream_key end as stream_key,\\n  streams.user_id = :userId! as \\"is_owner!\\"\\nfrom streams\\nwhere streams.id = :streamId!"}',
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
 * Sets the planned time of a stream; returns no row unless it is scheduled.
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
  '{"usedParamSet":{"startsAt":true,"id":true},"params":[{"name":"startsAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":109,"b":117}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":164,"b":167}]}],"statement":"-- Sets the planned time of a stream; returns no row unless it is scheduled.\\nupdate streams\\nset started_at = :startsAt -- null: nobody knows yet\\nwhere streams.id = :id!\\n  and streams.status = \'scheduled\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"scheduleStream","file":"streams.sql","parameterTypes":{"startsAt":"timestamptz","id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `startStream`. */
export interface StartStreamParams {
  readonly id: string
}

/**
 * Goes live, now; returns no row unless the stream is scheduled.
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
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":144,"b":147}]}],"statement":"-- Goes live, now; returns no row unless the stream is scheduled.\\nupdate streams\\nset\\n  status = \'live\',\\n  started_at = now()\\nwhere streams.id = :id!\\n  and streams.status = \'scheduled\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
  '{"name":"startStream","file":"streams.sql","parameterTypes":{"id":"uuid"},"tables":["streams"],"access":"write"}',
)

/** Parameters of `endStream`. */
export interface EndStreamParams {
  readonly id: string
}

/**
 * Ends a stream, now; returns no row unless it is live.
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
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":404,"b":407}]}],"statement":"-- Ends a stream, now; returns no row unless it is live.\\n-- A transaction that began before the stream went live would end it before its start: then it ends at its start.\\nupdate streams\\nset\\n  status = \'ended\',\\n  ended_at = greatest(now(), streams.started_at),\\n  duration_seconds = floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at)),\\n  viewer_count = 0\\nwhere streams.id = :id!\\n  and streams.status = \'live\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at"}',
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
 * Sets the numbers of viewers of many streams: all of them, or none if one does not exist.
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
  '{"usedParamSet":{"ids":true,"viewerCounts":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":312,"b":316}]},{"name":"viewerCounts","required":true,"transform":{"type":"scalar"},"locs":[{"a":327,"b":340}]}],"statement":"-- Sets the numbers of viewers of many streams: all of them, or none if one does not exist.\\n-- The rows are locked in the order of their ids before the first is written, so that two batches wait for each other\\n-- and do not deadlock.\\nwith counted as (\\n  select\\n    entry.id,\\n    entry.viewer_count\\n  from unnest(:ids!::uuid[], :viewerCounts!::integer[]) as entry (id, viewer_count)\\n),\\nlocked_stream as (\\n  select\\n    streams.id,\\n    counted.viewer_count\\n  from streams\\n  join counted on counted.id = streams.id\\n  order by streams.id\\n  for no key update of streams\\n)\\nupdate streams\\nset viewer_count = case when streams.status = \'live\' then locked_stream.viewer_count else 0 end\\nfrom locked_stream\\nwhere streams.id = locked_stream.id\\n  and (select count(*) from locked_stream) = (select count(*) from counted)"}',
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
 * Adds to the views of many streams: to all of them, or to none if one does not exist.
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
  '{"usedParamSet":{"ids":true,"views":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":219,"b":223}]},{"name":"views","required":true,"transform":{"type":"scalar"},"locs":[{"a":234,"b":240}]}],"statement":"-- Adds to the views of many streams: to all of them, or to none if one does not exist.\\n-- Locked in the order of ids, as in setStreamViewerCounts.\\nwith counted as (\\n  select\\n    entry.id,\\n    entry.views\\n  from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)\\n),\\nlocked_stream as (\\n  select\\n    streams.id,\\n    counted.views\\n  from streams\\n  join counted on counted.id = streams.id\\n  order by streams.id\\n  for no key update of streams\\n)\\nupdate streams\\nset total_views = streams.total_views + locked_stream.views\\nfrom locked_stream\\nwhere streams.id = locked_stream.id\\n  and (select count(*) from locked_stream) = (select count(*) from counted)"}',
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
 * The live streams, the latest to begin first.
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
  '{"usedParamSet":{"category":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":602,"b":611}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":680,"b":690},{"a":734,"b":744}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":747,"b":755}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":834,"b":840}]}],"statement":"-- The live streams, the latest to begin first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.started_at::text as \\"started_at_exact!\\"\\nfrom streams\\nwhere streams.status = \'live\'\\n  /*[if category]*/ and streams.category = :category! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and streams.started_at <= :afterTime!\\n  and (streams.started_at, streams.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by streams.started_at desc, streams.id desc\\nlimit (select :limit!::bigint)"}',
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
 * The scheduled streams, soonest first, among them those that should have begun within the last hour.
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
  '{"usedParamSet":{"category":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":644,"b":653}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":722,"b":732},{"a":776,"b":786}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":789,"b":797}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":866,"b":872}]}],"statement":"-- The scheduled streams, soonest first, among them those that should have begun within the last hour.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.started_at::text as \\"started_at_exact!\\"\\nfrom streams\\nwhere streams.status = \'scheduled\'\\n  and streams.started_at >= now() - interval \'1 hour\'\\n  /*[if category]*/ and streams.category = :category! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and streams.started_at >= :afterTime!\\n  and (streams.started_at, streams.id) > (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by streams.started_at, streams.id\\nlimit (select :limit!::bigint)"}',
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
