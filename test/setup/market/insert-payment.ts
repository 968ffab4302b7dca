import type { Executor } from '../../../src/engine/executor.js'
import { query } from '../query.js'

interface Payment {
  readonly buyerId: string
  readonly sellerId: string
  readonly productId: string
}

const insert = query<Payment, object>(
  `insert into transactions (
    buyer_id, seller_id, product_id, amount_minor, platform_fee_minor, seller_payout_minor, feed_type
  ) values (:buyerId!::uuid, :sellerId!::uuid, :productId!::uuid, 100, 10, 90, 'discover')`,
)

/** Puts a pending payment into the table, for which there is no repository yet. */
export async function insertPayment(executor: Executor, payment: Payment): Promise<void> {
  await executor.execute(insert, payment)
}
