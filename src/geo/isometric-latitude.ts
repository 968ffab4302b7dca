/** The eccentricity of the ellipsoid of WGS 84. */
const eccentricity = 0.0818191908426215
const degree = Math.PI / 180

/**
 * Returns the height of a latitude in Mercator's projection of the ellipsoid, in radians: that of `place_of`.
 *
 * @param latitude - Degrees.
 */
export function isometricLatitude(latitude: number): number {
  const angle = latitude * degree
  return Math.asinh(Math.tan(angle)) - eccentricity * Math.atanh(eccentricity * Math.sin(angle))
}
