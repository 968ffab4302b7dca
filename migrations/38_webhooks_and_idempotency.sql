/*
Webhooks that are taken once, and requests of clients that are answered once.

- The event of a provider is a row, written in the transaction of its effect: a second delivery waits for the first one at the
  primary key, and is a duplicate when that has committed, or the first when it has rolled back.
- An event may come before the row that it is about. It is then parked under the name of what it waits for (waits_for). Whoever
  parks and whoever makes that row both take an advisory lock of that name before they look (lockWebhookKey): without it
  neither sees the other, and the event stays parked for ever.
- The answer to a client's request is a row too, in the transaction of its effect, under a key that the client chose.
- Both are kept for a while and then deleted: see db.maintain.
*/

set local lock_timeout = '3s';

create type webhook_status as enum ('done', 'parked');

comment on type webhook_status is 'The state of a webhook event: done (its effect is committed), or parked until the row that it is about exists.';

create table webhook_events (
  provider text not null,
  event_id text not null,
  type text not null,
  created timestamptz not null,
  body_hash bytea not null,
  body jsonb not null,
  status webhook_status not null default 'done',
  waits_for text,
  tries integer not null default 0,
  error_code text,
  received_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint webhook_events_pkey primary key (provider, event_id),
  constraint ck_webhook_events_provider_length check (char_length(provider) between 1 and 50),
  constraint ck_webhook_events_event_id_length check (char_length(event_id) between 1 and 255),
  constraint ck_webhook_events_type_length check (char_length(type) between 1 and 200),
  constraint ck_webhook_events_body_hash_length check (octet_length(body_hash) = 32),
  constraint ck_webhook_events_waits_for_length check (char_length(waits_for) between 1 and 255),
  constraint ck_webhook_events_parked_waits check (status <> 'parked' or waits_for is not null),
  constraint ck_webhook_events_tries_not_negative check (tries >= 0),
  constraint ck_webhook_events_error_code_length check (char_length(error_code) between 1 and 100)
);

-- What waits, under its name, and by its last try.
create index ix_webhook_events_parked on webhook_events (provider, waits_for, created, event_id) where status = 'parked';
create index ix_webhook_events_untried on webhook_events (updated_at, provider, event_id) where status = 'parked';
-- What is deleted next.
create index ix_webhook_events_done on webhook_events (received_at, provider, event_id) where status = 'done';

create trigger tr_webhook_events_updated_at before update on webhook_events
  for each row execute function set_updated_at();

comment on table webhook_events is 'An event that a provider sent. Its id is the provider''s.';
comment on column webhook_events.provider is 'The name of the provider, such as stripe. @impersonal';
comment on column webhook_events.event_id is 'The provider''s id of the event. @impersonal';
comment on column webhook_events.type is 'The provider''s name of what happened. @impersonal';
comment on column webhook_events.created is 'The provider''s time of the event. Events come in any order. @impersonal';
comment on column webhook_events.body_hash is 'The SHA-256 of the body, byte for byte as it came. @secret @impersonal';
comment on column webhook_events.body is
'The body, for a later try. It may say more of people than the tables do: it is deleted with its row. @secret @impersonal';
comment on column webhook_events.status is 'Done, or parked until the row that it is about exists. @impersonal';
comment on column webhook_events.waits_for is 'The name of the row that it is about, such as the id of an intent; null: never parked. @impersonal';
comment on column webhook_events.tries is 'The number of times that its handler ran and was committed or set aside. @impersonal';
comment on column webhook_events.error_code is 'The code of the error that its handler ended with while it is parked; null: none. @impersonal';
comment on column webhook_events.received_at is 'The time when it first came. @impersonal';
comment on column webhook_events.updated_at is 'The time of the last change. @impersonal';

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  constraint idempotency_keys_pkey primary key (scope, key),
  constraint ck_idempotency_keys_scope_length check (char_length(scope) between 1 and 255),
  constraint ck_idempotency_keys_key_length check (char_length(key) between 1 and 255),
  constraint ck_idempotency_keys_request_hash_length check (octet_length(request_hash) = 32),
  constraint ck_idempotency_keys_answer_size check (octet_length(answer::text) <= 4194304)
);

-- What is deleted next.
create index ix_idempotency_keys_expires_at on idempotency_keys (expires_at, scope, key);

comment on table idempotency_keys is 'A request of a client, and its first answer.';
comment on column idempotency_keys.scope is 'The scope of the key, such as a user and an endpoint. @impersonal';
comment on column idempotency_keys.key is 'The key that the client chose. @impersonal';
comment on column idempotency_keys.request_hash is 'The SHA-256 of the request. @secret @impersonal';
comment on column idempotency_keys.answer is
'The first answer. It may say more of people than the tables do: it is deleted with its row. @secret @impersonal';
comment on column idempotency_keys.created_at is 'The time of the first request. @impersonal';
comment on column idempotency_keys.expires_at is 'The time from which the key may be used anew. @impersonal';
