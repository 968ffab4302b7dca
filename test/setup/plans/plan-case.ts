import type { PreparedQuery } from '../../../src/engine/statement/prepared-query.js'
import type { PlanNode } from '../../../scripts/plans/plan-node.js'
import type { Planner, PlanMode } from '../../../scripts/plans/planner.js'

/** The name of an index, or of several of which any one will do. */
export type IndexChoice = string | readonly string[]

/** The expectations of a query's plan. Whatever they are, no query may read a table whole. */
export interface PlanExpectations {
  /** The indexes that it reads by. */
  readonly indexes: readonly IndexChoice[]
  /** Reads each of these indexes once and no other index. @defaultValue false */
  readonly isExact?: boolean
  /** The most blocks it may touch, in tables of any size. */
  readonly buffers?: number
  /** The type of every scan of a table. */
  readonly scans?: RegExp
  /** The most rows that any of its scans may return. */
  readonly rows?: number
  /** The most rows that any of its scans may pass over, for a filter that its index does not hold. */
  readonly passedOver?: number
  /** Returns rows as the index is ordered: there is no sort, and no bitmap. @defaultValue false */
  readonly isUnsorted?: boolean
}

/** A query with its parameters, and how it must run. */
export interface PlanCase {
  /** The query, and what is asked of it. */
  readonly name: string
  readonly plan: (planner: Planner, mode: PlanMode) => Promise<PlanNode>
  readonly isPlannedOnce: (planner: Planner) => Promise<boolean>
  readonly expected: PlanExpectations
  /** The expectations in the small tables of the embedded database, if it may run otherwise there. */
  readonly expectedIfSmall?: PlanExpectations
}

interface SmallCase {
  /** The index that may be read in place of the first one. */
  readonly index: string
  /** @defaultValue those of large tables */
  readonly buffers?: number
}

interface Asked<Params> {
  readonly query: PreparedQuery<Params, unknown>
  /** The question, where a query has more than one case. */
  readonly note?: string
  readonly parameters: Params
  /** The small tables of the embedded database, where reading a whole list by another index and sorting it costs as little. */
  readonly ifSmall?: SmallCase
}

interface Lookup<Params> extends Asked<Params> {
  readonly index: string
  /** @defaultValue 80 */
  readonly buffers?: number
}

/** A query that finds rows by what is unique, or almost. */
export function lookup<Params extends object>({ index, buffers = 80, ...asked }: Lookup<Params>): PlanCase {
  return planCase(asked, { indexes: [index], buffers })
}

interface Page<Params> extends Asked<Params> {
  readonly index: string
  /** The index by which each row of the page, or the page itself, looks up one row of another table; one of each table. */
  readonly lookup?: string | readonly string[]
  /** @defaultValue 0 */
  readonly passedOver?: number
  /** @defaultValue 60 */
  readonly buffers?: number
}

interface Limited {
  readonly limit: number
}

/** A query that reads one page, in the order of its index, and no further than the page's end. */
export function page<Params extends Limited>({
  index,
  lookup: looked = [],
  passedOver = 0,
  buffers = 60,
  ...asked
}: Page<Params>): PlanCase {
  const lookups = [looked].flat()
  return planCase(asked, {
    indexes: [index, ...lookups],
    isExact: true,
    scans: indexScan,
    isUnsorted: true,
    rows: asked.parameters.limit,
    passedOver,
    // To look up a row takes the levels of the index, and the row.
    buffers: buffers + lookups.length * 4 * asked.parameters.limit,
  })
}

/** The first page of a list, and the page after a position. */
export function pages<Params extends Limited>({
  after,
  ...first
}: Page<Params> & { readonly after: Partial<Params> }): readonly PlanCase[] {
  const next = { ...first, parameters: { ...first.parameters, ...after } }
  return [
    page({ ...first, note: joined(first.note, 'first page') }),
    page({ ...next, note: joined(first.note, 'next page') }),
  ]
}

interface Bounded<Params> extends Asked<Params> {
  readonly indexes: readonly string[]
  readonly buffers: number
  readonly rows: number
  /** @defaultValue 0 */
  readonly passedOver?: number
  /** The type of every scan of a table. @defaultValue that of an index */
  readonly scans?: RegExp
}

/** A query that reads several tables, a bounded number of rows from each, and only by indexes. */
export function bounded<Params extends object>({
  indexes,
  buffers,
  rows,
  passedOver = 0,
  scans = indexScan,
  ...asked
}: Bounded<Params>): PlanCase {
  return planCase(asked, { indexes, scans, buffers, rows, passedOver })
}

/** A bounded query for somebody who has no more than a page holds: to read all of it and sort may be the better plan. */
export function short<Params extends object>(input: Omit<Bounded<Params>, 'indexes'>): PlanCase {
  return bounded({ ...input, indexes: [], scans: smallScan })
}

/** The indexes by which a row looks up a profile: a user, and the counts of the user. */
export const profileIndexes = ['users_pkey', 'user_stats_pkey'] as const

const indexScan = /^Index (?:Only )?Scan$/

/** A few rows may be gathered from an index before they are read. */
export const smallScan = /^(?:Index|Index Only|Bitmap Heap) Scan$/

function planCase<Params extends object>(
  { query, note, parameters, ifSmall }: Asked<Params>,
  expected: PlanExpectations,
): PlanCase {
  return {
    name: joined(query.metadata?.name, note),
    plan: (planner, mode) => planner.planOf({ query, parameters, mode }),
    isPlannedOnce: (planner) => planner.isPlannedOnce({ query, parameters }),
    expected,
    ...(ifSmall !== undefined && { expectedIfSmall: expectedIfSmall(expected, ifSmall) }),
  }
}

function expectedIfSmall(expected: PlanExpectations, { index, buffers }: SmallCase): PlanExpectations {
  const [first = [], ...lookups] = expected.indexes
  const most = buffers ?? expected.buffers
  return { indexes: [[first, index].flat(), ...lookups], ...(most !== undefined && { buffers: most }) }
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ')
}
