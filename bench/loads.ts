import type { Operation } from './operations.js'
import type { Options } from './options.js'
import type { Load } from './protocol.js'

/** The number of callers where they pause between their calls. */
const pausingCallers = 256

/** The numbers of callers over a slow network. */
const farCallers = [1, 32, 256] as const

/**
 * The loads that an operation is measured under.
 *
 * Callers in step ask again as soon as they have their answer, so that the answers to one read of the socket make the
 * next batch: a client that sends what is given in one tick together gains most there. Callers out of step pause for
 * random times, as the requests of a service arrive.
 */
export function loadsOf(operation: Operation, options: Options): readonly Load[] {
  const inStep = options.callers.map((callers) => ({ callers, pauseMs: 0, delayMs: 0 }))
  const outOfStep =
    operation.isMeasuredOutOfStep === true && options.pauseMs > 0
      ? [{ callers: pausingCallers, pauseMs: options.pauseMs, delayMs: 0 }]
      : []
  const far =
    operation.isMeasuredFar === true
      ? options.delaysMs.flatMap((delayMs) => farCallers.map((callers) => ({ callers, pauseMs: 0, delayMs })))
      : []
  return [...inStep, ...outOfStep, ...far]
}

/** Names a load, as a heading or a table says it. */
export function titleOfLoad({ callers, pauseMs, delayMs }: Load): string {
  return [
    callers === 1 ? '1 caller' : `${callers} callers`,
    ...(pauseMs > 0 ? [`out of step (pauses of ${pauseMs} ms on average)`] : []),
    ...(delayMs > 0 ? [`${delayMs} ms away (each direction)`] : []),
  ].join(', ')
}

/** Orders loads as {@link loadsOf} lists them. */
export function compareLoads(one: Load, other: Load): number {
  return one.delayMs - other.delayMs || one.pauseMs - other.pauseMs || one.callers - other.callers
}
