import type { Competitor, Measurement } from '../measurement.js'
import { operationOf, operationNames, type OperationName } from '../operations.js'
import { peers } from '../peers.js'

/** The figures of one operation at one number of callers, fastest first. */
export interface Ranking {
  readonly operation: OperationName
  readonly title: string
  readonly unit: string
  readonly callers: number
  readonly rows: readonly Measurement[]
  /** The fastest that is neither of the package nor pgbench. */
  readonly bestPeer: Measurement | undefined
  readonly souk: Measurement | undefined
  readonly limit: Measurement | undefined
}

/** Sorts measurements into rankings, in the order of operations and callers. */
export function rank(measurements: readonly Measurement[]): readonly Ranking[] {
  return operationNames.flatMap((operation) => {
    const ofOperation = measurements.filter((one) => one.operation === operation)
    const callerCounts = [...new Set(ofOperation.map(({ callers }) => callers))].sort((a, b) => a - b)
    return callerCounts.map((callers) => {
      const rows = ofOperation
        .filter((one) => one.callers === callers)
        .sort((a, b) => b.perSecond - a.perSecond)
      const find = (name: Competitor) => rows.find(({ competitor }) => competitor === name)
      const { title, unit } = operationOf(operation)
      return {
        operation,
        title,
        unit,
        callers,
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
