/*
tokens: one-time secrets, as links and as codes. A user, or an address that is nobody's yet, has one row for each purpose and form; that row counts what is issued and guessed, under its own lock. The statements get hashes, and never a secret.

The subject of a token is its user's id, or else the address.
*/

/* @name issueToken */
-- Issues a token and voids the one before it; returns no row if the account is closed, or if as many were issued within the last
-- hour as are allowed.
-- maxAttempts null: a link, which nobody guesses.
with acting_user as (
  select users.id
  from users
  where users.id = :userId
    and users.is_active
  for key share
)
insert into tokens (
  purpose,
  form,
  user_id,
  sent_to,
  secret_hash,
  max_attempts,
  issue_times,
  expires_at
)
select
  :purpose!,
  :form!,
  :userId::uuid, -- null: the address is nobody's yet
  :sentTo::text,
  :secretHash!,
  :maxAttempts::integer,
  array[clock_timestamp()],
  clock_timestamp() + make_interval(secs => :expiresInSeconds!::integer)
where :userId::uuid is null
  or exists (select from acting_user)
on conflict (coalesce(user_id::text, sent_to), purpose, form) do update
set
  sent_to = excluded.sent_to,
  secret_hash = excluded.secret_hash,
  attempts = 0,
  max_attempts = excluded.max_attempts,
  issue_times = array(
    select issued.at
    from unnest(tokens.issue_times || clock_timestamp()) as issued (at)
    where issued.at > clock_timestamp() - interval '1 hour'
    order by issued.at
  ),
  expires_at = clock_timestamp() + make_interval(secs => :expiresInSeconds!::integer),
  used_at = null
where (
    select count(*)
    from unnest(tokens.issue_times) as issued (at)
    where issued.at > clock_timestamp() - interval '1 hour'
  ) < :maxPerHour!::integer
returning tokens.expires_at;

/* @name consumeToken */
-- Uses a link's token, once; returns no row if it is not there, void, used, or that of a closed account.
with wanted_token as (
  select
    tokens.id,
    tokens.user_id
  from tokens
  where tokens.form = 'link'
    and tokens.secret_hash = :secretHash!
    and tokens.purpose = :purpose!
),
open_user as (
  select users.id
  from wanted_token
  join users on users.id = wanted_token.user_id
  where users.is_active
  for key share of users
)
update tokens
set used_at = clock_timestamp()
from wanted_token
left join open_user on open_user.id = wanted_token.user_id
where tokens.id = wanted_token.id
  and tokens.secret_hash = :secretHash!
  and tokens.used_at is null
  and tokens.expires_at > clock_timestamp()
  and (wanted_token.user_id is null or open_user.id is not null)
returning
  tokens.user_id,
  tokens.sent_to;

/* @name consumeCode */
-- Compares a guess with a code, counts it, and uses the code if it is right.
-- Returns a rule if the guess is refused. No row: there is no such code.
-- The row is locked before it is judged, so no guess above the limit is compared, however many come at once.
with wanted_token as (
  select
    tokens.id,
    tokens.user_id
  from tokens
  where coalesce(tokens.user_id::text, tokens.sent_to) = :subject!
    and tokens.purpose = :purpose!
    and tokens.form = 'code'
),
open_user as (
  select users.id
  from wanted_token
  join users on users.id = wanted_token.user_id
  where users.is_active
  for key share of users
),
locked_token as materialized (
  select
    tokens.id,
    tokens.secret_hash,
    tokens.attempts,
    tokens.max_attempts,
    tokens.expires_at,
    tokens.used_at
  from wanted_token
  left join open_user on open_user.id = wanted_token.user_id
  join tokens on tokens.id = wanted_token.id
  where wanted_token.user_id is null
    or open_user.id is not null
  for no key update of tokens
),
timed_token as materialized (
  select
    locked_token.id,
    clock_timestamp() as guessed_at
  from locked_token
),
judged_token as (
  select
    locked_token.id,
    timed_token.guessed_at,
    locked_token.attempts >= locked_token.max_attempts as is_locked,
    locked_token.secret_hash = :secretHash! as is_right
  from locked_token
  join timed_token on timed_token.id = locked_token.id
  where locked_token.used_at is null
    and locked_token.expires_at > timed_token.guessed_at
),
guessed_token as (
  update tokens
  set
    attempts = tokens.attempts + 1,
    used_at = case when judged_token.is_right then judged_token.guessed_at end
  from judged_token
  where tokens.id = judged_token.id
    and not judged_token.is_locked
  returning
    tokens.id,
    tokens.user_id,
    tokens.sent_to,
    tokens.used_at
)
select
  guessed_token.user_id,
  guessed_token.sent_to,
  case
    when judged_token.is_locked then 'token_locked'
    when guessed_token.used_at is null then 'token_invalid'
  end as refusal
from judged_token
left join guessed_token on guessed_token.id = judged_token.id;

/* @name deleteOldTokens */
-- Deletes tokens that are void for so long, the first ones first, as many as the limit says. Locked rows are skipped.
-- Their ids become an array: of a join, the planner would take the limit for many rows, and read the table whole.
with old_token as (
  select tokens.id
  from tokens
  where tokens.expires_at < now() - make_interval(secs => :olderThanSeconds!::integer)
  order by tokens.expires_at, tokens.id
  limit (select :limit!::bigint)
  for update skip locked
)
delete from tokens
where tokens.id = any(array(select old_token.id from old_token));
