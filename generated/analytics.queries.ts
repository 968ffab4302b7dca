/** Types and queries of "analytics.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { AnalyticsDimension } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
export type { AnalyticsDimension }

/** Parameters of `trackAnalyticsEvents`. */
export interface TrackAnalyticsEventsParams {
  readonly events: Json
}

/** A row of `trackAnalyticsEvents`. */
export interface TrackAnalyticsEventsRow {
  readonly isTaken: boolean
  readonly lacksPartition: boolean
  readonly presentCount: number
}

/**
 * Writes many events, all or none; those that were written before, with the same content, are left as they are.
 * Without a partition for each, or with a time and an id that are taken by other content, it writes nothing and says so. The
 * visitor is compared if both are known: a pseudonym cannot be made again once the salt of its day is gone.
 *
 * [sql/analytics.sql:8](../sql/analytics.sql#L8)
 *
 * ```sql
 * with input as (
 *   select
 *     entry.id,
 *     entry.occurred_at,
 *     entry.event_type,
 *     entry.visitor,
 *     entry.product_id,
 *     entry.stream_id,
 *     entry.seller_id,
 *     entry.country,
 *     entry.value_minor,
 *     entry.currency,
 *     entry.properties,
 *     analytics_events.id is not null as is_known,
 *     analytics_events.id is not null
 *       and (
 *         entry.visitor <> analytics_events.visitor
 *         or (
 *           entry.event_type,
 *           entry.product_id,
 *           entry.stream_id,
 *           entry.seller_id,
 *           entry.country,
 *           entry.value_minor,
 *           entry.currency,
 *           entry.properties
 *         ) is distinct from (
 *           analytics_events.event_type,
 *           analytics_events.product_id,
 *           analytics_events.stream_id,
 *           analytics_events.seller_id,
 *           analytics_events.country,
 *           analytics_events.value_minor,
 *           analytics_events.currency,
 *           analytics_events.properties
 *         )
 *       ) is true as is_taken
 *   from json_populate_recordset(null::analytics_events, :events!::json) as entry
 *   left join analytics_events
 *     on analytics_events.occurred_at = entry.occurred_at
 *     and analytics_events.id = entry.id
 * ),
 * obstacle as (
 *   select
 *     exists (
 *       select from input
 *       where input.is_taken
 *     ) as is_taken,
 *     exists (
 *       select from (
 *         select distinct to_char(input.occurred_at at time zone 'UTC', 'YYYY_MM') as name
 *         from input
 *       ) as month
 *       where not exists (
 *         select from pg_inherits
 *         where pg_inherits.inhparent = 'analytics_events'::regclass
 *           and pg_inherits.inhrelid = to_regclass('analytics_events_' || month.name)
 *       )
 *     ) as lacks_partition
 * ),
 * written_event as (
 *   insert into analytics_events (
 *     id,
 *     occurred_at,
 *     event_type,
 *     visitor,
 *     product_id,
 *     stream_id,
 *     seller_id,
 *     country,
 *     value_minor,
 *     currency,
 *     properties
 *   )
 *   select
 *     input.id,
 *     input.occurred_at,
 *     input.event_type,
 *     input.visitor,
 *     input.product_id,
 *     input.stream_id,
 *     input.seller_id,
 *     input.country,
 *     input.value_minor,
 *     input.currency,
 *     input.properties
 *   from input
 *   cross join obstacle
 *   where not input.is_known
 *     and not obstacle.is_taken
 *     and not obstacle.lacks_partition
 *   order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
 *   on conflict do nothing
 *   returning analytics_events.id
 * )
 * select
 *   obstacle.is_taken as "is_taken!",
 *   obstacle.lacks_partition as "lacks_partition!",
 *   (
 *     select count(*)
 *     from written_event
 *   ) + (
 *     select count(*)
 *     from input
 *     where input.is_known
 *   ) as "present_count!"
 * from obstacle
 * ```
 */
export const trackAnalyticsEvents = new PreparedQuery<TrackAnalyticsEventsParams, TrackAnalyticsEventsRow>(
  '{"usedParamSet":{"events":true},"params":[{"name":"events","required":true,"transform":{"type":"scalar"},"locs":[{"a":1403,"b":1410}]}],"statement":"-- Writes many events, all or none; those that were written before, with the same content, are left as they are.\\n-- Without a partition for each, or with a time and an id that are taken by other content, it writes nothing and says so. The\\n-- visitor is compared if both are known: a pseudonym cannot be made again once the salt of its day is gone.\\nwith input as (\\n  select\\n    entry.id,\\n    entry.occurred_at,\\n    entry.event_type,\\n    entry.visitor,\\n    entry.product_id,\\n    entry.stream_id,\\n    entry.seller_id,\\n    entry.country,\\n    entry.value_minor,\\n    entry.currency,\\n    entry.properties,\\n    analytics_events.id is not null as is_known,\\n    analytics_events.id is not null\\n      and (\\n        entry.visitor <> analytics_events.visitor\\n        or (\\n          entry.event_type,\\n          entry.product_id,\\n          entry.stream_id,\\n          entry.seller_id,\\n          entry.country,\\n          entry.value_minor,\\n          entry.currency,\\n          entry.properties\\n        ) is distinct from (\\n          analytics_events.event_type,\\n          analytics_events.product_id,\\n          analytics_events.stream_id,\\n          analytics_events.seller_id,\\n          analytics_events.country,\\n          analytics_events.value_minor,\\n          analytics_events.currency,\\n          analytics_events.properties\\n        )\\n      ) is true as is_taken\\n  from json_populate_recordset(null::analytics_events, :events!::json) as entry\\n  left join analytics_events\\n    on analytics_events.occurred_at = entry.occurred_at\\n    and analytics_events.id = entry.id\\n),\\nobstacle as (\\n  select\\n    exists (\\n      select from input\\n      where input.is_taken\\n    ) as is_taken,\\n    exists (\\n      select from (\\n        select distinct to_char(input.occurred_at at time zone \'UTC\', \'YYYY_MM\') as name\\n        from input\\n      ) as month\\n      where not exists (\\n        select from pg_inherits\\n        where pg_inherits.inhparent = \'analytics_events\'::regclass\\n          and pg_inherits.inhrelid = to_regclass(\'analytics_events_\' || month.name)\\n      )\\n    ) as lacks_partition\\n),\\nwritten_event as (\\n  insert into analytics_events (\\n    id,\\n    occurred_at,\\n    event_type,\\n    visitor,\\n    product_id,\\n    stream_id,\\n    seller_id,\\n    country,\\n    value_minor,\\n    currency,\\n    properties\\n  )\\n  select\\n    input.id,\\n    input.occurred_at,\\n    input.event_type,\\n    input.visitor,\\n    input.product_id,\\n    input.stream_id,\\n    input.seller_id,\\n    input.country,\\n    input.value_minor,\\n    input.currency,\\n    input.properties\\n  from input\\n  cross join obstacle\\n  where not input.is_known\\n    and not obstacle.is_taken\\n    and not obstacle.lacks_partition\\n  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock\\n  on conflict do nothing\\n  returning analytics_events.id\\n)\\nselect\\n  obstacle.is_taken as \\"is_taken!\\",\\n  obstacle.lacks_partition as \\"lacks_partition!\\",\\n  (\\n    select count(*)\\n    from written_event\\n  ) + (\\n    select count(*)\\n    from input\\n    where input.is_known\\n  ) as \\"present_count!\\"\\nfrom obstacle"}',
  '{"name":"trackAnalyticsEvents","file":"analytics.sql","parameterTypes":{"events":"json"},"tables":["analytics_events","pg_inherits"],"access":"write"}',
)

/** Parameters of `keepAnalyticsSalt`. */
export interface KeepAnalyticsSaltParams {
  readonly day: string
  readonly salt: Uint8Array
}

/** A row of `keepAnalyticsSalt`. */
export interface KeepAnalyticsSaltRow {
  /** The key with which the ids of visitors become pseudonyms: 32 random bytes. */
  readonly salt: Buffer
}

/**
 * The salt of a day: the one that is there, or else the given one.
 * The update changes nothing; it returns the row of whoever came first, which this statement's snapshot may not have.
 *
 * [sql/analytics.sql:120](../sql/analytics.sql#L120)
 *
 * ```sql
 * with present_salt as (
 *   select analytics_salts.salt
 *   from analytics_salts
 *   where analytics_salts.day = :day!
 * ),
 * kept_salt as (
 *   insert into analytics_salts (
 *     day,
 *     salt
 *   )
 *   select
 *     :day!,
 *     :salt!
 *   where not exists (select from present_salt)
 *   on conflict (day) do update
 *   set day = excluded.day
 *   returning analytics_salts.salt
 * )
 * select present_salt.salt
 * from present_salt
 * union all
 * select kept_salt.salt
 * from kept_salt
 * ```
 */
export const keepAnalyticsSalt = new PreparedQuery<KeepAnalyticsSaltParams, KeepAnalyticsSaltRow>(
  '{"usedParamSet":{"day":true,"salt":true},"params":[{"name":"day","required":true,"transform":{"type":"scalar"},"locs":[{"a":352,"b":356},{"a":443,"b":447}]},{"name":"salt","required":true,"transform":{"type":"scalar"},"locs":[{"a":454,"b":459}]}],"statement":"-- The salt of a day: the one that is there, or else the given one.\\n-- The update changes nothing; it returns the row of whoever came first, which this statement\'s snapshot may not have.\\n-- lint-disable secret-column: pseudonyms are made with it\\nwith present_salt as (\\n  select analytics_salts.salt\\n  from analytics_salts\\n  where analytics_salts.day = :day!\\n),\\nkept_salt as (\\n  insert into analytics_salts (\\n    day,\\n    salt\\n  )\\n  select\\n    :day!,\\n    :salt!\\n  where not exists (select from present_salt)\\n  on conflict (day) do update\\n  set day = excluded.day\\n  returning analytics_salts.salt\\n)\\nselect present_salt.salt\\nfrom present_salt\\nunion all\\nselect kept_salt.salt\\nfrom kept_salt"}',
  '{"name":"keepAnalyticsSalt","file":"analytics.sql","parameterTypes":{"day":"date","salt":"bytea"},"tables":["analytics_salts"],"access":"write"}',
)

/** `deleteOldAnalyticsSalts` has no parameters. */
export type DeleteOldAnalyticsSaltsParams = undefined

/** `deleteOldAnalyticsSalts` returns no rows. */
export type DeleteOldAnalyticsSaltsRow = never

/**
 * Deletes the salts of days before yesterday: nobody can make their pseudonyms again.
 *
 * [sql/analytics.sql:148](../sql/analytics.sql#L148)
 *
 * ```sql
 * delete from analytics_salts
 * where analytics_salts.day < (now() at time zone 'UTC')::date - 1
 * ```
 */
export const deleteOldAnalyticsSalts = new PreparedQuery<DeleteOldAnalyticsSaltsParams, DeleteOldAnalyticsSaltsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Deletes the salts of days before yesterday: nobody can make their pseudonyms again.\\ndelete from analytics_salts\\nwhere analytics_salts.day < (now() at time zone \'UTC\')::date - 1"}',
  '{"name":"deleteOldAnalyticsSalts","file":"analytics.sql","parameterTypes":{},"tables":["analytics_salts"],"access":"write"}',
)

/** Parameters of `ensureAnalyticsPartitions`. */
export interface EnsureAnalyticsPartitionsParams {
  readonly firstDay: string
  readonly lastDay: string
}

/** A row of `ensureAnalyticsPartitions`. */
export interface EnsureAnalyticsPartitionsRow {
  readonly madeCount: number | null
}

/**
 * Makes the partitions of the months of two days and between, and returns their number; null if the table is held.
 *
 * [sql/analytics.sql:153](../sql/analytics.sql#L153)
 *
 * ```sql
 * select
 *   ensure_analytics_partitions(:firstDay!, :lastDay!) as "made_count?"
 * ```
 */
export const ensureAnalyticsPartitions = new PreparedQuery<EnsureAnalyticsPartitionsParams, EnsureAnalyticsPartitionsRow>(
  '{"usedParamSet":{"firstDay":true,"lastDay":true},"params":[{"name":"firstDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":153,"b":162}]},{"name":"lastDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":165,"b":173}]}],"statement":"-- Makes the partitions of the months of two days and between, and returns their number; null if the table is held.\\nselect\\n  ensure_analytics_partitions(:firstDay!, :lastDay!) as \\"made_count?\\""}',
  '{"name":"ensureAnalyticsPartitions","file":"analytics.sql","parameterTypes":{"firstDay":"date","lastDay":"date"},"tables":[],"access":"write"}',
)

/** Parameters of `ensureComingAnalyticsPartitions`. */
export interface EnsureComingAnalyticsPartitionsParams {
  readonly monthsAhead: number
}

/** A row of `ensureComingAnalyticsPartitions`. */
export interface EnsureComingAnalyticsPartitionsRow {
  readonly madeCount: number | null
}

/**
 * Makes the partitions of this month and of so many after it, and returns their number; null if the table is held.
 *
 * [sql/analytics.sql:158](../sql/analytics.sql#L158)
 *
 * ```sql
 * select
 *   ensure_analytics_partitions(
 *     (now() at time zone 'UTC')::date,
 *     ((now() at time zone 'UTC')::date + make_interval(months => :monthsAhead!))::date
 *   ) as "made_count?"
 * ```
 */
export const ensureComingAnalyticsPartitions = new PreparedQuery<EnsureComingAnalyticsPartitionsParams, EnsureComingAnalyticsPartitionsRow>(
  '{"usedParamSet":{"monthsAhead":true},"params":[{"name":"monthsAhead","required":true,"transform":{"type":"scalar"},"locs":[{"a":256,"b":268}]}],"statement":"-- Makes the partitions of this month and of so many after it, and returns their number; null if the table is held.\\nselect\\n  ensure_analytics_partitions(\\n    (now() at time zone \'UTC\')::date,\\n    ((now() at time zone \'UTC\')::date + make_interval(months => :monthsAhead!))::date\\n  ) as \\"made_count?\\""}',
  '{"name":"ensureComingAnalyticsPartitions","file":"analytics.sql","parameterTypes":{"monthsAhead":"int4"},"tables":[],"access":"write"}',
)

/** Parameters of `dropOldAnalyticsPartition`. */
export interface DropOldAnalyticsPartitionParams {
  readonly keepMonths: number
}

/** A row of `dropOldAnalyticsPartition`. */
export interface DropOldAnalyticsPartitionRow {
  readonly droppedMonth: string | null
}

/**
 * Drops the oldest partition if its month is more than so many before this one; null if it is not, or cannot go now.
 *
 * [sql/analytics.sql:166](../sql/analytics.sql#L166)
 *
 * ```sql
 * select
 *   drop_analytics_partition(
 *     (date_trunc('month', now() at time zone 'UTC') - make_interval(months => :keepMonths!))::date
 *   ) as "dropped_month?"
 * ```
 */
export const dropOldAnalyticsPartition = new PreparedQuery<DropOldAnalyticsPartitionParams, DropOldAnalyticsPartitionRow>(
  '{"usedParamSet":{"keepMonths":true},"params":[{"name":"keepMonths","required":true,"transform":{"type":"scalar"},"locs":[{"a":230,"b":241}]}],"statement":"-- Drops the oldest partition if its month is more than so many before this one; null if it is not, or cannot go now.\\nselect\\n  drop_analytics_partition(\\n    (date_trunc(\'month\', now() at time zone \'UTC\') - make_interval(months => :keepMonths!))::date\\n  ) as \\"dropped_month?\\""}',
  '{"name":"dropOldAnalyticsPartition","file":"analytics.sql","parameterTypes":{"keepMonths":"int4"},"tables":[],"access":"write"}',
)

/** Parameters of `findDirtyAnalyticsDay`. */
export interface FindDirtyAnalyticsDayParams {
  readonly afterDay: string
}

/** A row of `findDirtyAnalyticsDay`. */
export interface FindDirtyAnalyticsDayRow {
  readonly day: string
}

/**
 * The first day after another with events that were not counted.
 * primary-only: work is taken from it
 *
 * [sql/analytics.sql:173](../sql/analytics.sql#L173)
 *
 * ```sql
 * select
 *   analytics_dirty_days.day::text as "day!"
 * from analytics_dirty_days
 * where analytics_dirty_days.day > :afterDay!::date
 * order by analytics_dirty_days.day, analytics_dirty_days.id
 * limit 1
 * ```
 */
export const findDirtyAnalyticsDay = new PreparedQuery<FindDirtyAnalyticsDayParams, FindDirtyAnalyticsDayRow>(
  '{"usedParamSet":{"afterDay":true},"params":[{"name":"afterDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":214,"b":223}]}],"statement":"-- The first day after another with events that were not counted.\\n-- primary-only: work is taken from it\\nselect\\n  analytics_dirty_days.day::text as \\"day!\\"\\nfrom analytics_dirty_days\\nwhere analytics_dirty_days.day > :afterDay!::date\\norder by analytics_dirty_days.day, analytics_dirty_days.id\\nlimit 1"}',
  '{"name":"findDirtyAnalyticsDay","file":"analytics.sql","parameterTypes":{"afterDay":"date"},"tables":["analytics_dirty_days"],"access":"read","primary":true}',
)

/** Parameters of `rollUpAnalyticsDay`. */
export interface RollUpAnalyticsDayParams {
  readonly day: string
  readonly mayWait: boolean
}

/** A row of `rollUpAnalyticsDay`. */
export interface RollUpAnalyticsDayRow {
  readonly changedCount: number | null
}

/**
 * Counts a day again, and returns the number of counts that changed; null if another session is at it and this one must not
 * wait.
 *
 * [sql/analytics.sql:183](../sql/analytics.sql#L183)
 *
 * ```sql
 * select
 *   roll_up_analytics_day(:day!, :mayWait!) as "changed_count?"
 * ```
 */
export const rollUpAnalyticsDay = new PreparedQuery<RollUpAnalyticsDayParams, RollUpAnalyticsDayRow>(
  '{"usedParamSet":{"day":true,"mayWait":true},"params":[{"name":"day","required":true,"transform":{"type":"scalar"},"locs":[{"a":165,"b":169}]},{"name":"mayWait","required":true,"transform":{"type":"scalar"},"locs":[{"a":172,"b":180}]}],"statement":"-- Counts a day again, and returns the number of counts that changed; null if another session is at it and this one must not\\n-- wait.\\nselect\\n  roll_up_analytics_day(:day!, :mayWait!) as \\"changed_count?\\""}',
  '{"name":"rollUpAnalyticsDay","file":"analytics.sql","parameterTypes":{"day":"date","mayWait":"bool"},"tables":[],"access":"write"}',
)

/** Parameters of `countAnalyticsFunnel`. */
export interface CountAnalyticsFunnelParams {
  readonly steps: readonly (string | null)[]
  readonly withinMs: number
  readonly fromTime: Date | string
  readonly toTime: Date | string
}

/** A row of `countAnalyticsFunnel`. */
export interface CountAnalyticsFunnelRow {
  readonly eventType: string
  readonly visitorCount: number
}

/**
 * The visitors who took the steps in their order, each after the one before and all within a time of the first. There are two
 * to six steps.
 * Each event that is step n knows the latest first step that leads to it by way of steps 2 to n - 1: if that one is too long
 * ago, so is every other. All windows have one order, so the events are sorted once. Events of one time count in the order
 * of the steps.
 *
 * [sql/analytics.sql:189](../sql/analytics.sql#L189)
 *
 * ```sql
 * with step_event as (
 *   select
 *     analytics_events.visitor,
 *     analytics_events.occurred_at,
 *     analytics_events.event_type,
 *     array_position(:steps!::text[], analytics_events.event_type) as place,
 *     analytics_events.occurred_at - :withinMs! * interval '1 millisecond' as earliest_start
 *   from analytics_events
 *   where analytics_events.event_type = any(:steps!::text[])
 *     and analytics_events.occurred_at >= :fromTime!
 *     and analytics_events.occurred_at < :toTime!
 *     and analytics_events.visitor is not null
 * ),
 * first_step as (
 *   select
 *     step_event.visitor,
 *     step_event.occurred_at,
 *     step_event.event_type,
 *     step_event.place,
 *     step_event.earliest_start,
 *     case when step_event.event_type = (:steps!::text[])[1] then step_event.occurred_at end as first_start
 *   from step_event
 * ),
 * second_step as (
 *   select
 *     first_step.visitor,
 *     first_step.occurred_at,
 *     first_step.event_type,
 *     first_step.place,
 *     first_step.earliest_start,
 *     first_step.first_start,
 *     case
 *       when first_step.event_type = (:steps!::text[])[2]
 *       then max(first_step.first_start) filter (where first_step.first_start >= first_step.earliest_start) over earlier_event
 *     end as second_start
 *   from first_step
 *   window earlier_event as (
 *     partition by first_step.visitor
 *     order by first_step.occurred_at, first_step.place
 *     rows between unbounded preceding and 1 preceding
 *   )
 * ),
 * third_step as (
 *   select
 *     second_step.visitor,
 *     second_step.occurred_at,
 *     second_step.event_type,
 *     second_step.place,
 *     second_step.earliest_start,
 *     second_step.first_start,
 *     second_step.second_start,
 *     case
 *       when second_step.event_type = (:steps!::text[])[3]
 *       then max(second_step.second_start) filter (where second_step.second_start >= second_step.earliest_start) over earlier_event
 *     end as third_start
 *   from second_step
 *   window earlier_event as (
 *     partition by second_step.visitor
 *     order by second_step.occurred_at, second_step.place
 *     rows between unbounded preceding and 1 preceding
 *   )
 * ),
 * fourth_step as (
 *   select
 *     third_step.visitor,
 *     third_step.occurred_at,
 *     third_step.event_type,
 *     third_step.place,
 *     third_step.earliest_start,
 *     third_step.first_start,
 *     third_step.second_start,
 *     third_step.third_start,
 *     case
 *       when third_step.event_type = (:steps!::text[])[4]
 *       then max(third_step.third_start) filter (where third_step.third_start >= third_step.earliest_start) over earlier_event
 *     end as fourth_start
 *   from third_step
 *   window earlier_event as (
 *     partition by third_step.visitor
 *     order by third_step.occurred_at, third_step.place
 *     rows between unbounded preceding and 1 preceding
 *   )
 * ),
 * fifth_step as (
 *   select
 *     fourth_step.visitor,
 *     fourth_step.occurred_at,
 *     fourth_step.event_type,
 *     fourth_step.place,
 *     fourth_step.earliest_start,
 *     fourth_step.first_start,
 *     fourth_step.second_start,
 *     fourth_step.third_start,
 *     fourth_step.fourth_start,
 *     case
 *       when fourth_step.event_type = (:steps!::text[])[5]
 *       then max(fourth_step.fourth_start) filter (where fourth_step.fourth_start >= fourth_step.earliest_start) over earlier_event
 *     end as fifth_start
 *   from fourth_step
 *   window earlier_event as (
 *     partition by fourth_step.visitor
 *     order by fourth_step.occurred_at, fourth_step.place
 *     rows between unbounded preceding and 1 preceding
 *   )
 * ),
 * sixth_step as (
 *   select
 *     fifth_step.visitor,
 *     fifth_step.occurred_at,
 *     fifth_step.event_type,
 *     fifth_step.place,
 *     fifth_step.earliest_start,
 *     fifth_step.first_start,
 *     fifth_step.second_start,
 *     fifth_step.third_start,
 *     fifth_step.fourth_start,
 *     fifth_step.fifth_start,
 *     case
 *       when fifth_step.event_type = (:steps!::text[])[6]
 *       then max(fifth_step.fifth_start) filter (where fifth_step.fifth_start >= fifth_step.earliest_start) over earlier_event
 *     end as sixth_start
 *   from fifth_step
 *   window earlier_event as (
 *     partition by fifth_step.visitor
 *     order by fifth_step.occurred_at, fifth_step.place
 *     rows between unbounded preceding and 1 preceding
 *   )
 * ),
 * deepest_step as (
 *   select
 *     sixth_step.visitor,
 *     max(
 *       case
 *         when sixth_step.sixth_start >= sixth_step.earliest_start then 6
 *         when sixth_step.fifth_start >= sixth_step.earliest_start then 5
 *         when sixth_step.fourth_start >= sixth_step.earliest_start then 4
 *         when sixth_step.third_start >= sixth_step.earliest_start then 3
 *         when sixth_step.second_start >= sixth_step.earliest_start then 2
 *         when sixth_step.first_start is not null then 1
 *       end
 *     ) as depth
 *   from sixth_step
 *   group by sixth_step.visitor
 * ),
 * depth_count as (
 *   select
 *     deepest_step.depth,
 *     count(*) as visitor_count
 *   from deepest_step
 *   group by deepest_step.depth
 * )
 * select
 *   wanted.event_type as "event_type!",
 *   coalesce(sum(depth_count.visitor_count), 0)::bigint as "visitor_count!"
 * from unnest(:steps!::text[]) with ordinality as wanted (event_type, place)
 * left join depth_count on depth_count.depth >= wanted.place
 * group by wanted.event_type, wanted.place
 * order by wanted.place
 * ```
 */
export const countAnalyticsFunnel = new PreparedQuery<CountAnalyticsFunnelParams, CountAnalyticsFunnelRow>(
  '{"usedParamSet":{"steps":true,"withinMs":true,"fromTime":true,"toTime":true},"params":[{"name":"steps","required":true,"transform":{"type":"scalar"},"locs":[{"a":557,"b":563},{"a":770,"b":776},{"a":1130,"b":1136},{"a":1449,"b":1455},{"a":2081,"b":2087},{"a":2742,"b":2748},{"a":3433,"b":3439},{"a":4150,"b":4156},{"a":5341,"b":5347}]},{"name":"withinMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":648,"b":657}]},{"name":"fromTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":827,"b":836}]},{"name":"toTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":877,"b":884}]}],"statement":"-- The visitors who took the steps in their order, each after the one before and all within a time of the first. There are two\\n-- to six steps.\\n-- Each event that is step n knows the latest first step that leads to it by way of steps 2 to n - 1: if that one is too long\\n-- ago, so is every other. All windows have one order, so the events are sorted once. Events of one time count in the order\\n-- of the steps.\\nwith step_event as (\\n  select\\n    analytics_events.visitor,\\n    analytics_events.occurred_at,\\n    analytics_events.event_type,\\n    array_position(:steps!::text[], analytics_events.event_type) as place,\\n    analytics_events.occurred_at - :withinMs! * interval \'1 millisecond\' as earliest_start\\n  from analytics_events\\n  where analytics_events.event_type = any(:steps!::text[])\\n    and analytics_events.occurred_at >= :fromTime!\\n    and analytics_events.occurred_at < :toTime!\\n    and analytics_events.visitor is not null\\n),\\nfirst_step as (\\n  select\\n    step_event.visitor,\\n    step_event.occurred_at,\\n    step_event.event_type,\\n    step_event.place,\\n    step_event.earliest_start,\\n    case when step_event.event_type = (:steps!::text[])[1] then step_event.occurred_at end as first_start\\n  from step_event\\n),\\nsecond_step as (\\n  select\\n    first_step.visitor,\\n    first_step.occurred_at,\\n    first_step.event_type,\\n    first_step.place,\\n    first_step.earliest_start,\\n    first_step.first_start,\\n    case\\n      when first_step.event_type = (:steps!::text[])[2]\\n      then max(first_step.first_start) filter (where first_step.first_start >= first_step.earliest_start) over earlier_event\\n    end as second_start\\n  from first_step\\n  window earlier_event as (\\n    partition by first_step.visitor\\n    order by first_step.occurred_at, first_step.place\\n    rows between unbounded preceding and 1 preceding\\n  )\\n),\\nthird_step as (\\n  select\\n    second_step.visitor,\\n    second_step.occurred_at,\\n    second_step.event_type,\\n    second_step.place,\\n    second_step.earliest_start,\\n    second_step.first_start,\\n    second_step.second_start,\\n    case\\n      when second_step.event_type = (:steps!::text[])[3]\\n      then max(second_step.second_start) filter (where second_step.second_start >= second_step.earliest_start) over earlier_event\\n    end as third_start\\n  from second_step\\n  window earlier_event as (\\n    partition by second_step.visitor\\n    order by second_step.occurred_at, second_step.place\\n    rows between unbounded preceding and 1 preceding\\n  )\\n),\\nfourth_step as (\\n  select\\n    third_step.visitor,\\n    third_step.occurred_at,\\n    third_step.event_type,\\n    third_step.place,\\n    third_step.earliest_start,\\n    third_step.first_start,\\n    third_step.second_start,\\n    third_step.third_start,\\n    case\\n      when third_step.event_type = (:steps!::text[])[4]\\n      then max(third_step.third_start) filter (where third_step.third_start >= third_step.earliest_start) over earlier_event\\n    end as fourth_start\\n  from third_step\\n  window earlier_event as (\\n    partition by third_step.visitor\\n    order by third_step.occurred_at, third_step.place\\n    rows between unbounded preceding and 1 preceding\\n  )\\n),\\nfifth_step as (\\n  select\\n    fourth_step.visitor,\\n    fourth_step.occurred_at,\\n    fourth_step.event_type,\\n    fourth_step.place,\\n    fourth_step.earliest_start,\\n    fourth_step.first_start,\\n    fourth_step.second_start,\\n    fourth_step.third_start,\\n    fourth_step.fourth_start,\\n    case\\n      when fourth_step.event_type = (:steps!::text[])[5]\\n      then max(fourth_step.fourth_start) filter (where fourth_step.fourth_start >= fourth_step.earliest_start) over earlier_event\\n    end as fifth_start\\n  from fourth_step\\n  window earlier_event as (\\n    partition by fourth_step.visitor\\n    order by fourth_step.occurred_at, fourth_step.place\\n    rows between unbounded preceding and 1 preceding\\n  )\\n),\\nsixth_step as (\\n  select\\n    fifth_step.visitor,\\n    fifth_step.occurred_at,\\n    fifth_step.event_type,\\n    fifth_step.place,\\n    fifth_step.earliest_start,\\n    fifth_step.first_start,\\n    fifth_step.second_start,\\n    fifth_step.third_start,\\n    fifth_step.fourth_start,\\n    fifth_step.fifth_start,\\n    case\\n      when fifth_step.event_type = (:steps!::text[])[6]\\n      then max(fifth_step.fifth_start) filter (where fifth_step.fifth_start >= fifth_step.earliest_start) over earlier_event\\n    end as sixth_start\\n  from fifth_step\\n  window earlier_event as (\\n    partition by fifth_step.visitor\\n    order by fifth_step.occurred_at, fifth_step.place\\n    rows between unbounded preceding and 1 preceding\\n  )\\n),\\ndeepest_step as (\\n  select\\n    sixth_step.visitor,\\n    max(\\n      case\\n        when sixth_step.sixth_start >= sixth_step.earliest_start then 6\\n        when sixth_step.fifth_start >= sixth_step.earliest_start then 5\\n        when sixth_step.fourth_start >= sixth_step.earliest_start then 4\\n        when sixth_step.third_start >= sixth_step.earliest_start then 3\\n        when sixth_step.second_start >= sixth_step.earliest_start then 2\\n        when sixth_step.first_start is not null then 1\\n      end\\n    ) as depth\\n  from sixth_step\\n  group by sixth_step.visitor\\n),\\ndepth_count as (\\n  select\\n    deepest_step.depth,\\n    count(*) as visitor_count\\n  from deepest_step\\n  group by deepest_step.depth\\n)\\nselect\\n  wanted.event_type as \\"event_type!\\",\\n  coalesce(sum(depth_count.visitor_count), 0)::bigint as \\"visitor_count!\\"\\nfrom unnest(:steps!::text[]) with ordinality as wanted (event_type, place)\\nleft join depth_count on depth_count.depth >= wanted.place\\ngroup by wanted.event_type, wanted.place\\norder by wanted.place"}',
  '{"name":"countAnalyticsFunnel","file":"analytics.sql","parameterTypes":{"steps":"text[]","withinMs":"float8","fromTime":"timestamptz","toTime":"timestamptz"},"tables":["analytics_events"],"access":"read"}',
)

/** Parameters of `listTopAnalyticsSubjects`. */
export interface ListTopAnalyticsSubjectsParams {
  readonly dimension: AnalyticsDimension
  readonly eventType: string
  readonly fromDay: string
  readonly toDay: string
  readonly limit: number
}

/** A row of `listTopAnalyticsSubjects`. */
export interface ListTopAnalyticsSubjectsRow {
  /** The product, stream or seller, by the dimension; null for the whole marketplace. */
  readonly subjectId: string
  readonly eventCount: number
  readonly visitorCount: number
}

/**
 * The products, streams or sellers with the most events of a kind in a number of days, most first, from the counts of days.
 *
 * [sql/analytics.sql:354](../sql/analytics.sql#L354)
 *
 * ```sql
 * select
 *   analytics_daily.subject_id as "subject_id!",
 *   sum(analytics_daily.event_count)::bigint as "event_count!",
 *   sum(analytics_daily.visitor_count)::bigint as "visitor_count!"
 * from analytics_daily
 * where analytics_daily.dimension = :dimension!
 *   and analytics_daily.dimension <> 'all'
 *   and analytics_daily.event_type = :eventType!
 *   and analytics_daily.day between :fromDay! and :toDay!
 * group by analytics_daily.subject_id
 * order by 2 desc, analytics_daily.subject_id
 * limit (select :limit!::bigint)
 * ```
 */
export const listTopAnalyticsSubjects = new PreparedQuery<ListTopAnalyticsSubjectsParams, ListTopAnalyticsSubjectsRow>(
  '{"usedParamSet":{"dimension":true,"eventType":true,"fromDay":true,"toDay":true,"limit":true},"params":[{"name":"dimension","required":true,"transform":{"type":"scalar"},"locs":[{"a":361,"b":371}]},{"name":"eventType","required":true,"transform":{"type":"scalar"},"locs":[{"a":449,"b":459}]},{"name":"fromDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":495,"b":503}]},{"name":"toDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":509,"b":515}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":611,"b":617}]}],"statement":"-- The products, streams or sellers with the most events of a kind in a number of days, most first, from the counts of days.\\nselect\\n  analytics_daily.subject_id as \\"subject_id!\\",\\n  sum(analytics_daily.event_count)::bigint as \\"event_count!\\",\\n  sum(analytics_daily.visitor_count)::bigint as \\"visitor_count!\\"\\nfrom analytics_daily\\nwhere analytics_daily.dimension = :dimension!\\n  and analytics_daily.dimension <> \'all\'\\n  and analytics_daily.event_type = :eventType!\\n  and analytics_daily.day between :fromDay! and :toDay!\\ngroup by analytics_daily.subject_id\\norder by 2 desc, analytics_daily.subject_id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listTopAnalyticsSubjects","file":"analytics.sql","parameterTypes":{"dimension":"analytics_dimension","eventType":"text","fromDay":"date","toDay":"date","limit":"int8"},"tables":["analytics_daily"],"access":"read"}',
)

/** Parameters of `listAnalyticsDays`. */
export interface ListAnalyticsDaysParams {
  readonly eventTypes: readonly (string | null)[]
  readonly fromDay: string
  readonly toDay: string
}

/** A row of `listAnalyticsDays`. */
export interface ListAnalyticsDaysRow {
  readonly day: string
  /** The kind of event. */
  readonly eventType: string
  /** The currency of the value; null for events without one. */
  readonly currency: string | null
  /** The number of events. */
  readonly eventCount: number
  /** The number of pseudonyms among the events. */
  readonly visitorCount: number
  /** The sum of the values, in the minor unit of the currency, or 2^53 - 1 if it is more; null for events without one. */
  readonly valueMinor: number | null
}

/**
 * The counts of the whole marketplace, by day and kind of event.
 *
 * [sql/analytics.sql:369](../sql/analytics.sql#L369)
 *
 * ```sql
 * select
 *   analytics_daily.day::text as "day!",
 *   analytics_daily.event_type,
 *   analytics_daily.currency,
 *   analytics_daily.event_count,
 *   analytics_daily.visitor_count,
 *   analytics_daily.value_minor
 * from analytics_daily
 * where analytics_daily.subject_id is null
 *   and analytics_daily.event_type = any((select :eventTypes!::text[])::text[])
 *   and analytics_daily.day between :fromDay! and :toDay!
 * order by analytics_daily.day, analytics_daily.event_type, analytics_daily.currency
 * ```
 */
export const listAnalyticsDays = new PreparedQuery<ListAnalyticsDaysParams, ListAnalyticsDaysRow>(
  '{"usedParamSet":{"eventTypes":true,"fromDay":true,"toDay":true},"params":[{"name":"eventTypes","required":true,"transform":{"type":"scalar"},"locs":[{"a":463,"b":474}]},{"name":"fromDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":528,"b":536}]},{"name":"toDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":542,"b":548}]}],"statement":"-- The counts of the whole marketplace, by day and kind of event.\\n-- lint-disable unbounded-list: the days and kinds are few, and bounded by the repository\\nselect\\n  analytics_daily.day::text as \\"day!\\",\\n  analytics_daily.event_type,\\n  analytics_daily.currency,\\n  analytics_daily.event_count,\\n  analytics_daily.visitor_count,\\n  analytics_daily.value_minor\\nfrom analytics_daily\\nwhere analytics_daily.subject_id is null\\n  and analytics_daily.event_type = any((select :eventTypes!::text[])::text[])\\n  and analytics_daily.day between :fromDay! and :toDay!\\norder by analytics_daily.day, analytics_daily.event_type, analytics_daily.currency"}',
  '{"name":"listAnalyticsDays","file":"analytics.sql","parameterTypes":{"eventTypes":"text[]","fromDay":"date","toDay":"date"},"tables":["analytics_daily"],"access":"read"}',
)

/** Parameters of `listAnalyticsDaysOfSubject`. */
export interface ListAnalyticsDaysOfSubjectParams {
  readonly subjectId: string
  readonly eventTypes: readonly (string | null)[]
  readonly fromDay: string
  readonly toDay: string
  readonly dimension: AnalyticsDimension
}

/** A row of `listAnalyticsDaysOfSubject`. */
export interface ListAnalyticsDaysOfSubjectRow {
  readonly day: string
  /** The kind of event. */
  readonly eventType: string
  /** The currency of the value; null for events without one. */
  readonly currency: string | null
  /** The number of events. */
  readonly eventCount: number
  /** The number of pseudonyms among the events. */
  readonly visitorCount: number
  /** The sum of the values, in the minor unit of the currency, or 2^53 - 1 if it is more; null for events without one. */
  readonly valueMinor: number | null
}

/**
 * The counts of one product, stream or seller, by day and kind of event.
 * The dimension is looked at last: a plan for any of them would take the index that begins with it.
 *
 * [sql/analytics.sql:385](../sql/analytics.sql#L385)
 *
 * ```sql
 * with subject_day as materialized (
 *   select
 *     analytics_daily.dimension,
 *     analytics_daily.day,
 *     analytics_daily.event_type,
 *     analytics_daily.currency,
 *     analytics_daily.event_count,
 *     analytics_daily.visitor_count,
 *     analytics_daily.value_minor
 *   from analytics_daily
 *   where analytics_daily.subject_id = :subjectId!
 *     and analytics_daily.event_type = any((select :eventTypes!::text[])::text[])
 *     and analytics_daily.day between :fromDay! and :toDay!
 * )
 * select
 *   subject_day.day::text as "day!",
 *   subject_day.event_type,
 *   subject_day.currency,
 *   subject_day.event_count,
 *   subject_day.visitor_count,
 *   subject_day.value_minor
 * from subject_day
 * where subject_day.dimension = :dimension!
 * order by subject_day.day, subject_day.event_type, subject_day.currency
 * ```
 */
export const listAnalyticsDaysOfSubject = new PreparedQuery<ListAnalyticsDaysOfSubjectParams, ListAnalyticsDaysOfSubjectRow>(
  '{"usedParamSet":{"subjectId":true,"eventTypes":true,"fromDay":true,"toDay":true,"dimension":true},"params":[{"name":"subjectId","required":true,"transform":{"type":"scalar"},"locs":[{"a":587,"b":597}]},{"name":"eventTypes","required":true,"transform":{"type":"scalar"},"locs":[{"a":648,"b":659}]},{"name":"fromDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":715,"b":723}]},{"name":"toDay","required":true,"transform":{"type":"scalar"},"locs":[{"a":729,"b":735}]},{"name":"dimension","required":true,"transform":{"type":"scalar"},"locs":[{"a":960,"b":970}]}],"statement":"-- The counts of one product, stream or seller, by day and kind of event.\\n-- The dimension is looked at last: a plan for any of them would take the index that begins with it.\\n-- lint-disable unbounded-list: the days and kinds are few, and bounded by the repository\\nwith subject_day as materialized (\\n  select\\n    analytics_daily.dimension,\\n    analytics_daily.day,\\n    analytics_daily.event_type,\\n    analytics_daily.currency,\\n    analytics_daily.event_count,\\n    analytics_daily.visitor_count,\\n    analytics_daily.value_minor\\n  from analytics_daily\\n  where analytics_daily.subject_id = :subjectId!\\n    and analytics_daily.event_type = any((select :eventTypes!::text[])::text[])\\n    and analytics_daily.day between :fromDay! and :toDay!\\n)\\nselect\\n  subject_day.day::text as \\"day!\\",\\n  subject_day.event_type,\\n  subject_day.currency,\\n  subject_day.event_count,\\n  subject_day.visitor_count,\\n  subject_day.value_minor\\nfrom subject_day\\nwhere subject_day.dimension = :dimension!\\norder by subject_day.day, subject_day.event_type, subject_day.currency"}',
  '{"name":"listAnalyticsDaysOfSubject","file":"analytics.sql","parameterTypes":{"subjectId":"uuid","eventTypes":"text[]","fromDay":"date","toDay":"date","dimension":"analytics_dimension"},"tables":["analytics_daily"],"access":"read"}',
)
