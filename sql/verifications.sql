/* verifications: papers that users handed in to prove who they are. */

/* @name submitVerification */
-- Hands in papers; returns no row if the id is taken, or if the user waits for a decision already.
insert into verifications (
  id,
  user_id,
  verification_type,
  documents
)
values (
  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
  :userId!,
  :verificationType!,
  :documents!::jsonb
)
on conflict do nothing
returning
  verifications.*;

/* @name findVerification */
select
  verifications.*
from verifications
where verifications.id = :id!;

/* @name listVerificationsByIds */
-- Verifications in the order of their ids in the list; those that do not exist are left out.
select
  verifications.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join verifications on verifications.id = wanted.id
order by wanted.place;

/* @name approveVerification */
-- Approves a pending verification, and marks its user as verified; returns no row if it was decided already.
-- The user is locked first, as by a deletion of the user, which then takes the verifications along.
with locked_user as (
  select users.id
  from users
  where users.id = (select verifications.user_id from verifications where verifications.id = :id!)
  for no key update
),
approved_verification as (
  update verifications
  set
    status = 'approved',
    reviewed_at = greatest(now(), verifications.submitted_at)
  from locked_user
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
    and not users.is_verified
)
select
  approved_verification.*
from approved_verification;

/* @name rejectVerification */
-- Rejects a pending verification, with a reason for the user to read; returns no row if it was decided already.
update verifications
set
  status = 'rejected',
  rejection_reason = :reason!,
  reviewed_at = greatest(now(), verifications.submitted_at)
where verifications.id = :id!
  and verifications.status = 'pending'
returning
  verifications.*;

/* @name listPendingVerifications */
-- The verifications that wait for a decision, oldest first.
-- The exact time is text for the cursor: a Date has only milliseconds.
select
  verifications.*,
  verifications.submitted_at::text as "submitted_at_exact!"
from verifications
where verifications.status = 'pending'
  /*[if verificationType]*/ and verifications.verification_type = :verificationType! /*[end]*/
  /*[if afterTime afterId]*/
  and verifications.submitted_at >= :afterTime!
  and (verifications.submitted_at, verifications.id) > (:afterTime!, :afterId!)
  /*[end]*/
order by verifications.submitted_at, verifications.id
limit (select :limit!::bigint);

/* @name listVerificationsByUser */
-- A user's verifications, newest first.
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
