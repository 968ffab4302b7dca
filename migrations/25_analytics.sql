/*
Analytics: what visitors did, by the hundred million, without knowing who they are.

- analytics_events is written once and never changed. It has a partition for each month of UTC, named by it
  (analytics_events_2026_11), so that old events go by dropping a table. No partition is made here, since a schema must not
  depend on the day on which it was built: ensure_analytics_partitions makes them ahead, and the first event of a month if
  nobody did. There is no default partition: what lies in it would stand in the way of each new one.
- A visitor is a pseudonym, made with a salt of its day that is deleted when the day is past. After that nobody can tell
  whose it was, or which pseudonyms of two days are one person's.
- analytics_daily holds the counts of each day. roll_up_analytics_day counts a day again, at any time and any number of
  times. Each statement that writes events leaves a row in analytics_dirty_days, by a trigger. Nobody waits for anybody
  there, and counting deletes exactly the marks whose events its snapshot has: a day whose mark is left has events that
  were not counted.
- A partition is made as a table and then attached, because that lets events be written meanwhile; create table … partition
  of would lock them out. To drop one locks everybody out for a moment, so it waits for that lock no longer than events can.
*/

set local lock_timeout = '3s';

create type analytics_dimension as enum ('all', 'product', 'stream', 'seller');

comment on type analytics_dimension is 'The things for which events are counted: the whole marketplace, or one product, stream or seller.';

create table analytics_events (
  id uuid not null default uuidv7(),
  occurred_at timestamptz not null default now(),
  received_at timestamptz not null default now(),
  event_type text not null,
  visitor uuid,
  product_id uuid,
  stream_id uuid,
  seller_id uuid,
  country text,
  value_minor bigint,
  currency text,
  properties jsonb not null default '{}',
  constraint analytics_events_pkey primary key (occurred_at, id),
  constraint ck_analytics_events_event_type_form check (event_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint ck_analytics_events_country_form check (country ~ '^[A-Z]{2}$'),
  constraint ck_analytics_events_value_not_negative check (value_minor >= 0),
  constraint ck_analytics_events_value_with_currency check ((value_minor is null) = (currency is null)),
  constraint ck_analytics_events_currency_iso_4217 check (currency is null or minor_unit_digits(currency) is not null),
  constraint ck_analytics_events_properties_length check (octet_length(properties::text) <= 4096),
  constraint ck_analytics_events_properties_flat check (
    jsonb_typeof(properties) = 'object'
    -- Strict: else an array would be looked into, and pass for what is in it.
    and not jsonb_path_exists(properties, 'strict $.* ? (@.type() == "object" || @.type() == "array")')
  )
) partition by range (occurred_at);

-- The visitors of a kind of event in a time, from the index alone (countAnalyticsFunnel).
create index ix_analytics_events_type_time on analytics_events (event_type, occurred_at) include (visitor);

comment on table analytics_events is 'An event that a visitor caused: written once, never changed, kept by month. @name AnalyticsEvent';
comment on column analytics_events.id is 'The id of the event. A time and an id are there once. @impersonal';
comment on column analytics_events.occurred_at is 'The time of the event, by the clock of whoever reports it. @impersonal';
comment on column analytics_events.received_at is 'The time when the event was written. @impersonal';
comment on column analytics_events.event_type is
'The kind of event, such as product_viewed: small letters, digits and underscores. @impersonal';
comment on column analytics_events.visitor is
'The pseudonym of the visitor on the day of the event, which leads to nobody once the salt of the day is deleted; null if unknown. @impersonal';
comment on column analytics_events.product_id is 'The product that the event is about, which may be gone by now. @impersonal';
comment on column analytics_events.stream_id is 'The stream that the event is about, which may be gone by now. @impersonal';
comment on column analytics_events.seller_id is
'The seller whose product or stream the event is about. @impersonal';
comment on column analytics_events.country is 'The country of the visitor, by ISO 3166-1 alpha-2, such as AE. @impersonal';
comment on column analytics_events.value_minor is 'The money that the event moved, in the minor unit of its currency. @impersonal';
comment on column analytics_events.currency is 'The currency of the value, by ISO 4217. @impersonal';
comment on column analytics_events.properties is
'What else is known of the event: a flat object of at most 4,096 bytes, without personal data. @impersonal';

create table analytics_dirty_days (
  id uuid not null default uuidv7(),
  day date not null,
  created_at timestamptz not null default now(),
  constraint analytics_dirty_days_pkey primary key (day, id)
);

comment on table analytics_dirty_days is
'A mark that events of a day were written and not counted since. @name AnalyticsDirtyDay';
comment on column analytics_dirty_days.id is 'The id of the mark. @impersonal';
comment on column analytics_dirty_days.day is 'The day of the events, by UTC. @impersonal';
comment on column analytics_dirty_days.created_at is 'The time when the events were written. @impersonal';

create table analytics_daily (
  id uuid not null default uuidv7(),
  dimension analytics_dimension not null,
  subject_id uuid,
  event_type text not null,
  day date not null,
  currency text,
  event_count bigint not null,
  visitor_count bigint not null,
  value_minor bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint analytics_daily_pkey primary key (id),
  constraint analytics_daily_subject_id_day_key
    unique nulls not distinct (subject_id, event_type, day, currency, dimension),
  constraint ck_analytics_daily_subject_unless_all check ((subject_id is null) = (dimension = 'all')),
  constraint ck_analytics_daily_event_count_positive check (event_count > 0),
  constraint ck_analytics_daily_visitor_count_within_events check (visitor_count between 0 and event_count),
  constraint ck_analytics_daily_value_with_currency check ((value_minor is null) = (currency is null)),
  constraint ck_analytics_daily_value_not_negative check (value_minor >= 0),
  constraint ck_analytics_daily_currency_length check (char_length(currency) = 3),
  constraint ck_analytics_daily_event_type_length check (char_length(event_type) between 1 and 63)
) with (fillfactor = 80);

-- What happened most in a number of days (listTopAnalyticsSubjects), and the rows of one day (roll_up_analytics_day).
create index ix_analytics_daily_dimension_day on analytics_daily (dimension, day, event_type, subject_id);

create trigger tr_analytics_daily_updated_at before update on analytics_daily
  for each row execute function set_updated_at();

comment on table analytics_daily is
'The counts of a day, by kind of event, thing and currency: made of the events, and made again when they change. @name AnalyticsDay';
comment on column analytics_daily.id is 'The id of the row. @impersonal';
comment on column analytics_daily.dimension is 'The thing that is counted for. @impersonal';
comment on column analytics_daily.subject_id is
'The product, stream or seller, by the dimension; null for the whole marketplace. @impersonal';
comment on column analytics_daily.event_type is 'The kind of event. @impersonal';
comment on column analytics_daily.day is 'The day, by UTC. @impersonal';
comment on column analytics_daily.currency is 'The currency of the value; null for events without one. @impersonal';
comment on column analytics_daily.event_count is 'The number of events. @impersonal';
comment on column analytics_daily.visitor_count is 'The number of pseudonyms among the events. @impersonal';
comment on column analytics_daily.value_minor is
'The sum of the values, in the minor unit of the currency, or 2^53 - 1 if it is more; null for events without one. @impersonal';
comment on column analytics_daily.created_at is 'The time when the day was first counted. @impersonal';
comment on column analytics_daily.updated_at is 'The time when a count last changed. @impersonal';

create table analytics_salts (
  day date not null,
  salt bytea not null,
  created_at timestamptz not null default now(),
  constraint analytics_salts_pkey primary key (day),
  constraint ck_analytics_salts_salt_length check (octet_length(salt) = 32)
);

comment on table analytics_salts is
'The salts of the pseudonyms of these days. They are deleted when their day is past. @name AnalyticsSalt';
comment on column analytics_salts.day is 'The day, by UTC. @impersonal';
comment on column analytics_salts.salt is
'The key with which the ids of visitors become pseudonyms: 32 random bytes. @secret @impersonal';
comment on column analytics_salts.created_at is 'The time when the salt was made. @impersonal';

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function mark_analytics_days() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into analytics_dirty_days (day)
  select distinct (changed_event.occurred_at at time zone 'UTC')::date
  from changed_event;
  return null;
end
$$;

comment on function mark_analytics_days() is 'Marks the days of events that were written or deleted.';

create trigger tr_analytics_events_mark_days after insert on analytics_events
  referencing new table as changed_event
  for each statement execute function mark_analytics_days();

create trigger tr_analytics_events_mark_deleted_days after delete on analytics_events
  referencing old table as changed_event
  for each statement execute function mark_analytics_days();

create trigger tr_analytics_events_stay before update on analytics_events
  for each row execute function refuse_change();

-- The advisory locks of analytics are pairs of 2025 and: 0 for making and dropping partitions, 1 for dropping (alone) and
-- counting (shared), and the number of a day since 1970 for counting it.

create function ensure_analytics_partitions(first_month date, last_month date) returns integer
language plpgsql set search_path from current set lock_timeout = '2s'
as $$
declare
  month_name text;
  month_start timestamp;
  made integer := 0;
begin
  if last_month > first_month + interval '3 years' then
    raise exception 'more than three years of partitions' using errcode = 'invalid_parameter_value';
  end if;
  for month_start in
    select month.starts
    from generate_series(date_trunc('month', first_month::timestamp), last_month::timestamp, interval '1 month') as month (starts)
  loop
    month_name := 'analytics_events_' || to_char(month_start, 'YYYY_MM');
    continue when to_regclass(month_name) is not null;
    perform pg_advisory_xact_lock(2025, 0);
    -- Somebody else may have made it while this one waited. A query sees that; the session's cache of names may not yet.
    continue when exists (
      select from pg_class
      where pg_class.relname = month_name
        and pg_class.relnamespace = (
          select events_class.relnamespace
          from pg_class as events_class
          where events_class.oid = 'analytics_events'::regclass
        )
    );
    execute format('create table %I (like analytics_events including all)', month_name);
    execute format(
      'alter table analytics_events attach partition %I for values from (%L) to (%L)',
      month_name,
      to_char(month_start, 'YYYY-MM-DD 00:00:00+00'),
      to_char(month_start + interval '1 month', 'YYYY-MM-DD 00:00:00+00')
    );
    made := made + 1;
  end loop;
  return made;
exception when lock_not_available then
  return null;
end
$$;

comment on function ensure_analytics_partitions(date, date) is
'Makes the partitions of months that have none, and returns their number; null if another session holds the table for longer than two seconds.';

create function drop_analytics_partition(before_month date) returns date
language plpgsql set search_path from current set lock_timeout = '200ms'
as $$
declare
  oldest_name text;
  oldest_month date;
begin
  if not pg_try_advisory_xact_lock(2025, 0) then
    return null;
  end if;
  select pg_class.relname into oldest_name
  from pg_inherits
  join pg_class on pg_class.oid = pg_inherits.inhrelid
  where pg_inherits.inhparent = 'analytics_events'::regclass
    and pg_class.relname ~ '^analytics_events_[0-9]{4}_[0-9]{2}$'
  order by pg_class.relname
  limit 1;
  oldest_month := to_date(right(oldest_name, 7), 'YYYY_MM');
  if oldest_month is null or oldest_month >= date_trunc('month', before_month::timestamp) then
    return null;
  end if;
  -- Not while a day is counted: it would wait behind the drop and then count nothing.
  if not pg_try_advisory_xact_lock(2025, 1) then
    return null;
  end if;
  lock table only analytics_events in access exclusive mode;
  -- Nothing is written now, so the marks of the month are all there are. What is not counted yet is kept.
  if exists (
    select from analytics_dirty_days
    where analytics_dirty_days.day >= oldest_month
      and analytics_dirty_days.day < oldest_month + interval '1 month'
  ) then
    return null;
  end if;
  execute format('drop table %I', oldest_name);
  return oldest_month;
exception when lock_not_available then
  return null;
end
$$;

comment on function drop_analytics_partition(date) is
'Drops the partition of the oldest month before that of a date, and returns its first day; null if there is none, if it has events that were not counted, or if the table is in use.';

create function roll_up_analytics_day(rolled_day date, may_wait boolean) returns integer
language plpgsql set search_path from current set work_mem = '64MB'
as $$
declare
  day_start timestamptz := rolled_day::timestamp at time zone 'UTC';
  day_end timestamptz := (rolled_day + 1)::timestamp at time zone 'UTC';
  changed integer;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'days are counted at the isolation level read committed'
      using errcode = 'active_sql_transaction';
  end if;
  if may_wait then
    perform pg_advisory_xact_lock_shared(2025, 1);
    perform pg_advisory_xact_lock(2025, rolled_day - date '1970-01-01');
  elsif not pg_try_advisory_xact_lock_shared(2025, 1)
    or not pg_try_advisory_xact_lock(2025, rolled_day - date '1970-01-01') then
    return null;
  end if;
  -- Events that were dropped, or never written: what was counted stays.
  if not exists (
    select from pg_inherits
    where pg_inherits.inhparent = 'analytics_events'::regclass
      and pg_inherits.inhrelid = to_regclass('analytics_events_' || to_char(rolled_day, 'YYYY_MM'))
  ) then
    return 0;
  end if;
  -- One statement, whose snapshot was taken under the locks: the marks that it deletes are those of the events it counts.
  with counted_mark as (
    delete from analytics_dirty_days
    where analytics_dirty_days.day = rolled_day
  ),
  counted_day as materialized (
    select
      counted_subject.dimension,
      counted_subject.subject_id,
      analytics_events.event_type,
      analytics_events.currency,
      count(*) as event_count,
      count(distinct analytics_events.visitor) as visitor_count,
      -- No events, however wrong, keep their day from being counted, or its counts from being read.
      case
        when sum(analytics_events.value_minor) > 9007199254740991 then 9007199254740991
        else sum(analytics_events.value_minor)
      end::bigint as value_minor
    from analytics_events
    cross join lateral (
      values
        ('all'::analytics_dimension, null::uuid),
        ('product', analytics_events.product_id),
        ('stream', analytics_events.stream_id),
        ('seller', analytics_events.seller_id)
    ) as counted_subject (dimension, subject_id)
    where analytics_events.occurred_at >= day_start
      and analytics_events.occurred_at < day_end
      and (counted_subject.dimension = 'all' or counted_subject.subject_id is not null)
    group by counted_subject.dimension, counted_subject.subject_id, analytics_events.event_type, analytics_events.currency
  ),
  emptied_day as (
    delete from analytics_daily
    where analytics_daily.dimension = any (enum_range(null::analytics_dimension))
      and analytics_daily.day = rolled_day
      and not exists (
        select from counted_day
        where counted_day.dimension = analytics_daily.dimension
          and coalesce(counted_day.subject_id::text, '') = coalesce(analytics_daily.subject_id::text, '')
          and counted_day.event_type = analytics_daily.event_type
          and coalesce(counted_day.currency, '') = coalesce(analytics_daily.currency, '')
      )
  )
  insert into analytics_daily (
    dimension,
    subject_id,
    event_type,
    day,
    currency,
    event_count,
    visitor_count,
    value_minor
  )
  select
    counted_day.dimension,
    counted_day.subject_id,
    counted_day.event_type,
    rolled_day,
    counted_day.currency,
    counted_day.event_count,
    counted_day.visitor_count,
    counted_day.value_minor
  from counted_day
  on conflict (subject_id, event_type, day, currency, dimension) do update
  set
    event_count = excluded.event_count,
    visitor_count = excluded.visitor_count,
    value_minor = excluded.value_minor
  where (analytics_daily.event_count, analytics_daily.visitor_count, analytics_daily.value_minor)
    is distinct from (excluded.event_count, excluded.visitor_count, excluded.value_minor);
  get diagnostics changed = row_count;
  return changed;
end
$$;

comment on function roll_up_analytics_day(date, boolean) is
'Counts the events of a day again, and returns the number of counts that changed; null if another session is at it and this one must not wait.';
