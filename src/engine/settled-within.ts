import { clearTimeout, setImmediate, setTimeout } from './timers.js'

/** Resolves as a promise does, or to `late` after a time: when what has arrived by then was read, for this process may be busy. */
export async function settledWithin<T>(promise: Promise<T>, ms: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => setImmediate(() => resolve('late')), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
