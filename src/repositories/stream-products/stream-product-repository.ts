import * as queries from '../../../generated/stream-products.queries.js'
import type { Stream } from '../../../generated/models.js'
import { judgeStreamOwner } from '../../../generated/streams.queries.js'
import { listProductsByIds } from '../../../generated/products.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { byExactTime } from '../../pagination/created-at-exact.js'
import type { Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import { takeColumns, type AllColumns, type CardColumns } from '../columns-input.js'
import { ifRefusedBy, refuse } from '../refuse.js'
import { readStreamOwner } from '../streams/stream-input.js'
import type { StreamOwnerInput } from '../streams/stream.js'
import {
  readPinProduct,
  readProductsOfStream,
  readStreamProducts,
  streamsOfProduct,
} from './stream-product-input.js'
import type {
  PinProductInput,
  ProductsOfStreamInput,
  StreamProductCard,
  StreamProductListing,
  StreamProductsInput,
  StreamsOfProductInput,
} from './stream-product.js'

/**
 * The products that streams show: up to 200 in each, in the streamer's order, one of them on show. They are the streamer's own,
 * and so is the stream.
 *
 * Commands on one stream run one after another under its lock, so read committed is enough.
 */
export class SqlStreamProductRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Adds products to a stream, in the order of the list, behind those that are there: all of them, or none. Those that are in
   * it already stay where they are, so the call is safe to repeat.
   *
   * @returns The number of products that were not in it.
   * @throws {@link NotFoundError} if there is no such stream or product.
   * @throws {@link ForbiddenError} with rule `not_the_owner` if the stream or a product is somebody else's.
   * @throws {@link ConflictError} with rule `too_many_stream_products` or `account_closed`.
   *
   * @example
   * ```ts
   * await db.streamProducts.tag({ streamId: stream.id, userId: seller.id, productIds: [product.id] })
   * await db.streamProducts.pin({ streamId: stream.id, userId: seller.id, productId: product.id })
   * ```
   */
  async tag(input: StreamProductsInput, options?: CallOptions): Promise<number> {
    const given = readStreamProducts(input)
    const { isStreamFound, areProductsFound, tagged } = await this.#executor
      .one(queries.tagStreamProducts, given, options)
      .catch(ifRefusedBy(['fk_stream_products_product'], productNotFound))
    if (!isStreamFound) return this.#refuseStream(given, options)
    if (areProductsFound) return tagged
    const products = await this.#executor.many(listProductsByIds, { ids: given.productIds }, options)
    return products.some(({ sellerId }) => sellerId !== given.userId)
      ? refuse('not_the_owner')
      : productNotFound()
  }

  /**
   * Takes products out of a stream. One that was on show is not any more. Those that are not in it do not matter, so the call is
   * safe to repeat. Payments keep the stream in which they were opened.
   *
   * @returns The number of products that were in it.
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `account_closed`.
   */
  async untag(input: StreamProductsInput, options?: CallOptions): Promise<number> {
    const given = readStreamProducts(input)
    const row = await this.#executor.one(queries.untagStreamProducts, given, options)
    return row.isStreamFound ? row.untagged : this.#refuseStream(given, options)
  }

  /**
   * Puts products of a stream first, in the order of the list; the others follow in the order that they have.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `product_not_in_stream` if one of them is not in it, or `account_closed`.
   */
  async order(input: StreamProductsInput, options?: CallOptions): Promise<void> {
    const given = readStreamProducts(input)
    const row = await this.#executor.one(queries.orderStreamProducts, given, options)
    if (!row.isStreamFound) await this.#refuseStream(given, options)
    if (!row.areProductsFound) refuse('product_not_in_stream')
  }

  /**
   * Puts a product of a stream on show, in place of the one before. A stream has one on show at most, whatever runs at the same
   * time.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `product_not_in_stream` or `account_closed`.
   */
  async pin(input: PinProductInput, options?: CallOptions): Promise<Stream> {
    const given = readPinProduct(input)
    const pinned = await this.#executor
      .maybeOne(queries.pinStreamProduct, given, options)
      .catch(ifRefusedBy(['fk_streams_pinned_product'], () => refuse('product_not_in_stream')))
    if (pinned !== null) return pinned
    await this.#judge(given, options)
    return refuse('product_not_in_stream')
  }

  /**
   * Puts no product of a stream on show any more.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `account_closed`.
   */
  async unpin(input: StreamOwnerInput, options?: CallOptions): Promise<Stream> {
    const { streamId, userId } = readStreamOwner(input)
    const parameters = { streamId, userId, productId: null }
    const unpinned = await this.#executor.maybeOne(queries.pinStreamProduct, parameters, options)
    return unpinned ?? this.#refuseStream(parameters, options)
  }

  /**
   * Lists the products of a stream, in its order: all of them, sold and hidden ones too. See `isAvailable`. They are cards, or
   * whole rows with `columns: 'all'`.
   */
  listByStream(
    input: ProductsOfStreamInput & CardColumns,
    options?: CallOptions,
  ): Promise<StreamProductCard[]>
  listByStream(
    input: ProductsOfStreamInput & AllColumns,
    options?: CallOptions,
  ): Promise<StreamProductListing[]>
  async listByStream(
    input: object,
    options?: CallOptions,
  ): Promise<readonly (StreamProductCard | StreamProductListing)[]> {
    const [columns, asked] = takeColumns(input)
    const stream = readProductsOfStream(asked)
    return columns === 'card'
      ? this.#executor.many(queries.listStreamProductsCard, stream, options)
      : this.#executor.many(queries.listStreamProductsAll, stream, options)
  }

  /** Lists the streams that show a product, the one to which it was added last first. */
  async listByProduct(input: StreamsOfProductInput, options?: CallOptions): Promise<Page<Stream>> {
    return timePage(streamsOfProduct, input, {
      read: (parameters) => this.#executor.many(queries.listStreamsByProduct, parameters, options),
      ...byExactTime<Stream>()('taggedAtExact'),
    })
  }

  /** Throws the reason if a stream is not the acting user's. */
  async #judge({ streamId: id, userId }: StreamOwnerInput, options?: CallOptions): Promise<void> {
    const stream = await this.#executor.maybeOne(judgeStreamOwner, { id, userId }, options)
    if (stream === null) throw new NotFoundError('streams')
    if (!stream.isOwner) refuse('not_the_owner')
    if (!stream.isOpen) refuse('account_closed')
  }

  /** Throws the reason for which a command found no stream of the acting user's. */
  async #refuseStream(owner: StreamOwnerInput, options?: CallOptions): Promise<never> {
    await this.#judge(owner, options)
    // It came, or its account was opened, after the command.
    throw new NotFoundError('streams')
  }
}

/** The products that streams show. */
export interface StreamProductRepository extends Pick<
  SqlStreamProductRepository,
  keyof SqlStreamProductRepository
> {}

function productNotFound(): never {
  throw new NotFoundError('products')
}
