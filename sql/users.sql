/* users: people. A password hash is read by findCredentials alone. */

/* @name createUser */
-- Creates a user; returns no row if the id, the e-mail address, the username or the phone is taken.
-- Not `on conflict (id)`: a call that is repeated while the first one still runs would then fail on the e-mail address
-- of its own row.
insert into users (
  id,
  email,
  username,
  phone,
  password_hash,
  full_name,
  avatar_url,
  bio,
  role,
  location,
  neighborhood,
  building_name,
  stripe_customer_id,
  stripe_connect_account_id
)
values (
  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
  :email!,
  :username!,
  :phone,
  :passwordHash,
  :fullName,
  :avatarUrl,
  :bio,
  :role!,
  :location,
  :neighborhood,
  :buildingName,
  :stripeCustomerId,
  :stripeConnectAccountId
)
on conflict do nothing
returning
  users.*;

/* @name createUsers */
-- Creates many users, all or none; returns the ids of those that were not there before.
-- An id that is taken by a user with another e-mail address stops the whole statement from writing.
-- Other sessions may write the same rows at the same time (a call that is repeated while the first one still runs), so
-- this goes in two steps. The first waits for them and passes over every conflict. The second tries what was passed
-- over: it leaves the repetitions alone, and of the rest the server says which constraint refuses it.
with input as (
  select
    entry.id,
    entry.email,
    entry.username,
    entry.phone,
    entry.password_hash,
    entry.full_name,
    entry.avatar_url,
    entry.bio,
    entry.role,
    entry.location,
    entry.neighborhood,
    entry.building_name,
    entry.stripe_customer_id,
    entry.stripe_connect_account_id,
    users.id is not null as is_known,
    users.email <> entry.email as is_taken
  from json_populate_recordset(null::users, :users!::json) as entry
  left join users on users.id = entry.id
),
created_user as (
  insert into users (
    id,
    email,
    username,
    phone,
    password_hash,
    full_name,
    avatar_url,
    bio,
    role,
    location,
    neighborhood,
    building_name,
    stripe_customer_id,
    stripe_connect_account_id
  )
  select
    input.id,
    input.email,
    input.username,
    input.phone,
    input.password_hash,
    input.full_name,
    input.avatar_url,
    input.bio,
    input.role,
    input.location,
    input.neighborhood,
    input.building_name,
    input.stripe_customer_id,
    input.stripe_connect_account_id
  from input
  where not input.is_known
    and not exists (select from input as taken where taken.is_taken)
  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
  on conflict do nothing
  returning users.id
),
completed_user as (
  insert into users (
    id,
    email,
    username,
    phone,
    password_hash,
    full_name,
    avatar_url,
    bio,
    role,
    location,
    neighborhood,
    building_name,
    stripe_customer_id,
    stripe_connect_account_id
  )
  select
    input.id,
    input.email,
    input.username,
    input.phone,
    input.password_hash,
    input.full_name,
    input.avatar_url,
    input.bio,
    input.role,
    input.location,
    input.neighborhood,
    input.building_name,
    input.stripe_customer_id,
    input.stripe_connect_account_id
  from input
  where not input.is_known
    and not exists (select from input as taken where taken.is_taken)
    and not exists (select from created_user where created_user.id = input.id)
  order by input.id
  on conflict (id) do update
  set id = null -- refused: since this statement began, the id was taken by a user with another e-mail address
  where users.email <> excluded.email
  returning users.id
)
select created_user.id as "id!"
from created_user
union all
select completed_user.id as "id!"
from completed_user;

/* @name findUser */
select
  users.*
from users
where users.id = :id!;

/* @name findUserByEmail */
select
  users.*
from users
where users.email = :email!;

/* @name findUserByUsername */
select
  users.*
from users
where users.username = :username!;

/* @name listUsersByIds */
-- Users in the order of their ids in the list; those that do not exist are left out.
select
  users.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join users on users.id = wanted.id
order by wanted.place;

/* @name findCredentials */
-- A user's credentials, by the identifier that is given. The only query that reads a password hash.
select
  users.id,
  users.password_hash,
  users.role,
  users.is_active
from users
where true
  /*[if email]*/ and users.email = :email! /*[end]*/
  /*[if username]*/ and users.username = :username! /*[end]*/
  /*[if phone]*/ and users.phone = :phone! /*[end]*/;

/* @name updateUser */
-- Sets what the patch holds: a key that is absent keeps its value, null sets null.
-- keyPatch is the patch too, given if it holds one of the columns by which a user is known. To set one of these, even to
-- its own value, locks the user as a deletion does (the trigger before the update asks for the lock), and each open insert
-- that refers to the user would have to end first.
update users
set (
  /*[if keyPatch]*/ email, username, phone, /*[end]*/
  password_hash, full_name, avatar_url, bio, role, is_verified, location, neighborhood, building_name, stripe_customer_id,
  stripe_connect_account_id
) = (
  select
    /*[if keyPatch]*/ known.email, known.username, known.phone, /*[end]*/
    patched.password_hash,
    patched.full_name,
    patched.avatar_url,
    patched.bio,
    patched.role,
    patched.is_verified,
    patched.location,
    patched.neighborhood,
    patched.building_name,
    patched.stripe_customer_id,
    patched.stripe_connect_account_id
  from jsonb_populate_record(users, :patch!::jsonb) as patched
  /*[if keyPatch]*/ cross join jsonb_populate_record(users, :keyPatch!::jsonb) as known /*[end]*/
)
where users.id = :id!
returning
  users.*;

/* @name setUserActive */
update users
set is_active = :isActive!
where users.id = :id!
returning
  users.*;

/* @name recordLogin */
update users
set last_login_at = now()
where users.id = :id!
returning users.last_login_at as "last_login_at!";

/* @name deleteUser */
-- The user's own rows go with them; a user with payments is kept by fk_transactions_buyer and fk_transactions_seller.
delete from users
where users.id = :id!;
