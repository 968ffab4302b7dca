import { toProfile } from './profile.js'
import type { Row } from './row.js'

/** The columns of a card, and those of its seller from the view `profiles`. */
export const cardColumns = `products.id, products.seller_id, products.title, products.price_minor,
  products.original_price_minor, products.currency, products.category, products.condition, products.feed_type,
  products.public_location, products.neighborhood, products.is_available,
  products.image_urls[1] as cover_image_url, products.created_at`

/** The columns of a profile. The badges are text here: not every client can read an array of an enum. */
export const profileColumns = `profiles.profile_id, profiles.profile_username, profiles.profile_full_name,
  profiles.profile_avatar_url, profiles.profile_neighborhood, profiles.profile_is_verified,
  profiles.profile_is_closed, profiles.profile_member_since, profiles.profile_follower_count,
  profiles.profile_following_count, profiles.profile_rating_count, profiles.profile_rating_sum,
  profiles.profile_badges::text[] as profile_badges`

/** The columns of a pin on a map. */
export const pinColumns = `products.id, products.title, products.price_minor, products.currency, products.category,
  products.image_urls[1] as image_url, products.public_location`

/** Makes a card of a row, with its seller within, as a service hands it out. */
export function toCard(row: Row) {
  return {
    id: row['id'],
    sellerId: row['seller_id'],
    title: row['title'],
    priceMinor: row['price_minor'],
    originalPriceMinor: row['original_price_minor'],
    currency: row['currency'],
    category: row['category'],
    condition: row['condition'],
    feedType: row['feed_type'],
    publicLocation: row['public_location'],
    neighborhood: row['neighborhood'],
    isAvailable: row['is_available'],
    coverImageUrl: row['cover_image_url'],
    createdAt: row['created_at'],
    distanceMetres: row['distance_metres'],
    seller: toProfile(row),
  }
}
