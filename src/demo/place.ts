import type { Point } from '../geo/geojson.js'

/** A populated place on Earth. */
export interface Place {
  /** Its id at geonames.org. */
  readonly geonameId: number
  readonly name: string
  readonly population: number
  readonly location: Point
}
