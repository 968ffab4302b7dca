// A table and typed queries of a service's own, beside those of the package. In this folder,
// npx souk-db generate
// makes generated/ of sql/ and migrations/ first.
import { createDatabase, newId } from '@souk/db'
import { addLoan, listLoansNearby } from './generated/loans.queries.js'

const db = createDatabase({
  url: process.env['DATABASE_URL'],
  migrations: { directory: `${import.meta.dirname}/migrations` },
})
await db.migrate() // the package's, then the service's own

const owner = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000061',
  email: 'rashid@example.com',
  username: 'rashid',
  role: 'seller',
})
const borrower = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000062',
  email: 'dana@example.com',
  username: 'dana',
})

// The product and its loan are committed together, or neither.
const loan = await db.transaction(async (tx) => {
  const tent = await tx.products.create({
    id: newId(),
    sellerId: owner.id,
    title: 'Tent for four',
    priceMinor: 30_000,
    category: 'other',
    condition: 'good',
    location: { type: 'Point', coordinates: [55.2708, 25.2048] },
  })
  return tx.one(addLoan, { id: newId(), productId: tent.id, borrowerId: borrower.id, days: 7 })
})
console.log(loan.dueOn)

const origin = { type: 'Point', coordinates: [55.2796, 25.1972] } as const
const loans = await db.many(listLoansNearby, { borrowerId: borrower.id, origin, limit: 20 })
for (const { title, distanceMetres } of loans) console.log(title, distanceMetres)
await db.close()
