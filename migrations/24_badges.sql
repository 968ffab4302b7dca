/*
Badges: what a user is known for, each kind once.

- A rule awards a badge, or an administrator does. What was earned stays when its fact is lost (a first sale that is
  refunded later), but for the badge of verification: it is the mark users.is_verified, and comes and goes with it
  (tr_users_verified_badge), by whatever statement the mark is set.
- A badge that an administrator took back stays as a row with revoked_at, so that no rule awards it again.
- user_stats.badges holds the kinds that a user has, in the order of the enum, which is that of display. It is made anew from
  the rows, under the lock of its own row, by a statement that sees what was committed before it got that lock.

The view profiles is the public face of a user, with rating and badges: all that a list shows of a seller, streamer or
reviewer. The prefix of its columns lets it stand in a row of something else: `profiles.*`. The counts are one look-up in
user_stats.
*/

set local lock_timeout = '3s';

create type badge_type as enum (
  'verified',
  'top_seller',
  'ten_five_star_reviews',
  'community_helper',
  'founding_member',
  'first_sale'
);

comment on type badge_type is 'The kinds of badges, in the order in which they are shown.';

create table badges (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  badge_type badge_type not null,
  reason text not null,
  awarded_at timestamptz not null default now(),
  awarded_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint badges_pkey primary key (id),
  constraint badges_user_id_badge_type_key unique (user_id, badge_type),
  constraint fk_badges_user foreign key (user_id) references users (id) on delete cascade,
  constraint fk_badges_awarded_by foreign key (awarded_by) references users (id) on delete set null,
  constraint fk_badges_revoked_by foreign key (revoked_by) references users (id) on delete set null,
  constraint ck_badges_reason_length check (char_length(reason) between 1 and 500),
  constraint ck_badges_revoked_by_of_revoked check (revoked_by is null or revoked_at is not null),
  constraint ck_badges_verified_not_revoked check (badge_type <> 'verified' or revoked_at is null)
);

create index ix_badges_awarded_by on badges (awarded_by) where awarded_by is not null;
create index ix_badges_revoked_by on badges (revoked_by) where revoked_by is not null;

create trigger tr_badges_updated_at before update on badges
  for each row execute function set_updated_at();

comment on table badges is 'A badge of a user. Each kind is awarded once.';
comment on column badges.id is 'The id of the badge. @impersonal';
comment on column badges.user_id is 'The user who has it. @personal user_id';
comment on column badges.badge_type is 'The kind. @personal user_id';
comment on column badges.reason is 'The reason for the public to read. @personal user_id';
comment on column badges.awarded_at is 'The time when it was awarded. @personal user_id';
comment on column badges.awarded_by is
  'The administrator who awarded it; null if a rule did, or if that account is gone. @secret @personal awarded_by';
comment on column badges.revoked_at is
  'The time when an administrator took it back; null while the user has it. @personal user_id';
comment on column badges.revoked_by is
  'The administrator who took it back; null if the user has it, or if that account is gone. @secret @personal revoked_by';
comment on column badges.created_at is 'The time when the row was made. @impersonal';
comment on column badges.updated_at is 'The time of the last change. @impersonal';

alter table user_stats
  add column badges badge_type[] not null default '{}',
  add constraint ck_user_stats_badges_elements check (array_position(badges, null) is null) not valid;
alter table user_stats validate constraint ck_user_stats_badges_elements;

comment on column user_stats.badges is 'The kinds of badges that the user has, in the order of display. @personal user_id';

create trigger tr_badges_keep_kind before update of user_id, badge_type on badges
  for each row when ((old.user_id, old.badge_type) is distinct from (new.user_id, new.badge_type))
  execute function refuse_change();

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function keep_badges() returns trigger
language plpgsql set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    -- Made where there are none, and locked, in one order: a row that is there is locked by the conflict alone.
    insert into user_stats (user_id)
    select distinct changed_badge.user_id
    from changed_badge
    order by changed_badge.user_id
    on conflict (user_id) do update
    set updated_at = user_stats.updated_at
    where false;
  else
    -- A user who is deleted has no row any more, and gets none.
    perform from user_stats
    where user_stats.user_id in (select changed_badge.user_id from changed_badge)
    order by user_stats.user_id
    for no key update;
  end if;
  update user_stats
  set badges = held.badges
  from (select distinct changed_badge.user_id from changed_badge) as one
  cross join lateral (
    select array(
      select badges.badge_type
      from badges
      where badges.user_id = one.user_id
        and badges.revoked_at is null
      order by badges.badge_type
    ) as badges
  ) as held
  where user_stats.user_id = one.user_id
    and user_stats.badges <> held.badges;
  return null;
end
$$;

comment on function keep_badges() is 'Brings user_stats.badges to what users have.';

create trigger tr_badges_keep_new after insert on badges
  referencing new table as changed_badge
  for each statement execute function keep_badges();

create trigger tr_badges_keep_changed after update on badges
  referencing new table as changed_badge
  for each statement execute function keep_badges();

create trigger tr_badges_keep_deleted after delete on badges
  referencing old table as changed_badge
  for each statement execute function keep_badges();

create function follow_verified_mark() returns trigger
language plpgsql set search_path from current
as $$
begin
  if new.is_verified then
    insert into badges (user_id, badge_type, reason)
    values (new.id, 'verified', 'A verification was approved.')
    on conflict (user_id, badge_type) do nothing;
  else
    delete from badges
    where badges.user_id = new.id
      and badges.badge_type = 'verified';
  end if;
  return null;
end
$$;

comment on function follow_verified_mark() is 'Awards the badge of verification with the mark, and takes it away with it.';

create trigger tr_users_verified_badge after update of is_verified on users
  for each row when (old.is_verified <> new.is_verified)
  execute function follow_verified_mark();

create trigger tr_users_born_verified after insert on users
  for each row when (new.is_verified)
  execute function follow_verified_mark();

-- Users who were verified before there were badges.
insert into badges (user_id, badge_type, reason)
select users.id, 'verified', 'A verification was approved.'
from users
where users.is_verified
order by users.id;

create function recount_badges(
  after_id uuid,
  batch_size integer,
  out last_id uuid,
  out checked integer,
  out drifted integer
)
language plpgsql set search_path from current
as $$
declare
  wanted uuid[];
begin
  wanted := array(
    select users.id
    from users
    where after_id is null or users.id > after_id
    order by users.id
    limit batch_size
  );
  checked := cardinality(wanted);
  last_id := wanted[checked];
  -- Made where there are none, and locked, before the badges are read: as in recount_ratings.
  insert into user_stats (user_id)
  select users.id
  from users
  where users.id = any(wanted)
    and (
      exists (select from user_stats where user_stats.user_id = users.id)
      or exists (select from badges where badges.user_id = users.id)
    )
  order by users.id
  on conflict (user_id) do update
  set updated_at = user_stats.updated_at
  where false;
  update user_stats
  set badges = held.badges
  from unnest(wanted) as one (id)
  cross join lateral (
    select array(
      select badges.badge_type
      from badges
      where badges.user_id = one.id
        and badges.revoked_at is null
      order by badges.badge_type
    ) as badges
  ) as held
  where user_stats.user_id = one.id
    and user_stats.badges <> held.badges;
  get diagnostics drifted = row_count;
end
$$;

comment on function recount_badges(uuid, integer) is
  'Compares user_stats.badges of the next users after an id with their badges, and repairs it.';

create view profiles as
select
  users.id as profile_id,
  users.username as profile_username,
  users.full_name as profile_full_name,
  users.avatar_url as profile_avatar_url,
  users.neighborhood as profile_neighborhood,
  users.is_verified as profile_is_verified,
  not users.is_active as profile_is_closed,
  users.created_at as profile_member_since,
  coalesce(user_stats.follower_count, 0) as profile_follower_count,
  coalesce(user_stats.following_count, 0) as profile_following_count,
  coalesce(
    user_stats.rating_1_count + user_stats.rating_2_count + user_stats.rating_3_count + user_stats.rating_4_count
    + user_stats.rating_5_count,
    0
  ) as profile_rating_count,
  coalesce(
    user_stats.rating_1_count + 2 * user_stats.rating_2_count + 3 * user_stats.rating_3_count
    + 4 * user_stats.rating_4_count + 5 * user_stats.rating_5_count,
    0
  ) as profile_rating_sum,
  user_stats.badges as profile_badges
from users
left join user_stats on user_stats.user_id = users.id;

comment on view profiles is 'The public face of each user: what a list shows of a seller, a streamer or a reviewer.';
comment on column profiles.profile_id is 'The user. @personal profile_id';
comment on column profiles.profile_username is 'The name by which the public knows the user. @personal profile_id';
comment on column profiles.profile_full_name is 'The full name; null if none was given. @personal profile_id';
comment on column profiles.profile_avatar_url is 'The address of the picture; null if there is none. @personal profile_id';
comment on column profiles.profile_neighborhood is 'The part of town in words; null if none was given. @personal profile_id';
comment on column profiles.profile_is_verified is 'True once a verification was approved. @personal profile_id';
comment on column profiles.profile_is_closed is 'True if the account was closed. @personal profile_id';
comment on column profiles.profile_member_since is 'The time when the account was made. @personal profile_id';
comment on column profiles.profile_follower_count is 'The number of users who follow the user. @personal profile_id';
comment on column profiles.profile_following_count is 'The number of users whom the user follows. @personal profile_id';
comment on column profiles.profile_rating_count is 'The number of visible reviews of the user. @personal profile_id';
comment on column profiles.profile_rating_sum is 'The sum of the stars of those reviews. @personal profile_id';
comment on column profiles.profile_badges is 'The kinds of badges, in the order of display; null of a user who has no counts. @personal profile_id';
