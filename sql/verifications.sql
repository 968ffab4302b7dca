/* verifications: papers that users handed in to prove who they are. */

/* @name submitVerification */
-- Hands in papers; returns no row if the id is taken, if the user waits for a decision already, or if there is no open
-- account of that id.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
insert into verifications (
  id,
  user_id,
  verification_type,
  documents,
  request_digest
)
select
  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
  acting_user.id,
  :verificationType!,
  :documents!::jsonb,
  :requestDigest
from acting_user
on conflict do nothing
returning
  verifications.*;

/* @name findVerification */
-- A verification, or if a digest is given, the verification that the same content made.
-- primary-only: a badge hangs on it
select
  verifications.*
from verifications
where verifications.id = :id!
  /*[if requestDigest]*/ and verifications.request_digest = :requestDigest! /*[end]*/;

/* @name listVerificationsByIds */
-- Verifications in the order of their ids in the list; those that do not exist are left out.
-- primary-only: a badge hangs on it
select
  verifications.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join verifications on verifications.id = wanted.id
order by wanted.place;

/* @name approveVerification */
-- Approves a pending verification, and marks its user as verified; returns no row if it was decided already, or if the
-- acting user is no administrator, or its own.
-- The two accounts are locked first and in the order of their ids, as by a deletion of the user, which then takes the
-- verifications along. The user's row is written though it has the mark: a revocation with an older snapshot then fails and
-- runs again, instead of overlooking this approval.
with wanted_verification as (
  select verifications.user_id
  from verifications
  where verifications.id = :id!
),
locked_user as (
  select
    users.id,
    users.role,
    users.is_active
  from users
  where users.id in ((select wanted_verification.user_id from wanted_verification), :reviewerId!)
  order by users.id
  for no key update
),
reviewer as (
  select locked_user.id
  from locked_user
  where locked_user.id = :reviewerId!
    and locked_user.role = 'admin'
    and locked_user.is_active
),
approved_verification as (
  update verifications
  set
    status = 'approved',
    reviewed_by = reviewer.id,
    reviewed_at = greatest(now(), verifications.submitted_at)
  from reviewer
  join locked_user on locked_user.id <> reviewer.id
  where verifications.id = :id!
    and verifications.status = 'pending'
    and verifications.user_id = locked_user.id
  returning
    verifications.*
),
verified_user as (
  update users
  set is_verified = true
  from approved_verification
  where users.id = approved_verification.user_id
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    approved_verification.reviewed_by,
    'approve_verification',
    'verification',
    approved_verification.id,
    approved_verification.user_id
  from approved_verification
)
select
  approved_verification.*
from approved_verification;

/* @name rejectVerification */
-- Rejects a pending verification, with a reason for the user to read; returns no row if it was decided already, or if the
-- acting user is no administrator, or its own.
with reviewer as (
  select users.id
  from users
  where users.id = :reviewerId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
rejected_verification as (
  update verifications
  set
    status = 'rejected',
    rejection_reason = :reason!,
    reviewed_by = reviewer.id,
    reviewed_at = greatest(now(), verifications.submitted_at)
  from reviewer
  where verifications.id = :id!
    and verifications.status = 'pending'
    and verifications.user_id <> reviewer.id
  returning
    verifications.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
  select
    rejected_verification.reviewed_by,
    'reject_verification',
    'verification',
    rejected_verification.id,
    rejected_verification.user_id,
    rejected_verification.rejection_reason
  from rejected_verification
)
select
  rejected_verification.*
from rejected_verification;

/* @name revokeVerification */
-- Rejects what was approved; returns no row if it is not approved, or if the acting user is no administrator, or its own.
-- tr_verifications_unverify_user takes the mark from the user unless another approval is left. The two accounts are locked
-- first, as in approveVerification.
with wanted_verification as (
  select verifications.user_id
  from verifications
  where verifications.id = :id!
),
locked_user as (
  select
    users.id,
    users.role,
    users.is_active
  from users
  where users.id in ((select wanted_verification.user_id from wanted_verification), :reviewerId!)
  order by users.id
  for no key update
),
reviewer as (
  select locked_user.id
  from locked_user
  where locked_user.id = :reviewerId!
    and locked_user.role = 'admin'
    and locked_user.is_active
),
revoked_verification as (
  update verifications
  set
    status = 'rejected',
    rejection_reason = :reason!,
    reviewed_by = reviewer.id,
    reviewed_at = greatest(now(), verifications.submitted_at)
  from reviewer
  join locked_user on locked_user.id <> reviewer.id
  where verifications.id = :id!
    and verifications.status = 'approved'
    and verifications.user_id = locked_user.id
  returning
    verifications.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
  select
    revoked_verification.reviewed_by,
    'revoke_verification',
    'verification',
    revoked_verification.id,
    revoked_verification.user_id,
    revoked_verification.rejection_reason
  from revoked_verification
)
select
  revoked_verification.*
from revoked_verification;

/* @name judgeVerificationReviewer */
-- The reasons for which a decision on a verification is not its acting user's.
-- primary-only: a right hangs on it
select
  reviewer.role = 'admin' and reviewer.is_active as "is_open_admin?",
  verifications.user_id = :reviewerId! as "is_own!",
  verifications.status
from verifications
left join users as reviewer on reviewer.id = :reviewerId!
where verifications.id = :id!;

/* @name listPendingVerifications */
-- The verifications that wait for a decision, oldest first.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- An administrator gets a page, be it empty; for anybody else nothing is walked.
-- primary-only: work is taken from it
select
  verifications.*,
  verifications.submitted_at::text as "submitted_at_exact!"
from verifications
where verifications.status = 'pending'
  and (
    select exists (
      select from users
      where users.id = :reviewerId!
        and users.role = 'admin'
        and users.is_active
    )
  )
  /*[if verificationType]*/ and verifications.type_code = (select verification_type_code(:verificationType!)) /*[end]*/
  /*[if afterTime afterId]*/
  and verifications.submitted_at >= :afterTime!
  and (verifications.submitted_at, verifications.id) > (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if verificationType]*/ verifications.submitted_at nulls first, /*[end]*/
  verifications.submitted_at,
  verifications.id
limit (select :limit!::bigint);

/* @name listVerificationsByUser */
-- A user's verifications, newest first.
-- primary-only: a badge hangs on it
select
  verifications.*,
  verifications.submitted_at::text as "submitted_at_exact!"
from verifications
where verifications.user_id = :userId!
  /*[if afterTime afterId]*/
  and verifications.submitted_at <= :afterTime!
  and (verifications.submitted_at, verifications.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by verifications.submitted_at desc, verifications.id desc
limit (select :limit!::bigint);
