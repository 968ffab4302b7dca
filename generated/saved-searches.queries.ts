/** Types and queries of "saved-searches.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { JsonColumns } from './json-columns.js'
import type { Json } from '../src/engine/values/json.js'

/** Parameters of `createSavedSearch`. */
export interface CreateSavedSearchParams {
  readonly userId: string
  readonly id: string
  readonly name?: string | null
  readonly filters: JsonColumns['saved_searches.filters']
  readonly isMuted: boolean
  readonly requestDigest?: string | null
}

/** A row of `createSavedSearch`. */
export interface CreateSavedSearchRow {
  /** The time when it was saved. */
  readonly createdAt: Date | null
  readonly isFull: boolean
  readonly isTaken: boolean
}

/**
 * Saves a search, in the first place that is free. Creations of one user wait for each other. One that waited does not see what
 * the other one wrote: then it writes nothing, though is_full is false, and is tried again.
 * Returns no row if there is no open account of the user.
 *
 * [sql/saved-searches.sql:12](../sql/saved-searches.sql#L12)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for no key update
 * ),
 * free_slot as (
 *   select slot.number
 *   from generate_series(1, 50) as slot (number)
 *   where not exists (
 *     select from saved_searches
 *     where saved_searches.user_id = :userId!
 *       and saved_searches.slot = slot.number
 *   )
 *   order by slot.number
 *   limit 1
 * ),
 * new_search as (
 *   insert into saved_searches (id, user_id, slot, name, filters, is_muted, request_digest)
 *   select
 *     :id!,
 *     acting_user.id,
 *     free_slot.number,
 *     :name, -- null: no name
 *     :filters!::jsonb,
 *     :isMuted!,
 *     :requestDigest -- null: the caller gave no id
 *   from acting_user
 *   cross join free_slot
 *   where not exists (select from saved_searches where saved_searches.id = :id!)
 *   on conflict do nothing
 *   returning saved_searches.created_at
 * )
 * select
 *   new_search.created_at as "created_at?",
 *   not exists (select from free_slot) as "is_full!",
 *   exists (select from saved_searches where saved_searches.id = :id!) as "is_taken!"
 * from acting_user
 * left join new_search on true
 * ```
 */
export const createSavedSearch = new PreparedQuery<CreateSavedSearchParams, CreateSavedSearchRow>(
  '{"usedParamSet":{"userId":true,"id":true,"name":true,"filters":true,"isMuted":true,"requestDigest":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":353,"b":360},{"a":579,"b":586}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":791,"b":794},{"a":1069,"b":1072},{"a":1304,"b":1307}]},{"name":"name","required":false,"transform":{"type":"scalar"},"locs":[{"a":843,"b":847}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":871,"b":879}]},{"name":"isMuted","required":true,"transform":{"type":"scalar"},"locs":[{"a":893,"b":901}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":908,"b":921}]}],"statement":"-- Saves a search, in the first place that is free. Creations of one user wait for each other. One that waited does not see what\\n-- the other one wrote: then it writes nothing, though is_full is false, and is tried again.\\n-- Returns no row if there is no open account of the user.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for no key update\\n),\\nfree_slot as (\\n  select slot.number\\n  from generate_series(1, 50) as slot (number)\\n  where not exists (\\n    select from saved_searches\\n    where saved_searches.user_id = :userId!\\n      and saved_searches.slot = slot.number\\n  )\\n  order by slot.number\\n  limit 1\\n),\\nnew_search as (\\n  insert into saved_searches (id, user_id, slot, name, filters, is_muted, request_digest)\\n  select\\n    :id!,\\n    acting_user.id,\\n    free_slot.number,\\n    :name, -- null: no name\\n    :filters!::jsonb,\\n    :isMuted!,\\n    :requestDigest -- null: the caller gave no id\\n  from acting_user\\n  cross join free_slot\\n  where not exists (select from saved_searches where saved_searches.id = :id!)\\n  on conflict do nothing\\n  returning saved_searches.created_at\\n)\\nselect\\n  new_search.created_at as \\"created_at?\\",\\n  not exists (select from free_slot) as \\"is_full!\\",\\n  exists (select from saved_searches where saved_searches.id = :id!) as \\"is_taken!\\"\\nfrom acting_user\\nleft join new_search on true"}',
  '{"name":"createSavedSearch","file":"saved-searches.sql","parameterTypes":{"userId":"uuid","id":"uuid","name":"text","filters":"jsonb","isMuted":"bool","requestDigest":"uuid"},"tables":["saved_searches","users"],"access":"write"}',
)

/** Parameters of `findSavedSearch`. */
export interface FindSavedSearchParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/** A row of `findSavedSearch`. */
export interface FindSavedSearchRow {
  /** The id of the row. */
  readonly id: string
  /** The user who saved it. */
  readonly userId: string
  /** The user's name for it, of 1 to 100 characters; null if it has none. */
  readonly name: string | null
  /** The words and filters. */
  readonly filters: JsonColumns['saved_searches.filters']
  /** Whether the user is told nothing of it. */
  readonly isMuted: boolean
  /** The time when it was saved. */
  readonly createdAt: Date
}

/**
 * A saved search; if a digest is given, one that was made of that content.
 *
 * [sql/saved-searches.sql:57](../sql/saved-searches.sql#L57)
 *
 * ```sql
 * select
 *   saved_searches.id,
 *   saved_searches.user_id,
 *   saved_searches.name,
 *   saved_searches.filters,
 *   saved_searches.is_muted,
 *   saved_searches.created_at
 * from saved_searches
 * where saved_searches.id = :id!
 *   /*[if requestDigest]*\/ and saved_searches.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findSavedSearch = new PreparedQuery<FindSavedSearchParams, FindSavedSearchRow>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":280,"b":283}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":346,"b":360}]}],"statement":"-- A saved search; if a digest is given, one that was made of that content.\\nselect\\n  saved_searches.id,\\n  saved_searches.user_id,\\n  saved_searches.name,\\n  saved_searches.filters,\\n  saved_searches.is_muted,\\n  saved_searches.created_at\\nfrom saved_searches\\nwhere saved_searches.id = :id!\\n  /*[if requestDigest]*/ and saved_searches.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findSavedSearch","file":"saved-searches.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["saved_searches"],"access":"read"}',
)

/** Parameters of `listSavedSearches`. */
export interface ListSavedSearchesParams {
  readonly userId: string
}

/** A row of `listSavedSearches`. */
export interface ListSavedSearchesRow {
  /** The id of the row. */
  readonly id: string
  /** The user who saved it. */
  readonly userId: string
  /** The user's name for it, of 1 to 100 characters; null if it has none. */
  readonly name: string | null
  /** The words and filters. */
  readonly filters: JsonColumns['saved_searches.filters']
  /** Whether the user is told nothing of it. */
  readonly isMuted: boolean
  /** The time when it was saved. */
  readonly createdAt: Date
}

/**
 * The saved searches of a user, the last saved first: 50 at most.
 *
 * [sql/saved-searches.sql:70](../sql/saved-searches.sql#L70)
 *
 * ```sql
 * select
 *   saved_searches.id,
 *   saved_searches.user_id,
 *   saved_searches.name,
 *   saved_searches.filters,
 *   saved_searches.is_muted,
 *   saved_searches.created_at
 * from saved_searches
 * where saved_searches.user_id = :userId!
 * order by saved_searches.created_at desc, saved_searches.id desc
 * limit 50
 * ```
 */
export const listSavedSearches = new PreparedQuery<ListSavedSearchesParams, ListSavedSearchesRow>(
  '{"usedParamSet":{"userId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":276,"b":283}]}],"statement":"-- The saved searches of a user, the last saved first: 50 at most.\\nselect\\n  saved_searches.id,\\n  saved_searches.user_id,\\n  saved_searches.name,\\n  saved_searches.filters,\\n  saved_searches.is_muted,\\n  saved_searches.created_at\\nfrom saved_searches\\nwhere saved_searches.user_id = :userId!\\norder by saved_searches.created_at desc, saved_searches.id desc\\nlimit 50"}',
  '{"name":"listSavedSearches","file":"saved-searches.sql","parameterTypes":{"userId":"uuid"},"tables":["saved_searches"],"access":"read"}',
)

/** Parameters of `updateSavedSearch`. */
export interface UpdateSavedSearchParams {
  readonly userId: string
  readonly setName: boolean
  readonly name?: string | null
  readonly isMuted?: boolean | null
  readonly id: string
}

/** A row of `updateSavedSearch`. */
export interface UpdateSavedSearchRow {
  /** The id of the row. */
  readonly id: string
  /** The user who saved it. */
  readonly userId: string
  /** The user's name for it, of 1 to 100 characters; null if it has none. */
  readonly name: string | null
  /** The words and filters. */
  readonly filters: JsonColumns['saved_searches.filters']
  /** Whether the user is told nothing of it. */
  readonly isMuted: boolean
  /** The time when it was saved. */
  readonly createdAt: Date
}

/**
 * Changes a saved search of a user with an open account. One that is told of again looks for what is listed from now on.
 *
 * [sql/saved-searches.sql:84](../sql/saved-searches.sql#L84)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * update saved_searches
 * set
 *   name = case when :setName! then :name else saved_searches.name end, -- null: no name
 *   is_muted = coalesce(:isMuted::boolean, saved_searches.is_muted), -- null: stays as it is
 *   seen_from = case when saved_searches.is_muted and not :isMuted then clock_timestamp() else saved_searches.seen_from end,
 *   told_ids = case when saved_searches.is_muted and not :isMuted then '{}' else saved_searches.told_ids end,
 *   due_at = case when saved_searches.is_muted and not :isMuted then now() else saved_searches.due_at end,
 *   unfinished_attempts = case when saved_searches.is_muted and not :isMuted then 0 else saved_searches.unfinished_attempts end
 * from acting_user
 * where saved_searches.id = :id!
 *   and saved_searches.user_id = acting_user.id
 * returning
 *   saved_searches.id,
 *   saved_searches.user_id,
 *   saved_searches.name,
 *   saved_searches.filters,
 *   saved_searches.is_muted,
 *   saved_searches.created_at
 * ```
 */
export const updateSavedSearch = new PreparedQuery<UpdateSavedSearchParams, UpdateSavedSearchRow>(
  '{"usedParamSet":{"userId":true,"setName":true,"name":true,"isMuted":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":194,"b":201}]},{"name":"setName","required":true,"transform":{"type":"scalar"},"locs":[{"a":290,"b":298}]},{"name":"name","required":false,"transform":{"type":"scalar"},"locs":[{"a":305,"b":309}]},{"name":"isMuted","required":false,"transform":{"type":"scalar"},"locs":[{"a":380,"b":387},{"a":505,"b":512},{"a":627,"b":634},{"a":733,"b":740},{"a":851,"b":858}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":954,"b":957}]}],"statement":"-- Changes a saved search of a user with an open account. One that is told of again looks for what is listed from now on.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate saved_searches\\nset\\n  name = case when :setName! then :name else saved_searches.name end, -- null: no name\\n  is_muted = coalesce(:isMuted::boolean, saved_searches.is_muted), -- null: stays as it is\\n  seen_from = case when saved_searches.is_muted and not :isMuted then clock_timestamp() else saved_searches.seen_from end,\\n  told_ids = case when saved_searches.is_muted and not :isMuted then \'{}\' else saved_searches.told_ids end,\\n  due_at = case when saved_searches.is_muted and not :isMuted then now() else saved_searches.due_at end,\\n  unfinished_attempts = case when saved_searches.is_muted and not :isMuted then 0 else saved_searches.unfinished_attempts end\\nfrom acting_user\\nwhere saved_searches.id = :id!\\n  and saved_searches.user_id = acting_user.id\\nreturning\\n  saved_searches.id,\\n  saved_searches.user_id,\\n  saved_searches.name,\\n  saved_searches.filters,\\n  saved_searches.is_muted,\\n  saved_searches.created_at"}',
  '{"name":"updateSavedSearch","file":"saved-searches.sql","parameterTypes":{"userId":"uuid","setName":"bool","name":"text","isMuted":"bool","id":"uuid"},"tables":["saved_searches","users"],"access":"write"}',
)

/** Parameters of `deleteSavedSearch`. */
export interface DeleteSavedSearchParams {
  readonly id: string
  readonly userId: string
}

/** `deleteSavedSearch` returns no rows. */
export type DeleteSavedSearchRow = never

/**
 * Deletes a saved search of a user.
 *
 * [sql/saved-searches.sql:112](../sql/saved-searches.sql#L112)
 *
 * ```sql
 * delete from saved_searches
 * where saved_searches.id = :id!
 *   and saved_searches.user_id = :userId!
 * ```
 */
export const deleteSavedSearch = new PreparedQuery<DeleteSavedSearchParams, DeleteSavedSearchRow>(
  '{"usedParamSet":{"id":true,"userId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":90,"b":93}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":126,"b":133}]}],"statement":"-- Deletes a saved search of a user.\\ndelete from saved_searches\\nwhere saved_searches.id = :id!\\n  and saved_searches.user_id = :userId!"}',
  '{"name":"deleteSavedSearch","file":"saved-searches.sql","parameterTypes":{"id":"uuid","userId":"uuid"},"tables":["saved_searches"],"access":"write"}',
)

/** Parameters of `claimSavedSearches`. */
export interface ClaimSavedSearchesParams {
  readonly limit: number
  readonly leaseSeconds: number
}

/** A row of `claimSavedSearches`. */
export interface ClaimSavedSearchesRow {
  /** The id of the row. */
  readonly id: string
  /** The user who saved it. */
  readonly userId: string
  /** The user's name for it, of 1 to 100 characters; null if it has none. */
  readonly name: string | null
  /** The words and filters. */
  readonly filters: JsonColumns['saved_searches.filters']
  /** The time since which new listings are looked for. */
  readonly seenFrom: Date
  /** The listings since then that the user was told of, and some from before: at most 200. */
  readonly toldIds: readonly (string | null)[]
  /** The number of times that a worker took it. */
  readonly attempt: number
  readonly lookedAt: Date
}

/**
 * Takes saved searches that are due, the longest due first, for a lease. It doubles, up to a day, with each claim that nobody finished.
 * now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two. It is the time of the look
 * too: whatever was committed before it is seen by the statements that follow.
 * Isolation: READ COMMITTED. Rows that another worker takes at the moment are skipped, and each is read anew under its lock.
 *
 * [sql/saved-searches.sql:118](../sql/saved-searches.sql#L118)
 *
 * ```sql
 * with due_search as (
 *   select saved_searches.id
 *   from saved_searches
 *   where not saved_searches.is_muted
 *     and saved_searches.due_at <= now()
 *   order by saved_searches.due_at, saved_searches.id
 *   limit (select :limit!::bigint)
 *   for no key update skip locked
 * )
 * update saved_searches
 * set
 *   due_at = clock_timestamp()
 *     + make_interval(secs => least(:leaseSeconds!::float8 * 2 ^ least(saved_searches.unfinished_attempts, 20), 86400)),
 *   attempt = saved_searches.attempt + 1,
 *   unfinished_attempts = saved_searches.unfinished_attempts + 1
 * from due_search
 * where saved_searches.id = due_search.id
 * returning
 *   saved_searches.id,
 *   saved_searches.user_id,
 *   saved_searches.name,
 *   saved_searches.filters,
 *   saved_searches.seen_from,
 *   saved_searches.told_ids,
 *   saved_searches.attempt,
 *   now() as "looked_at!"
 * ```
 */
export const claimSavedSearches = new PreparedQuery<ClaimSavedSearchesParams, ClaimSavedSearchesRow>(
  '{"usedParamSet":{"limit":true,"leaseSeconds":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":684,"b":690}]},{"name":"leaseSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":824,"b":837}]}],"statement":"-- Takes saved searches that are due, the longest due first, for a lease. It doubles, up to a day, with each claim that nobody finished.\\n-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two. It is the time of the look\\n-- too: whatever was committed before it is seen by the statements that follow.\\n-- Isolation: READ COMMITTED. Rows that another worker takes at the moment are skipped, and each is read anew under its lock.\\nwith due_search as (\\n  select saved_searches.id\\n  from saved_searches\\n  where not saved_searches.is_muted\\n    and saved_searches.due_at <= now()\\n  order by saved_searches.due_at, saved_searches.id\\n  limit (select :limit!::bigint)\\n  for no key update skip locked\\n)\\nupdate saved_searches\\nset\\n  due_at = clock_timestamp()\\n    + make_interval(secs => least(:leaseSeconds!::float8 * 2 ^ least(saved_searches.unfinished_attempts, 20), 86400)),\\n  attempt = saved_searches.attempt + 1,\\n  unfinished_attempts = saved_searches.unfinished_attempts + 1\\nfrom due_search\\nwhere saved_searches.id = due_search.id\\nreturning\\n  saved_searches.id,\\n  saved_searches.user_id,\\n  saved_searches.name,\\n  saved_searches.filters,\\n  saved_searches.seen_from,\\n  saved_searches.told_ids,\\n  saved_searches.attempt,\\n  now() as \\"looked_at!\\""}',
  '{"name":"claimSavedSearches","file":"saved-searches.sql","parameterTypes":{"limit":"int8","leaseSeconds":"float8"},"tables":["saved_searches"],"access":"write"}',
)

/** Parameters of `recordSavedSearchCheck`. */
export interface RecordSavedSearchCheckParams {
  readonly userId: string
  readonly unseenIds: readonly (string | null)[]
  readonly seenFrom: Date | string
  readonly toldIds: readonly (string | null)[]
  readonly intervalSeconds: number
  readonly id: string
  readonly attempt: number
  readonly newIds: readonly (string | null)[]
  readonly hasMore: boolean
  readonly name?: string | null
  readonly notify: Json
}

/** A row of `recordSavedSearchCheck`. */
export interface RecordSavedSearchCheckRow {
  readonly isTold: boolean
}

/**
 * Tells the user of a saved search of what was found, and moves its mark: only for the newest attempt. Closed accounts and muted
 * searches are told nothing. Listings are left out that are gone meanwhile, or whose seller a block parts from the user.
 * Returns no row if another worker has the search, if it was deleted, or if a closing or a deletion holds the account: its
 * mark stays then, and it is due again after the lease.
 * The listings are looked up row by row, and the lists stand in subselects, so that one plan serves all lengths. Of those that were told before and not found now, the ones since the mark are kept.
 *
 * [sql/saved-searches.sql:150](../sql/saved-searches.sql#L150)
 *
 * ```sql
 * with locked_user as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id = :userId!
 *   for key share skip locked
 * ),
 * kept_listing as (
 *   select
 *     kept.id,
 *     kept.created_at
 *   from unnest((select :unseenIds!::uuid[])) as earlier (id)
 *   cross join lateral (
 *     select
 *       products.id,
 *       products.created_at
 *     from products
 *     where products.id = earlier.id
 *       and products.created_at > (select :seenFrom!::timestamptz)
 *     limit 1
 *   ) as kept
 *   order by kept.created_at desc, kept.id
 *   limit 100
 * ),
 * checked_search as (
 *   update saved_searches
 *   set
 *     seen_from = greatest(saved_searches.seen_from, :seenFrom!::timestamptz),
 *     told_ids = :toldIds!::uuid[] || array(select kept_listing.id from kept_listing),
 *     unfinished_attempts = 0,
 *     due_at = clock_timestamp()
 *       + case when locked_user.is_active then make_interval(secs => :intervalSeconds!::float8) else interval '1 day' end
 *   from locked_user
 *   where saved_searches.id = :id!
 *     and saved_searches.user_id = locked_user.id
 *     and saved_searches.attempt = :attempt!
 *   returning
 *     saved_searches.id,
 *     saved_searches.user_id,
 *     locked_user.is_active and not saved_searches.is_muted as is_told
 * ),
 * new_listing as materialized (
 *   select
 *     visible.id,
 *     wanted.place
 *   from unnest((select :newIds!::uuid[])) with ordinality as wanted (id, place)
 *   cross join lateral (
 *     select
 *       products.id,
 *       products.seller_id
 *     from products
 *     where products.id = wanted.id
 *       and products.is_available
 *     limit 1
 *   ) as visible
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(:userId!, visible.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:userId!, visible.seller_id)
 *     limit 1
 *   ) as sight on true
 *   where sight.is_blocked is null
 * ),
 * told_notification as (
 *   insert into notifications (user_id, notification_type, subject_type, subject_id, title, body, data, channels)
 *   select
 *     checked_search.user_id,
 *     'saved_search',
 *     'saved_search',
 *     checked_search.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}') || jsonb_build_object(
 *       'productIds', array(select new_listing.id from new_listing order by new_listing.place limit 20),
 *       'count', found.count,
 *       'hasMore', :hasMore!::boolean,
 *       'name', :name::text -- null: the search has none
 *     ),
 *     coalesce(content.channels, '{}')
 *   from checked_search
 *   cross join (select count(*)::integer as count from new_listing) as found
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   where checked_search.is_told
 *     and found.count > 0
 *   returning notifications.id
 * )
 * select exists (select from told_notification) as "is_told!"
 * from checked_search
 * ```
 */
export const recordSavedSearchCheck = new PreparedQuery<RecordSavedSearchCheckParams, RecordSavedSearchCheckRow>(
  '{"usedParamSet":{"userId":true,"unseenIds":true,"seenFrom":true,"toldIds":true,"intervalSeconds":true,"id":true,"attempt":true,"newIds":true,"hasMore":true,"name":true,"notify":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":791,"b":798},{"a":2368,"b":2375},{"a":2465,"b":2472}]},{"name":"unseenIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":913,"b":923}]},{"name":"seenFrom","required":true,"transform":{"type":"scalar"},"locs":[{"a":1123,"b":1132},{"a":1329,"b":1338}]},{"name":"toldIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1370,"b":1378}]},{"name":"intervalSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1567,"b":1583}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":1667,"b":1670}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":1753,"b":1761}]},{"name":"newIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1992,"b":1999}]},{"name":"hasMore","required":true,"transform":{"type":"scalar"},"locs":[{"a":3039,"b":3047}]},{"name":"name","required":false,"transform":{"type":"scalar"},"locs":[{"a":3073,"b":3077}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":3311,"b":3318}]}],"statement":"-- Tells the user of a saved search of what was found, and moves its mark: only for the newest attempt. Closed accounts and muted\\n-- searches are told nothing. Listings are left out that are gone meanwhile, or whose seller a block parts from the user.\\n-- Returns no row if another worker has the search, if it was deleted, or if a closing or a deletion holds the account: its\\n-- mark stays then, and it is due again after the lease.\\n-- lint-disable total-order: each listing is in the list once.\\n-- The listings are looked up row by row, and the lists stand in subselects, so that one plan serves all lengths. Of those that were told before and not found now, the ones since the mark are kept.\\nwith locked_user as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id = :userId!\\n  for key share skip locked\\n),\\nkept_listing as (\\n  select\\n    kept.id,\\n    kept.created_at\\n  from unnest((select :unseenIds!::uuid[])) as earlier (id)\\n  cross join lateral (\\n    select\\n      products.id,\\n      products.created_at\\n    from products\\n    where products.id = earlier.id\\n      and products.created_at > (select :seenFrom!::timestamptz)\\n    limit 1\\n  ) as kept\\n  order by kept.created_at desc, kept.id\\n  limit 100\\n),\\nchecked_search as (\\n  update saved_searches\\n  set\\n    seen_from = greatest(saved_searches.seen_from, :seenFrom!::timestamptz),\\n    told_ids = :toldIds!::uuid[] || array(select kept_listing.id from kept_listing),\\n    unfinished_attempts = 0,\\n    due_at = clock_timestamp()\\n      + case when locked_user.is_active then make_interval(secs => :intervalSeconds!::float8) else interval \'1 day\' end\\n  from locked_user\\n  where saved_searches.id = :id!\\n    and saved_searches.user_id = locked_user.id\\n    and saved_searches.attempt = :attempt!\\n  returning\\n    saved_searches.id,\\n    saved_searches.user_id,\\n    locked_user.is_active and not saved_searches.is_muted as is_told\\n),\\nnew_listing as materialized (\\n  select\\n    visible.id,\\n    wanted.place\\n  from unnest((select :newIds!::uuid[])) with ordinality as wanted (id, place)\\n  cross join lateral (\\n    select\\n      products.id,\\n      products.seller_id\\n    from products\\n    where products.id = wanted.id\\n      and products.is_available\\n    limit 1\\n  ) as visible\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(:userId!, visible.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:userId!, visible.seller_id)\\n    limit 1\\n  ) as sight on true\\n  where sight.is_blocked is null\\n),\\ntold_notification as (\\n  insert into notifications (user_id, notification_type, subject_type, subject_id, title, body, data, channels)\\n  select\\n    checked_search.user_id,\\n    \'saved_search\',\\n    \'saved_search\',\\n    checked_search.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\') || jsonb_build_object(\\n      \'productIds\', array(select new_listing.id from new_listing order by new_listing.place limit 20),\\n      \'count\', found.count,\\n      \'hasMore\', :hasMore!::boolean,\\n      \'name\', :name::text -- null: the search has none\\n    ),\\n    coalesce(content.channels, \'{}\')\\n  from checked_search\\n  cross join (select count(*)::integer as count from new_listing) as found\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  where checked_search.is_told\\n    and found.count > 0\\n  returning notifications.id\\n)\\nselect exists (select from told_notification) as \\"is_told!\\"\\nfrom checked_search"}',
  '{"name":"recordSavedSearchCheck","file":"saved-searches.sql","parameterTypes":{"userId":"uuid","unseenIds":"uuid[]","seenFrom":"timestamptz","toldIds":"uuid[]","intervalSeconds":"float8","id":"uuid","attempt":"int4","newIds":"uuid[]","hasMore":"bool","name":"text","notify":"jsonb"},"tables":["blocks","notifications","products","saved_searches","users"],"access":"write"}',
)
