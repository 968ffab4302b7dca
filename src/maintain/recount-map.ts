import * as queries from '../../generated/map.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Recounted, RecountedSlice, Slice } from './counter.js'

/**
 * Compares all cells of the map with the products, in one slice. Products are written meanwhile: in the snapshot of the one
 * statement, cells and changes that wait are together what is on sale, and nobody else changes a cell.
 */
export async function recountMap(db: Recounted, _: Slice, call: CallOptions): Promise<RecountedSlice> {
  // It reads everything, for however long that takes: `signal` ends it.
  const patient = { ...call, statementTimeoutMs: 0 }
  return db.transaction(async (tx) => {
    await tx.one(queries.lockMapCells, undefined)
    return Object.assign(await tx.one(queries.recountMapCells, undefined), { lastId: null })
  }, patient)
}
