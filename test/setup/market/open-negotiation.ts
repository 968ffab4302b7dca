import type { Executor } from '../../../src/engine/executor.js'
import { newId } from '../../../src/repositories/new-id.js'
import type { CreateProductInput } from '../../../src/repositories/products/product.js'
import type { Product } from '../../../generated/models.js'
import type { Repositories } from '../../../src/repositories/repositories.js'
import { query } from '../query.js'
import { sampleProduct, sampleUser } from './samples.js'

interface ConversationRow {
  readonly id: string
  readonly buyerId: string
  readonly sellerId: string
  readonly productId: string | null
}

const insertConversation = query<ConversationRow, object>(
  'insert into conversations (id, buyer_id, seller_id, product_id) values (:id!, :buyerId!, :sellerId!, :productId)',
  { id: 'uuid', buyerId: 'uuid', sellerId: 'uuid', productId: 'uuid' },
)

/** The conversations of buyers with a seller. */
export interface Negotiation {
  readonly product: Product
  readonly sellerId: string
  readonly buyerId: string
  readonly conversationId: string
}

/** Puts a conversation into the table, and gives its id. */
export async function putConversation(
  executor: Executor,
  conversation: Omit<ConversationRow, 'id'>,
): Promise<string> {
  const id = newId()
  await executor.execute(insertConversation, { ...conversation, id })
  return id
}

/** A product on the market, and a conversation about it between its seller and a buyer, all new. */
export async function openNegotiation(
  db: Executor & Repositories,
  more: Partial<CreateProductInput> = {},
): Promise<Negotiation> {
  const [sellerId = '', buyerId = ''] = await db.users.createMany([sampleUser(), sampleUser()])
  const product = await db.products.create(sampleProduct(sellerId, more))
  const conversationId = await putConversation(db, { buyerId, sellerId, productId: product.id })
  return { product, sellerId, buyerId, conversationId }
}

/** Another buyer in a conversation about the product of a negotiation. */
export async function joinNegotiation(
  db: Executor & Repositories,
  { product, sellerId }: Negotiation,
): Promise<Negotiation> {
  const { id: buyerId } = await db.users.create(sampleUser())
  const conversationId = await putConversation(db, { buyerId, sellerId, productId: product.id })
  return { product, sellerId, buyerId, conversationId }
}
