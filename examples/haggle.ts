// An offer, a counter-offer, an acceptance and a payment; then a second buyer, who comes too late.
import { ConflictError, createDatabase, newId } from '@souk/db'

const db = createDatabase({ url: process.env['DATABASE_URL'] })
await db.migrate()

const seller = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000031',
  email: 'huda@example.com',
  username: 'huda',
  role: 'seller',
})
const buyer = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000032',
  email: 'karim@example.com',
  username: 'karim',
})
const camera = await db.products.create({
  id: newId(), // a new one in each run: a product is sold once
  sellerId: seller.id,
  title: 'Film camera, 35 mm',
  priceMinor: 50_000,
  category: 'electronics',
  condition: 'good',
})

const conversation = await db.conversations.open({
  buyerId: buyer.id,
  sellerId: seller.id,
  productId: camera.id,
})
const offer = await db.offers.make({
  productId: camera.id,
  conversationId: conversation.id,
  buyerId: buyer.id,
  amountMinor: 40_000,
  expiresInSeconds: 86_400,
})
const counter = await db.offers.counter({ offerId: offer.id, userId: seller.id, amountMinor: 45_000 })
const { payment } = await db.offers.accept({
  offerId: counter.id,
  userId: buyer.id,
  feeBasisPoints: { discover: 1_000, community: 500 }, // 10 % and 5 %
})

// The provider's webhook may come twice, and late: the second one changes nothing.
const success = {
  paymentId: payment.id,
  stripePaymentIntentId: `pi_${payment.id}`,
  amountReceivedMinor: payment.amountMinor,
  currency: payment.currency,
}
await db.payments.recordSuccess(success)
const { status, amountMinor } = await db.payments.recordSuccess(success)
console.log(status, amountMinor)

const late = await db.users.create({
  id: '019a0000-0000-7000-8000-000000000033',
  email: 'sami@example.com',
  username: 'sami',
})
try {
  await db.payments.open({
    productId: camera.id,
    buyerId: late.id,
    expectedPrice: { amountMinor: camera.priceMinor, currency: camera.currency },
    feeBasisPoints: { discover: 1_000, community: 500 },
  })
} catch (error) {
  if (!(error instanceof ConflictError)) throw error
  console.log('too late:', error.rule)
}
await db.close()
