import {
  countSearchFacets,
  type CountSearchFacetsParams,
  type CountSearchFacetsRow,
} from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { boundedCount, type BoundedCount } from '../bounded-count.js'
import { lowestKey } from './axis.js'
import type { FacetCounts } from './search.js'
import type { ReadSearch } from './search-input.js'
import { planSearch } from './search-plan.js'
import { windowsOf } from './search-walk.js'

/** The greatest number of found listings that is exact. */
const exactUpTo = 250

/** Counts what a search finds, all of it or the newest. */
export async function countFacets(
  executor: Executor,
  search: ReadSearch,
  options?: CallOptions,
): Promise<FacetCounts> {
  const { rows, isComplete } = await countedRows(executor, search, options)
  const [all] = rows
  const count = all?.count ?? 0
  return {
    counted: { count, isMore: !isComplete || count > exactUpTo },
    categories: valuesOf(rows, ({ category }) => category),
    conditions: valuesOf(rows, ({ condition }) => condition),
    neighborhoods: valuesOf(rows, ({ neighborhood }) => neighborhood),
    priceBands: rows.flatMap((row) => {
      if (row.currency === null || row.band === null) return []
      const { currency, band } = row
      return [{ currency, fromMinor: priceOfBand(band), belowMinor: priceOfBand(band + 1), count: row.count }]
    }),
  }
}

/** Counts what a search finds, up to 250. */
export async function countFound(
  executor: Executor,
  search: ReadSearch,
  options?: CallOptions,
): Promise<BoundedCount> {
  const { rows, isComplete } = await countedRows(executor, search, options)
  const counted = boundedCount(rows[0]?.count ?? 0, exactUpTo)
  return isComplete ? counted : { ...counted, isMore: true }
}

async function countedRows(executor: Executor, search: ReadSearch, options?: CallOptions) {
  const plan = await planSearch(executor, search, 'newest', options)
  if (plan === null) return { rows: [], isComplete: true }
  const rings = plan.ringsFrom(lowestKey, exactUpTo / 2)
  // A union of all ways in which the clauses go together, which the compiler does not take apart.
  const parameters = {
    ...plan.conditionsIn(rings),
    ...windowsOf(rings),
    edges: rings.edges,
    cap: exactUpTo + 1,
    enough: exactUpTo + 1,
  } as CountSearchFacetsParams
  return { rows: await executor.many(countSearchFacets, parameters, options), isComplete: rings.isLast }
}

function valuesOf<Value>(
  rows: readonly CountSearchFacetsRow[],
  read: (row: CountSearchFacetsRow) => Value | null,
) {
  return rows.flatMap((row) => {
    const value = read(row)
    return value === null ? [] : [{ value, count: row.count }]
  })
}

/** Bands are half a decimal digit wide. */
function priceOfBand(band: number): number {
  return Math.ceil(10 ** (band / 2) - 1 - 1e-9)
}
