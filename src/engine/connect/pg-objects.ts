import type { Pool } from 'pg'
import { InvalidInputError } from '../../errors.js'

/**
 * An open client of pg 8. pg's `Client` and `PoolClient` are ones.
 *
 * The package names what it recognises pg's objects by, and not pg's own types: those are newer than some compilers that
 * services have, and a service without `@types/pg` would have none.
 */
export interface PgClient {
  query(text: string): Promise<{ readonly rows: readonly unknown[] }>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** A pool of pg 8. pg's `Pool` is one. */
export interface PgPool {
  /** The number of clients that are open. */
  readonly totalCount: number
  /** The number of clients that nobody uses. */
  readonly idleCount: number
  /** The number of callers that wait for a client. */
  readonly waitingCount: number
  connect(): Promise<PgClient & { release(destroy?: boolean): void }>
}

/**
 * Returns a pool as pg's own.
 *
 * @throws {@link InvalidInputError} naming `pool` if it is none.
 */
export function pgPool(pool: PgPool): Pool {
  if (isOfPg(pool)) return pool
  throw new InvalidInputError('pool', 'must be a pool of pg')
}

/** A pool may come from another copy of pg, but it has the options it was made with. */
function isOfPg(pool: PgPool): pool is Pool {
  return 'options' in pool && typeof pool.options === 'object'
}
