import * as queries from '../../../generated/products.queries.js'
import {
  listSimilarProductsAll,
  listSimilarProductsCard,
  type ListSimilarProductsCardParams,
} from '../../../generated/similar.queries.js'
import * as trends from '../../../generated/trends.queries.js'
import { isOpenAdmin as isOpenAdminQuery } from '../../../generated/users.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Point } from '../../geo/geojson.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { cursorAfter, readListRequest, type ListRequest } from '../../pagination/list-request.js'
import type {
  ApplyCountsInput,
  CreateProductInput,
  ExactProductLocationInput,
  FeedProduct,
  FeedProductCard,
  Listing,
  ListingCard,
  NearbyProduct,
  NearbyProductCard,
  NearbyProductsInput,
  ProductCard,
  ProductFeedInput,
  ProductCounts,
  ProductDecisionInput,
  ProductSellerInput,
  SellerProductsInput,
  SimilarProductsInput,
  TrendingProduct,
  TrendingProductCard,
  TrendingProductsInput,
  UpdateProductInput,
} from './product.js'
import type { Product } from '../../../generated/models.js'
import {
  createCommand,
  readApplyCounts,
  readCreateProduct,
  readCreateProducts,
  readExactProductLocation,
  readProductCounts,
  readProductDecision,
  readProductSeller,
  readSimilarProducts,
  readUpdateProduct,
} from './product-input.js'
import type { PreparedQuery } from '../../engine/statement/prepared-query.js'
import { takeColumns, type AllColumns, type CardColumns } from '../columns-input.js'
import { itemWithProfile, type ProfileColumns } from '../profile-of-row.js'
import {
  feedList,
  isPlainFeed,
  nearbyList,
  plainFeedList,
  sellerList,
  trendingList,
} from './product-lists.js'
import { copyNew } from '../copy-new.js'
import { copyTargetOf } from '../copy-target-of.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import { idTakenMeanwhile } from '../id-taken.js'
import { toJsonRecord } from '../json-record.js'
import { timePage } from '../../pagination/time-page.js'
import { ifRefusedBy, refuse, repeatOf } from '../refuse.js'
import { digestsOf, withDigest } from '../request-digest.js'
import { toWalkedPage, walkedTimePage, type WalkedRow } from '../walked-page.js'
import { isPlane } from '../../geo/is-plane.js'
import type { FoundProduct, FoundProductCard, SearchPage, SearchProductsInput } from '../search/search.js'
import { searchList } from '../search/search-list.js'
import { allQueries, cardQueries, searchProducts } from '../search/search-products.js'
import type { SearchQueries, SearchRow } from '../search/search-walk.js'

/** Products: the listings. A command of a seller's is refused for anybody else, and once the account is closed. */
export class SqlProductRepository {
  readonly #executor: Executor
  readonly #byId: ById<Product>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findProduct, { id }, options),
      many: (ids, options) => executor.many(queries.listProductsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Creates a product.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the product that the
   * first one made, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such seller.
   * @throws {@link ConflictError} with rule `account_closed`, or `repeated_differently` if the id was used with other content.
   *
   * @example
   * ```ts
   * const product = await db.products.create({
   *   sellerId: seller.id,
   *   title: 'Court shoes, size 42',
   *   priceMinor: 25_000,
   *   category: 'sneakers',
   *   condition: 'good',
   *   location: { type: 'Point', coordinates: [55.2708, 25.2048] },
   * })
   * ```
   */
  async create(input: CreateProductInput, options?: CallOptions): Promise<Product> {
    const product = withDigest(createCommand, readCreateProduct(input))
    const created = await this.#executor.maybeOne(queries.createProduct, product, options).catch(noSeller)
    if (created !== null) return created
    // No row: the id was taken, so one was given.
    const { id = '', requestDigest = '' } = product
    return repeatOf(this.#executor.maybeOne(queries.findProduct, { id, requestDigest }, options))
  }

  /**
   * Creates up to 10,000 products, all of them or none: by one COPY if they are many and new, else by one statement.
   *
   * Products that the same content made under the same `id` are left as they are, so the call is safe to repeat with ids of
   * the caller's.
   *
   * @returns Their ids, in the order of the input.
   * @throws {@link NotFoundError} and {@link ConflictError} as {@link create}.
   */
  async createMany(inputs: readonly CreateProductInput[], options?: CallOptions): Promise<string[]> {
    const products = readCreateProducts(inputs, 'products')
    if (products.length === 0) return []
    const ids = products.map(({ id }) => id)
    const target = this.#copyTarget
    if (await copyNew(this.#executor, target, products, idKeys, options).catch(noSeller)) return ids
    const created = await this.#executor
      .execute(queries.createProducts, { products: products.map(toJsonRecord) }, options)
      .catch(idTakenMeanwhile)
      .catch(noSeller)
    if (created < products.length) {
      const given = digestsOf(products)
      const { repeated } = await this.#executor.one(queries.countRepeatedProducts, given, options)
      if (repeated < given.ids.length) refuse('repeated_differently')
    }
    return ids
  }

  /** Gets a product by id. @throws {@link NotFoundError} if there is none. */
  get(id: string, options?: CallOptions): Promise<Product> {
    return this.#byId.get(id, options)
  }

  /** Finds a product by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string, options?: CallOptions): Promise<Product | null> {
    return this.#byId.find(id, options)
  }

  /** Lists products in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[], options?: CallOptions): Promise<Product[]> {
    return this.#byId.list(ids, options)
  }

  /**
   * Gets where a product can be picked up, exactly, or null if its seller does not say: the only method that reads it. It is for
   * the seller, for a buyer who has paid, and for administrators. What others see is `publicLocation`, 230 to 500 m off.
   *
   * @throws {@link NotFoundError} if there is no such product; {@link ForbiddenError} with rule `not_the_owner` for anybody
   * else.
   */
  async getExactLocation(input: ExactProductLocationInput, options?: CallOptions): Promise<Point | null> {
    const asked = readExactProductLocation(input)
    const found = await this.#executor.maybeOne(queries.findExactProductLocation, asked, options)
    if (found === null) return notFound()
    return found.isAllowed ? found.location : refuse('not_the_owner')
  }

  /**
   * Updates what the patch holds: a key that is absent or undefined keeps its value, null empties it.
   *
   * @throws {@link NotFoundError} if there is no such product; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `account_closed`, or `product_in_deal` if it is made available while a payment for
   * it is open.
   * @throws {@link ConstraintError} with `ck_products_sold_not_available` if a sold product is made available, which is what
   * {@link markAvailable} does; with `ck_products_hidden_not_available` if a hidden one is.
   */
  async update(input: UpdateProductInput, options?: CallOptions): Promise<Product> {
    const { productId: id, sellerId, patch } = readUpdateProduct(input)
    const values = { id, sellerId, patch: toJsonRecord(patch) }
    const updated = await this.#executor.maybeOne(queries.updateProduct, values, options)
    return updated ?? this.#refuse(id, sellerId, options)
  }

  /**
   * Marks a product sold, now by the server's clock, and takes it off the market.
   *
   * Of any number of calls at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such product; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `product_already_sold` or `account_closed`.
   */
  async markSold(input: ProductSellerInput, options?: CallOptions): Promise<Product> {
    const { productId: id, sellerId } = readProductSeller(input)
    const sold = await this.#executor.maybeOne(queries.markProductSold, { id, sellerId }, options)
    return sold ?? this.#refuse(id, sellerId, options)
  }

  /**
   * Puts a product back on the market, whether it was sold or not.
   *
   * @throws {@link NotFoundError} if there is no such product; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `product_hidden`, `product_in_deal` or `account_closed`.
   */
  async markAvailable(input: ProductSellerInput, options?: CallOptions): Promise<Product> {
    const { productId: id, sellerId } = readProductSeller(input)
    const available = await this.#executor.maybeOne(queries.markProductAvailable, { id, sellerId }, options)
    return available ?? this.#refuse(id, sellerId, options)
  }

  /**
   * Deletes a product, and the offers on it.
   *
   * @throws {@link NotFoundError} if there is no such product; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `product_has_payments`, of which one takes it off the market instead, or
   * `account_closed`.
   */
  async delete(input: ProductSellerInput, options?: CallOptions): Promise<void> {
    const { productId: id, sellerId } = readProductSeller(input)
    const deleted = await this.#executor
      .execute(queries.deleteProduct, { id, sellerId }, options)
      .catch(ifRefusedBy(['fk_transactions_product'], () => refuse('product_has_payments')))
    if (deleted === 0) await this.#refuse(id, sellerId, options)
  }

  /**
   * Takes a product off the market on behalf of an administrator. Its seller cannot put it back before {@link unhide}.
   *
   * @throws {@link NotFoundError} if there is no such product; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async hide(input: ProductDecisionInput, options?: CallOptions): Promise<Product> {
    const { productId: id, adminId } = readProductDecision(input)
    const hidden = await this.#executor.maybeOne(queries.hideProduct, { id, adminId }, options)
    return hidden ?? this.#refuseAdmin(id, adminId, options)
  }

  /** Lets a seller put a hidden product back on the market. Errors as {@link hide}. */
  async unhide(input: ProductDecisionInput, options?: CallOptions): Promise<Product> {
    const { productId: id, adminId } = readProductDecision(input)
    const shown = await this.#executor.maybeOne(queries.unhideProduct, { id, adminId }, options)
    return shown ?? this.#refuseAdmin(id, adminId, options)
  }

  /**
   * Adds to the views of up to 10,000 products, in one statement: to all of them, or to none.
   *
   * For the service itself, which collects them and reports them now and then. They are queued, and counted by the next
   * {@link applyCounts}, so that nobody waits for a row that all write. It is not safe to repeat: after a {@link ConnectionError} with outcome `unknown` they may have been added.
   *
   * @throws {@link NotFoundError} if one of the products does not exist.
   */
  async addCounts(counts: readonly ProductCounts[], options?: CallOptions): Promise<void> {
    const given = readProductCounts(counts, 'counts')
    if (given.length === 0) return
    const parameters = {
      ids: given.map(({ productId }) => productId),
      views: given.map(({ views }) => views),
    }
    const added = await this.#executor.execute(trends.addProductCounts, parameters, options)
    if (added < given.length) notFound()
  }

  /**
   * Applies the oldest reports of {@link addCounts}, and likes, to the view counts and the trends. {@link Database.maintain} calls
   * it; a service that wants fresher trends calls it more often.
   *
   * Sessions take turns: it applies nothing while another one is at it.
   *
   * @returns The number of reports that it applied: as many as `limit` if there may be more.
   */
  async applyCounts(input: ApplyCountsInput = {}, options?: CallOptions): Promise<number> {
    const given = readApplyCounts(input)
    for (;;) {
      const batch = await this.#executor.maybeOne(trends.applyProductActivity, given, options)
      if (batch === null) return 0
      if (batch.isCurrent) return batch.applied
    }
  }

  /** Lists a seller's products, newest first: cards, or whole rows with `columns: 'all'`. */
  listBySeller(input: SellerProductsInput & CardColumns, options?: CallOptions): Promise<Page<ProductCard>>
  listBySeller(input: SellerProductsInput & AllColumns, options?: CallOptions): Promise<Page<Product>>
  async listBySeller(input: object, options?: CallOptions): Promise<Page<ProductCard | Product>> {
    const [columns, asked] = takeColumns(input)
    if (columns === 'card') {
      return timePage(sellerList, asked, {
        read: (parameters) => this.#executor.many(queries.listProductsBySellerCard, parameters, options),
        ...byCreatedAt<ProductCard>(),
      })
    }
    return timePage(sellerList, asked, {
      read: (parameters) => this.#executor.many(queries.listProductsBySellerAll, parameters, options),
      ...byCreatedAt<Product>(),
    })
  }

  /**
   * Lists what is on sale, newest first or in another order: cards, or whole rows with `columns: 'all'`.
   *
   * The feed `discover` is for everybody, and `community` for a neighbourhood, which is given by its name or by a place and a
   * radius. Both have the filters and sorts of {@link search}.
   *
   * For a viewer, products of those who blocked them or whom they blocked are left out. A page walks over 500 products at
   * most: if nearly all of these are left out it is shorter than its limit, or empty, with a cursor for what follows.
   *
   * @throws {@link InvalidInputError} if a sort or a filter lacks what it needs: `near`, or `currency`.
   *
   * @example
   * ```ts
   * const filters = { feedType: 'community', neighborhood: 'Dubai Marina', category: 'sneakers' } as const
   * const page = await db.products.feed(filters)
   * const next = page.nextCursor && (await db.products.feed({ ...filters, cursor: page.nextCursor }))
   * ```
   */
  feed(input?: ProductFeedInput & CardColumns, options?: CallOptions): Promise<Page<FeedProductCard>>
  feed(input: ProductFeedInput & AllColumns, options?: CallOptions): Promise<Page<FeedProduct>>
  async feed(input: object = {}, options?: CallOptions): Promise<Page<FeedProductCard | FeedProduct>> {
    const [columns, asked] = takeColumns(input)
    return columns === 'card'
      ? this.#feed(queries.listProductFeedCard, cardQueries, asked, options)
      : this.#feed(queries.listProductFeedAll, allQueries, asked, options)
  }

  async #feed<Row extends FeedRow, FoundRow extends SearchRow>(
    query: PreparedQuery<queries.ListProductFeedCardParams, Row>,
    searchQueries: SearchQueries<FoundRow>,
    input: object,
    options?: CallOptions,
  ) {
    if (!isPlainFeed(input)) {
      const search = { queries: searchQueries, list: feedList, input }
      const { items, nextCursor, isComplete } = await searchProducts(this.#executor, search, options)
      // Without words all rank alike.
      for (const item of items) Reflect.deleteProperty(item, 'rank')
      return { items, nextCursor, isComplete }
    }
    return walkedTimePage(plainFeedList, input, {
      read: (parameters) => this.#executor.many(query, parameters, options),
      positionOf: ({ createdAtExact, id }) => [createdAtExact, id],
      toItem: (row) =>
        Object.assign(itemWithProfile(row, 'seller', 'isLeftOut', 'isWalkEnd', 'createdAtExact'), {
          distanceMetres: null,
        }),
    })
  }

  /**
   * Lists available products around a point, nearest first: cards, or whole rows with `columns: 'all'`.
   *
   * Everything is made of public places. The order is by distance on a plane, which the index knows, and `distanceMetres` is
   * along the spheroid, so products that are nearly equally far may stand in either order: those that differ by less than
   * tan(latitude) × distance / radius of the Earth, 0.04 % at 5 km in the Gulf. Where that is more than 1 %, near the poles and
   * across the antimeridian the order is by distance on a sphere, within 0.6 %. Pages never repeat or skip a product.
   *
   * A page reads no more than 2,000 products (500 for a viewer), however few of them fit the filters: then it is short, or
   * empty, and its cursor goes on behind them.
   *
   * @returns An empty page if nothing is near.
   * @throws {@link InvalidInputError} if `near` is not a position on Earth or the radius is not positive.
   *
   * @example
   * ```ts
   * const page = await db.products.nearby({ near: [55.2708, 25.2048], radiusMetres: 5_000, category: 'sneakers' })
   * ```
   */
  nearby(input: NearbyProductsInput & CardColumns, options?: CallOptions): Promise<Page<NearbyProductCard>>
  nearby(input: NearbyProductsInput & AllColumns, options?: CallOptions): Promise<Page<NearbyProduct>>
  async nearby(input: object, options?: CallOptions): Promise<Page<NearbyProductCard | NearbyProduct>> {
    const [columns, asked] = takeColumns(input)
    return columns === 'card'
      ? this.#nearby(queries.listProductsNearbyCard, asked, options)
      : this.#nearby(queries.listProductsNearbyAll, asked, options)
  }

  async #nearby<Row extends NearbyRow>(
    query: PreparedQuery<queries.ListProductsNearbyCardParams, Row>,
    input: object,
    options?: CallOptions,
  ) {
    const request = readListRequest(nearbyList, input)
    const rows = await this.#executor.many(query, nearestFirst(request), options)
    return toWalkedPage(rows, {
      limit: request.limit,
      cursorAfter: (row) => cursorAfter(nearbyList, request, [row.distanceOrder, row.id]),
      toItem: (row) => itemWithProfile(row, 'seller', 'isLeftOut', 'isWalkEnd', 'distanceOrder'),
    })
  }

  /**
   * Searches the available products: cards, or whole rows with `columns: 'all'`.
   *
   * The text has web-search syntax. Words are found in any spelling that means the same (see `docs/search.md`), in the title, the
   * tags and the first 1,000 characters of the description. If hardly anything is found, words are replaced by similar ones
   * that listings have, and the page says so in `correctedQuery`.
   *
   * All sorts end with the id, so that pages never repeat or skip a product. By relevance, the best come first among all that
   * is found if that is little, and else among some hundred of the newest (with a radius: of the nearest); those that follow
   * are ranked among themselves. Distances are those of the public places.
   *
   * For a viewer, some are left out, and pages may be short, or empty, with a cursor for what follows.
   *
   * @returns An empty page for a text of nothing but stop words, excluded words or signs.
   * @throws {@link InvalidInputError} if a sort or a filter lacks what it needs: `near`, or `currency`.
   *
   * @example
   * ```ts
   * const filters = { text: 'iphone 13', near: [55.2708, 25.2048], radiusMetres: 5_000, sort: 'priceUp', currency: 'AED' } as const
   * const page = await db.products.search(filters)
   * const next = page.nextCursor && (await db.products.search({ ...filters, cursor: page.nextCursor }))
   * ```
   */
  search(input: SearchProductsInput & CardColumns, options?: CallOptions): Promise<SearchPage>
  search(input: SearchProductsInput & AllColumns, options?: CallOptions): Promise<SearchPage<FoundProduct>>
  async search(input: object, options?: CallOptions): Promise<SearchPage<FoundProductCard | FoundProduct>> {
    const [columns, asked] = takeColumns(input)
    return columns === 'card'
      ? searchProducts(this.#executor, { queries: cardQueries, list: searchList, input: asked }, options)
      : searchProducts(this.#executor, { queries: allQueries, list: searchList, input: asked }, options)
  }

  /**
   * Lists available products by their views and likes, of which each counts half of what it did two days before. A like counts
   * as eight views. Products without either are not in it.
   *
   * Views and likes count once they are applied: see {@link applyCounts}. A product that moves up between two pages may be on
   * neither, and one that moves down on both; whatever stays as it is comes once.
   *
   * A page walks over 500 products at most, as that of {@link feed}.
   *
   * @example
   * ```ts
   * const page = await db.products.trending({ category: 'sneakers', neighborhood: 'Dubai Marina' })
   * ```
   */
  trending(
    input?: TrendingProductsInput & CardColumns,
    options?: CallOptions,
  ): Promise<Page<TrendingProductCard>>
  trending(input: TrendingProductsInput & AllColumns, options?: CallOptions): Promise<Page<TrendingProduct>>
  async trending(
    input: object = {},
    options?: CallOptions,
  ): Promise<Page<TrendingProductCard | TrendingProduct>> {
    const [columns, asked] = takeColumns(input)
    return columns === 'card'
      ? this.#trending(trends.listTrendingProductsCard, asked, options)
      : this.#trending(trends.listTrendingProductsAll, asked, options)
  }

  async #trending<Row extends TrendingRow>(
    query: PreparedQuery<trends.ListTrendingProductsCardParams, Row>,
    input: object,
    options?: CallOptions,
  ) {
    const request = readListRequest(trendingList, input)
    const { filters, limit, after } = request
    const position = after === null ? {} : { afterRank: after[0], afterId: after[1] }
    const parameters = { ...filters, ...position, limit: limit + 1 }
    const rows = await this.#executor.many(query, parameters, options)
    return toWalkedPage(rows, {
      limit,
      cursorAfter: (row) => cursorAfter(trendingList, request, [row.trendRank, row.id]),
      toItem: (row) => itemWithProfile(row, 'seller', 'isLeftOut', 'isWalkEnd', 'productId'),
    })
  }

  /**
   * Lists available products of a product's category that are like it, the most alike first.
   *
   * They are found by the rare words of its title and tags, and among the newest of the category. The order is by the rank
   * of its words in them, the rare ones twice, then by how near the price is (in the same currency) and the place, then newest first.
   * The product need not be available itself.
   *
   * @throws {@link NotFoundError} if there is no such product.
   *
   * @example
   * ```ts
   * const alike = await db.products.similar({ id: productId, limit: 6 })
   * ```
   */
  similar(input: SimilarProductsInput & CardColumns, options?: CallOptions): Promise<ListingCard[]>
  similar(input: SimilarProductsInput & AllColumns, options?: CallOptions): Promise<Listing[]>
  async similar(input: object, options?: CallOptions): Promise<(ListingCard | Listing)[]> {
    const [columns, asked] = takeColumns(input)
    const given = readSimilarProducts(asked)
    const rows =
      columns === 'card'
        ? await this.#similar(listSimilarProductsCard, given, options)
        : await this.#similar(listSimilarProductsAll, given, options)
    if (rows.length === 0) await this.get(given.id, options)
    return rows
  }

  async #similar<Row extends ProfileColumns>(
    query: PreparedQuery<ListSimilarProductsCardParams, Row>,
    given: ListSimilarProductsCardParams,
    options?: CallOptions,
  ) {
    const rows = await this.#executor.many(query, given, options)
    return rows.map((row) => itemWithProfile<Row, 'seller', never>(row, 'seller'))
  }

  /** Made when it is asked for: few processes insert many products. */
  get #copyTarget() {
    return copyTargetOf('products', queries.createProduct)
  }

  /** Throws the reason why a seller's command found nothing to do. */
  async #refuse(id: string, sellerId: string, options?: CallOptions): Promise<never> {
    const product = await this.#executor.maybeOne(queries.judgeProductSeller, { id, sellerId }, options)
    if (product === null) return notFound()
    if (!product.isOwner) refuse('not_the_owner')
    if (!product.isOpen) refuse('account_closed')
    return refuse(product.isHidden ? 'product_hidden' : 'product_already_sold')
  }

  /** Throws the reason why an administrator's command found nothing to do. */
  async #refuseAdmin(id: string, adminId: string, options?: CallOptions): Promise<never> {
    const { isOpenAdmin } = await this.#executor.one(isOpenAdminQuery, { adminId }, options)
    if (!isOpenAdmin) refuse('not_an_admin')
    await this.get(id, options)
    return notFound()
  }
}

/** Products: the listings. */
export interface ProductRepository extends Pick<SqlProductRepository, keyof SqlProductRepository> {}

type TrendingRow = WalkedRow &
  ProfileColumns &
  Pick<trends.ListTrendingProductsCardRow, 'id' | 'trendRank' | 'productId'>
type FeedRow = WalkedRow & ProfileColumns & Pick<queries.ListProductFeedCardRow, 'id' | 'createdAtExact'>
type NearbyRow = WalkedRow & ProfileColumns & Pick<queries.ListProductsNearbyCardRow, 'id' | 'distanceOrder'>

/** One row more than the page holds: it tells whether there is a next page. */
function nearestFirst({
  filters,
  limit,
  after,
}: ListRequest<ReturnType<typeof nearbyList.readFilters>, readonly [number, string]>) {
  // eslint-disable-next-line no-restricted-syntax -- filters, once a page, and not the rows
  const { near: origin, ...rest } = filters
  const position = after === null ? {} : { afterDistance: after[0], afterId: after[1] }
  const budget = rest.viewerId === undefined ? 2_000 : 500
  return { ...rest, ...position, plane: planeOf(filters), origin, limit: limit + 1, budget }
}

/** Each category has a plane of its own beside that of all products. Where a plane is not exact enough, none is used. */
function planeOf({
  near,
  radiusMetres,
  category,
}: ReturnType<typeof nearbyList.readFilters>): 'all' | 'category' | 'sphere' {
  if (!isPlane(near, radiusMetres)) return 'sphere'
  return category === undefined ? 'all' : 'category'
}

/** The unique keys that hold a product's id: the server reports the first that it meets. */
const idKeys = ['products_pkey', 'products_seller_id_id_key'] as const

const noSeller = ifRefusedBy(['fk_products_seller'], () => {
  throw new NotFoundError('users')
})

function notFound(): never {
  throw new NotFoundError('products')
}
