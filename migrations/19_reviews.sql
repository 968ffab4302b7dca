/*
Reviews: a party of a payment rates the other one, once.

- A review is of a payment that was completed, or that was paid in full and refunded afterwards: who pays back does not
  thereby silence the other party (is_reviewable_payment). It stays when the money is refunded later: the deal took place.
- Its parties are those of the payment. tr_reviews_of_payment compares them with the payment, whose parties stay when it is
  settled (tr_transactions_settled_keep_terms); tr_reviews_keep_parties keeps them from then on.
- What a moderator hid is not listed and not counted.
- The counts in user_stats are kept by triggers, each of one statement, so that cascades, imports and a service's own SQL
  count too. A count is changed by a difference, under the lock of its row: whoever comes second adds to what the first one
  left. The rows are locked in the order of their ids. recount_ratings() compares the counts with the reviews.

A user and a product with payments are kept, so a review goes only with its payment, which goes only by hand.
*/

set local lock_timeout = '3s';

create function is_reviewable_payment(
  status transaction_status,
  paid_at timestamptz,
  cancelled_at timestamptz,
  expired_at timestamptz
) returns boolean
language sql immutable parallel safe
return status = 'completed'::transaction_status
  or (
    status = 'refunded'::transaction_status
    and paid_at is not null
    and cancelled_at is null
    and expired_at is null
  );

comment on function is_reviewable_payment(transaction_status, timestamptz, timestamptz, timestamptz) is
  'True for a payment that was completed, be it refunded afterwards.';

create table reviews (
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  product_id uuid not null,
  reviewer_id uuid not null,
  reviewee_id uuid not null,
  rating smallint not null,
  content text,
  reply text,
  replied_at timestamptz,
  hidden_at timestamptz,
  hidden_by uuid,
  request_digest uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint reviews_pkey primary key (id),
  constraint reviews_payment_id_reviewer_id_key unique (payment_id, reviewer_id),
  constraint fk_reviews_payment foreign key (payment_id) references transactions (id) on delete cascade,
  constraint fk_reviews_product foreign key (product_id) references products (id) on delete cascade,
  constraint fk_reviews_reviewer foreign key (reviewer_id) references users (id) on delete cascade,
  constraint fk_reviews_reviewee foreign key (reviewee_id) references users (id) on delete cascade,
  constraint fk_reviews_hidden_by foreign key (hidden_by) references users (id) on delete set null,
  constraint ck_reviews_not_of_oneself check (reviewer_id <> reviewee_id),
  constraint ck_reviews_rating_range check (rating between 1 and 5),
  constraint ck_reviews_content_length check (char_length(content) between 1 and 2000),
  constraint ck_reviews_reply_length check (char_length(reply) between 1 and 2000),
  constraint ck_reviews_replied_exactly_when_reply check ((reply is null) = (replied_at is null)),
  constraint ck_reviews_hidden_by_of_hidden check (hidden_by is null or hidden_at is not null)
);

create index ix_reviews_product on reviews (product_id);
-- listReviewsByReviewer.
create index ix_reviews_reviewer_created on reviews (reviewer_id, created_at, id);
-- listNewestReviews. Not of the visible ones alone, for it is the foreign key's index too: the hidden ones stand apart.
create index ix_reviews_reviewee_created on reviews (reviewee_id, (hidden_at is null), created_at, id);
-- listReviewsByRating, and listNewestReviews of one rating.
create index ix_reviews_reviewee_rating on reviews (reviewee_id, rating, created_at, id) where hidden_at is null;
create index ix_reviews_hidden_by on reviews (hidden_by) where hidden_by is not null;

create trigger tr_reviews_updated_at before update on reviews
  for each row execute function set_updated_at();

comment on table reviews is 'The opinion of one party of a payment about the other one.';
comment on column reviews.id is 'The id of the review. @impersonal';
comment on column reviews.payment_id is 'The payment that it is of. @personal reviewer_id, reviewee_id';
comment on column reviews.product_id is 'The product that was paid for. @personal reviewer_id, reviewee_id';
comment on column reviews.reviewer_id is 'The party who wrote it. @personal reviewer_id';
comment on column reviews.reviewee_id is 'The party whom it is about. @personal reviewee_id';
comment on column reviews.rating is 'The number of stars, from 1 to 5. @personal reviewer_id, reviewee_id';
comment on column reviews.content is 'The opinion in words; null if there are stars alone. @personal reviewer_id, reviewee_id';
comment on column reviews.reply is 'The answer of the party whom it is about; null if there is none. @personal reviewee_id';
comment on column reviews.replied_at is 'The time of the answer as it stands; null if there is none. @personal reviewee_id';
comment on column reviews.hidden_at is
  'The time when a moderator hid it; null while it is public and counts. @personal reviewer_id';
comment on column reviews.hidden_by is
  'The administrator who hid it; null if it is public, or if that account is gone. @secret @personal hidden_by';
comment on column reviews.request_digest is
  'Says what the caller of write gave, by which a repeated call is known; null if it gave no id. @secret @personal reviewer_id';
comment on column reviews.created_at is 'The time when it was written. @personal reviewer_id';
comment on column reviews.updated_at is 'The time of the last change. @impersonal';

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function refuse_foreign_reviews() returns trigger
language plpgsql set search_path from current
as $$
begin
  if exists (
    select from new_review
    where not exists (
      select from transactions
      where transactions.id = new_review.payment_id
        and transactions.product_id = new_review.product_id
        and (
          (transactions.buyer_id = new_review.reviewer_id and transactions.seller_id = new_review.reviewee_id)
          or (transactions.seller_id = new_review.reviewer_id and transactions.buyer_id = new_review.reviewee_id)
        )
        and is_reviewable_payment(
          transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at
        )
    )
  ) then
    raise exception 'a review is not of its payment''s parties, or the payment was never completed'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$$;

comment on function refuse_foreign_reviews() is
  'Refuses reviews whose parties are not those of a completed payment. It runs after the foreign keys have locked their rows.';

create trigger tr_reviews_of_payment after insert on reviews
  referencing new table as new_review
  for each statement execute function refuse_foreign_reviews();

create trigger tr_reviews_keep_parties before update of payment_id, product_id, reviewer_id, reviewee_id on reviews
  for each row when (
    (old.payment_id, old.product_id, old.reviewer_id, old.reviewee_id)
    is distinct from (new.payment_id, new.product_id, new.reviewer_id, new.reviewee_id)
  )
  execute function refuse_change();

create function count_new_ratings() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- A row for a user whose reviews are all hidden too, so that there is one to lock and to change from now on.
  insert into user_stats (
    user_id, rating_1_count, rating_2_count, rating_3_count, rating_4_count, rating_5_count
  )
  select
    new_review.reviewee_id,
    count(*) filter (where new_review.rating = 1 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 2 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 3 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 4 and new_review.hidden_at is null),
    count(*) filter (where new_review.rating = 5 and new_review.hidden_at is null)
  from new_review
  group by new_review.reviewee_id
  order by new_review.reviewee_id
  on conflict (user_id) do update
  set
    rating_1_count = user_stats.rating_1_count + excluded.rating_1_count,
    rating_2_count = user_stats.rating_2_count + excluded.rating_2_count,
    rating_3_count = user_stats.rating_3_count + excluded.rating_3_count,
    rating_4_count = user_stats.rating_4_count + excluded.rating_4_count,
    rating_5_count = user_stats.rating_5_count + excluded.rating_5_count;
  return null;
end
$$;

comment on function count_new_ratings() is 'Adds the ratings of new reviews to the counts of their users.';

create trigger tr_reviews_count_new after insert on reviews
  referencing new table as new_review
  for each statement execute function count_new_ratings();

create function count_changed_ratings() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- An answer, or other words: nothing to count.
  if not exists (
    select from old_review
    join new_review on new_review.id = old_review.id
    where old_review.rating <> new_review.rating
      or (old_review.hidden_at is null) <> (new_review.hidden_at is null)
  ) then
    return null;
  end if;
  perform from user_stats
  where user_stats.user_id in (select new_review.reviewee_id from new_review)
  order by user_stats.user_id
  for no key update;
  update user_stats
  set
    rating_1_count = user_stats.rating_1_count + counted.change_1,
    rating_2_count = user_stats.rating_2_count + counted.change_2,
    rating_3_count = user_stats.rating_3_count + counted.change_3,
    rating_4_count = user_stats.rating_4_count + counted.change_4,
    rating_5_count = user_stats.rating_5_count + counted.change_5
  from (
    select
      change.reviewee_id,
      coalesce(sum(change.one) filter (where change.rating = 1), 0) as change_1,
      coalesce(sum(change.one) filter (where change.rating = 2), 0) as change_2,
      coalesce(sum(change.one) filter (where change.rating = 3), 0) as change_3,
      coalesce(sum(change.one) filter (where change.rating = 4), 0) as change_4,
      coalesce(sum(change.one) filter (where change.rating = 5), 0) as change_5
    from (
      select old_review.reviewee_id, old_review.rating, -1 as one
      from old_review
      where old_review.hidden_at is null
      union all
      select new_review.reviewee_id, new_review.rating, 1 as one
      from new_review
      where new_review.hidden_at is null
    ) as change
    group by change.reviewee_id
  ) as counted
  where user_stats.user_id = counted.reviewee_id;
  return null;
end
$$;

comment on function count_changed_ratings() is
  'Brings the counts of users to the new ratings of their reviews, and to those that are hidden or shown.';

create trigger tr_reviews_count_changed after update on reviews
  referencing old table as old_review new table as new_review
  for each statement execute function count_changed_ratings();

create function count_deleted_ratings() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- A user who is deleted has no row any more.
  perform from user_stats
  where user_stats.user_id in (select old_review.reviewee_id from old_review)
  order by user_stats.user_id
  for no key update;
  update user_stats
  set
    rating_1_count = user_stats.rating_1_count - counted.deleted_1,
    rating_2_count = user_stats.rating_2_count - counted.deleted_2,
    rating_3_count = user_stats.rating_3_count - counted.deleted_3,
    rating_4_count = user_stats.rating_4_count - counted.deleted_4,
    rating_5_count = user_stats.rating_5_count - counted.deleted_5
  from (
    select
      old_review.reviewee_id,
      count(*) filter (where old_review.rating = 1) as deleted_1,
      count(*) filter (where old_review.rating = 2) as deleted_2,
      count(*) filter (where old_review.rating = 3) as deleted_3,
      count(*) filter (where old_review.rating = 4) as deleted_4,
      count(*) filter (where old_review.rating = 5) as deleted_5
    from old_review
    where old_review.hidden_at is null
    group by old_review.reviewee_id
  ) as counted
  where user_stats.user_id = counted.reviewee_id;
  return null;
end
$$;

comment on function count_deleted_ratings() is 'Takes the ratings of deleted reviews out of the counts of their users.';

create trigger tr_reviews_count_deleted after delete on reviews
  referencing old table as old_review
  for each statement execute function count_deleted_ratings();

create function recount_ratings(
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
  -- The counts are locked before the reviews are read, by a statement of its own, and made where there are none. The next one
  -- sees all that was counted until then; a review that it does not see is added to the count afterwards. Both is done in
  -- the order of ids, as everywhere: a row that is there is locked by the conflict alone.
  insert into user_stats (user_id)
  select users.id
  from users
  where users.id = any(wanted)
    and (
      exists (select from user_stats where user_stats.user_id = users.id)
      or exists (select from reviews where reviews.reviewee_id = users.id)
    )
  order by users.id
  on conflict (user_id) do update
  set updated_at = user_stats.updated_at
  where false;
  update user_stats
  set
    rating_1_count = counted.count_1,
    rating_2_count = counted.count_2,
    rating_3_count = counted.count_3,
    rating_4_count = counted.count_4,
    rating_5_count = counted.count_5
  from unnest(wanted) as one (id)
  cross join lateral (
    select
      count(*) filter (where reviews.rating = 1) as count_1,
      count(*) filter (where reviews.rating = 2) as count_2,
      count(*) filter (where reviews.rating = 3) as count_3,
      count(*) filter (where reviews.rating = 4) as count_4,
      count(*) filter (where reviews.rating = 5) as count_5
    from reviews
    where reviews.reviewee_id = one.id
      and reviews.hidden_at is null
  ) as counted
  where user_stats.user_id = one.id
    and (
      user_stats.rating_1_count,
      user_stats.rating_2_count,
      user_stats.rating_3_count,
      user_stats.rating_4_count,
      user_stats.rating_5_count
    ) is distinct from (counted.count_1, counted.count_2, counted.count_3, counted.count_4, counted.count_5);
  get diagnostics drifted = row_count;
end
$$;

comment on function recount_ratings(uuid, integer) is
  'Compares the ratings of the next users after an id with their reviews, and repairs them.';
