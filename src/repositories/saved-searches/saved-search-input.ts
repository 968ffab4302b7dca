import type { StoredSearchFilters } from '../../json-columns.js'
import {
  boolean,
  integer,
  nullable,
  object,
  optional,
  readableText,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { readNotify } from '../notifications/notify-input.js'
import { readSearchFilters, type ReadSearch } from '../search/search-input.js'
import type {
  CreateSavedSearchInput,
  NotifySavedSearchesInput,
  SavedSearchAccessInput,
  SavedSearchesInput,
  SavedSearchPatch,
  UpdateSavedSearchInput,
} from './saved-search.js'

const readName = optional(nullable(readableText({ max: 100 })))

/** Reads a search to save. */
export const readCreateSavedSearch = object({
  id: optional(uuid),
  userId: uuid,
  name: readName,
  filters: readSearchFilters,
  isMuted: withDefault(boolean, false),
} satisfies Keys<CreateSavedSearchInput>)

/** Reads whose saved searches are listed. */
export const readSavedSearches = object({ userId: uuid } satisfies Keys<SavedSearchesInput>)

/** Reads a change of a saved search. */
export const readUpdateSavedSearch = object({
  savedSearchId: uuid,
  userId: uuid,
  patch: object({ name: readName, isMuted: optional(boolean) } satisfies Keys<SavedSearchPatch>),
} satisfies Keys<UpdateSavedSearchInput>)

/** Reads a saved search, and who acts. */
export const readSavedSearchAccess = object({
  savedSearchId: uuid,
  userId: uuid,
} satisfies Keys<SavedSearchAccessInput>)

/** Reads a step of telling users. */
export const readNotifySavedSearches = object({
  limit: withDefault(integer({ min: 1, max: 1_000 }), 100),
  intervalSeconds: withDefault(integer({ min: 1, max: 86_400 }), 300),
  notify: withDefault(readNotify, {}),
} satisfies Keys<NotifySavedSearchesInput>)

/** Writes filters for their column, as JSON does: a time is ISO 8601. */
export function toStoredFilters(filters: ReadSearch): StoredSearchFilters {
  return JSON.parse(JSON.stringify(filters)) as StoredSearchFilters
}

/** Reads filters of their column, by the reader that they were read by at first. */
export function fromStoredFilters(stored: StoredSearchFilters): ReadSearch {
  const { createdAfter } = stored
  if (typeof createdAfter !== 'string') return readSearchFilters(stored)
  return readSearchFilters(Object.assign({}, stored, { createdAfter: new Date(createdAfter) }))
}
