import type { Competitor, Measurement } from '../measurement.js'
import { compareLoads } from '../loads.js'
import { operationOf, operationNames, type OperationName } from '../operations.js'
import { peers } from '../peers.js'
import type { Load } from '../protocol.js'

/** The figures of one operation under one load, fastest first. */
export interface Ranking extends Load {
  readonly operation: OperationName
  readonly title: string
  readonly unit: string
  readonly rows: readonly Measurement[]
  /** The fastest that is neither of the package nor pgbench. */
  readonly bestPeer: Measurement | undefined
  readonly souk: Measurement | undefined
  readonly limit: Measurement | undefined
}

/** Sorts measurements into rankings, in the order of operations and loads. */
export function rank(measurements: readonly Measurement[]): readonly Ranking[] {
  return operationNames.flatMap((operation) => {
    const ofOperation = measurements.filter((one) => one.operation === operation)
    const isOf = (load: Load) => (one: Load) => compareLoads(load, one) === 0
    const loads = ofOperation
      .filter((one, index) => ofOperation.findIndex(isOf(one)) === index)
      .sort(compareLoads)
    return loads.map((load) => {
      const rows = ofOperation.filter(isOf(load)).sort((a, b) => b.perSecond - a.perSecond)
      const find = (name: Competitor) => rows.find(({ competitor }) => competitor === name)
      const { title, unit } = operationOf(operation)
      return {
        operation,
        title,
        unit,
        callers: load.callers,
        pauseMs: load.pauseMs,
        delayMs: load.delayMs,
        rows,
        bestPeer: rows.find(({ competitor }) => isPeer(competitor)),
        souk: find('souk'),
        limit: find('pgbench'),
      }
    })
  })
}

/** False for the package itself, another build of it, and pgbench. */
export function isPeer(competitor: Competitor): boolean {
  return competitor !== 'pgbench' && !competitor.startsWith('souk')
}

/** What a table calls a competitor. */
export function titleOf(competitor: Competitor): string {
  return competitor === 'pgbench' ? 'pgbench (the limit)' : peers[competitor].title
}
