-- A column whose comment ends with @secret is left out where a query says table.*: see docs/types.md.
set local lock_timeout = '3s';

comment on column users.password_hash is
'A salted hash that names its own algorithm, never the password; null for who logs in by other means. @secret';
comment on column streams.rtmp_url is
'Where the broadcaster sends the picture. For the owner only. @secret';
comment on column streams.stream_key is
'The secret that lets the broadcaster send. For the owner only. @secret';
