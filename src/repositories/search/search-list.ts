import { nullable, number, text, tuple, uuid } from '../../input/index.js'
import type { PagedList } from '../../pagination/list-request.js'
import { readSearchPage } from './search-input.js'
import type { WalkPosition } from './search-walk.js'

/** The position where a page of a search ended, and the text that was searched if it was corrected. */
export type SearchPosition = readonly [
  from: number,
  to: number | null,
  afterKey: number,
  afterId: string,
  correctedQuery: string | null,
]

/** Holds all times, prices, distances and ranks. */
const key = number({ min: -1e16, max: 1e16 })

/** The products that a query finds. */
export const searchList = {
  kind: 'products.search',
  readFilters: readSearchPage,
  readPosition: tuple<SearchPosition>([key, nullable(key), key, uuid, nullable(text({ min: 1, max: 400 }))]),
} satisfies PagedList<object, SearchPosition>

/** Writes a position for the cursor. */
export function toSearchPosition(
  { from, to, afterKey, afterId }: WalkPosition,
  correctedQuery: string | null,
): SearchPosition {
  return [from, to, afterKey, afterId, correctedQuery]
}

/** Reads a position of the cursor. */
export function toWalkPosition([from, to, afterKey, afterId]: SearchPosition): WalkPosition {
  return { from, to, afterKey, afterId }
}
