import * as queries from '../../../generated/wishlists.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { PreparedQuery } from '../../engine/statement/prepared-query.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { boundedCount, type BoundedCount, type BoundedCountInput } from '../bounded-count.js'
import { takeColumns, type AllColumns, type CardColumns } from '../columns-input.js'
import { itemWithProfile, type ProfileColumns } from '../profile-of-row.js'
import { refuse } from '../refuse.js'
import type {
  AreSavedInput,
  RecountedLikes,
  RecountLikesInput,
  SavedProduct,
  SavedProductCard,
  SavedProductsInput,
  SavedState,
  SetSavedInput,
  TellSaversInput,
  ToldSavers,
} from './wishlist.js'
import {
  readAreSaved,
  readCountSaved,
  readRecountLikes,
  readSetSaved,
  readTellSavers,
  savedProducts,
} from './wishlist-input.js'

/** The number of times that a step begins anew because the product changed under its eyes. */
const maxAttempts = 5

/** Before every id there is. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Wishlists: the products that users saved. A user reads their own. */
export class SqlWishlistRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Saves a product for a user, or forgets it. The product's like count follows. It is safe to repeat: a product that is saved
   * already stays as it was saved.
   *
   * A product that is sold or hidden may be saved too, for it may come back.
   *
   * @throws {@link NotFoundError} if there is no such user or product.
   * @throws {@link ForbiddenError} with rule `own_product` if the user sells it.
   * @throws {@link ConflictError} with rule `account_closed`.
   *
   * @example
   * ```ts
   * const { likeCount } = await db.wishlists.setSaved({ userId: buyer.id, productId: product.id, isSaved: true })
   * ```
   */
  async setSaved(input: SetSavedInput, options?: CallOptions): Promise<SavedState> {
    const { userId, productId, isSaved } = readSetSaved(input)
    const parameters = { userId, productId }
    if (isSaved) {
      const row = await this.#executor.maybeOne(queries.saveProduct, parameters, options)
      if (row === null) return this.#refuse(userId, options)
      return row.refusal === null ? { isSaved, likeCount: row.likeCount } : refuse(row.refusal)
    }
    const row = await this.#executor.maybeOne(queries.unsaveProduct, parameters, options)
    return row === null ? this.#refuse(userId, options) : { isSaved, likeCount: row.likeCount }
  }

  /**
   * Lists what a user saved, the last saved first: each as it is now, with the change of its price since. They are cards, or
   * whole rows with `columns: 'all'`.
   */
  list(input: SavedProductsInput & CardColumns, options?: CallOptions): Promise<Page<SavedProductCard>>
  list(input: SavedProductsInput & AllColumns, options?: CallOptions): Promise<Page<SavedProduct>>
  async list(input: object, options?: CallOptions): Promise<Page<SavedProductCard | SavedProduct>> {
    const [columns, asked] = takeColumns(input)
    return columns === 'card'
      ? this.#list(queries.listSavedProductsCard, asked, options)
      : this.#list(queries.listSavedProductsAll, asked, options)
  }

  #list<Row extends SavedRow>(
    query: PreparedQuery<queries.ListSavedProductsCardParams, Row>,
    input: object,
    options?: CallOptions,
  ) {
    return timePage(savedProducts, input, {
      read: (parameters) => this.#executor.many(query, parameters, options),
      positionOf: ({ createdAtExact, entryId }) => [createdAtExact, entryId],
      toItem: (row) => itemWithProfile(row, 'seller', 'createdAtExact', 'entryId'),
    })
  }

  /**
   * Reports for each of up to 1,000 products whether a user saved it, in the order of the ids: for a page of hearts.
   *
   * @example
   * ```ts
   * const { items } = await db.products.feed()
   * const hearts = await db.wishlists.areSaved({ userId: buyer.id, productIds: items.map(({ id }) => id) })
   * ```
   */
  async areSaved(input: AreSavedInput, options?: CallOptions): Promise<readonly boolean[]> {
    const { userId, productIds } = readAreSaved(input)
    if (productIds.length === 0) return []
    const rows = await this.#executor.many(queries.areProductsSaved, { userId, productIds }, options)
    return rows.map(({ isSaved }) => isSaved)
  }

  /** Counts what a user saved, up to a bound. */
  async countSaved(input: BoundedCountInput, options?: CallOptions): Promise<BoundedCount> {
    const { userId, upTo } = readCountSaved(input)
    const parameters = { userId, limit: upTo + 1 }
    const { count } = await this.#executor.one(queries.countSavedProducts, parameters, options)
    return boundedCount(count, upTo)
  }

  /**
   * Tells users of products they saved: that one is cheaper than they last knew (`product_cheaper`), or that it is back on the
   * market (`product_available`, of one product at most once a day). For the service itself.
   *
   * One step is one statement: it takes the product that waits longest, looks at up to `limit` of its savers, writes their
   * notifications and remembers what they were told. Several workers may run at once, and each user is told once. The `data` of
   * a notification has `priceMinor`, `currency`, `isCheaper` and `knownPriceMinor`, the lowest price that the user knew.
   *
   * @returns The number of those who were told: call again until `isDone`.
   *
   * @example
   * ```ts
   * const notify = { title: 'Something you saved has changed', channels: ['push'] } as const
   * while (!(await db.wishlists.tellSavers({ notify })).isDone);
   * ```
   */
  async tellSavers(input: TellSaversInput = {}, options?: CallOptions): Promise<ToldSavers> {
    const parameters = readTellSavers(input)
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const row = await this.#executor.maybeOne(queries.tellSavers, parameters, options)
      if (row === null) return { looked: 0, told: 0, isDone: true }
      if (row.isCurrent) return { looked: row.looked, told: row.told, isDone: row.isHeldUp }
    }
    return { looked: 0, told: 0, isDone: true }
  }

  /**
   * Sets the like counts of up to `limit` products to the number of those who saved them, in the order of ids, and reports how
   * many were wrong: none, unless rows were written with triggers off. For the service itself; it may run at any time.
   *
   * @example
   * ```ts
   * let afterId: string | null = null
   * do {
   *   const { lastId }: RecountedLikes = await db.wishlists.recountLikes({ afterId })
   *   afterId = lastId
   * } while (afterId !== null)
   * ```
   */
  async recountLikes(input: RecountLikesInput = {}, options?: CallOptions): Promise<RecountedLikes> {
    const { afterId, limit } = readRecountLikes(input)
    return this.#executor.one(queries.recountLikes, { afterId: afterId ?? beforeAll, limit }, options)
  }

  /** Throws the reason why a user's command found nothing to do. */
  async #refuse(userId: string, options?: CallOptions): Promise<never> {
    await assertOpenAccount(this.#executor, userId, options)
    throw new NotFoundError('products')
  }
}

/** Wishlists: the products that users saved. */
export interface WishlistRepository extends Pick<SqlWishlistRepository, keyof SqlWishlistRepository> {}

type SavedRow = ProfileColumns & Pick<queries.ListSavedProductsCardRow, 'createdAtExact' | 'entryId'>
