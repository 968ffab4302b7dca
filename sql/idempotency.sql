/*
idempotency_keys: requests of clients, each of which is answered once.

The key is written in the transaction of the request's effect, first of all: a second request waits for it there.
*/

/* @name takeIdempotencyKey */
-- Writes a key, also one that has expired; returns no row if it is in use, also by a transaction that runs now.
insert into idempotency_keys (scope, key, request_hash, expires_at)
values (
  :scope!,
  :key!,
  :requestHash!,
  now() + make_interval(secs => :expiresInSeconds!::float8)
)
on conflict (scope, key) do update
set
  request_hash = excluded.request_hash,
  answer = null,
  created_at = now(),
  expires_at = excluded.expires_at
where idempotency_keys.expires_at <= now()
returning idempotency_keys.key;

/* @name findAnswer */
-- The answer under a key, and whether it is that of this request.
-- primary-only: an answer to the client hangs on it
select
  -- lint-disable secret-column: whoever sends the same request again is given the first answer.
  case when idempotency_keys.request_hash = :requestHash! then idempotency_keys.answer end as answer,
  idempotency_keys.request_hash = :requestHash! as "is_same!"
from idempotency_keys
where idempotency_keys.scope = :scope!
  and idempotency_keys.key = :key!;

/* @name keepAnswer */
update idempotency_keys
set answer = :answer::jsonb -- null: the answer is null
where idempotency_keys.scope = :scope!
  and idempotency_keys.key = :key!;

/* @name deleteExpiredKeys */
-- Deletes keys that have expired, the first ones first. By their places, as deleteOldWebhooks does.
with expired_key as (
  select idempotency_keys.ctid as place
  from idempotency_keys
  where idempotency_keys.expires_at <= now()
  order by idempotency_keys.expires_at, idempotency_keys.scope, idempotency_keys.key
  limit (select :limit!::bigint)
  for update skip locked
)
delete from idempotency_keys
where idempotency_keys.ctid = any(array(select expired_key.place from expired_key));
