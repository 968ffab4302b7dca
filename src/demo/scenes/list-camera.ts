import type { Database } from '../../database.js'
import { newId } from '../../repositories/new-id.js'

/** Creates a buyer, and a product on sale round the corner. */
export async function listCamera(db: Database, sellerId: string) {
  const buyer = await db.users.create({
    id: '0198c0de-0000-7000-8000-000000000003',
    email: 'karim@example.com',
    username: 'karim',
    location: { type: 'Point', coordinates: [55.1386, 25.0782] },
  })

  const camera = await db.products.create({
    id: newId(), // a new id in each run: a product is sold once
    sellerId,
    title: 'Film camera, 35 mm',
    priceMinor: 50_000,
    category: 'electronics',
    condition: 'good',
    location: { type: 'Point', coordinates: [55.1391, 25.0786] },
  })

  return { buyer, camera }
}
