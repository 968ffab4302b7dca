import { setTimeout as sleep } from 'node:timers/promises'
import type { Operation } from './operations.js'
import type { BurstOptions } from './protocol.js'
import type { Peer } from './peer.js'
import { seededRandom } from './random.js'
import type { Workload } from './workload.js'

/** The time and CPU of a burst of operations. */
export interface BurstResult {
  readonly elapsedMs: number
  /** Of this process, all its threads. */
  readonly cpuMs: number
  /** Of each operation. */
  readonly latenciesMs: readonly number[]
}

/**
 * Repeats an operation, each caller one at a time, until the time is up; what has begun is finished.
 *
 * Callers that pause do so for a random time from 0 to twice the mean, so that no two of them keep in step.
 *
 * @returns null if the peer leaves this operation out.
 */
export async function runBurst(
  peer: Peer,
  operation: Operation,
  workload: Workload,
  { load: { callers, pauseMs }, durationMs, seed }: BurstOptions,
): Promise<BurstResult | null> {
  const calls = []
  for (let n = 0; n < callers; n++) {
    const call = operation.caller(peer, workload, seededRandom(seed * 1000 + n), n)
    if (call === undefined) return null
    calls.push(call)
  }
  // Nobody pays for the garbage of the burst before.
  globalThis.gc?.()
  const latenciesMs: number[] = []
  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all(
    calls.map(async (call, n) => {
      const random = seededRandom(seed * 1000 + callers + n)
      if (pauseMs > 0) await sleep(random() * 2 * pauseMs)
      let now = performance.now()
      do {
        const began = now
        await call()
        now = performance.now()
        latenciesMs.push(now - began)
        if (pauseMs > 0) {
          await sleep(random() * 2 * pauseMs)
          now = performance.now()
        }
      } while (now - start < durationMs)
    }),
  )
  const elapsedMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { elapsedMs, cpuMs: (user + system) / 1000, latenciesMs }
}
