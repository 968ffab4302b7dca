import { readOptions } from '../../engine/connect/assert-options.js'
import { InvalidInputError } from '../../errors.js'
import type { Repositories } from '../../repositories/repositories.js'
import { rowMakers } from './builders.js'
import { diceOf, readSeed } from './market-source.js'

/** The size of a market, and how it is made. */
export interface SeedMarketplaceOptions {
  /** The number of users, of whom two in five sell. @defaultValue 100 */
  readonly users?: number | undefined
  /** The number of products; a few sellers have most of them. @defaultValue 1_000 */
  readonly products?: number | undefined
  /** The same seed makes the same market. @defaultValue 1 */
  readonly seed?: number | undefined
  /** Called after each batch with the number of rows so far. */
  readonly onProgress?: ((rows: number) => void) | undefined
  /** Stops between two batches. What was made stays. */
  readonly signal?: AbortSignal | undefined
}

/** A market that was made. */
export interface SeededMarketplace {
  readonly userIds: readonly string[]
  /** Those of the users who sell. */
  readonly sellerIds: readonly string[]
  readonly productIds: readonly string[]
}

const batchRows = 1_000
const most = 10_000_000

/**
 * Fills a database with a market: people in cities of the Gulf, from Dubai to Kuwait City, and what they sell, in English and
 * Arabic, each in the currency of its place.
 *
 * The same seed and numbers make the same rows, with the same ids; so a second call adds nothing.
 *
 * @throws {@link InvalidInputError} naming the option; `ConflictError` if the seed made a market of other numbers here.
 *
 * @example
 * ```ts
 * const { sellerIds, productIds } = await seedMarketplace(db, { users: 200, products: 2_000, seed: 7 })
 * ```
 */
export async function seedMarketplace(
  db: Repositories,
  given?: SeedMarketplaceOptions,
): Promise<SeededMarketplace> {
  const options = readOptions(given, {
    users: [0, most],
    products: [0, most],
    seed: ['number'],
    onProgress: ['function'],
    signal: ['signal'],
  })
  const { users = 100, products = 1_000, seed = 1, onProgress, signal } = options
  if (users === 0 && products > 0)
    throw new InvalidInputError('users', 'must be above 0 if there are products')
  const name = `m${readSeed(seed).toString(36)}`
  const rows = rowMakers(name)
  // The first two of each five sell.
  const sellers = Array.from({ length: users }, (_, at) => at).filter((at) => at % 5 < 2)
  let done = 0
  const report = (count: number) => onProgress?.((done += count))

  const userIds: string[] = []
  for (const batch of batchesOf(users)) {
    signal?.throwIfAborted()
    const inputs = batch.map((at) => ({
      ...rows.user(at),
      role: at % 5 === 0 ? ('seller' as const) : at % 5 === 1 ? ('both' as const) : ('buyer' as const),
    }))
    userIds.push(...(await db.users.createMany(inputs, { signal })))
    report(inputs.length)
  }

  const productIds: string[] = []
  for (const batch of batchesOf(products)) {
    signal?.throwIfAborted()
    const inputs = batch.map((at) => {
      const { random } = diceOf(`${name}:seller:${at}`)
      const seller = sellers[Math.floor(random() ** 2 * sellers.length)] ?? 0
      const { city, district } = rows.home(seller)
      return { ...rows.product(at, city, district), sellerId: userIds[seller] ?? '' }
    })
    productIds.push(...(await db.products.createMany(inputs, { signal })))
    report(inputs.length)
  }

  return { userIds, sellerIds: sellers.map((at) => userIds[at] ?? ''), productIds }
}

/** The numbers from 0 up to but not including `count`, in batches. */
function* batchesOf(count: number): Generator<readonly number[]> {
  for (let from = 0; from < count; from += batchRows) {
    yield Array.from({ length: Math.min(batchRows, count - from) }, (_, at) => from + at)
  }
}
