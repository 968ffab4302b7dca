/*
Logins: sessions with rotating refresh tokens, and one-time tokens.

- Only hashes are stored. A secret of 256 random bits needs no slow hash: nobody finds it by trying, so SHA-256 is enough. A
  short code is found by trying a million, so its hash has a key that is never in the database (HMAC-SHA-256).
- A refresh token is a family and a secret. All tokens of a session have the same family, which is looked up; the secret
  changes with each refresh. A token of the family with another secret than the current one was used before: one of two
  holders has stolen it, so the session ends. No list of used tokens is kept, and none is forgotten.
- The next secret is HMAC-SHA-256 of the one before it and a random number, which is stored. Who repeats a refresh within the
  grace gets the same next token again. The database alone cannot make one, and neither can a token alone.
- A user has one row of tokens for each purpose and form. To issue another one overwrites it, so the one before is void, and
  the row counts guesses and issues under its own lock.
- An account that is closed (tr_users_revoke_access) or gets another password (sql/users.sql) keeps no session. This is a
  function, for its statements have snapshots of their own: it sees the sessions that began while the account was waited for.
  Accounts are locked before sessions, and sessions in the order of their ids.
- Who has an address no longer gets into the account by what was sent there: another e-mail address or phone voids it
  (tr_users_void_tokens).
*/

set local lock_timeout = '3s';

create type session_revoked_reason as enum (
  'logout',
  'revoked',
  'session_limit',
  'token_reused',
  'password_changed',
  'account_closed'
);

create table sessions (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  family_hash bytea not null,
  token_hash bytea not null,
  previous_token_hash bytea,
  rotation_nonce bytea,
  device_name text,
  user_agent text,
  ip_address inet,
  idle_seconds integer not null,
  last_used_at timestamptz not null default now(),
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason session_revoked_reason,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sessions_pkey primary key (id),
  constraint sessions_family_hash_key unique (family_hash),
  constraint fk_sessions_user foreign key (user_id) references users (id) on delete cascade,
  constraint ck_sessions_family_hash_length check (octet_length(family_hash) = 32),
  constraint ck_sessions_token_hash_length check (octet_length(token_hash) = 32),
  constraint ck_sessions_previous_token_hash_length check (octet_length(previous_token_hash) = 32),
  constraint ck_sessions_rotation_nonce_length check (octet_length(rotation_nonce) = 32),
  constraint ck_sessions_rotated_has_nonce check ((previous_token_hash is null) = (rotation_nonce is null)),
  constraint ck_sessions_device_name_length check (char_length(device_name) between 1 and 200),
  constraint ck_sessions_user_agent_length check (char_length(user_agent) between 1 and 1000),
  constraint ck_sessions_idle_seconds_positive check (idle_seconds > 0),
  constraint ck_sessions_idle_ends_first check (idle_expires_at <= expires_at),
  constraint ck_sessions_revoked_has_reason check ((revoked_at is null) = (revoked_reason is null))
);

-- The live sessions of a user (listSessions), and the foreign key.
create index ix_sessions_user_revoked on sessions (user_id, revoked_at);

-- Those that have ended, the first ones first (deleteOldSessions).
create index ix_sessions_ended on sessions ((coalesce(revoked_at, idle_expires_at)), id);

create trigger tr_sessions_updated_at before update on sessions
  for each row execute function set_updated_at();

comment on type session_revoked_reason is 'The reason why a session ended before its time.';
comment on table sessions is 'A login on a device: a family of refresh tokens, of which one is current. @name Session';
comment on column sessions.id is 'The id of the session, such as for the `sid` claim of a JWT. @impersonal';
comment on column sessions.user_id is 'The user who has logged in. @personal user_id';
comment on column sessions.family_hash is
'SHA-256 of the part that all refresh tokens of the session have. @secret @impersonal';
comment on column sessions.token_hash is 'SHA-256 of the current refresh token. @secret @impersonal';
comment on column sessions.previous_token_hash is
'SHA-256 of the refresh token before the current one; null before the first refresh. @secret @impersonal';
comment on column sessions.rotation_nonce is
'The random number of which, with the previous token, the current one was made. @secret @impersonal';
comment on column sessions.device_name is 'The name of the device, for its user to read. @personal user_id';
comment on column sessions.user_agent is 'The User-Agent header at the last login or refresh. @personal user_id';
comment on column sessions.ip_address is
'The address from which the session was used last; null if the service does not give it. @personal user_id';
comment on column sessions.idle_seconds is 'The time without a refresh after which the session ends. @impersonal';
comment on column sessions.last_used_at is 'The time of the login or of the last refresh. @personal user_id';
comment on column sessions.idle_expires_at is
'The time when the session ends unless it is refreshed: never after expires_at. @personal user_id';
comment on column sessions.expires_at is 'The time when the session ends however often it is refreshed. @personal user_id';
comment on column sessions.revoked_at is 'The time when it was ended; null if it was not. @personal user_id';
comment on column sessions.revoked_reason is 'The reason why it was ended; null if it was not. @personal user_id';
comment on column sessions.created_at is 'The time of the login. @impersonal';
comment on column sessions.updated_at is 'The time of the last change. @impersonal';

create type token_purpose as enum (
  'login',
  'password_reset',
  'email_verification',
  'phone_verification',
  'reauthentication'
);
create type token_form as enum ('link', 'code');

create table tokens (
  id uuid not null default uuidv7(),
  purpose token_purpose not null,
  form token_form not null,
  user_id uuid,
  sent_to text,
  secret_hash bytea not null,
  attempts integer not null default 0,
  max_attempts integer,
  issue_times timestamptz[] not null default '{}',
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tokens_pkey primary key (id),
  constraint fk_tokens_user foreign key (user_id) references users (id) on delete cascade,
  constraint ck_tokens_has_subject check (user_id is not null or sent_to is not null),
  constraint ck_tokens_sent_to_length check (char_length(sent_to) between 3 and 254),
  constraint ck_tokens_secret_hash_length check (octet_length(secret_hash) = 32),
  constraint ck_tokens_code_has_limit check ((form = 'code') = (max_attempts is not null)),
  constraint ck_tokens_attempts_within_limit check (attempts between 0 and coalesce(max_attempts, 0)),
  constraint ck_tokens_issue_times_not_null check (array_position(issue_times, null) is null)
);

-- One row for each user, or address of nobody yet, with each purpose and form (issueToken, consumeCode).
create unique index tokens_subject_purpose_form_key on tokens (
  (coalesce(user_id::text, sent_to)),
  purpose,
  form
);

-- A link is looked up by its hash alone (consumeToken, resetPassword).
create unique index tokens_secret_hash_key on tokens (secret_hash) where form = 'link';

create index ix_tokens_user on tokens (user_id) where user_id is not null;

-- Those that have ended, the first ones first (deleteOldTokens).
create index ix_tokens_expires on tokens (expires_at, id);

create trigger tr_tokens_updated_at before update on tokens
  for each row execute function set_updated_at();

comment on type token_purpose is 'The one thing that a one-time token is good for.';
comment on type token_form is 'Long and random, for a link, or short, for people to type.';
comment on table tokens is
'The latest one-time secret of a user, or of an address, for a purpose. @name Token';
comment on column tokens.id is 'The id of the row, the same for all its tokens. @impersonal';
comment on column tokens.purpose is 'The one thing that the token is good for. @impersonal';
comment on column tokens.form is 'A link has 256 random bits; a code has some digits, and a limit of guesses. @impersonal';
comment on column tokens.user_id is 'The user for whom it is; null if nobody has the address yet. @personal user_id';
comment on column tokens.sent_to is 'The e-mail address or phone number to which it was sent; null if not given. @personal user_id';
comment on column tokens.secret_hash is
'SHA-256 of a link''s token; HMAC-SHA-256 of a code, with a key of the service. @secret @impersonal';
comment on column tokens.attempts is 'The number of guesses at the code that were compared. @impersonal';
comment on column tokens.max_attempts is 'The most guesses that are compared; null for a link. @impersonal';
comment on column tokens.issue_times is 'The times within the last hour at which one was issued. @personal user_id';
comment on column tokens.expires_at is 'The time from which it is void: its end, or when it was withdrawn. @impersonal';
comment on column tokens.used_at is 'The time when it was used; null if it was not. @personal user_id';
comment on column tokens.created_at is 'The time when the row was made. @impersonal';
comment on column tokens.updated_at is 'The time of the last change. @impersonal';

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function revoke_access(of_user uuid, because session_revoked_reason, except_session uuid) returns integer
language plpgsql set search_path from current
as $$
declare
  revoked integer;
begin
  perform from sessions
  where sessions.user_id = of_user
    and sessions.revoked_at is null
    and sessions.id is distinct from except_session
  order by sessions.id
  for no key update;
  update sessions
  set
    revoked_at = clock_timestamp(),
    revoked_reason = because
  where sessions.user_id = of_user
    and sessions.revoked_at is null
    and sessions.id is distinct from except_session;
  get diagnostics revoked = row_count;
  perform from tokens
  where tokens.user_id = of_user
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (because = 'account_closed' or tokens.purpose = 'password_reset')
  order by tokens.id
  for no key update;
  update tokens
  set expires_at = clock_timestamp()
  where tokens.user_id = of_user
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (because = 'account_closed' or tokens.purpose = 'password_reset');
  return revoked;
end
$$;

comment on function revoke_access(uuid, session_revoked_reason, uuid) is
  'Ends a user''s sessions but one, and voids the tokens that reset a password, or all if the account is closed.';

create function revoke_closed_access() returns trigger
language plpgsql set search_path from current
as $$
begin
  perform revoke_access(new.id, 'account_closed', null);
  return null;
end
$$;

comment on function revoke_closed_access() is 'Ends the sessions of an account that is closed, and voids its tokens.';

create function void_tokens_of_old_address() returns trigger
language plpgsql set search_path from current
as $$
begin
  perform from tokens
  where tokens.user_id = new.id
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (tokens.sent_to is null or tokens.sent_to in (old.email::text, old.phone))
    and tokens.sent_to is distinct from new.email::text
    and tokens.sent_to is distinct from new.phone
  order by tokens.id
  for no key update;
  update tokens
  set expires_at = clock_timestamp()
  where tokens.user_id = new.id
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
    and (tokens.sent_to is null or tokens.sent_to in (old.email::text, old.phone))
    and tokens.sent_to is distinct from new.email::text
    and tokens.sent_to is distinct from new.phone;
  return null;
end
$$;

comment on function void_tokens_of_old_address() is
  'Voids the tokens that were sent to an address that is no longer the user''s, or nobody knows where.';

create trigger tr_users_void_tokens after update of email, phone on users
  for each row when (old.email is distinct from new.email or old.phone is distinct from new.phone)
  execute function void_tokens_of_old_address();

create trigger tr_users_revoke_access after update of is_active on users
  for each row when (old.is_active and not new.is_active)
  execute function revoke_closed_access();
