import { isPlane } from '../../../src/geo/is-plane.js'
import type { Point } from '../../../src/geo/geojson.js'

/** The key, in SQL, by which a search around an origin orders products. */
export function nearestOrder(origin: Point, radiusMetres: number, category?: string): string {
  if (!isPlane(origin, radiusMetres)) return 'products.public_location <-> :origin!::geography'
  return category === undefined
    ? 'products.place <-> place_of(:origin!::geography)'
    : `products.category_place <-> (place_of(:origin!::geography) + plane_of('${category}'))`
}
