import type { QueryIR } from '../../engine/statement/prepared-query.js'

/** A stretch of a statement, from `start` up to but not including `end`. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Replaces stretches of a statement with spaces, so that all offsets stay. Parameters that stand there alone are gone. */
export function blanked(query: QueryIR, stretches: readonly Stretch[]): QueryIR {
  let { statement } = query
  for (const { start, end } of stretches) {
    const blank = statement.slice(start, end).replace(/[^\n]/g, ' ')
    statement = statement.slice(0, start) + blank + statement.slice(end)
  }
  const stands = (place: number) => !stretches.some(({ start, end }) => start <= place && place < end)
  const params = query.params
    .map((parameter) => ({ ...parameter, locs: parameter.locs.filter(({ a }) => stands(a)) }))
    .filter(({ locs }) => locs.length > 0)
  const used = new Set(params.map(({ name }) => name))
  const usedParamSet = Object.fromEntries(
    Object.entries(query.usedParamSet).filter(([name]) => used.has(name)),
  )
  return { ...query, statement, params, usedParamSet }
}
