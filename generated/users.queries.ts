/** Types and queries of "users.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Account } from './models.js'
import type { BadgeType, UserRole } from './enums.js'
import type { GeometryInput, Point } from '../src/geo/geojson.js'
import type { Json } from '../src/engine/values/json.js'
export type { BadgeType, UserRole }

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
  readonly location?: GeometryInput<Point> | null
  readonly neighborhood?: string | null
  readonly buildingName?: string | null
  readonly requestDigest?: string | null
}

/**
 * Creates a user; returns no row if the id, the e-mail address, the username or the phone is taken.
 * Not `on conflict (id)`: a call that is repeated while the first one still runs would then fail on the e-mail address
 * of its own row.
 *
 * [sql/users.sql:11](../sql/users.sql#L11)
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
 *   request_digest
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
 *   :requestDigest
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * ```
 */
export const createUser = new PreparedQuery<CreateUserParams, Account>(
  '{"usedParamSet":{"id":true,"email":true,"username":true,"phone":true,"passwordHash":true,"fullName":true,"avatarUrl":true,"bio":true,"role":true,"location":true,"neighborhood":true,"buildingName":true,"requestDigest":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":439,"b":441}]},{"name":"email","required":true,"transform":{"type":"scalar"},"locs":[{"a":496,"b":502}]},{"name":"username","required":true,"transform":{"type":"scalar"},"locs":[{"a":507,"b":516}]},{"name":"phone","required":false,"transform":{"type":"scalar"},"locs":[{"a":521,"b":526}]},{"name":"passwordHash","required":false,"transform":{"type":"scalar"},"locs":[{"a":531,"b":543}]},{"name":"fullName","required":false,"transform":{"type":"scalar"},"locs":[{"a":548,"b":556}]},{"name":"avatarUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":561,"b":570}]},{"name":"bio","required":false,"transform":{"type":"scalar"},"locs":[{"a":575,"b":578}]},{"name":"role","required":true,"transform":{"type":"scalar"},"locs":[{"a":583,"b":588}]},{"name":"location","required":false,"transform":{"type":"scalar"},"locs":[{"a":593,"b":601}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":606,"b":618}]},{"name":"buildingName","required":false,"transform":{"type":"scalar"},"locs":[{"a":623,"b":635}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":640,"b":653}]}],"statement":"-- Creates a user; returns no row if the id, the e-mail address, the username or the phone is taken.\\n-- Not `on conflict (id)`: a call that is repeated while the first one still runs would then fail on the e-mail address\\n-- of its own row.\\ninsert into users (\\n  id,\\n  email,\\n  username,\\n  phone,\\n  password_hash,\\n  full_name,\\n  avatar_url,\\n  bio,\\n  role,\\n  location,\\n  neighborhood,\\n  building_name,\\n  request_digest\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :email!,\\n  :username!,\\n  :phone,\\n  :passwordHash,\\n  :fullName,\\n  :avatarUrl,\\n  :bio,\\n  :role!,\\n  :location,\\n  :neighborhood,\\n  :buildingName,\\n  :requestDigest\\n)\\non conflict do nothing\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at"}',
  '{"name":"createUser","file":"users.sql","parameterTypes":{"id":"uuid","email":"text","username":"text","phone":"text","passwordHash":"text","fullName":"text","avatarUrl":"text","bio":"text","role":"user_role","location":"geography","neighborhood":"text","buildingName":"text","requestDigest":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `createUsers`. */
export interface CreateUsersParams {
  readonly users: Json
}

/** A row of `createUsers`. */
export interface CreateUsersRow {
  /** The id of the user. */
  readonly id: string
}

/**
 * Creates many users, all or none; returns the ids of those that were not there before.
 * An id that is taken, but not by the same content, stops the whole statement from writing.
 * Other sessions may write the same rows at the same time (a call that is repeated while the first one still runs), so
 * this goes in two steps. The first waits for them and passes over every conflict. The second tries what was passed
 * over: it leaves the repetitions alone, and of the rest the server says which constraint refuses it.
 *
 * [sql/users.sql:49](../sql/users.sql#L49)
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
 *     entry.request_digest,
 *     users.id is not null as is_known,
 *     users.id is not null and (users.request_digest = entry.request_digest) is not true as is_taken
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
 *     request_digest
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
 *     input.request_digest
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
 *     request_digest
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
 *     input.request_digest
 *   from input
 *   where not input.is_known
 *     and not exists (select from input as taken where taken.is_taken)
 *     and not exists (select from created_user where created_user.id = input.id)
 *   order by input.id
 *   on conflict (id) do update
 *   set id = null -- refused: since this statement began, the id was taken by other content
 *   where (users.request_digest = excluded.request_digest) is not true
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
  '{"usedParamSet":{"users":true},"params":[{"name":"users","required":true,"transform":{"type":"scalar"},"locs":[{"a":990,"b":996}]}],"statement":"-- Creates many users, all or none; returns the ids of those that were not there before.\\n-- An id that is taken, but not by the same content, stops the whole statement from writing.\\n-- Other sessions may write the same rows at the same time (a call that is repeated while the first one still runs), so\\n-- this goes in two steps. The first waits for them and passes over every conflict. The second tries what was passed\\n-- over: it leaves the repetitions alone, and of the rest the server says which constraint refuses it.\\nwith input as (\\n  select\\n    entry.id,\\n    entry.email,\\n    entry.username,\\n    entry.phone,\\n    entry.password_hash,\\n    entry.full_name,\\n    entry.avatar_url,\\n    entry.bio,\\n    entry.role,\\n    entry.location,\\n    entry.neighborhood,\\n    entry.building_name,\\n    entry.request_digest,\\n    users.id is not null as is_known,\\n    users.id is not null and (users.request_digest = entry.request_digest) is not true as is_taken\\n  from json_populate_recordset(null::users, :users!::json) as entry\\n  left join users on users.id = entry.id\\n),\\ncreated_user as (\\n  insert into users (\\n    id,\\n    email,\\n    username,\\n    phone,\\n    password_hash,\\n    full_name,\\n    avatar_url,\\n    bio,\\n    role,\\n    location,\\n    neighborhood,\\n    building_name,\\n    request_digest\\n  )\\n  select\\n    input.id,\\n    input.email,\\n    input.username,\\n    input.phone,\\n    input.password_hash,\\n    input.full_name,\\n    input.avatar_url,\\n    input.bio,\\n    input.role,\\n    input.location,\\n    input.neighborhood,\\n    input.building_name,\\n    input.request_digest\\n  from input\\n  where not input.is_known\\n    and not exists (select from input as taken where taken.is_taken)\\n  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock\\n  on conflict do nothing\\n  returning users.id\\n),\\ncompleted_user as (\\n  insert into users (\\n    id,\\n    email,\\n    username,\\n    phone,\\n    password_hash,\\n    full_name,\\n    avatar_url,\\n    bio,\\n    role,\\n    location,\\n    neighborhood,\\n    building_name,\\n    request_digest\\n  )\\n  select\\n    input.id,\\n    input.email,\\n    input.username,\\n    input.phone,\\n    input.password_hash,\\n    input.full_name,\\n    input.avatar_url,\\n    input.bio,\\n    input.role,\\n    input.location,\\n    input.neighborhood,\\n    input.building_name,\\n    input.request_digest\\n  from input\\n  where not input.is_known\\n    and not exists (select from input as taken where taken.is_taken)\\n    and not exists (select from created_user where created_user.id = input.id)\\n  order by input.id\\n  on conflict (id) do update\\n  set id = null -- refused: since this statement began, the id was taken by other content\\n  where (users.request_digest = excluded.request_digest) is not true\\n  returning users.id\\n)\\nselect created_user.id as \\"id!\\"\\nfrom created_user\\nunion all\\nselect completed_user.id as \\"id!\\"\\nfrom completed_user"}',
  '{"name":"createUsers","file":"users.sql","parameterTypes":{"users":"json"},"tables":["users"],"access":"write"}',
)

/** Parameters of `countRepeatedUsers`. */
export interface CountRepeatedUsersParams {
  readonly ids: readonly (string | null)[]
  readonly digests: readonly (string | null)[]
}

/** A row of `countRepeatedUsers`. */
export interface CountRepeatedUsersRow {
  readonly repeated: number
}

/**
 * The number of users that exist with the ids, and were made of the same content.
 * primary-only: whether a command is repeated hangs on it
 *
 * [sql/users.sql:158](../sql/users.sql#L158)
 *
 * ```sql
 * select count(*)::integer as "repeated!"
 * from unnest(:ids!::uuid[], :digests!::uuid[]) as given (id, request_digest)
 * join users on users.id = given.id and users.request_digest = given.request_digest
 * ```
 */
export const countRepeatedUsers = new PreparedQuery<CountRepeatedUsersParams, CountRepeatedUsersRow>(
  '{"usedParamSet":{"ids":true,"digests":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":194,"b":198}]},{"name":"digests","required":true,"transform":{"type":"scalar"},"locs":[{"a":209,"b":217}]}],"statement":"-- The number of users that exist with the ids, and were made of the same content.\\n-- primary-only: whether a command is repeated hangs on it\\nselect count(*)::integer as \\"repeated!\\"\\nfrom unnest(:ids!::uuid[], :digests!::uuid[]) as given (id, request_digest)\\njoin users on users.id = given.id and users.request_digest = given.request_digest"}',
  '{"name":"countRepeatedUsers","file":"users.sql","parameterTypes":{"ids":"uuid[]","digests":"uuid[]"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `findAccount`. */
export interface FindAccountParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/**
 * An account, or if a digest is given, the account that the same content made.
 * primary-only: who is let in hangs on it
 *
 * [sql/users.sql:165](../sql/users.sql#L165)
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * from users
 * where users.id = :id!
 *   /*[if requestDigest]*\/ and users.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findAccount = new PreparedQuery<FindAccountParams, Account>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":538,"b":541}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":595,"b":609}]}],"statement":"-- An account, or if a digest is given, the account that the same content made.\\n-- primary-only: who is let in hangs on it\\nselect\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at\\nfrom users\\nwhere users.id = :id!\\n  /*[if requestDigest]*/ and users.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findAccount","file":"users.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `findAccountByEmail`. */
export interface FindAccountByEmailParams {
  readonly email: string
}

/**
 * primary-only: who is let in hangs on it
 *
 * [sql/users.sql:174](../sql/users.sql#L174)
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * from users
 * where users.email = :email!
 * ```
 */
export const findAccountByEmail = new PreparedQuery<FindAccountByEmailParams, Account>(
  '{"usedParamSet":{"email":true},"params":[{"name":"email","required":true,"transform":{"type":"scalar"},"locs":[{"a":461,"b":467}]}],"statement":"-- primary-only: who is let in hangs on it\\nselect\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at\\nfrom users\\nwhere users.email = :email!"}',
  '{"name":"findAccountByEmail","file":"users.sql","parameterTypes":{"email":"text"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `listAccountsByIds`. */
export interface ListAccountsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Accounts in the order of their ids in the list; those that do not exist are left out.
 * primary-only: who is let in hangs on it
 *
 * [sql/users.sql:181](../sql/users.sql#L181)
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join users on users.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listAccountsByIds = new PreparedQuery<ListAccountsByIdsParams, Account>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":531,"b":535}]}],"statement":"-- Accounts in the order of their ids in the list; those that do not exist are left out.\\n-- primary-only: who is let in hangs on it\\nselect\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin users on users.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listAccountsByIds","file":"users.sql","parameterTypes":{"ids":"uuid[]"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `findProfile`. */
export interface FindProfileParams {
  readonly id?: string | undefined
  readonly username?: string | undefined
}

/** A row of `findProfile`. */
export interface FindProfileRow {
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
  /** A public text about the user, in their own words. */
  readonly bio: string | null
}

/**
 * The face of an account that anybody may see.
 *
 * [sql/users.sql:190](../sql/users.sql#L190)
 *
 * ```sql
 * select
 *   profiles.profile_id,
 *   profiles.profile_username,
 *   profiles.profile_full_name,
 *   profiles.profile_avatar_url,
 *   profiles.profile_neighborhood,
 *   profiles.profile_is_verified,
 *   profiles.profile_is_closed,
 *   profiles.profile_member_since,
 *   profiles.profile_follower_count,
 *   profiles.profile_following_count,
 *   profiles.profile_rating_count,
 *   profiles.profile_rating_sum,
 *   profiles.profile_badges,
 *   users.bio
 * from users
 * join profiles on profiles.profile_id = users.id
 * where true
 *   /*[if id]*\/ and users.id = :id! /*[end]*\/
 *   /*[if username]*\/ and lower(users.username collate "C") = lower(:username!::text collate "C") /*[end]*\/
 * ```
 */
export const findProfile = new PreparedQuery<FindProfileParams, FindProfileRow>(
  '{"usedParamSet":{"id":true,"username":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":569,"b":572}]},{"name":"username","required":true,"transform":{"type":"scalar"},"locs":[{"a":650,"b":659}]}],"statement":"-- The face of an account that anybody may see.\\nselect\\n  profiles.profile_id,\\n  profiles.profile_username,\\n  profiles.profile_full_name,\\n  profiles.profile_avatar_url,\\n  profiles.profile_neighborhood,\\n  profiles.profile_is_verified,\\n  profiles.profile_is_closed,\\n  profiles.profile_member_since,\\n  profiles.profile_follower_count,\\n  profiles.profile_following_count,\\n  profiles.profile_rating_count,\\n  profiles.profile_rating_sum,\\n  profiles.profile_badges,\\n  users.bio\\nfrom users\\njoin profiles on profiles.profile_id = users.id\\nwhere true\\n  /*[if id]*/ and users.id = :id! /*[end]*/\\n  /*[if username]*/ and lower(users.username collate \\"C\\") = lower(:username!::text collate \\"C\\") /*[end]*/"}',
  '{"name":"findProfile","file":"users.sql","parameterTypes":{"id":"uuid","username":"text"},"tables":["profiles","users"],"access":"read"}',
)

/** Parameters of `listProfilesByIds`. */
export interface ListProfilesByIdsParams {
  readonly ids: readonly (string | null)[]
}

/** A row of `listProfilesByIds`. */
export interface ListProfilesByIdsRow {
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * Profiles in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/users.sql:201](../sql/users.sql#L201)
 *
 * ```sql
 * select
 *   profiles.profile_id,
 *   profiles.profile_username,
 *   profiles.profile_full_name,
 *   profiles.profile_avatar_url,
 *   profiles.profile_neighborhood,
 *   profiles.profile_is_verified,
 *   profiles.profile_is_closed,
 *   profiles.profile_member_since,
 *   profiles.profile_follower_count,
 *   profiles.profile_following_count,
 *   profiles.profile_rating_count,
 *   profiles.profile_rating_sum,
 *   profiles.profile_badges
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join profiles on profiles.profile_id = wanted.id
 * order by wanted.place
 * ```
 */
export const listProfilesByIds = new PreparedQuery<ListProfilesByIdsParams, ListProfilesByIdsRow>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":510,"b":514}]}],"statement":"-- Profiles in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  profiles.profile_id,\\n  profiles.profile_username,\\n  profiles.profile_full_name,\\n  profiles.profile_avatar_url,\\n  profiles.profile_neighborhood,\\n  profiles.profile_is_verified,\\n  profiles.profile_is_closed,\\n  profiles.profile_member_since,\\n  profiles.profile_follower_count,\\n  profiles.profile_following_count,\\n  profiles.profile_rating_count,\\n  profiles.profile_rating_sum,\\n  profiles.profile_badges\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin profiles on profiles.profile_id = wanted.id\\norder by wanted.place"}',
  '{"name":"listProfilesByIds","file":"users.sql","parameterTypes":{"ids":"uuid[]"},"tables":["profiles"],"access":"read"}',
)

/** Parameters of `listProfilesNearby`. */
export type ListProfilesNearbyParams = {
  readonly plane: 'all' | 'sphere'
  readonly origin: GeometryInput<Point>
  readonly radiusMetres: number
  readonly budget: number
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterDistance: number; readonly afterId: string }
  | { readonly afterDistance?: undefined; readonly afterId?: undefined }
)

/** A row of `listProfilesNearby`. */
export interface ListProfilesNearbyRow {
  /** A point 230 to 500 m from where somebody is at home, which anybody may see; null if they do not say. */
  readonly publicLocation: Point
  readonly distanceMetres: number
  readonly distanceOrder: number
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The profiles of open accounts within a radius, nearest first. All of it is made of public places.
 * The walk is that of listProductsNearby: with a budget, of an index alone on the plane, by <-> of geography on the sphere, and
 * its last user is a row too.
 * For a viewer, those whom a block parts from them are left out.
 *
 * [sql/users.sql:209](../sql/users.sql#L209)
 *
 * ```sql
 * with origin as materialized (
 *   select
 *     /*[if plane=all]*\/ place_of(:origin!::geography) /*[end]*\/
 *     /*[if plane=sphere]*\/ _st_expand(:origin!::geography, 1) /*[end]*\/ as place,
 *     /*[if plane=all]*\/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*\/
 *     /*[if plane=sphere]*\/ :radiusMetres!::float8 /*[end]*\/ as radius
 * ),
 * walked_user as (
 *   select
 *     open_user.id,
 *     open_user.place <-> (select origin.place from origin) as distance_order,
 *     row_number() over (order by open_user.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
 *       as is_walk_end
 *   from (
 *     select
 *       users.id,
 *       /*[if plane=all]*\/ users.place /*[end]*\/
 *       /*[if plane=sphere]*\/ users.public_location /*[end]*\/ as place
 *     from users
 *     where users.is_active
 *   ) as open_user
 *   where true
 *     /*[if plane=all]*\/
 *     and open_user.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
 *     and open_user.place <-> (select origin.place from origin) <= (select origin.radius from origin)
 *     /*[end]*\/
 *     /*[if plane=sphere]*\/
 *     and st_dwithin(open_user.place, (select origin.place from origin), (select origin.radius from origin))
 *     /*[end]*\/
 *     /*[if afterDistance afterId]*\/
 *     and (open_user.place <-> (select origin.place from origin), open_user.id) > (:afterDistance!::float8, :afterId!::uuid)
 *     /*[end]*\/
 *   order by open_user.place <-> (select origin.place from origin)
 *   fetch first (select :budget!::bigint) rows with ties
 * ),
 * page as (
 *   select
 *     walked_user.id,
 *     walked_user.distance_order,
 *     walked_user.is_walk_end,
 *     false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as is_left_out
 *   from walked_user
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_user.id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_user.id)
 *     limit 1
 *   ) as sight on true
 *   where sight.is_blocked is null
 *     or walked_user.is_walk_end
 *   /*[end]*\/
 *   order by walked_user.distance_order
 *   fetch first (select :limit!::bigint) rows with ties
 * )
 * select
 *   shown_user.public_location,
 *   st_distance(shown_user.public_location, :origin!::geography) as "distance_metres!",
 *   page.distance_order as "distance_order!",
 *   page.is_walk_end as "is_walk_end!",
 *   page.is_left_out
 *   or not st_dwithin(shown_user.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
 *   shown_profile.*
 * from page
 * cross join lateral (
 *   select users.public_location
 *   from users
 *   where users.id = page.id
 *   limit 1
 * ) as shown_user
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = page.id
 *   limit 1
 * ) as shown_profile
 * where shown_user.public_location is not null -- they have a place, but a type does not know
 * order by page.distance_order, page.id -- a total order: pages never repeat a row
 * limit (select :limit!::bigint)
 * ```
 */
export const listProfilesNearby = new PreparedQuery<ListProfilesNearbyParams, ListProfilesNearbyRow>(
  '{"usedParamSet":{"origin":true,"radiusMetres":true,"budget":true,"afterDistance":true,"afterId":true,"viewerId":true,"limit":true},"params":[{"name":"origin","required":true,"transform":{"type":"scalar"},"locs":[{"a":398,"b":405},{"a":466,"b":473},{"a":546,"b":553},{"a":2649,"b":2656},{"a":2842,"b":2849}]},{"name":"radiusMetres","required":true,"transform":{"type":"scalar"},"locs":[{"a":567,"b":580},{"a":627,"b":640},{"a":2863,"b":2876}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":892,"b":899},{"a":1853,"b":1860}]},{"name":"afterDistance","required":true,"transform":{"type":"scalar"},"locs":[{"a":1710,"b":1724}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1735,"b":1743}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2243,"b":2252},{"a":2339,"b":2348}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2536,"b":2542},{"a":3780,"b":3786}]}],"statement":"-- The profiles of open accounts within a radius, nearest first. All of it is made of public places.\\n-- The walk is that of listProductsNearby: with a budget, of an index alone on the plane, by <-> of geography on the sphere, and\\n-- its last user is a row too.\\n-- For a viewer, those whom a block parts from them are left out.\\nwith origin as materialized (\\n  select\\n    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/\\n    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,\\n    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/\\n    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius\\n),\\nwalked_user as (\\n  select\\n    open_user.id,\\n    open_user.place <-> (select origin.place from origin) as distance_order,\\n    row_number() over (order by open_user.place <-> (select origin.place from origin)) >= (select :budget!::bigint)\\n      as is_walk_end\\n  from (\\n    select\\n      users.id,\\n      /*[if plane=all]*/ users.place /*[end]*/\\n      /*[if plane=sphere]*/ users.public_location /*[end]*/ as place\\n    from users\\n    where users.is_active\\n  ) as open_user\\n  where true\\n    /*[if plane=all]*/\\n    and open_user.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)\\n    and open_user.place <-> (select origin.place from origin) <= (select origin.radius from origin)\\n    /*[end]*/\\n    /*[if plane=sphere]*/\\n    and st_dwithin(open_user.place, (select origin.place from origin), (select origin.radius from origin))\\n    /*[end]*/\\n    /*[if afterDistance afterId]*/\\n    and (open_user.place <-> (select origin.place from origin), open_user.id) > (:afterDistance!::float8, :afterId!::uuid)\\n    /*[end]*/\\n  order by open_user.place <-> (select origin.place from origin)\\n  fetch first (select :budget!::bigint) rows with ties\\n),\\npage as (\\n  select\\n    walked_user.id,\\n    walked_user.distance_order,\\n    walked_user.is_walk_end,\\n    false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out\\n  from walked_user\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_user.id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_user.id)\\n    limit 1\\n  ) as sight on true\\n  where sight.is_blocked is null\\n    or walked_user.is_walk_end\\n  /*[end]*/\\n  order by walked_user.distance_order\\n  fetch first (select :limit!::bigint) rows with ties\\n)\\nselect\\n  shown_user.public_location,\\n  st_distance(shown_user.public_location, :origin!::geography) as \\"distance_metres!\\",\\n  page.distance_order as \\"distance_order!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  page.is_left_out\\n  or not st_dwithin(shown_user.public_location, :origin!::geography, :radiusMetres!::float8) as \\"is_left_out!\\",\\n  shown_profile.*\\nfrom page\\ncross join lateral (\\n  select users.public_location\\n  from users\\n  where users.id = page.id\\n  limit 1\\n) as shown_user\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.id\\n  limit 1\\n) as shown_profile\\nwhere shown_user.public_location is not null -- they have a place, but a type does not know\\norder by page.distance_order, page.id -- a total order: pages never repeat a row\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProfilesNearby","file":"users.sql","parameterTypes":{"origin":"geography","radiusMetres":"float8","budget":"int8","afterDistance":"float8","afterId":"uuid","viewerId":"uuid","limit":"int8"},"tables":["blocks","profiles","users"],"access":"read"}',
)

/** Parameters of `findCredentials`. */
export interface FindCredentialsParams {
  readonly email?: string | undefined
  readonly username?: string | undefined
  readonly phone?: string | undefined
}

/** A row of `findCredentials`. */
export interface FindCredentialsRow {
  /** The id of the user. */
  readonly id: string
  /** A salted hash that names its own algorithm, never the password; null for a user who logs in by other means. */
  readonly passwordHash: string | null
  /** The part the user plays. */
  readonly role: UserRole
  /** False: the account is closed. It sells, streams, buys and writes nothing. */
  readonly isActive: boolean
}

/**
 * A user's credentials, by the identifier that is given. The only query that reads a password hash.
 * primary-only: who is let in hangs on it
 *
 * [sql/users.sql:296](../sql/users.sql#L296)
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
 *   /*[if username]*\/ and lower(users.username collate "C") = lower(:username!::text collate "C") /*[end]*\/
 *   /*[if phone]*\/ and users.phone = :phone! /*[end]*\/
 * ```
 */
export const findCredentials = new PreparedQuery<FindCredentialsParams, FindCredentialsRow>(
  '{"usedParamSet":{"email":true,"username":true,"phone":true},"params":[{"name":"email","required":true,"transform":{"type":"scalar"},"locs":[{"a":469,"b":475}]},{"name":"username","required":true,"transform":{"type":"scalar"},"locs":[{"a":553,"b":562}]},{"name":"phone","required":true,"transform":{"type":"scalar"},"locs":[{"a":628,"b":634}]}],"statement":"-- A user\'s credentials, by the identifier that is given. The only query that reads a password hash.\\n-- lint-disable secret-column: a login compares the password with its hash, and the hash goes no further.\\n-- lint-disable unbounded-list: callers give exactly one identifier, and each is a key.\\n-- primary-only: who is let in hangs on it\\nselect\\n  users.id,\\n  users.password_hash,\\n  users.role,\\n  users.is_active\\nfrom users\\nwhere true\\n  /*[if email]*/ and users.email = :email! /*[end]*/\\n  /*[if username]*/ and lower(users.username collate \\"C\\") = lower(:username!::text collate \\"C\\") /*[end]*/\\n  /*[if phone]*/ and users.phone = :phone! /*[end]*/"}',
  '{"name":"findCredentials","file":"users.sql","parameterTypes":{"email":"text","username":"text","phone":"text"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `findExactUserLocation`. */
export interface FindExactUserLocationParams {
  readonly userId: string
}

/** A row of `findExactUserLocation`. */
export interface FindExactUserLocationRow {
  /** Where somebody is at home, as precisely as they choose to say. For the user only. */
  readonly location: Point | null
}

/**
 * The exact home of a user: the only query that reads it.
 * primary-only: a right hangs on it
 *
 * [sql/users.sql:312](../sql/users.sql#L312)
 *
 * ```sql
 * select users.location
 * from users
 * where users.id = :userId!
 * ```
 */
export const findExactUserLocation = new PreparedQuery<FindExactUserLocationParams, FindExactUserLocationRow>(
  '{"usedParamSet":{"userId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":213,"b":220}]}],"statement":"-- The exact home of a user: the only query that reads it.\\n-- lint-disable secret-column: getExactLocation() is for the user.\\n-- primary-only: a right hangs on it\\nselect users.location\\nfrom users\\nwhere users.id = :userId!"}',
  '{"name":"findExactUserLocation","file":"users.sql","parameterTypes":{"userId":"uuid"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `updateAccount`. */
export interface UpdateAccountParams {
  readonly patch: Json
  readonly keyPatch?: Json | undefined
  readonly id: string
}

/**
 * Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the account is closed.
 * keyPatch is the patch too, given if it holds one of the columns by which a user is known. To set one of these, even to
 * its own value, locks the user as a deletion does (the trigger before the update asks for the lock), and each open insert
 * that refers to the user would have to end first.
 * A key that is absent is no json, and one that holds null is json's null. The patch is not laid over the whole row: that would
 * take the right to read the password hash.
 *
 * [sql/users.sql:320](../sql/users.sql#L320)
 *
 * ```sql
 * update users
 * set (
 *   /*[if keyPatch]*\/ email, username, phone, /*[end]*\/
 *   full_name, avatar_url, bio, location, neighborhood, building_name
 * ) = (
 *   select
 *     /*[if keyPatch]*\/
 *     case when known.patch -> 'email' is null then users.email else known.email end,
 *     case when known.patch -> 'username' is null then users.username else known.username end,
 *     case when known.patch -> 'phone' is null then users.phone else known.phone end,
 *     /*[end]*\/
 *     case when patched.patch -> 'full_name' is null then users.full_name else patched.full_name end,
 *     case when patched.patch -> 'avatar_url' is null then users.avatar_url else patched.avatar_url end,
 *     case when patched.patch -> 'bio' is null then users.bio else patched.bio end,
 *     case when patched.patch -> 'location' is null then users.location else patched.location end,
 *     case when patched.patch -> 'neighborhood' is null then users.neighborhood else patched.neighborhood end,
 *     case when patched.patch -> 'building_name' is null then users.building_name else patched.building_name end
 *   from (
 *     select
 *       :patch!::jsonb as patch,
 *       entry.full_name,
 *       entry.avatar_url,
 *       entry.bio,
 *       entry.location,
 *       entry.neighborhood,
 *       entry.building_name
 *     from jsonb_populate_record(null::users, :patch!::jsonb) as entry
 *   ) as patched
 *   /*[if keyPatch]*\/
 *   cross join (
 *     select
 *       :keyPatch!::jsonb as patch,
 *       entry.email,
 *       entry.username,
 *       entry.phone
 *     from jsonb_populate_record(null::users, :keyPatch!::jsonb) as entry
 *   ) as known
 *   /*[end]*\/
 * )
 * where users.id = :id!
 *   and users.is_active
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * ```
 */
export const updateAccount = new PreparedQuery<UpdateAccountParams, Account>(
  '{"usedParamSet":{"patch":true,"keyPatch":true,"id":true},"params":[{"name":"patch","required":true,"transform":{"type":"scalar"},"locs":[{"a":1678,"b":1684},{"a":1885,"b":1891}]},{"name":"keyPatch","required":true,"transform":{"type":"scalar"},"locs":[{"a":1977,"b":1986},{"a":2108,"b":2117}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":2180,"b":2183}]}],"statement":"-- Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the account is closed.\\n-- keyPatch is the patch too, given if it holds one of the columns by which a user is known. To set one of these, even to\\n-- its own value, locks the user as a deletion does (the trigger before the update asks for the lock), and each open insert\\n-- that refers to the user would have to end first.\\n-- A key that is absent is no json, and one that holds null is json\'s null. The patch is not laid over the whole row: that would\\n-- take the right to read the password hash.\\nupdate users\\nset (\\n  /*[if keyPatch]*/ email, username, phone, /*[end]*/\\n  full_name, avatar_url, bio, location, neighborhood, building_name\\n) = (\\n  select\\n    /*[if keyPatch]*/\\n    case when known.patch -> \'email\' is null then users.email else known.email end,\\n    case when known.patch -> \'username\' is null then users.username else known.username end,\\n    case when known.patch -> \'phone\' is null then users.phone else known.phone end,\\n    /*[end]*/\\n    case when patched.patch -> \'full_name\' is null then users.full_name else patched.full_name end,\\n    case when patched.patch -> \'avatar_url\' is null then users.avatar_url else patched.avatar_url end,\\n    case when patched.patch -> \'bio\' is null then users.bio else patched.bio end,\\n    case when patched.patch -> \'location\' is null then users.location else patched.location end,\\n    case when patched.patch -> \'neighborhood\' is null then users.neighborhood else patched.neighborhood end,\\n    case when patched.patch -> \'building_name\' is null then users.building_name else patched.building_name end\\n  from (\\n    select\\n      :patch!::jsonb as patch,\\n      entry.full_name,\\n      entry.avatar_url,\\n      entry.bio,\\n      entry.location,\\n      entry.neighborhood,\\n      entry.building_name\\n    from jsonb_populate_record(null::users, :patch!::jsonb) as entry\\n  ) as patched\\n  /*[if keyPatch]*/\\n  cross join (\\n    select\\n      :keyPatch!::jsonb as patch,\\n      entry.email,\\n      entry.username,\\n      entry.phone\\n    from jsonb_populate_record(null::users, :keyPatch!::jsonb) as entry\\n  ) as known\\n  /*[end]*/\\n)\\nwhere users.id = :id!\\n  and users.is_active\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at"}',
  '{"name":"updateAccount","file":"users.sql","parameterTypes":{"patch":"jsonb","keyPatch":"jsonb","id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `setPasswordHash`. */
export interface SetPasswordHashParams {
  readonly passwordHash?: string | null
  readonly id: string
  readonly exceptSessionId?: string | null
}

/** A row of `setPasswordHash`. */
export interface SetPasswordHashRow {
  /** The id of the user. */
  readonly id: string
  readonly revokedSessions: number | null
}

/**
 * Sets the hash of a new password, and ends the user's sessions; returns no row if the account is closed.
 * The function runs after the account is locked, with a snapshot of its own: it ends the sessions that began while the
 * statement waited for the account.
 *
 * [sql/users.sql:371](../sql/users.sql#L371)
 *
 * ```sql
 * with changed_user as (
 *   update users
 *   set password_hash = :passwordHash -- null: no password lets anybody in
 *   where users.id = :id!
 *     and users.is_active
 *   returning users.id
 * )
 * select
 *   changed_user.id,
 *   revoke_access(changed_user.id, 'password_changed', :exceptSessionId) as revoked_sessions -- null: no exception
 * from changed_user
 * ```
 */
export const setPasswordHash = new PreparedQuery<SetPasswordHashParams, SetPasswordHashRow>(
  '{"usedParamSet":{"passwordHash":true,"id":true,"exceptSessionId":true},"params":[{"name":"passwordHash","required":false,"transform":{"type":"scalar"},"locs":[{"a":324,"b":336}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":394,"b":397}]},{"name":"exceptSessionId","required":false,"transform":{"type":"scalar"},"locs":[{"a":525,"b":540}]}],"statement":"-- Sets the hash of a new password, and ends the user\'s sessions; returns no row if the account is closed.\\n-- The function runs after the account is locked, with a snapshot of its own: it ends the sessions that began while the\\n-- statement waited for the account.\\nwith changed_user as (\\n  update users\\n  set password_hash = :passwordHash -- null: no password lets anybody in\\n  where users.id = :id!\\n    and users.is_active\\n  returning users.id\\n)\\nselect\\n  changed_user.id,\\n  revoke_access(changed_user.id, \'password_changed\', :exceptSessionId) as revoked_sessions -- null: no exception\\nfrom changed_user"}',
  '{"name":"setPasswordHash","file":"users.sql","parameterTypes":{"passwordHash":"text","id":"uuid","exceptSessionId":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `rehashPassword`. */
export interface RehashPasswordParams {
  readonly passwordHash: string
  readonly id: string
  readonly oldPasswordHash: string
}

/** A row of `rehashPassword`. */
export interface RehashPasswordRow {
  /** The id of the user. */
  readonly id: string
}

/**
 * Replaces the hash of a password by another one of the same password; returns no row if it is no longer the old hash.
 *
 * [sql/users.sql:387](../sql/users.sql#L387)
 *
 * ```sql
 * update users
 * set password_hash = :passwordHash!
 * where users.id = :id!
 *   and users.is_active
 *   and users.password_hash = :oldPasswordHash!
 * returning users.id
 * ```
 */
export const rehashPassword = new PreparedQuery<RehashPasswordParams, RehashPasswordRow>(
  '{"usedParamSet":{"passwordHash":true,"id":true,"oldPasswordHash":true},"params":[{"name":"passwordHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":153,"b":166}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":185,"b":188}]},{"name":"oldPasswordHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":240,"b":256}]}],"statement":"-- Replaces the hash of a password by another one of the same password; returns no row if it is no longer the old hash.\\nupdate users\\nset password_hash = :passwordHash!\\nwhere users.id = :id!\\n  and users.is_active\\n  and users.password_hash = :oldPasswordHash!\\nreturning users.id"}',
  '{"name":"rehashPassword","file":"users.sql","parameterTypes":{"passwordHash":"text","id":"uuid","oldPasswordHash":"text"},"tables":["users"],"access":"write"}',
)

/** Parameters of `resetPassword`. */
export interface ResetPasswordParams {
  readonly secretHash: Uint8Array
  readonly passwordHash: string
}

/** A row of `resetPassword`. */
export interface ResetPasswordRow {
  /** The id of the user. */
  readonly id: string
  readonly revokedSessions: number | null
}

/**
 * Uses a token for resetting a password, sets the hash of the new one, and ends the user's sessions, as setPasswordHash does.
 * Returns no row if the token is not there, void or used, or if the account is closed.
 *
 * [sql/users.sql:396](../sql/users.sql#L396)
 *
 * ```sql
 * with wanted_token as (
 *   select
 *     tokens.id,
 *     tokens.user_id
 *   from tokens
 *   where tokens.form = 'link'
 *     and tokens.secret_hash = :secretHash!
 *     and tokens.purpose = 'password_reset'
 * ),
 * locked_user as (
 *   select users.id
 *   from wanted_token
 *   join users on users.id = wanted_token.user_id
 *   where users.is_active
 *   for no key update of users
 * ),
 * used_token as (
 *   update tokens
 *   set used_at = clock_timestamp()
 *   from wanted_token
 *   join locked_user on locked_user.id = wanted_token.user_id
 *   where tokens.id = wanted_token.id
 *     and tokens.secret_hash = :secretHash!
 *     and tokens.used_at is null
 *     and tokens.expires_at > clock_timestamp()
 *   returning tokens.user_id
 * ),
 * changed_user as (
 *   update users
 *   set password_hash = :passwordHash!
 *   from used_token
 *   where users.id = used_token.user_id
 *   returning users.id
 * )
 * select
 *   changed_user.id,
 *   revoke_access(changed_user.id, 'password_changed', null) as revoked_sessions
 * from changed_user
 * ```
 */
export const resetPassword = new PreparedQuery<ResetPasswordParams, ResetPasswordRow>(
  '{"usedParamSet":{"secretHash":true,"passwordHash":true},"params":[{"name":"secretHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":353,"b":364},{"a":781,"b":792}]},{"name":"passwordHash","required":true,"transform":{"type":"scalar"},"locs":[{"a":956,"b":969}]}],"statement":"-- Uses a token for resetting a password, sets the hash of the new one, and ends the user\'s sessions, as setPasswordHash does.\\n-- Returns no row if the token is not there, void or used, or if the account is closed.\\nwith wanted_token as (\\n  select\\n    tokens.id,\\n    tokens.user_id\\n  from tokens\\n  where tokens.form = \'link\'\\n    and tokens.secret_hash = :secretHash!\\n    and tokens.purpose = \'password_reset\'\\n),\\nlocked_user as (\\n  select users.id\\n  from wanted_token\\n  join users on users.id = wanted_token.user_id\\n  where users.is_active\\n  for no key update of users\\n),\\nused_token as (\\n  update tokens\\n  set used_at = clock_timestamp()\\n  from wanted_token\\n  join locked_user on locked_user.id = wanted_token.user_id\\n  where tokens.id = wanted_token.id\\n    and tokens.secret_hash = :secretHash!\\n    and tokens.used_at is null\\n    and tokens.expires_at > clock_timestamp()\\n  returning tokens.user_id\\n),\\nchanged_user as (\\n  update users\\n  set password_hash = :passwordHash!\\n  from used_token\\n  where users.id = used_token.user_id\\n  returning users.id\\n)\\nselect\\n  changed_user.id,\\n  revoke_access(changed_user.id, \'password_changed\', null) as revoked_sessions\\nfrom changed_user"}',
  '{"name":"resetPassword","file":"users.sql","parameterTypes":{"secretHash":"bytea","passwordHash":"text"},"tables":["tokens","users"],"access":"write"}',
)

/** Parameters of `setStripeIds`. */
export interface SetStripeIdsParams {
  readonly stripeCustomerId?: string | null
  readonly stripeConnectAccountId?: string | null
  readonly id: string
}

/**
 * Sets the ids that are given; null: not given.
 *
 * [sql/users.sql:438](../sql/users.sql#L438)
 *
 * ```sql
 * update users
 * set
 *   stripe_customer_id = coalesce(:stripeCustomerId, users.stripe_customer_id),
 *   stripe_connect_account_id = coalesce(:stripeConnectAccountId, users.stripe_connect_account_id)
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * ```
 */
export const setStripeIds = new PreparedQuery<SetStripeIdsParams, Account>(
  '{"usedParamSet":{"stripeCustomerId":true,"stripeConnectAccountId":true,"id":true},"params":[{"name":"stripeCustomerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":98,"b":114}]},{"name":"stripeConnectAccountId","required":false,"transform":{"type":"scalar"},"locs":[{"a":183,"b":205}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":258,"b":261}]}],"statement":"-- Sets the ids that are given; null: not given.\\nupdate users\\nset\\n  stripe_customer_id = coalesce(:stripeCustomerId, users.stripe_customer_id),\\n  stripe_connect_account_id = coalesce(:stripeConnectAccountId, users.stripe_connect_account_id)\\nwhere users.id = :id!\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at"}',
  '{"name":"setStripeIds","file":"users.sql","parameterTypes":{"stripeCustomerId":"text","stripeConnectAccountId":"text","id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `chooseRole`. */
export interface ChooseRoleParams {
  readonly role: UserRole
  readonly id: string
}

/**
 * Sets what a user does in the marketplace; returns no row for an administrator, or if the account is closed.
 *
 * [sql/users.sql:448](../sql/users.sql#L448)
 *
 * ```sql
 * update users
 * set role = :role!
 * where users.id = :id!
 *   and users.role <> 'admin'
 *   and users.is_active
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * ```
 */
export const chooseRole = new PreparedQuery<ChooseRoleParams, Account>(
  '{"usedParamSet":{"role":true,"id":true},"params":[{"name":"role","required":true,"transform":{"type":"scalar"},"locs":[{"a":135,"b":140}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":159,"b":162}]}],"statement":"-- Sets what a user does in the marketplace; returns no row for an administrator, or if the account is closed.\\nupdate users\\nset role = :role!\\nwhere users.id = :id!\\n  and users.role <> \'admin\'\\n  and users.is_active\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at"}',
  '{"name":"chooseRole","file":"users.sql","parameterTypes":{"role":"user_role","id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `setRole`. */
export interface SetRoleParams {
  readonly id: string
  readonly adminId?: string | null
  readonly role: UserRole
}

/**
 * Sets anybody's role, on behalf of an administrator; returns no row if the acting user is none. What changes nothing is not
 * logged.
 * adminId null: the service itself decides.
 * The two accounts are locked first, in the order of their ids, as in setAccountActive.
 *
 * [sql/users.sql:458](../sql/users.sql#L458)
 *
 * ```sql
 * with locked_user as (
 *   select
 *     users.id,
 *     users.role,
 *     users.is_active
 *   from users
 *   where users.id in (:id!, :adminId)
 *   order by users.id
 *   for no key update
 * ),
 * acting_admin as (
 *   select locked_user.id
 *   from locked_user
 *   where locked_user.id = :adminId
 *     and locked_user.role = 'admin'
 *     and locked_user.is_active
 * ),
 * changed_user as (
 *   update users
 *   set role = :role!
 *   from locked_user
 *   where users.id = locked_user.id
 *     and locked_user.id = :id!
 *     and (:adminId::uuid is null or exists (select from acting_admin))
 *   returning
 *     users.id,
 *     users.email,
 *     users.username,
 *     users.phone,
 *     users.full_name,
 *     users.avatar_url,
 *     users.bio,
 *     users.role,
 *     users.is_verified,
 *     users.is_active,
 *     users.neighborhood,
 *     users.building_name,
 *     users.last_login_at,
 *     users.stripe_customer_id,
 *     users.stripe_connect_account_id,
 *     users.created_at,
 *     users.updated_at,
 *     users.public_location,
 *     users.erased_at
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
 *   select
 *     :adminId,
 *     'set_role',
 *     'user',
 *     changed_user.id,
 *     changed_user.id,
 *     changed_user.role::text
 *   from changed_user
 *   join locked_user
 *     on locked_user.id = changed_user.id
 *     and locked_user.role <> changed_user.role
 * )
 * select
 *   changed_user.id,
 *   changed_user.email,
 *   changed_user.username,
 *   changed_user.phone,
 *   changed_user.full_name,
 *   changed_user.avatar_url,
 *   changed_user.bio,
 *   changed_user.role,
 *   changed_user.is_verified,
 *   changed_user.is_active,
 *   changed_user.neighborhood,
 *   changed_user.building_name,
 *   changed_user.last_login_at,
 *   changed_user.stripe_customer_id,
 *   changed_user.stripe_connect_account_id,
 *   changed_user.created_at,
 *   changed_user.updated_at,
 *   changed_user.public_location,
 *   changed_user.erased_at
 * from changed_user
 * ```
 */
export const setRole = new PreparedQuery<SetRoleParams, Account>(
  '{"usedParamSet":{"id":true,"adminId":true,"role":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":386,"b":389},{"a":739,"b":742}]},{"name":"adminId","required":false,"transform":{"type":"scalar"},"locs":[{"a":392,"b":399},{"a":531,"b":538},{"a":753,"b":760},{"a":1372,"b":1379}]},{"name":"role","required":true,"transform":{"type":"scalar"},"locs":[{"a":654,"b":659}]}],"statement":"-- Sets anybody\'s role, on behalf of an administrator; returns no row if the acting user is none. What changes nothing is not\\n-- logged.\\n-- adminId null: the service itself decides.\\n-- The two accounts are locked first, in the order of their ids, as in setAccountActive.\\nwith locked_user as (\\n  select\\n    users.id,\\n    users.role,\\n    users.is_active\\n  from users\\n  where users.id in (:id!, :adminId)\\n  order by users.id\\n  for no key update\\n),\\nacting_admin as (\\n  select locked_user.id\\n  from locked_user\\n  where locked_user.id = :adminId\\n    and locked_user.role = \'admin\'\\n    and locked_user.is_active\\n),\\nchanged_user as (\\n  update users\\n  set role = :role!\\n  from locked_user\\n  where users.id = locked_user.id\\n    and locked_user.id = :id!\\n    and (:adminId::uuid is null or exists (select from acting_admin))\\n  returning\\n    users.id,\\n    users.email,\\n    users.username,\\n    users.phone,\\n    users.full_name,\\n    users.avatar_url,\\n    users.bio,\\n    users.role,\\n    users.is_verified,\\n    users.is_active,\\n    users.neighborhood,\\n    users.building_name,\\n    users.last_login_at,\\n    users.stripe_customer_id,\\n    users.stripe_connect_account_id,\\n    users.created_at,\\n    users.updated_at,\\n    users.public_location,\\n    users.erased_at\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)\\n  select\\n    :adminId,\\n    \'set_role\',\\n    \'user\',\\n    changed_user.id,\\n    changed_user.id,\\n    changed_user.role::text\\n  from changed_user\\n  join locked_user\\n    on locked_user.id = changed_user.id\\n    and locked_user.role <> changed_user.role\\n)\\nselect\\n  changed_user.id,\\n  changed_user.email,\\n  changed_user.username,\\n  changed_user.phone,\\n  changed_user.full_name,\\n  changed_user.avatar_url,\\n  changed_user.bio,\\n  changed_user.role,\\n  changed_user.is_verified,\\n  changed_user.is_active,\\n  changed_user.neighborhood,\\n  changed_user.building_name,\\n  changed_user.last_login_at,\\n  changed_user.stripe_customer_id,\\n  changed_user.stripe_connect_account_id,\\n  changed_user.created_at,\\n  changed_user.updated_at,\\n  changed_user.public_location,\\n  changed_user.erased_at\\nfrom changed_user"}',
  '{"name":"setRole","file":"users.sql","parameterTypes":{"id":"uuid","adminId":"uuid","role":"user_role"},"tables":["moderation_actions","users"],"access":"write"}',
)

/** Parameters of `closeAccount`. */
export interface CloseAccountParams {
  readonly id: string
}

/**
 * Closes an account; tr_users_close ends what it sells, offers and streams. Of one that is closed nothing changes.
 *
 * [sql/users.sql:508](../sql/users.sql#L508)
 *
 * ```sql
 * update users
 * set is_active = false
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
 *   users.neighborhood,
 *   users.building_name,
 *   users.last_login_at,
 *   users.stripe_customer_id,
 *   users.stripe_connect_account_id,
 *   users.created_at,
 *   users.updated_at,
 *   users.public_location,
 *   users.erased_at
 * ```
 */
export const closeAccount = new PreparedQuery<CloseAccountParams, Account>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":168,"b":171}]}],"statement":"-- Closes an account; tr_users_close ends what it sells, offers and streams. Of one that is closed nothing changes.\\nupdate users\\nset is_active = false\\nwhere users.id = :id!\\nreturning\\n  users.id,\\n  users.email,\\n  users.username,\\n  users.phone,\\n  users.full_name,\\n  users.avatar_url,\\n  users.bio,\\n  users.role,\\n  users.is_verified,\\n  users.is_active,\\n  users.neighborhood,\\n  users.building_name,\\n  users.last_login_at,\\n  users.stripe_customer_id,\\n  users.stripe_connect_account_id,\\n  users.created_at,\\n  users.updated_at,\\n  users.public_location,\\n  users.erased_at"}',
  '{"name":"closeAccount","file":"users.sql","parameterTypes":{"id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `setAccountActive`. */
export interface SetAccountActiveParams {
  readonly id: string
  readonly adminId?: string | null
  readonly isActive: boolean
}

/**
 * Closes an account or opens it again, on behalf of an administrator; returns no row if the acting user is none. What changes
 * nothing is not logged.
 * adminId null: the service itself decides.
 * The two accounts are locked first, in the order of their ids: of two administrators who close each other's account at
 * once, one does, and the other is told that they are none any more.
 *
 * [sql/users.sql:516](../sql/users.sql#L516)
 *
 * ```sql
 * with locked_user as (
 *   select
 *     users.id,
 *     users.role,
 *     users.is_active
 *   from users
 *   where users.id in (:id!, :adminId)
 *   order by users.id
 *   for update
 * ),
 * acting_admin as (
 *   select locked_user.id
 *   from locked_user
 *   where locked_user.id = :adminId
 *     and locked_user.role = 'admin'
 *     and locked_user.is_active
 * ),
 * changed_user as (
 *   update users
 *   set is_active = :isActive!
 *   from locked_user
 *   where users.id = locked_user.id
 *     and locked_user.id = :id!
 *     and (:adminId::uuid is null or exists (select from acting_admin))
 *   returning
 *     users.id,
 *     users.email,
 *     users.username,
 *     users.phone,
 *     users.full_name,
 *     users.avatar_url,
 *     users.bio,
 *     users.role,
 *     users.is_verified,
 *     users.is_active,
 *     users.neighborhood,
 *     users.building_name,
 *     users.last_login_at,
 *     users.stripe_customer_id,
 *     users.stripe_connect_account_id,
 *     users.created_at,
 *     users.updated_at,
 *     users.public_location,
 *     users.erased_at
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     :adminId,
 *     case when :isActive! then 'reopen_account' else 'close_account' end::moderation_action_type,
 *     'user',
 *     changed_user.id,
 *     changed_user.id
 *   from changed_user
 *   join locked_user
 *     on locked_user.id = changed_user.id
 *     and locked_user.is_active <> changed_user.is_active
 * )
 * select
 *   changed_user.id,
 *   changed_user.email,
 *   changed_user.username,
 *   changed_user.phone,
 *   changed_user.full_name,
 *   changed_user.avatar_url,
 *   changed_user.bio,
 *   changed_user.role,
 *   changed_user.is_verified,
 *   changed_user.is_active,
 *   changed_user.neighborhood,
 *   changed_user.building_name,
 *   changed_user.last_login_at,
 *   changed_user.stripe_customer_id,
 *   changed_user.stripe_connect_account_id,
 *   changed_user.created_at,
 *   changed_user.updated_at,
 *   changed_user.public_location,
 *   changed_user.erased_at
 * from changed_user
 * ```
 */
export const setAccountActive = new PreparedQuery<SetAccountActiveParams, Account>(
  '{"usedParamSet":{"id":true,"adminId":true,"isActive":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":504,"b":507},{"a":859,"b":862}]},{"name":"adminId","required":false,"transform":{"type":"scalar"},"locs":[{"a":510,"b":517},{"a":642,"b":649},{"a":873,"b":880},{"a":1486,"b":1493}]},{"name":"isActive","required":true,"transform":{"type":"scalar"},"locs":[{"a":770,"b":779},{"a":1510,"b":1519}]}],"statement":"-- Closes an account or opens it again, on behalf of an administrator; returns no row if the acting user is none. What changes\\n-- nothing is not logged.\\n-- adminId null: the service itself decides.\\n-- The two accounts are locked first, in the order of their ids: of two administrators who close each other\'s account at\\n-- once, one does, and the other is told that they are none any more.\\nwith locked_user as (\\n  select\\n    users.id,\\n    users.role,\\n    users.is_active\\n  from users\\n  where users.id in (:id!, :adminId)\\n  order by users.id\\n  for update\\n),\\nacting_admin as (\\n  select locked_user.id\\n  from locked_user\\n  where locked_user.id = :adminId\\n    and locked_user.role = \'admin\'\\n    and locked_user.is_active\\n),\\nchanged_user as (\\n  update users\\n  set is_active = :isActive!\\n  from locked_user\\n  where users.id = locked_user.id\\n    and locked_user.id = :id!\\n    and (:adminId::uuid is null or exists (select from acting_admin))\\n  returning\\n    users.id,\\n    users.email,\\n    users.username,\\n    users.phone,\\n    users.full_name,\\n    users.avatar_url,\\n    users.bio,\\n    users.role,\\n    users.is_verified,\\n    users.is_active,\\n    users.neighborhood,\\n    users.building_name,\\n    users.last_login_at,\\n    users.stripe_customer_id,\\n    users.stripe_connect_account_id,\\n    users.created_at,\\n    users.updated_at,\\n    users.public_location,\\n    users.erased_at\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    :adminId,\\n    case when :isActive! then \'reopen_account\' else \'close_account\' end::moderation_action_type,\\n    \'user\',\\n    changed_user.id,\\n    changed_user.id\\n  from changed_user\\n  join locked_user\\n    on locked_user.id = changed_user.id\\n    and locked_user.is_active <> changed_user.is_active\\n)\\nselect\\n  changed_user.id,\\n  changed_user.email,\\n  changed_user.username,\\n  changed_user.phone,\\n  changed_user.full_name,\\n  changed_user.avatar_url,\\n  changed_user.bio,\\n  changed_user.role,\\n  changed_user.is_verified,\\n  changed_user.is_active,\\n  changed_user.neighborhood,\\n  changed_user.building_name,\\n  changed_user.last_login_at,\\n  changed_user.stripe_customer_id,\\n  changed_user.stripe_connect_account_id,\\n  changed_user.created_at,\\n  changed_user.updated_at,\\n  changed_user.public_location,\\n  changed_user.erased_at\\nfrom changed_user"}',
  '{"name":"setAccountActive","file":"users.sql","parameterTypes":{"id":"uuid","adminId":"uuid","isActive":"bool"},"tables":["moderation_actions","users"],"access":"write"}',
)

/** Parameters of `isOpenAdmin`. */
export interface IsOpenAdminParams {
  readonly adminId: string
}

/** A row of `isOpenAdmin`. */
export interface IsOpenAdminRow {
  readonly isOpenAdmin: boolean
}

/**
 * primary-only: a right hangs on it
 *
 * [sql/users.sql:566](../sql/users.sql#L566)
 *
 * ```sql
 * select exists (
 *   select from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 * ) as "is_open_admin!"
 * ```
 */
export const isOpenAdmin = new PreparedQuery<IsOpenAdminParams, IsOpenAdminRow>(
  '{"usedParamSet":{"adminId":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":92,"b":100}]}],"statement":"-- primary-only: a right hangs on it\\nselect exists (\\n  select from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n) as \\"is_open_admin!\\""}',
  '{"name":"isOpenAdmin","file":"users.sql","parameterTypes":{"adminId":"uuid"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `recordLogin`. */
export interface RecordLoginParams {
  readonly id: string
}

/** A row of `recordLogin`. */
export interface RecordLoginRow {
  /** The time of the last login; null before the first. */
  readonly lastLoginAt: Date
}

/**
 * Returns no row if the account is closed.
 *
 * [sql/users.sql:575](../sql/users.sql#L575)
 *
 * ```sql
 * update users
 * set last_login_at = now()
 * where users.id = :id!
 *   and users.is_active
 * returning users.last_login_at as "last_login_at!"
 * ```
 */
export const recordLogin = new PreparedQuery<RecordLoginParams, RecordLoginRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":100,"b":103}]}],"statement":"-- Returns no row if the account is closed.\\nupdate users\\nset last_login_at = now()\\nwhere users.id = :id!\\n  and users.is_active\\nreturning users.last_login_at as \\"last_login_at!\\""}',
  '{"name":"recordLogin","file":"users.sql","parameterTypes":{"id":"uuid"},"tables":["users"],"access":"write"}',
)

/** Parameters of `deleteUser`. */
export interface DeleteUserParams {
  readonly id: string
}

/** A row of `deleteUser`. */
export interface DeleteUserRow {
  readonly isDeleted: boolean
}

/**
 * The user's own rows go with them; a user with payments is kept by fk_transactions_buyer and fk_transactions_seller.
 * A function of migration 39 does it, so that who deletes accounts needs no right to what goes with them.
 *
 * [sql/users.sql:583](../sql/users.sql#L583)
 *
 * ```sql
 * select delete_user(:id!) as "is_deleted!"
 * ```
 */
export const deleteUser = new PreparedQuery<DeleteUserParams, DeleteUserRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":245,"b":248}]}],"statement":"-- The user\'s own rows go with them; a user with payments is kept by fk_transactions_buyer and fk_transactions_seller.\\n-- A function of migration 39 does it, so that who deletes accounts needs no right to what goes with them.\\nselect delete_user(:id!) as \\"is_deleted!\\""}',
  '{"name":"deleteUser","file":"users.sql","parameterTypes":{"id":"uuid"},"tables":[],"access":"write"}',
)
