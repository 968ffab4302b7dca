import type { Database } from '../../database.js'
import { InvalidInputError } from '../../errors.js'

/** Returns the error for a place that is not on Earth; null if it was accepted. */
export async function refuseLatitude(db: Database, sellerId: string, productId: string) {
  try {
    await db.products.update({
      productId,
      sellerId,
      patch: { location: { type: 'Point', coordinates: [55.2708, 91] } },
    })
    return null
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
}
