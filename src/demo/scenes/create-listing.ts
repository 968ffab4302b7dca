import type { Database } from '../../database.js'

/** Creates a seller and a product on sale, each at a place. */
export async function createListing(db: Database) {
  const seller = await db.users.create({
    id: '0198c0de-0000-7000-8000-000000000001',
    email: 'amira@example.com',
    username: 'amira',
    role: 'seller',
    location: { type: 'Point', coordinates: [55.2708, 25.2048] },
  })

  const product = await db.products.create({
    id: '0198c0de-0000-7000-8000-000000000002', // ours: safe to repeat
    sellerId: seller.id,
    title: 'Court shoes, size 42',
    priceMinor: 25_000, // in fils: money is whole numbers
    category: 'sneakers',
    condition: 'good',
    location: { type: 'Point', coordinates: [55.2796, 25.1972] },
  })

  return { seller, product }
}
