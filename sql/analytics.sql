/*
analytics: what visitors did, and the counts of it by day.

Days and months are those of UTC. Lists of days are as long as the time that is asked for, which the repository bounds.
Kinds of events stand in a subselect for the same reason as limits do in products.sql.
*/

/* @name trackAnalyticsEvents */
-- Writes many events, all or none; those that were written before, with the same content, are left as they are.
-- Without a partition for each, or with a time and an id that are taken by other content, it writes nothing and says so. The
-- visitor is compared if both are known: a pseudonym cannot be made again once the salt of its day is gone.
with input as (
  select
    entry.id,
    entry.occurred_at,
    entry.event_type,
    entry.visitor,
    entry.product_id,
    entry.stream_id,
    entry.seller_id,
    entry.country,
    entry.value_minor,
    entry.currency,
    entry.properties,
    analytics_events.id is not null as is_known,
    analytics_events.id is not null
      and (
        entry.visitor <> analytics_events.visitor
        or (
          entry.event_type,
          entry.product_id,
          entry.stream_id,
          entry.seller_id,
          entry.country,
          entry.value_minor,
          entry.currency,
          entry.properties
        ) is distinct from (
          analytics_events.event_type,
          analytics_events.product_id,
          analytics_events.stream_id,
          analytics_events.seller_id,
          analytics_events.country,
          analytics_events.value_minor,
          analytics_events.currency,
          analytics_events.properties
        )
      ) is true as is_taken
  from json_populate_recordset(null::analytics_events, :events!::json) as entry
  left join analytics_events
    on analytics_events.occurred_at = entry.occurred_at
    and analytics_events.id = entry.id
),
obstacle as (
  select
    exists (
      select from input
      where input.is_taken
    ) as is_taken,
    exists (
      select from (
        select distinct to_char(input.occurred_at at time zone 'UTC', 'YYYY_MM') as name
        from input
      ) as month
      where not exists (
        select from pg_inherits
        where pg_inherits.inhparent = 'analytics_events'::regclass
          and pg_inherits.inhrelid = to_regclass('analytics_events_' || month.name)
      )
    ) as lacks_partition
),
written_event as (
  insert into analytics_events (
    id,
    occurred_at,
    event_type,
    visitor,
    product_id,
    stream_id,
    seller_id,
    country,
    value_minor,
    currency,
    properties
  )
  select
    input.id,
    input.occurred_at,
    input.event_type,
    input.visitor,
    input.product_id,
    input.stream_id,
    input.seller_id,
    input.country,
    input.value_minor,
    input.currency,
    input.properties
  from input
  cross join obstacle
  where not input.is_known
    and not obstacle.is_taken
    and not obstacle.lacks_partition
  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
  on conflict do nothing
  returning analytics_events.id
)
select
  obstacle.is_taken as "is_taken!",
  obstacle.lacks_partition as "lacks_partition!",
  (
    select count(*)
    from written_event
  ) + (
    select count(*)
    from input
    where input.is_known
  ) as "present_count!"
from obstacle;

/* @name keepAnalyticsSalt */
-- The salt of a day: the one that is there, or else the given one.
-- The update changes nothing; it returns the row of whoever came first, which this statement's snapshot may not have.
-- lint-disable secret-column: pseudonyms are made with it
with present_salt as (
  select analytics_salts.salt
  from analytics_salts
  where analytics_salts.day = :day!
),
kept_salt as (
  insert into analytics_salts (
    day,
    salt
  )
  select
    :day!,
    :salt!
  where not exists (select from present_salt)
  on conflict (day) do update
  set day = excluded.day
  returning analytics_salts.salt
)
select present_salt.salt
from present_salt
union all
select kept_salt.salt
from kept_salt;

/* @name deleteOldAnalyticsSalts */
-- Deletes the salts of days before yesterday: nobody can make their pseudonyms again.
delete from analytics_salts
where analytics_salts.day < (now() at time zone 'UTC')::date - 1;

/* @name ensureAnalyticsPartitions */
-- Makes the partitions of the months of two days and between, and returns their number; null if the table is held.
select
  ensure_analytics_partitions(:firstDay!, :lastDay!) as "made_count?";

/* @name ensureComingAnalyticsPartitions */
-- Makes the partitions of this month and of so many after it, and returns their number; null if the table is held.
select
  ensure_analytics_partitions(
    (now() at time zone 'UTC')::date,
    ((now() at time zone 'UTC')::date + make_interval(months => :monthsAhead!))::date
  ) as "made_count?";

/* @name dropOldAnalyticsPartition */
-- Drops the oldest partition if its month is more than so many before this one; null if it is not, or cannot go now.
select
  drop_analytics_partition(
    (date_trunc('month', now() at time zone 'UTC') - make_interval(months => :keepMonths!))::date
  ) as "dropped_month?";

/* @name findDirtyAnalyticsDay */
-- The first day after another with events that were not counted.
-- primary-only: work is taken from it
select
  analytics_dirty_days.day::text as "day!"
from analytics_dirty_days
where analytics_dirty_days.day > :afterDay!::date
order by analytics_dirty_days.day, analytics_dirty_days.id
limit 1;

/* @name rollUpAnalyticsDay */
-- Counts a day again, and returns the number of counts that changed; null if another session is at it and this one must not
-- wait.
select
  roll_up_analytics_day(:day!, :mayWait!) as "changed_count?";

/* @name countAnalyticsFunnel */
-- The visitors who took the steps in their order, each after the one before and all within a time of the first. There are two
-- to six steps.
-- Each event that is step n knows the latest first step that leads to it by way of steps 2 to n - 1: if that one is too long
-- ago, so is every other. All windows have one order, so the events are sorted once. Events of one time count in the order
-- of the steps.
with step_event as (
  select
    analytics_events.visitor,
    analytics_events.occurred_at,
    analytics_events.event_type,
    array_position(:steps!::text[], analytics_events.event_type) as place,
    analytics_events.occurred_at - :withinMs! * interval '1 millisecond' as earliest_start
  from analytics_events
  where analytics_events.event_type = any(:steps!::text[])
    and analytics_events.occurred_at >= :fromTime!
    and analytics_events.occurred_at < :toTime!
    and analytics_events.visitor is not null
),
first_step as (
  select
    step_event.visitor,
    step_event.occurred_at,
    step_event.event_type,
    step_event.place,
    step_event.earliest_start,
    case when step_event.event_type = (:steps!::text[])[1] then step_event.occurred_at end as first_start
  from step_event
),
second_step as (
  select
    first_step.visitor,
    first_step.occurred_at,
    first_step.event_type,
    first_step.place,
    first_step.earliest_start,
    first_step.first_start,
    case
      when first_step.event_type = (:steps!::text[])[2]
      then max(first_step.first_start) filter (where first_step.first_start >= first_step.earliest_start) over earlier_event
    end as second_start
  from first_step
  window earlier_event as (
    partition by first_step.visitor
    order by first_step.occurred_at, first_step.place
    rows between unbounded preceding and 1 preceding
  )
),
third_step as (
  select
    second_step.visitor,
    second_step.occurred_at,
    second_step.event_type,
    second_step.place,
    second_step.earliest_start,
    second_step.first_start,
    second_step.second_start,
    case
      when second_step.event_type = (:steps!::text[])[3]
      then max(second_step.second_start) filter (where second_step.second_start >= second_step.earliest_start) over earlier_event
    end as third_start
  from second_step
  window earlier_event as (
    partition by second_step.visitor
    order by second_step.occurred_at, second_step.place
    rows between unbounded preceding and 1 preceding
  )
),
fourth_step as (
  select
    third_step.visitor,
    third_step.occurred_at,
    third_step.event_type,
    third_step.place,
    third_step.earliest_start,
    third_step.first_start,
    third_step.second_start,
    third_step.third_start,
    case
      when third_step.event_type = (:steps!::text[])[4]
      then max(third_step.third_start) filter (where third_step.third_start >= third_step.earliest_start) over earlier_event
    end as fourth_start
  from third_step
  window earlier_event as (
    partition by third_step.visitor
    order by third_step.occurred_at, third_step.place
    rows between unbounded preceding and 1 preceding
  )
),
fifth_step as (
  select
    fourth_step.visitor,
    fourth_step.occurred_at,
    fourth_step.event_type,
    fourth_step.place,
    fourth_step.earliest_start,
    fourth_step.first_start,
    fourth_step.second_start,
    fourth_step.third_start,
    fourth_step.fourth_start,
    case
      when fourth_step.event_type = (:steps!::text[])[5]
      then max(fourth_step.fourth_start) filter (where fourth_step.fourth_start >= fourth_step.earliest_start) over earlier_event
    end as fifth_start
  from fourth_step
  window earlier_event as (
    partition by fourth_step.visitor
    order by fourth_step.occurred_at, fourth_step.place
    rows between unbounded preceding and 1 preceding
  )
),
sixth_step as (
  select
    fifth_step.visitor,
    fifth_step.occurred_at,
    fifth_step.event_type,
    fifth_step.place,
    fifth_step.earliest_start,
    fifth_step.first_start,
    fifth_step.second_start,
    fifth_step.third_start,
    fifth_step.fourth_start,
    fifth_step.fifth_start,
    case
      when fifth_step.event_type = (:steps!::text[])[6]
      then max(fifth_step.fifth_start) filter (where fifth_step.fifth_start >= fifth_step.earliest_start) over earlier_event
    end as sixth_start
  from fifth_step
  window earlier_event as (
    partition by fifth_step.visitor
    order by fifth_step.occurred_at, fifth_step.place
    rows between unbounded preceding and 1 preceding
  )
),
deepest_step as (
  select
    sixth_step.visitor,
    max(
      case
        when sixth_step.sixth_start >= sixth_step.earliest_start then 6
        when sixth_step.fifth_start >= sixth_step.earliest_start then 5
        when sixth_step.fourth_start >= sixth_step.earliest_start then 4
        when sixth_step.third_start >= sixth_step.earliest_start then 3
        when sixth_step.second_start >= sixth_step.earliest_start then 2
        when sixth_step.first_start is not null then 1
      end
    ) as depth
  from sixth_step
  group by sixth_step.visitor
),
depth_count as (
  select
    deepest_step.depth,
    count(*) as visitor_count
  from deepest_step
  group by deepest_step.depth
)
select
  wanted.event_type as "event_type!",
  coalesce(sum(depth_count.visitor_count), 0)::bigint as "visitor_count!"
from unnest(:steps!::text[]) with ordinality as wanted (event_type, place)
left join depth_count on depth_count.depth >= wanted.place
group by wanted.event_type, wanted.place
order by wanted.place;

/* @name listTopAnalyticsSubjects */
-- The products, streams or sellers with the most events of a kind in a number of days, most first, from the counts of days.
select
  analytics_daily.subject_id as "subject_id!",
  sum(analytics_daily.event_count)::bigint as "event_count!",
  sum(analytics_daily.visitor_count)::bigint as "visitor_count!"
from analytics_daily
where analytics_daily.dimension = :dimension!
  and analytics_daily.dimension <> 'all'
  and analytics_daily.event_type = :eventType!
  and analytics_daily.day between :fromDay! and :toDay!
group by analytics_daily.subject_id
order by 2 desc, analytics_daily.subject_id
limit (select :limit!::bigint);

/* @name listAnalyticsDays */
-- The counts of the whole marketplace, by day and kind of event.
-- lint-disable unbounded-list: the days and kinds are few, and bounded by the repository
select
  analytics_daily.day::text as "day!",
  analytics_daily.event_type,
  analytics_daily.currency,
  analytics_daily.event_count,
  analytics_daily.visitor_count,
  analytics_daily.value_minor
from analytics_daily
where analytics_daily.subject_id is null
  and analytics_daily.event_type = any((select :eventTypes!::text[])::text[])
  and analytics_daily.day between :fromDay! and :toDay!
order by analytics_daily.day, analytics_daily.event_type, analytics_daily.currency;

/* @name listAnalyticsDaysOfSubject */
-- The counts of one product, stream or seller, by day and kind of event.
-- The dimension is looked at last: a plan for any of them would take the index that begins with it.
-- lint-disable unbounded-list: the days and kinds are few, and bounded by the repository
with subject_day as materialized (
  select
    analytics_daily.dimension,
    analytics_daily.day,
    analytics_daily.event_type,
    analytics_daily.currency,
    analytics_daily.event_count,
    analytics_daily.visitor_count,
    analytics_daily.value_minor
  from analytics_daily
  where analytics_daily.subject_id = :subjectId!
    and analytics_daily.event_type = any((select :eventTypes!::text[])::text[])
    and analytics_daily.day between :fromDay! and :toDay!
)
select
  subject_day.day::text as "day!",
  subject_day.event_type,
  subject_day.currency,
  subject_day.event_count,
  subject_day.visitor_count,
  subject_day.value_minor
from subject_day
where subject_day.dimension = :dimension!
order by subject_day.day, subject_day.event_type, subject_day.currency;
