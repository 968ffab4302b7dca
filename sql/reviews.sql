/*
reviews: the opinions of the parties of a payment about each other.

Triggers keep the counts of user_stats: see the head of migration 19. What a moderator hid is for its writer and for
administrators alone.
*/

/* @name writeReview */
-- Writes a review; returns no row if the id is taken, if the party has reviewed the payment already, if the payment was never
-- completed, or if the acting user is none of its parties or has no open account.
with acting_user as (
  select users.id
  from users
  where users.id = :reviewerId!
    and users.is_active
  for key share
)
insert into reviews (id, payment_id, product_id, reviewer_id, reviewee_id, rating, content, request_digest)
select
  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
  transactions.id,
  transactions.product_id,
  acting_user.id,
  case when transactions.buyer_id = acting_user.id then transactions.seller_id else transactions.buyer_id end,
  :rating!::integer,
  :content, -- null: stars alone
  :requestDigest
from acting_user
join transactions on transactions.id = :paymentId!
where acting_user.id in (transactions.buyer_id, transactions.seller_id)
  and is_reviewable_payment(
    transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at
  )
on conflict do nothing
returning
  reviews.*;

/* @name findRepeatedReview */
-- The review that the same content made, hidden or not.
-- primary-only: whether a command is repeated hangs on it
select
  reviews.*
from reviews
where reviews.id = :id!
  and reviews.request_digest = :requestDigest!;

/* @name judgeReviewer */
-- The reasons for which a payment is not reviewed by its acting user.
-- primary-only: a right hangs on it
select
  acting_user.is_active is true as "is_open!",
  :reviewerId! in (transactions.buyer_id, transactions.seller_id) as "is_party!",
  is_reviewable_payment(
    transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at
  ) as "is_reviewable!",
  exists (
    select from reviews
    where reviews.payment_id = transactions.id
      and reviews.reviewer_id = :reviewerId!
  ) as "is_written!"
from transactions
left join users as acting_user on acting_user.id = :reviewerId!
where transactions.id = :paymentId!;

/* @name reviseReview */
-- Writes a review anew; returns no row unless it is the acting user's, public, unanswered and at most 14 days old.
-- tr_reviews_count_changed brings the counts along.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update reviews
set
  rating = :rating!::integer,
  content = :content -- null: stars alone
from acting_user
where reviews.id = :id!
  and reviews.reviewer_id = acting_user.id
  and reviews.hidden_at is null
  and reviews.reply is null
  and reviews.created_at > now() - interval '14 days'
returning
  reviews.*;

/* @name replyToReview */
-- Sets the answer of the user whom a review is about; returns no row if the acting user is somebody else, or closed, or if the
-- review is hidden: its words are not for that user any more.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update reviews
set
  reply = :reply::text, -- null: takes the answer back
  replied_at = case
    when :reply::text is null then null
    when reviews.reply = :reply::text then reviews.replied_at
    else now()
  end
from acting_user
where reviews.id = :id!
  and reviews.reviewee_id = acting_user.id
  and reviews.hidden_at is null
returning
  reviews.*;

/* @name judgeReviewParty */
-- The reasons for which a command on a review is not its acting user's.
-- primary-only: a right hangs on it
select
  reviews.reviewer_id = :userId! as "is_reviewer!",
  reviews.reviewee_id = :userId! as "is_reviewee!",
  acting_user.is_active is true as "is_open!"
from reviews
left join users as acting_user on acting_user.id = :userId!
where reviews.id = :id!;

/* @name hideReview */
-- Hides a review on behalf of an administrator; returns no row if the acting user is none. Of a hidden one nothing changes.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
wanted_review as (
  select
    reviews.id,
    reviews.hidden_at is null as is_shown,
    acting_admin.id as admin_id
  from acting_admin
  join reviews on reviews.id = :id!
  for no key update of reviews
),
hidden_review as (
  update reviews
  set
    hidden_at = coalesce(reviews.hidden_at, now()),
    hidden_by = case when reviews.hidden_at is null then wanted_review.admin_id else reviews.hidden_by end
  from wanted_review
  where reviews.id = wanted_review.id
  returning
    reviews.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    wanted_review.admin_id,
    'hide',
    'review',
    hidden_review.id,
    hidden_review.reviewer_id
  from hidden_review
  join wanted_review
    on wanted_review.id = hidden_review.id
    and wanted_review.is_shown
)
select
  hidden_review.*
from hidden_review;

/* @name unhideReview */
-- Shows a hidden review again, on behalf of an administrator; returns no row if the acting user is none.
-- What changes nothing is not logged.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
wanted_review as (
  select
    reviews.id,
    reviews.hidden_at is not null as is_hidden,
    acting_admin.id as admin_id
  from acting_admin
  join reviews on reviews.id = :id!
  for no key update of reviews
),
shown_review as (
  update reviews
  set
    hidden_at = null,
    hidden_by = null
  from wanted_review
  where reviews.id = wanted_review.id
  returning
    reviews.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    wanted_review.admin_id,
    'unhide',
    'review',
    shown_review.id,
    shown_review.reviewer_id
  from shown_review
  join wanted_review
    on wanted_review.id = shown_review.id
    and wanted_review.is_hidden
)
select
  shown_review.*
from shown_review;

/* @name findReview */
-- A review that is public.
select
  reviews.*
from reviews
where reviews.id = :id!
  and reviews.hidden_at is null;

/* @name findReviewForModeration */
-- A review, hidden or not; no row if the acting user is no administrator.
-- primary-only: a right hangs on it
select
  reviews.*
from reviews
where reviews.id = :id!
  and exists (
    select from users
    where users.id = :adminId!
      and users.role = 'admin'
      and users.is_active
  );

/* @name listReviewsByIds */
-- Public reviews in the order of their ids in the list; those that do not exist or are hidden are left out.
select
  reviews.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join reviews on reviews.id = wanted.id
where reviews.hidden_at is null
order by wanted.place;

/* @name listReviewsByPayment */
-- The reviews of a payment, oldest first, for its parties: those that are public, and the acting user's own. Nothing for anybody
-- else.
select
  reviews.*
from reviews
where reviews.payment_id = :paymentId!
  and :userId! in (reviews.reviewer_id, reviews.reviewee_id)
  and (reviews.hidden_at is null or reviews.reviewer_id = :userId!)
order by reviews.created_at, reviews.id
limit 2 -- one of each party
;

/* @name listNewestReviews */
-- The public reviews of a user, newest first, each with its writer's profile, looked up row by row as in listProductFeed.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- All ratings are walked in ix_reviews_reviewee_created, one of them in ix_reviews_reviewee_rating.
with page as (
  select
    reviews.*
  from reviews
  where reviews.reviewee_id = :userId!
    and reviews.hidden_at is null
    /*[if rating]*/ and reviews.rating = :rating!::integer /*[end]*/
    /*[if afterTime afterId]*/
    and reviews.created_at <= :afterTime!
    and (reviews.created_at, reviews.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by reviews.created_at desc, reviews.id desc
  limit (select :limit!::bigint)
)
select
  page.*,
  page.created_at::text as "created_at_exact!",
  reviewer.*
from page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.reviewer_id
  limit 1
) as reviewer
order by page.created_at desc, page.id desc;

/* @name listReviewsByRating */
-- The public reviews of a user, those with most stars first, of equally many the newest first.
with page as (
  select
    reviews.*
  from reviews
  where reviews.reviewee_id = :userId!
    and reviews.hidden_at is null
    /*[if afterRating afterTime afterId]*/
    and reviews.rating <= :afterRating!::integer
    and (reviews.rating, reviews.created_at, reviews.id) < (:afterRating!::integer, :afterTime!, :afterId!)
    /*[end]*/
  order by reviews.rating desc, reviews.created_at desc, reviews.id desc
  limit (select :limit!::bigint)
)
select
  page.*,
  page.created_at::text as "created_at_exact!",
  reviewer.*
from page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.reviewer_id
  limit 1
) as reviewer
order by page.rating desc, page.created_at desc, page.id desc;

/* @name listReviewsByReviewer */
-- The reviews that a user wrote, newest first, for that user: the hidden ones too.
select
  reviews.*,
  reviews.created_at::text as "created_at_exact!"
from reviews
where reviews.reviewer_id = :userId!
  /*[if afterTime afterId]*/
  and reviews.created_at <= :afterTime!
  and (reviews.created_at, reviews.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by reviews.created_at desc, reviews.id desc
limit (select :limit!::bigint);

/* @name findRatings */
-- The number of public reviews of a user for each number of stars.
select
  coalesce(user_stats.rating_1_count, 0) as "rating_1_count!",
  coalesce(user_stats.rating_2_count, 0) as "rating_2_count!",
  coalesce(user_stats.rating_3_count, 0) as "rating_3_count!",
  coalesce(user_stats.rating_4_count, 0) as "rating_4_count!",
  coalesce(user_stats.rating_5_count, 0) as "rating_5_count!"
from users
left join user_stats on user_stats.user_id = users.id
where users.id = :userId!;

/* @name recountRatings */
-- Compares the counts of the next users with their reviews, and repairs them. afterId null: begins with the first user.
select
  counted.last_id as "last_id?",
  counted.checked as "checked!",
  counted.drifted as "drifted!"
from recount_ratings(:afterId::uuid, :limit!::integer) as counted;
