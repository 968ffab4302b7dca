import {
  deleteFailuresOfOldEvents,
  ensureEventPartitions,
  findOldEventPartition,
} from '../../generated/events.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { PreparedQuery } from '../engine/statement/prepared-query.js'
import { DatabaseError } from '../errors.js'
import { numberedAtOnce, numberEvents, partitionsAhead } from './number-events.js'

/** The positions of a partition. */
const partitionSize = 1_000_000

/** The comment on a partition that is being taken off. A table that happens to have the name of one lacks it. */
export const partitionMark = 'Taken off event_log, to be dropped.'

/**
 * Makes partitions ahead, numbers what waits, which nobody else does where no consumer runs, and drops partitions whose events
 * are old and handled, each with the one that says whom they concerned. Yields the number of events or partitions of each step.
 */
export async function* maintainEvents(
  executor: Executor,
  keepDays: number,
  call: CallOptions,
): AsyncGenerator<number, void> {
  yield (await executor.one(ensureEventPartitions, { partitionsAhead }, call)).madeCount ?? 0
  for (;;) {
    const numbered = await numberEvents(executor, call)
    yield numbered
    if (numbered < numberedAtOnce) break
  }
  while (await dropOldPartition(executor, keepDays, call)) yield 1
}

/**
 * Drops the oldest partition if it may go. It is marked and taken off first, which lets the log be read and written meanwhile; a
 * step that was cut off is finished by the next call.
 */
async function dropOldPartition(executor: Executor, keepDays: number, call: CallOptions): Promise<boolean> {
  const old = await executor.maybeOne(findOldEventPartition, { keepDays, mark: partitionMark }, call)
  if (old === null) return false
  const { number, parent } = old
  const table = `${parent}_${number}`
  try {
    if (old.state === 'attached') {
      await executor.execute(alter(`comment on table ${table} is '${partitionMark}'`), undefined, call)
      await executor.execute(
        alter(`alter table ${parent} detach partition ${table} concurrently`),
        undefined,
        call,
      )
    } else if (old.state === 'detaching') {
      await executor.execute(
        alter(`alter table ${parent} detach partition ${table} finalize`),
        undefined,
        call,
      )
    }
    // Before the events are gone: a failure without its event could never be handled.
    const fromPosition = number * partitionSize
    const beforePosition = fromPosition + partitionSize
    await executor.execute(deleteFailuresOfOldEvents, { fromPosition, beforePosition }, call)
    await executor.execute(alter(`drop table if exists ${table}`), undefined, call)
  } catch (error) {
    // Another process was at it, and has done it.
    if (isUndefinedTable(error)) return false
    throw error
  }
  return true
}

/** Makes a query of a statement about a partition, whose name cannot be a parameter. Its query lets no other name through. */
function alter(statement: string): PreparedQuery<undefined, never> {
  return new PreparedQuery(
    { statement, params: [], usedParamSet: {} },
    {
      name: 'dropOldEventPartition',
      file: 'events.sql',
      parameterTypes: {},
      tables: ['event_audience', 'event_log'],
      access: 'write',
    },
  )
}

function isUndefinedTable(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState === '42P01'
}
