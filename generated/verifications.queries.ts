/** Types and queries of "verifications.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Verification } from './models.js'
import type { VerificationStatus, VerificationType } from './enums.js'
import type { JsonColumns } from './json-columns.js'
export type { VerificationStatus, VerificationType }

/** Parameters of `submitVerification`. */
export interface SubmitVerificationParams {
  readonly userId: string
  readonly id?: string | null
  readonly verificationType: VerificationType
  readonly documents: JsonColumns['verifications.documents']
  readonly requestDigest?: string | null
}

/**
 * Hands in papers; returns no row if the id is taken, if the user waits for a decision already, or if there is no open
 * account of that id.
 *
 * [sql/verifications.sql:3](../sql/verifications.sql#L3)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * insert into verifications (
 *   id,
 *   user_id,
 *   verification_type,
 *   documents,
 *   request_digest
 * )
 * select
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   acting_user.id,
 *   :verificationType!,
 *   :documents!::jsonb,
 *   :requestDigest
 * from acting_user
 * on conflict do nothing
 * returning
 *   verifications.id,
 *   verifications.user_id,
 *   verifications.verification_type,
 *   verifications.status,
 *   verifications.documents,
 *   verifications.rejection_reason,
 *   verifications.submitted_at,
 *   verifications.reviewed_at,
 *   verifications.created_at,
 *   verifications.updated_at,
 *   verifications.reviewed_by
 * ```
 */
export const submitVerification = new PreparedQuery<SubmitVerificationParams, Verification>(
  '{"usedParamSet":{"userId":true,"id":true,"verificationType":true,"documents":true,"requestDigest":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":215,"b":222}]},{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":382,"b":384}]},{"name":"verificationType","required":true,"transform":{"type":"scalar"},"locs":[{"a":457,"b":474}]},{"name":"documents","required":true,"transform":{"type":"scalar"},"locs":[{"a":479,"b":489}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":501,"b":514}]}],"statement":"-- Hands in papers; returns no row if the id is taken, if the user waits for a decision already, or if there is no open\\n-- account of that id.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\ninsert into verifications (\\n  id,\\n  user_id,\\n  verification_type,\\n  documents,\\n  request_digest\\n)\\nselect\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  acting_user.id,\\n  :verificationType!,\\n  :documents!::jsonb,\\n  :requestDigest\\nfrom acting_user\\non conflict do nothing\\nreturning\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.reviewed_by"}',
  '{"name":"submitVerification","file":"verifications.sql","parameterTypes":{"userId":"uuid","id":"uuid","verificationType":"verification_type","documents":"jsonb","requestDigest":"uuid"},"tables":["users","verifications"],"access":"write"}',
)

/** Parameters of `findVerification`. */
export interface FindVerificationParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/**
 * A verification, or if a digest is given, the verification that the same content made.
 * primary-only: a badge hangs on it
 *
 * [sql/verifications.sql:31](../sql/verifications.sql#L31)
 *
 * ```sql
 * select
 *   verifications.id,
 *   verifications.user_id,
 *   verifications.verification_type,
 *   verifications.status,
 *   verifications.documents,
 *   verifications.rejection_reason,
 *   verifications.submitted_at,
 *   verifications.reviewed_at,
 *   verifications.created_at,
 *   verifications.updated_at,
 *   verifications.reviewed_by
 * from verifications
 * where verifications.id = :id!
 *   /*[if requestDigest]*\/ and verifications.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findVerification = new PreparedQuery<FindVerificationParams, Verification>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":485,"b":488}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":550,"b":564}]}],"statement":"-- A verification, or if a digest is given, the verification that the same content made.\\n-- primary-only: a badge hangs on it\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.reviewed_by\\nfrom verifications\\nwhere verifications.id = :id!\\n  /*[if requestDigest]*/ and verifications.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findVerification","file":"verifications.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["verifications"],"access":"read","primary":true}',
)

/** Parameters of `listVerificationsByIds`. */
export interface ListVerificationsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Verifications in the order of their ids in the list; those that do not exist are left out.
 * primary-only: a badge hangs on it
 *
 * [sql/verifications.sql:40](../sql/verifications.sql#L40)
 *
 * ```sql
 * select
 *   verifications.id,
 *   verifications.user_id,
 *   verifications.verification_type,
 *   verifications.status,
 *   verifications.documents,
 *   verifications.rejection_reason,
 *   verifications.submitted_at,
 *   verifications.reviewed_at,
 *   verifications.created_at,
 *   verifications.updated_at,
 *   verifications.reviewed_by
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join verifications on verifications.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listVerificationsByIds = new PreparedQuery<ListVerificationsByIdsParams, Verification>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":458,"b":462}]}],"statement":"-- Verifications in the order of their ids in the list; those that do not exist are left out.\\n-- primary-only: a badge hangs on it\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.reviewed_by\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin verifications on verifications.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listVerificationsByIds","file":"verifications.sql","parameterTypes":{"ids":"uuid[]"},"tables":["verifications"],"access":"read","primary":true}',
)

/** Parameters of `approveVerification`. */
export interface ApproveVerificationParams {
  readonly id: string
  readonly reviewerId: string
}

/**
 * Approves a pending verification, and marks its user as verified; returns no row if it was decided already, or if the
 * acting user is no administrator, or its own.
 * The two accounts are locked first and in the order of their ids, as by a deletion of the user, which then takes the
 * verifications along. The user's row is written though it has the mark: a revocation with an older snapshot then fails and
 * runs again, instead of overlooking this approval.
 *
 * [sql/verifications.sql:49](../sql/verifications.sql#L49)
 *
 * ```sql
 * with wanted_verification as (
 *   select verifications.user_id
 *   from verifications
 *   where verifications.id = :id!
 * ),
 * locked_user as (
 *   select
 *     users.id,
 *     users.role,
 *     users.is_active
 *   from users
 *   where users.id in ((select wanted_verification.user_id from wanted_verification), :reviewerId!)
 *   order by users.id
 *   for no key update
 * ),
 * reviewer as (
 *   select locked_user.id
 *   from locked_user
 *   where locked_user.id = :reviewerId!
 *     and locked_user.role = 'admin'
 *     and locked_user.is_active
 * ),
 * approved_verification as (
 *   update verifications
 *   set
 *     status = 'approved',
 *     reviewed_by = reviewer.id,
 *     reviewed_at = greatest(now(), verifications.submitted_at)
 *   from reviewer
 *   join locked_user on locked_user.id <> reviewer.id
 *   where verifications.id = :id!
 *     and verifications.status = 'pending'
 *     and verifications.user_id = locked_user.id
 *   returning
 *     verifications.id,
 *     verifications.user_id,
 *     verifications.verification_type,
 *     verifications.status,
 *     verifications.documents,
 *     verifications.rejection_reason,
 *     verifications.submitted_at,
 *     verifications.reviewed_at,
 *     verifications.created_at,
 *     verifications.updated_at,
 *     verifications.reviewed_by
 * ),
 * verified_user as (
 *   update users
 *   set is_verified = true
 *   from approved_verification
 *   where users.id = approved_verification.user_id
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     approved_verification.reviewed_by,
 *     'approve_verification',
 *     'verification',
 *     approved_verification.id,
 *     approved_verification.user_id
 *   from approved_verification
 * )
 * select
 *   approved_verification.id,
 *   approved_verification.user_id,
 *   approved_verification.verification_type,
 *   approved_verification.status,
 *   approved_verification.documents,
 *   approved_verification.rejection_reason,
 *   approved_verification.submitted_at,
 *   approved_verification.reviewed_at,
 *   approved_verification.created_at,
 *   approved_verification.updated_at,
 *   approved_verification.reviewed_by
 * from approved_verification
 * ```
 */
export const approveVerification = new PreparedQuery<ApproveVerificationParams, Verification>(
  '{"usedParamSet":{"id":true,"reviewerId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":574,"b":577},{"a":1244,"b":1247}]},{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":755,"b":766},{"a":894,"b":905}]}],"statement":"-- Approves a pending verification, and marks its user as verified; returns no row if it was decided already, or if the\\n-- acting user is no administrator, or its own.\\n-- The two accounts are locked first and in the order of their ids, as by a deletion of the user, which then takes the\\n-- verifications along. The user\'s row is written though it has the mark: a revocation with an older snapshot then fails and\\n-- runs again, instead of overlooking this approval.\\nwith wanted_verification as (\\n  select verifications.user_id\\n  from verifications\\n  where verifications.id = :id!\\n),\\nlocked_user as (\\n  select\\n    users.id,\\n    users.role,\\n    users.is_active\\n  from users\\n  where users.id in ((select wanted_verification.user_id from wanted_verification), :reviewerId!)\\n  order by users.id\\n  for no key update\\n),\\nreviewer as (\\n  select locked_user.id\\n  from locked_user\\n  where locked_user.id = :reviewerId!\\n    and locked_user.role = \'admin\'\\n    and locked_user.is_active\\n),\\napproved_verification as (\\n  update verifications\\n  set\\n    status = \'approved\',\\n    reviewed_by = reviewer.id,\\n    reviewed_at = greatest(now(), verifications.submitted_at)\\n  from reviewer\\n  join locked_user on locked_user.id <> reviewer.id\\n  where verifications.id = :id!\\n    and verifications.status = \'pending\'\\n    and verifications.user_id = locked_user.id\\n  returning\\n    verifications.id,\\n    verifications.user_id,\\n    verifications.verification_type,\\n    verifications.status,\\n    verifications.documents,\\n    verifications.rejection_reason,\\n    verifications.submitted_at,\\n    verifications.reviewed_at,\\n    verifications.created_at,\\n    verifications.updated_at,\\n    verifications.reviewed_by\\n),\\nverified_user as (\\n  update users\\n  set is_verified = true\\n  from approved_verification\\n  where users.id = approved_verification.user_id\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    approved_verification.reviewed_by,\\n    \'approve_verification\',\\n    \'verification\',\\n    approved_verification.id,\\n    approved_verification.user_id\\n  from approved_verification\\n)\\nselect\\n  approved_verification.id,\\n  approved_verification.user_id,\\n  approved_verification.verification_type,\\n  approved_verification.status,\\n  approved_verification.documents,\\n  approved_verification.rejection_reason,\\n  approved_verification.submitted_at,\\n  approved_verification.reviewed_at,\\n  approved_verification.created_at,\\n  approved_verification.updated_at,\\n  approved_verification.reviewed_by\\nfrom approved_verification"}',
  '{"name":"approveVerification","file":"verifications.sql","parameterTypes":{"id":"uuid","reviewerId":"uuid"},"tables":["moderation_actions","users","verifications"],"access":"write"}',
)

/** Parameters of `rejectVerification`. */
export interface RejectVerificationParams {
  readonly reviewerId: string
  readonly reason: string
  readonly id: string
}

/**
 * Rejects a pending verification, with a reason for the user to read; returns no row if it was decided already, or if the
 * acting user is no administrator, or its own.
 *
 * [sql/verifications.sql:111](../sql/verifications.sql#L111)
 *
 * ```sql
 * with reviewer as (
 *   select users.id
 *   from users
 *   where users.id = :reviewerId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * rejected_verification as (
 *   update verifications
 *   set
 *     status = 'rejected',
 *     rejection_reason = :reason!,
 *     reviewed_by = reviewer.id,
 *     reviewed_at = greatest(now(), verifications.submitted_at)
 *   from reviewer
 *   where verifications.id = :id!
 *     and verifications.status = 'pending'
 *     and verifications.user_id <> reviewer.id
 *   returning
 *     verifications.id,
 *     verifications.user_id,
 *     verifications.verification_type,
 *     verifications.status,
 *     verifications.documents,
 *     verifications.rejection_reason,
 *     verifications.submitted_at,
 *     verifications.reviewed_at,
 *     verifications.created_at,
 *     verifications.updated_at,
 *     verifications.reviewed_by
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
 *   select
 *     rejected_verification.reviewed_by,
 *     'reject_verification',
 *     'verification',
 *     rejected_verification.id,
 *     rejected_verification.user_id,
 *     rejected_verification.rejection_reason
 *   from rejected_verification
 * )
 * select
 *   rejected_verification.id,
 *   rejected_verification.user_id,
 *   rejected_verification.verification_type,
 *   rejected_verification.status,
 *   rejected_verification.documents,
 *   rejected_verification.rejection_reason,
 *   rejected_verification.submitted_at,
 *   rejected_verification.reviewed_at,
 *   rejected_verification.created_at,
 *   rejected_verification.updated_at,
 *   rejected_verification.reviewed_by
 * from rejected_verification
 * ```
 */
export const rejectVerification = new PreparedQuery<RejectVerificationParams, Verification>(
  '{"usedParamSet":{"reviewerId":true,"reason":true,"id":true},"params":[{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":240,"b":251}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":429,"b":436}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":575,"b":578}]}],"statement":"-- Rejects a pending verification, with a reason for the user to read; returns no row if it was decided already, or if the\\n-- acting user is no administrator, or its own.\\nwith reviewer as (\\n  select users.id\\n  from users\\n  where users.id = :reviewerId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nrejected_verification as (\\n  update verifications\\n  set\\n    status = \'rejected\',\\n    rejection_reason = :reason!,\\n    reviewed_by = reviewer.id,\\n    reviewed_at = greatest(now(), verifications.submitted_at)\\n  from reviewer\\n  where verifications.id = :id!\\n    and verifications.status = \'pending\'\\n    and verifications.user_id <> reviewer.id\\n  returning\\n    verifications.id,\\n    verifications.user_id,\\n    verifications.verification_type,\\n    verifications.status,\\n    verifications.documents,\\n    verifications.rejection_reason,\\n    verifications.submitted_at,\\n    verifications.reviewed_at,\\n    verifications.created_at,\\n    verifications.updated_at,\\n    verifications.reviewed_by\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)\\n  select\\n    rejected_verification.reviewed_by,\\n    \'reject_verification\',\\n    \'verification\',\\n    rejected_verification.id,\\n    rejected_verification.user_id,\\n    rejected_verification.rejection_reason\\n  from rejected_verification\\n)\\nselect\\n  rejected_verification.id,\\n  rejected_verification.user_id,\\n  rejected_verification.verification_type,\\n  rejected_verification.status,\\n  rejected_verification.documents,\\n  rejected_verification.rejection_reason,\\n  rejected_verification.submitted_at,\\n  rejected_verification.reviewed_at,\\n  rejected_verification.created_at,\\n  rejected_verification.updated_at,\\n  rejected_verification.reviewed_by\\nfrom rejected_verification"}',
  '{"name":"rejectVerification","file":"verifications.sql","parameterTypes":{"reviewerId":"uuid","reason":"text","id":"uuid"},"tables":["moderation_actions","users","verifications"],"access":"write"}',
)

/** Parameters of `revokeVerification`. */
export interface RevokeVerificationParams {
  readonly id: string
  readonly reviewerId: string
  readonly reason: string
}

/**
 * Rejects what was approved; returns no row if it is not approved, or if the acting user is no administrator, or its own.
 * tr_verifications_unverify_user takes the mark from the user unless another approval is left. The two accounts are locked
 * first, as in approveVerification.
 *
 * [sql/verifications.sql:151](../sql/verifications.sql#L151)
 *
 * ```sql
 * with wanted_verification as (
 *   select verifications.user_id
 *   from verifications
 *   where verifications.id = :id!
 * ),
 * locked_user as (
 *   select
 *     users.id,
 *     users.role,
 *     users.is_active
 *   from users
 *   where users.id in ((select wanted_verification.user_id from wanted_verification), :reviewerId!)
 *   order by users.id
 *   for no key update
 * ),
 * reviewer as (
 *   select locked_user.id
 *   from locked_user
 *   where locked_user.id = :reviewerId!
 *     and locked_user.role = 'admin'
 *     and locked_user.is_active
 * ),
 * revoked_verification as (
 *   update verifications
 *   set
 *     status = 'rejected',
 *     rejection_reason = :reason!,
 *     reviewed_by = reviewer.id,
 *     reviewed_at = greatest(now(), verifications.submitted_at)
 *   from reviewer
 *   join locked_user on locked_user.id <> reviewer.id
 *   where verifications.id = :id!
 *     and verifications.status = 'approved'
 *     and verifications.user_id = locked_user.id
 *   returning
 *     verifications.id,
 *     verifications.user_id,
 *     verifications.verification_type,
 *     verifications.status,
 *     verifications.documents,
 *     verifications.rejection_reason,
 *     verifications.submitted_at,
 *     verifications.reviewed_at,
 *     verifications.created_at,
 *     verifications.updated_at,
 *     verifications.reviewed_by
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
 *   select
 *     revoked_verification.reviewed_by,
 *     'revoke_verification',
 *     'verification',
 *     revoked_verification.id,
 *     revoked_verification.user_id,
 *     revoked_verification.rejection_reason
 *   from revoked_verification
 * )
 * select
 *   revoked_verification.id,
 *   revoked_verification.user_id,
 *   revoked_verification.verification_type,
 *   revoked_verification.status,
 *   revoked_verification.documents,
 *   revoked_verification.rejection_reason,
 *   revoked_verification.submitted_at,
 *   revoked_verification.reviewed_at,
 *   revoked_verification.created_at,
 *   revoked_verification.updated_at,
 *   revoked_verification.reviewed_by
 * from revoked_verification
 * ```
 */
export const revokeVerification = new PreparedQuery<RevokeVerificationParams, Verification>(
  '{"usedParamSet":{"id":true,"reviewerId":true,"reason":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":393,"b":396},{"a":1095,"b":1098}]},{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":574,"b":585},{"a":713,"b":724}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":897,"b":904}]}],"statement":"-- Rejects what was approved; returns no row if it is not approved, or if the acting user is no administrator, or its own.\\n-- tr_verifications_unverify_user takes the mark from the user unless another approval is left. The two accounts are locked\\n-- first, as in approveVerification.\\nwith wanted_verification as (\\n  select verifications.user_id\\n  from verifications\\n  where verifications.id = :id!\\n),\\nlocked_user as (\\n  select\\n    users.id,\\n    users.role,\\n    users.is_active\\n  from users\\n  where users.id in ((select wanted_verification.user_id from wanted_verification), :reviewerId!)\\n  order by users.id\\n  for no key update\\n),\\nreviewer as (\\n  select locked_user.id\\n  from locked_user\\n  where locked_user.id = :reviewerId!\\n    and locked_user.role = \'admin\'\\n    and locked_user.is_active\\n),\\nrevoked_verification as (\\n  update verifications\\n  set\\n    status = \'rejected\',\\n    rejection_reason = :reason!,\\n    reviewed_by = reviewer.id,\\n    reviewed_at = greatest(now(), verifications.submitted_at)\\n  from reviewer\\n  join locked_user on locked_user.id <> reviewer.id\\n  where verifications.id = :id!\\n    and verifications.status = \'approved\'\\n    and verifications.user_id = locked_user.id\\n  returning\\n    verifications.id,\\n    verifications.user_id,\\n    verifications.verification_type,\\n    verifications.status,\\n    verifications.documents,\\n    verifications.rejection_reason,\\n    verifications.submitted_at,\\n    verifications.reviewed_at,\\n    verifications.created_at,\\n    verifications.updated_at,\\n    verifications.reviewed_by\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)\\n  select\\n    revoked_verification.reviewed_by,\\n    \'revoke_verification\',\\n    \'verification\',\\n    revoked_verification.id,\\n    revoked_verification.user_id,\\n    revoked_verification.rejection_reason\\n  from revoked_verification\\n)\\nselect\\n  revoked_verification.id,\\n  revoked_verification.user_id,\\n  revoked_verification.verification_type,\\n  revoked_verification.status,\\n  revoked_verification.documents,\\n  revoked_verification.rejection_reason,\\n  revoked_verification.submitted_at,\\n  revoked_verification.reviewed_at,\\n  revoked_verification.created_at,\\n  revoked_verification.updated_at,\\n  revoked_verification.reviewed_by\\nfrom revoked_verification"}',
  '{"name":"revokeVerification","file":"verifications.sql","parameterTypes":{"id":"uuid","reviewerId":"uuid","reason":"text"},"tables":["moderation_actions","users","verifications"],"access":"write"}',
)

/** Parameters of `judgeVerificationReviewer`. */
export interface JudgeVerificationReviewerParams {
  readonly reviewerId: string
  readonly id: string
}

/** A row of `judgeVerificationReviewer`. */
export interface JudgeVerificationReviewerRow {
  readonly isOpenAdmin: boolean | null
  readonly isOwn: boolean
  /** The decision. */
  readonly status: VerificationStatus
}

/**
 * The reasons for which a decision on a verification is not its acting user's.
 * primary-only: a right hangs on it
 *
 * [sql/verifications.sql:207](../sql/verifications.sql#L207)
 *
 * ```sql
 * select
 *   reviewer.role = 'admin' and reviewer.is_active as "is_open_admin?",
 *   verifications.user_id = :reviewerId! as "is_own!",
 *   verifications.status
 * from verifications
 * left join users as reviewer on reviewer.id = :reviewerId!
 * where verifications.id = :id!
 * ```
 */
export const judgeVerificationReviewer = new PreparedQuery<JudgeVerificationReviewerParams, JudgeVerificationReviewerRow>(
  '{"usedParamSet":{"reviewerId":true,"id":true},"params":[{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":220,"b":231},{"a":334,"b":345}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":372,"b":375}]}],"statement":"-- The reasons for which a decision on a verification is not its acting user\'s.\\n-- primary-only: a right hangs on it\\nselect\\n  reviewer.role = \'admin\' and reviewer.is_active as \\"is_open_admin?\\",\\n  verifications.user_id = :reviewerId! as \\"is_own!\\",\\n  verifications.status\\nfrom verifications\\nleft join users as reviewer on reviewer.id = :reviewerId!\\nwhere verifications.id = :id!"}',
  '{"name":"judgeVerificationReviewer","file":"verifications.sql","parameterTypes":{"reviewerId":"uuid","id":"uuid"},"tables":["users","verifications"],"access":"read","primary":true}',
)

/** Parameters of `listPendingVerifications`. */
export type ListPendingVerificationsParams = {
  readonly reviewerId: string
  readonly verificationType?: VerificationType | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listPendingVerifications`. */
export interface ListPendingVerificationsRow extends Verification {
  readonly submittedAtExact: string
}

/**
 * The verifications that wait for a decision, oldest first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * An administrator gets a page, be it empty; for anybody else nothing is walked.
 * primary-only: work is taken from it
 *
 * [sql/verifications.sql:218](../sql/verifications.sql#L218)
 *
 * ```sql
 * select
 *   verifications.id,
 *   verifications.user_id,
 *   verifications.verification_type,
 *   verifications.status,
 *   verifications.documents,
 *   verifications.rejection_reason,
 *   verifications.submitted_at,
 *   verifications.reviewed_at,
 *   verifications.created_at,
 *   verifications.updated_at,
 *   verifications.reviewed_by,
 *   verifications.submitted_at::text as "submitted_at_exact!"
 * from verifications
 * where verifications.status = 'pending'
 *   and (
 *     select exists (
 *       select from users
 *       where users.id = :reviewerId!
 *         and users.role = 'admin'
 *         and users.is_active
 *     )
 *   )
 *   /*[if verificationType]*\/ and verifications.type_code = (select verification_type_code(:verificationType!)) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and verifications.submitted_at >= :afterTime!
 *   and (verifications.submitted_at, verifications.id) > (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if verificationType]*\/ verifications.submitted_at nulls first, /*[end]*\/
 *   verifications.submitted_at,
 *   verifications.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listPendingVerifications = new PreparedQuery<ListPendingVerificationsParams, ListPendingVerificationsRow>(
  '{"usedParamSet":{"reviewerId":true,"verificationType":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":763,"b":774}]},{"name":"verificationType","required":true,"transform":{"type":"scalar"},"locs":[{"a":936,"b":953}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1032,"b":1042},{"a":1100,"b":1110}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1113,"b":1121}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1286,"b":1292}]}],"statement":"-- The verifications that wait for a decision, oldest first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- An administrator gets a page, be it empty; for anybody else nothing is walked.\\n-- primary-only: work is taken from it\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.reviewed_by,\\n  verifications.submitted_at::text as \\"submitted_at_exact!\\"\\nfrom verifications\\nwhere verifications.status = \'pending\'\\n  and (\\n    select exists (\\n      select from users\\n      where users.id = :reviewerId!\\n        and users.role = \'admin\'\\n        and users.is_active\\n    )\\n  )\\n  /*[if verificationType]*/ and verifications.type_code = (select verification_type_code(:verificationType!)) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and verifications.submitted_at >= :afterTime!\\n  and (verifications.submitted_at, verifications.id) > (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if verificationType]*/ verifications.submitted_at nulls first, /*[end]*/\\n  verifications.submitted_at,\\n  verifications.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPendingVerifications","file":"verifications.sql","parameterTypes":{"reviewerId":"uuid","verificationType":"verification_type","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["users","verifications"],"access":"read","primary":true}',
)

/** Parameters of `listVerificationsByUser`. */
export type ListVerificationsByUserParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listVerificationsByUser`. */
export interface ListVerificationsByUserRow extends Verification {
  readonly submittedAtExact: string
}

/**
 * A user's verifications, newest first.
 * primary-only: a badge hangs on it
 *
 * [sql/verifications.sql:247](../sql/verifications.sql#L247)
 *
 * ```sql
 * select
 *   verifications.id,
 *   verifications.user_id,
 *   verifications.verification_type,
 *   verifications.status,
 *   verifications.documents,
 *   verifications.rejection_reason,
 *   verifications.submitted_at,
 *   verifications.reviewed_at,
 *   verifications.created_at,
 *   verifications.updated_at,
 *   verifications.reviewed_by,
 *   verifications.submitted_at::text as "submitted_at_exact!"
 * from verifications
 * where verifications.user_id = :userId!
 *   /*[if afterTime afterId]*\/
 *   and verifications.submitted_at <= :afterTime!
 *   and (verifications.submitted_at, verifications.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by verifications.submitted_at desc, verifications.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listVerificationsByUser = new PreparedQuery<ListVerificationsByUserParams, ListVerificationsByUserRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":503,"b":510}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":577,"b":587},{"a":645,"b":655}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":658,"b":666}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":759,"b":765}]}],"statement":"-- A user\'s verifications, newest first.\\n-- primary-only: a badge hangs on it\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.reviewed_by,\\n  verifications.submitted_at::text as \\"submitted_at_exact!\\"\\nfrom verifications\\nwhere verifications.user_id = :userId!\\n  /*[if afterTime afterId]*/\\n  and verifications.submitted_at <= :afterTime!\\n  and (verifications.submitted_at, verifications.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by verifications.submitted_at desc, verifications.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listVerificationsByUser","file":"verifications.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["verifications"],"access":"read","primary":true}',
)
