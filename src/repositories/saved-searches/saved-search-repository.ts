import * as queries from '../../../generated/saved-searches.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { isSoukError, NotFoundError } from '../../errors.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { newId } from '../new-id.js'
import type { NotifyRecord } from '../notifications/notify-input.js'
import { refuse, repeatOf } from '../refuse.js'
import { withDigest } from '../request-digest.js'
import { newListings } from './new-listings.js'
import type {
  CreateSavedSearchInput,
  NotifiedSavedSearches,
  NotifySavedSearchesInput,
  SavedSearch,
  SavedSearchAccessInput,
  SavedSearchesInput,
  UpdateSavedSearchInput,
} from './saved-search.js'
import {
  fromStoredFilters,
  readCreateSavedSearch,
  readNotifySavedSearches,
  readSavedSearchAccess,
  readSavedSearches,
  readUpdateSavedSearch,
  toStoredFilters,
} from './saved-search-input.js'

/** Creations of one user wait for each other, and at most so many succeed. */
const maxAttempts = 60
/** A transaction that lasts longer may hide its listings from the looks of this time. */
const lookBackMs = 15 * 60_000
/** A search that a worker took and did not finish is due again after this time, which doubles with each such attempt. */
const leaseSeconds = 300

/** Saved searches: what users look for, and are told of when it is newly listed. A user reads their own. */
export class SqlSavedSearchRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Saves a search for a user. {@link notify} tells of what is listed from then on.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the search as it is now.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConflictError} with rule `too_many_saved_searches` if the user has 50, `account_closed`, or
   * `repeated_differently` if the id was used with other content.
   *
   * @example
   * ```ts
   * await db.savedSearches.create({
   *   userId: buyer.id,
   *   name: 'A bicycle nearby',
   *   filters: { text: 'bicycle', near: [55.27, 25.2], radiusMetres: 5_000 },
   * })
   * ```
   */
  async create(input: CreateSavedSearchInput, options?: CallOptions): Promise<SavedSearch> {
    const { id: givenId, userId, name = null, filters, isMuted } = readCreateSavedSearch(input)
    const stored = toStoredFilters(filters)
    const { id = newId(), requestDigest } = withDigest('savedSearches.create', {
      id: givenId,
      userId,
      name,
      filters: stored,
      isMuted,
    })
    const parameters = {
      id,
      userId,
      name,
      filters: stored,
      isMuted,
      requestDigest: requestDigest ?? null,
    }
    for (let attempt = 1; ; attempt++) {
      const row = await this.#executor.maybeOne(queries.createSavedSearch, parameters, options)
      if (row !== null && row.createdAt !== null) {
        return { id, userId, name, filters, isMuted, createdAt: row.createdAt }
      }
      if (requestDigest !== undefined && (row === null || row.isTaken)) {
        const first = await this.#executor.maybeOne(queries.findSavedSearch, { id, requestDigest }, options)
        if (first !== null || row !== null) return savedSearch(await repeatOf(Promise.resolve(first)))
      }
      if (row === null) {
        await assertOpenAccount(this.#executor, userId, options)
      } else if (row.isFull || attempt === maxAttempts) {
        refuse('too_many_saved_searches')
      }
      if (attempt === maxAttempts) throw new NotFoundError('users')
    }
  }

  /**
   * Gets a saved search for the user who saved it.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_the_owner`.
   */
  async get(input: SavedSearchAccessInput, options?: CallOptions): Promise<SavedSearch> {
    const { savedSearchId: id, userId } = readSavedSearchAccess(input)
    const row = await this.#executor.maybeOne(queries.findSavedSearch, { id }, options)
    if (row === null) throw new NotFoundError('saved_searches')
    return row.userId === userId ? savedSearch(row) : refuse('not_the_owner')
  }

  /** Lists what a user saved, the last saved first: 50 at most. */
  async list(input: SavedSearchesInput, options?: CallOptions): Promise<SavedSearch[]> {
    const rows = await this.#executor.many(queries.listSavedSearches, readSavedSearches(input), options)
    return rows.map(savedSearch)
  }

  /**
   * Renames a saved search, or mutes it: a key that is absent or undefined keeps its value.
   *
   * One that was muted tells of what is listed after it is muted no more.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `account_closed`.
   */
  async update(input: UpdateSavedSearchInput, options?: CallOptions): Promise<SavedSearch> {
    const { savedSearchId: id, userId, patch } = readUpdateSavedSearch(input)
    const row = await this.#executor.maybeOne(
      queries.updateSavedSearch,
      {
        id,
        userId,
        setName: patch.name !== undefined,
        name: patch.name ?? null,
        isMuted: patch.isMuted ?? null,
      },
      options,
    )
    if (row !== null) return savedSearch(row)
    await this.get({ savedSearchId: id, userId }, options)
    await assertOpenAccount(this.#executor, userId, options)
    throw new NotFoundError('saved_searches')
  }

  /**
   * Deletes a saved search. It is safe to repeat: one that is gone stays so.
   *
   * @returns True if it was there.
   * @throws {@link ForbiddenError} with rule `not_the_owner`.
   */
  async delete(input: SavedSearchAccessInput, options?: CallOptions): Promise<boolean> {
    const { savedSearchId: id, userId } = readSavedSearchAccess(input)
    if ((await this.#executor.execute(queries.deleteSavedSearch, { id, userId }, options)) > 0) return true
    const other = await this.#executor.maybeOne(queries.findSavedSearch, { id }, options)
    return other !== null && other.userId !== userId ? refuse('not_the_owner') : false
  }

  /**
   * Tells users of what is newly listed and matches their saved searches: one notification for each search
   * (`saved_search`). For the service itself; `db.maintain` runs it.
   *
   * It takes up to `limit` searches that are due, the longest due first, and looks at each by the search itself. Several
   * workers may run at once: none has the search of another, and each listing is told once. The `data` of a notification has
   * `productIds` (the newest 20), `count` (50 at most), `hasMore` if there are more than could be counted, and `name`.
   *
   * A search that cannot be looked at does not end the step. Its error is in the result, and it is set aside: for five minutes,
   * and twice as long each time, up to a day.
   *
   * @example
   * ```ts
   * const notify = { title: 'New listings for you', channels: ['push'] } as const
   * await db.savedSearches.notify({ notify })
   * ```
   */
  async notify(input: NotifySavedSearchesInput = {}, options?: CallOptions): Promise<NotifiedSavedSearches> {
    const { limit, intervalSeconds, notify } = readNotifySavedSearches(input)
    const claimed = await this.#executor.many(queries.claimSavedSearches, { limit, leaseSeconds }, options)
    const errors: unknown[] = []
    let told = 0
    for (const search of claimed) {
      try {
        if (await this.#check(search, { intervalSeconds, notify }, options)) told++
      } catch (error) {
        options?.signal?.throwIfAborted()
        // Without a server the others would wait for it one by one.
        if (isSoukError(error) && error.code === 'connection') throw error
        errors.push(error)
      }
    }
    return { checked: claimed.length, told, errors }
  }

  /** Looks at one search, and tells its user. Returns whether the user was told. */
  async #check(
    search: queries.ClaimSavedSearchesRow,
    { intervalSeconds, notify }: { readonly intervalSeconds: number; readonly notify: NotifyRecord },
    options?: CallOptions,
  ): Promise<boolean> {
    const { id, userId, name, attempt, seenFrom, lookedAt } = search
    const filters = fromStoredFilters(search.filters)
    const { listings, restUntil } = await newListings(
      this.#executor,
      { filters, since: seenFrom, userId },
      options,
    )
    const nextFrom = new Date(
      Math.max(seenFrom.getTime(), lookedAt.getTime() - lookBackMs, restUntil?.getTime() ?? 0),
    )
    const toldBefore = new Set(search.toldIds)
    const found = new Set(listings.map((listing) => listing.id))
    const row = await this.#executor.maybeOne(
      queries.recordSavedSearchCheck,
      {
        id,
        userId,
        name,
        attempt,
        seenFrom: nextFrom,
        toldIds: listings.filter(({ createdAt }) => createdAt >= nextFrom).map((listing) => listing.id),
        unseenIds: search.toldIds.filter((toldId) => toldId !== null && !found.has(toldId)),
        newIds: listings.filter((listing) => !toldBefore.has(listing.id)).map((listing) => listing.id),
        hasMore: restUntil !== null && !toldBefore.has(listings.at(-1)?.id ?? ''),
        intervalSeconds,
        notify,
      },
      options,
    )
    return row?.isTold ?? false
  }
}

function savedSearch({
  id,
  userId,
  name,
  filters,
  isMuted,
  createdAt,
}: queries.ListSavedSearchesRow): SavedSearch {
  return { id, userId, name, filters: fromStoredFilters(filters), isMuted, createdAt }
}

/** Saved searches: what users look for, and are told of when it is newly listed. A user reads their own. */
export interface SavedSearchRepository extends Pick<
  SqlSavedSearchRepository,
  keyof SqlSavedSearchRepository
> {}
