/*
Reports of users, products, streams, messages and reviews, the moderators' queue, and the log of what moderators did.

- A case is a thing that was reported: all reports of it, until it is decided. A thing has one open case
  (moderation_cases_open_subject_key), so two moderators never have two reports of one thing before them, and a decision
  is one row. The next report of it opens a new case. A reporter reports a thing once in a case
  (reports_case_id_reporter_id_key).
- The case outlives the thing: a seller who deletes a reported product does not delete the case. It keeps the kind, the
  id and the words of what was reported; the foreign key forgets the row. The case goes with the account it is about.
- A moderator leases a case. Each lease counts an attempt: whoever lost the lease to another one decides nothing, however
  late they come.
- Reports count into their case by trigger, as do those that go with their reporter.
- A message can be hidden: it stays in its place, and its words and pictures are shown to nobody.
- moderation_actions is the audit log. tr_moderation_actions_keep refuses every statement that would change or delete a
  row of it, even for a replica. Its ids are no foreign keys, for a foreign key would change or delete rows with the row
  that they name.
*/

set local lock_timeout = '3s';

create type report_subject_type as enum ('user', 'product', 'stream', 'message', 'review');
create type report_reason as enum (
  'violence',
  'sexual_content',
  'hate',
  'harassment',
  'scam',
  'prohibited_item',
  'counterfeit',
  'impersonation',
  'spam',
  'other'
);
create type moderation_case_status as enum ('open', 'decided');
create type moderation_decision as enum ('dismiss', 'warn', 'hide', 'close_account');
create type moderation_subject_type as enum ('user', 'product', 'stream', 'message', 'review', 'verification');
create type moderation_action_type as enum (
  'dismiss',
  'warn',
  'hide',
  'unhide',
  'stop',
  'close_account',
  'reopen_account',
  'set_role',
  'approve_verification',
  'reject_verification',
  'revoke_verification',
  'award_badge',
  'revoke_badge'
);

comment on type report_reason is 'The reason of a report, the most urgent first: the order of the queue.';

alter table messages add column hidden_at timestamptz;

comment on column messages.hidden_at is
'The time when a moderator hid it: its words and pictures are shown to nobody. Null: it is shown. @personal sender_id';

create table moderation_cases (
  id uuid not null default uuidv7(),
  subject_type report_subject_type not null,
  subject_id uuid not null,
  reported_user_id uuid not null,
  product_id uuid,
  stream_id uuid,
  message_id uuid,
  review_id uuid,
  subject_text text,
  reason report_reason not null,
  report_count integer not null default 0,
  status moderation_case_status not null default 'open',
  decision moderation_decision,
  note text,
  decided_by uuid,
  decided_at timestamptz,
  leased_by uuid,
  leased_until timestamptz,
  attempt integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint moderation_cases_pkey primary key (id),
  constraint fk_moderation_cases_reported_user foreign key (reported_user_id) references users (id) on delete cascade,
  constraint fk_moderation_cases_product foreign key (product_id) references products (id) on delete set null,
  constraint fk_moderation_cases_stream foreign key (stream_id) references streams (id) on delete set null,
  constraint fk_moderation_cases_message foreign key (message_id) references messages (id) on delete set null,
  constraint fk_moderation_cases_review foreign key (review_id) references reviews (id) on delete set null,
  constraint fk_moderation_cases_decided_by foreign key (decided_by) references users (id) on delete set null,
  constraint fk_moderation_cases_leased_by foreign key (leased_by) references users (id) on delete set null,
  constraint ck_moderation_cases_subject check (
    num_nonnulls(product_id, stream_id, message_id, review_id) <= 1
    and (product_id is null or (subject_type = 'product' and product_id = subject_id))
    and (stream_id is null or (subject_type = 'stream' and stream_id = subject_id))
    and (message_id is null or (subject_type = 'message' and message_id = subject_id))
    and (review_id is null or (subject_type = 'review' and review_id = subject_id))
    and (subject_type <> 'user' or subject_id = reported_user_id)
  ),
  constraint ck_moderation_cases_subject_text_length check (char_length(subject_text) <= 2000),
  constraint ck_moderation_cases_note_length check (char_length(note) between 1 and 2000),
  constraint ck_moderation_cases_report_count_not_negative check (report_count >= 0),
  constraint ck_moderation_cases_attempt_not_negative check (attempt >= 0),
  constraint ck_moderation_cases_decided check (
    (status = 'decided') = (decided_at is not null)
    and (status = 'decided') = (decision is not null)
    and (status = 'decided' or (decided_by is null and note is null))
  ),
  constraint ck_moderation_cases_lease check (
    (leased_by is null or leased_until is not null)
    and (leased_until is null or (status = 'open' and attempt > 0))
  )
);

create unique index moderation_cases_open_subject_key on moderation_cases (subject_type, subject_id)
where status = 'open';
create index ix_moderation_cases_reported_user on moderation_cases (reported_user_id);
create index ix_moderation_cases_product on moderation_cases (product_id) where product_id is not null;
create index ix_moderation_cases_stream on moderation_cases (stream_id) where stream_id is not null;
create index ix_moderation_cases_message on moderation_cases (message_id) where message_id is not null;
create index ix_moderation_cases_review on moderation_cases (review_id) where review_id is not null;
create index ix_moderation_cases_decided_by on moderation_cases (decided_by) where decided_by is not null;
create index ix_moderation_cases_leased_by on moderation_cases (leased_by) where leased_by is not null;
-- The queue, and the list of it with each filter: claimModerationCases, listOpenCases. With a filter the order says where nulls
-- would come, as in listProductFeed: that keeps the planner from the index of all that is open, for a rare filter too.
create index ix_moderation_cases_open_reason on moderation_cases (reason, created_at nulls first, id)
where status = 'open';
create index ix_moderation_cases_open_created on moderation_cases (created_at, id) where status = 'open';
create index ix_moderation_cases_open_type on moderation_cases (subject_type, created_at nulls first, id)
where status = 'open';
create index ix_moderation_cases_open_type_reason on moderation_cases (subject_type, reason, created_at nulls first, id)
where status = 'open';

create trigger tr_moderation_cases_updated_at before update on moderation_cases
  for each row execute function set_updated_at();

comment on table moderation_cases is
'A thing that was reported, until moderators decide upon it. A thing has one open case. @name ModerationCase';
comment on column moderation_cases.id is 'The id of the case. @impersonal';
comment on column moderation_cases.subject_type is 'The kind of the thing that was reported. @personal reported_user_id @withheld';
comment on column moderation_cases.subject_id is
'The id of the thing that was reported, which may be gone by now. @personal reported_user_id @withheld';
comment on column moderation_cases.reported_user_id is
'The user whose thing it is, or who was reported. @personal reported_user_id @withheld';
comment on column moderation_cases.product_id is 'The reported product, while it exists. @personal reported_user_id @withheld';
comment on column moderation_cases.stream_id is 'The reported stream, while it exists. @personal reported_user_id @withheld';
comment on column moderation_cases.message_id is 'The reported message, while it exists. @personal reported_user_id @withheld';
comment on column moderation_cases.review_id is 'The reported review, while it exists. @personal reported_user_id @withheld';
comment on column moderation_cases.subject_text is
'The words of the thing when it was first reported, up to 2,000 characters; null if it had none. @personal reported_user_id @withheld';
comment on column moderation_cases.reason is 'The most urgent reason that was given. @personal reported_user_id @withheld';
comment on column moderation_cases.report_count is 'The number of its reports. @personal reported_user_id @withheld';
comment on column moderation_cases.status is 'Open until it is decided. @personal reported_user_id @withheld';
comment on column moderation_cases.decision is 'The decision; null while it is open. @personal reported_user_id @withheld';
comment on column moderation_cases.note is 'The moderator''s own note on the decision. @personal reported_user_id @withheld';
comment on column moderation_cases.decided_by is
'The administrator who decided; null while it is open, or if that account is gone. @personal decided_by';
comment on column moderation_cases.decided_at is 'The time of the decision; null while it is open. @impersonal';
comment on column moderation_cases.leased_by is
'The administrator who works on it; null if nobody does. @personal leased_by';
comment on column moderation_cases.leased_until is
'The time from which another one may take it over; null if nobody works on it. @impersonal';
comment on column moderation_cases.attempt is
'The number of leases so far. A moderator decides with the number of their own. @impersonal';
comment on column moderation_cases.created_at is 'The time of the first report. @impersonal';
comment on column moderation_cases.updated_at is 'The time of the last change. @impersonal';

create table reports (
  id uuid not null default uuidv7(),
  case_id uuid not null,
  reporter_id uuid not null,
  reason report_reason not null,
  details text,
  request_digest uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint reports_pkey primary key (id),
  constraint reports_case_id_reporter_id_key unique (case_id, reporter_id),
  constraint fk_reports_case foreign key (case_id) references moderation_cases (id) on delete cascade,
  constraint fk_reports_reporter foreign key (reporter_id) references users (id) on delete cascade,
  constraint ck_reports_details_length check (char_length(details) between 1 and 2000)
);

create index ix_reports_case_created on reports (case_id, created_at, id);
create index ix_reports_reporter_created on reports (reporter_id, created_at, id);

create trigger tr_reports_updated_at before update on reports
  for each row execute function set_updated_at();

comment on table reports is 'A report: somebody tells the moderators of a thing. Its state is that of its case.';
comment on column reports.id is 'The id of the report. @impersonal';
comment on column reports.case_id is 'The case of the thing that was reported. @personal reporter_id';
comment on column reports.reporter_id is 'The user who reported it. @personal reporter_id';
comment on column reports.reason is 'The reason that the reporter chose. @personal reporter_id';
comment on column reports.details is 'The reporter''s own words, up to 2,000 characters. @personal reporter_id';
comment on column reports.request_digest is
'A digest of what was given with the id, by which a repeated command is known; null if the id was not given. @secret @personal reporter_id';
comment on column reports.created_at is 'The time of the report. @personal reporter_id';
comment on column reports.updated_at is 'The time of the last change. @impersonal';

create table moderation_actions (
  id uuid not null default uuidv7(),
  admin_id uuid,
  action moderation_action_type not null,
  subject_type moderation_subject_type not null,
  subject_id uuid not null,
  user_id uuid not null,
  case_id uuid,
  note text,
  created_at timestamptz not null default clock_timestamp(),
  constraint moderation_actions_pkey primary key (id),
  constraint ck_moderation_actions_note_length check (char_length(note) between 1 and 2000)
);

create index ix_moderation_actions_created on moderation_actions (created_at, id);
create index ix_moderation_actions_admin_created on moderation_actions (admin_id, created_at desc nulls last, id desc);
create index ix_moderation_actions_subject_created on moderation_actions (subject_id, created_at, id);
create index ix_moderation_actions_user_created on moderation_actions (user_id, created_at, id);

comment on table moderation_actions is
'The audit log of moderation: a row is written with each action, and is never changed or deleted. @name ModerationAction';
comment on column moderation_actions.id is 'The id of the entry. @impersonal';
comment on column moderation_actions.admin_id is
'The administrator who acted; null: the service itself. Not a foreign key. @personal admin_id';
comment on column moderation_actions.action is 'The action. @personal user_id';
comment on column moderation_actions.subject_type is 'The kind of the thing acted upon. @personal user_id @withheld';
comment on column moderation_actions.subject_id is 'The id of the thing acted upon, which may be gone. @personal user_id @withheld';
comment on column moderation_actions.user_id is
'The user whose thing it is, or who is it. Not a foreign key. @personal user_id';
comment on column moderation_actions.case_id is
'The case that was decided; null if the action was taken without one. Not a foreign key. @personal user_id @withheld';
comment on column moderation_actions.note is
'The moderator''s note or reason, the new role, or the kind of the badge; null if none was given. @personal user_id @withheld';
comment on column moderation_actions.created_at is 'The time of the action. @impersonal';

create trigger tr_moderation_actions_keep before update or delete or truncate on moderation_actions
  for each statement execute function refuse_change();
alter table moderation_actions enable always trigger tr_moderation_actions_keep;

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function count_reports() returns trigger
language plpgsql set search_path from current
as $$
begin
  -- Locked in the order of their ids: two statements wait for each other in turn and not in a circle.
  perform from moderation_cases
  where moderation_cases.id in (select changed_report.case_id from changed_report)
  order by moderation_cases.id
  for no key update;
  if tg_op = 'INSERT' then
    update moderation_cases
    set
      report_count = moderation_cases.report_count + counted.reports,
      reason = least(moderation_cases.reason, counted.reason)
    from (
      select
        changed_report.case_id,
        count(*)::integer as reports,
        min(changed_report.reason) as reason
      from changed_report
      group by changed_report.case_id
    ) as counted
    where moderation_cases.id = counted.case_id;
  else
    update moderation_cases
    set report_count = moderation_cases.report_count - counted.reports
    from (
      select
        changed_report.case_id,
        count(*)::integer as reports
      from changed_report
      group by changed_report.case_id
    ) as counted
    where moderation_cases.id = counted.case_id;
  end if;
  return null;
end
$$;

comment on function count_reports() is 'Counts the reports of a case, and keeps its most urgent reason.';

create trigger tr_reports_count_new after insert on reports
  referencing new table as changed_report
  for each statement execute function count_reports();

create trigger tr_reports_count_deleted after delete on reports
  referencing old table as changed_report
  for each statement execute function count_reports();
