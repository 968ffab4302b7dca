import type { Database } from '../../database.js'
import type { Page } from '../../pagination/page.js'
import type { NearbyProduct } from '../../repositories/products/product.js'

/** Reads the page after a page; null if that was the last one. */
export async function nextPage(db: Database, page: Page<NearbyProduct>) {
  if (page.nextCursor === null) return null

  // The cursor holds place, radius and limit, and where the page ended.
  return db.products.nearby({ cursor: page.nextCursor })
}
