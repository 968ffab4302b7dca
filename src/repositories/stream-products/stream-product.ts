import type { Product } from '../../../generated/models.js'
import type { PageInput } from '../../pagination/page.js'
import type { ProductCard } from '../products/product.js'
import type { StreamOwnerInput } from '../streams/stream.js'

/** Products of a stream, and its acting streamer. */
export interface StreamProductsInput extends StreamOwnerInput {
  /** 1 to 200, none of them twice. */
  readonly productIds: readonly string[]
}

/** A product of a stream, and the acting streamer. */
export interface PinProductInput extends StreamOwnerInput {
  readonly productId: string
}

/** A stream whose products are read. */
export interface ProductsOfStreamInput {
  readonly streamId: string
}

/** The card of a product that a stream shows. */
export interface StreamProductCard extends ProductCard {
  /** The place in the order of the stream, from 0. */
  readonly position: number
  /** True of the product on show. */
  readonly isPinned: boolean
  /** The time when it was added to the stream. */
  readonly taggedAt: Date
}

/** A whole product that a stream shows. */
export interface StreamProductListing extends Product, Omit<StreamProductCard, keyof ProductCard> {}

/** A page of the streams that show a product. */
export interface StreamsOfProductInput extends PageInput {
  readonly productId: string
}
