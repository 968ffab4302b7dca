/*
sessions: logins on devices. A refresh token is a family, by which its session is found, and a secret, which changes with each refresh. The statements get hashes, and never a token.

Whoever ends several sessions of a user locks the user first, as a deletion of the user does, and then the sessions in the order of their ids.
*/

/* @name startSession */
-- Begins a session, and records the login; returns no row if the account is closed, or if its password is no longer the one
-- that was compared.
-- The account is written first: whoever changes its password or closes it waits for this login, or this login for them.
-- Above the limit, the live sessions that were used longest ago end.
with acting_user as (
  update users
  set last_login_at = clock_timestamp()
  where users.id = :userId!
    and users.is_active
    /*[if passwordHash]*/ and users.password_hash = :passwordHash! /*[end]*/
  returning
    users.id,
    users.role,
    users.last_login_at as started_at
),
kept_session as (
  select sessions.id
  from acting_user
  join sessions on sessions.user_id = acting_user.id
  where sessions.revoked_at is null
    and sessions.idle_expires_at > acting_user.started_at
  order by sessions.last_used_at desc, sessions.id desc
  limit (select :maxSessions!::bigint - 1)
),
surplus_session as (
  select sessions.id
  from acting_user
  join sessions on sessions.user_id = acting_user.id
  where sessions.revoked_at is null
    and sessions.idle_expires_at > acting_user.started_at
    and not exists (select from kept_session where kept_session.id = sessions.id)
  order by sessions.id
  for no key update of sessions
),
ended_session as (
  update sessions
  set
    revoked_at = clock_timestamp(),
    revoked_reason = 'session_limit'
  from surplus_session
  where sessions.id = surplus_session.id
    and sessions.revoked_at is null
)
insert into sessions (
  user_id,
  family_hash,
  token_hash,
  device_name,
  user_agent,
  ip_address,
  idle_seconds,
  last_used_at,
  idle_expires_at,
  expires_at,
  created_at,
  updated_at
)
select
  acting_user.id,
  :familyHash!,
  :tokenHash!,
  :deviceName,
  :userAgent,
  :ipAddress::inet,
  :idleSeconds!::integer,
  acting_user.started_at,
  acting_user.started_at + make_interval(secs => least(:idleSeconds!::integer, :lifetimeSeconds!::integer)),
  acting_user.started_at + make_interval(secs => :lifetimeSeconds!::integer),
  acting_user.started_at,
  acting_user.started_at
from acting_user
returning
  sessions.*,
  (select acting_user.role from acting_user) as "role!";

/* @name refreshSession */
-- Exchanges a refresh token for the next one. Returns no row if there is no such family, or if the session has ended.
-- The current token is exchanged. The one before it gets the same next token again while the grace lasts. Any other token of
-- the family was used before: the session ends.
-- One row decides. It is judged after it is locked; and closing an account ends its sessions, so no account is looked at.
-- lint-disable secret-column: with the nonce of a repeated refresh, who holds the previous token makes the current one again.
with locked_session as materialized (
  select
    sessions.id,
    sessions.token_hash,
    sessions.previous_token_hash,
    sessions.last_used_at,
    sessions.idle_expires_at,
    sessions.revoked_at
  from sessions
  where sessions.family_hash = :familyHash!
  for no key update
),
timed_session as materialized (
  select
    locked_session.id,
    clock_timestamp() as refreshed_at
  from locked_session
),
judged_session as (
  select
    locked_session.id,
    timed_session.refreshed_at,
    locked_session.token_hash = :tokenHash! as is_current,
    locked_session.token_hash <> :tokenHash!
    and (
      locked_session.previous_token_hash = :tokenHash!
      and locked_session.last_used_at + make_interval(secs => :graceSeconds!::integer) > timed_session.refreshed_at
    ) is not true as is_reused
  from locked_session
  join timed_session on timed_session.id = locked_session.id
  where locked_session.revoked_at is null
    and locked_session.idle_expires_at > timed_session.refreshed_at
)
update sessions
set (
  token_hash, previous_token_hash, rotation_nonce, user_agent, ip_address, last_used_at, idle_expires_at, revoked_at,
  revoked_reason
) = (
  select
    case when judged_session.is_current then :nextTokenHash! else sessions.token_hash end,
    case when judged_session.is_current then sessions.token_hash else sessions.previous_token_hash end,
    case when judged_session.is_current then :nonce! else sessions.rotation_nonce end,
    case when judged_session.is_current then coalesce(:userAgent, sessions.user_agent) else sessions.user_agent end,
    case when judged_session.is_current then coalesce(:ipAddress::inet, sessions.ip_address) else sessions.ip_address end,
    case when judged_session.is_current then judged_session.refreshed_at else sessions.last_used_at end,
    case
      when judged_session.is_current then least(
        sessions.expires_at,
        judged_session.refreshed_at + make_interval(secs => sessions.idle_seconds)
      )
      else sessions.idle_expires_at
    end,
    case when judged_session.is_reused then judged_session.refreshed_at end,
    case when judged_session.is_reused then 'token_reused'::session_revoked_reason end
)
from judged_session
join users on true
where sessions.id = judged_session.id
  and users.id = sessions.user_id
returning
  sessions.*,
  users.role,
  sessions.rotation_nonce,
  judged_session.is_reused as "is_reused!";

/* @name findSession */
-- A live session of a user.
-- primary-only: who is let in hangs on it
select
  sessions.*
from sessions
where sessions.id = :id!
  and sessions.user_id = :userId!
  and sessions.revoked_at is null
  and sessions.idle_expires_at > clock_timestamp();

/* @name findSessionOfToken */
-- The session of a refresh token, whichever of its tokens it is, and whether it is live or not.
-- primary-only: who is let in hangs on it
select
  sessions.*
from sessions
where sessions.family_hash = :familyHash!;

/* @name listSessions */
-- The live sessions of a user, the last used first. A user has about as many as startSession lets them have.
-- primary-only: who is let in hangs on it
select
  sessions.*
from sessions
where sessions.user_id = :userId!
  and sessions.revoked_at is null
  and sessions.idle_expires_at > clock_timestamp()
order by sessions.last_used_at desc, sessions.id desc
limit (select :limit!::bigint);

/* @name endSession */
-- Ends the session of a refresh token, whichever of its tokens it is.
update sessions
set
  revoked_at = clock_timestamp(),
  revoked_reason = 'logout'
where sessions.family_hash = :familyHash!
  and sessions.revoked_at is null;

/* @name revokeSession */
-- Ends a session of a user; one that has ended stays as it is. Returns no row if there is none of that user.
update sessions
set
  revoked_at = coalesce(sessions.revoked_at, clock_timestamp()),
  revoked_reason = coalesce(sessions.revoked_reason, 'revoked')
where sessions.id = :id!
  and sessions.user_id = :userId!
returning
  sessions.*;

/* @name revokeSessions */
-- Ends all sessions of a user, but one if it is given.
with locked_user as (
  select users.id
  from users
  where users.id = :userId!
  for key share
),
locked_session as (
  select sessions.id
  from locked_user
  join sessions on sessions.user_id = locked_user.id
  where sessions.revoked_at is null
    and sessions.id is distinct from :exceptSessionId -- null: no exception
  order by sessions.id
  for no key update of sessions
)
update sessions
set
  revoked_at = clock_timestamp(),
  revoked_reason = 'revoked'
from locked_session
where sessions.id = locked_session.id
  and sessions.revoked_at is null;

/* @name deleteOldSessions */
-- Deletes sessions that ended so long ago, the first ones first, as many as the limit says. Locked rows are skipped.
-- Their ids become an array: of a join, the planner would take the limit for many rows, and read the table whole.
with old_session as (
  select sessions.id
  from sessions
  where coalesce(sessions.revoked_at, sessions.idle_expires_at) < now() - make_interval(secs => :olderThanSeconds!::integer)
  order by coalesce(sessions.revoked_at, sessions.idle_expires_at), sessions.id
  limit (select :limit!::bigint)
  for update skip locked
)
delete from sessions
where sessions.id = any(array(select old_session.id from old_session));
