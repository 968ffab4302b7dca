/*
Counts of a user, in a table of their own: they change often, and a row of users is wide and read by many. A user without a
row has none of anything. Triggers of the tables that are counted keep them; souk-db recount compares them.
*/

set local lock_timeout = '3s';

create table user_stats (
  user_id uuid not null,
  follower_count integer not null default 0,
  following_count integer not null default 0,
  rating_1_count integer not null default 0,
  rating_2_count integer not null default 0,
  rating_3_count integer not null default 0,
  rating_4_count integer not null default 0,
  rating_5_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_stats_pkey primary key (user_id),
  constraint fk_user_stats_user foreign key (user_id) references users (id) on delete cascade,
  constraint ck_user_stats_follower_count_not_negative check (follower_count >= 0),
  constraint ck_user_stats_following_count_not_negative check (following_count >= 0),
  constraint ck_user_stats_rating_1_count_not_negative check (rating_1_count >= 0),
  constraint ck_user_stats_rating_2_count_not_negative check (rating_2_count >= 0),
  constraint ck_user_stats_rating_3_count_not_negative check (rating_3_count >= 0),
  constraint ck_user_stats_rating_4_count_not_negative check (rating_4_count >= 0),
  constraint ck_user_stats_rating_5_count_not_negative check (rating_5_count >= 0)
);

create trigger tr_user_stats_updated_at before update on user_stats
  for each row execute function set_updated_at();

comment on table user_stats is 'The counts of a user, kept by triggers. A user without a row has none of anything. @name UserStats';
comment on column user_stats.user_id is 'The user who is counted. @personal user_id';
comment on column user_stats.follower_count is 'The number of users who follow the user. @personal user_id';
comment on column user_stats.following_count is 'The number of users whom the user follows. @personal user_id';
comment on column user_stats.rating_1_count is 'The number of visible reviews of the user with one star. @personal user_id';
comment on column user_stats.rating_2_count is 'The number of visible reviews of the user with two stars. @personal user_id';
comment on column user_stats.rating_3_count is 'The number of visible reviews of the user with three stars. @personal user_id';
comment on column user_stats.rating_4_count is 'The number of visible reviews of the user with four stars. @personal user_id';
comment on column user_stats.rating_5_count is 'The number of visible reviews of the user with five stars. @personal user_id';
comment on column user_stats.created_at is 'The time when the row was made. @impersonal';
comment on column user_stats.updated_at is 'The time of the last change. @impersonal';
