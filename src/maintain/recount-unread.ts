import * as queries from '../../generated/conversations.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Recounted, RecountedSlice, Slice } from './counter.js'

/**
 * Compares the unread counts of a slice of conversations with their messages. A slice is compared in one snapshot and without a
 * lock; what is wrong there is counted again under the lock of its conversation.
 */
export async function recountUnread(db: Recounted, slice: Slice, call: CallOptions): Promise<RecountedSlice> {
  const { lastId, checked, driftedIds } = await db.one(queries.findMiscountedConversations, slice, call)
  // An array that is built in SQL may hold nulls, for all that its type says.
  const ids = driftedIds.filter((id) => id !== null)
  if (ids.length === 0) return { lastId, checked, drifted: 0 }
  const drifted = await db.transaction(async (tx) => {
    await tx.execute(queries.lockConversations, { ids })
    return tx.execute(queries.recountConversations, { ids })
  }, call)
  return { lastId, checked, drifted }
}
