import { InvalidInputError } from '../errors.js'

/**
 * Refuses a `crs` member that names anything but WGS 84: the numbers beside it would not be degrees.
 *
 * RFC 7946 removed the member, but older writers still add it.
 */
export function refuseOtherCrs(value: object, field: string): void {
  if (!('crs' in value) || value.crs === undefined || value.crs === null) return
  if (isWgs84(value.crs)) return
  throw new InvalidInputError(`${field}.crs`, 'must be left out: positions are WGS 84 degrees')
}

function isWgs84(crs: unknown): boolean {
  if (typeof crs !== 'object' || crs === null || !('properties' in crs)) return false
  const { properties } = crs
  if (typeof properties !== 'object' || properties === null || !('name' in properties)) return false
  return typeof properties.name === 'string' && /(?:CRS84|EPSG:{1,2}4326)$/.test(properties.name)
}
