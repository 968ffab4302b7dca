import type { BurstResult } from './burst.js'
import type { OperationName } from './operations.js'
import type { PeerName } from './peers.js'
import type { Load } from './protocol.js'
import { median, quantile } from './statistics.js'

/** Who did it: a peer, or pgbench as the limit. */
export type Competitor = PeerName | 'pgbench'

/** A burst, and the server's CPU time for it if that is known. */
export interface Burst extends BurstResult {
  readonly serverMs: number | null
}

/** The figures of one competitor for one operation under one load. */
export interface Measurement extends Load {
  readonly operation: OperationName
  readonly competitor: Competitor
  /** Operations a second, of each round. */
  readonly rounds: readonly number[]
  /** The median of the rounds. */
  readonly perSecond: number
  /** Half the distance between the quartiles of the rounds, as a share of the median: how noisy it was. */
  readonly noise: number
  /** Of all operations of all rounds. */
  readonly medianMs: number
  readonly p99Ms: number
  /** The client's CPU time for an operation: the median of the rounds. */
  readonly cpuMs: number
  /** The server's; NaN if it is not known. */
  readonly serverCpuMs: number
}

/** Sums the rounds up. */
export function summarize(
  key: Load & Pick<Measurement, 'operation' | 'competitor'>,
  bursts: readonly Burst[],
): Measurement {
  const rounds = bursts.map(({ latenciesMs, elapsedMs }) => (latenciesMs.length / elapsedMs) * 1000)
  const latencies = bursts.flatMap(({ latenciesMs }) => latenciesMs)
  const perSecond = median(rounds)
  return {
    ...key,
    rounds,
    perSecond,
    noise: (quantile(rounds, 0.75) - quantile(rounds, 0.25)) / 2 / perSecond,
    medianMs: median(latencies),
    p99Ms: quantile(latencies, 0.99),
    cpuMs: median(bursts.map(({ cpuMs, latenciesMs }) => cpuMs / latenciesMs.length)),
    serverCpuMs: median(bursts.map(({ serverMs, latenciesMs }) => (serverMs ?? NaN) / latenciesMs.length)),
  }
}
