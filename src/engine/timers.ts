/**
 * The process's timers, as they were when this module was loaded.
 *
 * Test runners replace the global ones (fake timers of vitest and Jest). A query's deadline, a pool's queue and the end
 * of a batch belong to the network, not to the clock of a test. Under a clock that stands still they would never come.
 */

import { performance } from 'node:perf_hooks'
import process from 'node:process'
import * as timers from 'node:timers'
import { setTimeout as sleepFor } from 'node:timers/promises'

// A runner may patch the modules too, so each function is read once, here.
export const setTimeout = timers.setTimeout
export const clearTimeout = timers.clearTimeout
export const setInterval = timers.setInterval
export const clearInterval = timers.clearInterval
export const setImmediate = timers.setImmediate
export const clearImmediate = timers.clearImmediate

/** Resolves after a number of milliseconds. */
export const sleep = sleepFor

/** Returns milliseconds on a clock that never goes back. */
export const now: () => number = performance.now.bind(performance)

type Schedule = (callback: () => void) => unknown

const ownNextTick: Schedule = process.nextTick.bind(process)
let schedule: Schedule = setImmediate
let isProving = true

// Jest gives modules a `process` of its own, whose nextTick may already be fake. A real one comes before setImmediate.
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

/** Calls back after the microtasks that are already queued. */
export function queueMicrotask(callback: () => void): void {
  // No module exports the real one, but promise jobs are never faked.
  void Promise.resolve().then(callback)
}
