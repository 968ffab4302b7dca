import { operationOf } from './operations.js'
import type { Peer } from './peer.js'
import { seededRandom } from './random.js'
import type { NewMessage, Workload } from './workload.js'

/** Callers who do different things at the same time, each one thing at a time. */
export interface MixedLoad {
  /** The number of callers that ask for products by id. */
  readonly lookups: number
  /** The number of callers that run a statement of 20 ms. */
  readonly naps: number
  /** A message that is sent as it begins, and may have to wait for a lock. */
  readonly message: NewMessage | null
  readonly durationMs: number
  readonly seed: number
}

/** The result of a mixed load. */
export interface MixedResult {
  readonly elapsedMs: number
  /** Of each look-up. */
  readonly lookupMs: readonly number[]
  readonly naps: number
}

/** The time a slow statement takes, in seconds. */
const napSeconds = 0.02

/** Puts a peer under a mixed load; what has begun is finished. @throws if the peer leaves out a part of it. */
export async function runMixed(peer: Peer, workload: Workload, load: MixedLoad): Promise<MixedResult> {
  const { nap, sendMessage } = peer
  const lookupMs: number[] = []
  let naps = 0
  const start = performance.now()
  const isOver = () => performance.now() - start >= load.durationMs
  const lookups = Array.from({ length: load.lookups }, async (_, n) => {
    const lookUp = operationOf('by-id').caller(peer, workload, seededRandom(load.seed * 1000 + n), n)
    if (lookUp === undefined) throw new Error('no look-up by id')
    while (!isOver()) {
      const began = performance.now()
      await lookUp()
      lookupMs.push(performance.now() - began)
    }
  })
  const nappers = Array.from({ length: load.naps }, async () => {
    if (nap === undefined) throw new Error('no statement that takes its time')
    for (; !isOver(); naps++) await nap(napSeconds)
  })
  const message = load.message === null ? undefined : sendMessage?.(load.message)
  await Promise.all([...lookups, ...nappers])
  const elapsedMs = performance.now() - start
  await message
  return { elapsedMs, lookupMs, naps }
}
