import type { Product, ProductCard } from '../../../src/index.js'

/** The card of a product: what a list must return of it. */
export function cardOf(product: Product): ProductCard {
  return {
    id: product.id,
    sellerId: product.sellerId,
    title: product.title,
    priceMinor: product.priceMinor,
    originalPriceMinor: product.originalPriceMinor,
    currency: product.currency,
    category: product.category,
    condition: product.condition,
    feedType: product.feedType,
    publicLocation: product.publicLocation,
    neighborhood: product.neighborhood,
    isAvailable: product.isAvailable,
    coverImageUrl: product.imageUrls[0] ?? null,
    createdAt: product.createdAt,
  }
}
