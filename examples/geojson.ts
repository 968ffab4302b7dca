// What is near as GeoJSON, for any map viewer: npx tsx examples/geojson.ts > nearby.geojson
import { createDatabase, newId } from '@souk/db'
import { toFeatureCollection } from '@souk/db/geo'

const db = createDatabase({ url: process.env['DATABASE_URL'] })
await db.migrate()

const seller = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000011',
  email: 'layla@example.com',
  username: 'layla',
  role: 'seller',
})
await db.products.createMany(
  [
    { title: 'Reading lamp', coordinates: [55.2744, 25.1972] as const },
    { title: 'مصباح قراءة', coordinates: [55.2962, 25.2632] as const },
  ].map(({ title, coordinates }) => ({
    id: newId(),
    sellerId: seller.id,
    title,
    priceMinor: 9_000,
    category: 'home_decor',
    condition: 'good',
    location: { type: 'Point', coordinates },
  })),
)

const near = { type: 'Point', coordinates: [55.2708, 25.2048] } as const
const { items } = await db.products.nearby({ near, radiusMetres: 20_000, category: 'home_decor' })
// Each feature is at its public place; its id is the product's, and its properties are those that are named.
const map = toFeatureCollection(items, { properties: ['title', 'priceMinor', 'currency', 'distanceMetres'] })
console.log(JSON.stringify(map))
await db.close()
