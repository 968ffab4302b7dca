/*
moderation: the moderators' queue of cases, their decisions, and the log of what they did.

A decision locks accounts, then the thing, then the case, in the order of all commands. The lease is a fence: a decision names
the attempt under which its administrator holds the case, and is refused once another one has it. Nobody gets or decides
a case that is about them, or that they reported.
*/

/* @name claimModerationCases */
-- Leases the next open cases to an administrator: the most urgent reason first, and of these the oldest.
-- Two administrators at once get different cases: what one of them locks, the other passes over. Whoever is none gets nothing,
-- and nothing is walked.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
next_case as (
  select moderation_cases.id
  from moderation_cases
  where moderation_cases.status = 'open'
    and (select exists (select from acting_admin))
    and (moderation_cases.leased_until is null or moderation_cases.leased_until <= clock_timestamp())
    and moderation_cases.reported_user_id <> :adminId!
    and not exists (
      select from reports
      where reports.case_id = moderation_cases.id
        and reports.reporter_id = :adminId!
    )
  order by moderation_cases.reason, moderation_cases.created_at nulls first, moderation_cases.id
  limit (select :limit!::bigint)
  for no key update of moderation_cases skip locked
),
leased_case as (
  update moderation_cases
  set
    leased_by = :adminId!,
    leased_until = clock_timestamp() + :leaseMs!::float8 * interval '1 millisecond',
    attempt = moderation_cases.attempt + 1
  -- An array: a join would expect a tenth of all cases, and read them whole.
  where moderation_cases.id = any(array(select next_case.id from next_case))
  returning
    moderation_cases.*
)
select
  leased_case.*
from leased_case
order by leased_case.reason, leased_case.created_at, leased_case.id;

/* @name extendCaseLease */
-- Leases a case for longer to the administrator who has it; returns no row if they have it no more.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
)
update moderation_cases
set leased_until = clock_timestamp() + :leaseMs!::float8 * interval '1 millisecond'
from acting_admin
where moderation_cases.id = :caseId!
  and moderation_cases.status = 'open'
  and moderation_cases.leased_by = acting_admin.id
  and moderation_cases.attempt = :attempt!
returning
  moderation_cases.*;

/* @name releaseCase */
-- Gives a case back to the queue; returns no row if the administrator has it no more.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
)
update moderation_cases
set
  leased_by = null,
  leased_until = null
from acting_admin
where moderation_cases.id = :caseId!
  and moderation_cases.status = 'open'
  and moderation_cases.leased_by = acting_admin.id
  and moderation_cases.attempt = :attempt!
returning
  moderation_cases.*;

/* @name decideCase */
-- Decides a case, which answers all of its reports, does what the decision says, and writes the log, in one statement.
-- Returns no row if the acting user is no administrator, has not the case by this attempt, has a part in it, or if there is
-- nothing to hide.
-- The two accounts are locked first, in the order of their ids, as in setAccountActive; tr_users_close does the rest of closing.
-- An offer has its message's words too. They are taken from it, and stay in the hidden message.
-- Isolation: READ COMMITTED; right under every level, but an account is closed at READ COMMITTED alone.
with wanted_case as (
  select
    moderation_cases.reported_user_id,
    moderation_cases.product_id,
    moderation_cases.stream_id,
    moderation_cases.message_id,
    moderation_cases.review_id
  from moderation_cases
  where moderation_cases.id = :caseId!
),
locked_user as (
  select
    users.id,
    users.role,
    users.is_active
  from users
  where users.id in ((select wanted_case.reported_user_id from wanted_case), :adminId!)
  order by users.id
  for update
),
acting_admin as (
  select coalesce(
    bool_or(locked_user.id = :adminId! and locked_user.role = 'admin' and locked_user.is_active),
    false
  ) as is_open_admin
  from locked_user
),
locked_product as (
  select products.id
  from acting_admin
  cross join wanted_case
  join products on products.id = wanted_case.product_id
  where acting_admin.is_open_admin
  for no key update of products
),
locked_stream as (
  select streams.id
  from acting_admin
  cross join wanted_case
  join streams on streams.id = wanted_case.stream_id
  where acting_admin.is_open_admin
  for no key update of streams
),
locked_offer as (
  select offers.id
  from acting_admin
  cross join wanted_case
  join messages as offer_message on offer_message.id = wanted_case.message_id
  join offers on offers.id = offer_message.offer_id
  where acting_admin.is_open_admin
  for no key update of offers
),
locked_offers as (
  select count(*) as offers
  from locked_offer
),
locked_message as (
  select messages.id
  from acting_admin
  cross join wanted_case
  cross join locked_offers
  join messages on messages.id = wanted_case.message_id
  where acting_admin.is_open_admin
  for no key update of messages
),
locked_review as (
  select reviews.id
  from acting_admin
  cross join wanted_case
  join reviews on reviews.id = wanted_case.review_id
  where acting_admin.is_open_admin
  for no key update of reviews
),
locked_thing as (
  select count(*) > 0 as is_there
  from (
    select locked_product.id from locked_product
    union all
    select locked_stream.id from locked_stream
    union all
    select locked_message.id from locked_message
    union all
    select locked_review.id from locked_review
  ) as thing
),
decided_case as (
  update moderation_cases
  set
    status = 'decided',
    decision = :decision!::moderation_decision,
    note = :note, -- null: there is nothing to add
    decided_by = :adminId!,
    decided_at = greatest(now(), moderation_cases.created_at),
    leased_by = null,
    leased_until = null
  from acting_admin
  cross join locked_thing
  where moderation_cases.id = :caseId!
    and acting_admin.is_open_admin
    and moderation_cases.status = 'open'
    and moderation_cases.leased_by = :adminId!
    and moderation_cases.attempt = :attempt!
    and moderation_cases.reported_user_id <> :adminId!
    and (:decision!::moderation_decision <> 'hide' or locked_thing.is_there)
    and not exists (
      select from reports
      where reports.case_id = moderation_cases.id
        and reports.reporter_id = :adminId!
    )
  returning
    moderation_cases.*
),
hidden_product as (
  update products
  set
    is_available = false,
    hidden_at = coalesce(products.hidden_at, now())
  from decided_case
  where decided_case.decision = 'hide'
    and products.id = decided_case.product_id
),
stopped_stream as (
  update streams
  set
    status = 'ended',
    started_at = case when streams.status = 'live' then streams.started_at else now() end,
    ended_at = case when streams.status = 'live' then greatest(now(), streams.started_at) else now() end,
    duration_seconds = case
      when streams.status = 'live' then floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at))
      else 0
    end,
    viewer_count = 0
  from decided_case
  where decided_case.decision = 'hide'
    and streams.id = decided_case.stream_id
    and streams.status <> 'ended'
),
hidden_message as (
  update messages
  set hidden_at = coalesce(messages.hidden_at, now())
  from decided_case
  where decided_case.decision = 'hide'
    and messages.id = decided_case.message_id
  returning messages.offer_id
),
silenced_offer as (
  update offers
  set message = null
  from hidden_message
  where offers.id = hidden_message.offer_id
    and offers.message is not null
),
hidden_review as (
  update reviews
  set
    hidden_at = coalesce(reviews.hidden_at, now()),
    hidden_by = case when reviews.hidden_at is null then decided_case.decided_by else reviews.hidden_by end
  from decided_case
  where decided_case.decision = 'hide'
    and reviews.id = decided_case.review_id
),
closed_user as (
  update users
  set is_active = false
  from decided_case
  where decided_case.decision = 'close_account'
    and users.id = decided_case.reported_user_id
    and users.is_active
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, case_id, note)
  select
    :adminId!,
    decided_case.decision::text::moderation_action_type,
    decided_case.subject_type::text::moderation_subject_type,
    decided_case.subject_id,
    decided_case.reported_user_id,
    decided_case.id,
    decided_case.note
  from decided_case
)
select
  decided_case.*
from decided_case;

/* @name judgeCaseModerator */
-- The reasons for which a command on a case is not its acting administrator's.
-- primary-only: a right hangs on it
select
  moderator.role = 'admin' and moderator.is_active as "is_open_admin?",
  moderation_cases.reported_user_id = :adminId! or exists (
    select from reports
    where reports.case_id = moderation_cases.id
      and reports.reporter_id = :adminId!
  ) as "is_own!",
  moderation_cases.status,
  (moderation_cases.leased_by = :adminId! and moderation_cases.attempt = :attempt!) is true as "is_leased!",
  (moderation_cases.decided_by = :adminId! and moderation_cases.attempt = :attempt!) is true as "is_decider!"
from moderation_cases
left join users as moderator on moderator.id = :adminId!
where moderation_cases.id = :caseId!;

/* @name findModerationCase */
-- primary-only: work is taken from it
select
  moderation_cases.*
from moderation_cases
where moderation_cases.id = :caseId!;

/* @name listOpenCases */
-- The open cases, oldest first, leased or not. For anybody but an administrator nothing is walked.
-- With a filter the order says where nulls would come, as in listProductFeed, or a rare one would walk all that is open.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- primary-only: work is taken from it
select
  moderation_cases.*,
  moderation_cases.created_at::text as "created_at_exact!"
from moderation_cases
where moderation_cases.status = 'open'
  and (
    select exists (
      select from users
      where users.id = :adminId!
        and users.role = 'admin'
        and users.is_active
    )
  )
  /*[if subjectType]*/ and moderation_cases.subject_type = (select :subjectType!::report_subject_type) /*[end]*/
  /*[if reason]*/ and moderation_cases.reason = (select :reason!::report_reason) /*[end]*/
  /*[if afterTime afterId]*/
  and moderation_cases.created_at >= :afterTime!
  and (moderation_cases.created_at, moderation_cases.id) > (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if subjectType]*/ moderation_cases.created_at nulls first, /*[end]*/
  /*[if reason]*/ moderation_cases.created_at nulls first, /*[end]*/
  moderation_cases.created_at,
  moderation_cases.id
limit (select :limit!::bigint);

/* @name listCaseReports */
-- The reports of a case, oldest first. For anybody but an administrator nothing is walked.
-- primary-only: work is taken from it
select
  reports.*,
  reports.created_at::text as "created_at_exact!"
from reports
where reports.case_id = :caseId!
  and (
    select exists (
      select from users
      where users.id = :adminId!
        and users.role = 'admin'
        and users.is_active
    )
  )
  /*[if afterTime afterId]*/
  and reports.created_at >= :afterTime!
  and (reports.created_at, reports.id) > (:afterTime!, :afterId!)
  /*[end]*/
order by reports.created_at, reports.id
limit (select :limit!::bigint);

/* @name listModerationActions */
-- The log, newest first. For anybody but an administrator nothing is walked.
-- Of one administrator the order says where nulls would come, as in listProductFeed: some act seldom, and the log of all would be
-- walked for their few rows.
-- log: what is walked, by an index each: the log of all things or of one, that of a user, or that of an administrator. What else
-- is given stands in few of its rows, perhaps: then there is a budget of rows to walk for a page.
with page as (
  select
    moderation_actions.*,
    false
      /*[if log=things userId]*/ or moderation_actions.user_id is distinct from :userId! /*[end]*/
      /*[if log=things moderatorId]*/ or moderation_actions.admin_id is distinct from :moderatorId! /*[end]*/
      /*[if log=user moderatorId]*/ or moderation_actions.admin_id is distinct from :moderatorId! /*[end]*/ as is_left_out,
    false
      /*[if budget]*/
      or row_number() over (order by moderation_actions.created_at desc, moderation_actions.id desc) >= :budget!::bigint
      /*[end]*/ as is_walk_end
  from moderation_actions
  where (
      select exists (
        select from users
        where users.id = :adminId!
          and users.role = 'admin'
          and users.is_active
      )
    )
    /*[if log=things subjectId]*/ and moderation_actions.subject_id = :subjectId! /*[end]*/
    /*[if log=user userId]*/ and moderation_actions.user_id = :userId! /*[end]*/
    /*[if log=moderator moderatorId]*/ and moderation_actions.admin_id = (select :moderatorId!::uuid) /*[end]*/
    /*[if afterTime afterId]*/
    and moderation_actions.created_at <= :afterTime!
    and (moderation_actions.created_at, moderation_actions.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by
    /*[if log=moderator]*/ moderation_actions.created_at desc nulls last, /*[end]*/
    moderation_actions.created_at desc,
    moderation_actions.id desc
  limit (select greatest(:limit!::bigint /*[if budget]*/, :budget!::bigint /*[end]*/))
)
select
  page.*,
  page.created_at::text as "created_at_exact!"
from page
where not page.is_left_out
  or page.is_walk_end
order by
  /*[if log=moderator]*/ page.created_at desc nulls last, /*[end]*/
  page.created_at desc,
  page.id desc
limit (select :limit!::bigint);
