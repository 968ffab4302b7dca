/** Types and queries of "sessions.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Session } from './models.js'
import type { SessionRevokedReason, UserRole } from './enums.js'
export type { SessionRevokedReason, UserRole }

/** Parameters of `startSession`. */
export interface StartSessionParams {
  readonly userId: string
  readonly passwordHash?: string | undefined
  readonly maxSessions: number
  readonly familyHash: Uint8Array
  readonly tokenHash: Uint8Array
  readonly deviceName?: string | null
  readonly userAgent?: string | null
  readonly ipAddress?: string | null
  readonly idleSeconds: number
  readonly lifetimeSeconds: number
}

/** A row of `startSession`. */
export interface StartSessionRow extends Session {
  readonly role: UserRole
}

/**
 * Begins a session, and records the login; returns no row if the account is closed, or if its password is no longer the one
 * that was compared.
 * The account is written first: whoever changes its password or closes it waits for this login, or this login for them.
 * Above the limit, the live sessions that were used longest ago end.
 *
 * [sql/sessions.sql:7](../sql/sessions.sql#L7)
 *
 * ```sql
 * with acting_user as (
 *   update users
 *   set last_login_at = clock_timestamp()
 *   where users.id = :userId!
 *     and users.is_active
 *     /*[if passwordHash]*\/ and users.password_hash = :passwordHash! /*[end]*\/
 *   returning
 *     users.id,
 *     users.role,
 *     users.last_login_at as started_at
 * ),
 * kept_session as (
 *   select sessions.id
 *   from acting_user
 *   join sessions on sessions.user_id = acting_user.id
 *   where sessions.revoked_at is null
 *     and sessions.idle_expires_at > acting_user.started_at
 *   order by sessions.last_used_at desc, sessions.id desc
 *   limit (select :maxSessions!::bigint - 1)
 * ),
 * surplus_session as (
 *   select sessions.id
 *   from acting_user
 *   join sessions on sessions.user_id = acting_user.id
 *   where sessions.revoked_at is null
 *     and sessions.idle_expires_at > acting_user.started_at
 *     and not exists (select from kept_session where kept_session.id = sessions.id)
 *   order by sessions.id
 *   for no key update of sessions
 * ),
 * ended_session as (
 *   update sessions
 *   set
 *     revoked_at = clock_timestamp(),
 *     revoked_reason = 'session_limit'
 *   from surplus_session
 *   where sessions.id = surplus_session.id
 *     and sessions.revoked_at is null
 * )
 * insert into sessions (
 *   user_id,
 *   family_hash,
 *   token_hash,
 *   device_name,
 *   user_agent,
 *   ip_address,
 *   idle_seconds,
 *   last_used_at,
 *   idle_expires_at,
 *   expires_at,
 *   created_at,
 *   updated_at
 * )
 * select
 *   acting_user.id,
 *   :familyHash!,
 *   :tokenHash!,
 *   :deviceName,
 *   :userAgent,
 *   :ipAddress::inet,
 *   :idleSeconds!::integer,
 *   acting_user.started_at,
 *   acting_user.started_at + make_interval(secs => least(:idleSeconds!::integer, :lifetimeSeconds!::integer)),
 *   acting_user.started_at + make_interval(secs => :lifetimeSeconds!::integer),
 *   acting_user.started_at,
 *   acting_user.started_at
 * from acting_user
 * returning
 *   sessions.id,
 *   sessions.user_id,
 *   sessions.device_name,
 *   sessions.user_agent,
 *   sessions.ip_address,
 *   sessions.idle_seconds,
 *   sessions.last_used_at,
 *   sessions.idle_expires_at,
 *   sessions.expires_at,
 *   sessions.revoked_at,
 *   sessions.revoked_reason,
 *   sessions.created_at,
 *   sessions.updated_at,
 *   (select acting_user.role from acting_user) as "role!"
 * ```
 */
export const startSession = new PreparedQuery<StartSessionParams, StartSessionRow>(
  '{"usedParamSet":{"userId":true,"passwordHash":true,"maxSessions":true,"familyHash":true,"tokenHash":true,"deviceName":true,"userAgent":true,"ipAddress":true,"idleSeconds":true,"lifetimeSeconds":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":434,"b":441}]},{"name":"passwordHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":519,"b":532}]},{"name":"maxSessions","required":true,"transform":{"type":"scalar"},"locs":[{"a":904,"b":916}]},{"name":"familyHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":1727,"b":1738}]},{"name":"tokenHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":1743,"b":1753}]},{"name":"deviceName","required":false,"transform":{"type":"scalar"},"locs":[{"a":1758,"b":1768}]},{"name":"userAgent","required":false,"transform":{"type":"scalar"},"locs":[{"a":1773,"b":1782}]},{"name":"ipAddress","required":false,"transform":{"type":"scalar"},"locs":[{"a":1787,"b":1796}]},{"name":"idleSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1807,"b":1819},{"a":1912,"b":1924}]},{"name":"lifetimeSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1936,"b":1952},{"a":2015,"b":2031}]}],"statement":"-- Begins a session, and records the login; returns no row if the account is closed, or if its password is no longer the one\\n-- that was compared.\\n-- The account is written first: whoever changes its password or closes it waits for this login, or this login for them.\\n-- Above the limit, the live sessions that were used longest ago end.\\nwith acting_user as (\\n  update users\\n  set last_login_at = clock_timestamp()\\n  where users.id = :userId!\\n    and users.is_active\\n    /*[if passwordHash]*/ and users.password_hash = :passwordHash! /*[end]*/\\n  returning\\n    users.id,\\n    users.role,\\n    users.last_login_at as started_at\\n),\\nkept_session as (\\n  select sessions.id\\n  from acting_user\\n  join sessions on sessions.user_id = acting_user.id\\n  where sessions.revoked_at is null\\n    and sessions.idle_expires_at > acting_user.started_at\\n  order by sessions.last_used_at desc, sessions.id desc\\n  limit (select :maxSessions!::bigint - 1)\\n),\\nsurplus_session as (\\n  select sessions.id\\n  from acting_user\\n  join sessions on sessions.user_id = acting_user.id\\n  where sessions.revoked_at is null\\n    and sessions.idle_expires_at > acting_user.started_at\\n    and not exists (select from kept_session where kept_session.id = sessions.id)\\n  order by sessions.id\\n  for no key update of sessions\\n),\\nended_session as (\\n  update sessions\\n  set\\n    revoked_at = clock_timestamp(),\\n    revoked_reason = \'session_limit\'\\n  from surplus_session\\n  where sessions.id = surplus_session.id\\n    and sessions.revoked_at is null\\n)\\ninsert into sessions (\\n  user_id,\\n  family_hash,\\n  token_hash,\\n  device_name,\\n  user_agent,\\n  ip_address,\\n  idle_seconds,\\n  last_used_at,\\n  idle_expires_at,\\n  expires_at,\\n  created_at,\\n  updated_at\\n)\\nselect\\n  acting_user.id,\\n  :familyHash!,\\n  :tokenHash!,\\n  :deviceName,\\n  :userAgent,\\n  :ipAddress::inet,\\n  :idleSeconds!::integer,\\n  acting_user.started_at,\\n  acting_user.started_at + make_interval(secs => least(:idleSeconds!::integer, :lifetimeSeconds!::integer)),\\n  acting_user.started_at + make_interval(secs => :lifetimeSeconds!::integer),\\n  acting_user.started_at,\\n  acting_user.started_at\\nfrom acting_user\\nreturning\\n  sessions.id,\\n  sessions.user_id,\\n  sessions.device_name,\\n  sessions.user_agent,\\n  sessions.ip_address,\\n  sessions.idle_seconds,\\n  sessions.last_used_at,\\n  sessions.idle_expires_at,\\n  sessions.expires_at,\\n  sessions.revoked_at,\\n  sessions.revoked_reason,\\n  sessions.created_at,\\n  sessions.updated_at,\\n  (select acting_user.role from acting_user) as \\"role!\\""}',
  '{"name":"startSession","file":"sessions.sql","parameterTypes":{"userId":"uuid","passwordHash":"text","maxSessions":"int8","familyHash":"bytea","tokenHash":"bytea","deviceName":"text","userAgent":"text","ipAddress":"inet","idleSeconds":"int4","lifetimeSeconds":"int4"},"tables":["sessions","users"],"access":"write"}',
)

/** Parameters of `refreshSession`. */
export interface RefreshSessionParams {
  readonly familyHash: Uint8Array
  readonly tokenHash: Uint8Array
  readonly graceSeconds: number
  readonly nextTokenHash: Uint8Array
  readonly nonce: Uint8Array
  readonly userAgent?: string | null
  readonly ipAddress?: string | null
}

/** A row of `refreshSession`. */
export interface RefreshSessionRow extends Session {
  /** The part the user plays. */
  readonly role: UserRole
  /** The random number of which, with the previous token, the current one was made. */
  readonly rotationNonce: Buffer | null
  readonly isReused: boolean
}

/**
 * Exchanges a refresh token for the next one. Returns no row if there is no such family, or if the session has ended.
 * The current token is exchanged. The one before it gets the same next token again while the grace lasts. Any other token of
 * the family was used before: the session ends.
 * One row decides. It is judged after it is locked; and closing an account ends its sessions, so no account is looked at.
 *
 * [sql/sessions.sql:83](../sql/sessions.sql#L83)
 *
 * ```sql
 * with locked_session as materialized (
 *   select
 *     sessions.id,
 *     sessions.token_hash,
 *     sessions.previous_token_hash,
 *     sessions.last_used_at,
 *     sessions.idle_expires_at,
 *     sessions.revoked_at
 *   from sessions
 *   where sessions.family_hash = :familyHash!
 *   for no key update
 * ),
 * timed_session as materialized (
 *   select
 *     locked_session.id,
 *     clock_timestamp() as refreshed_at
 *   from locked_session
 * ),
 * judged_session as (
 *   select
 *     locked_session.id,
 *     timed_session.refreshed_at,
 *     locked_session.token_hash = :tokenHash! as is_current,
 *     locked_session.token_hash <> :tokenHash!
 *     and (
 *       locked_session.previous_token_hash = :tokenHash!
 *       and locked_session.last_used_at + make_interval(secs => :graceSeconds!::integer) > timed_session.refreshed_at
 *     ) is not true as is_reused
 *   from locked_session
 *   join timed_session on timed_session.id = locked_session.id
 *   where locked_session.revoked_at is null
 *     and locked_session.idle_expires_at > timed_session.refreshed_at
 * )
 * update sessions
 * set (
 *   token_hash, previous_token_hash, rotation_nonce, user_agent, ip_address, last_used_at, idle_expires_at, revoked_at,
 *   revoked_reason
 * ) = (
 *   select
 *     case when judged_session.is_current then :nextTokenHash! else sessions.token_hash end,
 *     case when judged_session.is_current then sessions.token_hash else sessions.previous_token_hash end,
 *     case when judged_session.is_current then :nonce! else sessions.rotation_nonce end,
 *     case when judged_session.is_current then coalesce(:userAgent, sessions.user_agent) else sessions.user_agent end,
 *     case when judged_session.is_current then coalesce(:ipAddress::inet, sessions.ip_address) else sessions.ip_address end,
 *     case when judged_session.is_current then judged_session.refreshed_at else sessions.last_used_at end,
 *     case
 *       when judged_session.is_current then least(
 *         sessions.expires_at,
 *         judged_session.refreshed_at + make_interval(secs => sessions.idle_seconds)
 *       )
 *       else sessions.idle_expires_at
 *     end,
 *     case when judged_session.is_reused then judged_session.refreshed_at end,
 *     case when judged_session.is_reused then 'token_reused'::session_revoked_reason end
 * )
 * from judged_session
 * join users on true
 * where sessions.id = judged_session.id
 *   and users.id = sessions.user_id
 * returning
 *   sessions.id,
 *   sessions.user_id,
 *   sessions.device_name,
 *   sessions.user_agent,
 *   sessions.ip_address,
 *   sessions.idle_seconds,
 *   sessions.last_used_at,
 *   sessions.idle_expires_at,
 *   sessions.expires_at,
 *   sessions.revoked_at,
 *   sessions.revoked_reason,
 *   sessions.created_at,
 *   sessions.updated_at,
 *   users.role,
 *   sessions.rotation_nonce,
 *   judged_session.is_reused as "is_reused!"
 * ```
 */
export const refreshSession = new PreparedQuery<RefreshSessionParams, RefreshSessionRow>(
  '{"usedParamSet":{"familyHash":true,"tokenHash":true,"graceSeconds":true,"nextTokenHash":true,"nonce":true,"userAgent":true,"ipAddress":true},"params":[{"name":"familyHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":795,"b":806}]},{"name":"tokenHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":1074,"b":1084},{"a":1134,"b":1144},{"a":1199,"b":1209}]},{"name":"graceSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1273,"b":1286}]},{"name":"nextTokenHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":1770,"b":1784}]},{"name":"nonce","required":true,"transform":{"type":"scalar"},"locs":[{"a":1965,"b":1971}]},{"name":"userAgent","required":false,"transform":{"type":"scalar"},"locs":[{"a":2061,"b":2070}]},{"name":"ipAddress","required":false,"transform":{"type":"scalar"},"locs":[{"a":2178,"b":2187}]}],"statement":"-- Exchanges a refresh token for the next one. Returns no row if there is no such family, or if the session has ended.\\n-- The current token is exchanged. The one before it gets the same next token again while the grace lasts. Any other token of\\n-- the family was used before: the session ends.\\n-- One row decides. It is judged after it is locked; and closing an account ends its sessions, so no account is looked at.\\n-- lint-disable secret-column: with the nonce of a repeated refresh, who holds the previous token makes the current one again.\\nwith locked_session as materialized (\\n  select\\n    sessions.id,\\n    sessions.token_hash,\\n    sessions.previous_token_hash,\\n    sessions.last_used_at,\\n    sessions.idle_expires_at,\\n    sessions.revoked_at\\n  from sessions\\n  where sessions.family_hash = :familyHash!\\n  for no key update\\n),\\ntimed_session as materialized (\\n  select\\n    locked_session.id,\\n    clock_timestamp() as refreshed_at\\n  from locked_session\\n),\\njudged_session as (\\n  select\\n    locked_session.id,\\n    timed_session.refreshed_at,\\n    locked_session.token_hash = :tokenHash! as is_current,\\n    locked_session.token_hash <> :tokenHash!\\n    and (\\n      locked_session.previous_token_hash = :tokenHash!\\n      and locked_session.last_used_at + make_interval(secs => :graceSeconds!::integer) > timed_session.refreshed_at\\n    ) is not true as is_reused\\n  from locked_session\\n  join timed_session on timed_session.id = locked_session.id\\n  where locked_session.revoked_at is null\\n    and locked_session.idle_expires_at > timed_session.refreshed_at\\n)\\nupdate sessions\\nset (\\n  token_hash, previous_token_hash, rotation_nonce, user_agent, ip_address, last_used_at, idle_expires_at, revoked_at,\\n  revoked_reason\\n) = (\\n  select\\n    case when judged_session.is_current then :nextTokenHash! else sessions.token_hash end,\\n    case when judged_session.is_current then sessions.token_hash else sessions.previous_token_hash end,\\n    case when judged_session.is_current then :nonce! else sessions.rotation_nonce end,\\n    case when judged_session.is_current then coalesce(:userAgent, sessions.user_agent) else sessions.user_agent end,\\n    case when judged_session.is_current then coalesce(:ipAddress::inet, sessions.ip_address) else sessions.ip_address end,\\n    case when judged_session.is_current then judged_session.refreshed_at else sessions.last_used_at end,\\n    case\\n      when judged_session.is_current then least(\\n        sessions.expires_at,\\n        judged_session.refreshed_at + make_interval(secs => sessions.idle_seconds)\\n      )\\n      else sessions.idle_expires_at\\n    end,\\n    case when judged_session.is_reused then judged_session.refreshed_at end,\\n    case when judged_session.is_reused then \'token_reused\'::session_revoked_reason end\\n)\\nfrom judged_session\\njoin users on true\\nwhere sessions.id = judged_session.id\\n  and users.id = sessions.user_id\\nreturning\\n  sessions.id,\\n  sessions.user_id,\\n  sessions.device_name,\\n  sessions.user_agent,\\n  sessions.ip_address,\\n  sessions.idle_seconds,\\n  sessions.last_used_at,\\n  sessions.idle_expires_at,\\n  sessions.expires_at,\\n  sessions.revoked_at,\\n  sessions.revoked_reason,\\n  sessions.created_at,\\n  sessions.updated_at,\\n  users.role,\\n  sessions.rotation_nonce,\\n  judged_session.is_reused as \\"is_reused!\\""}',
  '{"name":"refreshSession","file":"sessions.sql","parameterTypes":{"familyHash":"bytea","tokenHash":"bytea","graceSeconds":"int4","nextTokenHash":"bytea","nonce":"bytea","userAgent":"text","ipAddress":"inet"},"tables":["sessions","users"],"access":"write"}',
)

/** Parameters of `findSession`. */
export interface FindSessionParams {
  readonly id: string
  readonly userId: string
}

/**
 * A live session of a user.
 * primary-only: who is let in hangs on it
 *
 * [sql/sessions.sql:154](../sql/sessions.sql#L154)
 *
 * ```sql
 * select
 *   sessions.id,
 *   sessions.user_id,
 *   sessions.device_name,
 *   sessions.user_agent,
 *   sessions.ip_address,
 *   sessions.idle_seconds,
 *   sessions.last_used_at,
 *   sessions.idle_expires_at,
 *   sessions.expires_at,
 *   sessions.revoked_at,
 *   sessions.revoked_reason,
 *   sessions.created_at,
 *   sessions.updated_at
 * from sessions
 * where sessions.id = :id!
 *   and sessions.user_id = :userId!
 *   and sessions.revoked_at is null
 *   and sessions.idle_expires_at > clock_timestamp()
 * ```
 */
export const findSession = new PreparedQuery<FindSessionParams, Session>(
  '{"usedParamSet":{"id":true,"userId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":414,"b":417}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":444,"b":451}]}],"statement":"-- A live session of a user.\\n-- primary-only: who is let in hangs on it\\nselect\\n  sessions.id,\\n  sessions.user_id,\\n  sessions.device_name,\\n  sessions.user_agent,\\n  sessions.ip_address,\\n  sessions.idle_seconds,\\n  sessions.last_used_at,\\n  sessions.idle_expires_at,\\n  sessions.expires_at,\\n  sessions.revoked_at,\\n  sessions.revoked_reason,\\n  sessions.created_at,\\n  sessions.updated_at\\nfrom sessions\\nwhere sessions.id = :id!\\n  and sessions.user_id = :userId!\\n  and sessions.revoked_at is null\\n  and sessions.idle_expires_at > clock_timestamp()"}',
  '{"name":"findSession","file":"sessions.sql","parameterTypes":{"id":"uuid","userId":"uuid"},"tables":["sessions"],"access":"read","primary":true}',
)

/** Parameters of `findSessionOfToken`. */
export interface FindSessionOfTokenParams {
  readonly familyHash: Uint8Array
}

/**
 * The session of a refresh token, whichever of its tokens it is, and whether it is live or not.
 * primary-only: who is let in hangs on it
 *
 * [sql/sessions.sql:165](../sql/sessions.sql#L165)
 *
 * ```sql
 * select
 *   sessions.id,
 *   sessions.user_id,
 *   sessions.device_name,
 *   sessions.user_agent,
 *   sessions.ip_address,
 *   sessions.idle_seconds,
 *   sessions.last_used_at,
 *   sessions.idle_expires_at,
 *   sessions.expires_at,
 *   sessions.revoked_at,
 *   sessions.revoked_reason,
 *   sessions.created_at,
 *   sessions.updated_at
 * from sessions
 * where sessions.family_hash = :familyHash!
 * ```
 */
export const findSessionOfToken = new PreparedQuery<FindSessionOfTokenParams, Session>(
  '{"usedParamSet":{"familyHash":true},"params":[{"name":"familyHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":491,"b":502}]}],"statement":"-- The session of a refresh token, whichever of its tokens it is, and whether it is live or not.\\n-- primary-only: who is let in hangs on it\\nselect\\n  sessions.id,\\n  sessions.user_id,\\n  sessions.device_name,\\n  sessions.user_agent,\\n  sessions.ip_address,\\n  sessions.idle_seconds,\\n  sessions.last_used_at,\\n  sessions.idle_expires_at,\\n  sessions.expires_at,\\n  sessions.revoked_at,\\n  sessions.revoked_reason,\\n  sessions.created_at,\\n  sessions.updated_at\\nfrom sessions\\nwhere sessions.family_hash = :familyHash!"}',
  '{"name":"findSessionOfToken","file":"sessions.sql","parameterTypes":{"familyHash":"bytea"},"tables":["sessions"],"access":"read","primary":true}',
)

/** Parameters of `listSessions`. */
export interface ListSessionsParams {
  readonly userId: string
  readonly limit: number
}

/**
 * The live sessions of a user, the last used first. A user has about as many as startSession lets them have.
 * primary-only: who is let in hangs on it
 *
 * [sql/sessions.sql:173](../sql/sessions.sql#L173)
 *
 * ```sql
 * select
 *   sessions.id,
 *   sessions.user_id,
 *   sessions.device_name,
 *   sessions.user_agent,
 *   sessions.ip_address,
 *   sessions.idle_seconds,
 *   sessions.last_used_at,
 *   sessions.idle_expires_at,
 *   sessions.expires_at,
 *   sessions.revoked_at,
 *   sessions.revoked_reason,
 *   sessions.created_at,
 *   sessions.updated_at
 * from sessions
 * where sessions.user_id = :userId!
 *   and sessions.revoked_at is null
 *   and sessions.idle_expires_at > clock_timestamp()
 * order by sessions.last_used_at desc, sessions.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listSessions = new PreparedQuery<ListSessionsParams, Session>(
  '{"usedParamSet":{"userId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":500,"b":507}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":662,"b":668}]}],"statement":"-- The live sessions of a user, the last used first. A user has about as many as startSession lets them have.\\n-- primary-only: who is let in hangs on it\\nselect\\n  sessions.id,\\n  sessions.user_id,\\n  sessions.device_name,\\n  sessions.user_agent,\\n  sessions.ip_address,\\n  sessions.idle_seconds,\\n  sessions.last_used_at,\\n  sessions.idle_expires_at,\\n  sessions.expires_at,\\n  sessions.revoked_at,\\n  sessions.revoked_reason,\\n  sessions.created_at,\\n  sessions.updated_at\\nfrom sessions\\nwhere sessions.user_id = :userId!\\n  and sessions.revoked_at is null\\n  and sessions.idle_expires_at > clock_timestamp()\\norder by sessions.last_used_at desc, sessions.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listSessions","file":"sessions.sql","parameterTypes":{"userId":"uuid","limit":"int8"},"tables":["sessions"],"access":"read","primary":true}',
)

/** Parameters of `endSession`. */
export interface EndSessionParams {
  readonly familyHash: Uint8Array
}

/** `endSession` returns no rows. */
export type EndSessionRow = never

/**
 * Ends the session of a refresh token, whichever of its tokens it is.
 *
 * [sql/sessions.sql:185](../sql/sessions.sql#L185)
 *
 * ```sql
 * update sessions
 * set
 *   revoked_at = clock_timestamp(),
 *   revoked_reason = 'logout'
 * where sessions.family_hash = :familyHash!
 *   and sessions.revoked_at is null
 * ```
 */
export const endSession = new PreparedQuery<EndSessionParams, EndSessionRow>(
  '{"usedParamSet":{"familyHash":true},"params":[{"name":"familyHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":182,"b":193}]}],"statement":"-- Ends the session of a refresh token, whichever of its tokens it is.\\nupdate sessions\\nset\\n  revoked_at = clock_timestamp(),\\n  revoked_reason = \'logout\'\\nwhere sessions.family_hash = :familyHash!\\n  and sessions.revoked_at is null"}',
  '{"name":"endSession","file":"sessions.sql","parameterTypes":{"familyHash":"bytea"},"tables":["sessions"],"access":"write"}',
)

/** Parameters of `revokeSession`. */
export interface RevokeSessionParams {
  readonly id: string
  readonly userId: string
}

/**
 * Ends a session of a user; one that has ended stays as it is. Returns no row if there is none of that user.
 *
 * [sql/sessions.sql:194](../sql/sessions.sql#L194)
 *
 * ```sql
 * update sessions
 * set
 *   revoked_at = coalesce(sessions.revoked_at, clock_timestamp()),
 *   revoked_reason = coalesce(sessions.revoked_reason, 'revoked')
 * where sessions.id = :id!
 *   and sessions.user_id = :userId!
 * returning
 *   sessions.id,
 *   sessions.user_id,
 *   sessions.device_name,
 *   sessions.user_agent,
 *   sessions.ip_address,
 *   sessions.idle_seconds,
 *   sessions.last_used_at,
 *   sessions.idle_expires_at,
 *   sessions.expires_at,
 *   sessions.revoked_at,
 *   sessions.revoked_reason,
 *   sessions.created_at,
 *   sessions.updated_at
 * ```
 */
export const revokeSession = new PreparedQuery<RevokeSessionParams, Session>(
  '{"usedParamSet":{"id":true,"userId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":279,"b":282}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":309,"b":316}]}],"statement":"-- Ends a session of a user; one that has ended stays as it is. Returns no row if there is none of that user.\\nupdate sessions\\nset\\n  revoked_at = coalesce(sessions.revoked_at, clock_timestamp()),\\n  revoked_reason = coalesce(sessions.revoked_reason, \'revoked\')\\nwhere sessions.id = :id!\\n  and sessions.user_id = :userId!\\nreturning\\n  sessions.id,\\n  sessions.user_id,\\n  sessions.device_name,\\n  sessions.user_agent,\\n  sessions.ip_address,\\n  sessions.idle_seconds,\\n  sessions.last_used_at,\\n  sessions.idle_expires_at,\\n  sessions.expires_at,\\n  sessions.revoked_at,\\n  sessions.revoked_reason,\\n  sessions.created_at,\\n  sessions.updated_at"}',
  '{"name":"revokeSession","file":"sessions.sql","parameterTypes":{"id":"uuid","userId":"uuid"},"tables":["sessions"],"access":"write"}',
)

/** Parameters of `revokeSessions`. */
export interface RevokeSessionsParams {
  readonly userId: string
  readonly exceptSessionId?: string | null
}

/** `revokeSessions` returns no rows. */
export type RevokeSessionsRow = never

/**
 * Ends all sessions of a user, but one if it is given.
 *
 * [sql/sessions.sql:205](../sql/sessions.sql#L205)
 *
 * ```sql
 * with locked_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *   for key share
 * ),
 * locked_session as (
 *   select sessions.id
 *   from locked_user
 *   join sessions on sessions.user_id = locked_user.id
 *   where sessions.revoked_at is null
 *     and sessions.id is distinct from :exceptSessionId -- null: no exception
 *   order by sessions.id
 *   for no key update of sessions
 * )
 * update sessions
 * set
 *   revoked_at = clock_timestamp(),
 *   revoked_reason = 'revoked'
 * from locked_session
 * where sessions.id = locked_session.id
 *   and sessions.revoked_at is null
 * ```
 */
export const revokeSessions = new PreparedQuery<RevokeSessionsParams, RevokeSessionsRow>(
  '{"usedParamSet":{"userId":true,"exceptSessionId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":128,"b":135}]},{"name":"exceptSessionId","required":false,"transform":{"type":"scalar"},"locs":[{"a":342,"b":357}]}],"statement":"-- Ends all sessions of a user, but one if it is given.\\nwith locked_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n  for key share\\n),\\nlocked_session as (\\n  select sessions.id\\n  from locked_user\\n  join sessions on sessions.user_id = locked_user.id\\n  where sessions.revoked_at is null\\n    and sessions.id is distinct from :exceptSessionId -- null: no exception\\n  order by sessions.id\\n  for no key update of sessions\\n)\\nupdate sessions\\nset\\n  revoked_at = clock_timestamp(),\\n  revoked_reason = \'revoked\'\\nfrom locked_session\\nwhere sessions.id = locked_session.id\\n  and sessions.revoked_at is null"}',
  '{"name":"revokeSessions","file":"sessions.sql","parameterTypes":{"userId":"uuid","exceptSessionId":"uuid"},"tables":["sessions","users"],"access":"write"}',
)

/** Parameters of `deleteOldSessions`. */
export interface DeleteOldSessionsParams {
  readonly olderThanSeconds: number
  readonly limit: number
}

/** `deleteOldSessions` returns no rows. */
export type DeleteOldSessionsRow = never

/**
 * Deletes sessions that ended so long ago, the first ones first, as many as the limit says. Locked rows are skipped.
 * Their ids become an array: of a join, the planner would take the limit for many rows, and read the table whole.
 *
 * [sql/sessions.sql:230](../sql/sessions.sql#L230)
 *
 * ```sql
 * with old_session as (
 *   select sessions.id
 *   from sessions
 *   where coalesce(sessions.revoked_at, sessions.idle_expires_at) < now() - make_interval(secs => :olderThanSeconds!::integer)
 *   order by coalesce(sessions.revoked_at, sessions.idle_expires_at), sessions.id
 *   limit (select :limit!::bigint)
 *   for update skip locked
 * )
 * delete from sessions
 * where sessions.id = any(array(select old_session.id from old_session))
 * ```
 */
export const deleteOldSessions = new PreparedQuery<DeleteOldSessionsParams, DeleteOldSessionsRow>(
  '{"usedParamSet":{"olderThanSeconds":true,"limit":true},"params":[{"name":"olderThanSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":388,"b":405}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":513,"b":519}]}],"statement":"-- Deletes sessions that ended so long ago, the first ones first, as many as the limit says. Locked rows are skipped.\\n-- Their ids become an array: of a join, the planner would take the limit for many rows, and read the table whole.\\nwith old_session as (\\n  select sessions.id\\n  from sessions\\n  where coalesce(sessions.revoked_at, sessions.idle_expires_at) < now() - make_interval(secs => :olderThanSeconds!::integer)\\n  order by coalesce(sessions.revoked_at, sessions.idle_expires_at), sessions.id\\n  limit (select :limit!::bigint)\\n  for update skip locked\\n)\\ndelete from sessions\\nwhere sessions.id = any(array(select old_session.id from old_session))"}',
  '{"name":"deleteOldSessions","file":"sessions.sql","parameterTypes":{"olderThanSeconds":"int4","limit":"int8"},"tables":["sessions"],"access":"write"}',
)
