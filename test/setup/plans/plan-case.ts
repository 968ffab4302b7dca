import type { PreparedQuery } from '../../../src/engine/statement/prepared-query.js'
import type { MarketSize } from './market-size.js'
import type { PlanNode } from './plan-node.js'
import type { Planner, PlanMode } from './planner.js'

interface AnyCase {
  /** The query, and what is asked of it. */
  readonly name: string
  readonly plan: (planner: Planner, mode: PlanMode) => Promise<PlanNode>
  readonly isPlannedOnce: (planner: Planner) => Promise<boolean>
  /** The index that it is meant to read by. */
  readonly index: string
  /** How many blocks it may touch, in a table of any size. */
  readonly buffers: number
}

/** A query that finds rows by what is unique, or almost. */
export interface LookupCase extends AnyCase {
  readonly kind: 'lookup'
}

/** A query that reads one page, in the order of its index, and no further than the page's end. */
export interface PageCase extends AnyCase {
  readonly kind: 'page'
  readonly limit: number
  /** How many rows it may pass over on the way, for a filter that its index does not hold. */
  readonly passedOver: number
}

export type PlanCase = LookupCase | PageCase

/** The queries of one table, and rows for it: add one to `subjects` to have its plans looked at. */
export interface PlanSubject {
  readonly table: string
  /** Fills the table, with the same rows each time; the tables of the subjects before it are full by then. */
  readonly seed: (size: MarketSize) => string
  readonly cases: readonly PlanCase[]
}

interface CaseInput<Params> {
  readonly query: PreparedQuery<Params, unknown>
  /** What is asked of it, where there is more than one case of a query. */
  readonly note?: string
  readonly parameters: Params
  readonly index: string
}

/** @param buffers - 80 unless given. */
export function lookup<Params extends object>({
  buffers = 80,
  ...input
}: CaseInput<Params> & { readonly buffers?: number }): LookupCase {
  return { kind: 'lookup', ...common(input), buffers }
}

/** @param passedOver - 0 unless given. @param buffers - 60 unless given. */
export function page<Params extends { readonly limit: number }>({
  passedOver = 0,
  buffers = 60,
  ...input
}: CaseInput<Params> & { readonly passedOver?: number; readonly buffers?: number }): PageCase {
  return { kind: 'page', ...common(input), limit: input.parameters.limit, passedOver, buffers }
}

function common<Params extends object>({ query, note, parameters, index }: CaseInput<Params>) {
  return {
    name: [query.metadata?.name, note].filter((part) => part !== undefined).join(', '),
    plan: (planner: Planner, mode: PlanMode) => planner.planOf({ query, parameters, mode }),
    isPlannedOnce: (planner: Planner) => planner.isPlannedOnce({ query, parameters }),
    index,
  }
}
