import { InvalidInputError } from '../errors.js'
import type { AnyPosition, Position } from './geojson.js'

/**
 * Reads a caller's position: two or three numbers on the globe.
 *
 * The altitude is checked and then dropped. Nothing in this schema has a height, and phones send one whenever they know
 * it: refusing it would refuse the same place on some phones only.
 *
 * A negative zero becomes zero, and a longitude of -180 becomes 180. Each pair is one place that would compare as two.
 *
 * @throws {@link InvalidInputError} naming the field of the element, such as `near[1]`.
 */
export function parsePosition(value: unknown, field: string): Position {
  const [longitude, latitude] = parseAnyPosition(value, field)
  return [longitude === -180 ? 180 : longitude + 0, latitude + 0]
}

/** Reads a position with its altitude. Each number is kept bit for bit. */
export function parseAnyPosition(value: unknown, field: string): AnyPosition {
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 3)) {
    throw new InvalidInputError(field, 'must be [longitude, latitude], optionally with an altitude')
  }
  // PostGIS would fold a position off the globe back onto it, with only a notice.
  const longitude = numberBetween(value[0], `${field}[0]`, { limit: 180, name: 'longitude' })
  const latitude = numberBetween(value[1], `${field}[1]`, { limit: 90, name: 'latitude' })
  if (value.length === 2) return [longitude, latitude]
  const altitude: unknown = value[2]
  if (typeof altitude !== 'number' || !Number.isFinite(altitude)) {
    throw new InvalidInputError(`${field}[2]`, 'must be an altitude in metres, a finite number')
  }
  return [longitude, latitude, altitude]
}

function numberBetween(value: unknown, field: string, axis: { limit: number; name: string }): number {
  if (typeof value === 'number' && value >= -axis.limit && value <= axis.limit) return value
  throw new InvalidInputError(
    field,
    `must be a ${axis.name}, a number from -${axis.limit} to ${axis.limit}; the order is longitude, latitude`,
  )
}
