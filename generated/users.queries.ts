/** Types and queries of "users.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { User } from './models.js'
import type { UserRole } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
import type { Json } from '../src/engine/values/json.js'
export type { UserRole }

/** Parameters of `createUser`. */
export interface CreateUserParams {
  readonly id?: string | null
  readonly email: string
  readonly username: string
  readonly phone?: string | null
  readonly passwordHash?: string | null
  readonly fullName?: string | null
  readonly avatarUrl?: string | null
  readonly bio?: string | null
  readonly role: UserRole
  readonly location?: Point | null
  readonly neighborhood?: string | null
  readonly buildingName?: string | null
  readonly stripeCustomerId?: string | null
  readonly stripeConnectAccountId?: string | null
}

/**
 * Creates a user; returns no row if the id, the e-mail address, the username or the phone is taken.
 * Not `on conflict (id)`: a call that is repeated while the first one still runs would then fail on the e-mail address
 * of its own row.
 *
 * ```sql
 * insert into users (
 *   id,
 *   email,
 *   username,
 *   phone,
 *   password_hash,
 *   full_name,
 *   avatar_url,
 *   bio,
 *   role,
 *   location,
 *   neighborhood,
 *   building_name,
 *   stripe_customer_id,
 *   stripe_connect_account_id
 * )
 * values (
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   :email!,
 *   :username!,
 *   :phone,
 *   :passwordHash,
 *   :fullName,
 *   :avatarUrl,
 *   :bio,
 *   :role!,
 *   :location,
 *   :neighborhood,
 *   :buildingName,
 *   :stripeCustomerId,
 *   :stripeConnectAccountId
 * )
 * on conflict do nothing
 * returning
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * ```
 */
export const createUser = new PreparedQuery<CreateUserParams, User>(
  '{"usedParamSet":{"id":true,"email":true,"username":true,"phone":true,"passwordHash":true,"fullName":true,"avatarUrl":true,"bio":true,"role":true,"location":true,"neighborhood":true,"buildingName":true,"stripeCustomerId":true,"stripeConnectAccountId":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":472,"b":474}]},{"name":"email","required":true,"transform":{"type":"scalar"},"locs":[{"a":529,"b":535}]},{"name":"username","required":true,"transform":{"type":"scalar"},"locs":[{"a":540,"b":549}]},{"name":"phone","required":false,"transform":{"type":"scalar"},"locs":[{"a":554,"b":559}]},{"name":"passwordHash","required":false,"transform":{"type":"scalar"},"locs":[{"a":564,"b":576}]},{"name":"fullName","required":false,"transform":{"type":"scalar"},"locs":[{"a":581,"b":589}]},{"name":"avatarUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":594,"b":603}]},{"name":"bio","required":false,"transform":{"type":"scalar"},"locs":[{"a":608,"b":611}]},{"name":"role","required":true,"transform":{"type":"scalar"},"locs":[{"a":616,"b":621}]},{"name":"location","required":false,"transform":{"type":"scalar"},"locs":[{"a":626,"b":634}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":639,"b":651}]},{"name":"buildingName","required":false,"transform":{"type":"scalar"},"locs":[{"a":656,"b":668}]},{"name":"stripeCustomerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":673,"b":689}]},{"name":"stripeConnectAccountId","required":false,"transform":{"type":"scalar"},"locs":[{"a":694,"b":716}]}],"statement":"-- Creates a user; returns no row if the id, the e-mail address, the username or the phone is taken.\\n-- Not `on conflict (id)`: a call that is repeated while the first one still runs would then fail on the e-mail address\\n-- of its own row.\\ninsert into users (\\n  id,\\n  email,\\n  username,\\n  phone,\\n  password_hash,\\n  full_name,\\n  avatar_url,\\n  bio,\\n  role,\\n  location,\\n  neighborhood,\\n  building_name,\\n  stripe_customer_id,\\n  stripe_connect_account_id\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :email!,\\n  :username!,\\n  :phone,\\n  :passwordHash,\\n  :fullName,\\n  :avatarUrl,\\n  :bio,\\n  :role!,\\n  :location,\\n  :neighborhood,\\n  :buildingName,\\n  :stripeCustomerId,\\n  :stripeConnectAccountId\\n)\\non conflict do nothing\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at"}',
  '{"name":"createUser","file":"users.sql","parameterTypes":{"id":"uuid","email":"citext","username":"citext","phone":"text","passwordHash":"text","fullName":"text","avatarUrl":"text","bio":"text","role":"user_role","location":"geography","neighborhood":"text","buildingName":"text","stripeCustomerId":"text","stripeConnectAccountId":"text"},"tables":["users"],"access":"write"}',
)

/** Parameters of `createUsers`. */
export interface CreateUsersParams {
  readonly users: Json
}

/** A row of `createUsers`. */
export interface CreateUsersRow {
  readonly id: string
}

/**
 * Creates many users, all or none; returns the ids of those that were not there before.
 * An id that is taken by a user with another e-mail address stops the whole statement from writing.
 * Other sessions may write the same rows at the same time (a call that is repeated while the first one still runs), so
 * this goes in two steps. The first waits for them and passes over every conflict. The second tries what was passed
 * over: it leaves the repetitions alone, and of the rest the server says which constraint refuses it.
 *
 * ```sql
 * with input as (
 *   select
 *     entry.id,
 *     entry.email,
 *     entry.username,
 *     entry.phone,
 *     entry.password_hash,
 *     entry.full_name,
 *     entry.avatar_url,
 *     entry.bio,
 *     entry.role,
 *     entry.location,
 *     entry.neighborhood,
 *     entry.building_name,
 *     entry.stripe_customer_id,
 *     entry.stripe_connect_account_id,
 *     users.id is not null as is_known,
 *     users.email <> entry.email as is_taken
 *   from json_populate_recordset(null::users, :users!::json) as entry
 *   left join users on users.id = entry.id
 * ),
 * created_user as (
 *   insert into users (
 *     id,
 *     email,
 *     username,
 *     phone,
 *     password_hash,
 *     full_name,
 *     avatar_url,
 *     bio,
 *     role,
 *     location,
 *     neighborhood,
 *     building_name,
 *     stripe_customer_id,
 *     stripe_connect_account_id
 *   )
 *   select
 *     input.id,
 *     input.email,
 *     input.username,
 *     input.phone,
 *     input.password_hash,
 *     input.full_name,
 *     input.avatar_url,
 *     input.bio,
 *     input.role,
 *     input.location,
 *     input.neighborhood,
 *     input.building_name,
 *     input.stripe_customer_id,
 *     input.stripe_connect_account_id
 *   from input
 *   where not input.is_known
 *     and not exists (select from input as taken where taken.is_taken)
 *   order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
 *   on conflict do nothing
 *   returning users.id
 * ),
 * completed_user as (
 *   insert into users (
 *     id,
 *     email,
 *     username,
 *     phone,
 *     password_hash,
 *     full_name,
 *     avatar_url,
 *     bio,
 *     role,
 *     location,
 *     neighborhood,
 *     building_name,
 *     stripe_customer_id,
 *     stripe_connect_account_id
 *   )
 *   select
 *     input.id,
 *     input.email,
 *     input.username,
 *     input.phone,
 *     input.password_hash,
 *     input.full_name,
 *     input.avatar_url,
 *     input.bio,
 *     input.role,
 *     input.location,
 *     input.neighborhood,
 *     input.building_name,
 *     input.stripe_customer_id,
 *     input.stripe_connect_account_id
 *   from input
 *   where not input.is_known
 *     and not exists (select from input as taken where taken.is_taken)
 *     and not exists (select from created_user where created_user.id = input.id)
 *   order by input.id
 *   on conflict (id) do update
 *   set id = null -- refused: since this statement began, the id was taken by a user with another e-mail address
 *   where users.email <> excluded.email
 *   returning users.id
 * )
 * select created_user.id as "id!"
 * from created_user
 * union all
 * select completed_user.id as "id!"
 * from completed_user
 * ```
 */
export const createUsers = new PreparedQuery<CreateUsersParams, CreateUsersRow>(
  '{"usedParamSet":{"users":true},"params":[{"name":"users","required":true,"transform":{"type":"scalar"},"locs":[{"a":983,"b":989}]}],"statement":"-- Creates many users, all or none; returns the ids of those that were not there before.\\n-- An id that is taken by a user with another e-mail address stops the whole statement from writing.\\n-- Other sessions may write the same rows at the same time (a call that is repeated while the first one still runs), so\\n-- this goes in two steps. The first waits for them and passes over every conflict. The second tries what was passed\\n-- over: it leaves the repetitions alone, and of the rest the server says which constraint refuses it.\\nwith input as (\\n  select\\n    entry.id,\\n    entry.email,\\n    entry.username,\\n    entry.phone,\\n    entry.password_hash,\\n    entry.full_name,\\n    entry.avatar_url,\\n    entry.bio,\\n    entry.role,\\n    entry.location,\\n    entry.neighborhood,\\n    entry.building_name,\\n    entry.stripe_customer_id,\\n    entry.stripe_connect_account_id,\\n    users.id is not null as is_known,\\n    users.email <> entry.email as is_taken\\n  from json_populate_recordset(null::users, :users!::json) as entry\\n  left join users on users.id = entry.id\\n),\\ncreated_user as (\\n  insert into users (\\n    id,\\n    email,\\n    username,\\n    phone,\\n    password_hash,\\n    full_name,\\n    avatar_url,\\n    bio,\\n    role,\\n    location,\\n    neighborhood,\\n    building_name,\\n    stripe_customer_id,\\n    stripe_connect_account_id\\n  )\\n  select\\n    input.id,\\n    input.email,\\n    input.username,\\n    input.phone,\\n    input.password_hash,\\n    input.full_name,\\n    input.avatar_url,\\n    input.bio,\\n    input.role,\\n    input.location,\\n    input.neighborhood,\\n    input.building_name,\\n    input.stripe_customer_id,\\n    input.stripe_connect_account_id\\n  from input\\n  where not input.is_known\\n    and not exists (select from input as taken where taken.is_taken)\\n  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock\\n  on conflict do nothing\\n  returning users.id\\n),\\ncompleted_user as (\\n  insert into users (\\n    id,\\n    email,\\n    username,\\n    phone,\\n    password_hash,\\n    full_name,\\n    avatar_url,\\n    bio,\\n    role,\\n    location,\\n    neighborhood,\\n    building_name,\\n    stripe_customer_id,\\n    stripe_connect_account_id\\n  )\\n  select\\n    input.id,\\n    input.email,\\n    input.username,\\n    input.phone,\\n    input.password_hash,\\n    input.full_name,\\n    input.avatar_url,\\n    input.bio,\\n    input.role,\\n    input.location,\\n    input.neighborhood,\\n    input.building_name,\\n    input.stripe_customer_id,\\n    input.stripe_connect_account_id\\n  from input\\n  where not input.is_known\\n    and not exists (select from input as taken where taken.is_taken)\\n    and not exists (select from created_user where created_user.id = input.id)\\n  order by input.id\\n  on conflict (id) do update\\n  set id = null -- refused: since this statement began, the id was taken by a user with another e-mail address\\n  where users.email <> excluded.email\\n  returning users.id\\n)\\nselect created_user.id as \\"id!\\"\\nfrom created_user\\nunion all\\nselect completed_user.id as \\"id!\\"\\nfrom completed_user"}',
  '{"name":"createUsers","file":"users.sql","parameterTypes":{"users":"json"},"tables":["users"],"access":"write"}',
)

/** Parameters of `findUser`. */
export interface FindUserParams {
  readonly id: string
}

/**
 * ```sql
 * select
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * from users
 * where users.id = :id!
 * ```
 */
export const findUser = new PreparedQuery<FindUserParams, User>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":389,"b":392}]}],"statement":"select\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at\\nfrom users\\nwhere users.id = :id!"}',
  '{"name":"findUser","file":"users.sql","parameterTypes":{"id":"uuid"},"tables":["users"],"access":"read"}',
)

/** Parameters of `findUserByEmail`. */
export interface FindUserByEmailParams {
  readonly email: string
}

/**
 * ```sql
 * select
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * from users
 * where users.email = :email!
 * ```
 */
export const findUserByEmail = new PreparedQuery<FindUserByEmailParams, User>(
  '{"usedParamSet":{"email":true},"params":[{"name":"email","required":true,"transform":{"type":"scalar"},"locs":[{"a":392,"b":398}]}],"statement":"select\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at\\nfrom users\\nwhere users.email = :email!"}',
  '{"name":"findUserByEmail","file":"users.sql","parameterTypes":{"email":"citext"},"tables":["users"],"access":"read"}',
)

/** Parameters of `findUserByUsername`. */
export interface FindUserByUsernameParams {
  readonly username: string
}

/**
 * ```sql
 * select
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * from users
 * where users.username = :username!
 * ```
 */
export const findUserByUsername = new PreparedQuery<FindUserByUsernameParams, User>(
  '{"usedParamSet":{"username":true},"params":[{"name":"username","required":true,"transform":{"type":"scalar"},"locs":[{"a":395,"b":404}]}],"statement":"select\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at\\nfrom users\\nwhere users.username = :username!"}',
  '{"name":"findUserByUsername","file":"users.sql","parameterTypes":{"username":"citext"},"tables":["users"],"access":"read"}',
)

/** Parameters of `listUsersByIds`. */
export interface ListUsersByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Users in the order of their ids in the list; those that do not exist are left out.
 *
 * ```sql
 * select
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join users on users.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listUsersByIds = new PreparedQuery<ListUsersByIdsParams, User>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":459,"b":463}]}],"statement":"-- Users in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin users on users.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listUsersByIds","file":"users.sql","parameterTypes":{"ids":"uuid[]"},"tables":["users"],"access":"read"}',
)

/** Parameters of `findCredentials`. */
export interface FindCredentialsParams {
  readonly email?: string | undefined
  readonly username?: string | undefined
  readonly phone?: string | undefined
}

/** A row of `findCredentials`. */
export interface FindCredentialsRow {
  readonly id: string
  /** A salted hash that names its own algorithm, never the password; null for a user who logs in by other means. */
  readonly passwordHash: string | null
  readonly role: UserRole
  /** False for an account that was closed: its rows stay, nobody can log in. */
  readonly isActive: boolean
}

/**
 * A user's credentials, by the identifier that is given. The only query that reads a password hash.
 *
 * ```sql
 * select
 *   users.id,
 *   users.password_hash,
 *   users.role,
 *   users.is_active
 * from users
 * where true
 *   /*[if email]*\/ and users.email = :email! /*[end]*\/
 *   /*[if username]*\/ and users.username = :username! /*[end]*\/
 *   /*[if phone]*\/ and users.phone = :phone! /*[end]*\/
 * ```
 */
export const findCredentials = new PreparedQuery<FindCredentialsParams, FindCredentialsRow>(
  '{"usedParamSet":{"email":true,"username":true,"phone":true},"params":[{"name":"email","required":true,"transform":{"type":"scalar"},"locs":[{"a":232,"b":238}]},{"name":"username","required":true,"transform":{"type":"scalar"},"locs":[{"a":291,"b":300}]},{"name":"phone","required":true,"transform":{"type":"scalar"},"locs":[{"a":347,"b":353}]}],"statement":"-- A user\'s credentials, by the identifier that is given. The only query that reads a password hash.\\nselect\\n  users.id,\\n  users.password_hash,\\n  users.role,\\n  users.is_active\\nfrom users\\nwhere true\\n  /*[if email]*/ and users.email = :email! /*[end]*/\\n  /*[if username]*/ and users.username = :username! /*[end]*/\\n  /*[if phone]*/ and users.phone = :phone! /*[end]*/"}',
  '{"name":"findCredentials","file":"users.sql","parameterTypes":{"email":"citext","username":"citext","phone":"text"},"tables":["users"],"access":"read"}',
)

/** Parameters of `updateUser`. */
export interface UpdateUserParams {
  readonly patch: Json
  readonly keyPatch?: Json | undefined
  readonly id: string
}

/**
 * Sets what the patch holds: a key that is absent keeps its value, null sets null.
 * keyPatch is the patch too, given if it holds one of the columns by which a user is known. To set one of these, even to
 * its own value, locks the user as a deletion does (the trigger before the update asks for the lock), and each open insert
 * that refers to the user would have to end first.
 *
 * ```sql
 * update users
 * set (
 *   /*[if keyPatch]*\/ email, username, phone, /*[end]*\/
 *   password_hash, full_name, avatar_url, bio, role, is_verified, location, neighborhood, building_name, stripe_customer_id,
 *   stripe_connect_account_id
 * ) = (
 *   select
 *     /*[if keyPatch]*\/ known.email, known.username, known.phone, /*[end]*\/
 *     patched.password_hash,
 *     patched.full_name,
 *     patched.avatar_url,
 *     patched.bio,
 *     patched.role,
 *     patched.is_verified,
 *     patched.location,
 *     patched.neighborhood,
 *     patched.building_name,
 *     patched.stripe_customer_id,
 *     patched.stripe_connect_account_id
 *   from jsonb_populate_record(users, :patch!::jsonb) as patched
 *   /*[if keyPatch]*\/ cross join jsonb_populate_record(users, :keyPatch!::jsonb) as known /*[end]*\/
 * )
 * where users.id = :id!
 * returning
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * ```
 */
export const updateUser = new PreparedQuery<UpdateUserParams, User>(
  '{"usedParamSet":{"patch":true,"keyPatch":true,"id":true},"params":[{"name":"patch","required":true,"transform":{"type":"scalar"},"locs":[{"a":1010,"b":1016}]},{"name":"keyPatch","required":true,"transform":{"type":"scalar"},"locs":[{"a":1097,"b":1106}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":1154,"b":1157}]}],"statement":"-- Sets what the patch holds: a key that is absent keeps its value, null sets null.\\n-- keyPatch is the patch too, given if it holds one of the columns by which a user is known. To set one of these, even to\\n-- its own value, locks the user as a deletion does (the trigger before the update asks for the lock), and each open insert\\n-- that refers to the user would have to end first.\\nupdate users\\nset (\\n  /*[if keyPatch]*/ email, username, phone, /*[end]*/\\n  password_hash, full_name, avatar_url, bio, role, is_verified, location, neighborhood, building_name, stripe_customer_id,\\n  stripe_connect_account_id\\n) = (\\n  select\\n    /*[if keyPatch]*/ known.email, known.username, known.phone, /*[end]*/\\n    patched.password_hash,\\n    patched.full_name,\\n    patched.avatar_url,\\n    patched.bio,\\n    patched.role,\\n    patched.is_verified,\\n    patched.location,\\n    patched.neighborhood,\\n    patched.building_name,\\n    patched.stripe_customer_id,\\n    patched.stripe_connect_account_id\\n  from jsonb_populate_record(users, :patch!::jsonb) as patched\\n  /*[if keyPatch]*/ cross join jsonb_populate_record(users, :keyPatch!::jsonb) as known /*[end]*/\\n)\\nwhere users.id = :id!\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at"}',
  '{"name":"updateUser","file":"users.sql","parameterTypes":{"patch":"jsonb","keyPatch":"jsonb","id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `setUserActive`. */
export interface SetUserActiveParams {
  readonly isActive: boolean
  readonly id: string
}

/**
 * ```sql
 * update users
 * set is_active = :isActive!
 * where users.id = :id!
 * returning
 *   users.id,
 *   users.email,
 *   users.username,
 *   users.phone,
 *   users.full_name,
 *   users.avatar_url,
 *   users.bio,
 *   users.role,
 *   users.is_verified,
 *   users.is_active,
 *   users.location,
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at
 * ```
 */
export const setUserActive = new PreparedQuery<SetUserActiveParams, User>(
  '{"usedParamSet":{"isActive":true,"id":true},"params":[{"name":"isActive","required":true,"transform":{"type":"scalar"},"locs":[{"a":29,"b":38}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":57,"b":60}]}],"statement":"update users\\nset is_active = :isActive!\\nwhere users.id = :id!\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.location,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at"}',
  '{"name":"setUserActive","file":"users.sql","parameterTypes":{"isActive":"bool","id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `recordLogin`. */
export interface RecordLoginParams {
  readonly id: string
}

/** A row of `recordLogin`. */
export interface RecordLoginRow {
  readonly lastLoginAt: Date
}

/**
 * ```sql
 * update users
 * set last_login_at = now()
 * where users.id = :id!
 * returning users.last_login_at as "last_login_at!"
 * ```
 */
export const recordLogin = new PreparedQuery<RecordLoginParams, RecordLoginRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":56,"b":59}]}],"statement":"update users\\nset last_login_at = now()\\nwhere users.id = :id!\\nreturning users.last_login_at as \\"last_login_at!\\""}',
  '{"name":"recordLogin","file":"users.sql","parameterTypes":{"id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `deleteUser`. */
export interface DeleteUserParams {
  readonly id: string
}

/** `deleteUser` returns no rows. */
export type DeleteUserRow = never

/**
 * The user's own rows go with them; a user with payments is kept by fk_transactions_buyer and fk_transactions_seller.
 *
 * ```sql
 * delete from users
 * where users.id = :id!
 * ```
 */
export const deleteUser = new PreparedQuery<DeleteUserParams, DeleteUserRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":154,"b":157}]}],"statement":"-- The user\'s own rows go with them; a user with payments is kept by fk_transactions_buyer and fk_transactions_seller.\\ndelete from users\\nwhere users.id = :id!"}',
  '{"name":"deleteUser","file":"users.sql","parameterTypes":{"id":"uuid"},"tables":["users"],"access":"write"}',
)
