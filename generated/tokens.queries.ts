/** Types and queries of "tokens.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { TokenForm, TokenPurpose } from './enums.js'
export type { TokenForm, TokenPurpose }

/** Parameters of `issueToken`. */
export interface IssueTokenParams {
  readonly userId?: string | null
  readonly purpose: TokenPurpose
  readonly form: TokenForm
  readonly sentTo?: string | null
  readonly secretHash: Uint8Array
  readonly maxAttempts?: number | null
  readonly expiresInSeconds: number
  readonly maxPerHour: number
}

/** A row of `issueToken`. */
export interface IssueTokenRow {
  /** The time from which it is void: its end, or when it was withdrawn. */
  readonly expiresAt: Date
}

/**
 * Issues a token and voids the one before it; returns no row if the account is closed, or if as many were issued within the last
 * hour as are allowed.
 * maxAttempts null: a link, which nobody guesses.
 *
 * [sql/tokens.sql:7](../sql/tokens.sql#L7)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId
 *     and users.is_active
 *   for key share
 * )
 * insert into tokens (
 *   purpose,
 *   form,
 *   user_id,
 *   sent_to,
 *   secret_hash,
 *   max_attempts,
 *   issue_times,
 *   expires_at
 * )
 * select
 *   :purpose!,
 *   :form!,
 *   :userId::uuid, -- null: the address is nobody's yet
 *   :sentTo::text,
 *   :secretHash!,
 *   :maxAttempts::integer,
 *   array[clock_timestamp()],
 *   clock_timestamp() + make_interval(secs => :expiresInSeconds!::integer)
 * where :userId::uuid is null
 *   or exists (select from acting_user)
 * on conflict (coalesce(user_id::text, sent_to), purpose, form) do update
 * set
 *   sent_to = excluded.sent_to,
 *   secret_hash = excluded.secret_hash,
 *   attempts = 0,
 *   max_attempts = excluded.max_attempts,
 *   issue_times = array(
 *     select issued.at
 *     from unnest(tokens.issue_times || clock_timestamp()) as issued (at)
 *     where issued.at > clock_timestamp() - interval '1 hour'
 *     order by issued.at
 *   ),
 *   expires_at = clock_timestamp() + make_interval(secs => :expiresInSeconds!::integer),
 *   used_at = null
 * where (
 *     select count(*)
 *     from unnest(tokens.issue_times) as issued (at)
 *     where issued.at > clock_timestamp() - interval '1 hour'
 *   ) < :maxPerHour!::integer
 * returning tokens.expires_at
 * ```
 */
export const issueToken = new PreparedQuery<IssueTokenParams, IssueTokenRow>(
  '{"usedParamSet":{"userId":true,"purpose":true,"form":true,"sentTo":true,"secretHash":true,"maxAttempts":true,"expiresInSeconds":true,"maxPerHour":true},"params":[{"name":"userId","required":false,"transform":{"type":"scalar"},"locs":[{"a":277,"b":283},{"a":482,"b":488},{"a":699,"b":705}]},{"name":"purpose","required":true,"transform":{"type":"scalar"},"locs":[{"a":459,"b":467}]},{"name":"form","required":true,"transform":{"type":"scalar"},"locs":[{"a":472,"b":477}]},{"name":"sentTo","required":false,"transform":{"type":"scalar"},"locs":[{"a":536,"b":542}]},{"name":"secretHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":553,"b":564}]},{"name":"maxAttempts","required":false,"transform":{"type":"scalar"},"locs":[{"a":569,"b":580}]},{"name":"expiresInSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":664,"b":681},{"a":1220,"b":1237}]},{"name":"maxPerHour","required":true,"transform":{"type":"scalar"},"locs":[{"a":1412,"b":1423}]}],"statement":"-- Issues a token and voids the one before it; returns no row if the account is closed, or if as many were issued within the last\\n-- hour as are allowed.\\n-- maxAttempts null: a link, which nobody guesses.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId\\n    and users.is_active\\n  for key share\\n)\\ninsert into tokens (\\n  purpose,\\n  form,\\n  user_id,\\n  sent_to,\\n  secret_hash,\\n  max_attempts,\\n  issue_times,\\n  expires_at\\n)\\nselect\\n  :purpose!,\\n  :form!,\\n  :userId::uuid, -- null: the address is nobody\'s yet\\n  :sentTo::text,\\n  :secretHash!,\\n  :maxAttempts::integer,\\n  array[clock_timestamp()],\\n  clock_timestamp() + make_interval(secs => :expiresInSeconds!::integer)\\nwhere :userId::uuid is null\\n  or exists (select from acting_user)\\non conflict (coalesce(user_id::text, sent_to), purpose, form) do update\\nset\\n  sent_to = excluded.sent_to,\\n  secret_hash = excluded.secret_hash,\\n  attempts = 0,\\n  max_attempts = excluded.max_attempts,\\n  issue_times = array(\\n    select issued.at\\n    from unnest(tokens.issue_times || clock_timestamp()) as issued (at)\\n    where issued.at > clock_timestamp() - interval \'1 hour\'\\n    order by issued.at\\n  ),\\n  expires_at = clock_timestamp() + make_interval(secs => :expiresInSeconds!::integer),\\n  used_at = null\\nwhere (\\n    select count(*)\\n    from unnest(tokens.issue_times) as issued (at)\\n    where issued.at > clock_timestamp() - interval \'1 hour\'\\n  ) < :maxPerHour!::integer\\nreturning tokens.expires_at"}',
  '{"name":"issueToken","file":"tokens.sql","parameterTypes":{"userId":"uuid","purpose":"token_purpose","form":"token_form","sentTo":"text","secretHash":"bytea","maxAttempts":"int4","expiresInSeconds":"int4","maxPerHour":"int4"},"tables":["tokens","users"],"access":"write"}',
)

/** Parameters of `consumeToken`. */
export interface ConsumeTokenParams {
  readonly secretHash: Uint8Array
  readonly purpose: TokenPurpose
}

/** A row of `consumeToken`. */
export interface ConsumeTokenRow {
  /** The user for whom it is; null if nobody has the address yet. */
  readonly userId: string | null
  /** The e-mail address or phone number to which it was sent; null if not given. */
  readonly sentTo: string | null
}

/**
 * Uses a link's token, once; returns no row if it is not there, void, used, or that of a closed account.
 *
 * [sql/tokens.sql:60](../sql/tokens.sql#L60)
 *
 * ```sql
 * with wanted_token as (
 *   select
 *     tokens.id,
 *     tokens.user_id
 *   from tokens
 *   where tokens.form = 'link'
 *     and tokens.secret_hash = :secretHash!
 *     and tokens.purpose = :purpose!
 * ),
 * open_user as (
 *   select users.id
 *   from wanted_token
 *   join users on users.id = wanted_token.user_id
 *   where users.is_active
 *   for key share of users
 * )
 * update tokens
 * set used_at = clock_timestamp()
 * from wanted_token
 * left join open_user on open_user.id = wanted_token.user_id
 * where tokens.id = wanted_token.id
 *   and tokens.secret_hash = :secretHash!
 *   and tokens.used_at is null
 *   and tokens.expires_at > clock_timestamp()
 *   and (wanted_token.user_id is null or open_user.id is not null)
 * returning
 *   tokens.user_id,
 *   tokens.sent_to
 * ```
 */
export const consumeToken = new PreparedQuery<ConsumeTokenParams, ConsumeTokenRow>(
  '{"usedParamSet":{"secretHash":true,"purpose":true},"params":[{"name":"secretHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":244,"b":255},{"a":631,"b":642}]},{"name":"purpose","required":true,"transform":{"type":"scalar"},"locs":[{"a":282,"b":290}]}],"statement":"-- Uses a link\'s token, once; returns no row if it is not there, void, used, or that of a closed account.\\nwith wanted_token as (\\n  select\\n    tokens.id,\\n    tokens.user_id\\n  from tokens\\n  where tokens.form = \'link\'\\n    and tokens.secret_hash = :secretHash!\\n    and tokens.purpose = :purpose!\\n),\\nopen_user as (\\n  select users.id\\n  from wanted_token\\n  join users on users.id = wanted_token.user_id\\n  where users.is_active\\n  for key share of users\\n)\\nupdate tokens\\nset used_at = clock_timestamp()\\nfrom wanted_token\\nleft join open_user on open_user.id = wanted_token.user_id\\nwhere tokens.id = wanted_token.id\\n  and tokens.secret_hash = :secretHash!\\n  and tokens.used_at is null\\n  and tokens.expires_at > clock_timestamp()\\n  and (wanted_token.user_id is null or open_user.id is not null)\\nreturning\\n  tokens.user_id,\\n  tokens.sent_to"}',
  '{"name":"consumeToken","file":"tokens.sql","parameterTypes":{"secretHash":"bytea","purpose":"token_purpose"},"tables":["tokens","users"],"access":"write"}',
)

/** Parameters of `consumeCode`. */
export interface ConsumeCodeParams {
  readonly subject: string
  readonly purpose: TokenPurpose
  readonly secretHash: Uint8Array
}

/** A row of `consumeCode`. */
export interface ConsumeCodeRow {
  /** The user for whom it is; null if nobody has the address yet. */
  readonly userId: string | null
  /** The e-mail address or phone number to which it was sent; null if not given. */
  readonly sentTo: string | null
  readonly refusal: 'token_invalid' | 'token_locked' | null
}

/**
 * Compares a guess with a code, counts it, and uses the code if it is right.
 * Returns a rule if the guess is refused. No row: there is no such code.
 * The row is locked before it is judged, so no guess above the limit is compared, however many come at once.
 *
 * [sql/tokens.sql:91](../sql/tokens.sql#L91)
 *
 * ```sql
 * with wanted_token as (
 *   select
 *     tokens.id,
 *     tokens.user_id
 *   from tokens
 *   where coalesce(tokens.user_id::text, tokens.sent_to) = :subject!
 *     and tokens.purpose = :purpose!
 *     and tokens.form = 'code'
 * ),
 * open_user as (
 *   select users.id
 *   from wanted_token
 *   join users on users.id = wanted_token.user_id
 *   where users.is_active
 *   for key share of users
 * ),
 * locked_token as materialized (
 *   select
 *     tokens.id,
 *     tokens.secret_hash,
 *     tokens.attempts,
 *     tokens.max_attempts,
 *     tokens.expires_at,
 *     tokens.used_at
 *   from wanted_token
 *   left join open_user on open_user.id = wanted_token.user_id
 *   join tokens on tokens.id = wanted_token.id
 *   where wanted_token.user_id is null
 *     or open_user.id is not null
 *   for no key update of tokens
 * ),
 * timed_token as materialized (
 *   select
 *     locked_token.id,
 *     clock_timestamp() as guessed_at
 *   from locked_token
 * ),
 * judged_token as (
 *   select
 *     locked_token.id,
 *     timed_token.guessed_at,
 *     locked_token.attempts >= locked_token.max_attempts as is_locked,
 *     locked_token.secret_hash = :secretHash! as is_right
 *   from locked_token
 *   join timed_token on timed_token.id = locked_token.id
 *   where locked_token.used_at is null
 *     and locked_token.expires_at > timed_token.guessed_at
 * ),
 * guessed_token as (
 *   update tokens
 *   set
 *     attempts = tokens.attempts + 1,
 *     used_at = case when judged_token.is_right then judged_token.guessed_at end
 *   from judged_token
 *   where tokens.id = judged_token.id
 *     and not judged_token.is_locked
 *   returning
 *     tokens.id,
 *     tokens.user_id,
 *     tokens.sent_to,
 *     tokens.used_at
 * )
 * select
 *   guessed_token.user_id,
 *   guessed_token.sent_to,
 *   case
 *     when judged_token.is_locked then 'token_locked'
 *     when guessed_token.used_at is null then 'token_invalid'
 *   end as refusal
 * from judged_token
 * left join guessed_token on guessed_token.id = judged_token.id
 * ```
 */
export const consumeCode = new PreparedQuery<ConsumeCodeParams, ConsumeCodeRow>(
  '{"usedParamSet":{"subject":true,"purpose":true,"secretHash":true},"params":[{"name":"subject","required":true,"transform":{"type":"scalar"},"locs":[{"a":399,"b":407}]},{"name":"purpose","required":true,"transform":{"type":"scalar"},"locs":[{"a":434,"b":442}]},{"name":"secretHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":1319,"b":1330}]}],"statement":"-- Compares a guess with a code, counts it, and uses the code if it is right.\\n-- Returns a rule if the guess is refused. No row: there is no such code.\\n-- The row is locked before it is judged, so no guess above the limit is compared, however many come at once.\\nwith wanted_token as (\\n  select\\n    tokens.id,\\n    tokens.user_id\\n  from tokens\\n  where coalesce(tokens.user_id::text, tokens.sent_to) = :subject!\\n    and tokens.purpose = :purpose!\\n    and tokens.form = \'code\'\\n),\\nopen_user as (\\n  select users.id\\n  from wanted_token\\n  join users on users.id = wanted_token.user_id\\n  where users.is_active\\n  for key share of users\\n),\\nlocked_token as materialized (\\n  select\\n    tokens.id,\\n    tokens.secret_hash,\\n    tokens.attempts,\\n    tokens.max_attempts,\\n    tokens.expires_at,\\n    tokens.used_at\\n  from wanted_token\\n  left join open_user on open_user.id = wanted_token.user_id\\n  join tokens on tokens.id = wanted_token.id\\n  where wanted_token.user_id is null\\n    or open_user.id is not null\\n  for no key update of tokens\\n),\\ntimed_token as materialized (\\n  select\\n    locked_token.id,\\n    clock_timestamp() as guessed_at\\n  from locked_token\\n),\\njudged_token as (\\n  select\\n    locked_token.id,\\n    timed_token.guessed_at,\\n    locked_token.attempts >= locked_token.max_attempts as is_locked,\\n    locked_token.secret_hash = :secretHash! as is_right\\n  from locked_token\\n  join timed_token on timed_token.id = locked_token.id\\n  where locked_token.used_at is null\\n    and locked_token.expires_at > timed_token.guessed_at\\n),\\nguessed_token as (\\n  update tokens\\n  set\\n    attempts = tokens.attempts + 1,\\n    used_at = case when judged_token.is_right then judged_token.guessed_at end\\n  from judged_token\\n  where tokens.id = judged_token.id\\n    and not judged_token.is_locked\\n  returning\\n    tokens.id,\\n    tokens.user_id,\\n    tokens.sent_to,\\n    tokens.used_at\\n)\\nselect\\n  guessed_token.user_id,\\n  guessed_token.sent_to,\\n  case\\n    when judged_token.is_locked then \'token_locked\'\\n    when guessed_token.used_at is null then \'token_invalid\'\\n  end as refusal\\nfrom judged_token\\nleft join guessed_token on guessed_token.id = judged_token.id"}',
  '{"name":"consumeCode","file":"tokens.sql","parameterTypes":{"subject":"text","purpose":"token_purpose","secretHash":"bytea"},"tables":["tokens","users"],"access":"write"}',
)

/** Parameters of `deleteOldTokens`. */
export interface DeleteOldTokensParams {
  readonly olderThanSeconds: number
  readonly limit: number
}

/** `deleteOldTokens` returns no rows. */
export type DeleteOldTokensRow = never

/**
 * Deletes tokens that are void for so long, the first ones first, as many as the limit says. Locked rows are skipped.
 * Their ids become an array: of a join, the planner would take the limit for many rows, and read the table whole.
 *
 * [sql/tokens.sql:167](../sql/tokens.sql#L167)
 *
 * ```sql
 * with old_token as (
 *   select tokens.id
 *   from tokens
 *   where tokens.expires_at < now() - make_interval(secs => :olderThanSeconds!::integer)
 *   order by tokens.expires_at, tokens.id
 *   limit (select :limit!::bigint)
 *   for update skip locked
 * )
 * delete from tokens
 * where tokens.id = any(array(select old_token.id from old_token))
 * ```
 */
export const deleteOldTokens = new PreparedQuery<DeleteOldTokensParams, DeleteOldTokensRow>(
  '{"usedParamSet":{"olderThanSeconds":true,"limit":true},"params":[{"name":"olderThanSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":345,"b":362}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":430,"b":436}]}],"statement":"-- Deletes tokens that are void for so long, the first ones first, as many as the limit says. Locked rows are skipped.\\n-- Their ids become an array: of a join, the planner would take the limit for many rows, and read the table whole.\\nwith old_token as (\\n  select tokens.id\\n  from tokens\\n  where tokens.expires_at < now() - make_interval(secs => :olderThanSeconds!::integer)\\n  order by tokens.expires_at, tokens.id\\n  limit (select :limit!::bigint)\\n  for update skip locked\\n)\\ndelete from tokens\\nwhere tokens.id = any(array(select old_token.id from old_token))"}',
  '{"name":"deleteOldTokens","file":"tokens.sql","parameterTypes":{"olderThanSeconds":"int4","limit":"int8"},"tables":["tokens"],"access":"write"}',
)
