import type { Repositories } from '../../../src/repositories/repositories.js'
import { pay } from './pay.js'
import { sampleProduct, sampleUser } from './samples.js'

/** A payment, and its parties. */
export interface Deal {
  readonly paymentId: string
  readonly productId: string
  readonly sellerId: string
  readonly buyerId: string
}

/** A pending payment of a new buyer for a new product of a seller, who is new too if none is given. */
export async function openDeal(db: Repositories, seller?: string): Promise<Deal> {
  const [sellerId = '', buyerId = ''] =
    seller === undefined
      ? await db.users.createMany([sampleUser(), sampleUser()])
      : [seller, (await db.users.create(sampleUser())).id]
  const { id: productId } = await db.products.create(sampleProduct(sellerId))
  const feeBasisPoints = { discover: 1_000, community: 500 }
  const { id: paymentId } = await db.payments.open({ productId, buyerId, feeBasisPoints })
  return { paymentId, productId, sellerId, buyerId }
}

/** A deal that is paid. */
export async function completedDeal(db: Repositories, seller?: string): Promise<Deal> {
  const deal = await openDeal(db, seller)
  await pay(db, deal.paymentId)
  return deal
}
