import { InvalidInputError } from '../errors.js'
import { assertIterable } from './assert-iterable.js'
import type { CallOptions } from './cancellation.js'

/** How rows go out in batches; `timeoutMs` is for each of them. */
export interface BatchOptions extends CallOptions {
  /** How many rows go out in one statement. @defaultValue 1_000 */
  readonly batchRows?: number
  /** Told after each batch how many rows have gone out so far. */
  readonly onProgress?: (sent: number) => void
}

/** Cuts a source into batches, without reading ahead of the one that is asked for. */
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
