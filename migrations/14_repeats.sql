/*
Repeats: a command with an id of the caller's can be repeated, and is a repeat only if everything that was given is the
same. The id alone does not say so: it may be somebody else's, which anybody can know. Each row keeps a digest of what its
command was given; the row itself may have changed since. A row from before, or whose id the server made, has none, and no
command is a repeat of the one that made it.
*/

set local lock_timeout = '3s';

alter table users add column request_digest uuid;
alter table products add column request_digest uuid;
alter table streams add column request_digest uuid;
alter table messages add column request_digest uuid;
alter table offers add column request_digest uuid;
alter table transactions add column request_digest uuid;
alter table verifications add column request_digest uuid;

comment on column users.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
comment on column products.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
comment on column streams.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
comment on column messages.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
comment on column offers.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
comment on column transactions.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
comment on column verifications.request_digest is
'A digest of the input that created it, if the caller gave its id. Tells a repeated call from another one. @secret';
