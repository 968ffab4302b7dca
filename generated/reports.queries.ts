/** Types and queries of "reports.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { ModerationCaseStatus, ModerationDecision, ReportReason, ReportSubjectType } from './enums.js'
export type { ModerationCaseStatus, ModerationDecision, ReportReason, ReportSubjectType }

/** Parameters of `fileReport`. */
export interface FileReportParams {
  readonly subjectType: ReportSubjectType
  readonly subjectId: string
  readonly reporterId: string
  readonly reason: ReportReason
  readonly id: string
  readonly details?: string | null
  readonly requestDigest?: string | null
}

/** A row of `fileReport`. */
export interface FileReportRow {
  /** The time of the report. */
  readonly createdAt: Date | null
  readonly hasReporter: boolean
  readonly isCaseSeen: boolean
  readonly refusal: 'account_closed' | 'not_a_participant' | 'own_report' | null
}

/**
 * Reports a thing: opens a case of it, or adds the report to the case that is open.
 * Returns the rule that refused, and the report; no row if there is no such thing. Neither refused nor filed, though there is
 * a reporter and its case is seen: the id is taken, or the reporter has an open report of the thing.
 * The insert of a case locks the open case of the thing if there is one, and writes nothing to it, for its condition is never
 * true: that row is written once, when the report is counted. To write it again would look its foreign keys up again, and lock
 * rows that come before it in the order of all commands.
 * An open case that was committed after this statement began is locked, but not seen: the report is not filed,
 * is_case_seen is false, and the caller tries again.
 * Isolation: READ COMMITTED; right under every level.
 *
 * [sql/reports.sql:6](../sql/reports.sql#L6)
 *
 * ```sql
 * with subject as materialized (
 *   select
 *     users.id as reported_user_id,
 *     null::uuid as product_id,
 *     null::uuid as stream_id,
 *     null::uuid as message_id,
 *     null::uuid as review_id,
 *     users.username as subject_text,
 *     true as is_visible
 *   from users
 *   where :subjectType!::report_subject_type = 'user'
 *     and users.id = :subjectId!
 *   union all
 *   select
 *     products.seller_id,
 *     products.id,
 *     null::uuid,
 *     null::uuid,
 *     null::uuid,
 *     left(concat_ws(E'\n', products.title, products.description), 2000),
 *     true
 *   from products
 *   where :subjectType! = 'product'
 *     and products.id = :subjectId!
 *   union all
 *   select
 *     streams.user_id,
 *     null::uuid,
 *     streams.id,
 *     null::uuid,
 *     null::uuid,
 *     left(concat_ws(E'\n', streams.title, streams.description), 2000),
 *     true
 *   from streams
 *   where :subjectType! = 'stream'
 *     and streams.id = :subjectId!
 *   union all
 *   select
 *     messages.sender_id,
 *     null::uuid,
 *     null::uuid,
 *     messages.id,
 *     null::uuid,
 *     left(messages.content, 2000),
 *     :reporterId! in (conversations.buyer_id, conversations.seller_id)
 *   from messages
 *   join conversations on conversations.id = messages.conversation_id
 *   where :subjectType! = 'message'
 *     and messages.id = :subjectId!
 *   union all
 *   select
 *     reviews.reviewer_id,
 *     null::uuid,
 *     null::uuid,
 *     null::uuid,
 *     reviews.id,
 *     left(reviews.content, 2000),
 *     true
 *   from reviews
 *   where :subjectType! = 'review'
 *     and reviews.id = :subjectId!
 * ),
 * locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (:reporterId!, (select subject.reported_user_id from subject))
 *   order by users.id
 *   for key share
 * ),
 * locked_parties as (
 *   select
 *     coalesce(bool_or(locked_party.id = :reporterId!), false) as has_reporter,
 *     coalesce(bool_or(locked_party.id = :reporterId! and locked_party.is_active), false) as is_open
 *   from locked_party
 * ),
 * judged_subject as materialized (
 *   select
 *     subject.reported_user_id,
 *     subject.product_id,
 *     subject.stream_id,
 *     subject.message_id,
 *     subject.review_id,
 *     subject.subject_text,
 *     subject.is_visible,
 *     locked_parties.has_reporter,
 *     case
 *       when subject.reported_user_id = :reporterId! then 'own_report'
 *       when not subject.is_visible then 'not_a_participant'
 *       when not locked_parties.is_open then 'account_closed'
 *     end as refusal
 *   from subject
 *   cross join locked_parties
 * ),
 * opened_case as (
 *   insert into moderation_cases (
 *     subject_type,
 *     subject_id,
 *     reported_user_id,
 *     product_id,
 *     stream_id,
 *     message_id,
 *     review_id,
 *     subject_text,
 *     reason
 *   )
 *   select
 *     :subjectType!,
 *     :subjectId!,
 *     judged_subject.reported_user_id,
 *     judged_subject.product_id,
 *     judged_subject.stream_id,
 *     judged_subject.message_id,
 *     judged_subject.review_id,
 *     judged_subject.subject_text,
 *     :reason!
 *   from judged_subject
 *   where judged_subject.refusal is null
 *     and judged_subject.has_reporter
 *     and not exists (select from reports where reports.id = :id!)
 *   on conflict (subject_type, subject_id) where status = 'open' do update
 *   set attempt = moderation_cases.attempt
 *   where moderation_cases.status <> 'open'
 *   returning moderation_cases.id
 * ),
 * known_case as (
 *   select moderation_cases.id
 *   from judged_subject
 *   join moderation_cases on moderation_cases.subject_type = :subjectType! and moderation_cases.subject_id = :subjectId!
 *   where judged_subject.refusal is null
 *     and judged_subject.has_reporter
 *     and not exists (select from opened_case)
 *     and moderation_cases.status = 'open'
 *   for no key update of moderation_cases
 * ),
 * case_of_subject as (
 *   select opened_case.id
 *   from opened_case
 *   union all
 *   select known_case.id
 *   from known_case
 * ),
 * filed_report as (
 *   insert into reports (id, case_id, reporter_id, reason, details, request_digest)
 *   select
 *     :id!,
 *     case_of_subject.id,
 *     :reporterId!,
 *     :reason!,
 *     :details, -- null: the reason says all
 *     :requestDigest -- null: the caller gave no id
 *   from case_of_subject
 *   on conflict do nothing
 *   returning
 *     reports.id,
 *     reports.created_at
 * )
 * select
 *   filed_report.created_at as "created_at?",
 *   judged_subject.has_reporter as "has_reporter!",
 *   exists (select from case_of_subject) or exists (select from reports where reports.id = :id!) as "is_case_seen!",
 *   judged_subject.refusal as "refusal?"
 * from judged_subject
 * left join filed_report on true
 * ```
 */
export const fileReport = new PreparedQuery<FileReportParams, FileReportRow>(
  '{"usedParamSet":{"subjectType":true,"subjectId":true,"reporterId":true,"reason":true,"id":true,"details":true,"requestDigest":true},"params":[{"name":"subjectType","required":true,"transform":{"type":"scalar"},"locs":[{"a":1120,"b":1132},{"a":1410,"b":1422},{"a":1678,"b":1690},{"a":2042,"b":2054},{"a":2277,"b":2289},{"a":3488,"b":3500},{"a":4204,"b":4216}]},{"name":"subjectId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1183,"b":1193},{"a":1458,"b":1468},{"a":1724,"b":1734},{"a":2090,"b":2100},{"a":2323,"b":2333},{"a":3507,"b":3517},{"a":4252,"b":4262}]},{"name":"reporterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1884,"b":1895},{"a":2433,"b":2444},{"a":2602,"b":2613},{"a":2680,"b":2691},{"a":3059,"b":3070},{"a":4735,"b":4746}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":3716,"b":3723},{"a":4753,"b":4760}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":3881,"b":3884},{"a":4701,"b":4704},{"a":5147,"b":5150}]},{"name":"details","required":false,"transform":{"type":"scalar"},"locs":[{"a":4767,"b":4774}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":4810,"b":4823}]}],"statement":"-- Reports a thing: opens a case of it, or adds the report to the case that is open.\\n-- Returns the rule that refused, and the report; no row if there is no such thing. Neither refused nor filed, though there is\\n-- a reporter and its case is seen: the id is taken, or the reporter has an open report of the thing.\\n-- The insert of a case locks the open case of the thing if there is one, and writes nothing to it, for its condition is never\\n-- true: that row is written once, when the report is counted. To write it again would look its foreign keys up again, and lock\\n-- rows that come before it in the order of all commands.\\n-- An open case that was committed after this statement began is locked, but not seen: the report is not filed,\\n-- is_case_seen is false, and the caller tries again.\\n-- Isolation: READ COMMITTED; right under every level.\\nwith subject as materialized (\\n  select\\n    users.id as reported_user_id,\\n    null::uuid as product_id,\\n    null::uuid as stream_id,\\n    null::uuid as message_id,\\n    null::uuid as review_id,\\n    users.username as subject_text,\\n    true as is_visible\\n  from users\\n  where :subjectType!::report_subject_type = \'user\'\\n    and users.id = :subjectId!\\n  union all\\n  select\\n    products.seller_id,\\n    products.id,\\n    null::uuid,\\n    null::uuid,\\n    null::uuid,\\n    left(concat_ws(E\'\\\\n\', products.title, products.description), 2000),\\n    true\\n  from products\\n  where :subjectType! = \'product\'\\n    and products.id = :subjectId!\\n  union all\\n  select\\n    streams.user_id,\\n    null::uuid,\\n    streams.id,\\n    null::uuid,\\n    null::uuid,\\n    left(concat_ws(E\'\\\\n\', streams.title, streams.description), 2000),\\n    true\\n  from streams\\n  where :subjectType! = \'stream\'\\n    and streams.id = :subjectId!\\n  union all\\n  select\\n    messages.sender_id,\\n    null::uuid,\\n    null::uuid,\\n    messages.id,\\n    null::uuid,\\n    left(messages.content, 2000),\\n    :reporterId! in (conversations.buyer_id, conversations.seller_id)\\n  from messages\\n  join conversations on conversations.id = messages.conversation_id\\n  where :subjectType! = \'message\'\\n    and messages.id = :subjectId!\\n  union all\\n  select\\n    reviews.reviewer_id,\\n    null::uuid,\\n    null::uuid,\\n    null::uuid,\\n    reviews.id,\\n    left(reviews.content, 2000),\\n    true\\n  from reviews\\n  where :subjectType! = \'review\'\\n    and reviews.id = :subjectId!\\n),\\nlocked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (:reporterId!, (select subject.reported_user_id from subject))\\n  order by users.id\\n  for key share\\n),\\nlocked_parties as (\\n  select\\n    coalesce(bool_or(locked_party.id = :reporterId!), false) as has_reporter,\\n    coalesce(bool_or(locked_party.id = :reporterId! and locked_party.is_active), false) as is_open\\n  from locked_party\\n),\\njudged_subject as materialized (\\n  select\\n    subject.reported_user_id,\\n    subject.product_id,\\n    subject.stream_id,\\n    subject.message_id,\\n    subject.review_id,\\n    subject.subject_text,\\n    subject.is_visible,\\n    locked_parties.has_reporter,\\n    case\\n      when subject.reported_user_id = :reporterId! then \'own_report\'\\n      when not subject.is_visible then \'not_a_participant\'\\n      when not locked_parties.is_open then \'account_closed\'\\n    end as refusal\\n  from subject\\n  cross join locked_parties\\n),\\nopened_case as (\\n  insert into moderation_cases (\\n    subject_type,\\n    subject_id,\\n    reported_user_id,\\n    product_id,\\n    stream_id,\\n    message_id,\\n    review_id,\\n    subject_text,\\n    reason\\n  )\\n  select\\n    :subjectType!,\\n    :subjectId!,\\n    judged_subject.reported_user_id,\\n    judged_subject.product_id,\\n    judged_subject.stream_id,\\n    judged_subject.message_id,\\n    judged_subject.review_id,\\n    judged_subject.subject_text,\\n    :reason!\\n  from judged_subject\\n  where judged_subject.refusal is null\\n    and judged_subject.has_reporter\\n    and not exists (select from reports where reports.id = :id!)\\n  on conflict (subject_type, subject_id) where status = \'open\' do update\\n  set attempt = moderation_cases.attempt\\n  where moderation_cases.status <> \'open\'\\n  returning moderation_cases.id\\n),\\nknown_case as (\\n  select moderation_cases.id\\n  from judged_subject\\n  join moderation_cases on moderation_cases.subject_type = :subjectType! and moderation_cases.subject_id = :subjectId!\\n  where judged_subject.refusal is null\\n    and judged_subject.has_reporter\\n    and not exists (select from opened_case)\\n    and moderation_cases.status = \'open\'\\n  for no key update of moderation_cases\\n),\\ncase_of_subject as (\\n  select opened_case.id\\n  from opened_case\\n  union all\\n  select known_case.id\\n  from known_case\\n),\\nfiled_report as (\\n  insert into reports (id, case_id, reporter_id, reason, details, request_digest)\\n  select\\n    :id!,\\n    case_of_subject.id,\\n    :reporterId!,\\n    :reason!,\\n    :details, -- null: the reason says all\\n    :requestDigest -- null: the caller gave no id\\n  from case_of_subject\\n  on conflict do nothing\\n  returning\\n    reports.id,\\n    reports.created_at\\n)\\nselect\\n  filed_report.created_at as \\"created_at?\\",\\n  judged_subject.has_reporter as \\"has_reporter!\\",\\n  exists (select from case_of_subject) or exists (select from reports where reports.id = :id!) as \\"is_case_seen!\\",\\n  judged_subject.refusal as \\"refusal?\\"\\nfrom judged_subject\\nleft join filed_report on true"}',
  '{"name":"fileReport","file":"reports.sql","parameterTypes":{"subjectType":"report_subject_type","subjectId":"uuid","reporterId":"uuid","reason":"report_reason","id":"uuid","details":"text","requestDigest":"uuid"},"tables":["conversations","messages","moderation_cases","products","reports","reviews","streams","users"],"access":"write"}',
)

/** Parameters of `findReport`. */
export interface FindReportParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/** A row of `findReport`. */
export interface FindReportRow {
  /** The id of the report. */
  readonly id: string
  /** The user who reported it. */
  readonly reporterId: string
  /** The kind of the thing that was reported. */
  readonly subjectType: ReportSubjectType
  /** The id of the thing that was reported, which may be gone by now. */
  readonly subjectId: string
  /** The reason that the reporter chose. */
  readonly reason: ReportReason
  /** The reporter's own words, up to 2,000 characters. */
  readonly details: string | null
  /** Open until it is decided. */
  readonly status: ModerationCaseStatus
  /** The decision; null while it is open. */
  readonly decision: ModerationDecision | null
  /** The time of the decision; null while it is open. */
  readonly decidedAt: Date | null
  /** The time of the report. */
  readonly createdAt: Date
}

/**
 * A report as its reporter sees it, or if a digest is given, the report that the same content made.
 *
 * [sql/reports.sql:176](../sql/reports.sql#L176)
 *
 * ```sql
 * select
 *   reports.id,
 *   reports.reporter_id,
 *   moderation_cases.subject_type,
 *   moderation_cases.subject_id,
 *   reports.reason,
 *   reports.details,
 *   moderation_cases.status,
 *   moderation_cases.decision,
 *   moderation_cases.decided_at,
 *   reports.created_at
 * from reports
 * join moderation_cases on moderation_cases.id = reports.case_id
 * where reports.id = :id!
 *   /*[if requestDigest]*\/ and reports.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findReport = new PreparedQuery<FindReportParams, FindReportRow>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":449,"b":452}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":508,"b":522}]}],"statement":"-- A report as its reporter sees it, or if a digest is given, the report that the same content made.\\nselect\\n  reports.id,\\n  reports.reporter_id,\\n  moderation_cases.subject_type,\\n  moderation_cases.subject_id,\\n  reports.reason,\\n  reports.details,\\n  moderation_cases.status,\\n  moderation_cases.decision,\\n  moderation_cases.decided_at,\\n  reports.created_at\\nfrom reports\\njoin moderation_cases on moderation_cases.id = reports.case_id\\nwhere reports.id = :id!\\n  /*[if requestDigest]*/ and reports.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findReport","file":"reports.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["moderation_cases","reports"],"access":"read"}',
)

/** Parameters of `listReportsByIds`. */
export interface ListReportsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/** A row of `listReportsByIds`. */
export interface ListReportsByIdsRow {
  /** The id of the report. */
  readonly id: string
  /** The user who reported it. */
  readonly reporterId: string
  /** The kind of the thing that was reported. */
  readonly subjectType: ReportSubjectType
  /** The id of the thing that was reported, which may be gone by now. */
  readonly subjectId: string
  /** The reason that the reporter chose. */
  readonly reason: ReportReason
  /** The reporter's own words, up to 2,000 characters. */
  readonly details: string | null
  /** Open until it is decided. */
  readonly status: ModerationCaseStatus
  /** The decision; null while it is open. */
  readonly decision: ModerationDecision | null
  /** The time of the decision; null while it is open. */
  readonly decidedAt: Date | null
  /** The time of the report. */
  readonly createdAt: Date
}

/**
 * Reports as their reporters see them, in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/reports.sql:194](../sql/reports.sql#L194)
 *
 * ```sql
 * select
 *   reports.id,
 *   reports.reporter_id,
 *   moderation_cases.subject_type,
 *   moderation_cases.subject_id,
 *   reports.reason,
 *   reports.details,
 *   moderation_cases.status,
 *   moderation_cases.decision,
 *   moderation_cases.decided_at,
 *   reports.created_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join reports on reports.id = wanted.id
 * join moderation_cases on moderation_cases.id = reports.case_id
 * order by wanted.place
 * ```
 */
export const listReportsByIds = new PreparedQuery<ListReportsByIdsParams, ListReportsByIdsRow>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":382,"b":386}]}],"statement":"-- Reports as their reporters see them, in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  reports.id,\\n  reports.reporter_id,\\n  moderation_cases.subject_type,\\n  moderation_cases.subject_id,\\n  reports.reason,\\n  reports.details,\\n  moderation_cases.status,\\n  moderation_cases.decision,\\n  moderation_cases.decided_at,\\n  reports.created_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin reports on reports.id = wanted.id\\njoin moderation_cases on moderation_cases.id = reports.case_id\\norder by wanted.place"}',
  '{"name":"listReportsByIds","file":"reports.sql","parameterTypes":{"ids":"uuid[]"},"tables":["moderation_cases","reports"],"access":"read"}',
)

/** Parameters of `listFiledReports`. */
export type ListFiledReportsParams = {
  readonly reporterId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listFiledReports`. */
export interface ListFiledReportsRow {
  /** The id of the report. */
  readonly id: string
  /** The user who reported it. */
  readonly reporterId: string
  /** The kind of the thing that was reported. */
  readonly subjectType: ReportSubjectType
  /** The id of the thing that was reported, which may be gone by now. */
  readonly subjectId: string
  /** The reason that the reporter chose. */
  readonly reason: ReportReason
  /** The reporter's own words, up to 2,000 characters. */
  readonly details: string | null
  /** Open until it is decided. */
  readonly status: ModerationCaseStatus
  /** The decision; null while it is open. */
  readonly decision: ModerationDecision | null
  /** The time of the decision; null while it is open. */
  readonly decidedAt: Date | null
  /** The time of the report. */
  readonly createdAt: Date
  readonly createdAtExact: string
}

/**
 * The reports of a user, newest first, for that user.
 * The exact time is text for the cursor: a Date has only milliseconds.
 *
 * [sql/reports.sql:212](../sql/reports.sql#L212)
 *
 * ```sql
 * with page as (
 *   select
 *     reports.id,
 *     reports.case_id,
 *     reports.reporter_id,
 *     reports.reason,
 *     reports.details,
 *     reports.created_at,
 *     reports.updated_at
 *   from reports
 *   where reports.reporter_id = :reporterId!
 *     /*[if afterTime afterId]*\/
 *     and reports.created_at <= :afterTime!
 *     and (reports.created_at, reports.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by reports.created_at desc, reports.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.id,
 *   page.reporter_id,
 *   reported_case.subject_type,
 *   reported_case.subject_id,
 *   page.reason,
 *   page.details,
 *   reported_case.status,
 *   reported_case.decision,
 *   reported_case.decided_at,
 *   page.created_at,
 *   page.created_at::text as "created_at_exact!"
 * from page
 * cross join lateral (
 *   select
 *     moderation_cases.subject_type,
 *     moderation_cases.subject_id,
 *     moderation_cases.status,
 *     moderation_cases.decision,
 *     moderation_cases.decided_at
 *   from moderation_cases
 *   where moderation_cases.id = page.case_id
 *   limit 1
 * ) as reported_case
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listFiledReports = new PreparedQuery<ListFiledReportsParams, ListFiledReportsRow>(
  '{"usedParamSet":{"reporterId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"reporterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":346,"b":357}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":420,"b":430},{"a":476,"b":486}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":489,"b":497}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":582,"b":588}]}],"statement":"-- The reports of a user, newest first, for that user.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nwith page as (\\n  select\\n    reports.id,\\n    reports.case_id,\\n    reports.reporter_id,\\n    reports.reason,\\n    reports.details,\\n    reports.created_at,\\n    reports.updated_at\\n  from reports\\n  where reports.reporter_id = :reporterId!\\n    /*[if afterTime afterId]*/\\n    and reports.created_at <= :afterTime!\\n    and (reports.created_at, reports.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by reports.created_at desc, reports.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.id,\\n  page.reporter_id,\\n  reported_case.subject_type,\\n  reported_case.subject_id,\\n  page.reason,\\n  page.details,\\n  reported_case.status,\\n  reported_case.decision,\\n  reported_case.decided_at,\\n  page.created_at,\\n  page.created_at::text as \\"created_at_exact!\\"\\nfrom page\\ncross join lateral (\\n  select\\n    moderation_cases.subject_type,\\n    moderation_cases.subject_id,\\n    moderation_cases.status,\\n    moderation_cases.decision,\\n    moderation_cases.decided_at\\n  from moderation_cases\\n  where moderation_cases.id = page.case_id\\n  limit 1\\n) as reported_case\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listFiledReports","file":"reports.sql","parameterTypes":{"reporterId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["moderation_cases","reports"],"access":"read"}',
)
