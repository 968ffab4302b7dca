-- Makes the roles of a new database and the logins of the service, as docs/roles.md of @souk/db has them. Run it once, with psql, as a
-- superuser in that database: the container of compose.yaml does so by itself. Everything after it is done by these logins.
\set ON_ERROR_STOP on
\getenv deploy_password DEPLOY_PASSWORD
\getenv service_password SERVICE_PASSWORD
\getenv accounts_password ACCOUNTS_PASSWORD
\getenv worker_password WORKER_PASSWORD
\getenv keeper_password KEEPER_PASSWORD

begin;

-- Only a superuser may install PostGIS.
create extension if not exists postgis;
create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create role souk_owner;
create role souk_migrator in role souk_owner;
create role souk_app;
create role souk_auth;
create role souk_readonly;
create role souk_replica in role pg_monitor;

-- Migrations, roles and policies, at each deploy.
create role souk_deploy login password :'deploy_password' in role souk_migrator;
-- Maintenance, every minute.
create role souk_keeper login password :'keeper_password' in role souk_migrator;
-- The requests of users: policies show it what is theirs.
create role souk_service login password :'service_password' in role souk_app;
-- Passwords and sessions.
create role souk_accounts login password :'accounts_password' in role souk_auth;
-- What is nobody's: consumers of events, and webhooks. Policies trust it.
create role souk_worker login password :'worker_password' in role souk_app;

-- What deploys make is the owner's.
select current_database() as database \gset
alter database :"database" owner to souk_owner;
alter role souk_deploy in database :"database" set role to souk_owner;
alter role souk_keeper in database :"database" set role to souk_owner;

commit;
