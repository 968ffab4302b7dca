import { readSearchShares } from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { QueryRunner } from '../../engine/query-runner.js'

/** The planner's knowledge of the listings: what it takes to guess how many a search finds. It decides the cost of a search only. */
export interface Shares {
  readonly rowCount: number
  readonly words: ReadonlyMap<string, number>
  readonly facets: ReadonlyMap<number, number>
  /** Bounds of parts with equally many rows, ascending: the times in seconds. */
  readonly times: readonly number[]
  readonly prices: readonly number[]
}

const maximumAgeMs = 15 * 60_000

interface Kept {
  readonly loadedAt: number
  readonly shares: Shares | null
}

const kept = new WeakMap<object, Kept>()

/** Returns the shares, which are read anew every quarter of an hour; null before the first analyze. */
export async function sharesOf(executor: Executor, options?: CallOptions): Promise<Shares | null> {
  const key = QueryRunner.keyOf(executor)
  const last = kept.get(key)
  if (last !== undefined && Date.now() - last.loadedAt < maximumAgeMs) return last.shares
  // Not shared while it is read: it has the deadline and the signal of this call.
  const shares = await readShares(executor, options)
  kept.set(key, { loadedAt: Date.now(), shares })
  return shares
}

async function readShares(executor: Executor, options?: CallOptions): Promise<Shares | null> {
  const rows = await executor.many(readSearchShares, undefined, options)
  const byName = new Map(rows.map((row) => [row.columnName, row]))
  const search = byName.get('search')
  if (search === undefined) return null
  const facets = sharesByElement(byName.get('facets'))
  return {
    rowCount: Math.max(0, search.rowCount),
    words: sharesByElement(search),
    facets: new Map(Array.from(facets, ([element, share]) => [Number(element), share])),
    times: quantiles(byName.get('created_at')),
    prices: quantiles(byName.get('price_minor')),
  }
}

interface Elements {
  readonly elements: readonly (string | null)[] | null
  readonly shares: readonly (number | null)[] | null
}

function sharesByElement(row: Elements | undefined): ReadonlyMap<string, number> {
  const elements = row?.elements ?? []
  return new Map(elements.map((element, index) => [element ?? '', row?.shares?.[index] ?? 0]))
}

type ReadNumbers = readonly (number | null)[] | null

interface Distribution {
  readonly bounds: ReadNumbers
  readonly commonValues: ReadNumbers
  readonly commonShares: ReadNumbers
}

const parts = 200

/** Makes the bounds of equal parts out of those of the values that are rare, and the frequent values. */
function quantiles(row: Distribution | undefined): readonly number[] {
  const common = numbers(row?.commonValues).map((value, index) => ({
    value,
    share: row?.commonShares?.[index] ?? 0,
  }))
  const bounds = numbers(row?.bounds)
  const rest = 1 - common.reduce((sum, { share }) => sum + share, 0)
  const points = [...common, ...bounds.map((value) => ({ value, share: rest / bounds.length }))].sort(
    (one, other) => one.value - other.value,
  )
  const last = points.at(-1)
  if (last === undefined) return []
  let below = 0
  let index = 0
  return Array.from({ length: parts + 1 }, (_, part) => {
    while (index < points.length - 1 && below + (points[index]?.share ?? 0) <= part / parts) {
      below += points[index++]?.share ?? 0
    }
    return part === parts ? last.value : (points[index]?.value ?? last.value)
  })
}

function numbers(values: readonly (number | null)[] | null | undefined): readonly number[] {
  return (values ?? []).filter((value) => value !== null)
}

/** Returns the part of the rows, 0 to 1, that lie below a value. */
export function partBelow(bounds: readonly number[], value: number): number {
  const next = bounds.findIndex((bound) => bound > value)
  if (next === -1) return 1
  if (next === 0) return 0
  const [before = value, after = value] = bounds.slice(next - 1, next + 1)
  return (next - 1 + (value - before) / (after - before)) / (bounds.length - 1)
}

/** Returns the value below which a part of the rows lies. */
export function valueAt(bounds: readonly number[], part: number): number {
  const place = Math.min(1, Math.max(0, part)) * (bounds.length - 1)
  const index = Math.floor(place)
  const before = bounds[index] ?? 0
  const after = bounds[index + 1] ?? before
  return before + (after - before) * (place - index)
}
