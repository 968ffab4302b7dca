import type { Database } from '../../database.js'

/** Plays a buyer who finds a product nearby, asks, offers, gets a counter-offer, accepts and pays; null if nothing is near. */
export async function haggle(db: Database, buyerId: string) {
  const { items } = await db.products.nearby({
    near: [55.1386, 25.0782],
    radiusMetres: 2_000,
    category: 'electronics',
  })
  const [product] = items
  if (product === undefined) return null
  const { id: productId, sellerId } = product

  const talk = await db.conversations.open({ buyerId, sellerId, productId })
  const conversationId = talk.id
  await db.messages.send({
    conversationId,
    senderId: buyerId,
    content: 'Does the shutter work?',
  })

  const offer = await db.offers.make({
    productId,
    conversationId,
    buyerId,
    amountMinor: 40_000,
    expiresInSeconds: 48 * 3_600,
  })
  const counter = await db.offers.counter({
    offerId: offer.id,
    userId: sellerId,
    amountMinor: 45_000,
  })
  const { payment } = await db.offers.accept({
    offerId: counter.id,
    userId: buyerId,
    feeBasisPoints: { discover: 1_000, community: 500 }, // 10 % and 5 %
  })

  // Stripe's webhook may arrive twice: the second one changes nothing.
  return db.payments.recordSuccess({
    paymentId: payment.id,
    stripePaymentIntentId: `pi_${payment.id}`,
    amountReceivedMinor: payment.amountMinor,
    currency: payment.currency,
    paymentMethod: 'card',
  })
}
