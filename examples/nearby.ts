import { createDatabase } from '@souk/db'
import { toFeatureCollection } from '@souk/db/geo'

const db = createDatabase({ url: process.env['DATABASE_URL'] })
await db.migrate()

// A create with an id can be repeated: the second call, with the same content, returns the first one's row.
const seller = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000001',
  email: 'aisha@example.com',
  username: 'aisha',
  role: 'seller',
})
await db.products.create({
  id: '019a0000-0000-7000-8000-000000000002',
  sellerId: seller.id,
  title: 'Court shoes, size 42',
  priceMinor: 25_000, // 250.00 AED
  category: 'sneakers',
  condition: 'good',
  location: { type: 'Point', coordinates: [55.2708, 25.2048] }, // longitude first; others see a point nearby
})

const page = await db.products.nearby({ near: [55.27, 25.2], radiusMetres: 5_000, category: 'sneakers' })
console.log(page.items[0]?.distanceMetres, page.nextCursor, toFeatureCollection(page.items).bbox)
await db.close()
