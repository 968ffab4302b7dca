// Words in English and Arabic with filters, page by page; then the whole list without counting pages.
import { createDatabase, eachItem, newId } from '@souk/db'

const db = createDatabase({ url: process.env['DATABASE_URL'] })
await db.migrate()

const seller = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000041',
  email: 'mariam@example.com',
  username: 'mariam',
  role: 'seller',
})
const titles = ['Leather handbag', 'Small leather handbag', 'حقيبة جلد']
await db.products.createMany(
  titles.map((title, index) => ({
    id: newId(),
    sellerId: seller.id,
    title,
    priceMinor: 20_000 + index * 1_000,
    category: 'collectibles',
    condition: 'good',
  })),
)

const search = { text: 'handbag', sort: 'newest', limit: 1 } as const
const first = await db.products.search(search)
console.log(first.items[0]?.title)
// The cursor stands for a place in this search, and may travel through a URL.
const second = await db.products.search({ ...search, cursor: first.nextCursor })
console.log(second.items[0]?.title)

let count = 0
for await (const product of eachItem((input) => db.products.search(input), { ...search, limit: 100 })) {
  if (product.priceMinor < 100_000) count++
  if (count === 3) break
}
console.log('found:', count)
await db.close()
