/*
badges: what users are known for.

Each rule is one statement over some users. It looks at facts that stay once they are true, and leaves alone whoever has, or had,
the badge: to run it again, or twice at once, changes nothing. The badge of verification comes and goes with users.is_verified by
trigger; its rule finds nothing to do but after an import without triggers.
Triggers keep user_stats.badges: see the head of migration 24.
*/

/* @name awardVerified */
-- Awards the badge of verification to those among the users who are verified.
insert into badges (user_id, badge_type, reason)
select
  users.id,
  'verified',
  'A verification was approved.'
from users
where users.id = any(:userIds!::uuid[])
  and users.is_verified
  and not exists (
    select from badges as held_badge
    where held_badge.user_id = users.id
      and held_badge.badge_type = 'verified'
  )
order by users.id -- in every session the same: two that award the same badges wait and do not deadlock
on conflict (user_id, badge_type) do nothing
returning
  badges.*;

/* @name awardFirstSale */
-- Awards the badge of the first sale to those among the users who sold something that was paid.
insert into badges (user_id, badge_type, reason)
select
  users.id,
  'first_sale',
  'Something was sold and paid for.'
from users
where users.id = any(:userIds!::uuid[])
  and users.is_active
  and exists (
    select from transactions
    where transactions.seller_id = users.id
      and transactions.status = 'completed'
  )
  and not exists (
    select from badges as held_badge
    where held_badge.user_id = users.id
      and held_badge.badge_type = 'first_sale'
  )
order by users.id
on conflict (user_id, badge_type) do nothing
returning
  badges.*;

/* @name awardTopSeller */
-- Awards the badge of top sellers to those among the users who have so many completed sales.
-- lint-disable total-order: only the number of the sales matters.
insert into badges (user_id, badge_type, reason)
select
  users.id,
  'top_seller',
  format('%s sales were completed.', :sales!::integer)
from users
where users.id = any(:userIds!::uuid[])
  and users.is_active
  and (
    select count(*)
    from (
      select transactions.completed_at
      from transactions
      where transactions.seller_id = users.id
        and transactions.status = 'completed'
      order by transactions.completed_at -- as the index of sums is, which is all that is read
      limit (select :sales!::integer) -- no more are read of whoever has thousands
    ) as sale
  ) = :sales!::integer
  and not exists (
    select from badges as held_badge
    where held_badge.user_id = users.id
      and held_badge.badge_type = 'top_seller'
  )
order by users.id
on conflict (user_id, badge_type) do nothing
returning
  badges.*;

/* @name awardFiveStars */
-- Awards the badge of reviews with five stars to those among the users who have so many.
insert into badges (user_id, badge_type, reason)
select
  users.id,
  'ten_five_star_reviews',
  format('%s reviews have five stars.', :reviews!::integer)
from users
join user_stats on user_stats.user_id = users.id
where users.id = any(:userIds!::uuid[])
  and users.is_active
  and user_stats.rating_5_count >= :reviews!::integer
  and not exists (
    select from badges as held_badge
    where held_badge.user_id = users.id
      and held_badge.badge_type = 'ten_five_star_reviews'
  )
order by users.id
on conflict (user_id, badge_type) do nothing
returning
  badges.*;

/* @name listBadgeCandidates */
-- The ids of the next users, in the order of their ids. afterId null: begins with the first user.
-- primary-only: work is taken from it
select users.id
from users
where true
  /*[if afterId]*/ and users.id > :afterId! /*[end]*/
order by users.id
limit (select :limit!::bigint);

/* @name awardBadge */
-- Awards a badge on behalf of an administrator; returns no row if the user has it, or if the acting user is no administrator.
-- One that was taken back is awarded anew.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
awarded_badge as (
  insert into badges (user_id, badge_type, reason, awarded_by)
  select
    users.id,
    :badgeType!::badge_type,
    :reason!,
    acting_admin.id
  from acting_admin
  join users on users.id = :userId!
  on conflict (user_id, badge_type) do update
  set
    reason = excluded.reason,
    awarded_at = now(),
    awarded_by = excluded.awarded_by,
    revoked_at = null,
    revoked_by = null
  where badges.revoked_at is not null
  returning
    badges.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
  select
    acting_admin.id,
    'award_badge',
    'user',
    awarded_badge.user_id,
    awarded_badge.user_id,
    awarded_badge.badge_type::text
  from awarded_badge
  cross join acting_admin
)
select
  awarded_badge.*
from awarded_badge;

/* @name revokeBadge */
-- Takes a badge back on behalf of an administrator; returns no row if the user has none of the kind, or if the acting user is no
-- administrator. The row stays, so that no rule awards the badge again.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
revoked_badge as (
  update badges
  set
    revoked_at = greatest(now(), badges.awarded_at),
    revoked_by = acting_admin.id
  from acting_admin
  where badges.user_id = :userId!
    and badges.badge_type = :badgeType!
    and badges.revoked_at is null
  returning
    badges.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
  select
    acting_admin.id,
    'revoke_badge',
    'user',
    revoked_badge.user_id,
    revoked_badge.user_id,
    revoked_badge.badge_type::text
  from revoked_badge
  cross join acting_admin
)
select
  revoked_badge.*
from revoked_badge;

/* @name findBadge */
-- The badge of a kind that a user has.
-- primary-only: work is taken from it
select
  badges.*
from badges
where badges.user_id = :userId!
  and badges.badge_type = :badgeType!
  and badges.revoked_at is null;

/* @name listBadgesByUsers */
-- The badges of some users, in the order of the users in the list, and of each in the order of display.
select
  badges.*
from unnest(:userIds!::uuid[]) with ordinality as wanted (id, place)
join badges on badges.user_id = wanted.id
where badges.revoked_at is null
order by wanted.place, badges.badge_type;

/* @name recountBadges */
-- Compares the lists of badges of the next users with their badges, and repairs them. afterId null: begins with the first user.
select
  counted.last_id as "last_id?",
  counted.checked as "checked!",
  counted.drifted as "drifted!"
from recount_badges(:afterId::uuid, :limit!::integer) as counted;
