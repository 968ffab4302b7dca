import { InvalidInputError } from '../errors.js'
import { assertIterable } from './assert-iterable.js'
import type { CallOptions } from './cancellation.js'

/** Options of calls that send rows in batches. `timeoutMs` applies to each batch. */
export interface BatchOptions extends CallOptions {
  /** The number of rows in one statement. @defaultValue 1_000 */
  readonly batchRows?: number | undefined
  /** Called after each batch with the number of rows sent so far. */
  readonly onProgress?: ((sent: number) => void) | undefined
}

/** Splits a source into batches, without reading ahead of the current one. */
export async function* inBatches<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  size = 1_000,
): AsyncGenerator<readonly Item[], void, undefined> {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new InvalidInputError('batchRows', 'must be a whole number above 0')
  assertIterable(items)
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
