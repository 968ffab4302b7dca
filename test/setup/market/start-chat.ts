import type { Conversation } from '../../../generated/models.js'
import type { Product } from '../../../generated/models.js'
import type { Repositories } from '../../../src/repositories/repositories.js'
import type { Account } from '../../../generated/models.js'
import { sampleProduct, sampleUser } from './samples.js'

export interface Chat {
  readonly buyer: Account
  readonly seller: Account
  readonly product: Product
  readonly conversation: Conversation
}

/** A buyer and a seller whom nobody knows yet, and their conversation about a product of the seller's. */
export async function startChat(on: Repositories): Promise<Chat> {
  const [buyer, seller] = await Promise.all([on.users.create(sampleUser()), on.users.create(sampleUser())])
  const product = await on.products.create(sampleProduct(seller.id))
  const conversation = await on.conversations.open({
    buyerId: buyer.id,
    sellerId: seller.id,
    productId: product.id,
  })
  return { buyer, seller, product, conversation }
}
