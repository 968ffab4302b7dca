/**
 * The process's timers as they were when this module was loaded.
 *
 * Test runners replace the globals (vitest and Jest: fake timers). A query's deadline, a pool's queue and the end of a
 * batch belong to the network and not to the test's clock: under a clock that stands still they would never come.
 */

import { performance } from 'node:perf_hooks'
import process from 'node:process'
import * as timers from 'node:timers'
import { setTimeout as sleepFor } from 'node:timers/promises'

// A runner may patch the modules too, so each function is taken here, once.
export const setTimeout = timers.setTimeout
export const clearTimeout = timers.clearTimeout
export const setInterval = timers.setInterval
export const clearInterval = timers.clearInterval
export const setImmediate = timers.setImmediate
export const clearImmediate = timers.clearImmediate

/** Resolves after a number of milliseconds. */
export const sleep = sleepFor

/** Milliseconds on a clock that never goes back. */
export const now: () => number = performance.now.bind(performance)

type Schedule = (callback: () => void) => unknown

const ownNextTick: Schedule = process.nextTick.bind(process)
let schedule: Schedule = setImmediate
let isProving = true

// Jest gives modules a process of its own, whose nextTick may be a fake already. A real one comes before setImmediate.
ownNextTick(() => {
  if (isProving) schedule = ownNextTick
})
setImmediate(() => {
  isProving = false
})

/** Calls back at the end of the tick: after all microtasks, before any I/O. */
export function nextTick(callback: () => void): void {
  schedule(callback)
}

/** Calls back after the microtasks that wait already. */
export function queueMicrotask(callback: () => void): void {
  // There is no module to take the real one from, and a promise's jobs are never faked.
  void Promise.resolve().then(callback)
}
