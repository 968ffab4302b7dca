/** Types and queries of "reviews.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Review } from './models.js'
import type { BadgeType } from './enums.js'
export type { BadgeType }

/** Parameters of `writeReview`. */
export interface WriteReviewParams {
  readonly reviewerId: string
  readonly id?: string | null
  readonly rating: number
  readonly content?: string | null
  readonly requestDigest?: string | null
  readonly paymentId: string
}

/**
 * Writes a review; returns no row if the id is taken, if the party has reviewed the payment already, if the payment was never
 * completed, or if the acting user is none of its parties or has no open account.
 *
 * [sql/reviews.sql:8](../sql/reviews.sql#L8)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :reviewerId!
 *     and users.is_active
 *   for key share
 * )
 * insert into reviews (id, payment_id, product_id, reviewer_id, reviewee_id, rating, content, request_digest)
 * select
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   transactions.id,
 *   transactions.product_id,
 *   acting_user.id,
 *   case when transactions.buyer_id = acting_user.id then transactions.seller_id else transactions.buyer_id end,
 *   :rating!::integer,
 *   :content, -- null: stars alone
 *   :requestDigest
 * from acting_user
 * join transactions on transactions.id = :paymentId!
 * where acting_user.id in (transactions.buyer_id, transactions.seller_id)
 *   and is_reviewable_payment(
 *     transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at
 *   )
 * on conflict do nothing
 * returning
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * ```
 */
export const writeReview = new PreparedQuery<WriteReviewParams, Review>(
  '{"usedParamSet":{"reviewerId":true,"id":true,"rating":true,"content":true,"requestDigest":true,"paymentId":true},"params":[{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":282,"b":293}]},{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":463,"b":465}]},{"name":"rating","required":true,"transform":{"type":"scalar"},"locs":[{"a":695,"b":702}]},{"name":"content","required":false,"transform":{"type":"scalar"},"locs":[{"a":716,"b":723}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":749,"b":762}]},{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":820,"b":830}]}],"statement":"-- Writes a review; returns no row if the id is taken, if the party has reviewed the payment already, if the payment was never\\n-- completed, or if the acting user is none of its parties or has no open account.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :reviewerId!\\n    and users.is_active\\n  for key share\\n)\\ninsert into reviews (id, payment_id, product_id, reviewer_id, reviewee_id, rating, content, request_digest)\\nselect\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  transactions.id,\\n  transactions.product_id,\\n  acting_user.id,\\n  case when transactions.buyer_id = acting_user.id then transactions.seller_id else transactions.buyer_id end,\\n  :rating!::integer,\\n  :content, -- null: stars alone\\n  :requestDigest\\nfrom acting_user\\njoin transactions on transactions.id = :paymentId!\\nwhere acting_user.id in (transactions.buyer_id, transactions.seller_id)\\n  and is_reviewable_payment(\\n    transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at\\n  )\\non conflict do nothing\\nreturning\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at"}',
  '{"name":"writeReview","file":"reviews.sql","parameterTypes":{"reviewerId":"uuid","id":"uuid","rating":"int4","content":"text","requestDigest":"uuid","paymentId":"uuid"},"tables":["reviews","transactions","users"],"access":"write"}',
)

/** Parameters of `findRepeatedReview`. */
export interface FindRepeatedReviewParams {
  readonly id: string
  readonly requestDigest: string
}

/**
 * The review that the same content made, hidden or not.
 * primary-only: whether a command is repeated hangs on it
 *
 * [sql/reviews.sql:38](../sql/reviews.sql#L38)
 *
 * ```sql
 * select
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * from reviews
 * where reviews.id = :id!
 *   and reviews.request_digest = :requestDigest!
 * ```
 */
export const findRepeatedReview = new PreparedQuery<FindRepeatedReviewParams, Review>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":399,"b":402}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":435,"b":449}]}],"statement":"-- The review that the same content made, hidden or not.\\n-- primary-only: whether a command is repeated hangs on it\\nselect\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at\\nfrom reviews\\nwhere reviews.id = :id!\\n  and reviews.request_digest = :requestDigest!"}',
  '{"name":"findRepeatedReview","file":"reviews.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["reviews"],"access":"read","primary":true}',
)

/** Parameters of `judgeReviewer`. */
export interface JudgeReviewerParams {
  readonly reviewerId: string
  readonly paymentId: string
}

/** A row of `judgeReviewer`. */
export interface JudgeReviewerRow {
  readonly isOpen: boolean
  readonly isParty: boolean
  readonly isReviewable: boolean
  readonly isWritten: boolean
}

/**
 * The reasons for which a payment is not reviewed by its acting user.
 * primary-only: a right hangs on it
 *
 * [sql/reviews.sql:47](../sql/reviews.sql#L47)
 *
 * ```sql
 * select
 *   acting_user.is_active is true as "is_open!",
 *   :reviewerId! in (transactions.buyer_id, transactions.seller_id) as "is_party!",
 *   is_reviewable_payment(
 *     transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at
 *   ) as "is_reviewable!",
 *   exists (
 *     select from reviews
 *     where reviews.payment_id = transactions.id
 *       and reviews.reviewer_id = :reviewerId!
 *   ) as "is_written!"
 * from transactions
 * left join users as acting_user on acting_user.id = :reviewerId!
 * where transactions.id = :paymentId!
 * ```
 */
export const judgeReviewer = new PreparedQuery<JudgeReviewerParams, JudgeReviewerRow>(
  '{"usedParamSet":{"reviewerId":true,"paymentId":true},"params":[{"name":"reviewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":164,"b":175},{"a":506,"b":517},{"a":609,"b":620}]},{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":646,"b":656}]}],"statement":"-- The reasons for which a payment is not reviewed by its acting user.\\n-- primary-only: a right hangs on it\\nselect\\n  acting_user.is_active is true as \\"is_open!\\",\\n  :reviewerId! in (transactions.buyer_id, transactions.seller_id) as \\"is_party!\\",\\n  is_reviewable_payment(\\n    transactions.status, transactions.paid_at, transactions.cancelled_at, transactions.expired_at\\n  ) as \\"is_reviewable!\\",\\n  exists (\\n    select from reviews\\n    where reviews.payment_id = transactions.id\\n      and reviews.reviewer_id = :reviewerId!\\n  ) as \\"is_written!\\"\\nfrom transactions\\nleft join users as acting_user on acting_user.id = :reviewerId!\\nwhere transactions.id = :paymentId!"}',
  '{"name":"judgeReviewer","file":"reviews.sql","parameterTypes":{"reviewerId":"uuid","paymentId":"uuid"},"tables":["reviews","transactions","users"],"access":"read","primary":true}',
)

/** Parameters of `reviseReview`. */
export interface ReviseReviewParams {
  readonly userId: string
  readonly rating: number
  readonly content?: string | null
  readonly id: string
}

/**
 * Writes a review anew; returns no row unless it is the acting user's, public, unanswered and at most 14 days old.
 * tr_reviews_count_changed brings the counts along.
 *
 * [sql/reviews.sql:65](../sql/reviews.sql#L65)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * update reviews
 * set
 *   rating = :rating!::integer,
 *   content = :content -- null: stars alone
 * from acting_user
 * where reviews.id = :id!
 *   and reviews.reviewer_id = acting_user.id
 *   and reviews.hidden_at is null
 *   and reviews.reply is null
 *   and reviews.created_at > now() - interval '14 days'
 * returning
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * ```
 */
export const reviseReview = new PreparedQuery<ReviseReviewParams, Review>(
  '{"usedParamSet":{"userId":true,"rating":true,"content":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":241,"b":248}]},{"name":"rating","required":true,"transform":{"type":"scalar"},"locs":[{"a":322,"b":329}]},{"name":"content","required":false,"transform":{"type":"scalar"},"locs":[{"a":353,"b":360}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":419,"b":422}]}],"statement":"-- Writes a review anew; returns no row unless it is the acting user\'s, public, unanswered and at most 14 days old.\\n-- tr_reviews_count_changed brings the counts along.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate reviews\\nset\\n  rating = :rating!::integer,\\n  content = :content -- null: stars alone\\nfrom acting_user\\nwhere reviews.id = :id!\\n  and reviews.reviewer_id = acting_user.id\\n  and reviews.hidden_at is null\\n  and reviews.reply is null\\n  and reviews.created_at > now() - interval \'14 days\'\\nreturning\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at"}',
  '{"name":"reviseReview","file":"reviews.sql","parameterTypes":{"userId":"uuid","rating":"int4","content":"text","id":"uuid"},"tables":["reviews","users"],"access":"write"}',
)

/** Parameters of `replyToReview`. */
export interface ReplyToReviewParams {
  readonly userId: string
  readonly reply?: string | null
  readonly id: string
}

/**
 * Sets the answer of the user whom a review is about; returns no row if the acting user is somebody else, or closed, or if the
 * review is hidden: its words are not for that user any more.
 *
 * [sql/reviews.sql:88](../sql/reviews.sql#L88)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * update reviews
 * set
 *   reply = :reply::text, -- null: takes the answer back
 *   replied_at = case
 *     when :reply::text is null then null
 *     when reviews.reply = :reply::text then reviews.replied_at
 *     else now()
 *   end
 * from acting_user
 * where reviews.id = :id!
 *   and reviews.reviewee_id = acting_user.id
 *   and reviews.hidden_at is null
 * returning
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * ```
 */
export const replyToReview = new PreparedQuery<ReplyToReviewParams, Review>(
  '{"usedParamSet":{"userId":true,"reply":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":263,"b":270}]},{"name":"reply","required":false,"transform":{"type":"scalar"},"locs":[{"a":343,"b":348},{"a":417,"b":422},{"a":473,"b":478}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":567,"b":570}]}],"statement":"-- Sets the answer of the user whom a review is about; returns no row if the acting user is somebody else, or closed, or if the\\n-- review is hidden: its words are not for that user any more.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate reviews\\nset\\n  reply = :reply::text, -- null: takes the answer back\\n  replied_at = case\\n    when :reply::text is null then null\\n    when reviews.reply = :reply::text then reviews.replied_at\\n    else now()\\n  end\\nfrom acting_user\\nwhere reviews.id = :id!\\n  and reviews.reviewee_id = acting_user.id\\n  and reviews.hidden_at is null\\nreturning\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at"}',
  '{"name":"replyToReview","file":"reviews.sql","parameterTypes":{"userId":"uuid","reply":"text","id":"uuid"},"tables":["reviews","users"],"access":"write"}',
)

/** Parameters of `judgeReviewParty`. */
export interface JudgeReviewPartyParams {
  readonly userId: string
  readonly id: string
}

/** A row of `judgeReviewParty`. */
export interface JudgeReviewPartyRow {
  readonly isReviewer: boolean
  readonly isReviewee: boolean
  readonly isOpen: boolean
}

/**
 * The reasons for which a command on a review is not its acting user's.
 * primary-only: a right hangs on it
 *
 * [sql/reviews.sql:113](../sql/reviews.sql#L113)
 *
 * ```sql
 * select
 *   reviews.reviewer_id = :userId! as "is_reviewer!",
 *   reviews.reviewee_id = :userId! as "is_reviewee!",
 *   acting_user.is_active is true as "is_open!"
 * from reviews
 * left join users as acting_user on acting_user.id = :userId!
 * where reviews.id = :id!
 * ```
 */
export const judgeReviewParty = new PreparedQuery<JudgeReviewPartyParams, JudgeReviewPartyRow>(
  '{"usedParamSet":{"userId":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":141,"b":148},{"a":193,"b":200},{"a":331,"b":338}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":359,"b":362}]}],"statement":"-- The reasons for which a command on a review is not its acting user\'s.\\n-- primary-only: a right hangs on it\\nselect\\n  reviews.reviewer_id = :userId! as \\"is_reviewer!\\",\\n  reviews.reviewee_id = :userId! as \\"is_reviewee!\\",\\n  acting_user.is_active is true as \\"is_open!\\"\\nfrom reviews\\nleft join users as acting_user on acting_user.id = :userId!\\nwhere reviews.id = :id!"}',
  '{"name":"judgeReviewParty","file":"reviews.sql","parameterTypes":{"userId":"uuid","id":"uuid"},"tables":["reviews","users"],"access":"read","primary":true}',
)

/** Parameters of `hideReview`. */
export interface HideReviewParams {
  readonly adminId: string
  readonly id: string
}

/**
 * Hides a review on behalf of an administrator; returns no row if the acting user is none. Of a hidden one nothing changes.
 *
 * [sql/reviews.sql:124](../sql/reviews.sql#L124)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * wanted_review as (
 *   select
 *     reviews.id,
 *     reviews.hidden_at is null as is_shown,
 *     acting_admin.id as admin_id
 *   from acting_admin
 *   join reviews on reviews.id = :id!
 *   for no key update of reviews
 * ),
 * hidden_review as (
 *   update reviews
 *   set
 *     hidden_at = coalesce(reviews.hidden_at, now()),
 *     hidden_by = case when reviews.hidden_at is null then wanted_review.admin_id else reviews.hidden_by end
 *   from wanted_review
 *   where reviews.id = wanted_review.id
 *   returning
 *     reviews.id,
 *     reviews.payment_id,
 *     reviews.product_id,
 *     reviews.reviewer_id,
 *     reviews.reviewee_id,
 *     reviews.rating,
 *     reviews.content,
 *     reviews.reply,
 *     reviews.replied_at,
 *     reviews.hidden_at,
 *     reviews.created_at,
 *     reviews.updated_at
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     wanted_review.admin_id,
 *     'hide',
 *     'review',
 *     hidden_review.id,
 *     hidden_review.reviewer_id
 *   from hidden_review
 *   join wanted_review
 *     on wanted_review.id = hidden_review.id
 *     and wanted_review.is_shown
 * )
 * select
 *   hidden_review.id,
 *   hidden_review.payment_id,
 *   hidden_review.product_id,
 *   hidden_review.reviewer_id,
 *   hidden_review.reviewee_id,
 *   hidden_review.rating,
 *   hidden_review.content,
 *   hidden_review.reply,
 *   hidden_review.replied_at,
 *   hidden_review.hidden_at,
 *   hidden_review.created_at,
 *   hidden_review.updated_at
 * from hidden_review
 * ```
 */
export const hideReview = new PreparedQuery<HideReviewParams, Review>(
  '{"usedParamSet":{"adminId":true,"id":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":198,"b":206}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":450,"b":453}]}],"statement":"-- Hides a review on behalf of an administrator; returns no row if the acting user is none. Of a hidden one nothing changes.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nwanted_review as (\\n  select\\n    reviews.id,\\n    reviews.hidden_at is null as is_shown,\\n    acting_admin.id as admin_id\\n  from acting_admin\\n  join reviews on reviews.id = :id!\\n  for no key update of reviews\\n),\\nhidden_review as (\\n  update reviews\\n  set\\n    hidden_at = coalesce(reviews.hidden_at, now()),\\n    hidden_by = case when reviews.hidden_at is null then wanted_review.admin_id else reviews.hidden_by end\\n  from wanted_review\\n  where reviews.id = wanted_review.id\\n  returning\\n    reviews.id,\\n    reviews.payment_id,\\n    reviews.product_id,\\n    reviews.reviewer_id,\\n    reviews.reviewee_id,\\n    reviews.rating,\\n    reviews.content,\\n    reviews.reply,\\n    reviews.replied_at,\\n    reviews.hidden_at,\\n    reviews.created_at,\\n    reviews.updated_at\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    wanted_review.admin_id,\\n    \'hide\',\\n    \'review\',\\n    hidden_review.id,\\n    hidden_review.reviewer_id\\n  from hidden_review\\n  join wanted_review\\n    on wanted_review.id = hidden_review.id\\n    and wanted_review.is_shown\\n)\\nselect\\n  hidden_review.id,\\n  hidden_review.payment_id,\\n  hidden_review.product_id,\\n  hidden_review.reviewer_id,\\n  hidden_review.reviewee_id,\\n  hidden_review.rating,\\n  hidden_review.content,\\n  hidden_review.reply,\\n  hidden_review.replied_at,\\n  hidden_review.hidden_at,\\n  hidden_review.created_at,\\n  hidden_review.updated_at\\nfrom hidden_review"}',
  '{"name":"hideReview","file":"reviews.sql","parameterTypes":{"adminId":"uuid","id":"uuid"},"tables":["moderation_actions","reviews","users"],"access":"write"}',
)

/** Parameters of `unhideReview`. */
export interface UnhideReviewParams {
  readonly adminId: string
  readonly id: string
}

/**
 * Shows a hidden review again, on behalf of an administrator; returns no row if the acting user is none.
 * What changes nothing is not logged.
 *
 * [sql/reviews.sql:170](../sql/reviews.sql#L170)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * wanted_review as (
 *   select
 *     reviews.id,
 *     reviews.hidden_at is not null as is_hidden,
 *     acting_admin.id as admin_id
 *   from acting_admin
 *   join reviews on reviews.id = :id!
 *   for no key update of reviews
 * ),
 * shown_review as (
 *   update reviews
 *   set
 *     hidden_at = null,
 *     hidden_by = null
 *   from wanted_review
 *   where reviews.id = wanted_review.id
 *   returning
 *     reviews.id,
 *     reviews.payment_id,
 *     reviews.product_id,
 *     reviews.reviewer_id,
 *     reviews.reviewee_id,
 *     reviews.rating,
 *     reviews.content,
 *     reviews.reply,
 *     reviews.replied_at,
 *     reviews.hidden_at,
 *     reviews.created_at,
 *     reviews.updated_at
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     wanted_review.admin_id,
 *     'unhide',
 *     'review',
 *     shown_review.id,
 *     shown_review.reviewer_id
 *   from shown_review
 *   join wanted_review
 *     on wanted_review.id = shown_review.id
 *     and wanted_review.is_hidden
 * )
 * select
 *   shown_review.id,
 *   shown_review.payment_id,
 *   shown_review.product_id,
 *   shown_review.reviewer_id,
 *   shown_review.reviewee_id,
 *   shown_review.rating,
 *   shown_review.content,
 *   shown_review.reply,
 *   shown_review.replied_at,
 *   shown_review.hidden_at,
 *   shown_review.created_at,
 *   shown_review.updated_at
 * from shown_review
 * ```
 */
export const unhideReview = new PreparedQuery<UnhideReviewParams, Review>(
  '{"usedParamSet":{"adminId":true,"id":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":218,"b":226}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":475,"b":478}]}],"statement":"-- Shows a hidden review again, on behalf of an administrator; returns no row if the acting user is none.\\n-- What changes nothing is not logged.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nwanted_review as (\\n  select\\n    reviews.id,\\n    reviews.hidden_at is not null as is_hidden,\\n    acting_admin.id as admin_id\\n  from acting_admin\\n  join reviews on reviews.id = :id!\\n  for no key update of reviews\\n),\\nshown_review as (\\n  update reviews\\n  set\\n    hidden_at = null,\\n    hidden_by = null\\n  from wanted_review\\n  where reviews.id = wanted_review.id\\n  returning\\n    reviews.id,\\n    reviews.payment_id,\\n    reviews.product_id,\\n    reviews.reviewer_id,\\n    reviews.reviewee_id,\\n    reviews.rating,\\n    reviews.content,\\n    reviews.reply,\\n    reviews.replied_at,\\n    reviews.hidden_at,\\n    reviews.created_at,\\n    reviews.updated_at\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    wanted_review.admin_id,\\n    \'unhide\',\\n    \'review\',\\n    shown_review.id,\\n    shown_review.reviewer_id\\n  from shown_review\\n  join wanted_review\\n    on wanted_review.id = shown_review.id\\n    and wanted_review.is_hidden\\n)\\nselect\\n  shown_review.id,\\n  shown_review.payment_id,\\n  shown_review.product_id,\\n  shown_review.reviewer_id,\\n  shown_review.reviewee_id,\\n  shown_review.rating,\\n  shown_review.content,\\n  shown_review.reply,\\n  shown_review.replied_at,\\n  shown_review.hidden_at,\\n  shown_review.created_at,\\n  shown_review.updated_at\\nfrom shown_review"}',
  '{"name":"unhideReview","file":"reviews.sql","parameterTypes":{"adminId":"uuid","id":"uuid"},"tables":["moderation_actions","reviews","users"],"access":"write"}',
)

/** Parameters of `findReview`. */
export interface FindReviewParams {
  readonly id: string
}

/**
 * A review that is public.
 *
 * [sql/reviews.sql:217](../sql/reviews.sql#L217)
 *
 * ```sql
 * select
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * from reviews
 * where reviews.id = :id!
 *   and reviews.hidden_at is null
 * ```
 */
export const findReview = new PreparedQuery<FindReviewParams, Review>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":311,"b":314}]}],"statement":"-- A review that is public.\\nselect\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at\\nfrom reviews\\nwhere reviews.id = :id!\\n  and reviews.hidden_at is null"}',
  '{"name":"findReview","file":"reviews.sql","parameterTypes":{"id":"uuid"},"tables":["reviews"],"access":"read"}',
)

/** Parameters of `findReviewForModeration`. */
export interface FindReviewForModerationParams {
  readonly id: string
  readonly adminId: string
}

/**
 * A review, hidden or not; no row if the acting user is no administrator.
 * primary-only: a right hangs on it
 *
 * [sql/reviews.sql:225](../sql/reviews.sql#L225)
 *
 * ```sql
 * select
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * from reviews
 * where reviews.id = :id!
 *   and exists (
 *     select from users
 *     where users.id = :adminId!
 *       and users.role = 'admin'
 *       and users.is_active
 *   )
 * ```
 */
export const findReviewForModeration = new PreparedQuery<FindReviewForModerationParams, Review>(
  '{"usedParamSet":{"id":true,"adminId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":395,"b":398}]},{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":458,"b":466}]}],"statement":"-- A review, hidden or not; no row if the acting user is no administrator.\\n-- primary-only: a right hangs on it\\nselect\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at\\nfrom reviews\\nwhere reviews.id = :id!\\n  and exists (\\n    select from users\\n    where users.id = :adminId!\\n      and users.role = \'admin\'\\n      and users.is_active\\n  )"}',
  '{"name":"findReviewForModeration","file":"reviews.sql","parameterTypes":{"id":"uuid","adminId":"uuid"},"tables":["reviews","users"],"access":"read","primary":true}',
)

/** Parameters of `listReviewsByIds`. */
export interface ListReviewsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Public reviews in the order of their ids in the list; those that do not exist or are hidden are left out.
 *
 * [sql/reviews.sql:239](../sql/reviews.sql#L239)
 *
 * ```sql
 * select
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join reviews on reviews.id = wanted.id
 * where reviews.hidden_at is null
 * order by wanted.place
 * ```
 */
export const listReviewsByIds = new PreparedQuery<ListReviewsByIdsParams, Review>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":372,"b":376}]}],"statement":"-- Public reviews in the order of their ids in the list; those that do not exist or are hidden are left out.\\nselect\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin reviews on reviews.id = wanted.id\\nwhere reviews.hidden_at is null\\norder by wanted.place"}',
  '{"name":"listReviewsByIds","file":"reviews.sql","parameterTypes":{"ids":"uuid[]"},"tables":["reviews"],"access":"read"}',
)

/** Parameters of `listReviewsByPayment`. */
export interface ListReviewsByPaymentParams {
  readonly paymentId: string
  readonly userId: string
}

/**
 * The reviews of a payment, oldest first, for its parties: those that are public, and the acting user's own. Nothing for anybody
 * else.
 *
 * [sql/reviews.sql:248](../sql/reviews.sql#L248)
 *
 * ```sql
 * select
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at
 * from reviews
 * where reviews.payment_id = :paymentId!
 *   and :userId! in (reviews.reviewer_id, reviews.reviewee_id)
 *   and (reviews.hidden_at is null or reviews.reviewer_id = :userId!)
 * order by reviews.created_at, reviews.id
 * limit 2 -- one of each party
 * ```
 */
export const listReviewsByPayment = new PreparedQuery<ListReviewsByPaymentParams, Review>(
  '{"usedParamSet":{"paymentId":true,"userId":true},"params":[{"name":"paymentId","required":true,"transform":{"type":"scalar"},"locs":[{"a":430,"b":440}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":448,"b":455},{"a":561,"b":568}]}],"statement":"-- The reviews of a payment, oldest first, for its parties: those that are public, and the acting user\'s own. Nothing for anybody\\n-- else.\\nselect\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at\\nfrom reviews\\nwhere reviews.payment_id = :paymentId!\\n  and :userId! in (reviews.reviewer_id, reviews.reviewee_id)\\n  and (reviews.hidden_at is null or reviews.reviewer_id = :userId!)\\norder by reviews.created_at, reviews.id\\nlimit 2 -- one of each party"}',
  '{"name":"listReviewsByPayment","file":"reviews.sql","parameterTypes":{"paymentId":"uuid","userId":"uuid"},"tables":["reviews"],"access":"read"}',
)

/** Parameters of `listNewestReviews`. */
export type ListNewestReviewsParams = {
  readonly userId: string
  readonly rating?: number | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listNewestReviews`. */
export interface ListNewestReviewsRow extends Review {
  readonly createdAtExact: string
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The public reviews of a user, newest first, each with its writer's profile, looked up row by row as in listProductFeed.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * All ratings are walked in ix_reviews_reviewee_created, one of them in ix_reviews_reviewee_rating.
 *
 * [sql/reviews.sql:261](../sql/reviews.sql#L261)
 *
 * ```sql
 * with page as (
 *   select
 *     reviews.id,
 *     reviews.payment_id,
 *     reviews.product_id,
 *     reviews.reviewer_id,
 *     reviews.reviewee_id,
 *     reviews.rating,
 *     reviews.content,
 *     reviews.reply,
 *     reviews.replied_at,
 *     reviews.hidden_at,
 *     reviews.created_at,
 *     reviews.updated_at
 *   from reviews
 *   where reviews.reviewee_id = :userId!
 *     and reviews.hidden_at is null
 *     /*[if rating]*\/ and reviews.rating = :rating!::integer /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and reviews.created_at <= :afterTime!
 *     and (reviews.created_at, reviews.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by reviews.created_at desc, reviews.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.id,
 *   page.payment_id,
 *   page.product_id,
 *   page.reviewer_id,
 *   page.reviewee_id,
 *   page.rating,
 *   page.content,
 *   page.reply,
 *   page.replied_at,
 *   page.hidden_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.created_at::text as "created_at_exact!",
 *   reviewer.*
 * from page
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = page.reviewer_id
 *   limit 1
 * ) as reviewer
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listNewestReviews = new PreparedQuery<ListNewestReviewsParams, ListNewestReviewsRow>(
  '{"usedParamSet":{"userId":true,"rating":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":633,"b":640}]},{"name":"rating","required":true,"transform":{"type":"scalar"},"locs":[{"a":717,"b":724}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":806,"b":816},{"a":862,"b":872}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":875,"b":883}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":968,"b":974}]}],"statement":"-- The public reviews of a user, newest first, each with its writer\'s profile, looked up row by row as in listProductFeed.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- All ratings are walked in ix_reviews_reviewee_created, one of them in ix_reviews_reviewee_rating.\\nwith page as (\\n  select\\n    reviews.id,\\n    reviews.payment_id,\\n    reviews.product_id,\\n    reviews.reviewer_id,\\n    reviews.reviewee_id,\\n    reviews.rating,\\n    reviews.content,\\n    reviews.reply,\\n    reviews.replied_at,\\n    reviews.hidden_at,\\n    reviews.created_at,\\n    reviews.updated_at\\n  from reviews\\n  where reviews.reviewee_id = :userId!\\n    and reviews.hidden_at is null\\n    /*[if rating]*/ and reviews.rating = :rating!::integer /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and reviews.created_at <= :afterTime!\\n    and (reviews.created_at, reviews.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by reviews.created_at desc, reviews.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.id,\\n  page.payment_id,\\n  page.product_id,\\n  page.reviewer_id,\\n  page.reviewee_id,\\n  page.rating,\\n  page.content,\\n  page.reply,\\n  page.replied_at,\\n  page.hidden_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  reviewer.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.reviewer_id\\n  limit 1\\n) as reviewer\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listNewestReviews","file":"reviews.sql","parameterTypes":{"userId":"uuid","rating":"int4","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["profiles","reviews"],"access":"read"}',
)

/** Parameters of `listReviewsByRating`. */
export type ListReviewsByRatingParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterRating: number; readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterRating?: undefined; readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listReviewsByRating`. */
export interface ListReviewsByRatingRow extends Review {
  readonly createdAtExact: string
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The public reviews of a user, those with most stars first, of equally many the newest first.
 *
 * [sql/reviews.sql:293](../sql/reviews.sql#L293)
 *
 * ```sql
 * with page as (
 *   select
 *     reviews.id,
 *     reviews.payment_id,
 *     reviews.product_id,
 *     reviews.reviewer_id,
 *     reviews.reviewee_id,
 *     reviews.rating,
 *     reviews.content,
 *     reviews.reply,
 *     reviews.replied_at,
 *     reviews.hidden_at,
 *     reviews.created_at,
 *     reviews.updated_at
 *   from reviews
 *   where reviews.reviewee_id = :userId!
 *     and reviews.hidden_at is null
 *     /*[if afterRating afterTime afterId]*\/
 *     and reviews.rating <= :afterRating!::integer
 *     and (reviews.rating, reviews.created_at, reviews.id) < (:afterRating!::integer, :afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by reviews.rating desc, reviews.created_at desc, reviews.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.id,
 *   page.payment_id,
 *   page.product_id,
 *   page.reviewer_id,
 *   page.reviewee_id,
 *   page.rating,
 *   page.content,
 *   page.reply,
 *   page.replied_at,
 *   page.hidden_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.created_at::text as "created_at_exact!",
 *   reviewer.*
 * from page
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = page.reviewer_id
 *   limit 1
 * ) as reviewer
 * order by page.rating desc, page.created_at desc, page.id desc
 * ```
 */
export const listReviewsByRating = new PreparedQuery<ListReviewsByRatingParams, ListReviewsByRatingRow>(
  '{"usedParamSet":{"userId":true,"afterRating":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":433,"b":440}]},{"name":"afterRating","required":true,"transform":{"type":"scalar"},"locs":[{"a":545,"b":557},{"a":628,"b":640}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":652,"b":662}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":665,"b":673}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":779,"b":785}]}],"statement":"-- The public reviews of a user, those with most stars first, of equally many the newest first.\\nwith page as (\\n  select\\n    reviews.id,\\n    reviews.payment_id,\\n    reviews.product_id,\\n    reviews.reviewer_id,\\n    reviews.reviewee_id,\\n    reviews.rating,\\n    reviews.content,\\n    reviews.reply,\\n    reviews.replied_at,\\n    reviews.hidden_at,\\n    reviews.created_at,\\n    reviews.updated_at\\n  from reviews\\n  where reviews.reviewee_id = :userId!\\n    and reviews.hidden_at is null\\n    /*[if afterRating afterTime afterId]*/\\n    and reviews.rating <= :afterRating!::integer\\n    and (reviews.rating, reviews.created_at, reviews.id) < (:afterRating!::integer, :afterTime!, :afterId!)\\n    /*[end]*/\\n  order by reviews.rating desc, reviews.created_at desc, reviews.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.id,\\n  page.payment_id,\\n  page.product_id,\\n  page.reviewer_id,\\n  page.reviewee_id,\\n  page.rating,\\n  page.content,\\n  page.reply,\\n  page.replied_at,\\n  page.hidden_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  reviewer.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.reviewer_id\\n  limit 1\\n) as reviewer\\norder by page.rating desc, page.created_at desc, page.id desc"}',
  '{"name":"listReviewsByRating","file":"reviews.sql","parameterTypes":{"userId":"uuid","afterRating":"int4","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["profiles","reviews"],"access":"read"}',
)

/** Parameters of `listReviewsByReviewer`. */
export type ListReviewsByReviewerParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listReviewsByReviewer`. */
export interface ListReviewsByReviewerRow extends Review {
  readonly createdAtExact: string
}

/**
 * The reviews that a user wrote, newest first, for that user: the hidden ones too.
 *
 * [sql/reviews.sql:322](../sql/reviews.sql#L322)
 *
 * ```sql
 * select
 *   reviews.id,
 *   reviews.payment_id,
 *   reviews.product_id,
 *   reviews.reviewer_id,
 *   reviews.reviewee_id,
 *   reviews.rating,
 *   reviews.content,
 *   reviews.reply,
 *   reviews.replied_at,
 *   reviews.hidden_at,
 *   reviews.created_at,
 *   reviews.updated_at,
 *   reviews.created_at::text as "created_at_exact!"
 * from reviews
 * where reviews.reviewer_id = :userId!
 *   /*[if afterTime afterId]*\/
 *   and reviews.created_at <= :afterTime!
 *   and (reviews.created_at, reviews.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by reviews.created_at desc, reviews.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listReviewsByReviewer = new PreparedQuery<ListReviewsByReviewerParams, ListReviewsByReviewerRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":427,"b":434}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":493,"b":503},{"a":547,"b":557}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":560,"b":568}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":647,"b":653}]}],"statement":"-- The reviews that a user wrote, newest first, for that user: the hidden ones too.\\nselect\\n  reviews.id,\\n  reviews.payment_id,\\n  reviews.product_id,\\n  reviews.reviewer_id,\\n  reviews.reviewee_id,\\n  reviews.rating,\\n  reviews.content,\\n  reviews.reply,\\n  reviews.replied_at,\\n  reviews.hidden_at,\\n  reviews.created_at,\\n  reviews.updated_at,\\n  reviews.created_at::text as \\"created_at_exact!\\"\\nfrom reviews\\nwhere reviews.reviewer_id = :userId!\\n  /*[if afterTime afterId]*/\\n  and reviews.created_at <= :afterTime!\\n  and (reviews.created_at, reviews.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by reviews.created_at desc, reviews.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listReviewsByReviewer","file":"reviews.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["reviews"],"access":"read"}',
)

/** Parameters of `findRatings`. */
export interface FindRatingsParams {
  readonly userId: string
}

/** A row of `findRatings`. */
export interface FindRatingsRow {
  readonly rating1Count: number
  readonly rating2Count: number
  readonly rating3Count: number
  readonly rating4Count: number
  readonly rating5Count: number
}

/**
 * The number of public reviews of a user for each number of stars.
 *
 * [sql/reviews.sql:336](../sql/reviews.sql#L336)
 *
 * ```sql
 * select
 *   coalesce(user_stats.rating_1_count, 0) as "rating_1_count!",
 *   coalesce(user_stats.rating_2_count, 0) as "rating_2_count!",
 *   coalesce(user_stats.rating_3_count, 0) as "rating_3_count!",
 *   coalesce(user_stats.rating_4_count, 0) as "rating_4_count!",
 *   coalesce(user_stats.rating_5_count, 0) as "rating_5_count!"
 * from users
 * left join user_stats on user_stats.user_id = users.id
 * where users.id = :userId!
 * ```
 */
export const findRatings = new PreparedQuery<FindRatingsParams, FindRatingsRow>(
  '{"usedParamSet":{"userId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":471,"b":478}]}],"statement":"-- The number of public reviews of a user for each number of stars.\\nselect\\n  coalesce(user_stats.rating_1_count, 0) as \\"rating_1_count!\\",\\n  coalesce(user_stats.rating_2_count, 0) as \\"rating_2_count!\\",\\n  coalesce(user_stats.rating_3_count, 0) as \\"rating_3_count!\\",\\n  coalesce(user_stats.rating_4_count, 0) as \\"rating_4_count!\\",\\n  coalesce(user_stats.rating_5_count, 0) as \\"rating_5_count!\\"\\nfrom users\\nleft join user_stats on user_stats.user_id = users.id\\nwhere users.id = :userId!"}',
  '{"name":"findRatings","file":"reviews.sql","parameterTypes":{"userId":"uuid"},"tables":["user_stats","users"],"access":"read"}',
)

/** Parameters of `recountRatings`. */
export interface RecountRatingsParams {
  readonly afterId?: string | null
  readonly limit: number
}

/** A row of `recountRatings`. */
export interface RecountRatingsRow {
  readonly lastId: string | null
  readonly checked: number
  readonly drifted: number
}

/**
 * Compares the counts of the next users with their reviews, and repairs them. afterId null: begins with the first user.
 *
 * [sql/reviews.sql:348](../sql/reviews.sql#L348)
 *
 * ```sql
 * select
 *   counted.last_id as "last_id?",
 *   counted.checked as "checked!",
 *   counted.drifted as "drifted!"
 * from recount_ratings(:afterId::uuid, :limit!::integer) as counted
 * ```
 */
export const recountRatings = new PreparedQuery<RecountRatingsParams, RecountRatingsRow>(
  '{"usedParamSet":{"afterId":true,"limit":true},"params":[{"name":"afterId","required":false,"transform":{"type":"scalar"},"locs":[{"a":247,"b":254}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":263,"b":269}]}],"statement":"-- Compares the counts of the next users with their reviews, and repairs them. afterId null: begins with the first user.\\nselect\\n  counted.last_id as \\"last_id?\\",\\n  counted.checked as \\"checked!\\",\\n  counted.drifted as \\"drifted!\\"\\nfrom recount_ratings(:afterId::uuid, :limit!::integer) as counted"}',
  '{"name":"recountRatings","file":"reviews.sql","parameterTypes":{"afterId":"uuid","limit":"int4"},"tables":[],"access":"write"}',
)
