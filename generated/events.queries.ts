/** Types and queries of "events.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { LoggedEvent } from './models.js'
import type { Json } from '../src/engine/values/json.js'

/** Parameters of `publishEvents`. */
export interface PublishEventsParams {
  readonly events: Json
}

/** `publishEvents` returns no rows. */
export type PublishEventsRow = never

/**
 * Writes events, in the order of the list.
 *
 * [sql/events.sql:8](../sql/events.sql#L8)
 *
 * ```sql
 * insert into outbox (aggregate_id, type, version, audience, payload)
 * select
 *   entry.aggregate_id,
 *   entry.type,
 *   entry.version,
 *   entry.audience,
 *   entry.payload
 * from json_populate_recordset(null::outbox, :events!::json) with ordinality as entry (
 *   seq,
 *   aggregate_id,
 *   type,
 *   version,
 *   audience,
 *   payload,
 *   created_at,
 *   place
 * )
 * order by entry.place
 * ```
 */
export const publishEvents = new PreparedQuery<PublishEventsParams, PublishEventsRow>(
  '{"usedParamSet":{"events":true},"params":[{"name":"events","required":true,"transform":{"type":"scalar"},"locs":[{"a":249,"b":256}]}],"statement":"-- Writes events, in the order of the list.\\ninsert into outbox (aggregate_id, type, version, audience, payload)\\nselect\\n  entry.aggregate_id,\\n  entry.type,\\n  entry.version,\\n  entry.audience,\\n  entry.payload\\nfrom json_populate_recordset(null::outbox, :events!::json) with ordinality as entry (\\n  seq,\\n  aggregate_id,\\n  type,\\n  version,\\n  audience,\\n  payload,\\n  created_at,\\n  place\\n)\\norder by entry.place"}',
  '{"name":"publishEvents","file":"events.sql","parameterTypes":{"events":"json"},"tables":["outbox"],"access":"write"}',
)

/** Parameters of `numberEvents`. */
export interface NumberEventsParams {
  readonly limit: number
}

/** A row of `numberEvents`. */
export interface NumberEventsRow {
  readonly numbered: number
}

/**
 * Moves events from the outbox to the log, and returns their number; 0 if another session is at it.
 * What the snapshot shows is numbered in the order of writing: each aggregate's later event is seen only with its earlier ones.
 * The lock reads the newest version of the head, so that a statement whose snapshot is older than another's commit goes on
 * behind it; what the other took is gone for it.
 * The hint is one for the whole statement, and outside of every command: notifying transactions commit one after another.
 * Isolation: READ COMMITTED, for the newest version of the head.
 * A function of migration 39 does it, so that who consumes events needs no right to write the log.
 *
 * [sql/events.sql:29](../sql/events.sql#L29)
 *
 * ```sql
 * select number_events(:limit!::integer) as "numbered!"
 * ```
 */
export const numberEvents = new PreparedQuery<NumberEventsParams, NumberEventsRow>(
  '{"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":714,"b":720}]}],"statement":"-- Moves events from the outbox to the log, and returns their number; 0 if another session is at it.\\n-- What the snapshot shows is numbered in the order of writing: each aggregate\'s later event is seen only with its earlier ones.\\n-- The lock reads the newest version of the head, so that a statement whose snapshot is older than another\'s commit goes on\\n-- behind it; what the other took is gone for it.\\n-- The hint is one for the whole statement, and outside of every command: notifying transactions commit one after another.\\n-- Isolation: READ COMMITTED, for the newest version of the head.\\n-- A function of migration 39 does it, so that who consumes events needs no right to write the log.\\nselect number_events(:limit!::integer) as \\"numbered!\\""}',
  '{"name":"numberEvents","file":"events.sql","parameterTypes":{"limit":"int4"},"tables":[],"access":"write"}',
)

/** `checkOutbox` has no parameters. */
export type CheckOutboxParams = undefined

/** A row of `checkOutbox`. */
export interface CheckOutboxRow {
  readonly oldest: number | null
  readonly newest: number | null
}

/**
 * The oldest and the newest event that has no position. One that another session is numbering is there until it has committed.
 * primary-only: a consumer begins behind them
 *
 * [sql/events.sql:39](../sql/events.sql#L39)
 *
 * ```sql
 * select
 *   min(outbox.seq) as "oldest?",
 *   max(outbox.seq) as "newest?"
 * from outbox
 * ```
 */
export const checkOutbox = new PreparedQuery<CheckOutboxParams, CheckOutboxRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The oldest and the newest event that has no position. One that another session is numbering is there until it has committed.\\n-- primary-only: a consumer begins behind them\\nselect\\n  min(outbox.seq) as \\"oldest?\\",\\n  max(outbox.seq) as \\"newest?\\"\\nfrom outbox"}',
  '{"name":"checkOutbox","file":"events.sql","parameterTypes":{},"tables":["outbox"],"access":"read","primary":true}',
)

/** Parameters of `registerEventConsumer`. */
export interface RegisterEventConsumerParams {
  readonly name: string
  readonly fromNow: boolean
}

/** `registerEventConsumer` returns no rows. */
export type RegisterEventConsumerRow = never

/**
 * Makes the shards of a consumer, before all events or behind those that have a position; a consumer that is there stays as it is.
 *
 * [sql/events.sql:47](../sql/events.sql#L47)
 *
 * ```sql
 * insert into event_consumers (name, shard, position)
 * select
 *   :name!,
 *   shard.number,
 *   case when :fromNow! then event_head.position else 0 end
 * from event_head
 * cross join generate_series(0, 31) as shard (number)
 * on conflict (name, shard) do nothing
 * ```
 */
export const registerEventConsumer = new PreparedQuery<RegisterEventConsumerParams, RegisterEventConsumerRow>(
  '{"usedParamSet":{"name":true,"fromNow":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":193,"b":198}]},{"name":"fromNow","required":true,"transform":{"type":"scalar"},"locs":[{"a":229,"b":237}]}],"statement":"-- Makes the shards of a consumer, before all events or behind those that have a position; a consumer that is there stays as it is.\\ninsert into event_consumers (name, shard, position)\\nselect\\n  :name!,\\n  shard.number,\\n  case when :fromNow! then event_head.position else 0 end\\nfrom event_head\\ncross join generate_series(0, 31) as shard (number)\\non conflict (name, shard) do nothing"}',
  '{"name":"registerEventConsumer","file":"events.sql","parameterTypes":{"name":"text","fromNow":"bool"},"tables":["event_consumers","event_head"],"access":"write"}',
)

/** Parameters of `claimEventShards`. */
export interface ClaimEventShardsParams {
  readonly name: string
  readonly troubledShards: readonly (number | null)[]
  readonly limit: number
  readonly worker: string
  readonly leaseSeconds: number
}

/** A row of `claimEventShards`. */
export interface ClaimEventShardsRow {
  /** The shard, 0 to 31. */
  readonly shard: number
  /** The position up to which the shard's events are handled, or wait in event_failures. */
  readonly position: number
  /** The number of times that a worker took the shard. */
  readonly attempt: number
}

/**
 * Takes shards of a consumer for a lease: those that nobody has, and in which there is something to do.
 * The one furthest behind comes first, but those in which the worker last met trouble come after all others.
 * The next event is looked up by its index; exists could be planned as a reading of the whole log.
 * Isolation: READ COMMITTED. Shards that another worker takes at the moment are skipped, and each is read anew under its lock.
 *
 * [sql/events.sql:58](../sql/events.sql#L58)
 *
 * ```sql
 * with free_shard as (
 *   select
 *     event_consumers.name,
 *     event_consumers.shard
 *   from event_consumers
 *   where event_consumers.name = :name!
 *     and event_consumers.leased_until < clock_timestamp()
 *     and (
 *       (
 *         select true
 *         from event_log
 *         where event_log.shard = event_consumers.shard
 *           and event_log.position > event_consumers.position
 *         order by event_log.position
 *         limit 1
 *       )
 *       or (
 *         select true
 *         from event_failures
 *         where event_failures.consumer = event_consumers.name
 *           and event_failures.shard = event_consumers.shard
 *           and event_failures.next_at <= now()
 *         order by event_failures.next_at, event_failures.position
 *         limit 1
 *       )
 *     )
 *   order by
 *     event_consumers.shard = any(:troubledShards!::integer[]),
 *     event_consumers.position,
 *     event_consumers.shard
 *   limit (select :limit!::bigint)
 *   for no key update skip locked
 * )
 * update event_consumers
 * set
 *   worker = :worker!,
 *   attempt = event_consumers.attempt + 1,
 *   leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8)
 * from free_shard
 * where event_consumers.name = free_shard.name
 *   and event_consumers.shard = free_shard.shard
 * returning
 *   event_consumers.shard,
 *   event_consumers.position,
 *   event_consumers.attempt
 * ```
 */
export const claimEventShards = new PreparedQuery<ClaimEventShardsParams, ClaimEventShardsRow>(
  '{"usedParamSet":{"name":true,"troubledShards":true,"limit":true,"worker":true,"leaseSeconds":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":579,"b":584}]},{"name":"troubledShards","required":true,"transform":{"type":"scalar"},"locs":[{"a":1241,"b":1256}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1343,"b":1349}]},{"name":"worker","required":true,"transform":{"type":"scalar"},"locs":[{"a":1432,"b":1439}]},{"name":"leaseSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1542,"b":1555}]}],"statement":"-- Takes shards of a consumer for a lease: those that nobody has, and in which there is something to do.\\n-- The one furthest behind comes first, but those in which the worker last met trouble come after all others.\\n-- The next event is looked up by its index; exists could be planned as a reading of the whole log.\\n-- Isolation: READ COMMITTED. Shards that another worker takes at the moment are skipped, and each is read anew under its lock.\\nwith free_shard as (\\n  select\\n    event_consumers.name,\\n    event_consumers.shard\\n  from event_consumers\\n  where event_consumers.name = :name!\\n    and event_consumers.leased_until < clock_timestamp()\\n    and (\\n      (\\n        select true\\n        from event_log\\n        where event_log.shard = event_consumers.shard\\n          and event_log.position > event_consumers.position\\n        order by event_log.position\\n        limit 1\\n      )\\n      or (\\n        select true\\n        from event_failures\\n        where event_failures.consumer = event_consumers.name\\n          and event_failures.shard = event_consumers.shard\\n          and event_failures.next_at <= now()\\n        order by event_failures.next_at, event_failures.position\\n        limit 1\\n      )\\n    )\\n  order by\\n    event_consumers.shard = any(:troubledShards!::integer[]),\\n    event_consumers.position,\\n    event_consumers.shard\\n  limit (select :limit!::bigint)\\n  for no key update skip locked\\n)\\nupdate event_consumers\\nset\\n  worker = :worker!,\\n  attempt = event_consumers.attempt + 1,\\n  leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8)\\nfrom free_shard\\nwhere event_consumers.name = free_shard.name\\n  and event_consumers.shard = free_shard.shard\\nreturning\\n  event_consumers.shard,\\n  event_consumers.position,\\n  event_consumers.attempt"}',
  '{"name":"claimEventShards","file":"events.sql","parameterTypes":{"name":"text","troubledShards":"int4[]","limit":"int8","worker":"text","leaseSeconds":"float8"},"tables":["event_consumers","event_failures","event_log"],"access":"write"}',
)

/** Parameters of `extendEventLeases`. */
export interface ExtendEventLeasesParams {
  readonly leaseSeconds: number
  readonly shards: readonly (number | null)[]
  readonly attempts: readonly (number | null)[]
  readonly name: string
}

/** A row of `extendEventLeases`. */
export interface ExtendEventLeasesRow {
  /** The shard, 0 to 31. */
  readonly shard: number
}

/**
 * Extends the leases of shards, and returns those that the worker still has. One that was given back stays free, although the
 * statement comes late.
 *
 * [sql/events.sql:109](../sql/events.sql#L109)
 *
 * ```sql
 * update event_consumers
 * set leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8)
 * from unnest(:shards!::integer[], :attempts!::bigint[]) as held (shard, attempt)
 * where event_consumers.name = :name!
 *   and event_consumers.shard = held.shard
 *   and event_consumers.attempt = held.attempt
 *   and event_consumers.leased_until > '-infinity'
 * returning event_consumers.shard
 * ```
 */
export const extendEventLeases = new PreparedQuery<ExtendEventLeasesParams, ExtendEventLeasesRow>(
  '{"usedParamSet":{"leaseSeconds":true,"shards":true,"attempts":true,"name":true},"params":[{"name":"leaseSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":236,"b":249}]},{"name":"shards","required":true,"transform":{"type":"scalar"},"locs":[{"a":272,"b":279}]},{"name":"attempts","required":true,"transform":{"type":"scalar"},"locs":[{"a":293,"b":302}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":374}]}],"statement":"-- Extends the leases of shards, and returns those that the worker still has. One that was given back stays free, although the\\n-- statement comes late.\\nupdate event_consumers\\nset leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8)\\nfrom unnest(:shards!::integer[], :attempts!::bigint[]) as held (shard, attempt)\\nwhere event_consumers.name = :name!\\n  and event_consumers.shard = held.shard\\n  and event_consumers.attempt = held.attempt\\n  and event_consumers.leased_until > \'-infinity\'\\nreturning event_consumers.shard"}',
  '{"name":"extendEventLeases","file":"events.sql","parameterTypes":{"leaseSeconds":"float8","shards":"int4[]","attempts":"int8[]","name":"text"},"tables":["event_consumers"],"access":"write"}',
)

/** Parameters of `readEventShards`. */
export interface ReadEventShardsParams {
  readonly name: string
  readonly shards: readonly (number | null)[]
  readonly positions: readonly (number | null)[]
  readonly limit: number
}

/** A row of `readEventShards`. */
export interface ReadEventShardsRow extends LoggedEvent {
  readonly isHeld: boolean
}

/**
 * The next events of shards, in the order of their positions, and whether they wait behind a failed one of their aggregate.
 * primary-only: work is taken from it
 *
 * [sql/events.sql:121](../sql/events.sql#L121)
 *
 * ```sql
 * select
 *   next_event.position,
 *   next_event.shard,
 *   next_event.aggregate_id,
 *   next_event.type,
 *   next_event.version,
 *   next_event.audience,
 *   next_event.payload,
 *   next_event.created_at,
 *   coalesce(
 *     (
 *       select true
 *       from event_failures
 *       where event_failures.consumer = :name!
 *         and event_failures.aggregate_id = next_event.aggregate_id
 *         and event_failures.dead_at is null
 *       limit 1
 *     ),
 *     false
 *   ) as "is_held!"
 * from unnest(:shards!::integer[], :positions!::bigint[]) as claimed (shard, position)
 * cross join lateral (
 *   select
 *     event_log.position,
 *     event_log.shard,
 *     event_log.aggregate_id,
 *     event_log.type,
 *     event_log.version,
 *     event_log.audience,
 *     event_log.payload,
 *     event_log.created_at
 *   from event_log
 *   where event_log.shard = claimed.shard
 *     and event_log.position > claimed.position
 *   order by event_log.position
 *   limit (select :limit!::bigint)
 * ) as next_event
 * order by next_event.shard, next_event.position
 * ```
 */
export const readEventShards = new PreparedQuery<ReadEventShardsParams, ReadEventShardsRow>(
  '{"usedParamSet":{"name":true,"shards":true,"positions":true,"limit":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":452,"b":457}]},{"name":"shards","required":true,"transform":{"type":"scalar"},"locs":[{"a":629,"b":636}]},{"name":"positions","required":true,"transform":{"type":"scalar"},"locs":[{"a":650,"b":660}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1069,"b":1075}]}],"statement":"-- The next events of shards, in the order of their positions, and whether they wait behind a failed one of their aggregate.\\n-- primary-only: work is taken from it\\nselect\\n  next_event.position,\\n  next_event.shard,\\n  next_event.aggregate_id,\\n  next_event.type,\\n  next_event.version,\\n  next_event.audience,\\n  next_event.payload,\\n  next_event.created_at,\\n  coalesce(\\n    (\\n      select true\\n      from event_failures\\n      where event_failures.consumer = :name!\\n        and event_failures.aggregate_id = next_event.aggregate_id\\n        and event_failures.dead_at is null\\n      limit 1\\n    ),\\n    false\\n  ) as \\"is_held!\\"\\nfrom unnest(:shards!::integer[], :positions!::bigint[]) as claimed (shard, position)\\ncross join lateral (\\n  select\\n    event_log.position,\\n    event_log.shard,\\n    event_log.aggregate_id,\\n    event_log.type,\\n    event_log.version,\\n    event_log.audience,\\n    event_log.payload,\\n    event_log.created_at\\n  from event_log\\n  where event_log.shard = claimed.shard\\n    and event_log.position > claimed.position\\n  order by event_log.position\\n  limit (select :limit!::bigint)\\n) as next_event\\norder by next_event.shard, next_event.position"}',
  '{"name":"readEventShards","file":"events.sql","parameterTypes":{"name":"text","shards":"int4[]","positions":"int8[]","limit":"int8"},"tables":["event_failures","event_log"],"access":"read","primary":true}',
)

/** Parameters of `readDueEvents`. */
export interface ReadDueEventsParams {
  readonly shards: readonly (number | null)[]
  readonly limit: number
  readonly name: string
}

/** A row of `readDueEvents`. */
export interface ReadDueEventsRow extends LoggedEvent {
  /** The number of times that it failed; 0 while it only waits behind another. */
  readonly tries: number
}

/**
 * The failed events of shards whose time has come, each with those that wait behind it, in the order of each aggregate.
 * primary-only: work is taken from it
 *
 * [sql/events.sql:163](../sql/events.sql#L163)
 *
 * ```sql
 * select
 *   event_log.position,
 *   event_log.shard,
 *   event_log.aggregate_id,
 *   event_log.type,
 *   event_log.version,
 *   event_log.audience,
 *   event_log.payload,
 *   event_log.created_at,
 *   due_event.tries
 * from unnest(:shards!::integer[]) as claimed (shard)
 * cross join lateral (
 *   select
 *     waiting_failure.position,
 *     waiting_failure.tries
 *   from event_failures
 *   cross join lateral (
 *     select
 *       behind.position,
 *       behind.tries
 *     from event_failures as behind
 *     where behind.consumer = event_failures.consumer
 *       and behind.aggregate_id = event_failures.aggregate_id
 *       and behind.dead_at is null
 *     order by behind.position
 *     limit (select :limit!::bigint)
 *   ) as waiting_failure
 *   where event_failures.consumer = :name!
 *     and event_failures.shard = claimed.shard
 *     and event_failures.next_at <= now()
 *   order by event_failures.next_at, event_failures.position, waiting_failure.position
 *   limit (select :limit!::bigint)
 * ) as due_event
 * join event_log on event_log.position = due_event.position
 * order by event_log.shard, event_log.position
 * ```
 */
export const readDueEvents = new PreparedQuery<ReadDueEventsParams, ReadDueEventsRow>(
  '{"usedParamSet":{"shards":true,"limit":true,"name":true},"params":[{"name":"shards","required":true,"transform":{"type":"scalar"},"locs":[{"a":370,"b":377}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":820,"b":826},{"a":1087,"b":1093}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":894,"b":899}]}],"statement":"-- The failed events of shards whose time has come, each with those that wait behind it, in the order of each aggregate.\\n-- primary-only: work is taken from it\\nselect\\n  event_log.position,\\n  event_log.shard,\\n  event_log.aggregate_id,\\n  event_log.type,\\n  event_log.version,\\n  event_log.audience,\\n  event_log.payload,\\n  event_log.created_at,\\n  due_event.tries\\nfrom unnest(:shards!::integer[]) as claimed (shard)\\ncross join lateral (\\n  select\\n    waiting_failure.position,\\n    waiting_failure.tries\\n  from event_failures\\n  cross join lateral (\\n    select\\n      behind.position,\\n      behind.tries\\n    from event_failures as behind\\n    where behind.consumer = event_failures.consumer\\n      and behind.aggregate_id = event_failures.aggregate_id\\n      and behind.dead_at is null\\n    order by behind.position\\n    limit (select :limit!::bigint)\\n  ) as waiting_failure\\n  where event_failures.consumer = :name!\\n    and event_failures.shard = claimed.shard\\n    and event_failures.next_at <= now()\\n  order by event_failures.next_at, event_failures.position, waiting_failure.position\\n  limit (select :limit!::bigint)\\n) as due_event\\njoin event_log on event_log.position = due_event.position\\norder by event_log.shard, event_log.position"}',
  '{"name":"readDueEvents","file":"events.sql","parameterTypes":{"shards":"int4[]","limit":"int8","name":"text"},"tables":["event_failures","event_log"],"access":"read","primary":true}',
)

/** Parameters of `advanceEventShard`. */
export interface AdvanceEventShardParams {
  readonly position: number
  readonly isReleased: boolean
  readonly name: string
  readonly shard: number
  readonly attempt: number
}

/** A row of `advanceEventShard`. */
export interface AdvanceEventShardRow {
  /** The shard, 0 to 31. */
  readonly shard: number
}

/**
 * Moves a shard to a position, and gives it back if that is wanted. No row if another worker has it.
 *
 * [sql/events.sql:202](../sql/events.sql#L202)
 *
 * ```sql
 * update event_consumers
 * set
 *   position = greatest(event_consumers.position, :position!::bigint),
 *   leased_until = case when :isReleased! then '-infinity' else event_consumers.leased_until end
 * where event_consumers.name = :name!
 *   and event_consumers.shard = :shard!
 *   and event_consumers.attempt = :attempt!
 * returning event_consumers.shard
 * ```
 */
export const advanceEventShard = new PreparedQuery<AdvanceEventShardParams, AdvanceEventShardRow>(
  '{"usedParamSet":{"position":true,"isReleased":true,"name":true,"shard":true,"attempt":true},"params":[{"name":"position","required":true,"transform":{"type":"scalar"},"locs":[{"a":177,"b":186}]},{"name":"isReleased","required":true,"transform":{"type":"scalar"},"locs":[{"a":225,"b":236}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":322,"b":327}]},{"name":"shard","required":true,"transform":{"type":"scalar"},"locs":[{"a":359,"b":365}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":399,"b":407}]}],"statement":"-- Moves a shard to a position, and gives it back if that is wanted. No row if another worker has it.\\nupdate event_consumers\\nset\\n  position = greatest(event_consumers.position, :position!::bigint),\\n  leased_until = case when :isReleased! then \'-infinity\' else event_consumers.leased_until end\\nwhere event_consumers.name = :name!\\n  and event_consumers.shard = :shard!\\n  and event_consumers.attempt = :attempt!\\nreturning event_consumers.shard"}',
  '{"name":"advanceEventShard","file":"events.sql","parameterTypes":{"position":"int8","isReleased":"bool","name":"text","shard":"int4","attempt":"int8"},"tables":["event_consumers"],"access":"write"}',
)

/** Parameters of `addEventFailures`. */
export interface AddEventFailuresParams {
  readonly name: string
  readonly shard: number
  readonly failures: Json
}

/** `addEventFailures` returns no rows. */
export type AddEventFailuresRow = never

/**
 * Sets events aside that failed for the first time, or that wait behind one.
 *
 * [sql/events.sql:213](../sql/events.sql#L213)
 *
 * ```sql
 * insert into event_failures (
 *   consumer,
 *   position,
 *   shard,
 *   aggregate_id,
 *   tries,
 *   next_at,
 *   failed_at,
 *   dead_at,
 *   error_code,
 *   error_message
 * )
 * select
 *   :name!,
 *   entry.position,
 *   :shard!,
 *   entry.aggregate_id,
 *   entry.tries,
 *   case
 *     when entry.tries = 0 or entry.is_dead then 'infinity'
 *     else clock_timestamp() + make_interval(secs => entry.delay_seconds)
 *   end,
 *   case when entry.tries > 0 then clock_timestamp() end,
 *   case when entry.is_dead then clock_timestamp() end,
 *   entry.error_code,
 *   entry.error_message
 * from json_to_recordset(:failures!::json) as entry (
 *   position bigint,
 *   aggregate_id uuid,
 *   tries integer,
 *   delay_seconds float8,
 *   is_dead boolean,
 *   error_code text,
 *   error_message text
 * )
 * on conflict (consumer, position) do nothing
 * ```
 */
export const addEventFailures = new PreparedQuery<AddEventFailuresParams, AddEventFailuresRow>(
  '{"usedParamSet":{"name":true,"shard":true,"failures":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":241,"b":246}]},{"name":"shard","required":true,"transform":{"type":"scalar"},"locs":[{"a":269,"b":275}]},{"name":"failures","required":true,"transform":{"type":"scalar"},"locs":[{"a":634,"b":643}]}],"statement":"-- Sets events aside that failed for the first time, or that wait behind one.\\ninsert into event_failures (\\n  consumer,\\n  position,\\n  shard,\\n  aggregate_id,\\n  tries,\\n  next_at,\\n  failed_at,\\n  dead_at,\\n  error_code,\\n  error_message\\n)\\nselect\\n  :name!,\\n  entry.position,\\n  :shard!,\\n  entry.aggregate_id,\\n  entry.tries,\\n  case\\n    when entry.tries = 0 or entry.is_dead then \'infinity\'\\n    else clock_timestamp() + make_interval(secs => entry.delay_seconds)\\n  end,\\n  case when entry.tries > 0 then clock_timestamp() end,\\n  case when entry.is_dead then clock_timestamp() end,\\n  entry.error_code,\\n  entry.error_message\\nfrom json_to_recordset(:failures!::json) as entry (\\n  position bigint,\\n  aggregate_id uuid,\\n  tries integer,\\n  delay_seconds float8,\\n  is_dead boolean,\\n  error_code text,\\n  error_message text\\n)\\non conflict (consumer, position) do nothing"}',
  '{"name":"addEventFailures","file":"events.sql","parameterTypes":{"name":"text","shard":"int4","failures":"json"},"tables":["event_failures"],"access":"write"}',
)

/** Parameters of `failEventsAgain`. */
export interface FailEventsAgainParams {
  readonly failures: Json
  readonly name: string
}

/** `failEventsAgain` returns no rows. */
export type FailEventsAgainRow = never

/**
 * Records that events failed again. Those that were discarded meanwhile stay away.
 *
 * [sql/events.sql:252](../sql/events.sql#L252)
 *
 * ```sql
 * update event_failures
 * set
 *   tries = entry.tries,
 *   next_at = case
 *     when entry.is_dead then 'infinity'
 *     else clock_timestamp() + make_interval(secs => entry.delay_seconds)
 *   end,
 *   failed_at = clock_timestamp(),
 *   dead_at = case when entry.is_dead then clock_timestamp() end,
 *   error_code = entry.error_code,
 *   error_message = entry.error_message
 * from json_to_recordset(:failures!::json) as entry (
 *   position bigint,
 *   tries integer,
 *   delay_seconds float8,
 *   is_dead boolean,
 *   error_code text,
 *   error_message text
 * )
 * where event_failures.consumer = :name!
 *   and event_failures.position = entry.position
 * ```
 */
export const failEventsAgain = new PreparedQuery<FailEventsAgainParams, FailEventsAgainRow>(
  '{"usedParamSet":{"failures":true,"name":true},"params":[{"name":"failures","required":true,"transform":{"type":"scalar"},"locs":[{"a":459,"b":468}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":641,"b":646}]}],"statement":"-- Records that events failed again. Those that were discarded meanwhile stay away.\\nupdate event_failures\\nset\\n  tries = entry.tries,\\n  next_at = case\\n    when entry.is_dead then \'infinity\'\\n    else clock_timestamp() + make_interval(secs => entry.delay_seconds)\\n  end,\\n  failed_at = clock_timestamp(),\\n  dead_at = case when entry.is_dead then clock_timestamp() end,\\n  error_code = entry.error_code,\\n  error_message = entry.error_message\\nfrom json_to_recordset(:failures!::json) as entry (\\n  position bigint,\\n  tries integer,\\n  delay_seconds float8,\\n  is_dead boolean,\\n  error_code text,\\n  error_message text\\n)\\nwhere event_failures.consumer = :name!\\n  and event_failures.position = entry.position"}',
  '{"name":"failEventsAgain","file":"events.sql","parameterTypes":{"failures":"json","name":"text"},"tables":["event_failures"],"access":"write"}',
)

/** Parameters of `deleteEventFailures`. */
export interface DeleteEventFailuresParams {
  readonly name: string
  readonly positions: readonly (number | null)[]
}

/** `deleteEventFailures` returns no rows. */
export type DeleteEventFailuresRow = never

/**
 * Deletes what is no failure any more.
 *
 * [sql/events.sql:276](../sql/events.sql#L276)
 *
 * ```sql
 * delete from event_failures
 * where event_failures.consumer = :name!
 *   and event_failures.position = any(:positions!::bigint[])
 * ```
 */
export const deleteEventFailures = new PreparedQuery<DeleteEventFailuresParams, DeleteEventFailuresRow>(
  '{"usedParamSet":{"name":true,"positions":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":99,"b":104}]},{"name":"positions","required":true,"transform":{"type":"scalar"},"locs":[{"a":142,"b":152}]}],"statement":"-- Deletes what is no failure any more.\\ndelete from event_failures\\nwhere event_failures.consumer = :name!\\n  and event_failures.position = any(:positions!::bigint[])"}',
  '{"name":"deleteEventFailures","file":"events.sql","parameterTypes":{"name":"text","positions":"int8[]"},"tables":["event_failures"],"access":"write"}',
)

/** Parameters of `deleteLostEventFailures`. */
export interface DeleteLostEventFailuresParams {
  readonly name: string
  readonly shard: number
  readonly limit: number
}

/** A row of `deleteLostEventFailures`. */
export interface DeleteLostEventFailuresRow {
  /** The aggregate of the event. */
  readonly aggregateId: string
}

/**
 * Deletes due failures of a shard whose events are gone with their partition, and returns their aggregates.
 *
 * [sql/events.sql:282](../sql/events.sql#L282)
 *
 * ```sql
 * delete from event_failures
 * where event_failures.consumer = :name!
 *   and event_failures.position in (
 *     select due_failure.position
 *     from event_failures as due_failure
 *     where due_failure.consumer = :name!
 *       and due_failure.shard = :shard!
 *       and due_failure.next_at <= now()
 *       and not exists (
 *         select from event_log
 *         where event_log.position = due_failure.position
 *       )
 *     order by due_failure.next_at, due_failure.position
 *     limit (select :limit!::bigint)
 *   )
 * returning event_failures.aggregate_id
 * ```
 */
export const deleteLostEventFailures = new PreparedQuery<DeleteLostEventFailuresParams, DeleteLostEventFailuresRow>(
  '{"usedParamSet":{"name":true,"shard":true,"limit":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":168,"b":173},{"a":314,"b":319}]},{"name":"shard","required":true,"transform":{"type":"scalar"},"locs":[{"a":351,"b":357}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":588,"b":594}]}],"statement":"-- Deletes due failures of a shard whose events are gone with their partition, and returns their aggregates.\\ndelete from event_failures\\nwhere event_failures.consumer = :name!\\n  and event_failures.position in (\\n    select due_failure.position\\n    from event_failures as due_failure\\n    where due_failure.consumer = :name!\\n      and due_failure.shard = :shard!\\n      and due_failure.next_at <= now()\\n      and not exists (\\n        select from event_log\\n        where event_log.position = due_failure.position\\n      )\\n    order by due_failure.next_at, due_failure.position\\n    limit (select :limit!::bigint)\\n  )\\nreturning event_failures.aggregate_id"}',
  '{"name":"deleteLostEventFailures","file":"events.sql","parameterTypes":{"name":"text","shard":"int4","limit":"int8"},"tables":["event_failures","event_log"],"access":"write"}',
)

/** Parameters of `wakeEventFailures`. */
export interface WakeEventFailuresParams {
  readonly aggregateIds: readonly (string | null)[]
  readonly name: string
}

/** `wakeEventFailures` returns no rows. */
export type WakeEventFailuresRow = never

/**
 * Makes the first waiting event of each aggregate due, if it is behind no other any more.
 *
 * [sql/events.sql:301](../sql/events.sql#L301)
 *
 * ```sql
 * update event_failures
 * set next_at = clock_timestamp()
 * from unnest(:aggregateIds!::uuid[]) as aggregate (id)
 * cross join lateral (
 *   select waiting_failure.position
 *   from event_failures as waiting_failure
 *   where waiting_failure.consumer = :name!
 *     and waiting_failure.aggregate_id = aggregate.id
 *     and waiting_failure.dead_at is null
 *   order by waiting_failure.position
 *   limit 1
 * ) as first_failure
 * where event_failures.consumer = :name!
 *   and event_failures.position = first_failure.position
 *   and event_failures.next_at = 'infinity'
 * ```
 */
export const wakeEventFailures = new PreparedQuery<WakeEventFailuresParams, WakeEventFailuresRow>(
  '{"usedParamSet":{"aggregateIds":true,"name":true},"params":[{"name":"aggregateIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":157,"b":170}]},{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":330,"b":335},{"a":526,"b":531}]}],"statement":"-- Makes the first waiting event of each aggregate due, if it is behind no other any more.\\nupdate event_failures\\nset next_at = clock_timestamp()\\nfrom unnest(:aggregateIds!::uuid[]) as aggregate (id)\\ncross join lateral (\\n  select waiting_failure.position\\n  from event_failures as waiting_failure\\n  where waiting_failure.consumer = :name!\\n    and waiting_failure.aggregate_id = aggregate.id\\n    and waiting_failure.dead_at is null\\n  order by waiting_failure.position\\n  limit 1\\n) as first_failure\\nwhere event_failures.consumer = :name!\\n  and event_failures.position = first_failure.position\\n  and event_failures.next_at = \'infinity\'"}',
  '{"name":"wakeEventFailures","file":"events.sql","parameterTypes":{"aggregateIds":"uuid[]","name":"text"},"tables":["event_failures"],"access":"write"}',
)

/** Parameters of `listEventFailures`. */
export interface ListEventFailuresParams {
  readonly name: string
  readonly afterPosition: number
  readonly isDead: boolean
  readonly limit: number
}

/** A row of `listEventFailures`. */
export interface ListEventFailuresRow {
  /** The consumer. */
  readonly consumer: string
  /** The position of the event. */
  readonly position: number
  /** The number of times that it failed; 0 while it only waits behind another. */
  readonly tries: number
  readonly nextAt: Date | null
  /** The time of the last failure; null if there was none. */
  readonly failedAt: Date | null
  /** The time when it was given up, so that later ones could pass; null while it is tried. */
  readonly deadAt: Date | null
  /** The code or class of the last error. */
  readonly errorCode: string | null
  /** A short description of the last error, without values. */
  readonly errorMessage: string | null
  /** The row that every command with this kind of event locks, such as the conversation of a message. */
  readonly aggregateId: string
  /** The kind of event, such as message.sent. */
  readonly type: string
  /** The version of the payload's form. */
  readonly version: number
  /** The ids of the users whom the event concerns. Ids alone: they lead to nothing of an erased user. */
  readonly audience: readonly (string | null)[]
  /** Ids and public facts, without personal data. */
  readonly payload: Json
  /** The time of writing, which is not the order of positions. */
  readonly createdAt: Date
}

/**
 * The failed events of a consumer, and those that wait behind them, in the order of their positions.
 * primary-only: it says what to replay
 *
 * [sql/events.sql:319](../sql/events.sql#L319)
 *
 * ```sql
 * select
 *   event_failures.consumer,
 *   event_failures.position,
 *   event_failures.tries,
 *   nullif(event_failures.next_at, 'infinity') as "next_at?",
 *   event_failures.failed_at,
 *   event_failures.dead_at,
 *   event_failures.error_code,
 *   event_failures.error_message,
 *   event_log.aggregate_id,
 *   event_log.type,
 *   event_log.version,
 *   event_log.audience,
 *   event_log.payload,
 *   event_log.created_at
 * from event_failures
 * join event_log on event_log.position = event_failures.position
 * where event_failures.consumer = :name!
 *   and event_failures.position > :afterPosition!
 *   and (not :isDead! or event_failures.dead_at is not null)
 * order by event_failures.position
 * limit (select :limit!::bigint)
 * ```
 */
export const listEventFailures = new PreparedQuery<ListEventFailuresParams, ListEventFailuresRow>(
  '{"usedParamSet":{"name":true,"afterPosition":true,"isDead":true,"limit":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":648,"b":653}]},{"name":"afterPosition","required":true,"transform":{"type":"scalar"},"locs":[{"a":687,"b":701}]},{"name":"isDead","required":true,"transform":{"type":"scalar"},"locs":[{"a":714,"b":721}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":809,"b":815}]}],"statement":"-- The failed events of a consumer, and those that wait behind them, in the order of their positions.\\n-- primary-only: it says what to replay\\nselect\\n  event_failures.consumer,\\n  event_failures.position,\\n  event_failures.tries,\\n  nullif(event_failures.next_at, \'infinity\') as \\"next_at?\\",\\n  event_failures.failed_at,\\n  event_failures.dead_at,\\n  event_failures.error_code,\\n  event_failures.error_message,\\n  event_log.aggregate_id,\\n  event_log.type,\\n  event_log.version,\\n  event_log.audience,\\n  event_log.payload,\\n  event_log.created_at\\nfrom event_failures\\njoin event_log on event_log.position = event_failures.position\\nwhere event_failures.consumer = :name!\\n  and event_failures.position > :afterPosition!\\n  and (not :isDead! or event_failures.dead_at is not null)\\norder by event_failures.position\\nlimit (select :limit!::bigint)"}',
  '{"name":"listEventFailures","file":"events.sql","parameterTypes":{"name":"text","afterPosition":"int8","isDead":"bool","limit":"int8"},"tables":["event_failures","event_log"],"access":"read","primary":true}',
)

/** Parameters of `lockEventFailures`. */
export interface LockEventFailuresParams {
  readonly name: string
  readonly positions?: readonly (number | null)[] | null
  readonly isDead: boolean
  readonly limit: number
}

/** A row of `lockEventFailures`. */
export interface LockEventFailuresRow {
  /** The position of the event. */
  readonly position: number
  /** The aggregate of the event. */
  readonly aggregateId: string
}

/**
 * Finds failed events of a consumer, the oldest first, and holds up its workers at them until the end of the transaction.
 *
 * [sql/events.sql:345](../sql/events.sql#L345)
 *
 * ```sql
 * with wanted_failure as (
 *   select
 *     event_failures.consumer,
 *     event_failures.position,
 *     event_failures.shard,
 *     event_failures.aggregate_id
 *   from event_failures
 *   where event_failures.consumer = :name!
 *     and (:positions::bigint[] is null or event_failures.position = any(:positions::bigint[])) -- null: any
 *     and (not :isDead! or event_failures.dead_at is not null)
 *   order by event_failures.position
 *   limit (select :limit!::bigint)
 * ),
 * locked_shard as materialized (
 *   select event_consumers.shard
 *   from event_consumers
 *   where event_consumers.name = :name!
 *     and event_consumers.shard in (select wanted_failure.shard from wanted_failure)
 *   order by event_consumers.shard
 *   for no key update
 * )
 * select
 *   wanted_failure.position,
 *   wanted_failure.aggregate_id
 * from wanted_failure
 * join locked_shard on locked_shard.shard = wanted_failure.shard
 * order by wanted_failure.position
 * ```
 */
export const lockEventFailures = new PreparedQuery<LockEventFailuresParams, LockEventFailuresRow>(
  '{"usedParamSet":{"name":true,"positions":true,"isDead":true,"limit":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":329,"b":334},{"a":691,"b":696}]},{"name":"positions","required":false,"transform":{"type":"scalar"},"locs":[{"a":345,"b":354},{"a":407,"b":416}]},{"name":"isDead","required":true,"transform":{"type":"scalar"},"locs":[{"a":456,"b":463}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":555,"b":561}]}],"statement":"-- Finds failed events of a consumer, the oldest first, and holds up its workers at them until the end of the transaction.\\nwith wanted_failure as (\\n  select\\n    event_failures.consumer,\\n    event_failures.position,\\n    event_failures.shard,\\n    event_failures.aggregate_id\\n  from event_failures\\n  where event_failures.consumer = :name!\\n    and (:positions::bigint[] is null or event_failures.position = any(:positions::bigint[])) -- null: any\\n    and (not :isDead! or event_failures.dead_at is not null)\\n  order by event_failures.position\\n  limit (select :limit!::bigint)\\n),\\nlocked_shard as materialized (\\n  select event_consumers.shard\\n  from event_consumers\\n  where event_consumers.name = :name!\\n    and event_consumers.shard in (select wanted_failure.shard from wanted_failure)\\n  order by event_consumers.shard\\n  for no key update\\n)\\nselect\\n  wanted_failure.position,\\n  wanted_failure.aggregate_id\\nfrom wanted_failure\\njoin locked_shard on locked_shard.shard = wanted_failure.shard\\norder by wanted_failure.position"}',
  '{"name":"lockEventFailures","file":"events.sql","parameterTypes":{"name":"text","positions":"int8[]","isDead":"bool","limit":"int8"},"tables":["event_consumers","event_failures"],"access":"write"}',
)

/** Parameters of `replayEventFailures`. */
export interface ReplayEventFailuresParams {
  readonly name: string
  readonly positions: readonly (number | null)[]
}

/** A row of `replayEventFailures`. */
export interface ReplayEventFailuresRow {
  readonly revived: number
  readonly held: number
}

/**
 * Has dead events tried again, as if for the first time. What waits of their aggregates waits behind them. Those whose events
 * are gone with their partition stay dead.
 *
 * [sql/events.sql:375](../sql/events.sql#L375)
 *
 * ```sql
 * with revived_failure as (
 *   update event_failures
 *   set
 *     tries = 0,
 *     next_at = 'infinity',
 *     dead_at = null
 *   where event_failures.consumer = :name!
 *     and event_failures.position = any(:positions!::bigint[])
 *     and event_failures.dead_at is not null
 *     and exists (
 *       select from event_log
 *       where event_log.position = event_failures.position
 *     )
 *   returning
 *     event_failures.position,
 *     event_failures.aggregate_id
 * ),
 * held_failure as (
 *   update event_failures
 *   set next_at = 'infinity'
 *   where event_failures.consumer = :name!
 *     and event_failures.dead_at is null
 *     and event_failures.next_at < 'infinity'
 *     and event_failures.aggregate_id in (select revived_failure.aggregate_id from revived_failure)
 *   returning event_failures.position
 * )
 * select
 *   count(revived_failure.position) as "revived!",
 *   (select count(*) from held_failure) as "held!"
 * from revived_failure
 * ```
 */
export const replayEventFailures = new PreparedQuery<ReplayEventFailuresParams, ReplayEventFailuresRow>(
  '{"usedParamSet":{"name":true,"positions":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":321,"b":326},{"a":719,"b":724}]},{"name":"positions","required":true,"transform":{"type":"scalar"},"locs":[{"a":366,"b":376}]}],"statement":"-- Has dead events tried again, as if for the first time. What waits of their aggregates waits behind them. Those whose events\\n-- are gone with their partition stay dead.\\nwith revived_failure as (\\n  update event_failures\\n  set\\n    tries = 0,\\n    next_at = \'infinity\',\\n    dead_at = null\\n  where event_failures.consumer = :name!\\n    and event_failures.position = any(:positions!::bigint[])\\n    and event_failures.dead_at is not null\\n    and exists (\\n      select from event_log\\n      where event_log.position = event_failures.position\\n    )\\n  returning\\n    event_failures.position,\\n    event_failures.aggregate_id\\n),\\nheld_failure as (\\n  update event_failures\\n  set next_at = \'infinity\'\\n  where event_failures.consumer = :name!\\n    and event_failures.dead_at is null\\n    and event_failures.next_at < \'infinity\'\\n    and event_failures.aggregate_id in (select revived_failure.aggregate_id from revived_failure)\\n  returning event_failures.position\\n)\\nselect\\n  count(revived_failure.position) as \\"revived!\\",\\n  (select count(*) from held_failure) as \\"held!\\"\\nfrom revived_failure"}',
  '{"name":"replayEventFailures","file":"events.sql","parameterTypes":{"name":"text","positions":"int8[]"},"tables":["event_failures","event_log"],"access":"write"}',
)

/** `listEventConsumers` has no parameters. */
export type ListEventConsumersParams = undefined

/** A row of `listEventConsumers`. */
export interface ListEventConsumersRow {
  /** The name of the consumer. */
  readonly name: string
  readonly pendingSince: Date | null
  readonly isRunning: boolean
  readonly waiting: number
  readonly dead: number
}

/**
 * The consumers, how far behind each is, and its failed events.
 * primary-only: it tells of the primary
 *
 * [sql/events.sql:409](../sql/events.sql#L409)
 *
 * ```sql
 * select
 *   event_consumers.name,
 *   min(next_event.created_at) as "pending_since?",
 *   bool_or(event_consumers.leased_until > now()) as "is_running!",
 *   (
 *     select count(*)
 *     from event_failures
 *     where event_failures.consumer = event_consumers.name
 *       and event_failures.dead_at is null
 *   ) as "waiting!",
 *   (
 *     select count(*)
 *     from event_failures
 *     where event_failures.consumer = event_consumers.name
 *       and event_failures.dead_at is not null
 *   ) as "dead!"
 * from event_consumers
 * left join lateral (
 *   select event_log.created_at
 *   from event_log
 *   where event_log.shard = event_consumers.shard
 *     and event_log.position > event_consumers.position
 *   order by event_log.position
 *   limit 1
 * ) as next_event on true
 * group by event_consumers.name
 * order by event_consumers.name
 * ```
 */
export const listEventConsumers = new PreparedQuery<ListEventConsumersParams, ListEventConsumersRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The consumers, how far behind each is, and its failed events.\\n-- primary-only: it tells of the primary\\nselect\\n  event_consumers.name,\\n  min(next_event.created_at) as \\"pending_since?\\",\\n  bool_or(event_consumers.leased_until > now()) as \\"is_running!\\",\\n  (\\n    select count(*)\\n    from event_failures\\n    where event_failures.consumer = event_consumers.name\\n      and event_failures.dead_at is null\\n  ) as \\"waiting!\\",\\n  (\\n    select count(*)\\n    from event_failures\\n    where event_failures.consumer = event_consumers.name\\n      and event_failures.dead_at is not null\\n  ) as \\"dead!\\"\\nfrom event_consumers\\nleft join lateral (\\n  select event_log.created_at\\n  from event_log\\n  where event_log.shard = event_consumers.shard\\n    and event_log.position > event_consumers.position\\n  order by event_log.position\\n  limit 1\\n) as next_event on true\\ngroup by event_consumers.name\\norder by event_consumers.name"}',
  '{"name":"listEventConsumers","file":"events.sql","parameterTypes":{},"tables":["event_consumers","event_failures","event_log"],"access":"read","primary":true}',
)

/** `checkEventLog` has no parameters. */
export type CheckEventLogParams = undefined

/** A row of `checkEventLog`. */
export interface CheckEventLogRow {
  /** The position of the newest numbered event; 0 before the first. */
  readonly position: number
  readonly waiting: number
  readonly partitionsAhead: number
}

/**
 * The newest position, the events without one (10,001 if there are more than 10,000) and the partitions ahead.
 * primary-only: it tells of the primary
 *
 * [sql/events.sql:440](../sql/events.sql#L440)
 *
 * ```sql
 * select
 *   event_head.position,
 *   (
 *     select count(*)
 *     from (
 *       select from outbox
 *       limit 10001
 *     ) as waiting_event
 *   ) as "waiting!",
 *   (
 *     select count(*)
 *     from pg_inherits
 *     join pg_class on pg_class.oid = pg_inherits.inhrelid
 *     where pg_inherits.inhparent = 'event_log'::regclass
 *       and substring(pg_class.relname from '^event_log_([0-9]+)$')::bigint > event_head.position / 1000000
 *   ) as "partitions_ahead!"
 * from event_head
 * limit 1
 * ```
 */
export const checkEventLog = new PreparedQuery<CheckEventLogParams, CheckEventLogRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The newest position, the events without one (10,001 if there are more than 10,000) and the partitions ahead.\\n-- primary-only: it tells of the primary\\n-- lint-disable indexed-side: the names are those of a few partitions\\nselect\\n  event_head.position,\\n  (\\n    select count(*)\\n    from (\\n      select from outbox\\n      limit 10001\\n    ) as waiting_event\\n  ) as \\"waiting!\\",\\n  (\\n    select count(*)\\n    from pg_inherits\\n    join pg_class on pg_class.oid = pg_inherits.inhrelid\\n    where pg_inherits.inhparent = \'event_log\'::regclass\\n      and substring(pg_class.relname from \'^event_log_([0-9]+)$\')::bigint > event_head.position / 1000000\\n  ) as \\"partitions_ahead!\\"\\nfrom event_head\\nlimit 1"}',
  '{"name":"checkEventLog","file":"events.sql","parameterTypes":{},"tables":["event_head","outbox","pg_class","pg_inherits"],"access":"read","primary":true}',
)

/** `checkEvents` has no parameters. */
export type CheckEventsParams = undefined

/** A row of `checkEvents`. */
export interface CheckEventsRow {
  /** The position of the newest numbered event; 0 before the first. */
  readonly position: number
  readonly isWaiting: boolean
}

/**
 * The newest position, and whether events wait for one.
 * primary-only: what was committed last is looked for
 *
 * [sql/events.sql:463](../sql/events.sql#L463)
 *
 * ```sql
 * select
 *   event_head.position,
 *   coalesce(
 *     (
 *       select true
 *       from outbox
 *       order by outbox.seq
 *       limit 1
 *     ),
 *     false
 *   ) as "is_waiting!"
 * from event_head
 * limit 1
 * ```
 */
export const checkEvents = new PreparedQuery<CheckEventsParams, CheckEventsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The newest position, and whether events wait for one.\\n-- primary-only: what was committed last is looked for\\nselect\\n  event_head.position,\\n  coalesce(\\n    (\\n      select true\\n      from outbox\\n      order by outbox.seq\\n      limit 1\\n    ),\\n    false\\n  ) as \\"is_waiting!\\"\\nfrom event_head\\nlimit 1"}',
  '{"name":"checkEvents","file":"events.sql","parameterTypes":{},"tables":["event_head","outbox"],"access":"read","primary":true}',
)

/** Parameters of `listNewEvents`. */
export interface ListNewEventsParams {
  readonly afterPosition: number
  readonly limit: number
}

/** A row of `listNewEvents`. */
export interface ListNewEventsRow {
  /** The place among all events, without gaps, in the order of becoming visible. */
  readonly position: number
  /** The kind of event, such as message.sent. */
  readonly type: string
  /** The version of the payload's form. */
  readonly version: number
  /** The row that every command with this kind of event locks, such as the conversation of a message. */
  readonly aggregateId: string
  /** The ids of the users whom the event concerns. Ids alone: they lead to nothing of an erased user. */
  readonly audience: readonly (string | null)[]
  /** Ids and public facts, without personal data. */
  readonly payload: Json
  /** The time of writing, which is not the order of positions. */
  readonly createdAt: Date
}

/**
 * The next events behind a position, whoever they concern. They become visible in the order of their positions, so none comes
 * late before one that was read.
 * primary-only: what was committed last is looked for
 *
 * [sql/events.sql:480](../sql/events.sql#L480)
 *
 * ```sql
 * select
 *   event_log.position,
 *   event_log.type,
 *   event_log.version,
 *   event_log.aggregate_id,
 *   event_log.audience,
 *   event_log.payload,
 *   event_log.created_at
 * from event_log
 * where event_log.position > :afterPosition!
 * order by event_log.position
 * limit (select :limit!::bigint)
 * ```
 */
export const listNewEvents = new PreparedQuery<ListNewEventsParams, ListNewEventsRow>(
  '{"usedParamSet":{"afterPosition":true,"limit":true},"params":[{"name":"afterPosition","required":true,"transform":{"type":"scalar"},"locs":[{"a":418,"b":432}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":476,"b":482}]}],"statement":"-- The next events behind a position, whoever they concern. They become visible in the order of their positions, so none comes\\n-- late before one that was read.\\n-- primary-only: what was committed last is looked for\\nselect\\n  event_log.position,\\n  event_log.type,\\n  event_log.version,\\n  event_log.aggregate_id,\\n  event_log.audience,\\n  event_log.payload,\\n  event_log.created_at\\nfrom event_log\\nwhere event_log.position > :afterPosition!\\norder by event_log.position\\nlimit (select :limit!::bigint)"}',
  '{"name":"listNewEvents","file":"events.sql","parameterTypes":{"afterPosition":"int8","limit":"int8"},"tables":["event_log"],"access":"read","primary":true}',
)

/** Parameters of `listEventsOfUser`. */
export interface ListEventsOfUserParams {
  readonly userId: string
  readonly afterPosition: number
  readonly upToPosition: number
  readonly limit: number
  readonly types?: readonly (string | null)[] | null
}

/** A row of `listEventsOfUser`. */
export interface ListEventsOfUserRow {
  readonly oldestPosition: number | null
  readonly walkedTo: number | null
  /** The place among all events, without gaps, in the order of becoming visible. */
  readonly position: number | null
  /** The kind of event, such as message.sent. */
  readonly type: string | null
  /** The version of the payload's form. */
  readonly version: number | null
  /** The row that every command with this kind of event locks, such as the conversation of a message. */
  readonly aggregateId: string | null
  /** Ids and public facts, without personal data. */
  readonly payload: Json | null
  /** The time of writing, which is not the order of positions. */
  readonly createdAt: Date | null
}

/**
 * The next events that concern a user, behind one position and up to another, and the oldest position that is kept: an event
 * before it may have been one of them. A row without an event if there is none. All is read by one statement, for a partition
 * that is dropped between two would take events along unnoticed.
 * At most so many of the user's positions are walked, whatever their types. If there may be more, walkedTo is the last of them.
 * primary-only: what was committed last is looked for
 *
 * [sql/events.sql:497](../sql/events.sql#L497)
 *
 * ```sql
 * with walked_position as materialized (
 *   select event_audience.position
 *   from event_audience
 *   where event_audience.user_id = :userId!
 *     and event_audience.position > :afterPosition!
 *     and event_audience.position <= :upToPosition!
 *   order by event_audience.position
 *   limit (select :limit!::bigint)
 * ),
 * wanted_event as (
 *   select
 *     event_log.position,
 *     event_log.type,
 *     event_log.version,
 *     event_log.aggregate_id,
 *     event_log.payload,
 *     event_log.created_at
 *   from walked_position
 *   join event_log on event_log.position = walked_position.position
 *   where event_log.audience @> array[:userId!::uuid]
 *     and (:types::text[] is null or event_log.type = any(:types::text[])) -- null: any
 * )
 * select
 *   kept.oldest_position as "oldest_position?",
 *   kept.walked_to as "walked_to?",
 *   wanted_event.position as "position?",
 *   wanted_event.type as "type?",
 *   wanted_event.version as "version?",
 *   wanted_event.aggregate_id as "aggregate_id?",
 *   wanted_event.payload as "payload?",
 *   wanted_event.created_at as "created_at?"
 * from (
 *   select
 *     (
 *       select event_log.position
 *       from event_log
 *       order by event_log.position
 *       limit 1
 *     ) as oldest_position,
 *     (
 *       select max(walked_position.position)
 *       from walked_position
 *       having count(*) = :limit!::bigint
 *     ) as walked_to
 * ) as kept
 * left join wanted_event on true
 * order by wanted_event.position
 * ```
 */
export const listEventsOfUser = new PreparedQuery<ListEventsOfUserParams, ListEventsOfUserRow>(
  '{"usedParamSet":{"userId":true,"afterPosition":true,"upToPosition":true,"limit":true,"types":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":630,"b":637},{"a":1105,"b":1112}]},{"name":"afterPosition","required":true,"transform":{"type":"scalar"},"locs":[{"a":673,"b":687}]},{"name":"upToPosition","required":true,"transform":{"type":"scalar"},"locs":[{"a":724,"b":737}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":790,"b":796},{"a":1784,"b":1790}]},{"name":"types","required":false,"transform":{"type":"scalar"},"locs":[{"a":1130,"b":1135},{"a":1177,"b":1182}]}],"statement":"-- The next events that concern a user, behind one position and up to another, and the oldest position that is kept: an event\\n-- before it may have been one of them. A row without an event if there is none. All is read by one statement, for a partition\\n-- that is dropped between two would take events along unnoticed.\\n-- At most so many of the user\'s positions are walked, whatever their types. If there may be more, walkedTo is the last of them.\\n-- primary-only: what was committed last is looked for\\nwith walked_position as materialized (\\n  select event_audience.position\\n  from event_audience\\n  where event_audience.user_id = :userId!\\n    and event_audience.position > :afterPosition!\\n    and event_audience.position <= :upToPosition!\\n  order by event_audience.position\\n  limit (select :limit!::bigint)\\n),\\nwanted_event as (\\n  select\\n    event_log.position,\\n    event_log.type,\\n    event_log.version,\\n    event_log.aggregate_id,\\n    event_log.payload,\\n    event_log.created_at\\n  from walked_position\\n  join event_log on event_log.position = walked_position.position\\n  where event_log.audience @> array[:userId!::uuid]\\n    and (:types::text[] is null or event_log.type = any(:types::text[])) -- null: any\\n)\\nselect\\n  kept.oldest_position as \\"oldest_position?\\",\\n  kept.walked_to as \\"walked_to?\\",\\n  wanted_event.position as \\"position?\\",\\n  wanted_event.type as \\"type?\\",\\n  wanted_event.version as \\"version?\\",\\n  wanted_event.aggregate_id as \\"aggregate_id?\\",\\n  wanted_event.payload as \\"payload?\\",\\n  wanted_event.created_at as \\"created_at?\\"\\nfrom (\\n  select\\n    (\\n      select event_log.position\\n      from event_log\\n      order by event_log.position\\n      limit 1\\n    ) as oldest_position,\\n    (\\n      select max(walked_position.position)\\n      from walked_position\\n      having count(*) = :limit!::bigint\\n    ) as walked_to\\n) as kept\\nleft join wanted_event on true\\norder by wanted_event.position"}',
  '{"name":"listEventsOfUser","file":"events.sql","parameterTypes":{"userId":"uuid","afterPosition":"int8","upToPosition":"int8","limit":"int8","types":"text[]"},"tables":["event_audience","event_log"],"access":"read","primary":true}',
)

/** Parameters of `hintPresence`. */
export interface HintPresenceParams {
  readonly payloads: readonly (string | null)[]
}

/** A row of `hintPresence`. */
export interface HintPresenceRow {
  readonly sent: '' | null
}

/**
 * Sends the messages of a process on who is present to all processes. Nothing is stored.
 * primary-only: a standby cannot notify
 *
 * [sql/events.sql:551](../sql/events.sql#L551)
 *
 * ```sql
 * select pg_notify('souk_presence', message.payload) as sent
 * from unnest(:payloads!::text[]) as message (payload)
 * ```
 */
export const hintPresence = new PreparedQuery<HintPresenceParams, HintPresenceRow>(
  '{"usedParamSet":{"payloads":true},"params":[{"name":"payloads","required":true,"transform":{"type":"scalar"},"locs":[{"a":202,"b":211}]}],"statement":"-- Sends the messages of a process on who is present to all processes. Nothing is stored.\\n-- primary-only: a standby cannot notify\\nselect pg_notify(\'souk_presence\', message.payload) as sent\\nfrom unnest(:payloads!::text[]) as message (payload)"}',
  '{"name":"hintPresence","file":"events.sql","parameterTypes":{"payloads":"text[]"},"tables":[],"access":"write","primary":true}',
)

/** Parameters of `hasEventConsumer`. */
export interface HasEventConsumerParams {
  readonly name: string
}

/** A row of `hasEventConsumer`. */
export interface HasEventConsumerRow {
  readonly found: boolean
}

/**
 * Tells whether there is a consumer of a name.
 * primary-only: its worker asks after a change
 *
 * [sql/events.sql:557](../sql/events.sql#L557)
 *
 * ```sql
 * select exists (
 *   select from event_consumers
 *   where event_consumers.name = :name!
 * ) as "found!"
 * ```
 */
export const hasEventConsumer = new PreparedQuery<HasEventConsumerParams, HasEventConsumerRow>(
  '{"usedParamSet":{"name":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":173,"b":178}]}],"statement":"-- Tells whether there is a consumer of a name.\\n-- primary-only: its worker asks after a change\\nselect exists (\\n  select from event_consumers\\n  where event_consumers.name = :name!\\n) as \\"found!\\""}',
  '{"name":"hasEventConsumer","file":"events.sql","parameterTypes":{"name":"text"},"tables":["event_consumers"],"access":"read","primary":true}',
)

/** Parameters of `deleteEventConsumer`. */
export interface DeleteEventConsumerParams {
  readonly name: string
}

/** `deleteEventConsumer` returns no rows. */
export type DeleteEventConsumerRow = never

/**
 * Deletes a consumer, with its positions and its failed events.
 *
 * [sql/events.sql:565](../sql/events.sql#L565)
 *
 * ```sql
 * delete from event_consumers
 * where event_consumers.name = :name!
 * ```
 */
export const deleteEventConsumer = new PreparedQuery<DeleteEventConsumerParams, DeleteEventConsumerRow>(
  '{"usedParamSet":{"name":true},"params":[{"name":"name","required":true,"transform":{"type":"scalar"},"locs":[{"a":122,"b":127}]}],"statement":"-- Deletes a consumer, with its positions and its failed events.\\ndelete from event_consumers\\nwhere event_consumers.name = :name!"}',
  '{"name":"deleteEventConsumer","file":"events.sql","parameterTypes":{"name":"text"},"tables":["event_consumers"],"access":"write"}',
)

/** Parameters of `ensureEventPartitions`. */
export interface EnsureEventPartitionsParams {
  readonly partitionsAhead: number
}

/** A row of `ensureEventPartitions`. */
export interface EnsureEventPartitionsRow {
  readonly madeCount: number | null
}

/**
 * Makes the partitions for the newest position and so many after it, and returns their number; null if the table is held.
 *
 * [sql/events.sql:570](../sql/events.sql#L570)
 *
 * ```sql
 * select
 *   ensure_event_partitions(:partitionsAhead!) as "made_count?"
 * ```
 */
export const ensureEventPartitions = new PreparedQuery<EnsureEventPartitionsParams, EnsureEventPartitionsRow>(
  '{"usedParamSet":{"partitionsAhead":true},"params":[{"name":"partitionsAhead","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":172}]}],"statement":"-- Makes the partitions for the newest position and so many after it, and returns their number; null if the table is held.\\nselect\\n  ensure_event_partitions(:partitionsAhead!) as \\"made_count?\\""}',
  '{"name":"ensureEventPartitions","file":"events.sql","parameterTypes":{"partitionsAhead":"int4"},"tables":[],"access":"write"}',
)

/** Parameters of `findOldEventPartition`. */
export interface FindOldEventPartitionParams {
  readonly mark: string
  readonly keepDays: number
}

/** A row of `findOldEventPartition`. */
export interface FindOldEventPartitionRow {
  readonly number: number
  readonly parent: string
  readonly state: 'attached' | 'detached' | 'detaching'
}

/**
 * The oldest partition that may go: each of its events is older than so many days, behind every consumer, and waits nowhere. After it
 * goes the partition that says whom they concerned.
 * A table that was taken off and not dropped comes first: only one that bears the mark of it. Its number is in its name.
 * primary-only: it is dropped next
 *
 * [sql/events.sql:575](../sql/events.sql#L575)
 *
 * ```sql
 * with found_partition as (
 *   select
 *     substring(pg_class.relname from '^event_(?:audience|log)_([0-9]+)$')::bigint as number,
 *     substring(pg_class.relname from '^(event_audience|event_log)_') as parent,
 *     case
 *       when pg_inherits.inhrelid is null then 'detached'
 *       when pg_inherits.inhdetachpending then 'detaching'
 *       else 'attached'
 *     end as state
 *   from pg_class
 *   left join pg_inherits
 *     on pg_inherits.inhrelid = pg_class.oid
 *     and pg_inherits.inhparent in ('event_audience'::regclass, 'event_log'::regclass)
 *   where pg_class.relnamespace = (
 *       select log_class.relnamespace
 *       from pg_class as log_class
 *       where log_class.oid = 'event_log'::regclass
 *     )
 *     and pg_class.relkind = 'r'
 *     and pg_class.relname ~ '^event_(audience|log)_(0|[1-9][0-9]{0,11})$'
 *     and (
 *       (pg_inherits.inhrelid is not null and not pg_inherits.inhdetachpending)
 *       or obj_description(pg_class.oid, 'pg_class') = :mark!
 *     )
 * ),
 * oldest_partition as materialized (
 *   select
 *     found_partition.number,
 *     found_partition.parent,
 *     found_partition.state
 *   from found_partition
 *   order by found_partition.state = 'attached', found_partition.number, found_partition.parent desc
 *   limit 1
 * )
 * select
 *   oldest_partition.number as "number!",
 *   oldest_partition.parent as "parent!",
 *   oldest_partition.state as "state!"
 * from oldest_partition
 * cross join event_head
 * where oldest_partition.state <> 'attached'
 *   or (
 *     (oldest_partition.number + 1) * 1000000 <= event_head.position
 *     and (
 *       oldest_partition.parent = 'event_audience'
 *       or (
 *         (
 *           select event_log.created_at
 *           from event_log
 *           where event_log.position < (oldest_partition.number + 1) * 1000000
 *           order by event_log.position desc
 *           limit 1
 *         ) < now() - make_interval(days => :keepDays!)
 *         and not exists (
 *           select from event_failures
 *           where event_failures.position < (oldest_partition.number + 1) * 1000000
 *             and event_failures.dead_at is null
 *         )
 *         and not exists (
 *           select from event_consumers
 *           where (
 *             select true
 *             from event_log
 *             where event_log.shard = event_consumers.shard
 *               and event_log.position > event_consumers.position
 *               and event_log.position < (oldest_partition.number + 1) * 1000000
 *             order by event_log.position
 *             limit 1
 *           )
 *         )
 *       )
 *     )
 *   )
 * limit 1
 * ```
 */
export const findOldEventPartition = new PreparedQuery<FindOldEventPartitionParams, FindOldEventPartitionRow>(
  '{"usedParamSet":{"mark":true,"keepDays":true},"params":[{"name":"mark","required":true,"transform":{"type":"scalar"},"locs":[{"a":1337,"b":1342}]},{"name":"keepDays","required":true,"transform":{"type":"scalar"},"locs":[{"a":2221,"b":2230}]}],"statement":"-- The oldest partition that may go: each of its events is older than so many days, behind every consumer, and waits nowhere. After it\\n-- goes the partition that says whom they concerned.\\n-- A table that was taken off and not dropped comes first: only one that bears the mark of it. Its number is in its name.\\n-- primary-only: it is dropped next\\n-- lint-disable total-order: a number is there once\\nwith found_partition as (\\n  select\\n    substring(pg_class.relname from \'^event_(?:audience|log)_([0-9]+)$\')::bigint as number,\\n    substring(pg_class.relname from \'^(event_audience|event_log)_\') as parent,\\n    case\\n      when pg_inherits.inhrelid is null then \'detached\'\\n      when pg_inherits.inhdetachpending then \'detaching\'\\n      else \'attached\'\\n    end as state\\n  from pg_class\\n  left join pg_inherits\\n    on pg_inherits.inhrelid = pg_class.oid\\n    and pg_inherits.inhparent in (\'event_audience\'::regclass, \'event_log\'::regclass)\\n  where pg_class.relnamespace = (\\n      select log_class.relnamespace\\n      from pg_class as log_class\\n      where log_class.oid = \'event_log\'::regclass\\n    )\\n    and pg_class.relkind = \'r\'\\n    and pg_class.relname ~ \'^event_(audience|log)_(0|[1-9][0-9]{0,11})$\'\\n    and (\\n      (pg_inherits.inhrelid is not null and not pg_inherits.inhdetachpending)\\n      or obj_description(pg_class.oid, \'pg_class\') = :mark!\\n    )\\n),\\noldest_partition as materialized (\\n  select\\n    found_partition.number,\\n    found_partition.parent,\\n    found_partition.state\\n  from found_partition\\n  order by found_partition.state = \'attached\', found_partition.number, found_partition.parent desc\\n  limit 1\\n)\\nselect\\n  oldest_partition.number as \\"number!\\",\\n  oldest_partition.parent as \\"parent!\\",\\n  oldest_partition.state as \\"state!\\"\\nfrom oldest_partition\\ncross join event_head\\nwhere oldest_partition.state <> \'attached\'\\n  or (\\n    (oldest_partition.number + 1) * 1000000 <= event_head.position\\n    and (\\n      oldest_partition.parent = \'event_audience\'\\n      or (\\n        (\\n          select event_log.created_at\\n          from event_log\\n          where event_log.position < (oldest_partition.number + 1) * 1000000\\n          order by event_log.position desc\\n          limit 1\\n        ) < now() - make_interval(days => :keepDays!)\\n        and not exists (\\n          select from event_failures\\n          where event_failures.position < (oldest_partition.number + 1) * 1000000\\n            and event_failures.dead_at is null\\n        )\\n        and not exists (\\n          select from event_consumers\\n          where (\\n            select true\\n            from event_log\\n            where event_log.shard = event_consumers.shard\\n              and event_log.position > event_consumers.position\\n              and event_log.position < (oldest_partition.number + 1) * 1000000\\n            order by event_log.position\\n            limit 1\\n          )\\n        )\\n      )\\n    )\\n  )\\nlimit 1"}',
  '{"name":"findOldEventPartition","file":"events.sql","parameterTypes":{"mark":"text","keepDays":"int4"},"tables":["event_consumers","event_failures","event_head","event_log","pg_class","pg_inherits"],"access":"read","primary":true}',
)

/** Parameters of `deleteFailuresOfOldEvents`. */
export interface DeleteFailuresOfOldEventsParams {
  readonly fromPosition: number
  readonly beforePosition: number
}

/** `deleteFailuresOfOldEvents` returns no rows. */
export type DeleteFailuresOfOldEventsRow = never

/**
 * Deletes the dead events of a partition that is dropped next.
 *
 * [sql/events.sql:656](../sql/events.sql#L656)
 *
 * ```sql
 * delete from event_failures
 * where event_failures.position >= :fromPosition!
 *   and event_failures.position < :beforePosition!
 *   and event_failures.dead_at is not null
 * ```
 */
export const deleteFailuresOfOldEvents = new PreparedQuery<DeleteFailuresOfOldEventsParams, DeleteFailuresOfOldEventsRow>(
  '{"usedParamSet":{"fromPosition":true,"beforePosition":true},"params":[{"name":"fromPosition","required":true,"transform":{"type":"scalar"},"locs":[{"a":124,"b":137}]},{"name":"beforePosition","required":true,"transform":{"type":"scalar"},"locs":[{"a":171,"b":186}]}],"statement":"-- Deletes the dead events of a partition that is dropped next.\\ndelete from event_failures\\nwhere event_failures.position >= :fromPosition!\\n  and event_failures.position < :beforePosition!\\n  and event_failures.dead_at is not null"}',
  '{"name":"deleteFailuresOfOldEvents","file":"events.sql","parameterTypes":{"fromPosition":"int8","beforePosition":"int8"},"tables":["event_failures"],"access":"write"}',
)
