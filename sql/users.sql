/*
users: accounts, and the profiles that the public sees of them. A password hash is read by findCredentials alone.

A statement that closes an account waits for every statement that refers to it, and the other way round: see the head of
migration 15. Commands of others lock the accounts that take part `for key share`, and look whether they are open.

An e-mail address comes in its one spelling, as it is stored. Usernames are compared by lower(… collate "C"), which is
the same in every database. See docs/identity.md.
*/

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
  request_digest
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
  :requestDigest
)
on conflict do nothing
returning
  users.*;

/* @name createUsers */
-- Creates many users, all or none; returns the ids of those that were not there before.
-- An id that is taken, but not by the same content, stops the whole statement from writing.
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
    entry.request_digest,
    users.id is not null as is_known,
    users.id is not null and (users.request_digest = entry.request_digest) is not true as is_taken
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
    request_digest
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
    input.request_digest
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
    request_digest
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
    input.request_digest
  from input
  where not input.is_known
    and not exists (select from input as taken where taken.is_taken)
    and not exists (select from created_user where created_user.id = input.id)
  order by input.id
  on conflict (id) do update
  set id = null -- refused: since this statement began, the id was taken by other content
  where (users.request_digest = excluded.request_digest) is not true
  returning users.id
)
select created_user.id as "id!"
from created_user
union all
select completed_user.id as "id!"
from completed_user;

/* @name countRepeatedUsers */
-- The number of users that exist with the ids, and were made of the same content.
-- primary-only: whether a command is repeated hangs on it
select count(*)::integer as "repeated!"
from unnest(:ids!::uuid[], :digests!::uuid[]) as given (id, request_digest)
join users on users.id = given.id and users.request_digest = given.request_digest;

/* @name findAccount */
-- An account, or if a digest is given, the account that the same content made.
-- primary-only: who is let in hangs on it
select
  users.*
from users
where users.id = :id!
  /*[if requestDigest]*/ and users.request_digest = :requestDigest! /*[end]*/;

/* @name findAccountByEmail */
-- primary-only: who is let in hangs on it
select
  users.*
from users
where users.email = :email!;

/* @name listAccountsByIds */
-- Accounts in the order of their ids in the list; those that do not exist are left out.
-- primary-only: who is let in hangs on it
select
  users.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join users on users.id = wanted.id
order by wanted.place;

/* @name findProfile */
-- The face of an account that anybody may see.
select
  profiles.*,
  users.bio
from users
join profiles on profiles.profile_id = users.id
where true
  /*[if id]*/ and users.id = :id! /*[end]*/
  /*[if username]*/ and lower(users.username collate "C") = lower(:username!::text collate "C") /*[end]*/;

/* @name listProfilesByIds */
-- Profiles in the order of their ids in the list; those that do not exist are left out.
select
  profiles.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join profiles on profiles.profile_id = wanted.id
order by wanted.place;

/* @name listProfilesNearby */
-- The profiles of open accounts within a radius, nearest first. All of it is made of public places.
-- The walk is that of listProductsNearby: with a budget, of an index alone on the plane, by <-> of geography on the sphere, and
-- its last user is a row too.
-- For a viewer, those whom a block parts from them are left out.
with origin as materialized (
  select
    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/
    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,
    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/
    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius
),
walked_user as (
  select
    open_user.id,
    open_user.place <-> (select origin.place from origin) as distance_order,
    row_number() over (order by open_user.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
      as is_walk_end
  from (
    select
      users.id,
      /*[if plane=all]*/ users.place /*[end]*/
      /*[if plane=sphere]*/ users.public_location /*[end]*/ as place
    from users
    where users.is_active
  ) as open_user
  where true
    /*[if plane=all]*/
    and open_user.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
    and open_user.place <-> (select origin.place from origin) <= (select origin.radius from origin)
    /*[end]*/
    /*[if plane=sphere]*/
    and st_dwithin(open_user.place, (select origin.place from origin), (select origin.radius from origin))
    /*[end]*/
    /*[if afterDistance afterId]*/
    and (open_user.place <-> (select origin.place from origin), open_user.id) > (:afterDistance!::float8, :afterId!::uuid)
    /*[end]*/
  order by open_user.place <-> (select origin.place from origin)
  fetch first (select :budget!::bigint) rows with ties
),
page as (
  select
    walked_user.id,
    walked_user.distance_order,
    walked_user.is_walk_end,
    false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out
  from walked_user
  /*[if viewerId]*/
  left join lateral (
    select true as is_blocked
    from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_user.id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_user.id)
    limit 1
  ) as sight on true
  where sight.is_blocked is null
    or walked_user.is_walk_end
  /*[end]*/
  order by walked_user.distance_order
  fetch first (select :limit!::bigint) rows with ties
)
select
  shown_user.public_location,
  st_distance(shown_user.public_location, :origin!::geography) as "distance_metres!",
  page.distance_order as "distance_order!",
  page.is_walk_end as "is_walk_end!",
  page.is_left_out
  or not st_dwithin(shown_user.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
  shown_profile.*
from page
cross join lateral (
  select users.public_location
  from users
  where users.id = page.id
  limit 1
) as shown_user
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.id
  limit 1
) as shown_profile
where shown_user.public_location is not null -- they have a place, but a type does not know
order by page.distance_order, page.id -- a total order: pages never repeat a row
limit (select :limit!::bigint);

/* @name findCredentials */
-- A user's credentials, by the identifier that is given. The only query that reads a password hash.
-- lint-disable secret-column: a login compares the password with its hash, and the hash goes no further.
-- lint-disable unbounded-list: callers give exactly one identifier, and each is a key.
-- primary-only: who is let in hangs on it
select
  users.id,
  users.password_hash,
  users.role,
  users.is_active
from users
where true
  /*[if email]*/ and users.email = :email! /*[end]*/
  /*[if username]*/ and lower(users.username collate "C") = lower(:username!::text collate "C") /*[end]*/
  /*[if phone]*/ and users.phone = :phone! /*[end]*/;

/* @name findExactUserLocation */
-- The exact home of a user: the only query that reads it.
-- lint-disable secret-column: getExactLocation() is for the user.
-- primary-only: a right hangs on it
select users.location
from users
where users.id = :userId!;

/* @name updateAccount */
-- Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the account is closed.
-- keyPatch is the patch too, given if it holds one of the columns by which a user is known. To set one of these, even to
-- its own value, locks the user as a deletion does (the trigger before the update asks for the lock), and each open insert
-- that refers to the user would have to end first.
-- A key that is absent is no json, and one that holds null is json's null. The patch is not laid over the whole row: that would
-- take the right to read the password hash.
update users
set (
  /*[if keyPatch]*/ email, username, phone, /*[end]*/
  full_name, avatar_url, bio, location, neighborhood, building_name
) = (
  select
    /*[if keyPatch]*/
    case when known.patch -> 'email' is null then users.email else known.email end,
    case when known.patch -> 'username' is null then users.username else known.username end,
    case when known.patch -> 'phone' is null then users.phone else known.phone end,
    /*[end]*/
    case when patched.patch -> 'full_name' is null then users.full_name else patched.full_name end,
    case when patched.patch -> 'avatar_url' is null then users.avatar_url else patched.avatar_url end,
    case when patched.patch -> 'bio' is null then users.bio else patched.bio end,
    case when patched.patch -> 'location' is null then users.location else patched.location end,
    case when patched.patch -> 'neighborhood' is null then users.neighborhood else patched.neighborhood end,
    case when patched.patch -> 'building_name' is null then users.building_name else patched.building_name end
  from (
    select
      :patch!::jsonb as patch,
      entry.full_name,
      entry.avatar_url,
      entry.bio,
      entry.location,
      entry.neighborhood,
      entry.building_name
    from jsonb_populate_record(null::users, :patch!::jsonb) as entry
  ) as patched
  /*[if keyPatch]*/
  cross join (
    select
      :keyPatch!::jsonb as patch,
      entry.email,
      entry.username,
      entry.phone
    from jsonb_populate_record(null::users, :keyPatch!::jsonb) as entry
  ) as known
  /*[end]*/
)
where users.id = :id!
  and users.is_active
returning
  users.*;

/* @name setPasswordHash */
-- Sets the hash of a new password, and ends the user's sessions; returns no row if the account is closed.
-- The function runs after the account is locked, with a snapshot of its own: it ends the sessions that began while the
-- statement waited for the account.
with changed_user as (
  update users
  set password_hash = :passwordHash -- null: no password lets anybody in
  where users.id = :id!
    and users.is_active
  returning users.id
)
select
  changed_user.id,
  revoke_access(changed_user.id, 'password_changed', :exceptSessionId) as revoked_sessions -- null: no exception
from changed_user;

/* @name rehashPassword */
-- Replaces the hash of a password by another one of the same password; returns no row if it is no longer the old hash.
update users
set password_hash = :passwordHash!
where users.id = :id!
  and users.is_active
  and users.password_hash = :oldPasswordHash!
returning users.id;

/* @name resetPassword */
-- Uses a token for resetting a password, sets the hash of the new one, and ends the user's sessions, as setPasswordHash does.
-- Returns no row if the token is not there, void or used, or if the account is closed.
with wanted_token as (
  select
    tokens.id,
    tokens.user_id
  from tokens
  where tokens.form = 'link'
    and tokens.secret_hash = :secretHash!
    and tokens.purpose = 'password_reset'
),
locked_user as (
  select users.id
  from wanted_token
  join users on users.id = wanted_token.user_id
  where users.is_active
  for no key update of users
),
used_token as (
  update tokens
  set used_at = clock_timestamp()
  from wanted_token
  join locked_user on locked_user.id = wanted_token.user_id
  where tokens.id = wanted_token.id
    and tokens.secret_hash = :secretHash!
    and tokens.used_at is null
    and tokens.expires_at > clock_timestamp()
  returning tokens.user_id
),
changed_user as (
  update users
  set password_hash = :passwordHash!
  from used_token
  where users.id = used_token.user_id
  returning users.id
)
select
  changed_user.id,
  revoke_access(changed_user.id, 'password_changed', null) as revoked_sessions
from changed_user;

/* @name setStripeIds */
-- Sets the ids that are given; null: not given.
update users
set
  stripe_customer_id = coalesce(:stripeCustomerId, users.stripe_customer_id),
  stripe_connect_account_id = coalesce(:stripeConnectAccountId, users.stripe_connect_account_id)
where users.id = :id!
returning
  users.*;

/* @name chooseRole */
-- Sets what a user does in the marketplace; returns no row for an administrator, or if the account is closed.
update users
set role = :role!
where users.id = :id!
  and users.role <> 'admin'
  and users.is_active
returning
  users.*;

/* @name setRole */
-- Sets anybody's role, on behalf of an administrator; returns no row if the acting user is none. What changes nothing is not
-- logged.
-- adminId null: the service itself decides.
-- The two accounts are locked first, in the order of their ids, as in setAccountActive.
with locked_user as (
  select
    users.id,
    users.role,
    users.is_active
  from users
  where users.id in (:id!, :adminId)
  order by users.id
  for no key update
),
acting_admin as (
  select locked_user.id
  from locked_user
  where locked_user.id = :adminId
    and locked_user.role = 'admin'
    and locked_user.is_active
),
changed_user as (
  update users
  set role = :role!
  from locked_user
  where users.id = locked_user.id
    and locked_user.id = :id!
    and (:adminId::uuid is null or exists (select from acting_admin))
  returning
    users.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
  select
    :adminId,
    'set_role',
    'user',
    changed_user.id,
    changed_user.id,
    changed_user.role::text
  from changed_user
  join locked_user
    on locked_user.id = changed_user.id
    and locked_user.role <> changed_user.role
)
select
  changed_user.*
from changed_user;

/* @name closeAccount */
-- Closes an account; tr_users_close ends what it sells, offers and streams. Of one that is closed nothing changes.
update users
set is_active = false
where users.id = :id!
returning
  users.*;

/* @name setAccountActive */
-- Closes an account or opens it again, on behalf of an administrator; returns no row if the acting user is none. What changes
-- nothing is not logged.
-- adminId null: the service itself decides.
-- The two accounts are locked first, in the order of their ids: of two administrators who close each other's account at
-- once, one does, and the other is told that they are none any more.
with locked_user as (
  select
    users.id,
    users.role,
    users.is_active
  from users
  where users.id in (:id!, :adminId)
  order by users.id
  for update
),
acting_admin as (
  select locked_user.id
  from locked_user
  where locked_user.id = :adminId
    and locked_user.role = 'admin'
    and locked_user.is_active
),
changed_user as (
  update users
  set is_active = :isActive!
  from locked_user
  where users.id = locked_user.id
    and locked_user.id = :id!
    and (:adminId::uuid is null or exists (select from acting_admin))
  returning
    users.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    :adminId,
    case when :isActive! then 'reopen_account' else 'close_account' end::moderation_action_type,
    'user',
    changed_user.id,
    changed_user.id
  from changed_user
  join locked_user
    on locked_user.id = changed_user.id
    and locked_user.is_active <> changed_user.is_active
)
select
  changed_user.*
from changed_user;

/* @name isOpenAdmin */
-- primary-only: a right hangs on it
select exists (
  select from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
) as "is_open_admin!";

/* @name recordLogin */
-- Returns no row if the account is closed.
update users
set last_login_at = now()
where users.id = :id!
  and users.is_active
returning users.last_login_at as "last_login_at!";

/* @name deleteUser */
-- The user's own rows go with them; a user with payments is kept by fk_transactions_buyer and fk_transactions_seller.
-- A function of migration 39 does it, so that who deletes accounts needs no right to what goes with them.
select delete_user(:id!) as "is_deleted!";
