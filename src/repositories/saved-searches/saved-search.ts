import type { Notify } from '../notifications/notification.js'
import type { SearchFilters } from '../search/search.js'

/** A search to save. */
export interface CreateSavedSearchInput {
  /** An id from `newId()`, which makes the call safe to repeat. @defaultValue a new one */
  readonly id?: string | undefined
  /** The acting user. */
  readonly userId: string
  /** 1 to 100 characters, one of which can be seen. @defaultValue null */
  readonly name?: string | null | undefined
  /** As `db.products.search` takes them. */
  readonly filters: SearchFilters
  /** True tells the user nothing. @defaultValue false */
  readonly isMuted?: boolean | undefined
}

/** A saved search, for the user who saved it. */
export interface SavedSearch {
  readonly id: string
  readonly userId: string
  readonly name: string | null
  /** As `db.products.search` takes them: places as GeoJSON points. */
  readonly filters: SearchFilters
  readonly isMuted: boolean
  readonly createdAt: Date
}

/** The user whose saved searches are listed. */
export interface SavedSearchesInput {
  /** The user, who reads. */
  readonly userId: string
}

/** The fields of a saved search that its user may change. A search for something else is another one. */
export interface SavedSearchPatch {
  /** Null takes the name away. */
  readonly name?: string | null | undefined
  /** False, after true, tells of what is listed from then on. */
  readonly isMuted?: boolean | undefined
}

/** A change of a saved search. */
export interface UpdateSavedSearchInput {
  readonly savedSearchId: string
  /** The acting user, whose search it must be. */
  readonly userId: string
  readonly patch: SavedSearchPatch
}

/** A saved search, and the user who acts. */
export interface SavedSearchAccessInput {
  readonly savedSearchId: string
  /** The acting user, whose search it must be. */
  readonly userId: string
}

/** A step of telling users what is newly listed. */
export interface NotifySavedSearchesInput {
  /** The number of saved searches to look at: 1 to 1,000. @defaultValue 100 */
  readonly limit?: number | undefined
  /** The time until a search is looked at again, in seconds: 1 to 86,400. @defaultValue 300: five minutes */
  readonly intervalSeconds?: number | undefined
  /** The words and the channels. @defaultValue `true`: the app writes the words itself */
  readonly notify?: Notify | undefined
}

/** The result of a step. */
export interface NotifiedSavedSearches {
  /** The number of saved searches that were taken: call again while it is the limit. */
  readonly checked: number
  /** The number of those whose users were told. */
  readonly told: number
  /** The errors of those that could not be looked at. */
  readonly errors: readonly unknown[]
}
