import type { CreateProductInput } from '../repositories/products/product.js'
import type { ProductCategory, ProductCondition } from '../../generated/enums.js'
import type { CreateUserInput } from '../repositories/users/user.js'
import type { Place } from './place.js'
import { placeId } from './place-id.js'

/** Makes the seller at a place. The e-mail addresses are in a reserved domain (RFC 2606). */
export function sellerIn({ geonameId, name, location }: Place): CreateUserInput {
  return {
    id: placeId('seller', geonameId),
    email: `place-${geonameId}@example.com`,
    username: `place-${geonameId}`,
    fullName: `A seller in ${name}`,
    role: 'seller',
    location,
    neighborhood: name,
  }
}

/** Makes the product of that seller. The place's id decides its kind and its price, so all runs are alike. */
export function listingIn({ geonameId, name, location }: Place): CreateProductInput {
  const { category, thing } = pick(goods, geonameId)
  return {
    id: placeId('listing', geonameId),
    sellerId: placeId('seller', geonameId),
    title: `${thing}, ${name}`,
    priceMinor: (20 + (geonameId % 480)) * 100,
    category,
    condition: pick(conditions, Math.trunc(geonameId / goods.length)),
    location,
    neighborhood: name,
  }
}

const goods: readonly { readonly category: ProductCategory; readonly thing: string }[] = [
  { category: 'sneakers', thing: 'Running shoes' },
  { category: 'books', thing: 'Box of novels' },
  { category: 'electronics', thing: 'Headphones' },
  { category: 'furniture', thing: 'Oak side table' },
  { category: 'mens_fashion', thing: 'Linen jacket' },
  { category: 'home_decor', thing: 'Brass lamp' },
  { category: 'kids_baby', thing: 'Wooden train' },
  { category: 'collectibles', thing: 'Old postcards' },
  { category: 'trading_cards', thing: 'Deck of cards' },
  { category: 'sports_cards', thing: 'Signed card' },
  { category: 'beauty', thing: 'Rose oil' },
  { category: 'other', thing: 'Kite' },
]

const conditions: readonly ProductCondition[] = ['new', 'like_new', 'good', 'fair']

function pick<T>(values: readonly T[], number: number): T {
  const value = values[number % values.length]
  if (value === undefined) throw new RangeError('there is nothing to pick from')
  return value
}
