/** Types and queries of "verifications.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Verification } from './models.js'
import type { VerificationStatus, VerificationType } from './enums.js'
import type { JsonColumns } from './json-columns.js'
export type { VerificationStatus, VerificationType }

/** Parameters of `submitVerification`. */
export interface SubmitVerificationParams {
  readonly id?: string | null
  readonly userId: string
  readonly verificationType: VerificationType
  readonly documents: JsonColumns['verifications.documents']
}

/**
 * Hands in papers; returns no row if the id is taken, or if the user waits for a decision already.
 *
 * ```sql
 * insert into verifications (
 *   id,
 *   user_id,
 *   verification_type,
 *   documents
 * )
 * values (
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   :userId!,
 *   :verificationType!,
 *   :documents!::jsonb
 * )
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
 *   verifications.updated_at
 * ```
 */
export const submitVerification = new PreparedQuery<SubmitVerificationParams, Verification>(
  '{"usedParamSet":{"id":true,"userId":true,"verificationType":true,"documents":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":200,"b":202}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":257,"b":264}]},{"name":"verificationType","required":true,"transform":{"type":"scalar"},"locs":[{"a":269,"b":286}]},{"name":"documents","required":true,"transform":{"type":"scalar"},"locs":[{"a":291,"b":301}]}],"statement":"-- Hands in papers; returns no row if the id is taken, or if the user waits for a decision already.\\ninsert into verifications (\\n  id,\\n  user_id,\\n  verification_type,\\n  documents\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :userId!,\\n  :verificationType!,\\n  :documents!::jsonb\\n)\\non conflict do nothing\\nreturning\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at"}',
  '{"name":"submitVerification","file":"verifications.sql","parameterTypes":{"id":"uuid","userId":"uuid","verificationType":"verification_type","documents":"jsonb"},"tables":["verifications"],"access":"write"}',
)

/** Parameters of `findVerification`. */
export interface FindVerificationParams {
  readonly id: string
}

/**
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
 *   verifications.updated_at
 * from verifications
 * where verifications.id = :id!
 * ```
 */
export const findVerification = new PreparedQuery<FindVerificationParams, Verification>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":330,"b":333}]}],"statement":"select\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at\\nfrom verifications\\nwhere verifications.id = :id!"}',
  '{"name":"findVerification","file":"verifications.sql","parameterTypes":{"id":"uuid"},"tables":["verifications"],"access":"read"}',
)

/** Parameters of `listVerificationsByIds`. */
export interface ListVerificationsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Verifications in the order of their ids in the list; those that do not exist are left out.
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
 *   verifications.updated_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join verifications on verifications.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listVerificationsByIds = new PreparedQuery<ListVerificationsByIdsParams, Verification>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":392,"b":396}]}],"statement":"-- Verifications in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin verifications on verifications.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listVerificationsByIds","file":"verifications.sql","parameterTypes":{"ids":"uuid[]"},"tables":["verifications"],"access":"read"}',
)

/** Parameters of `approveVerification`. */
export interface ApproveVerificationParams {
  readonly id: string
}

/**
 * Approves a pending verification, and marks its user as verified; returns no row if it was decided already.
 * The user is locked first, as by a deletion of the user, which then takes the verifications along.
 *
 * ```sql
 * with locked_user as (
 *   select users.id
 *   from users
 *   where users.id = (select verifications.user_id from verifications where verifications.id = :id!)
 *   for no key update
 * ),
 * approved_verification as (
 *   update verifications
 *   set
 *     status = 'approved',
 *     reviewed_at = greatest(now(), verifications.submitted_at)
 *   from locked_user
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
 *     verifications.updated_at
 * ),
 * verified_user as (
 *   update users
 *   set is_verified = true
 *   from approved_verification
 *   where users.id = approved_verification.user_id
 *     and not users.is_verified
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
 *   approved_verification.updated_at
 * from approved_verification
 * ```
 */
export const approveVerification = new PreparedQuery<ApproveVerificationParams, Verification>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":357,"b":360},{"a":575,"b":578}]}],"statement":"-- Approves a pending verification, and marks its user as verified; returns no row if it was decided already.\\n-- The user is locked first, as by a deletion of the user, which then takes the verifications along.\\nwith locked_user as (\\n  select users.id\\n  from users\\n  where users.id = (select verifications.user_id from verifications where verifications.id = :id!)\\n  for no key update\\n),\\napproved_verification as (\\n  update verifications\\n  set\\n    status = \'approved\',\\n    reviewed_at = greatest(now(), verifications.submitted_at)\\n  from locked_user\\n  where verifications.id = :id!\\n    and verifications.status = \'pending\'\\n    and verifications.user_id = locked_user.id\\n  returning\\n    verifications.id,\\n    verifications.user_id,\\n    verifications.verification_type,\\n    verifications.status,\\n    verifications.documents,\\n    verifications.rejection_reason,\\n    verifications.submitted_at,\\n    verifications.reviewed_at,\\n    verifications.created_at,\\n    verifications.updated_at\\n),\\nverified_user as (\\n  update users\\n  set is_verified = true\\n  from approved_verification\\n  where users.id = approved_verification.user_id\\n    and not users.is_verified\\n)\\nselect\\n  approved_verification.id,\\n  approved_verification.user_id,\\n  approved_verification.verification_type,\\n  approved_verification.status,\\n  approved_verification.documents,\\n  approved_verification.rejection_reason,\\n  approved_verification.submitted_at,\\n  approved_verification.reviewed_at,\\n  approved_verification.created_at,\\n  approved_verification.updated_at\\nfrom approved_verification"}',
  '{"name":"approveVerification","file":"verifications.sql","parameterTypes":{"id":"uuid"},"tables":["users","verifications"],"access":"write"}',
)

/** Parameters of `rejectVerification`. */
export interface RejectVerificationParams {
  readonly reason: string
  readonly id: string
}

/**
 * Rejects a pending verification, with a reason for the user to read; returns no row if it was decided already.
 *
 * ```sql
 * update verifications
 * set
 *   status = 'rejected',
 *   rejection_reason = :reason!,
 *   reviewed_at = greatest(now(), verifications.submitted_at)
 * where verifications.id = :id!
 *   and verifications.status = 'pending'
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
 *   verifications.updated_at
 * ```
 */
export const rejectVerification = new PreparedQuery<RejectVerificationParams, Verification>(
  '{"usedParamSet":{"reason":true,"id":true},"params":[{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":182,"b":189}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":277,"b":280}]}],"statement":"-- Rejects a pending verification, with a reason for the user to read; returns no row if it was decided already.\\nupdate verifications\\nset\\n  status = \'rejected\',\\n  rejection_reason = :reason!,\\n  reviewed_at = greatest(now(), verifications.submitted_at)\\nwhere verifications.id = :id!\\n  and verifications.status = \'pending\'\\nreturning\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at"}',
  '{"name":"rejectVerification","file":"verifications.sql","parameterTypes":{"reason":"text","id":"uuid"},"tables":["verifications"],"access":"write"}',
)

/** Parameters of `listPendingVerifications`. */
export type ListPendingVerificationsParams = {
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
 *   verifications.submitted_at::text as "submitted_at_exact!"
 * from verifications
 * where verifications.status = 'pending'
 *   /*[if verificationType]*\/ and verifications.verification_type = :verificationType! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and verifications.submitted_at >= :afterTime!
 *   and (verifications.submitted_at, verifications.id) > (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by verifications.submitted_at, verifications.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listPendingVerifications = new PreparedQuery<ListPendingVerificationsParams, ListPendingVerificationsRow>(
  '{"usedParamSet":{"verificationType":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"verificationType","required":true,"transform":{"type":"scalar"},"locs":[{"a":604,"b":621}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":698,"b":708},{"a":766,"b":776}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":779,"b":787}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":870,"b":876}]}],"statement":"-- The verifications that wait for a decision, oldest first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.submitted_at::text as \\"submitted_at_exact!\\"\\nfrom verifications\\nwhere verifications.status = \'pending\'\\n  /*[if verificationType]*/ and verifications.verification_type = :verificationType! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and verifications.submitted_at >= :afterTime!\\n  and (verifications.submitted_at, verifications.id) > (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by verifications.submitted_at, verifications.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listPendingVerifications","file":"verifications.sql","parameterTypes":{"verificationType":"verification_type","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["verifications"],"access":"read"}',
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
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":437,"b":444}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":511,"b":521},{"a":579,"b":589}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":592,"b":600}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":693,"b":699}]}],"statement":"-- A user\'s verifications, newest first.\\nselect\\n  verifications.id,\\n  verifications.user_id,\\n  verifications.verification_type,\\n  verifications.status,\\n  verifications.documents,\\n  verifications.rejection_reason,\\n  verifications.submitted_at,\\n  verifications.reviewed_at,\\n  verifications.created_at,\\n  verifications.updated_at,\\n  verifications.submitted_at::text as \\"submitted_at_exact!\\"\\nfrom verifications\\nwhere verifications.user_id = :userId!\\n  /*[if afterTime afterId]*/\\n  and verifications.submitted_at <= :afterTime!\\n  and (verifications.submitted_at, verifications.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by verifications.submitted_at desc, verifications.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listVerificationsByUser","file":"verifications.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["verifications"],"access":"read"}',
)
