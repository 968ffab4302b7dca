import { productConditions } from '../../generated/enums.js'
import type { CreateProductInput } from '../repositories/products/product.js'
import type { Repositories } from '../repositories/repositories.js'
import type { CreateUserInput } from '../repositories/users/user.js'
import { marketGoods, marketQuarters } from './market-goods.js'
import { placeId } from './place-id.js'

const listings = 1_200
const sellers = 60
/** The ids that GeoNames has end long before. */
const firstId = 2 ** 40

/**
 * Loads a market in Dubai, with titles in English and Arabic: enough for a map to look at.
 *
 * It is the same in every run, and loaded once.
 */
export async function loadMarket(db: Repositories): Promise<void> {
  const last = listingAt(listings - 1)
  const present = await db.products.listByIds([last.id])
  if (present.length > 0) return
  await db.users.createMany(Array.from({ length: sellers }, (_, at) => sellerAt(at)))
  await db.products.createMany(Array.from({ length: listings }, (_, at) => listingAt(at)))
}

function sellerAt(at: number): CreateUserInput {
  return {
    id: placeId('seller', firstId + at),
    email: `market-${at}@example.com`,
    username: `market-${at}`,
    fullName: null,
    role: 'seller',
  }
}

function listingAt(at: number): CreateProductInput & { readonly id: string } {
  const random = seeded(at + 1)
  const good = pick(marketGoods, random())
  const quarter = pick(
    marketQuarters.flatMap((one) => Array.from({ length: one.share }, () => one)),
    random(),
  )
  const [longitude, latitude] = quarter.place
  return {
    id: placeId('listing', firstId + at),
    sellerId: placeId('seller', firstId + Math.floor(random() * sellers)),
    title: random() < 0.4 ? good.arabic : good.english,
    priceMinor: Math.round(good.price * (0.6 + random())) * 100,
    category: good.category,
    condition: pick(productConditions, random()),
    // The sum of two is near the middle more often than not.
    location: [longitude + (random() + random() - 1) * 0.03, latitude + (random() + random() - 1) * 0.022],
    neighborhood: quarter.name,
  }
}

/** Makes a row of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function pick<T>(values: readonly T[], share: number): T {
  const value = values[Math.floor(share * values.length)]
  if (value === undefined) throw new RangeError('there is nothing to pick from')
  return value
}
