import type { Database } from '../../database.js'

/** Lists the products on sale around Dubai, nearest first. */
export async function nearestListings(db: Database) {
  const search = {
    near: [55.2708, 25.2048], // longitude, latitude, as in GeoJSON
    radiusMetres: 1_000_000,
    limit: 8,
  } as const
  const page = await db.products.nearby(search)

  return { search, page }
}
