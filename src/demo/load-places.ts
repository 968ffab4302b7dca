import type { Repositories } from '../repositories/repositories.js'
import { listingIn, sellerIn } from './place-rows.js'
import type { Place } from './place.js'
import { placeId } from './place-id.js'

interface LoadOptions {
  /** How many places go in one statement. */
  readonly batchSize?: number
  /** Told how many places are done. */
  readonly onProgress?: (done: number) => void
  /** Stops between two statements. */
  readonly signal?: AbortSignal
}

/** What a load did. */
export interface LoadReport {
  readonly loaded: number
  /** Places that an earlier run had loaded. */
  readonly reused: number
  /** What loading took, without the time in which it was found out what was there. */
  readonly ms: number
}

/**
 * Loads places: for each a seller who stands there, and what that seller sells.
 *
 * What an earlier run has loaded stays as it is, also where that run was stopped half way.
 */
export async function loadPlaces(
  db: Repositories,
  places: readonly Place[],
  { batchSize = 5_000, onProgress, signal }: LoadOptions = {},
): Promise<LoadReport> {
  const missing = await missingBatches(db, batchesOf(places, batchSize))
  const toLoad = missing.reduce((sum, batch) => sum + batch.length, 0)
  const reused = places.length - toLoad
  let done = reused
  onProgress?.(done)

  const start = performance.now()
  // The sellers of a batch are made while the listings of the one before are: a listing needs its seller.
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

/** A batch is one statement, so it is there as a whole if its last listing is. */
async function missingBatches(
  db: Repositories,
  batches: readonly (readonly Place[])[],
): Promise<readonly (readonly Place[])[]> {
  const lastListing = (batch: readonly Place[]) => placeId('listing', batch.at(-1)?.geonameId ?? 0)
  const present = await db.products.listByIds(batches.map(lastListing))
  const presentIds = new Set(present.map(({ id }) => id))
  return batches.filter((batch) => !presentIds.has(lastListing(batch)))
}
