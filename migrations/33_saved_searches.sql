/*
Saved searches: what users look for, and how far each search has been looked at for new listings.

- A user has at most 50. Each has a place of its own among them (slot), so that a unique index and a check keep the limit, at
  every isolation level and whoever writes the rows.
- The time of a listing is the start of the transaction that made it: one that was listed earlier may be seen later. So a search
  is looked at from a quarter of an hour back (seen_from), and what its user was told of since then is kept (told_ids).
- A worker takes searches that are due with a lease (due_at), and each taking has a number (attempt). Only the newest one tells
  the user, and moves the mark, in one statement: see saved-searches.sql.
- A search that no worker finishes with is set aside: its lease doubles each time, up to a day (unfinished_attempts).
*/

set local lock_timeout = '3s';

alter type notification_type add value 'saved_search' before 'stream_scheduled';
alter type notification_subject add value 'saved_search' after 'badge';

create table saved_searches (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  slot integer not null,
  name text,
  filters jsonb not null,
  is_muted boolean not null default false,
  seen_from timestamptz not null default now(),
  told_ids uuid[] not null default '{}',
  attempt integer not null default 0,
  unfinished_attempts integer not null default 0,
  due_at timestamptz not null default now(),
  request_digest uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint saved_searches_pkey primary key (id),
  constraint saved_searches_user_id_slot_key unique (user_id, slot),
  constraint fk_saved_searches_user foreign key (user_id) references users (id) on delete cascade,
  constraint ck_saved_searches_slot check (slot between 1 and 50),
  constraint ck_saved_searches_name_length check (char_length(name) between 1 and 100),
  constraint ck_saved_searches_filters_object check (jsonb_typeof(filters) = 'object'),
  constraint ck_saved_searches_filters_size check (octet_length(filters::text) <= 16384),
  constraint ck_saved_searches_told_ids_length check (cardinality(told_ids) <= 200),
  constraint ck_saved_searches_attempt_not_negative check (attempt >= 0),
  constraint ck_saved_searches_unfinished_attempts_range check (unfinished_attempts between 0 and attempt)
);

create index ix_saved_searches_due on saved_searches (due_at, id) where not is_muted;

create trigger tr_saved_searches_updated_at before update on saved_searches
  for each row execute function set_updated_at();

comment on table saved_searches is 'A search whose user is told of what is newly listed. @name SavedSearchRow';
comment on column saved_searches.id is 'The id of the row. @impersonal';
comment on column saved_searches.user_id is 'The user who saved it. @personal user_id';
comment on column saved_searches.slot is 'Its place among those of the user, 1 to 50, in no order. @impersonal';
comment on column saved_searches.name is 'The user''s name for it, of 1 to 100 characters; null if it has none. @personal user_id';
comment on column saved_searches.filters is 'The words and filters. @personal user_id';
comment on column saved_searches.is_muted is 'Whether the user is told nothing of it. @personal user_id';
comment on column saved_searches.seen_from is 'The time since which new listings are looked for. @impersonal';
comment on column saved_searches.told_ids is
'The listings since then that the user was told of, and some from before: at most 200. @personal user_id';
comment on column saved_searches.attempt is 'The number of times that a worker took it. @impersonal';
comment on column saved_searches.unfinished_attempts is
'The number of these since a worker last finished with it: each doubles its lease. @impersonal';
comment on column saved_searches.due_at is
'The time from which a worker may take it; while one has it, the end of its lease. @impersonal';
comment on column saved_searches.request_digest is
'The digest of the content that it was made of, by which a repeated command is known; null if the caller gave no id. @secret @personal user_id';
comment on column saved_searches.created_at is 'The time when it was saved. @personal user_id';
comment on column saved_searches.updated_at is 'The time of the last change, or of the last look for new listings. @impersonal';
