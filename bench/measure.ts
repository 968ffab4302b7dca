import type { BenchDatabase } from './database.js'
import { loadsOf } from './loads.js'
import { summarize, type Burst, type Competitor, type Measurement } from './measurement.js'
import { operationOf, type OperationName } from './operations.js'
import type { Options } from './options.js'
import type { PeerProcess } from './peer-process.js'
import type { Pgbench } from './pgbench.js'
import type { Load } from './protocol.js'
import { readServerCpu, spentMs } from './server-cpu.js'

export interface MeasureContext {
  readonly options: Options
  readonly database: BenchDatabase
  /** The peers, by the delay of the network that they reach the server over, in milliseconds. */
  readonly peers: ReadonlyMap<number, readonly PeerProcess[]>
  readonly pgbench: Pgbench | null
  /** The postmaster, if the server is ours. */
  readonly serverPid: number | null
  readonly say: (text: string) => void
}

/** pgbench takes seconds where a peer takes less than one, and varies less. */
const pgbenchRounds = 2

/**
 * Measures every operation under each of its loads, round by round, each peer once a round.
 *
 * A machine that is slower for a while is so for all peers of a round; the order turns from round to round, so that
 * nobody always comes after the same one.
 */
export async function measure(context: MeasureContext): Promise<readonly Measurement[]> {
  const { options } = context
  const measurements: Measurement[] = []
  for (const operation of options.operations) {
    // Round 0 warms up: code is compiled, plans are made, and nothing is kept.
    const bursts = new Map<string, { competitor: Competitor; load: Load; results: Burst[] }>()
    const rounds = Math.min(options.rounds, operationOf(operation).slow?.mostRounds ?? Infinity)
    for (let round = 0; round <= rounds; round++) {
      context.say(round === 0 ? `${operation}: warming up` : `${operation}: round ${round} of ${rounds}`)
      for (const load of loadsOf(operationOf(operation), options)) {
        for await (const [competitor, result] of oneRound(context, operation, load, round)) {
          const key = `${competitor} ${JSON.stringify(load)}`
          const entry = bursts.get(key) ?? { competitor, load, results: [] }
          entry.results.push(result)
          bursts.set(key, entry)
        }
      }
    }
    for (const { competitor, load, results } of bursts.values()) {
      measurements.push(summarize({ operation, competitor, ...load }, results))
    }
  }
  return measurements
}

async function* oneRound(
  { options, database, peers, pgbench, serverPid }: MeasureContext,
  operation: OperationName,
  load: Load,
  round: number,
): AsyncGenerator<readonly [Competitor, Burst]> {
  const { writes, slow } = operationOf(operation)
  const { warmupMs } = options
  const durationMs = options.durationMs * (slow?.timesLonger ?? 1)
  const warmUp = { load, durationMs: warmupMs, seed: 1000 + round }
  for (const peer of rotated(peers.get(load.delayMs) ?? [], round)) {
    if (round === 0 || slow === undefined) await peer.burst(operation, warmUp)
    if (round > 0) {
      const before = readServerCpu(serverPid)
      const result = await peer.burst(operation, { load, durationMs, seed: round })
      const serverMs = spentMs(before, readServerCpu(serverPid))
      if (result !== null) yield [peer.name, { ...result, serverMs }]
    }
    if (writes === 'products') await database.clear(writes)
    else if (writes !== undefined) await database.vacuum(writes)
  }
  // It neither pauses nor is it told of a delay, and it does some of the operations only.
  const isOfPgbench = load.pauseMs === 0 && load.delayMs === 0 && round > 0 && round <= pgbenchRounds
  if (pgbench?.does(operation) === true && isOfPgbench) {
    const result = await pgbench.run(operation, Math.min(load.callers, options.connections))
    // Its connections, and with them their CPU time, are gone.
    yield ['pgbench', { ...result, serverMs: null }]
  }
  if (writes !== undefined) await database.clear(writes)
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const first = by % Math.max(items.length, 1)
  return [...items.slice(first), ...items.slice(0, first)]
}
