import { createDatabase, InvalidInputError } from '@souk/db'
import { toFeatureCollection } from '@souk/db/geo'

const { DATABASE_URL: url } = process.env
const db = createDatabase({ url })
await db.migrate()

const seller = await db.users.create({ email: 'aisha@example.com', username: 'aisha', role: 'seller' })
await db.products.create({
  sellerId: seller.id,
  title: 'Court shoes, size 42',
  priceMinor: 25_000, // 250.00 AED
  category: 'sneakers',
  condition: 'good',
  location: { type: 'Point', coordinates: [55.2708, 25.2048] }, // longitude first
})

const page = await db.products.nearby({
  near: [55.27, 25.2],
  radiusMetres: 5_000,
  category: 'sneakers',
  limit: 20,
})
const map = toFeatureCollection(page.items)
console.log(page.items[0]?.distanceMetres, page.nextCursor, map.bbox)

await db.products.nearby({ near: [55.27, 91], radiusMetres: 5_000 }).catch((error: unknown) => {
  if (error instanceof InvalidInputError) console.log(error.field) // near[1]
})
await db.close()
