import {
  array,
  boolean,
  integer,
  nullable,
  object,
  optional,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import { readUpTo, type BoundedCountInput } from '../bounded-count.js'
import { readNotify } from '../notifications/notify-input.js'
import type {
  AreSavedInput,
  RecountLikesInput,
  SavedProductsInput,
  SetSavedInput,
  TellSaversInput,
} from './wishlist.js'

/** Reads whether a user saves a product. */
export const readSetSaved = object({
  userId: uuid,
  productId: uuid,
  isSaved: boolean,
} satisfies Keys<SetSavedInput>)

/** Reads a user, and the products of a page. */
export const readAreSaved = object({
  userId: uuid,
  productIds: array(uuid, { max: 1_000 }),
} satisfies Keys<AreSavedInput>)

/** Reads a count of what a user saved. */
export const readCountSaved = object({ userId: uuid, upTo: readUpTo } satisfies Keys<BoundedCountInput>)

const stepLimit = withDefault(integer({ min: 1, max: 10_000 }), 1_000)

/** Reads a step of telling savers. */
export const readTellSavers = object({
  productId: optional(uuid),
  limit: stepLimit,
  notify: withDefault(readNotify, {}),
} satisfies Keys<TellSaversInput>)

/** Reads a step of counting likes anew. */
export const readRecountLikes = object({
  afterId: withDefault(nullable(uuid), null),
  limit: stepLimit,
} satisfies Keys<RecountLikesInput>)

/** The products that a user saved, the last saved first. */
export const savedProducts = {
  kind: 'wishlists.ofUser',
  readFilters: object({ userId: uuid } satisfies Keys<FiltersOf<SavedProductsInput>>),
} satisfies TimeList<object>
