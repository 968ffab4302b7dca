import geodesic from 'geographiclib-geodesic'
import type { Position } from '../../src/geo/geojson.js'

/**
 * Computes a distance on the ellipsoid of WGS 84 by C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013),
 * https://doi.org/10.1007/s00190-012-0578-z, as his GeographicLib does, to 15 nanometres: the reference for the server's.
 */
export function geodesicMetres(
  [fromLongitude, fromLatitude]: Position,
  [toLongitude, toLatitude]: Position,
): number {
  return geodesic.Geodesic.WGS84.Inverse(fromLatitude, fromLongitude, toLatitude, toLongitude).s12 ?? NaN
}
