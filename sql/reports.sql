/*
reports: what users tell the moderators. A report belongs to the case of its thing, see the head of migration 22; the
moderators' side is in moderation.sql.
*/

/* @name fileReport */
-- Reports a thing: opens a case of it, or adds the report to the case that is open.
-- Returns the rule that refused, and the report; no row if there is no such thing. Neither refused nor filed, though there is
-- a reporter and its case is seen: the id is taken, or the reporter has an open report of the thing.
-- The insert of a case locks the open case of the thing if there is one, and writes nothing to it, for its condition is never
-- true: that row is written once, when the report is counted. To write it again would look its foreign keys up again, and lock
-- rows that come before it in the order of all commands.
-- An open case that was committed after this statement began is locked, but not seen: the report is not filed,
-- is_case_seen is false, and the caller tries again.
-- Isolation: READ COMMITTED; right under every level.
with subject as materialized (
  select
    users.id as reported_user_id,
    null::uuid as product_id,
    null::uuid as stream_id,
    null::uuid as message_id,
    null::uuid as review_id,
    users.username as subject_text,
    true as is_visible
  from users
  where :subjectType!::report_subject_type = 'user'
    and users.id = :subjectId!
  union all
  select
    products.seller_id,
    products.id,
    null::uuid,
    null::uuid,
    null::uuid,
    left(concat_ws(E'\n', products.title, products.description), 2000),
    true
  from products
  where :subjectType! = 'product'
    and products.id = :subjectId!
  union all
  select
    streams.user_id,
    null::uuid,
    streams.id,
    null::uuid,
    null::uuid,
    left(concat_ws(E'\n', streams.title, streams.description), 2000),
    true
  from streams
  where :subjectType! = 'stream'
    and streams.id = :subjectId!
  union all
  select
    messages.sender_id,
    null::uuid,
    null::uuid,
    messages.id,
    null::uuid,
    left(messages.content, 2000),
    :reporterId! in (conversations.buyer_id, conversations.seller_id)
  from messages
  join conversations on conversations.id = messages.conversation_id
  where :subjectType! = 'message'
    and messages.id = :subjectId!
  union all
  select
    reviews.reviewer_id,
    null::uuid,
    null::uuid,
    null::uuid,
    reviews.id,
    left(reviews.content, 2000),
    true
  from reviews
  where :subjectType! = 'review'
    and reviews.id = :subjectId!
),
locked_party as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (:reporterId!, (select subject.reported_user_id from subject))
  order by users.id
  for key share
),
locked_parties as (
  select
    coalesce(bool_or(locked_party.id = :reporterId!), false) as has_reporter,
    coalesce(bool_or(locked_party.id = :reporterId! and locked_party.is_active), false) as is_open
  from locked_party
),
judged_subject as materialized (
  select
    subject.*,
    locked_parties.has_reporter,
    case
      when subject.reported_user_id = :reporterId! then 'own_report'
      when not subject.is_visible then 'not_a_participant'
      when not locked_parties.is_open then 'account_closed'
    end as refusal
  from subject
  cross join locked_parties
),
opened_case as (
  insert into moderation_cases (
    subject_type,
    subject_id,
    reported_user_id,
    product_id,
    stream_id,
    message_id,
    review_id,
    subject_text,
    reason
  )
  select
    :subjectType!,
    :subjectId!,
    judged_subject.reported_user_id,
    judged_subject.product_id,
    judged_subject.stream_id,
    judged_subject.message_id,
    judged_subject.review_id,
    judged_subject.subject_text,
    :reason!
  from judged_subject
  where judged_subject.refusal is null
    and judged_subject.has_reporter
    and not exists (select from reports where reports.id = :id!)
  on conflict (subject_type, subject_id) where status = 'open' do update
  set attempt = moderation_cases.attempt
  where moderation_cases.status <> 'open'
  returning moderation_cases.id
),
known_case as (
  select moderation_cases.id
  from judged_subject
  join moderation_cases on moderation_cases.subject_type = :subjectType! and moderation_cases.subject_id = :subjectId!
  where judged_subject.refusal is null
    and judged_subject.has_reporter
    and not exists (select from opened_case)
    and moderation_cases.status = 'open'
  for no key update of moderation_cases
),
case_of_subject as (
  select opened_case.id
  from opened_case
  union all
  select known_case.id
  from known_case
),
filed_report as (
  insert into reports (id, case_id, reporter_id, reason, details, request_digest)
  select
    :id!,
    case_of_subject.id,
    :reporterId!,
    :reason!,
    :details, -- null: the reason says all
    :requestDigest -- null: the caller gave no id
  from case_of_subject
  on conflict do nothing
  returning
    reports.id,
    reports.created_at
)
select
  filed_report.created_at as "created_at?",
  judged_subject.has_reporter as "has_reporter!",
  exists (select from case_of_subject) or exists (select from reports where reports.id = :id!) as "is_case_seen!",
  judged_subject.refusal as "refusal?"
from judged_subject
left join filed_report on true;

/* @name findReport */
-- A report as its reporter sees it, or if a digest is given, the report that the same content made.
select
  reports.id,
  reports.reporter_id,
  moderation_cases.subject_type,
  moderation_cases.subject_id,
  reports.reason,
  reports.details,
  moderation_cases.status,
  moderation_cases.decision,
  moderation_cases.decided_at,
  reports.created_at
from reports
join moderation_cases on moderation_cases.id = reports.case_id
where reports.id = :id!
  /*[if requestDigest]*/ and reports.request_digest = :requestDigest! /*[end]*/;

/* @name listReportsByIds */
-- Reports as their reporters see them, in the order of their ids in the list; those that do not exist are left out.
select
  reports.id,
  reports.reporter_id,
  moderation_cases.subject_type,
  moderation_cases.subject_id,
  reports.reason,
  reports.details,
  moderation_cases.status,
  moderation_cases.decision,
  moderation_cases.decided_at,
  reports.created_at
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join reports on reports.id = wanted.id
join moderation_cases on moderation_cases.id = reports.case_id
order by wanted.place;

/* @name listFiledReports */
-- The reports of a user, newest first, for that user.
-- The exact time is text for the cursor: a Date has only milliseconds.
with page as (
  select
    reports.*
  from reports
  where reports.reporter_id = :reporterId!
    /*[if afterTime afterId]*/
    and reports.created_at <= :afterTime!
    and (reports.created_at, reports.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by reports.created_at desc, reports.id desc
  limit (select :limit!::bigint)
)
select
  page.id,
  page.reporter_id,
  reported_case.subject_type,
  reported_case.subject_id,
  page.reason,
  page.details,
  reported_case.status,
  reported_case.decision,
  reported_case.decided_at,
  page.created_at,
  page.created_at::text as "created_at_exact!"
from page
cross join lateral (
  select
    moderation_cases.subject_type,
    moderation_cases.subject_id,
    moderation_cases.status,
    moderation_cases.decision,
    moderation_cases.decided_at
  from moderation_cases
  where moderation_cases.id = page.case_id
  limit 1
) as reported_case
order by page.created_at desc, page.id desc;
