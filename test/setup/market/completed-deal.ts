import type { Database } from '../../../src/database.js'
import { openNegotiation } from './open-negotiation.js'
import { pay } from './pay.js'

/** A payment, and its parties. */
export interface Deal {
  readonly paymentId: string
  readonly productId: string
  readonly sellerId: string
  readonly buyerId: string
}

/** A payment of a new buyer to a seller who is new or given, for a new product. It is pending. */
export async function openDeal(db: Database): Promise<Deal> {
  const { product, sellerId, buyerId } = await openNegotiation(db)
  const { id: paymentId } = await db.payments.open({
    productId: product.id,
    buyerId,
    feeBasisPoints: { discover: 1_000, community: 500 },
  })
  return { paymentId, productId: product.id, sellerId, buyerId }
}

/** A deal that is paid. */
export async function completedDeal(db: Database): Promise<Deal> {
  const deal = await openDeal(db)
  await pay(db, deal.paymentId)
  return deal
}
