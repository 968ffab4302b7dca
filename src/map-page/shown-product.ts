import type { Point } from '../geo/geojson.js'
import type { MapProduct } from '../repositories/map/map.js'
import type { ListingCard } from '../repositories/products/product.js'

/** Picks what the page shows of a product on the map. */
export function pinOf({ id, title, priceMinor, currency, category, publicLocation }: MapProduct): object {
  return { id, title, priceMinor, currency, category, at: publicLocation.coordinates }
}

interface Found extends Omit<ListingCard, 'publicLocation'> {
  readonly publicLocation: Point | null
  readonly distanceMetres: number | null
}

/** Picks what the page shows of a product that was found. */
export function cardOf(product: Found): object {
  const { id, title, priceMinor, currency, category, condition, neighborhood, distanceMetres } = product
  const at = product.publicLocation?.coordinates ?? null
  const seller = product.seller.username
  return { id, title, priceMinor, currency, category, condition, neighborhood, distanceMetres, at, seller }
}
