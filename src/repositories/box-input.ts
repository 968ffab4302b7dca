import { InvalidInputError } from '../errors.js'
import type { BBox } from '../geo/geojson.js'
import { number, tuple } from '../input/index.js'

const degrees = (most: number) => number({ min: -most, max: most })

const readCorners = tuple<readonly [number, number, number, number]>([
  degrees(180),
  degrees(90),
  degrees(180),
  degrees(90),
])

/**
 * Reads a box: west, south, east, north, in degrees. One whose west is greater than its east crosses the antimeridian.
 *
 * @throws {@link InvalidInputError} naming the corner, or the box if its south is north of its north.
 */
export function readBox(value: unknown, field: string): BBox {
  const [west, south, east, north] = readCorners(value, field)
  if (south > north) throw new InvalidInputError(field, 'must have a south that is not north of its north')
  return [west, south, east, north]
}
