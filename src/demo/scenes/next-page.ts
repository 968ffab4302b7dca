import type { Database } from '../../database.js'
import type { nearestListings } from './nearest-listings.js'

/** Reads the page after a page; null if that was the last one. */
export async function nextPage(db: Database, { search, page }: Awaited<ReturnType<typeof nearestListings>>) {
  if (page.nextCursor === null) return null

  // A cursor is a position, and belongs to this search alone.
  return db.products.nearby({ ...search, cursor: page.nextCursor })
}
