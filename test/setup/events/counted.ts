import type { Database } from '../../../src/database.js'
import type { Transaction } from '../../../src/database-runner.js'
import type { SoukEvent } from '../../../src/events/event.js'
import { newId } from '../../../src/repositories/new-id.js'
import './payloads.js'

export type Counted = SoukEvent<'test.counted'>

/** The types of a consumer that handles {@link Counted} alone. */
export const counted = ['test.counted'] as const

/** Publishes events 1 to n of one aggregate, in one statement. */
export async function publishCounted(
  db: Database | Transaction,
  aggregateId: string,
  count: number,
  first = 1,
): Promise<void> {
  await db.events.publish(
    Array.from({ length: count }, (_, index) => ({
      type: 'test.counted',
      aggregateId,
      payload: { n: first + index },
    })),
  )
}

/** Makes ids of aggregates, each in another shard. */
export function aggregates(count: number): string[] {
  return Array.from({ length: count }, (_, n) => newId().slice(0, -2) + n.toString(16).padStart(2, '0'))
}

/** The numbers of the events of one aggregate, in the order of handling. */
export function numbersOf(handled: readonly Counted[], aggregateId: string): number[] {
  return handled.filter((event) => event.aggregateId === aggregateId).map(({ payload }) => payload.n)
}

/** The numbers from 1 to n. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1)
}
