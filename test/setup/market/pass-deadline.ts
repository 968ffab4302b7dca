import type { Executor } from '../../../src/engine/executor.js'
import { query } from '../query.js'

const update = query<{ readonly id: string }, object>(
  "update offers set expires_at = clock_timestamp() - interval '1 millisecond' where id = :id!::uuid",
)

const endHold = query<{ readonly id: string }, object>(
  "update transactions set expires_at = clock_timestamp() - interval '1 millisecond' where id = :id!::uuid",
)

/** Moves an offer's deadline into the past. */
export async function passDeadline(executor: Executor, id: string): Promise<void> {
  await executor.execute(update, { id })
}

/** Moves the end of a payment's hold into the past. */
export async function passHold(executor: Executor, paymentId: string): Promise<void> {
  await executor.execute(endHold, { id: paymentId })
}
