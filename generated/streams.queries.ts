/** Types and queries of "streams.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Stream } from './models.js'
import type { BadgeType, ProductCategory, StreamStatus, StreamType } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
import type { GeometryInput, Point } from '../src/geo/geojson.js'
export type { BadgeType, ProductCategory, StreamStatus, StreamType }

/** Parameters of `createStream`. */
export interface CreateStreamParams {
  readonly userId: string
  readonly id?: string | null
  readonly title: string
  readonly description?: string | null
  readonly category: ProductCategory
  readonly streamType?: StreamType | null
  readonly rtmpUrl?: string | null
  readonly streamKey?: string | null
  readonly hlsUrl?: string | null
  readonly thumbnailUrl?: string | null
  readonly startsAt?: Date | string | null
  readonly requestDigest?: string | null
}

/**
 * Creates a scheduled stream; returns no row if the id is taken, so that a repeated call can look up what the first made, or
 * if there is no open account of that id.
 *
 * [sql/streams.sql:3](../sql/streams.sql#L3)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
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
 *   started_at,
 *   request_digest
 * )
 * select
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   acting_user.id,
 *   :title!,
 *   :description,
 *   :category!,
 *   coalesce(:streamType::stream_type, 'live'),
 *   :rtmpUrl,
 *   :streamKey,
 *   :hlsUrl,
 *   :thumbnailUrl,
 *   :startsAt, -- null: nobody knows yet
 *   :requestDigest
 * from acting_user
 * on conflict do nothing -- not (id): see createProducts
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
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location
 * ```
 */
export const createStream = new PreparedQuery<CreateStreamParams, Stream>(
  '{"usedParamSet":{"userId":true,"id":true,"title":true,"description":true,"category":true,"streamType":true,"rtmpUrl":true,"streamKey":true,"hlsUrl":true,"thumbnailUrl":true,"startsAt":true,"requestDigest":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":241,"b":248}]},{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":487,"b":489}]},{"name":"title","required":true,"transform":{"type":"scalar"},"locs":[{"a":562,"b":568}]},{"name":"description","required":false,"transform":{"type":"scalar"},"locs":[{"a":573,"b":584}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":589,"b":598}]},{"name":"streamType","required":false,"transform":{"type":"scalar"},"locs":[{"a":612,"b":622}]},{"name":"rtmpUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":649,"b":656}]},{"name":"streamKey","required":false,"transform":{"type":"scalar"},"locs":[{"a":661,"b":670}]},{"name":"hlsUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":675,"b":681}]},{"name":"thumbnailUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":686,"b":698}]},{"name":"startsAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":703,"b":711}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":742,"b":755}]}],"statement":"-- Creates a scheduled stream; returns no row if the id is taken, so that a repeated call can look up what the first made, or\\n-- if there is no open account of that id.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\ninsert into streams (\\n  id,\\n  user_id,\\n  title,\\n  description,\\n  category,\\n  stream_type,\\n  rtmp_url,\\n  stream_key,\\n  hls_url,\\n  thumbnail_url,\\n  started_at,\\n  request_digest\\n)\\nselect\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  acting_user.id,\\n  :title!,\\n  :description,\\n  :category!,\\n  coalesce(:streamType::stream_type, \'live\'),\\n  :rtmpUrl,\\n  :streamKey,\\n  :hlsUrl,\\n  :thumbnailUrl,\\n  :startsAt, -- null: nobody knows yet\\n  :requestDigest\\nfrom acting_user\\non conflict do nothing -- not (id): see createProducts\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location"}',
  '{"name":"createStream","file":"streams.sql","parameterTypes":{"userId":"uuid","id":"uuid","title":"text","description":"text","category":"product_category","streamType":"stream_type","rtmpUrl":"text","streamKey":"text","hlsUrl":"text","thumbnailUrl":"text","startsAt":"timestamptz","requestDigest":"uuid"},"tables":["streams","users"],"access":"write"}',
)

/** Parameters of `findStream`. */
export interface FindStreamParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/**
 * A stream, or if a digest is given, the stream that the same content made.
 *
 * [sql/streams.sql:45](../sql/streams.sql#L45)
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
 *   streams.pinned_product_id,
 *   streams.public_location
 * from streams
 * where streams.id = :id!
 *   /*[if requestDigest]*\/ and streams.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findStream = new PreparedQuery<FindStreamParams, Stream>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":510,"b":513}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":569,"b":583}]}],"statement":"-- A stream, or if a digest is given, the stream that the same content made.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location\\nfrom streams\\nwhere streams.id = :id!\\n  /*[if requestDigest]*/ and streams.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findStream","file":"streams.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `judgeStreamOwner`. */
export interface JudgeStreamOwnerParams {
  readonly userId: string
  readonly id: string
}

/** A row of `judgeStreamOwner`. */
export interface JudgeStreamOwnerRow {
  readonly isOwner: boolean
  readonly isOpen: boolean
  /** The state of the stream. */
  readonly status: StreamStatus
}

/**
 * The reasons for which a command on a stream is not its acting user's.
 * primary-only: a right hangs on it
 *
 * [sql/streams.sql:53](../sql/streams.sql#L53)
 *
 * ```sql
 * select
 *   streams.user_id = :userId! as "is_owner!",
 *   acting_user.is_active is true as "is_open!",
 *   streams.status
 * from streams
 * left join users as acting_user on acting_user.id = :userId!
 * where streams.id = :id!
 * ```
 */
export const judgeStreamOwner = new PreparedQuery<JudgeStreamOwnerParams, JudgeStreamOwnerRow>(
  '{"usedParamSet":{"userId":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":137,"b":144},{"a":290,"b":297}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":318,"b":321}]}],"statement":"-- The reasons for which a command on a stream is not its acting user\'s.\\n-- primary-only: a right hangs on it\\nselect\\n  streams.user_id = :userId! as \\"is_owner!\\",\\n  acting_user.is_active is true as \\"is_open!\\",\\n  streams.status\\nfrom streams\\nleft join users as acting_user on acting_user.id = :userId!\\nwhere streams.id = :id!"}',
  '{"name":"judgeStreamOwner","file":"streams.sql","parameterTypes":{"userId":"uuid","id":"uuid"},"tables":["streams","users"],"access":"read","primary":true}',
)

/** Parameters of `listStreamsByIds`. */
export interface ListStreamsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Streams in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/streams.sql:64](../sql/streams.sql#L64)
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
 *   streams.pinned_product_id,
 *   streams.public_location
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join streams on streams.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listStreamsByIds = new PreparedQuery<ListStreamsByIdsParams, Stream>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":501,"b":505}]}],"statement":"-- Streams in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin streams on streams.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listStreamsByIds","file":"streams.sql","parameterTypes":{"ids":"uuid[]"},"tables":["streams"],"access":"read"}',
)

/** Parameters of `findBroadcast`. */
export interface FindBroadcastParams {
  readonly userId: string
  readonly streamId: string
}

/** A row of `findBroadcast`. */
export interface FindBroadcastRow {
  /** The id of the stream. */
  readonly streamId: string
  readonly rtmpUrl: string | null
  readonly streamKey: string | null
  readonly isOwner: boolean
}

/**
 * The address and the key for broadcasting: the only query that reads them. They leave the server for the owner alone.
 * primary-only: a right hangs on it
 *
 * [sql/streams.sql:72](../sql/streams.sql#L72)
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
  '{"usedParamSet":{"userId":true,"streamId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":337,"b":344},{"a":415,"b":422},{"a":487,"b":494}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":543,"b":552}]}],"statement":"-- The address and the key for broadcasting: the only query that reads them. They leave the server for the owner alone.\\n-- lint-disable secret-column: findBroadcast() is for the broadcaster, and the statement itself asks for the owner.\\n-- primary-only: a right hangs on it\\nselect\\n  streams.id as stream_id,\\n  case when streams.user_id = :userId! then streams.rtmp_url end as rtmp_url,\\n  case when streams.user_id = :userId! then streams.stream_key end as stream_key,\\n  streams.user_id = :userId! as \\"is_owner!\\"\\nfrom streams\\nwhere streams.id = :streamId!"}',
  '{"name":"findBroadcast","file":"streams.sql","parameterTypes":{"userId":"uuid","streamId":"uuid"},"tables":["streams"],"access":"read","primary":true}',
)

/** Parameters of `updateStream`. */
export interface UpdateStreamParams {
  readonly userId: string
  readonly patch: Json
  readonly id: string
}

/**
 * Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the stream is not the
 * acting user's, or their account is closed.
 *
 * [sql/streams.sql:84](../sql/streams.sql#L84)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
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
 * from acting_user
 * where streams.id = :id!
 *   and streams.user_id = acting_user.id
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
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location
 * ```
 */
export const updateStream = new PreparedQuery<UpdateStreamParams, Stream>(
  '{"usedParamSet":{"userId":true,"patch":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":242,"b":249}]},{"name":"patch","required":true,"transform":{"type":"scalar"},"locs":[{"a":637,"b":643}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":702,"b":705}]}],"statement":"-- Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the stream is not the\\n-- acting user\'s, or their account is closed.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate streams\\nset (title, description, category, stream_type, rtmp_url, stream_key, hls_url, thumbnail_url) = (\\n  select\\n    patched.title,\\n    patched.description,\\n    patched.category,\\n    patched.stream_type,\\n    patched.rtmp_url,\\n    patched.stream_key,\\n    patched.hls_url,\\n    patched.thumbnail_url\\n  from jsonb_populate_record(streams, :patch!::jsonb) as patched\\n)\\nfrom acting_user\\nwhere streams.id = :id!\\n  and streams.user_id = acting_user.id\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location"}',
  '{"name":"updateStream","file":"streams.sql","parameterTypes":{"userId":"uuid","patch":"jsonb","id":"uuid"},"tables":["streams","users"],"access":"write"}',
)

/** Parameters of `scheduleStream`. */
export interface ScheduleStreamParams {
  readonly userId: string
  readonly startsAt?: Date | string | null
  readonly id: string
}

/**
 * Sets the planned time of a stream; returns no row unless it is scheduled, and the acting user's.
 *
 * [sql/streams.sql:113](../sql/streams.sql#L113)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * update streams
 * set started_at = :startsAt -- null: nobody knows yet
 * from acting_user
 * where streams.id = :id!
 *   and streams.user_id = acting_user.id
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
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location
 * ```
 */
export const scheduleStream = new PreparedQuery<ScheduleStreamParams, Stream>(
  '{"usedParamSet":{"userId":true,"startsAt":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":172,"b":179}]},{"name":"startsAt","required":false,"transform":{"type":"scalar"},"locs":[{"a":255,"b":263}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":327,"b":330}]}],"statement":"-- Sets the planned time of a stream; returns no row unless it is scheduled, and the acting user\'s.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate streams\\nset started_at = :startsAt -- null: nobody knows yet\\nfrom acting_user\\nwhere streams.id = :id!\\n  and streams.user_id = acting_user.id\\n  and streams.status = \'scheduled\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location"}',
  '{"name":"scheduleStream","file":"streams.sql","parameterTypes":{"userId":"uuid","startsAt":"timestamptz","id":"uuid"},"tables":["streams","users"],"access":"write"}',
)

/** Parameters of `startStream`. */
export interface StartStreamParams {
  readonly userId: string
  readonly id: string
}

/**
 * Goes live, now; returns no row unless the stream is scheduled, and the acting user's.
 * For no key update: tr_streams_set_place asks for a share of the account. To have a weaker lock first would be to wait in a
 * circle with whoever closes the account; to share it, with another start whose transaction goes on to write the account.
 *
 * [sql/streams.sql:131](../sql/streams.sql#L131)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for no key update
 * )
 * update streams
 * set
 *   status = 'live',
 *   started_at = now()
 * from acting_user
 * where streams.id = :id!
 *   and streams.user_id = acting_user.id
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
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location
 * ```
 */
export const startStream = new PreparedQuery<StartStreamParams, Stream>(
  '{"usedParamSet":{"userId":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":410,"b":417}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":560,"b":563}]}],"statement":"-- Goes live, now; returns no row unless the stream is scheduled, and the acting user\'s.\\n-- For no key update: tr_streams_set_place asks for a share of the account. To have a weaker lock first would be to wait in a\\n-- circle with whoever closes the account; to share it, with another start whose transaction goes on to write the account.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for no key update\\n)\\nupdate streams\\nset\\n  status = \'live\',\\n  started_at = now()\\nfrom acting_user\\nwhere streams.id = :id!\\n  and streams.user_id = acting_user.id\\n  and streams.status = \'scheduled\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location"}',
  '{"name":"startStream","file":"streams.sql","parameterTypes":{"userId":"uuid","id":"uuid"},"tables":["streams","users"],"access":"write"}',
)

/** Parameters of `endStream`. */
export interface EndStreamParams {
  readonly userId: string
  readonly id: string
}

/**
 * Ends a stream, now; returns no row unless it is live, and the acting user's.
 * A transaction that began before the stream went live would end it before its start: then it ends at its start.
 *
 * [sql/streams.sql:153](../sql/streams.sql#L153)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * update streams
 * set
 *   status = 'ended',
 *   ended_at = greatest(now(), streams.started_at),
 *   duration_seconds = floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at)),
 *   viewer_count = 0
 * from acting_user
 * where streams.id = :id!
 *   and streams.user_id = acting_user.id
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
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location
 * ```
 */
export const endStream = new PreparedQuery<EndStreamParams, Stream>(
  '{"usedParamSet":{"userId":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":266,"b":273}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":567,"b":570}]}],"statement":"-- Ends a stream, now; returns no row unless it is live, and the acting user\'s.\\n-- A transaction that began before the stream went live would end it before its start: then it ends at its start.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate streams\\nset\\n  status = \'ended\',\\n  ended_at = greatest(now(), streams.started_at),\\n  duration_seconds = floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at)),\\n  viewer_count = 0\\nfrom acting_user\\nwhere streams.id = :id!\\n  and streams.user_id = acting_user.id\\n  and streams.status = \'live\'\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location"}',
  '{"name":"endStream","file":"streams.sql","parameterTypes":{"userId":"uuid","id":"uuid"},"tables":["streams","users"],"access":"write"}',
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
 * [sql/streams.sql:176](../sql/streams.sql#L176)
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
 * [sql/streams.sql:201](../sql/streams.sql#L201)
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
  readonly userId: string
  readonly id: string
}

/** `deleteStream` returns no rows. */
export type DeleteStreamRow = never

/**
 * [sql/streams.sql:225](../sql/streams.sql#L225)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * delete from streams
 * using acting_user
 * where streams.id = :id!
 *   and streams.user_id = acting_user.id
 * ```
 */
export const deleteStream = new PreparedQuery<DeleteStreamParams, DeleteStreamRow>(
  '{"usedParamSet":{"userId":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":72,"b":79}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":180,"b":183}]}],"statement":"with acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\ndelete from streams\\nusing acting_user\\nwhere streams.id = :id!\\n  and streams.user_id = acting_user.id"}',
  '{"name":"deleteStream","file":"streams.sql","parameterTypes":{"userId":"uuid","id":"uuid"},"tables":["streams","users"],"access":"write"}',
)

/** Parameters of `stopStream`. */
export interface StopStreamParams {
  readonly adminId: string
  readonly id: string
}

/**
 * Ends a stream, live or scheduled, on behalf of an administrator; returns no row if it has ended, or the acting user is none.
 * One that never began is dated now, and has lasted no time.
 *
 * [sql/streams.sql:238](../sql/streams.sql#L238)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * stopped_stream as (
 *   update streams
 *   set
 *     status = 'ended',
 *     started_at = case when streams.status = 'live' then streams.started_at else now() end,
 *     ended_at = case when streams.status = 'live' then greatest(now(), streams.started_at) else now() end,
 *     duration_seconds = case
 *       when streams.status = 'live' then floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at))
 *       else 0
 *     end,
 *     viewer_count = 0
 *   from acting_admin
 *   where streams.id = :id!
 *     and streams.status <> 'ended'
 *   returning
 *     streams.id,
 *     streams.user_id,
 *     streams.title,
 *     streams.description,
 *     streams.category,
 *     streams.status,
 *     streams.stream_type,
 *     streams.hls_url,
 *     streams.thumbnail_url,
 *     streams.viewer_count,
 *     streams.total_views,
 *     streams.duration_seconds,
 *     streams.started_at,
 *     streams.ended_at,
 *     streams.created_at,
 *     streams.updated_at,
 *     streams.pinned_product_id,
 *     streams.public_location
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     acting_admin.id,
 *     'stop',
 *     'stream',
 *     stopped_stream.id,
 *     stopped_stream.user_id
 *   from stopped_stream
 *   cross join acting_admin
 * )
 * select
 *   stopped_stream.id,
 *   stopped_stream.user_id,
 *   stopped_stream.title,
 *   stopped_stream.description,
 *   stopped_stream.category,
 *   stopped_stream.status,
 *   stopped_stream.stream_type,
 *   stopped_stream.hls_url,
 *   stopped_stream.thumbnail_url,
 *   stopped_stream.viewer_count,
 *   stopped_stream.total_views,
 *   stopped_stream.duration_seconds,
 *   stopped_stream.started_at,
 *   stopped_stream.ended_at,
 *   stopped_stream.created_at,
 *   stopped_stream.updated_at,
 *   stopped_stream.pinned_product_id,
 *   stopped_stream.public_location
 * from stopped_stream
 * ```
 */
export const stopStream = new PreparedQuery<StopStreamParams, Stream>(
  '{"usedParamSet":{"adminId":true,"id":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":263,"b":271}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":843,"b":846}]}],"statement":"-- Ends a stream, live or scheduled, on behalf of an administrator; returns no row if it has ended, or the acting user is none.\\n-- One that never began is dated now, and has lasted no time.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nstopped_stream as (\\n  update streams\\n  set\\n    status = \'ended\',\\n    started_at = case when streams.status = \'live\' then streams.started_at else now() end,\\n    ended_at = case when streams.status = \'live\' then greatest(now(), streams.started_at) else now() end,\\n    duration_seconds = case\\n      when streams.status = \'live\' then floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at))\\n      else 0\\n    end,\\n    viewer_count = 0\\n  from acting_admin\\n  where streams.id = :id!\\n    and streams.status <> \'ended\'\\n  returning\\n    streams.id,\\n    streams.user_id,\\n    streams.title,\\n    streams.description,\\n    streams.category,\\n    streams.status,\\n    streams.stream_type,\\n    streams.hls_url,\\n    streams.thumbnail_url,\\n    streams.viewer_count,\\n    streams.total_views,\\n    streams.duration_seconds,\\n    streams.started_at,\\n    streams.ended_at,\\n    streams.created_at,\\n    streams.updated_at,\\n    streams.pinned_product_id,\\n    streams.public_location\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    acting_admin.id,\\n    \'stop\',\\n    \'stream\',\\n    stopped_stream.id,\\n    stopped_stream.user_id\\n  from stopped_stream\\n  cross join acting_admin\\n)\\nselect\\n  stopped_stream.id,\\n  stopped_stream.user_id,\\n  stopped_stream.title,\\n  stopped_stream.description,\\n  stopped_stream.category,\\n  stopped_stream.status,\\n  stopped_stream.stream_type,\\n  stopped_stream.hls_url,\\n  stopped_stream.thumbnail_url,\\n  stopped_stream.viewer_count,\\n  stopped_stream.total_views,\\n  stopped_stream.duration_seconds,\\n  stopped_stream.started_at,\\n  stopped_stream.ended_at,\\n  stopped_stream.created_at,\\n  stopped_stream.updated_at,\\n  stopped_stream.pinned_product_id,\\n  stopped_stream.public_location\\nfrom stopped_stream"}',
  '{"name":"stopStream","file":"streams.sql","parameterTypes":{"adminId":"uuid","id":"uuid"},"tables":["moderation_actions","streams","users"],"access":"write"}',
)

/** Parameters of `listLiveStreams`. */
export type ListLiveStreamsParams = {
  readonly category?: ProductCategory | undefined
  readonly limit: number
  readonly viewerId?: string | undefined
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listLiveStreams`. */
export interface ListLiveStreamsRow extends Stream {
  readonly isWalkEnd: boolean
  readonly startedAtExact: string
  readonly isLeftOut: boolean
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The live streams, the latest to begin first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * The user is looked up row by row, and for a viewer whether a block is between them, as in listProductFeed.
 *
 * [sql/streams.sql:281](../sql/streams.sql#L281)
 *
 * ```sql
 * with page as (
 *   select
 *     streams.id,
 *     streams.user_id,
 *     streams.title,
 *     streams.description,
 *     streams.category,
 *     streams.status,
 *     streams.stream_type,
 *     streams.hls_url,
 *     streams.thumbnail_url,
 *     streams.viewer_count,
 *     streams.total_views,
 *     streams.duration_seconds,
 *     streams.started_at,
 *     streams.ended_at,
 *     streams.created_at,
 *     streams.updated_at,
 *     streams.pinned_product_id,
 *     streams.public_location,
 *     false /*[if viewerId]*\/ or row_number() over (order by streams.started_at desc, streams.id desc) >= 500 /*[end]*\/ as is_walk_end
 *   from streams
 *   where streams.status = 'live'
 *     /*[if category]*\/ and streams.category = :category! /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and streams.started_at <= :afterTime!
 *     and (streams.started_at, streams.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by streams.started_at desc, streams.id desc
 *   limit (select greatest(:limit!::bigint /*[if viewerId]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.user_id,
 *   page.title,
 *   page.description,
 *   page.category,
 *   page.status,
 *   page.stream_type,
 *   page.hls_url,
 *   page.thumbnail_url,
 *   page.viewer_count,
 *   page.total_views,
 *   page.duration_seconds,
 *   page.started_at,
 *   page.ended_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.pinned_product_id,
 *   page.public_location,
 *   page.is_walk_end,
 *   page.started_at::text as "started_at_exact!",
 *   false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   streamer.*
 * from page
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = page.user_id
 *   limit 1
 * ) as streamer
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.user_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.user_id)
 *   limit 1
 * ) as sight on true
 * where sight.is_blocked is null
 *   or page.is_walk_end
 * /*[end]*\/
 * order by page.started_at desc, page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listLiveStreams = new PreparedQuery<ListLiveStreamsParams, ListLiveStreamsRow>(
  '{"usedParamSet":{"category":true,"afterTime":true,"afterId":true,"limit":true,"viewerId":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":910,"b":919}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":992,"b":1002},{"a":1048,"b":1058}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1061,"b":1069}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1163,"b":1169},{"a":2691,"b":2697}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2423,"b":2432},{"a":2515,"b":2524}]}],"statement":"-- The live streams, the latest to begin first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- The user is looked up row by row, and for a viewer whether a block is between them, as in listProductFeed.\\nwith page as (\\n  select\\n    streams.id,\\n    streams.user_id,\\n    streams.title,\\n    streams.description,\\n    streams.category,\\n    streams.status,\\n    streams.stream_type,\\n    streams.hls_url,\\n    streams.thumbnail_url,\\n    streams.viewer_count,\\n    streams.total_views,\\n    streams.duration_seconds,\\n    streams.started_at,\\n    streams.ended_at,\\n    streams.created_at,\\n    streams.updated_at,\\n    streams.pinned_product_id,\\n    streams.public_location,\\n    false /*[if viewerId]*/ or row_number() over (order by streams.started_at desc, streams.id desc) >= 500 /*[end]*/ as is_walk_end\\n  from streams\\n  where streams.status = \'live\'\\n    /*[if category]*/ and streams.category = :category! /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and streams.started_at <= :afterTime!\\n    and (streams.started_at, streams.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by streams.started_at desc, streams.id desc\\n  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.user_id,\\n  page.title,\\n  page.description,\\n  page.category,\\n  page.status,\\n  page.stream_type,\\n  page.hls_url,\\n  page.thumbnail_url,\\n  page.viewer_count,\\n  page.total_views,\\n  page.duration_seconds,\\n  page.started_at,\\n  page.ended_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.pinned_product_id,\\n  page.public_location,\\n  page.is_walk_end,\\n  page.started_at::text as \\"started_at_exact!\\",\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  streamer.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.user_id\\n  limit 1\\n) as streamer\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.user_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.user_id)\\n  limit 1\\n) as sight on true\\nwhere sight.is_blocked is null\\n  or page.is_walk_end\\n/*[end]*/\\norder by page.started_at desc, page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listLiveStreams","file":"streams.sql","parameterTypes":{"category":"product_category","afterTime":"timestamptz","afterId":"uuid","limit":"int8","viewerId":"uuid"},"tables":["blocks","profiles","streams"],"access":"read"}',
)

/** Parameters of `listUpcomingStreams`. */
export type ListUpcomingStreamsParams = {
  readonly category?: ProductCategory | undefined
  readonly limit: number
  readonly viewerId?: string | undefined
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listUpcomingStreams`. */
export interface ListUpcomingStreamsRow extends Stream {
  /** The time it went live; of a scheduled stream, the time that is planned; null if nobody said. */
  readonly startedAt: Date
  readonly isWalkEnd: boolean
  readonly startedAtExact: string
  readonly isLeftOut: boolean
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The scheduled streams, soonest first, among them those that should have begun within the last hour.
 * The user is looked up row by row, and for a viewer whether a block is between them, as in listProductFeed.
 *
 * [sql/streams.sql:326](../sql/streams.sql#L326)
 *
 * ```sql
 * with page as (
 *   select
 *     streams.id,
 *     streams.user_id,
 *     streams.title,
 *     streams.description,
 *     streams.category,
 *     streams.status,
 *     streams.stream_type,
 *     streams.hls_url,
 *     streams.thumbnail_url,
 *     streams.viewer_count,
 *     streams.total_views,
 *     streams.duration_seconds,
 *     streams.started_at,
 *     streams.ended_at,
 *     streams.created_at,
 *     streams.updated_at,
 *     streams.pinned_product_id,
 *     streams.public_location,
 *     false /*[if viewerId]*\/ or row_number() over (order by streams.started_at, streams.id) >= 500 /*[end]*\/ as is_walk_end
 *   from streams
 *   where streams.status = 'scheduled'
 *     and streams.started_at >= now() - interval '1 hour'
 *     /*[if category]*\/ and streams.category = :category! /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and streams.started_at >= :afterTime!
 *     and (streams.started_at, streams.id) > (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by streams.started_at, streams.id
 *   limit (select greatest(:limit!::bigint /*[if viewerId]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.user_id,
 *   page.title,
 *   page.description,
 *   page.category,
 *   page.status,
 *   page.stream_type,
 *   page.hls_url,
 *   page.thumbnail_url,
 *   page.viewer_count,
 *   page.total_views,
 *   page.duration_seconds,
 *   page.started_at,
 *   page.ended_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.pinned_product_id,
 *   page.public_location,
 *   page.is_walk_end,
 *   page.started_at::text as "started_at_exact!",
 *   false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   streamer.*
 * from page
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = page.user_id
 *   limit 1
 * ) as streamer
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.user_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.user_id)
 *   limit 1
 * ) as sight on true
 * where sight.is_blocked is null
 *   or page.is_walk_end
 * /*[end]*\/
 * order by page.started_at, page.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listUpcomingStreams = new PreparedQuery<ListUpcomingStreamsParams, ListUpcomingStreamsRow>(
  '{"usedParamSet":{"category":true,"afterTime":true,"afterId":true,"limit":true,"viewerId":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":944,"b":953}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1026,"b":1036},{"a":1082,"b":1092}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1095,"b":1103}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1187,"b":1193},{"a":2705,"b":2711}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2447,"b":2456},{"a":2539,"b":2548}]}],"statement":"-- The scheduled streams, soonest first, among them those that should have begun within the last hour.\\n-- The user is looked up row by row, and for a viewer whether a block is between them, as in listProductFeed.\\nwith page as (\\n  select\\n    streams.id,\\n    streams.user_id,\\n    streams.title,\\n    streams.description,\\n    streams.category,\\n    streams.status,\\n    streams.stream_type,\\n    streams.hls_url,\\n    streams.thumbnail_url,\\n    streams.viewer_count,\\n    streams.total_views,\\n    streams.duration_seconds,\\n    streams.started_at,\\n    streams.ended_at,\\n    streams.created_at,\\n    streams.updated_at,\\n    streams.pinned_product_id,\\n    streams.public_location,\\n    false /*[if viewerId]*/ or row_number() over (order by streams.started_at, streams.id) >= 500 /*[end]*/ as is_walk_end\\n  from streams\\n  where streams.status = \'scheduled\'\\n    and streams.started_at >= now() - interval \'1 hour\'\\n    /*[if category]*/ and streams.category = :category! /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and streams.started_at >= :afterTime!\\n    and (streams.started_at, streams.id) > (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by streams.started_at, streams.id\\n  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.user_id,\\n  page.title,\\n  page.description,\\n  page.category,\\n  page.status,\\n  page.stream_type,\\n  page.hls_url,\\n  page.thumbnail_url,\\n  page.viewer_count,\\n  page.total_views,\\n  page.duration_seconds,\\n  page.started_at,\\n  page.ended_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.pinned_product_id,\\n  page.public_location,\\n  page.is_walk_end,\\n  page.started_at::text as \\"started_at_exact!\\",\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  streamer.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.user_id\\n  limit 1\\n) as streamer\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.user_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.user_id)\\n  limit 1\\n) as sight on true\\nwhere sight.is_blocked is null\\n  or page.is_walk_end\\n/*[end]*/\\norder by page.started_at, page.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listUpcomingStreams","file":"streams.sql","parameterTypes":{"category":"product_category","afterTime":"timestamptz","afterId":"uuid","limit":"int8","viewerId":"uuid"},"tables":["blocks","profiles","streams"],"access":"read"}',
)

/** Parameters of `listStreamsNearby`. */
export type ListStreamsNearbyParams = {
  readonly plane: 'all' | 'sphere'
  readonly origin: GeometryInput<Point>
  readonly radiusMetres: number
  readonly budget: number
  readonly category?: ProductCategory | undefined
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterDistance: number; readonly afterId: string }
  | { readonly afterDistance?: undefined; readonly afterId?: undefined }
)

/** A row of `listStreamsNearby`. */
export interface ListStreamsNearbyRow extends Stream {
  /** While the stream is live, the public place of its streamer: 230 to 500 m from their home; else null. */
  readonly publicLocation: Point
  readonly distanceMetres: number
  readonly distanceOrder: number
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The live streams within a radius, nearest first, each with its streamer's profile. All of it is made of public places.
 * The walk is that of listProductsNearby: with a budget, of an index alone on the plane, by <-> of geography on the sphere, and
 * its last stream is a row too.
 * A category leaves out what the walk passes over, as do for a viewer the streams of those whom a block parts from them.
 *
 * [sql/streams.sql:371](../sql/streams.sql#L371)
 *
 * ```sql
 * with origin as materialized (
 *   select
 *     /*[if plane=all]*\/ place_of(:origin!::geography) /*[end]*\/
 *     /*[if plane=sphere]*\/ _st_expand(:origin!::geography, 1) /*[end]*\/ as place,
 *     /*[if plane=all]*\/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*\/
 *     /*[if plane=sphere]*\/ :radiusMetres!::float8 /*[end]*\/ as radius
 * ),
 * walked_stream as (
 *   select
 *     live_stream.id,
 *     live_stream.user_id,
 *     live_stream.category,
 *     live_stream.place <-> (select origin.place from origin) as distance_order,
 *     row_number() over (order by live_stream.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
 *       as is_walk_end
 *   from (
 *     select
 *       streams.id,
 *       streams.user_id,
 *       streams.category,
 *       /*[if plane=all]*\/ streams.place /*[end]*\/
 *       /*[if plane=sphere]*\/ streams.public_location /*[end]*\/ as place
 *     from streams
 *     where streams.status = 'live'
 *   ) as live_stream
 *   where true
 *     /*[if plane=all]*\/
 *     and live_stream.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
 *     and live_stream.place <-> (select origin.place from origin) <= (select origin.radius from origin)
 *     /*[end]*\/
 *     /*[if plane=sphere]*\/
 *     and st_dwithin(live_stream.place, (select origin.place from origin), (select origin.radius from origin))
 *     /*[end]*\/
 *     /*[if afterDistance afterId]*\/
 *     and (live_stream.place <-> (select origin.place from origin), live_stream.id) > (:afterDistance!::float8, :afterId!::uuid)
 *     /*[end]*\/
 *   order by live_stream.place <-> (select origin.place from origin)
 *   fetch first (select :budget!::bigint) rows with ties
 * ),
 * matched_stream as (
 *   select
 *     walked_stream.id,
 *     walked_stream.user_id,
 *     walked_stream.distance_order,
 *     walked_stream.is_walk_end,
 *     true /*[if category]*\/ and walked_stream.category = :category! /*[end]*\/ as is_match
 *   from walked_stream
 * ),
 * page as (
 *   select
 *     matched_stream.id,
 *     matched_stream.distance_order,
 *     matched_stream.is_walk_end,
 *     not matched_stream.is_match /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as is_left_out
 *   from matched_stream
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where matched_stream.is_match
 *       and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_stream.user_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_stream.user_id)
 *     limit 1
 *   ) as sight on true
 *   /*[end]*\/
 *   where (matched_stream.is_match /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/)
 *     or matched_stream.is_walk_end
 *   order by matched_stream.distance_order
 *   fetch first (select :limit!::bigint) rows with ties
 * )
 * select
 *   shown_stream.*,
 *   st_distance(shown_stream.public_location, :origin!::geography) as "distance_metres!",
 *   page.distance_order as "distance_order!",
 *   page.is_walk_end as "is_walk_end!",
 *   page.is_left_out
 *   or not st_dwithin(shown_stream.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
 *   streamer.*
 * from page
 * cross join lateral (
 *   select
 *     streams.id,
 *     streams.user_id,
 *     streams.title,
 *     streams.description,
 *     streams.category,
 *     streams.status,
 *     streams.stream_type,
 *     streams.hls_url,
 *     streams.thumbnail_url,
 *     streams.viewer_count,
 *     streams.total_views,
 *     streams.duration_seconds,
 *     streams.started_at,
 *     streams.ended_at,
 *     streams.created_at,
 *     streams.updated_at,
 *     streams.pinned_product_id,
 *     streams.public_location
 *   from streams
 *   where streams.id = page.id
 *   limit 1
 * ) as shown_stream
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = shown_stream.user_id
 *   limit 1
 * ) as streamer
 * where shown_stream.public_location is not null -- it has a place, but a type does not know
 * order by page.distance_order, page.id -- a total order: pages never repeat a row
 * limit (select :limit!::bigint)
 * ```
 */
export const listStreamsNearby = new PreparedQuery<ListStreamsNearbyParams, ListStreamsNearbyRow>(
  '{"usedParamSet":{"origin":true,"radiusMetres":true,"budget":true,"afterDistance":true,"afterId":true,"category":true,"viewerId":true,"limit":true},"params":[{"name":"origin","required":true,"transform":{"type":"scalar"},"locs":[{"a":477,"b":484},{"a":545,"b":552},{"a":625,"b":632},{"a":3258,"b":3265},{"a":3453,"b":3460}]},{"name":"radiusMetres","required":true,"transform":{"type":"scalar"},"locs":[{"a":646,"b":659},{"a":706,"b":719},{"a":3474,"b":3487}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":1030,"b":1037},{"a":2068,"b":2075}]},{"name":"afterDistance","required":true,"transform":{"type":"scalar"},"locs":[{"a":1923,"b":1937}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1948,"b":1956}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":2303,"b":2312}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2782,"b":2791},{"a":2886,"b":2895}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":3155,"b":3161},{"a":4807,"b":4813}]}],"statement":"-- The live streams within a radius, nearest first, each with its streamer\'s profile. All of it is made of public places.\\n-- The walk is that of listProductsNearby: with a budget, of an index alone on the plane, by <-> of geography on the sphere, and\\n-- its last stream is a row too.\\n-- A category leaves out what the walk passes over, as do for a viewer the streams of those whom a block parts from them.\\nwith origin as materialized (\\n  select\\n    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/\\n    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,\\n    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/\\n    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius\\n),\\nwalked_stream as (\\n  select\\n    live_stream.id,\\n    live_stream.user_id,\\n    live_stream.category,\\n    live_stream.place <-> (select origin.place from origin) as distance_order,\\n    row_number() over (order by live_stream.place <-> (select origin.place from origin)) >= (select :budget!::bigint)\\n      as is_walk_end\\n  from (\\n    select\\n      streams.id,\\n      streams.user_id,\\n      streams.category,\\n      /*[if plane=all]*/ streams.place /*[end]*/\\n      /*[if plane=sphere]*/ streams.public_location /*[end]*/ as place\\n    from streams\\n    where streams.status = \'live\'\\n  ) as live_stream\\n  where true\\n    /*[if plane=all]*/\\n    and live_stream.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)\\n    and live_stream.place <-> (select origin.place from origin) <= (select origin.radius from origin)\\n    /*[end]*/\\n    /*[if plane=sphere]*/\\n    and st_dwithin(live_stream.place, (select origin.place from origin), (select origin.radius from origin))\\n    /*[end]*/\\n    /*[if afterDistance afterId]*/\\n    and (live_stream.place <-> (select origin.place from origin), live_stream.id) > (:afterDistance!::float8, :afterId!::uuid)\\n    /*[end]*/\\n  order by live_stream.place <-> (select origin.place from origin)\\n  fetch first (select :budget!::bigint) rows with ties\\n),\\nmatched_stream as (\\n  select\\n    walked_stream.id,\\n    walked_stream.user_id,\\n    walked_stream.distance_order,\\n    walked_stream.is_walk_end,\\n    true /*[if category]*/ and walked_stream.category = :category! /*[end]*/ as is_match\\n  from walked_stream\\n),\\npage as (\\n  select\\n    matched_stream.id,\\n    matched_stream.distance_order,\\n    matched_stream.is_walk_end,\\n    not matched_stream.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out\\n  from matched_stream\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where matched_stream.is_match\\n      and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_stream.user_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_stream.user_id)\\n    limit 1\\n  ) as sight on true\\n  /*[end]*/\\n  where (matched_stream.is_match /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/)\\n    or matched_stream.is_walk_end\\n  order by matched_stream.distance_order\\n  fetch first (select :limit!::bigint) rows with ties\\n)\\nselect\\n  shown_stream.*,\\n  st_distance(shown_stream.public_location, :origin!::geography) as \\"distance_metres!\\",\\n  page.distance_order as \\"distance_order!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  page.is_left_out\\n  or not st_dwithin(shown_stream.public_location, :origin!::geography, :radiusMetres!::float8) as \\"is_left_out!\\",\\n  streamer.*\\nfrom page\\ncross join lateral (\\n  select\\n    streams.id,\\n    streams.user_id,\\n    streams.title,\\n    streams.description,\\n    streams.category,\\n    streams.status,\\n    streams.stream_type,\\n    streams.hls_url,\\n    streams.thumbnail_url,\\n    streams.viewer_count,\\n    streams.total_views,\\n    streams.duration_seconds,\\n    streams.started_at,\\n    streams.ended_at,\\n    streams.created_at,\\n    streams.updated_at,\\n    streams.pinned_product_id,\\n    streams.public_location\\n  from streams\\n  where streams.id = page.id\\n  limit 1\\n) as shown_stream\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = shown_stream.user_id\\n  limit 1\\n) as streamer\\nwhere shown_stream.public_location is not null -- it has a place, but a type does not know\\norder by page.distance_order, page.id -- a total order: pages never repeat a row\\nlimit (select :limit!::bigint)"}',
  '{"name":"listStreamsNearby","file":"streams.sql","parameterTypes":{"origin":"geography","radiusMetres":"float8","budget":"int8","afterDistance":"float8","afterId":"uuid","category":"product_category","viewerId":"uuid","limit":"int8"},"tables":["blocks","profiles","streams"],"access":"read"}',
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
 * [sql/streams.sql:473](../sql/streams.sql#L473)
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
 *   streams.pinned_product_id,
 *   streams.public_location,
 *   streams.created_at::text as "created_at_exact!"
 * from streams
 * where streams.user_id = :userId!
 *   /*[if status]*\/ and streams.status = (select :status!::stream_status) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and streams.created_at <= :afterTime!
 *   and (streams.created_at, streams.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if status]*\/ streams.created_at desc nulls last, /*[end]*\/
 *   streams.created_at desc,
 *   streams.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listStreamsByUser = new PreparedQuery<ListStreamsByUserParams, ListStreamsByUserRow>(
  '{"usedParamSet":{"userId":true,"status":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":524,"b":531}]},{"name":"status","required":true,"transform":{"type":"scalar"},"locs":[{"a":580,"b":587}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":672,"b":682},{"a":726,"b":736}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":739,"b":747}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":894,"b":900}]}],"statement":"-- A user\'s streams, newest first.\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location,\\n  streams.created_at::text as \\"created_at_exact!\\"\\nfrom streams\\nwhere streams.user_id = :userId!\\n  /*[if status]*/ and streams.status = (select :status!::stream_status) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and streams.created_at <= :afterTime!\\n  and (streams.created_at, streams.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if status]*/ streams.created_at desc nulls last, /*[end]*/\\n  streams.created_at desc,\\n  streams.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listStreamsByUser","file":"streams.sql","parameterTypes":{"userId":"uuid","status":"stream_status","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["streams"],"access":"read"}',
)
