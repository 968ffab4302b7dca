import {
  checkOutbox,
  ensureEventPartitions,
  numberEvents as numberSome,
} from '../../generated/events.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { sleep } from '../engine/timers.js'
import { ConstraintError } from '../errors.js'

/** The most events that one statement numbers. */
export const numberedAtOnce = 1_000

/** The number of partitions that are kept ahead of the newest position. */
export const partitionsAhead = 4

/**
 * Gives positions to committed events, up to {@link numberedAtOnce}, and returns their number. Any session may do so at any
 * time. A partition that nobody made ahead is made.
 */
export async function numberEvents(executor: Executor, options?: CallOptions): Promise<number> {
  const number = async () => (await executor.one(numberSome, { limit: numberedAtOnce }, options)).numbered
  try {
    return await number()
  } catch (error) {
    if (!isForLackOfPartition(error)) throw error
    await executor.one(ensureEventPartitions, { partitionsAhead }, options)
    return await number()
  }
}

/** The time between two looks for what another session is numbering, in milliseconds. */
const lookMs = 5

/** Gives positions to all events that were committed before the call, or waits until another session has done so. */
export async function numberAll(executor: Executor): Promise<void> {
  const { newest } = await executor.one(checkOutbox)
  for (let oldest = newest; newest !== null && oldest !== null && oldest <= newest;) {
    const numbered = await numberEvents(executor)
    oldest = (await executor.one(checkOutbox)).oldest
    if (numbered === 0) await sleep(lookMs)
  }
}

function isForLackOfPartition(error: unknown): boolean {
  return (
    error instanceof ConstraintError &&
    error.kind === 'check' &&
    error.constraintName === null &&
    (error.table === 'event_log' || error.table === 'event_audience')
  )
}
