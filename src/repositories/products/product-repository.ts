import * as queries from '../../../generated/products.queries.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { toPage, type Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { cursorAfter, readListRequest, type ListRequest } from '../../pagination/list-request.js'
import type {
  CreateProductInput,
  NearbyProduct,
  NearbyProductsInput,
  ProductFeedInput,
  ProductIdInput,
  SellerProductsInput,
  UpdateProductInput,
} from './product.js'
import type { Product } from '../../../generated/models.js'
import { readCreateProduct, readCreateProducts, readProductId, readUpdateProduct } from './product-input.js'
import { feedList, nearbyList, sellerList } from './product-lists.js'
import { copyNew } from '../copy-new.js'
import { copyTargetOf } from '../copy-target-of.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import { idTakenMeanwhile } from '../id-taken.js'
import { toJsonRecord } from '../json-record.js'
import { timePage } from '../../pagination/time-page.js'
import { walkOrigin } from './walk-origin.js'
import { withoutColumns } from '../without-columns.js'
import { refuse } from '../refuse.js'

/** Products: what is on sale. */
export class ProductRepository {
  readonly #executor: Executor
  readonly #byId: ById<Product>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findProduct, { id }),
      many: (ids) => executor.many(queries.listProductsByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Creates a product.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one gives the product that the first one made.
   *
   * @throws {@link ConstraintError} of kind `foreign_key` if there is no such seller.
   * @throws {@link ConflictError} with rule `id_taken` if the id is that of another seller's product.
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
  async create(input: CreateProductInput): Promise<Product> {
    const product = readCreateProduct(input)
    const created = await this.#executor.maybeOne(queries.createProduct, product)
    if (created !== null) return created
    // No row: the id was taken, so one was given.
    const existing = product.id === undefined ? null : await this.find(product.id)
    return existing?.sellerId === product.sellerId ? existing : idTaken()
  }

  /**
   * Creates up to 10,000 products, all of them or none: by one COPY if they are many and new, else by one statement.
   *
   * Products of the same seller whose `id` exists already are left as they are, so the call is safe to repeat with
   * ids of the caller's.
   *
   * @returns Their ids, in the order of the input.
   * @throws {@link ConstraintError} as {@link create}; {@link ConflictError} with rule `id_taken`.
   */
  async createMany(inputs: readonly CreateProductInput[]): Promise<string[]> {
    const products = readCreateProducts(inputs, 'products')
    if (products.length === 0) return []
    const ids = products.map(({ id }) => id)
    if (await copyNew(this.#executor, this.#copyTarget, products, 'products_pkey')) return ids
    const created = await this.#executor
      .execute(queries.createProducts, { products: products.map(toJsonRecord) })
      .catch(idTakenMeanwhile(idTaken))
    if (created < products.length) await this.#assertRepeated(products)
    return ids
  }

  /** Gets a product by id. @throws {@link NotFoundError} if there is none. */
  get(id: string): Promise<Product> {
    return this.#byId.get(id)
  }

  /** Finds a product by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string): Promise<Product | null> {
    return this.#byId.find(id)
  }

  /** Lists products in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[]): Promise<Product[]> {
    return this.#byId.list(ids)
  }

  /**
   * Updates what the patch holds: a key that is absent or undefined keeps its value, null empties it.
   *
   * @throws {@link NotFoundError} if there is no such product.
   * @throws {@link ConstraintError} with `ck_products_sold_not_available` if a sold product is made available: that
   * is what {@link markAvailable} does.
   */
  async update(input: UpdateProductInput): Promise<Product> {
    const { productId: id, patch } = readUpdateProduct(input)
    const values = { id, patch: toJsonRecord(patch) }
    return (await this.#executor.maybeOne(queries.updateProduct, values)) ?? notFound()
  }

  /**
   * Marks a product sold, now by the server's clock, and takes it off the market.
   *
   * Of any number of calls at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such product.
   * @throws {@link ConflictError} with rule `product_already_sold`.
   */
  async markSold(input: ProductIdInput): Promise<Product> {
    const id = readProductId(input)
    const sold = await this.#executor.maybeOne(queries.markProductSold, { id })
    if (sold !== null) return sold
    await this.get(id)
    refuse('product_already_sold')
  }

  /** Puts a product back on the market, whether it was sold or not. @throws {@link NotFoundError} if there is none. */
  async markAvailable(input: ProductIdInput): Promise<Product> {
    const id = readProductId(input)
    return (await this.#executor.maybeOne(queries.markProductAvailable, { id })) ?? notFound()
  }

  /**
   * Deletes a product, and the offers on it.
   *
   * @throws {@link NotFoundError} if there is no such product.
   * @throws {@link ConstraintError} of kind `foreign_key` if it has payments: take it off the market instead.
   */
  async delete(input: ProductIdInput): Promise<void> {
    const id = readProductId(input)
    if ((await this.#executor.execute(queries.deleteProduct, { id })) === 0) notFound()
  }

  /** Lists a seller's products, newest first. */
  async listBySeller(input: SellerProductsInput): Promise<Page<Product>> {
    return timePage(sellerList, input, {
      read: (parameters) => this.#executor.many(queries.listProductsBySeller, parameters),
      ...byCreatedAt<Product>(),
    })
  }

  /**
   * Lists what is on sale, newest first.
   *
   * @example
   * ```ts
   * const filters = { category: 'sneakers', feedType: 'discover' } as const
   * const page = await db.products.feed(filters)
   * const next = page.nextCursor && (await db.products.feed({ ...filters, cursor: page.nextCursor }))
   * ```
   */
  async feed(input: ProductFeedInput = {}): Promise<Page<Product>> {
    return timePage(feedList, input, {
      read: (parameters) => this.#executor.many(queries.listProductFeed, parameters),
      ...byCreatedAt<Product>(),
    })
  }

  /**
   * Lists available products around a point, nearest first.
   *
   * Products at the same distance are ordered by id, so that pages never repeat or skip one. The order is by
   * distance on a sphere, which the index knows, and `distanceMetres` is along the spheroid: the two differ by up to
   * 0.6 %, so products that are nearly equally far may stand in either order.
   *
   * @returns An empty page if nothing is near.
   * @throws {@link InvalidInputError} if `near` is not a position on Earth or the radius is not positive.
   *
   * @example
   * ```ts
   * const page = await db.products.nearby({ near: [55.2708, 25.2048], radiusMetres: 5_000, category: 'sneakers' })
   * ```
   */
  async nearby(input: NearbyProductsInput): Promise<Page<NearbyProduct>> {
    const request = readListRequest(nearbyList, input)
    const rows = await this.#executor.many(queries.listProductsNearby, nearestFirst(request))
    return toPage(rows, {
      limit: request.limit,
      cursorAfter: (row) => cursorAfter(nearbyList, request, [row.distanceOrder, row.id]),
      toItem: (row) => withoutColumns(row, 'distanceOrder'),
    })
  }

  /** Made when it is asked for: few processes insert many products. */
  get #copyTarget() {
    return copyTargetOf('products', queries.createProduct)
  }

  /** Distinguishes a repeated call, whose rows exist, from a taken id, for which nothing was written. */
  async #assertRepeated(
    products: readonly { readonly id: string; readonly sellerId: string }[],
  ): Promise<void> {
    const existing = await this.listByIds(products.map(({ id }) => id))
    const sellers = new Map(existing.map(({ id, sellerId }) => [id, sellerId]))
    if (products.some(({ id, sellerId }) => sellers.get(id) !== sellerId)) idTaken()
  }
}

/** One row more than the page holds: it tells whether there is a next page. */
function nearestFirst({
  filters,
  limit,
  after,
}: ListRequest<ReturnType<typeof nearbyList.readFilters>, readonly [number, string]>) {
  // eslint-disable-next-line no-restricted-syntax -- filters, once a page, and not the rows
  const { near: origin, ...rest } = filters
  const position = after === null ? {} : { afterDistance: after[0], afterId: after[1] }
  return { ...rest, ...position, origin, walkOrigin: walkOrigin(origin), limit: limit + 1 }
}

function idTaken(): never {
  refuse('id_taken')
}

function notFound(): never {
  throw new NotFoundError('products')
}
