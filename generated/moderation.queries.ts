/** Types and queries of "moderation.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { ModerationAction, ModerationCase, Report } from './models.js'
import type { ModerationActionType, ModerationCaseStatus, ModerationDecision, ModerationSubjectType, ReportReason, ReportSubjectType } from './enums.js'
export type { ModerationActionType, ModerationCaseStatus, ModerationDecision, ModerationSubjectType, ReportReason, ReportSubjectType }

/** Parameters of `claimModerationCases`. */
export interface ClaimModerationCasesParams {
  readonly adminId: string
  readonly limit: number
  readonly leaseMs: number
}

/**
 * Leases the next open cases to an administrator: the most urgent reason first, and of these the oldest.
 * Two administrators at once get different cases: what one of them locks, the other passes over. Whoever is none gets nothing,
 * and nothing is walked.
 *
 * [sql/moderation.sql:9](../sql/moderation.sql#L9)
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
 * next_case as (
 *   select moderation_cases.id
 *   from moderation_cases
 *   where moderation_cases.status = 'open'
 *     and (select exists (select from acting_admin))
 *     and (moderation_cases.leased_until is null or moderation_cases.leased_until <= clock_timestamp())
 *     and moderation_cases.reported_user_id <> :adminId!
 *     and not exists (
 *       select from reports
 *       where reports.case_id = moderation_cases.id
 *         and reports.reporter_id = :adminId!
 *     )
 *   order by moderation_cases.reason, moderation_cases.created_at nulls first, moderation_cases.id
 *   limit (select :limit!::bigint)
 *   for no key update of moderation_cases skip locked
 * ),
 * leased_case as (
 *   update moderation_cases
 *   set
 *     leased_by = :adminId!,
 *     leased_until = clock_timestamp() + :leaseMs!::float8 * interval '1 millisecond',
 *     attempt = moderation_cases.attempt + 1
 *   -- An array: a join would expect a tenth of all cases, and read them whole.
 *   where moderation_cases.id = any(array(select next_case.id from next_case))
 *   returning
 *     moderation_cases.id,
 *     moderation_cases.subject_type,
 *     moderation_cases.subject_id,
 *     moderation_cases.reported_user_id,
 *     moderation_cases.product_id,
 *     moderation_cases.stream_id,
 *     moderation_cases.message_id,
 *     moderation_cases.review_id,
 *     moderation_cases.subject_text,
 *     moderation_cases.reason,
 *     moderation_cases.report_count,
 *     moderation_cases.status,
 *     moderation_cases.decision,
 *     moderation_cases.note,
 *     moderation_cases.decided_by,
 *     moderation_cases.decided_at,
 *     moderation_cases.leased_by,
 *     moderation_cases.leased_until,
 *     moderation_cases.attempt,
 *     moderation_cases.created_at,
 *     moderation_cases.updated_at
 * )
 * select
 *   leased_case.id,
 *   leased_case.subject_type,
 *   leased_case.subject_id,
 *   leased_case.reported_user_id,
 *   leased_case.product_id,
 *   leased_case.stream_id,
 *   leased_case.message_id,
 *   leased_case.review_id,
 *   leased_case.subject_text,
 *   leased_case.reason,
 *   leased_case.report_count,
 *   leased_case.status,
 *   leased_case.decision,
 *   leased_case.note,
 *   leased_case.decided_by,
 *   leased_case.decided_at,
 *   leased_case.leased_by,
 *   leased_case.leased_until,
 *   leased_case.attempt,
 *   leased_case.created_at,
 *   leased_case.updated_at
 * from leased_case
 * order by leased_case.reason, leased_case.created_at, leased_case.id
 * ```
 */
export const claimModerationCases = new PreparedQuery<ClaimModerationCasesParams, ModerationCase>(
  '{"usedParamSet":{"adminId":true,"limit":true,"leaseMs":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":333,"b":341},{"a":722,"b":730},{"a":863,"b":871},{"a":1129,"b":1137}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":992,"b":998}]},{"name":"leaseMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":1179,"b":1187}]}],"statement":"-- Leases the next open cases to an administrator: the most urgent reason first, and of these the oldest.\\n-- Two administrators at once get different cases: what one of them locks, the other passes over. Whoever is none gets nothing,\\n-- and nothing is walked.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nnext_case as (\\n  select moderation_cases.id\\n  from moderation_cases\\n  where moderation_cases.status = \'open\'\\n    and (select exists (select from acting_admin))\\n    and (moderation_cases.leased_until is null or moderation_cases.leased_until <= clock_timestamp())\\n    and moderation_cases.reported_user_id <> :adminId!\\n    and not exists (\\n      select from reports\\n      where reports.case_id = moderation_cases.id\\n        and reports.reporter_id = :adminId!\\n    )\\n  order by moderation_cases.reason, moderation_cases.created_at nulls first, moderation_cases.id\\n  limit (select :limit!::bigint)\\n  for no key update of moderation_cases skip locked\\n),\\nleased_case as (\\n  update moderation_cases\\n  set\\n    leased_by = :adminId!,\\n    leased_until = clock_timestamp() + :leaseMs!::float8 * interval \'1 millisecond\',\\n    attempt = moderation_cases.attempt + 1\\n  -- An array: a join would expect a tenth of all cases, and read them whole.\\n  where moderation_cases.id = any(array(select next_case.id from next_case))\\n  returning\\n    moderation_cases.id,\\n    moderation_cases.subject_type,\\n    moderation_cases.subject_id,\\n    moderation_cases.reported_user_id,\\n    moderation_cases.product_id,\\n    moderation_cases.stream_id,\\n    moderation_cases.message_id,\\n    moderation_cases.review_id,\\n    moderation_cases.subject_text,\\n    moderation_cases.reason,\\n    moderation_cases.report_count,\\n    moderation_cases.status,\\n    moderation_cases.decision,\\n    moderation_cases.note,\\n    moderation_cases.decided_by,\\n    moderation_cases.decided_at,\\n    moderation_cases.leased_by,\\n    moderation_cases.leased_until,\\n    moderation_cases.attempt,\\n    moderation_cases.created_at,\\n    moderation_cases.updated_at\\n)\\nselect\\n  leased_case.id,\\n  leased_case.subject_type,\\n  leased_case.subject_id,\\n  leased_case.reported_user_id,\\n  leased_case.product_id,\\n  leased_case.stream_id,\\n  leased_case.message_id,\\n  leased_case.review_id,\\n  leased_case.subject_text,\\n  leased_case.reason,\\n  leased_case.report_count,\\n  leased_case.status,\\n  leased_case.decision,\\n  leased_case.note,\\n  leased_case.decided_by,\\n  leased_case.decided_at,\\n  leased_case.leased_by,\\n  leased_case.leased_until,\\n  leased_case.attempt,\\n  leased_case.created_at,\\n  leased_case.updated_at\\nfrom leased_case\\norder by leased_case.reason, leased_case.created_at, leased_case.id"}',
  '{"name":"claimModerationCases","file":"moderation.sql","parameterTypes":{"adminId":"uuid","limit":"int8","leaseMs":"float8"},"tables":["moderation_cases","reports","users"],"access":"write"}',
)

/** Parameters of `extendCaseLease`. */
export interface ExtendCaseLeaseParams {
  readonly adminId: string
  readonly leaseMs: number
  readonly caseId: string
  readonly attempt: number
}

/**
 * Leases a case for longer to the administrator who has it; returns no row if they have it no more.
 *
 * [sql/moderation.sql:53](../sql/moderation.sql#L53)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * )
 * update moderation_cases
 * set leased_until = clock_timestamp() + :leaseMs!::float8 * interval '1 millisecond'
 * from acting_admin
 * where moderation_cases.id = :caseId!
 *   and moderation_cases.status = 'open'
 *   and moderation_cases.leased_by = acting_admin.id
 *   and moderation_cases.attempt = :attempt!
 * returning
 *   moderation_cases.id,
 *   moderation_cases.subject_type,
 *   moderation_cases.subject_id,
 *   moderation_cases.reported_user_id,
 *   moderation_cases.product_id,
 *   moderation_cases.stream_id,
 *   moderation_cases.message_id,
 *   moderation_cases.review_id,
 *   moderation_cases.subject_text,
 *   moderation_cases.reason,
 *   moderation_cases.report_count,
 *   moderation_cases.status,
 *   moderation_cases.decision,
 *   moderation_cases.note,
 *   moderation_cases.decided_by,
 *   moderation_cases.decided_at,
 *   moderation_cases.leased_by,
 *   moderation_cases.leased_until,
 *   moderation_cases.attempt,
 *   moderation_cases.created_at,
 *   moderation_cases.updated_at
 * ```
 */
export const extendCaseLease = new PreparedQuery<ExtendCaseLeaseParams, ModerationCase>(
  '{"usedParamSet":{"adminId":true,"leaseMs":true,"caseId":true,"attempt":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":174,"b":182}]},{"name":"leaseMs","required":true,"transform":{"type":"scalar"},"locs":[{"a":318,"b":326}]},{"name":"caseId","required":true,"transform":{"type":"scalar"},"locs":[{"a":409,"b":416}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":541,"b":549}]}],"statement":"-- Leases a case for longer to the administrator who has it; returns no row if they have it no more.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n)\\nupdate moderation_cases\\nset leased_until = clock_timestamp() + :leaseMs!::float8 * interval \'1 millisecond\'\\nfrom acting_admin\\nwhere moderation_cases.id = :caseId!\\n  and moderation_cases.status = \'open\'\\n  and moderation_cases.leased_by = acting_admin.id\\n  and moderation_cases.attempt = :attempt!\\nreturning\\n  moderation_cases.id,\\n  moderation_cases.subject_type,\\n  moderation_cases.subject_id,\\n  moderation_cases.reported_user_id,\\n  moderation_cases.product_id,\\n  moderation_cases.stream_id,\\n  moderation_cases.message_id,\\n  moderation_cases.review_id,\\n  moderation_cases.subject_text,\\n  moderation_cases.reason,\\n  moderation_cases.report_count,\\n  moderation_cases.status,\\n  moderation_cases.decision,\\n  moderation_cases.note,\\n  moderation_cases.decided_by,\\n  moderation_cases.decided_at,\\n  moderation_cases.leased_by,\\n  moderation_cases.leased_until,\\n  moderation_cases.attempt,\\n  moderation_cases.created_at,\\n  moderation_cases.updated_at"}',
  '{"name":"extendCaseLease","file":"moderation.sql","parameterTypes":{"adminId":"uuid","leaseMs":"float8","caseId":"uuid","attempt":"int4"},"tables":["moderation_cases","users"],"access":"write"}',
)

/** Parameters of `releaseCase`. */
export interface ReleaseCaseParams {
  readonly adminId: string
  readonly caseId: string
  readonly attempt: number
}

/**
 * Gives a case back to the queue; returns no row if the administrator has it no more.
 *
 * [sql/moderation.sql:73](../sql/moderation.sql#L73)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * )
 * update moderation_cases
 * set
 *   leased_by = null,
 *   leased_until = null
 * from acting_admin
 * where moderation_cases.id = :caseId!
 *   and moderation_cases.status = 'open'
 *   and moderation_cases.leased_by = acting_admin.id
 *   and moderation_cases.attempt = :attempt!
 * returning
 *   moderation_cases.id,
 *   moderation_cases.subject_type,
 *   moderation_cases.subject_id,
 *   moderation_cases.reported_user_id,
 *   moderation_cases.product_id,
 *   moderation_cases.stream_id,
 *   moderation_cases.message_id,
 *   moderation_cases.review_id,
 *   moderation_cases.subject_text,
 *   moderation_cases.reason,
 *   moderation_cases.report_count,
 *   moderation_cases.status,
 *   moderation_cases.decision,
 *   moderation_cases.note,
 *   moderation_cases.decided_by,
 *   moderation_cases.decided_at,
 *   moderation_cases.leased_by,
 *   moderation_cases.leased_until,
 *   moderation_cases.attempt,
 *   moderation_cases.created_at,
 *   moderation_cases.updated_at
 * ```
 */
export const releaseCase = new PreparedQuery<ReleaseCaseParams, ModerationCase>(
  '{"usedParamSet":{"adminId":true,"caseId":true,"attempt":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":160,"b":168}]},{"name":"caseId","required":true,"transform":{"type":"scalar"},"locs":[{"a":357,"b":364}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":489,"b":497}]}],"statement":"-- Gives a case back to the queue; returns no row if the administrator has it no more.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n)\\nupdate moderation_cases\\nset\\n  leased_by = null,\\n  leased_until = null\\nfrom acting_admin\\nwhere moderation_cases.id = :caseId!\\n  and moderation_cases.status = \'open\'\\n  and moderation_cases.leased_by = acting_admin.id\\n  and moderation_cases.attempt = :attempt!\\nreturning\\n  moderation_cases.id,\\n  moderation_cases.subject_type,\\n  moderation_cases.subject_id,\\n  moderation_cases.reported_user_id,\\n  moderation_cases.product_id,\\n  moderation_cases.stream_id,\\n  moderation_cases.message_id,\\n  moderation_cases.review_id,\\n  moderation_cases.subject_text,\\n  moderation_cases.reason,\\n  moderation_cases.report_count,\\n  moderation_cases.status,\\n  moderation_cases.decision,\\n  moderation_cases.note,\\n  moderation_cases.decided_by,\\n  moderation_cases.decided_at,\\n  moderation_cases.leased_by,\\n  moderation_cases.leased_until,\\n  moderation_cases.attempt,\\n  moderation_cases.created_at,\\n  moderation_cases.updated_at"}',
  '{"name":"releaseCase","file":"moderation.sql","parameterTypes":{"adminId":"uuid","caseId":"uuid","attempt":"int4"},"tables":["moderation_cases","users"],"access":"write"}',
)

/** Parameters of `decideCase`. */
export interface DecideCaseParams {
  readonly caseId: string
  readonly adminId: string
  readonly decision: ModerationDecision
  readonly note?: string | null
  readonly attempt: number
}

/**
 * Decides a case, which answers all of its reports, does what the decision says, and writes the log, in one statement.
 * Returns no row if the acting user is no administrator, has not the case by this attempt, has a part in it, or if there is
 * nothing to hide.
 * The two accounts are locked first, in the order of their ids, as in setAccountActive; tr_users_close does the rest of closing.
 * An offer has its message's words too. They are taken from it, and stay in the hidden message.
 * Isolation: READ COMMITTED; right under every level, but an account is closed at READ COMMITTED alone.
 *
 * [sql/moderation.sql:95](../sql/moderation.sql#L95)
 *
 * ```sql
 * with wanted_case as (
 *   select
 *     moderation_cases.reported_user_id,
 *     moderation_cases.product_id,
 *     moderation_cases.stream_id,
 *     moderation_cases.message_id,
 *     moderation_cases.review_id
 *   from moderation_cases
 *   where moderation_cases.id = :caseId!
 * ),
 * locked_user as (
 *   select
 *     users.id,
 *     users.role,
 *     users.is_active
 *   from users
 *   where users.id in ((select wanted_case.reported_user_id from wanted_case), :adminId!)
 *   order by users.id
 *   for update
 * ),
 * acting_admin as (
 *   select coalesce(
 *     bool_or(locked_user.id = :adminId! and locked_user.role = 'admin' and locked_user.is_active),
 *     false
 *   ) as is_open_admin
 *   from locked_user
 * ),
 * locked_product as (
 *   select products.id
 *   from acting_admin
 *   cross join wanted_case
 *   join products on products.id = wanted_case.product_id
 *   where acting_admin.is_open_admin
 *   for no key update of products
 * ),
 * locked_stream as (
 *   select streams.id
 *   from acting_admin
 *   cross join wanted_case
 *   join streams on streams.id = wanted_case.stream_id
 *   where acting_admin.is_open_admin
 *   for no key update of streams
 * ),
 * locked_offer as (
 *   select offers.id
 *   from acting_admin
 *   cross join wanted_case
 *   join messages as offer_message on offer_message.id = wanted_case.message_id
 *   join offers on offers.id = offer_message.offer_id
 *   where acting_admin.is_open_admin
 *   for no key update of offers
 * ),
 * locked_offers as (
 *   select count(*) as offers
 *   from locked_offer
 * ),
 * locked_message as (
 *   select messages.id
 *   from acting_admin
 *   cross join wanted_case
 *   cross join locked_offers
 *   join messages on messages.id = wanted_case.message_id
 *   where acting_admin.is_open_admin
 *   for no key update of messages
 * ),
 * locked_review as (
 *   select reviews.id
 *   from acting_admin
 *   cross join wanted_case
 *   join reviews on reviews.id = wanted_case.review_id
 *   where acting_admin.is_open_admin
 *   for no key update of reviews
 * ),
 * locked_thing as (
 *   select count(*) > 0 as is_there
 *   from (
 *     select locked_product.id from locked_product
 *     union all
 *     select locked_stream.id from locked_stream
 *     union all
 *     select locked_message.id from locked_message
 *     union all
 *     select locked_review.id from locked_review
 *   ) as thing
 * ),
 * decided_case as (
 *   update moderation_cases
 *   set
 *     status = 'decided',
 *     decision = :decision!::moderation_decision,
 *     note = :note, -- null: there is nothing to add
 *     decided_by = :adminId!,
 *     decided_at = greatest(now(), moderation_cases.created_at),
 *     leased_by = null,
 *     leased_until = null
 *   from acting_admin
 *   cross join locked_thing
 *   where moderation_cases.id = :caseId!
 *     and acting_admin.is_open_admin
 *     and moderation_cases.status = 'open'
 *     and moderation_cases.leased_by = :adminId!
 *     and moderation_cases.attempt = :attempt!
 *     and moderation_cases.reported_user_id <> :adminId!
 *     and (:decision!::moderation_decision <> 'hide' or locked_thing.is_there)
 *     and not exists (
 *       select from reports
 *       where reports.case_id = moderation_cases.id
 *         and reports.reporter_id = :adminId!
 *     )
 *   returning
 *     moderation_cases.id,
 *     moderation_cases.subject_type,
 *     moderation_cases.subject_id,
 *     moderation_cases.reported_user_id,
 *     moderation_cases.product_id,
 *     moderation_cases.stream_id,
 *     moderation_cases.message_id,
 *     moderation_cases.review_id,
 *     moderation_cases.subject_text,
 *     moderation_cases.reason,
 *     moderation_cases.report_count,
 *     moderation_cases.status,
 *     moderation_cases.decision,
 *     moderation_cases.note,
 *     moderation_cases.decided_by,
 *     moderation_cases.decided_at,
 *     moderation_cases.leased_by,
 *     moderation_cases.leased_until,
 *     moderation_cases.attempt,
 *     moderation_cases.created_at,
 *     moderation_cases.updated_at
 * ),
 * hidden_product as (
 *   update products
 *   set
 *     is_available = false,
 *     hidden_at = coalesce(products.hidden_at, now())
 *   from decided_case
 *   where decided_case.decision = 'hide'
 *     and products.id = decided_case.product_id
 * ),
 * stopped_stream as (
 *   update streams
 *   set
 *     status = 'ended',
 *     started_at = case when streams.status = 'live' then streams.started_at else now() end,
 *     ended_at = case when streams.status = 'live' then greatest(now(), streams.started_at) else now() end,
 *     duration_seconds = case
 *       when streams.status = 'live' then floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at))
 *       else 0
 *     end,
 *     viewer_count = 0
 *   from decided_case
 *   where decided_case.decision = 'hide'
 *     and streams.id = decided_case.stream_id
 *     and streams.status <> 'ended'
 * ),
 * hidden_message as (
 *   update messages
 *   set hidden_at = coalesce(messages.hidden_at, now())
 *   from decided_case
 *   where decided_case.decision = 'hide'
 *     and messages.id = decided_case.message_id
 *   returning messages.offer_id
 * ),
 * silenced_offer as (
 *   update offers
 *   set message = null
 *   from hidden_message
 *   where offers.id = hidden_message.offer_id
 *     and offers.message is not null
 * ),
 * hidden_review as (
 *   update reviews
 *   set
 *     hidden_at = coalesce(reviews.hidden_at, now()),
 *     hidden_by = case when reviews.hidden_at is null then decided_case.decided_by else reviews.hidden_by end
 *   from decided_case
 *   where decided_case.decision = 'hide'
 *     and reviews.id = decided_case.review_id
 * ),
 * closed_user as (
 *   update users
 *   set is_active = false
 *   from decided_case
 *   where decided_case.decision = 'close_account'
 *     and users.id = decided_case.reported_user_id
 *     and users.is_active
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, case_id, note)
 *   select
 *     :adminId!,
 *     decided_case.decision::text::moderation_action_type,
 *     decided_case.subject_type::text::moderation_subject_type,
 *     decided_case.subject_id,
 *     decided_case.reported_user_id,
 *     decided_case.id,
 *     decided_case.note
 *   from decided_case
 * )
 * select
 *   decided_case.id,
 *   decided_case.subject_type,
 *   decided_case.subject_id,
 *   decided_case.reported_user_id,
 *   decided_case.product_id,
 *   decided_case.stream_id,
 *   decided_case.message_id,
 *   decided_case.review_id,
 *   decided_case.subject_text,
 *   decided_case.reason,
 *   decided_case.report_count,
 *   decided_case.status,
 *   decided_case.decision,
 *   decided_case.note,
 *   decided_case.decided_by,
 *   decided_case.decided_at,
 *   decided_case.leased_by,
 *   decided_case.leased_until,
 *   decided_case.attempt,
 *   decided_case.created_at,
 *   decided_case.updated_at
 * from decided_case
 * ```
 */
export const decideCase = new PreparedQuery<DecideCaseParams, ModerationCase>(
  '{"usedParamSet":{"caseId":true,"adminId":true,"decision":true,"note":true,"attempt":true},"params":[{"name":"caseId","required":true,"transform":{"type":"scalar"},"locs":[{"a":850,"b":857},{"a":3173,"b":3180}]},{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1028,"b":1036},{"a":1141,"b":1149},{"a":2977,"b":2985},{"a":3295,"b":3303},{"a":3395,"b":3403},{"a":3613,"b":3621},{"a":6180,"b":6188}]},{"name":"decision","required":true,"transform":{"type":"scalar"},"locs":[{"a":2876,"b":2885},{"a":3414,"b":3423}]},{"name":"note","required":false,"transform":{"type":"scalar"},"locs":[{"a":2920,"b":2924}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":3340,"b":3348}]}],"statement":"-- Decides a case, which answers all of its reports, does what the decision says, and writes the log, in one statement.\\n-- Returns no row if the acting user is no administrator, has not the case by this attempt, has a part in it, or if there is\\n-- nothing to hide.\\n-- The two accounts are locked first, in the order of their ids, as in setAccountActive; tr_users_close does the rest of closing.\\n-- An offer has its message\'s words too. They are taken from it, and stay in the hidden message.\\n-- Isolation: READ COMMITTED; right under every level, but an account is closed at READ COMMITTED alone.\\nwith wanted_case as (\\n  select\\n    moderation_cases.reported_user_id,\\n    moderation_cases.product_id,\\n    moderation_cases.stream_id,\\n    moderation_cases.message_id,\\n    moderation_cases.review_id\\n  from moderation_cases\\n  where moderation_cases.id = :caseId!\\n),\\nlocked_user as (\\n  select\\n    users.id,\\n    users.role,\\n    users.is_active\\n  from users\\n  where users.id in ((select wanted_case.reported_user_id from wanted_case), :adminId!)\\n  order by users.id\\n  for update\\n),\\nacting_admin as (\\n  select coalesce(\\n    bool_or(locked_user.id = :adminId! and locked_user.role = \'admin\' and locked_user.is_active),\\n    false\\n  ) as is_open_admin\\n  from locked_user\\n),\\nlocked_product as (\\n  select products.id\\n  from acting_admin\\n  cross join wanted_case\\n  join products on products.id = wanted_case.product_id\\n  where acting_admin.is_open_admin\\n  for no key update of products\\n),\\nlocked_stream as (\\n  select streams.id\\n  from acting_admin\\n  cross join wanted_case\\n  join streams on streams.id = wanted_case.stream_id\\n  where acting_admin.is_open_admin\\n  for no key update of streams\\n),\\nlocked_offer as (\\n  select offers.id\\n  from acting_admin\\n  cross join wanted_case\\n  join messages as offer_message on offer_message.id = wanted_case.message_id\\n  join offers on offers.id = offer_message.offer_id\\n  where acting_admin.is_open_admin\\n  for no key update of offers\\n),\\nlocked_offers as (\\n  select count(*) as offers\\n  from locked_offer\\n),\\nlocked_message as (\\n  select messages.id\\n  from acting_admin\\n  cross join wanted_case\\n  cross join locked_offers\\n  join messages on messages.id = wanted_case.message_id\\n  where acting_admin.is_open_admin\\n  for no key update of messages\\n),\\nlocked_review as (\\n  select reviews.id\\n  from acting_admin\\n  cross join wanted_case\\n  join reviews on reviews.id = wanted_case.review_id\\n  where acting_admin.is_open_admin\\n  for no key update of reviews\\n),\\nlocked_thing as (\\n  select count(*) > 0 as is_there\\n  from (\\n    select locked_product.id from locked_product\\n    union all\\n    select locked_stream.id from locked_stream\\n    union all\\n    select locked_message.id from locked_message\\n    union all\\n    select locked_review.id from locked_review\\n  ) as thing\\n),\\ndecided_case as (\\n  update moderation_cases\\n  set\\n    status = \'decided\',\\n    decision = :decision!::moderation_decision,\\n    note = :note, -- null: there is nothing to add\\n    decided_by = :adminId!,\\n    decided_at = greatest(now(), moderation_cases.created_at),\\n    leased_by = null,\\n    leased_until = null\\n  from acting_admin\\n  cross join locked_thing\\n  where moderation_cases.id = :caseId!\\n    and acting_admin.is_open_admin\\n    and moderation_cases.status = \'open\'\\n    and moderation_cases.leased_by = :adminId!\\n    and moderation_cases.attempt = :attempt!\\n    and moderation_cases.reported_user_id <> :adminId!\\n    and (:decision!::moderation_decision <> \'hide\' or locked_thing.is_there)\\n    and not exists (\\n      select from reports\\n      where reports.case_id = moderation_cases.id\\n        and reports.reporter_id = :adminId!\\n    )\\n  returning\\n    moderation_cases.id,\\n    moderation_cases.subject_type,\\n    moderation_cases.subject_id,\\n    moderation_cases.reported_user_id,\\n    moderation_cases.product_id,\\n    moderation_cases.stream_id,\\n    moderation_cases.message_id,\\n    moderation_cases.review_id,\\n    moderation_cases.subject_text,\\n    moderation_cases.reason,\\n    moderation_cases.report_count,\\n    moderation_cases.status,\\n    moderation_cases.decision,\\n    moderation_cases.note,\\n    moderation_cases.decided_by,\\n    moderation_cases.decided_at,\\n    moderation_cases.leased_by,\\n    moderation_cases.leased_until,\\n    moderation_cases.attempt,\\n    moderation_cases.created_at,\\n    moderation_cases.updated_at\\n),\\nhidden_product as (\\n  update products\\n  set\\n    is_available = false,\\n    hidden_at = coalesce(products.hidden_at, now())\\n  from decided_case\\n  where decided_case.decision = \'hide\'\\n    and products.id = decided_case.product_id\\n),\\nstopped_stream as (\\n  update streams\\n  set\\n    status = \'ended\',\\n    started_at = case when streams.status = \'live\' then streams.started_at else now() end,\\n    ended_at = case when streams.status = \'live\' then greatest(now(), streams.started_at) else now() end,\\n    duration_seconds = case\\n      when streams.status = \'live\' then floor(extract(epoch from greatest(now(), streams.started_at) - streams.started_at))\\n      else 0\\n    end,\\n    viewer_count = 0\\n  from decided_case\\n  where decided_case.decision = \'hide\'\\n    and streams.id = decided_case.stream_id\\n    and streams.status <> \'ended\'\\n),\\nhidden_message as (\\n  update messages\\n  set hidden_at = coalesce(messages.hidden_at, now())\\n  from decided_case\\n  where decided_case.decision = \'hide\'\\n    and messages.id = decided_case.message_id\\n  returning messages.offer_id\\n),\\nsilenced_offer as (\\n  update offers\\n  set message = null\\n  from hidden_message\\n  where offers.id = hidden_message.offer_id\\n    and offers.message is not null\\n),\\nhidden_review as (\\n  update reviews\\n  set\\n    hidden_at = coalesce(reviews.hidden_at, now()),\\n    hidden_by = case when reviews.hidden_at is null then decided_case.decided_by else reviews.hidden_by end\\n  from decided_case\\n  where decided_case.decision = \'hide\'\\n    and reviews.id = decided_case.review_id\\n),\\nclosed_user as (\\n  update users\\n  set is_active = false\\n  from decided_case\\n  where decided_case.decision = \'close_account\'\\n    and users.id = decided_case.reported_user_id\\n    and users.is_active\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, case_id, note)\\n  select\\n    :adminId!,\\n    decided_case.decision::text::moderation_action_type,\\n    decided_case.subject_type::text::moderation_subject_type,\\n    decided_case.subject_id,\\n    decided_case.reported_user_id,\\n    decided_case.id,\\n    decided_case.note\\n  from decided_case\\n)\\nselect\\n  decided_case.id,\\n  decided_case.subject_type,\\n  decided_case.subject_id,\\n  decided_case.reported_user_id,\\n  decided_case.product_id,\\n  decided_case.stream_id,\\n  decided_case.message_id,\\n  decided_case.review_id,\\n  decided_case.subject_text,\\n  decided_case.reason,\\n  decided_case.report_count,\\n  decided_case.status,\\n  decided_case.decision,\\n  decided_case.note,\\n  decided_case.decided_by,\\n  decided_case.decided_at,\\n  decided_case.leased_by,\\n  decided_case.leased_until,\\n  decided_case.attempt,\\n  decided_case.created_at,\\n  decided_case.updated_at\\nfrom decided_case"}',
  '{"name":"decideCase","file":"moderation.sql","parameterTypes":{"caseId":"uuid","adminId":"uuid","decision":"moderation_decision","note":"text","attempt":"int4"},"tables":["messages","moderation_actions","moderation_cases","offers","products","reports","reviews","streams","users"],"access":"write"}',
)

/** Parameters of `judgeCaseModerator`. */
export interface JudgeCaseModeratorParams {
  readonly adminId: string
  readonly attempt: number
  readonly caseId: string
}

/** A row of `judgeCaseModerator`. */
export interface JudgeCaseModeratorRow {
  readonly isOpenAdmin: boolean | null
  readonly isOwn: boolean
  /** Open until it is decided. */
  readonly status: ModerationCaseStatus
  readonly isLeased: boolean
  readonly isDecider: boolean
}

/**
 * The reasons for which a command on a case is not its acting administrator's.
 * primary-only: a right hangs on it
 *
 * [sql/moderation.sql:287](../sql/moderation.sql#L287)
 *
 * ```sql
 * select
 *   moderator.role = 'admin' and moderator.is_active as "is_open_admin?",
 *   moderation_cases.reported_user_id = :adminId! or exists (
 *     select from reports
 *     where reports.case_id = moderation_cases.id
 *       and reports.reporter_id = :adminId!
 *   ) as "is_own!",
 *   moderation_cases.status,
 *   (moderation_cases.leased_by = :adminId! and moderation_cases.attempt = :attempt!) is true as "is_leased!",
 *   (moderation_cases.decided_by = :adminId! and moderation_cases.attempt = :attempt!) is true as "is_decider!"
 * from moderation_cases
 * left join users as moderator on moderator.id = :adminId!
 * where moderation_cases.id = :caseId!
 * ```
 */
export const judgeCaseModerator = new PreparedQuery<JudgeCaseModeratorParams, JudgeCaseModeratorRow>(
  '{"usedParamSet":{"adminId":true,"attempt":true,"caseId":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":234,"b":242},{"a":360,"b":368},{"a":447,"b":455},{"a":557,"b":565},{"a":703,"b":711}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":488,"b":496},{"a":598,"b":606}]},{"name":"caseId","required":true,"transform":{"type":"scalar"},"locs":[{"a":741,"b":748}]}],"statement":"-- The reasons for which a command on a case is not its acting administrator\'s.\\n-- primary-only: a right hangs on it\\nselect\\n  moderator.role = \'admin\' and moderator.is_active as \\"is_open_admin?\\",\\n  moderation_cases.reported_user_id = :adminId! or exists (\\n    select from reports\\n    where reports.case_id = moderation_cases.id\\n      and reports.reporter_id = :adminId!\\n  ) as \\"is_own!\\",\\n  moderation_cases.status,\\n  (moderation_cases.leased_by = :adminId! and moderation_cases.attempt = :attempt!) is true as \\"is_leased!\\",\\n  (moderation_cases.decided_by = :adminId! and moderation_cases.attempt = :attempt!) is true as \\"is_decider!\\"\\nfrom moderation_cases\\nleft join users as moderator on moderator.id = :adminId!\\nwhere moderation_cases.id = :caseId!"}',
  '{"name":"judgeCaseModerator","file":"moderation.sql","parameterTypes":{"adminId":"uuid","attempt":"int4","caseId":"uuid"},"tables":["moderation_cases","reports","users"],"access":"read","primary":true}',
)

/** Parameters of `findModerationCase`. */
export interface FindModerationCaseParams {
  readonly caseId: string
}

/**
 * primary-only: work is taken from it
 *
 * [sql/moderation.sql:304](../sql/moderation.sql#L304)
 *
 * ```sql
 * select
 *   moderation_cases.id,
 *   moderation_cases.subject_type,
 *   moderation_cases.subject_id,
 *   moderation_cases.reported_user_id,
 *   moderation_cases.product_id,
 *   moderation_cases.stream_id,
 *   moderation_cases.message_id,
 *   moderation_cases.review_id,
 *   moderation_cases.subject_text,
 *   moderation_cases.reason,
 *   moderation_cases.report_count,
 *   moderation_cases.status,
 *   moderation_cases.decision,
 *   moderation_cases.note,
 *   moderation_cases.decided_by,
 *   moderation_cases.decided_at,
 *   moderation_cases.leased_by,
 *   moderation_cases.leased_until,
 *   moderation_cases.attempt,
 *   moderation_cases.created_at,
 *   moderation_cases.updated_at
 * from moderation_cases
 * where moderation_cases.id = :caseId!
 * ```
 */
export const findModerationCase = new PreparedQuery<FindModerationCaseParams, ModerationCase>(
  '{"usedParamSet":{"caseId":true},"params":[{"name":"caseId","required":true,"transform":{"type":"scalar"},"locs":[{"a":730,"b":737}]}],"statement":"-- primary-only: work is taken from it\\nselect\\n  moderation_cases.id,\\n  moderation_cases.subject_type,\\n  moderation_cases.subject_id,\\n  moderation_cases.reported_user_id,\\n  moderation_cases.product_id,\\n  moderation_cases.stream_id,\\n  moderation_cases.message_id,\\n  moderation_cases.review_id,\\n  moderation_cases.subject_text,\\n  moderation_cases.reason,\\n  moderation_cases.report_count,\\n  moderation_cases.status,\\n  moderation_cases.decision,\\n  moderation_cases.note,\\n  moderation_cases.decided_by,\\n  moderation_cases.decided_at,\\n  moderation_cases.leased_by,\\n  moderation_cases.leased_until,\\n  moderation_cases.attempt,\\n  moderation_cases.created_at,\\n  moderation_cases.updated_at\\nfrom moderation_cases\\nwhere moderation_cases.id = :caseId!"}',
  '{"name":"findModerationCase","file":"moderation.sql","parameterTypes":{"caseId":"uuid"},"tables":["moderation_cases"],"access":"read","primary":true}',
)

/** Parameters of `listOpenCases`. */
export type ListOpenCasesParams = {
  readonly adminId: string
  readonly subjectType?: ReportSubjectType | undefined
  readonly reason?: ReportReason | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOpenCases`. */
export interface ListOpenCasesRow extends ModerationCase {
  readonly createdAtExact: string
}

/**
 * The open cases, oldest first, leased or not. For anybody but an administrator nothing is walked.
 * With a filter the order says where nulls would come, as in listProductFeed, or a rare one would walk all that is open.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * primary-only: work is taken from it
 *
 * [sql/moderation.sql:311](../sql/moderation.sql#L311)
 *
 * ```sql
 * select
 *   moderation_cases.id,
 *   moderation_cases.subject_type,
 *   moderation_cases.subject_id,
 *   moderation_cases.reported_user_id,
 *   moderation_cases.product_id,
 *   moderation_cases.stream_id,
 *   moderation_cases.message_id,
 *   moderation_cases.review_id,
 *   moderation_cases.subject_text,
 *   moderation_cases.reason,
 *   moderation_cases.report_count,
 *   moderation_cases.status,
 *   moderation_cases.decision,
 *   moderation_cases.note,
 *   moderation_cases.decided_by,
 *   moderation_cases.decided_at,
 *   moderation_cases.leased_by,
 *   moderation_cases.leased_until,
 *   moderation_cases.attempt,
 *   moderation_cases.created_at,
 *   moderation_cases.updated_at,
 *   moderation_cases.created_at::text as "created_at_exact!"
 * from moderation_cases
 * where moderation_cases.status = 'open'
 *   and (
 *     select exists (
 *       select from users
 *       where users.id = :adminId!
 *         and users.role = 'admin'
 *         and users.is_active
 *     )
 *   )
 *   /*[if subjectType]*\/ and moderation_cases.subject_type = (select :subjectType!::report_subject_type) /*[end]*\/
 *   /*[if reason]*\/ and moderation_cases.reason = (select :reason!::report_reason) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and moderation_cases.created_at >= :afterTime!
 *   and (moderation_cases.created_at, moderation_cases.id) > (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if subjectType]*\/ moderation_cases.created_at nulls first, /*[end]*\/
 *   /*[if reason]*\/ moderation_cases.created_at nulls first, /*[end]*\/
 *   moderation_cases.created_at,
 *   moderation_cases.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listOpenCases = new PreparedQuery<ListOpenCasesParams, ListOpenCasesRow>(
  '{"usedParamSet":{"adminId":true,"subjectType":true,"reason":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1170,"b":1178}]},{"name":"subjectType","required":true,"transform":{"type":"scalar"},"locs":[{"a":1318,"b":1330}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":1420,"b":1427}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1521,"b":1531},{"a":1593,"b":1603}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1606,"b":1614}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1848,"b":1854}]}],"statement":"-- The open cases, oldest first, leased or not. For anybody but an administrator nothing is walked.\\n-- With a filter the order says where nulls would come, as in listProductFeed, or a rare one would walk all that is open.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- primary-only: work is taken from it\\nselect\\n  moderation_cases.id,\\n  moderation_cases.subject_type,\\n  moderation_cases.subject_id,\\n  moderation_cases.reported_user_id,\\n  moderation_cases.product_id,\\n  moderation_cases.stream_id,\\n  moderation_cases.message_id,\\n  moderation_cases.review_id,\\n  moderation_cases.subject_text,\\n  moderation_cases.reason,\\n  moderation_cases.report_count,\\n  moderation_cases.status,\\n  moderation_cases.decision,\\n  moderation_cases.note,\\n  moderation_cases.decided_by,\\n  moderation_cases.decided_at,\\n  moderation_cases.leased_by,\\n  moderation_cases.leased_until,\\n  moderation_cases.attempt,\\n  moderation_cases.created_at,\\n  moderation_cases.updated_at,\\n  moderation_cases.created_at::text as \\"created_at_exact!\\"\\nfrom moderation_cases\\nwhere moderation_cases.status = \'open\'\\n  and (\\n    select exists (\\n      select from users\\n      where users.id = :adminId!\\n        and users.role = \'admin\'\\n        and users.is_active\\n    )\\n  )\\n  /*[if subjectType]*/ and moderation_cases.subject_type = (select :subjectType!::report_subject_type) /*[end]*/\\n  /*[if reason]*/ and moderation_cases.reason = (select :reason!::report_reason) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and moderation_cases.created_at >= :afterTime!\\n  and (moderation_cases.created_at, moderation_cases.id) > (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if subjectType]*/ moderation_cases.created_at nulls first, /*[end]*/\\n  /*[if reason]*/ moderation_cases.created_at nulls first, /*[end]*/\\n  moderation_cases.created_at,\\n  moderation_cases.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listOpenCases","file":"moderation.sql","parameterTypes":{"adminId":"uuid","subjectType":"report_subject_type","reason":"report_reason","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["moderation_cases","users"],"access":"read","primary":true}',
)

/** Parameters of `listCaseReports`. */
export type ListCaseReportsParams = {
  readonly caseId: string
  readonly adminId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listCaseReports`. */
export interface ListCaseReportsRow extends Report {
  readonly createdAtExact: string
}

/**
 * The reports of a case, oldest first. For anybody but an administrator nothing is walked.
 * primary-only: work is taken from it
 *
 * [sql/moderation.sql:342](../sql/moderation.sql#L342)
 *
 * ```sql
 * select
 *   reports.id,
 *   reports.case_id,
 *   reports.reporter_id,
 *   reports.reason,
 *   reports.details,
 *   reports.created_at,
 *   reports.updated_at,
 *   reports.created_at::text as "created_at_exact!"
 * from reports
 * where reports.case_id = :caseId!
 *   and (
 *     select exists (
 *       select from users
 *       where users.id = :adminId!
 *         and users.role = 'admin'
 *         and users.is_active
 *     )
 *   )
 *   /*[if afterTime afterId]*\/
 *   and reports.created_at >= :afterTime!
 *   and (reports.created_at, reports.id) > (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by reports.created_at, reports.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listCaseReports = new PreparedQuery<ListCaseReportsParams, ListCaseReportsRow>(
  '{"usedParamSet":{"caseId":true,"adminId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"caseId","required":true,"transform":{"type":"scalar"},"locs":[{"a":362,"b":369}]},{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":446,"b":454}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":584,"b":594},{"a":638,"b":648}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":651,"b":659}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":728,"b":734}]}],"statement":"-- The reports of a case, oldest first. For anybody but an administrator nothing is walked.\\n-- primary-only: work is taken from it\\nselect\\n  reports.id,\\n  reports.case_id,\\n  reports.reporter_id,\\n  reports.reason,\\n  reports.details,\\n  reports.created_at,\\n  reports.updated_at,\\n  reports.created_at::text as \\"created_at_exact!\\"\\nfrom reports\\nwhere reports.case_id = :caseId!\\n  and (\\n    select exists (\\n      select from users\\n      where users.id = :adminId!\\n        and users.role = \'admin\'\\n        and users.is_active\\n    )\\n  )\\n  /*[if afterTime afterId]*/\\n  and reports.created_at >= :afterTime!\\n  and (reports.created_at, reports.id) > (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by reports.created_at, reports.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listCaseReports","file":"moderation.sql","parameterTypes":{"caseId":"uuid","adminId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["reports","users"],"access":"read","primary":true}',
)

/** Parameters of `listModerationActions`. */
export type ListModerationActionsParams =
  | ({
  readonly log: 'things'
  readonly userId?: string | undefined
  readonly moderatorId?: string | undefined
  readonly budget?: number | undefined
  readonly adminId: string
  readonly subjectId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
))
  | ({
  readonly log: 'user'
  readonly userId?: string | undefined
  readonly moderatorId?: string | undefined
  readonly budget?: number | undefined
  readonly adminId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
))
  | ({
  readonly log: 'moderator'
  readonly moderatorId?: string | undefined
  readonly budget?: number | undefined
  readonly adminId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
))

/** A row of `listModerationActions`. */
export interface ListModerationActionsRow extends ModerationAction {
  readonly isLeftOut: boolean
  readonly isWalkEnd: boolean
  readonly createdAtExact: string
}

/**
 * The log, newest first. For anybody but an administrator nothing is walked.
 * Of one administrator the order says where nulls would come, as in listProductFeed: some act seldom, and the log of all would be
 * walked for their few rows.
 * log: what is walked, by an index each: the log of all things or of one, that of a user, or that of an administrator. What else
 * is given stands in few of its rows, perhaps: then there is a budget of rows to walk for a page.
 *
 * [sql/moderation.sql:365](../sql/moderation.sql#L365)
 *
 * ```sql
 * with page as (
 *   select
 *     moderation_actions.id,
 *     moderation_actions.admin_id,
 *     moderation_actions.action,
 *     moderation_actions.subject_type,
 *     moderation_actions.subject_id,
 *     moderation_actions.user_id,
 *     moderation_actions.case_id,
 *     moderation_actions.note,
 *     moderation_actions.created_at,
 *     false
 *       /*[if log=things userId]*\/ or moderation_actions.user_id is distinct from :userId! /*[end]*\/
 *       /*[if log=things moderatorId]*\/ or moderation_actions.admin_id is distinct from :moderatorId! /*[end]*\/
 *       /*[if log=user moderatorId]*\/ or moderation_actions.admin_id is distinct from :moderatorId! /*[end]*\/ as is_left_out,
 *     false
 *       /*[if budget]*\/
 *       or row_number() over (order by moderation_actions.created_at desc, moderation_actions.id desc) >= :budget!::bigint
 *       /*[end]*\/ as is_walk_end
 *   from moderation_actions
 *   where (
 *       select exists (
 *         select from users
 *         where users.id = :adminId!
 *           and users.role = 'admin'
 *           and users.is_active
 *       )
 *     )
 *     /*[if log=things subjectId]*\/ and moderation_actions.subject_id = :subjectId! /*[end]*\/
 *     /*[if log=user userId]*\/ and moderation_actions.user_id = :userId! /*[end]*\/
 *     /*[if log=moderator moderatorId]*\/ and moderation_actions.admin_id = (select :moderatorId!::uuid) /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and moderation_actions.created_at <= :afterTime!
 *     and (moderation_actions.created_at, moderation_actions.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by
 *     /*[if log=moderator]*\/ moderation_actions.created_at desc nulls last, /*[end]*\/
 *     moderation_actions.created_at desc,
 *     moderation_actions.id desc
 *   limit (select greatest(:limit!::bigint /*[if budget]*\/, :budget!::bigint /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.admin_id,
 *   page.action,
 *   page.subject_type,
 *   page.subject_id,
 *   page.user_id,
 *   page.case_id,
 *   page.note,
 *   page.created_at,
 *   page.is_left_out,
 *   page.is_walk_end,
 *   page.created_at::text as "created_at_exact!"
 * from page
 * where not page.is_left_out
 *   or page.is_walk_end
 * order by
 *   /*[if log=moderator]*\/ page.created_at desc nulls last, /*[end]*\/
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listModerationActions = new PreparedQuery<ListModerationActionsParams, ListModerationActionsRow>(
  '{"usedParamSet":{"userId":true,"moderatorId":true,"budget":true,"adminId":true,"subjectId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":873,"b":880},{"a":1662,"b":1669}]},{"name":"moderatorId","required":true,"transform":{"type":"scalar"},"locs":[{"a":978,"b":990},{"a":1086,"b":1098},{"a":1762,"b":1774}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":1262,"b":1269},{"a":2205,"b":2212}]},{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1419,"b":1427}]},{"name":"subjectId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1578,"b":1588}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1865,"b":1875},{"a":1943,"b":1953}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1956,"b":1964}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2172,"b":2178},{"a":2666,"b":2672}]}],"statement":"-- The log, newest first. For anybody but an administrator nothing is walked.\\n-- Of one administrator the order says where nulls would come, as in listProductFeed: some act seldom, and the log of all would be\\n-- walked for their few rows.\\n-- log: what is walked, by an index each: the log of all things or of one, that of a user, or that of an administrator. What else\\n-- is given stands in few of its rows, perhaps: then there is a budget of rows to walk for a page.\\nwith page as (\\n  select\\n    moderation_actions.id,\\n    moderation_actions.admin_id,\\n    moderation_actions.action,\\n    moderation_actions.subject_type,\\n    moderation_actions.subject_id,\\n    moderation_actions.user_id,\\n    moderation_actions.case_id,\\n    moderation_actions.note,\\n    moderation_actions.created_at,\\n    false\\n      /*[if log=things userId]*/ or moderation_actions.user_id is distinct from :userId! /*[end]*/\\n      /*[if log=things moderatorId]*/ or moderation_actions.admin_id is distinct from :moderatorId! /*[end]*/\\n      /*[if log=user moderatorId]*/ or moderation_actions.admin_id is distinct from :moderatorId! /*[end]*/ as is_left_out,\\n    false\\n      /*[if budget]*/\\n      or row_number() over (order by moderation_actions.created_at desc, moderation_actions.id desc) >= :budget!::bigint\\n      /*[end]*/ as is_walk_end\\n  from moderation_actions\\n  where (\\n      select exists (\\n        select from users\\n        where users.id = :adminId!\\n          and users.role = \'admin\'\\n          and users.is_active\\n      )\\n    )\\n    /*[if log=things subjectId]*/ and moderation_actions.subject_id = :subjectId! /*[end]*/\\n    /*[if log=user userId]*/ and moderation_actions.user_id = :userId! /*[end]*/\\n    /*[if log=moderator moderatorId]*/ and moderation_actions.admin_id = (select :moderatorId!::uuid) /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and moderation_actions.created_at <= :afterTime!\\n    and (moderation_actions.created_at, moderation_actions.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by\\n    /*[if log=moderator]*/ moderation_actions.created_at desc nulls last, /*[end]*/\\n    moderation_actions.created_at desc,\\n    moderation_actions.id desc\\n  limit (select greatest(:limit!::bigint /*[if budget]*/, :budget!::bigint /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.admin_id,\\n  page.action,\\n  page.subject_type,\\n  page.subject_id,\\n  page.user_id,\\n  page.case_id,\\n  page.note,\\n  page.created_at,\\n  page.is_left_out,\\n  page.is_walk_end,\\n  page.created_at::text as \\"created_at_exact!\\"\\nfrom page\\nwhere not page.is_left_out\\n  or page.is_walk_end\\norder by\\n  /*[if log=moderator]*/ page.created_at desc nulls last, /*[end]*/\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listModerationActions","file":"moderation.sql","parameterTypes":{"userId":"uuid","moderatorId":"uuid","budget":"int8","adminId":"uuid","subjectId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["moderation_actions","users"],"access":"read"}',
)
