import type { TransportFigures } from '../transport.js'
import type { ServerAddress } from './telemetry.js'

/** A pool whose figures are collected. */
export interface WatchedPool {
  readonly server: ServerAddress
  readonly figures: TransportFigures
}

/** A database that was forgotten without `close()` must not live on here. */
const pools = new Set<WeakRef<WatchedPool>>()

/** Has the figures of a pool collected until the returned function is called, or the pool is forgotten. */
export function watchPool(pool: WatchedPool): () => void {
  const reference = new WeakRef(pool)
  pools.add(reference)
  return () => pools.delete(reference)
}

/** The pools that are watched. */
export function watchedPools(): readonly WatchedPool[] {
  const living: WatchedPool[] = []
  for (const reference of pools) {
    const pool = reference.deref()
    if (pool === undefined) pools.delete(reference)
    else living.push(pool)
  }
  return living
}
