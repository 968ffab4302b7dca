import type { Repositories } from '../repositories/repositories.js'
import { listingIn, sellerIn } from './place-rows.js'
import type { Place } from './place.js'
import { placeId } from './place-id.js'

interface LoadOptions {
  /** The number of places in one statement. */
  readonly batchSize?: number
  /** Called with the number of places that are done. */
  readonly onProgress?: (done: number) => void
  /** Stops the load between two statements. */
  readonly signal?: AbortSignal
}

/** The result of a load. */
export interface LoadReport {
  readonly loaded: number
  /** The number of places that an earlier run had loaded. */
  readonly reused: number
  /** The time that loading took, without the check for places that were there before. */
  readonly ms: number
}

/**
 * Loads places: a seller at each place, and the seller's product.
 *
 * Rows of an earlier run stay, even if that run was stopped half way.
 */
export async function loadPlaces(
  db: Repositories,
  places: readonly Place[],
  { batchSize = 1_000, onProgress, signal }: LoadOptions = {},
): Promise<LoadReport> {
  const missing = await missingBatches(db, batchesOf(places, batchSize))
  const toLoad = missing.reduce((sum, batch) => sum + batch.length, 0)
  const reused = places.length - toLoad
  let done = reused
  onProgress?.(done)

  const start = performance.now()
  // The sellers of a batch are created together with the listings of the previous batch, because a listing needs its seller.
  for (let index = 0; index <= missing.length; index++) {
    signal?.throwIfAborted()
    const withSellers = missing[index - 1] ?? []
    const withoutSellers = missing[index] ?? []
    await Promise.all([
      db.products.createMany(withSellers.map(listingIn)),
      db.users.createMany(withoutSellers.map(sellerIn)),
    ])
    done += withSellers.length
    onProgress?.(done)
  }
  return { loaded: toLoad, reused, ms: performance.now() - start }
}

function batchesOf(places: readonly Place[], size: number): readonly (readonly Place[])[] {
  return Array.from({ length: Math.ceil(places.length / size) }, (_, index) =>
    places.slice(index * size, (index + 1) * size),
  )
}

/** Finds the batches to load. A batch is one statement, so all of it is there if its last listing is. */
async function missingBatches(
  db: Repositories,
  batches: readonly (readonly Place[])[],
): Promise<readonly (readonly Place[])[]> {
  const lastListing = (batch: readonly Place[]) => placeId('listing', batch.at(-1)?.geonameId ?? 0)
  const present = await db.products.listByIds(batches.map(lastListing))
  const presentIds = new Set(present.map(({ id }) => id))
  return batches.filter((batch) => !presentIds.has(lastListing(batch)))
}
