import { isPlane } from '../geo/is-plane.js'
import type { Point } from '../geo/geojson.js'
import { number, tuple, uuid } from '../input/index.js'
import type { ListRequest } from '../pagination/list-request.js'

/** The last row of a page: its distance, as its list orders by it, and its id. */
export type NearestPosition = readonly [distance: number, id: string]

/** Reads the position of a list that is ordered by distance and id. */
export const readNearestPosition = tuple<NearestPosition>([number({ min: 0 }), uuid])

interface Around {
  readonly near: Point
  readonly radiusMetres: number
  readonly viewerId?: string | undefined
}

/**
 * Makes the parameters of a list around a place from its request: one row more than the page holds, so as to tell whether
 * there is a next page, of a walk of up to 2,000 rows, or 500 for a viewer.
 */
export function nearestFirst<Filters extends Around>({
  filters,
  limit,
  after,
}: ListRequest<Filters, NearestPosition>) {
  // eslint-disable-next-line no-restricted-syntax -- filters, once a page, and not the rows
  const { near: origin, ...rest } = filters
  const position = after === null ? {} : { afterDistance: after[0], afterId: after[1] }
  const plane: 'all' | 'sphere' = isPlane(origin, filters.radiusMetres) ? 'all' : 'sphere'
  const budget = filters.viewerId === undefined ? 2_000 : 500
  return { ...rest, ...position, plane, origin, limit: limit + 1, budget }
}
